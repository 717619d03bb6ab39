"""Names that packages around Qiskit moved: notebooks import them in the cell that imports Qiskit."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import table

table(
    "IMP11",
    "moved-around-qiskit",
    """What matplotlib and IPython moved is imported from its new home.

    The first cell of many notebooks turns a warning of matplotlib off. Matplotlib 3.8 has its class no longer
    in `matplotlib.cbook`, so the cell fails, and all of its other imports with it.

    Legacy:

        from matplotlib.cbook import MatplotlibDeprecationWarning

    Updated:

        from matplotlib import MatplotlibDeprecationWarning

    IPython 9 has `display` and `clear_output` in `IPython.display` only.

    Source: https://matplotlib.org/stable/api/prev_api_changes/api_changes_3.8.0.html, and IPython 9.18.1.
    """,
    {
        "matplotlib.cbook.MatplotlibDeprecationWarning": Moved("matplotlib.MatplotlibDeprecationWarning"),
        "matplotlib.cbook.mplDeprecation": Moved("matplotlib.MatplotlibDeprecationWarning"),
        "IPython.core.display.clear_output": Moved("IPython.display.clear_output"),
        "IPython.core.display.display": Moved("IPython.display.display"),
    },
    gives_way=True,
)
