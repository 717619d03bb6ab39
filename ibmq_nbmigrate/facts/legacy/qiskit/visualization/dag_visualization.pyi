from qiskit.visualization import dag_drawer as dag_drawer
