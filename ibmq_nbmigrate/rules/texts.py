"""What stands beside code: prose that names the legacy provider, and API tokens."""

from ibmq_nbmigrate.core.rule import table

table(
    "TXT01",
    "prose",
    """Text that names IBMQ is reported, not rewritten.

    Code in Markdown (fenced blocks, indented blocks, code spans) is migrated like any other code. What prose
    says about `IBMQ`, `qiskit-ibmq-provider` or `qiskit.providers.ibmq` may need other words now, which is
    for a person to find. One finding for each cell, at the first mention.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    """,
    {},
)

table(
    "TOK01",
    "tokens",
    """An API token stands in the notebook.

    A token in a shared notebook gives everyone the account. It is reported at its place and never shown. The
    setting `tokens` takes it out: `placeholder` writes ``<YOUR_API_KEY>`` in its place, `environment` reads
    ``os.environ["QISKIT_IBM_TOKEN"]``, and `keep`, the default, leaves it.

    Source: https://quantum.cloud.ibm.com/docs/guides/save-credentials
    """,
    {},
)

table(
    "TXT02",
    "names-in-texts",
    """A text in code that names a retired package, or its files and addresses, finds nothing any more.

    `logging.getLogger("qiskit.providers.ibmq")` gives a logger that nobody writes to, and
    `importlib.metadata.version("qiskit-ibmq-provider")` fails. Name `qiskit_ibm_runtime` instead.

    The same is said of files with an account that nobody reads any more (`qiskitrc`, `Qconfig.py`), and of
    the addresses of the old service (`https://auth.quantum-computing.ibm.com/api`), which does not answer.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    """,
    {},
)
