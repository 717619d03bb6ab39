from qiskit.tools.jupyter import HTMLProgressBar as HTMLProgressBar
from qiskit.tools.jupyter import ProgressBarMagic as ProgressBarMagic
from qiskit.tools.jupyter import StatusMagic as StatusMagic
