import os
from pathlib import Path

import pytest

from ibmq_nbmigrate.folders.discovery import Exclusion, Found, find


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A folder of files by their paths, as the current folder."""

    def make(*paths):
        for path in paths:
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("x")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


def paths(found):
    assert all(one.problem is None for one in found), found
    return [one.path.replace(os.sep, "/") for one in found]


@pytest.mark.parametrize(
    "path",
    [
        "a.txt",
        "data/a.csv",
        ".ipynb_checkpoints/a-checkpoint.ipynb",
        ".git/a.py",
        ".hidden/deep/a.ipynb",
        "node_modules/x/a.py",
        "lib/site-packages/x/a.py",
        "pkg/__pycache__/a.py",
    ],
)
def test_left_out(tree, path):
    tree(path)
    assert find(["."]) == []


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history"])
def test_virtual_environments_are_left_out_unless_named(tree, mark):
    tree("my-env/a.py", f"my-env/{mark}", "b.py")
    assert paths(find(["."])) == ["b.py"]
    assert paths(find(["my-env"])) == ["my-env/a.py"]


def test_folders_are_searched_in_a_fixed_order(tree):
    tree("b.ipynb", "a/z.py", "a/b/c.ipynb", "c.py", "A.ipynb")
    assert paths(find(["."])) == ["A.ipynb", "a/b/c.ipynb", "a/z.py", "b.ipynb", "c.py"]
    assert paths(find(["c.py", "a"])) == ["c.py", "a/b/c.ipynb", "a/z.py"]


def test_named_files_are_always_taken(tree):
    tree(".hidden/a.ipynb", "node_modules/b.py", "notes.txt")
    named = [".hidden/a.ipynb", "node_modules/b.py", "notes.txt"]
    assert paths(find(named, Exclusion(("*",)))) == named


def test_each_file_once(tree):
    top = tree("a/x.ipynb")
    (top / "again.ipynb").symlink_to("a/x.ipynb")
    assert paths(find(["a", "a/x.ipynb", ".", top / "a"])) == ["a/x.ipynb"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("drafts", ["a.ipynb", "course/b.ipynb"]),
        ("drafts/", ["a.ipynb", "course/b.ipynb"]),
        ("course", ["a.ipynb", "drafts/c.ipynb"]),
        ("course/*.ipynb", ["a.ipynb", "drafts/c.ipynb"]),
        ("b.*", ["a.ipynb", "drafts/c.ipynb"]),
        ("nothing", ["a.ipynb", "course/b.ipynb", "drafts/c.ipynb"]),
    ],
)
def test_exclude(tree, pattern, left):
    top = tree("a.ipynb", "course/b.ipynb", "drafts/c.ipynb")
    assert paths(find(["."], Exclusion((pattern,)))) == left
    assert len(find([top], Exclusion((pattern,)))) == len(left)


def test_exclude_refers_to_its_base(tree):
    top = tree("course/old/a.ipynb", "old/b.ipynb")
    assert paths(find(["."], Exclusion(("old/*",), str(top / "course")))) == ["old/b.ipynb"]


def test_links(tree):
    top = tree("real/a.ipynb", "outside/b.ipynb", "folder/c.py")
    (top / "real/link.ipynb").symlink_to("../outside/b.ipynb")
    (top / "real/folder").symlink_to("../folder")
    (top / "real/broken.ipynb").symlink_to("nothing.ipynb")
    (top / "real/loop").symlink_to(".")
    assert find(["real"]) == [
        Found("real/a.ipynb"),
        Found("real/broken.ipynb", "does not exist"),
        Found("real/link.ipynb"),
    ]


def test_what_is_no_file(tree):
    top = tree("x.ipynb/y.ipynb")
    os.mkfifo(top / "pipe.ipynb")
    problems = {found.path: found.problem for found in find([".", "gone.ipynb", "pipe.ipynb"])}
    assert problems == {
        "x.ipynb": "is a folder, not a notebook",
        "pipe.ipynb": "is no regular file",
        "gone.ipynb": "does not exist",
    }
    assert find(["x.ipynb"]) == [Found("x.ipynb", "is a folder, not a notebook")]


def test_a_folder_without_permission_is_said(tree, monkeypatch):
    tree("a.ipynb", "closed/b.ipynb", "z.ipynb")
    scandir = os.scandir

    def refuse(path):
        if path == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert find(["."]) == [Found("a.ipynb"), Found("closed", "permission denied"), Found("z.ipynb")]


def test_a_link_that_leads_to_itself_is_said_and_stops_nothing_else(tree):
    top = tree("a.ipynb", "z.ipynb")
    (top / "loop.ipynb").symlink_to("loop.ipynb")
    (top / "one.py").symlink_to("two.py")
    (top / "two.py").symlink_to("one.py")
    loop = "too many levels of symbolic links"
    assert find(["."]) == [
        Found("a.ipynb"),
        Found("loop.ipynb", loop),
        Found("one.py", loop),
        Found("two.py", loop),
        Found("z.ipynb"),
    ]
    assert find(["loop.ipynb"]) == [Found("loop.ipynb", loop)]


def test_a_link_to_where_we_may_not_look_is_said(tree, monkeypatch):
    top = tree("a.ipynb", "closed/b.ipynb")
    (top / "link.ipynb").symlink_to("closed/b.ipynb")
    stat = os.stat

    def refuse(path, **more):
        if path == "link.ipynb":
            raise PermissionError(13, "Permission denied")
        return stat(path, **more)

    monkeypatch.setattr(os, "stat", refuse)
    assert Found("link.ipynb", "permission denied") in find(["."])


def test_names_that_are_no_names(tree):
    tree("a.ipynb")
    assert find(["", "a\0b"]) == [Found("", "does not exist"), Found("a\0b", "is no name for a file")]


def test_folders_in_folders(tree, monkeypatch):
    top = tree("a.ipynb")
    for _ in range(700):  # more than Python could call itself
        os.mkdir("d")
        os.chdir("d")
    Path("b.ipynb").touch()
    monkeypatch.chdir(top)
    assert paths(find(["."])) == ["a.ipynb", "d/" * 700 + "b.ipynb"]


def test_every_name_of_a_file(tree):
    top = tree("plain.ipynb")
    (top / "alias.ipynb").symlink_to("plain.ipynb")
    assert paths(find(["."])) == ["alias.ipynb"]
    assert paths(find([".", "plain.ipynb", "./alias.ipynb"], every_name=True)) == [
        "alias.ipynb",
        "plain.ipynb",
    ]
