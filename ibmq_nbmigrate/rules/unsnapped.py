"""Fake backends of devices of which today's packages have no snapshot."""

from __future__ import annotations

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import BecameAttribute, Manual
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.unsnapped import UNSNAPPED, Unsnapped
from ibmq_nbmigrate.rules.moves import LEGACY_FAKE_BACKENDS, RUNTIME_FAKES, RUNTIME_FAKES_SINCE

HOME = "qiskit.providers.fake_provider"
_OF_RUNTIME = tuple(f"{RUNTIME_FAKES}{name}" for name in UNSNAPPED)
_PAIRS_A_LINE = 10
_NAMES = tuple(f"{home}{name}" for home in LEGACY_FAKE_BACKENDS for name in UNSNAPPED)
_TOLD = "a generic backend has no `{}()`: read `backend.num_qubits`, `.coupling_map` and `.operation_names`"


@rule("IMP08", *_NAMES, since=releases.V2_PRIMITIVES_SINCE)
@rule("IMP08", *_OF_RUNTIME, since=RUNTIME_FAKES_SINCE)
def generic_backend(use: Use) -> Outcome | None:
    """A fake backend without a snapshot of today is a generic one with the same gates and connections.

    Legacy:

        from qiskit.test.mock import FakeTenerife
        backend = FakeTenerife()

    Updated:

        from qiskit.providers.fake_provider import GenericBackendV2
        backend = GenericBackendV2(
            5,
            basis_gates=["u1", "u2", "u3", "cx", "id"],
            coupling_map=[[1, 0], [2, 0], [2, 1], [3, 2], [3, 4], [4, 2]],
            noise_info=False
        )

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.providers.fake_provider.GenericBackendV2
    """
    name = use.symbol.rpartition(".")[2]
    if use.is_import:
        use.drop_import()
        return fixed(f"a `GenericBackendV2` replaces `{name}`")
    if use.call is None or use.call.args or use.call.keywords:
        return manual(f"`{name}` is gone: make a `GenericBackendV2` of `{HOME}`")
    device = UNSNAPPED[name]
    use.rebuild(
        use.need(HOME, "GenericBackendV2"),
        [
            Argument(None, text=str(device.qubits)),
            Argument("basis_gates", text="[" + ", ".join(f'"{gate}"' for gate in device.gates) + "]"),
            Argument("coupling_map", text=_coupling_map(device)),
            Argument("noise_info", text="False"),
        ],
    )
    return review(
        f"today's packages have no `{name}`: this backend has its qubits, gates and connections, and no"
        " errors"
    )


def _name(use: Use) -> Outcome | None:
    outcome = BecameAttribute()(use)
    return outcome and review(f"{outcome.message}; it is that of any generic backend")


def _coupling_map(device: Unsnapped) -> str:
    pairs = [f"[{a}, {b}]" for a, b in device.pairs]
    if len(pairs) <= _PAIRS_A_LINE:
        return "[" + ", ".join(pairs) + "]"
    lines = (pairs[i : i + _PAIRS_A_LINE] for i in range(0, len(pairs), _PAIRS_A_LINE))
    return "[\n    " + ",\n    ".join(", ".join(line) for line in lines) + "\n]"


_MEMBERS: dict[str, Action] = {
    "name": _name,
    "configuration": Manual(_TOLD.format("configuration")),
    "properties": Manual(_TOLD.format("properties")),
    "defaults": Manual(_TOLD.format("defaults")),
}

for names, since in ((_NAMES, releases.V2_PRIMITIVES_SINCE), (_OF_RUNTIME, RUNTIME_FAKES_SINCE)):
    table(
        "IMP09",
        "members-of-generic-backends",
        """What a fake backend told is read from a generic one by its attributes.

        Legacy: `FakeTokyo().name()`. Updated: `backend.name`, with a `GenericBackendV2`.

        Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.providers.fake_provider.GenericBackendV2
        """,
        {f"{old}.{member}": action for old in names for member, action in _MEMBERS.items()},
        since=since,
    )
