"""Names of Qiskit's modules that moved or are gone: imports, and uses that no import brings.

What moved where stands in `facts.moves`, and what to use in place of what is gone in `facts.gone`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from msgspec import Struct

from ibmq_nbmigrate.core.rows import BecameAttribute, Gone, Manual, Moved
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, review
from ibmq_nbmigrate.facts import gone, moves, releases, successors

LEGACY = ("qiskit.IBMQ", "qiskit.providers.ibmq", "qiskit.backends.ibmq", "qiskit_ibm_provider")
"""Packages whose members have rules of their own."""
BASIC = ("qiskit.BasicAer", "qiskit.providers.basicaer.BasicAer")
INTERACTIVE = "the interactive plots are gone; this one is drawn once, and takes other options"
INTERACTIVE_PLOTS = (
    "bloch_multivector",
    "histogram",
    "state_city",
    "state_hinton",
    "state_paulivec",
    "state_qsphere",
)
GONE_EARLY = (
    *(f"qiskit.{name}" for name in ("aqua", "chemistry", "finance", "ml", "optimization", "wrapper")),
    *(f"qiskit_{name}" for name in ("aqua", "chemistry", "aqua_chemistry", "runtime")),
    *(
        f"qiskit.{name}"
        for name in ("backends", "mapper", "unroll", "QuantumProgram", "tools.qi", "tools.qcvv")
    ),
    *(f"qiskit.{name}" for name in ("tools.visualization", "tools.apps", "compile", "available_backends")),
)
"""What Qiskit did not have any more when the V2 primitives came."""
FAKE_PROVIDERS = ("FakeProvider", "FakeProviderForBackendV2")
LEGACY_FAKE_BACKENDS = ("qiskit.test.mock.", "qiskit.providers.fake_provider.")
RUNTIME_FAKES = "qiskit_ibm_runtime.fake_provider."
RUNTIME_FAKES_SINCE: releases.Release = (0, 31, 0)
"""First release of qiskit-ibm-runtime whose own fake backends are of class `BackendV2` only."""
V1_FAKES = {
    f"{RUNTIME_FAKES}{old.rpartition('.')[2]}": new
    for old, new in moves.MOVES.items()
    if old.startswith("qiskit.providers.fake_provider.") and new.rpartition(".")[2] != old.rpartition(".")[2]
}
"""The others, which it had until then, and those of the same devices."""

STILL_THERE = {
    "qiskit.qasm": (),
    "qiskit.providers.fake_provider": ("GenericBackendV2", "generic_backend_v2"),
}
"""Modules that are still there, and what they have today."""
SNAPSHOT = "it is now a `BackendV2`: its `name` is an attribute, and it has no `defaults()`"
SNAPSHOTS = "its backends are now `BackendV2`: their `name` is an attribute"
OF_SNAPSHOTS: Mapping[str, Action] = {
    "name": BecameAttribute(),
    "defaults": Manual("pulse is gone, and its defaults with it: frequencies are in `backend.properties()`"),
}
"""What became of members of the snapshots of devices."""


class GoneFromPackage(Gone, frozen=True):
    """A name or module that a living package no longer has."""

    def answers_for(self, path: str) -> bool:
        """Whether the package had a name and has it no longer."""
        row = successors.find(path.removesuffix(".*"))
        return row is not None and row.to is None


class GoneBeside(Gone, frozen=True):
    """A module that is still there, with a few names of today; all others of it are gone."""

    living: tuple[str, ...] = ()

    def answers_for(self, path: str) -> bool:
        """Whether a name is none of today's."""
        return path not in self.living and not path.endswith(".*")


class GoneStar(Struct, frozen=True):
    """``from module import *`` of a module that is gone: its names are said where they are used."""

    advice: str

    def __call__(self, use: Use) -> Outcome:
        """Take the import out."""
        use.drop_import()
        return review(f"the module is gone and its import is removed; {self.advice}")


def _moved() -> Mapping[str, Action]:
    reexported = {
        f"qiskit.tools.visualization.{name}": Moved(f"qiskit.visualization.{name}")
        for name in (
            "array_to_latex",
            "dag_drawer",
            "pass_manager_drawer",
            "plot_bloch_multivector",
            "plot_circuit_layout",
            "plot_coupling_map",
            "plot_distribution",
            "plot_error_map",
            "plot_gate_map",
            "plot_state_hinton",
            "staged_pass_manager_drawer",
            "state_drawer",
            "timeline_drawer",
            "visualize_transition",
        )
    }
    interactive = {
        f"qiskit.{home}.iplot_{name}": Moved(f"qiskit.visualization.plot_{name}", INTERACTIVE)
        for home in ("visualization", "tools.visualization", "visualization.interactive")
        for name in INTERACTIVE_PLOTS
    }
    simulators = {name: Moved("qiskit_aer.Aer") for name in BASIC} | {
        f"qiskit.providers.basicaer.{name}": Moved("qiskit_aer.AerProvider")
        for name in ("BasicAerProvider", "basicaerprovider.BasicAerProvider")
    }
    return (
        interactive
        | simulators
        | reexported
        | {
            old: Moved(new)
            for old, new in moves.MOVES.items()
            if not old.startswith((*LEGACY, *LEGACY_FAKE_BACKENDS))
        }
    )


table(
    "IMP01",
    "moved-names",
    """Names that moved to another module or package are imported from there.

    Legacy:

        from qiskit.tools.visualization import plot_histogram
        from qiskit import Aer

    Updated:

        from qiskit.visualization import plot_histogram
        from qiskit_aer import Aer

    The simulators moved to the package qiskit-aer; `BasicAer` is replaced by its `Aer`. A name that came by
    ``from qiskit import *``, or that no cell imports, gets its import where it is needed first.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0-features
    """,
    _moved(),
    gives_way=True,
)

_GONE_PAGE = """Names and modules without a successor of the same use are left, with what to do.

Legacy:

    from qiskit.aqua.algorithms import VQE

Updated:

    # ibmq-migrate: IMP02 `qiskit.aqua.algorithms.VQE` is gone: ...
    # from qiskit.aqua.algorithms import VQE

The import can only fail, and would take the rest of its cell with it: it becomes a comment, or is taken
out if nothing uses the name. What a retired package gave (Ignis, Aqua) becomes a comment in any case.
Every statement that uses what is gone is said, once.

Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0-features
"""

IGNIS = ("qiskit.ignis", "qiskit.utils.mitigation", "qiskit.utils.measurement_error_mitigation")
"""What has a page of its own, with recipes."""
LIVING = ("qiskit_nature", "qiskit_machine_learning", "qiskit_optimization")
"""Packages that are there, without some of their old names."""

GONE: Mapping[str, Action] = {
    old: GoneFromPackage(text) if old.startswith(LIVING) else Gone(text)
    for old, text in gone.GONE.items()
    if not old.startswith((*LEGACY, *IGNIS)) and old not in BASIC
}

table(
    "IMP02",
    "gone-names",
    _GONE_PAGE,
    {
        **GONE,
        "qiskit.tools.monitor.*": GoneStar("jobs and backends are monitored differently"),
        "qiskit.tools.*": GoneStar("what the notebook uses of it is said where it is used"),
        **{
            module: GoneBeside(gone.GONE[module], (module, *(f"{module}.{name}" for name in names)))
            for module, names in STILL_THERE.items()
        },
        "qiskit.test.mock.*": GoneStar("the fake backends that are used are imported by name"),
    },
    since=releases.V2_PRIMITIVES_SINCE,
    gives_way=True,
)

table(
    "IMP02",
    "gone-names",
    _GONE_PAGE,
    {old: row for old, row in GONE.items() if old.startswith(GONE_EARLY)},
    until=(0, 23, 99),
    gives_way=True,
)


def _snapshots(moved: Mapping[str, str]) -> dict[str, Moved]:
    """The rows of fake backends, and of what gives them, that moved to a snapshot of today."""
    return {
        old: Moved(new, SNAPSHOTS if old.endswith(FAKE_PROVIDERS) else SNAPSHOT) for old, new in moved.items()
    }


table(
    "IMP03",
    "fake-backends",
    """Fake backends are those of qiskit-ibm-runtime.

    Legacy:

        from qiskit.test.mock import FakeVigo

    Updated:

        from qiskit_ibm_runtime.fake_provider import FakeVigoV2

    They are of class `BackendV2`, where the old ones were `BackendV1`: ``name`` is an attribute.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/fake-provider
    """,
    _snapshots({old: new for old, new in moves.MOVES.items() if old.startswith(LEGACY_FAKE_BACKENDS)}),
    since=releases.V2_PRIMITIVES_SINCE,
    gives_way=True,
)

table(
    "IMP03",
    "fake-backends",
    """Fake backends of class `BackendV1` left qiskit-ibm-runtime with its release 0.31.

    Legacy: `from qiskit_ibm_runtime.fake_provider import FakeVigo`.
    Updated: `from qiskit_ibm_runtime.fake_provider import FakeVigoV2`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/fake-provider
    """,
    {
        **_snapshots(V1_FAKES),
        f"{RUNTIME_FAKES}FakeCambridgeAlternativeBasis": Gone("use `FakeCambridgeV2`"),
        f"{RUNTIME_FAKES}FakeProviderFactory": Gone("use `FakeProviderForBackendV2`"),
    },
    since=RUNTIME_FAKES_SINCE,
    gives_way=True,
)

for names, since in (
    (V1_FAKES, RUNTIME_FAKES_SINCE),
    (
        [old for old in moves.MOVES if old.startswith(LEGACY_FAKE_BACKENDS)],
        releases.V2_PRIMITIVES_SINCE,
    ),
):
    table(
        "IMP04",
        "name-of-a-fake-backend",
        """The name of a fake backend is an attribute.

        Legacy: `FakeVigo().name()`. Updated: `FakeVigoV2().name`.

        Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/fake-provider
        """,
        {f"{old}.{member}": action for old in names for member, action in OF_SNAPSHOTS.items()},
        since=since,
    )


@rule(
    "IMP07",
    *(f"{home}{name}.get_backend" for home in LEGACY_FAKE_BACKENDS for name in FAKE_PROVIDERS),
    since=releases.V2_PRIMITIVES_SINCE,
)
@rule(
    "IMP07",
    *(f"{RUNTIME_FAKES}{name}.get_backend" for name in FAKE_PROVIDERS),
    since=RUNTIME_FAKES_SINCE,
)
def fake_provider(use: Use) -> Outcome | None:
    """Fake backends are asked for by `backend` and their name.

    Legacy: `FakeProvider().get_backend('fake_manila')`.
    Updated: `FakeProviderForBackendV2().backend('fake_manila')`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/fake-provider
    """
    use.rename_member("backend")
    given = use.call.args[0] if use.call is not None and use.call.args else None
    if isinstance(given, ast.Constant) and str(given.value).endswith("_v2"):
        use.source.rewrite(given, repr(str(given.value).removesuffix("_v2")))
    return fixed("`backend` gets a fake backend by its name")
