from qiskit.providers.ibmq import BackendReservation as BackendReservation
