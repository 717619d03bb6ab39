"""Make the type stubs of `ibmq_nbmigrate/facts/legacy` from the real releases.

Run ``python tests/facts/make_stubs.py CACHE``; CACHE is a folder for the downloaded packages, kept between
runs. The releases are only parsed, never imported or installed. What their source does not say (overloads,
results told only in prose, the API of 2018) stands in `overlay/`, one partial stub per module, which wins
over what is generated, member by member.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from source_tree import Symbol, Tree

HERE = Path(__file__).parent
OVERLAY = HERE / "overlay"
INVENTORY = HERE / "inventory.json"
STUBS = HERE.parents[1] / "ibmq_nbmigrate" / "facts" / "legacy"

PROVIDER_RELEASES = """
0.20.2 0.20.1 0.20.0 0.19.2 0.19.1 0.19.0 0.18.3 0.18.2 0.18.1 0.18.0 0.17.0 0.16.0 0.15.0 0.14.0
0.13.1 0.13.0 0.12.3 0.12.2 0.12.1 0.12.0 0.11.1 0.11.0 0.10.0 0.9.0 0.8.0 0.7.2 0.7.1 0.7.0 0.6.1
0.6.0 0.5.0 0.4.6 0.4.5 0.4.4 0.4.3 0.3.3 0.2.2 0.1.1
"""
# Every release in which something of the first primitives or of the early service came, changed or went.
RUNTIME_RELEASES = """
0.51.0 0.41.1 0.30.0 0.27.1 0.23.0 0.20.0 0.18.0 0.15.1 0.14.0 0.12.2 0.11.3 0.10.0 0.9.4 0.9.3 0.8.0 0.7.0
0.6.2 0.5.0 0.4.0 0.3.0 0.2.0 0.1.0
"""
# Releases to read, the one whose signatures count first; the others add what it lacks.
RELEASES: dict[str, list[tuple[str, str]]] = {
    "ibmq": [("qiskit-ibmq-provider", v) for v in PROVIDER_RELEASES.split()],
    "terra": [
        *(
            ("qiskit-terra", v)
            for v in [
                "0.46.3",
                "0.45.3",
                "0.25.3",
                "0.24.2",
                "0.22.4",
                "0.20.2",
                "0.17.4",
                "0.14.2",
                "0.12.0",
                "0.11.1",
                "0.9.1",
                "0.8.2",
            ]
        ),
        *(("qiskit", v) for v in ["1.4.6", "2.6.2", "0.6.1", "0.5.7", "0.4.15"]),
    ],
    "aer": [("qiskit-aer", v) for v in ["0.10.4", "0.8.2", "0.5.2", "0.2.3"]],
    "new_aer": [("qiskit-aer", v) for v in ["0.18.2", "0.12.2"]],
    "ibm_provider": [("qiskit-ibm-provider", "0.11.0")],
    "runtime": [("qiskit-ibm-runtime", v) for v in RUNTIME_RELEASES.split()],
}

# Public modules, in the order in which they may claim a name as theirs; those that come later hand it on.
# A list names what to take; None takes every public name that the module binds.
MODULES: dict[str, tuple[str, list[str] | None]] = {
    "qiskit": (
        "terra",
        [
            "QuantumCircuit",
            "QuantumRegister",
            "ClassicalRegister",
            "AncillaRegister",
            "execute",
            "transpile",
            "assemble",
            "schedule",
            "sequence",
            "compile",
            "QuantumProgram",
            "available_backends",
            "local_backends",
            "remote_backends",
            "get_backend",
            "register",
            "unregister",
            "registered_providers",
            "load_qasm_string",
            "load_qasm_file",
            "least_busy",
            "qobj_to_circuits",
            "execute_schedules",
            "QiskitError",
            "QISKitError",
        ],
    ),
    "qiskit.providers.ibmq.job": ("ibmq", None),
    "qiskit.providers.ibmq.managed": ("ibmq", None),
    "qiskit.providers.ibmq.runtime": ("ibmq", None),
    "qiskit.providers.ibmq.experiment": ("ibmq", None),
    "qiskit.providers.ibmq.random": ("ibmq", None),
    "qiskit.providers.ibmq.credentials": ("ibmq", None),
    "qiskit.providers.ibmq.visualization": ("ibmq", None),
    "qiskit.providers.ibmq.jupyter": ("ibmq", None),
    "qiskit.providers.ibmq.exceptions": ("ibmq", None),
    "qiskit.providers.ibmq.utils": ("ibmq", None),
    "qiskit.providers.ibmq": ("ibmq", None),
    "qiskit.providers.ibmq.circuits": ("ibmq", None),
    "qiskit.providers.ibmq.circuits.exceptions": ("ibmq", None),
    "qiskit.providers.ibmq.credentials.exceptions": ("ibmq", None),
    "qiskit.providers.ibmq.experiment.exceptions": ("ibmq", None),
    "qiskit.providers.ibmq.runtime.exceptions": ("ibmq", None),
    "qiskit.providers.ibmq.visualization.exceptions": ("ibmq", None),
    "qiskit.providers.ibmq.visualization.interactive": ("ibmq", None),
    "qiskit.providers.models": (
        "terra",
        [
            "BackendConfiguration",
            "QasmBackendConfiguration",
            "PulseBackendConfiguration",
            "GateConfig",
            "UchannelLO",
            "BackendProperties",
            "GateProperties",
            "Nduv",
            "BackendStatus",
            "JobStatus",
            "PulseDefaults",
            "Command",
        ],
    ),
    "qiskit.providers.basicaer": (
        "terra",
        [
            "BasicAer",
            "BasicAerProvider",
            "BasicAerJob",
            "BasicAerError",
            "QasmSimulatorPy",
            "StatevectorSimulatorPy",
            "UnitarySimulatorPy",
        ],
    ),
    "qiskit.providers": (
        "terra",
        [
            "Provider",
            "ProviderV1",
            "Backend",
            "BackendV1",
            "BackendV2",
            "Job",
            "JobV1",
            "JobStatus",
            "JobError",
            "JobTimeoutError",
            "Options",
            "QubitProperties",
            "QiskitBackendNotFoundError",
            "BackendPropertyError",
            "BackendConfigurationError",
            "BaseBackend",
            "BaseJob",
            "BaseProvider",
        ],
    ),
    "qiskit.result": (
        "terra",
        [
            "Result",
            "Counts",
            "ResultError",
            "marginal_counts",
            "marginal_distribution",
            "marginal_memory",
            "QuasiDistribution",
            "ProbDistribution",
            "sampled_expectation_value",
        ],
    ),
    "qiskit.result.models": ("terra", ["ExperimentResult", "ExperimentResultData"]),
    "qiskit.circuit": (
        "terra",
        [
            "QuantumCircuit",
            "QuantumRegister",
            "ClassicalRegister",
            "AncillaRegister",
            "Qubit",
            "Clbit",
            "InstructionSet",
            "Instruction",
            "Gate",
            "Parameter",
            "ParameterVector",
            "ParameterExpression",
        ],
    ),
    "qiskit.circuit.random": ("terra", ["random_circuit", "random_clifford_circuit"]),
    "qiskit.compiler": ("terra", ["transpile", "assemble", "schedule", "sequence"]),
    "qiskit.tools.monitor": ("terra", None),
    "qiskit.tools.jupyter": ("terra", None),
    "qiskit.visualization": ("terra", None),
    "qiskit.tools.visualization": ("terra", None),
    "qiskit.tools": ("terra", None),
    "qiskit.providers.aer.noise": ("aer", None),
    "qiskit.providers.aer.noise.errors": ("aer", None),
    "qiskit.providers.aer": ("aer", None),
    "qiskit.primitives": ("terra", None),
    "qiskit_aer.noise": ("new_aer", None),
    "qiskit_aer.noise.errors": ("new_aer", None),
    "qiskit_aer.primitives": ("new_aer", None),
    "qiskit_aer": ("new_aer", None),
    "qiskit_ibm_provider": ("ibm_provider", None),
    "qiskit_ibm_provider.job": ("ibm_provider", None),
    "qiskit_ibm_runtime": ("runtime", None),
    "qiskit_ibm_runtime.options": ("runtime", None),
    "qiskit_ibm_runtime.program": ("runtime", None),
}

# Classes that a notebook meets without importing them: home -> name -> module that defines it.
HIDDEN: dict[str, dict[str, str]] = {
    "qiskit.providers.ibmq": {
        "IBMQFactory": "qiskit.providers.ibmq.ibmqfactory",
        "IBMQSimulator": "qiskit.providers.ibmq.ibmqbackend",
        "IBMQRetiredBackend": "qiskit.providers.ibmq.ibmqbackend",
        "IBMQDeprecatedBackendService": "qiskit.providers.ibmq.ibmqbackendservice",
        "BackendReservation": "qiskit.providers.ibmq.backendreservation",
        "IBMQSingleProvider": "qiskit.providers.ibmq.ibmqsingleprovider",
    },
    "qiskit.providers.ibmq.experiment": {
        "ExperimentShareLevel": "qiskit.providers.ibmq.experiment.constants",
        "ResultQuality": "qiskit.providers.ibmq.experiment.constants",
        "Qubit": "qiskit.providers.ibmq.experiment.device_component",
        "Resonator": "qiskit.providers.ibmq.experiment.device_component",
        "UnknownComponent": "qiskit.providers.ibmq.experiment.device_component",
    },
    "qiskit.providers.ibmq.random": {
        "CQCExtractor": "qiskit.providers.ibmq.random.cqcextractor",
        "CQCExtractorJob": "qiskit.providers.ibmq.random.cqcextractorjob",
        "BaseRandomService": "qiskit.providers.ibmq.random.baserandomservice",
    },
    "qiskit.providers.ibmq.jupyter": {
        "IQXDashboard": "qiskit.providers.ibmq.jupyter.dashboard.dashboard",
        "LiveDataVisualization": "qiskit.providers.ibmq.jupyter.live_data_widget",
    },
    "qiskit.providers.ibmq.visualization.interactive": {
        "PlotlyFigure": "qiskit.providers.ibmq.visualization.interactive.plotly_wrapper",
        "PlotlyWidget": "qiskit.providers.ibmq.visualization.interactive.plotly_wrapper",
    },
    "qiskit.providers.aer": {
        "AerBackend": "qiskit.providers.aer.backends.aerbackend",
    },
    "qiskit_aer": {"AerBackend": "qiskit_aer.backends.aerbackend"},
}

VENDORED = "qiskit_ibm_runtime.qiskit."
"""What the first releases of qiskit-ibm-runtime brought of Qiskit's own classes, before Qiskit had them."""

KEPT_SPECIAL = {
    *(
        "__init__",
        "__call__",
        "__iter__",
        "__next__",
        "__len__",
        "__getitem__",
        "__getattr__",
        "__contains__",
    ),
    *("__enter__", "__exit__", "__add__", "__iadd__", "__radd__", "__and__", "__mul__"),
}
GENERIC = {
    "List": "list",
    "Sequence": "list",
    "Iterable": "list",
    "list": "list",
    "MutableSequence": "list",
    "Dict": "dict",
    "Mapping": "dict",
    "dict": "dict",
    "MutableMapping": "dict",
    "DefaultDict": "dict",
    "Tuple": "tuple",
    "tuple": "tuple",
    "Set": "set",
    "set": "set",
    "FrozenSet": "set",
    "Type": "type",
    "Iterator": "Iterator",
    "Generator": "Iterator",
}
TYPING = ("Any", "Callable", "Final", "Literal", "Self", "overload")
PLAIN = {"str", "int", "float", "bool", "complex", "bytes", "list", "dict", "tuple", "set", "object", "type"}
BUILTIN_BASES = {n for n, v in vars(builtins).items() if isinstance(v, type)} - {"object"}
STANDARD = {
    "datetime": "datetime",
    "Enum": "enum",
    "IntEnum": "enum",
    "SimpleNamespace": "types",
    "NamedTuple": "typing",
    "JSONEncoder": "json",
    "JSONDecoder": "json",
}


def fetch(package: str, version: str, cache: Path) -> Tree:
    """Download and unpack one release, once."""
    root = cache / f"{package}-{version}"
    if not root.is_dir():
        download = cache / "download"
        shutil.rmtree(download, ignore_errors=True)
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(download)]
        platforms = ["any", *(f"manylinux{v}_x86_64" for v in ("1", "2010", "2014", "_2_17", "_2_28"))]
        flags = [f"--platform={platform}" for platform in platforms]
        requirement = f"{package}=={version}"
        for python in ("3.11", "3.9", "3.8", "3.7", "3.6", "3.5"):
            wheel = [*command, "--only-binary=:all:", *flags, f"--python-version={python}", requirement]
            if subprocess.run(wheel, capture_output=True).returncode == 0:
                break
        else:
            subprocess.run([*command, "--no-binary=:all:", requirement], check=True)
        (archive,) = download.iterdir()
        unpack(archive, root)
    return Tree(package, version, root)


def is_kept(name: str) -> bool:
    """Whether a file of a release is worth unpacking: its Python code and its device snapshots."""
    return name.endswith(".py") or Path(name).match("conf_*.json")


def unpack(archive: Path, root: Path) -> None:
    """Lay the files of a wheel or a source archive under `root`, ready to be found as modules."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                if is_kept(name):
                    target = root / re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(wheel.read(name))
        return
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            stream = source.extractfile(member) if is_kept(member.name) else None
            if stream:
                target = root.joinpath(*Path(member.name).parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(stream.read())


@dataclass
class Entry:
    """A public name in its home module, with the definitions of all releases, the first one counting."""

    module: str
    name: str
    symbols: list[Symbol] = field(default_factory=list)

    @property
    def is_class(self) -> bool:
        return any(isinstance(symbol.node, ast.ClassDef) for symbol in self.symbols)


class Stubs:
    """All stub modules in the making."""

    def __init__(self, trees: dict[str, list[Tree]]) -> None:
        self.trees = trees
        self.homes: dict[tuple[str, str], str] = {}  # (module, name) as bound anywhere -> home module
        self.entries: dict[str, dict[str, Entry]] = {module: {} for module in MODULES}
        self.overlay = {path.stem: ast.parse(path.read_text()) for path in sorted(OVERLAY.glob("*.pyi"))}
        self.handed_on: dict[str, dict[str, str]] = {module: {} for module in MODULES}
        self.by_name: dict[str, set[str]] = {}
        self.private: dict[str, dict[str, str]] = {}  # defining module -> name -> home
        for module in self.overlay:
            self.entries.setdefault(module, {})
            self.handed_on.setdefault(module, {})
        for module, tree in self.overlay.items():
            for name in defined(tree):
                self.claim(module, name)
        for owns in (True, False):
            for module, (chain, names) in MODULES.items():
                self.collect(module, trees[chain], names, owns)

    def claim(self, module: str, name: str) -> None:
        self.homes[module, name] = module
        self.by_name.setdefault(name, set()).add(module)

    def collect(self, module: str, trees: list[Tree], names: list[str] | None, owns: bool) -> None:
        """Take the public names of a module from every release: first what it owns, then what it hands on."""
        for tree in trees:
            if tree.file(module) is None:
                continue
            extra = HIDDEN.get(module, {}) if owns else {}
            for name in [*(names if names is not None else tree.public(module)), *extra]:
                if name.startswith("_") or "*" in name:
                    continue
                symbol = tree.resolve(extra.get(name, module), name)
                if symbol is None or (tree.file(f"{module}.{name}") and symbol.node is None):
                    continue
                if symbol.module.startswith(VENDORED):
                    continue
                inside = names is not None or f"{symbol.module}.".startswith(f"{module}.")
                if owns is (symbol.node is not None and inside):
                    self.place(module, name, symbol)

    def place(self, module: str, name: str, symbol: Symbol) -> None:
        key = (symbol.module, symbol.name)
        home = self.homes.get(key)
        if symbol.node is None:  # of another package
            if home:
                self.handed_on[module][name] = home
            return
        if symbol.module.split(".")[0] != module.split(".")[0]:
            return
        if isinstance(symbol.node, (ast.Assign, ast.AnnAssign)) and not (
            symbol.module == module and name.isupper() and not name.startswith("HAS_")
        ):
            return
        home = home or self.homes.get((module, name)) or module
        if symbol.name != name and home == module and key in self.homes:
            return
        self.homes[key] = home
        self.homes[module, name] = home
        self.by_name.setdefault(name, set()).add(home)
        if home == module:
            self.entries[module].setdefault(name, Entry(module, name)).symbols.append(symbol)
        elif name in self.entries[home] or name in defined(self.overlay.get(home)):
            self.handed_on[module][name] = home
            entry = self.entries[home].get(name)
            if entry and all(s.tree is not symbol.tree for s in entry.symbols):
                entry.symbols.append(symbol)

    # Annotations

    def annotation(
        self, node: ast.expr | None, where: Symbol, home: str, imports: set[tuple[str, str]]
    ) -> str:
        """Write an annotation in the plain notation of the stubs; ``Any`` for what they do not know."""
        if isinstance(node, ast.Constant):
            if node.value is None:
                return "None"
            if isinstance(node.value, str):
                try:
                    return self.annotation(ast.parse(node.value, mode="eval").body, where, home, imports)
                except SyntaxError:
                    return "Any"
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.class_name(node, where, home, imports)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.union([node.left, node.right], where, home, imports)
        if isinstance(node, ast.Subscript):
            name = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
            items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if name in ("Optional", "Union"):
                return self.union(items, where, home, imports)
            if name in GENERIC:
                plain = GENERIC[name]
                inner = [
                    "..."
                    if isinstance(i, ast.Constant) and i.value is ...
                    else self.annotation(i, where, home, imports)
                    for i in items
                ]
                if plain == "Iterator":
                    imports.add(("collections.abc", "Iterator"))
                    inner = inner[:1]
                return f"{plain}[{', '.join(inner)}]"
        return "Any"

    def union(self, items: list[ast.expr], where: Symbol, home: str, imports: set[tuple[str, str]]) -> str:
        flat: list[str] = []
        for item in items:
            wanted: set[tuple[str, str]] = set()
            text = self.annotation(item, where, home, wanted)
            if text != "None" and text not in flat:
                flat.append(text)
                last = wanted
        if len(flat) == 1:
            imports |= last
            return flat[0]
        return "Any" if flat else "None"

    def class_name(
        self, node: ast.expr, where: Symbol, home: str, imports: set[tuple[str, str]], fallback: str = "Any"
    ) -> str:
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
        root = ast.unparse(node).split(".")[0]
        found = self.home_of(node, where, home)
        if found:
            module, name = found
            if module != home:
                if name in self.entries[home] or self.handed_on[home].get(name, module) != module:
                    return fallback  # another class of the same name is at home here
                imports.add((module, name))
            return name
        if name in PLAIN and root == name:
            return name
        if name in STANDARD:
            imports.add((STANDARD[name], name))
            return name
        return fallback

    def is_class(self, module: str, name: str) -> bool:
        entry = self.entries[module].get(name)
        overlay = defined(self.overlay.get(module)).get(name)
        return bool(entry and entry.is_class) or isinstance(overlay, ast.ClassDef)

    def home_of(self, node: ast.expr, where: Symbol, home: str) -> tuple[str, str] | None:
        """Find the stub (module, class) that a name in the source of a release means."""
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
        if isinstance(node, ast.Name):
            symbol = where.tree.resolve(where.module, name)
            if symbol and (symbol.module, symbol.name) in self.homes:
                found = self.homes[symbol.module, symbol.name]
                return (found, symbol.name) if self.is_class(found, symbol.name) else None
        family = home.split(".")[0]
        near = [m for m in self.by_name.get(name, ()) if m.split(".")[0] == family and self.is_class(m, name)]
        if len(near) > 1:
            package = ".".join(home.split(".")[:3])
            near = [m for m in near if m.startswith(package)]
        return (near[0], name) if len(near) == 1 else None

    # Members

    def members(self, symbol: Symbol, home: str) -> Iterator[tuple[str, ast.stmt, Symbol]]:
        """Yield the public members of a class in one release, those of bases without a stub included."""
        node = symbol.node
        if not isinstance(node, ast.ClassDef):
            return
        named: dict[str, ast.stmt] = {}
        for item in node.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                marks = method_marks(item)
                if not marks & {"setter", "deleter", "overload"}:
                    named[item.name] = item
            elif isinstance(item, ast.Assign):
                for target in item.targets:
                    if isinstance(target, ast.Name):
                        named[target.id] = item
            elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                named[item.target.id] = item
        start = named.get("__init__")
        if isinstance(start, ast.FunctionDef):
            for name, value in instance_attributes(start, told_parameters(node) | told_parameters(start)):
                named.setdefault(name, value)
        for name, item in named.items():
            if not name.startswith("_") or name in KEPT_SPECIAL:
                yield name, item, symbol
        for base in node.bases:
            if self.home_of(base, symbol, home) is None and isinstance(base, ast.Name):
                found = symbol.tree.resolve(symbol.module, base.id)
                if found and found.node is not None and found.node is not node:
                    yield from self.members(found, home)

    def function(self, node: ast.FunctionDef, where: Symbol, home: str, imports: set[tuple[str, str]]) -> str:
        """Write the head of a function."""
        a = node.args
        parts: list[str] = []
        positional = [*a.posonlyargs, *a.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(a.defaults)) + list(a.defaults)
        for index, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
            parts.append(self.parameter(argument, default, where, home, imports))
            if a.posonlyargs and index == len(a.posonlyargs) - 1:
                parts.append("/")
        if a.vararg:
            parts.append(f"*{a.vararg.arg}")
        elif a.kwonlyargs:
            parts.append("*")
        for argument, default in zip(a.kwonlyargs, a.kw_defaults, strict=True):
            parts.append(self.parameter(argument, default, where, home, imports))
        if a.kwarg:
            parts.append(f"**{a.kwarg.arg}")
        told = node.returns or told_result(node)
        returns = "None" if node.name == "__init__" else self.annotation(told, where, home, imports)
        return f"def {node.name}({', '.join(parts)}) -> {returns}: ..."

    def parameter(
        self, node: ast.arg, default: ast.expr | None, where: Symbol, home: str, imports: set[tuple[str, str]]
    ) -> str:
        wanted: set[tuple[str, str]] = set()
        kind = self.annotation(node.annotation, where, home, wanted) if node.annotation else "Any"
        text = node.arg
        # An annotation is worth its place only where it leads to a class of the stubs.
        if any(module.startswith("qiskit") for module, _ in wanted) or kind in self.entries[home]:
            imports |= wanted
            text += f": {kind}"
        if default is not None:
            typed_none = ":" in text and isinstance(default, ast.Constant) and default.value is None
            value = ast.unparse(default) if isinstance(default, ast.Constant) and not typed_none else "..."
            text += f" = {value}" if ":" in text else f"={value}"
        return text

    # Output

    def class_text(self, entry: Entry, imports: set[tuple[str, str]]) -> str:
        overlay = defined(self.overlay.get(entry.module)).get(entry.name)
        lines: list[str] = []
        written: set[str] = set()
        bases: list[str] = []
        if isinstance(overlay, ast.ClassDef):
            bases = [ast.unparse(base) for base in overlay.bases]
            for item in overlay.body:
                if not (isinstance(item, ast.Expr) and ast.unparse(item) == "..."):
                    lines.append(ast.unparse(self.completed(item, entry, imports)))
                    written |= names_of(item)
        classes = [s for s in entry.symbols if isinstance(s.node, ast.ClassDef)]
        if not bases:
            for base in classes[0].node.bases if classes else []:
                text = self.class_name(base, classes[0], entry.module, imports, fallback="")
                if not text and isinstance(base, ast.Name) and base.id in BUILTIN_BASES:
                    text = base.id
                if text and text not in bases and text != entry.name:
                    bases.append(text)
        for symbol in classes:
            for name, item, where in self.members(symbol, entry.module):
                if name not in written:
                    written.add(name)
                    lines.extend(self.member_lines(name, item, where, entry.module, imports, bases))
        if entry.name == "QuantumCircuit":
            for name, item, where in self.attached():
                if name not in written:
                    written.add(name)
                    lines.extend(self.member_lines(name, item, where, entry.module, imports, bases))
        head = f"class {entry.name}({', '.join(bases)}):" if bases else f"class {entry.name}:"
        if not lines:
            return f"{head} ..."
        return "\n".join([head, *("    " + line for text in lines for line in text.split("\n"))])

    def completed(self, item: ast.stmt, entry: Entry, imports: set[tuple[str, str]]) -> ast.stmt:
        """Put the real parameters in place of ``*_`` in a function of the overlay; keep what it annotates."""
        if not isinstance(item, ast.FunctionDef) or item.args.vararg is None or item.args.vararg.arg != "_":
            return item
        for symbol in entry.symbols:
            if isinstance(symbol.node, ast.FunctionDef):
                lines = [self.function(symbol.node, symbol, entry.module, imports)]
                break
            found = {name: (real, where) for name, real, where in self.members(symbol, entry.module)}
            if item.name in found and isinstance(found[item.name][0], ast.FunctionDef):
                lines = self.member_lines(item.name, *found[item.name], entry.module, imports, [])
                break
        else:
            raise LookupError(f"overlay of {entry.module}: no release has {entry.name} {item.name}")
        real = ast.parse("\n".join(lines)).body[0]
        assert isinstance(real, ast.FunctionDef)
        kinds = {a.arg: a.annotation for a in [*item.args.args, *item.args.kwonlyargs] if a.annotation}
        typed: list[ast.arg] = [*real.args.args, *real.args.kwonlyargs]
        for argument in typed:
            argument.annotation = kinds.get(argument.arg, argument.annotation)
        with_default = real.args.args[len(real.args.args) - len(real.args.defaults) :]
        for index, argument in enumerate(with_default):
            if argument.annotation and ast.unparse(real.args.defaults[index]) == "None":
                real.args.defaults[index] = ast.Constant(...)
        real.returns = item.returns
        real.decorator_list[:0] = item.decorator_list
        return real

    def attached(self) -> Iterator[tuple[str, ast.stmt, Symbol]]:
        """Yield what modules of old hang onto QuantumCircuit when they are imported."""
        for tree in [*self.trees["terra"], *self.trees["aer"], *self.trees["new_aer"]]:
            for path in sorted(tree.root.rglob("*.py")):
                text = path.read_text(encoding="utf-8")
                found = re.findall(r"^QuantumCircuit\.([a-z]\w*) = (\w+)$", text, re.MULTILINE)
                if not found:
                    continue
                parts = path.relative_to(tree.root).with_suffix("").parts
                module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                for name, function in found:
                    symbol = tree.resolve(module, function)
                    if symbol and isinstance(symbol.node, ast.FunctionDef):
                        yield name, symbol.node, symbol

    def member_lines(
        self,
        name: str,
        item: ast.stmt,
        where: Symbol,
        home: str,
        imports: set[tuple[str, str]],
        bases: list[str],
    ) -> list[str]:
        if isinstance(item, ast.FunctionDef):
            marks = method_marks(item)
            text = self.function(item, where, home, imports)
            if item.name != name:
                text = text.replace(f"def {item.name}(", f"def {name}(", 1)
            if marks & {"property", "cached_property", "abstractproperty"}:
                return ["@property", text]
            return [*(f"@{mark}" for mark in ("staticmethod", "classmethod") if mark in marks), text]
        if isinstance(item, ast.AnnAssign):
            return [f"{name}: {self.annotation(item.annotation, where, home, imports)}"]
        if isinstance(item, ast.Assign) and {"Enum", "IntEnum"} & set(bases):
            return [f"{name} = ..."]
        return [f"{name}: Any"]

    def module_text(self, module: str) -> str:
        imports: set[tuple[str, str]] = set()
        blocks: list[str] = []
        overlay = self.overlay.get(module)
        taken: set[str] = set()
        head: list[str] = []
        if overlay:
            for item in overlay.body:
                if isinstance(item, ast.ImportFrom):
                    if item.module not in ("typing", "collections.abc"):
                        handed_on = self.handed_on[module]
                        head.extend(
                            f"from {item.module} import {ast.unparse(alias)}"
                            for alias in item.names
                            if alias.asname or alias.name not in handed_on
                        )
                        taken |= {alias.asname for alias in item.names if alias.asname}
                elif not (isinstance(item, ast.ClassDef) and self.entries[module].get(item.name)):
                    for name in names_of(item):
                        item = self.completed(
                            item, self.entries[module].get(name, Entry(module, name)), imports
                        )
                    blocks.append(ast.unparse(item))
                    taken |= names_of(item)
        for name, entry in self.entries[module].items():
            if name in taken:
                continue
            if entry.is_class:
                blocks.append(self.class_text(entry, imports))
                continue
            symbol = entry.symbols[0]
            if isinstance(symbol.node, ast.FunctionDef):
                text = self.function(symbol.node, symbol, module, imports)
                blocks.append(text.replace(f"def {symbol.node.name}(", f"def {name}(", 1))
            else:
                blocks.append(f"{name}: Any")
        overlay_names = {n for line in head for n in re.findall(r"import (?:.* as )?(\w+)$", line)}
        for name, home in sorted(self.handed_on[module].items()):
            if name not in taken and name not in overlay_names and name not in self.entries[module]:
                head.append(f"from {home} import {name} as {name}")
                imports.discard((home, name))
        own = re.sub(r":\n +\.\.\.$", ": ...", "\n".join(blocks), flags=re.MULTILINE)
        imports = {(source, name) for source, name in imports if re.search(rf"\b{name}\b", own)}
        for source, name in sorted(imports):
            line = f"from {source} import {name}"
            if not any(
                re.match(rf"from {re.escape(source)} import (.*, )?{name}\b", other) for other in head
            ):
                head.append(line)
        typing = sorted(name for name in TYPING if re.search(rf"\b{name}\b", own))
        if typing:
            head.append(f"from typing import {', '.join(typing)}")
        return "\n".join([*sorted(head), "", own]).strip() + "\n"

    def inventory(self) -> dict[str, dict[str, str]]:
        """Map each module and each class to its names, and these to the newest release that has them.

        Made from the releases alone, without the overlay.
        """
        found: dict[str, dict[str, str]] = {}
        for module, entries in self.entries.items():
            for name, entry in entries.items():
                newest = entry.symbols[0].tree
                found.setdefault(module, {})[name] = f"{newest.package} {newest.version}"
                for symbol in entry.symbols:
                    for member, _, _ in self.members(symbol, module):
                        tree = symbol.tree
                        row = found.setdefault(f"{module}.{name}", {})
                        row.setdefault(member, f"{tree.package} {tree.version}")
        circuit = found["qiskit.QuantumCircuit"]
        for member, _, where in self.attached():
            circuit.setdefault(member, f"{where.tree.package} {where.tree.version}")
        return found

    def aliases(self) -> dict[str, set[str]]:
        """Re-export lines of the modules that define a public name without being its home."""
        found: dict[str, set[str]] = {}
        for (module, name), home in self.homes.items():
            private = any(part.startswith("_") for part in module.split("."))
            known = name in self.entries[home] or name in defined(self.overlay.get(home))
            same = module.split(".")[0] == home.split(".")[0]
            if module not in self.entries and same and not private and known:
                found.setdefault(module, set()).add(f"from {home} import {name} as {name}")
        return found

    def write(self, folder: Path) -> None:
        """Write all modules."""
        texts = {module: self.module_text(module) for module in self.entries}
        for module, lines in self.aliases().items():
            texts[module] = "\n".join(sorted(lines)) + "\n"
        for module in list(texts):
            while module := module.rpartition(".")[0]:
                texts.setdefault(module, "")
        packages = {*self.entries, *(module.rpartition(".")[0] for module in texts)}
        files: dict[Path, str] = {}
        for module, text in texts.items():
            path = folder.joinpath(*module.split("."))
            files[path / "__init__.pyi" if module in packages else path.with_suffix(".pyi")] = text
        # In place, and only what differs: the stubs are never gone, not even for a moment.
        for path, text in files.items():
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        for path in set(folder.rglob("*.pyi")) - set(files):
            path.unlink()


def defined(tree: ast.Module | None) -> dict[str, ast.stmt]:
    """Names that an overlay defines itself."""
    found: dict[str, ast.stmt] = {}
    for item in tree.body if tree else []:
        if not isinstance(item, (ast.Import, ast.ImportFrom)):
            for name in names_of(item):
                found[name] = item
    return found


def method_marks(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Last parts of the names of a function's decorators: ``setter`` of ``@options.setter``."""
    return {ast.unparse(mark).split("(")[0].split(".")[-1] for mark in node.decorator_list}


def names_of(item: ast.stmt) -> set[str]:
    """Names that one statement of a stub binds."""
    if isinstance(item, (ast.FunctionDef, ast.ClassDef)):
        return {item.name}
    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
        return {item.target.id}
    if isinstance(item, ast.Assign):
        return {target.id for target in item.targets if isinstance(target, ast.Name)}
    return set()


def told_result(node: ast.FunctionDef) -> ast.expr | None:
    """Read the type of the result from the docstring, where the source has no annotation."""
    found = re.search(r"Returns:\s*\n\s+([\w.\[\], ]+?):", ast.get_docstring(node) or "")
    return told_type(found[1]) if found else None


def told_type(text: str) -> ast.expr | None:
    """Read a type as the old docstrings write it."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return None


def told_parameters(owner: ast.AST) -> dict[str, ast.expr]:
    """Read the types of parameters or attributes from a docstring: ``name (type): ...``."""
    text = ast.get_docstring(owner) or "" if isinstance(owner, (ast.ClassDef, ast.FunctionDef)) else ""
    found = re.findall(r"^\s*(\w+) ?\(([^()]+?)(?:, optional)?\):", text, re.MULTILINE)
    return {name: kind for name, written in found if (kind := told_type(written))}


def instance_attributes(
    start: ast.FunctionDef, told: dict[str, ast.expr]
) -> Iterator[tuple[str, ast.AnnAssign]]:
    """Yield what ``__init__`` sets on ``self``, with its type as the source or the docstring tells it."""
    parameters = {a.arg: a.annotation for a in [*start.args.args, *start.args.kwonlyargs]}
    for node in ast.walk(start):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            if (
                isinstance(target, ast.Attribute)
                and isinstance(target.value, ast.Name)
                and target.value.id == "self"
            ):
                value = node.value
                kind = parameters.get(value.id) if isinstance(value, ast.Name) else None
                if isinstance(node, ast.AnnAssign):
                    kind = node.annotation
                kind = kind or told.get(target.attr)
                name = ast.Name(target.attr)
                yield target.attr, ast.AnnAssign(name, kind or ast.Name("Any"), None, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    cache: Path = parser.parse_args().cache.absolute()
    cache.mkdir(parents=True, exist_ok=True)
    trees = {chain: [fetch(*release, cache) for release in releases] for chain, releases in RELEASES.items()}
    stubs = Stubs(trees)
    stubs.write(STUBS)
    rows = (
        f" {json.dumps(owner)}: {json.dumps(names)}" for owner, names in sorted(stubs.inventory().items())
    )
    INVENTORY.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
