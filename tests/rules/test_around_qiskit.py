"""Names that matplotlib and IPython moved."""

from __future__ import annotations

import pytest
from tools import check_migrated, check_noop


@pytest.mark.parametrize(
    "source",
    [
        "import qiskit\nfrom matplotlib import MatplotlibDeprecationWarning",
        "import qiskit\nfrom IPython.core.display import HTML, Image\nfrom IPython.display import display",
        "import qiskit\nfrom matplotlib.cbook import boxplot_stats",
        "from matplotlib.cbook import MatplotlibDeprecationWarning",  # of a notebook without Qiskit
    ],
)
def test_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from matplotlib.cbook import MatplotlibDeprecationWarning as W, boxplot_stats",
            "from matplotlib.cbook import boxplot_stats\n"
            "from matplotlib import MatplotlibDeprecationWarning as W",
        ),
        (
            "from IPython.core.display import display, HTML\ndisplay(HTML('x'))",
            "from IPython.core.display import HTML\nfrom IPython.display import display\ndisplay(HTML('x'))",
        ),
        (
            "import warnings\nimport matplotlib.cbook\n"
            "warnings.filterwarnings('ignore', category=matplotlib.cbook.mplDeprecation)",
            "import warnings\nimport matplotlib.cbook\n"
            "from matplotlib import MatplotlibDeprecationWarning\n"
            "warnings.filterwarnings('ignore', category=MatplotlibDeprecationWarning)",
        ),
    ],
)
def test_follows(before: str, after: str) -> None:
    result = check_migrated(before, after, setup="import qiskit")
    exec(result.cells[1].source, {})
