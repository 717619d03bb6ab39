from qiskit.tools.jupyter import MonospacedOutput as MonospacedOutput
