"""Names that are gone for good: their imports become comments, and each statement with them is said once."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate
from operator import itemgetter

from ibmq_nbmigrate.core.kept import is_tried
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import Rule
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.use import Outcome, Use, manual, review, shown
from ibmq_nbmigrate.facts.gone import RETIRED

_Use = tuple[Use, Rule, Outcome]
_Say = Callable[[Use, Rule, Outcome, ast.AST], None]


class GoneNames:
    """Collects the uses of names that are gone; `settle` takes out their imports and says them."""

    def __init__(self, migration: Migration) -> None:
        self._migration = migration
        self._uses: dict[tuple[Unit, ast.stmt, str], list[_Use]] = {}

    def add(self, use: Use, rule: Rule, outcome: Outcome) -> None:
        """Note a use, or an import."""
        self._uses.setdefault((use.unit, use.statement, rule.code), []).append((use, rule, outcome))

    def _outermost(self) -> dict[tuple[Unit, ast.stmt, str], list[_Use]]:
        """The uses by statement; what stands inside a statement that cannot run belongs to that."""
        found: dict[tuple[Unit, ast.stmt, str], list[_Use]] = {}
        for (unit, statement, code), uses in self._uses.items():
            around = unit.enclosing(statement, ast.With, ast.For, ast.While, ast.If)
            dead = [one for one in around if (unit, one, code) in self._uses]
            outer = dead[-1] if dead and not uses[0][0].is_import else statement
            assert isinstance(outer, ast.stmt)
            found.setdefault((unit, outer, code), []).extend(uses)
        return found

    def settle(self, say: _Say) -> None:
        """Say every statement once, with all of its names; `say` gets the first use and the last node."""
        for (unit, _, _), uses in self._outermost().items():
            imports = [
                one for one in uses if one[0].is_import and unit.runs and not is_tried(unit, one[0].node)
            ]
            unused = [one for one in imports if not self._is_used(one[0])]
            is_meant = bool(unused) and unused == uses and _may_be_meant(unused[0][0])
            if is_meant:
                unused = []
            left = [one for one in uses if one not in unused]
            for use, _, _ in imports:
                if any(use is one[0] for one in unused):
                    use.drop_import()
                elif use.settings.mark_manual:
                    use.comment_out_import()
            if unused:
                say(*_first(unused), review(_of_unused(unused)), _last_of_first(unused))
            if left:
                said = _of_names(left)
                if is_meant:
                    said = f"{said}; nothing uses the import, so you may delete it"
                say(*_first(left), manual(said), _last_of_first(left))

    # -- what is used --------------------------------------------------------------------------------

    def _is_used(self, use: Use) -> bool:
        """Whether anything in the notebook uses what an import binds."""
        alias = use.node
        assert isinstance(alias, ast.alias)
        if alias.name == "*":
            return True
        if isinstance(use.statement, ast.Import) and not alias.asname and "." in alias.name:
            return self._is_path_used(alias.name) or self._migration.is_unread(alias.name)
        name = alias.asname or alias.name
        if _is_imported_again(use, name):
            return False
        return self._is_asked_for(name) or self._migration.is_unread(name)

    def _is_asked_for(self, name: str) -> bool:
        """Whether code that runs asks for a name."""
        places = self._migration.places_of(name)
        return any(not isinstance(node.ctx, ast.Store) for _, node in places)

    def _is_path_used(self, path: str) -> bool:
        return path in self._migration.once(_paths_used)


def _paths_used(migration: Migration) -> set[str]:
    """The names of modules by which anything is taken, and of what holds them."""
    references = migration.inference.references.items()
    whole = {one.path for node, some in references if isinstance(node, ast.Attribute) for one in some}
    return {path for name in whole for path in accumulate(name.split("."), "{}.{}".format)}


def _may_be_meant(use: Use) -> bool:
    """Whether an import of which nothing is used stays, in a comment: it says what the notebook is to do."""
    return use.settings.mark_manual and use.symbol.startswith(RETIRED)


def _is_imported_again(use: Use, name: str) -> bool:
    """Whether a later import of the same cell binds a name anew before anything uses it."""
    places = use.migration.once(_named_in, use.unit)[name]
    behind = bisect_right(places, use.source.span(use.node)[0], key=itemgetter(0))
    again = places[behind][1] if behind < len(places) else None
    return isinstance(again, ast.alias) and use.unit.parent(use.unit.statement(again)) is use.unit.tree


_Named = dict[str, list[tuple[int, ast.AST]]]


def _named_in(_: Migration, unit: Unit) -> _Named:
    """Where each name stands in a text, or is bound by an import, in order."""
    found: _Named = defaultdict(list)
    for one in unit.nodes(ast.alias):
        found[one.asname or one.name.partition(".")[0]].append((unit.source.span(one)[0], one))
    for node in unit.nodes(ast.Name):
        found[node.id].append((unit.source.span(node)[0], node))
    for places in found.values():
        places.sort(key=itemgetter(0))
    return found


def _first(uses: list[_Use]) -> tuple[Use, Rule]:
    use, rule, _ = uses[0]
    return use, rule


def _last_of_first(uses: list[_Use]) -> ast.AST:
    """The last of the names that stand in the same statement as the first one."""
    first = uses[0][0]
    return next(use for use, _, _ in reversed(uses) if use.statement is first.statement).node


def _of_unused(uses: list[_Use]) -> str:
    names = _written(use for use, _, _ in uses)
    return f"nothing uses {names}, which {_are(uses)} gone; the import is removed"


def _of_names(uses: list[_Use]) -> str:
    """What is said of the names of one statement: once for all that have the same successor."""
    by_advice: dict[str, list[_Use]] = {}
    for one in uses:
        outcome = one[2]
        by_advice.setdefault(outcome.message if outcome.gone is None else outcome.gone, []).append(one)
    texts = []
    for advice, same in by_advice.items():
        if same[0][2].gone is None:
            texts.append(advice)
        else:
            texts.append(f"{_written(use for use, _, _ in same)} {_are(same)} gone: {advice}")
    return "; ".join(texts)


def _are(uses: list[_Use]) -> str:
    return "is" if len({_path(use) for use, _, _ in uses}) == 1 else "are"


def _written(uses: Iterable[Use]) -> str:
    """Names for a message: one by its full name, several by their own names and the module they share."""
    paths = list(dict.fromkeys(map(_path, uses)))
    homes = {path.rpartition(".")[0] for path in paths}
    if len(paths) == 1 or len(homes) > 1:
        return shown(paths)
    return f"{shown(path.rpartition('.')[2] for path in paths)} of `{homes.pop()}`"


def _path(use: Use) -> str:
    return use.reference.path or use.symbol
