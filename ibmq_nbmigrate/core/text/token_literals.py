"""String literals of Python code that are API tokens, and what may stand in their place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

from ibmq_nbmigrate.core.text import tokens, trees
from ibmq_nbmigrate.core.text.edits import Span
from ibmq_nbmigrate.core.text.units import Unit

VARIABLE = "QISKIT_IBM_TOKEN"

_TEXTS = re.compile(
    r"""\#[^\r\n]*
      | \"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"{3}|\Z)
      | '{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'{3}|\Z)
      | "[^"\\\r\n]*(?:\\(?:\r\n|.)[^"\\\r\n]*)*(?:"|(?=[\r\n])|\Z)
      | '[^'\\\r\n]*(?:\\(?:\r\n|.)[^'\\\r\n]*)*(?:'|(?=[\r\n])|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_ENVIRONMENT = re.compile(r"environ|getenv|putenv|setenv")


class TokenLiteral(Struct, frozen=True):
    """An expression of one or more string literals that is a token.

    span: of the expression. shown: where the token itself stands, if one literal holds it as it is.
    """

    node: ast.expr
    span: Span
    shown: Span
    value: str | bytes

    def placeholder(self, source: str) -> str:
        """The literal that takes its place, with the quotes of the first one."""
        quotes = re.search(r"'{3}|\"{3}|'|\"", source[slice(*self.span)])
        quote = quotes[0][0] if quotes else '"'
        prefix = "b" if isinstance(self.value, bytes) else ""
        return f"{prefix}{quote}{tokens.PLACEHOLDER}{quote}"

    @property
    def variable(self) -> str:
        """The expression that takes the token from the environment."""
        read = f'os.environ["{VARIABLE}"]'
        return f"{read}.encode()" if isinstance(self.value, bytes) else read


def token_literals(unit: Unit) -> list[TokenLiteral]:
    """The tokens among the literals of a text, in order."""
    found = []
    passed: set[ast.AST] = set()
    for node in unit.nodes(ast.BinOp, ast.Constant):  # the whole of a sum comes before its parts
        if node in passed:
            continue
        value = _value(node)
        if not isinstance(value, (str, bytes)):
            continue
        passed.update(trees.walk(node))
        if _is_token(unit, node, value if isinstance(value, str) else value.decode("latin-1")):
            span = unit.source.span(node)
            found.append(TokenLiteral(node, span, _shown(unit.source.text, span, value), value))
    return sorted(found, key=lambda literal: literal.span)


def texts(unit: Unit) -> list[Span]:
    """Where a token can be a part of something: in strings but those that are keys, in comments and magics.

    What looks like a token elsewhere is a number or a name.
    """
    left = [key for literal in unit.nodes(ast.Dict) for key in literal.keys if key is not None]
    left += [node.slice for node in unit.nodes(ast.Subscript)]
    left += [pattern.value for pattern in unit.nodes(ast.MatchValue)]
    keys = {unit.source.span(node) for node in left}
    strings = [match.span() for match in _TEXTS.finditer(unit.source.python)]
    return [span for span in strings if span not in keys] + [(one.start, one.end) for one in unit.magics]


def is_for_environment(unit: Unit, node: ast.AST) -> bool:
    """Whether a value is put into the environment, or stands for one that is missing there."""
    statement = unit.statement(node)
    around: list[ast.AST] = [
        call.func for call in unit.enclosing(node, ast.Call) if isinstance(call, ast.Call)
    ]
    if isinstance(statement, ast.Assign):
        around += statement.targets
    return any(_ENVIRONMENT.search(unit.source.original(one)) for one in around)


def is_in_fstring(unit: Unit, node: ast.AST) -> bool:
    """Whether a node stands in an f-string, where not all quotes may be written."""
    return next(unit.enclosing(node, ast.JoinedStr), None) is not None


def _value(node: ast.AST) -> object:
    """The text that literals, and sums of literals, are; None for anything else."""
    parts: list[object] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts.append(node.right.value if isinstance(node.right, ast.Constant) else None)
        node = node.left
    if not isinstance(node, ast.Constant):
        return None
    parts.append(node.value)
    for kind in (str, bytes):
        if all(isinstance(part, kind) for part in parts):
            return kind().join(reversed(parts))  # type: ignore[arg-type]
    return None


def _is_token(unit: Unit, node: ast.expr, value: str) -> bool:
    text = "".join(value.split())
    if len(text) < 6 or len(value) > 400:
        return False
    parent = unit.parent(node)
    if isinstance(parent, ast.JoinedStr) or _is_left(parent, node):
        return False
    if tokens.looks_like_token(text):
        return True
    return tokens.is_token(value) and len(text) >= _given_as_token(parent, node)


def _is_left(parent: ast.AST | None, node: ast.AST) -> bool:
    """Whether a value is the key of something, or a pattern."""
    if isinstance(parent, ast.Dict):
        return node in parent.keys
    return isinstance(parent, ast.MatchValue) or (isinstance(parent, ast.Subscript) and parent.slice is node)


_NEVER = 1 << 30


def _given_as_token(parent: ast.AST | None, node: ast.expr) -> int:
    """How long a value must be to be a token, by what it is given to."""
    names: list[ast.AST | str | None] = []
    if isinstance(parent, ast.keyword):
        names.append(parent.arg)
    elif isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        names += parent.targets if isinstance(parent, ast.Assign) else [parent.target]
    elif isinstance(parent, ast.Dict):
        names.append(parent.keys[parent.values.index(node)])
    elif isinstance(parent, ast.arguments):
        names += _parameters(parent, node)
    elif isinstance(parent, ast.Call) and node in parent.args:
        place = parent.args.index(node)
        if place == 0:
            return tokens.FUNCTIONS.get(_name(parent.func), _NEVER)
        names += [parent.args[place - 1]] if isinstance(parent.args[place - 1], ast.Constant) else []
    return 0 if any(tokens.is_called_so(_name(name)) for name in names) else _NEVER


def _parameters(arguments: ast.arguments, default: ast.expr) -> Iterator[str]:
    """The name of the parameter that has a default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    with_default = zip(reversed(positional), reversed(arguments.defaults), strict=False)
    yield from (one.arg for one, value in with_default if value is default)
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    yield from (one.arg for one, value in keywords if value is default)


def _name(node: ast.AST | str | None) -> str:
    """What something is called: a name, an attribute, a key that is a literal."""
    if isinstance(node, ast.Subscript):
        node = node.slice
    if isinstance(node, ast.Constant):
        node = node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node if isinstance(node, str) else ""


def _shown(source: str, span: Span, value: str | bytes) -> Span:
    """Where the token stands within its quotes."""
    text = value if isinstance(value, str) else value.decode("latin-1")
    at = source.find(text.strip(), *span)
    return (at, at + len(text.strip())) if at >= 0 else span
