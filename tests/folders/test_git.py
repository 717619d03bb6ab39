import os
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


def test_git_need_not_be_there(repository, monkeypatch):
    (repository / "modified.ipynb").write_text("new")
    monkeypatch.setenv("PATH", "")
    assert uncommitted([str(repository / "modified.ipynb")]) == [str(repository / "modified.ipynb")]


@pytest.mark.parametrize("version", [2, 3, 4])
def test_changed_files(repository, monkeypatch, version):
    for name in (
        "modified.ipynb",
        "staged.ipynb",
        "ein Häns'chen.ipynb",
        "sub/deep.ipynb",
        "untracked.ipynb",
    ):
        (repository / name).write_text("new")
    git(repository, "add", "staged.ipynb")
    (repository / "intended.ipynb").write_text("x")
    git(repository, "add", "--intent-to-add", "intended.ipynb")  # needs version 3 at least
    git(repository, "update-index", f"--index-version={version}")
    monkeypatch.chdir(repository / "sub")
    named = ["../clean.ipynb", "../modified.ipynb", "../staged.ipynb", "../untracked.ipynb", "deep.ipynb"]
    named += ["../intended.ipynb", str(repository / "ein Häns'chen.ipynb")]
    # what is staged can be had again
    assert set(uncommitted(named)) == {"../modified.ipynb", "deep.ipynb", *named[-2:]}


def test_a_file_that_was_only_touched(repository):
    os.utime(repository / "clean.ipynb", (1, 1))
    assert uncommitted([str(repository / "clean.ipynb")]) == []


def test_a_file_with_other_newlines(repository):
    git(repository, "config", "core.autocrlf", "true")
    (repository / "clean.ipynb").write_bytes(b"old\n")
    git(repository, "add", ".")
    (repository / "clean.ipynb").write_bytes(b"old\r\n")
    assert uncommitted([str(repository / "clean.ipynb")]) == []


def test_a_write_of_the_same_size_in_the_same_moment(repository):
    file = repository / "clean.ipynb"
    before = file.stat()
    file.write_text("new")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.utime(repository / ".git/index", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert uncommitted([str(file)]) == [str(file)]


def test_a_conflict(repository):
    git(repository, "checkout", "-qb", "other")
    commit(repository, "clean.ipynb", "theirs")
    git(repository, "checkout", "-q", "-")
    commit(repository, "clean.ipynb", "ours")
    merge = ["git", "-C", repository, "-c", "user.name=a", "-c", "user.email=a@b", "merge", "other"]
    assert subprocess.run(merge, capture_output=True).returncode == 1
    assert uncommitted([str(repository / "clean.ipynb")]) == [str(repository / "clean.ipynb")]


def test_a_worktree_and_a_repository_of_sha256(repository, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("worktree") / "tree"
    git(repository, "worktree", "add", "-q", elsewhere)
    (elsewhere / "modified.ipynb").write_text("new")
    assert uncommitted(map(str, elsewhere.glob("*.ipynb"))) == [str(elsewhere / "modified.ipynb")]
    other = tmp_path_factory.mktemp("sha256")
    git(other, "init", "-q", "--object-format=sha256")
    commit(other, "a.ipynb", "old")
    commit(other, "b.ipynb", "old")
    (other / "b.ipynb").write_text("new")
    assert uncommitted([str(other / "a.ipynb"), str(other / "b.ipynb")]) == [str(other / "b.ipynb")]


@pytest.mark.parametrize("index", [b"", b"DIRC", b"DIRC\0\0\0\x02\xff\xff\xff\xff" + b"\0" * 99, b"x" * 200])
def test_an_index_that_cannot_be_read(repository, index):
    (repository / ".git/index").write_bytes(index)
    assert uncommitted([str(repository / "clean.ipynb")]) == []


@pytest.mark.parametrize("of", [".", "nested"])
def test_no_program_of_a_repository_is_started(repository, of):
    """Filters, hooks and monitors that a repository, or one inside it, names would run in git itself."""
    inner = repository / of
    inner.mkdir(exist_ok=True)
    git(inner, "init", "-q")
    commit(inner, "a.ipynb", "old")
    mark = repository / "started"
    (inner / ".gitattributes").write_text("*.ipynb filter=x diff=x merge=x\n")
    for name in ("post-index-change", "pre-commit", "fsmonitor-watchman", "reference-transaction"):
        hook = inner / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
        hook.chmod(0o755)
    program = f"touch '{mark}'; cat"
    for key in (
        *("filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv", "diff.external"),
        *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.gitProxy"),
    ):
        git(inner, "config", key, program)
    git(inner, "config", "filter.x.required", "true")
    git(inner, "config", "core.hooksPath", str(inner / ".git/hooks"))
    mark.unlink(missing_ok=True)
    (inner / "a.ipynb").write_text("new")
    (repository / "modified.ipynb").write_text("new")
    os.utime(inner / ".git/index", (1, 1))
    named = [str(repository / "modified.ipynb"), str(inner / "a.ipynb")]
    assert uncommitted(named) == named
    assert not mark.exists()


def test_the_trap_of_the_test_above_works(repository):
    mark = repository / "started"
    (repository / ".gitattributes").write_text("*.ipynb filter=x\n")
    git(repository, "config", "filter.x.clean", f"touch '{mark}'; cat")
    (repository / "clean.ipynb").write_text("new")
    git(repository, "status", "--short")
    assert mark.exists()


def commit(folder, name, text):
    (folder / name).write_text(text)
    git(folder, "add", ".")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "more")
