"""Personal data in the words around the data: descriptors, schemas, and the pages that an authority writes itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from disclosurelog.checks.privacy import find_sightings
from disclosurelog.checks.privacy.glimpses import glimpse
from disclosurelog.checks.privacy.logs import findings_in_cell
from disclosurelog.checks.privacy.sightings import Known, Sighting
from disclosurelog.model.datasets import Dataset
from disclosurelog.model.findings import Finding, Place, Severity, column_letter
from disclosurelog.reading.site_pages import SitePage
from disclosurelog.reading.sources import LOG_KEY, PackageSource
from disclosurelog.reading.tables import Table

OWN = (LOG_KEY, "open_dataset", "contributors")
"""Parts of a descriptor in which an authority names its own people and offices: only what is never published counts."""

_NO_WORDS = ("pattern", "path")
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text, where it stands, what a message says of that, and whether it is of the authority itself."""

    text: str
    place: Place
    where: str
    column: str | None = None
    own: bool = False


def privacy_of_descriptors(
    sources: Iterable[PackageSource], tables: Iterable[Table], released: Iterable[Dataset], known: Known
) -> list[Finding]:
    """Return what looks like personal data in descriptors, schemas and names of columns.

    ``tables`` are those of logs; ``released`` the datasets that were made of released tables.
    """
    words: list[_Wording] = []
    for source in sources:
        words += _of_value(source.descriptor, source.place)
        schemas = {table.resource.get("schema"): table.schema for table in source.tables if _is_path(table.resource)}
        for path, schema in schemas.items():
            words += _of_value(schema, Place(f"{source.label}/{PurePosixPath(str(path))}"))
    for made in tables:
        words += _of_names(made.columns, Place(made.file, 1))
    for table in (table for dataset in released for table in dataset.tables):
        words += _of_names([column.name for column in table.columns], Place(table.place.file, 1))
        if not table.recognised:
            words += _of_value(table.schema, Place(table.place.file), "In its schema, under")
    texts = list(dict.fromkeys(each.text for each in words))  # logs and datasets say much in the same words
    seen = {texts[index]: find_sightings(texts[index], known, kinds) for index, kinds in glimpse(texts).items()}
    return [finding for each in words if each.text in seen for finding in _told(each, seen[each.text])]


def _told(words: _Wording, seen: Sequence[Sighting]) -> Iterator[Finding]:
    told = [sighting for sighting in seen if not words.own or sighting.severity is Severity.ERROR]
    yield from findings_in_cell(words.text, told, words.place, words.column, words.where, where=f"{words.where}: ")


def _of_names(names: Iterable[str], place: Place) -> Iterator[_Wording]:
    """Yield the names of columns; the column goes by its letter, as its name is what must go."""
    for index, name in enumerate(names):
        yield _Wording(name, place, "In the name of the column", column_letter(index))


def _is_path(resource: Mapping[str, Any]) -> bool:
    return isinstance(resource.get("schema"), str)


def _of_value(value: object, place: Place, lead: str = "Under") -> Iterator[_Wording]:
    """Yield each text of a descriptor or schema, with the keys under which it stands."""
    for path, text in texts_in(value, without=_NO_WORDS):
        yield _Wording(text, place, f"{lead} “{': '.join(path)}”", own=path[0] in OWN)


def texts_in(
    value: object, path: tuple[str, ...] = (), without: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text of a descriptor with the keys that lead to it, but for what stands under one of ``without``.

    Of a list each part goes by its name, else by its number. How deep one may go was counted when it was read.
    """
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in without:
                yield from texts_in(part, (*path, str(key)), without)
    elif isinstance(value, list):
        for number, part in enumerate(value, 1):
            name = part.get("name") if isinstance(part, Mapping) else None
            yield from texts_in(part, (*path, str(name or number)), without)


def privacy_of_pages(pages: Iterable[SitePage], known: Known) -> list[Finding]:
    """Return what no page may hold of what is written on the authored pages, and the links among them.

    Names and numbers of offices are the authority’s own, so only what is never published is told. What is no text is
    looked into with the released files.
    """
    found: list[Finding] = []
    for page in pages:
        if page.is_link:
            message = "It is a link to somewhere else, and what is there would be published."
            advice = "Put the file itself here, or delete the link."
            found.append(Place(page.file).finding("path-link", Severity.ERROR, message, advice))
        elif page.path.stat().st_size <= _MOST_BYTES:
            found += _in_page(page, known)
    return found


def _in_page(page: SitePage, known: Known) -> Iterator[Finding]:
    content = page.path.read_bytes()
    if b"\0" in content:
        return
    text = content.decode("utf-8", "replace")
    for sighting in find_sightings(text, known):
        if sighting.severity is Severity.ERROR:
            row = text.count("\n", 0, sighting.start) + 1
            yield from findings_in_cell(text, [sighting], Place(page.file, row), None, page.file)
