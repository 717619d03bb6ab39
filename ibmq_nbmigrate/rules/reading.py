"""The text that reads counts or shots of one circuit from a primitive's result."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from msgspec import Struct

from ibmq_nbmigrate.core.migration import Migration, symbols_named
from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.places import is_in_reach
from ibmq_nbmigrate.rules.registers import count_registers, has_several, is_alike
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT
from ibmq_nbmigrate.rules.sent_circuits import Sent

COUNTS = "qiskit.result.Counts"
COUNTS_MEMBERS = ("most_frequent", "int_outcomes", "hex_outcomes")
"""What counts could do that a dictionary cannot, and hardly anything else."""
SPACED = "keys keep the space between registers; one alone is read by `result[0].data.<name of the register>`"
_SHOTS = '" ".join(shot) for shot in zip(*(bits.get_bitstrings() for bits in reversed({}.data.values())))'
"""The shots of a circuit, with a space between its registers; reads the result of the circuit once."""


class Reading(Struct, frozen=True):
    """How one circuit is read.

    reader: the function of its data. counts: the name of the class that goes around it, or nothing.
    circuit: a text for the circuit, which tells the sizes of its registers. shots: what goes around its
    shots one by one, where the registers are to be kept apart and no circuit is at hand.
    """

    reader: str
    counts: str = ""
    circuit: str = ""
    shots: str = ""

    @property
    def notes(self) -> list[str]:
        """What is to be said of it."""
        return [SPACED] if self.circuit or self.shots else []

    def of(self, pub: str) -> str:
        """The text that reads the result `pub` of one circuit."""
        if self.circuit:
            sizes = f"[(one.name, one.size) for one in {self.circuit}.cregs]"
            data = f"{pub}.join_data().get_int_counts()"
            return f"{self.counts}({data}, creg_sizes={sizes}, memory_slots={self.circuit}.num_clbits)"
        data = self.shots.format(_SHOTS.format(pub)) if self.shots else f"{pub}.join_data().{self.reader}()"
        return f"{self.counts}({data})" if self.counts else data


def reading_of(use: Use, reader: str, sents: Sequence[Sent], experiment: ast.expr | None) -> Reading:
    """How the counts of a circuit are read, as the circuit and the uses of the counts demand."""
    several = _has_several_registers(use, sents)
    if reader != "get_counts":
        return Reading(reader, shots="[{}]" if several else "")
    if several:
        circuit = _circuit_at_hand(use, sents, experiment)
        if circuit is not None:
            return Reading(reader, use.need("qiskit.result", "Counts"), circuit)
    counts = use.need("qiskit.result", "Counts") if use.migration.once(_wants_counts) else ""
    shots = use.need("collections", "Counter") if several else ""
    return Reading(reader, counts, shots=f"{shots}({{}})" if several else "")


def _has_several_registers(use: Use, sents: Sequence[Sent]) -> bool:
    """Whether a circuit that was sent has several classical registers, or may have."""
    found = [
        next((n for n in (count_registers(use, node) for node in sent.nodes) if n is not None), None)
        for sent in sents
    ]
    if None in found:
        return use.migration.once(has_several)
    return any(number > 1 for number in found if number is not None)


def _circuit_at_hand(use: Use, sents: Sequence[Sent], experiment: ast.expr | None) -> str | None:
    """A text for the circuit whose counts are read."""
    if experiment is not None and is_plain(experiment):
        of = use.type(experiment)
        if of is not None and stubs.is_subclass(of.name, CIRCUIT):
            return use.original(experiment)
    nodes = [
        node for node in sents[0].nodes if is_plain(node) and is_in_reach(use, node) and is_alike(use, node)
    ]
    if len(sents) > 1 or not nodes:
        return None
    if sents[0].is_many is False:
        return ast.unparse(nodes[-1])
    return f"{ast.unparse(nodes[-1])}[0]" if sents[0].is_many else None


def _wants_counts(migration: Migration) -> bool:
    """Whether the notebook asks counts for more than a dictionary gives."""
    return any(symbol.startswith(f"{COUNTS}.") for symbol in migration.once(symbols_named)) or any(
        node.attr in COUNTS_MEMBERS for node in migration.inference.unknown
    )
