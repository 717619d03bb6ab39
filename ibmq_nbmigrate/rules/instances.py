"""Hub, group and project as the instance of a service."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from msgspec import Struct

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.use import Use

NO_INSTANCE = (
    "hub/group/project is no longer an instance: pass yours as `instance=`, or let the service choose"
)
PARTS = ("hub", "group", "project")
OPEN = "ibm-q/open/main"
"""The public instance; the hub ``ibm-q`` held no other."""
_HUB = re.compile(r"[^/:\s]+/[^/:\s]+/[^/:\s]+")


class Instance(Struct, frozen=True):
    """The text to write for ``instance=`` (empty for none), and what a person should know."""

    text: str = ""
    note: str = ""


def find_instance(use: Use, arguments: Mapping[str, ast.expr]) -> Instance:
    """The instance that hub, group and project of a legacy call name, on the target's channel."""
    settings = use.settings
    given = {part: arguments[part] for part in PARTS if part in arguments and not _is_none(arguments[part])}
    if settings.instance is not None:
        return Instance(_quoted(settings.instance))
    if not given:
        return Instance()
    literals = {part: use.literal(node) for part, node in given.items()}
    named = _path(literals)
    if named in settings.instances:
        return Instance(_quoted(settings.instances[named]))
    shown = named or "/".join(ast.unparse(given[part]) if part in given else "?" for part in PARTS)
    if settings.account_channel != "ibm_quantum":
        if named == OPEN:
            return Instance()
        return Instance(
            note=f"hub/group/project ({shown}) do not exist on this channel: pass `instance=`, "
            "or let the service choose"
        )
    if literals.get("hub") == "ibm-q" and all(isinstance(node, ast.Constant) for node in given.values()):
        return Instance(_quoted(OPEN))
    if len(given) < len(PARTS):
        missing = " and ".join(part for part in PARTS if part not in given)
        return Instance(
            note=f"an instance needs hub, group and project, and {missing} is not given: add `instance=`"
        )
    if all(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in given.values()):
        return Instance(_quoted("/".join(str(literals[part]) for part in PARTS)))
    return Instance(_formatted([given[part] for part in PARTS]))


def is_hub(use: Use, node: ast.expr) -> bool:
    """Whether an instance is named by hub, group and project, be they names themselves."""
    return _HUB.fullmatch(_shape(use, node)) is not None


def _shape(use: Use, node: ast.expr) -> str:
    """The text that an expression makes, with a letter for what is not known of it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_shape(use, part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _shape(use, node.left) + _shape(use, node.right)
    return use.literal(node) or "x"


def passed_on(use: Use, arguments: Mapping[str, ast.expr]) -> tuple[list[Argument], str | None]:
    """The instance of a call of qiskit-ibm-provider to pass on, and what a person should know of it."""
    if use.settings.instance is not None:
        return [Argument("instance", text=repr(use.settings.instance))], None
    if "instance" not in arguments:
        return [], None
    if use.settings.account_channel == "ibm_quantum":
        return [Argument("instance", use.place(arguments["instance"]))], None
    named = use.literal(arguments["instance"]) or ""
    known = use.settings.instances.get(named)
    if named == OPEN and known is None:
        return [], None
    return ([Argument("instance", text=repr(known))], None) if known else ([], NO_INSTANCE)


def _path(literals: Mapping[str, str | None]) -> str:
    """``hub/group/project`` when all parts are known, with the parts that the public hub leaves open."""
    if literals.get("hub") == "ibm-q":
        literals = {
            "hub": "ibm-q",
            "group": "open",
            "project": "main",
            **{k: v for k, v in literals.items() if v},
        }
    parts = [literals.get(part) for part in PARTS]
    return "/".join(part for part in parts if part) if all(parts) else ""


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _quoted(text: str) -> str:
    return '"' + _escaped(text) + '"'


def _escaped(text: str) -> str:
    """The text as it stands between double quotes, whatever characters it is of."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _formatted(parts: list[ast.expr]) -> str:
    """An f-string of the parts; ``ast.unparse`` gives their strings single quotes."""
    pieces = []
    for node in parts:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            pieces.append(_escaped(node.value).replace("{", "{{").replace("}", "}}"))
        else:
            text = ast.unparse(node)
            if '"' in text or "\\" in text:  # no quotes are left for it before Python 3.12
                return '"/".join([' + ", ".join(ast.unparse(part) for part in parts) + "])"
            pieces.append(f"{{{text}}}")
    return 'f"' + "/".join(pieces) + '"'
