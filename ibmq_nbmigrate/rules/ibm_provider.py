"""`qiskit-ibm-provider`, the package between the old provider and qiskit-ibm-runtime: retired, too."""

from __future__ import annotations

import ast
from typing import ClassVar

from msgspec import Struct

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import BecameAttribute, Kept, Manual, ManualGroup, Moved, Renamed
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.account import NEW_KEY, RUNTIME, SERVICE
from ibmq_nbmigrate.rules.backends import CLOUD_SIMULATORS_UNTIL, get_backend, least_busy_around
from ibmq_nbmigrate.rules.cloud_simulators import local_simulators
from ibmq_nbmigrate.rules.exceptions import BACKEND_ERRORS_SINCE, CLOSEST, NEW
from ibmq_nbmigrate.rules.filters import NO_SIMULATORS, finds_none, without_limits
from ibmq_nbmigrate.rules.instances import NO_INSTANCE, passed_on
from ibmq_nbmigrate.rules.jobs import list_jobs, retrieve_job
from ibmq_nbmigrate.rules.listed_instances import said_of_texts
from ibmq_nbmigrate.rules.running import run

PACKAGE = "qiskit_ibm_provider"
PROVIDER = f"{PACKAGE}.IBMProvider"
BACKEND = f"{PACKAGE}.IBMBackend"
GUIDE = "https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime"
INSTANCES_SINCE: releases.Release = (0, 12, 0)


def _account(use: Use, function: str, *kept: str) -> Outcome:
    """Rewrite a call that names an account: channel first, then what stays."""
    use.need(RUNTIME, SERVICE)
    arguments = use.arguments
    instance, note = passed_on(use, arguments)
    given = [Argument(name, use.place(arguments[name])) for name in kept if name in arguments]
    token = [argument for argument in given if argument.keyword == "token"]
    others = [argument for argument in given if argument.keyword != "token"]
    channel = Argument("channel", text=f'"{use.settings.account_channel}"')
    use.rebuild(function, [channel, *token, *instance, *others])
    notes = [note] if note else []
    if token and use.settings.account_channel == "ibm_quantum_platform":
        notes.append(NEW_KEY)
    message = "the service takes the account"
    return review(f"{message}; {'; '.join(notes)}") if notes else fixed(message)


@rule("IPR01", PROVIDER, f"{PROVIDER}.save_account")
def provider_of_the_second_package(use: Use) -> Outcome | None:
    """`IBMProvider` is `QiskitRuntimeService`, which names its channel.

    Legacy:

        from qiskit_ibm_provider import IBMProvider
        provider = IBMProvider(instance="h/g/p")

    Updated, up to release 0.40:

        from qiskit_ibm_runtime import QiskitRuntimeService
        service = QiskitRuntimeService(channel="ibm_quantum", instance="h/g/p")

    Today hub, group and project have no successor: `QiskitRuntimeService(channel="ibm_quantum_platform")`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    if use.is_import:
        use.drop_import()
        use.need(RUNTIME, SERVICE)
        return fixed("`QiskitRuntimeService` of `qiskit_ibm_runtime` replaces `IBMProvider`")
    saves = use.symbol.endswith("save_account")
    if use.call is None:
        if use.is_receiver:
            return KEPT
        use.replace(f"{use.need(RUNTIME, SERVICE)}{'.save_account' if saves else ''}")
        return fixed("`QiskitRuntimeService` replaces `IBMProvider`")
    if use.has_star:
        return manual(
            f"the arguments are not visible here; write `{SERVICE}(channel=..., token=..., instance=...)`"
        )
    if saves:
        return _account(use, f"{SERVICE}.save_account", "token", "name", "proxies", "verify", "overwrite")
    return _account(use, SERVICE, "token", "name", "proxies", "verify")


@rule(
    "IPR02",
    f"{PROVIDER}.saved_accounts",
    f"{PROVIDER}.delete_account",
    f"{PROVIDER}.active_account",
    f"{PROVIDER}.instances",
)
def accounts_of_the_second_package(use: Use) -> Outcome | None:
    """Accounts are listed and deleted by the service's class, under the same names.

    Legacy: `IBMProvider.saved_accounts()`. Updated: `QiskitRuntimeService.saved_accounts()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """
    name = use.symbol.rpartition(".")[2]
    if name == "instances" and use.release < INSTANCES_SINCE:
        return manual(
            "qiskit-ibm-runtime before 0.12.0 does not list instances; look them up on your account page"
        )
    lists_dicts = name == "instances" and use.release > releases.CLASSIC_CHANNEL_UNTIL
    if lists_dicts and (said := said_of_texts(use)) is not None:
        return said
    receiver = use.receiver
    of_class = receiver is not None and (of := use.type(receiver)) is not None and of.kind == "class"
    if of_class:
        if use.call is not None and use.call.args:
            use.pass_on(f"{use.need(RUNTIME, SERVICE)}.{name}", positional=())
        else:
            use.source.rewrite(use.node, f"{use.need(RUNTIME, SERVICE)}.{name}")
    if lists_dicts:
        return review("this returns dicts with CRN, name and plan instead of strings; check what reads them")
    return fixed("the service has the same method")


@rule("IPR03", f"{PROVIDER}.backends", f"{PACKAGE}.IBMBackendService.backends")
def backends_of_the_second_package(use: Use) -> Outcome | None:
    """The service lists the backends; the filter function goes by keyword.

    Legacy: `provider.backends(None, lambda b: b.num_qubits > 5)`.
    Updated: `service.backends(None, filters=lambda b: b.num_qubits > 5)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#backends
    """
    if use.call is None or use.has_star:
        use.take("backends")
        return fixed("the service lists the backends")
    dropped = set() if use.settings.account_channel == "ibm_quantum" else {"instance"}
    why = finds_none(use) if use.release > CLOUD_SIMULATORS_UNTIL else ""
    if why == NO_SIMULATORS:
        return local_simulators(use, as_list=not least_busy_around(use))
    limits = without_limits(use) if why else set()
    if least_busy_around(use):
        use.pass_on("{}.least_busy", drop={*dropped, *limits, "name"})
        return review(why) if why else KEPT
    use.pass_on("{}.backends", positional=("name",), drop=dropped | limits)
    if why:
        return review(why)
    if "instance" in use.arguments and dropped:
        return review(NO_INSTANCE)
    return fixed("the service lists the backends")


@rule("IPR04", f"{PROVIDER}.jobs", f"{PACKAGE}.IBMBackendService.jobs")
def jobs_of_the_second_package(use: Use) -> Outcome | None:
    """The service lists the jobs; filters by date have other names.

    Legacy: `provider.jobs(start_datetime=monday)`. Updated: `service.jobs(created_after=monday)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#jobs
    """
    return list_jobs(use) or fixed("the service lists the jobs")


rule(
    "IPR05",
    f"{PROVIDER}.retrieve_job",
    f"{PACKAGE}.IBMBackendService.retrieve_job",
    "qiskit.providers.ibmq.AccountProvider.retrieve_job",  # of a `provider` that no cell binds
)(retrieve_job)


@rule("IPR06", f"{PROVIDER}.get_backend")
def backend_of_the_second_package(use: Use) -> Outcome | None:
    """A backend comes from the service by its name; hub/group/project is no instance any more.

    Legacy: `provider.get_backend("ibm_nairobi", instance="h/g/p")`.
    Updated: `service.backend("ibm_nairobi")`, up to release 0.40 with the instance.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#backend
    """
    return get_backend(use)


rule("IPR07", f"{BACKEND}.run")(run)


class PulseDefaults(Struct, frozen=True):
    """Pulse defaults are there up to release 0.40."""

    def __call__(self, use: Use) -> Outcome:
        """Leave them or say that they are gone."""
        if use.release <= releases.CLASSIC_CHANNEL_UNTIL:
            return KEPT
        return manual("pulse defaults are gone; read the frequencies from `backend.properties()`")


class Provided(Struct, frozen=True):
    """`provider.backend` is the service itself."""

    def __call__(self, use: Use) -> Outcome:
        """Hop over it where nothing is taken from it."""
        if not use.is_receiver:
            assert isinstance(use.node, ast.Attribute)
            use.drop_member(use.node)
        return KEPT if use.is_receiver else fixed("the service lists the backends")


class BackendError(Struct, frozen=True):
    """Exceptions of backends came late to qiskit-ibm-runtime."""

    name: str

    def __call__(self, use: Use) -> Outcome:
        """Take the namesake, or below release 0.19 the parent of all."""
        if use.release >= BACKEND_ERRORS_SINCE:
            return Moved(f"{NEW}.{self.name}")(use)
        return Moved(f"{NEW}.IBMRuntimeError", CLOSEST)(use)


class Package(Struct, frozen=True):
    """The package or a module of it, by name."""

    covers: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        """Take the import of it out; say what is below it and has no row."""
        if use.symbol not in (PACKAGE, f"{PACKAGE}.*", f"{PACKAGE}.exceptions", f"{PACKAGE}.exceptions.*"):
            return manual(f"`{use.symbol}` has no successor; see what `qiskit_ibm_runtime` offers")
        if not use.is_import:
            return KEPT if use.is_receiver else manual("the package is now `qiskit_ibm_runtime`")
        use.drop_import()
        return fixed("the package is gone; its names are imported from their new modules")


_SESSION = "create sessions directly: `Session(backend=backend)` of `qiskit_ibm_runtime`"

table(
    "IPR08",
    "backends-and-sessions-of-the-second-package",
    f"""Backends keep what they tell; sessions are opened by themselves, and jobs run in them by a primitive.

    Legacy: `from qiskit_ibm_provider import Session`. Write instead: `Session(backend=backend)` of
    `qiskit_ibm_runtime`.

    Source: {GUIDE}
    """,
    {
        f"{BACKEND}.name": BecameAttribute(),  # it was one already; other backends of then had a method
        **{
            f"{BACKEND}.{name}": Kept()
            for name in (
                "description",
                "online_date",
                "backend_version",
                "version",
                "options",
                "num_qubits",
                "coupling_map",
                "instructions",
                "operations",
                "operation_names",
                "instruction_durations",
                "instruction_schedule_map",
                "dt",
                "qubit_properties",
                "id_warning_issued",
                "dtm",
                "max_circuits",
                "meas_map",
                "target",
                "target_history",
                "properties",
                "status",
                "configuration",
                "get_translation_stage_plugin",
                "__getattr__",
            )
        },
        f"{BACKEND}.defaults": PulseDefaults(),
        f"{BACKEND}.provider": Renamed("service"),
        f"{BACKEND}.set_options": Manual("options go to the primitive: `Sampler(mode=backend, options=...)`"),
        **{
            f"{BACKEND}.{name}": Manual("pulse and its channels are gone")
            for name in ("drive_channel", "measure_channel", "acquire_channel", "control_channel")
        },
        f"{PACKAGE}.Session": ManualGroup(_SESSION),
        f"{PROVIDER}.backend": Provided(),
        f"{PROVIDER}.version": Manual("a service has no version: remove it"),
    },
)

table(
    "IPR09",
    "classes-of-the-second-package",
    f"""Classes and exceptions by name, in imports, annotations and checks of the type.

    Legacy: `qiskit_ibm_provider.IBMBackend`. Updated: `qiskit_ibm_runtime.IBMBackend`.

    Source: {GUIDE}
    """,
    {
        BACKEND: Moved("qiskit_ibm_runtime.IBMBackend"),
        f"{PACKAGE}.IBMBackendService": Moved("qiskit_ibm_runtime.QiskitRuntimeService"),
        **{
            f"{PACKAGE}.{name}": Moved(f"{NEW}.{name}")
            for name in (
                "IBMError",
                "IBMAccountError",
                "IBMBackendApiProtocolError",
                "IBMInputValueError",
                "IBMNotAuthorizedError",
                "IBMApiError",
            )
        },
        **{
            f"{PACKAGE}.{name}": Moved(f"{NEW}.IBMRuntimeError", CLOSEST)
            for name in ("IBMProviderError", "IBMProviderValueError", "IBMBackendJobLimitError")
        },
        **{
            f"{PACKAGE}.{name}": BackendError(name)
            for name in ("IBMBackendError", "IBMBackendApiError", "IBMBackendValueError")
        },
        **{
            f"{PACKAGE}.IBMProvider{name}": Moved("qiskit_ibm_runtime.accounts.InvalidAccountError", CLOSEST)
            for name in (
                "CredentialsNotFound",
                "MultipleCredentialsFound",
                "CredentialsInvalidFormat",
                "CredentialsInvalidToken",
                "CredentialsInvalidUrl",
            )
        },
        f"{PACKAGE}.job": ManualGroup("jobs are now `RuntimeJobV2` of `qiskit_ibm_runtime`"),
        f"{PACKAGE}.IBMJob": ManualGroup("jobs are now `RuntimeJobV2` of `qiskit_ibm_runtime`"),
        PACKAGE: Package(),
        f"{PACKAGE}.*": Package(),
        f"{PACKAGE}.exceptions": Package(),
        f"{PACKAGE}.exceptions.*": Package(),
    },
)
