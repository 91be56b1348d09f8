"""Let MkDocs render the authored pages, and make each into a frame with slots. The only door to mkdocs.

MkDocs is called once, in-process, on the few pages of ``docs/``. A page with ``shell: true`` in its front
matter is a frame: its title, description, canonical address, contents and content are slots that the
assembler fills for every generated page. Any other page may hold ``<div data-slot="name"></div>``.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as build_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.theme import Theme as MkDocsTheme

from disclosurelog.model.errors import SetUpError, ThemeError
from disclosurelog.publishing.headers import POLICY, REFERRER
from disclosurelog.publishing.signposts import search_name

SHELL_SLOTS = frozenset({"title", "description", "canonical", "head", "contents", "content"})
"""What a frame must hold."""

_CONTENT = '<div data-slot="content"></div>'
_MARK = re.compile(r'<div data-slot="([a-z-]+)"></div>|\[\[slot:([a-z-]+)\]\]')
_LINK = re.compile(r'\b(href|src|action)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\[\[slot:")
_BLANK_LINES = re.compile(r"\s*\n\s*")
_UNUSED = (
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/javascripts/",
    "assets/stylesheets/palette",
    "search/search_index",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a frame: text as it stands, or the name of the slot that stands there."""

    text: str
    is_slot: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """A page that MkDocs rendered. Links inside it are written ``@/path`` from the root of the site."""

    path: str
    source: str
    parts: tuple[Part, ...]
    is_frame: bool

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots in the order in which they stand."""
        return tuple(part.text for part in self.parts if part.is_slot)


@dataclass(frozen=True, slots=True)
class Theme:
    """What MkDocs made: pages by their path, the files beside them as paths on disk by their address, and the name."""

    shells: dict[str, Shell]
    assets: dict[str, Path]
    site_name: str


def read_config(path: Path) -> dict[str, Any]:
    """Return what of ``mkdocs.yml`` concerns us: ``site_name``, ``site_url``, ``site_dir`` and our settings."""
    config = _load(path)
    return {
        "site_name": config.site_name,
        "site_url": config.site_url or "",
        "site_dir": Path(config.site_dir),
        "settings": config.extra.get("disclosure_log") or {},
    }


def build_theme(config_path: Path, site_url: str, out: Path) -> Theme:
    """Render the authored pages into ``out`` and return them as frames. Raises ``ThemeError`` if one lacks a slot."""
    config = _load(config_path, site_url=site_url or None, site_dir=str(out))
    overrides = str(resources.files("disclosurelog") / "overrides")
    if overrides not in config.theme.dirs:
        config.theme.dirs.insert(0, overrides)
    config.extra |= {"policy": POLICY, "referrer": REFERRER, "stylesheet": _stylesheet(config)}
    config.extra |= {"search_name": search_name(config.site_name)}
    config.extra_css = ["assets/disclosurelog/disclosurelog.css", *config.extra_css]
    config.theme.get_env = partial(_environment_of, config.theme)  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        build_mkdocs(config)
    except (MkDocsException, Abort) as error:
        raise ThemeError(f"MkDocs could not render the authored pages: {error}") from error
    finally:
        logger.setLevel(level)
    return _collect(out, config.site_name)


def _environment_of(theme: MkDocsTheme) -> Any:
    """Return MkDocs' environment of a theme, which lists no hidden folders.

    It looks for files to copy and leaves out what is hidden, but only once it has the names of all 14,500 icons of
    Material for MkDocs, which took a third of a small site's build.
    """
    environment: Any = MkDocsTheme.get_env(theme)
    environment.loader.list_templates = lambda: _files_of(theme.dirs)
    return environment


def _files_of(folders: Iterable[str]) -> list[str]:
    """Return the paths of all files in ``folders`` that are in no hidden folder."""
    found: set[str] = set()
    for top in folders:
        for folder, inner, files in os.walk(top):
            inner[:] = [name for name in inner if not name.startswith(".")]
            found.update((Path(folder) / name).relative_to(top).as_posix() for name in files)
    return sorted(found)


def _stylesheet(config: MkDocsConfig) -> str:
    """Return the address of the theme's own styles, whose name changes with each of its versions."""
    for folder in config.theme.dirs:
        for found in sorted(Path(folder).glob("assets/stylesheets/main.*.min.css")):
            return f"assets/stylesheets/{found.name}"
    raise ThemeError("Material for MkDocs has no styles where they are looked for: is it the locked version?")


def _load(path: Path, **changes: Any) -> MkDocsConfig:
    if not path.is_file():
        raise SetUpError(f"There is no configuration “{path}”. Name it with --config.")
    changes = {key: value for key, value in changes.items() if value is not None}
    try:
        return load_config(config_file=str(path), plugins=[], **changes)
    except (MkDocsException, Abort) as error:
        raise SetUpError(f"The configuration “{path}” cannot be used: {error}") from error


def _collect(out: Path, site_name: str) -> Theme:
    shells, assets = {}, {}
    for file in sorted(p for p in out.rglob("*") if p.is_file()):
        address = file.relative_to(out).as_posix()
        if address.startswith(_UNUSED) or address.endswith(".map"):
            continue
        if address.endswith(".html"):
            shell = make_shell(address, file.read_text(encoding="utf-8"))
            if shell.path != "404.html" or "404.html" not in shells:
                shells[shell.path] = shell
        else:
            assets[address] = file
    return Theme(shells, assets, site_name)


def make_shell(address: str, text: str) -> Shell:
    """Return the frame that a rendered page is. ``address`` is its file's path from the root of the site."""
    here = posixpath.dirname(address)
    path = "404.html" if address in ("404.html", "404/index.html") else f"{here}/" if here else ""
    if posixpath.basename(address) != "index.html" and path != "404.html":
        path = address
    text = _LINK.sub(lambda match: f'{match[1]}="{_rooted(match[2], here)}"', text)
    if _CONTENT in text:
        text = _BLANK_LINES.sub("\n", text)
    parts, at = [], 0
    for match in _MARK.finditer(text):
        parts += [Part(text[at : match.start()]), Part(match[1] or match[2], is_slot=True)]
        at = match.end()
    parts.append(Part(text[at:]))
    shell = Shell(path, address, tuple(parts), is_frame="content" in (part.text for part in parts if part.is_slot))
    if shell.is_frame:
        missing = SHELL_SLOTS - set(shell.slots)
        if missing:
            raise ThemeError(
                f"The frame {address} lacks the slot “{min(missing)}”: the theme’s main.html must hold it."
            )
    return shell


def _rooted(link: str, here: str) -> str:
    """Return a link of the theme as ``@/path`` from the root; one that leads elsewhere stays as it is."""
    if _ELSEWHERE.match(link):
        return link
    path, mark, rest = re.split(r"([?#]|$)", link, maxsplit=1)
    if path.startswith(("@/", "/")):
        return "@/" + path.lstrip("@/") + mark + rest
    full = posixpath.normpath(posixpath.join(here, path)) if path else here
    if full.startswith(".."):
        full = full.lstrip("./")
    slash = "/" if path in ("", ".", "..") or path.endswith(("/", "/..")) else ""
    return "@/" + ("" if full in (".", "") else full + slash) + mark + rest
