"""`optimize` of the optimizers, which gave a tuple; `minimize` gives a result with names."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.placing import has_line_above, line_above, new_name
from ibmq_nbmigrate.core.use import Outcome, Use, fixed

_RESULT = "qiskit_algorithms.optimizers.OptimizerResult"
_OLD = ("num_vars", "objective_function", "gradient_function", "variable_bounds", "initial_point")
_NEW = {"gradient_function": "jac", "variable_bounds": "bounds"}


def optimized(use: Use) -> Outcome | None:
    """Write `optimizer.optimize(...)` as `minimize`; None where its arguments or a line above do not fit."""
    call, func = use.call, use.node
    if call is None or not isinstance(func, ast.Attribute) or func.attr != "optimize" or use.has_star:
        return None
    given = dict(zip(_OLD, call.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in call.keywords}
    wanted = {"objective_function", "initial_point"}
    if not wanted <= set(given) <= set(_OLD) or not has_line_above(use):
        return None
    result = new_name(use, "optimized", _RESULT)

    def line() -> str:
        arguments = [use.text(given["objective_function"]), use.text(given["initial_point"])]
        arguments += [f"{new}={use.text(given[old])}" for old, new in _NEW.items() if old in given]
        return f"{result} = {use.text(func.value)}.minimize({', '.join(arguments)})"

    line_above(use, line)
    use.source.rewrite(call, f"({result}.x, {result}.fun, {result}.nfev)")
    return fixed("`minimize` gives what `optimize` gave, by name")
