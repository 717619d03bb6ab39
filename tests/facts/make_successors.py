"""Write `ibmq_nbmigrate/facts/successors.json`: where the application packages' old names live today.

Run ``python tests/facts/make_successors.py CACHE`` with a Python that has the newest qiskit-algorithms,
qiskit-nature, qiskit-optimization, qiskit-finance and qiskit-machine-learning installed; CACHE is the folder
of `make_stubs.py`. The old releases are only parsed. A name has a row if a package of today offers a class or
function of that name; the row says how its parameters and members differ.
"""

from __future__ import annotations

import argparse
import ast
import enum
import importlib
import inspect
import json
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from make_stubs import fetch
from source_tree import Symbol, Tree

FACTS = Path(__file__).parents[2] / "ibmq_nbmigrate" / "facts" / "successors.json"

TERRA = [("qiskit-terra", v) for v in ("0.46.3", "0.24.2", "0.22.4", "0.18.2")]
AQUA = [("qiskit-aqua", v) for v in ("0.9.5", "0.8.2", "0.7.5", "0.6.6", "0.5.5")]
OPTIMIZATION = ("qiskit_optimization",)
# Old package -> the releases to read, the newest first, and the packages of today that may have a name.
ROOTS: dict[str, tuple[list[tuple[str, str]], tuple[str, ...]]] = {
    "qiskit.algorithms": (TERRA, ("qiskit_algorithms",)),
    "qiskit.aqua": (AQUA, ("qiskit_algorithms", "qiskit_finance", "qiskit_machine_learning")),
    "qiskit_aqua": ([("qiskit-aqua", "0.4.1")], ("qiskit_algorithms", "qiskit_finance")),
    "qiskit.chemistry": (AQUA[:4], ("qiskit_nature",)),
    "qiskit.finance": (AQUA[:3], ("qiskit_finance",)),
    "qiskit.ml": (AQUA[:3], ("qiskit_machine_learning",)),
    "qiskit.optimization": (AQUA[:3], OPTIMIZATION),
    "qiskit_nature": (
        [("qiskit-nature", v) for v in ("0.7.2", "0.5.2", "0.4.5", "0.2.2", "0.1.5")],
        ("qiskit_nature", "qiskit_algorithms"),
    ),
    "qiskit_machine_learning": (
        [("qiskit-machine-learning", v) for v in ("0.8.2", "0.6.1", "0.4.0", "0.2.1")],
        ("qiskit_machine_learning",),
    ),
    "qiskit_optimization": (
        [("qiskit-optimization", v) for v in ("0.6.1", "0.5.0", "0.3.2", "0.1.0")],
        OPTIMIZATION,
    ),
}
# The same object under another name.
RENAMED = {
    "qiskit.aqua": {
        "aqua_globals": "qiskit_algorithms.utils.algorithm_globals",
        "AquaError": "qiskit_algorithms.AlgorithmError",
        "aqua_error.AquaError": "qiskit_algorithms.AlgorithmError",
    },
    "qiskit.chemistry": {"drivers.UnitsType": "qiskit_nature.units.DistanceUnit"},
    "qiskit_nature": {"drivers.UnitsType": "qiskit_nature.units.DistanceUnit"},
    "qiskit.circuit.library": {
        f"{module}{name}": f"qiskit_finance.circuit.library.{name}"
        for module in ("", "probability_distributions.")
        for name in ("NormalDistribution", "LogNormalDistribution", "UniformDistribution")
    },
    "qiskit.utils": {
        "algorithm_globals": "qiskit_algorithms.utils.algorithm_globals",
        "algorithm_globals.algorithm_globals": "qiskit_algorithms.utils.algorithm_globals",
    },
}
# Modules whose public names all stand in one module of today, for ``import module`` and stars.
MODULES = {
    "qiskit.algorithms": {
        "": "qiskit_algorithms",
        "optimizers": "qiskit_algorithms.optimizers",
        "gradients": "qiskit_algorithms.gradients",
        "state_fidelities": "qiskit_algorithms.state_fidelities",
        **dict.fromkeys(
            ("amplitude_amplifiers", "amplitude_estimators", "phase_estimators", "time_evolvers"),
            "qiskit_algorithms",
        ),
        **{name: f"qiskit_algorithms.{name}" for name in ("eigensolvers", "minimum_eigensolvers")},
    },
    "qiskit.aqua": {
        "algorithms": "qiskit_algorithms",
        "components.optimizers": "qiskit_algorithms.optimizers",
    },
    "qiskit_aqua": {"components.optimizers": "qiskit_algorithms.optimizers"},
    "qiskit.finance": {"": "qiskit_finance", "data_providers": "qiskit_finance.data_providers"},
    "qiskit.ml": {"": "qiskit_machine_learning", "datasets": "qiskit_machine_learning.datasets"},
    "qiskit.optimization": {
        "": "qiskit_optimization",
        **{name: f"qiskit_optimization.{name}" for name in ("algorithms", "converters", "problems")},
    },
    "qiskit.chemistry": {"drivers": "qiskit_nature.second_q.drivers"},
    "qiskit_nature": {
        "drivers": "qiskit_nature.second_q.drivers",
        "circuit.library": "qiskit_nature.second_q.circuit.library",
        "mappers.second_quantization": "qiskit_nature.second_q.mappers",
    },
}
# The same name for another thing, or what serves the old package itself only.
HOMONYMS = {
    "qiskit.aqua": ("operators.", "utils.", "version.", "components.multiclass_extensions."),
    "qiskit_aqua": ("operator", "utils.", "version.", "algorithms.single_sample.PhaseEstimation"),
    "qiskit.chemistry": ("core.", "version."),
    "qiskit_machine_learning": ("deprecation.", "runtime.", "version."),
}
Parameter = tuple[str, str, "str | None"]
"""Name, kind (``p`` by place, ``k`` by keyword only, ``*``, ``**``), default."""


@dataclass(frozen=True)
class Change:
    """How the successor of a class or function differs; empty where nothing does.

    lost: parameters that are gone. positional: how many arguments may go by place, None for all. most: how
    many can. defaults: what a default was and is, and the place of the parameter, None for a keyword. needs:
    parameters that must be given now. members: members that are gone.
    """

    lost: tuple[str, ...] = ()
    positional: int | None = None
    most: int | None = None
    defaults: tuple[tuple[str, tuple[str, str, int | None]], ...] = ()
    needs: tuple[tuple[str, int | None], ...] = ()
    members: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """The change as JSON, without what is empty."""
        return {
            **({"lost": list(self.lost)} if self.lost else {}),
            **({"positional": self.positional} if self.positional is not None else {}),
            **({"most": self.most} if self.most is not None else {}),
            **({"defaults": {name: list(how) for name, how in self.defaults}} if self.defaults else {}),
            **({"needs": dict(self.needs)} if self.needs else {}),
            **({"members": list(self.members)} if self.members else {}),
        }


# -- today ---------------------------------------------------------------------------------------------


@cache
def homes(package: str) -> dict[str, str]:
    """Where a package of today offers its classes and functions: name -> the shortest qualified name."""
    root = importlib.import_module(package)
    found = {package: root}
    for module in pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda name: None):
        if not any(part.startswith("_") for part in module.name.split(".")):
            try:
                found[module.name] = importlib.import_module(module.name)
            except ImportError:  # it needs an optional package
                continue
    names: dict[str, str] = {}
    for module_name in sorted(found, key=lambda name: (name.count("."), name)):
        for name in getattr(found[module_name], "__all__", vars(found[module_name])):
            value = getattr(found[module_name], name, None)
            of_package = str(getattr(value, "__module__", "")).startswith(module_name)
            if (inspect.isclass(value) or inspect.isfunction(value)) and of_package:
                names.setdefault(name, f"{module_name}.{name}")
    return names


def resolve(qualified: str) -> Any:
    """The object of a qualified name, or None."""
    module, _, name = qualified.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None


def is_module(qualified: str) -> bool:
    """Whether a module of that name can be imported today."""
    try:
        importlib.import_module(qualified)
    except ImportError:
        return False
    return True


def parameters_today(value: Any) -> list[Parameter]:
    """The parameters of a class or function of today."""
    kinds = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.KEYWORD_ONLY: "k"}
    kinds[inspect.Parameter.VAR_KEYWORD] = "**"
    return [
        (one.name, kinds.get(one.kind, "p"), None if one.default is one.empty else spelled(one.default))
        for one in inspect.signature(value).parameters.values()
    ]


def spelled(default: Any) -> str:
    """A default as the source would spell it."""
    if isinstance(default, enum.Enum):
        return f"{type(default).__name__}.{default.name}"
    if inspect.isclass(default) or inspect.isfunction(default):
        return str(default.__name__)
    return repr(default)


def members_today(value: type) -> set[str]:
    """Names that an object of a class of today has, those that its methods set included."""
    names = set(dir(value))
    for cls in value.__mro__[:-1]:
        try:
            tree = ast.parse(inspect.cleandoc("if True:\n" + inspect.getsource(cls)))
        except (OSError, TypeError, SyntaxError, IndentationError):
            continue
        names |= {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
    return names


# -- then ----------------------------------------------------------------------------------------------


def old_names(tree: Tree, root: str) -> Iterator[tuple[str, Symbol]]:
    """Yield the classes and functions that a package of an old release offers, by their name below `root`."""
    for path in sorted((tree.root / root.replace(".", "/")).rglob("*.py")):
        parts = path.relative_to(tree.root).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if is_package else parts)
        if any(part.startswith("_") for part in module.split(".")):
            continue
        for name in tree.public(module):
            symbol = tree.resolve(module, name)
            if (
                symbol is not None
                and isinstance(symbol.node, (ast.ClassDef, ast.FunctionDef))
                and symbol.module.startswith(root)
                and (is_package or symbol.module == module)
                and not name.startswith("_")
            ):
                yield f"{module}.{name}"[len(root) + 1 :], symbol


def lineage(symbol: Symbol) -> Iterator[Symbol]:
    """Yield a class and its bases, as far as the tree has them."""
    yield symbol
    for base in getattr(symbol.node, "bases", ()):
        above = symbol.tree.resolve(symbol.module, base.id) if isinstance(base, ast.Name) else None
        if above is not None and isinstance(above.node, ast.ClassDef):
            yield from lineage(above)


def parameters_then(symbol: Symbol) -> list[Parameter] | None:
    """The parameters of an old class or function; None for a class without a constructor of its own."""
    if isinstance(symbol.node, ast.FunctionDef):
        return written(symbol.node.args, symbol)
    for cls in lineage(symbol):
        for item in getattr(cls.node, "body", ()):
            if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                return written(item.args, cls)[1:]
    return None


def written(arguments: ast.arguments, symbol: Symbol) -> list[Parameter]:
    """Parameters as the source writes them."""
    by_place = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(by_place) - len(arguments.defaults)) + [*arguments.defaults]
    found = [
        (one.arg, "p", evaluated(default, symbol)) for one, default in zip(by_place, defaults, strict=True)
    ]
    if arguments.vararg:
        found.append((arguments.vararg.arg, "*", None))
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append((one.arg, "k", evaluated(default, symbol)))
    if arguments.kwarg:
        found.append((arguments.kwarg.arg, "**", None))
    return found


def evaluated(default: ast.expr | None, symbol: Symbol) -> str | None:
    """A default: a literal, a constant of the module, or as it is written."""
    if default is None:
        return None
    if isinstance(default, ast.Name):
        constant = symbol.tree.resolve(symbol.module, default.id)
        if constant is not None and isinstance(constant.node, ast.Assign):
            default = constant.node.value
    try:
        return repr(ast.literal_eval(default))
    except ValueError:
        return ast.unparse(default)


# -- between -------------------------------------------------------------------------------------------


def change(releases: list[Symbol], successor: str) -> Change:
    """How a class or function differs from its successor; its parameters are those of the newest release."""
    symbol = releases[0]
    value = resolve(successor)
    then = parameters_then(symbol)
    if then is None or (inspect.isclass(value) and issubclass(value, (enum.Enum, Exception))):
        return Change()
    today = {name: (kind, default) for name, kind, default in parameters_today(value)}
    takes_any = any(kind == "**" for kind, _ in today.values())
    old = {name: default for name, kind, default in then if kind in "pk"}
    ever = {name: None for one in releases for name, kind, _ in parameters_then(one) or () if kind in "pk"}
    places = [name for name, kind, _ in then if kind == "p"]
    new_places = [name for name, (kind, _) in today.items() if kind == "p"]
    same = next(
        (i for i, pair in enumerate(zip(places, new_places, strict=False)) if pair[0] != pair[1]),
        len(new_places),
    )
    members: tuple[str, ...] = ()
    if inspect.isclass(value):
        had = {
            item.name
            for one in releases
            for cls in lineage(one)
            for item in getattr(cls.node, "body", ())
            if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
        }
        members = tuple(sorted(had - members_today(value)))
    return Change(
        lost=tuple(name for name in ever if name not in today and not takes_any),
        positional=same if same < len(places) else None,
        most=len(new_places)
        if same < len(places) and all(kind != "*" for kind, _ in today.values())
        else None,
        defaults=tuple(
            (name, (default, today[name][1] or "", places.index(name) if name in places else None))
            for name, default in old.items()
            if default is not None and name in today and differ(default, today[name][1])
        ),
        needs=tuple(
            (name, new_places.index(name) if kind == "p" else None)
            for name, (kind, default) in today.items()
            if kind in "pk" and default is None and (name not in old or old[name] is not None)
        ),
        members=members,
    )


def differ(then: str, today: str | None) -> bool:
    """Whether two defaults differ; what is no literal is compared by its last name."""
    if today is None:
        return False  # it must be given now, which is said otherwise
    try:
        return bool(ast.literal_eval(then) != ast.literal_eval(today))
    except (ValueError, SyntaxError):
        return then[:1].isupper() and today[:1].isupper() and then.split(".")[-1] != today.split(".")[-1]


def rows(root: str, cache_folder: Path) -> list[dict[str, Any]]:
    """The rows of one old package."""
    releases, packages = ROOTS.get(root, ([], ()))
    is_live = is_module(root) and not root.startswith("qiskit.")
    symbols: dict[str, list[Symbol]] = {}
    for release in releases:
        for name, symbol in old_names(fetch(*release, cache_folder), root):
            symbols.setdefault(name, []).append(symbol)
    grouped: dict[tuple[str, Change], list[str]] = {}
    gone: list[str] = []
    for name, found_in in symbols.items():
        if name.startswith(HOMONYMS.get(root, ())) or (is_live and resolve(f"{root}.{name}") is not None):
            continue
        last = name.rpartition(".")[2]
        offered = (homes(package).get(last) for package in packages)
        successor = RENAMED.get(root, {}).get(name) or next((one for one in offered if one), None)
        if successor is None:
            if is_live:
                gone.append(name)
            continue
        grouped.setdefault((successor, change(found_in, successor)), []).append(name)
    for name, successor in RENAMED.get(root, {}).items():
        if name not in symbols:
            grouped.setdefault((successor, Change()), []).append(name)
    found = [{"from": sorted(names), "to": to, **how.row()} for (to, how), names in grouped.items()]
    for name, successor in MODULES.get(root, {}).items():
        found.append({"from": [name], "to": successor, "module": True})
    if is_live:
        modules = {name.rpartition(".")[0] for name in symbols} - {"", *MODULES.get(root, {})}
        gone += [name for name in modules if not is_module(f"{root}.{name}")]
    if gone:
        found.append({"from": sorted(gone), "to": None})
    return sorted(found, key=lambda row: (row["to"] or "~", row["from"]))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    folder: Path = parser.parse_args().cache.absolute()
    warnings.simplefilter("ignore")
    blocks = []
    for root in sorted({*ROOTS, *RENAMED}):
        lines = ",\n".join(f"    {json.dumps(row)}" for row in rows(root, folder))
        blocks.append(f"  {json.dumps(root)}: [\n{lines}\n  ]")
    FACTS.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
