from qiskit_ibm_provider import Session as Session
