"""The early service of qiskit-ibm-runtime: its first name, and what went of it and of its backends."""

from __future__ import annotations

import ast
from typing import ClassVar

from msgspec import Struct

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import Kept, Manual, Moved, Renamed
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import devices, releases, runtime
from ibmq_nbmigrate.rules.cloud_simulators import local_simulator, local_simulators
from ibmq_nbmigrate.rules.filters import NO_SIMULATORS, finds_none, without_limits
from ibmq_nbmigrate.rules.instances import NO_INSTANCE, OPEN, is_hub
from ibmq_nbmigrate.rules.primitives import (
    BACKEND,
    EARLY_SERVICE,
    PACKAGE,
    SERVICE,
)
from ibmq_nbmigrate.rules.run_options import hidden_arguments
from ibmq_nbmigrate.rules.runtime_service import without_a_name

_PAGE = "https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service"
_GUIDE = "https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime"
SERVICES = (SERVICE, EARLY_SERVICE)
FOUND_BY_INSTANCE = ("backend", "backends", "least_busy", "jobs", "get_backend")


@rule("ERT01", EARLY_SERVICE, since=(0, 6, 0))
def first_name_of_the_service(use: Use) -> Outcome | None:
    """`IBMRuntimeService` is `QiskitRuntimeService`.

    Legacy: `from qiskit_ibm_runtime import IBMRuntimeService`.
    Updated: `from qiskit_ibm_runtime import QiskitRuntimeService`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """
    if use.call is None:
        return Moved(SERVICE)(use)
    if use.has_star:
        return manual(
            "write `QiskitRuntimeService(channel=..., token=...)`; the arguments are not visible here"
        )
    kept = [
        Argument(name, use.place(node))
        for name, node in use.arguments.items()
        if name in ("token", "url", "name", "instance", "proxies", "verify")
    ]
    func = use.call.func
    written = use.original(func)
    new = SERVICE.rpartition(".")[2]
    if isinstance(func, ast.Attribute):
        written = f"{use.original(func.value)}.{new}"
    elif use.migration.renamed.get(written) == SERVICE:
        written = new
    channel = _channel(use)
    use.rebuild(written, [*([Argument("channel", text=channel)] if channel else []), *kept])
    return review("the service has another name, and the tokens of its time are dead")


def _channel(use: Use) -> str:
    """The channel for what an early service was told as `channel` or `auth`."""
    given = use.arguments.get("auth") or use.arguments.get("channel")
    name = use.literal(given) if given is not None else None
    if name in ("cloud", "ibm_cloud"):
        return '"ibm_cloud"'
    if name in ("legacy", "ibm_quantum"):
        return f'"{use.settings.account_channel}"'
    return use.original(given) if given is not None else ""


@rule("ERT02", *(f"{cls}.{name}" for cls in SERVICES for name in FOUND_BY_INSTANCE), since=(0, 41, 0))
def hub_group_project(use: Use) -> Outcome | None:
    """Hub, group and project are no instance any more.

    Legacy: `service.backend("ibm_torino", instance="ibm-q/open/main")`.
    Updated: `service.backend("ibm_torino")`; an instance of today has a CRN or a name.

    Source: https://quantum.cloud.ibm.com/docs/guides/instances
    """
    if use.call is None:
        return KEPT
    name = use.symbol.rpartition(".")[2]
    given = next((k.value for k in use.call.keywords if k.arg == "instance"), None)
    hidden = dict(hidden_arguments(use)).get("instance")
    if hidden is not None and is_hub(use, hidden):
        return manual(f"{NO_INSTANCE}; the dictionary behind `**` holds one")
    named = use.literal(given) if given is not None else None
    by_hub = given is not None and is_hub(use, given)
    backend = use.literal(use.arguments.get("name"))
    if name in ("backend", "get_backend") and backend is not None and devices.is_cloud_simulator(backend):
        return local_simulator(use, backend)
    if name in ("backend", "get_backend") and (any_one := without_a_name(use)) is not None:
        return any_one
    if name == "get_backend":
        return _get_backend(use, drop=by_hub)
    why = finds_none(use) if name in ("backends", "least_busy") else ""
    if why == NO_SIMULATORS:
        return local_simulators(use, as_list=name == "backends")
    known = use.settings.instances.get(str(named)) if by_hub else None
    dropped = without_limits(use) if why else set()
    if known is not None and given is not None:
        use.source.rewrite(given, repr(known))
    elif by_hub:
        dropped.add("instance")
    if dropped:
        use.pass_on(drop=dropped, positional=_positional(name))
    if why:
        return review(why)
    if known is not None:
        return fixed("instances have other names on the new platform")
    if not by_hub:
        return KEPT
    return fixed("the open instance needs no name") if named == OPEN else review(NO_INSTANCE)


def _positional(name: str) -> tuple[str, ...]:
    return {"backend": ("name",), "backends": ("name", "min_num_qubits"), "jobs": ("limit", "skip")}.get(
        name, ("min_num_qubits",)
    )


def _get_backend(use: Use, *, drop: bool) -> Outcome:
    """`get_backend` without filters is `backend`."""
    if use.has_star or set(use.arguments) - {"name", "instance"}:
        return manual("`service.backend(name)` takes no filters: use `service.backends(...)[0]`")
    if drop:
        use.pass_on("{}.backend", drop=("instance",), positional=("name",))
    else:
        use.rename_member("backend")
    return fixed("`get_backend` is now called `backend`")


class TheService(Struct, frozen=True):
    """`service.runtime` was the service itself."""

    for_receivers: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        """Hop over it, unless what is taken from it is gone: that is said as it stands."""
        assert isinstance(use.node, ast.Attribute)
        around = use.unit.parent(use.node)
        if isinstance(around, ast.Attribute) and not runtime.has(f"{SERVICE}.{around.attr}", use.release):
            return KEPT
        use.drop_member(use.node)
        return fixed("the methods of `service.runtime` are now those of the service")


table(
    "ERT03",
    "runtime-of-a-service",
    f"""`service.runtime` was the service itself.

    Legacy: `service.runtime.backends()`. Updated: `service.backends()`.

    Source: {_PAGE}
    """,
    {f"{SERVICE}.runtime": TheService()},
    since=(0, 22, 0),
)


_GONE = f"""What the service had once: sessions of its own, and what it knew of its account.

Source: {_PAGE}
"""
table(
    "ERT04",
    "gone-from-the-service",
    _GONE,
    {f"{cls}.open": Manual("create the session itself: `Session(backend=backend)`") for cls in SERVICES},
    since=(0, 9, 4),
)
table(
    "ERT04",
    "gone-from-the-service",
    _GONE,
    {f"{cls}.auth": Renamed("channel") for cls in SERVICES},
    since=(0, 12, 2),
)
table(
    "ERT04",
    "gone-from-the-service",
    _GONE,
    {f"{cls}.global_service": Manual("there is no global service: pass yours on") for cls in SERVICES},
    since=(0, 34, 0),
)


@rule("ERT05", f"{SERVICE}.check_pending_jobs", since=(0, 44, 0))
def pending_jobs(use: Use) -> Outcome | None:
    """The service does not check the limit of pending jobs.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """
    if use.is_statement:
        use.drop_statement()
        return fixed("there is no limit of pending jobs any more")
    return manual("there is no limit of pending jobs any more: remove it")


table(
    "ERT06",
    "gone-from-backends",
    f"""What backends of qiskit-ibm-runtime told once: limits, and channels of pulses.

    Source: {_GUIDE}
    """,
    {f"{BACKEND}.{name}": Kept() for name in ("max_shots", "max_experiments", "instruction_schedule_map")},
    until=releases.CLASSIC_CHANNEL_UNTIL,
)

_LIMITS = "a device no longer has this limit: remove it"
_PULSE = "pulse and its channels are gone"

table(
    "ERT06",
    "gone-from-backends",
    f"""What backends of qiskit-ibm-runtime told once: limits, and channels of pulses.

    Source: {_GUIDE}
    """,
    {
        f"{BACKEND}.max_shots": Manual(_LIMITS),
        f"{BACKEND}.max_experiments": Manual(_LIMITS),
        f"{BACKEND}.max_circuits": Manual("this is now `None`: a device no longer has this limit"),
        f"{BACKEND}.qubit_properties": Kept(),
        **{
            f"{BACKEND}.{name}": Manual(_PULSE)
            for name in (
                *("drive_channel", "measure_channel", "acquire_channel", "control_channel"),
                "instruction_schedule_map",
            )
        },
    },
    since=(0, 41, 0),
)

table(
    "ERT07",
    "settings-of-the-log",
    f"""Names of the package's logger and of its environment variables are not exported any more.

    Source: {_GUIDE}
    """,
    {
        f"{PACKAGE}.{name}": Manual(f"write it as a text: {value}")
        for name, value in {
            "QISKIT_IBM_RUNTIME_LOGGER_NAME": '`"qiskit_ibm_runtime"`',
            "QISKIT_IBM_RUNTIME_LOG_LEVEL": '`"QISKIT_IBM_RUNTIME_LOG_LEVEL"`',
            "QISKIT_IBM_RUNTIME_LOG_FILE": '`"QISKIT_IBM_RUNTIME_LOG_FILE"`',
        }.items()
    },
    since=(0, 48, 0),
)

table(
    "ERT08",
    "names-of-early-releases",
    f"""Names that `qiskit_ibm_runtime` exported in its first releases.

    Source: {_GUIDE}
    """,
    {
        f"{PACKAGE}.RuntimeDuplicateProgramError": Moved(
            f"{PACKAGE}.IBMRuntimeError", "it belonged to custom programs"
        ),
    },
    since=(0, 24, 0),
)

table(
    "ERT09",
    "backend-of-the-options",
    f"""`RuntimeOptions` calls the backend `backend`.

    Source: {_GUIDE}
    """,
    {f"{PACKAGE}.RuntimeOptions.backend_name": Renamed("backend")},
    since=(0, 9, 4),
)
