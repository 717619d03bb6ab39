from qiskit.providers import BackendV1
from qiskit.providers import JobV1
from typing import Any

class ProgramBackend(BackendV1):
    def run(self, circuits, **run_config) -> JobV1: ...
class UserMessenger:
    def publish(self, message, encoder=...) -> None: ...
class ResultDecoder:
    @classmethod
    def decode(cls, data) -> Any: ...
