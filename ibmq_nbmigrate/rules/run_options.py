"""The keywords of a run: which go to `transpile`, which to the run, and which nothing takes any more."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from ibmq_nbmigrate.core.use import Use

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

DROPPED = {
    "max_credits": "credits are gone",
    "qobj_id": "jobs are no qobj any more",
    "qobj_header": "jobs are no qobj any more",
    "header": "jobs are no qobj any more",
    "memory_slots": "the circuit tells its memory",
    "timeout": "a limit of time goes to `job.result(timeout=...)`",
    "wait": "a job is not polled any more",
    "skip_transpiler": "circuits are always transpiled",
    "backend_properties": "`transpile` reads the backend's target",
    "inst_map": "pulse is gone from Qiskit",
    "job_share_level": "jobs are not shared any more",
    "experiment_id": "experiments are kept by another service",
    "live_data_enabled": "there is no live data any more",
    "use_measure_esp": "the backend chooses the readout",
    "hpc": "the backend of that parameter is gone",
    "config": "it held settings of a backend of 2018",
}
"""Keywords that nothing takes any more, with the reason."""

ONLY_LOCAL = {
    "memory": "the Sampler keeps every shot",
    "seed_simulator": "a device takes no seed",
    "seed": "a device takes no seed",
}
"""Keywords for a simulator's `run`, with the reason why the Sampler does without them."""

ENVIRONMENT = ("job_name", "job_tags")
"""Keywords that become tags of the job."""
EXECUTION = ("init_qubits", "rep_delay")
"""Keywords that become options of the execution."""


@dataclass(slots=True)
class Keywords:
    """The keywords of a run, sorted by where they go, as text."""

    transpile: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    blocked: str = ""

    def options_text(self) -> str:
        """The Sampler's options, or nothing."""
        if not self.options:
            return ""
        groups = ", ".join(f'"{group}": {{{", ".join(items)}}}' for group, items in self.options.items())
        return f", options={{{groups}}}"


def text_of(use: Use, node: ast.expr) -> str:
    """The text of a node of this text, or of another one, as it can stand behind a keyword."""
    text = use.text(node) if use.unit.parent(node) is not None else ast.unparse(node)
    return f"({text})" if isinstance(node, (ast.NamedExpr, ast.Yield, ast.YieldFrom)) else text


def sort_keywords(use: Use, arguments: Iterable[tuple[str, ast.expr]], where: str) -> Keywords:
    """Sort the arguments of a run on one side, ``ibm`` or ``local``."""
    sorted_ = Keywords()
    named: list[str] = []
    tags: list[str] = []
    spread: list[str] = []
    for name, node in arguments:
        text = text_of(use, node)
        if name in TO_TRANSPILE:
            sorted_.transpile.append(f"{TO_TRANSPILE[name]}={text}")
        elif name == "shots":
            sorted_.run.append(f"shots={text}")
        elif name in DROPPED:
            sorted_.notes.append(f"`{name}` is dropped ({DROPPED[name]})")
        elif where == "local":
            if name == "backend_options":
                sorted_.run.append(f"**{text}")
            elif name not in (*ENVIRONMENT, *EXECUTION):
                sorted_.run.append(f"{'seed_simulator' if name == 'seed' else name}={text}")
        elif name in ONLY_LOCAL:
            sorted_.notes.append(f"`{name}` is dropped ({ONLY_LOCAL[name]})")
        elif name in ENVIRONMENT:
            if name == "job_name":
                named.append(text)
                sorted_.notes.append("a job has tags, no name: the name is a tag")
            else:
                tags.append(text)
                spread.append(
                    f"*({text})" if isinstance(node, (ast.IfExp, ast.BoolOp, ast.Lambda)) else f"*{text}"
                )
        elif name in EXECUTION:
            sorted_.options.setdefault("execution", []).append(f'"{name}": {text}')
        else:
            sorted_.blocked = name
    if named:
        tags = [f"[{', '.join([*named, *spread])}]"]
    sorted_.options |= {"environment": [f'"job_tags": {text}' for text in tags]} if tags else {}
    return sorted_
