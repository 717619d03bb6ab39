import pytest

from ibmq_nbmigrate.folders.requirements import merged, update

NEW = ("qiskit-ibm-runtime>=0.51.0", "qiskit-aer>=0.17")


@pytest.mark.parametrize(
    "text",
    [
        *("", "numpy\n", "# qiskit-ibmq-provider is gone\n-r other.txt\n", "numpy==1.0  # old\n\n"),
        "numpy==1.0 \\\n  --hash=sha256:00\r\n",
        "qiskit-ibmq-provider-extra==1\n",
        "git+https://github.com/x/qiskit-aer\r\n./qiskit-aer\n",
        "--find-links https://x.org # qiskit-aer\n",
        "\x0c\u2028numpy\n",
    ],
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
        (
            "qiskit-ibm-runtime[viz]>=0.1 ; python_version < '3.13'  # pin\nqiskit-aer\n",
            "qiskit-ibm-runtime[viz]>=0.51.0 ; python_version < '3.13'  # pin\nqiskit-aer>=0.17\n",
        ),
        (
            "qiskit-ibmq-provider==0.4 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\nnumpy\n",
            "numpy\nqiskit-aer>=0.17\nqiskit-ibm-runtime>=0.51.0\n",
        ),
        (
            "qiskit-aer==0.12 \\\n    --hash=sha256:00\nqiskit-ibm-runtime (==0.4)\n",
            "qiskit-aer>=0.17\nqiskit-ibm-runtime>=0.51.0\n",
        ),
        (
            "numpy\r\nqiskit-ibmq-provider\r\nscipy\r\n",
            "numpy\r\nscipy\r\nqiskit-aer>=0.17\r\nqiskit-ibm-runtime>=0.51.0\r\n",
        ),
        (
            "qiskit-aer\nqiskit-aer==0.1; python_version < '3.9'\nqiskit_ibm_runtime",
            "qiskit-aer>=0.17\nqiskit-aer>=0.17; python_version < '3.9'\nqiskit-ibm-runtime>=0.51.0",
        ),
    ],
)
def test_update(before, after):
    assert update(before, NEW) == after
    assert update(after, NEW) == after


def test_the_file_need_not_exist(tmp_path):
    assert merged(str(tmp_path / "requirements.txt"), NEW[:1]) == "qiskit-ibm-runtime>=0.51.0\n"


def test_the_newlines_of_the_file_are_read(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_bytes(b"numpy\r\nscipy\r\n")
    assert merged(str(file), NEW[:1]) == "numpy\r\nscipy\r\nqiskit-ibm-runtime>=0.51.0\r\n"
