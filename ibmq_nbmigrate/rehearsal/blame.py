"""Why a cell failed, and whether the migration is to blame."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass

from ibmq_nbmigrate.core.bound_names import bound_names
from ibmq_nbmigrate.core.text.comments import MARK
from ibmq_nbmigrate.rehearsal.results import Cause

GONE = ("aqua", "ignis", "opflow", "algorithms", "pulse", "chemistry", "finance", "optimization", "ml")
"""Modules of Qiskit that no migration can bring back; their successors are packages of their own."""
GONE_NAMES = frozenset({"pulse", "schedule", "QuantumInstance"})
LEGACY_NAMES = frozenset({"IBMQ", "execute", "Aer", "BasicAer", "assemble", "least_busy", "job_monitor"})
"""Names that a legacy import gave, by star for example."""
MIGRATED_NAMES = frozenset(
    {"QiskitRuntimeService", "Sampler", "Session", "transpile", "AerSimulator", "service"}
)
"""Names that the migrated text brings in: one of them undefined is the migration's own mistake."""
PACKAGES = frozenset(
    {
        *("qiskit", "qiskit_aer", "qiskit_ibm_runtime", "qiskit_algorithms", "qiskit_finance"),
        *("qiskit_machine_learning", "qiskit_nature", "qiskit_optimization"),
    }
)
"""Packages that migrated text imports; calls that do not fit them are the migration's affair."""

TOKEN_FILE = "Qconfig"
"""The module in which notebooks before 2019 kept the token, beside themselves."""
STAR = "*"
"""Stands among the names that a cell would have defined for those of a star import."""

_BLANK = re.compile(r"(?<![\w.])_{2,}(?!\w)|\?\?\?|<\s*(?:FILL|fill|YOUR|your|TODO)[^>]*>|#+ *(?:YOUR|FILL)")
_PLACEHOLDER = re.compile(
    r"(?i)^<.*>$|^x{3,}$|\b(?:my|your|insert|enter|paste|replace)[_ -]|^\.\.\.$|placeholder"
)
_TOO_LARGE = re.compile(
    r"(?i)insufficient memory|too large for|too many qubits|number of qubits .* (?:greater|maximum)|is wider"
)
_WAS_METHOD = re.compile(r"\.(?:name|version|num_qubits|provider|creation_date|job_id|data)\(\)")
_PULSE = re.compile(r"'(?:defaults|instruction_schedule_map)'")
_OBJECT_OF_QISKIT = re.compile(r"'qiskit|'IBM|'Runtime|PubResult")
_NEVER_WORKED = re.compile(
    r"No counts for experiment|with unbound parameters|\bQuantumCircuit\.\w+\(\) missing \d+ required"
)
"""Of circuits that are not what they should be, in any release: without measurement, values or qubits."""
_ASSIGNED = re.compile(r"^\s*(?:%+\w+\s+)?(\w+)\s*=(?!=)", re.MULTILINE)
_IMPORTED = re.compile(r"^\s*(?:from\s+\S+\s+)?import\s+(.*)", re.MULTILINE)
_STAR_IMPORT = re.compile(r"^\s*from\s+\S+\s+import\s+\*", re.MULTILINE)
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


@dataclass(frozen=True)
class Error:
    """What the kernel tells of an error that ended a cell.

    name, module: of the exception's class. line: in the cell; within: in an earlier cell, whose function
    failed; text: of the line that failed. packages: of the files on the way from the cell to the error, ""
    for the notebook itself. owner: module of the object whose attribute is missing, or of the function that
    was called wrongly. asked: the module or name that was asked for.
    """

    name: str
    message: str
    module: str = "builtins"
    line: int | None = None
    text: str = ""
    within: int | None = None
    packages: tuple[str, ...] = ()
    owner: str | None = None
    asked: str | None = None


@dataclass(frozen=True)
class Scene:
    """The cell that failed: before and after the migration.

    lost: names that the failed cells before it would have defined. gone: names whose import the migration
    took out, in this cell or before. is_said: whether the migration says in this cell that something is left.
    """

    before: str
    after: str
    lost: Collection[str] = frozenset()
    local_modules: Collection[str] = frozenset()
    gone: Collection[str] = frozenset()
    is_said: bool = False


def cause_of(error: Error, scene: Scene) -> Cause:
    """The most likely cause of a failure."""
    for rule in (_of_syntax, _of_names, _of_imports, _of_surroundings, _of_the_platform, _of_the_api):
        cause = rule(error, scene)
        if cause is not None:
            return cause
    return Cause.LEGACY_LEFT if _is_marked(error, scene) else Cause.OTHER


def _is_marked(error: Error, scene: Scene) -> bool:
    """Whether the statement that failed stands below a mark, which says what is left there."""
    lines = scene.after.splitlines()
    if error.line is None or error.within is not None or not 0 < error.line <= len(lines):
        return False
    try:
        nodes = list(ast.walk(ast.parse(scene.after)))
    except (SyntaxError, ValueError):
        nodes = []
    line = error.line
    first = max(
        (
            one.lineno
            for one in nodes
            if isinstance(one, ast.stmt) and one.lineno <= line <= (one.end_lineno or 0)
        ),
        default=line,
    )
    return first > 1 and lines[first - 2].lstrip().startswith(MARK)


def _of_syntax(error: Error, scene: Scene) -> Cause | None:
    if error.name not in ("SyntaxError", "IndentationError", "TabError"):
        return None
    if _BLANK.search(scene.before):
        return Cause.BLANK
    return Cause.BROKEN if _parses(scene.before) else Cause.NO_PYTHON


def _of_names(error: Error, scene: Scene) -> Cause | None:
    if error.name not in ("NameError", "UnboundLocalError"):
        return None
    name = error.asked or "".join(_QUOTED.findall(error.message)[0] if "'" in error.message else "")
    if not name.strip("_"):
        return Cause.BLANK
    if name in scene.lost:
        return Cause.EARLIER
    if name in LEGACY_NAMES:
        return Cause.LEGACY_LEFT
    if name in scene.gone or (STAR in scene.gone and scene.is_said):
        # An import was taken out: what still uses its name has to be said, in its own cell; a function
        # that another cell defines is said there.
        is_here = re.search(rf"\b{re.escape(name)}\b", scene.after)
        return Cause.BROKEN if is_here and not scene.is_said else Cause.MODULE_GONE
    if f"import {TOKEN_FILE}" in scene.before:
        return Cause.FILE
    if STAR in scene.lost:
        return Cause.EARLIER
    if name in MIGRATED_NAMES and not re.search(rf"\b{name}\b", scene.before):
        return Cause.BROKEN
    if _PLACEHOLDER.search(name) or re.search(_BLANK, scene.before):
        return Cause.PLACEHOLDER if _PLACEHOLDER.search(name) else Cause.BLANK
    return Cause.OTHER


def _of_imports(error: Error, scene: Scene) -> Cause | None:
    if error.name == "MissingOptionalLibraryError":
        return Cause.PACKAGE
    if error.name not in ("ModuleNotFoundError", "ImportError"):
        return None
    asked = error.asked or ""
    names = asked.split(".")
    if names[0] in (*scene.local_modules, TOKEN_FILE):
        return Cause.FILE
    missing = re.match(r"cannot import name '(\w+)'", error.message)
    from_library = any(package and not _is_qiskit(package) for package in error.packages)
    if names[0] == "qiskit":
        if (len(names) > 1 and names[1] in GONE) or (missing and missing[1] in {*GONE, *GONE_NAMES}):
            return Cause.MODULE_GONE
        # A package made for an older Qiskit fails inside, whatever the notebook says.
        return Cause.PACKAGE if from_library else Cause.LEGACY_LEFT
    if _is_qiskit(names[0]) and missing and not from_library:
        return Cause.LEGACY_LEFT
    return Cause.PACKAGE


def _of_surroundings(error: Error, scene: Scene) -> Cause | None:
    if error.name == "StdinNotImplementedError" or (error.name == "EOFError" and "input" in scene.after):
        return Cause.INPUT
    if "network is closed during a rehearsal" in error.message or error.name in (
        "ConnectionError",
        "URLError",
    ):
        return Cause.NETWORK
    if error.name in ("FileNotFoundError", "NotADirectoryError", "IsADirectoryError"):
        return Cause.FILE
    if error.name == "OSError" and re.search(r"not found|No such file", error.message):
        return Cause.FILE
    if error.name in (
        "MemoryError",
        "CircuitTooWideForTarget",
        "RuntimeJobFailureError",
    ) or _TOO_LARGE.search(error.message):
        return Cause.NOT_HERE
    if error.name in ("NotImplementedError", "TypeError") and (
        "..." in error.text or _BLANK.search(error.text)
    ):
        return Cause.BLANK
    return None


def _of_the_platform(error: Error, scene: Scene) -> Cause | None:
    quoted = [a or b for a, b in _QUOTED.findall(error.text)]
    if error.name in ("QiskitBackendNotFoundError", "RuntimeJobNotFound"):
        if any(_PLACEHOLDER.search(text) for text in quoted):
            return Cause.PLACEHOLDER
        if any("simulator" in text for text in quoted):
            return Cause.LEGACY_LEFT
        return Cause.JOB if error.name == "RuntimeJobNotFound" else Cause.DEVICE
    if error.name == "AccountNotFoundError" or (
        error.name in ("InvalidAccountError", "IBMInputValueError")
        and any(not text or _PLACEHOLDER.search(text) for text in quoted)
    ):
        return Cause.PLACEHOLDER
    nothing_found = "out of range" in error.message or "empty" in error.message
    if error.name in ("IndexError", "ValueError") and nothing_found and re.search(r"backends\(", error.text):
        return Cause.DEVICE
    return None


def _of_the_api(error: Error, scene: Scene) -> Cause | None:
    if _NEVER_WORKED.search(error.message):
        return Cause.EARLIER if scene.lost else Cause.OTHER
    packages = {name.partition(".")[0] for name in (_nearest(error), error.owner or "", error.module)}
    qiskit = any(map(_is_qiskit, packages))
    if error.name == "AttributeError" and _PULSE.search(error.message):
        return Cause.MODULE_GONE
    if error.name == "AttributeError" and (qiskit or _OBJECT_OF_QISKIT.search(error.message)):
        return Cause.LEGACY_LEFT
    if (
        error.name == "TypeError"
        and "object is not callable" in error.message
        and _WAS_METHOD.search(error.text)
    ):
        return Cause.LEGACY_LEFT
    if error.name == "TypeError" and qiskit and re.search(r"not (?:subscriptable|iterable)", error.message):
        return Cause.LEGACY_LEFT
    if "backend.run() has been removed" in error.message:
        return Cause.LEGACY_LEFT
    if error.name == "TypeError" and re.match(r"compile\(\) missing", error.message):
        return Cause.LEGACY_LEFT  # qiskit.compile gave way to the builtin of that name
    if not qiskit:
        return None
    if scene.before != scene.after or "qiskit_ibm_runtime" in packages:
        return Cause.WRONG_USE
    # An untouched cell that Qiskit refuses: it is legacy if the call does not fit, else it never worked.
    return Cause.LEGACY_LEFT if error.name == "TypeError" else None


def _nearest(error: Error) -> str:
    """The package that the notebook had called when the error came."""
    return next((package for package in error.packages if package), "")


def _is_qiskit(package: str) -> bool:
    return package.partition(".")[0] in PACKAGES


def imports_taken_out(before: str, after: str) -> set[str]:
    """Names that a cell imported before the migration and does not define after it; ``*`` for a star."""
    stars = {STAR} if len(_STAR_IMPORT.findall(before)) > len(_STAR_IMPORT.findall(after)) else set()
    return (_imported_names(before) - defined_names(after)) | stars


def _imported_names(source: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        lines = _IMPORTED.findall(source)
        return {name for line in lines for name in re.findall(r"\w+|\*", line)}
    imports = (node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)))
    return {name for node in imports for name in bound_names(node)}


def defined_names(source: str) -> set[str]:
    """Names that a cell would have defined, those behind a magic such as ``%time`` included."""
    names = set(_ASSIGNED.findall(source))
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        names |= _imported_names(source)
        return names | set(re.findall(r"^\s*(?:def|class)\s+(\w+)", source, re.MULTILINE))
    return names | bound_names(tree)


def _parses(source: str) -> bool:
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        ast.parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call, unused-ignore]
    except (SyntaxError, ValueError):
        return False
    return True
