"""States: what is left of the functions of `qiskit.tools.qi`."""

from __future__ import annotations

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual


@rule("STA01", "qiskit.tools.outer")
def outer(use: Use) -> Outcome | None:
    """The outer product of a state with itself is its density matrix.

    Legacy: `outer(state)`. Updated: `DensityMatrix(state).data`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.DensityMatrix
    """
    if use.is_import:
        use.drop_import()
        return fixed("`DensityMatrix` replaces `outer`")
    if use.call is None or use.has_star or len(use.call.args) != 1 or use.call.keywords:
        return manual("use `numpy.outer(a, numpy.conj(b))`")
    (state,) = use.call.args
    name = use.need("qiskit.quantum_info", "DensityMatrix")
    use.replace_with(lambda: f"{name}({use.text(state)}).data")
    return fixed("`DensityMatrix` replaces `outer`")
