from __future__ import annotations

from tools import check_noop, migrate

LINES = [
    "from qiskit import QuantumProgram",
    "qp = QuantumProgram()",
    "q = qp.create_quantum_register('q', 2)",
    "qc = qp.create_circuit('bell', [q], [])",
    "result = qp.execute(['bell'], backend='ibmqx4')",
]


def test_programs_of_others_are_left() -> None:
    check_noop("class QuantumProgram:\n    def execute(self, names): ...\nQuantumProgram().execute(['bell'])")
    check_noop("qp.create_circuit('bell', [q], [])")


def test_every_use_is_said_and_left() -> None:
    for target in ("0.9.4", "0.51.0"):
        result = migrate("\n".join(LINES), mark_manual=False, target=target)
        assert not result.changed
        said = {(finding.line, finding.rule, str(finding.status)) for finding in result.findings}
        assert said == {(line, "QPG01", "manual") for line in range(1, 6)}


def test_each_is_marked_once() -> None:
    result = migrate(LINES)
    assert all(cell.source.count("# ibmq-migrate: QPG01") == 1 for cell in result.cells)
