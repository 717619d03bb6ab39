"""Write `ibmq_nbmigrate/facts/runtime.json`: what each release of qiskit-ibm-runtime offers.

Run ``python tests/facts/make_runtime.py CACHE``; CACHE is the folder of `make_stubs.py`. The releases are
only parsed, never imported or installed.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from make_stubs import fetch, instance_attributes, method_marks
from source_tree import Symbol, Tree

FACTS = Path(__file__).parents[2] / "ibmq_nbmigrate" / "facts" / "runtime.json"

RELEASES = """
0.9.0 0.9.1 0.9.2 0.9.3 0.9.4 0.10.0 0.11.0 0.11.1 0.11.2 0.11.3 0.12.0 0.12.1 0.12.2 0.13.0 0.14.0
0.15.0 0.15.1 0.16.0 0.16.1 0.17.0 0.18.0 0.19.0 0.19.1 0.20.0 0.21.0 0.21.1 0.21.2 0.22.0 0.23.0
0.24.0 0.24.1 0.25.0 0.26.0 0.27.0 0.27.1 0.28.0 0.29.0 0.29.1 0.30.0 0.31.0 0.32.0 0.33.0 0.33.1
0.33.2 0.34.0 0.35.0 0.36.0 0.36.1 0.37.0 0.38.0 0.39.0 0.40.0 0.40.1 0.41.0 0.41.1 0.42.0 0.43.0
0.43.1 0.44.0 0.44.1 0.45.0 0.45.1 0.46.0 0.46.1 0.47.0 0.48.0 0.49.0 0.50.0 0.51.0
"""
PACKAGE = "qiskit_ibm_runtime"
INNER = ("exceptions", "options", "program", "fake_provider", "executor_sampler", "executor_estimator")
MODULES = (PACKAGE, *(f"{PACKAGE}.{inner}" for inner in INNER))
# Of the classes in these the names say all.
WITHOUT_MEMBERS = (f"{PACKAGE}.exceptions", f"{PACKAGE}.fake_provider")
# Classes that a notebook meets without importing them: name -> module.
HIDDEN = {
    "QiskitRuntimeLocalService": f"{PACKAGE}.fake_provider.local_service",
    "LocalRuntimeJob": f"{PACKAGE}.fake_provider.local_runtime_job",
    "IBMRetiredBackend": f"{PACKAGE}.ibm_backend",
}
# Bases that Qiskit defines, by their name there -> the module that has them.
FOREIGN = {
    "BackendV1": "qiskit.providers",
    "BackendV2": "qiskit.providers",
    "JobV1": "qiskit.providers",
    "ProviderV1": "qiskit.providers",
    "BasePrimitiveJob": "qiskit.primitives",
    "PrimitiveJob": "qiskit.primitives",
}
QISKIT = [("qiskit-terra", "0.46.3"), ("qiskit", "2.6.2")]

Steps = list[list[str | None]]


def signature(node: ast.FunctionDef, bound: bool) -> str:
    """Write the parameters as ``(name, optional=, *, keyword=, **more)``, without the one that is bound."""
    arguments = node.args
    positional = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    first_default = len(positional) - len(arguments.defaults)
    parts = [f"{name}=" if index >= first_default else name for index, name in enumerate(positional)][bound:]
    if arguments.vararg:
        parts.append(f"*{arguments.vararg.arg}")
    elif arguments.kwonlyargs:
        parts.append("*")
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        parts.append(f"{argument.arg}=" if default else argument.arg)
    if arguments.kwarg:
        parts.append(f"**{arguments.kwarg.arg}")
    return f"({', '.join(parts)})"


def own_members(node: ast.ClassDef) -> dict[str, str | None]:
    """Public members of one class body: signature of a method, None for anything else."""
    found: dict[str, str | None] = {}
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
            marks = method_marks(item)
            if marks & {"property", "cached_property"}:
                found[item.name] = None
            elif not marks & {"setter", "deleter", "overload", "field_validator", "model_validator"}:
                found[item.name] = signature(item, bound="staticmethod" not in marks)
            if item.name == "__init__":
                for name, _ in instance_attributes(item, {}):
                    found.setdefault(name, None)
        elif isinstance(item, ast.Assign):
            found |= {target.id: None for target in item.targets if isinstance(target, ast.Name)}
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            found[item.target.id] = None
    return {name: text for name, text in found.items() if not name.startswith("_") or name == "__init__"}


def members(symbol: Symbol, inherited: dict[str, dict[str, str | None]]) -> dict[str, str | None]:
    """Members of a class, its bases included, nearest first."""
    found: dict[str, str | None] = {}
    if not isinstance(symbol.node, ast.ClassDef):
        return found
    found |= own_members(symbol.node)
    for base in symbol.node.bases:
        node = base.value if isinstance(base, ast.Subscript) else base
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
        parent = symbol.tree.resolve(symbol.module, name)
        if parent and parent.node is not None:
            found = members(parent, inherited) | found
        elif parent:
            found = inherited.get(parent.name, {}) | found
    return found


def of_qiskit(trees: list[Tree]) -> dict[str, dict[str, str | None]]:
    """Public members that the bases from Qiskit had as long as they were there, at their newest."""
    found: dict[str, dict[str, str | None]] = {}
    for name, module in FOREIGN.items():
        versions = [members(symbol, {}) for tree in trees if (symbol := tree.resolve(module, name))]
        always = set.intersection(*map(set, versions)) - {"__init__"}
        found[name] = {member: text for member, text in versions[-1].items() if member in always}
    return found


def record(steps: Steps, release: str, before: str | None, value: str | None) -> None:
    """Extend the last step to `release`, or begin another one."""
    if steps and steps[-1][1] == before and steps[-1][2] == value:
        steps[-1][1] = release
    else:
        steps.append([release, release, value])


def collect(trees: list[Tree], inherited: dict[str, dict[str, str | None]]) -> dict[str, dict[str, Steps]]:
    """Map each module and each class to its names, and these to [first release, last release, signature]."""
    facts: dict[str, dict[str, Steps]] = {}
    before: str | None = None
    for tree in trees:
        classes: dict[str, Symbol] = {}
        for module in MODULES:
            for name in tree.public(module) if tree.file(module) else ():
                symbol = tree.resolve(module, name)
                if symbol is None or name.startswith("_") or (symbol.node is None and module != PACKAGE):
                    continue
                if isinstance(symbol.node, (ast.Assign, ast.AnnAssign)) and not name[0].isupper():
                    continue
                is_function = isinstance(symbol.node, ast.FunctionDef)
                text = signature(symbol.node, bound=False) if is_function else None
                record(facts.setdefault(module, {}).setdefault(name, []), tree.version, before, text)
                if isinstance(symbol.node, ast.ClassDef) and module not in WITHOUT_MEMBERS:
                    classes.setdefault(f"{module}.{name}", symbol)
        for name, module in HIDDEN.items():
            symbol = tree.resolve(module, name) if tree.file(module) else None
            if symbol:
                classes[f"{PACKAGE}.{name}"] = symbol
        for qualified, symbol in classes.items():
            for name, text in members(symbol, inherited).items():
                record(facts.setdefault(qualified, {}).setdefault(name, []), tree.version, before, text)
        before = tree.version
    return facts


def main() -> None:
    """Write the facts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    cache: Path = parser.parse_args().cache.absolute()
    cache.mkdir(parents=True, exist_ok=True)
    inherited = of_qiskit([fetch(*release, cache) for release in QISKIT])
    trees = [fetch("qiskit-ibm-runtime", release, cache) for release in RELEASES.split()]
    blocks = []
    for owner, names in sorted(collect(trees, inherited).items()):
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(names[name])}" for name in sorted(names))
        blocks.append(f" {json.dumps(owner)}: {{\n{rows}\n }}")
    FACTS.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
