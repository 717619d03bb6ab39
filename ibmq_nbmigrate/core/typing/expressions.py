"""Expressions: what each of them is, and what it refers to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeGuard

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.calls import ENVIRONMENT, Calls, made_by
from ibmq_nbmigrate.core.typing.names import (
    LocalClass,
    Reference,
    bound_by_class,
    dotted,
    symbol_of,
)
from ibmq_nbmigrate.core.typing.scopes import UNBOUND, Scope
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FOREIGN,
    FUNCTION,
    IMPORTED,
    INSTANCE,
    LOCAL,
    MODULE,
    NONE,
    OTHER,
    STR,
    UNION,
    Type,
    instance,
    join,
    options,
)
from ibmq_nbmigrate.facts.circuit_methods import OF_CIRCUITS_ONLY
from ibmq_nbmigrate.facts.given import PRODUCTS, given_by
from ibmq_nbmigrate.facts.words import GIVEN_ALIKE, INHERITED, PLACES


class Expressions(Calls):
    """Evaluates expressions."""

    def eval(self, node: ast.expr) -> Type | None:
        """The type of an expression, noting on the way what its parts refer to."""
        handler = _EXPRESSIONS.get(node.__class__)
        if handler is None:
            self._children(node)
            made = None
        else:
            made = handler(self, node)
        types = self.types
        known = types.setdefault(node, made)
        if known is not made:
            types[node] = join(known, made)
        return made

    def _children(self, node: ast.AST) -> None:
        for child in trees.children(node):
            if isinstance(child, ast.expr):
                self.eval(child)

    def _constant(self, node: ast.Constant) -> Type | None:
        if isinstance(node.value, str):
            return _text(node.value) if len(node.value) < 100 else Type(INSTANCE, "str", value=node.value)
        return _TRUE if node.value is True else _PLAIN.get(type(node.value))

    def _name(self, node: ast.Name) -> Type | None:
        value = self._look_up(node.id)
        if value is UNBOUND:
            self.missing.setdefault(node.id, {})[node] = self.unit
            value = self._unbound(node.id)
        if value is None:
            return None
        for option in value.args if value.kind == UNION else (value,):
            if (
                option is not None
                and "." in option.name
                and (
                    option.kind in (CLASS, FUNCTION, MODULE) or stubs.public_name(option.name) != option.name
                )
            ):
                self._refer(node, Reference(stubs.public_name(option.name), None, None, self._held()))
        return value

    def _attribute(self, node: ast.Attribute) -> Type | None:
        owner = self.eval(node.value)
        if owner is None:
            path = dotted(node)
            value = self._look_up(path) if path else UNBOUND
            if self.references.get(node):
                self.uncertain.add(node)
            if value is UNBOUND:
                self.unknown[node] = self.unit
                return None
            return value
        found: list[Type | None] = []
        for option in options(owner):
            made = self._member(node, option) if option is not None else None
            if option is None or (option.kind == FOREIGN and option is not owner):
                self.uncertain.add(node)
            found.append(made)
        result = found[0]
        for made in found[1:]:
            result = join(result, made)
        return result

    def _member(self, node: ast.Attribute, owner: Type) -> Type | None:
        if owner == IMPORTED:
            self.unknown[node] = self.unit
            return owner
        if owner.kind == FOREIGN:
            return self._foreign_member(node, owner)
        if owner.kind == MODULE:
            path = f"{owner.name}.{node.attr}"
            qualified = stubs.canonical(path)
            made = symbol_of(qualified)
            is_object = made.kind == INSTANCE and "." in made.name
            symbol = stubs.public_name(made.name) if is_object else qualified
            self.receivers.add(node.value)
            self._refer(node, Reference(symbol, None, None, self._held(), path))
            return made
        if owner.kind == LOCAL and isinstance(owner.value, tuple):
            return self._local_member(node, owner)
        if owner.kind not in (INSTANCE, CLASS):
            return None
        member = stubs.member(owner.name, node.attr)
        if member is None and (successor := stubs.successor_with(owner.name, node.attr)) is not None:
            return self._member(node, Type(owner.kind, successor, sources=owner.sources))
        if member is None and owner.name == "tuple" and PLACES.get(node.attr, 9) < len(owner.args):
            return owner.args[PLACES[node.attr]]
        if member is None:
            if "." in owner.name and not node.attr.startswith("_"):
                self.receivers.add(node.value)
                symbol = f"{stubs.public_name(owner.name)}.{node.attr}"
                self._refer(node, Reference(symbol, owner, None, self._held()))
            return OTHER
        if "." in owner.name:  # a text, say, answers for nothing
            self.receivers.add(node.value)
            self._refer(node, Reference(member.symbol, owner, member.definition, self._held()))
        return self._member_type(owner, member)

    def _foreign_member(self, node: ast.Attribute, owner: Type) -> Type | None:
        """A member of an object of which no stub knows more than the name of its class, if that."""
        if not owner.name:
            if node.attr in OF_CIRCUITS_ONLY:
                self.unknown[node] = self.unit  # a circuit that another package holds
            return owner if owner.sources else OTHER
        classes, of = INHERITED.get(node.attr, ((), ""))
        if owner.name.startswith(classes):
            return self._member(node, Type(INSTANCE, of, sources=owner.sources))
        self._refer(node, Reference(f"{owner.name}.{node.attr}", owner))
        classes, of = GIVEN_ALIKE.get(node.attr, ((), ""))
        given = stubs.member(of, node.attr) if owner.name.startswith(classes) else None
        if given is not None:
            return self._member_type(Type(INSTANCE, of), given)
        path = f"{owner.name}.{node.attr}"
        return Type(MODULE, path) if given_by(path) is not None else OTHER

    def _member_type(self, owner: Type, member: stubs.Member) -> Type | None:
        definition = member.definition
        if isinstance(definition, ast.expr):
            made = stubs.annotation_type(
                definition, member.owner_class.module, bound_by_class(owner, member.owner_class)
            )
            return made_by(made, owner.sources) if owner.sources else made
        if definition.is_property or definition.name.endswith(".__getattr__"):
            signature = definition.overloads[-1]
            made = stubs.annotation_type(
                signature.returns, signature.module, bound_by_class(owner, member.owner_class)
            )
            return made_by(made, owner.sources) if owner.sources else made
        return Type(FUNCTION, definition.name, owner=owner, value=definition)

    def _local_member(self, node: ast.Attribute, owner: Type) -> Type | None:
        kind, definition = owner.value
        if kind == "function":
            return None
        cls: LocalClass = definition
        carried = cls.attributes.get(node.attr, UNBOUND)
        if self._evaluation is not None:
            place = id(cls.attributes), node.attr
            self._evaluation.reads.setdefault(place, (cls.attributes, carried, 0))
        if carried is not UNBOUND:
            return carried
        method = cls.methods.get(node.attr)
        if method is not None:
            if any(
                isinstance(d, ast.Name) and d.id == "property"
                for d in getattr(method.node, "decorator_list", ())
            ):
                return self._call_local(method, [], {}, owner if kind == "object" else None)
            return Type(
                LOCAL, node.attr, owner=owner if kind == "object" else None, value=("function", method)
            )
        for base in cls.bases:
            if base.kind == CLASS:
                return self._member(node, Type(INSTANCE, base.name))
            if base.kind == LOCAL and isinstance(base.value, tuple) and base.value[0] == "class":
                found = self._local_member(
                    node,
                    Type(
                        base.kind, base.name, base.args, base.owner, ("object", base.value[1]), base.sources
                    ),
                )
                if found is not None:
                    return found
        return None

    def _subscript(self, node: ast.Subscript) -> Type | None:
        holder = self.eval(node.value)
        self.eval(node.slice)
        if dotted(node.value) in ENVIRONMENT:
            self._environment(node.slice)
        if holder is None or holder.kind != INSTANCE:
            return holder if holder is not None and holder.kind == FOREIGN else None
        if holder.is_instance("dict"):
            return holder.args[1] if len(holder.args) > 1 else None
        if isinstance(node.slice, ast.Slice):
            return holder
        if (
            holder.is_instance("tuple")
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, int)
        ):
            index = node.slice.value
            return holder.args[index] if -len(holder.args) <= index < len(holder.args) else None
        if holder.name in ("list", "tuple", "set"):
            return stubs.element(holder)
        member = stubs.member(holder.name, "__getitem__")
        if member is not None:
            self._refer(node, Reference(member.symbol, holder, member.definition, self._held()))
            if isinstance(member.definition, stubs.Function):
                return self._result(
                    Type(FUNCTION, member.definition.name, owner=holder, value=member.definition), None
                )
        return None

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> Type | None:
        scope, self._scope = self._scope, Scope({}, self._scope, self._evaluations)
        for generator in node.generators:
            self._store(generator.target, stubs.element(self.eval(generator.iter)), None)
            for condition in generator.ifs:
                self.eval(condition)
        if isinstance(node, ast.DictComp):
            made = instance("dict", self.eval(node.key), self.eval(node.value))
        else:
            made = instance("set" if isinstance(node, ast.SetComp) else "list", self.eval(node.elt))
        self._scope = scope
        return made

    def _sequence(self, node: ast.List | ast.Set | ast.Tuple) -> Type | None:
        found = [self.eval(item.value if isinstance(item, ast.Starred) else item) for item in node.elts]
        if isinstance(node, ast.Tuple):
            return instance("tuple", *found)
        made = None if not found else found[0]
        for other in found[1:]:
            made = join(made, other)
        return instance("set" if isinstance(node, ast.Set) else "list", *([made] if found else []))

    def _dict(self, node: ast.Dict) -> Type | None:
        keys = [self.eval(key) for key in node.keys if key is not None]
        values = [self.eval(value) for value in node.values]
        made = values[0] if values else None
        for other in values[1:]:
            made = join(made, other)
        return instance("dict", keys[0] if keys else None, made) if values else instance("dict")

    def _conditional(self, node: ast.IfExp) -> Type | None:
        self.eval(node.test)
        return join(self.eval(node.body), self.eval(node.orelse))

    def _boolean(self, node: ast.BoolOp) -> Type | None:
        found = [self.eval(value) for value in node.values]
        made = found[0]
        for other in found[1:]:
            made = join(made, other)
        return made if isinstance(node.op, ast.Or) else found[-1]

    def _walrus(self, node: ast.NamedExpr) -> Type | None:
        value = self.eval(node.value)
        self._store(node.target, value, node.value)
        return value

    def _binary(self, node: ast.BinOp) -> Type | None:
        left, right = self.eval(node.left), self.eval(node.right)
        if isinstance(node.op, ast.Mult) and left is not None and left.is_instance("list"):
            return left
        if left is not None and right is not None and left.is_instance("list") and right.is_instance("list"):
            return instance("list", join(stubs.element(left), stubs.element(right)))
        if isinstance(node.op, ast.Mult) and _is_operator(left) and _is_operator(right):
            self._refer(node, Reference(f"{left.name}.__mul__", left, None, self._held()))
            return left
        name = _OPERATORS.get(type(node.op), "")
        made = self._operation(node, left, f"__{name}__") if left is not None and left.of_api else None
        if right is not None and right.of_api and made in (None, OTHER):  # as a parameter times an operator
            made = self._operation(node, right, f"__r{name}__") or made
        if made is not None:
            return made
        by_numbers = isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div))
        for one, other in ((left, right), (right, left)):
            if _is_operator(one) and (
                _is_operator(other) or (by_numbers and (other is None or not other.of_api))
            ):
                return one
        if STR in (left, right) and (left == right or (left == STR and isinstance(node.op, ast.Mod))):
            return STR
        is_number = isinstance(node.op, (ast.Add, ast.Sub, ast.FloorDiv)) and _INT in (left, right)
        return _INT if is_number or (left == _INT and left == right) else None

    def _operation(self, node: ast.expr, of: Type, method: str) -> Type | None:
        """What an operator gives that is a method of an operand; None where that has no such method."""
        operator = stubs.member(of.name, method)
        if operator is None or not isinstance(operator.definition, stubs.Function):
            return None
        definition = operator.definition
        self._refer(node, Reference(operator.symbol, of, definition, self._held()))
        has_choice = len(definition.overloads) > 1 and isinstance(node, ast.BinOp)
        call = ast.Call(node, [node.right], []) if has_choice and isinstance(node, ast.BinOp) else None
        return self._result(Type(FUNCTION, definition.name, owner=of, value=definition), call)

    def _fstring(self, node: ast.JoinedStr) -> Type | None:
        self._children(node)
        return STR

    def _awaited(self, node: ast.Await) -> Type | None:
        return self.eval(node.value)

    def _unary(self, node: ast.UnaryOp) -> Type | None:
        operand = self.eval(node.operand)
        if isinstance(node.op, ast.Invert) and operand is not None and operand.of_api:
            return self._operation(node, operand, "__invert__") or operand
        return None if isinstance(node.op, ast.Not) else operand


def _is_operator(of: Type | None) -> TypeGuard[Type]:
    """Whether something is an object of a class whose objects were multiplied."""
    return of is not None and of.kind == FOREIGN and of.name in PRODUCTS


_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.BitXor: "xor",
    ast.BitAnd: "and",
    ast.BitOr: "or",
}
"""Operators, by the names of their methods."""

_TRUE = Type(INSTANCE, "bool", value=True)
_INT = instance("int")
_PLAIN: dict[type, Type] = {bool: instance("bool"), int: _INT, float: instance("float"), type(None): NONE}


@lru_cache(1 << 10)
def _text(value: str) -> Type:
    """The type of a text that is known."""
    return Type(INSTANCE, "str", value=value)


_EXPRESSIONS: dict[type[ast.expr], Callable[[Expressions, Any], Type | None]] = {
    ast.Constant: Expressions._constant,
    ast.Name: Expressions._name,
    ast.Attribute: Expressions._attribute,
    ast.Subscript: Expressions._subscript,
    ast.Call: Expressions._call,
    ast.Lambda: Expressions._lambda,
    ast.ListComp: Expressions._comprehension,
    ast.SetComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension,
    ast.DictComp: Expressions._comprehension,
    ast.List: Expressions._sequence,
    ast.Set: Expressions._sequence,
    ast.Tuple: Expressions._sequence,
    ast.Dict: Expressions._dict,
    ast.IfExp: Expressions._conditional,
    ast.BoolOp: Expressions._boolean,
    ast.NamedExpr: Expressions._walrus,
    ast.BinOp: Expressions._binary,
    ast.JoinedStr: Expressions._fstring,
    ast.Await: Expressions._awaited,
    ast.Yield: Expressions._yield,
    ast.YieldFrom: Expressions._yield_from,
    ast.UnaryOp: Expressions._unary,
}
