"""One function over many files, by several processes or a Dask cluster; results in the order of the files."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ibmq_nbmigrate.folders.discovery import Found

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Result = TypeVar("Result")

_CHUNK_BYTES, _CHUNK_FILES = 500_000, 32
"""Files that go to a process together: sending one alone costs as much as the work on a small one."""


class WorkersError(Exception):
    """The processes or the cluster that do the work cannot be used; the text says why."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"the work stopped, every file is whole; try --jobs 1 ({reason})")


class NoClusterError(WorkersError):
    """The cluster cannot be reached; nothing was begun."""

    def __init__(self, reason: str) -> None:
        Exception.__init__(self, reason)


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    function: Callable[[Found], Result], files: Sequence[Found], jobs: int
) -> Generator[Result, None, None]:
    """Apply a function to files in `jobs` processes. Closing the iterator stops each after its chunk."""
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(min(jobs, 61), _context(), _begin)  # Windows can wait for 61 at most
    try:
        with _deaf_to_interrupts():
            done = [pool.submit(_each, function, chunk) for chunk in _chunks(files)]
        for future in done:
            yield from _result(future.result)
    finally:
        pool.shutdown(cancel_futures=True)


def on_cluster(
    function: Callable[[Found], Result], files: Sequence[Found], address: str
) -> Generator[Result, None, None]:
    """Apply a function to files on the Dask cluster whose scheduler has an address."""
    try:
        from distributed import Client
    except ImportError:
        raise NoClusterError(
            "--dask needs the package distributed: pip install 'ibmq-nbmigrate[dask]'"
        ) from None
    try:
        client = Client(address, timeout=5)  # type: ignore[no-untyped-call, unused-ignore]
    except (OSError, ValueError) as error:
        raise NoClusterError(f"no Dask scheduler at {address}: {error}") from None
    with client:
        done = client.map(partial(_each, function), list(_chunks(files)), pure=False)
        try:
            for future in done:
                yield from _result(future.result)
        finally:
            client.cancel(done)  # type: ignore[no-untyped-call, unused-ignore]


def _each(function: Callable[[Found], Result], files: Sequence[Found]) -> list[Result]:
    return [function(file) for file in files]


def _result(made: Callable[[], list[Result]]) -> list[Result]:
    try:
        return made()
    except Exception as error:  # of the pool or the cluster: the function raises none
        raise WorkersError(error) from error


def _chunks(files: Sequence[Found]) -> Iterator[list[Found]]:
    chunk: list[Found] = []
    size = 0
    for file in files:
        chunk.append(file)
        size += 0 if file.problem else _size(file.path)
        if size >= _CHUNK_BYTES or len(chunk) == _CHUNK_FILES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:  # said by the one who reads it
        return 0


def _context() -> BaseContext:
    """Fork where that is safe: a fork begins with all that is loaded here, but with none of our threads."""
    import multiprocessing

    forks = sys.platform.startswith("linux") and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _begin() -> None:
    """What a process does first: nothing that it came with is garbage, and it ends with its parent."""
    import gc

    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A context in which Ctrl+C is ignored, for ever by processes started in it: the first one stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
