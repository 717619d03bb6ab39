"""A notebook file's bytes, its cells, and the bytes again with other sources.

Work comes in stages, each of which may end it: `may_be_legacy` searches the bytes, `read` parses the
JSON, the core migrates, and only then are the places of the changed values looked up.
"""

from ibmq_nbmigrate.notebook.document import Document, NotebookError, read
from ibmq_nbmigrate.notebook.gate import may_be_legacy
from ibmq_nbmigrate.notebook.migration import FileResult, migrate_bytes, migrate_notebook

__all__ = [
    "Document",
    "FileResult",
    "NotebookError",
    "may_be_legacy",
    "migrate_bytes",
    "migrate_notebook",
    "read",
]
