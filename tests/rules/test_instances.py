from __future__ import annotations

import pytest
from tools import check_migrated, check_noop

IBMQ = "from qiskit import IBMQ"
OLD = 'p = QiskitRuntimeService(channel="ibm_quantum"'
NEW = 'p = QiskitRuntimeService(channel="ibm_quantum_platform"'


def test_instances_of_the_new_service_are_left() -> None:
    check_noop(
        "from qiskit_ibm_runtime import QiskitRuntimeService\n"
        "service = QiskitRuntimeService(channel='ibm_quantum_platform', instance=f'crn:{name}')"
    )


@pytest.mark.parametrize("target", ["0.9.4", "0.20.0", "0.30.0", "0.39.0"])
@pytest.mark.parametrize(
    ("arguments", "instance"),
    [
        ("", ""),
        ("hub=None", ""),
        ("hub=None, group=None, project=None", ""),
        ("hub='h', group='g', project='p'", ', instance="h/g/p"'),
        ("project='p', hub='h', group='g'", ', instance="h/g/p"'),
        ("'h', 'g', 'p'", ', instance="h/g/p"'),
        ("'h', 'g', project='p'", ', instance="h/g/p"'),
        ("hub=h, group=g, project=p", ', instance=f"{h}/{g}/{p}"'),
        ("hub='h', group=g, project=d['p']", ", instance=f\"h/{g}/{d['p']}\""),
        ("hub='{h}', group=g, project='p'", ', instance=f"{{h}}/{g}/p"'),
        ("hub=d['it\\'s'], group='g', project='p'", ", instance=\"/\".join([d[\"it's\"], 'g', 'p'])"),
        ("hub='ibm-q'", ', instance="ibm-q/open/main"'),
        ("'ibm-q', 'open'", ', instance="ibm-q/open/main"'),
    ],
)
def test_hub_group_and_project(arguments: str, instance: str, target: str) -> None:
    check_migrated(
        f"p = IBMQ.get_provider({arguments})",
        f"{OLD}{instance})",
        setup=IBMQ,
        target=target,
        statuses=["fixed get_provider"],
    )


@pytest.mark.parametrize(
    "arguments", ["hub='h'", "'h'", "group='g'", "project='p'", "group='g', project='p'", "hub=h", "h, g"]
)
def test_a_part_names_no_instance(arguments: str) -> None:
    for target, after in (("0.30.0", f"{OLD})"), ("0.51.0", f"{NEW})")):
        source = f"p = IBMQ.get_provider({arguments})"
        check_migrated(source, after, setup=IBMQ, target=target, statuses=["review get_provider"])


@pytest.mark.parametrize("target", ["0.40.0", "0.41.0", "0.51.0"])
def test_nothing_of_it_on_the_platform_of_today(target: str) -> None:
    source = "p = IBMQ.get_provider(hub='h', group='g', project='p')"
    check_migrated(source, f"{NEW})", setup=IBMQ, target=target, statuses=["review get_provider"])
    check_migrated(
        "p = IBMQ.get_provider('ibm-q')",
        f"{NEW})",
        setup=IBMQ,
        target=target,
        statuses=["fixed get_provider"],
    )


def test_a_table_of_instances() -> None:
    table = {"h/g/p": "crn:1", "ibm-q/open/main": "mine"}
    check_migrated(
        "p = IBMQ.get_provider('h', 'g', 'p')", f'{NEW}, instance="crn:1")', setup=IBMQ, instances=table
    )
    check_migrated("p = IBMQ.get_provider('ibm-q')", f'{NEW}, instance="mine")', setup=IBMQ, instances=table)
    check_migrated("p = IBMQ.get_provider(hub=h)", f"{NEW})", setup=IBMQ, instances=table)


def test_variables_with_known_texts_are_looked_up() -> None:
    setup = f"{IBMQ}\nh, g, p = 'h', 'g', 'p'"
    source = "p = IBMQ.get_provider(h, g, p)"
    check_migrated(source, f'{NEW}, instance="crn:1")', setup=setup, instances={"h/g/p": "crn:1"})


def test_one_instance_for_all() -> None:
    for source in (
        "p = IBMQ.get_provider(hub='h')",
        "p = IBMQ.load_account()",
        "p = IBMQ.providers(hub='h')[0]",
    ):
        check_migrated(source, f'{NEW}, instance="crn:\\"2\\"")', setup=IBMQ, instance='crn:"2"')


def test_an_address_of_2018_holds_the_instance() -> None:
    url = "https://q-console-api.mybluemix.net/api/Hubs/H/Groups/G/Projects/P"
    check_migrated(
        f"p = IBMQ.enable_account(T, '{url}')",
        f'{OLD}, token=T, instance="H/G/P")',
        setup=IBMQ,
        target="0.30.0",
        statuses=["review enable_account"],
    )
