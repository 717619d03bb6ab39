from qiskit.result import QuasiDistribution as QuasiDistribution
