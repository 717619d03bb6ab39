from qiskit.providers.basicaer import QasmSimulatorPy as QasmSimulatorPy
