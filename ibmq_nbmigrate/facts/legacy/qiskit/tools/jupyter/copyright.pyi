from qiskit.tools.jupyter import Copyright as Copyright
