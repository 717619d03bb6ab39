"""Where each job is sent: to IBM's devices, to a local simulator, or to what may be either.

The Sampler serves both: what may be either is run by it, if only counts and shots are read. That is
settled for the whole notebook before the rules work, as the readers of a result go by it, too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable

from msgspec import Struct, field

from ibmq_nbmigrate.core.migration import IBM_BACKEND, Migration
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rule import prepares
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.types import Type, instance, options
from ibmq_nbmigrate.core.use import Outcome, Use, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.run_options import ALWAYS_DROPPED, ENVIRONMENT, EXECUTION, NEEDLESS, TO_TRANSPILE
from ibmq_nbmigrate.rules.run_text import EXECUTE
from ibmq_nbmigrate.rules.sides import (
    ON_EITHER,
    ON_IBM,
    ON_SIMULATOR,
    RUNS_LOCALLY,
    RUNS_ON_IBM,
    SAMPLERS,
    side,
    side_of,
)

READ_ON_EITHER = ("get_counts", "get_memory")
"""What can be read of a result of the Sampler, whatever ran."""
READ_ON_SIMULATORS = ("get_statevector", "get_unitary", "get_densitymatrix")
STATES = re.compile(r"(local_)?(statevector|unitary)_simulator")
"""Names of simulators that give states, not shots."""
TAKEN_ON_EITHER = {
    *("experiments", "circuits", "backend", "shots"),
    *TO_TRANSPILE,
    *ALWAYS_DROPPED,
    *NEEDLESS,
    *ENVIRONMENT,
    *EXECUTION,
}
"""Keywords of a run that the Sampler and its options take, or that nobody misses."""
RESULT = "qiskit.result.Result"
OF_THE_SAMPLER = {
    "qiskit.providers.aer.AerJob": "qiskit.providers.ibmq.job.IBMQJob",
    "qiskit_aer.AerJob": "qiskit.providers.ibmq.job.IBMQJob",
    "qiskit.providers.basicaer.BasicAerJob": "qiskit.providers.ibmq.job.IBMQJob",
    RESULT: "qiskit.providers.ibmq.job.IBMQResult",
    "qiskit.providers.JobStatus": "qiskit.providers.ibmq.job.IBMQJobStatus",
}
"""Classes of what a local simulator gives, and those of what the Sampler gives instead."""


def sent_to(use: Use, call: ast.Call | None, backend: ast.expr) -> str | None:
    """Where a call sends its job; as `side`, and None where states or the like are read from either."""
    sent = use.migration.sent
    return sent[call] if call is not None and call in sent else side(use, use.type(backend))


def said_of_either(use: Use, outcome: Outcome, backend: ast.expr, where: str) -> Outcome:
    """What is said of a run on what may be an IBM backend or a simulator."""
    if outcome.status is Status.MANUAL or side(use, use.type(backend)) == where != ON_EITHER:
        return outcome
    if where == ON_EITHER:
        return review(f"{outcome.message}; they run on an IBM backend and on a simulator alike")
    return review(f"{outcome.message}; a state is read, which a simulator gives and a device does not")


def is_left(use: Use, call: ast.Call) -> bool:
    """Whether a run is left to a person, who is told there how its results are read."""
    return call in use.migration.sent and use.migration.sent[call] is None


def is_either(use: Use, of: Type | None) -> bool:
    """Whether a job, or what came from it, is of a run on what may be an IBM backend or a simulator."""
    return of is not None and any(use.migration.sent.get(call) == ON_EITHER for call in of.sources)


class _Readers(Struct):
    """The places that read what jobs gave.

    members: for each call that sends a job, the members of its results that are read.
    together: for each place, the calls whose jobs it may be about; `counts` where it reads counts or shots.
    by_place: the calls whose results are read as the Sampler gives them, in cells that were migrated before.
    """

    members: dict[ast.Call, set[str]] = field(default_factory=dict)
    together: dict[ast.AST, set[ast.Call]] = field(default_factory=dict)
    counts: set[ast.AST] = field(default_factory=set)
    by_place: set[ast.Call] = field(default_factory=set)


@prepares
def settle(migration: Migration) -> None:
    """Note in `migration.sent` where each call sends its job, and read what either sent as the Sampler's."""
    if migration.release < releases.V2_PRIMITIVES_SINCE:
        return
    sent = _sides_of_runs(migration)
    migrated: dict[ast.Call, str | None] = {}
    for call, mode, where in _migrated_runs(migration):
        migrated[call] = where
        if where == ON_EITHER:
            migration.sampled.update(_made_by(migration, mode))
    migration.sent = _settled(migration, sent, migrated) if sent else migrated


def _settled(
    migration: Migration, sent: dict[ast.Call, str | None], migrated: dict[ast.Call, str | None]
) -> dict[ast.Call, str | None]:
    """Settle what may be either, and what is read together with it, or with what was migrated before."""
    readers = _readers_of(migration, (*sent, *migrated))
    for call in readers.by_place:
        if call in sent and sent[call] == ON_SIMULATOR and _can_sample(migration, call, readers):
            sent[call] = ON_EITHER
    for call, where in sent.items():
        if where == ON_EITHER and not _can_sample(migration, call, readers):
            sent[call] = ON_SIMULATOR if _gives_states_only(migration, call, readers) else None
    every = sent | migrated
    _send_alike(migration, every, readers)
    for call in [call for call in sent if every[call] == ON_EITHER]:
        migration.sampled.update(_simulators(migration, call))
        _run_alike(migration, call)
    _read_alike(migration, every, readers)
    return every


_RUNS = frozenset({*RUNS_LOCALLY, *RUNS_ON_IBM})


def _sides_of_runs(migration: Migration) -> dict[ast.Call, str | None]:
    inference = migration.inference
    found: dict[ast.Call, str | None] = {}
    for function, call in inference.calls.items():
        references = inference.references.get(function)
        symbols = {one.symbol for one in references or ()}
        if symbols and (symbols == {EXECUTE} or symbols <= _RUNS):
            backend = _backend_of(call, symbols)
            if backend is not None:
                found[call] = side_of(migration.type(backend), migration.release)
    return found


def _migrated_runs(migration: Migration) -> Iterable[tuple[ast.Call, ast.expr, str]]:
    """The runs of a Sampler that were migrated before, its mode, and where each sends its job."""
    for function, call in migration.inference.calls.items():
        if not isinstance(function, ast.Attribute) or function.attr != "run":
            continue
        maker, of = function.value, migration.type(function.value)
        if isinstance(maker, ast.Call) and of is not None and of.is_instance(*SAMPLERS):
            mode = next((keyword.value for keyword in maker.keywords if keyword.arg == "mode"), None)
            if mode is not None:
                where = side_of(migration.type(mode), migration.release)
                yield call, mode, ON_IBM if where == ON_IBM else ON_EITHER


def _backend_of(call: ast.Call, symbols: Collection[str]) -> ast.expr | None:
    """The backend that a call runs circuits on: an argument of `execute`, or what has the `run`."""
    if EXECUTE not in symbols:
        return call.func.value if isinstance(call.func, ast.Attribute) else None
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "backend"), None)
    return named or (call.args[1] if len(call.args) > 1 else None)


def _simulators(migration: Migration, call: ast.Call) -> list[ast.Call]:
    """The calls that gave the simulators on which a call may run circuits."""
    symbols = {one.symbol for one in migration.inference.references.get(call.func, ())}
    return _made_by(migration, _backend_of(call, symbols))


def _made_by(migration: Migration, backend: ast.expr | None) -> list[ast.Call]:
    """The calls that gave what a backend may be."""
    found = (of.origin for of in options(migration.type(backend)) if of is not None)
    return [origin for origin in found if origin is not None]


def _can_sample(migration: Migration, call: ast.Call, readers: _Readers) -> bool:
    """Whether the Sampler can do what is asked: nothing but counts and shots of what simulates shots.

    Where nothing is read in sight, a device must be: else what a function gives out may be read anywhere.
    """
    read = readers.members[call]
    if not read <= set(READ_ON_EITHER) or not (read or _is_device_seen(migration, call)):
        return False
    if any(keyword.arg is None or keyword.arg not in TAKEN_ON_EITHER for keyword in call.keywords):
        return False
    names = [migration.type(one.args[0]) for one in _simulators(migration, call) if one.args]
    return not any(of is not None and STATES.match(str(of.value)) for of in names)


def _is_device_seen(migration: Migration, call: ast.Call) -> bool:
    """Whether some cell says that a call may run circuits on a device."""
    symbols = {one.symbol for one in migration.inference.references.get(call.func, ())}
    backend = migration.type(_backend_of(call, symbols))
    return any(side_of(of, migration.release) == ON_IBM for of in options(backend))


def _gives_states_only(migration: Migration, call: ast.Call, readers: _Readers) -> bool:
    """Whether nothing but states is read of what no cell says to be a device: a simulator gave them."""
    read = readers.members[call]
    return bool(read) and read <= set(READ_ON_SIMULATORS) and not _is_device_seen(migration, call)


def _readers_of(migration: Migration, sent: Iterable[ast.Call]) -> _Readers:
    readers = _Readers({call: set() for call in sent})
    for node, references in migration.inference.references.items():
        origins = {one.owner.origin for one in references if one.owner is not None and one.owner.origin}
        if not origins or not origins <= readers.members.keys() or len(references) < len(origins):
            continue
        readers.together[node] = origins
        for one in references:
            if one.owner is None or one.owner.origin is None:
                continue  # it may be something else, too, of which nobody saw where it comes from
            if stubs.is_subclass(one.owner.name, RESULT):
                member = one.symbol.rpartition(".")[2]
                if member == "__getitem__":
                    member = "get_counts"
                    readers.by_place.add(one.owner.origin)
                readers.members[one.owner.origin].add(member)
                if member in READ_ON_EITHER:
                    readers.counts.add(node)
    return readers


def _send_alike(migration: Migration, sent: dict[ast.Call, str | None], readers: _Readers) -> None:
    """Jobs whose counts are read at the same place are sent by the Sampler, all or none."""
    waiting = True
    while waiting:
        waiting = False
        for node in readers.counts:
            calls = readers.together[node]
            if {sent[call] for call in calls} & {ON_IBM, ON_EITHER}:
                for call in calls:
                    if sent[call] == ON_SIMULATOR and _can_sample(migration, call, readers):
                        sent[call] = ON_EITHER
                        waiting = True


def _run_alike(migration: Migration, call: ast.Call) -> None:
    """A `run` of what may be either is that of an IBM backend."""
    inference = migration.inference
    known = inference.references[call.func]
    if known[0].symbol != EXECUTE:
        inference.references[call.func] = [_member(known[0], instance(IBM_BACKEND), "run")]
        inference.uncertain.discard(call.func)


def _read_alike(migration: Migration, sent: dict[ast.Call, str | None], readers: _Readers) -> None:
    """What a job that may be either gave is read as what the Sampler gives."""
    inference = migration.inference
    by_sampler = {call for call, where in sent.items() if where in (ON_IBM, ON_EITHER)}
    if all(sent[call] == ON_IBM for call in by_sampler):
        return
    for node, calls in readers.together.items():
        if not calls <= by_sampler or not isinstance(node, ast.Attribute):
            continue
        inference.references[node] = _as_of_the_sampler(inference.references[node], node.attr)
        owners = options(migration.type(node.value))
        if all(of is not None and of.origin in by_sampler for of in owners):
            inference.uncertain.discard(node)


def _as_of_the_sampler(references: Iterable[Reference], member: str) -> list[Reference]:
    """The same places, each once, with the classes of what the Sampler gives."""
    found: dict[tuple[str, Type, ast.Call | None], Reference] = {}
    for one in references:
        assert one.owner is not None
        name = OF_THE_SAMPLER.get(one.owner.name)
        if name is not None:
            one = _member(one, instance(name).made_by(*one.owner.sources), member)
        assert one.owner is not None
        found.setdefault((one.symbol, one.owner, one.owner.origin), one)
    return list(found.values())


def _member(old: Reference, owner: Type, name: str) -> Reference:
    """The reference to a member, if it were taken from something else."""
    member = stubs.member(owner.name, name)
    if member is None:
        return Reference(f"{owner.name}.{name}", owner, None, old.held)
    return Reference(member.symbol, owner, member.definition, old.held)
