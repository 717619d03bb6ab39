from qiskit.tools.jupyter import VersionTable as VersionTable
