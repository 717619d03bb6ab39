"""Keywords that functions of today refuse: renamed, left out where the target tells them, or said."""

import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = """\
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import PhaseOracle
from qiskit.quantum_info import Pauli
from qiskit.transpiler import PassManagerConfig
from qiskit.transpiler.preset_passmanagers import generate_preset_pass_manager
from qiskit.visualization import plot_bloch_multivector, plot_histogram, plot_state_city, timeline_drawer
from qiskit.visualization.timeline import draw
qc = QuantumCircuit(1)"""


@pytest.mark.parametrize(
    "source",
    [
        "plot_state_city(s)\nplot_state_city(state=s, title='x')",
        "Pauli('XZ')\nPauli((z, x))",
        "transpile(qc, b, ['cx'], cmap, seed_transpiler=1)",
        "plot_histogram([a, b], legend=['x', 'y'], figsize=(3, 4))",
        "transpile(qc, backend, seed_transpiler=1, initial_layout=[0])",
        "generate_preset_pass_manager(3, backend, scheduling_method='asap')",
        "generate_preset_pass_manager(**options)",
        "qc.assign_parameters({t: 1}, inplace=True)",
        "from qiskit.visualization import plot_state_qsphere",
        "f = plot_state_city",
        "timeline_drawer(qc, target=backend.target)\ndraw(qc, target=t)\ndraw(qc, **options)",
        "def plot(rho): pass\nplot(rho=1)",
        "transpile(qc, b, routing_method='lookahead', translation_method=t)",
        "for method in ('basic', 'sabre'):\n    transpile(qc, b, routing_method=method)",
        "plot(routing_method='stochastic')\ntranspile(qc, b, layout_method='stochastic')",
        "from mine import Pauli, transpile\nPauli(label='X')\ntranspile(a, pass_manager=b)",
    ],
)
def test_leaves(source):
    check_noop([SETUP, source])


@pytest.mark.parametrize(
    ("before", "after", "symbol"),
    [
        ("plot_state_city(rho=s, title='x')", "plot_state_city(state=s, title='x')", "plot_state_city"),
        ("plot_bloch_multivector(rho=s)", "plot_bloch_multivector(state=s)", "plot_bloch_multivector"),
        ("qc.assign_parameters(param_dict={t: 1})", "qc.assign_parameters(parameters={t: 1})", ""),
        ("transpile(qc, b, seed_mapper=2)", "transpile(qc, b, seed_transpiler=2)", "transpile"),
        (
            "pm = generate_preset_pass_manager(\n    optimization_level=3, backend=b,\n"
            "    timing_constraints=b.target.timing_constraints(),\n    scheduling_method='asap',\n)",
            "pm = generate_preset_pass_manager(\n    optimization_level=3, backend=b,\n"
            "    scheduling_method='asap',\n)",
            "generate_preset_pass_manager",
        ),
        (
            "transpile(qc, b, backend_properties=b.properties(), seed_mapper=2)",
            "transpile(qc, b, seed_transpiler=2)",
            "transpile",
        ),
    ],
)
def test_renames_and_drops(before, after, symbol):
    check_migrated(before, after, setup=SETUP, statuses=[f"fixed {symbol}"] if symbol else None)


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("transpile(qc, backend, pass_manager=pm)", "transpile"),
        ("transpile(qc, b, timing_constraints={'acquire_alignment': 16})", "transpile"),
        ("transpile(qc, b, instruction_durations=other.durations())", "transpile"),
        ("transpile(qc, backend_properties=b.properties())", "transpile"),
        ("transpile(qc, b, seed_mapper=1, seed_transpiler=2)", "transpile"),
        ("generate_preset_pass_manager(3, b, inst_map=m)", "generate_preset_pass_manager"),
        ("PassManagerConfig(basis_gates=g, backend_properties=p)", "PassManagerConfig"),
        ("transpile(qc, b, ['cx'], cmap, properties)", "transpile"),
        ("generate_preset_pass_manager(3, b, None, ['cx'], m)", "generate_preset_pass_manager"),
        ("plot_histogram(counts, options={'width': 3})", "plot_histogram"),
        ("timeline_drawer(qc, show_idle=False)", "timeline_drawer"),
        ("draw(pm.run(qc), style=s)", "draw"),
        ("PhaseOracle('a & b', synthesizer=f)", "PhaseOracle"),
    ],
)
def test_says_what_nothing_takes(source, symbol):
    check_manual(source, symbol, setup=SETUP)


def test_names_of_old_homes_follow_and_so_do_their_keywords():
    result = migrate(
        [
            "from qiskit.tools.visualization import plot_bloch_multivector, plot_state_city\n"
            "from qiskit.tools.qi.pauli import Pauli\nimport qiskit.tools.visualization as v",
            "plot_bloch_multivector(s)\nplot_state_city(rho=s)\nPauli(label='X')\nv.plot_state_qsphere(rho=s)",
        ]
    )
    assert result.cells[0].source == (
        "from qiskit.visualization import plot_bloch_multivector, plot_state_city\n"
        "from qiskit.quantum_info import Pauli\nimport qiskit.visualization as v"
    )
    assert result.cells[1].source == (
        "plot_bloch_multivector(s)\nplot_state_city(state=s)\nPauli(data='X')\nv.plot_state_qsphere(state=s)"
    )


TIMING = """\
from qiskit.transpiler.timing_constraints import TimingConstraints
timing = b.target.timing_constraints()
constraints = TimingConstraints(granularity=timing.granularity, min_length=timing.min_length)"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "generate_preset_pass_manager(3, b, timing_constraints=constraints)",
            "generate_preset_pass_manager(3, b)",
        ),
        (
            "generate_preset_pass_manager(target=b.target, timing_constraints=timing)",
            "generate_preset_pass_manager(target=b.target, timing_constraints=timing)",
        ),
        (
            "generate_preset_pass_manager(3, other, timing_constraints=constraints)",
            "generate_preset_pass_manager(3, other, timing_constraints=constraints)",
        ),
        (
            "timing = mine\ngenerate_preset_pass_manager(3, b, timing_constraints=timing)",
            "timing = mine\ngenerate_preset_pass_manager(3, b, timing_constraints=timing)",
        ),
    ],
)
def test_constraints_that_are_made_of_the_backend_go(before, after):
    result = migrate([SETUP, TIMING, before], mark_manual=False)
    assert result.cells[2].source == after
    assert result.cells[2].findings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("transpile(qc, b, routing_method='stochastic')", "transpile(qc, b, routing_method='sabre')"),
        (
            'transpile(qc, b, layout_method="noise_adaptive", routing_method="stochastic", seed_mapper=3)',
            'transpile(qc, b, routing_method="sabre", seed_transpiler=3)',
        ),
        (
            "generate_preset_pass_manager(1, b, translation_method='unroller')",
            "generate_preset_pass_manager(1, b, translation_method='translator')",
        ),
        (
            "PassManagerConfig(scheduling_method='as_soon_as_possible')",
            "PassManagerConfig(scheduling_method='asap')",
        ),
    ],
)
def test_methods_that_are_gone_have_successors(before, after):
    result = check_migrated(before, after, setup=SETUP)
    assert [str(one.status) for one in result.cells[1].findings] == ["review"]


@pytest.mark.parametrize(
    "source",
    [
        "for method in ['basic', 'stochastic']:\n    transpile(qc, b, routing_method=method)",
        "method = 'stochastic'\ntranspile(qc, b, routing_method=method)",
        "def make(method='noise_adaptive'):\n    return transpile(qc, b, layout_method=method)",
        "options = {'routing_method': 'stochastic'}\ntranspile(qc, b, **options)",
        "transpile(qc, b, **{'backend_properties': p})",
        "transpile(qc, b, **{'seed_mapper': 3})",
    ],
)
def test_values_that_are_not_in_the_call_are_said(source):
    check_manual(source, "transpile", setup=SETUP)


EXECUTE = """\
from qiskit import IBMQ, execute
backend = IBMQ.load_account().get_backend('ibm_lima')
qc = QuantumCircuit(1)"""


def test_methods_that_execute_passes_on():
    after = "Sampler(mode=backend).run([transpile(qc, backend, routing_method='sabre')], shots=10)"
    source = "execute(qc, backend, routing_method='stochastic', layout_method='noise_adaptive', shots=10)"
    check_migrated(source, after, setup=f"{SETUP}\n{EXECUTE}", statuses=["review execute"])
    check_manual(
        "method = 'stochastic'\nexecute(qc, backend, routing_method=method)",
        "execute",
        setup=f"{SETUP}\n{EXECUTE}",
    )
