"""One use of a legacy symbol: what a rule can ask of it, what it may do there, and what it answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ibmq_nbmigrate.core.calls import Argument, rebuild_call
from ibmq_nbmigrate.core.migration import PROVIDERS, SERVICE, Migration
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.text.comments import comments_in
from ibmq_nbmigrate.core.text.dropping import drop
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.ipython_syntax import Magic
from ibmq_nbmigrate.core.text.shell import program
from ibmq_nbmigrate.core.text.units import Need, Unit
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.calls import member_by_name
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.scopes import latest
from ibmq_nbmigrate.core.typing.types import Type, options
from ibmq_nbmigrate.facts.moves import MOVES


class Outcome(Struct, frozen=True):
    """What a rule did with one use. With status None it did nothing, and there is nothing to say.

    gone: of a name that is gone for good, what to do instead; such names are said once a statement.
    """

    status: Status | None
    message: str = ""
    gone: str | None = None


def fixed(message: str) -> Outcome:
    """Rewritten; means the same."""
    return Outcome(Status.FIXED, message)


def review(message: str) -> Outcome:
    """Rewritten; a person should look."""
    return Outcome(Status.REVIEW, message)


def manual(message: str) -> Outcome:
    """Not rewritten; the message says what to do."""
    return Outcome(Status.MANUAL, message)


def gone(use: Use, advice: str) -> Outcome:
    """Not rewritten: the name is gone for good, and nothing replaces it one to one."""
    return Outcome(Status.MANUAL, f"`{use.reference.path or use.symbol}` is gone: {advice}", advice)


KEPT = Outcome(None)
"""Means the same on the new packages; nothing to do or say."""


class Use:
    """One place that names a legacy symbol, and what a rule may do there.

    symbol: the qualified legacy name. node: the name, attribute or import alias. call: the call of it, if
    it is called. owner: for a member, the type of what it is taken from.
    """

    def __init__(self, migration: Migration, unit: Unit, node: ast.AST, reference: Reference) -> None:
        self.migration = migration
        self.settings = migration.settings
        self.release = migration.release
        self.unit = unit
        self.source = unit.source
        self.node = node
        self.reference = reference
        self.symbol = reference.symbol
        self.owner = reference.owner
        self.call = migration.inference.calls.get(node)

    def as_if(self, reference: Reference) -> Use:
        """The use, if it were of something else."""
        return Use(self.migration, self.unit, self.node, reference)

    # -- asking --------------------------------------------------------------------------------------

    @property
    def expression(self) -> ast.expr:
        """The call, or the bare reference where nothing is called."""
        node = self.call or self.node
        assert isinstance(node, ast.expr)
        return node

    @property
    def receiver(self) -> ast.expr | None:
        """What the member is taken from: `provider` in ``provider.backends()``."""
        if self.getattr_call is not None:
            return self.getattr_call.args[0]
        if isinstance(self.node, (ast.Attribute, ast.Subscript)):
            return self.node.value
        return None

    @property
    def base(self) -> ast.expr | None:
        """The receiver, or the provider behind it: `provider` in ``provider.runtime.jobs()``, too."""
        receiver = self.receiver
        if isinstance(receiver, ast.Attribute):
            for reference in self.migration.inference.references.get(receiver, ()):
                if reference.owner is not None and reference.owner.is_instance(*PROVIDERS):
                    return receiver.value
        return receiver

    @property
    def parent(self) -> ast.AST | None:
        """The node around the call or reference."""
        return self.unit.parent(self.expression)

    @property
    def statement(self) -> ast.stmt:
        """The statement around the use."""
        return self.unit.statement(self.node)

    @property
    def is_statement(self) -> bool:
        """Whether the call or reference is a statement of its own."""
        return isinstance(self.parent, ast.Expr)

    @property
    def is_receiver(self) -> bool:
        """Whether a member is taken from this: the member answers for it."""
        return self.node in self.migration.inference.receivers

    @property
    def is_by_other_name(self) -> bool:
        """Whether this is a member that was taken from its object elsewhere, as in ``get = x.get; get()``."""
        holder, _, member = self.symbol.rpartition(".")
        if isinstance(self.node, ast.Constant):  # of `getattr`; of the environment it is a variable
            return not self.symbol.startswith("$")
        if isinstance(self.node, ast.Name):
            return isinstance(stubs.lookup(holder), stubs.Class) and not member.startswith("__")
        if self.owner is None or not isinstance(self.node, (ast.Attribute, ast.Subscript)):
            return False
        taken = self.node.attr if isinstance(self.node, ast.Attribute) else ""
        return taken != member and not member.startswith("__")

    @property
    def getattr_call(self) -> ast.Call | None:
        """The call ``getattr(x, "name")`` of which this is the name."""
        around = self.unit.parent(self.node) if isinstance(self.node, ast.Constant) else None
        return around if isinstance(around, ast.Call) and member_by_name(around) is self.node else None

    @property
    def is_import(self) -> bool:
        """Whether this is an import of the symbol."""
        return isinstance(self.node, ast.alias)

    @property
    def arguments(self) -> dict[str, ast.expr]:
        """The arguments of the call, by the legacy parameter's name."""
        if self.call is None:
            return {}
        definition = self.reference.definition or stubs.lookup(self.symbol)
        if isinstance(definition, ast.expr) or (
            isinstance(definition, stubs.Function) and definition.is_property
        ):
            made = self.type(self.node)  # an attribute that can be called: ``provider.backends()``
            called = stubs.member(made.name, "__call__") if made is not None else None
            definition = called.definition if called is not None else None
        if isinstance(definition, stubs.Class):
            init = stubs.member(definition.name, "__init__")
            definition = init.definition if init is not None else None
        if isinstance(definition, stubs.Function):
            return stubs.bind(stubs.choose(definition, self.call, self.migration.inference.types), self.call)
        return {k.arg: k.value for k in self.call.keywords if k.arg is not None}

    @property
    def has_star(self) -> bool:
        """Whether the call passes arguments that cannot be seen."""
        return self.call is not None and stubs.has_star(self.call)

    def type(self, node: ast.AST | None) -> Type | None:
        """What an expression is."""
        return self.migration.type(node)

    def literal(self, node: ast.expr | None) -> str | None:
        """The text that an expression is known to be."""
        return self.migration.literal(node)

    def place(self, argument: ast.expr) -> int:
        """The place of an argument among all arguments of the call, in the order of the source."""
        assert self.call is not None
        every = [*self.call.args, *(keyword.value for keyword in self.call.keywords)]
        every.sort(key=lambda node: (node.lineno, node.col_offset))
        return every.index(argument)

    def held(self, *classes: str) -> Iterator[tuple[str, Type]]:
        """Names in scope that hold an instance of a class, with what they hold; see `scopes.latest`."""
        held = latest(self.reference.held, *classes)
        return (item for item in held if item[1].origin not in self.migration.left)

    def service(self) -> str | None:
        """The name under which a service is at hand here, or None."""
        for name, _ in self.held(SERVICE, *PROVIDERS):
            return self.migration.names.get(name, name) if name else self.migration.service_name
        return None

    @property
    def has_several_services(self) -> bool:
        """Whether more than one name holds a service here, so that none can stand for all."""
        kept = self.migration.names
        held = (
            kept.get(name, name) or self.migration.service_name for name, _ in self.held(SERVICE, *PROVIDERS)
        )
        first = next(held, None)
        return any(name != first for name in held)

    # -- text ----------------------------------------------------------------------------------------

    def original(self, node: ast.AST) -> str:
        """The text of a node as it was. It may stand in another cell."""
        if self.unit.parent(node) is None:
            return self.migration.original(node)
        return self.source.original(node)

    def text(self, node: ast.AST) -> str:
        """The text of a node with the edits inside it made; only for the new text of an edit.

        The node may stand in another cell.
        """
        if self.unit.parent(node) is None:
            return self.migration.current(node)
        return self.source.current(node)

    # -- changing ------------------------------------------------------------------------------------

    def rename_member(self, name: str) -> None:
        """Give the member another name: ``x.old`` becomes ``x.name``."""
        if isinstance(self.node, ast.Constant):
            quote = self.original(self.node)[-1]
            self.source.rewrite(self.node, f"{quote}{name}{quote}")
            return
        if self.is_by_other_name:
            return  # renamed where it was taken
        assert isinstance(self.node, ast.Attribute)
        end = self.source.span(self.node)[1]
        self.source.replace(end - len(self.node.attr), end, name)

    def take_from(self, module: str, name: str) -> bool:
        """Write a name of another module in place of ``old.name`` or ``getattr(old, "name")``.

        False where the name stands elsewhere, as in a list of names that `getattr` takes one by one.
        """
        place = self.getattr_call if isinstance(self.node, ast.Constant) else self.node
        if place is None:
            return False
        self.source.rewrite(place, self.need(module, name))
        return True

    def take(self, name: str) -> None:
        """Take another member from the base: ``provider.backend.jobs`` becomes ``provider.name``."""
        base = self.base
        assert base is not None
        if self.getattr_call is not None:
            self.source.rewrite(self.getattr_call, lambda: f"{self.text(base)}.{name}")
            return
        self.source.replace(self.source.span(base)[1], self.source.span(self.node)[1], f".{name}")

    def drop_call(self) -> None:
        """``x.name()`` becomes ``x.name``."""
        assert self.call is not None
        taken = self.getattr_call or self.node
        self.source.replace(self.source.span(taken)[1], self.source.span(self.call)[1], "")

    def drop_member(self, node: ast.Attribute) -> None:
        """``provider.runtime`` becomes ``provider``."""
        self.source.replace(self.source.span(node.value)[1], self.source.span(node)[1], "")

    def replace(self, new: str) -> None:
        """Put a text in place of the call or bare reference."""
        self.source.rewrite(self.expression, new)

    def replace_with(self, new: Callable[[], str]) -> None:
        """Put in place of the call what a function makes once the edits inside it are known."""
        self.source.rewrite(self.expression, new)

    def rebuild(self, function: str, arguments: Sequence[Argument]) -> None:
        """Give the call another function and other arguments; ``{}`` in `function` stands for the base."""
        call = self.call
        assert call is not None
        receiver = self.base

        def new() -> str:
            name = function
            if "{}" in name and receiver is not None:
                name = name.replace("{}", self.text(receiver))
            # the call with its inner edits made, but for those of its function, which is given
            opening = self.source.python.index("(", self.source.span(call.func)[1])
            given = self.source.render(opening, self.source.span(call)[1])
            return rebuild_call("_" + given, name, arguments)

        self.source.rewrite(call, new)

    def pass_on(
        self,
        function: str | None = None,
        *,
        first: Sequence[Argument] = (),
        positional: Sequence[str] = (),
        rename: Mapping[str, str] | None = None,
        drop: Collection[str] = (),
    ) -> None:
        """Keep the call's arguments, but for some.

        function: the new function; None leaves it to other edits. first: arguments to put in front.
        positional: names of the new function's positional parameters; an argument that stood elsewhere
        gets its keyword. rename: new keywords. drop: arguments to leave out.
        """
        assert self.call is not None
        rename = rename or {}
        names = {id(node): name for name, node in self.arguments.items()}
        given = [*self.call.args, *(keyword.value for keyword in self.call.keywords)]
        arguments = list(first)
        changed = bool(first)
        for i, node in enumerate(sorted(given, key=lambda node: (node.lineno, node.col_offset))):
            name = names.get(id(node))
            if name in drop:
                changed = True
                continue
            is_keyword = any(keyword.value is node for keyword in self.call.keywords)
            new = rename.get(name, name) if name is not None else None
            same_place = name is None or name.startswith("*") or tuple(positional[i : i + 1]) == (new,)
            keep_place = not is_keyword and same_place and len(arguments) == i
            arguments.append(Argument(None if keep_place or (is_keyword and name is None) else new, i))
            changed = changed or (not keep_place and (not is_keyword or new != name))
        if changed:
            self.rebuild(function or "{}" + self._member_text(), arguments)
        elif function is not None:
            node = self.call.func
            receiver = self.base

            def new_function() -> str:
                return function.replace("{}", self.text(receiver) if receiver is not None else "")

            if "{}" in function:
                self.source.rewrite(node, new_function)
            else:
                self.source.rewrite(node, function)

    def _member_text(self) -> str:
        if isinstance(self.node, ast.Constant):
            return f".{self.node.value!s}"
        return f".{self.node.attr}" if isinstance(self.node, ast.Attribute) else ""

    def keyword(self, argument: ast.expr, name: str) -> None:
        """Give an argument of the call a keyword, or another one."""
        assert self.call is not None
        for given in self.call.keywords:
            if given.value is argument and given.arg is not None:
                start = self.source.span(given)[0]
                self.source.replace(start, start + len(given.arg), name)
                return
        start, end = self._outside(argument), self.source.span(argument)[1]
        if isinstance(argument, ast.NamedExpr) and start == self.source.span(argument)[0]:
            self.source.insert(start, f"{name}=(")  # ``f(x := 1)`` takes parentheses with a keyword
            self.source.insert(end, ")")
        else:
            self.source.insert(start, f"{name}=")

    def _outside(self, argument: ast.expr) -> int:
        """Where an argument begins, with the parentheses around it, which `ast` does not show."""
        start = self.source.span(argument)[0]
        text = self.source.python
        while text[:start].rstrip()[-1:] == "(" and self.call is not None:
            outer = len(text[:start].rstrip()) - 1
            if outer <= self.source.span(self.call.func)[1]:
                break
            start = outer
        return start

    def need(self, module: str, name: str, alias: str | None = None) -> str:
        """Make sure that `name` is imported from `module` here; the text to use for it.

        An empty `module` is for ``import name``, ``import name as alias``.
        """
        self.migration.needs.append(Need(module, name, self.unit, self.node, self.symbol, alias))
        return alias or name

    def move_import(self, module: str, name: str, *, keep_name: bool = True) -> None:
        """Take the name out of its import and import its successor instead.

        keep_name: the uses stay, so a successor of another name is imported under the old one.
        """
        assert isinstance(self.node, ast.alias)
        if isinstance(self.statement, ast.Import):
            new = ("", f"{module}.{name}" if module else name, self.node.asname)
        else:
            old = self.node.asname or self.node.name
            new = (module, name, old if keep_name and old != name and name != "*" else None)
        self.migration.imports.lose(self.unit, self.node, self.symbol, new)

    def rename_uses(self, to: str) -> bool:
        """Call an imported name everywhere as its successor `to` is called; False where it must be kept."""
        assert isinstance(self.node, ast.alias)
        old, new = self.node.name, to.rpartition(".")[2]
        is_module = "." not in to
        if old == new or is_module or self.node.asname or isinstance(self.statement, ast.Import):
            return False
        if not self.unit.runs:
            return self.migration.renamed.get(old) == to
        if old not in self.migration.renamed and self._can_rename(old, new, to):
            self.migration.renamed[old] = to
            for unit in self.migration.units:
                for node in unit.nodes(ast.Name) if old in unit.source.python else ():
                    if node.id == old:
                        unit.source.rewrite(node, new)
        return self.migration.renamed.get(old) == to

    def _can_rename(self, old: str, new: str, to: str) -> bool:
        """Whether a name is only ever this import, and the new one nothing else."""
        inference = self.migration.inference
        mentioned = re.compile(rf"\b{old}\b")
        if any(mentioned.search(text) for text in self.migration.unread):
            return False
        for name in (old, new):
            imported = inference.imported.get(name, ())
            if len(imported) != len(inference.bindings.get(name, ())):
                return False
            if any(
                path != to and MOVES.get(path) != to and stubs.canonical(path) != self.symbol
                for path in imported
            ):
                return False
        return new in inference.bindings or new not in inference.globals.names

    def comment_out_import(self) -> None:
        """Take the name out of its import, and leave that as a comment."""
        assert isinstance(self.node, ast.alias)
        self.migration.imports.comment_out(self.unit, self.node, self.symbol)

    def drop_import(self) -> None:
        """Take the name out of its import."""
        assert isinstance(self.node, ast.alias)
        self.migration.imports.lose(self.unit, self.node, self.symbol)

    def drop_statement(self, *, keep_comment: bool = False) -> None:
        """Take out the statement around the use; a block of which nothing stays gets a ``pass``.

        keep_comment: a comment behind the statement stays, on its line.
        """
        drop(self.unit, self.statement, keep_comment=keep_comment)

    def keep_comments(self, *moved: ast.expr) -> None:
        """Put the comments inside the call, which is written anew, above its statement.

        moved: expressions that keep their text, with the comments in it; those of other cells do not count.
        """
        assert self.call is not None
        spans = [self.source.span(node) for node in moved if self.unit.parent(node) is not None]
        inside = comments_in(self.source.python, *self.source.span(self.call))
        kept = [span for span in inside if not any(start <= span[0] < end for start, end in spans)]
        begins = self.source.span(self.statement)[0]
        at = self.source.line_start(begins)
        if kept and begins == _code_start(self.source, begins):
            indent, newline = self.source.text[at:begins], self.source.newline
            self.source.insert_line(
                at, lambda: "".join(f"{indent}{self.source.render(*span)}{newline}" for span in kept)
            )

    def follow(self, module: str, name: str) -> None:
        """A use by name of something that moved: its import was moved, or is added here."""
        if isinstance(self.node, ast.Name) and self.node.id != name:
            if self.node.id in self.migration.inference.imported:
                return  # called as its import says
            self.source.rewrite(self.node, name)
        self.need(module, name)

    def keep_bound(self, module: str) -> None:
        """Import the name of this use where no cell binds it: a hidden cell did."""
        inference = self.migration.inference
        if isinstance(self.node, ast.Name) and self.node.id not in inference.bindings:
            self.need(module, self.node.id)

    def assign(self, name: str) -> None:
        """Give the value of a call that is a statement a name; in a line of prose it needs none."""
        if self.unit.inline:
            return
        self.source.insert(self.source.span(self.expression)[0], f"{name} = ")


def _code_start(source: Source, offset: int) -> int:
    """Where the code of an offset's line begins."""
    line = source.python[source.line_start(offset) : source.line_end(offset)]
    return source.line_start(offset) + len(line) - len(line.lstrip())


class MagicUse:
    """One magic, shell line or help line; `symbol` is ``%name``, ``%%name``, ``!command`` or ``?``."""

    def __init__(self, migration: Migration, unit: Unit, magic: Magic) -> None:
        self.migration = migration
        self.settings = migration.settings
        self.release = migration.release
        self.unit = unit
        self.source = unit.source
        self.magic = magic
        if magic.kind == "shell":
            self.symbol = f"!{program(magic.arguments)}"
        else:
            self.symbol = {"line": "%", "cell": "%%"}.get(magic.kind, "") + magic.name

    @property
    def line(self) -> int:
        """Where its line begins."""
        return self.source.line_start(self.magic.start)

    def drop(self) -> None:
        """Take the line out."""
        read = self.unit.statement_at(self.magic.start)
        if read is not None:
            drop(self.unit, read, end=self.magic.end)
            return
        self.source.replace(
            self.source.line_start(self.magic.start), self.source.line_end(self.magic.end), ""
        )

    def replace(self, new: str) -> None:
        """Put a text in place of the magic."""
        self.source.replace(self.magic.start, self.magic.end, new)

    def replace_arguments(self, new: str) -> None:
        """Put a text in place of what stands behind the magic's name."""
        start = self.magic.arguments_start
        self.source.replace(start, start + len(self.magic.arguments), new)


def every_option(of: Type | None) -> Iterable[Type]:
    """The known options of a type."""
    return [option for option in options(of) if option is not None]


def shown(names: Mapping[str, object] | Iterable[str]) -> str:
    """Names for a message: ``a``, ``b`` and ``c``."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" and {quoted[-1]}"
