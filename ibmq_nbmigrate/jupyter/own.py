"""The notebook that this kernel serves."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def own_path(user_ns: Mapping[str, object] | None = None) -> Path | None:
    """Its path, as VS Code (in the user's names) or the Jupyter server tells it; None where neither does."""
    names = _user_namespace() if user_ns is None else user_ns
    told = names.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME")
    return Path(told) if isinstance(told, str) and told.endswith(".ipynb") else None


def is_own(path: Path) -> bool:
    """Whether a file is the notebook that is open here."""
    own = own_path()
    try:
        return own is not None and own.samefile(path)
    except OSError:
        return False


def _user_namespace() -> Mapping[str, object]:
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return {}
    shell = get_ipython()  # type: ignore[no-untyped-call, unused-ignore]
    return shell.user_ns if shell is not None else {}
