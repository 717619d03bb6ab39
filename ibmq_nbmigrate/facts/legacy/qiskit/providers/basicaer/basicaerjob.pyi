from qiskit.providers.basicaer import BasicAerJob as BasicAerJob
