"""Sessions and batches: opened for a backend, by themselves."""

from __future__ import annotations

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import Manual
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.primitives import (
    BACKEND,
    BATCH,
    EARLY_SERVICE,
    PACKAGE,
    SERVICE,
    SESSION,
    backend_argument,
    is_name_of,
    is_text,
)

SERVICE_UNTIL: releases.Release = (0, 33, 2)
"""Last release whose sessions take `service=` and the name of a backend."""
PROVIDER_BACKEND = "qiskit_ibm_provider.IBMBackend"


@rule("SES01", SESSION, BATCH, since=(0, 34, 0))
def session(use: Use) -> Outcome | None:
    """A session is opened for a backend, which knows its service.

    Legacy:

        with Session(service=service, backend="ibm_torino") as session:

    Updated:

        with Session(backend=service.backend("ibm_torino")) as session:

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/session
    """
    if use.call is None or use.has_star:
        return KEPT if use.call is None else manual("write `Session(backend=backend)`")
    call = use.call
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    positional = list(call.args)
    service = given.get("service")
    if positional and (of := use.type(positional[0])) is not None and of.is_instance(SERVICE, EARLY_SERVICE):
        service = positional.pop(0)
    backend = given.get("backend") or (positional[0] if positional else None)
    old = service is not None or (backend is not None and (is_text(use, backend) or is_name_of(use, backend)))
    if not old:
        return (
            KEPT if backend is not None else manual("a session needs a backend: `Session(backend=backend)`")
        )
    use.keep_bound(PACKAGE)
    name = use.symbol.rpartition(".")[2].lower()
    rest = [Argument(k, use.place(v)) for k, v in given.items() if k not in ("service", "backend")]
    text = use.original(service) if service is not None else None
    if backend is None:
        use.rebuild(
            use.original(call.func), [Argument("backend", text=lambda: f"{text}.least_busy()"), *rest]
        )
        return review(f"a {name} needs a backend; the least busy one is used")
    new, note = backend_argument(use, backend, use.migration.names.get(text, text) if text else None)
    use.rebuild(use.original(call.func), [Argument("backend", text=new), *rest])
    message = f"a {name} is opened for a backend, which knows its service"
    return review(f"{message}; {note}") if note else fixed(message)


@rule("SES02", f"{SESSION}.from_id", f"{BATCH}.from_id", since=(0, 28, 0))
def session_by_its_id(use: Use) -> Outcome | None:
    """A session that is found again knows its backend.

    Legacy: `Session.from_id(session_id, service=service, backend="ibm_torino")`.
    Updated: `Session.from_id(session_id, service=service)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/session#from_id
    """
    if use.call is None or use.has_star:
        return KEPT
    keywords = {keyword.arg: keyword.value for keyword in use.call.keywords}
    if not use.call.args and "session_id" not in keywords:
        return KEPT
    by_place = use.call.args[2:]
    has_service = "service" in keywords or len(use.call.args) > 1
    if not (keywords.keys() & {"backend", "max_time"}) and not by_place and has_service:
        return KEPT
    session_id = keywords.get("session_id") or use.call.args[0]
    service = keywords.get("service") or (use.call.args[1] if len(use.call.args) > 1 else None)
    at_hand = use.service()
    if service is None and at_hand is None:
        return manual("a session is found by its service: `Session.from_id(session_id, service=service)`")
    first = Argument(None if session_id in use.call.args else "session_id", use.place(session_id))
    second = (
        Argument("service", use.place(service))
        if service is not None
        else Argument("service", text=str(at_hand))
    )
    use.rebuild("{}.from_id", [first, second])
    return fixed("a session that is found again knows its backend")


@rule("SES03", f"{PROVIDER_BACKEND}.open_session")
def opened_session(use: Use) -> Outcome | None:
    """A session is opened by itself, for the backend.

    Legacy: `session = backend.open_session()`. Updated: `session = Session(backend=backend)`.

    Jobs run in it by a primitive, `Sampler(mode=session)`; those of `backend.run` run outside of it.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/session
    """
    if use.call is None or use.receiver is None or use.has_star:
        return manual("create the session itself: `Session(backend=backend)`")
    receiver = use.receiver
    name = use.need(PACKAGE, "Session")
    given = use.arguments
    limit = given.get("max_time")
    rest = f", max_time={use.original(limit)}" if limit is not None else ""
    use.replace_with(lambda: f"{name}(backend={use.text(receiver)}{rest})")
    return review("create the session itself; run in it with `Sampler(mode=session)`")


rule("SES03", f"{BACKEND}.open_session", since=(0, 34, 0))(opened_session)


def _ended(use: Use) -> Outcome | None:
    """`backend.close_session()` is a method of the session now."""
    held = next((name for name, _ in use.held(SESSION) if name), "")
    new = {"close_session": "close", "cancel_session": "cancel"}[use.symbol.rpartition(".")[2]]
    if use.call is None or not held:
        return manual(f"a session ends by its own method: `session.{new}()`")
    use.replace(f"{held}.{new}()")
    return fixed(f"a session ends by its own method, `{new}`")


def _session_of(cls: str) -> dict[str, Action]:
    """What becomes of the session that a backend kept."""
    return {
        f"{cls}.close_session": _ended,
        f"{cls}.cancel_session": _ended,
        f"{cls}.session": Manual("a backend knows no session: keep what `Session(backend=backend)` gives"),
    }


_OF_A_BACKEND = """A session of a backend is an object of its own, and ends by its own method.

Legacy: `backend.close_session()`. Updated: `session.close()`.

Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/session
"""
table("SES04", "session-of-a-backend", _OF_A_BACKEND, _session_of(PROVIDER_BACKEND))
table("SES04", "session-of-a-backend", _OF_A_BACKEND, _session_of(BACKEND), since=(0, 34, 0))
