"""Exceptions: those of `qiskit.providers.ibmq` have namesakes in `qiskit_ibm_runtime.exceptions`."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import Kept, Manual, Moved
from ibmq_nbmigrate.core.rule import table
from ibmq_nbmigrate.facts import releases

ERRORS = "qiskit.providers.ibmq.exceptions"
OF_RUNTIME = "qiskit.providers.ibmq.runtime.exceptions"
OF_JOBS = "qiskit.providers.ibmq.job"
OF_MANAGED = "qiskit.providers.ibmq.managed"
OF_EXPERIMENTS = "qiskit.providers.ibmq.experiment"
OF_CREDENTIALS = "qiskit.providers.ibmq.credentials"
OF_REQUESTS = "qiskit.providers.ibmq.api.exceptions"
NEW_OF_REQUESTS = "qiskit_ibm_runtime.api.exceptions"
JOBS = "qiskit.providers"
NEW = "qiskit_ibm_runtime.exceptions"

BACKEND_ERRORS_SINCE: releases.Release = (0, 19, 0)
"""First release that has `IBMBackendError` and its kin."""
DUPLICATE_PROGRAM_UNTIL: releases.Release = (0, 23, 0)
CLOSEST = "nothing raises exactly this any more; the new class is the closest"


def _became(name: str, note: str = "") -> Moved:
    return Moved(f"{NEW}.{name}", note)


_PAGE = """Exceptions lost the Q: `IBMQError` is `IBMError`, and so on.

Legacy:

    from qiskit.providers.ibmq import IBMQAccountError

Updated:

    from qiskit_ibm_runtime.exceptions import IBMAccountError

Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/exceptions
"""

table(
    "EXC01",
    "exceptions",
    _PAGE,
    {
        **{
            f"{base}.message": Kept()
            for base in ("qiskit.QiskitError", f"{JOBS}.JobError", f"{JOBS}.JobTimeoutError")
        },
        f"{ERRORS}.IBMQError": _became("IBMError"),
        f"{ERRORS}.IBMQAccountError": _became("IBMAccountError"),
        f"{ERRORS}.IBMQBackendApiProtocolError": _became("IBMBackendApiProtocolError"),
        f"{ERRORS}.IBMQApiError": _became("IBMApiError"),
        f"{ERRORS}.IBMQApiUrlError": _became("IBMApiError", CLOSEST),
        f"{ERRORS}.IBMQInputValueError": _became("IBMInputValueError"),
        f"{ERRORS}.IBMQNotAuthorizedError": _became("IBMNotAuthorizedError"),
        f"{ERRORS}.IBMQProviderError": _became("IBMInputValueError", CLOSEST),
        f"{ERRORS}.IBMQBackendJobLimitError": _became("IBMRuntimeError", CLOSEST),
        f"{OF_RUNTIME}.QiskitRuntimeError": _became("IBMRuntimeError"),
        **{
            f"{OF_RUNTIME}.{name}": _became(name)
            for name in (
                "RuntimeJobFailureError",
                "RuntimeJobNotFound",
                "RuntimeInvalidStateError",
                "RuntimeProgramNotFound",
            )
        },
        **{
            f"{OF_REQUESTS}.{name}": Moved(f"{NEW_OF_REQUESTS}.{name.replace('IBMQ', 'IBM')}")
            for name in (
                "ApiError",
                "ApiIBMQProtocolError",
                "AuthenticationLicenseError",
                "RequestsApiError",
                "UserTimeoutExceededError",
            )
        },
        f"{OF_JOBS}.IBMQJobError": _became("IBMRuntimeError", CLOSEST),
        f"{OF_JOBS}.IBMQJobApiError": _became("IBMApiError", CLOSEST),
        f"{OF_JOBS}.IBMQJobFailureError": _became("RuntimeJobFailureError", CLOSEST),
        f"{OF_JOBS}.IBMQJobInvalidStateError": _became("RuntimeInvalidStateError", CLOSEST),
        f"{OF_JOBS}.IBMQJobTimeoutError": _became("RuntimeJobTimeoutError", CLOSEST),
    },
)

table(
    "EXC02",
    "exceptions-of-accounts",
    """What goes wrong with saved accounts is raised by `qiskit_ibm_runtime.accounts`.

    Legacy: `IBMQAccountCredentialsNotFound`. Updated: `qiskit_ibm_runtime.accounts.AccountNotFoundError`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/exceptions
    """,
    {
        f"{ERRORS}.IBMQAccountCredentialsNotFound": Moved("qiskit_ibm_runtime.accounts.AccountNotFoundError"),
        **{
            f"{ERRORS}.{name}": Moved(
                "qiskit_ibm_runtime.accounts.InvalidAccountError",
                "one exception for everything that is wrong with an account",
            )
            for name in (
                "IBMQAccountCredentialsInvalidFormat",
                "IBMQAccountCredentialsInvalidToken",
                "IBMQAccountCredentialsInvalidUrl",
                "IBMQAccountMultipleCredentialsFound",
                "IBMQAccountValueError",
            )
        },
        **{
            f"{OF_CREDENTIALS}.{name}": Moved("qiskit_ibm_runtime.accounts.InvalidAccountError", CLOSEST)
            for name in (
                "CredentialsError",
                "InvalidCredentialsFormatError",
                "CredentialsNotFoundError",
                "HubGroupProjectInvalidStateError",
            )
        },
    },
)

table(
    "EXC03",
    "exceptions-of-backends",
    """Below release 0.19 `IBMRuntimeError` stands for what backends raise.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/exceptions
    """,
    {
        f"{ERRORS}.{name}": _became("IBMRuntimeError", CLOSEST)
        for name in ("IBMQBackendError", "IBMQBackendApiError", "IBMQBackendValueError")
    },
    until=(0, 18, 0),
)

table(
    "EXC03",
    "exceptions-of-backends",
    _PAGE,
    {
        f"{ERRORS}.IBMQ{name}": _became(f"IBM{name}")
        for name in ("BackendError", "BackendApiError", "BackendValueError")
    },
    since=BACKEND_ERRORS_SINCE,
)

table(
    "EXC04",
    "exceptions-of-programs",
    _PAGE,
    {f"{OF_RUNTIME}.RuntimeDuplicateProgramError": _became("RuntimeDuplicateProgramError")},
    until=DUPLICATE_PROGRAM_UNTIL,
)

table(
    "EXC04",
    "exceptions-of-programs",
    """Custom programs are gone, and with them what went wrong with them.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """,
    {f"{OF_RUNTIME}.RuntimeDuplicateProgramError": Manual("custom programs are gone: remove it")},
    since=(0, 24, 0),
)

table(
    "EXC05",
    "exceptions-of-services-that-are-gone",
    """Exceptions of the job manager, of experiments and of the job widgets: nothing raises them any more.

    `qiskit_ibm_runtime.exceptions.IBMRuntimeError` is the parent of all that the runtime raises.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/exceptions
    """,
    {
        name: _became(
            "IBMRuntimeError",
            "nothing raises exactly this any more; the new class is the parent of what is raised",
        )
        for name in (
            f"{OF_MANAGED}.IBMQJobManagerError",
            f"{OF_MANAGED}.IBMQJobManagerInvalidStateError",
            f"{OF_MANAGED}.IBMQJobManagerTimeoutError",
            f"{OF_MANAGED}.IBMQJobManagerJobNotFound",
            f"{OF_MANAGED}.IBMQManagedResultDataNotAvailable",
            f"{OF_MANAGED}.IBMQJobManagerUnknownJobSet",
            f"{OF_EXPERIMENTS}.IBMExperimentError",
            f"{OF_EXPERIMENTS}.IBMExperimentEntryExists",
            f"{OF_EXPERIMENTS}.IBMExperimentEntryNotFound",
            "qiskit.providers.ibmq.visualization.exceptions.VisualizationError",
            "qiskit.providers.ibmq.visualization.exceptions.VisualizationValueError",
            "qiskit.providers.ibmq.visualization.exceptions.VisualizationTypeError",
        )
    },
)
