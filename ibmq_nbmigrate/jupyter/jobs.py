"""What the server does in the background, and can be asked about while it is at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, Literal, TypeVar
from uuid import uuid4

MAX_RUNNING = 2
MAX_KEPT = 20
"""Jobs whose result can still be asked for."""


class JobError(Exception):
    """A job that can't be started or found: the HTTP status, and a sentence for the user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(kw_only=True)
class Job:
    """A piece of work on its way."""

    id: str = field(default_factory=lambda: uuid4().hex)
    state: Literal["running", "done", "cancelled", "failed"] = "running"
    message: str = ""


J = TypeVar("J", bound=Job)


class Jobs(Generic[J]):
    """The jobs of one kind of one server; `what` is their name in sentences."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._jobs: dict[str, J] = {}
        self._lock = Lock()

    def get(self, job_id: str) -> J:
        """The job with this id; JobError when there is none (any more)."""
        try:
            return self._jobs[job_id]
        except KeyError:
            message = f"There is no such {self._what}; the server may have been restarted."
            raise JobError(404, message) from None

    def check_room(self) -> None:
        """Raise JobError where too many are running."""
        with self._lock:
            if sum(job.state == "running" for job in self._jobs.values()) >= MAX_RUNNING:
                raise JobError(429, f"There are other {self._what}s at work; wait until one is ready.")

    def add(self, job: J) -> None:
        """Keep a job, and forget the oldest of those that ended."""
        with self._lock:
            for old in [key for key, kept in self._jobs.items() if kept.state != "running"][: -MAX_KEPT + 1]:
                del self._jobs[old]
            self._jobs[job.id] = job
