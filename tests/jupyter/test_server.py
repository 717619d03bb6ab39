"""The server extension's routes: what they answer, and what they refuse."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from ibmq_nbmigrate.jupyter import conversions, jobs, rehearsals, server, tasks

pytest_plugins = ["pytest_jupyter.jupyter_server"]

LOAD = {"id": "a", "type": "code", "source": "from qiskit import IBMQ\nprovider = IBMQ.load_account()"}
OTHER = {"id": "b", "type": "code", "source": "print(1)"}
ROUTES = [
    ("POST", ("migrate",)),
    ("GET", ("targets",)),
    ("POST", ("conversions",)),
    ("GET", ("conversions", "0" * 32)),
    ("DELETE", ("conversions", "0" * 32)),
    ("POST", ("settings",)),
    ("GET", ("rules", "ACC01")),
    ("POST", ("rehearsals",)),
    ("GET", ("rehearsals", "0" * 32)),
    ("DELETE", ("rehearsals", "0" * 32)),
]


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {"ServerApp": {"jpserver_extensions": {"ibmq_nbmigrate": True}}}


@pytest.fixture
def post(jp_fetch: Any) -> Any:
    async def send(*route: str, **body: Any) -> Any:
        response = await jp_fetch("ibmq-nbmigrate", *route, method="POST", body=json.dumps(body))
        return json.loads(response.body)

    return send


@pytest.fixture
def refused(jp_fetch: Any) -> Any:
    """Status and sentence of a request that must be refused."""

    async def send(*route: str, body: str | bytes | None = None, method: str = "POST") -> tuple[int, str]:
        with pytest.raises(HTTPClientError) as info:
            await jp_fetch("ibmq-nbmigrate", *route, method=method, body=body)
        assert info.value.response is not None
        answer = json.loads(info.value.response.body)
        assert "traceback" not in answer
        return info.value.code, answer["message"]

    return send


async def test_migrate_leaves_what_is_not_legacy(post: Any) -> None:
    assert await post("migrate", cells=[OTHER], settings={}) == {
        "settings": {"target": "0.51.0", "channel": "ibm_quantum_platform"},
        "totals": {"changed": 0, "fixed": 0, "review": 0, "manual": 0, "skipped": 0},
        "requires": [],
        "cells": [],
    }


async def test_migrate(post: Any) -> None:
    answer = await post("migrate", cells=[OTHER, LOAD], settings={})
    (cell,) = answer["cells"]
    assert (cell["index"], cell["id"], cell["type"], cell["before"]) == (1, "a", "code", LOAD["source"])
    assert cell["after"].endswith('service = QiskitRuntimeService(channel="ibm_quantum_platform")')
    assert answer["totals"]["changed"] == 1
    assert {finding["cell"] for finding in cell["findings"]} == {1}


async def test_settings_are_the_users(post: Any) -> None:
    settings = {"target": "0.9.4", "channel": None}
    answer = await post("migrate", cells=[LOAD], settings=settings)
    assert answer["settings"] == {"target": "0.9.4", "channel": "ibm_quantum"}
    assert 'channel="ibm_quantum")' in answer["cells"][0]["after"]


async def test_targets(jp_fetch: Any) -> None:
    targets = json.loads((await jp_fetch("ibmq-nbmigrate", "targets")).body)["targets"]
    assert targets[0] == {"target": "0.51.0", "channels": ["ibm_quantum_platform", "ibm_cloud"]}
    assert targets[-1] == {"target": "0.9.4", "channels": ["ibm_quantum", "ibm_cloud"]}


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b"", "no JSON"),
        (b"\xff{}", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        ("[]", "no JSON object"),
        ("{}", "no list of cells"),
        ('{"cells": {}}', "no list of cells"),
        ('{"cells": [1]}', "Cell 1 is no object"),
        ('{"cells": [{"type": "code"}]}', "Cell 1 has no source"),
        ('{"cells": [{"source": ["x"], "type": "code"}]}', "Cell 1 has no source"),
        ('{"cells": [{"source": "x", "type": "<script>"}]}', "Cell 1 has none of the types"),
        ('{"cells": [{"source": "x", "type": "code", "id": 1}]}', "The id of cell 1"),
        ('{"cells": [{"source": "x", "type": "code", "tags": [1]}]}', "The tags of cell 1"),
        ('{"cells": [], "settings": []}', "expected an object"),
        ('{"cells": [], "settings": {"target": "9.9.9"}}', "0.9.0 to 0.51.0"),
        ('{"cells": [], "settings": {"target": 1}}', "target: expected"),
        ('{"cells": [], "settings": {"channel": "x%sy"}}', "x%sy"),
        ('{"cells": [], "settings": {"surprise": 1}}', "'surprise'"),
        ('{"cells": [], "settings": {"instances": {"a/b/c": 1}}}', "'a/b/c'"),
        ('{"cells": [], "settings": {"mark_manual": "yes"}}', "mark_manual: expected"),
    ],
)
async def test_wrong_input_is_said(refused: Any, body: str | bytes, part: str) -> None:
    code, message = await refused("migrate", body=body)
    assert code == 400
    assert part in message


async def test_input_is_bounded(refused: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_CELLS", 1)
    code, message = await refused("migrate", body=json.dumps({"cells": [OTHER, OTHER]}))
    assert (code, "more than 1 cells" in message) == (413, True)
    monkeypatch.setattr(server, "MAX_BODY", 10)
    code, message = await refused("migrate", body=json.dumps({"cells": []}))
    assert (code, "too large" in message) == (413, True)


@pytest.mark.parametrize(("method", "route"), ROUTES)
async def test_every_route_wants_a_token(
    http_server_client: Any, jp_base_url: str, method: str, route: Any
) -> None:
    url = jp_base_url + "/".join(("ibmq-nbmigrate", *route))
    with pytest.raises(HTTPClientError) as info:
        await http_server_client.fetch(url, method=method, body="{}" if method == "POST" else None)
    assert info.value.code == 403


@pytest.mark.parametrize(("method", "route"), [route for route in ROUTES if route[0] != "GET"])
async def test_a_cookie_alone_changes_nothing(
    http_server_client: Any, jp_serverapp: Any, jp_base_url: str, method: str, route: Any
) -> None:
    """A page of another site can send the user's cookie, but not the XSRF header."""
    login = await http_server_client.fetch(
        f"{jp_base_url}lab?token={jp_serverapp.identity_provider.token}",
        follow_redirects=False,
        raise_error=False,
    )
    cookies = [header.split(";")[0] for header in login.headers.get_list("Set-Cookie")]
    cookie = "; ".join(cookie for cookie in cookies if not cookie.startswith("_xsrf"))
    assert cookie
    headers = {"Cookie": cookie}
    known = await http_server_client.fetch(f"{jp_base_url}ibmq-nbmigrate/targets", headers=headers)
    assert known.code == 200
    url = jp_base_url + "/".join(("ibmq-nbmigrate", *route))
    with pytest.raises(HTTPClientError) as info:
        await http_server_client.fetch(
            url, method=method, headers=headers, body="{}" if method == "POST" else None
        )
    assert info.value.code == 403


# Folders


def write_notebook(path: Path, *sources: str) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
        for source in sources
    ]
    data = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()
    path.write_bytes(data)
    return data


async def ended(jp_fetch: Any, job: dict[str, Any]) -> Any:
    for _ in range(200):
        state = json.loads((await jp_fetch("ibmq-nbmigrate", "conversions", job["id"])).body)
        if state["state"] != "running":
            return state
        await asyncio.sleep(0.05)
    raise AssertionError(state)


async def test_a_folder_is_converted_into_a_new_one(post: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    before = write_notebook(jp_root_dir / "course" / "one.ipynb", LOAD["source"])
    same = write_notebook(jp_root_dir / "course" / "deep" / "two.ipynb", "print(1)")
    (jp_root_dir / "course" / "broken.ipynb").write_text("{")
    (jp_root_dir / "course-migrated").mkdir()
    job = await post("conversions", path="course", settings={})
    state = await ended(jp_fetch, job)
    assert (state["state"], state["output"], state["done"], state["total"]) == (
        "done",
        "course-migrated-2",
        3,
        3,
    )
    notebooks = {notebook["name"]: notebook for notebook in state["notebooks"]}
    assert notebooks["one.ipynb"]["written"] == "course-migrated-2/one.ipynb"
    assert notebooks["one.ipynb"]["status"] == "changed"
    assert notebooks["deep/two.ipynb"]["status"] == "unchanged"
    assert notebooks["broken.ipynb"]["status"] == "error"
    assert notebooks["broken.ipynb"]["error"]
    assert (jp_root_dir / "course" / "one.ipynb").read_bytes() == before
    assert b"QiskitRuntimeService" in (jp_root_dir / "course-migrated-2" / "one.ipynb").read_bytes()
    assert (jp_root_dir / "course-migrated-2" / "deep" / "two.ipynb").read_bytes() == same
    assert not list((jp_root_dir / "course-migrated").iterdir())


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("..", 403),
        ("../outside", 403),
        ("course/../../outside", 403),
        ("link", 403),
        ("", 400),
        ("/", 400),
        ("missing", 404),
        ("file.ipynb", 404),
        ("loop", 404),
        ("x" * 5000, 404),
        ("a\0b", 404),
    ],
)
async def test_folders_outside_or_missing_are_refused(
    refused: Any, jp_root_dir: Path, path: str, code: int
) -> None:
    outside = jp_root_dir.parent / "outside"
    outside.mkdir(exist_ok=True)
    (jp_root_dir / "link").symlink_to(outside)
    (jp_root_dir / "loop").symlink_to("loop")
    (jp_root_dir / "file.ipynb").write_text("{}")
    status, message = await refused("conversions", body=json.dumps({"path": path}))
    assert (status, message.endswith(".")) == (code, True)
    assert str(jp_root_dir) not in message
    assert not outside.with_name("outside-migrated").exists()


async def test_links_that_lead_outside_are_not_read(post: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    write_notebook(jp_root_dir.parent / "secret.ipynb", "from qiskit import IBMQ")
    (jp_root_dir / "course").mkdir()
    (jp_root_dir / "course" / "link.ipynb").symlink_to(jp_root_dir.parent / "secret.ipynb")
    state = await ended(jp_fetch, await post("conversions", path="course", settings={}))
    (notebook,) = state["notebooks"]
    assert (notebook["status"], notebook["written"]) == ("error", None)
    assert "outside" in notebook["error"]
    assert not list((jp_root_dir / "course-migrated").iterdir())


async def test_a_conversion_can_be_cancelled(post: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    for number in range(200):
        write_notebook(jp_root_dir / "course" / f"{number}.ipynb", LOAD["source"])
    job = await post("conversions", path="course", settings={})
    await jp_fetch("ibmq-nbmigrate", "conversions", job["id"], method="DELETE")
    state = await ended(jp_fetch, job)
    assert state["state"] == "cancelled"
    assert len(os.listdir(jp_root_dir / "course-migrated")) == state["done"] < 200


async def test_an_unknown_conversion_is_said(refused: Any) -> None:
    code, message = await refused("conversions", "0" * 32, method="GET")
    assert (code, "no such conversion" in message) == (404, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
async def test_a_place_that_cannot_be_written_is_said(refused: Any, jp_root_dir: Path) -> None:
    (jp_root_dir / "closed" / "course").mkdir(parents=True)
    (jp_root_dir / "closed").chmod(0o555)
    code, message = await refused("conversions", body=json.dumps({"path": "closed/course"}))
    assert (code, "permission denied" in message) == (403, True)


async def test_only_so_many_conversions_run_at_once(
    post: Any, refused: Any, jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversions, "_run", lambda *arguments: None)
    (jp_root_dir / "course").mkdir()
    for _ in range(jobs.MAX_RUNNING):
        await post("conversions", path="course", settings={})
    code, message = await refused("conversions", body=json.dumps({"path": "course"}))
    assert (code, "wait" in message) == (429, True)
    await post("migrate", cells=[OTHER], settings={})


async def test_a_conversion_that_fails_says_so_and_not_where_the_files_are(
    post: Any, jp_fetch: Any, jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> Any:
        raise OSError(28, "No space left on device", str(jp_root_dir))

    monkeypatch.setattr(conversions, "_outcome", fail)
    write_notebook(jp_root_dir / "course" / "one.ipynb", LOAD["source"])
    state = await ended(jp_fetch, await post("conversions", path="course", settings={}))
    assert (state["state"], state["message"]) == (
        "failed",
        "The conversion stopped: No space left on device.",
    )


async def test_the_report_lies_in_the_new_folder(post: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    write_notebook(jp_root_dir / "course" / "one.ipynb", LOAD["source"])
    write_notebook(jp_root_dir / "course" / "two.ipynb", "from qiskit import IBMQ\nIBMQ.save_account('x')")
    state = await ended(jp_fetch, await post("conversions", path="course", settings={}))
    assert state["report"] == "course-migrated/migration-report.html"
    page = (jp_root_dir / state["report"]).read_text()
    assert str(jp_root_dir) not in page
    (left,) = [notebook["anchor"] for notebook in state["notebooks"] if notebook["name"] == "two.ipynb"]
    assert f'id="{left}"' in page


async def test_hidden_folders_and_files_are_the_servers_business(
    post: Any, refused: Any, jp_fetch: Any, jp_serverapp: Any, jp_root_dir: Path
) -> None:
    write_notebook(jp_root_dir / ".secret" / "one.ipynb", LOAD["source"])
    write_notebook(jp_root_dir / "course" / ".two.ipynb", LOAD["source"])
    code, _ = await refused("conversions", body=json.dumps({"path": ".secret"}))
    assert code == 404
    state = await ended(jp_fetch, await post("conversions", path="course", settings={}))
    assert state["notebooks"] == []
    jp_serverapp.contents_manager.allow_hidden = True
    state = await ended(jp_fetch, await post("conversions", path=".secret", settings={}))
    assert [notebook["name"] for notebook in state["notebooks"]] == ["one.ipynb"]


async def test_other_contents_than_files_are_not_converted(
    refused: Any, jp_web_app: Any, jp_serverapp: Any, tmp_path: Path
) -> None:
    """The root of a manager that keeps its notebooks elsewhere is "/" unless it says otherwise."""
    from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
    from jupyter_server.services.contents.manager import ContentsManager

    class Elsewhere(ContentsManager):  # type: ignore[misc]
        pass

    (tmp_path / "course").mkdir()
    jp_web_app.settings["contents_manager"] = Elsewhere(root_dir=str(tmp_path))
    code, message = await refused("conversions", body=json.dumps({"path": "course"}))
    assert (code, "own disk" in message) == (501, True)
    assert not (tmp_path / "course-migrated").exists()
    jp_web_app.settings["contents_manager"] = AsyncLargeFileManager(root_dir=str(tmp_path))
    code, _ = await refused("conversions", body=json.dumps({"path": "missing"}))
    assert code == 404


@pytest.mark.parametrize(
    ("method", "route", "action"),
    [
        ("POST", ("migrate",), ("read", "ibmq-nbmigrate")),
        ("POST", ("settings",), ("read", "ibmq-nbmigrate")),
        ("GET", ("targets",), ("read", "ibmq-nbmigrate")),
        ("GET", ("rules", "ACC01"), ("read", "ibmq-nbmigrate")),
        ("POST", ("conversions",), ("write", "ibmq-nbmigrate")),
        ("POST", ("conversions",), ("write", "contents")),
        ("GET", ("conversions", "0" * 32), ("read", "ibmq-nbmigrate")),
        ("DELETE", ("conversions", "0" * 32), ("write", "ibmq-nbmigrate")),
        ("POST", ("rehearsals",), ("execute", "ibmq-nbmigrate")),
        ("POST", ("rehearsals",), ("execute", "kernels")),
        ("GET", ("rehearsals", "0" * 32), ("read", "ibmq-nbmigrate")),
        ("DELETE", ("rehearsals", "0" * 32), ("execute", "ibmq-nbmigrate")),
    ],
)
async def test_the_authorizer_is_asked(
    jp_fetch: Any, jp_web_app: Any, jp_root_dir: Path, method: str, route: Any, action: tuple[str, str]
) -> None:
    class All:
        def is_authorized(self, handler: Any, user: Any, *asked: str) -> bool:
            return asked != action

    (jp_root_dir / "course").mkdir()
    jp_web_app.settings["authorizer"] = All()
    body = json.dumps({"path": "course", "cells": []}) if method == "POST" else None
    with pytest.raises(HTTPClientError) as info:
        await jp_fetch("ibmq-nbmigrate", *route, method=method, body=body)
    assert info.value.code == 403
    assert not (jp_root_dir / "course-migrated").exists()


async def test_half_a_character_is_refused(refused: Any) -> None:
    body = '{"cells": [], "settings": {"instance": "a\\ud800"}}'
    code, message = await refused("migrate", body=body)
    assert (code, "instance" in message) == (400, True)
    code, _ = await refused("conversions", body='{"path": "a\\ud800"}')
    assert code == 404


async def test_half_a_character_in_a_cell_is_the_notebooks(post: Any) -> None:
    answer = await post("migrate", cells=[{**LOAD, "source": LOAD["source"] + "  # \ud800"}], settings={})
    assert answer["totals"]["changed"] in (0, 1)


async def test_one_notebook_does_not_hold_up_the_others(
    post: Any, refused: Any, jp_fetch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a worker computes without end, the server answers at once; then it is said."""
    await post("migrate", cells=[OTHER], settings={})  # the worker is there
    monkeypatch.setattr(server, "SECONDS", 3.0)
    monkeypatch.setattr(tasks, "migrate", endless)
    task = asyncio.ensure_future(refused("migrate", body=json.dumps({"cells": [OTHER]})))
    slowest = 0.0
    while not task.done():
        begin = time.monotonic()
        await jp_fetch("api", "status")
        slowest = max(slowest, time.monotonic() - begin)
        await asyncio.sleep(0.05)
    code, message = task.result()
    assert (code, "more than 3 seconds" in message) == (503, True)
    assert slowest < 1
    monkeypatch.undo()
    assert (await post("migrate", cells=[LOAD], settings={}))["totals"]["changed"] == 1


def endless(*arguments: Any) -> None:
    """What a worker can be given that never ends."""
    while True:
        pass


# The project's settings


PROJECT = '[tool.ibmq-nbmigrate]\ntarget = "0.15.1"\ninstance = "my-team"\nexclude = ["old"]\n'


async def test_the_project_says_how_to_migrate(post: Any, jp_root_dir: Path) -> None:
    (jp_root_dir / "course").mkdir()
    (jp_root_dir / "course" / "pyproject.toml").write_text(PROJECT)
    write_notebook(jp_root_dir / "course" / "one.ipynb", LOAD["source"])
    body = {"cells": [LOAD], "path": "course/one.ipynb", "settings": {"target": "0.24.0", "channel": None}}
    answer = await post("migrate", **body)
    assert answer["settings"]["target"] == "0.15.1"
    assert answer["project"]["file"] == "course/pyproject.toml"
    assert answer["project"]["settings"] == {"target": "0.15.1", "instance": "my-team"}
    assert 'instance="my-team"' in answer["cells"][0]["after"]
    chosen = await post("migrate", **body, choices={"target": "0.51.0"})
    assert chosen["settings"] == {"target": "0.51.0", "channel": "ibm_quantum_platform"}
    settings = await post("settings", path="course")
    assert settings["settings"] == {
        "target": "0.15.1",
        "channel": "ibm_quantum",
        "instance": "my-team",
        "tokens": "keep",
    }


async def test_a_folder_is_converted_as_its_project_says(post: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text(PROJECT)
    write_notebook(jp_root_dir / "course" / "one.ipynb", LOAD["source"])
    write_notebook(jp_root_dir / "course" / "old" / "two.ipynb", LOAD["source"])
    state = await ended(jp_fetch, await post("conversions", path="course", settings={}))
    assert [notebook["name"] for notebook in state["notebooks"]] == ["one.ipynb"]
    assert b"my-team" in (jp_root_dir / "course-migrated" / "one.ipynb").read_bytes()


async def test_a_project_that_cannot_be_used_is_said(refused: Any, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text('[tool.ibmq-nbmigrate]\ntargt = "0.15.1"\n')
    write_notebook(jp_root_dir / "one.ipynb", LOAD["source"])
    code, message = await refused("migrate", body=json.dumps({"cells": [], "path": "one.ipynb"}))
    assert (code, "did you mean target" in message) == (400, True)
    assert str(jp_root_dir) not in message


async def test_a_channel_that_a_chosen_target_refuses_gives_way(post: Any) -> None:
    settings = {"channel": "ibm_quantum_platform"}
    answer = await post("migrate", cells=[LOAD], settings=settings, choices={"target": "0.9.4"})
    assert answer["settings"] == {"target": "0.9.4", "channel": "ibm_quantum"}


# Rules and rehearsals


async def test_a_rule_is_explained(jp_fetch: Any, refused: Any) -> None:
    answer = json.loads((await jp_fetch("ibmq-nbmigrate", "rules", "ACC01")).body)
    assert answer["text"].startswith("# ACC01 ")
    code, message = await refused("rules", "XYZ99", method="GET")
    assert (code, message) == (404, "There is no rule XYZ99.")


async def test_a_rehearsal_tells_what_ran(post: Any, jp_fetch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsals, "rehearsed", pretended)
    job = await post("rehearsals", cells=[LOAD, OTHER], settings={})
    state = await rehearsed(jp_fetch, job)
    assert (state["state"], state["ran"], state["total"]) == ("done", 1, 2)
    assert state["failures"][0]["cause"] == "missing file"


async def test_a_rehearsal_can_be_cancelled(
    post: Any, jp_fetch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsals, "rehearsed", endless)
    job = await post("rehearsals", cells=[LOAD], settings={})
    await jp_fetch("ibmq-nbmigrate", "rehearsals", job["id"], method="DELETE")
    assert (await rehearsed(jp_fetch, job))["state"] == "cancelled"


async def rehearsed(jp_fetch: Any, job: dict[str, Any]) -> Any:
    for _ in range(400):
        state = json.loads((await jp_fetch("ibmq-nbmigrate", "rehearsals", job["id"])).body)
        if state["state"] != "running":
            return state
        await asyncio.sleep(0.05)
    raise AssertionError(state)


def pretended(cells: Any, settings: Any) -> dict[str, Any]:
    """A rehearsal that takes no time."""
    failure = {"index": 1, "line": 1, "cause": "missing file", "error": "", "blamed": False}
    return {"problem": None, "ran": 1, "total": len(cells), "failures": [failure]}
