"""Accounts and providers: `IBMQ` and its methods become `QiskitRuntimeService`."""

from __future__ import annotations

import ast
import re
from itertools import islice

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import PROVIDER, Migration, symbols_named
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing.stubs import has_star
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.instances import Instance, find_instance

RUNTIME = "qiskit_ibm_runtime"
SERVICE = "QiskitRuntimeService"
NEW_KEY = "old tokens are no longer valid: create an API key on quantum.cloud.ibm.com and use it here"
FACTORY = "qiskit.IBMQ"
_OLD_ADDRESS = re.compile(r"quantum-?experience|quantum-computing\.ibm\.com|bluemix", re.IGNORECASE)
_HUB_ADDRESS = re.compile(
    r"/Hubs/(?P<hub>[^/]+)/Groups/(?P<group>[^/]+)/Projects/(?P<project>[^/]+)", re.IGNORECASE
)
CONNECTION = ("proxies", "verify")
"""Keywords that go to the account on both sides."""


@rule("ACC01", FACTORY)
def import_of_ibmq(use: Use) -> Outcome | None:
    """`IBMQ` is `QiskitRuntimeService` of `qiskit_ibm_runtime`.

    Legacy:

        from qiskit import IBMQ

    Updated:

        from qiskit_ibm_runtime import QiskitRuntimeService

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Import path)
    """
    if use.is_import:
        use.move_import(RUNTIME, SERVICE, keep_name=False)
        return fixed("`IBMQ` is gone; `QiskitRuntimeService` of `qiskit_ibm_runtime` replaces it")
    if use.is_receiver:
        return KEPT
    if isinstance(use.parent, ast.Expr):
        use.replace(use.need(RUNTIME, SERVICE))
        return fixed("`QiskitRuntimeService` replaces `IBMQ`")
    return manual("`IBMQ` is gone; pass a `QiskitRuntimeService` instead")


@rule("ACC02", f"{FACTORY}.save_account")
def save_account(use: Use) -> Outcome | None:
    """Saving an account names its channel, and the token by keyword.

    Legacy:

        IBMQ.save_account(TOKEN, overwrite=True)

    Updated:

        QiskitRuntimeService.save_account(channel="ibm_quantum_platform", token=TOKEN, overwrite=True)

    The address in second place is dropped; hub, group and project become the instance where the target
    still knows them. Tokens of the old platform are no longer valid, so the rewrite is for review. Without
    `overwrite=True` the legacy call warned where an account was saved already; the new one is an error.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Save and load accounts)
    """
    use.need(RUNTIME, SERVICE)
    function = f"{SERVICE}.save_account"
    if use.call is None:
        use.replace(function)
        return fixed(f"`{function}` replaces it")
    arguments = use.arguments
    if use.has_star or "token" not in arguments:
        use.migration.needs.pop()
        return manual(
            f"the arguments are not visible here; write `{function}(channel=..., token=..., instance=...)`"
        )
    instance = find_instance(use, _with_address(use, arguments))
    use.rebuild(
        function, [*_account(use, arguments, instance), *_kept(use, arguments, "overwrite", *CONNECTION)]
    )
    return _outcome(
        use, "the account now names its channel", instance, *_token_notes(use, instance, saved=True)
    )


@rule("ACC03", f"{FACTORY}.load_account", f"{FACTORY}.load_accounts")
def load_account(use: Use) -> Outcome | None:
    """Loading the account makes the service.

    Legacy:

        provider = IBMQ.load_account()

    Updated:

        service = QiskitRuntimeService(channel="ibm_quantum_platform")

    The legacy call kept the account inside `IBMQ`; the new one returns the service, so a call that stood
    alone gains a name. Followed by `IBMQ.get_provider` in the same cell, both become one statement.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Save and load accounts)
    """
    return _connect(
        use, "a service replaces the loaded account", "`QiskitRuntimeService` reads the saved account"
    )


@rule("ACC04", f"{FACTORY}.get_provider")
def get_provider(use: Use) -> Outcome | None:
    """A provider is a service; hub, group and project become its instance.

    Legacy:

        provider = IBMQ.get_provider(hub="my_hub", group="my_group", project="my_project")

    Updated, up to release 0.40:

        service = QiskitRuntimeService(channel="ibm_quantum", instance="my_hub/my_group/my_project")

    Updated, today: hub, group and project have no successor. The service chooses among the account's
    instances; name one with `instance=` (a CRN or its name), or give the tool a table of yours.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Channel selection)
    """
    return _connect(use, "a service replaces the provider", "a service replaces the provider")


@rule("ACC05", f"{FACTORY}.enable_account")
def enable_account(use: Use) -> Outcome | None:
    """An account that is not saved goes to the service by keyword: its first parameter is the channel.

    Legacy:

        provider = IBMQ.enable_account(TOKEN, hub="h", group="g", project="p")

    Updated:

        service = QiskitRuntimeService(channel="ibm_quantum_platform", token=TOKEN)

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """
    return _connect(use, "the service takes the token by keyword", "the service takes the token")


@rule("ACC06", f"{FACTORY}.providers")
def providers(use: Use) -> Outcome | None:
    """The list of providers is the list of the service's instances, which are no services themselves.

    Up to release 0.40 the instances are texts such as ``hub/group/project``; today they are dicts with the
    CRN, the name and the plan. Below release 0.12.0 there is no such list.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#instances
    """
    if (
        use.call is not None
        and isinstance(use.parent, ast.Subscript)
        and isinstance(use.parent.slice, ast.Constant)
    ):
        return _connect(
            use, "a service replaces the provider", "a service replaces the provider", around=use.parent
        )
    if use.release < (0, 12, 0):
        return manual(
            "qiskit-ibm-runtime before 0.12.0 does not list instances; look them up on your account page"
        )
    if (
        use.call is None
        or use.call.args
        or use.call.keywords
        or isinstance(use.parent, (ast.Subscript, ast.Attribute))
    ):
        return manual(
            "use `service.instances()`, choose one, and make `QiskitRuntimeService(instance=...)` with it"
        )
    holder = use.unit.statement(use.node)
    if not isinstance(holder, ast.Expr):
        return manual("providers are gone; choose one of `service.instances()` for the service")
    use.replace(f"{_service_text(use)}.instances()")
    return review(
        "this lists instances instead of providers; use one as `QiskitRuntimeService(instance=...)`"
    )


@rule("ACC07", f"{FACTORY}.stored_account", f"{FACTORY}.stored_accounts")
def stored_account(use: Use) -> Outcome | None:
    """Saved accounts are listed by the class, by name.

    Legacy: `IBMQ.stored_account()`. Updated: `QiskitRuntimeService.saved_accounts()`, a dict of accounts by
    name, where the legacy call gave one account.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#saved_accounts
    """
    use.need(RUNTIME, SERVICE)
    saved = f"{SERVICE}.saved_accounts"
    if use.call is None or use.is_statement:
        use.replace(saved + ("()" if use.call else ""))
        return fixed("`saved_accounts` lists the saved accounts by name")
    if use.symbol.endswith("s"):
        use.replace(f"list({saved}().values())")
    else:
        use.replace(f"next(iter({saved}().values()), {{}})")
    return review(
        "accounts have an `instance` instead of `hub`, `group` and `project`; check what reads them"
    )


@rule("ACC08", f"{FACTORY}.active_account", f"{FACTORY}.active_accounts")
def active_account(use: Use) -> Outcome | None:
    """The active account is the service's own.

    Legacy: `IBMQ.active_account()`. Updated: `service.active_account()`, a dict with the keys `channel`,
    `url`, `token`, `instance` and `verify`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#active_account
    """
    service = use.service()
    if service is None and _drops_guard(use):
        return fixed("the service finds the saved account by itself; the check is removed")
    if service is None:
        return manual("only a service has an active account; create `QiskitRuntimeService()` first")
    use.replace(f"{service}.active_account" + ("()" if use.call else ""))
    if use.symbol.endswith("s"):
        return review("this returns one account as a dict instead of a list; check what reads it")
    return fixed("the service returns its account; the keys are now `channel`, `url`, `token` and `instance`")


@rule("ACC09", f"{FACTORY}.delete_account", f"{FACTORY}.delete_accounts")
def delete_account(use: Use) -> Outcome | None:
    """A saved account is deleted by the class, by channel or name.

    Legacy: `IBMQ.delete_account()`. Updated: `QiskitRuntimeService.delete_account()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#delete_account
    """
    if use.call is not None and (use.call.args or use.call.keywords):
        return manual(
            f"`{SERVICE}.delete_account(name=..., channel=...)` deletes one account by name or channel"
        )
    use.need(RUNTIME, SERVICE)
    use.replace(f"{SERVICE}.delete_account" + ("()" if use.call else ""))
    if use.symbol.endswith("s"):
        return review("this deletes one account, not all; delete others by `name=`")
    return fixed("`delete_account` deletes the default account")


@rule("ACC10", f"{FACTORY}.disable_account", f"{FACTORY}.disable_accounts", f"{FACTORY}.update_account")
def session_of_an_account(use: Use) -> Outcome | None:
    """There is no session of an account to end, and no old credentials to convert.

    `IBMQ.disable_account()` and `IBMQ.update_account()` have no successor: a call that is a statement is
    taken out.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """
    why = "a service has no session to end"
    if use.symbol.endswith("update_account"):
        why = "it converted credentials of 2018: save the account again"
    if not use.is_statement or use.call is None or not use.unit.runs:
        return manual(f"{why}; remove it")
    use.drop_statement()
    return review(f"{why}; the call is removed")


def _drops_guard(use: Use) -> bool:
    """``if not IBMQ.active_account(): IBMQ.load_account()``: drop the question, keep what it guards."""
    test: ast.AST = use.expression
    while isinstance(parent := use.unit.parent(test), (ast.UnaryOp, ast.Compare)):
        test = parent
    asked = ast.unparse(test).removeprefix("not ") != ast.unparse(use.expression) or isinstance(
        test, ast.UnaryOp
    )
    guard = use.unit.parent(test)
    if not isinstance(guard, ast.If) or guard.test is not test or guard.orelse or len(guard.body) != 1:
        return False
    if any(isinstance(one, ast.Call) and has_star(one) for one in trees.walk(guard.body[0])):
        return False  # what it guards is left to a person, and said there
    found = use.migration.inference.references
    loads = {f"{FACTORY}.load_account", f"{FACTORY}.load_accounts", f"{FACTORY}.enable_account"}
    guarded = {one.symbol for node in trees.walk(guard.body[0]) for one in found.get(node, ())}
    start, body = use.source.span(guard)[0], use.source.span(guard.body[0])[0]
    if not asked or not guarded & loads or "#" in use.source.text[start:body]:
        return False
    if use.source.text[use.source.line_start(start) : start].strip():
        return False  # an elif
    use.source.replace(start, body, "")
    return True


def _service_text(use: Use) -> str:
    """The service at hand, or a new one where the notebook made none."""
    service = use.service()
    if service is not None:
        return service
    return new_service(use)


def new_service(use: Use) -> str:
    """The text of the service of the saved account."""
    account = [f'channel="{use.settings.account_channel}"']
    if instance := find_instance(use, {}).text:
        account.append(f"instance={instance}")
    return f"{use.need(RUNTIME, SERVICE)}({', '.join(account)})"


def _connect(use: Use, message: str, bare: str, around: ast.Subscript | None = None) -> Outcome | None:
    """Rewrite a call that gives a provider; `around` is the choice of one out of a list of them."""
    if use.call is None:
        use.replace(use.need(RUNTIME, SERVICE))
        return fixed(bare)
    if use.has_star:
        return manual(
            f"the arguments are not visible here; write `{SERVICE}(channel=..., token=..., instance=...)`"
        )
    if _merges_into_next(use):
        use.migration.merged.add(use.call)
        use.drop_statement(keep_comment=True)
        return fixed(f"{message}; the statement below replaces it")
    use.need(RUNTIME, SERVICE)
    arguments = use.arguments
    instance = find_instance(use, _with_address(use, arguments))
    account = _account(use, arguments, instance)
    is_of_account = use.symbol == f"{FACTORY}.get_provider" and not instance.text and around is None
    if is_of_account and (shared := _share(use, message, instance)) is not None:
        return shared
    notes = []
    if "token" in arguments:
        notes += _token_notes(use, instance, saved=False)
        if _replaces_another(use):
            notes.append("it replaces the account enabled before; give them two names to keep both")
    elif (enabled := _enabled_account(use)) is not None:
        token = _token_of(enabled)
        assert token is not None
        if _can_be_repeated(token) or enabled in use.migration.merged:
            text = use.migration.original(token)
            is_named = isinstance(token, ast.NamedExpr)
            account.insert(1, Argument("token", text=f"({text})" if is_named else text))
            notes.append(
                "the token of the account enabled before goes to this service, because services share none"
            )
        elif not instance.text and (service := use.service()):
            use.replace(service)
            return review(f"{message}; that of the account enabled before is used")
        else:
            return manual(
                f"write `{SERVICE}(channel=..., token=..., instance=...)`, with the token enabled before"
            )
    use.rebuild(SERVICE, [*account, *_kept(use, arguments, *CONNECTION)])
    if around is not None:
        use.source.replace(use.source.span(use.expression)[1], use.source.span(around)[1], "")
    if use.is_statement:
        use.assign(use.migration.service_name)
    return _outcome(use, message, instance, *notes)


def _share(use: Use, message: str, instance: Instance) -> Outcome | None:
    """Let the service at hand be the provider; a statement that would name it anew is taken out."""
    service = _service_bound(use)
    if service is None:
        return None
    holder = use.parent
    targets = holder.targets if isinstance(holder, ast.Assign) else []
    names = {one.id if isinstance(one, ast.Name) else "" for one in targets}
    if instance.note and targets and not _is_bound_in_this_cell(use):
        return None  # a person names the instance here
    if use.is_statement or (names and {use.migration.names.get(name, name) for name in names} == {service}):
        if len(use.unit.tree.body) == 1:
            return None  # a cell of its own
        use.drop_statement(keep_comment=True)
    else:
        use.replace(service)
    return _outcome(use, f"{message}; the existing one is used", instance)


def _is_bound_in_this_cell(use: Use) -> bool:
    held = list(use.held(f"{RUNTIME}.{SERVICE}", PROVIDER))
    call = held[-1][1].origin if held else None
    return call is not None and use.unit.parent(call) is not None


def _service_bound(use: Use) -> str | None:
    """The service at hand, if a statement that always runs before has bound it."""
    _, of = next(use.held(f"{RUNTIME}.{SERVICE}", PROVIDER), ("", None))
    call = of.origin if of is not None else None
    if call is None or use.has_several_services or not use.unit.runs:
        return None
    if call in use.migration.merged or call in use.migration.left:
        return None
    unit = use.migration.unit_of(call)
    if unit is None or not unit.runs:
        return None
    statement = unit.statement(call)
    if unit is use.unit:
        block, place = unit.block(statement), unit.place(statement)
        outer = (one for one in unit.enclosing(use.node, ast.stmt) if isinstance(one, ast.stmt))
        around = (use.statement, *outer)
        runs_before = any(unit.block(one) is block and unit.place(one) > place for one in around)
    else:
        runs_before = unit.parent(statement) is unit.tree and unit.number < use.unit.number
    return use.service() if runs_before else None


def _replaces_another(use: Use) -> bool:
    """Whether an account with a token was enabled before, under the same name."""
    return use.is_statement and any(
        of.origin is not None and of.origin is not use.call and _token_of(of.origin) is not None
        for _, of in use.held(PROVIDER)
    )


def _account(use: Use, arguments: dict[str, ast.expr], instance: Instance) -> list[Argument]:
    account = [Argument("channel", text=f'"{use.settings.account_channel}"')]
    if "token" in arguments:
        account.append(Argument("token", old=use.place(arguments["token"])))
    if instance.text:
        account.append(Argument("instance", text=instance.text))
    return account


def _kept(use: Use, arguments: dict[str, ast.expr], *names: str) -> list[Argument]:
    return [Argument(name, old=use.place(arguments[name])) for name in names if name in arguments]


def _token_notes(use: Use, instance: Instance, *, saved: bool) -> list[str]:
    channel, notes = use.settings.account_channel, []
    if channel == "ibm_cloud":
        notes.append("the IBM Cloud channel takes an IBM Cloud API key, not the old token")
        if saved and not instance.text and use.release < releases.PLATFORM_CHANNEL_SINCE:
            notes.append("and it needs `instance=`, the CRN of your service instance")
    elif channel == "ibm_quantum_platform":
        notes.append(NEW_KEY)
    if saved and notes and "overwrite" not in use.arguments:
        notes.append("fails where an account is saved already, unless `overwrite=True` is passed")
    return notes


def _with_address(use: Use, arguments: dict[str, ast.expr]) -> dict[str, ast.expr]:
    """The arguments, with hub, group and project read from an address of 2018."""
    found = _HUB_ADDRESS.search(use.literal(arguments.get("url")) or "")
    parts = found.groupdict() if found else {}
    return arguments | {name: ast.Constant(value) for name, value in parts.items()}


def _address_notes(use: Use) -> list[str]:
    """What to say of an address that is dropped; those of the old platform go without a word."""
    url = use.arguments.get("url")
    if url is None:
        return []
    address = use.literal(url) or ""
    if _HUB_ADDRESS.search(address):
        return ["the instance is read from the address"]
    return [] if _OLD_ADDRESS.search(address) else ["the address is dropped: the service knows its own"]


def _outcome(use: Use, message: str, instance: Instance, *notes: str) -> Outcome:
    every = [*([instance.note] if instance.note else []), *_address_notes(use), *notes]
    if use.reference.symbol.endswith("load_accounts") and use.call and use.call.keywords:
        every.append("what the call passed chose among several accounts; name one with `name=`")
    return review(f"{message}; {'; '.join(every)}") if every else fixed(message)


def _merges_into_next(use: Use) -> bool:
    """Whether `IBMQ.get_provider` follows in the same block, so that both become one statement."""
    if (
        not use.is_statement
        or use.symbol in (f"{FACTORY}.get_provider", f"{FACTORY}.providers")
        or not use.unit.runs
    ):
        return False
    block = use.unit.block(use.statement)
    for statement in islice(block, use.unit.place(use.statement) + 1, None):
        inner = [
            reference
            for node in trees.walk(statement)
            for reference in use.migration.inference.references.get(node, ())
            if reference.symbol.startswith(f"{FACTORY}.") or PROVIDER in reference.symbol
        ]
        if inner:
            value = getattr(statement, "value", None)
            return inner[0].symbol == f"{FACTORY}.get_provider" and (
                isinstance(value, ast.Call) and isinstance(statement, (ast.Assign, ast.Expr))
            )
    return False


def _enabled_account(use: Use) -> ast.Call | None:
    """The call that enabled an account in this session, if the latest service at hand goes back to one.

    Where an earlier run made a service with a token of it, that is the call.
    """
    if not use.migration.once(_enables_account):
        return None
    for _, of in use.held(PROVIDER, f"{RUNTIME}.{SERVICE}"):
        call = of.origin
        symbols = (
            {one.symbol for one in use.migration.inference.references.get(call.func, ())} if call else set()
        )
        if call is not None and symbols == {f"{FACTORY}.enable_account"} and not has_star(call):
            return call if _token_of(call) is not None else None
        if call is not None and symbols == {f"{RUNTIME}.{SERVICE}"} and _token_of(call) is not None:
            return call
        if symbols != {f"{FACTORY}.get_provider"}:
            return None
    return None


def _enables_account(migration: Migration) -> bool:
    """Whether any cell enables an account, or makes a service."""
    enabling = {f"{FACTORY}.enable_account", f"{RUNTIME}.{SERVICE}"}
    return not migration.once(symbols_named).isdisjoint(enabling)


def _token_of(call: ast.Call) -> ast.expr | None:
    """The token that a call was given: by keyword, or in the first place of the legacy call."""
    named = next((k.value for k in call.keywords if k.arg == "token"), None)
    is_legacy = isinstance(call.func, ast.Attribute)
    return named or (call.args[0] if call.args and is_legacy else None)


def _can_be_repeated(token: ast.expr) -> bool:
    """Whether an expression gives the same when it is evaluated again, with nothing asked twice."""
    return not any(isinstance(node, (ast.Call, ast.NamedExpr, ast.Await)) for node in trees.walk(token))
