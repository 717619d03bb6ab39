"""The configuration files that users take over do what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "jupyter-config" / "examples"


def test_nbconvert_migrates_in_every_exporter(tmp_path: Path) -> None:
    source = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
    node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbformat.write(node, tmp_path / "old.ipynb")
    config = f"--config={EXAMPLES / 'jupyter_nbconvert_config.py'}"
    command = [sys.executable, "-m", "nbconvert", "--to", "python", config, "old.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    script = (tmp_path / "old.py").read_text()
    assert 'service = QiskitRuntimeService(channel="ibm_quantum_platform")' in script
    assert "IBMQ" not in script


def test_ipython_loads_the_magics(tmp_path: Path) -> None:
    config = f"--config={EXAMPLES / 'ipython_config.py'}"
    code = "print('ibmq_migrate' in get_ipython().magics_manager.magics['cell'])"
    command = [
        sys.executable,
        "-m",
        "IPython",
        f"--ipython-dir={tmp_path}",
        "--colors=NoColor",
        config,
        "-c",
        code,
    ]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.strip().endswith("True"), done.stdout + done.stderr


def test_lab_overrides_fit_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "ibmq_nbmigrate/frontend/schema/plugin.json").read_text())
    overrides = json.loads((EXAMPLES / "overrides.json").read_text())
    assert list(overrides) == ["ibmq-nbmigrate:plugin"]
    jsonschema.validate(overrides["ibmq-nbmigrate:plugin"], schema)
    assert not jsonschema.Draft202012Validator(schema).is_valid({"surprise": 1})


def test_the_schema_and_the_settings_agree() -> None:
    from ibmq_nbmigrate.core.settings import TOKEN_POLICIES
    from ibmq_nbmigrate.facts import releases

    properties = json.loads((ROOT / "ibmq_nbmigrate/frontend/schema/plugin.json").read_text())["properties"]
    assert properties["tokens"]["enum"] == list(TOKEN_POLICIES)
    known = {
        channel
        for release in ("0.9.4", "0.40.1", releases.NEWEST)
        for channel in releases.channels(releases.parse(release))
    }
    assert set(properties["channel"]["enum"]) == known | {""}
