from qiskit.tools.jupyter import JobWatcher as JobWatcher
from qiskit.tools.jupyter import JobWatcherMagic as JobWatcherMagic
