"""Results of the first primitives: probabilities and expectation values, read PUB by PUB."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import values_of
from ibmq_nbmigrate.core.placing import has_line_above, line_above, new_line, new_name
from ibmq_nbmigrate.core.rows import Manual
from ibmq_nbmigrate.core.rule import UNKNOWN_RECEIVER, rule, table
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.rules.primitive_runs import RESULT
from ibmq_nbmigrate.rules.primitives import ESTIMATOR, QISKIT_2_SINCE, SAMPLER, SINCE
from ibmq_nbmigrate.rules.pubs import items_of, numpy

SAMPLED = "qiskit.primitives.SamplerResult"
OF_V2 = "qiskit.primitives.PrimitiveResult"
"""Results of V2, read as those of V1 where only the cells before are migrated."""
ESTIMATED = "qiskit.primitives.EstimatorResult"
QUASI = "qiskit.result.QuasiDistribution"
DATA = "qiskit.primitives.BitArray"
GUIDE = "https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives"
_EXACT = (
    "they were exact, and are now estimated from 1024 shots: ask for more `shots`, or compute a `Statevector`"
)
_EXACT_ONES = ("qiskit.primitives.Sampler", "qiskit.primitives.StatevectorSampler")
_TAKES_A_LIST = ("list", "sum", "len", "zip", "enumerate", "min", "max", "sorted", "tuple", "set", "map")


def is_v1_still(use: Use) -> bool:
    """Whether a result is of V1 still: of Qiskit 1, or of the primitives of qiskit-aer."""
    if not use.symbol.startswith(RESULT) and use.release < QISKIT_2_SINCE:
        return True
    call = use.owner.origin if use.owner is not None else None
    references = use.migration.inference.references.get(call.func, ()) if call is not None else ()
    return any(one.owner is not None and one.owner.name.startswith("qiskit_aer.") for one in references)


def _is_left(use: Use) -> bool:
    """Whether the run is left to a person, as a call of the primitive itself always is."""
    run = use.owner.origin if use.owner is not None else None
    if run is None:  # of several kinds, perhaps
        return any(node in use.migration.left for node in ast.walk(use.node) if isinstance(node, ast.Call))
    called = use.type(run.func)
    return run in use.migration.left or (called is not None and called.is_instance(SAMPLER, ESTIMATOR))


def _index(use: Use) -> ast.Subscript | None:
    """The subscript that reads one item of a list: ``result.quasi_dists[0]``."""
    around = use.unit.parent(use.node)
    is_item = isinstance(around, ast.Subscript) and around.value is use.node
    if not is_item or isinstance(around.slice, ast.Slice):  # type: ignore[union-attr]
        return None
    return around  # type: ignore[return-value]


def _shares(data: str, counts: str) -> str:
    return f"{{key: count / {data}.num_shots for key, count in {data}.{counts}().items()}}"


def _called(unit: Unit, node: ast.AST) -> tuple[ast.AST, str]:
    """The call of a method of an expression, made at once and without arguments, and the method's name."""
    member = unit.parent(node)
    call = unit.parent(member) if isinstance(member, ast.Attribute) else None
    if isinstance(member, ast.Attribute) and isinstance(call, ast.Call) and call.func is member:
        return (call, member.attr) if not call.args and not call.keywords else (node, "")
    return node, ""


def _consumed(unit: Unit, item: ast.AST) -> tuple[ast.AST, str]:
    """The expression to replace, and the counts to read: those of a method that is called at once."""
    call, method = _called(unit, item)
    if method == "nearest_probability_distribution":  # what is counted is a distribution already
        call, method = _called(unit, call)
    return (call, "get_counts") if method == "binary_probabilities" else (item, "get_int_counts")


def _texts_of_all(unit: Unit, node: ast.AST) -> ast.ListComp | None:
    """The list of ``[dist.binary_probabilities() for dist in result.quasi_dists]``."""
    around = unit.parent(node)
    listed = unit.parent(around) if isinstance(around, ast.comprehension) else None
    if not isinstance(around, ast.comprehension) or not isinstance(listed, ast.ListComp):
        return None
    plain = len(listed.generators) == 1 and not around.ifs and isinstance(around.target, ast.Name)
    wanted = f"{ast.unparse(around.target)}.binary_probabilities()"
    return listed if plain and around.iter is node and ast.unparse(listed.elt) == wanted else None


def _needs_class(use: Use) -> bool:
    """Whether the notebook asks distributions of this run for more than a dictionary has.

    What is asked at once of an item, and of all items for a list of texts, is written as it is asked.
    """
    migration = use.migration
    origin = use.owner.origin if use.owner is not None else None
    for node, one in migration.members_of(origin):
        if not isinstance(node, ast.Attribute) or not one.symbol.startswith(f"{QUASI}."):
            continue
        unit = migration.units[migration.inference.homes[node]]
        item = node.value
        listing = item.value if isinstance(item, ast.Subscript) else None
        is_read_at_once = isinstance(listing, ast.Attribute) and listing.attr == "quasi_dists"
        if is_read_at_once and _consumed(unit, item)[0] is not item:
            continue
        listed = next(unit.enclosing(node, ast.ListComp), None)
        if isinstance(listed, ast.ListComp) and _texts_of_all(unit, listed.generators[0].iter) is listed:
            continue
        return True
    return False


_CHANGES = ("measure", "reset", "measure_active", "if_test", "c_if", "compose", "append")


def _was_exact(use: Use) -> bool:
    """Whether the result is of the Sampler of Qiskit itself, which was asked for no shots: exact, that is."""
    call = use.owner.origin if use.owner is not None else None
    if use.symbol == f"{RESULT}.quasi_dists" or call is None:
        return False
    if any(keyword.arg in ("shots", None) for keyword in call.keywords):
        return False
    for one in use.migration.inference.references.get(call.func, ()):
        made = one.owner.origin if one.owner is not None and one.owner.name in _EXACT_ONES else None
        if made is None or any("shots" in ast.dump(k.value) or k.arg is None for k in made.keywords):
            return False
    return True


def _measured_circuit(use: Use, place: ast.expr) -> str:
    """The name of the circuit that was run, if it is seen that all is measured at its end."""
    call = use.owner.origin if use.owner is not None else None
    if call is None or len(call.args) + len(call.keywords) != 1:
        return ""
    given = call.args[0] if call.args else call.keywords[0].value
    items = items_of(given) or [given]
    index = place.value if isinstance(place, ast.Constant) and isinstance(place.value, int) else -1
    circuit = items[index] if 0 <= index < len(items) else None
    inference = use.migration.inference
    if not isinstance(circuit, ast.Name) or len(inference.bindings.get(circuit.id, ())) != 1:
        return ""
    name = circuit.id
    measured = use.migration.once(_measured_at_end).get(name, [])
    others = use.migration.once(_changed_otherwise) & {name, *measured}
    return name if len(measured) == 1 and not others else ""


def _measured_at_end(migration: Migration) -> dict[str, list[str]]:
    """By the text of a circuit, and of what is bound to it then, those on which `measure_all` is called."""
    inference = migration.inference
    found: dict[str, list[str]] = {}
    for node in inference.references:
        if isinstance(node, ast.Attribute) and node.attr == "measure_all":
            statement = migration.units[inference.homes[node]].statement(node)
            bound = statement.targets if isinstance(statement, ast.Assign) else ()
            text = ast.unparse(node.value)
            for name in {text, *map(ast.unparse, bound)}:
                found.setdefault(name, []).append(text)
    return found


def _changed_otherwise(migration: Migration) -> set[str]:
    """The texts of circuits that are measured, joined or reset by other methods."""
    taken = (one for one in migration.inference.references if isinstance(one, ast.Attribute))
    return {ast.unparse(node.value) for node in taken if node.attr in _CHANGES}


@rule("QPD01", *(f"{cls}.quasi_dists" for cls in (RESULT, SAMPLED, OF_V2)), since=SINCE)
def quasi_dists(use: Use) -> Outcome | None:
    """Probabilities are the counts of a PUB, divided by its shots.

    Legacy:

        dist = job.result().quasi_dists[0]

    Updated:

        data = job.result()[0].join_data()
        dist = {key: count / data.num_shots for key, count in data.get_int_counts().items()}

    The Sampler of Qiskit itself gave exact probabilities where no shots were asked. Where the circuit can be
    seen they are computed:

        dist = Statevector(qc.remove_final_measurements(inplace=False)).probabilities_dict()

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if is_v1_still(use) or use.receiver is None:
        return KEPT
    if _is_left(use):
        return manual("once its run is migrated, read `result[0].join_data().get_counts()`")
    item = _index(use)
    note = _EXACT if _was_exact(use) else ""
    if item is None:
        _write_all(use, use.receiver)
        message = "probabilities are the counts of each PUB, divided by its shots"
    elif note and (circuit := _measured_circuit(use, item.slice)):
        _write_exact(use, item, circuit)
        return fixed("exact probabilities are those of the state before the measurement")
    else:
        _write_one(use, use.receiver, item)
        message = "probabilities are the counts of a PUB, divided by its shots"
    return review(f"{message}; {note}") if note else fixed(message)


def _write_exact(use: Use, item: ast.Subscript, circuit: str) -> None:
    whole, counts = _consumed(use.unit, item)
    state = use.need("qiskit.quantum_info", "Statevector")
    shares = f"{state}({circuit}.remove_final_measurements(inplace=False)).probabilities_dict()"
    if counts == "get_int_counts":
        shares = f"{{int(key, 2): share for key, share in {shares}.items()}}"
        if whole is item and _needs_class(use):
            shares = f"{use.need('qiskit.result', 'QuasiDistribution')}({shares})"
    use.source.rewrite(whole, shares)


def _write_all(use: Use, result: ast.expr) -> None:
    """Write the list of all distributions."""
    listed = _texts_of_all(use.unit, use.node)
    name = use.need("qiskit.result", "QuasiDistribution") if listed is None and _needs_class(use) else ""
    shares = _shares("data", "get_counts" if listed is not None else "get_int_counts")
    one = f"{name}({shares})" if name else shares

    def new() -> str:
        loop = f"for data in [pub.join_data() for pub in {use.text(result)}]"
        newline = new_line(use, f"{one} {loop}")
        return f"[{newline}    {one}{newline}    {loop}{newline}]" if newline else f"[{one} {loop}]"

    use.source.rewrite(use.node if listed is None else listed, new)


def _write_one(use: Use, result: ast.expr, item: ast.Subscript) -> None:
    """Write one distribution."""
    whole, counts = _consumed(use.unit, item)
    name = use.need("qiskit.result", "QuasiDistribution") if whole is item and _needs_class(use) else ""

    def read() -> str:
        return f"{use.text(result)}[{use.text(item.slice)}].join_data()"

    def inline() -> str:
        shares = (
            f"key: count / data.num_shots for data in [{read()}] for key, count in data.{counts}().items()"
        )
        return f"{name}({{{shares}}})" if name else f"{{{shares}}}"

    if not has_line_above(use):
        use.source.rewrite(whole, inline)
        return
    data = new_name(use, "data", DATA)
    line_above(use, lambda: f"{data} = {read()}")
    shares = _shares(data, counts)
    use.source.rewrite(whole, f"{name}({shares})" if name else shares)


@rule("QPD02", *(f"{cls}.values" for cls in (RESULT, ESTIMATED, OF_V2)), since=SINCE)
def values(use: Use) -> Outcome | None:
    """Expectation values are read PUB by PUB.

    Legacy: `job.result().values[0]`, `result.values`.
    Updated: `float(job.result()[0].data.evs)`, `np.array([float(pub.data.evs) for pub in result])`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if is_v1_still(use) or use.receiver is None:
        return KEPT
    if _is_left(use):
        return manual("once its run is migrated, read `result[0].data.evs`")
    result, item = use.receiver, _index(use)
    if item is not None and not isinstance(item.slice, ast.Tuple):
        place = item.slice
        use.source.rewrite(item, lambda: f"float({use.text(result)}[{use.text(place)}].data.evs)")
        return fixed("an expectation value is read from its PUB")
    listed = "[float(pub.data.evs) for pub in {}]"
    if _is_gone_through(use):
        use.source.rewrite(use.node, lambda: listed.format(use.text(result)))
    else:
        array = f"{numpy(use)}.array"
        use.source.rewrite(use.node, lambda: f"{array}({listed.format(use.text(result))})")
    return fixed("expectation values are read PUB by PUB")


def _is_gone_through(use: Use) -> bool:
    """Whether a list serves as well as an array, because it is only gone through."""
    around = use.unit.parent(use.node)
    if isinstance(around, (ast.For, ast.comprehension)):
        return around.iter is use.node
    return (
        isinstance(around, ast.Call) and isinstance(around.func, ast.Name) and around.func.id in _TAKES_A_LIST
    )


@rule("QPD03", *(f"{cls}.metadata" for cls in (RESULT, SAMPLED, ESTIMATED)), since=SINCE)
def metadata(use: Use) -> Outcome | None:
    """What is known of a run stands at each PUB, under other names.

    Legacy: `result.metadata[0]`. Updated: `result[0].metadata`. The standard error of an expectation value is
    `result[0].data.stds`, the number of shots `result[0].join_data().num_shots`. The variance that the
    Estimator told is `result[0].data.stds**2 * shots`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if is_v1_still(use) or use.receiver is None:
        return KEPT
    if not _is_read_as_v1(use):
        return KEPT  # a result of V2 has metadata, too
    result, item = use.receiver, _index(use)
    note = "its keys are renamed: the standard error is `result[0].data.stds`"
    if _is_left(use):
        return manual(f"once its run is migrated, read `result[0].metadata`; {note}")
    if item is None and _asks_for_a_key(use):
        return manual(f"each PUB has its metadata, `result[0].metadata`; {note}")
    if item is None:
        use.source.rewrite(use.node, lambda: f"[pub.metadata for pub in {use.text(result)}]")
        return review(f"each PUB has its metadata; {note}")
    key = use.unit.parent(item)
    if isinstance(key, ast.Subscript) and key.value is item:
        return _of_a_key(use, item, key) or manual(f"each PUB has its metadata, `result[0].metadata`; {note}")
    place = item.slice
    use.source.rewrite(item, lambda: f"{use.text(result)}[{use.text(place)}].metadata")
    return review(f"each PUB has its metadata; {note}")


def _of_a_key(use: Use, item: ast.Subscript, key: ast.Subscript) -> Outcome | None:
    """Read the variance that an Estimator told, or the shots of a Sampler; None where that cannot be told."""
    result, name = use.receiver, use.migration.literal(key.slice)
    run = use.owner.origin if use.owner is not None else None
    references = use.migration.inference.references.get(run.func, ()) if run is not None else ()
    classes = {one.owner.name.removesuffix("V1") for one in references if one.owner is not None}
    if result is None or run is None or len(classes) != 1:
        return None

    def pub() -> str:
        return f"{use.text(result)}[{use.text(item.slice)}]"

    if classes == {SAMPLER} and name == "shots":
        use.source.rewrite(key, lambda: f"{pub()}.join_data().num_shots")
        return fixed("the number of shots is read from the data of a PUB")
    shots = next((keyword.value for keyword in run.keywords if keyword.arg == "shots"), None)
    if classes != {ESTIMATOR} or name != "variance" or shots is None or not _is_the_same(use, shots):
        return None
    text = use.migration.original(shots)
    around = use.unit.parent(key)
    is_alone = isinstance(around, (ast.Assign, ast.Call, ast.List, ast.Tuple, ast.keyword, ast.Dict))
    opened, closed = ("", "") if is_alone else ("(", ")")
    use.source.rewrite(key, lambda: f"{opened}{pub()}.data.stds**2 * {text}{closed}")
    return review("the variance is the square of the standard error, times the shots")


def _is_the_same(use: Use, shots: ast.expr) -> bool:
    """Whether shots have the same text wherever it stands: a number, or a name that is bound once."""
    of_a_name = isinstance(shots, ast.Name) and len(values_of(use.migration, shots.id)) == 1
    return isinstance(shots, ast.Constant) or of_a_name


def _asks_for_a_key(use: Use) -> bool:
    """Whether a loop goes through metadata, and asks each for a key of V1."""
    around = use.unit.parent(use.node)
    if not isinstance(around, (ast.For, ast.comprehension)) or around.iter is not use.node:
        return False
    loop = around if isinstance(around, ast.For) else use.unit.parent(around)
    name = ast.unparse(around.target)
    return loop is not None and any(
        isinstance(node, ast.Subscript) and ast.unparse(node.value) == name for node in ast.walk(loop)
    )


def _is_read_as_v1(use: Use) -> bool:
    """Whether metadata are those of V1: of V1's own results, or of a result that is read as one of V1."""
    if use.symbol != f"{RESULT}.metadata" or _index(use) is not None:
        return True
    origin = use.owner.origin if use.owner is not None else None
    return any(
        one.symbol in (f"{RESULT}.quasi_dists", f"{RESULT}.values")
        for _, one in use.migration.members_of(origin)
    )


@rule("QPD04", *(f"{cls}.num_experiments" for cls in (RESULT, SAMPLED, ESTIMATED, OF_V2)), since=SINCE)
def number(use: Use) -> Outcome | None:
    """The number of experiments is the number of PUBs.

    Legacy: `result.num_experiments`. Updated: `len(result)`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if is_v1_still(use) or use.receiver is None:
        return KEPT
    result = use.receiver
    use.source.rewrite(use.node, lambda: f"len({use.text(result)})")
    return fixed("a result is a sequence of PUBs")


class _Gone(Manual, frozen=True):
    """A member that results of today have not."""

    def __call__(self, use: Use) -> Outcome:
        return KEPT if is_v1_still(use) else manual(self.advice)


table(
    "QPD05",
    "experiments-of-a-result",
    f"""A result of today is a sequence of PUBs: it has no experiments.

    Source: {GUIDE}
    """,
    {
        f"{cls}.{name}": _Gone("a result is now a sequence of PUBs: loop over it")
        for cls in (RESULT, SAMPLED, ESTIMATED)
        for name in ("experiments", "decompose")
    },
    since=SINCE,
)


_OF_UNKNOWN = {
    "quasi_dists": "counts are read with `result[0].join_data().get_counts()`",
    "binary_probabilities": "counts are read with `result[0].join_data().get_counts()`",
    "nearest_probability_distribution": "counts are a distribution already",
}
"""Members that hardly anything but results of V1 has."""


@rule("QPD06", UNKNOWN_RECEIVER, since=SINCE)
def unknown_primitive(use: Use) -> Outcome | None:
    """A use of the first primitives that is made of something unknown is left and said.

    A function that no cell calls may be given any result, and any primitive. What hardly anything else has is
    said: `quasi_dists`, `run(circuits=..., observables=...)`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    assert isinstance(use.node, ast.Attribute)
    advice = _OF_UNKNOWN.get(use.node.attr)
    if advice is not None:
        return manual(f"if this is of a V1 primitive: {advice}")
    if use.node.attr != "run" or use.call is None:
        return None
    keywords = {keyword.arg for keyword in use.call.keywords}
    name = ast.unparse(use.node.value).lower()
    is_of_v1 = keywords & {"observables", "parameter_values"} or (
        ("sampler" in name or "estimator" in name) and (len(use.call.args) > 1 or "circuits" in keywords)
    )
    return manual("if this is a primitive: it runs PUBs, `run([(circuit, values)])`") if is_of_v1 else None
