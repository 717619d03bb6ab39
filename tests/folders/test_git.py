import subprocess

import pytest

from ibmq_nbmigrate.folders.git import uncommitted


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(tmp_path, "init", "-q")
    for name in ("clean.ipynb", "modified.ipynb", "staged.ipynb", "ein Häns'chen.ipynb"):
        (tmp_path / name).write_text("old")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/deep.ipynb").write_text("old")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first")
    return tmp_path


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True)


def test_nothing_without_changes(repository):
    assert uncommitted(str(file) for file in repository.glob("*.ipynb")) == []


def test_outside_a_repository(tmp_path):
    (tmp_path / "a.ipynb").write_text("x")
    assert uncommitted([str(tmp_path / "a.ipynb")]) == []


def test_without_git(repository, monkeypatch):
    (repository / "modified.ipynb").write_text("new")
    monkeypatch.setenv("PATH", "")
    assert uncommitted([str(repository / "modified.ipynb")]) == []


def test_changed_files(repository, monkeypatch):
    for name in (
        "modified.ipynb",
        "staged.ipynb",
        "ein Häns'chen.ipynb",
        "sub/deep.ipynb",
        "untracked.ipynb",
    ):
        (repository / name).write_text("new")
    git(repository, "add", "staged.ipynb")
    monkeypatch.chdir(repository / "sub")
    named = ["../clean.ipynb", "../modified.ipynb", "../staged.ipynb", "../untracked.ipynb", "deep.ipynb"]
    named.append(str(repository / "ein Häns'chen.ipynb"))
    assert set(uncommitted(named)) == {"../modified.ipynb", "../staged.ipynb", "deep.ipynb", named[-1]}
