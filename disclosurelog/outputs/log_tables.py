"""The log as tables: disclosures, questions, releases and changes, with the licence that applies on each row.

A selection is a part of the log in a folder of its own: all of it in ``/data/``, one authority's in
``/data/authority/<log>/`` where there are several, and what was answered in a year in ``/data/year/<year>/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Change, Disclosure
from disclosurelog.model.licences import Claim, LicenceNotice
from disclosurelog.model.standard import ADDED_COLUMNS, TABLES, TableStandard
from disclosurelog.outputs.csv_bytes import csv_bytes
from disclosurelog.outputs.facets import FACETS, values_of
from disclosurelog.outputs.sheets import About, Sheet
from disclosurelog.outputs.twins import cell_of, released_path

_BOOLEAN = {"": None, "yes": True, "no": False}

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the log: the folder it is in, what it is called, and what is in it."""

    folder: str
    name: str
    title: str
    disclosures: tuple[Disclosure, ...]
    changes: tuple[tuple[str, Change], ...]
    """With the name of the log that each is of."""
    log: str = ""


def selections_of(catalogue: Catalogue) -> tuple[Selection, ...]:
    """Return the whole log, then each authority's part of it where there are several, then each year's."""
    ledger = tuple((log.authority.name, change) for log in catalogue.logs for change in log.changes)
    only = next(iter(catalogue.authorities)) if len(catalogue.authorities) == 1 else ""
    found = [Selection("data/", "disclosure-log", "The whole log", catalogue.disclosures, ledger, only)]
    for name, authority in catalogue.authorities.items() if not only else ():
        theirs = tuple(disclosure for disclosure in catalogue.disclosures if disclosure.log == name)
        changes = tuple(line for line in ledger if line[0] == name)
        title = f"The log of {authority.title}"
        found.append(Selection(f"data/authority/{name}/", name, title, theirs, changes, name))
    year = next(facet for facet in FACETS if facet.name == "year")
    for value in values_of(year, catalogue):
        there = {(disclosure.log, disclosure.reference) for disclosure in value.disclosures}
        changes = tuple(line for line in ledger if (line[0], line[1].reference) in there)
        stated = value.slug.isdigit()
        title = f"Answered in {value.label}" if stated else "Answered in a year that is not stated"
        name = f"disclosures-{value.slug}"
        found.append(Selection(f"data/year/{value.slug}/", name, title, value.disclosures, changes))
    return tuple(found)


class LogTables:
    """Makes the tables of a catalogue. A disclosure's rows are made once, whatever selections it is in."""

    def __init__(self, catalogue: Catalogue, standard: Mapping[str, TableStandard], site_url: str) -> None:
        self._catalogue = catalogue
        self.standard = standard
        self._site_url = site_url
        self._made: dict[tuple[str, str], list[Row]] = {}
        self._makers: Mapping[str, Callable[[Disclosure], list[Row]]] = {
            "disclosures": self._disclosure_rows,
            "questions": self._question_rows,
            "releases": self._release_rows,
        }

    @cached_property
    def _own(self) -> Mapping[str, tuple[str, ...]]:
        """The authorities' own columns of each table."""
        items: Mapping[str, Iterable[Any]] = {
            "disclosures": self._catalogue.disclosures,
            "questions": (q for d in self._catalogue.disclosures for q in d.questions),
            "releases": (r for d in self._catalogue.disclosures for r in d.releases),
            "changes": (change for _, change in self._catalogue.changes()),
        }
        return {
            kind: tuple(dict.fromkeys(name for item in found for name, _ in item.extra))
            for kind, found in items.items()
        }

    def schema(self, kind: str) -> dict[str, Any]:
        """Return the Table Schema of a table as it is published."""
        fields = [dict(f.descriptor) for f in self.standard[kind].fields if f.name != "licence"]
        fields += [{"name": name, "type": "string"} for name in self._own[kind]]
        for name, title, description in ADDED_COLUMNS[kind]:
            fields.append({"name": name, "type": "string", "title": title, "description": description})
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if kind == "disclosures":
            schema["primaryKey"] = ["authority", "reference"]
        elif kind != "changes":
            reference = {"resource": "disclosures", "fields": ["authority", "reference"]}
            schema["foreignKeys"] = [{"fields": ["authority", "reference"], "reference": reference}]
        return schema

    def rows(self, selection: Selection, kind: str) -> list[Row]:
        """Return the rows of one of the standard's tables, the newest first."""
        if kind == "changes":
            return [self._change_row(log, change) for log, change in selection.changes]
        made, make = self._made, self._makers[kind]
        rows: list[Row] = []
        for disclosure in selection.disclosures:
            key = (kind, disclosure.path)
            if key not in made:
                made[key] = make(disclosure)
            rows += made[key]
        return rows

    def sheet(self, kind: str, rows: Sequence[Row], about: About, content: bytes) -> Sheet:
        """Return a table with what its cells mean, which is what they say but for yes, no and blanks."""
        fields = self.schema(kind)["fields"]
        columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
        values = [
            _BOOLEAN if field["type"] == "boolean" else {cell: cell or None for cell in dict.fromkeys(cells)}
            for field, cells in zip(fields, columns, strict=True)
        ]
        return Sheet(kind, about, fields, rows, values, content)

    def csv(self, kind: str, rows: Iterable[Row]) -> bytes:
        """Return a table as CSV (RFC 4180)."""
        return csv_bytes([field["name"] for field in self.schema(kind)["fields"]], rows)

    def _cells(self, kind: str, item: Any) -> list[str]:
        extra = dict(item.extra)
        get = self._getters[kind]
        return [*map(cell_of, get(item)), *(extra.get(name, "") for name in self._own[kind])]

    @cached_property
    def _getters(self) -> Mapping[str, Callable[[Any], tuple[object, ...]]]:
        names = {kind: [f.name for f in self.standard[kind].fields if f.name != "licence"] for kind in TABLES}
        return {kind: attrgetter(*of) for kind, of in names.items()}

    def _disclosure_rows(self, disclosure: Disclosure) -> list[Row]:
        cells = self._cells("disclosures", disclosure)
        return [(*cells, disclosure.log, *_terms(disclosure.notice), self._site_url + disclosure.path)]

    def _question_rows(self, disclosure: Disclosure) -> list[Row]:
        terms, page = _terms(disclosure.notice), self._site_url + disclosure.path
        return [
            (*self._cells("questions", question), disclosure.log, *terms, f"{page}#{question.anchor}")
            for question in disclosure.questions
        ]

    def _release_rows(self, disclosure: Disclosure) -> list[Row]:
        rows: list[Row] = []
        for release in disclosure.releases:
            dataset = self._catalogue.dataset_of(disclosure, release)
            file = self._site_url + released_path(disclosure, release) if release.found else ""
            there = self._site_url + dataset.path if dataset else ""
            cells = self._cells("releases", release)
            page = self._site_url + disclosure.path
            rows.append((*cells, disclosure.log, *_terms(release.notice), file, there, page))
        return rows

    def _change_row(self, log: str, change: Change) -> Row:
        path = self._paths.get((log, change.reference), "changes/")
        return (
            *self._cells("changes", change),
            log,
            *_terms(ledger_notice(self._catalogue, log, self._site_url)),
            self._site_url + path,
        )

    @cached_property
    def _paths(self) -> Mapping[tuple[str, str], str]:
        """The page of each disclosure, withdrawn ones too, by its log and its reference."""
        found = {(stone.log, stone.reference): stone.path for stone in self._catalogue.tombstones}
        return found | {(each.log, each.reference): each.path for each in self._catalogue.disclosures}


def ledger_notice(catalogue: Catalogue, log: str, site_url: str) -> LicenceNotice:
    """Return the terms of what an authority says of its changes: those of its words in general."""
    authority = catalogue.authorities[log]
    return catalogue.licences.notice(
        Claim(), authority.policy, authority=authority.title, title="Changes", reference=log,
        url=f"{site_url}changes/", holder="", terms=f"{site_url}licence/",
    )  # fmt: skip


def _terms(notice: LicenceNotice | None) -> Row:
    assert notice is not None
    return (notice.licence.id, notice.url, notice.reason, notice.attribution)
