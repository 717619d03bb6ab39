"""Names of Qiskit's algorithms and applications, which live in packages of their own now.

Where each lives, and how it changed, stands in `facts.successors`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from typing import ClassVar

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import table
from ibmq_nbmigrate.core.typing.types import FOREIGN
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review, shown
from ibmq_nbmigrate.facts import releases, successors
from ibmq_nbmigrate.facts.new_calls import NEW_CALLS, NEW_MEMBERS
from ibmq_nbmigrate.facts.successors import Successor
from ibmq_nbmigrate.rules.on_primitives import is_on_a_primitive, on_a_primitive
from ibmq_nbmigrate.rules.optimizing import optimized

STAR = "the names that it no longer has are left out"
_OF_TODAY = re.compile(r"(?:Estimator|Sampler)V2|(?:Statevector|Backend)(?:Estimator|Sampler)|\bEstimator\b")
"""Primitives that an algorithm of today runs on."""
_CALLED_SO = re.compile(r"estim|sampl|primitive", re.IGNORECASE)


class MovedToPackage:
    """A name that a package of today has: the import follows, and calls that changed are said."""

    covers: ClassVar[bool] = True

    def answers_for(self, path: str) -> bool:
        """Whether a name has a successor, or is a member of a class that has one."""
        row = successors.find(path.removesuffix(".*"))
        if row is not None:
            return row.to is not None
        return _class_of_member(path) is not None or _IN_PACKAGE.answers_for(path)

    def __call__(self, use: Use) -> Outcome:
        """Move the import; say what a call needs now."""
        path = (use.reference.path or use.symbol).removesuffix(".*")
        row = successors.find(path)
        if row is None:
            return _IN_PACKAGE(use) if _class_of_member(path) is None else _member(use, path)
        assert row.to is not None
        if use.is_import:
            return _imported(use, row.to)
        if (written := on_a_primitive(use, row.to)) is not None:
            use.follow(*row.to.rsplit(".", 1))
            return written
        _follow(use, path, row.to)
        if is_on_a_primitive(use, row.to):
            return KEPT
        said = _called(use, row)
        return said if said.status is Status.MANUAL else _old_call(use, row.to) or said


class InPackage:
    """A name whose import moved before: calls that changed are said, as they were when it moved."""

    covers: ClassVar[bool] = True

    def answers_for(self, path: str) -> bool:
        """Whether the name is, or is a member of, what was another name before."""
        return bool(successors.of(path) or successors.of(path.rpartition(".")[0]))

    def __call__(self, use: Use) -> Outcome:
        """Say what a call needs that is still the old one."""
        path = use.reference.path or use.symbol
        is_old = _old_call(use, path)
        return (is_old and on_a_primitive(use, path)) or is_old or _of_a_member(use, path) or KEPT


_IN_PACKAGE = InPackage()


def _old_call(use: Use, to: str) -> Outcome | None:
    """What to say of a call of what lives at `to`, if it is one of any name that this had before."""
    said = (_called(use, row) for row in successors.of(to) if _is_old_call(use, row))
    return next((one for one in said if one.status is Status.MANUAL), None)


def _of_a_member(use: Use, path: str) -> Outcome | None:
    """What to write or to say of a member of what lives at `path` without it, if it is gone."""
    said = _old_member(path)
    return (said and optimized(use)) or said


def _old_member(path: str) -> Outcome | None:
    said = (_gone_member(row, path) for row in successors.of(path.rpartition(".")[0]))
    return next((one for one in said if one.status is Status.MANUAL), None)


def _is_old_call(use: Use, row: Successor) -> bool:
    """Whether a call cannot be one of today: it gives what is gone, nothing of what is needed, more than can
    go by place, or the problem where a primitive or a number goes today.
    """
    call = use.call
    if call is None:
        return False
    given = {keyword.arg for keyword in call.keywords}
    if given & row.lost or (row.needs and not call.args and given.isdisjoint(row.needs)):
        return True
    if not _is_misplaced(call, row):
        return False
    if (row.most is not None and len(call.args) > row.most) or any(_is_gone(use, one) for one in call.args):
        return True
    return _is_algorithm(row) and _begins_with_problem(use, call.args[0])


def _is_gone(use: Use, argument: ast.expr) -> bool:
    """Whether an argument is an object of a class that is gone, as a `QubitConverter`."""
    of = use.type(argument)
    row = successors.find(of.name) if of is not None and of.kind == FOREIGN else None
    return row is not None and row.to is None


def _is_algorithm(row: Successor) -> bool:
    """Whether a row is of a class of qiskit-algorithms that solves a problem."""
    return (row.to or "").count(".") == 1 and (row.to or "").startswith("qiskit_algorithms.")


def _is_misplaced(call: ast.Call, row: Successor) -> bool:
    return row.positional is not None and len(call.args) > row.positional


def _begins_with_problem(use: Use, first: ast.expr) -> bool:
    """Whether a call gives a problem first, in a notebook that imports no primitive which it could give."""
    if not isinstance(first, (ast.Name, ast.Attribute, ast.Call)) or _CALLED_SO.search(use.text(first)):
        return False
    if isinstance(first, ast.Name) and first.id not in use.migration.inference.bindings:
        return False
    return not use.migration.once(_imports_primitives)


def _imports_primitives(migration: Migration) -> bool:
    imported = migration.inference.imported.values()
    return any(_OF_TODAY.search(path) for paths in imported for path in paths)


def _imported(use: Use, to: str) -> Outcome:
    moved = Moved(to)(use)
    is_star = isinstance(use.node, ast.alias) and use.node.name == "*"
    return review(f"{moved.message}: {STAR}") if is_star else moved


def _follow(use: Use, path: str, to: str) -> None:
    """Let a use follow its import, or bring the import where it names the whole path."""
    if isinstance(use.node, ast.Attribute) and _goes_with_its_module(use, path, to):
        return
    module, _, name = to.rpartition(".")
    if use.receiver is not None and not use.is_receiver:
        use.source.rewrite(use.node, use.need(module, name))
    elif isinstance(use.node, ast.Name):
        use.follow(module, name)


def _goes_with_its_module(use: Use, path: str, to: str) -> bool:
    """Whether a dotted use reads right once the import of its module has moved: ``optimizers.COBYLA``."""
    head: ast.AST = use.node
    while isinstance(head, ast.Attribute):
        head = head.value
    imported = use.migration.inference.imported
    for module in dict.fromkeys(imported.get(head.id, ())) if isinstance(head, ast.Name) else ():
        row = successors.find(module)
        if row is not None and row.to is not None and to == row.to + path[len(module) :]:
            return True
    return False


def _called(use: Use, row: Successor) -> Outcome:
    """What a call needs now."""
    call = use.call
    if call is None:
        return KEPT
    assert row.to is not None
    given = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
    misplaced = _is_misplaced(call, row)
    missing = _missing(row, given, 0 if misplaced else len(call.args))
    hidden = use.has_star and bool(row.lost or row.needs)
    if given & row.lost or misplaced or hidden or missing:
        return manual(_new_call(row, given, 0 if misplaced else len(call.args)))
    changed = [
        f"`{name}` is {now} where it was {then}"
        for name, (then, now, place) in (row.defaults or {}).items()
        if name not in given and not use.has_star and (place is None or place >= len(call.args))
    ]
    return review(f"left out, {' and '.join(changed)}") if changed else KEPT


def _missing(row: Successor, given: Collection[str], by_place: int) -> list[str]:
    """What a call must give now and does not, by keyword or by place."""
    return [
        name
        for name, place in (row.needs or {}).items()
        if name not in given and (place is None or place >= by_place)
    ]


def _new_call(row: Successor, given: set[str], by_place: int) -> str:
    """What is said of a call, the same whichever of its old names the notebook imports, or imported."""
    assert row.to is not None
    rows = successors.of(row.to)
    lost = sorted(given & {name for one in rows for name in one.lost})
    missing = list(dict.fromkeys(name for one in rows for name in _missing(one, given, by_place)))
    name = row.to.rpartition(".")[2]
    why = [f"takes no {shown(lost)} any more"] if lost else []
    why += [f"needs {shown(missing)}"] if missing else []
    said = f"`{name}` {' and '.join(why)}" if why else f"`{name}` takes its arguments in a different order"
    return (
        f"{said}: {NEW_CALLS[row.to]}"
        if row.to in NEW_CALLS
        else f"{said}: see the documentation of `{row.to}`"
    )


def _class_of_member(path: str) -> Successor | None:
    """The row of the class that a member is taken from."""
    row = successors.find(path.rpartition(".")[0])
    return row if row is not None and row.to is not None and not row.is_module else None


def _member(use: Use, path: str) -> Outcome:
    """What becomes of a member of a class that moved."""
    row = _class_of_member(path)
    if row is None or row.to is None:
        return KEPT
    module, _, name = row.to.rpartition(".")
    head = use.node.value if isinstance(use.node, ast.Attribute) else None
    is_class = isinstance(head, ast.Name) and head.id == path.split(".")[-2] != name
    if isinstance(head, ast.Name) and is_class and head.id not in use.migration.inference.imported:
        use.source.rewrite(head, use.need(module, name))  # its import was migrated before
        return fixed(f"`{head.id}` is now `{row.to}`")
    return _of_a_member(use, f"{row.to}.{path.rpartition('.')[2]}") or KEPT


def _gone_member(row: Successor, path: str) -> Outcome:
    member = path.rpartition(".")[2]
    if row.to is None or member not in row.members:
        return KEPT
    name = row.to.rpartition(".")[2]
    said = f"`{name}` has no `{member}` any more"
    new = NEW_MEMBERS.get(f"{name}.{member}") or NEW_MEMBERS.get(member)
    return manual(f"{said}: {new}" if new else said)


table(
    "IMP05",
    "names-of-application-packages",
    """Algorithms and applications are imported from packages of their own.

    Legacy:

        from qiskit.algorithms.optimizers import COBYLA
        from qiskit.algorithms import VQE
        vqe = VQE(ansatz, optimizer=COBYLA(), quantum_instance=backend)

    Updated:

        from qiskit_algorithms.optimizers import COBYLA
        from qiskit_algorithms import VQE
        # ibmq-migrate: IMP05 `VQE` takes no `quantum_instance` any more ...
        vqe = VQE(ansatz, optimizer=COBYLA(), quantum_instance=backend)

    `qiskit.algorithms` and the algorithms of Aqua live in qiskit-algorithms, `qiskit.chemistry` in
    qiskit-nature, and `qiskit.finance`, `qiskit.ml` and `qiskit.optimization` in qiskit-finance,
    qiskit-machine-learning and qiskit-optimization. A name moves if its package has it; a call that the
    package would not take is left, with the new one. The algorithms run on primitives:
    `StatevectorEstimator` and `StatevectorSampler` of `qiskit.primitives` compute exactly, `EstimatorV2` and
    `SamplerV2` of `qiskit_aer.primitives` simulate, and those of `qiskit_ibm_runtime` run on a device.

    Source: https://qiskit-community.github.io/qiskit-algorithms/
    """,
    dict.fromkeys(successors.ROOTS, MovedToPackage()) | dict.fromkeys(successors.HOMES, InPackage()),
    since=releases.V2_PRIMITIVES_SINCE,
)
