from qiskit.providers.aer import AerProvider as AerProvider
