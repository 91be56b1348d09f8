"""Do a piece of work in a process of its own, beside what goes on here, where the system can fork.

Elsewhere (Windows, macOS) the work is done here when its result is asked for: slower, with the same result.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, TypeVar

from disclosurelog.model.errors import SiteError

Result = TypeVar("Result")

CORES = len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1
"""How many pieces of work are done at once."""

_SET_DEATH_SIGNAL = 1
_STOPS = (signal.SIGINT, signal.SIGTERM)
_TURN = 2
"""Bytes of a number. A pipe takes 65,536 bytes before it must be read, and often no more."""


class Aside(Generic[Result]):
    """A piece of work that was begun. What it returns, or raises, comes from ``result``.

    It sees everything as it was when it was begun, and what it changes is seen by nobody else. If this
    process dies, it does too.
    """

    def __init__(self, work: Callable[[], Result], *, fork: bool = True) -> None:
        self._work = work
        self._process: multiprocessing.process.BaseProcess | None = None
        if fork and CORES > 1:
            context = multiprocessing.get_context("fork")
            self._receiver, sender = context.Pipe(duplex=False)
            self._process = context.Process(target=_do, args=(work, sender, os.getpid()), daemon=False)
            with warnings.catch_warnings(), _uninterrupted():
                # NumPy keeps idle threads, which are not needed after the fork.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process.start()
            sender.close()

    def __enter__(self) -> Aside[Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def result(self) -> Result:
        """Return what the work returns, waiting for it, or raise what it raised."""
        if self._process is None:
            return self._work()
        try:
            done, value = self._receiver.recv()
        except EOFError as error:
            raise SiteError("A part of the build was ended from outside.") from error
        finally:
            self._process.kill()  # and not waited for: its memory is given back while the result is used
        if not done:
            raise value
        result: Result = value
        return result

    def stop(self) -> None:
        """End the work, whether it is done or not."""
        if self._process is not None:
            with contextlib.suppress(OSError, ValueError):
                self._receiver.close()
            if self._process.is_alive():
                self._process.kill()
            self._process.join()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl and C waiting while a process is begun: in the middle of that it would be lost."""
    if threading.current_thread() is not threading.main_thread():
        yield  # which is never interrupted
        return
    came: list[int] = []
    before = {stop: signal.signal(stop, lambda number, frame: came.append(number)) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
        for number in came:
            signal.raise_signal(number)


def _do(work: Callable[[], object], sender: Connection, parent: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl and C is for the process that is waited for
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        outcome: tuple[bool, object] = (True, work())
    except Exception as error:  # handed over, to be raised where the result is asked for
        outcome = (False, error)
    with contextlib.suppress(OSError):
        sender.send(outcome)


class Turns:
    """The numbers from 0 to ``count``, each handed out once, to whichever process asks next."""

    def __init__(self, count: int) -> None:
        # A pipe that all processes read from: the system gives each number to one of them.
        self._source, filled = os.pipe()
        os.write(filled, b"".join(number.to_bytes(_TURN, "little") for number in range(count)))
        os.close(filled)

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._source, _TURN):
            yield int.from_bytes(taken, "little")

    def __enter__(self) -> Turns:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._source)


class Crew(Generic[Result]):
    """The same work begun in several processes, which share it by taking turns; this one joins when it is free."""

    def __init__(self, work: Callable[[], Result], size: int) -> None:
        self._work = work
        self._others = [Aside(work) for _ in range(size - 1)]

    def __enter__(self) -> Crew[Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for other in self._others:
            other.stop()

    def results(self) -> Iterator[Result]:
        """Do here what is left of the work, and yield what each process made of its part."""
        yield self._work()
        for other in self._others:
            yield other.result()


def share_out(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Return the result of each piece of work, in order: the first is done here, the others beside it."""
    first, *others = works
    with contextlib.ExitStack() as stack:
        begun = [stack.enter_context(Aside(work)) for work in others]
        return [first(), *(aside.result() for aside in begun)]
