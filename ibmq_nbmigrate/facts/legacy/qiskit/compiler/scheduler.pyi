from qiskit import schedule as schedule
