"""The report as a page: one file that an officer opens by double click and passes on. It asks no host for anything."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

from disclosurelog.model.dates import words_of
from disclosurelog.model.errors import SetUpError
from disclosurelog.model.findings import Severity
from disclosurelog.model.outputs import Made
from disclosurelog.publishing.render import render_alone
from disclosurelog.publishing.report.groups import Case, Group, grouped, rows_in_words, visible
from disclosurelog.publishing.report.reasons import summary_of, why_of
from disclosurelog.publishing.report.results import Result, besides, counts_of, many, verdict_of

MOST_CASES = 4_000
"""Of a page: what is beyond is counted. A page of these has about a megabyte."""

MOST_OF_A_GROUP = 300
_MOST_STEPS = 60
_MARK = '<meta name="generator" content="disclosurelog report">'


@dataclass(frozen=True, slots=True)
class Line:
    """A case as the page shows it: where, what, what to do about this one, and how many findings it is."""

    where: str
    message: str
    advice: str
    count: int


@dataclass(frozen=True, slots=True)
class Block:
    """A group as the page shows it. ``rows`` are what to add to allowances.csv, each with where it belongs."""

    group: Group
    title: str
    where: str
    why: str
    lines: tuple[Line, ...]
    left: int
    rows: tuple[tuple[str, str], ...]


def as_page(result: Result, folder: Path, when: datetime) -> str:
    """Return the report as an HTML page that needs nothing else, on the ``folder`` that was checked ``when`` it was.

    What is alike is said once. Of one kind at most 300 cases are shown, of all 4,000, the worst first; the page
    says how many are not.
    """
    blocks = list(_blocks(grouped(result.findings), when.date().isoformat()))
    style, script = (Made(_asset(name)) for name in ("report.css", "report.js"))
    shown = sum(line.count for block in blocks for line in block.lines)
    values = {
        "style": style,
        "script": script,
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "mark": Made(_MARK),
        "heading": _heading(result),
        "verdict": f"{visible(verdict_of(result))} {besides(result)}".strip(),
        "day": words_of(when.date()),
        "time": when.strftime("%H:%M"),
        "folder": visible(str(folder)),
        "result": result,
        "counts": {severity.value: count for severity, count in counts_of(result.findings).items()},
        "files": _by_file(blocks),
        "checks": sorted({block.group.code for block in blocks}),
        "total": len(result.findings),
        "left": len(result.findings) - shown,
    }
    return render_alone("report/report.html", values)


def _heading(result: Result) -> str:
    counts = counts_of(result.findings)
    if result.stopped:
        worst = next((severity for severity, count in counts.items() if count), Severity.ERROR)
        return f"{many(counts[worst], worst.value)} stop{'s' if counts[worst] == 1 else ''} publication"
    ended = "Published" if result.published else "Checked"
    if result.held:
        return f"{ended}: {many(result.held, 'answer')} kept out"
    return f"{ended}: nothing to put right" if not result.findings else f"{ended}: nothing stands against publishing"


def _blocks(groups: Iterable[Group], day: str) -> Iterator[Block]:
    room = MOST_CASES
    for group in groups:
        cases = group.cases[: min(MOST_OF_A_GROUP, room)]
        room -= len(cases)
        if not cases:
            return
        alone = len(group.cases) == 1
        title = summary_of(group.code) or (group.cases[0].message if alone else group.code)
        where = ", ".join(part for part in (_rows(group.cases[0]) if alone else "", group.column) if part)
        lines = tuple(Line(_rows(case), case.message, case.advice, case.count) for case in cases)
        left = group.count - sum(case.count for case in cases)
        yield Block(group, title, where, why_of(group.code), lines, left, tuple(_allowing(cases, day)))


def _rows(case: Case) -> str:
    return rows_in_words(case.rows, _MOST_STEPS)


def _allowing(cases: Iterable[Case], day: str) -> Iterator[tuple[str, str]]:
    """Yield, for each mark, where it belongs and the row of allowances.csv that waits for a reason and initials."""
    for row, mark in dict.fromkeys(pair for case in cases for pair in case.marks[:MOST_OF_A_GROUP]):
        yield (f"row {row}" if row is not None else "", f"{visible(mark)},,{day},")


def _by_file(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    files: dict[str, list[Block]] = {}
    for block in blocks:
        files.setdefault(block.group.file, []).append(block)
    return list(files.items())


def _asset(name: str) -> str:
    text = (resources.files("disclosurelog") / "templates" / "report" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    """Return the source of a Content-Security-Policy that allows this text alone."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def check_place(path: Path, site: Path) -> None:
    """Raise ``SetUpError`` where a report cannot be put, or must not: in the site, or over a file of another kind."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise SetUpError(f"The report is a page: give it a name that ends in .html, not “{path.name}”.")
    whole = path.resolve()
    if whole.is_relative_to(site.resolve()):
        raise SetUpError("The report may hold what is not to be published: do not put it in the folder of the site.")
    if not whole.parent.is_dir():
        raise SetUpError(f"There is no folder “{path.parent}” to put the report in.")
    if whole.exists() and not _is_report(whole):
        raise SetUpError(f"“{path}” is there already and is no report. Choose another name.")


def _is_report(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as handle:
        return _MARK.encode() in handle.read(2_000)


def write_page(path: Path, text: str) -> None:
    """Put the page in place in one step, so that whoever opens it never finds half of it. Raises ``OSError``."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        half.write_text(text, encoding="utf-8", newline="\n")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
