import os

import pytest

from ibmq_nbmigrate.folders.configuration import Configuration, ConfigurationError, common_folder, load


@pytest.fixture
def project(tmp_path):
    def make(text, folder="."):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "pyproject.toml").write_text(text)
        return tmp_path

    return make


def test_no_file(tmp_path):
    assert load([tmp_path]) == Configuration()


@pytest.mark.parametrize(
    "text", ["", "[tool.ruff]\n", "[project]\nname = 'ibmq-nbmigrate'\n", "not toml at all ]["]
)
def test_files_without_the_table_do_not_matter(project, text):
    assert load([project(text)]) == Configuration()


def test_all_settings(project):
    top = project("""
        [tool.ibmq-nbmigrate]
        target = "0.9.4"
        channel = "ibm_cloud"
        instance = "crn:v1:x"
        tokens = "environment"
        mark-manual = false
        clear-outputs = true
        select = ["ACC", "BKD"]
        ignore = ["ACC01"]
        exclude = ["drafts"]
        [tool.ibmq-nbmigrate.instances]
        "ibm-q/open/main" = "open-instance"
    """)
    assert load([top]) == Configuration(
        {
            "target": "0.9.4",
            "channel": "ibm_cloud",
            "instance": "crn:v1:x",
            "tokens": "environment",
            "mark_manual": False,
            "clear_outputs": True,
            "select": ["ACC", "BKD"],
            "ignore": ["ACC01"],
            "instances": {"ibm-q/open/main": "open-instance"},
        },
        ("drafts",),
        str(top),
    )


def test_the_nearest_file_with_the_table_counts(project):
    project("[tool.ibmq-nbmigrate]\ntarget = '0.20.0'")
    project("[tool.ibmq-nbmigrate]\ntarget = '0.30.0'", "a")
    top = project("[tool.black]", "a/b")
    (top / "a/b/x.ipynb").write_text("{}")
    assert load([top / "a/b/x.ipynb"]).settings == {"target": "0.30.0"}
    assert load([top / "a", top / "c"]).settings == {"target": "0.20.0"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("targett = '0.9.4'", "targett: unknown setting; did you mean target?"),
        ("mark_manual = true", "mark_manual: unknown setting; did you mean mark-manual?"),
        ("colour = 1", "colour: unknown setting; known are target, "),
        ("target = 9", "target: expected a release such as '0.51.0', not 9"),
        ("select = 'ACC'", "select: expected a list of rule codes, not 'ACC'"),
        ("exclude = [1]", "exclude: expected a list of patterns"),
        ("mark-manual = 'no'", "mark-manual: expected true or false"),
        ("instances = {a = 1}", "instances: expected a table"),
        ("target = ", "not TOML"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(project, text, said):
    top = project(f"[tool.ibmq-nbmigrate]\n{text}\n")
    with pytest.raises(ConfigurationError) as error:
        load([top])
    assert said in str(error.value)
    assert str(top / "pyproject.toml") in str(error.value)


def test_a_value_in_place_of_the_table(project):
    with pytest.raises(ConfigurationError, match="no table"):
        load([project("[tool]\nibmq-nbmigrate = 1")])


def test_common_folder(tmp_path, monkeypatch):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/x.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    assert common_folder(["a"]) == str(tmp_path / "a")
    assert common_folder(["a/x.ipynb"]) == str(tmp_path / "a")
    assert common_folder(["a/b", "a/x.ipynb"]) == str(tmp_path / "a")
    assert common_folder([tmp_path / "a", "."]) == str(tmp_path)


def test_nested_too_deeply(project):
    folder = project("[tool.ibmq-nbmigrate]\ntarget = " + "[" * 5000)
    with pytest.raises(ConfigurationError, match="not TOML"):
        load([folder])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pyproject.toml")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/pyproject.toml").symlink_to("/dev/zero")
    assert load([tmp_path / "sub"]) == Configuration()
