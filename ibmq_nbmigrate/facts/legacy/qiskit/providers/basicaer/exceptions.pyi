from qiskit.providers.basicaer import BasicAerError as BasicAerError
