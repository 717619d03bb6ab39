"""Whose fault it is that a cell failed."""

from __future__ import annotations

import pytest

from ibmq_nbmigrate.rehearsal.blame import Error, Scene, cause_of, defined_names, imports_taken_out
from ibmq_nbmigrate.rehearsal.results import Cause

CELL = Scene("before", "after")


@pytest.mark.parametrize(
    ("error", "scene", "cause"),
    [
        # Not the migration's fault
        (Error("ZeroDivisionError", "division by zero"), CELL, Cause.OTHER),
        (Error("KeyError", "'01'", packages=("",)), CELL, Cause.OTHER),
        (Error("TypeError", "'str' object is not callable", text="plot()"), CELL, Cause.OTHER),
        (
            Error("AttributeError", "module 'numpy' has no attribute 'float'", owner="numpy"),
            CELL,
            Cause.OTHER,
        ),
        (Error("FileNotFoundError", "No such file or directory: 'data.csv'"), CELL, Cause.FILE),
        (Error("ModuleNotFoundError", "No module named 'helpers'", asked="helpers"), CELL, Cause.PACKAGE),
        (
            Error("ModuleNotFoundError", "No module named 'helpers'", asked="helpers"),
            Scene("", "", local_modules={"helpers"}),
            Cause.FILE,
        ),
        (
            Error("ModuleNotFoundError", "No module named 'qiskit.aqua'", asked="qiskit.aqua"),
            CELL,
            Cause.MODULE_GONE,
        ),
        (
            Error("ImportError", "cannot import name 'pulse' from 'qiskit' (x)", asked="qiskit"),
            CELL,
            Cause.MODULE_GONE,
        ),
        (
            Error(
                "ModuleNotFoundError",
                "No module named 'qiskit.opflow'",
                asked="qiskit.opflow",
                packages=("", "qiskit_nature"),
            ),
            CELL,
            Cause.MODULE_GONE,
        ),
        (
            Error(
                "ImportError",
                "cannot import name 'X' from 'qiskit' (x)",
                asked="qiskit",
                packages=("", "old"),
            ),
            CELL,
            Cause.PACKAGE,
        ),
        (Error("NameError", "name '____' is not defined", asked="____"), CELL, Cause.BLANK),
        (Error("NameError", "name 'MY_TOKEN' is not defined", asked="MY_TOKEN"), CELL, Cause.PLACEHOLDER),
        (
            Error("NameError", "name 'result' is not defined", asked="result"),
            Scene("", "", lost={"result"}),
            Cause.EARLIER,
        ),
        (
            Error("NameError", "name 'from_a_star' is not defined", asked="from_a_star"),
            Scene("", "", lost={"*"}),
            Cause.EARLIER,
        ),
        (
            Error("NameError", "name 'GroverOperator0' is not defined", asked="GroverOperator0"),
            Scene("", "", gone={"GroverOperator0"}, is_said=True),
            Cause.MODULE_GONE,
        ),
        (
            Error("NameError", "name 'Shor' is not defined", asked="Shor"),
            Scene("", "factors(15)", gone={"Shor"}),
            Cause.MODULE_GONE,
        ),
        (
            Error("NameError", "name 'Shor' is not defined", asked="Shor"),
            Scene("", "", gone={"*"}, is_said=True),
            Cause.MODULE_GONE,
        ),
        (
            Error("NameError", "name 'Shor' is not defined", asked="Shor"),
            Scene("", "", gone={"*"}),
            Cause.OTHER,
        ),
        (
            Error("QiskitError", "'No counts for experiment \"0\"'", packages=("", "qiskit")),
            CELL,
            Cause.OTHER,
        ),
        (
            Error("QiskitError", "'No counts for experiment \"0\"'", packages=("", "qiskit")),
            Scene("before", "after", lost={"circuit"}),
            Cause.EARLIER,
        ),
        (
            Error("TypeError", "QuantumCircuit.h() missing 1 required positional argument", owner="qiskit"),
            Scene("same", "same"),
            Cause.OTHER,
        ),
        (
            Error(
                "AttributeError",
                "'IBMBackend' object has no attribute 'defaults'",
                packages=("qiskit_ibm_runtime",),
            ),
            CELL,
            Cause.MODULE_GONE,
        ),
        (Error("ModuleNotFoundError", "No module named 'Qconfig'", asked="Qconfig"), CELL, Cause.FILE),
        (
            Error("NameError", "name 'qx' is not defined", asked="qx"),
            Scene("try:\n    import Qconfig\n    qx = 1\nexcept: pass\nqx", ""),
            Cause.FILE,
        ),
        (
            Error("CircuitError", "'duplicate bit arguments'", module="qiskit.circuit.exceptions"),
            Scene("same", "same"),
            Cause.OTHER,
        ),
        (Error("SyntaxError", "invalid syntax"), Scene("qc.h(____\n", "qc.h(____\n"), Cause.BLANK),
        (Error("SyntaxError", "Missing parentheses"), Scene("print 'x'", "print 'x'"), Cause.NO_PYTHON),
        (Error("StdinNotImplementedError", "no input"), CELL, Cause.INPUT),
        (
            Error("InvalidAccountError", "Invalid `token` value", text="save_account(channel='x', token='')"),
            CELL,
            Cause.PLACEHOLDER,
        ),
        (Error("OSError", "the network is closed during a rehearsal"), CELL, Cause.NETWORK),
        (Error("RuntimeJobNotFound", "'Job not found: 5f0c'"), CELL, Cause.JOB),
        (
            Error("QiskitBackendNotFoundError", "No backend matches", packages=("", "qiskit")),
            CELL,
            Cause.DEVICE,
        ),
        (
            Error("QiskitBackendNotFoundError", "No backend matches", text="service.backend('MY_BACKEND')"),
            CELL,
            Cause.PLACEHOLDER,
        ),
        (Error("IndexError", "list index out of range", text="service.backends()[0]"), CELL, Cause.DEVICE),
        (Error("IndexError", "list index out of range", text="angles[7]"), CELL, Cause.OTHER),
        (Error("MemoryError", ""), CELL, Cause.NOT_HERE),
        (
            Error(
                "RuntimeJobFailureError",
                "Unable to retrieve job result.",
                packages=("", "qiskit_ibm_runtime"),
            ),
            CELL,
            Cause.NOT_HERE,
        ),
        # The migration's fault
        (Error("NameError", "name 'execute' is not defined", asked="execute"), CELL, Cause.LEGACY_LEFT),
        (
            Error("ImportError", "cannot import name 'Aer' from 'qiskit' (x)", asked="qiskit"),
            CELL,
            Cause.LEGACY_LEFT,
        ),
        (
            Error("ModuleNotFoundError", "No module named 'qiskit.tools'", asked="qiskit.tools"),
            CELL,
            Cause.LEGACY_LEFT,
        ),
        (
            Error("AttributeError", "'QuantumCircuit' object has no attribute 'u1'", owner="qiskit.circuit"),
            CELL,
            Cause.LEGACY_LEFT,
        ),
        (
            Error(
                "TypeError",
                "'QasmBackendConfiguration' object is not subscriptable",
                owner="qiskit_ibm_runtime",
            ),
            CELL,
            Cause.LEGACY_LEFT,
        ),
        (
            Error("NameError", "name 'execute' is not defined", asked="execute"),
            Scene("", "", lost={"*"}),
            Cause.LEGACY_LEFT,
        ),
        (
            Error("TypeError", "compile() missing required argument 'filename' (pos 2)"),
            CELL,
            Cause.LEGACY_LEFT,
        ),
        (
            Error("TypeError", "transpile() got an unexpected keyword argument", packages=("", "qiskit")),
            Scene("same", "same"),
            Cause.LEGACY_LEFT,
        ),
        (Error("TypeError", "'str' object is not callable", text="backend.name()"), CELL, Cause.LEGACY_LEFT),
        (
            Error("QiskitBackendNotFoundError", "", text="service.backend('ibmq_qasm_simulator')"),
            CELL,
            Cause.LEGACY_LEFT,
        ),
        (
            Error(
                "TypeError",
                "VQE.__init__() got an unexpected keyword argument 'quantum_instance'",
                owner="qiskit_algorithms",
            ),
            Scene("same", "same"),
            Cause.LEGACY_LEFT,
        ),
        (Error("SyntaxError", "invalid syntax"), Scene("x = 1", "x = = 1"), Cause.BROKEN),
        (
            Error("NameError", "name 'Shor' is not defined", asked="Shor"),
            Scene("", "Shor(15)", gone={"Shor"}),
            Cause.BROKEN,
        ),
        (Error("NameError", "name 'transpile' is not defined", asked="transpile"), CELL, Cause.BROKEN),
        (
            Error("IBMInputValueError", "not supported by the target", packages=("", "qiskit_ibm_runtime")),
            CELL,
            Cause.WRONG_USE,
        ),
        (
            Error(
                "TypeError",
                "Sampler.__init__() got an unexpected keyword argument",
                owner="qiskit_ibm_runtime",
            ),
            CELL,
            Cause.WRONG_USE,
        ),
    ],
)
def test_cause(error, scene, cause):
    assert cause_of(error, scene) is cause


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("", set()),
        ("x == 1", set()),
        ("a, b = 1, 2", {"a", "b"}),
        ("import numpy as np\nfrom x import y as z, w", {"np", "z", "w"}),
        ("from x import *", {"*"}),
        ("%matplotlib inline\nfrom x import *", {"*"}),
        ("def f(): pass\nclass C: pass", {"f", "C"}),
        ("%time service = f()", {"service"}),
        ("%matplotlib inline\nfrom x import y\ndef f(): pass\na = 1", {"y", "f", "a"}),
    ],
)
def test_names_that_a_failed_cell_would_have_defined(source, names):
    assert defined_names(source) == names


@pytest.mark.parametrize(
    ("after", "line", "cause"),
    [
        ("# ibmq-migrate: QPD03 left\nv = result.metadata[0]['variance']", 2, Cause.LEGACY_LEFT),
        ("x = 1\n# ibmq-migrate: QPD03 left\nv = f(\n    result.metadata[0],\n)", 4, Cause.LEGACY_LEFT),
        ("# ibmq-migrate: QPD03 left\nx = 1\nv = {}[0]", 3, Cause.OTHER),
        ("v = {}[0]", 1, Cause.OTHER),
        ("%time\n# ibmq-migrate: QPD03 left\n%time v = {}[0]", 3, Cause.LEGACY_LEFT),
        ("v = {}[0]", None, Cause.OTHER),
    ],
)
def test_what_fails_below_a_mark_is_what_was_left(after, line, cause):
    assert cause_of(Error("KeyError", "0", line=line, packages=("",)), Scene("before", after)) is cause


def test_every_cause_says_whether_the_migration_is_to_blame():
    assert {cause for cause in Cause if cause.of_migration} == {
        Cause.LEGACY_LEFT,
        Cause.WRONG_USE,
        Cause.BROKEN,
    }


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("from a import b", "from c import b", set()),
        ("import a\nb = 1", "", {"a"}),
        ("from a import b, c as d\nimport e.f", "from a import b\n# from a import c as d", {"d", "e"}),
        ("from a import *", "# from a import *", {"*"}),
        ("from a import *\nfrom b import *", "# from a import *\nfrom c import *", {"*"}),
        ("from a import *\n%time\nfrom b import *", "from c import *\n%time\nfrom d import *", set()),
        ("%run x\nfrom a import b, c", "%run x\nfrom a import b", {"c"}),
        ("def f():\n    from a import b", "def f():\n    # from a import b\n    pass", {"b"}),
    ],
)
def test_imports_taken_out(before, after, names):
    assert imports_taken_out(before, after) == names
