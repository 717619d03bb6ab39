"""One walk over the cells of a notebook, in order, that finds out what each expression is.

Cells share a namespace; so do we. What a type offers and returns comes from the stubs: no name of the
API stands here. Branches are followed and joined, loops walked twice, functions of the notebook
evaluated at their calls with the types of the arguments, and functions that nobody calls at the end.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.names import Reference
from ibmq_nbmigrate.core.typing.statements import Statements
from ibmq_nbmigrate.core.typing.types import INSTANCE, LOCAL, Type, instance
from ibmq_nbmigrate.facts.words import ALIKE_TODAY, HIDDEN_OBJECTS

__all__ = ["Inference", "Reference"]


MAX_WALKS = 2
"""How often the cells are walked again."""


class Inference(Statements):
    """The walk. Feed cells in order with `cell`, then call `finish`; `Names` says what is known then."""

    def cell(self, tree: ast.Module, unit: int) -> None:
        """Walk one cell, the text number `unit`."""
        self._walks.append((self._cell, tree, unit))
        self._cell(tree, unit)

    def _cell(self, tree: ast.Module, unit: int) -> None:
        self.unit = unit
        self._block(tree.body)

    def asides(self, texts: Iterable[tuple[ast.Module, int]]) -> None:
        """Walk code that does not run, such as code in comments: it sees the names and leaves none behind."""
        texts = tuple(texts)
        self._walks.append((self._asides, texts))
        self._asides(texts)

    def _asides(self, texts: Iterable[tuple[ast.Module, int]]) -> None:
        bindings, self.bindings = self.bindings, self.aside_bindings
        held, self.globals.saved = self.globals.held, {}
        self.is_aside = True
        for tree, unit in texts:
            self._cell(tree, unit)
        self.is_aside = False
        self.globals.rewind(self.globals.saved, held)
        self.globals.saved = None
        self.bindings = bindings

    def finish(self) -> None:
        """Evaluate what no cell calls; walk again, if a name was used above the cell that binds it.

        Cells run in any order.
        """
        self._evaluate_all_uncalled()
        known: dict[str, Type | None] = {}
        for _ in range(MAX_WALKS):  # what a name is may hang on another one that stands below, too
            early = known | self._bound_below()
            if early == known:
                return
            known = early
            walks, foreign = self._walks, self.may_be_foreign
            self.release()
            self.forget()
            for name, of in early.items():
                self._set(self.globals, name, of)
            self.may_be_foreign, self._walks = foreign, walks
            for walk, *what in walks:
                walk(*what)
            self._evaluate_all_uncalled()

    def _evaluate_all_uncalled(self) -> None:
        for cls in self.local_classes:
            for method in cls.methods.values():
                self._evaluate_uncalled(method, Type(LOCAL, cls.name, value=("object", cls)))
        for function in self.functions:
            if function.bound_to is None:
                self._evaluate_uncalled(function, None)

    def _bound_below(self) -> dict[str, Type | None]:
        """Names that were asked for above the cell that binds them, and what they are."""
        found = {}
        for name in self.missing:
            bound = self.bindings.get(name) if name in self.globals.names else None
            if bound:
                # an import means the same, whichever of them brings it: of a mixed notebook, say
                is_imported = name in self.imported and all(
                    one and one.name.startswith("qiskit") for one in bound
                )
                is_same = is_imported or len({_is_today(one) for one in bound}) == 1
                of = bound[0] if is_same else None
                of = None if of is not None and of.kind == LOCAL else of
                if of != self._unbound(name):
                    found[name] = of
            elif name in HIDDEN_OBJECTS and self._unbound(name) is None and self.has_usual_names():
                found[name] = instance(HIDDEN_OBJECTS[name])
        return found

    def has_usual_names(self) -> bool:
        """Whether cells bind some of the names that are usual, each to what it usually is."""
        held = [(of, HIDDEN_OBJECTS[name]) for name in HIDDEN_OBJECTS for of in self.bindings.get(name, ())]
        return bool(held) and all(of is not None and of.is_instance(usual) for of, usual in held)

    def release(self) -> None:
        """Undo the circles of references: nothing can be asked any more."""
        self.globals.names.clear()
        self._walks = []
        for function in self.functions:
            function.release()
        for cls in self.local_classes:
            for method in cls.methods.values():
                method.release()
            cls.methods.clear()
            cls.attributes.clear()


def _is_today(of: Type | None) -> Type | None:
    """What something is once all is migrated: objects of two packages may be of one."""
    if of is None or of.kind != INSTANCE or "." not in of.name:
        return of
    olds = (old for old in ALIKE_TODAY if stubs.is_subclass(of.name, old))
    old = next(olds, None)
    return of if old is None else instance(ALIKE_TODAY[old])
