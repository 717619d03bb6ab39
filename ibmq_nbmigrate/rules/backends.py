"""Backends: getting one, listing them, the least busy one, and what a backend tells of itself."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import IBM_BACKEND, PROVIDER
from ibmq_nbmigrate.core.rows import BecameAttribute, Kept, Manual
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import devices
from ibmq_nbmigrate.rules.account import FACTORY, RUNTIME, SERVICE
from ibmq_nbmigrate.rules.cloud_simulators import (
    SIMULATOR,
    local_simulator,
    local_simulators,
    may_be_a_simulator,
    simulator_or_device,
)
from ibmq_nbmigrate.rules.filters import NO_SIMULATORS, finds_none, without_limits
from ibmq_nbmigrate.rules.instances import passed_on

CLOUD_SIMULATORS_UNTIL = (0, 27, 1)
"""Last release whose documentation names a simulator in the cloud."""
BACKEND_SERVICES = (
    "qiskit.providers.ibmq.IBMQBackendService",
    "qiskit.providers.ibmq.IBMQDeprecatedBackendService",
)
OF_AN_ACCOUNT = ("hub", "group", "project")
LEAST_BUSY = (
    "qiskit.providers.ibmq.least_busy",
    "qiskit.backends.ibmq.least_busy",
    "qiskit_ibm_provider.least_busy",
)
RECORDS = {
    f"{IBM_BACKEND}.configuration": (
        "backend_name",
        "backend_version",
        "basis_gates",
        "coupling_map",
        "n_qubits",
        "simulator",
    ),
    f"{IBM_BACKEND}.status": ("backend_name", "backend_version", "operational", "pending_jobs", "status_msg"),
    f"{IBM_BACKEND}.properties": (),
}
"""What a backend tells of itself, and the keys of 2018 that are attributes of the same value today."""
HINT = "`service.backends()` lists today's devices"


@rule("BKD01", f"{PROVIDER}.get_backend", f"{FACTORY}.get_backend")
def get_backend(use: Use) -> Outcome | None:
    """A backend comes from the service by its name.

    Legacy:

        backend = provider.get_backend("ibmq_manila")

    Updated:

        backend = service.backend("ibmq_manila")

    A retired device is for review: its name must become that of a device of today. A simulator in the
    cloud becomes the local simulator of `qiskit-aer`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Get the backend)
    """
    if use.call is None:
        return _reference(use, "backend")
    arguments = use.arguments
    if set(arguments) == {"name", "instance"} and not use.has_star:  # of qiskit-ibm-provider
        instance, note = passed_on(use, arguments)
        use.rebuild("{}.backend", [Argument(None, use.place(arguments["name"])), *instance])
        return review(f"the service gets a backend; {note}") if note else fixed("the service gets a backend")
    filters = set(arguments) - {"name", *OF_AN_ACCOUNT}
    if use.has_star and not filters:
        return manual(
            f"what is passed is not visible here: `service.backend` takes a name, and no filters; {HINT}"
        )
    if filters:
        return manual(f"`service.backend` takes no filters; use `service.backends(...)[0]`; {HINT}")
    name = use.literal(arguments.get("name"))
    if name is not None and devices.is_cloud_simulator(name) and use.release > CLOUD_SIMULATORS_UNTIL:
        return local_simulator(use, name)
    if name is None and use.release > CLOUD_SIMULATORS_UNTIL and may_be_a_simulator(use, arguments):
        return simulator_or_device(use, arguments["name"], _service(use))
    if "name" not in arguments and use.release < (0, 30, 0):
        use.pass_on(f"{_service(use)}.backend", drop=OF_AN_ACCOUNT)
        return review("only the channel `ibm_quantum` finds a backend without a name; name one")
    if "name" not in arguments:
        use.pass_on(f"{_service(use)}.least_busy", drop=OF_AN_ACCOUNT)
        return review("`service.backend` needs a name; the least busy backend is used instead")
    use.pass_on(f"{_service(use)}.backend", positional=["name"], drop=OF_AN_ACCOUNT)
    return _named(use, name, "`service.backend` replaces `get_backend`")


@rule(
    "BKD02",
    *(f"{service}.__getattr__" for service in BACKEND_SERVICES),
    *(f"{service}.{name}" for service in BACKEND_SERVICES for name in devices.cloud_simulators()),
)
def device_as_attribute(use: Use) -> Outcome | None:
    """A device is named by a text, not by an attribute.

    Legacy: `provider.backend.ibmq_armonk`. Updated: `service.backend("ibmq_armonk")`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#backend
    """
    assert isinstance(use.node, ast.Attribute)
    name = use.node.attr
    if devices.is_cloud_simulator(name) and use.release > CLOUD_SIMULATORS_UNTIL:
        return local_simulator(use, name)
    use.take(f'backend("{name}")')
    return _named(use, name, "a backend is named by a string")


@rule(
    "BKD03",
    f"{PROVIDER}.backends",
    f"{PROVIDER}.backend",
    f"{FACTORY}.backends",
    f"{FACTORY}.available_backends",
    *(f"{service}.backends" for service in BACKEND_SERVICES),
)
def backends(use: Use) -> Outcome | None:
    """The service lists the backends; the filter function goes by keyword.

    Legacy:

        provider.backends(None, lambda b: b.name().startswith("ibm"))

    Updated:

        service.backends(None, filters=lambda b: b.name.startswith("ibm"))

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#backends
    """
    if use.is_receiver:
        return KEPT
    if use.call is None:
        if use.symbol == f"{PROVIDER}.backend":
            use.drop_member(use.node)  # type: ignore[arg-type]
            return fixed("the methods of `provider.backend` are now those of the service")
        return _reference(use, "backends")
    if use.symbol == f"{PROVIDER}.backend" and _name_given(use.call) is not None:
        return KEPT  # the legacy object could be called, too, but this is how the new method is written
    if use.has_star and len(use.call.args) > 1:
        return manual(
            "the second parameter of `service.backends` is `min_num_qubits`; pass `filters=` by keyword"
        )
    dropped = {"timeout", *OF_AN_ACCOUNT}
    if use.release >= (0, 30, 0):
        dropped.add("input_allowed")
    if use.release >= (0, 41, 0):
        dropped.add("open_pulse")
    gone = sorted(dropped & set(use.arguments) - set(OF_AN_ACCOUNT))
    inside_least_busy = least_busy_around(use)
    name = "least_busy" if inside_least_busy else "backends"
    if inside_least_busy and _name_given(use.call) is not None:  # there is but one to choose from
        use.pass_on(f"{_service(use)}.backend", positional=["name"], drop=dropped)
        return KEPT
    if inside_least_busy:
        dropped.add("name")
    why = finds_none(use) if use.release > CLOUD_SIMULATORS_UNTIL else ""
    if why == NO_SIMULATORS:
        return local_simulators(use, as_list=not inside_least_busy)
    if why:
        dropped |= without_limits(use)
    use.pass_on(f"{_service(use)}.{name}", positional=[] if inside_least_busy else ["name"], drop=dropped)
    if why:
        return review(why)
    if inside_least_busy:
        return KEPT
    if gone:
        return review(f"the service lists the backends; it takes no {', '.join(f'`{one}`' for one in gone)}")
    if use.has_star:
        return review("the service lists the backends; check the filters, which are not visible here")
    return fixed("the service lists the backends")


@rule("BKD04", *LEAST_BUSY)
def least_busy(use: Use) -> Outcome | None:
    """The least busy backend comes from the service, which takes the same filters.

    Legacy:

        backend = least_busy(provider.backends(filters=lambda b: b.configuration().n_qubits >= 3))

    Updated:

        backend = service.least_busy(filters=lambda b: b.configuration().n_qubits >= 3)

    The new method takes no list: the least busy backend of a list is found by the number of pending jobs.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#least_busy
    """
    if use.is_import:
        use.drop_import()
        return fixed("`service.least_busy` replaces the function")
    if use.call is None:
        return manual("`least_busy` is now a method: `service.least_busy(filters=...)`")
    given = use.arguments.get("backends") or use.arguments.get("names")
    if given is None or use.has_star or _is_of_names(use, given):
        return manual("`service.least_busy(filters=...)` finds the least busy backend")
    if isinstance(given, ast.Call) and _lists_backends(use, given):
        use.source.rewrite(use.call, lambda: use.text(given))
        if (named := _name_given(given)) is not None:
            return _named(use, use.literal(named), "the service finds a backend by name")
        if "reservation_lookahead" in use.arguments:
            return review("`service.least_busy` finds the least busy backend; reservations are gone")
        return fixed("`service.least_busy` finds the least busy backend, with the same filters")
    key = "lambda backend: backend.status().pending_jobs"
    use.rebuild("min", [Argument(None, use.place(given)), Argument("key", text=key)])
    return review("`service.least_busy` takes no list; `min` finds the backend with the fewest pending jobs")


def _is_of_names(use: Use, given: ast.expr) -> bool:
    """Whether a list is of the names of backends, as that of 2018."""
    item = stubs.element(use.type(given))
    return item is not None and item.is_instance("str")


@rule("BKD05", f"{IBM_BACKEND}.provider")
def provider_of_a_backend(use: Use) -> Outcome | None:
    """A backend knows its service: `backend.provider()` is `backend.service`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """
    if use.call is None:
        use.rename_member("service")
    else:
        use.rename_member("service")
        use.drop_call()
    return fixed("`backend.service` replaces `backend.provider()`")


def _version(use: Use) -> Outcome | None:
    """The version of a backend has another name; `backend.version` is that of its interface."""
    if use.call is None:
        return KEPT
    use.rename_member("backend_version")
    use.drop_call()
    return fixed("the version of a backend is `backend.backend_version`, an attribute")


table(
    "BKD06",
    "backend-attributes",
    """What a backend tells of itself: a name that is no method, and members that stayed.

    Legacy: `backend.name()`. Updated: `backend.name`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """,
    {
        f"{IBM_BACKEND}.name": BecameAttribute(),
        f"{IBM_BACKEND}.options": Kept(),
        f"{IBM_BACKEND}.version": _version,
        f"{IBM_BACKEND}.job_limit": Manual("a backend no longer has a job limit: remove it"),
        f"{IBM_BACKEND}.remaining_jobs_count": Manual("a backend no longer has a job limit: remove it"),
        f"{IBM_BACKEND}.reservations": Manual("reservations are gone: remove it"),
        f"{IBM_BACKEND}.set_options": Manual(
            "options go to the primitive: `Sampler(mode=backend, options=...)`"
        ),
        **{
            f"{service}.my_reservations": Manual("reservations are gone: remove it")
            for service in BACKEND_SERVICES
        },
    },
)


table(
    "BKD12",
    "members-of-cloud-simulators",
    """A simulator in the cloud had a status and a provider, up to release 0.27.1 of qiskit-ibm-runtime.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """,
    {f"{SIMULATOR}.status": Kept(), f"{SIMULATOR}.provider": provider_of_a_backend},
    until=CLOUD_SIMULATORS_UNTIL,
)
table(
    "BKD12",
    "members-of-cloud-simulators",
    """A simulator in the cloud told of its queue and its account; the local one in its place has neither.

    Legacy: `provider.get_backend("ibmq_qasm_simulator").status()`.

    Source: https://qiskit.github.io/qiskit-aer/stubs/qiskit_aer.AerSimulator.html
    """,
    {
        f"{SIMULATOR}.status": Manual("a local simulator has no status and no queue: remove it"),
        f"{SIMULATOR}.provider": Manual("a local simulator has no provider: remove it"),
    },
    since=(0, 28, 0),
)


@rule("BKD09", *RECORDS)
def records(use: Use) -> Outcome | None:
    """Configuration, properties and status of a backend are objects; in 2018 they were dictionaries.

    Legacy: `backend.configuration()["n_qubits"]`. Updated: `backend.configuration().n_qubits`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """
    around = use.parent
    if use.call is None or not isinstance(around, ast.Subscript) or around.value is not use.call:
        return KEPT
    key = use.literal(around.slice)
    if key not in RECORDS[use.symbol]:
        return manual("this is now an object, not a dict; read its attributes")
    call = use.call
    use.source.rewrite(around, lambda: f"{use.text(call)}.{key}")
    return fixed("this is now an object; the key is an attribute")


table(
    "BKD08",
    "backends-by-name",
    """In 2018 Qiskit itself listed and gave backends, by name.

    Legacy: `get_backend(least_busy(available_backends({"simulator": False, "local": False})))`.
    Write `service = QiskitRuntimeService()` and `service.least_busy()`; a local simulator is
    `AerSimulator()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#least_busy
    """,
    {
        "qiskit.available_backends": Manual("use `service.backends()` of a `QiskitRuntimeService`"),
        "qiskit.remote_backends": Manual("use `service.backends()` of a `QiskitRuntimeService`"),
        "qiskit.local_backends": Manual("the local simulator is `AerSimulator()` of `qiskit_aer`"),
        "qiskit.get_backend": Manual(
            "use `service.backend(name)`, or `AerSimulator()` for a local simulator"
        ),
        "qiskit.least_busy": Manual("use `service.least_busy()` of a `QiskitRuntimeService`"),
        "qiskit.register": Manual("make a `QiskitRuntimeService(token=...)` instead"),
        "qiskit.unregister": Manual("a service is not registered: remove it"),
        "qiskit.registered_providers": Manual("a service is not registered: remove it"),
    },
)

table(
    "BKD07",
    "pulse-defaults",
    """Pulse defaults of a device are there up to release 0.40 of qiskit-ibm-runtime.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """,
    {f"{IBM_BACKEND}.defaults": Kept()},
    until=(0, 40, 1),
)

table(
    "BKD07",
    "pulse-defaults",
    """Pulse is gone from the devices and from Qiskit, and with it `backend.defaults()`.

    Frequencies of qubits are in `backend.properties()`; fractional gates (`use_fractional_gates=True`) serve
    many of the purposes that pulse had.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/pulse-migration
    """,
    {f"{IBM_BACKEND}.defaults": Manual("pulse defaults are gone: frequencies are in `backend.properties()`")},
    since=(0, 41, 0),
)


def _service(use: Use) -> str:
    """The text that stands for the service in the function of the call: the base, or the name at hand."""
    if use.symbol.startswith(f"{FACTORY}."):
        name = use.service()
        return name if name else f'{use.need(RUNTIME, SERVICE)}(channel="{use.settings.account_channel}")'
    return "{}"


def _reference(use: Use, name: str) -> Outcome | None:
    """A method that is named but not called: help, or a function passed on."""
    if use.symbol.startswith(f"{FACTORY}."):
        use.replace(f"{use.need(RUNTIME, SERVICE)}.{name}")
    else:
        use.take(name)
    return fixed(f"the service's method is `{name}`")


def _named(use: Use, name: str | None, message: str) -> Outcome:
    if name is not None and devices.is_retired(name) and use.release > CLOUD_SIMULATORS_UNTIL:
        return review(f"{message}; {name} is retired, choose another one: {HINT}")
    return fixed(message)


def _lists_backends(use: Use, call: ast.Call) -> bool:
    symbols = {reference.symbol for reference in use.migration.inference.references.get(call.func, ())}
    listing = {
        f"{PROVIDER}.backends",
        f"{PROVIDER}.backend",
        f"{FACTORY}.backends",
        f"{FACTORY}.available_backends",
        *(f"{service}.backends" for service in BACKEND_SERVICES),
        "qiskit_ibm_provider.IBMProvider.backends",
    }
    if not symbols or not symbols <= listing or any(isinstance(a, ast.Starred) for a in call.args):
        return False
    return _name_given(call) is None or len(call.args) + len(call.keywords) == 1


def _name_given(call: ast.Call | None) -> ast.expr | None:
    """The name that a call which lists backends asks for."""
    if call is None:
        return None
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "name"), None)
    name = named or (call.args[0] if call.args else None)
    return None if isinstance(name, ast.Constant) and name.value is None else name


def least_busy_around(use: Use) -> bool:
    """Whether the list of backends goes straight into `least_busy`."""
    outer = use.parent
    if isinstance(outer, ast.keyword):
        outer = use.unit.parent(outer)
    given = [*outer.args[:1], *(k.value for k in outer.keywords)] if isinstance(outer, ast.Call) else []
    if not isinstance(outer, ast.Call) or use.expression not in given:
        return False
    references = use.migration.inference.references.get(outer.func, ())
    is_call = isinstance(use.expression, ast.Call) and _lists_backends(use, use.expression)
    return is_call and any(reference.symbol in LEAST_BUSY for reference in references)
