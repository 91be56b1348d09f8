"""From tables to disclosures: each row becomes a frozen value, and rows are joined by their reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Authority, Change, Disclosure, DisclosureLog, Question, Release
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.law import Citation, Law, parse_citation, suggest_citation
from disclosurelog.model.licences import Claim, LicenceBook, LicenceNotice, rights_held, rights_holder
from disclosurelog.model.standard import TableStandard
from disclosurelog.reading.released_files import find_released
from disclosurelog.reading.tables import Table

Row = tuple[Place, dict[str, str]]
Belonging = TypeVar("Belonging", Question, Release, Change)

parse_date = cache(PartialDate.parse)
parse_cached = cache(parse_citation)


def split_list(cell: str) -> tuple[str, ...]:
    """Return the parts of a list cell, which are separated by semicolons, each without blanks around it."""
    return tuple(part for part in (part.strip() for part in cell.split(";")) if part) if cell else ()


def yes_or_no(cell: str) -> bool | None:
    """Return the truth that a yes-or-no cell states, ``None`` where it states none."""
    return {"yes": True, "true": True, "no": False, "false": False}.get(cell.strip().lower())


class RecordReader:
    """Turns rows into values and collects what cannot be read on the way."""

    def __init__(self, authority: Authority, standard: Mapping[str, TableStandard], law: Law, folder: Path) -> None:
        self.authority = authority
        self.standard = standard
        self.law = law
        self.folder = folder
        self.findings: list[Finding] = []

    def disclosure(self, place: Place, cells: dict[str, str]) -> Disclosure:
        """Return the disclosure of a row, without its questions, releases and changes."""
        get, when = cells.get, self._dates(place, cells)
        law = get("legislation", "")
        return Disclosure(
            log=self.authority.name,
            reference=get("reference", ""),
            title=get("title", ""),
            date_received=when("date_received"),
            date_clarified=when("date_clarified"),
            date_responded=when("date_responded"),
            extended_to=when("extended_to"),
            legislation=law if law in self.law.legislation else "",
            outcome=get("outcome", "") if get("outcome", "") in self.law.outcomes else "",
            exemptions=self._citations(place, get("exemptions", ""), law),
            withheld=get("withheld", ""),
            public_interest_test=get("public_interest_test", ""),
            department=split_list(get("department", "")),
            topics=split_list(get("topics", "")),
            summary=get("summary", ""),
            request=get("request", ""),
            response=get("response", ""),
            is_dataset=yes_or_no(get("is_dataset", "")),
            third_party_rights=get("third_party_rights", ""),
            licence=get("licence", ""),
            review_requested=when("review_requested"),
            review_responded=when("review_responded"),
            review_outcome=get("review_outcome", ""),
            regulator_reference=get("regulator_reference", ""),
            regulator_outcome=get("regulator_outcome", ""),
            date_published=when("date_published"),
            source_url=get("source_url", ""),
            place=place,
            extra=self._extra("disclosures", cells),
        )

    def question(self, place: Place, cells: dict[str, str], legislation: str) -> Question:
        """Return the question of a row; ``legislation`` is that of its disclosure, for suggestions."""
        get = cells.get
        return Question(
            reference=get("reference", ""),
            number=get("number", ""),
            heading=get("heading", ""),
            question=get("question", ""),
            answer=get("answer", ""),
            outcome=get("outcome", "") if get("outcome", "") in self.law.outcomes else "",
            exemptions=self._citations(place, get("exemptions", ""), legislation),
            place=place,
            extra=self._extra("questions", cells),
        )

    def release(self, place: Place, cells: dict[str, str]) -> Release:
        """Return the release of a row, with what was found of its file."""
        get = cells.get
        release = Release(
            reference=get("reference", ""),
            title=get("title", ""),
            description=get("description", ""),
            file=get("file", ""),
            url=get("url", ""),
            is_dataset=yes_or_no(get("is_dataset", "")),
            third_party_rights=get("third_party_rights", ""),
            licence=get("licence", ""),
            place=place,
            extra=self._extra("releases", cells),
        )
        if not release.file:
            return release
        found = find_released(self.folder, release.file)
        return replace(release, problem=found) if isinstance(found, str) else replace(release, found=found)

    def change(self, place: Place, cells: dict[str, str]) -> Change:
        """Return the change of a row."""
        get, when = cells.get, self._dates(place, cells)
        return Change(
            when("date"), get("reference", ""), get("kind", ""), get("explanation", ""), place,
            self._extra("changes", cells),
        )  # fmt: skip

    def _dates(self, place: Place, cells: dict[str, str]) -> Callable[[str], PartialDate | None]:
        def when(column: str) -> PartialDate | None:
            cell = cells.get(column, "")
            if not cell:
                return None
            found = parse_date(cell)
            if found is None and len(cell) == 10 and cell.replace("-", "").isdigit() and cell[4] == cell[7] == "-":
                message = f"“{cell}” is not a day that exists."
                advice = (
                    "Type the right date as year-month-day. If the day is not known, type the year and month alone."
                )
                self.findings.append(place.finding("date-impossible", Severity.ERROR, message, advice, column))
            return found

        return when

    def _citations(self, place: Place, cell: str, legislation: str) -> tuple[Citation, ...]:
        cited = []
        for part in split_list(cell):
            citation = parse_cached(part)
            if citation is not None:
                cited.append(citation)
                continue
            meant = suggest_citation(part, legislation)
            known = meant is not None and self.law.provision_of(meant) is not None
            advice = f"If {meant} is meant, type exactly that. " if known else ""
            advice += "Type each as law and provision, for example FOIA s.40(2) or EIR reg.12(5)(e)."
            message = f"“{part[:60]}” is not how an exemption or exception is written."
            self.findings.append(place.finding("exemption-form", Severity.ERROR, message, advice, "exemptions"))
        return tuple(dict.fromkeys(cited))

    def _extra(self, kind: str, cells: dict[str, str]) -> tuple[tuple[str, str], ...]:
        names = self.standard[kind].by_name
        if len(cells) <= len(names) and cells.keys() <= names.keys():
            return ()
        return tuple((name, cell) for name, cell in cells.items() if name and name not in names)


def make_log(
    authority: Authority,
    tables: Iterable[Table],
    *,
    place: Place,
    folder: Path,
    standard: Mapping[str, TableStandard],
    law: Law,
) -> tuple[DisclosureLog, list[Finding]]:
    """Return the log that the tables make up, and what could not be read on the way."""
    reader = RecordReader(authority, standard, law, folder)
    rows: dict[str, list[Row]] = defaultdict(list)
    for table in tables:
        rows[table.kind].extend(table.records())
    disclosures = [reader.disclosure(*row) for row in rows["disclosures"]]
    law_of = {d.reference: d.legislation for d in disclosures}
    questions = [reader.question(*row, law_of.get(row[1].get("reference", ""), "")) for row in rows["questions"]]
    releases = [reader.release(*row) for row in rows["releases"]]
    changes = [reader.change(*row) for row in rows["changes"]]
    changes.sort(key=lambda change: (str(change.date or ""), change.place.row or 0))
    questions.sort(key=lambda question: (question.order, question.number))
    asked, let_out, changed = _by_reference(questions), _by_reference(releases), _by_reference(changes)
    joined = tuple(
        replace(
            disclosure,
            questions=tuple(asked.get(disclosure.reference, ())),
            releases=tuple(let_out.get(disclosure.reference, ())),
            changes=tuple(changed.get(disclosure.reference, ())),
        )
        for disclosure in disclosures
    )
    log = DisclosureLog(
        authority=authority,
        place=place,
        disclosures=joined,
        changes=tuple(changes),
        stray_questions=tuple(q for q in questions if q.reference not in law_of),
        stray_releases=tuple(r for r in releases if r.reference not in law_of),
    )
    return log, reader.findings


def _by_reference(values: Iterable[Belonging]) -> dict[str, list[Belonging]]:
    found: dict[str, list[Belonging]] = defaultdict(list)
    for value in values:
        found[value.reference].append(value)
    return found


def decide_licences(log: DisclosureLog, law: Law, licences: LicenceBook, site_url: str) -> DisclosureLog:
    """Return the log with the licence of every answer and of every release decided and put into words."""
    return replace(log, disclosures=tuple(_decided(log.authority, log.disclosures, law, licences, site_url)))


def _decided(
    authority: Authority, disclosures: Iterable[Disclosure], law: Law, licences: LicenceBook, site_url: str
) -> Iterator[Disclosure]:
    for disclosure in disclosures:
        environmental = law.is_environmental(disclosure.legislation)
        url = site_url + disclosure.path

        def notice(item: Disclosure | Release, title: str, environmental: bool | None = environmental,
                   url: str = url) -> LicenceNotice:  # fmt: skip
            claim = Claim(item.licence, rights_held(item.third_party_rights), bool(item.is_dataset), environmental)
            return licences.notice(
                claim, authority.policy, authority=authority.title, title=title, reference=item.reference, url=url,
                holder=rights_holder(item.third_party_rights),
                terms=f"{site_url}licence/",
            )  # fmt: skip

        releases = tuple(replace(release, notice=notice(release, release.title)) for release in disclosure.releases)
        yield replace(disclosure, notice=notice(disclosure, disclosure.title), releases=releases)
