"""The keywords of a run: which go to `transpile`, which to the run, and which nothing takes any more."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts import aer
from ibmq_nbmigrate.rules.methods import lost_methods

TO_TRANSPILE = {
    "basis_gates": "basis_gates",
    "coupling_map": "coupling_map",
    "initial_layout": "initial_layout",
    "seed_transpiler": "seed_transpiler",
    "seed_mapper": "seed_transpiler",
    "optimization_level": "optimization_level",
    "layout_method": "layout_method",
    "routing_method": "routing_method",
    "translation_method": "translation_method",
    "scheduling_method": "scheduling_method",
}
"""Keywords of `execute` that `transpile` takes in Qiskit 2, with their names there."""

MEANT_NOTHING = {
    "max_credits": "credits are gone",
    "qobj_id": "jobs no longer use a qobj",
    "qobj_header": "jobs no longer use a qobj",
    "header": "jobs no longer use a qobj",
    "memory_slots": "the circuit defines its memory",
    "memory_slot_size": "the circuit defines its memory",
    "wait": "jobs are no longer polled",
    "job_share_level": "jobs are no longer shared",
    "experiment_id": "experiments are kept by another service",
    "live_data_enabled": "live data is gone",
    "dynamic": "devices run dynamic circuits as they are",
    "hpc": "the backend of that parameter is gone",
    "config": "it held settings of a backend of 2018",
}
"""Keywords that nothing takes any more, and that change no counts; with the reason."""

DROPPED = {
    "timeout": "a limit of time goes to `job.result(timeout=...)`",
    "skip_transpiler": "circuits are always transpiled",
    "backend_properties": "`transpile` reads the backend's target",
    "inst_map": "pulse is gone from Qiskit",
    "use_measure_esp": "the backend chooses the readout",
}
"""Keywords that nothing takes any more, and that did something; with the reason."""

NEEDLESS = {
    "memory": "the Sampler keeps every shot",
    "seed_simulator": "a device takes no seed",
    "seed": "a device takes no seed",
}
"""Keywords for a simulator's `run`, with the reason why the Sampler does without them."""

MEASURED = ("meas_level", "meas_return")
"""Keywords for the kind of measurement data: counts, which is level 2, are the only kind now."""
ENVIRONMENT = ("job_name", "job_tags")
"""Keywords that become tags of the job."""
EXECUTION = ("init_qubits", "rep_delay")
"""Keywords that become options of the execution."""
ALWAYS_DROPPED = {**MEANT_NOTHING, **DROPPED}


class Keywords(Struct):
    """The keywords of a run, sorted by where they go, as text.

    told: what was dropped and meant nothing. notes: what a person should look at. refusal: why the run
    cannot be rewritten.
    """

    transpile: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""
    pass_manager: ast.expr | None = None

    def options_text(self) -> str:
        """The Sampler's options, or nothing."""
        if not self.options:
            return ""
        groups = ", ".join(f'"{group}": {{{", ".join(items)}}}' for group, items in self.options.items())
        return f", options={{{groups}}}"


def text_of(use: Use, node: ast.expr) -> str:
    """The text of a node of this text, or of another one, as it can stand behind a keyword."""
    text = use.text(node) if use.unit.parent(node) is not None else use.migration.current(node)
    return f"({text})" if isinstance(node, (ast.NamedExpr, ast.Yield, ast.YieldFrom)) else text


def is_given(arguments: dict[str, ast.expr], name: str) -> bool:
    """Whether an argument is given, and is not None."""
    node = arguments.get(name)
    return node is not None and not (isinstance(node, ast.Constant) and node.value is None)


def spread(use: Use, node: ast.expr) -> list[tuple[str, ast.expr]] | None:
    """The keywords that a dictionary holds, where it is in sight and its keys are texts."""
    shown = sole_value(use.migration, node)
    if isinstance(shown, ast.Call) and isinstance(shown.func, ast.Name) and shown.func.id == "dict":
        given = [(keyword.arg, keyword.value) for keyword in shown.keywords if keyword.arg is not None]
        return given if not shown.args and len(given) == len(shown.keywords) else None
    if not isinstance(shown, ast.Dict):
        return None
    pairs = [
        (key.value, value)
        for key, value in zip(shown.keys, shown.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isidentifier()
    ]
    return pairs if len(pairs) == len(shown.keys) else None


def hidden_arguments(use: Use) -> list[tuple[str, ast.expr]]:
    """What a call gets by `**` from dictionaries that are in sight."""
    stars = [keyword.value for keyword in use.call.keywords if keyword.arg is None] if use.call else []
    return [pair for star in stars for pair in spread(use, star) or ()]


def every_argument(use: Use, given: Iterable[tuple[str, ast.expr]]) -> Iterator[tuple[str, ast.expr]]:
    """The arguments of a run, those that literal dictionaries pass one by one; `**` stands for the others."""
    assert use.call is not None
    stars = [("**", keyword.value) for keyword in use.call.keywords if keyword.arg is None]
    for name, node in (*given, *stars):
        if name in ("backend_options", "**") and isinstance(node, ast.Dict):
            inside = spread(use, node)
            if inside is not None:
                yield from inside
                continue
        yield ("**" if name == "backend_options" else name), node


def sort_keywords(use: Use, arguments: Iterable[tuple[str, ast.expr]], where: str) -> Keywords:
    """Sort the arguments of a run on one side, ``ibm`` or ``local``."""
    sorted_ = Keywords()
    tags = _Tags(sorted_)
    for name, node in arguments:
        if name == "**" and where == "ibm":
            for key, value, text in _items(use, sorted_, node):
                _sort(use, sorted_, tags, key, value, text, where)
        else:
            _sort(use, sorted_, tags, name, node, text_of(use, node), where)
    tags.put()
    return sorted_


def _items(use: Use, sorted_: Keywords, node: ast.expr) -> list[tuple[str, ast.expr, str]]:
    """The keywords that a dictionary passes to the Sampler: name, value, and the text that takes it out."""
    inside = spread(use, node)
    if inside is None or not isinstance(node, ast.Name) or is_changed(use, node.id):
        sorted_.refusal = (
            "what `**` passes is not visible here: give `shots=` to the Sampler's run, "
            "the rest to its options"
        )
        return []
    return [(key, value, f'{text_of(use, node)}["{key}"]') for key, value in inside]


def is_changed(use: Use, name: str) -> bool:
    """Whether anything but an item is taken from a name, or an item is put into it."""
    return use.migration.once(_is_changed, name)


def _is_changed(migration: Migration, name: str) -> bool:
    return any(_changes(unit.parent(node)) for unit, node in migration.places_of(name))


def _changes(around: ast.AST | None) -> bool:
    is_put = isinstance(around, ast.Subscript) and not isinstance(around.ctx, ast.Load)
    return is_put or isinstance(around, ast.Attribute)


def _sort(use: Use, sorted_: Keywords, tags: _Tags, name: str, node: ast.expr, text: str, where: str) -> None:
    """Sort one argument, whose text is `text`."""
    if isinstance(node, ast.Constant) and node.value is None:
        return  # not given
    if name in TO_TRANSPILE:
        _for_transpile(use, sorted_, name, node, text)
    elif name == "shots":
        sorted_.run.append(f"shots={text}")
    elif name == "pass_manager":
        sorted_.pass_manager = node
    elif name in MEANT_NOTHING:
        sorted_.told.append(f"`{name}` is dropped ({MEANT_NOTHING[name]})")
    elif name in DROPPED:
        sorted_.notes.append(f"`{name}` is dropped ({DROPPED[name]})")
    elif name in MEASURED:
        _measured(use, sorted_, name, node, where)
    elif where == "local":
        _for_a_simulator(use, sorted_, name, node, text)
    elif name in NEEDLESS:
        sorted_.told.append(f"`{name}` is dropped ({NEEDLESS[name]})")
    elif name in ENVIRONMENT:
        tags.add(name, node, text)
    elif name in EXECUTION:
        sorted_.options.setdefault("execution", []).append(f'"{name}": {text}')
    else:
        sorted_.refusal = (
            f"`{name}` has no counterpart on the Sampler: see its options, and write the run by hand"
        )


def _for_transpile(use: Use, sorted_: Keywords, name: str, node: ast.expr, text: str) -> None:
    """Sort a keyword for `transpile`, which no longer knows some of its values."""
    lost = next(lost_methods(use, [(name, node)]), None)
    if lost is None:
        sorted_.transpile.append(f"{TO_TRANSPILE[name]}={text}")
    elif not lost.is_literal:
        sorted_.refusal = lost.todo
    else:
        sorted_.notes.append(lost.said)
        if lost.new is not None:
            sorted_.transpile.append(f"{TO_TRANSPILE[name]}={lost.text(use)}")


def asks_for_counts(use: Use, node: ast.expr) -> bool:
    """Whether a value of `meas_level` asks for the kind of data that a run gives anyway."""
    value = sole_value(use.migration, node)
    return (isinstance(value, ast.Constant) and value.value == 2) or (
        isinstance(value, ast.Attribute) and value.attr == "CLASSIFIED"
    )


def _measured(use: Use, sorted_: Keywords, name: str, node: ast.expr, where: str) -> None:
    """Sort what asks for a kind of measurement data."""
    if name == "meas_return" or asks_for_counts(use, node):
        sorted_.told.append(f"`{name}` is dropped (a job gives counts)")
    elif where == "local":
        sorted_.notes.append(f"`{name}` is dropped (a simulator gives counts)")
    else:
        sorted_.refusal = (
            f"`{name}` has no counterpart on the Sampler: unless counts are wanted, see its options for "
            "kerneled data, and write the run by hand"
        )


def _for_a_simulator(use: Use, sorted_: Keywords, name: str, node: ast.expr, text: str) -> None:
    """Sort a keyword for a simulator's run."""
    name = "seed_simulator" if name == "seed" else name
    if name in aer.STATES:
        sorted_.refusal = initial_state(name)
    elif name == "**":
        _dictionary(use, sorted_, node, text)
    elif name in (*ENVIRONMENT, *EXECUTION):
        pass
    elif name in aer.OPTIONS:
        sorted_.run.append(f"{name}={text}")
    else:
        sorted_.notes.append(f"`{name}` is dropped (today's simulators ignore it)")


def _dictionary(use: Use, sorted_: Keywords, node: ast.expr, text: str) -> None:
    """Sort what a dictionary passes."""
    sorted_.run.append(f"**{text}")
    inside = spread(use, node)
    if inside is None:
        sorted_.notes.append(
            f"what `**{text}` holds goes to the run, which ignores keywords it does not know"
        )
        return
    for name, _ in inside:
        if name in aer.STATES:
            sorted_.refusal = initial_state(name)
        elif name not in aer.OPTIONS:
            sorted_.refusal = (
                f"`{name}` in `{text}` is not an option of a simulator's run: remove it, or give it to "
                "`transpile` if it belongs there"
            )


def initial_state(name: str) -> str:
    """What to do with a state that was given by an option."""
    method = f"set_{name.removeprefix('initial_')}"
    return (
        f"today's simulators ignore `{name}`: begin the circuit with "
        f"`circuit.{method}(...)`, which `import qiskit_aer` brings"
    )


class _Tags:
    """The name and the tags of a job, which become its tags."""

    def __init__(self, sorted_: Keywords) -> None:
        self._sorted = sorted_
        self._named: list[str] = []
        self._given: list[tuple[ast.expr, str]] = []

    def add(self, name: str, node: ast.expr, text: str) -> None:
        if name == "job_name":
            self._named.append(text)
            self._sorted.notes.append("a job has tags instead of a name; the name is now a tag")
        else:
            self._given.append((node, text))

    def put(self) -> None:
        if not self._named and not self._given:
            return
        tags = self._given[0][1] if self._given else ""
        if self._named:
            spread_tags = [
                f"*({text})" if isinstance(node, (ast.IfExp, ast.BoolOp, ast.Lambda)) else f"*{text}"
                for node, text in self._given
            ]
            tags = f"[{', '.join([*self._named, *spread_tags])}]"
        self._sorted.options["environment"] = [f'"job_tags": {tags}']
