"""Check the finished site before it is put in place: links, anchors, counts."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.errors import SiteError

INSIDE = '"@/'
"""How a link inside the site begins, with its quotation mark. The way to the root takes the place of ``@/``."""

_HERE = re.compile(r'="#([^"]*)"')
_UNKNOWN = tuple(
    re.compile(rf' {name}="(?!@/|#|https?:|mailto:|data:|tel:)([^"]*)"', re.IGNORECASE)
    for name in ("href", "src", "action")
)


class LinkBook:
    """Collects every link and every id as pages are written, and says which links lead nowhere.

    Links are read before they are made relative, when each is ``@/path`` from the root; text that people
    typed is escaped and cannot look like one. ``page`` is ``None`` for a frame, which stands on many pages.
    """

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._links: dict[str, str] = {}

    def add(self, page: str | None, text: str) -> list[str]:
        """Note the links and ids of a page, whole, or of a frame. Return the text split at each ``INSIDE``."""
        links, parts = self._links, text.split(INSIDE)
        for part in parts[1:]:
            link = part.partition('"')[0]
            if link not in links:
                links[link] = page or "the frame"
        if page is None:
            return parts
        # Half as long again with an expression: a text has many blanks, and each may be the beginning of an id.
        found = [part.partition('"')[0] for part in text.split(' id="')[1:]]
        ids = set(found)
        if len(ids) != len(found):
            twice = next(name for name in found if found.count(name) > 1)
            raise SiteError(f"The page “{page}” has two places with the id “{twice}”.")
        self._ids[page] = " ".join(found)  # no id has a space: much less to keep and to hand over than a set
        for anchor in set(_HERE.findall(text)) - ids:
            links[f"{page}#{anchor}"] = page
        return parts

    def add_authored(self, page: str | None, text: str) -> list[str]:
        """Do as ``add`` does for what the theme rendered, and refuse a link that is not written from the root."""
        for pattern in _UNKNOWN:
            if unknown := pattern.search(text):
                raise SiteError(
                    f"The page “{page}” has a link “{unknown[1]}” that is not written from the site’s root."
                )
        return self.add(page, text)

    def take_in(self, other: LinkBook) -> None:
        """Add what another book has noted, of other pages."""
        self._ids |= other._ids
        self._links = other._links | self._links

    def dead(self, written: Iterable[str]) -> list[str]:
        """Return a sentence for each link that leads to nothing among the paths ``written``."""
        there = set(written)
        found = []
        for link, page in self._links.items():
            address, _, anchor = link.partition("#")
            path = address.partition("?")[0]
            file = path + "index.html" if path.endswith("/") or not path else path
            if file not in there and posixpath.normpath(file) not in there:
                found.append(f"“{page}” links to “{path}”, which does not exist")
            elif anchor and anchor not in self._ids.get(path, "").split(" "):
                found.append(f"“{page}” links to “{path}#{anchor}”, a place that does not exist")
        return found


def verify_site(out: Path, written: Iterable[str], links: LinkBook, catalogue: Catalogue) -> None:
    """Raise ``SiteError`` where a link leads nowhere or the site's counts do not agree with the catalogue's."""
    paths = tuple(written)
    dead = links.dead(paths)
    if dead:
        more = f", and {len(dead) - 1} more links are dead" if len(dead) > 1 else ""
        raise SiteError(f"The page {dead[0]}{more}.")
    expected = len(catalogue.disclosures)
    pages = sum(
        path.startswith("disclosures/") and path.count("/") == 2 and path.endswith("/index.json") for path in paths
    )
    facets = json.loads((out / "search/facets.json").read_bytes())
    counts = {
        "disclosure pages": pages,
        "rows of the search": facets["count"],
        "rows of the facets": min((len(facet["rows"]) for facet in facets["facets"]), default=expected),
    }
    for what, count in counts.items():
        if count != expected:
            raise SiteError(f"There are {expected} disclosures but {count} {what}.")
