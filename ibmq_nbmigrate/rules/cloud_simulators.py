"""Simulators in the cloud, which are gone: the one of this machine stands in their place."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.use import Outcome, Use, every_option, manual, review
from ibmq_nbmigrate.facts import devices
from ibmq_nbmigrate.rules.filters import NO_SIMULATORS
from ibmq_nbmigrate.rules.passed import texts_behind

SIMULATOR = "qiskit.providers.ibmq.IBMQSimulator"


def local_simulator(use: Use, name: str) -> Outcome:
    """Put the simulator of this machine in place of a simulator in the cloud."""
    method = devices.simulator_method(name)
    simulator = use.need("qiskit_aer", "AerSimulator")
    text = f'{simulator}(method="{method}")' if method else f"{simulator}()"
    use.source.rewrite(use.expression, text)
    return review(f"the cloud simulators are gone; a local `AerSimulator` replaces {name}")


def local_simulators(use: Use, *, as_list: bool) -> Outcome:
    """Put the simulator of this machine in place of a call that finds those of the cloud.

    as_list: whether the call gives a list, of which the first is taken, or another one by its number.
    """
    assert use.call is not None
    made = f"{use.need('qiskit_aer', 'AerSimulator')}()"
    around = use.parent
    index = around.slice if isinstance(around, ast.Subscript) and around.value is use.call else None
    if isinstance(index, ast.Constant) and as_list and isinstance(around, ast.Subscript):
        use.source.rewrite(around, made)
    else:
        use.source.rewrite(use.call, f"[{made}]" if as_list else made)
    return review(NO_SIMULATORS)


def may_be_a_simulator(use: Use, arguments: Mapping[str, ast.expr]) -> bool:
    """Whether a name that is asked for is that of a simulator in the cloud on one path, or in one turn."""
    node = arguments.get("name")
    if node is None or set(arguments) != {"name"} or use.has_star:
        return False
    if any(one.is_instance(SIMULATOR) for one in every_option(use.type(use.call))):
        return True
    return any(devices.is_cloud_simulator(text) for text in texts_behind(use, node))


def simulator_or_device(use: Use, name: ast.expr, service: str) -> Outcome:
    """Ask for a device, or make the simulator of this machine, by the name.

    service: the text that stands for the service, with ``{}`` for what the call was made on.
    """
    if not is_plain(name) and not isinstance(name, ast.Subscript):
        return manual("the cloud simulators are gone: take `AerSimulator()` where the name is that of one")
    simulator = use.need("qiskit_aer", "AerSimulator")
    is_alone = isinstance(use.parent, (ast.Assign, ast.Return, ast.keyword))

    def new() -> str:
        base = service.replace("{}", use.text(use.base) if use.base is not None else "")
        asked = use.text(name)
        text = f'{simulator}() if "simulator" in {asked} else {base}.backend({asked})'
        return text if is_alone else f"({text})"

    use.replace_with(new)
    return review(
        "the cloud simulators are gone; a local `AerSimulator` replaces one that is asked for by its name"
    )
