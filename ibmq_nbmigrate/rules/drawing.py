"""Drawing: functions of `qiskit.tools.visualization` that became a choice of another function."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review, shown

VISUALIZATION = "qiskit.visualization"
HOMES = ("qiskit.tools.visualization", VISUALIZATION, f"{VISUALIZATION}.circuit_visualization")
OUTPUTS = {
    "matplotlib_circuit_drawer": "mpl",
    "latex_circuit_drawer": "latex",
    "generate_latex_source": "latex_source",
}
DRAWERS = {f"{home}.circuit_drawer" for home in HOMES}
DRAW_OPTIONS = {"line_length": "fold", "reversebits": "reverse_bits", "plotbarriers": "plot_barriers"}
"""Options of `QuantumCircuit.draw`, and their names today."""
STATES = {
    "city": "plot_state_city",
    "paulivec": "plot_state_paulivec",
    "qsphere": "plot_state_qsphere",
    "bloch": "plot_bloch_multivector",
}


@rule("VIS01", *(f"{home}.{name}" for home in HOMES for name in OUTPUTS))
def draw_circuit(use: Use) -> Outcome | None:
    """One function draws circuits, and `output` says how.

    Legacy: `matplotlib_circuit_drawer(circuit)`. Updated: `circuit_drawer(circuit, output="mpl")`.

    The basis of gates is not chosen any more; `transpile(circuit, basis_gates=...)` does that before.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.visualization.circuit_drawer
    """
    output = OUTPUTS[use.symbol.rpartition(".")[2]]
    if use.is_import:
        use.move_import(VISUALIZATION, "circuit_drawer", keep_name=False)
        return fixed("`circuit_drawer` replaces it")
    if use.call is None or use.has_star or "circuit" not in use.arguments:
        return manual(f'use `circuit_drawer(circuit, output="{output}")` of {VISUALIZATION}')
    arguments = use.arguments
    kept = [Argument(None, use.place(arguments["circuit"])), Argument("output", text=f'"{output}"')]
    kept += [
        Argument(name, use.place(arguments[name]))
        for name in ("scale", "filename", "style")
        if name in arguments
    ]
    use.rebuild(use.need(VISUALIZATION, "circuit_drawer"), kept)
    if "basis" in arguments:
        return review(
            "the circuit is drawn as it is; `transpile(circuit, basis_gates=...)` changes the basis first"
        )
    return fixed("`circuit_drawer` replaces it")


@rule("VIS02", *(f"{home}.plot_state" for home in HOMES))
def plot_state(use: Use) -> Outcome | None:
    """Each way to plot a state is a function.

    Legacy: `plot_state(state, method="paulivec")`. Updated: `plot_state_paulivec(state)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/visualization
    """
    if use.is_import:
        use.drop_import()
        return fixed("each state plot is now a function of its own")
    given = use.arguments.get("method")
    method = "city" if given is None else use.literal(given)
    state = next((use.arguments[name] for name in ("quantum_state", "rho") if name in use.arguments), None)
    if state is None or use.has_star or method not in STATES:
        return manual(
            f"use a function of {VISUALIZATION}: plot_state_city, plot_state_hinton, plot_state_qsphere"
        )
    use.rebuild(use.need(VISUALIZATION, STATES[method]), [Argument(None, use.place(state))])
    return fixed(f"`{STATES[method]}` plots it")


@rule("VIS03", *(f"{home}.qx_color_scheme" for home in HOMES))
def color_scheme(use: Use) -> Outcome | None:
    """The colours of the IBM Quantum Composer are a style with a name.

    Legacy: `circuit_drawer(circuit, style=qx_color_scheme())`.
    Updated: `circuit_drawer(circuit, output="mpl", style="iqp")`: matplotlib alone knows styles.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.visualization.circuit_drawer
    """
    if use.is_import:
        use.drop_import()
        return fixed("the composer's colors are now the style `iqp`")
    if isinstance(use.parent, (ast.keyword, ast.Assign)):
        _draw_by_matplotlib(use)
        use.replace('"iqp"')
        return review("the composer's colors are now the style name `iqp` instead of a dict")
    return KEPT if use.call is None else manual("the composer's colors are now the style `iqp`")


def _draw_by_matplotlib(use: Use) -> None:
    """Say so in a call of `circuit_drawer` that says no output, and drew a picture once."""
    style = use.parent
    call = use.unit.parent(style) if style is not None else None
    if (
        style is None
        or not isinstance(call, ast.Call)
        or any(one.arg in ("output", None) for one in call.keywords)
    ):
        return
    symbols = {one.symbol for one in use.migration.inference.references.get(call.func, ())}
    if symbols & DRAWERS and call.args:
        start, before = use.source.span(style)[0], max(use.source.span(one)[1] for one in call.args)
        use.source.insert(start, f'output="mpl"{"," if use.source.text[before:start] == "," else ", "}')


@rule("VIS04", "qiskit.QuantumCircuit.draw")
def draw(use: Use) -> Outcome | None:
    """Options of a circuit's drawing have other names.

    Legacy: `circuit.draw(line_length=80, reversebits=True)`.
    Updated: `circuit.draw(fold=80, reverse_bits=True)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.QuantumCircuit#draw
    """
    given = {keyword.arg: keyword.value for keyword in use.call.keywords if keyword.arg} if use.call else {}
    old = [name for name in DRAW_OPTIONS if name in given]
    for name in old:
        use.keyword(given[name], DRAW_OPTIONS[name])
    return fixed(f"{shown(DRAW_OPTIONS[name] for name in old)} replaces {shown(old)}") if old else KEPT
