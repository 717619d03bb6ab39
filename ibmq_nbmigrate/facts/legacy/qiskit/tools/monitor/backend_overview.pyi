from qiskit.tools.monitor import backend_monitor as backend_monitor
from qiskit.tools.monitor import backend_overview as backend_overview
