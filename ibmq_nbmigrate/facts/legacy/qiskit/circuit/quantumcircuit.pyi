from qiskit import QuantumCircuit as QuantumCircuit
