"""Findings as a person is told them: what is alike is said once, with the rows that it is in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosurelog.model.findings import Finding, Severity
from disclosurelog.publishing.report.results import listed

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BREAK = re.compile("[\t-\r\x85\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])")
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that is wrong and the rows that it is in.

    ``advice`` is what to do about this one, besides what the group says for all. ``marks`` are what is typed to
    allow it, each with its row. ``count`` is how many findings it stands for.
    """

    message: str
    advice: str
    rows: tuple[int, ...]
    marks: tuple[tuple[int | None, str], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """What one check has against one column of one file: its cases in the order of their rows."""

    severity: Severity
    file: str
    code: str
    column: str
    advice: str
    cases: tuple[Case, ...]

    @property
    def count(self) -> int:
        """How many findings it stands for."""
        return sum(case.count for case in self.cases)

    @property
    def rows(self) -> tuple[int, ...]:
        """Every row that it is in, in order."""
        return tuple(sorted({row for case in self.cases for row in case.rows}))


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Return the findings in groups, the worst first, then by file and row."""
    together: dict[tuple[Severity, str, str, str], list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        together[finding.severity, finding.file, finding.code, column_of(finding)].append(finding)
    return [
        _group(severity, visible(file), visible(code), column, alike)
        for (severity, file, code, column), alike in together.items()
    ]


def _group(severity: Severity, file: str, code: str, column: str, alike: Sequence[Finding]) -> Group:
    said: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in alike:
        said[visible(finding.message), visible(finding.advice)].append(finding)
    own, shared = _advice([advice for _, advice in said])
    cases = [
        Case(
            message,
            advice,
            tuple(sorted({finding.row for finding in same if finding.row is not None})),
            tuple(dict.fromkeys((finding.row, finding.allow) for finding in same if finding.allow)),
            len(same),
        )
        for ((message, _), same), advice in zip(said.items(), own, strict=True)
    ]
    return Group(severity, file, code, column, shared, tuple(cases))


def _advice(advices: Sequence[str]) -> tuple[list[str], str]:
    """Return what each advice has of its own and what all of them end in, sentence by sentence."""
    if len(set(advices)) == 1:
        return [""] * len(advices), advices[0]
    split = [_SENTENCE.split(advice) for advice in advices]
    same = 0
    for sentences in zip(*(reversed(each) for each in split), strict=False):
        if len(set(sentences)) > 1:
            break
        same += 1
    shared = split[0][len(split[0]) - same :]
    return [" ".join(each[: len(each) - same]) for each in split], " ".join(shared)


def column_of(finding: Finding) -> str:
    """Return a finding’s column as a spreadsheet shows it, ``column F “date_responded”``, ``""`` without one."""
    name = visible(finding.column or "")
    if not name or name == finding.letter:
        return f"column {name}" if name else ""
    return f"column {finding.letter} “{name}”" if finding.letter else f"column “{name}”"


def rows_in_words(rows: Sequence[int], most: int | None = None) -> str:
    """Return rows in order as ``row 14`` or ``rows 3, 9 to 12 and 40 more``; at most ``most`` steps are named."""
    steps: list[list[int]] = []
    for row in rows:
        if steps and row == steps[-1][-1] + 1:
            steps[-1].append(row)
        else:
            steps.append([row])
    named = steps if most is None else steps[:most]
    left = sum(len(step) for step in steps[len(named) :])
    parts = [part for step in named for part in _step(step)] + ([f"{left:,} more"] if left else [])
    return f"row{'' if len(rows) == 1 else 's'} {listed(parts)}" if rows else ""


def _step(rows: Sequence[int]) -> list[str]:
    return [f"{rows[0]} to {rows[-1]}"] if len(rows) > 2 else [str(row) for row in rows]


def place_of(finding: Finding) -> str:
    """Return where a finding is: ``datasets/x/disclosures.csv, row 14, column F “date_responded”``."""
    row = f"row {finding.row}" if finding.row is not None else ""
    return ", ".join(part for part in (visible(finding.file), row, column_of(finding)) if part)


def visible(text: str) -> str:
    """Return text on one line in which what cannot be seen is named, so that it steers no terminal and no page.

    A line break becomes a space, another control or direction character ``[U+202E]``; what is longer than a
    thousand characters is cut.
    """
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    text = _SURROGATE.sub("\ufffd", text)
    return _UNSEEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", _BREAK.sub(" ", text))


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph. A full stop before a number, as in s. 40, ends none."""
    return _SENTENCE.split(text, maxsplit=1)[0]
