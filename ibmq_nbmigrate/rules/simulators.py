"""Local simulators: their names in `qiskit-aer`."""

from __future__ import annotations

import ast
import re

from ibmq_nbmigrate.core.migration import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.rules import rule

PROVIDERS = ("qiskit.Aer", "qiskit.BasicAer", "qiskit_aer.AerProvider")
_OLD_NAME = re.compile(r"(?:local_)?(?P<name>(?:qasm|statevector|unitary)_simulator)(?:_py|_cpp|_sympy)?")


@rule("SIM01", *(f"{provider}.get_backend" for provider in PROVIDERS))
def simulator_by_name(use: Use) -> Outcome | None:
    """Simulators of old names are those of qiskit-aer.

    Legacy: `Aer.get_backend("qasm_simulator_py")`, `Aer.get_backend("local_qasm_simulator")`.
    Updated: `Aer.get_backend("qasm_simulator")`.

    The names `qasm_simulator`, `statevector_simulator` and `unitary_simulator` stay. The simulator of pulses
    is gone.

    Source: https://qiskit.github.io/qiskit-aer/apidocs/aer_provider.html
    """
    given = use.arguments.get("name")
    name = use.literal(given)
    if name == "pulse_simulator":
        return manual("the simulator of pulses is gone, and Pulse with it")
    found = _OLD_NAME.fullmatch(name) if name else None
    if given is None or found is None or found["name"] == name:
        return KEPT
    if not isinstance(given, ast.Constant):
        return manual(f"the simulator is called `{found['name']}` in qiskit-aer")
    quote = use.original(given)[-1]
    use.source.rewrite(given, f"{quote}{found['name']}{quote}")
    return fixed(f"the simulator is called `{found['name']}` in qiskit-aer")


@rule("SIM02", "qiskit.Aer.__getattr__", "qiskit.BasicAer.__getattr__")
def simulator_as_attribute(use: Use) -> Outcome | None:
    """A simulator is named by a text, not by an attribute.

    Legacy: `Aer.qasm_simulator`. Updated: `Aer.get_backend("qasm_simulator")`.

    Source: https://qiskit.github.io/qiskit-aer/apidocs/aer_provider.html
    """
    assert isinstance(use.node, ast.Attribute)
    use.rename_member(f'get_backend("{use.node.attr}")')
    return fixed("a simulator is named by a text")
