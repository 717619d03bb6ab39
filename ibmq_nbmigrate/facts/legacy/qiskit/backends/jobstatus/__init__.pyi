from qiskit.providers import JobStatus as JobStatus
from typing import Any

JOB_FINAL_STATES: tuple[Any, ...]
