import os
import stat
import struct
import subprocess
import sys

import pytest

from ibmq_nbmigrate.folders import writing
from ibmq_nbmigrate.folders.writing import InPlace, Into, WriteError, put, replace, sweep


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "a.ipynb"
    file.write_bytes(b"old")
    return file


def write(output, file, after, *, before=b"old"):
    return output.write(str(file), before, after, os.stat(file))


def names(folder):
    return sorted(os.listdir(folder))


def test_unchanged_files_are_not_written(file):
    os.utime(file, (1, 1))
    assert write(InPlace(backup=True), file, b"old") is None
    assert file.stat().st_mtime == 1
    assert names(file.parent) == ["a.ipynb"]


def test_in_place(file):
    assert write(InPlace(), file, b"new") == str(file)
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["a.ipynb"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_the_mode_is_kept(file, mode):
    file.chmod(mode)
    write(InPlace(), file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can give files away")
def test_the_owner_is_kept(file):
    os.chown(file, 1234, 1235)
    write(InPlace(), file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 1235)


def test_links_are_followed_to_their_target(file):
    (file.parent / "far").mkdir()
    link = file.parent / "far" / "link.ipynb"
    link.symlink_to(file)
    write(InPlace(), link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert names(link.parent) == ["link.ipynb"]


def test_read_only_files_are_left(file):
    file.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        write(InPlace(), file, b"new")
    assert file.read_bytes() == b"old"


def test_a_file_changed_meanwhile_is_left(file):
    status = os.stat(file)
    file.write_bytes(b"other")
    with pytest.raises(WriteError, match="changed by someone else"):
        InPlace().write(str(file), b"old", b"new", status)
    assert file.read_bytes() == b"other"
    assert names(file.parent) == ["a.ipynb"]


def test_backup(file):
    write(InPlace(backup=True), file, b"new")
    assert (file.parent / "a.ipynb.bak").read_bytes() == b"old"
    with pytest.raises(WriteError, match="backup"):
        write(InPlace(backup=True), file, b"newer", before=b"new")
    assert file.read_bytes() == b"new"
    write(InPlace(backup=True, force=True), file, b"newer", before=b"new")
    assert (file.parent / "a.ipynb.bak").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(file, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    if step == "write":
        real = os.fdopen

        def broken(*arguments):
            opened = real(*arguments)
            return type(
                "Full",
                (),
                {
                    "__enter__": lambda self: self,
                    "__exit__": lambda self, *error: opened.close(),
                    "write": full,
                },
            )()

        monkeypatch.setattr(os, "fdopen", broken)
    else:
        monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"):
        write(InPlace(), file, b"new")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["a.ipynb"]


def test_into_a_folder_keeps_the_places_and_takes_unchanged_files(tmp_path):
    source = tmp_path / "course" / "deep" / "a.ipynb"
    source.parent.mkdir(parents=True)
    source.write_bytes(b"old")
    into = Into(str(tmp_path / "out"), str(tmp_path / "course"))
    for after in (b"new", b"old"):
        (tmp_path / "out/deep/a.ipynb").unlink(missing_ok=True)
        assert write(into, source, after) == str(tmp_path / "out/deep/a.ipynb")
        assert (tmp_path / "out/deep/a.ipynb").read_bytes() == after
    assert source.read_bytes() == b"old"


def test_into_a_folder_overwrites_only_with_force(tmp_path, file):
    there = tmp_path / "out" / "a.ipynb"
    there.parent.mkdir()
    there.write_bytes(b"someone's work")
    into = Into(str(there.parent), str(tmp_path))
    with pytest.raises(WriteError, match="--force"):
        write(into, file, b"new")
    assert there.read_bytes() == b"someone's work"
    write(Into(into.folder, into.root, force=True), file, b"new")
    assert there.read_bytes() == b"new"
    write(into, file, b"new")  # the same again is no harm


def test_never_over_the_input(tmp_path, file):
    with pytest.raises(WriteError, match="itself"):
        write(Into(str(tmp_path), str(tmp_path), force=True), file, b"new")
    assert file.read_bytes() == b"old"


def test_replace_makes_new_files(tmp_path):
    replace(str(tmp_path / "new"), b"text")
    assert (tmp_path / "new").read_bytes() == b"text"
    assert names(tmp_path) == ["new"]


def test_what_ended_processes_left_is_swept(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    machine = writing._machine()
    gone = f".ibmq-nbmigrate-{machine}-{ended.pid}-00ff.tmp"
    at_work = f".ibmq-nbmigrate-{machine}-{os.getpid()}-00ff.tmp"
    elsewhere, old = ".ibmq-nbmigrate-00000000-1-00ff.tmp", ".ibmq-nbmigrate-00000000-2-00ff.tmp"
    for name in (gone, at_work, elsewhere, old, "a.ipynb", "x.tmp"):
        (tmp_path / name).touch()
    os.utime(tmp_path / old, (1, 1))
    sweep([str(tmp_path), str(tmp_path / "gone")])
    assert names(tmp_path) == sorted([at_work, elsewhere, "a.ipynb", "x.tmp"])


@pytest.fixture
def attributes(file):
    try:
        os.setxattr(file, "user.course", b"quantum")
    except OSError:
        pytest.skip("no extended attributes here")
    return file


def test_extended_attributes_are_kept(attributes):
    write(InPlace(backup=True), attributes, b"new")
    for name in ("a.ipynb", "a.ipynb.bak"):
        assert os.getxattr(attributes.parent / name, "user.course") == b"quantum"


def test_access_lists_are_kept(file):
    # version 2; user: rw, user 1234: rw, group: r, mask: rw, others: none
    entries = [(1, 6, -1), (2, 6, 1234), (4, 4, -1), (16, 6, -1), (32, 0, -1)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        os.setxattr(file, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("no access lists here")
    write(InPlace(), file, b"new")
    assert os.getxattr(file, "system.posix_acl_access") == acl


def test_put_follows_links_and_keeps_mode(tmp_path):
    (tmp_path / "far").mkdir()
    real = tmp_path / "far/report.json"
    real.write_text("old")
    real.chmod(0o600)
    link = tmp_path / "report.json"
    link.symlink_to(real)
    put(str(link), b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert names(real.parent) == ["report.json"]


def test_put_makes_what_a_link_leads_to(tmp_path):
    link = tmp_path / "report.json"
    link.symlink_to(tmp_path / "real.json")
    put(str(link), b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


def test_put_says_that_a_link_leads_to_itself(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"):
        put(str(tmp_path / "loop"), b"new")
    assert names(tmp_path) == ["loop"]


@pytest.mark.skipif(os.name != "posix", reason="devices of Unix")
def test_put_writes_into_devices_and_pipes(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "replace", None)
    put("/dev/null", b"new")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    put(str(pipe), b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="devices of Unix")
@pytest.mark.parametrize("redirected", [True, False])
def test_put_writes_to_the_standard_output(tmp_path, redirected):
    program = (
        "from ibmq_nbmigrate.folders.writing import put; print('a'); put('/dev/stdout', b'b'); print('c')"
    )
    out = tmp_path / "out"
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, stdout=file if redirected else subprocess.PIPE
        )
    assert (out.read_bytes() if redirected else done.stdout) == b"a\nbc\n"
    assert os.path.islink("/dev/stdout")
