import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

TOOLS = "from qiskit.tools.visualization import matplotlib_circuit_drawer, plot_state, qx_color_scheme"
DRAWER = "from qiskit.visualization import circuit_drawer"


def test_leaves():
    check_noop(f"{DRAWER}, plot_state_city\ncircuit_drawer(qc, output='mpl')\nmy.plot_state(1)")
    check_noop("from qiskit import QuantumCircuit\nfrom my import *\nplot_state(1)")


@pytest.mark.parametrize(
    ("call", "new", "status"),
    [
        ("draw(qc)", 'circuit_drawer(qc, output="mpl")', "fixed"),
        ("draw(qc, scale=0.5)", 'circuit_drawer(qc, output="mpl", scale=0.5)', "fixed"),
        ("draw(qc, 'u1,u2', 0.5)", 'circuit_drawer(qc, output="mpl", scale=0.5)', "review"),
        ("draw(circuit=qc)", 'circuit_drawer(qc, output="mpl")', "fixed"),
    ],
)
def test_one_function_draws(call, new, status):
    before = f"from qiskit.tools.visualization import matplotlib_circuit_drawer\n{call}"
    before = before.replace("\ndraw", "\nmatplotlib_circuit_drawer")
    result = check_migrated(before, f"{DRAWER}\n{new}", setup="from qiskit import QuantumCircuit")
    assert str(result.findings[-1].status) == status


def test_latex_and_its_source():
    setup = "from qiskit.tools.visualization import *"
    check_migrated("latex_circuit_drawer(qc)", 'circuit_drawer(qc, output="latex")', setup=setup)
    check_migrated(
        "t = generate_latex_source(qc)", 't = circuit_drawer(qc, output="latex_source")', setup=setup
    )


@pytest.mark.parametrize(
    ("arguments", "function"),
    [
        ("rho", "plot_state_city"),
        ("rho, 'paulivec'", "plot_state_paulivec"),
        ("rho, method='qsphere'", "plot_state_qsphere"),
        ("rho, 'bloch'", "plot_bloch_multivector"),
    ],
)
def test_each_way_to_plot_a_state_is_a_function(arguments, function):
    before = ["from qiskit.tools.visualization import plot_state", f"plot_state({arguments})"]
    after = [f"from qiskit.visualization import {function}", f"{function}(rho)"]
    assert [cell.source for cell in migrate(before).cells] == after
    exec(after[0], {})


def test_colors():
    before = "import os\nfrom qiskit.tools.visualization import qx_color_scheme\nstyle = qx_color_scheme()"
    after = 'import os\nstyle = "iqp"'
    assert migrate(before).cells[0].source == after


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("plot_state(rho, how)", "plot_state"),
        ("plot_state(rho, 'wigner')", "plot_state"),
        ("draw = matplotlib_circuit_drawer", "matplotlib_circuit_drawer"),
        ("qx_color_scheme()['fold'] = 3", "qx_color_scheme"),
    ],
)
def test_left(source, symbol):
    check_manual(source, symbol, setup=TOOLS)


def test_options_of_a_drawing():
    setup = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)"
    check_noop([setup, "qc.draw()\nqc.draw('mpl', fold=20)"])
    check_noop("import turtle\npen.draw(line_length=20)")
    check_migrated(
        "qc.draw(line_length=20, output='text')",
        "qc.draw(fold=20, output='text')",
        setup=setup,
        statuses=["fixed QuantumCircuit.draw"],
    )
    check_migrated("qc.draw(reversebits=True)", "qc.draw(reverse_bits=True)", setup=setup)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("circuit_drawer(qc, style=qx_color_scheme())", 'circuit_drawer(qc, output="mpl", style="iqp")'),
        ("circuit_drawer(qc,style=qx_color_scheme())", 'circuit_drawer(qc,output="mpl",style="iqp")'),
        (
            "circuit_drawer(qc, output='latex', style=qx_color_scheme())",
            "circuit_drawer(qc, output='latex', style=\"iqp\")",
        ),
        ("qc.draw(style=qx_color_scheme())", 'qc.draw(style="iqp")'),
    ],
)
def test_styles_are_for_matplotlib_alone(before: str, after: str) -> None:
    check_migrated(before, after, setup=f"{TOOLS}\nfrom qiskit.tools.visualization import circuit_drawer")
