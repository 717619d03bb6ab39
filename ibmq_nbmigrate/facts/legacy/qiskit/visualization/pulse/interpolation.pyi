from qiskit.visualization import step_wise as step_wise
