from qiskit_ibm_provider.job import IBMCircuitJob as IBMCircuitJob
