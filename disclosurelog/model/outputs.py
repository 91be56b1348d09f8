"""What is to be written: pages to be filled into the theme's frame, and files as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page. ``path`` is from the root of the site, ``None`` for the page itself."""

    title: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Alternate:
    """What a page tells in another form, such as a feed: ``name`` in a link, ``title`` where it stands alone."""

    path: str
    media_type: str
    name: str
    title: str


def feeds_beside(path: str, title: str) -> tuple[Alternate, Alternate]:
    """Return the two feeds of what is new on the page at ``path``: Atom (RFC 4287) and JSON Feed 1.1."""
    return (
        Alternate(f"{path}feed.xml", "application/atom+xml", "Atom feed", f"{title}: Atom feed"),
        Alternate(f"{path}feed.json", "application/feed+json", "JSON feed", f"{title}: JSON feed"),
    )


class Made(str):
    """HTML, a picture or a description that this program made: it stands in a page as it is; other text is escaped."""

    __slots__ = ()

    def __html__(self) -> Made:
        """Return it as it is, to whatever asks before it escapes a text."""
        return self


class Shared(Made):
    """A part that stands on many pages, such as a disclosure in lists: made ready once, wherever it is to stand."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: which template says it, with which values, in whose frame, and where.

    ``path`` is from the root of the site and ends in a slash. ``shell`` is the path of the authored page
    whose frame it takes.
    """

    path: str
    shell: str
    template: str
    title: str
    description: str
    values: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    contents: tuple[tuple[str, str], ...] = ()
    licence_url: str = ""
    modified: str = ""
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site: its path from the root, and its bytes or the file it is a copy of.

    ``sha256`` is the digest of the bytes where it is known already.
    """

    path: str
    content: bytes = b""
    copy_of: str | None = None
    sha256: str = ""
