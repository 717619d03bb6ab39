from qiskit.providers.models import Command as Command
from qiskit.providers.models import PulseDefaults as PulseDefaults
