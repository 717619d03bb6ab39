from typing import Any
from qiskit.providers import JobStatus as JobStatus

JOB_FINAL_STATES: tuple[Any, ...]
