"""The stage of the legacy packages: see `stage.py`. Runs on Python 3.8.

A task holds `devices` and `providers` besides: see `legacy_server.py`.
"""

from __future__ import annotations

import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(__file__))

import legacy_server
import stage


def prepare(shell, task):
    legacy_server.install(task["devices"], task["providers"])
    shell.system = shell.getoutput = lambda *_: None
    warnings.simplefilter("ignore")


if __name__ == "__main__":
    stage.serve(prepare)
