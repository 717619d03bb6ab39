"""What the tests in a browser say where they cannot run."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Skip, or fail where the browser part is demanded (IBMQ_NBMIGRATE_FRONTEND=require)."""
    if os.environ.get("IBMQ_NBMIGRATE_FRONTEND") == "require":
        pytest.fail(reason)
    pytest.skip(reason)
