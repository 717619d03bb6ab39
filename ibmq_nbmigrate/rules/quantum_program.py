"""`QuantumProgram`, the API of 2017."""

from ibmq_nbmigrate.core.rows import ManualGroup
from ibmq_nbmigrate.core.rule import table

table(
    "QPG01",
    "quantum-program",
    """`QuantumProgram` left Qiskit in 2018: circuits are objects of their own, and are run by a primitive.

    Legacy:

        qp = QuantumProgram()
        q, c = qp.create_quantum_register("q", 2), qp.create_classical_register("c", 2)
        qc = qp.create_circuit("bell", [q], [c])
        result = qp.execute(["bell"], backend="ibmqx4")

    Today:

        qc = QuantumCircuit(2, 2)
        result = Sampler(mode=backend).run([transpile(qc, backend)]).result()

    Source: https://quantum.cloud.ibm.com/docs/guides/hello-world
    """,
    {
        "qiskit.QuantumProgram": ManualGroup(
            "`QuantumProgram` is gone: run a `QuantumCircuit` with `Sampler(mode=backend).run([circuit])`"
        )
    },
)
