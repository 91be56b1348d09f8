"""What fills the slots of authored pages: the newest disclosures, the figures, the ledger, the standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosurelog.model.authorities import Authority
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Change, Disclosure
from disclosurelog.model.law import Legislation
from disclosurelog.model.licences import Licence
from disclosurelog.model.outputs import Alternate, OutputFile, feeds_beside
from disclosurelog.outputs.catalogues import CATALOGUES
from disclosurelog.outputs.pages import Material
from disclosurelog.outputs.search_data import ROWS_PER_CHUNK
from disclosurelog.outputs.statistics import Statistics

NEW_ON_HOME = 8
LOGO = "assets/authority/logo.png"
COLOURS = "assets/authority/colours.css"


@dataclass(frozen=True, slots=True)
class Fragment:
    """What fills a slot of an authored page: a template and its values, and the day they changed for the sitemap."""

    slot: str
    template: str
    values: Mapping[str, Any]
    modified: str = ""


def make_banner(catalogue: Catalogue) -> Fragment:
    """Return what stands at the top of every page: that a log is a demonstration, where one is."""
    demonstrations = tuple(authority for authority in catalogue.authorities.values() if authority.demonstration)
    return Fragment("banner", "fragments/banner.html", {"authorities": demonstrations})


def make_brand(catalogue: Catalogue, site_name: str) -> tuple[list[Fragment], list[OutputFile]]:
    """Return what the head of every page says of whose log this is, and the files that it needs.

    Where there are several authorities the head is the site's own: each page says whose it is.
    """
    authorities = tuple(catalogue.authorities.values())
    authority = authorities[0] if len(authorities) == 1 else None
    named = authority is not None and authority.title.casefold() not in site_name.casefold()
    values = {"authority": authority, "named": named, "site_name": site_name, "logo": LOGO, "colours": COLOURS}
    files = [OutputFile(LOGO, copy_of=authority.logo.source)] if authority and authority.logo else []
    if authority and authority.colour:
        files.append(OutputFile(COLOURS, f":root {{ --dl-header: {authority.colour}; }}\n".encode()))
    return [Fragment("brand", "fragments/brand.html", values), Fragment("look", "fragments/look.html", values)], files


def make_fragments(material: Material, statistics: Sequence[Statistics]) -> tuple[Fragment, ...]:
    """Return what can fill the slots of authored pages."""
    catalogue = material.catalogue
    ledger: list[tuple[Authority, Change, Disclosure | None]] = []
    known = {(d.log, d.reference): d for d in catalogue.disclosures}
    for authority, change in catalogue.changes():
        ledger.append((authority, change, known.get((authority.name, change.reference))))
    withdrawn = {(t.log, t.reference): t for t in catalogue.tombstones}
    authorities = tuple(catalogue.authorities.values())
    day, held = catalogue.modified, sum(catalogue.held.values())
    return (
        *_feeds("disclosures", feeds_beside("disclosures/", "Disclosures")),
        *_feeds("changes", feeds_beside("changes/", "Corrections and withdrawals")),
        *_feeds("data", CATALOGUES),
        Fragment("search-form", "fragments/search_form.html", {"examples": _examples(catalogue)}),
        Fragment(
            "search",
            "fragments/search.html",
            {"facets": [facet for facet, _ in material.facets.facets], "chunk": ROWS_PER_CHUNK},
        ),
        Fragment("already-answered", "fragments/answered.html", {"chunk": ROWS_PER_CHUNK}),
        Fragment("latest-disclosures", "fragments/latest.html", {"items": _newest(catalogue)}, day),
        Fragment("figures", "fragments/figures.html", {"figures": material.figures, "held": held}, day),
        Fragment("statistics", "fragments/statistics.html", {"statistics": statistics}, day),
        Fragment("ways-in", "fragments/ways_in.html", {"ways": material.facets.facets}, day),
        Fragment("changes", "fragments/changes.html", {"ledger": ledger, "withdrawn": withdrawn}, _last_day(ledger)),
        Fragment("standard", "fragments/standard.html", {"tables": tuple(material.standard.values())}),
        Fragment(
            "licences",
            "fragments/licences.html",
            {"licences": _used_licences(catalogue), "authorities": authorities, "book": catalogue.licences},
        ),
        Fragment(
            "authorities",
            "fragments/authorities.html",
            {"authorities": authorities, "laws": tuple(catalogue.law.legislation.values()), "logs": catalogue.logs},
        ),
        Fragment(
            "how-to-ask",
            "fragments/how_to_ask.html",
            {"authorities": authorities, "laws": _used_laws(catalogue)},
        ),
    )


def _feeds(name: str, feeds: tuple[Alternate, ...]) -> tuple[Fragment, Fragment]:
    """Return the links to feeds, or catalogues, for the head of a page that names them, and for its reader."""
    return (
        Fragment(f"alternates-{name}", "head.html", {"licence_url": "", "alternates": feeds}),
        Fragment(f"follow-{name}", "follow.html", {"alternates": feeds}),
    )


def _last_day(ledger: Iterable[tuple[Authority, Change, Disclosure | None]]) -> str:
    days = (change.date for _, change, _ in ledger if change.date is not None)
    return max((str(day) for day in days if day.full is not None), default="")


def _newest(catalogue: Catalogue) -> tuple[Disclosure, ...]:
    return catalogue.disclosures[:NEW_ON_HOME]


def _examples(catalogue: Catalogue) -> tuple[str, ...]:
    """Return searches to try: two topics that many disclosures have, and a reference."""
    counted: dict[str, int] = {}
    for disclosure in catalogue.disclosures:
        for topic in disclosure.topics:
            counted[topic] = counted.get(topic, 0) + 1
    topics = sorted(counted, key=lambda topic: (-counted[topic], topic))[:2]
    return (*topics, *(d.reference for d in catalogue.disclosures[:1]))


def _used_licences(catalogue: Catalogue) -> tuple[tuple[Licence, int], ...]:
    """Return each licence that applies to something published, and to how many answers and files of any kind."""
    counted: dict[str, int] = {}
    for disclosure in catalogue.disclosures:
        for notice in disclosure.notices:
            counted[notice.licence.id] = counted.get(notice.licence.id, 0) + 1
    for dataset in catalogue.datasets:
        for table in dataset.tables if dataset.release is None else ():
            counted[table.notice.licence.id] = counted.get(table.notice.licence.id, 0) + 1
    return tuple((licence, counted[key]) for key, licence in catalogue.licences.licences.items() if key in counted)


def _used_laws(catalogue: Catalogue) -> tuple[Legislation, ...]:
    """Return the laws that requests were answered under; where none is stated, every law it could be."""
    used = {disclosure.legislation for disclosure in catalogue.disclosures}
    laws = catalogue.law.legislation
    return tuple(law for code, law in laws.items() if code in used) or tuple(laws.values())
