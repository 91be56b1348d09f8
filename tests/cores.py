"""The processor's cores, and which of them a test has."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

HAS_CORES = sys.platform.startswith("linux")
_EVERY = os.sched_getaffinity(0) if HAS_CORES else set()


def keep_to_one_core() -> None:
    """Give each of the processes that run the tests a core of its own.

    A program that has one core begins no others beside it. Two that begin more than there are cores for wait for
    each other, and each new process loads anew what the old one has loaded.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if HAS_CORES and worker:
        own = sorted(_EVERY)[int(worker.removeprefix("gw")) % len(_EVERY)]
        os.sched_setaffinity(0, {own})


@contextlib.contextmanager
def every_core() -> Iterator[None]:
    """Let the programs that are begun within have every core, as they have elsewhere."""
    before = os.sched_getaffinity(0) if HAS_CORES else set()
    if HAS_CORES:
        os.sched_setaffinity(0, _EVERY)
    try:
        yield
    finally:
        if HAS_CORES:
            os.sched_setaffinity(0, before)
