from __future__ import annotations

import pytest
from tools import check_manual, check_migrated, check_noop, migrate

IMPORT = "from qiskit_ibm_runtime import QiskitRuntimeService"
SERVICE = f"{IMPORT}\nservice = QiskitRuntimeService()"


@pytest.mark.parametrize(
    "source",
    [
        f"{IMPORT}\nQiskitRuntimeService(channel='ibm_quantum_platform')",
        f"{IMPORT}\nQiskitRuntimeService(channel='ibm_cloud', instance='crn')",
        f"{IMPORT}\nQiskitRuntimeService(channel=channel)",
        f"{IMPORT}\nQiskitRuntimeService.save_account(token='ibm_quantum')",
        f"{IMPORT}\nQiskitRuntimeService.delete_account(name='ibm_quantum')",
        f"{SERVICE}\nservice.backend('ibm_torino')",
        "class QiskitRuntimeService:\n    def get_backend(self, name): ...\n"
        "QiskitRuntimeService(channel='ibm_quantum').get_backend('x')",
    ],
)
def test_code_of_today_is_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize("target", ["0.9.4", "0.30.0", "0.40.0"])
def test_the_old_channel_while_it_is_known(target: str) -> None:
    check_noop(f"{IMPORT}\nQiskitRuntimeService(channel='ibm_quantum')", target=target)


@pytest.mark.parametrize("target", ["0.41.0", "0.51.0"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s = {}(channel='ibm_quantum')", 's = {}(channel="ibm_quantum_platform")'),
        ("s = {}('ibm_quantum', 't')", "s = {}(\"ibm_quantum_platform\", 't')"),
        (
            "{}.save_account(token=t, channel='ibm_quantum')",
            '{}.save_account(token=t, channel="ibm_quantum_platform")',
        ),
        (
            "{}.save_account('t', 'u', 'i', 'ibm_quantum')",
            "{}.save_account('t', 'u', 'i', \"ibm_quantum_platform\")",
        ),
        ("{}('ibm_quantum', instance=f'{{a}}/{{b}}/c')", '{}("ibm_quantum_platform")'),
        ("{}(instance=a + '/' + b + '/c')", "{}()"),
        ("{}(instance='a/b/c', token=t)", "{}(token=t)"),
        ("{}(channel='ibm_quantum', instance=i)", '{}(channel="ibm_quantum_platform", instance=i)'),
        ("c = 'ibm_quantum'\n{}(channel=c)", "c = 'ibm_quantum'\n{}(channel=\"ibm_quantum_platform\")"),
    ],
)
def test_the_old_channel_is_gone(before: str, after: str, target: str) -> None:
    name = "QiskitRuntimeService"
    result = check_migrated(before.format(name), after.format(name), setup=IMPORT, target=target)
    assert [str(finding.status) for finding in result.findings] == ["review"]


def test_the_old_instance_is_left_out_or_has_its_new_name() -> None:
    source = "s = QiskitRuntimeService(channel='ibm_quantum', instance='h/g/p')"
    result = check_migrated(source, 's = QiskitRuntimeService(channel="ibm_quantum_platform")', setup=IMPORT)
    assert "instance" in result.findings[0].message
    named = "s = QiskitRuntimeService(channel=\"ibm_quantum_platform\", instance='mine')"
    check_migrated(source, named, setup=IMPORT, instance="mine")
    check_migrated(source, named, setup=IMPORT, instances={"h/g/p": "mine"})


def test_get_backend() -> None:
    check_migrated("b = service.get_backend('x')", "b = service.backend('x')", setup=SERVICE)
    check_migrated(
        "b = service.get_backend(name=n)", "b = service.backend(name=n)", setup=SERVICE, target="0.30.0"
    )
    check_noop(f"{SERVICE}\nb = service.get_backend('x')", target="0.29.1")
    check_manual("service.get_backend(filters=f)", "get_backend", setup=SERVICE)
    check_manual("service.get_backend(**f)", "get_backend", setup=SERVICE)


@pytest.mark.parametrize("call", ["get_backend()", "backend()", "get_backend(None)", "backend(name=None)"])
def test_a_backend_without_a_name(call: str) -> None:
    name = call.partition("(")[0]
    result = check_migrated(f"b = service.{call}", "b = service.least_busy()", setup=SERVICE)
    assert f"review {name}" in [
        f"{finding.status} {(finding.symbol or '').rpartition('.')[2]}" for finding in result.findings
    ]


@pytest.mark.parametrize(
    "instance", ["'ibm-q/open/main'", "f'{hub}/{group}/{project}'", "f'ibm-q/{group}/main'"]
)
def test_an_instance_of_hub_group_and_project_is_said(instance: str) -> None:
    result = migrate([f"{IMPORT}\nQiskitRuntimeService(instance={instance})"])
    assert [(one.rule, str(one.status)) for one in result.findings] == [("RTS01", "review")]
    check_noop(f"{IMPORT}\nQiskitRuntimeService(instance=f'crn:v1:{{name}}/x/y')")


def test_listing_and_deleting_accounts_of_the_old_channel() -> None:
    for name in ("saved_accounts", "delete_account"):
        call, new = f"{name}(channel='ibm_quantum')", f'{name}(channel="ibm_quantum_platform")'
        check_migrated(f"QiskitRuntimeService.{call}", f"QiskitRuntimeService.{new}", setup=IMPORT)
        after = f'QiskitRuntimeService.{name}(channel="ibm_cloud")'
        check_migrated(f"QiskitRuntimeService.{name}(auth='cloud')", after, setup=IMPORT)
        check_noop(f"{IMPORT}\nQiskitRuntimeService.{name}()")
        check_noop(f"{IMPORT}\nQiskitRuntimeService.{name}(name='a')")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (
            "channel='ibm_quantum', instance='ibm-q/open/main', token=t",
            'channel="ibm_quantum_platform", token=t',
        ),
        ("'ibm_quantum', instance='ibm-q/open/main'", '"ibm_quantum_platform"'),
        ("instance='ibm-q/open/main'", ""),
        ("auth='legacy', instance='ibm-q/open/main'", 'channel="ibm_quantum_platform"'),
        ("token=t, instance='ibm-q/open/main', auth='legacy'", 'token=t, channel="ibm_quantum_platform"'),
    ],
)
def test_the_open_instance_needs_no_name(given: str, left: str) -> None:
    result = check_migrated(f"QiskitRuntimeService({given})", f"QiskitRuntimeService({left})", setup=IMPORT)
    assert "the open instance needs no name" in result.findings[0].message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "acc = {'channel': 'ibm_quantum', 'instance': 'ibm-q/open/main', 'token': t}\n"
            "QiskitRuntimeService.save_account(**acc, overwrite=True)\ns = QiskitRuntimeService(**acc)",
            "acc = {'channel': \"ibm_quantum_platform\", 'instance': None, 'token': t}\n"
            "QiskitRuntimeService.save_account(**acc, overwrite=True)\ns = QiskitRuntimeService(**acc)",
        ),
        (
            "s = QiskitRuntimeService(**{'channel': 'ibm_quantum', 'instance': 'mine'})",
            "s = QiskitRuntimeService(**{'channel': \"ibm_quantum_platform\", 'instance': 'mine'})",
        ),
        (
            "acc = dict(instance='a/b/c')\ns = QiskitRuntimeService('ibm_quantum', **acc)",
            'acc = dict(instance=None)\ns = QiskitRuntimeService("ibm_quantum_platform", **acc)',
        ),
    ],
)
def test_an_account_in_a_dictionary(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=IMPORT)
    assert {str(finding.status) for finding in result.findings} == {"review"}
    check_noop([IMPORT, before], target="0.40.0")


def test_an_account_in_a_dictionary_of_another_cell() -> None:
    cells = [f"{IMPORT}\nacc = {{'channel': 'ibm_quantum', 'token': t}}", "s = QiskitRuntimeService(**acc)"]
    result = migrate(cells)
    assert result.cells[0].source == f"{IMPORT}\nacc = {{'channel': \"ibm_quantum_platform\", 'token': t}}"
    assert [(one.cell, str(one.status)) for one in result.findings] == [(0, "fixed"), (1, "review")]
    assert "account" in result.findings[0].message


@pytest.mark.parametrize(
    "source",
    [
        "QiskitRuntimeService(**acc)",
        "acc = {'channel': 'ibm_cloud', 'instance': 'crn'}\nQiskitRuntimeService(**acc)",
        "acc = {'channel': 'ibm_quantum'}\nconnect(**acc)",
    ],
)
def test_dictionaries_that_are_left(source: str) -> None:
    check_noop([IMPORT, source])


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("acc = {'auth': 'legacy'}\nQiskitRuntimeService(**acc)", "QiskitRuntimeService"),
        (
            "acc = {'channel': 'ibm_quantum'}\nacc['token'] = t\nQiskitRuntimeService.save_account(**acc)",
            "save_account",
        ),
        ("place = {'instance': 'a/b/c'}\nservice.backend('ibm_torino', **place)", "backend"),
    ],
)
def test_dictionaries_that_are_said(source: str, symbol: str) -> None:
    assert "instance" in check_manual(source, symbol, setup=SERVICE)


@pytest.mark.parametrize(
    "source",
    [
        "for i in service.instances():\n    print(i.split('/'))",
        "service.backend('x', instance=service.instances()[0])",
        "'a/b/c' in service.instances()",
        "listed = service.instances()\nprint([i.startswith('ibm-q') for i in listed])",
        "first = service.instances()[0]\nhub, group, project = first.split('/')",
    ],
)
def test_instances_are_no_texts(source: str) -> None:
    assert "dicts" in check_manual(source, "instances", setup=SERVICE)
    check_noop([SERVICE, source], target="0.40.0")
    provider = "from qiskit_ibm_provider import IBMProvider\nservice = IBMProvider()"
    assert "dicts" in check_manual(source, "instances", setup=provider)


@pytest.mark.parametrize(
    "source",
    [
        "service.instances()",
        "for i in service.instances():\n    print(i['crn'].split(':'), i.get('name'))",
        "service.backend('x', instance=service.instances()[0]['crn'])",
        "names = [i['name'] for i in service.instances()]\n'mine' in names",
        "for i in names:\n    i.split('/')\nservice.instances()",
    ],
)
def test_instances_that_are_read_as_dicts(source: str) -> None:
    check_noop([SERVICE, source])
