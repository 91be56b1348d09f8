"""What is in a released file: its text, and what a reader of it does not see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and where it stands in the file: ``sheet “Staff”, cell C14``, ``page 3``, ``slide 2, notes``."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file, as its cells are: the names above its columns, and the cells below by column.

    ``first`` is the number that the spreadsheet shows for the first row below the names; ``column`` the number of
    the first column, from 0. ``sheet`` is ``""`` where the file is one table.
    """

    sheet: str
    header: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    first: int = 2
    column: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in a file that is easily overlooked. ``kind`` is from ``data/traces.csv``; ``detail`` says more."""

    kind: str
    where: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A released file as it was read.

    ``problem`` says why it could not be read, or not all of it: nothing else is then known of that part.
    """

    format: str
    passages: tuple[Passage, ...] = ()
    grids: tuple[Grid, ...] = ()
    traces: tuple[Trace, ...] = ()
    problem: str = ""
