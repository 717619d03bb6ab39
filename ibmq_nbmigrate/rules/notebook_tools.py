"""The notebook tools of Qiskit and of the provider: widgets and magics, all gone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import ClassVar, cast

from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import MagicUse, Outcome, Use, fixed, gone, manual, review
from ibmq_nbmigrate.facts import releases

MODULES = (
    "qiskit.tools.jupyter",
    "qiskit.wrapper.jupyter",
    "qiskit.providers.ibmq.jupyter",
    "qiskit.providers.ibmq.jupyter.dashboard",
)


@rule("JUP01", *MODULES, *(f"{module}.*" for module in MODULES))
def notebook_tools(use: Use) -> Outcome | None:
    """Imports of the notebook tools are taken out; they served magics and widgets that are gone.

    Legacy: `import qiskit.tools.jupyter`. Updated: nothing.

    A class that came from there, such as `HTMLProgressBar`, is said where it is used.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0-features
    """
    if not use.is_import:
        return manual("the notebook tools are gone; remove it")
    use.drop_import()
    return fixed("the notebook tools are gone; the import is removed")


WIDGETS = "IBM Quantum Lab and its widgets are gone: draw with `circuit.draw()`, list `service.backends()`"


class _Widgets:
    """A module of widgets, with all that is in it: an import of the whole goes, a use of a name is said."""

    covers: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        whole = isinstance(use.node, ast.alias) and (
            use.node.name == "*" or isinstance(use.statement, ast.Import)
        )
        if not whole:
            return gone(use, WIDGETS)
        use.drop_import()
        return fixed("the widgets of IBM Quantum Lab are gone")


table(
    "JUP05",
    "widgets-of-the-lab",
    """Widgets of IBM Quantum Lab are gone, and so is the package that brought them.

    Legacy: `from ibm_quantum_widgets import *`. Updated: nothing.

    The first cell of every notebook of the Lab had this line. A widget that is used, such as
    `CircuitComposer`, is said where it stands; `circuit.draw("mpl")` shows a circuit.

    Source: https://quantum.cloud.ibm.com/docs/guides/visualize-circuits
    """,
    dict.fromkeys(("ibm_quantum_widgets", "iqx", "ibm_quantum_widgets.CircuitComposer"), _Widgets()),
)


def _dropped(say: Callable[[str], Outcome], why: str) -> Action:
    def drop(use: MagicUse) -> Outcome:
        use.drop()
        return say(why)

    return cast(Action, drop)


def _version_table(use: MagicUse) -> Outcome:
    use.replace('import qiskit; print("qiskit", qiskit.__version__)')
    return fixed("the version table is gone; the version is printed instead")


def _magics() -> Mapping[str, Action]:
    is_gone = "this magic is gone; the line is removed"
    actions: dict[str, Action] = {
        name: _dropped(fixed, is_gone)
        for name in (
            "%qiskit_copyright",
            "%qiskit_job_watcher",
            "%qiskit_disable_job_watcher",
            "%%qiskit_job_status",
            "%%qiskit_progress_bar",
            "%monospaced_output",
            "%%monospaced_output",
            "%iqx_dashboard",
            "%ibm_quantum_dashboard",
            "%disable_ibmq_dashboard",
        )
    }
    show = (
        "use `backend.status()`, `backend.properties()` and `plot_error_map(backend)` of qiskit.visualization"
    )
    actions["%qiskit_backend_overview"] = _dropped(review, f"the overview of backends is gone: {show}")
    actions["%qiskit_backend_monitor"] = _dropped(review, f"the view of a backend is gone: {show}")
    actions["%qiskit_version_table"] = cast(Action, _version_table)
    return actions


table(
    "JUP02",
    "notebook-magics",
    """Magics of the notebook tools are taken out; the version is printed.

    Legacy:

        %qiskit_version_table
        %qiskit_copyright

    Updated:

        import qiskit; print("qiskit", qiskit.__version__)

    Of a cell with `%%qiskit_job_status` the first line goes and the body stays.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0-features
    """,
    _magics(),
)


@rule("JUP03", "qiskit.__qiskit_version__", since=releases.V2_PRIMITIVES_SINCE)
def versions(use: Use) -> Outcome | None:
    """The dict of versions is gone; Qiskit tells its own.

    Legacy: `qiskit.__qiskit_version__`. Updated: `qiskit.__version__`.

    Source: https://docs.python.org/3/library/importlib.metadata.html
    """
    parent = use.unit.parent(use.node)
    shown = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "print"
    if not isinstance(use.node, ast.Attribute) or not (shown or isinstance(parent, ast.Expr)):
        return manual("use `importlib.metadata.version` with the name of the package")
    use.rename_member("__version__")
    return review(
        "`qiskit.__version__` is that of Qiskit alone; for others, use `importlib.metadata.version`"
    )


@rule(
    "JUP04",
    "qiskit.tools.jupyter.HTMLProgressBar",
    "qiskit.transpiler.TextProgressBar",
    "qiskit.tools.events.TextProgressBar",
    since=releases.V2_PRIMITIVES_SINCE,
)
def progress_bars(use: Use) -> Outcome | None:
    """Progress bars of Qiskit are gone, and nothing but their look is lost.

    Legacy: `HTMLProgressBar()`. Updated: nothing.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0-features
    """
    if use.is_import:
        use.drop_import()
        return fixed("the progress bars are gone; the line is removed")
    if use.call is None or not use.is_statement:
        return manual("the progress bars are gone; remove it, or use tqdm")
    use.drop_statement()
    return fixed("the progress bars are gone; the line is removed")
