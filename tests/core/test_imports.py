# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from cells import after
from rules.tools import check_noop, migrate

NEW = "from qiskit_ibm_runtime import QiskitRuntimeService"
SERVICE = 'QiskitRuntimeService(channel="ibm_quantum_platform")'


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit import QuantumCircuit, transpile",
        "import qiskit",
        "import qiskit as qk\nqc = qk.QuantumCircuit(2)",
        "from qiskit_ibm_runtime import QiskitRuntimeService, Sampler",
        "from qiskit import QuantumCircuit  # not IBMQ",
        "from mylab import IBMQ",
        "import IBMQ",
        "from .qiskit import IBMQ",
        "from qiskit.circuit import (\n    Parameter,\n)",
        "text = 'from qiskit import IBMQ'",
    ],
)
def test_other_imports_stay(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    from qiskit_ibm_runtime import QiskitRuntimeService\nexcept ImportError:\n    from qiskit import IBMQ",
        "try:\n    from qiskit import Aer\nexcept (ImportError, OSError) as error:\n    from qiskit_aer import Aer",
        "try:\n    from qiskit.tools.visualization import plot_histogram as p\n"
        "except ModuleNotFoundError:\n    from qiskit.visualization import plot_histogram as p",
    ],
)
def test_a_guard_stays(source: str) -> None:
    assert after(source) == [source]


@pytest.mark.parametrize("handled", ["IBMQ = None", "HAVE_IBMQ = False", "pass", "import qiskit", "raise"])
def test_a_handler_that_imports_no_successor_is_no_guard(handled: str) -> None:
    source = f"try:\n    from qiskit import IBMQ\n    HAVE_IBMQ = True\nexcept ImportError:\n    {handled}"
    assert after(source) == [source.replace("from qiskit import IBMQ", NEW)]


def test_two_old_packages_are_no_guard() -> None:
    source = "try:\n    from qiskit_ibm_provider import IBMProvider\nexcept ImportError:\n    from qiskit import IBMQ"
    assert after(source) == [f"try:\n    {NEW}\nexcept ImportError:\n    {NEW}"]


def test_what_is_gone_may_be_missing() -> None:
    source = "try:\n    from qiskit.aqua import VQE\n    HAVE = True\nexcept ImportError:\n    HAVE = False"
    made = migrate([source, "if HAVE:\n    VQE()"])
    lines = [line for line in made.cells[0].source.split("\n") if "# ibmq-migrate: IMP02" not in line]
    assert "\n".join(lines) == source
    assert [one.line for one in made.findings] == [2, 2]


def test_a_handler_that_imports_the_same_again_is_no_guard() -> None:
    source = "try:\n    from qiskit import IBMQ\nexcept ImportError:\n    !echo installing\n    from qiskit import IBMQ"
    assert after(source) == [source.replace("from qiskit import IBMQ", NEW)]


def test_another_exception_is_no_guard() -> None:
    source = "try:\n    from qiskit import IBMQ\nexcept Exception:\n    pass"
    assert after(source) == [source.replace("from qiskit import IBMQ", NEW)]


# -- the import of IBMQ, in every form ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("from qiskit import IBMQ", NEW),
        ("from qiskit import IBMQ\n", f"{NEW}\n"),
        ("from qiskit import IBMQ  # account\n", f"{NEW}  # account\n"),
        ("\n\nfrom qiskit import IBMQ\n\n", f"\n\n{NEW}\n\n"),
        ("from qiskit.providers.ibmq import IBMQ", NEW),
        ("from qiskit import IBMQ as Q", NEW),
        ("from qiskit import IBMQ, QuantumCircuit", f"from qiskit import QuantumCircuit\n{NEW}"),
        ("from qiskit import QuantumCircuit, IBMQ", f"from qiskit import QuantumCircuit\n{NEW}"),
        ("from qiskit import A, IBMQ, B", f"from qiskit import A, B\n{NEW}"),
        ("from qiskit import A,  IBMQ,B as C", f"from qiskit import A,  B as C\n{NEW}"),
        ("from qiskit import A, IBMQ  # both", f"from qiskit import A  # both\n{NEW}"),
        ("from qiskit import (A, IBMQ, B)", f"from qiskit import (A, B)\n{NEW}"),
        (
            "from qiskit import (\n    A,\n    IBMQ,\n    B,\n)",
            f"from qiskit import (\n    A,\n    B,\n)\n{NEW}",
        ),
        ("from qiskit import (\n    A,\n    IBMQ\n)", f"from qiskit import (\n    A\n)\n{NEW}"),
        (
            "from qiskit import (A,  # one\n                    IBMQ,  # two\n                    B)  # end\n",
            f"from qiskit import (A,  # one\n                    B)  # end\n{NEW}\n",
        ),
        (
            "from qiskit import (\n    IBMQ,  # account\n)",
            f"{NEW[:-20]}(\n    QiskitRuntimeService,  # account\n)",
        ),
        ("from qiskit import A, \\\n    IBMQ", f"from qiskit import A\n{NEW}"),
        ("from qiskit import IBMQ, \\\n    A", f"from qiskit import A\n{NEW}"),
        ("from qiskit import IBMQ; x = 1", f"{NEW}; x = 1"),
        ("x = 1; from qiskit import IBMQ", f"x = 1; {NEW}"),
        ("x = 1; from qiskit import A, IBMQ; y = 2", f"x = 1; from qiskit import A; {NEW}; y = 2"),
        ("if x: from qiskit import IBMQ", f"if x: {NEW}"),
        ("if x: from qiskit import A, IBMQ", f"if x: from qiskit import A; {NEW}"),
        ("if x:\n    from qiskit import A, IBMQ\n", f"if x:\n    from qiskit import A\n    {NEW}\n"),
        ("def f():\n\tfrom qiskit import A, IBMQ", f"def f():\n\tfrom qiskit import A\n\t{NEW}"),
        ("from qiskit import A, IBMQ\r\nx = 1\r\n", f"from qiskit import A\r\n{NEW}\r\nx = 1\r\n"),
        (
            "from qiskit import (\r\n    A,\r\n    IBMQ,\r\n)\r\nx = 1\r\n",
            f"from qiskit import (\r\n    A,\r\n)\r\n{NEW}\r\nx = 1\r\n",
        ),
        ("%matplotlib inline\nfrom qiskit import IBMQ", f"%matplotlib inline\n{NEW}"),
        ("%%time\nfrom qiskit import A, IBMQ", f"%%time\nfrom qiskit import A\n{NEW}"),
        ("'''Text.'''\nfrom qiskit import A, IBMQ", f"'''Text.'''\nfrom qiskit import A\n{NEW}"),
    ],
)
def test_import_of_ibmq(before: str, expected: str) -> None:
    assert after(before) == [expected]


def test_nothing_is_left_of_an_import_that_is_not_needed() -> None:
    made = after("import qiskit.providers.ibmq\nx = 1")
    assert made == ["x = 1"]


def test_a_cell_is_never_emptied() -> None:
    made = after("import qiskit.providers.ibmq")
    assert made[0].startswith("# ibmq-migrate: ")


# -- the import that is added ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "import qiskit as qk\nprovider = qk.IBMQ.load_account()",
            f"import qiskit as qk\n{NEW}\nservice = {SERVICE}",
        ),
        (
            "import qiskit  # base\nqiskit.IBMQ.load_account()",
            f"import qiskit  # base\n{NEW}\nservice = {SERVICE}",
        ),
        (
            "from qiskit import *\nprovider = IBMQ.load_account()",
            f"from qiskit import *\n{NEW}\nservice = {SERVICE}",
        ),
        (
            "import qiskit\r\nprovider = qiskit.IBMQ.load_account()\r\n",
            f"import qiskit\r\n{NEW}\r\nservice = {SERVICE}\r\n",
        ),
        (
            "from __future__ import annotations\nimport qiskit\nx = qiskit.IBMQ.load_account()",
            f"from __future__ import annotations\nimport qiskit\n{NEW}\nx = {SERVICE}",
        ),
        (
            "import qiskit\ndef f():\n    return qiskit.IBMQ.load_account()",
            f"import qiskit\n{NEW}\ndef f():\n    return {SERVICE}",
        ),
    ],
)
def test_stands_behind_the_imports(before: str, expected: str) -> None:
    assert after(before) == [expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("x = qiskit.IBMQ.load_account()", f"{NEW}\nx = {SERVICE}"),
        ("# first\n\nx = qiskit.IBMQ.load_account()", f"# first\n\n{NEW}\nx = {SERVICE}"),
        ("'''Text.'''\nx = qiskit.IBMQ.load_account()", f"'''Text.'''\n{NEW}\nx = {SERVICE}"),
        ("%%time\nx = qiskit.IBMQ.load_account()", f"%%time\n{NEW}\nx = {SERVICE}"),
        ("%time x = qiskit.IBMQ.load_account()", f"{NEW}\n%time x = {SERVICE}"),
        ("x = [\n    qiskit.IBMQ.load_account()]", f"{NEW}\nx = [\n    {SERVICE}]"),
        (
            "@dec\ndef f():\n    return qiskit.IBMQ.load_account()",
            f"{NEW}\n@dec\ndef f():\n    return {SERVICE}",
        ),
        ("if x: y = qiskit.IBMQ.load_account()", f"{NEW}\nif x: y = {SERVICE}"),
        ("import numpy as np\nx = qiskit.IBMQ.load_account()", f"import numpy as np\n{NEW}\nx = {SERVICE}"),
    ],
)
def test_stands_in_the_cell_that_needs_it(before: str, expected: str) -> None:
    assert after("import qiskit", before) == ["import qiskit", expected]


def test_added_once_for_two_uses_in_one_cell() -> None:
    made = after("import qiskit\na = qiskit.IBMQ.load_account()\nb = qiskit.IBMQ.load_account()")
    assert made[0].count(NEW) == 1


def test_added_once_for_uses_in_two_cells() -> None:
    made = after("import qiskit", "a = qiskit.IBMQ.load_account()", "b = qiskit.IBMQ.load_account()")
    assert ["import qiskit" in cell for cell in made] == [True, False, False]
    assert [NEW in cell for cell in made] == [False, True, False]


def test_not_added_where_the_notebook_has_it() -> None:
    made = after(f"{NEW}\nimport qiskit", "x = qiskit.IBMQ.load_account()")
    assert made == [f"{NEW}\nimport qiskit", f"x = {SERVICE}"]


def test_twice_imported_in_one_cell() -> None:
    made = after("from qiskit import IBMQ\nfrom qiskit import IBMQ\nprovider = IBMQ.load_account()")[0]
    assert "IBMQ" not in made
    assert NEW in made


def test_twice_imported_in_two_cells_that_may_run_alone() -> None:
    made = after("from qiskit import IBMQ", "from qiskit import IBMQ\nprovider = IBMQ.load_account()")
    assert made == [NEW, f"{NEW}\nservice = {SERVICE}"]


def test_imported_inside_a_function() -> None:
    source = "def f():\n    from qiskit import IBMQ\n    return IBMQ.load_account()"
    assert after(source) == [f"def f():\n    {NEW}\n    return {SERVICE}"]


def test_an_import_inside_a_function_serves_that_function_only() -> None:
    made = after(
        "def f():\n    from qiskit import IBMQ\n    return IBMQ",
        "import qiskit\nx = qiskit.IBMQ.load_account()",
    )
    assert NEW in made[1]


def test_an_import_in_a_class_body_does_not_serve_its_methods() -> None:
    source = (
        "class Lab:\n    from qiskit import IBMQ\n    def f(self):\n        return self.IBMQ.load_account()"
    )
    made = after(source)[0].splitlines()
    assert made[0] == NEW
    assert made[-1] == f"        return {SERVICE}"


def test_an_import_in_a_class_body_serves_the_body() -> None:
    made = after("class Lab:\n    from qiskit import IBMQ\n    lab = IBMQ.load_account()")
    assert made == [f"class Lab:\n    {NEW}\n    lab = {SERVICE}"]


def test_imported_in_a_branch() -> None:
    source = "if x:\n    from qiskit import IBMQ\n    provider = IBMQ.load_account()"
    assert after(source) == [f"if x:\n    {NEW}\n    service = {SERVICE}"]


def test_several_names_share_a_line() -> None:
    made = after(
        "from qiskit import IBMQ, QuantumCircuit, execute\nqc = QuantumCircuit(1)\nqc.measure_all()\n"
        "provider = IBMQ.load_account()\nbackend = provider.get_backend('ibm_torino')\nexecute(qc, backend)"
    )[0]
    assert "from qiskit_ibm_runtime import QiskitRuntimeService, Sampler\n" in made
    assert "from qiskit import QuantumCircuit, transpile\n" in made


def test_a_kept_import_stays_and_its_successor_is_added() -> None:
    kept = "from qiskit import IBMQ  # ibmq-migrate: keep"
    assert after(f"{kept}\nx = IBMQ.load_account()") == [f"{kept}\n{NEW}\nx = {SERVICE}"]


def test_a_package_whose_module_goes_is_still_imported() -> None:
    made = after(
        "import qiskit.providers.ibmq\nqc = qiskit.QuantumCircuit(1)\nx = qiskit.IBMQ.load_account()"
    )
    assert set(made[0].splitlines()) == {
        "import qiskit",
        NEW,
        "qc = qiskit.QuantumCircuit(1)",
        f"x = {SERVICE}",
    }


def test_an_import_that_may_fail_brings_nothing_else() -> None:
    tried = "try:\n    from qiskit import IBMQ\nexcept ImportError:\n    IBMQ = None"
    cells = after(tried, "provider = IBMQ.load_account()\nexecute(qc, provider.get_backend('x'))")
    assert cells[0].count("import") == 1
    assert "from qiskit import transpile\nfrom qiskit_ibm_runtime import Sampler" in cells[1]
