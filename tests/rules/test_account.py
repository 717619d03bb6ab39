# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import inspect

import pytest
from tools import PROVIDER, check_manual, check_migrated, check_noop, migrate

IBMQ = "from qiskit import IBMQ"
OLD, NEW = 'QiskitRuntimeService(channel="ibm_quantum"', 'QiskitRuntimeService(channel="ibm_quantum_platform"'


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_ionq import IonQProvider\nprovider = IonQProvider()\nprovider.get_backend('x')",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\nservice.backends()",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nQiskitRuntimeService.save_account(token=t, overwrite=True)",
        "class IBMQ:\n    def load_account(self): ...\nIBMQ = IBMQ()\nIBMQ.load_account()",
        "account.load_account()\nx.get_provider(hub='h')\nsave_account(t)",
        "print('IBMQ.load_account()')",
    ],
)
def test_accounts_of_others_are_left(source: str) -> None:
    check_noop(source)


def test_what_the_author_keeps_is_left() -> None:
    check_migrated(
        "p = IBMQ.load_account()  # ibmq-migrate: keep",
        "p = IBMQ.load_account()  # ibmq-migrate: keep",
        setup=IBMQ,
        statuses=["skipped load_account"],
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("IBMQ.load_account()", f"service = {NEW})"),
        ("IBMQ.load_account();", f"service = {NEW});"),
        ("%time IBMQ.load_account()", f"%time service = {NEW})"),
        ("p = q = IBMQ.load_account()", f"p = q = {NEW})"),
        ("p, q = IBMQ.load_account(), 1", f"p, q = {NEW}), 1"),
        ("p: object = IBMQ.load_account()", f"p: object = {NEW})"),
        ("(p := IBMQ.load_account())", f"(p := {NEW}))"),
        ("p = IBMQ.load_account() if x else None", f"p = {NEW}) if x else None"),
        ("lambda: IBMQ.load_account()", f"lambda: {NEW})"),
        ("def f():\n    IBMQ.load_account()", f"def f():\n    service = {NEW})"),
        ("if x:\n    IBMQ.load_account()", f"if x:\n    service = {NEW})"),
        ("IBMQ.load_accounts()", f"service = {NEW})"),
        ("IBMQ.load_account().backends()", f"{NEW}).backends()"),
    ],
)
def test_loading(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=IBMQ)
    assert {str(finding.status) for finding in result.findings} == {"fixed"}


def test_accounts_that_were_chosen_among_several() -> None:
    check_migrated(
        "IBMQ.load_accounts(hub=None)", f"service = {NEW})", setup=IBMQ, statuses=["review load_accounts"]
    )


@pytest.mark.parametrize(
    ("target", "channel"),
    [
        ("0.9.4", "ibm_quantum"),
        ("0.30.0", "ibm_quantum"),
        ("0.39.0", "ibm_quantum"),
        ("0.40.0", "ibm_quantum_platform"),
        ("0.41.0", "ibm_quantum_platform"),
        ("0.51.0", "ibm_quantum_platform"),
    ],
)
def test_channels(target: str, channel: str) -> None:
    check_migrated(
        "p = IBMQ.load_account()", f'p = QiskitRuntimeService(channel="{channel}")', setup=IBMQ, target=target
    )


def test_inside_an_f_string_quotes_are_those_it_leaves_free() -> None:
    check_migrated(
        'print(f"{IBMQ.load_account()}")',
        "print(f\"{QiskitRuntimeService(channel='ibm_quantum_platform')}\")",
        setup=IBMQ,
    )
    check_migrated(
        "print('a' f\"{IBMQ.load_account()}\" f'{IBMQ.load_account()}' f'''{IBMQ.load_account()}''')",
        "print('a' f\"{QiskitRuntimeService(channel='ibm_quantum_platform')}\" "
        "f'{" + NEW + ")}' f'''{" + NEW + ")}''')",
        setup=IBMQ,
    )


class TestTogetherWithGetProvider:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("IBMQ.load_account()\np = IBMQ.get_provider()", f"p = {NEW})"),
            ("IBMQ.load_account()\nIBMQ.get_provider()", f"service = {NEW})"),
            ("IBMQ.load_account(); p = IBMQ.get_provider()", f"p = {NEW})"),
            ("IBMQ.load_account()\nprint(1)\np = IBMQ.get_provider()", f"print(1)\np = {NEW})"),
            ("IBMQ.load_account()\n# choose\np = IBMQ.get_provider()", f"# choose\np = {NEW})"),
            ("IBMQ.load_account()  # from disk\np = IBMQ.get_provider()", f"# from disk\np = {NEW})"),
            (
                "try:\n    IBMQ.load_account()  # a\n    p = IBMQ.get_provider()\nfinally: pass",
                f"try:\n    # a\n    p = {NEW})\nfinally: pass",
            ),
            ("with x:\n    IBMQ.load_account()\n    p = IBMQ.get_provider()", f"with x:\n    p = {NEW})"),
            ("def f():\n    IBMQ.load_account()\n    p = IBMQ.get_provider()", f"def f():\n    p = {NEW})"),
        ],
    )
    def test_both_become_one(self, before: str, after: str) -> None:
        check_migrated(before, after, setup=IBMQ)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "IBMQ.load_account()\nif x:\n    p = IBMQ.get_provider()",
                f"service = {NEW})\nif x:\n    p = service",
            ),
            (
                "def f():\n    IBMQ.load_account()\n    return IBMQ.get_provider()",
                f"def f():\n    service = {NEW})\n    return service",
            ),
            (
                "IBMQ.load_account()\nIBMQ.active_account()\np = IBMQ.get_provider()",
                f"service = {NEW})\nservice.active_account()\np = service",
            ),
            (
                "IBMQ.load_account()\nb = IBMQ.get_provider().get_backend('x')",
                f"service = {NEW})\nb = service.backend('x')",
            ),
        ],
    )
    def test_one_service_serves_both(self, before: str, after: str) -> None:
        check_migrated(before, after, setup=IBMQ)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "if x:\n    IBMQ.load_account()\np = IBMQ.get_provider()",
                f"if x:\n    service = {NEW})\np = {NEW})",
            ),
            (
                "def f():\n    IBMQ.load_account()\nf()\np = IBMQ.get_provider()",
                f"def f():\n    service = {NEW})\nf()\np = {NEW})",
            ),
            (
                "if x:\n    IBMQ.load_account()\nelse:\n    p = IBMQ.get_provider()",
                f"if x:\n    service = {NEW})\nelse:\n    p = {NEW})",
            ),
        ],
    )
    def test_what_stands_apart_stays_apart(self, before: str, after: str) -> None:
        check_migrated(before, after, setup=IBMQ)

    def test_in_two_cells(self) -> None:
        result = migrate([IBMQ, "IBMQ.load_account()", "provider = IBMQ.get_provider()"])
        assert [cell.source for cell in result.cells[1:]] == [f"service = {NEW})"] * 2


class TestEnabledAccounts:
    def test_the_token_by_keyword(self) -> None:
        check_migrated("p = IBMQ.enable_account(TOKEN)", f"p = {NEW}, token=TOKEN)", setup=IBMQ)
        check_migrated("p = IBMQ.enable_account(token=TOKEN)", f"p = {NEW}, token=TOKEN)", setup=IBMQ)
        check_migrated("p = IBMQ.enable_account(input())", f"p = {NEW}, token=input())", setup=IBMQ)
        check_migrated("p = IBMQ.enable_account(d['t'], d['u'])", f"p = {NEW}, token=d['t'])", setup=IBMQ)
        check_migrated(
            "p = IBMQ.enable_account(TOKEN, URL, 'h', 'g', 'p', proxies=x, verify=False)",
            f'p = {OLD}, token=TOKEN, instance="h/g/p", proxies=x, verify=False)',
            setup=IBMQ,
            target="0.30.0",
        )

    def test_services_share_no_token(self) -> None:
        enable = "if x:\n    IBMQ.enable_account(TOKEN)"
        result = migrate([IBMQ, enable, "p = IBMQ.get_provider(hub='h')"])
        assert result.cells[1].source == f"if x:\n    service = {NEW}, token=TOKEN)"
        assert result.cells[2].source == f"p = {NEW}, token=TOKEN)"
        result = migrate([IBMQ, "IBMQ.enable_account(TOKEN)", "p = IBMQ.get_provider(hub='h')"])
        assert result.cells[2].source == f"p = {NEW}, token=TOKEN)"
        result = migrate([IBMQ, "IBMQ.enable_account(TOKEN)", "p = IBMQ.get_provider()"])
        assert result.cells[2].source == "p = service"

    def test_a_second_account_is_said(self) -> None:
        result = migrate([IBMQ, "IBMQ.enable_account('a')", "IBMQ.enable_account('b')"])
        assert "keep both" in result.cells[2].findings[0].message
        assert "keep both" not in result.cells[1].findings[0].message

    @pytest.mark.parametrize("ask", ["getpass()", "input('Token: ')", "(t := ask())"])
    def test_a_token_is_asked_for_once(self, ask: str) -> None:
        for cells in (
            [IBMQ, f"IBMQ.enable_account({ask})\np = IBMQ.get_provider(hub='h')"],
            [IBMQ, f"IBMQ.enable_account({ask})", "p = IBMQ.get_provider()"],
            [IBMQ, f"p = IBMQ.enable_account({ask})", "q = IBMQ.get_provider()\nr = IBMQ.get_provider()"],
            [IBMQ, f"p = IBMQ.enable_account({ask})", "def f():\n    return IBMQ.get_provider()"],
        ):
            after = "\n".join(cell.source for cell in migrate(cells, mark_manual=False).cells)
            assert after.count(ask) == 1, after

    def test_another_instance_of_a_token_that_was_asked_for(self) -> None:
        cells = [IBMQ, "p = IBMQ.enable_account(getpass())", "q = IBMQ.get_provider('a', 'b', 'c')"]
        result = migrate(cells, target="0.30.0", mark_manual=False)
        assert result.cells[2].source == cells[2]
        assert [str(finding.status) for finding in result.cells[2].findings] == ["manual"]

    def test_what_a_failed_loading_enables(self) -> None:
        check_migrated(
            "try:\n    IBMQ.load_account()\nexcept Exception:\n    IBMQ.enable_account(t)",
            f"try:\n    service = {NEW})\nexcept Exception:\n    service = {NEW}, token=t)",
            setup=IBMQ,
        )


class TestSavedAccounts:
    @pytest.mark.parametrize(
        ("before", "arguments"),
        [
            ("(t)", ", token=t"),
            ("(token=t)", ", token=t"),
            ("(f'{t}', overwrite=True)", ", token=f'{t}', overwrite=True"),
            ("(t, u, overwrite=True)", ", token=t, overwrite=True"),
            ("(open('f').read().strip())", ", token=open('f').read().strip()"),
            ("(t, proxies=x, verify=y)", ", token=t, proxies=x, verify=y"),
        ],
    )
    def test_saving(self, before: str, arguments: str) -> None:
        after = f'QiskitRuntimeService.save_account(channel="ibm_quantum_platform"{arguments})'
        check_migrated(f"IBMQ.save_account{before}", after, setup=IBMQ, statuses=["review save_account"])

    def test_saving_twice_is_an_error_now(self) -> None:
        for call, is_said in (("(t)", True), ("(t, overwrite=True)", False), ("(t, overwrite=again)", False)):
            (finding,) = migrate([IBMQ, f"IBMQ.save_account{call}"]).cells[1].findings
            assert ("saved already" in finding.message) is is_said

    def test_the_instance_is_saved_where_the_target_knows_it(self) -> None:
        source = "IBMQ.save_account(t, hub=h, group='g', project='p')"
        function = "QiskitRuntimeService.save_account"
        for target in ("0.9.4", "0.30.0"):
            after = f'{function}(channel="ibm_quantum", token=t, instance=f"{{h}}/g/p")'
            check_migrated(source, after, setup=IBMQ, target=target, statuses=["fixed save_account"])
        check_migrated(source, f'{function}(channel="ibm_quantum_platform", token=t)', setup=IBMQ)

    def test_without_a_call(self) -> None:
        check_migrated("IBMQ.save_account", "QiskitRuntimeService.save_account", setup=IBMQ)

    def test_deleting(self) -> None:
        check_migrated("IBMQ.delete_account()", "QiskitRuntimeService.delete_account()", setup=IBMQ)
        check_manual("IBMQ.delete_accounts(token=t)", "delete_accounts", setup=IBMQ)

    def test_listing(self) -> None:
        check_migrated(
            "IBMQ.stored_accounts()",
            "QiskitRuntimeService.saved_accounts()",
            setup=IBMQ,
            statuses=["fixed stored_accounts"],
        )
        result = migrate([IBMQ, "x = IBMQ.stored_account()"])
        assert "saved_accounts()" in result.cells[1].source

    def test_a_saved_account_makes_a_service(self, tmp_path, monkeypatch) -> None:
        from qiskit_ibm_runtime import QiskitRuntimeService

        real = QiskitRuntimeService.save_account
        signature = inspect.signature(real)

        def save(*args: object, **keywords: object) -> None:
            signature.bind(*args, **keywords)
            real(*args, **keywords, filename=str(tmp_path / "accounts.json"))  # type: ignore[arg-type]

        monkeypatch.setattr(QiskitRuntimeService, "save_account", staticmethod(save))
        cells = [
            IBMQ,
            "IBMQ.save_account('x' * 44, 'https://auth.quantum-computing.ibm.com/api', overwrite=True)",
        ]
        exec("\n".join(cell.source for cell in migrate(cells).cells), {})
        saved = QiskitRuntimeService.saved_accounts(filename=str(tmp_path / "accounts.json"))
        assert [account["token"] for account in saved.values()] == ["x" * 44]


class TestProviders:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("p = IBMQ.providers()[0]", f"p = {NEW})"),
            ("b = IBMQ.providers()[0].backends()", f"b = {NEW}).backends()"),
            ("b = IBMQ.get_provider().get_backend('ibm_torino')", f"b = {NEW}).backend('ibm_torino')"),
        ],
    )
    def test_one_provider(self, before: str, after: str) -> None:
        check_migrated(before, after, setup=IBMQ)

    def test_the_list(self) -> None:
        check_migrated("IBMQ.providers()", f"{NEW}).instances()", setup=IBMQ, statuses=["review providers"])
        check_manual("IBMQ.providers()", "providers", setup=IBMQ, target="0.9.4")
        check_migrated("IBMQ.providers()", f"{OLD}).instances()", setup=IBMQ, target="0.12.0")

    @pytest.mark.parametrize(
        "source",
        [
            "p = IBMQ.providers()[i]",
            "p = IBMQ.providers()[-1]",
            "IBMQ.providers(hub='h')",
            "for p in IBMQ.providers(): print(p)",
        ],
    )
    def test_which_provider_cannot_be_seen(self, source: str) -> None:
        check_manual(source, "providers", setup=IBMQ)


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("p = IBMQ.get_provider(**hgp)", "get_provider"),
        ("p = IBMQ.get_provider(*hgp)", "get_provider"),
        ("p = IBMQ.enable_account(**account)", "enable_account"),
        ("IBMQ.save_account(*a)", "save_account"),
        ("IBMQ.save_account(**a)", "save_account"),
        ("x = IBMQ.disable_account()", "disable_account"),
        ("print(IBMQ.update_account())", "update_account"),
        ("f(IBMQ)", "IBMQ"),
        ("x = IBMQ", "IBMQ"),
    ],
)
def test_left(source: str, symbol: str) -> None:
    check_manual(source, symbol, setup=IBMQ)


@pytest.mark.parametrize(
    "source",
    [
        "import qiskit\nqiskit.IBMQ.load_account()",
        "import qiskit as q\nq.IBMQ.load_account()",
        "from qiskit import *\nIBMQ.load_account()",
    ],
)
def test_however_it_is_reached(source: str) -> None:
    result = migrate(source)
    assert f"service = {NEW})" in result.cells[0].source
    assert "from qiskit_ibm_runtime import QiskitRuntimeService" in result.cells[0].source


def test_service_is_taken() -> None:
    result = migrate([IBMQ, "IBMQ.load_account()", "service = 3"])
    assert result.cells[1].source == f"ibm_service = {NEW})"


def test_the_active_account() -> None:
    check_migrated("IBMQ.active_account()", "service.active_account()", setup=f"{IBMQ}\nIBMQ.load_account()")


@pytest.mark.parametrize(
    "call", ["IBMQ.disable_account()", "IBMQ.disable_accounts(hub='h')", "IBMQ.update_account()"]
)
def test_what_ends_a_session_is_taken_out(call: str) -> None:
    check_migrated(
        f"{call}  # done\nx = 1", "x = 1", setup=PROVIDER, statuses=[f"review {call[5:].partition('(')[0]}"]
    )
    assert migrate([PROVIDER, f"if x:\n    {call}"]).cells[1].source == "if x:\n    pass"


@pytest.mark.parametrize("asked", ["not IBMQ.active_account()", "IBMQ.active_account() is None"])
def test_an_account_is_not_asked_for_before_it_is_loaded(asked: str) -> None:
    setup = "from qiskit import IBMQ"
    after = 'service = QiskitRuntimeService(channel="ibm_quantum_platform")'
    check_migrated(f"if {asked}:\n    IBMQ.load_account()", after, setup=setup)
    for kept in ("\nelse:\n    pass", "\n    x = 1", "  # why"):
        source = (
            f"if {asked}:{kept}\n    IBMQ.load_account()"
            if "#" in kept
            else f"if {asked}:\n    IBMQ.load_account(){kept}"
        )
        assert "IBMQ.active_account()" in migrate([setup, source]).cells[1].source


def test_a_question_stays_where_what_it_guards_is_left() -> None:
    source = (
        "def f(**more):\n    if not IBMQ.active_account():\n        return IBMQ.enable_account(t, **more)"
    )
    result = migrate(["from qiskit import IBMQ", source])
    assert "    if not IBMQ.active_account():\n        # ibmq-migrate: ACC05" in result.cells[1].source


def test_the_stored_account_keeps_its_shape() -> None:
    setup = "from qiskit import IBMQ"
    saved = "QiskitRuntimeService.saved_accounts()"
    check_migrated("IBMQ.stored_account()", saved, setup=setup)
    check_migrated(
        "print(IBMQ.stored_account()['url'])",
        f"print(next(iter({saved}.values()), {{}})['url'])",
        setup=setup,
    )
    check_migrated("a = IBMQ.stored_accounts()[0]", f"a = list({saved}.values())[0]", setup=setup)
