"""Run a program and see how long it takes, how much memory, and what it wrote.

Memory is read from ``/proc`` ten times a second, the program's own and that of every process it starts. Elsewhere
than on Linux it is not known. What processes share is divided between them (the proportional set size).
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1
PAGES = "disclosures/*--*/index.html"
"""The pages of disclosures: the folder of each is the log’s name, two hyphens and the reference."""


class ProgramError(Exception):
    """A program that is measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Run:
    """How long a program ran, in seconds, and its peaks of memory in bytes, 0 where they are not known.

    ``tree`` is the greatest sum over all its processes at one moment, ``main`` the most of the program
    itself, ``child`` the most of any one process that it started.
    """

    seconds: float
    tree: int
    main: int
    child: int


@dataclass(frozen=True, slots=True)
class Output:
    """What a site consists of. Sizes are in bytes, as the files are on disk and not compressed.

    ``index`` is what a search for words needs: our files, or the one file of MkDocs’ search.
    """

    files: int
    size: int
    pages: int
    page_size: int
    largest_page: int
    index: int

    @property
    def mean_page(self) -> float:
        """The mean size of a disclosure’s page."""
        return self.page_size / self.pages if self.pages else 0.0


class _Sampler(threading.Thread):
    """Watches a process and all that come from it, until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._done = threading.Event()
        self.tree = self.main = self.child = 0

    def run(self) -> None:
        """Read the memory of each process, again and again."""
        while not self._done.wait(INTERVAL):
            sizes = {pid: self._share(pid) for pid in self._family(self._pid)}
            self.tree = max(self.tree, sum(sizes.values()))
            self.main = max(self.main, sizes.pop(self._pid, 0))
            self.child = max(self.child, *sizes.values(), 0, 0)

    def stop(self) -> None:
        """Stop watching."""
        self._done.set()
        self.join()

    def _family(self, pid: int) -> list[int]:
        found = [pid]
        for member in found:
            try:
                for thread in os.listdir(f"/proc/{member}/task"):  # noqa: PTH208 - ten times a second
                    with open(f"/proc/{member}/task/{thread}/children", encoding="ascii") as file:  # noqa: PTH123
                        found += [int(child) for child in file.read().split()]
            except OSError:
                continue  # it has ended meanwhile, or this is not Linux
        return found

    def _share(self, pid: int) -> int:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:  # noqa: PTH123
                return next(int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:"))
        except (OSError, StopIteration):
            return 0


def run(command: Sequence[str], folder: Path, log: Path, *, watched: bool = False, **environment: str) -> Run:
    """Run ``command`` in ``folder`` to its end; what it says goes to ``log``. Raises ``ProgramError`` if it fails.

    Its memory is looked at only where it is ``watched``, which makes it slower.
    """
    if hasattr(os, "sync"):
        os.sync()  # what was written before is not to be waited for now
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=subprocess.STDOUT
        )
        sampler = _Sampler(process.pid)
        if watched:
            sampler.start()
        try:
            code = process.wait()
            seconds = time.perf_counter() - started
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            if watched:
                sampler.stop()
    if code:
        raise ProgramError(f"{Path(command[0]).name} ended with {code}:\n{log.read_text(encoding='utf-8')[-3000:]}")
    return Run(seconds, sampler.tree, sampler.main, sampler.child)


def measure_output(site: Path) -> Output:
    """Count the files of a site. Raises ``ProgramError`` where it holds no disclosure."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = [path.stat().st_size for path in site.glob(PAGES)]
    if not pages:
        raise ProgramError("The site holds no page of a disclosure.")
    index = sum(size for path, size in sizes.items() if path.startswith(("search/words/", "search/search_index")))
    return Output(len(sizes), sum(sizes.values()), len(pages), sum(pages), max(pages), index)
