"""Write `frontend/src/signs.ts`, by which the panel's badge knows a legacy notebook, from the rules' symbols.

Run ``python tests/facts/make_signs.py`` where the packages of today are installed: a name that they have is
no sign. What only types tell, such as a method of a backend, is no sign either; the panel scans for that.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ibmq_nbmigrate.core.rows import Kept, Moved
from ibmq_nbmigrate.core.rule import by_symbol
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.facts.words import HIDDEN_FROM_ALL

SIGNS = Path(__file__).parents[2] / "ibmq_nbmigrate" / "frontend" / "src" / "signs.ts"
OF_NO_PACKAGE = re.compile(
    r"[%$]+(?P<name>(?:qiskit|iqx|ibm|monospaced|Q[EX]_|QISKIT_IBMQ|disable_ibmq)\w*)$"
)
"""Magics and environment variables of before, among those that rules ask for."""
MARK = r"# ibmq-migrate: (?!keep\b)[A-Z]{3}\d\d"
LIVING = (
    "IPython",
    "matplotlib",
    "qiskit_algorithms",
    "qiskit_finance",
    "qiskit_machine_learning",
    "qiskit_nature",
    "qiskit_optimization",
)
"""Packages of today that need not be installed here, or by which no legacy notebook is known."""
RETIRED = r"\bqiskit[-_]ibmq?[-_]provider\b"


@cache
def is_there(qualified: str) -> bool:
    """Whether the packages of today have a name."""
    module, _, name = qualified.rpartition(".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if module and hasattr(importlib.import_module(module), name):
                return True
            importlib.import_module(qualified)
        except ImportError:
            return False
    return True


def legacy_names() -> list[str]:
    """The names of modules, functions and classes that a rule is about, and their modules."""
    found = set()
    for symbol, rules in by_symbol(Settings().release).items():
        path = symbol.removesuffix(".*")
        owner = path.rpartition(".")[0]
        is_member = owner.rpartition(".")[2][:1].isupper()
        is_kept = all(isinstance(one.actions[symbol], Kept) for one in rules)
        if path[:1].isalpha() and not path.startswith(LIVING) and not is_member and not is_kept:
            found.add(path)
    return sorted(found)


def gone() -> tuple[list[str], dict[str, list[str]]]:
    """Modules that are gone, the outermost ones; and for modules that are there, the names that they lost."""
    modules: set[str] = set()
    lost: dict[str, list[str]] = {}
    for path in legacy_names():
        parts = path.split(".")
        prefixes = [".".join(parts[: i + 1]) for i in range(len(parts))]
        first = next((prefix for prefix in prefixes if not is_there(prefix)), None)
        if first is None:
            continue
        home, _, name = first.rpartition(".")
        if first == path and home:
            lost.setdefault(home, []).append(name)
        else:
            modules.add(first)
    return sorted(modules), lost


def said_alone() -> list[str]:
    """Names that a notebook may use without an import, and that nothing of today has."""
    from qiskit_aer import AerProvider
    from qiskit_ibm_runtime import QiskitRuntimeService

    of_today = {
        one.actions[symbol].to.rpartition(".")[2]
        for symbol, rules in by_symbol(Settings().release).items()
        for one in rules
        if isinstance(one.actions[symbol], Moved)
    }
    paths = [path.rpartition(".") for path in legacy_names()]
    names = {
        name
        for home, _, name in paths
        if home in HIDDEN_FROM_ALL[:2] or (home in HIDDEN_FROM_ALL and "IBMQ" in name)
    }
    return sorted(
        name
        for name in names - of_today
        if not name.startswith("_")
        and ("_" in name or not name.islower())
        and not any(hasattr(of, name) for of in (AerProvider, QiskitRuntimeService))
    )


def pattern() -> str:
    """A regular expression, for Python and for JavaScript, that finds a sign in the code of a notebook."""
    modules, lost = gone()
    own = sorted(
        {m["name"] for symbol in by_symbol(Settings().release) if (m := OF_NO_PACKAGE.match(symbol))}
    )
    packages = [module for module in modules if "." not in module]
    dotted = [module for module in modules if "." in module]
    parts = [MARK, RETIRED, rf"\b{_any([*dotted, *said_alone(), *own])}\b"]
    parts.append(rf"\b(?:import|from)\s+{_any(packages)}\b")
    for home, names in sorted(lost.items()):
        path = home.replace(".", r"\.")
        parts.append(rf"\b{path}(?:\.|\s+import\s(?:[^\n(]*|\s*\([^)]*)\b(?<!\bas )){_any(names)}\b")
    return "|".join(parts)


def _any(names: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(set(names))) + ")"


def text() -> str:
    """The module for the front end."""
    literal = "'" + pattern().replace("\\", "\\\\").replace("'", "\\'") + "'"
    return (
        "/** What tells a legacy notebook, from the rules' symbols. "
        "Written by tests/facts/make_signs.py. */\n\n"
        f"export const SIGNS = new RegExp(\n  {literal}\n);\n"
    )


if __name__ == "__main__":
    SIGNS.write_text(text(), encoding="utf-8")
