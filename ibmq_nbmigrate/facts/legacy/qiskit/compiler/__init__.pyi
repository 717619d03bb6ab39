from qiskit import assemble as assemble
from qiskit import schedule as schedule
from qiskit import sequence as sequence
from qiskit import transpile as transpile
