"""Run a migrated notebook offline and tell which cells run, and whose fault it is where one does not.

The packages of the extra ``rehearse`` are needed to run one; importing this costs nothing.
"""

from __future__ import annotations

from ibmq_nbmigrate.rehearsal.results import Cause, CellRun, Job, Outcome, Rehearsal, RehearsalError
from ibmq_nbmigrate.rehearsal.runner import rehearse

__all__ = ["Cause", "CellRun", "Job", "Outcome", "Rehearsal", "RehearsalError", "rehearse"]
