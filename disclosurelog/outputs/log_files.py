"""The downloads of the log, and its description for catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.licences import LicenceNotice, Rule
from disclosurelog.model.standard import TABLES, TableStandard
from disclosurelog.outputs.data_packages import PackageFacts
from disclosurelog.outputs.distributions import Described, Distribution
from disclosurelog.outputs.downloads import Offer, TableDownload, Write, write_downloads
from disclosurelog.outputs.log_tables import LogTables, Selection
from disclosurelog.outputs.sheets import About
from disclosurelog.outputs.terms import PER_ROW
from disclosurelog.reading.store import Store


@dataclass(frozen=True, slots=True)
class OnOffer:
    """Everything that a site has for download: the parts of the log, and each offer by the folder or page it is at."""

    catalogue: Catalogue
    selections: Sequence[Selection]
    offers: Mapping[str, Offer]
    standard: Mapping[str, TableStandard]
    site_url: str


def write_log_files(
    catalogue: Catalogue, tables: LogTables, selection: Selection, site_url: str, store: Store, write: Write
) -> Offer:
    """Write what can be downloaded of a selection."""
    facts = _facts(catalogue, selection, site_url)
    notice = facts.notices[0] if not facts.terms else None
    parts = []
    for kind in TABLES:
        rows = tables.rows(selection, kind)
        if not rows and kind != "disclosures":
            continue
        standard = tables.standard[kind]
        title = f"{selection.title}: {standard.title.lower()}"
        about = About(title, facts.publisher, facts.url, notice, facts.terms)
        content = tables.csv(kind, rows)
        parts.append(
            TableDownload(
                name=kind,
                title=title,
                description=standard.description,
                about=about,
                schema=tables.schema(kind),
                csv=content,
                rows=len(rows),
                read=partial(tables.sheet, kind, rows, about, content),
            )
        )
    return write_downloads(selection.folder, facts, parts, store, write)


def terms_of_selection(
    catalogue: Catalogue, selection: Selection, site_url: str
) -> tuple[tuple[LicenceNotice, ...], str]:
    """Return the licences that occur in a selection, and the sentence that says where each row's is to be found.

    The sentence is empty where one licence applies to all of it.
    """
    used = {notice.licence.id for disclosure in selection.disclosures for notice in disclosure.notices}
    policies = {catalogue.authorities[log].policy.otherwise for log, _ in selection.changes}
    publisher, url, terms = _publisher(catalogue, selection), site_url + selection.folder, f"{site_url}licence/"

    def notice(licence_id: str, rule: Rule) -> LicenceNotice:
        book = catalogue.licences
        return book.of_all(licence_id, rule, authority=publisher, title=selection.title, url=url, terms=terms)

    order = [licence_id for licence_id in catalogue.licences.licences if licence_id in used | policies]
    notices = tuple(notice(licence_id, Rule.UNIFORM) for licence_id in order)
    if len(notices) == 1:
        return notices, ""
    authority = catalogue.authorities.get(selection.log)
    stated = authority.register_licence if authority else ""
    return notices, " ".join([PER_ROW, *([notice(stated, Rule.REGISTER).reason] if stated else [])])


def _publisher(catalogue: Catalogue, selection: Selection) -> str:
    """Return who publishes a selection: its authority, or all of them."""
    authority = catalogue.authorities.get(selection.log)
    return authority.title if authority else " and ".join(_titles(catalogue, selection))


def _titles(catalogue: Catalogue, selection: Selection) -> Iterable[str]:
    there = {disclosure.log for disclosure in selection.disclosures} | {log for log, _ in selection.changes}
    return [authority.title for name, authority in catalogue.authorities.items() if name in there]


def _facts(catalogue: Catalogue, selection: Selection, site_url: str) -> PackageFacts:
    notices, terms = terms_of_selection(catalogue, selection, site_url)
    return PackageFacts(
        name=selection.name,
        title=selection.title,
        description=description_of_selection(catalogue, selection),
        publisher=_publisher(catalogue, selection),
        url=site_url + selection.folder,
        notices=notices,
        terms=terms,
        updated=_newest(selection),
    )


def description_of_selection(catalogue: Catalogue, selection: Selection) -> str:
    """Return what a selection is, in a sentence or two."""
    count = len(selection.disclosures)
    whose = ", ".join(_titles(catalogue, selection))
    answers = f"{count:,} {'answer' if count == 1 else 'answers'} to requests for information"
    sentence = f"{answers} made to {whose}, with their questions, the files that were released, and what was changed."
    demonstrations = [a.demonstration for a in catalogue.authorities.values() if a.demonstration and a.title in whose]
    return " ".join([sentence, *demonstrations])


def _newest(selection: Selection) -> PartialDate | None:
    """Return the last full day on which something in a selection changed, if any is known."""
    days = [each.modified for each in selection.disclosures]
    days += [str(change.date) for _, change in selection.changes if change.date and change.date.full]
    return PartialDate.parse(max(days, default=""))


def describe_log(
    catalogue: Catalogue, selection: Selection, distributions: tuple[Distribution, ...], standard: TableStandard
) -> Described:
    """Return a selection as catalogues describe it: the log of one authority."""
    authority = catalogue.authorities[selection.log]
    years = sorted(int(each.year) for each in selection.disclosures if each.year)
    period = (PartialDate(years[0]), PartialDate(years[-1])) if years else (None, None)
    title = f"{authority.title}: disclosure log"
    return Described(
        path=selection.folder,
        identifier=authority.name,
        title=title,
        description=description_of_selection(catalogue, selection),
        publisher=authority.title,
        publisher_url=authority.website,
        contact_email=authority.requests.email or authority.policy.contact,
        contact_url=authority.requests.website or authority.website,
        keywords=("freedom of information", "disclosure log", "requests for information"),
        issued=None,
        modified=_newest(selection),
        frequency="",
        period=period,
        source="",
        demonstration=bool(authority.demonstration),
        distributions=distributions,
        columns=tuple((field.title, field.description) for field in standard.fields),
    )
