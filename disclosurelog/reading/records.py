"""From tables to disclosures: each row becomes a frozen value, and rows are joined by their reference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from disclosurelog.model.addresses import slug_of
from disclosurelog.model.authorities import Authority
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Change, Disclosure, DisclosureLog, Question, Release, ReleasedFile
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.law import Citation, Law, parse_citation
from disclosurelog.model.licences import Claim, LicenceBook, LicenceNotice, rights_held, rights_holder
from disclosurelog.model.standard import TableStandard
from disclosurelog.reading.released_files import find_released
from disclosurelog.reading.tables import Table

Belonging = TypeVar("Belonging", Question, Release, Change)

_A_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")

parse_date = cache(PartialDate.parse)
parse_cached = cache(parse_citation)


@cache
def split_list(cell: str) -> tuple[str, ...]:
    """Return the parts of a list cell, which are separated by semicolons, each without blanks around it."""
    return tuple(part for part in (part.strip() for part in cell.split(";")) if part) if cell else ()


def yes_or_no(cell: str) -> bool | None:
    """Return the truth that a yes-or-no cell states, ``None`` where it states none."""
    return {"yes": True, "true": True, "no": False, "false": False}.get(cell.strip().lower())


class Row(dict[str, str]):
    """A row of a table of the standard: its cells by column. A column that the table does not have is blank.

    ``own`` are the columns that are the log's own.
    """

    __slots__ = ("own", "place")

    def __init__(self, place: Place, cells: Mapping[str, str], own: tuple[str, ...]) -> None:
        super().__init__(cells)
        self.place = place
        self.own = own

    def __missing__(self, column: str) -> str:
        return ""

    @property
    def extra(self) -> tuple[tuple[str, str], ...]:
        """The cells of the log's own columns."""
        return tuple((name, self[name]) for name in self.own) if self.own else ()


@dataclass(frozen=True)
class RecordReader:
    """Turns the rows of one log into values, and collects what cannot be read on the way."""

    authority: Authority
    law: Law
    licences: LicenceBook
    folder: Path
    site_url: str
    own: frozenset[str] = frozenset()
    """The paths of the log’s own tables, in small letters: as they stand they hold what is kept out of the site."""
    findings: list[Finding] = field(default_factory=list)

    def disclosure(
        self, row: Row, questions: Iterable[Question], releases: Iterable[Release], changes: Iterable[Change]
    ) -> Disclosure:
        """Return the disclosure of a row, with what belongs to it, under the licence that applies."""
        law = row["legislation"]
        is_dataset = yes_or_no(row["is_dataset"])
        return Disclosure(
            log=self.authority.name,
            reference=row["reference"],
            title=row["title"],
            date_received=self._date(row, "date_received"),
            date_clarified=self._date(row, "date_clarified"),
            date_responded=self._date(row, "date_responded"),
            extended_to=self._date(row, "extended_to"),
            legislation=law if law in self.law.legislation else "",
            outcome=self._outcome(row),
            exemptions=self._citations(row, law),
            withheld=row["withheld"],
            public_interest_test=row["public_interest_test"],
            department=split_list(row["department"]),
            topics=split_list(row["topics"]),
            summary=row["summary"],
            request=row["request"],
            response=row["response"],
            is_dataset=is_dataset,
            third_party_rights=row["third_party_rights"],
            licence=row["licence"],
            review_requested=self._date(row, "review_requested"),
            review_responded=self._date(row, "review_responded"),
            review_outcome=row["review_outcome"],
            regulator_reference=row["regulator_reference"],
            regulator_outcome=row["regulator_outcome"],
            date_published=self._date(row, "date_published"),
            source_url=row["source_url"],
            place=row.place,
            extra=row.extra,
            questions=tuple(questions),
            releases=tuple(releases),
            changes=tuple(changes),
            notice=self._notice(row, law, is_dataset=is_dataset),
        )

    def question(self, row: Row, legislation: str) -> Question:
        """Return the question of a row; ``legislation`` is that of its disclosure."""
        return Question(
            reference=row["reference"],
            number=row["number"],
            heading=row["heading"],
            question=row["question"],
            answer=row["answer"],
            outcome=self._outcome(row),
            exemptions=self._citations(row, legislation),
            place=row.place,
            extra=row.extra,
        )

    def release(self, row: Row, legislation: str) -> Release:
        """Return the release of a row, with what was found of its file; ``legislation`` is its disclosure's."""
        found = find_released(self.folder, row["file"]) if row["file"] else None
        if isinstance(found, ReleasedFile) and found.source.lower() in self.own:
            found = f"“{row['file']}” is a table of the log itself, with whatever in it is not published."
        is_dataset = yes_or_no(row["is_dataset"])
        return Release(
            reference=row["reference"],
            title=row["title"],
            description=row["description"],
            file=row["file"],
            url=row["url"],
            is_dataset=is_dataset,
            third_party_rights=row["third_party_rights"],
            licence=row["licence"],
            place=row.place,
            extra=row.extra,
            found=None if isinstance(found, str) else found,
            problem=found if isinstance(found, str) else "",
            notice=self._notice(row, legislation, is_dataset=is_dataset),
        )

    def change(self, row: Row) -> Change:
        """Return the change of a row."""
        when = self._date(row, "date")
        return Change(when, row["reference"], row["kind"], row["explanation"], row.place, row.extra)

    def _outcome(self, row: Row) -> str:
        return row["outcome"] if row["outcome"] in self.law.outcomes else ""

    def _notice(self, row: Row, legislation: str, *, is_dataset: bool | None) -> LicenceNotice:
        rights = row["third_party_rights"]
        environmental = self.law.is_environmental(legislation)
        return self.licences.notice(
            Claim(row["licence"], rights_held(rights), bool(is_dataset), environmental),
            self.authority.policy,
            authority=self.authority.title,
            title=row["title"],
            reference=row["reference"],
            url=f"{self.site_url}disclosures/{slug_of(self.authority.name, row['reference'])}/",
            holder=rights_holder(rights),
            terms=f"{self.site_url}licence/",
        )

    def _date(self, row: Row, column: str) -> PartialDate | None:
        cell = row[column]
        if not cell:
            return None
        found = parse_date(cell)
        if found is None and _A_DAY.fullmatch(cell):
            message = f"“{cell}” is not a day that exists."
            advice = "Type the right date as year-month-day. If the day is not known, type the year and month alone."
            self.findings.append(row.place.finding("date-impossible", Severity.ERROR, message, advice, column))
        return found

    def _citations(self, row: Row, legislation: str) -> tuple[Citation, ...]:
        cell = row["exemptions"]
        if not cell:
            return ()
        cited = [parse_cached(part) for part in split_list(cell)]
        if None in cited:
            message = f"“{cell[:60]}” is not how an exemption or exception is written."
            advice = self.law.advice_on(cell, legislation)
            self.findings.append(row.place.finding("exemption-form", Severity.ERROR, message, advice, "exemptions"))
        return tuple(dict.fromkeys(citation for citation in cited if citation is not None))


def make_log(
    reader: RecordReader, tables: Iterable[Table], *, place: Place, standard: Mapping[str, TableStandard]
) -> DisclosureLog:
    """Return the log that the tables make up. What could not be read on the way is in ``reader.findings``."""
    rows = _rows_of(tables, standard)
    law_of = {row["reference"]: row["legislation"] for row in rows["disclosures"]}
    questions = [reader.question(row, law_of.get(row["reference"], "")) for row in rows["questions"]]
    releases = [reader.release(row, law_of.get(row["reference"], "")) for row in rows["releases"]]
    changes = [reader.change(row) for row in rows["changes"]]
    changes.sort(key=lambda change: (str(change.date or ""), change.place.row or 0))
    questions.sort(key=lambda question: (question.order, question.number))
    asked, let_out, changed = _by_reference(questions), _by_reference(releases), _by_reference(changes)
    return DisclosureLog(
        authority=reader.authority,
        place=place,
        disclosures=tuple(
            reader.disclosure(row, asked(row["reference"]), let_out(row["reference"]), changed(row["reference"]))
            for row in rows["disclosures"]
        ),
        changes=tuple(changes),
        stray_questions=tuple(q for q in questions if q.reference not in law_of),
        stray_releases=tuple(r for r in releases if r.reference not in law_of),
    )


def _rows_of(tables: Iterable[Table], standard: Mapping[str, TableStandard]) -> Mapping[str, list[Row]]:
    """Return the rows of each kind of table."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for table in tables:
        own = tuple(name for name in table.columns if name and name not in standard[table.kind].by_name)
        rows[table.kind].extend(Row(place, cells, own) for place, cells in table.records())
    return rows


def _by_reference(values: Iterable[Belonging]) -> Callable[[str], list[Belonging]]:
    """Return a way to find the values that belong to a reference."""
    found: dict[str, list[Belonging]] = defaultdict(list)
    for value in values:
        found[value.reference].append(value)
    return lambda reference: found.get(reference, [])
