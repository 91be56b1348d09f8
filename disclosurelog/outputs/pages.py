"""Every generated page.

``PAGES`` is a plain list: a function for each kind of page. A page is a value; the words are in its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.deadlines import deadline_of
from disclosurelog.model.disclosures import Disclosure, Release
from disclosurelog.model.law import Legislation
from disclosurelog.model.licences import LicenceNotice
from disclosurelog.model.outputs import Alternate, Crumb, Made, OutputFile, Page, feeds_beside
from disclosurelog.model.standard import TableStandard
from disclosurelog.outputs.facets import Facet, FacetTable, FacetValue, provision_named, unused_provisions
from disclosurelog.outputs.gists import DESCRIPTION_LIMIT, describe
from disclosurelog.outputs.paging import leaves
from disclosurelog.outputs.similar import Similar
from disclosurelog.outputs.statistics import Figures, Statistics
from disclosurelog.outputs.statistics_tables import make_statistics_files, notice_of, path_of, tables_of

PER_PAGE = 100

_HOME = Crumb("Home", "")
_ALL = Crumb("Disclosures", "disclosures/")


@dataclass(frozen=True, slots=True)
class Material:
    """What pages are made from."""

    catalogue: Catalogue
    facets: FacetTable
    figures: Figures
    standard: Mapping[str, TableStandard]


PageMaker = Callable[[Material], Iterator[Page]]


@dataclass(frozen=True, slots=True)
class Terms:
    """One set of terms on a page, and what it applies to: the answer, some files, or both."""

    notice: LicenceNotice
    answer: bool
    releases: tuple[Release, ...]


def disclosure_pages(catalogue: Catalogue, similar: Sequence[Similar], rows: range) -> Iterator[Page]:
    """Yield the page of each of the disclosures in the given rows of the catalogue."""
    for row in rows:
        yield _disclosure_page(catalogue, catalogue.disclosures[row], similar[row])


def _disclosure_page(catalogue: Catalogue, disclosure: Disclosure, similar: Similar) -> Page:
    earlier, later = catalogue.neighbours[disclosure.path]
    authority = catalogue.authorities[disclosure.log]
    law = catalogue.law.legislation.get(disclosure.legislation)
    headed = [(question, heading_of(question.heading, question.question)) for question in disclosure.questions]
    contents = [(question.anchor, f"{question.number} {heading}".strip()) for question, heading in headed]
    if disclosure.releases:
        contents.append(("files", "Files released"))
    contents += [("reuse", "May I use this?"), ("review", "Not satisfied?"), ("cite", "Cite this")]
    if similar.here or similar.elsewhere:
        contents.append(("similar", "Similar disclosures"))
    elsewhere = [catalogue.disclosures[row] for row in similar.elsewhere]
    assert disclosure.notice is not None
    return Page(
        path=disclosure.path,
        shell="disclosures/",
        template="disclosure.html",
        title=disclosure.title,
        description=describe(disclosure, authority, DESCRIPTION_LIMIT),
        values={
            "d": disclosure,
            "authority": authority,
            "law": law,
            "deadline": deadline_of(disclosure, catalogue.calendar),
            "terms": terms_of(disclosure),
            "questions": headed,
            "released": [(release, catalogue.dataset_of(disclosure, release)) for release in disclosure.releases],
            "earlier": earlier,
            "later": later,
            "similar": [catalogue.disclosures[row] for row in similar.here],
            "elsewhere": [(found, catalogue.authorities[found.log]) for found in elsewhere],
        },
        crumbs=(_HOME, _ALL, Crumb(disclosure.reference)),
        contents=tuple(contents),
        licence_url=disclosure.notice.url,
        modified=disclosure.modified,
    )


def heading_of(heading: str, question: str) -> str:
    """Return what a question is headed by: its heading, else the question where it is short, else nothing."""
    if heading.strip():
        return heading.strip()
    one_line = " ".join(question.split())
    return one_line if len(one_line) <= 140 else ""


def terms_of(disclosure: Disclosure) -> tuple[Terms, ...]:
    """Return the terms that apply to the answer and to its files, each set once, the answer's first."""
    assert disclosure.notice is not None
    grouped: dict[tuple[str, str], list[Release]] = {}
    notices: dict[tuple[str, str], LicenceNotice] = {}
    answer_key = (disclosure.notice.licence.id, disclosure.notice.reason)
    notices[answer_key] = disclosure.notice
    for release in disclosure.releases:
        assert release.notice is not None
        key = (release.notice.licence.id, release.notice.reason)
        notices.setdefault(key, release.notice)
        grouped.setdefault(key, []).append(release)
    return tuple(Terms(notice, key == answer_key, tuple(grouped.get(key, ()))) for key, notice in notices.items())


def tombstone_pages(material: Material) -> Iterator[Page]:
    """Yield what stays at the address of each withdrawn disclosure."""
    for tombstone in material.catalogue.tombstones:
        yield Page(
            path=tombstone.path,
            shell="disclosures/",
            template="tombstone.html",
            title=f"{tombstone.reference}: withdrawn",
            description="This disclosure was withdrawn.",
            values={"t": tombstone, "authority": material.catalogue.authorities[tombstone.log]},
            crumbs=(_HOME, _ALL, Crumb(tombstone.reference)),
            modified=str(tombstone.change.date or ""),
        )


def waiting_pages(material: Material) -> Iterator[Page]:
    """Yield what stands at the address of each disclosure that waits to be corrected: nothing of what it says."""
    for waiting in material.catalogue.waiting:
        yield Page(
            path=waiting.path,
            shell="disclosures/",
            template="waiting.html",
            title=f"{waiting.reference}: being corrected",
            description="This disclosure is being corrected.",
            values={"w": waiting, "authority": material.catalogue.authorities[waiting.log]},
            crumbs=(_HOME, _ALL, Crumb(waiting.reference)),
        )


def listing_pages(material: Material) -> Iterator[Page]:
    """Yield the list of all disclosures, the index of each facet and the list of each of its values."""
    catalogue = material.catalogue
    yield from _paged(
        "disclosures/",
        catalogue.disclosures,
        title="Disclosures",
        description="Every answer in the log, newest first.",
        crumbs=(_HOME,),
        values={"ways": material.facets.facets, "held": sum(catalogue.held.values())},
        alternates=feeds_beside("disclosures/", "Disclosures"),
    )
    for facet, values in material.facets.facets:
        others = unused_provisions(catalogue, values) if facet.name == "exemption" else ()
        yield _facet_index(facet, values, others)
        for value in (*values, *(value for _, unused in others for value in unused)):
            provision = provision_named(catalogue, value.key) if facet.name == "exemption" else None
            path = f"browse/{facet.name}/{value.slug}/"
            yield from _paged(
                path,
                value.disclosures,
                title=value.label,
                description=f"Answers in the disclosure log. {facet.title}: {value.label}.",
                crumbs=(_HOME, _ALL, Crumb(facet.heading, f"browse/{facet.name}/")),
                values={
                    "facet": facet,
                    "value": value,
                    "provision": provision,
                    "law": catalogue.law.legislation[provision.legislation] if provision else None,
                },
                alternates=feeds_beside(path, value.label) if facet.feeds and value.disclosures else (),
            )


def _facet_index(
    facet: Facet, values: Sequence[FacetValue], others: Sequence[tuple[Legislation, Sequence[FacetValue]]]
) -> Page:
    return Page(
        path=f"browse/{facet.name}/",
        shell="disclosures/",
        template="facet.html",
        title=facet.heading,
        description=f"Answers in the disclosure log, {facet.heading[0].lower()}{facet.heading[1:]}.",
        values={"facet": facet, "values": values, "others": others},
        crumbs=(_HOME, _ALL, Crumb(facet.heading)),
        modified=_newest(disclosure for value in values for disclosure in value.disclosures),
    )


def _newest(disclosures: Iterable[Disclosure]) -> str:
    """Return the last full day known on which any of the disclosures changed, for the sitemap."""
    return max(map(attrgetter("modified"), disclosures), default="")


def _paged(
    path: str,
    items: Sequence[Disclosure],
    *,
    title: str,
    description: str,
    crumbs: tuple[Crumb, ...],
    values: Mapping[str, Any],
    alternates: tuple[Alternate, ...] = (),
) -> Iterator[Page]:
    """Yield a list over as many pages as it needs.

    What is new changes each of them: it pushes the others on, and all say how many there are.
    """
    modified = _newest(items)
    for leaf in leaves(path, items, PER_PAGE):
        further = (Crumb(title, path), Crumb(f"Page {leaf.number}")) if leaf.number > 1 else (Crumb(title),)
        yield Page(
            path=leaf.path,
            shell="disclosures/",
            template="listing.html",
            title=title + leaf.suffix,
            description=description,
            values={**values, **leaf.values, "heading": title, "items": leaf.items},
            crumbs=(*crumbs, *further),
            modified=modified,
            alternates=alternates,
        )


def statistics_pages(
    catalogue: Catalogue, found: Iterable[Statistics], charts: Mapping[str, Mapping[str, str]], site_url: str
) -> Iterator[tuple[Page, Iterator[OutputFile]]]:
    """Yield the page of each authority's statistics, with the charts drawn for it, and its tables as files."""
    days = {log.authority.name: log.modified for log in catalogue.logs}
    for statistics in found:
        authority = statistics.authority
        tables = tables_of(statistics, catalogue)
        notice = notice_of(statistics, catalogue, site_url)
        page = Page(
            path=path_of(authority),
            shell="statistics-frame/",
            template="statistics.html",
            title=f"Statistics of {authority.title}",
            description=f"How many requests {authority.title} answered, how soon and with what outcome.",
            values={
                "authority": authority,
                "total": statistics.total,
                "tables": tables,
                "charts": {name: Made(svg) for name, svg in charts.get(path_of(authority), {}).items()},
                "notice": notice,
            },
            crumbs=(_HOME, Crumb("Statistics", "statistics/"), Crumb(authority.title)),
            contents=(*((table.name, table.title) for table in tables), ("reuse", "May I use these figures?")),
            licence_url=notice.url,
            modified=days[authority.name],
        )
        yield page, make_statistics_files(statistics, tables, notice, site_url)


PAGES: tuple[PageMaker, ...] = (tombstone_pages, waiting_pages, listing_pages)
"""Beside the pages of disclosures, which are made in pieces, and of statistics, which wait for their charts."""


def make_pages(material: Material) -> Iterator[Page]:
    """Yield every page of ``PAGES``."""
    for maker in PAGES:
        yield from maker(material)
