from qiskit.providers.basicaer import BasicAerProvider as BasicAerProvider
