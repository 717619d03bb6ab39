"""The stage of today's packages, on top of `rehearsal`: see `stage.py`.

A task holds besides: `devices`, the names of those that the account sees; `noise`, whether they have errors;
`client_side`, whether `Sampler` and `Estimator` are those that come next.
"""

from __future__ import annotations

import os
import sys
import warnings
from dataclasses import dataclass

sys.path.insert(0, os.path.dirname(__file__))

import qiskit_ibm_runtime
import stage
from qiskit_ibm_runtime import executor_estimator, executor_sampler

from ibmq_nbmigrate.rehearsal.kernel import devices, simulation, startup

SEED = 1


@dataclass(frozen=True)
class Listed(devices.Device):
    """A device that the account sees, as it did when the notebook was written."""

    operational: bool = True


def prepare(shell, task):
    if not task["noise"]:
        simulation.NOISE_UP_TO = 0
    if task["client_side"]:
        qiskit_ibm_runtime.Sampler = executor_sampler.Sampler
        qiskit_ibm_runtime.Estimator = executor_estimator.Estimator
    warnings.simplefilter("ignore")
    startup.install(shell, os.path.abspath("events.jsonl"), os.environ["HOME"], task["devices"], SEED)


def _serve(names):
    found = (devices.stand_in(name) for name in names)
    return {one.name: Listed(one.name, one.fake, one.exact) for one in found}


if __name__ == "__main__":
    devices.serve = _serve
    devices.stand_in("ibmq_lima")  # reads the list of the fake backends, once for all tasks
    stage.serve(prepare)
