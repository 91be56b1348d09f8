"""The report for a person at a terminal: at most a screenful, unless all of it is asked for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosurelog.model.findings import Severity
from disclosurelog.publishing.report.groups import Case, Group, first_sentence, grouped, rows_in_words
from disclosurelog.publishing.report.reasons import why_of
from disclosurelog.publishing.report.results import Result, besides, listed, many, verdict_of

WIDTH = 100
LINES = 40
_FEWEST_LINES = 12
_ENDING = 5
"""Lines that are kept for how the run ended, and how to see the rest."""

_MOST_CASES = 3
_MOST_STEPS = 8
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTICE: "1;36"}
_ALLOWING = (
    "What can be right as it is can be allowed: add a row to “allowances.csv” beside the log, with the columns "
    "finding, reason, date, initials. Under “finding” goes the mark given after “To allow”."
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What the report is written on: its width, its height (``None`` for all there is), and whether it has colours."""

    width: int = WIDTH
    lines: int | None = LINES
    colour: bool = False

    def wrapped(self, text: str, indent: int = 0, hanging: int = 0) -> list[str]:
        """Return the text as lines; words longer than a line, such as paths, stay whole."""
        return textwrap.wrap(
            text,
            max(self.width, 30),
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )

    def bold(self, text: str, style: str = "1") -> str:
        """Return the text in bold or in another style, as it is on paper without colours."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour else text


def as_text(result: Result, paper: Paper = Paper()) -> str:
    """Return the report: the findings by file, the worst first, then how the run ended.

    On a page of so many lines the worst are chosen, then shown by file; where all is asked for each file is whole.
    """
    ending = [line for part in (verdict_of(result), besides(result)) for line in paper.wrapped(part)]
    return "\n".join([*findings_as_text(result, paper), *ending])


def findings_as_text(result: Result, paper: Paper = Paper()) -> list[str]:
    """Return the lines that tell the findings, and how to see what is not told; each part ends in a blank line."""
    groups = grouped(result.findings)
    told: list[list[str]] = []
    files: set[str] = set()
    said: set[str] = set()
    room = None if paper.lines is None else max(paper.lines, _FEWEST_LINES) - _ENDING
    for group in groups:
        reason = group.code if room is not None else f"{group.file}:{group.code}"
        lines = _lines_of(group, paper, with_why=reason not in said)
        if room is not None:
            room -= len(lines) + (0 if group.file in files else 2)
            if told and room < 0:
                break
        said.add(reason)
        files.add(group.file)
        told.append(lines)
    return [*_by_file(groups, told, paper), *_rest(groups, len(told), paper)]


def _by_file(groups: Sequence[Group], told: Sequence[list[str]], paper: Paper) -> Iterator[str]:
    """Yield what is told of the first groups, file by file in the order of what is worst in each."""
    of_file: dict[str, list[Group]] = {}
    for group in groups:
        of_file.setdefault(group.file, []).append(group)
    lines: dict[str, list[str]] = {}
    for group, its in zip(groups, told, strict=False):
        lines.setdefault(group.file, []).extend(its)
    for file, its in lines.items():
        yield from (f"{paper.bold(file)}: {_counts(of_file[file])}", "")
        yield from its


def _counts(groups: Iterable[Group]) -> str:
    counts = dict.fromkeys(Severity, 0)
    for group in groups:
        counts[group.severity] += group.count
    return listed([many(count, severity.value) for severity, count in counts.items() if count])


def _rest(groups: Sequence[Group], told: int, paper: Paper) -> list[str]:
    """Return how to see what is not told, and how to allow what may be right."""
    allowing = any(case.marks for group in groups for case in group.cases)
    if paper.lines is None:
        return [*paper.wrapped(_ALLOWING), ""] if allowing else []
    lines = []
    if told < len(groups):
        left = _counts(groups[told:])
        lines += paper.wrapped(
            f"Not shown here: {left}. Add --all to see everything, or --report report.html for a page to filter."
        )
    if allowing:
        lines += paper.wrapped("What can be right as it is can be allowed: --all and --report say how.")
    return [*lines, ""] if lines else []


def _lines_of(group: Group, paper: Paper, *, with_why: bool) -> list[str]:
    """Return a group as lines, the last of them blank."""
    word = group.severity.value.capitalize()
    alone = len(group.cases) == 1
    most = None if paper.lines is None else _MOST_STEPS
    parts = (rows_in_words(group.rows, most), group.column) if alone else (group.column, many(group.count, "time"))
    place = ", ".join(part for part in parts if part)
    first = paper.wrapped(f"{word}: {place}" if place else word, 2, 2)
    lines = [first[0].replace(word, paper.bold(word, _COLOURS[group.severity]), 1), *first[1:]]
    for case in group.cases if paper.lines is None else group.cases[:_MOST_CASES]:
        lines += _case(case, paper, alone=alone)
    unsaid = [] if paper.lines is None else group.cases[_MOST_CASES:]
    if unsaid:
        rows = rows_in_words(sorted({row for case in unsaid for row in case.rows}), most)
        lines += paper.wrapped(f"And {sum(case.count for case in unsaid):,} more" + (f": {rows}" if rows else ""), 4, 2)
    if with_why and (why := first_sentence(why_of(group.code))):
        lines += paper.wrapped(f"Why it matters: {why}", 4, 2)
    if group.advice:
        lines += paper.wrapped(f"What to do: {group.advice}", 4, 2)
    return [*lines, ""]


def _case(case: Case, paper: Paper, *, alone: bool) -> list[str]:
    rows = "" if alone else rows_in_words(case.rows, None if paper.lines is None else _MOST_STEPS)
    said = f"{case.message} {case.advice}".rstrip()
    lines = paper.wrapped(f"{rows[:1].upper()}{rows[1:]}: {said}" if rows else said, 4, 2)
    if paper.lines is None:
        for row, mark in case.marks:
            several = f" (row {row})" if row is not None and len(case.marks) > 1 else ""
            lines += paper.wrapped(f"To allow{several}: {mark}", 6, 2)
    return lines
