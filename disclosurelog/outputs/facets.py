"""The ways to browse and to filter: one list serves the browse pages and the search page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from disclosurelog.model.addresses import browse_slug
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.law import Legislation, Provision, parse_citation

NOT_STATED = "Not stated"


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to browse. ``values_of`` gives a disclosure's values, each a key; ``label_of`` puts a key in words."""

    name: str
    title: str
    heading: str
    values_of: Callable[[Disclosure], tuple[str, ...]]
    label_of: Callable[[Catalogue, str], str]
    newest_first: bool = False
    if_several: bool = False
    """Left out where one authority has all the disclosures."""
    feeds: bool = False
    """Each of its values has feeds of what is new there."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet as it stands in the data, its words, and the disclosures that have it, newest first."""

    slug: str
    key: str
    label: str
    disclosures: tuple[Disclosure, ...]


def _stated(*values: str) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(value for value in values if value))
    return kept or (NOT_STATED,)


def _as_is(catalogue: Catalogue, key: str) -> str:
    return key


def _authority(catalogue: Catalogue, key: str) -> str:
    return catalogue.authorities[key].title


def _law(catalogue: Catalogue, key: str) -> str:
    known = catalogue.law.legislation.get(key)
    return known.title if known else key


def _provision(catalogue: Catalogue, key: str) -> str:
    known = provision_named(catalogue, key)
    return f"{key} {known.title}" if known else key


def provision_named(catalogue: Catalogue, key: str) -> Provision | None:
    """Return the provision that a key of the facet “exemption” cites, such as ``FOIA s.40(2)``."""
    citation = parse_citation(key)
    return catalogue.law.provision_of(citation) if citation else None


def _licence(catalogue: Catalogue, key: str) -> str:
    return catalogue.licences.licences[key].title


FACETS: tuple[Facet, ...] = (
    Facet("authority", "Authority", "By authority", lambda d: (d.log,), _authority, if_several=True, feeds=True),
    Facet("year", "Year answered", "By year", lambda d: _stated(d.year), _as_is, newest_first=True),
    Facet("outcome", "Outcome", "By outcome", lambda d: _stated(d.outcome), _as_is),
    Facet("legislation", "Legislation", "By legislation", lambda d: _stated(d.legislation), _law),
    Facet("department", "Department", "By department", lambda d: _stated(*d.department), _as_is, feeds=True),
    Facet("topic", "Topic", "By topic", lambda d: d.topics, _as_is, feeds=True),
    Facet(
        "exemption",
        "Exemption or exception",
        "By exemption or exception",
        lambda d: tuple(str(c) for c in d.all_exemptions),
        _provision,
        feeds=True,
    ),
    Facet(
        "licence", "May be re-used under", "By licence", lambda d: _stated(*(n.licence.id for n in d.notices)), _licence
    ),
    Facet("data", "Data", "With data", lambda d: ("Dataset to download",) if d.has_data else (), _as_is),
)
"""In the order in which they are shown. A disclosure may have no value of topic, exemption and data."""


def values_of(facet: Facet, catalogue: Catalogue) -> tuple[FacetValue, ...]:
    """Return the facet's values, the most frequent first (years: the newest first; what is not stated last)."""
    members: dict[str, list[Disclosure]] = defaultdict(list)
    for disclosure in catalogue.disclosures:
        for key in facet.values_of(disclosure):
            members[key].append(disclosure)
    spellings: dict[str, list[str]] = defaultdict(list)
    for key in members:
        spellings[browse_slug(key)].append(key)
    values = []
    for slug, keys in spellings.items():
        key = max(keys, key=lambda spelling: (len(members[spelling]), spelling))
        label = NOT_STATED if slug == browse_slug(NOT_STATED) else facet.label_of(catalogue, key)
        found = {id(disclosure): disclosure for spelling in keys for disclosure in members[spelling]}.values()
        ordered = sorted(found, key=lambda disclosure: disclosure.sort_key) if len(keys) > 1 else found
        values.append(FacetValue(slug, key, label, tuple(ordered)))

    def order(value: FacetValue) -> tuple[bool, int, str]:
        rank = -int(value.slug) if facet.newest_first and value.slug.isdigit() else -len(value.disclosures)
        return (value.label == NOT_STATED, rank, value.label)

    return tuple(sorted(values, key=order))


@dataclass(frozen=True, slots=True)
class FacetTable:
    """Every facet with its values: made once, used by the browse pages, the home page and the search."""

    facets: tuple[tuple[Facet, tuple[FacetValue, ...]], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> FacetTable:
        """Count every facet over the catalogue. One that no disclosure has a value of is left out."""
        wanted = [facet for facet in FACETS if catalogue.listed_authorities or not facet.if_several]
        counted = ((facet, values_of(facet, catalogue)) for facet in wanted)
        return cls(tuple((facet, values) for facet, values in counted if values))


def unused_provisions(
    catalogue: Catalogue, used: Iterable[FacetValue]
) -> tuple[tuple[Legislation, tuple[FacetValue, ...]], ...]:
    """Return what the laws of the log let an authority rely on and no disclosure does, by law, to be explained."""
    taken = {value.slug for value in used}
    laws = {disclosure.legislation for disclosure in catalogue.disclosures}
    found: dict[str, list[FacetValue]] = {code: [] for code in catalogue.law.legislation if code in laws}
    for provision in catalogue.law.provisions.values():
        key = f"{provision.legislation} {provision.provision}"
        if provision.legislation in found and browse_slug(key) not in taken:
            value = FacetValue(browse_slug(key), key, _provision(catalogue, key), ())
            found[provision.legislation].append(value)
    return tuple((catalogue.law.legislation[code], tuple(values)) for code, values in found.items() if values)
