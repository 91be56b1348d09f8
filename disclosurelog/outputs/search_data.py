"""What the search page needs: facets in columns, rows to show, and the words of each disclosure to index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosurelog.model.disclosures import Catalogue, Disclosure, Question
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.pages import GIST_LIMIT, gist_of, heading_of, shorten

ROWS_PER_CHUNK = 100
MOST_IN_PERIOD = 750
"""Disclosures indexed together: Pagefind needs about a quarter of a megabyte of memory for each."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a disclosure's words: one question, with the anchor that leads to it."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchText:
    """The words of one disclosure that are worth finding: no notices, no boilerplate."""

    path: str
    title: str
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The disclosures of a period, whose words are indexed together so that a closed one is never indexed again."""

    name: str
    disclosures: tuple[Disclosure, ...]


def periods_of(catalogue: Catalogue) -> tuple[Period, ...]:
    """Return the disclosures in periods of at most ``MOST_IN_PERIOD``, the oldest first.

    A period is filled from the oldest answer on, so that what is added later changes only the last one.
    """
    oldest_first = catalogue.disclosures[::-1]
    starts = range(0, len(oldest_first), MOST_IN_PERIOD)
    return tuple(Period(f"{n}", oldest_first[start : start + MOST_IN_PERIOD]) for n, start in enumerate(starts, 1))


def search_text(disclosure: Disclosure) -> SearchText:
    """Return the words of a disclosure by which it can be found."""
    about = (
        disclosure.reference,
        disclosure.summary,
        disclosure.request,
        disclosure.response,
        disclosure.withheld,
        *(f"{release.title}. {release.description}" for release in disclosure.releases),
        *disclosure.topics,
    )
    sections = tuple(
        Section(
            question.anchor,
            heading_of(question.heading, question.question) or f"Question {question.number}",
            question.answer if _is_heading(question) else f"{question.question}\n{question.answer}",
        )
        for question in disclosure.questions
    )
    return SearchText(disclosure.path, disclosure.title, "\n".join(part for part in about if part), sections)


def _is_heading(question: Question) -> bool:
    """Return whether the question is itself the heading of its part of the page."""
    return not question.heading.strip() and bool(heading_of("", question.question))


def _dumps(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def make_facet_file(catalogue: Catalogue, table: FacetTable, periods: Sequence[Period]) -> OutputFile:
    """Return ``/search/facets.json``: for each facet its values and, per disclosure, which it has.

    Rows are the catalogue's disclosures, newest first. A facet's ``rows`` holds a number where a row has one
    value, a list where it has several, ``-1`` where it has none. ``dates`` are days as ``YYYYMMDD``, the
    first day that a partial date can mean, 0 where there is none.
    """
    order = {disclosure.path: row for row, disclosure in enumerate(catalogue.disclosures)}
    facets = []
    for facet, values in table.facets:
        of_row: list[list[int]] = [[] for _ in catalogue.disclosures]
        for index, value in enumerate(values):
            for disclosure in value.disclosures:
                of_row[order[disclosure.path]].append(index)
        facets.append(
            {
                "name": facet.name,
                "title": facet.title,
                "values": [[value.slug, value.label] for value in values],
                "rows": [found[0] if len(found) == 1 else found or -1 for found in of_row],
            }
        )
    content = {
        "count": len(catalogue.disclosures),
        "chunk": ROWS_PER_CHUNK,
        "facets": facets,
        "dates": [
            int(d.date_responded.first.strftime("%Y%m%d")) if d.date_responded else 0 for d in catalogue.disclosures
        ],
        "references": [d.reference for d in catalogue.disclosures],
        "periods": [period.name for period in periods],
    }
    return OutputFile("search/facets.json", _dumps(content))


def make_row_files(catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield ``/search/rows/<n>.json``: what a result shows of each disclosure, a hundred to a file."""
    disclosures = catalogue.disclosures
    for start in range(0, len(disclosures), ROWS_PER_CHUNK):
        rows = [_row(catalogue, d) for d in disclosures[start : start + ROWS_PER_CHUNK]]
        yield OutputFile(f"search/rows/{start // ROWS_PER_CHUNK}.json", _dumps(rows))


def _row(catalogue: Catalogue, disclosure: Disclosure) -> Mapping[str, Any]:
    outcome = catalogue.law.outcomes.get(disclosure.outcome)
    return {
        "path": disclosure.path,
        "title": disclosure.title,
        "text": shorten(gist_of(disclosure), GIST_LIMIT),
        "outcome": disclosure.outcome,
        "tone": outcome.tone if outcome else "neutral",
        "date": disclosure.date_responded.words if disclosure.date_responded else "",
        "department": ", ".join(disclosure.department),
        "reference": disclosure.reference,
        "authority": catalogue.authorities[disclosure.log].title,
        "licences": list(dict.fromkeys(notice.licence.short_title for notice in disclosure.notices)),
        "data": disclosure.has_data,
    }
