"""Put frames, contents and files together into a folder: the site to be."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from disclosurelog.model.errors import SiteError, ThemeError
from disclosurelog.model.outputs import OutputFile, Page, Shared
from disclosurelog.publishing.escaping import escape_text
from disclosurelog.publishing.theme import Part, Theme
from disclosurelog.publishing.verify import INSIDE, LinkBook


def base_of(path: str) -> str:
    """Return the way from the page at ``path`` to the root of the site: ``./``, ``../``, ``../../`` …"""
    return "../" * path.count("/") or "./"


class Assembler:
    """Writes the site into ``out``. A path is written once, whatever the file system thinks of capitals.

    ``everywhere`` fills the slots that every page has.
    """

    def __init__(self, out: Path, theme: Theme, site_url: str, links: LinkBook, everywhere: Mapping[str, str]) -> None:
        self._theme = theme
        self._site_url = site_url
        self._links = links
        self._everywhere = everywhere
        self._written: dict[str, str] = {}
        self._sums: dict[str, str] = {}
        self._root = str(out)
        self._folders = {""}
        self._frame = cache(self._frame_of)
        self._shared: dict[str, dict[str, bytes]] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path written so far."""
        return tuple(self._written.values())

    @property
    def sums(self) -> Mapping[str, str]:
        """The SHA-256 of each file so far that can be downloaded, by its path."""
        return self._sums

    def add_assets(self) -> None:
        """Copy the theme's own files."""
        for address, file in self._theme.assets.items():
            self.add_file(OutputFile(address, copy_of=str(file)))

    def add_authored(self, fragments: Mapping[str, str], days: Mapping[str, str]) -> list[tuple[str, str]]:
        """Write every authored page, its slots filled with ``fragments``. Return the addresses for the sitemap.

        ``days`` are those on which the fragments changed: the page is as new as the newest in it.
        """
        listed = []
        fragments = {**fragments, **self._everywhere}
        for shell in self._theme.shells.values():
            if shell.is_frame:
                continue
            base = urlsplit(self._site_url).path or "/" if shell.path == "404.html" else base_of(shell.path)
            pieces = []
            for part in shell.parts:
                if part.is_slot and part.text not in fragments:
                    raise ThemeError(f"The page {shell.source} has a slot “{part.text}” that nothing fills.")
                pieces.append(fragments[part.text] if part.is_slot else part.text)
            text = "".join(pieces)
            text = _based(self._links.add_authored(shell.path, text), base)
            is_page = shell.path.endswith("/") or not shell.path
            self._write(shell.path + "index.html" if is_page else shell.path, text.encode("utf-8"))
            if is_page:
                listed.append((shell.path, max((days.get(slot, "") for slot in shell.slots), default="")))
        return listed

    def add_page(self, page: Page, content: Sequence[str], contents: str, head: str) -> None:
        """Write a generated page into the frame it names. ``content`` is in pieces."""
        base = base_of(page.path)
        own = [piece for piece in content if type(piece) is not Shared]
        # All at once, though it goes to three places.
        parts = self._links.add(page.path, _BETWEEN.join((head, contents, "".join(own))))
        made = _based(parts, base).encode("utf-8").split(_BETWEEN.encode("utf-8"))
        body = made[2] if len(own) == len(content) else b"".join(self._ready(content, base))
        filled = {
            "title": escape_text(page.title).encode("utf-8"),
            "description": escape_text(page.description).encode("utf-8"),
            "canonical": escape_text(self._site_url + page.path).encode("utf-8"),
            "head": made[0],
            "contents": made[1],
            "content": body,
        }
        pieces = self._frame(page.shell, base)
        self._write(page.path + "index.html", b"".join([p if isinstance(p, bytes) else filled[p] for p in pieces]))

    def _ready(self, pieces: Sequence[str], base: str) -> Iterator[bytes]:
        """Yield pieces as they are written at one depth. What many pages share is made ready once."""
        shared = self._shared.setdefault(base, {})
        for piece in pieces:
            if type(piece) is not Shared:
                yield _based(piece.split(INSIDE), base).encode("utf-8")
                continue
            ready = shared.get(piece)
            if ready is None:
                ready = shared[piece] = _based(self._links.add(None, piece), base).encode("utf-8")
            yield ready

    def _frame_of(self, path: str, base: str) -> tuple[bytes | str, ...]:
        """Return a frame for one depth: what is written, its links made relative, and the names of the slots left."""
        shell = self._theme.shells.get(path)
        if shell is None or not shell.is_frame:
            raise ThemeError(f"There is no authored page at “{path}” with “shell: true” to frame generated pages.")
        filled = self._everywhere
        pieces = [Part(filled[part.text]) if part.is_slot and part.text in filled else part for part in shell.parts]
        self._links.add_authored(None, "".join("#" if part.is_slot else part.text for part in pieces))
        return tuple(
            part.text if part.is_slot else _based(part.text.split(INSIDE), base).encode("utf-8") for part in pieces
        )

    def add_file(self, file: OutputFile) -> None:
        """Write or copy a file as it is."""
        content = file.content if file.copy_of is None else Path(file.copy_of).read_bytes()
        self._write(file.path, content)
        if file.path.startswith(_DOWNLOADS):
            self._sums[file.path] = file.sha256 or hashlib.sha256(content).hexdigest()

    def add_files(self, *files: OutputFile) -> None:
        """Write or copy several files."""
        for file in files:
            self.add_file(file)

    def add_sums(self) -> None:
        """Write ``SHA256SUMS``: the digest of every file that can be downloaded, as ``sha256sum --check`` reads it."""
        lines = [f"{digest}  {path}\n" for path, digest in sorted(self._sums.items())]
        self._write("SHA256SUMS", "".join(lines).encode("utf-8"))

    def add_sitemap(self, listed: Iterable[tuple[str, str]]) -> None:
        """Write ``sitemap.xml``: every page with the day it last changed, where that is known."""
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        ]
        for path, modified in sorted(listed):
            when = f"<lastmod>{modified}</lastmod>" if modified else ""
            lines.append(f"<url><loc>{escape_text(self._site_url + quote(path))}</loc>{when}</url>")
        self._write("sitemap.xml", ("\n".join([*lines, "</urlset>"]) + "\n").encode("utf-8"))

    def add_mark(self, facts: Mapping[str, object]) -> None:
        """Write ``build.json``, by which a later build knows the folder as one that this program made."""
        self._write("build.json", (json.dumps(facts, indent=2, sort_keys=True) + "\n").encode("utf-8"))

    def take_in(self, written: Iterable[str], sums: Mapping[str, str], links: LinkBook) -> None:
        """Count as written what another assembler wrote into the same folder, and its links as ours."""
        self._sums.update(sums)
        for path in written:
            self._note(path)
        self._links.take_in(links)

    def _note(self, path: str) -> None:
        key = path.lower()
        if key in self._written:
            raise SiteError(f"Two things are to be written at “{path}”: “{self._written[key]}” is there already.")
        self._written[key] = path

    def _claim(self, path: str) -> str:
        self._note(path)
        folder, _, _ = path.rpartition("/")
        if folder not in self._folders:
            self._add_folder(folder)
        return f"{self._root}/{path}"

    def _add_folder(self, folder: str) -> None:
        parent = folder.rpartition("/")[0]
        if parent not in self._folders:
            self._add_folder(parent)
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}")  # noqa: PTH102 - Path.mkdir is twice as slow
        self._folders.add(folder)

    def _write(self, path: str, content: bytes) -> None:
        file = os.open(self._claim(path), _NEW_FILE, 0o666)
        try:
            written = os.write(file, content)
            while written < len(content):
                written += os.write(file, content[written:])
        finally:
            os.close(file)


_DOWNLOADS = ("data/", "datasets/", "disclosures/", "standard/", "statistics/")
"""Where the files are that can be downloaded. Pages are not among them: they are no data."""

_BETWEEN = "<\0>"
"""Stands in no page: what people typed is escaped, and no template has it."""
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _based(parts: Sequence[str], base: str) -> str:
    """Return a text that was split at each ``INSIDE`` with its links relative to the page."""
    return f'"{base}'.join(parts)
