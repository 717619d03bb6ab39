import pytest

from ibmq_nbmigrate.folders.requirements import merged, update

NEW = ("qiskit-ibm-runtime>=0.51.0", "qiskit-aer>=0.17")


@pytest.mark.parametrize(
    "text", ["", "numpy\n", "# qiskit-ibmq-provider is gone\n-r other.txt\n", "numpy==1.0  # old\n\n"]
)
def test_other_lines_stay(text):
    assert update(text, ()) == text
    assert update(text, NEW).startswith(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "qiskit-aer>=0.17\nqiskit-ibm-runtime>=0.51.0\n"),
        ("numpy", "numpy\nqiskit-aer>=0.17\nqiskit-ibm-runtime>=0.51.0\n"),
        ("qiskit_ibm_runtime==0.9.4\nnumpy\n", "qiskit-ibm-runtime>=0.51.0\nnumpy\nqiskit-aer>=0.17\n"),
        ("Qiskit.IBMQ-Provider>=0.19\nscipy\n", "scipy\nqiskit-aer>=0.17\nqiskit-ibm-runtime>=0.51.0\n"),
    ],
)
def test_update(before, after):
    assert update(before, NEW) == after
    assert update(after, NEW) == after


def test_the_file_need_not_exist(tmp_path):
    assert merged(str(tmp_path / "requirements.txt"), NEW[:1]) == "qiskit-ibm-runtime>=0.51.0\n"
