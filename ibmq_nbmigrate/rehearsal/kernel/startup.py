"""The hidden first step of a rehearsal's kernel: puts the stand-ins in place and closes the doors."""

from __future__ import annotations

import importlib
import json
import os
import socket
import sys
import traceback
import warnings
from typing import Any

from ibmq_nbmigrate.rehearsal.kernel import client, devices
from ibmq_nbmigrate.rehearsal.kernel.log import Log

NETWORK_CLOSED = "the network is closed during a rehearsal"
PROGRAMS_REFUSED = f"{NETWORK_CLOSED}, and so no program is started"
_BY_SOCKET = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_CONNECTIONS = _BY_SOCKET | {
    *("socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"),
}
_PROGRAMS = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"}
)
"""Events that Python raises before it does something; see the table of audit events in its documentation."""
SKIPPED_MAGICS = {
    "line": ("sx", "system", "pip", "conda", "mamba", "uv", "micromamba"),
    "cell": ("sx", "system", "!", "bash", "sh", "script", "cmd", "perl", "ruby", "svg_from_web"),
}


def install(
    shell: Any, log: str, home: str, mentioned: list[str], seed: int, is_cut_off: bool = True
) -> None:
    """Prepare the kernel of `shell`.

    log: file for the events. home: folder of the rehearsal's own accounts. mentioned: device names in the
    notebook. seed: of the first simulation. is_cut_off: whether this process has no network anyway.
    """
    events = Log(log)
    management = importlib.import_module("qiskit_ibm_runtime.accounts.management")
    if not management._DEFAULT_ACCOUNT_CONFIG_JSON_FILE.startswith(home):
        raise RuntimeError("the account file of a rehearsal is not in its own folder")
    _replace_servers(client.Platform(devices.serve(mentioned), events, seed))
    _close_network(is_cut_off)
    _skip_shell_lines(shell)
    _note_deprecations(events)
    shell.events.register("post_run_cell", lambda outcome: _report(outcome, events))


def _replace_servers(platform: client.Platform) -> None:
    service = importlib.import_module("qiskit_ibm_runtime.qiskit_runtime_service")
    accounts = importlib.import_module("qiskit_ibm_runtime.accounts.account")
    management = importlib.import_module("qiskit_ibm_runtime.accounts.management")
    setattr(service, "RuntimeClient", client.offline_client(platform))  # noqa: B010
    accounts.Account.list_instances = client.list_instances

    manager = management.AccountManager
    real_save = manager.save
    for channel in ("ibm_quantum_platform", "ibm_cloud"):
        real_save(token=client.TOKEN, channel=channel, instance=client.CRN, name=None)

    def save(cls: type, *args: Any, **kwargs: Any) -> None:
        # The accounts above are the stage's, not the notebook's: they give way without overwrite=True.
        filename, name, channel = (kwargs.get(key) for key in ("filename", "name", "channel"))
        name = name or manager._get_default_account_name(channel or "ibm_quantum_platform")
        saved = manager.list(filename=filename, name=name).get(name)
        if saved is not None and saved.token == client.TOKEN:
            kwargs["overwrite"] = True
        real_save(*args, **kwargs)

    manager.save = classmethod(save)


def _close_network(is_cut_off: bool) -> None:
    """Let Python open no connection; where only Python holds the network back, start no program, either.

    Python itself asks (`sys.addaudithook`): no cell can take that back, and ``_socket`` is no way round.
    """
    refused = _CONNECTIONS if is_cut_off else _CONNECTIONS | _PROGRAMS

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in refused:
            return
        if event in _PROGRAMS:
            raise OSError(PROGRAMS_REFUSED)
        if event == "socket.__new__":
            _, family, kind, _ = arguments
            if family == getattr(socket, "AF_PACKET", None) or kind & 0xF == socket.SOCK_RAW:
                raise OSError(NETWORK_CLOSED)
        elif event not in _BY_SOCKET or arguments[0].family in (socket.AF_INET, socket.AF_INET6):
            raise OSError(NETWORK_CLOSED)

    sys.addaudithook(hook)


def _skip_shell_lines(shell: Any) -> None:
    from IPython.utils.text import SList

    def skip(*_: Any, **__: Any) -> None:
        print("[rehearsal: not run]")

    shell.system = shell.system_raw = shell.system_piped = skip
    shell.getoutput = lambda *_, **__: SList([])
    os.system = lambda *_: 0
    for kind, names in SKIPPED_MAGICS.items():
        for name in names:
            if name in shell.magics_manager.magics[kind]:
                shell.register_magic_function(skip, kind, name)


def _note_deprecations(events: Log) -> None:
    """Tell what the packages call deprecated in the cells themselves, not in each other."""
    show = warnings.showwarning

    def note(message: Any, category: type[Warning], filename: str, *rest: Any, **more: Any) -> None:
        if issubclass(category, DeprecationWarning) and _is_cell(filename):
            events.write("deprecated", text=str(message))
        show(message, category, filename, *rest, **more)

    warnings.showwarning = note


def _report(outcome: Any, events: Log) -> None:
    """Tell of the error that ended a cell, with what an outsider could not know from its text."""
    error = outcome.error_before_exec or outcome.error_in_exec or _met_in_display()
    if error is None:
        return
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_cell(frame.filename)]
    is_elsewhere = bool(own) and own[-1].filename != own[0].filename  # in a function of another cell
    if isinstance(error, SyntaxError):
        line = error.lineno
    else:
        line = own[0 if is_elsewhere else -1].lineno if own else None
    events.write(
        "error",
        name=type(error).__name__,
        module=type(error).__module__,
        message=str(error),
        line=line,
        within=own[-1].lineno if is_elsewhere else None,
        text=(own[-1].line if own else getattr(error, "text", None)) or "",
        packages=[_package(frame.filename) for frame in frames if not _is_machinery(frame.filename)],
        owner=_owner(error),
        asked=getattr(error, "name", None),
    )


def _met_in_display() -> BaseException | None:
    """The error that kept the value of a cell from being shown: newer kernels count the cell as failed."""
    from IPython.core.getipython import get_ipython

    is_failed = getattr(get_ipython(), "_last_traceback_during_displayhook", False)
    return getattr(sys, "last_value", None) if is_failed else None


def _is_cell(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith("<ipython-input")


def _is_machinery(filename: str) -> bool:
    return f"{os.sep}IPython{os.sep}" in filename


def _package(filename: str) -> str:
    """The installed package that a file belongs to; "" for the notebook and the standard library."""
    parts = filename.split(os.sep)
    if _is_cell(filename) or "site-packages" not in parts:
        return ""
    return parts[parts.index("site-packages") + 1].removesuffix(".py")


def _owner(error: BaseException) -> str | None:
    """Module of the object that lacks an attribute, or of the function that was called wrongly."""
    if isinstance(error, AttributeError) and getattr(error, "obj", None) is not None:
        owner = error.obj
        return owner.__name__ if isinstance(owner, type(sys)) else type(owner).__module__
    if isinstance(error, TypeError):
        # "'IBMBackend' object is not ..." or "Sampler.__init__() got an unexpected ..."
        text = str(error)
        name = text.split("'")[1] if text.startswith("'") else text.partition("(")[0].partition(".")[0]
        if name.startswith("qiskit"):
            return name
        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "").startswith("qiskit") and hasattr(module, name):
                return str(module.__name__)
    return None


def main(configuration: str) -> None:
    """Run `install` from a JSON text, in the current shell."""
    from IPython.core.getipython import get_ipython

    install(get_ipython(), **json.loads(configuration))
