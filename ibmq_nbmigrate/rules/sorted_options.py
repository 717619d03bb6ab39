"""Where each setting of the first primitives goes now: into a dictionary, to `transpile`, or nowhere."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.placing import new_line
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts import releases

PACKAGE = "qiskit_ibm_runtime"
OPTIONS = f"{PACKAGE}.Options"
SINCE = releases.TOP_LEVEL_SAMPLER_IS_V2_SINCE

GROUPS = {
    "transpilation": "TranspilationOptions",
    "resilience": "ResilienceOptions",
    "execution": "ExecutionOptions",
    "environment": "EnvironmentOptions",
    "simulator": "SimulatorOptions",
}
"""Groups of V1 options, and the class of each."""
FLAT = {
    "shots": "execution",
    "init_qubits": "execution",
    "noise_model": "simulator",
    "seed_simulator": "simulator",
    "coupling_map": "simulator",
    "basis_gates": "simulator",
    "log_level": "environment",
    "job_tags": "environment",
    "callback": "environment",
    "skip_transpilation": "transpilation",
    "initial_layout": "transpilation",
    "layout_method": "transpilation",
    "routing_method": "transpilation",
    "approximation_degree": "transpilation",
    "noise_factors": "resilience",
    "noise_amplifier": "resilience",
    "extrapolator": "resilience",
}
"""Settings and their groups: a dictionary could hold them without the group."""
TO_TRANSPILE = (
    "optimization_level",
    "initial_layout",
    "layout_method",
    "routing_method",
    "approximation_degree",
)
"""Settings that `transpile` takes under the same name."""
SAME = ("max_execution_time",)
V2_ONLY = (
    "default_shots",
    "default_precision",
    "dynamical_decoupling",
    "twirling",
    "seed_estimator",
    "experimental",
)
RENAMED_FACTORS = {"noise_amplifier": "amplifier"}
EXTRAPOLATORS = {
    "LocalFoldingAmplifier": "gate_folding",
    "GlobalFoldingAmplifier": "gate_folding",
    "LinearExtrapolator": "linear",
    "QuadraticExtrapolator": "polynomial_degree_2",
    "CubicExtrapolator": "polynomial_degree_3",
    "QuarticExtrapolator": "polynomial_degree_4",
}
"""Ways to fold gates and to extrapolate, by the classes that were named for them."""
TRANSPILED = "circuits are transpiled before the run, so `{}` goes to `transpile`"
NO_LEVEL = "the Sampler has no `resilience_level`"
LEVEL_3 = "level 3 was probabilistic error cancellation, which is chosen by itself now"
CALLBACK = "primitives send no interim results, so the callback is dropped"
_NOISE = "the Sampler and the Estimator that come next take no noise model: an `AerSimulator` has its own"


class Sorted(Struct):
    """Settings by where they go.

    same: nothing changes. blocked: why nothing is written. keys: texts of keys and values of the dictionary;
    a group holds a dictionary of its own. transpile: settings that go to `transpile`. kept: expressions that
    stand in the dictionary.
    """

    same: bool = True
    blocked: str = ""
    keys: dict[str, Callable[[], str] | dict[str, Callable[[], str]]] = field(default_factory=dict)
    transpile: dict[str, ast.expr] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    written: bool = False
    kept: list[ast.expr] = field(default_factory=list)

    @property
    def text(self) -> Callable[[], str] | None:
        """The dictionary of today, where the settings stand in the notebook as one."""
        return self.render if self.written and not self.same else None

    def render(self) -> str:
        """The dictionary of today."""
        return display(self.keys)

    def render_for(self, use: Use) -> str:
        """The dictionary of today, over several lines where it is long."""
        line = self.render()
        newline = new_line(use, line, 88) if len(self.keys) > 1 else ""
        items = [display({key: value})[1:-1] for key, value in self.keys.items()]
        return "{" + "".join(f"{newline}    {item}," for item in items) + f"{newline}}}" if newline else line


def display(keys: dict[str, Callable[[], str] | dict[str, Callable[[], str]]]) -> str:
    """The text of a dictionary."""
    items = (
        f'"{key}": {display(value) if isinstance(value, dict) else value()}'  # type: ignore[arg-type]
        for key, value in keys.items()
    )
    return "{" + ", ".join(items) + "}"


def sort_options(use: Use, node: ast.expr) -> Sorted:
    """Sort what a primitive was given as `options`."""
    of = use.type(node)
    if isinstance(node, ast.Dict):
        made = sort(use, list(items_of_dict(use, node)), _takers_around(use))
        made.written = True
        return made
    if of is not None and of.is_instance(OPTIONS):
        return Sorted()  # written as a dictionary where it is made
    if isinstance(node, ast.Name) and (made_of := dict_of(use, node)) is not None:
        sorted_ = sort(use, list(items_of_dict(use, made_of)), set())
        if not sorted_.same:
            return Sorted(
                blocked="options have new names: `default_shots` for the shots, see `SamplerOptions`"
            )
    return Sorted()


def dict_of(use: Use, node: ast.Name) -> ast.Dict | None:
    """The dictionary that a name holds, if the notebook binds it just once, and to one."""
    if len(use.migration.inference.bindings.get(node.id, ())) != 1:
        return None
    for unit in use.migration.units:
        for statement in unit.nodes(ast.Assign) if node.id in unit.source.python else ():
            if isinstance(statement.value, ast.Dict):
                (target, *_) = statement.targets
                if isinstance(target, ast.Name) and target.id == node.id:
                    return statement.value
    return None


def items_of_dict(use: Use, node: ast.Dict) -> Iterator[tuple[str | None, ast.expr]]:
    """Keys and values of a dictionary; the key is None where it is not known."""
    for key, value in zip(node.keys, node.values, strict=True):
        yield (use.literal(key) if key is not None else None), value


def group_items(use: Use, node: ast.expr) -> list[tuple[str | None, ast.expr]] | None:
    """The settings of a group: written as a dictionary, or as an object of its class."""
    if isinstance(node, ast.Dict):
        return list(items_of_dict(use, node))
    if isinstance(node, ast.Call) and not node.args:
        of = use.type(node)
        name = of.name.rpartition(".")[2] if of is not None else ""
        if name in GROUPS.values() or name == "dict":
            return [(keyword.arg, keyword.value) for keyword in node.keywords]
    return None


def sort(use: Use, items: list[tuple[str | None, ast.expr]], takers: set[str]) -> Sorted:
    """Sort settings by where they go; `takers` are the kinds of primitives that take them."""
    made = Sorted()
    for name, value in items:
        if name is None:
            made.blocked = "what these options hold is not visible here: the shots are now `default_shots`"
        elif name in GROUPS:
            inside = group_items(use, value)
            if inside is None or any(key is None for key, _ in inside):
                if name in ("simulator", "environment"):
                    made.keys[name] = lambda value=value: use.text(value)  # type: ignore[misc]
                else:
                    made.blocked = f"what `{name}` holds is not visible here: see today's options"
                continue
            for key, setting in inside:
                _place(use, made, name, str(key), setting, takers)
        else:
            _place(use, made, FLAT.get(name, ""), name, value, takers)
    return made


def _place(use: Use, made: Sorted, group: str, name: str, value: ast.expr, takers: set[str]) -> None:
    """Put one setting to where it goes."""
    made.kept.append(value)

    def text(value: ast.expr = value) -> str:
        return use.text(value)

    def in_group(group: str, key: str, text: Callable[[], str]) -> None:
        held = made.keys.setdefault(group, {})
        if isinstance(held, dict):
            held[key] = text

    if name in TO_TRANSPILE or name == "skip_transpilation":
        made.same = False
        made.transpile[name] = value
        if name != "skip_transpilation":
            made.notes.append(TRANSPILED.format(name))
    elif name == "shots":
        made.same = False
        made.keys["default_shots"] = text
    elif name == "resilience_level":
        _place_level(use, made, value, takers)
    elif name == "callback":
        made.same = False
        made.notes.append(CALLBACK)
    elif group == "resilience" and name in FLAT:
        made.same = False
        _place_extrapolation(use, made, name, value, in_group)
    elif group in ("simulator", "environment", "execution", "resilience"):
        in_group(group, name, text)
        if name == "noise_model":
            made.notes.append(_NOISE)
    else:
        made.keys[name] = text
        if name not in (*SAME, *V2_ONLY, "execution", "environment", "simulator", "resilience"):
            made.notes.append(f"`{name}` may no longer be an option")


def _place_level(use: Use, made: Sorted, value: ast.expr, takers: set[str]) -> None:
    level = value.value if isinstance(value, ast.Constant) else None
    if "Sampler" in takers:
        made.same = False
        made.notes.append(
            NO_LEVEL if takers == {"Sampler"} else f"{NO_LEVEL}: give it to the Estimator alone"
        )
    elif level == 3:
        made.same = False
        made.keys["resilience_level"] = lambda: "1"
        made.keys["resilience"] = {"pec_mitigation": lambda: "True"}
        made.notes.append(LEVEL_3)
    else:
        made.keys["resilience_level"] = lambda: use.text(value)
        if not takers:
            made.notes.append(NO_LEVEL)


def _place_extrapolation(
    use: Use,
    made: Sorted,
    name: str,
    value: ast.expr,
    in_group: Callable[[str, str, Callable[[], str]], None],
) -> None:
    zne = made.keys.setdefault("resilience", {})
    assert isinstance(zne, dict)
    zne.setdefault("zne_mitigation", lambda: "True")
    if name == "noise_factors":
        factors = {"noise_factors": lambda: use.text(value)}
    elif use.literal(value) in EXTRAPOLATORS:
        new = EXTRAPOLATORS[str(use.literal(value))]
        factors = {RENAMED_FACTORS.get(name, name): lambda: f'"{new}"'}
    else:
        made.blocked = f"`{name}` now takes other values: see the options `resilience.zne` of the Estimator"
        return
    held = zne.setdefault("zne", {})  # type: ignore[arg-type]
    held |= factors  # type: ignore[operator]


def _takers_around(use: Use) -> set[str]:
    """The kind of the primitive in whose call the options stand."""
    name = use.symbol.rpartition(".")[2]
    return {kind for kind in ("Sampler", "Estimator") if name.startswith(kind)}


def takers_of(use: Use, made: ast.Call) -> set[str]:
    """The kinds of primitives that are given the options which a call makes."""
    return use.migration.once(_takers).get(made, set())


def _takers(migration: Migration) -> dict[ast.Call, set[str]]:
    """For each call that makes something, the kinds of primitives that are given it."""
    inference = migration.inference
    found: dict[ast.Call, set[str]] = {}
    for node, references in inference.references.items():
        call = inference.calls.get(node)
        if call is None:
            continue
        kinds = {
            kind
            for one in references
            for kind in ("Sampler", "Estimator")
            if one.owner is None and one.symbol.startswith(f"{PACKAGE}.{kind}")
        }
        for value in (*call.args, *(keyword.value for keyword in call.keywords)) if kinds else ():
            of = migration.type(value)
            if of is not None and of.origin is not None:
                found.setdefault(of.origin, set()).update(kinds)
    return found


def takers_of_owner(use: Use) -> set[str]:
    """The kind of the primitive of which a member is taken."""
    call = use.owner.origin if use.owner is not None else None
    references = use.migration.inference.references.get(call.func, ()) if call is not None else ()
    return {
        kind
        for one in references
        for kind in ("Sampler", "Estimator")
        if one.symbol.startswith(f"{PACKAGE}.{kind}")
    }


def transpile_settings(use: Use, made: ast.Call | None) -> dict[str, ast.expr] | None:
    """What the options of a primitive said of the transpilation; None where they say it more than once.

    made: the call that made the primitive.
    """
    if made is None:
        return {}
    found: dict[str, ast.expr] = {}
    given = [*made.args, *(keyword.value for keyword in made.keywords)]
    origins = {id(made): made}
    for node in given:
        of = use.type(node)
        if isinstance(node, ast.Dict):
            found |= sort(use, list(items_of_dict(use, node)), set()).transpile
        elif of is not None and of.is_instance(OPTIONS) and of.origin is not None:
            origins[id(of.origin)] = of.origin
            items = [(keyword.arg, keyword.value) for keyword in of.origin.keywords]
            found |= sort(use, items, set()).transpile
    for name, value in _set_later(use, origins):
        if name in found and ast.dump(found[name]) != ast.dump(value):
            return None
        found[name] = value
    return found


def is_set_twice(use: Use, name: str) -> bool:
    """Whether a setting of the transpilation is set to several values: no run can tell which it takes."""
    call = use.owner.origin if use.owner is not None else None
    settings = _set_later(use, {id(call): call}) if call is not None else ()
    return len({ast.dump(value) for setting, value in settings if setting == name}) > 1


def _set_later(use: Use, origins: dict[int, ast.Call]) -> Iterator[tuple[str, ast.expr]]:
    """Settings of the transpilation that are set one by one on some options, with their values."""
    settings = use.migration.once(_settings)
    found = {at: (name, value) for call in origins.values() for at, name, value in settings.get(call, ())}
    yield from (found[at] for at in sorted(found))


def _settings(migration: Migration) -> dict[ast.Call | None, list[tuple[int, str, ast.expr]]]:
    """By the call that made some options, the settings that are set on them: which it is, name and value."""
    inference = migration.inference
    names = (*TO_TRANSPILE, "skip_transpilation")
    found: dict[ast.Call | None, list[tuple[int, str, ast.expr]]] = {}
    for at, (node, references) in enumerate(inference.references.items()):
        if not isinstance(node, ast.Attribute) or node.attr not in names:
            continue
        statement = migration.units[inference.homes[node]].statement(node)
        if isinstance(node.ctx, ast.Store) and isinstance(statement, ast.Assign):
            for call in {one.owner.origin for one in references if one.owner is not None}:
                found.setdefault(call, []).append((at, node.attr, statement.value))
    return found
