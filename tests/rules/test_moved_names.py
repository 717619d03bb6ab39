import importlib

import pytest

from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import all_rules, by_symbol
from ibmq_nbmigrate.facts import runtime
from ibmq_nbmigrate.rules.moves import RUNTIME_FAKES_SINCE, V1_FAKES
from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

QISKIT = "from qiskit import QuantumCircuit"
STAR = "from qiskit import *"
NEWEST = (0, 51, 0)


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit import QuantumCircuit, transpile",
        "from qiskit.visualization import plot_histogram, plot_bloch_multivector",
        "from qiskit_aer import Aer\nAer.get_backend('qasm_simulator')",
        "from qiskit.providers.fake_provider import GenericBackendV2\nGenericBackendV2(3)",
        "import qiskit.providers.fake_provider as fake\nfake.GenericBackendV2(num_qubits=3)",
        "import qiskit.quantum_info as qi\nqi.Statevector([1, 0])",
        "from qiskit import *\nfrom qiskit.visualization import *\nplot_histogram({})",
        "from other.tools.visualization import plot_histogram",
        "import qiskit\nexecutor = qiskit.transpile",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from qiskit.tools.visualization import plot_histogram",
            "from qiskit.visualization import plot_histogram",
        ),
        (
            "from qiskit.tools.visualization import (plot_histogram,  # counts\n    plot_state_city)",
            "from qiskit.visualization import (plot_histogram,  # counts\n    plot_state_city)",
        ),
        (
            "from qiskit.tools.visualization import plot_bloch_multivector as bloch",
            "from qiskit.visualization import plot_bloch_multivector as bloch",
        ),
        ("from qiskit.tools.visualization import *", "from qiskit.visualization import *"),
        (
            "from qiskit.quantum_info.synthesis.two_qubit_decompose import TwoQubitBasisDecomposer",
            "from qiskit.synthesis import TwoQubitBasisDecomposer",
        ),
        (
            "from qiskit.extensions.standard.cx import CnotGate",
            "from qiskit.circuit.library import CXGate",
        ),
        (
            "from qiskit.transpiler.passes.mapping.basic_swap import BasicSwap\nBasicSwap(coupling)",
            "from qiskit.transpiler.passes import BasicSwap\nBasicSwap(coupling)",
        ),
        ("from qiskit import Aer", "from qiskit_aer import Aer"),
        (
            "from qiskit import QuantumCircuit, Aer",
            "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer",
        ),
        ("from qiskit import Aer; x = 1", "from qiskit_aer import Aer; x = 1"),
        ("if x:\n    from qiskit import Aer", "if x:\n    from qiskit_aer import Aer"),
        ("from qiskit.providers.aer import noise", "from qiskit_aer import noise"),
        ("from qiskit.providers import aer", "import qiskit_aer as aer"),
        (
            "import qiskit.providers.aer as aer\naer.noise.NoiseModel()",
            "import qiskit_aer as aer\naer.noise.NoiseModel()",
        ),
        (
            "from qiskit.providers.aer.noise import NoiseModel",
            "from qiskit_aer.noise import NoiseModel",
        ),
        (
            "# from qiskit import Aer, QuantumCircuit",
            "# from qiskit import QuantumCircuit\n# from qiskit_aer import Aer",
        ),
        ("from qiskit.tools import parallel_map", "from qiskit.utils import parallel_map"),
        ("from qiskit.extensions import *", "from qiskit.circuit.library import *"),
        ("from qiskit.qasm import pi", "from math import pi"),
        ("from qiskit.qobj.utils import MeasLevel", "from qiskit.result import MeasLevel"),
        (
            "from qiskit.providers.aer.library import save_statevector",
            "from qiskit_aer.library import save_statevector",
        ),
    ],
)
def test_imports_follow(before, after):
    result = check_migrated(before, after, setup=QISKIT)
    assert {str(finding.status) for finding in result.findings} == {"fixed"}


def test_every_import_of_a_moved_name_follows():
    result = migrate(["from qiskit import Aer", "from qiskit import Aer\nAer.get_backend('qasm_simulator')"])
    assert [cell.source for cell in result.cells] == [
        "from qiskit_aer import Aer",
        "from qiskit_aer import Aer\nAer.get_backend('qasm_simulator')",
    ]


def test_a_dotted_use_gains_an_import():
    check_migrated(
        "import qiskit as qk\nb = qk.Aer.get_backend('qasm_simulator')",
        "import qiskit as qk\nfrom qiskit_aer import Aer\nb = Aer.get_backend('qasm_simulator')",
        setup=QISKIT,
        statuses=["fixed qiskit.Aer"],
    )


def test_a_name_that_came_by_star_gains_one_import_and_one_finding():
    result = migrate([STAR, "a = Aer.get_backend('x')\nb = Aer.backends()", "c = Aer.get_backend('x')"])
    assert [cell.source for cell in result.cells] == [
        STAR,
        "from qiskit_aer import Aer\na = Aer.get_backend('x')\nb = Aer.backends()",
        "c = Aer.get_backend('x')",
    ]
    assert [finding.symbol for finding in result.findings] == ["qiskit.Aer"]


def test_the_star_of_a_moved_module_serves_its_names():
    result = migrate(["from qiskit.tools.visualization import *", "plot_histogram({})"])
    assert [cell.source for cell in result.cells] == [
        "from qiskit.visualization import *",
        "plot_histogram({})",
    ]


def test_a_package_that_only_a_lost_import_binds_stays_bound():
    before = ["import qiskit.tools.jupyter", "qiskit.QuantumCircuit(3)"]
    assert [cell.source for cell in migrate(before).cells] == ["import qiskit", "qiskit.QuantumCircuit(3)"]


class TestRenamed:
    def test_uses_are_renamed(self):
        check_migrated(
            "from qiskit import BasicAer\nb = BasicAer.get_backend('qasm_simulator')\nprint(f'{BasicAer}')",
            "from qiskit_aer import Aer\nb = Aer.get_backend('qasm_simulator')\nprint(f'{Aer}')",
            setup=QISKIT,
            statuses=["fixed qiskit.BasicAer"],
        )

    def test_two_names_become_one(self):
        check_migrated(
            "from qiskit import Aer, BasicAer\nAer.backends()\nBasicAer.backends()",
            "from qiskit_aer import Aer\nAer.backends()\nAer.backends()",
            setup=QISKIT,
        )

    def test_by_star(self):
        check_migrated(
            "b = BasicAer.get_backend('qasm_simulator')",
            "from qiskit_aer import Aer\nb = Aer.get_backend('qasm_simulator')",
            setup=STAR,
        )

    def test_where_the_new_name_is_taken_the_old_one_stays(self):
        check_migrated(
            "from qiskit import BasicAer\nAer = 3\nBasicAer.backends()",
            "from qiskit_aer import Aer as BasicAer\nAer = 3\nBasicAer.backends()",
            setup=QISKIT,
        )

    def test_where_a_cell_cannot_be_read_the_old_name_stays(self):
        result = migrate(["from qiskit import BasicAer", "BasicAer.backends()"])
        assert "BasicAer" not in result.cells[1].source
        from ibmq_nbmigrate import migrate_cells

        broken = migrate_cells(["from qiskit import BasicAer", "print BasicAer"])
        assert broken.cells[0].source == "from qiskit_aer import Aer as BasicAer"

    def test_fake_backends(self):
        check_migrated(
            "from qiskit.test.mock import FakeVigo, FakeSherbrooke\nb = FakeVigo()",
            "from qiskit_ibm_runtime.fake_provider import FakeVigoV2, FakeSherbrooke\nb = FakeVigoV2()",
            setup=QISKIT,
            statuses=["review FakeVigo", "review FakeSherbrooke"],
        )


def test_the_name_of_a_fake_backend():
    setup = "from qiskit.providers.fake_provider import FakeManila\nbackend = FakeManila()"
    result = check_migrated(
        "print(backend.name(), FakeManila().name())\nn = backend.configuration().n_qubits",
        "print(backend.name, FakeManilaV2().name)\nn = backend.configuration().n_qubits",
        setup=setup,
    )
    exec("\n".join(cell.source for cell in result.cells), {})


def test_fake_backends_of_class_v1_left_the_runtime_package_too():
    home = "qiskit_ibm_runtime.fake_provider"
    check_noop(f"from {home} import FakeManilaV2, FakeSherbrooke\nFakeManilaV2().name\nFakeSherbrooke()")
    legacy = f"from {home} import FakeManila, FakeManilaV2, FakeProvider\nb = FakeManila()\nFakeManilaV2()"
    legacy += "\nprint(b.name(), FakeProvider().get_backend('fake_lima'))"
    check_noop(legacy, target="0.30.0")
    check_migrated(
        legacy,
        f"from {home} import FakeManilaV2, FakeProviderForBackendV2\nb = FakeManilaV2()\nFakeManilaV2()\n"
        "print(b.name, FakeProviderForBackendV2().backend('fake_lima'))",
        setup="",
    )
    check_migrated(
        "b = fake_provider.FakeVigo()\nfake_provider.FakeVigoV2().name",
        f"from {home} import FakeVigoV2\nb = FakeVigoV2()\nfake_provider.FakeVigoV2().name",
        setup="from qiskit_ibm_runtime import fake_provider",
        statuses=["review FakeVigo"],
    )
    check_manual("FakeManila().defaults()", "FakeManila.defaults", setup=f"from {home} import FakeManila")
    check_manual(f"from {home} import FakeProviderFactory", "FakeProviderFactory")


def test_a_generic_backend_replaces_what_has_no_snapshot_wherever_it_was():
    result = migrate("from qiskit_ibm_runtime.fake_provider import FakeTenerife\nb = FakeTenerife()")
    assert "b = GenericBackendV2(5, " in result.cells[0].source


@pytest.mark.parametrize("old", V1_FAKES)
def test_the_facts_know_until_when_fake_backends_of_class_v1_were_there(old):
    before = (RUNTIME_FAKES_SINCE[0], RUNTIME_FAKES_SINCE[1] - 1, 0)
    assert runtime.has(old, before)
    assert not runtime.has(old, RUNTIME_FAKES_SINCE)


def test_a_provider_of_fake_backends():
    result = check_migrated(
        "a = FakeProvider().get_backend('fake_manila')\n"
        "b = FakeProviderForBackendV2().get_backend('fake_manila_v2')",
        "a = FakeProviderForBackendV2().backend('fake_manila')\n"
        "b = FakeProviderForBackendV2().backend('fake_manila')",
        setup="from qiskit.providers.fake_provider import FakeProvider, FakeProviderForBackendV2",
    )
    names = {}
    for cell in result.cells:
        exec(cell.source, names)
    assert names["a"].name == names["b"].name == "fake_manila"


@pytest.mark.parametrize(
    ("module", "name"),
    [("qiskit.providers.fake_provider", "ConfigurableFakeBackend"), ("qiskit.qasm", "Qasm")],
)
def test_what_a_module_of_today_has_lost(module, name):
    result = migrate([f"from {module} import {name}", f"{name}()"])
    assert [(f.rule, str(f.status)) for f in result.findings] == [("IMP02", "manual")] * 2


def test_interactive_plots_are_drawn_once():
    check_migrated(
        "from qiskit.tools.visualization import iplot_histogram\niplot_histogram({})",
        "from qiskit.visualization import plot_histogram\nplot_histogram({})",
        setup=QISKIT,
        statuses=["review iplot_histogram"],
    )


def test_what_nothing_uses_is_taken_out():
    result = check_migrated(
        "from qiskit.extensions.standard import ccx, cu1\nimport qiskit.extensions.simulator\n\nx = 1",
        "x = 1",
    )
    assert [str(finding.status) for finding in result.findings[-2:]] == ["review", "review"]


@pytest.mark.parametrize(
    "line", ["from qiskit.ignis.mitigation import CompleteMeasFitter as C", "import qiskit.aqua.operators"]
)
def test_what_a_retired_package_gave_stays_in_a_comment(line):
    result = migrate(f"{line}\nx = 1")
    assert [str(finding.status) for finding in result.findings] == ["manual"]
    assert result.cells[0].source.split("\n")[1:] == [f"# {line}", "x = 1"]
    result = migrate(f"{line}\nx = 1", mark_manual=False)
    assert [str(finding.status) for finding in result.findings] == ["review"]
    assert result.cells[0].source == "x = 1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from qiskit.aqua import *\nx = 1", "# from qiskit.aqua import *\nx = 1"),
        (
            "import a; from qiskit.aqua import VQE; x = VQE",
            "# from qiskit.aqua import VQE\nimport a; x = VQE",
        ),
        (
            "from qiskit.aqua import (VQE as V,  # all\n    QAOA)\nV, QAOA",
            "# from qiskit.aqua import VQE as V, QAOA\nV, QAOA",
        ),
        (
            "if real:\n    import qiskit.ignis.verification as v\nv.f()",
            "if real:\n    # import qiskit.ignis.verification as v\n    pass\nv.f()",
        ),
        ("import qiskit.aqua\nqiskit.aqua.VQE()", "# import qiskit.aqua\nimport qiskit\nqiskit.aqua.VQE()"),
        (
            "def f():\n    from qiskit.aqua import VQE, x\n    return VQE()",
            "def f():\n    # from qiskit.aqua import VQE\n    return VQE()",
        ),
    ],
)
def test_an_import_that_can_only_fail_becomes_a_comment(before, after):
    result = migrate(before)
    lines = result.cells[0].source.split("\n")
    assert [line for line in lines if not line.lstrip().startswith("# ibmq-migrate: IMP0")] == after.split(
        "\n"
    )


def test_what_a_comment_imports_is_known_further_down():
    first = migrate(["from qiskit.aqua import VQE", "VQE()"]).cells
    mixed = migrate([first[0].source, "VQE()"])
    assert [cell.source for cell in mixed.cells] == [cell.source for cell in first]


class TestStars:
    """Names that nothing binds below star imports of modules without stubs."""

    def test_a_name_that_a_living_module_may_have_brought_is_left(self):
        cells = [
            "from qiskit.algorithms.optimizers import *\nfrom qiskit_finance.data_providers import *",
            "data = RandomDataProvider()",
        ]
        assert migrate(cells).cells[1].findings == ()

    @pytest.mark.parametrize("living", ["qiskit_finance.data_providers", "qiskit.circuit.library"])
    def test_a_name_that_is_known_of_one_module_is_of_that(self, living):
        result = migrate([f"from {living} import *\nfrom qiskit.aqua.algorithms import *", "VQE()"])
        assert "qiskit.aqua.algorithms.VQE" in [finding.symbol for finding in result.cells[1].findings]

    def test_any_class_is_of_the_module_that_ended(self):
        result = migrate(["from math import *\nfrom qiskit.aqua.algorithms import *", "HHL()"])
        assert [finding.symbol for finding in result.cells[1].findings] == ["qiskit.aqua.algorithms.HHL"]


class TestGone:
    def test_it_is_said_at_the_import_and_in_each_statement(self):
        cells = [
            "from qiskit.aqua.algorithms import HHL, ExactLSsolver",
            "HHL(1).run()\nx = ExactLSsolver(2, HHL)",
        ]
        result = migrate(cells, mark_manual=False)
        assert not result.changed
        assert [(f.rule, f.cell, f.line, f.symbol) for f in result.findings] == [
            ("IMP02", 0, 1, "qiskit.aqua.algorithms.HHL"),
            ("IMP02", 1, 1, "qiskit.aqua.algorithms.HHL"),
            ("IMP02", 1, 2, "qiskit.aqua.algorithms.ExactLSsolver"),
        ]
        assert all("numpy.linalg.solve" in finding.message for finding in result.findings)
        assert "`HHL` and `ExactLSsolver` of `qiskit.aqua.algorithms` are gone" in result.findings[0].message

    def test_a_module_that_is_gone_answers_for_what_is_in_it(self):
        source = "import qiskit.pulse as pulse\nwith pulse.build() as p:\n    pulse.play(1, 2)"
        result = migrate(source, mark_manual=False)
        assert [(finding.line, finding.symbol) for finding in result.findings] == [
            (1, "qiskit.pulse"),
            (2, "qiskit.pulse.build"),
        ]

    def test_without_an_import_every_cell_is_told(self):
        result = migrate([STAR, "pulse.Play(1)", "pulse.Play(2)"], mark_manual=False)
        assert [finding.cell for finding in result.findings] == [1, 2]

    def test_dotted(self):
        result = migrate("import qiskit\nqiskit.ignis.verification.topological_codes.RepetitionCode(1, 2)")
        assert [finding.symbol for finding in result.findings] == [
            "qiskit.ignis.verification.topological_codes.RepetitionCode"
        ]

    def test_among_names_that_are_fine(self):
        result = migrate(["from qiskit.visualization import plot_histogram, pulse_drawer", "pulse_drawer()"])
        mark, *lines = result.cells[0].source.split("\n")
        assert mark.startswith("# ibmq-migrate: IMP02 `qiskit.visualization.pulse_drawer` is gone: ")
        assert lines == [
            "# from qiskit.visualization import pulse_drawer",
            "from qiskit.visualization import plot_histogram",
        ]
        assert (result.findings[0].symbol, result.findings[0].column) == (
            "qiskit.visualization.pulse_drawer",
            50,
        )

    def test_old_targets_still_have_pulse_but_no_aqua(self):
        check_noop("from qiskit import pulse\nfrom qiskit.opflow import X", target="0.9.4")
        result = migrate(["from qiskit.aqua import QuantumInstance", "QuantumInstance"], target="0.9.4")
        assert [str(finding.status) for finding in result.findings] == ["manual", "manual"]

    def test_in_a_try_it_is_the_authors_own_business(self):
        check_noop("try:\n    from qiskit import Aer\nexcept ImportError:\n    from qiskit_aer import Aer")

    def test_a_kept_line(self):
        result = migrate("from qiskit import Aer  # ibmq-migrate: keep")
        assert [str(finding.status) for finding in result.findings] == ["skipped"]


def test_rules_of_other_families_come_first():
    for symbol in ("qiskit.IBMQ", "qiskit.execute", "qiskit.tools.monitor.job_monitor"):
        rules = by_symbol(NEWEST)[symbol]
        assert not rules[0].gives_way, symbol


def test_what_moved_imports_on_the_installed_packages():
    rows = {
        row.to
        for rule in all_rules()
        if rule.code in ("IMP01", "IMP03")
        for row in rule.actions.values()
        if isinstance(row, Moved)
    }
    assert len(rows) > 200
    for new in rows:
        module, _, name = new.rpartition(".")
        try:
            importlib.import_module(new)
        except ImportError:
            assert hasattr(importlib.import_module(module), name), new
