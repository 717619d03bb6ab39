"""The type stubs of the legacy API: well-formed, closed, complete against the inventory of releases."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LEGACY = HERE.parents[1] / "ibmq_nbmigrate" / "facts" / "legacy"
INVENTORY: dict[str, dict[str, str]] = json.loads((HERE / "inventory.json").read_text())


def module_of(path: Path) -> str:
    parts = path.relative_to(LEGACY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


STUBS = {module_of(path): ast.parse(path.read_text()) for path in LEGACY.rglob("*.pyi")}
OVERLAY = {path.stem: ast.parse(path.read_text()) for path in (HERE / "overlay").glob("*.pyi")}


def bound(body: list[ast.stmt]) -> set[str]:
    """Names that statements define themselves."""
    names: set[str] = set()
    for item in body:
        if isinstance(item, (ast.ClassDef, ast.FunctionDef)):
            names.add(item.name)
        elif isinstance(item, ast.AnnAssign):
            names.add(item.target.id)
        elif isinstance(item, ast.Assign):
            names |= {target.id for target in item.targets}
    return names


def reexported(body: list[ast.stmt]) -> set[str]:
    return {a.asname for item in body if isinstance(item, ast.ImportFrom) for a in item.names if a.asname}


def classes(tree: ast.Module | None) -> dict[str, ast.ClassDef]:
    return {item.name: item for item in tree.body if isinstance(item, ast.ClassDef)} if tree else {}


def definition(module: str, name: str) -> ast.ClassDef:
    """Follow re-exports to a class."""
    found = classes(STUBS[module]).get(name)
    if found:
        return found
    for item in STUBS[module].body:
        if isinstance(item, ast.ImportFrom) and any(alias.name == name for alias in item.names):
            return definition(item.module, name)
    raise LookupError(f"{module}.{name}")


def returned(module: str, cls: str, method: str) -> list[str]:
    body = classes(STUBS[module])[cls].body
    return [ast.unparse(m.returns) for m in body if isinstance(m, ast.FunctionDef) and m.name == method]


def test_every_import_of_a_stub_is_bound_by_a_stub():
    for module, tree in STUBS.items():
        for item in tree.body:
            if not isinstance(item, ast.ImportFrom) or item.module.split(".")[0] in sys.stdlib_module_names:
                continue
            target = STUBS[item.module]
            for alias in item.names:
                there = bound(target.body) | reexported(target.body)
                assert alias.name in there or f"{item.module}.{alias.name}" in STUBS, (module, alias.name)


def test_everything_the_releases_offer_has_a_stub():
    for owner, names in INVENTORY.items():
        if owner in STUBS:
            body = STUBS[owner].body
            assert set(names) <= bound(body) | reexported(body), owner
        else:
            module, _, cls = owner.rpartition(".")
            assert set(names) <= bound(definition(module, cls).body), owner


def test_nothing_stands_in_a_stub_that_neither_a_release_nor_the_overlay_has():
    for module, tree in STUBS.items():
        overlay = OVERLAY.get(module)
        known = set(INVENTORY.get(module, ())) | bound(overlay.body if overlay else [])
        assert bound(tree.body) <= known, module
        for name, cls in classes(tree).items():
            by_hand = classes(overlay).get(name)
            known = set(INVENTORY.get(f"{module}.{name}", ())) | bound(by_hand.body if by_hand else [])
            assert bound(cls.body) <= known, f"{module}.{name}"


def test_the_inventory_is_not_empty():
    assert len(INVENTORY["qiskit.providers.ibmq.AccountProvider"]) >= 10
    assert len(INVENTORY["qiskit.QuantumCircuit"]) >= 150
    assert sum(map(len, INVENTORY.values())) >= 1500


def test_every_statement_of_a_stub_is_one_that_the_inference_reads():
    for module, tree in STUBS.items():
        for item in tree.body:
            known = (ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.AnnAssign)
            assert isinstance(item, known), (module, ast.unparse(item))
            for member in item.body if isinstance(item, ast.ClassDef) else ():
                known = (ast.FunctionDef, ast.AnnAssign, ast.Assign, ast.Expr)
                assert isinstance(member, known), (module, item.name, ast.unparse(member))


def test_no_result_is_optional_or_a_union():
    for module, tree in STUBS.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.returns:
                text = ast.unparse(node.returns)
                assert "Optional" not in text, (module, node.name)
                assert "Union" not in text, (module, node.name)
                assert "|" not in text, (module, node.name)


@pytest.mark.parametrize(
    ("module", "name", "kind"),
    [
        ("qiskit", "IBMQ", "Final[IBMQFactory]"),
        ("qiskit", "Aer", "Final[AerProvider]"),
        ("qiskit", "BasicAer", "Final[BasicAerProvider]"),
    ],
)
def test_the_entry_points_are_variables(module, name, kind):
    kinds = {
        item.target.id: ast.unparse(item.annotation)
        for item in STUBS[module].body
        if isinstance(item, ast.AnnAssign)
    }
    assert kinds[name] == kind


@pytest.mark.parametrize(
    ("module", "cls", "method", "results"),
    [
        ("qiskit.providers.ibmq", "IBMQFactory", "load_account", ["AccountProvider"]),
        ("qiskit.providers.ibmq", "IBMQFactory", "backends", ["list[IBMQSimulator]", "list[IBMQBackend]"]),
        ("qiskit.providers.ibmq", "AccountProvider", "runtime", ["IBMRuntimeService"]),
        ("qiskit.providers.ibmq", "AccountProvider", "backends", ["IBMQDeprecatedBackendService"]),
        (
            "qiskit.providers.ibmq",
            "IBMQBackendService",
            "__call__",
            ["NewIBMBackend", "list[IBMQSimulator]", "list[IBMQBackend]"],
        ),
        ("qiskit.providers.ibmq", "IBMQBackendService", "__getattr__", ["IBMQBackend"]),
        ("qiskit.providers.ibmq", "IBMQBackend", "run", ["IBMQJob"]),
        ("qiskit.providers.ibmq", "IBMQBackend", "configuration", ["QasmBackendConfiguration"]),
        ("qiskit.providers.ibmq", "IBMQSimulator", "run", ["IBMQJob"]),
        ("qiskit.providers.ibmq.job", "IBMQJob", "result", ["IBMQResult"]),
        ("qiskit.providers.ibmq.managed", "IBMQJobManager", "run", ["ManagedJobSet"]),
        ("qiskit.providers.ibmq.managed", "ManagedJobSet", "jobs", ["list[IBMQJob]"]),
        ("qiskit.providers.ibmq.managed", "ManagedJobSet", "job", ["tuple[IBMQJob, int]"]),
        ("qiskit.providers.ibmq.runtime", "IBMRuntimeService", "run", ["RuntimeJob"]),
        ("qiskit.providers.aer", "AerProvider", "get_backend", ["AerBackend"]),
        ("qiskit.providers.aer", "AerBackend", "run", ["AerJob"]),
        ("qiskit.providers.aer", "AerJob", "result", ["Result"]),
        ("qiskit.providers.basicaer", "BasicAerProvider", "get_backend", ["BasicAerBackend"]),
    ],
)
def test_what_the_legacy_calls_give(module, cls, method, results):
    assert returned(module, cls, method) == results


def overloads(name: str, decisive: str) -> dict[str, str]:
    """Map the annotation of the parameter that decides to the result, in the order of the overloads."""
    found = {}
    for item in STUBS["qiskit"].body:
        if isinstance(item, ast.FunctionDef) and item.name == name:
            kinds = {a.arg: ast.unparse(a.annotation) for a in item.args.args if a.annotation}
            found[kinds.get(decisive, "")] = ast.unparse(item.returns)
    return found


def test_results_that_depend_on_the_arguments():
    execute = overloads("execute", "backend")
    jobs = {"IBMQBackend": "IBMQJob", "AerBackend": "AerJob", "BasicAerBackend": "BasicAerJob", "": "IBMQJob"}
    assert jobs.items() <= execute.items()
    assert list(execute)[-1] == ""
    circuits = {"QuantumCircuit": "QuantumCircuit", "list[QuantumCircuit]": "list[QuantumCircuit]", "": "Any"}
    assert overloads("transpile", "circuits") == circuits
    result = classes(STUBS["qiskit.providers.ibmq.job"])["IBMQResult"]
    assert [ast.unparse(base) for base in result.bases] == ["Result"]
