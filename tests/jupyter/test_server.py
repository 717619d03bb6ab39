"""The server extension's routes: what they answer, and what they refuse."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from ibmq_nbmigrate.jupyter import conversions, server

pytest_plugins = ["pytest_jupyter.jupyter_server"]

LOAD = {"id": "a", "type": "code", "source": "from qiskit import IBMQ\nprovider = IBMQ.load_account()"}
OTHER = {"id": "b", "type": "code", "source": "print(1)"}
ROUTES = [
    ("POST", ("migrate",)),
    ("GET", ("targets",)),
    ("POST", ("conversions",)),
    ("GET", ("conversions", "0" * 32)),
    ("DELETE", ("conversions", "0" * 32)),
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
    for _ in range(conversions.MAX_RUNNING):
        await post("conversions", path="course", settings={})
    code, message = await refused("conversions", body=json.dumps({"path": "course"}))
    assert (code, "wait" in message) == (429, True)
    await post("migrate", cells=[OTHER], settings={})


async def test_a_conversion_that_fails_says_so(
    post: Any, jp_fetch: Any, jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> Any:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("ibmq_nbmigrate.folders.batch.migrate", fail)
    write_notebook(jp_root_dir / "course" / "one.ipynb", LOAD["source"])
    state = await ended(jp_fetch, await post("conversions", path="course", settings={}))
    assert (state["state"], state["message"]) == ("failed", "The conversion stopped: the disk is full")
