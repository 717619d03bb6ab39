from qiskit_ibm_provider import IBMJob as IBMJob
