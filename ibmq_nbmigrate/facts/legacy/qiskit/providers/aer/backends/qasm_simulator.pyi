from qiskit.providers.aer import QasmSimulator as QasmSimulator
