from qiskit import assemble as assemble
