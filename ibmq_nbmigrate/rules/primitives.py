"""Where a primitive of qiskit-ibm-runtime runs: a backend, a session or a batch, as `mode`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import Moved, Renamed
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing.types import options
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import devices, releases
from ibmq_nbmigrate.rules.backends import HINT
from ibmq_nbmigrate.rules.sides import ON_SIMULATOR, side
from ibmq_nbmigrate.rules.sorted_options import OPTIONS, sort_options

PACKAGE = "qiskit_ibm_runtime"
SERVICE = f"{PACKAGE}.QiskitRuntimeService"
EARLY_SERVICE = f"{PACKAGE}.IBMRuntimeService"
SESSION = f"{PACKAGE}.Session"
BATCH = f"{PACKAGE}.Batch"
BACKEND = f"{PACKAGE}.IBMBackend"
SAMPLER = f"{PACKAGE}.Sampler"
ESTIMATOR = f"{PACKAGE}.Estimator"
V1 = (SAMPLER, ESTIMATOR, f"{SAMPLER}V1", f"{ESTIMATOR}V1")
"""Classes of V1 primitives; the names without a number are V2 since 0.28."""
V2 = (f"{SAMPLER}V2", f"{ESTIMATOR}V2")
SINCE = releases.TOP_LEVEL_SAMPLER_IS_V2_SINCE
"""First target without the V1 primitives."""
QISKIT_2_SINCE: releases.Release = (0, 41, 0)
"""First target that goes with Qiskit 2, which is without V1 primitives of its own."""
BACKEND_METHOD_SINCE: releases.Release = (0, 32, 0)
"""First release whose primitives have `backend()`."""
GUIDE = "https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives"
OF_A_FACTORY = ("circuits", "observables", "parameters", "service", "skip_transpilation")
_FACTORY = (
    "primitives that are made for their circuits are gone: make it for a backend, "
    "`{}(mode=backend)`, and give the circuits to its `run`"
)


def is_text(use: Use, node: ast.expr) -> bool:
    """Whether an expression is a text."""
    of = use.type(node)
    return of is not None and of.is_instance("str")


def service_text(use: Use) -> str:
    """The text of the service at hand, or of a new one."""
    held, _ = next(use.held(SERVICE, EARLY_SERVICE), ("", None))
    return use.service() or held or f"{use.need(PACKAGE, 'QiskitRuntimeService')}()"


def is_name_of(use: Use, node: ast.expr) -> ast.expr | None:
    """The backend of which an expression is the name: `backend` of ``backend.name``."""
    inner = node.func if isinstance(node, ast.Call) and not node.args else node
    if not isinstance(inner, ast.Attribute) or inner.attr != "name":
        return None
    of = use.type(inner.value)
    is_backend = of is None or any(one is not None and "ackend" in one.name for one in options(of))
    return inner.value if is_backend else None


def backend_argument(
    use: Use, node: ast.expr, service: str | None = None, *, by_name: bool = False
) -> tuple[Callable[[], str], str]:
    """The text of a backend that was given as an object or by its name, and what a person should know.

    by_name: it is a name, even if that cannot be told of the expression.
    """
    named = is_name_of(use, node)
    if named is not None:
        return (lambda: use.text(named)), ""
    if not (by_name or is_text(use, node)):
        return (lambda: use.text(node)), ""
    name = use.literal(node)
    if name is not None and devices.is_cloud_simulator(name):
        method = devices.simulator_method(name)
        simulator = use.need("qiskit_aer", "AerSimulator")
        text = f'{simulator}(method="{method}")' if method else f"{simulator}()"
        return (lambda: text), f"the cloud simulators are gone: `AerSimulator` replaces {name}"
    at_hand = service or service_text(use)
    retired = name is not None and devices.is_retired(name)
    note = f"{name} is retired: choose another one, {HINT}" if retired else ""
    return (lambda: f"{at_hand}.backend({use.text(node)})"), note


@rule("PRM01", SAMPLER, ESTIMATOR, f"{SAMPLER}V1", f"{ESTIMATOR}V1", since=SINCE)
def where_a_primitive_runs(use: Use) -> Outcome | None:
    """A primitive takes a backend, a session or a batch as its `mode`.

    Legacy:

        sampler = Sampler(session=session, options=options)
        estimator = Estimator(backend="ibm_torino", options={"shots": 2000, "resilience_level": 1})

    Updated:

        sampler = Sampler(mode=session, options=options)
        estimator = Estimator(
            mode=service.backend("ibm_torino"), options={"default_shots": 2000, "resilience_level": 1}
        )

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if use.is_import or use.call is None:
        return Moved(use.symbol.removesuffix("V1"))(use) if use.symbol.endswith("V1") else KEPT
    if use.has_star:
        return manual("write `Sampler(mode=backend, options={...})`; the arguments are not visible here")
    if is_factory(use):
        return manual(_FACTORY.format(use.symbol.rpartition(".")[2]))
    return _make(use)


@rule("PRM02", *V2, since=releases.V2_PRIMITIVES_SINCE)
def where_a_v2_primitive_runs(use: Use) -> Outcome | None:
    """The first V2 primitives called the mode `backend` or `session`.

    Legacy: `SamplerV2(backend=backend)`. Updated: `SamplerV2(mode=backend)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/sampler-v2
    """
    if use.call is None or use.has_star:
        return KEPT
    return _make(use)


def is_factory(use: Use) -> bool:
    """Whether a primitive is made for its circuits, as the first ones were."""
    given = use.arguments
    first = given.get("backend")
    kinds = {one.name for one in options(use.type(first)) if one is not None} if first is not None else set()
    return any(name in given for name in OF_A_FACTORY) or bool(kinds & {"qiskit.QuantumCircuit", "list"})


def _make(use: Use) -> Outcome | None:
    """Write a primitive's mode and options as they are written today."""
    call = use.call
    assert call is not None
    given = _by_kind(use, call)
    mode, opts = given.get("mode"), given.get("options")
    old = {keyword.arg for keyword in call.keywords} & {"backend", "session"}
    sorted_ = sort_options(use, opts) if opts is not None else None
    if sorted_ is not None and sorted_.blocked:
        return manual(sorted_.blocked)
    needs_backend = mode is not None and (is_text(use, mode) or is_name_of(use, mode) is not None)
    both = len(call.args) > 1 or {"backend", "session"} <= old
    if not old and not needs_backend and not both and (sorted_ is None or sorted_.same):
        return KEPT
    notes = list(sorted_.notes) if sorted_ is not None else []
    arguments = []
    if mode is not None:
        text, note = backend_argument(use, mode)
        notes += [note] if note else []
        keyword = "mode" if old or both else None if mode in call.args else "mode"
        arguments.append(Argument(keyword, text=text))
    if opts is not None:
        dict_text = sorted_.text if sorted_ is not None else None
        if dict_text is None:
            arguments.append(Argument("options", use.place(opts)))
        else:
            arguments.append(Argument("options", text=dict_text))
    written = use.original(call.func)
    known_as = use.migration.renamed.get(written)
    use.rebuild(known_as.rpartition(".")[2] if known_as else written, arguments)
    use.keep_bound(PACKAGE)
    name = use.symbol.rpartition(".")[2].removesuffix("V1")
    message = (
        f"`{name}` takes a backend or a session as `mode`" if old or needs_backend else f"options of `{name}`"
    )
    if notes:
        return review(f"{message}; {'; '.join(notes)}")
    return fixed(message)


def _by_kind(use: Use, call: ast.Call) -> dict[str, ast.expr]:
    """The mode and the options of a call that makes a primitive, however they are passed."""
    found: dict[str, ast.expr] = {}
    for node in call.args:
        if isinstance(node, ast.Constant) and node.value is None:
            continue
        kinds = {one.name for one in options(use.type(node)) if one is not None}
        is_options = isinstance(node, ast.Dict) or kinds & {"dict", OPTIONS}
        found["options" if is_options else "mode"] = node
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    for name in ("backend", "session", "mode"):
        value = named.get(name)
        if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            found["mode"] = value
    if "options" in named:
        found["options"] = named["options"]
    return found


# -- what its runs ask -------------------------------------------------------------------------------------


def made_by(use: Use) -> ast.Call | None:
    """The call that made the primitive of which a member is taken, if there is one."""
    return use.owner.origin if use.owner is not None else None


def mode_of(use: Use, made: ast.Call | None) -> ast.expr | None:
    """The backend that a primitive was made for, in its own call or in that of its session."""
    for _ in range(2):
        if made is None:
            return None
        named = {keyword.arg: keyword.value for keyword in made.keywords}
        given = named.get("mode") or named.get("session") or named.get("backend")
        found = given or next((one for one in made.args if not _is_service(use, one)), None)
        of = use.type(found)
        if of is None or not of.is_instance(SESSION, BATCH):
            return found
        made = of.origin
    return None


def _is_service(use: Use, node: ast.expr) -> bool:
    """Whether an argument is the service, which sessions took first."""
    of = use.type(node)
    return of is not None and of.is_instance(SERVICE, EARLY_SERVICE)


def is_local(use: Use) -> bool:
    """Whether a primitive is known to run on a simulator, of this machine or once in the cloud."""
    found = mode_of(use, made_by(use))
    of = use.type(found)
    if found is None or side(use, of) == ON_SIMULATOR:
        return found is not None
    named = found
    if of is not None and of.is_instance(BACKEND) and of.origin is not None and of.origin.args:
        named = of.origin.args[0]
    name = use.literal(named)
    return name is not None and devices.is_cloud_simulator(name)


def _may_be_a_session(use: Use, found: ast.expr) -> bool:
    """Whether what a primitive was given is of unknown kind, and not called its backend."""
    made = made_by(use)
    named = (
        {keyword.arg for keyword in made.keywords if keyword.value is found} if made is not None else set()
    )
    return use.type(found) is None and "backend" not in named


def plain_backend(use: Use) -> str | None:
    """A name of the backend that holds wherever the primitive runs: one that the notebook binds just once."""
    found = mode_of(use, made_by(use))
    if found is None:
        return None
    found = is_name_of(use, found) or found
    if not isinstance(found, ast.Name) or is_text(use, found) or _may_be_a_session(use, found):
        return None
    inference = use.migration.inference
    is_bound_once = len(inference.bindings.get(found.id, ())) == 1
    return found.id if is_bound_once and found.id in inference.globals.names else None


table(
    "PRM03",
    "session-of-a-primitive",
    f"""The session of a primitive is its mode.

    Legacy: `sampler.session`. Updated: `sampler.mode`.

    Source: {GUIDE}
    """,
    {f"{cls}.session": Renamed("mode") for cls in (*V1, *V2)},
    since=(0, 30, 0),
)
