from qiskit import AncillaRegister as AncillaRegister
from qiskit import QuantumRegister as QuantumRegister
from qiskit.circuit import Qubit as Qubit
