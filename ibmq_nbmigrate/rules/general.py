"""What is said whatever the family: ambiguous uses, unknown members, cells that are no Python, names."""

from ibmq_nbmigrate.rules import table

table(
    "GEN01",
    "could-be-several-things",
    """A name that could be two things is left.

    On one path through the notebook the name holds an object of the legacy provider, on another one
    something else (a local simulator, an object of another package). A rewrite that is right for one is
    wrong for the other, so a person decides.
    """,
    {},
)

table(
    "GEN02",
    "no-known-successor",
    """A legacy member for which no rule knows a successor is left and said.

    No legacy use is passed over in silence.
    """,
    {},
)

table(
    "GEN03",
    "not-python",
    """A cell that Python cannot read is left.

    Typical causes: Python 2, blanks of an exercise that are not filled in, curly quotes, two statements on
    one line. Mend the cell and run the migration again.
    """,
    {},
)

table(
    "NAM01",
    "provider-is-service",
    """A variable called `provider` is called `service` after the migration, as in the migration guide.

    Everywhere in the notebook or nowhere: the name stays where `service` is taken, or where `provider` is
    ever anything else.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    """,
    {},
)
