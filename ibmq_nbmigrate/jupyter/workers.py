"""Work in processes of their own, with a time limit: no notebook can hold up the server that asks."""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread, Timer
from typing import IO, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_LENGTH = struct.Struct(">Q")
_MAIN = "from ibmq_nbmigrate.jupyter.workers import serve; serve()"


class WorkError(Exception):
    """Work that was not done; the text says why."""


class Worker:
    """One process, which calls one function after another."""

    def __init__(self) -> None:
        # Not in the folder of the notebooks, where Python would import a user's file for a module.
        home = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _MAIN], cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, function: Callable[P, R], seconds: float, *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function returns, or the error that it raises.

        WorkError: it takes longer than that many seconds, or the process died; the worker is of no use then.
        """
        late = False

        def give_up() -> None:
            nonlocal late
            late = True
            self.kill()

        request = pickle.dumps((function, args, kwargs))
        timer = Timer(seconds, give_up)
        timer.start()
        try:
            _send(self._process.stdin, request)
            answer = _receive(self._process.stdout)
        except (EOFError, OSError, ValueError):
            self.kill()
            why = f"takes more than {seconds:.0f} seconds, so it was given up" if late else "broke off"
            raise WorkError(why) from None
        finally:
            timer.cancel()
        done, value = pickle.loads(answer)
        if not done:
            raise value
        result: R = value
        return result

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()


class Workers:
    """A few workers, started when they are needed."""

    def __init__(self, number: int) -> None:
        self._free: list[Worker] = []
        self._places = BoundedSemaphore(number)
        self._lock = Lock()

    def run(self, function: Callable[P, R], seconds: float, *args: P.args, **kwargs: P.kwargs) -> R:
        """See `Worker.run`; waits until a worker is free."""
        with self._places:
            with self._lock:
                worker = self._free.pop() if self._free else None
            if worker is None or not worker.alive:
                worker = Worker()
            try:
                return worker.run(function, seconds, *args, **kwargs)
            finally:
                if worker.alive:
                    with self._lock:
                        self._free.append(worker)

    def close(self) -> None:
        """End the workers that are at no work; the others end with this process."""
        with self._lock:
            while self._free:
                self._free.pop().kill()


def serve() -> None:
    """Call what is asked for, until nobody asks any more: the whole of a worker's process."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    while True:
        try:
            request = _receive(asked)
            answer = _answer(request)
        except (
            EOFError,
            KeyboardInterrupt,
        ):  # the server's own end, or its interrupt
            return
        _send(answers, answer)


def _end_with(parent: int) -> None:
    """End this process soon after the one that started it, whatever it is at: nobody waits for it now."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _answer(request: bytes) -> bytes:
    """Call what is asked for; whether it came to an end, and what it returned or raised."""
    try:
        function, args, kwargs = pickle.loads(request)
        return pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:
        try:
            return pickle.dumps((False, error.with_traceback(None)))
        except Exception:  # an error that holds what can't be sent
            return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _send(pipe: IO[bytes] | None, data: bytes) -> None:
    assert pipe is not None
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes:
    assert pipe is not None
    return _exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
