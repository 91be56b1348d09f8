"""What has been found in a file so far, kept within limits, so that no file takes more than its share."""

from __future__ import annotations

import time
from collections.abc import Sequence

from disclosurelog.model.documents import Document, Grid, Passage, Trace

MOST_BYTES = 100 * 2**20
"""The largest file that is looked into."""
MOST_UNPACKED = 600 * 2**20
"""Bytes that all parts of one file may unpack to."""
MOST_OF_A_PART = 64 * 2**20
"""Bytes that one part may unpack to, where the whole of it has to be in memory."""
MOST_TEXT = 30_000_000
"""Characters outside tables."""
MOST_CELLS = 2_500_000
MOST_PASSAGES = 200_000
MOST_TRACES = 500
MOST_DEPTH = 4
"""Files within files within files: an archive, a document in it, a workbook in that, a picture in that."""
SECONDS = 9.0
"""Processor seconds after which a reader stops by itself, and says what it has not looked at."""


class UnreadableError(Exception):
    """A file, or a part of it, cannot be looked into. The text is a sentence for ``Document.problem``.

    It is raised by readers and caught by ``read_document``: nothing outside this package sees it.
    """


class Budget:
    """What all parts of one file may take together: bytes unpacked, characters, cells and time."""

    def __init__(self) -> None:
        self.unpacked = 0
        self.text = 0
        self.cells = 0
        self.passages = 0
        self.end = time.process_time() + SECONDS

    def unpack(self, size: int) -> None:
        """Count ``size`` bytes. Raises ``UnreadableError`` where they are too many."""
        self.unpacked += size
        if self.unpacked > MOST_UNPACKED:
            raise UnreadableError(
                f"What is packed into the file is larger than {MOST_UNPACKED // 2**20} MB. Not all of it was looked at."
            )

    def write(self, size: int) -> None:
        """Count a passage of ``size`` characters. Raises ``UnreadableError`` where there is too much text."""
        self.text += size
        self.passages += 1
        if self.text > MOST_TEXT or self.passages > MOST_PASSAGES:
            raise UnreadableError("The file holds more text than can be looked at, so not all of it was.")

    def fill(self, cells: int) -> None:
        """Count ``cells``. Raises ``UnreadableError`` where they are too many."""
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise UnreadableError(f"The file holds more than {MOST_CELLS:,} cells, so not all of them were looked at.")

    @property
    def spent(self) -> bool:
        """Whether the time is over."""
        return time.process_time() > self.end

    def go_on(self) -> None:
        """Raise ``UnreadableError`` where the time is over."""
        if self.spent:
            raise UnreadableError("The file takes too long to look through, so not all of it was looked at.")


class Gathering:
    """What a reader has found. A file inside a file has a gathering of its own, and the same budget."""

    def __init__(self, budget: Budget | None = None, within: tuple[str, ...] = ()) -> None:
        self.budget = budget or Budget()
        self.within = within
        self.passages: list[Passage] = []
        self.grids: list[Grid] = []
        self.traces: list[Trace] = []
        self.problems: list[str] = []

    def where(self, place: str) -> str:
        """Return the place as the whole file knows it."""
        files = [f"in “{name}”" for name in self.within]
        return ", ".join([*files, place] if place else files)

    def say(self, place: str, text: str) -> None:
        """Keep a passage of text, unless it is blank."""
        if text and not text.isspace():
            self.budget.write(len(text))
            self.passages.append(Passage(plain(self.where(place)), plain(text)))

    def tabulate(self, sheet: str, rows: Sequence[Sequence[str]], first: int = 1, column: int = 0) -> None:
        """Keep a table. ``rows`` begins with the header, and ``first`` is the number of its row."""
        if not rows:
            return
        width = max(len(row) for row in rows)
        self.budget.fill(width * len(rows))
        full = [row if len(row) == width else (*row, *("",) * (width - len(row))) for row in rows]
        columns = tuple(zip(*full[1:], strict=True)) or ((),) * width
        self.grids.append(Grid(self.where(sheet), tuple(full[0]), columns, first + 1, column))

    def trace(self, kind: str, place: str, detail: str = "") -> None:
        """Keep a trace, once for each place."""
        found = Trace(kind, plain(self.where(place)), plain(detail))
        if found in self.traces[-MOST_TRACES:]:
            return
        if len(self.traces) >= MOST_TRACES:
            self.fail("More is hidden in the file than can be listed.")
            return
        self.traces.append(found)

    def fail(self, problem: str) -> None:
        """Say that something could not be looked into."""
        stated = f"{self.where('')}: {problem}".removeprefix(": ") if self.within else problem
        if stated not in self.problems and len(self.problems) < 20:
            self.problems.append(plain(stated[:1].upper() + stated[1:]))

    def inside(self, name: str) -> Gathering:
        """Return a gathering for a file inside this one. Raises ``UnreadableError`` where they lie too deep."""
        if len(self.within) >= MOST_DEPTH:
            raise UnreadableError("Files lie within files too deep to be looked into.")
        return Gathering(self.budget, (*self.within, short(name)))

    def take(self, other: Gathering) -> None:
        """Add what was found in a file inside this one."""
        self.passages += other.passages
        self.grids += other.grids
        for trace in other.traces[: MOST_TRACES - len(self.traces)]:
            self.traces.append(trace)
        self.problems += [problem for problem in other.problems if problem not in self.problems]

    def document(self, kind: str) -> Document:
        """Return what was found as it is handed on."""
        return Document(kind, tuple(self.passages), tuple(self.grids), tuple(self.traces), " ".join(self.problems))


def plain(text: str) -> str:
    """Return a text of a library as text and nothing else: it may be of a class that carries a whole file with it."""
    return text if type(text) is str else str.__str__(text)


def short(name: str, most: int = 60) -> str:
    """Return a name fit for a message: on one line, no control characters, not too long."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"


def listed(items: Sequence[str], most: int = 8) -> str:
    """Return ``C14, D2 and 10 more``."""
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most:,} more"
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``1 comment`` or ``2 comments``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return runs of whole numbers: ``[1, 2, 3, 7]`` is ``[(1, 3), (7, 7)]``."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
