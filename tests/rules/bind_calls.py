"""Bind calls, given as data, to the signatures of what is installed. Needs nothing but the packages.

As a script: reads a JSON list of ``[symbol, positional, keywords]`` from standard input (`positional` is
null for a name that is not called), and prints as its last line those that do not fit, with the reason.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from typing import Any

Call = tuple[str, "int | None", list[str]]

STANDS_FOR = {
    "qiskit.providers.BackendV2": ["qiskit_ibm_runtime.IBMBackend"],
    "qiskit_ibm_runtime.RuntimeJobV2": ["qiskit_ibm_runtime.RuntimeJobV2", "qiskit_ibm_runtime.RuntimeJob"],
    "qiskit_ibm_runtime.RuntimeJob": ["qiskit_ibm_runtime.RuntimeJob", "qiskit_ibm_runtime.RuntimeJobV2"],
    "qiskit_ibm_runtime.SamplerV2": ["qiskit_ibm_runtime.SamplerV2"],
    "qiskit_ibm_runtime.RuntimeResult": ["qiskit.primitives.PrimitiveResult"],
}
"""What an object really is where the stubs know only a base or the newest class."""
OPTIONAL = ("qiskit_aer",)
"""Packages that an environment may lack."""


def misfits(calls: list[Call]) -> list[str]:
    """What cannot be bound, and why."""
    return [found for call in calls if (found := _misfit(*call))]


def _misfit(symbol: str, positional: int | None, keywords: list[str]) -> str:
    try:
        _bind(symbol, positional, keywords)
    except (AttributeError, ImportError, TypeError) as error:
        if getattr(error, "name", None) not in OPTIONAL:
            shown = "" if positional is None else f"({positional} positional, {', '.join(keywords)})"
            return f"{symbol}{shown}: {type(error).__name__}: {error}"
    return ""


def _bind(symbol: str, positional: int | None, keywords: list[str]) -> None:
    owner, _, name = symbol.rpartition(".")
    holder = _find(owner)
    if inspect.isclass(holder) and not hasattr(holder, name):
        if not _is_set_in_init(holder, name):
            raise AttributeError(f"{holder.__name__} has no {name}")
        if positional is not None:
            raise TypeError("is an attribute, and cannot be called")
        return
    target = getattr(holder, name)
    if positional is None:
        return
    values: list[Any] = [None] * positional
    if inspect.isclass(target):
        inspect.signature(target.__init__).bind(None, *values, **dict.fromkeys(keywords))
        return
    static = inspect.getattr_static(holder, name) if inspect.isclass(holder) else target
    if isinstance(static, property):
        raise TypeError("is a property, and cannot be called")
    takes_self = inspect.isclass(holder) and not isinstance(static, (staticmethod, classmethod))
    inspect.signature(target).bind(*([None] if takes_self else []), *values, **dict.fromkeys(keywords))


def _find(qualified: str) -> Any:
    for candidate in STANDS_FOR.get(qualified, [qualified]):
        module, _, rest = candidate, "", ""
        while module:
            try:
                found = importlib.import_module(module)
            except ModuleNotFoundError:
                if "." not in module:
                    raise
                module, _, last = module.rpartition(".")
                rest = f"{last}.{rest}" if rest else last
                continue
            try:
                for name in filter(None, rest.split(".")):
                    found = getattr(found, name)
            except AttributeError:
                break
            return found
    raise AttributeError(f"there is no {qualified}")


def _is_set_in_init(cls: type, name: str) -> bool:
    return any(
        f"self.{name} =" in inspect.getsource(base.__init__)
        for base in cls.__mro__
        if "__init__" in vars(base)
    )


if __name__ == "__main__":
    print("\n" + json.dumps(misfits(json.load(sys.stdin))))
