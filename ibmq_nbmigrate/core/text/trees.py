"""Walking over trees of `ast`, quicker than `ast.walk`: only fields that hold nodes are looked at."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

_LEAVES = frozenset(
    {
        "ctx",
        "op",
        "ops",
        "id",
        "attr",
        "arg",
        "name",
        "names",
        "asname",
        "module",
        "level",
        "kind",
        "type_comment",
        "type_ignores",
        "simple",
        "is_async",
        "conversion",
        "n",
        "s",
        "rest",
        "kwd_attrs",
        "tag",
    }
)


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    if kind in (ast.Constant, ast.MatchSingleton):
        return ()
    keep = (
        {"names"}
        if kind in (ast.Import, ast.ImportFrom)
        else {"name"}
        if kind.__name__ == "TypeAlias"
        else set()
    )
    return tuple(name for name in kind._fields if name not in _LEAVES or name in keep)


class _Fields(dict[type, "tuple[str, ...]"]):
    def __missing__(self, kind: type) -> tuple[str, ...]:
        self[kind] = found = _fields(kind)
        return found


FIELDS = _Fields()


def walk(node: ast.AST) -> list[ast.AST]:
    """The node and all below it, level by level as `ast.walk` gives them, but for contexts and operators."""
    nodes = [node]
    fields = FIELDS
    for one in nodes:
        for name in fields[one.__class__]:
            value = getattr(one, name, None)
            if value is None:
                continue
            if value.__class__ is list:
                nodes += [item for item in value if item is not None]
            else:
                nodes.append(value)
    return nodes


Parents = dict[ast.AST, ast.AST]
ByKind = dict[type, list[ast.AST]]


def index(node: ast.AST) -> tuple[Parents, ByKind]:
    """Each node below a node, with the node that holds it; and the nodes of each kind, as `walk` has them."""
    held_by: Parents = {}
    by_kind: ByKind = defaultdict(list)
    waiting = [node]
    fields = FIELDS
    for one in waiting:
        for name in fields[one.__class__]:
            value = getattr(one, name, None)
            if value is None:
                continue
            for item in value if value.__class__ is list else (value,):
                if item is None:
                    continue
                held_by[item] = one
                kind = item.__class__
                by_kind[kind].append(item)
                if fields[kind]:  # nothing stands below a name
                    waiting.append(item)
    return held_by, by_kind


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes right below a node."""
    for name in FIELDS[node.__class__]:
        value = getattr(node, name, None)
        if value.__class__ is list:
            for item in value:
                if item is not None:
                    yield item
        elif value is not None:
            yield value
