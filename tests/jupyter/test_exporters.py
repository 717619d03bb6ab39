import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import get_export_names, get_exporter
from nbconvert.utils.exceptions import ConversionException
from sample_folders import LEGACY, PLAIN, contents, fill, notebook, sources
from traitlets import TraitError
from traitlets.config import Config

from ibmq_nbmigrate.jupyter.exporters import MigratedNotebookExporter, MigratePreprocessor, ReportExporter

TOKEN = "0123456789abcdef" * 8


def node(*cells):
    return nbformat.reads(notebook(*cells).decode(), as_version=4)


def nbconvert(folder, *arguments):
    command = [sys.executable, "-m", "nbconvert", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# The preprocessor.


def test_a_notebook_without_legacy_use_stays():
    before = node(PLAIN)
    after, resources = MigratePreprocessor().preprocess(before, {"a": 1})
    assert after == before
    assert resources == {"a": 1}


def test_a_notebook_is_migrated_with_outputs_and_ids():
    after, _ = MigratePreprocessor()(node(PLAIN, LEGACY), {})
    assert "QiskitRuntimeService" in after.cells[1].source
    assert after.cells[1].outputs
    assert [cell.id for cell in after.cells] == ["cell0", "cell1"]
    nbformat.validate(after)


def test_it_can_be_switched_off():
    after, _ = MigratePreprocessor(enabled=False)(node(LEGACY), {})
    assert after.cells[0].source == LEGACY


def test_settings_are_traits():
    config = Config(
        {"MigratePreprocessor": {"target": "0.9.4", "channel": "ibm_cloud", "clear_outputs": True}}
    )
    after, _ = MigratePreprocessor(config=config)(node(LEGACY), {})
    assert 'channel="ibm_cloud"' in after.cells[0].source
    assert after.cells[0].outputs == []
    settings = MigratePreprocessor(
        instance="i",
        instances={"a/b/c": "d"},
        tokens="placeholder",
        mark_manual=False,
        select=["ACC"],
        ignore=["ACC01"],
    ).settings()
    assert (settings.instance, settings.instances, settings.tokens) == ("i", {"a/b/c": "d"}, "placeholder")
    assert (settings.mark_manual, settings.select, settings.ignore) == (False, ("ACC",), ("ACC01",))


def test_settings_that_cannot_be_used():
    with pytest.raises(ConversionException, match=r"MigratePreprocessor.target: .* from 0.9.0 to 0.51.0"):
        MigratePreprocessor(target="0.1.0")(node(LEGACY), {})
    with pytest.raises(TraitError):
        MigratePreprocessor(tokens="show")


def test_it_fits_other_exporters():
    config = Config({"PythonExporter": {"preprocessors": ["ibmq_nbmigrate.MigratePreprocessor"]}})
    text, _ = get_exporter("python")(config=config).from_notebook_node(node(LEGACY))
    assert "QiskitRuntimeService" in text


# The notebook.


def test_the_exporters_are_known_to_nbconvert():
    assert {"ibmq_notebook", "ibmq_report"} <= set(get_export_names())
    assert get_exporter("ibmq_notebook") is MigratedNotebookExporter
    assert get_exporter("ibmq_report") is ReportExporter


def test_help_names_the_exporters(tmp_path):
    shown = nbconvert(tmp_path, "--help")
    assert shown.returncode == 0
    assert "ibmq_notebook" in shown.stdout
    assert "ibmq_report" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        ([], "a.nbconvert.ipynb"),
        (["--output-dir", "."], "a.nbconvert.ipynb"),
        (["--output", "a"], "a.nbconvert.ipynb"),
        (["--output", "a.ipynb"], "a.nbconvert.ipynb"),
        (["--output", "b"], "b.ipynb"),
        (["--output-dir", "out"], f"out{os.sep}a.ipynb"),
    ],
)
def test_the_input_is_never_overwritten(tmp_path, arguments, written):
    before = contents(fill(tmp_path, {"a.ipynb": LEGACY}))
    done = nbconvert(tmp_path, "--to", "ibmq_notebook", *arguments, "a.ipynb")
    assert done.returncode == 0, done.stderr
    after = contents(tmp_path)
    assert set(after) == {"a.ipynb", written}
    assert after["a.ipynb"] == before["a.ipynb"]
    assert "QiskitRuntimeService" in sources(tmp_path / written)[0]


def test_settings_on_the_command_line(tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    nbconvert(tmp_path, "--to", "ibmq_notebook", "--MigratePreprocessor.target=0.9.4", "a.ipynb")
    assert 'channel="ibm_quantum"' in sources(tmp_path / "a.nbconvert.ipynb")[0]


# The report.


def report(*cells):
    return ReportExporter().from_notebook_node(node(*cells), {"metadata": {"name": "course 1"}})[0]


def test_the_report_shows_before_and_after():
    page = report(PLAIN, LEGACY)
    assert "course 1.ipynb" in page
    assert "Cell 2" in page
    assert "Cell 1<" not in page
    text = re.sub(r"<[^>]+>", "", page)
    assert "IBMQ.load_account()" in text
    assert "QiskitRuntimeService(" in text


def test_the_report_needs_nothing_from_elsewhere():
    page = report(LEGACY)
    assert not re.findall(r"(?:src|action)=|<link|@import|url\(|fetch\(|XMLHttp", page)
    assert all(address.startswith(("#", "https://")) for address in re.findall(r'href="([^"]*)"', page))


def test_the_report_escapes_everything():
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    page = ReportExporter().from_notebook_node(
        node(f"{LEGACY}\nx = '{attack}'"), {"metadata": {"name": attack}}
    )[0]
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<script>") == 1


def test_the_report_masks_tokens():
    page = report(f"from qiskit import IBMQ\nIBMQ.save_account('{TOKEN}')")
    assert "save_account" in page
    assert TOKEN not in page


def test_the_report_on_the_command_line(tmp_path):
    before = contents(fill(tmp_path, {"a.ipynb": LEGACY}))
    done = nbconvert(tmp_path, "--to", "ibmq_report", "a.ipynb")
    assert done.returncode == 0, done.stderr
    assert set(contents(tmp_path)) == {"a.ipynb", "a.html"}
    assert contents(tmp_path)["a.ipynb"] == before["a.ipynb"]
    assert "<title>Migration to qiskit-ibm-runtime 0.51.0</title>" in (tmp_path / "a.html").read_text()


def test_a_template_can_be_built_upon(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "conf.json").write_text('{"base_template": "ibmq_report"}')
    (mine / "index.html.j2").write_text(
        '{% extends "ibmq_report/index.html.j2" %}{% block title %}My course{% endblock %}'
    )
    settings = {"template_name": "mine", "extra_template_basedirs": [str(tmp_path)]}
    page, _ = ReportExporter(config=Config({"ReportExporter": settings})).from_notebook_node(node(LEGACY))
    assert "<title>My course</title>" in page
