# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import check_manual, check_migrated, check_noop

RENAMED = [
    ("exceptions", "IBMQError", "exceptions.IBMError"),
    ("exceptions", "IBMQAccountError", "exceptions.IBMAccountError"),
    ("exceptions", "IBMQBackendApiProtocolError", "exceptions.IBMBackendApiProtocolError"),
    ("exceptions", "IBMQApiError", "exceptions.IBMApiError"),
    ("exceptions", "IBMQInputValueError", "exceptions.IBMInputValueError"),
    ("exceptions", "IBMQNotAuthorizedError", "exceptions.IBMNotAuthorizedError"),
    ("exceptions", "IBMQAccountCredentialsNotFound", "accounts.AccountNotFoundError"),
    ("runtime.exceptions", "QiskitRuntimeError", "exceptions.IBMRuntimeError"),
    ("runtime.exceptions", "RuntimeJobFailureError", "exceptions.RuntimeJobFailureError"),
    ("runtime.exceptions", "RuntimeJobNotFound", "exceptions.RuntimeJobNotFound"),
    ("runtime.exceptions", "RuntimeInvalidStateError", "exceptions.RuntimeInvalidStateError"),
    ("runtime.exceptions", "RuntimeProgramNotFound", "exceptions.RuntimeProgramNotFound"),
]
CLOSEST = [
    ("exceptions", "IBMQProviderError", "exceptions.IBMInputValueError"),
    ("exceptions", "IBMQAccountCredentialsInvalidToken", "accounts.InvalidAccountError"),
    ("exceptions", "IBMQAccountValueError", "accounts.InvalidAccountError"),
    ("exceptions", "IBMQBackendJobLimitError", "exceptions.IBMRuntimeError"),
    ("job.exceptions", "IBMQJobFailureError", "exceptions.RuntimeJobFailureError"),
    ("job.exceptions", "IBMQJobTimeoutError", "exceptions.RuntimeJobTimeoutError"),
    ("managed.exceptions", "IBMQJobManagerError", "exceptions.IBMRuntimeError"),
    ("experiment.exceptions", "IBMExperimentEntryNotFound", "exceptions.IBMRuntimeError"),
    ("visualization.exceptions", "VisualizationError", "exceptions.IBMRuntimeError"),
    ("credentials.exceptions", "CredentialsNotFoundError", "accounts.InvalidAccountError"),
]


def test_exceptions_of_others_are_left() -> None:
    check_noop("class IBMQError(Exception): ...\ntry:\n    f()\nexcept IBMQError:\n    pass")
    check_noop(
        "from qiskit_ibm_runtime.exceptions import IBMError\ntry:\n    f()\nexcept IBMError:\n    pass"
    )


def _texts(module: str, old: str, new: str) -> tuple[str, str]:
    home, _, name = f"qiskit_ibm_runtime.{new}".rpartition(".")
    use = "try:\n    f()\nexcept (ValueError, {}) as error:\n    pass"
    return (
        f"from qiskit.providers.ibmq.{module} import {old}\n{use.format(old)}",
        f"from {home} import {name}\n{use.format(name)}",
    )


@pytest.mark.parametrize("target", ["0.9.4", "0.51.0"])
@pytest.mark.parametrize(("module", "old", "new"), RENAMED)
def test_namesakes(module: str, old: str, new: str, target: str) -> None:
    before, after = _texts(module, old, new)
    result = check_migrated(before, after, setup="", target=target)
    assert {str(finding.status) for finding in result.findings} == {"fixed"}


@pytest.mark.parametrize("target", ["0.9.4", "0.51.0"])
@pytest.mark.parametrize(("module", "old", "new"), CLOSEST)
def test_the_closest_is_for_review(module: str, old: str, new: str, target: str) -> None:
    before, after = _texts(module, old, new)
    result = check_migrated(before, after, setup="", target=target)
    assert {str(finding.status) for finding in result.findings} == {"review"}


@pytest.mark.parametrize("name", ["BackendError", "BackendApiError", "BackendValueError"])
def test_exceptions_of_backends_came_with_0_19(name: str) -> None:
    before, after = _texts("exceptions", f"IBMQ{name}", f"exceptions.IBM{name}")
    check_migrated(before, after, setup="", target="0.19.0", statuses=["fixed IBMQ" + name] * 2)
    before, after = _texts("exceptions", f"IBMQ{name}", "exceptions.IBMRuntimeError")
    check_migrated(before, after, setup="", target="0.18.0", statuses=["review IBMQ" + name] * 2)


def test_duplicate_programs_end_with_0_23() -> None:
    before, after = _texts(
        "runtime.exceptions", "RuntimeDuplicateProgramError", "exceptions.RuntimeDuplicateProgramError"
    )
    check_migrated(before, after, setup="", target="0.23.0")
    check_manual(before, "RuntimeDuplicateProgramError", setup="", target="0.24.0")


def test_an_alias_is_kept() -> None:
    check_migrated(
        "from qiskit.providers.ibmq import IBMQAccountError as Oops\ntry:\n    f()\nexcept Oops:\n    pass",
        "from qiskit_ibm_runtime.exceptions import IBMAccountError as Oops\ntry:\n    f()\nexcept Oops:\n    pass",
        setup="",
    )


def test_dotted_names() -> None:
    check_migrated(
        "import qiskit.providers.ibmq.exceptions as errors\ntry:\n    f()\nexcept errors.IBMQApiError:\n    pass",
        "from qiskit_ibm_runtime.exceptions import IBMApiError\ntry:\n    f()\nexcept IBMApiError:\n    pass",
        setup="",
    )
