"""The provider's services and data, and the classes and modules of `qiskit.providers.ibmq` by name."""

from __future__ import annotations

import ast
from typing import ClassVar

from ibmq_nbmigrate.core.migration import IBM_BACKEND, PROVIDER, Migration
from ibmq_nbmigrate.core.rows import Manual, ManualGroup, Moved
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review

IBMQ = "qiskit.providers.ibmq"
CREDENTIALS = f"{IBMQ}.credentials.Credentials"
ACCOUNT_KEYS = ("token", "url", "verify")
"""What credentials and `active_account()` both hold."""


@rule("PRV01", f"{PROVIDER}.runtime")
def runtime_of_a_provider(use: Use) -> Outcome | None:
    """The service is the runtime: `provider.runtime` is `service`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    """
    if use.is_receiver:
        return KEPT
    assert isinstance(use.node, ast.Attribute)
    use.drop_member(use.node)
    return fixed("`service` replaces `provider.runtime`")


@rule("PRV02", f"{PROVIDER}.service")
def service_by_name(use: Use) -> Outcome | None:
    """The services "backend" and "runtime" of a provider are the one service.

    Legacy: `provider.service("runtime")`. Updated: `service`. Others (experiment, random) are gone.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """
    name = use.literal(use.arguments.get("name"))
    receiver = use.receiver
    if name not in ("backend", "runtime") or receiver is None or isinstance(use.parent, ast.Attribute):
        return manual(
            "only the services `backend` and `runtime` live on, as methods of `service`; the others are gone"
        )
    use.replace_with(lambda: use.text(receiver))
    return review("`service` replaces it; check the methods that are called on it")


@rule("PRV03", f"{PROVIDER}.credentials")
def credentials(use: Use) -> Outcome | None:
    """The service tells its account as a dict.

    Legacy: `provider.credentials`. Updated: `service.active_account()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#active_account
    """
    if use.is_receiver:
        return KEPT
    use.take("active_account()")
    return review(
        "the account is now a dict of `channel`, `url`, `token` and `instance`; check what reads it"
    )


@rule("PRV03", *(f"{CREDENTIALS}.{key}" for key in ACCOUNT_KEYS))
def item_of_credentials(use: Use) -> Outcome | None:
    """The service tells its account as a dict.

    Legacy: `provider.credentials.url`. Updated: `service.active_account()["url"]`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#active_account
    """
    node, receiver = use.node, use.receiver
    assert isinstance(node, ast.Attribute)
    assert receiver is not None
    if use.base is not receiver:
        use.take(f'active_account()["{node.attr}"]')
    else:
        use.source.replace(use.source.span(receiver)[1], use.source.span(node)[1], f'["{node.attr}"]')
    return review("the account is now a dict; check what reads it")


table(
    "PRV04",
    "provider-members",
    """Services of a provider that are gone, and what told of them.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """,
    {
        f"{PROVIDER}.services": Manual("one service does everything: remove it"),
        f"{PROVIDER}.has_service": Manual("one service does everything: remove it"),
        f"{PROVIDER}.experiment": Manual(
            "experiments are not part of the runtime: keep results yourself, or see qiskit-ibm-experiment"
        ),
        f"{PROVIDER}.version": Manual("a service has no version: remove it"),
        f"{PROVIDER}.random": Manual("the random number service is gone: remove it"),
    },
)


class ClassNamed(Moved, frozen=True):
    """A class that is only named: an import, an annotation, a check of the type."""

    def __call__(self, use: Use) -> Outcome:
        """Leave what makes an object."""
        if use.call is not None:
            return manual(f"`{use.symbol}` is gone and can't be created by hand: see `{self.to}`")
        return Moved.__call__(self, use)


class ClassOfOld(ClassNamed, frozen=True):
    """A class of the API of 2018, with its members: notebooks met it as `IBMQ` only."""

    covers: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        """Leave members."""
        if use.owner is not None:
            return manual(
                f"`{use.symbol}` belongs to the API of 2018: create a `{self.to}`, which has most of it"
            )
        return ClassNamed.__call__(self, use)


_SERVICE = "qiskit_ibm_runtime.QiskitRuntimeService"
_ONE_SERVICE = "the service now does the work of this class"

table(
    "CLS01",
    "classes",
    """Classes by name, in imports, annotations and checks of the type.

    Legacy:

        from qiskit.providers.ibmq import IBMQBackend
        isinstance(backend, IBMQBackend)

    Updated:

        from qiskit_ibm_runtime import IBMBackend
        isinstance(backend, IBMBackend)

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """,
    {
        IBM_BACKEND: ClassNamed("qiskit_ibm_runtime.IBMBackend"),
        PROVIDER: ClassNamed(_SERVICE),
        f"{IBMQ}.IBMQSimulator": ClassNamed("qiskit_aer.AerSimulator", "simulators run locally"),
        f"{IBMQ}.IBMQRetiredBackend": ClassNamed(
            "qiskit_ibm_runtime.ibm_backend.IBMRetiredBackend", "retired devices run nothing"
        ),
        f"{IBMQ}.IBMQBackendService": ClassNamed(_SERVICE, _ONE_SERVICE),
        f"{IBMQ}.IBMQDeprecatedBackendService": ClassNamed(_SERVICE, _ONE_SERVICE),
        f"{IBMQ}.IBMQFactory": ClassNamed(_SERVICE, _ONE_SERVICE),
        f"{IBMQ}.IBMQProvider": ClassOfOld(_SERVICE, _ONE_SERVICE),
        f"{IBMQ}.IBMQSingleProvider": ClassOfOld(_SERVICE, _ONE_SERVICE),
    },
)

table(
    "CLS02",
    "retired-backend",
    """A retired device by its name: its class lives on, and runs nothing.

    Legacy: `IBMQRetiredBackend.from_name("ibmqx2", ...)`.
    Updated: `IBMRetiredBackend.from_name(backend_name="ibmqx2")`.

    Source: https://quantum.cloud.ibm.com/docs/guides/retired-qpus
    """,
    {
        f"{IBMQ}.IBMQRetiredBackend.{name}": Manual(
            "a retired device has no data and runs nothing: `IBMRetiredBackend.from_name(backend_name=...)`"
        )
        for name in (
            "from_name",
            "properties",
            "defaults",
            "status",
            "active_jobs",
            "reservations",
            "run",
            "job_limit",
            "remaining_jobs_count",
        )
    },
)

table(
    "PRV05",
    "backend-of-an-account",
    """What a backend told of the account, and what told of the package's own warnings.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """,
    {
        **{
            f"{IBM_BACKEND}.{name}": Manual("hub, group and project are gone: see `service.active_account()`")
            for name in ("hub", "group", "project")
        },
        f"{IBM_BACKEND}.id_warning_issued": Manual("it was internal to the package: remove it"),
        f"{IBM_BACKEND}.qobj_warning_issued": Manual("it was internal to the package: remove it"),
        f"{IBMQ}.IBMQSimulator.properties": Manual("a simulator has no properties: remove it"),
    },
)

_LIMITS = "backends no longer have limits or reservations: remove it"
table(
    "CLS03",
    "classes-that-are-gone",
    """Classes without a successor: limits of jobs, reservations, places in the queue.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """,
    {
        f"{IBMQ}.BackendJobLimit": ManualGroup(_LIMITS),
        f"{IBMQ}.BackendReservation": ManualGroup(_LIMITS),
        f"{IBMQ}.job.QueueInfo": ManualGroup(
            "a job no longer knows its place in the queue: see `job.metrics()`"
        ),
        f"{IBMQ}.backendreservation": ManualGroup(_LIMITS),
        f"{IBMQ}.circuits": ManualGroup("the server's circuits are gone: see `qiskit.circuit.library`"),
        f"{IBMQ}.utils": ManualGroup("it was internal to the package: remove it, or write it by hand"),
        f"{IBMQ}.setup_logger": Manual('`logging.getLogger("qiskit_ibm_runtime").setLevel(...)` does this'),
        **{
            f"{IBMQ}.{name}": Manual(
                "the logger is `qiskit_ibm_runtime`, its level `QISKIT_IBM_RUNTIME_LOG_LEVEL`"
            )
            for name in (
                "IBMQ_PROVIDER_LOGGER_NAME",
                "QISKIT_IBMQ_PROVIDER_LOG_LEVEL",
                "QISKIT_IBMQ_PROVIDER_LOG_FILE",
            )
        },
        f"{IBMQ}.__version__": Manual(
            "the package is now `qiskit_ibm_runtime`, which also has a `__version__`"
        ),
    },
)


@rule(
    "CLS04",
    IBMQ,
    *(
        f"{IBMQ}.{name}"
        for name in (
            "*",
            "exceptions",
            "exceptions.*",
            "job",
            "job.*",
            "job.exceptions",
            "job.exceptions.*",
            "managed.*",
            "runtime",
            "runtime.*",
            "runtime.exceptions",
            "runtime.exceptions.*",
            "runtime.program",
            "runtime.program.*",
            "credentials.*",
            "experiment.*",
            "random.*",
            "visualization",
            "visualization.*",
            "visualization.interactive",
            "ibmqfactory",
            "accountprovider",
            "ibmqbackend",
            "ibmqbackend.*",
            "ibmqprovider",
            "ibmqsingleprovider",
            "ibmqbackendservice",
            "runner_result",
            "backendjoblimit",
        )
    ),
    "qiskit.backends.ibmq",
    "qiskit.backends.ibmq.*",
)
def modules(use: Use) -> Outcome | None:
    """Imports of the old package's modules are taken out; uses are rewritten where they stand.

    Legacy: `import qiskit.providers.ibmq`, `from qiskit.providers.ibmq import *`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    """
    if not use.is_import:
        return (
            KEPT
            if use.is_receiver
            else manual("the module is gone; import what you need from `qiskit_ibm_runtime`")
        )
    assert isinstance(use.node, ast.alias)
    if isinstance(use.statement, ast.Import) and use.node.asname is None and use.migration.once(_uses_qiskit):
        use.move_import("", "qiskit")
    else:
        use.drop_import()
    return fixed("the package is gone; its names are imported from their new modules")


def _uses_qiskit(migration: Migration) -> bool:
    """Whether the name `qiskit`, which ``import qiskit.providers.ibmq`` binds, serves for anything else."""
    return (
        any(
            node.id == "qiskit" and not _leads_to_legacy(migration, unit.parent(node))
            for unit in migration.units
            if "qiskit" in unit.source.python
            for node in unit.nodes(ast.Name)
        )
        and len(migration.inference.imported.get("qiskit", ())) < 2
    )


def _leads_to_legacy(migration: Migration, node: ast.AST | None) -> bool:
    references = migration.inference.references.get(node, ()) if node is not None else ()
    return any(reference.symbol.startswith((IBMQ, "qiskit.IBMQ")) for reference in references)
