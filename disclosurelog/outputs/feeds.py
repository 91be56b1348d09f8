"""Feeds of what is new: Atom 1.0 (RFC 4287) and JSON Feed 1.1, beside the pages whose news they tell.

There is one of all disclosures, one of each value of the facets that have feeds, and one of the changes. A
disclosure with no date at all is in none of them: a feed is in order of time, and must say when. Of what was
withdrawn a feed has what the public ledger says, and nothing else: not even its title.

An entry is put into words once, for all the feeds that it is in. The XML is written as text, which is seven times
as fast as to build elements of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import nsmallest
from typing import Any, NamedTuple

from disclosurelog.model.addresses import browse_slug, fold, slug_of
from disclosurelog.model.authorities import Authority
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Change, Disclosure
from disclosurelog.model.licences import LicenceNotice
from disclosurelog.model.outputs import Alternate, OutputFile, feeds_beside
from disclosurelog.outputs.gists import describe
from disclosurelog.outputs.json_bytes import json_bytes
from disclosurelog.outputs.log_tables import ledger_notice
from disclosurelog.outputs.pages import Material
from disclosurelog.outputs.twins import licence_twin
from disclosurelog.outputs.xml_text import line, quoted, text

MOST_ENTRIES = 50
"""The newest that a feed has."""
SUMMARY_LIMIT = 500
"""Characters of what a disclosure is about."""
LANGUAGE = "en-GB"


class Category(NamedTuple):
    """What an entry is about, in words and as Atom has it."""

    label: str
    atom: str


class Entry(NamedTuple):
    """What a feed tells of a disclosure or of a change: text on one line, addresses in full, days as moments."""

    id: str
    page: str
    title: str
    summary: str
    updated: str
    published: str
    authority: Authority
    categories: Sequence[Category]
    facts: Mapping[str, str]
    """What JSON has beside, for which Atom has no place of its own."""
    licence: Mapping[str, str]
    twin: str = ""


class Written(NamedTuple):
    """An entry in words: when it changed, its XML and its JSON."""

    updated: str
    atom: bytes
    json: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """The news of the page at ``page``: entries, the newest first. ``day`` is the feed's where it has none."""

    page: str
    title: str
    description: str
    day: date
    entries: Sequence[Written]


def make_feeds(material: Material, site_name: str, site_url: str) -> Iterator[OutputFile]:
    """Yield every feed, as Atom and as JSON Feed."""
    for feed in _feeds_of_disclosures(material, site_url):
        yield from _files(feed, site_name, site_url)
    catalogue = material.catalogue
    entries = [_written(entry) for entry in _newest_changes(catalogue, site_url)]
    description = "What was corrected, withdrawn or redacted, and why."
    yield from _files(
        Feed("changes/", "Corrections and withdrawals", description, catalogue.day, entries), site_name, site_url
    )


def _feeds_of_disclosures(material: Material, site_url: str) -> Iterator[Feed]:
    catalogue = material.catalogue
    dated = [(disclosure.updated, disclosure) for disclosure in catalogue.disclosures if disclosure.updated]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    ranks = {disclosure.path: rank for rank, (_, disclosure) in enumerate(dated)}

    @cache
    def entry(rank: int) -> Written:
        day, disclosure = dated[rank]
        return _written(entry_of(disclosure, day, catalogue.authorities[disclosure.log], site_url))

    def newest(disclosures: Iterable[Disclosure]) -> list[Written]:
        found = (ranks[disclosure.path] for disclosure in disclosures if disclosure.path in ranks)
        return [entry(rank) for rank in nsmallest(MOST_ENTRIES, found)]

    day = catalogue.day
    yield Feed("disclosures/", "Disclosures", "The newest answers in the log.", day, newest(catalogue.disclosures))
    for facet, values in material.facets.facets:
        for value in values if facet.feeds else ():
            description = f"The newest answers in the log. {facet.title}: {value.label}."
            page = f"browse/{facet.name}/{value.slug}/"
            yield Feed(page, value.label, description, day, newest(value.disclosures))


def entry_of(disclosure: Disclosure, updated: date, authority: Authority, site_url: str) -> Entry:
    """Return a disclosure as an entry. Its id is its page's address, which lasts."""
    page = site_url + disclosure.path
    categories = [_category(topic, "topic", site_url) for topic in disclosure.topics]
    if disclosure.outcome:
        categories.insert(0, _category(disclosure.outcome, "outcome", site_url))
    return Entry(
        id=page,
        page=page,
        title=line(disclosure.title),
        summary=line(describe(disclosure, authority, SUMMARY_LIMIT)),
        updated=moment(updated),
        published=moment(disclosure.date_published.first) if disclosure.date_published else "",
        authority=authority,
        categories=categories,
        facts={"reference": line(disclosure.reference), "outcome": line(disclosure.outcome)},
        twin=f"{page}index.json",
        licence=_licence(disclosure.notice),
    )


def _newest_changes(catalogue: Catalogue, site_url: str) -> list[Entry]:
    """Return the newest changes as entries. Rows that say the same of the same day are one."""
    titles = {(disclosure.log, disclosure.reference): disclosure.title for disclosure in catalogue.disclosures}
    there = titles.keys() | {(tombstone.log, tombstone.reference) for tombstone in catalogue.tombstones}
    found: dict[str, Entry] = {}
    for authority, change in catalogue.changes():
        if change.date is None:
            continue
        key = (authority.name, change.reference)
        page = f"{site_url}disclosures/{slug_of(*key)}/"
        identity = f"{page}#{change_anchor(change)}"
        title = f"{change.kind.capitalize()}: {change.reference}"
        found[identity] = Entry(
            id=identity,
            page=page if key in there else f"{site_url}changes/",
            title=line(f"{title}, {titles[key]}" if key in titles else title),
            summary=line(change.explanation),
            updated=moment(change.date.first),
            published=moment(change.date.first),
            authority=authority,
            categories=(_kind(change.kind),),
            facts={"reference": line(change.reference), "kind": line(change.kind)},
            licence=_licence(ledger_notice(catalogue, authority.name, site_url)),
        )
    return sorted(found.values(), key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]


def change_anchor(change: Change) -> str:
    """Return what tells a change from the others of its disclosure: its day, its kind and its explanation.

    The explanation is told by ten digits of its SHA-256, not by the row's place: no other row can change it.
    """
    digest = hashlib.sha256(line(change.explanation).encode("utf-8")).hexdigest()[:10]
    return f"change-{change.date}-{fold(change.kind)}-{digest}"


def _licence(notice: LicenceNotice | None) -> Mapping[str, str]:
    """Return which licence applies, and why: the two sentences may hold the authority's own words."""
    found = licence_twin(notice)
    return found | {"reason": line(found["reason"]), "attribution": line(found["attribution"])}


@cache
def _category(value: str, facet: str, site_url: str) -> Category:
    """Return a value of a facet as a category. Its scheme and its term make the address of its list."""
    label = line(value)
    scheme, term = quoted(f"{site_url}browse/{facet}/"), quoted(browse_slug(value))
    return Category(label, f'<category term="{term}" scheme="{scheme}" label="{quoted(label)}"/>')


def _kind(kind: str) -> Category:
    label = line(kind.capitalize())
    return Category(label, f'<category term="{quoted(line(kind))}" label="{quoted(label)}"/>')


@cache
def moment(day: date) -> str:
    """Return a day as feeds have it: a moment (RFC 3339). What is known is the day: its beginning is told."""
    return f"{day.isoformat()}T00:00:00Z"


def _written(entry: Entry) -> Written:
    return Written(entry.updated, _atom_entry(entry).encode("utf-8"), _json_item(entry))


def _files(feed: Feed, site_name: str, site_url: str) -> tuple[OutputFile, OutputFile]:
    atom, as_json = feeds_beside(feed.page, feed.title)
    title = line(f"{feed.title} – {site_name}")
    return (
        OutputFile(atom.path, _atom(feed, title, atom, as_json, site_url)),
        OutputFile(as_json.path, _json(feed, title, as_json, site_url)),
    )


def _atom(feed: Feed, title: str, own: Alternate, other: Alternate, site_url: str) -> bytes:
    updated = feed.entries[0].updated if feed.entries else moment(feed.day)
    head = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{LANGUAGE}">
  <id>{text(site_url + own.path)}</id>
  <title>{text(title)}</title>
  <subtitle>{text(line(feed.description))}</subtitle>
  <updated>{updated}</updated>
  <link rel="self" type="{own.media_type}" href="{quoted(site_url + own.path)}"/>
  <link rel="alternate" type="text/html" href="{quoted(site_url + feed.page)}"/>
  <link rel="alternate" type="{other.media_type}" href="{quoted(site_url + other.path)}"/>
"""
    return b"".join([head.encode("utf-8"), *(entry.atom for entry in feed.entries), b"</feed>\n"])


def _atom_entry(entry: Entry) -> str:
    parts = [
        "<entry>",
        f"  <id>{text(entry.id)}</id>",
        f"  <title>{text(entry.title)}</title>",
        f"  <updated>{entry.updated}</updated>",
    ]
    if entry.published:
        parts.append(f"  <published>{entry.published}</published>")
    parts.append(_author(entry.authority.title, entry.authority.website))
    parts.append(f'  <link rel="alternate" type="text/html" href="{quoted(entry.page)}"/>')
    if entry.twin:
        parts.append(f'  <link rel="alternate" type="application/json" href="{quoted(entry.twin)}"/>')
    parts.append(f'  <link rel="license" href="{quoted(entry.licence["url"])}"/>')  # RFC 4946
    parts += [f"  {category.atom}" for category in entry.categories]
    parts.append(f"  <summary>{text(entry.summary)}</summary>")
    rights = "{title}. {reason} {attribution}".format_map(entry.licence)
    parts.append(f"  <rights>{text(rights)}</rights>")
    return "  " + "\n  ".join([*parts, "</entry>\n"])


@cache
def _author(name: str, website: str) -> str:
    uri = f"<uri>{text(line(website))}</uri>" if website else ""
    return f"  <author><name>{text(line(name))}</name>{uri}</author>"


def _json(feed: Feed, title: str, own: Alternate, site_url: str) -> bytes:
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site_url + feed.page,
        "feed_url": site_url + own.path,
        "description": line(feed.description),
        "language": LANGUAGE,
    }
    items = b",\n".join([entry.json for entry in feed.entries])
    return b'%s,"items":[\n%s\n]}\n' % (json_bytes(head)[:-1], items)


def _json_item(entry: Entry) -> bytes:
    authority = entry.authority
    item: dict[str, Any] = {"id": entry.id, "url": entry.page, "title": entry.title, "content_text": entry.summary}
    if entry.published:
        item["date_published"] = entry.published
    item["date_modified"] = entry.updated
    author = {"name": line(authority.title)}
    item["authors"] = [author | {"url": line(authority.website)} if authority.website else author]
    item["tags"] = [category.label for category in entry.categories]
    own: dict[str, Any] = {"licence": entry.licence} | ({"json": entry.twin} if entry.twin else {})
    item["_disclosurelog"] = own | dict(entry.facts)
    return json_bytes(item)
