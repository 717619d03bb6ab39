"""`QuantumKernel` of qiskit-machine-learning, which ran on a `quantum_instance`."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import Manual
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, gone, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.gone import advice
from ibmq_nbmigrate.rules.on_primitives import INSTANCE, calls_of, is_exact, runner

KERNELS = "qiskit_machine_learning.kernels"
OLD = (f"{KERNELS}.QuantumKernel", f"{KERNELS}.quantum_kernel.QuantumKernel")
NEW = (f"{KERNELS}.FidelityStatevectorKernel", f"{KERNELS}.FidelityQuantumKernel")
"""What replaces them, asked for what the old ones had where only the cell before is migrated."""
_POSITIONAL = ("feature_map", "enforce_psd", "batch_size", INSTANCE)


@rule("ALG02", *OLD, since=releases.V2_PRIMITIVES_SINCE)
def quantum_kernel(use: Use) -> Outcome | None:
    """A kernel on the simulator of state vectors is a `FidelityStatevectorKernel`.

    Legacy:

        kernel = QuantumKernel(feature_map, quantum_instance=Aer.get_backend("statevector_simulator"))

    Updated:

        kernel = FidelityStatevectorKernel(feature_map=feature_map)

    On anything else a kernel is a `FidelityQuantumKernel`, whose fidelity takes a sampler.

    Source: https://qiskit-community.github.io/qiskit-machine-learning/
    """
    said = gone(use, advice(OLD[0]) or "")
    if use.is_import:
        if not all(_is_exact(use, call) for call in calls_of(use.migration, OLD)):
            return said
        use.drop_import()
        return review("a `FidelityStatevectorKernel` replaces `QuantumKernel`")
    if use.call is None or not _is_exact(use, use.call):
        return KEPT if use.is_receiver else said
    given = _arguments(use.call)
    arguments = [Argument(name, use.place(given[name])) for name in _POSITIONAL[:2] if name in given]
    use.rebuild(use.need(KERNELS, "FidelityStatevectorKernel"), arguments)
    return review("`FidelityStatevectorKernel` computes the same kernel, and builds no circuits")


table(
    "ALG02",
    "quantum-kernel",
    """Kernels build no circuits any more.""",
    {
        f"{old}.construct_circuit": Manual(
            "kernels build no circuits: write `circuit.compose(other.inverse())` of"
            " `feature_map.assign_parameters(...)`, and measure it"
        )
        for old in (*OLD, *NEW)
    },
    since=releases.V2_PRIMITIVES_SINCE,
)


def _arguments(call: ast.Call) -> dict[str, ast.expr]:
    given = dict(zip(_POSITIONAL, call.args, strict=False))
    return given | {str(keyword.arg): keyword.value for keyword in call.keywords}


def _is_exact(use: Use, call: ast.Call) -> bool:
    """Whether a kernel was made for the simulator of state vectors, with nothing else asked."""
    given = _arguments(call)
    if stubs.has_star(call) or not {"feature_map", INSTANCE} <= set(given) <= set(_POSITIONAL):
        return False
    ran_on = runner(use, given[INSTANCE])
    return ran_on is not None and is_exact(use, ran_on)
