"""What the search page needs beside the index of words: facets in columns, and rows to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.gists import GIST_LIMIT, gist_of
from disclosurelog.outputs.json_bytes import json_bytes

ROWS_PER_CHUNK = 20
"""As many as a search shows at once: its results may each be in another file."""


def make_facet_file(catalogue: Catalogue, table: FacetTable) -> OutputFile:
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
        "facets": facets,
        "dates": [
            int(d.date_responded.first.strftime("%Y%m%d")) if d.date_responded else 0 for d in catalogue.disclosures
        ],
        "references": [d.reference for d in catalogue.disclosures],
    }
    return OutputFile("search/facets.json", json_bytes(content))


def make_row_files(catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield ``/search/rows/<n>.json``: what a result shows of each disclosure, twenty to a file."""
    disclosures = catalogue.disclosures
    for start in range(0, len(disclosures), ROWS_PER_CHUNK):
        rows = [_row(catalogue, d) for d in disclosures[start : start + ROWS_PER_CHUNK]]
        yield OutputFile(f"search/rows/{start // ROWS_PER_CHUNK}.json", json_bytes(rows))


def _row(catalogue: Catalogue, disclosure: Disclosure) -> Mapping[str, Any]:
    outcome = catalogue.law.outcomes.get(disclosure.outcome)
    return {
        "path": disclosure.path,
        "title": disclosure.title,
        "text": gist_of(disclosure, GIST_LIMIT),
        "outcome": disclosure.outcome,
        "tone": outcome.tone if outcome else "neutral",
        "date": disclosure.date_responded.words if disclosure.date_responded else "",
        "department": ", ".join(disclosure.department),
        "reference": disclosure.reference,
        "authority": catalogue.authorities[disclosure.log].title,
        "licences": list(dict.fromkeys((n.licence.short_title, n.licence.open) for n in disclosure.notices)),
        "data": disclosure.has_data,
    }
