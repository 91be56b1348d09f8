"""Make pages from templates, and what many of them share only once.

A link inside the site is written ``@/path/`` in a template: an escaped text can never hold ``"@/``, so the
assembler can put the way to the root in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from disclosurelog.model.addresses import browse_slug, question_anchor
from disclosurelog.model.authorities import Authority
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.datasets import FREQUENCIES
from disclosurelog.model.dates import PartialDate, words_of
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.errors import SiteError
from disclosurelog.model.law import Citation, Legislation
from disclosurelog.model.licences import LicenceNotice, licence_anchor
from disclosurelog.model.outputs import Alternate, Crumb, Made, Page, Shared
from disclosurelog.outputs.formats import FORMAT_NAMES
from disclosurelog.outputs.fragments import Fragment
from disclosurelog.outputs.gists import GIST_LIMIT, gist, gist_of
from disclosurelog.outputs.twins import released_path
from disclosurelog.publishing.escaping import escape_text
from disclosurelog.publishing.prose import linked, prose
from disclosurelog.publishing.templates import Compiled, TemplateError, Templates, compile_templates


class Renderer:
    """Renders pages and fragments of one catalogue. What many pages share is rendered once."""

    def __init__(self, catalogue: Catalogue, site_url: str, compiled: Compiled | None = None) -> None:
        self._catalogue = catalogue
        self._done: dict[tuple[object, ...], Made] = {}
        self._items: dict[tuple[str, int], Shared] = {}
        self._headings: dict[str, tuple[Made, Made]] = {}
        self._site_url = site_url
        # Filters, not functions: a template calls them several times faster.
        own = {name: getattr(self, f"_{name}") for name in _SHARED}
        self._filled = Templates(_FILTERS | own, compiled).fill

    def page(self, page: Page) -> list[str]:
        """Return the content of a page, without its frame: pieces to be joined."""
        values = {
            **page.values,
            "crumbs": page.crumbs,
            "alternates": page.alternates,
            "site_url": self._site_url,
            "with_lists": self._catalogue.listed_authorities,
        }
        return self._render(page.template, values, page.path)

    def contents(self, page: Page) -> str:
        """Return the list of what is on a page, for the side of it."""
        return "".join(self._render("contents.html", {"contents": page.contents}, page.path))

    def head(self, page: Page) -> str:
        """Return what the head of a page has of its own: the licence, and the page in other forms."""
        values = {"licence_url": page.licence_url, "alternates": page.alternates}
        return self._once("head.html", tuple(values.values()), lambda: values)

    def fragment(self, fragment: Fragment) -> str:
        """Return what fills a slot of an authored page."""
        values = {**fragment.values, "with_lists": self._catalogue.listed_authorities}
        return "".join(self._render(fragment.template, values, f"the slot “{fragment.slot}”"))

    def _render(self, name: str, values: Mapping[str, Any], where: str) -> list[str]:
        try:
            return self._filled(name, values)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise SiteError(f"The template {name} could not be filled for {where}: {error}") from error

    # What many pages share. Each is a function of a template, and the key says what its words depend on.

    def _once(self, name: str, key: tuple[object, ...], values: Callable[[], Mapping[str, Any]]) -> Made:
        done = self._done.get((name, *key))
        if done is None:
            done = self._done[name, *key] = self._made(name, values())
        return done

    def _made(self, name: str, values: Mapping[str, Any]) -> Made:
        return Made("".join(self._filled(name, values)).rstrip("\n"))

    def _tag(self, name: str) -> Made:
        return self._once(
            "tag.html", (name,), lambda: {"name": name, "outcome": self._catalogue.law.outcomes.get(name)}
        )

    def _marks(self, notices: Sequence[LicenceNotice]) -> Made:
        licences = {notice.licence.id: notice.licence for notice in notices}
        return self._once("marks.html", tuple(licences), lambda: {"licences": tuple(licences.values())})

    def _browse(self, values: Sequence[object], facet: str) -> Made:
        return Made(", ".join([self._browse_link(facet, value) for value in values]))

    def _browse_link(self, facet: str, value: object) -> Made:
        return self._once("browse_link.html", (facet, value), lambda: {"facet": facet, "value": value})

    def _provisions(self, citations: Sequence[Citation]) -> Made:
        return Made("<br>".join(map(self._provision, citations)))

    def _provision(self, citation: Citation) -> Made:
        of = self._catalogue.law.provision_of
        return self._once("provision.html", (citation,), lambda: {"citation": citation, "provision": of(citation)})

    def _terms(self, notice: LicenceNotice) -> Made:
        return self._once("terms.html", (notice.licence.id, notice.reason), lambda: {"notice": notice})

    def _review(self, authority: Authority, law: Legislation | None) -> Made:
        key = (authority.name, law.code if law else "")
        return self._once("review.html", key, lambda: {"authority": authority, "law": law})

    def _trail(self, crumbs: tuple[Crumb, ...]) -> Made:
        return self._once("trail.html", crumbs[:-1], lambda: {"crumbs": crumbs[:-1]})

    def _follow(self, alternates: tuple[Alternate, ...]) -> Made:
        if not alternates:
            return _NOTHING
        return self._once("follow.html", alternates, lambda: {"alternates": alternates})

    def _numbered(self, number: str) -> tuple[Made, Made]:
        """Return what stands before and after the heading of a question of this number."""
        made = self._headings.get(number)
        if made is None:
            values = {"number": number, "anchor": question_anchor(number)}
            begins, links = (self._made(name, values) for name in ("question_begins.html", "question_links.html"))
            made = self._headings[number] = (begins, links)
        return made

    def _listed(self, disclosures: Iterable[Disclosure], level: int) -> Iterable[Shared]:
        made = self._items
        return [made.get((each.path, level)) or self._item(each, level) for each in disclosures]

    def _item(self, disclosure: Disclosure, level: int) -> Shared:
        text: str | None = self._items.get((disclosure.path, _LEVEL))
        if text is None:
            text = "".join((*self._filled("item.html", self._item_values(disclosure)), "\n"))
        if level != _LEVEL:  # what a person typed is escaped, and cannot be taken for a heading
            text = text.replace(f"<h{_LEVEL} ", f"<h{level} ").replace(f"</h{_LEVEL}>", f"</h{level}>")
        made = self._items[disclosure.path, level] = Shared(text)
        return made

    def _item_values(self, disclosure: Disclosure) -> Mapping[str, Any]:
        facts = [disclosure.date_responded.words if disclosure.date_responded else "date not stated"]
        if self._catalogue.listed_authorities:
            facts.append(self._catalogue.authorities[disclosure.log].title)
        if disclosure.department:
            facts.append(", ".join(disclosure.department))
        facts.append(disclosure.reference)
        text = gist_of(disclosure, GIST_LIMIT)
        return {"d": disclosure, "level": _LEVEL, "text": text, "facts": " · ".join(facts)}


def _whole(text: str) -> Made:
    """Return text in which no date is broken over two lines: it may be there to be typed."""
    return Made(_DATE.sub(r'<span class="whole">\g<0></span>', escape_text(text)))


def render_alone(name: str, values: Mapping[str, Any]) -> str:
    """Return a document that is no page of the site, such as the officer's report: it needs no catalogue.

    Everything is escaped but text that is ``Made``. Raises ``SiteError`` where the template cannot be filled.
    """
    try:
        return "".join(Templates({"number": _FILTERS["number"], "whole": _whole}).fill(name, values))
    except TemplateError as error:
        raise SiteError(f"The template {name} could not be filled: {error}") from error


def compile_pages() -> Compiled:
    """Compile the templates of pages, which takes a while, for a renderer in another process."""
    return compile_templates((*_FILTERS, *_SHARED))


_SHARED = ("listed", "tag", "marks", "browse", "numbered", "provisions", "terms", "review", "trail", "follow")
"""The filters that a renderer has of its own, for what many pages share."""
_DATE = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![\w-])")
_NOTHING = Made("")
_LEVEL = 2
"""The level of the headings of a list, as it is first made."""


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} {'byte' if count == 1 else 'bytes'}"
    for unit in ("kB", "MB"):
        count_in = count / (1000 if unit == "kB" else 1_000_000)
        if count_in < 1000:
            return f"{count_in:.1f} {unit}" if count_in < 10 else f"{count_in:.0f} {unit}"
    return f"{count / 1e9:.1f} GB"


def _lines(text: str) -> Made:
    return Made("<br>".join(map(escape_text, text.strip().splitlines())))


def _day(day: date) -> str:
    return words_of(day)


@cache
def _when(stated: PartialDate | None) -> Made:
    """Return a date for a reader, with what of it is not known."""
    if stated is None:
        return Made("Not stated")
    unstated = f" <small>({escape_text(stated.unstated)})</small>" if stated.unstated else ""
    return Made(escape_text(stated.words) + unstated)


browse_slug_of = cache(browse_slug)

_FILTERS: dict[str, Any] = {
    "prose": prose,
    "linked": linked,
    "lines": _lines,
    "day": _day,
    "number": lambda number: f"{number:,}",
    "size": _size,
    "when": _when,
    "filled": lambda text: bool(text.strip()),
    "released_path": lambda release, disclosure: released_path(disclosure, release),
    "licence_anchor": licence_anchor,
    "format_name": FORMAT_NAMES.__getitem__,
    "frequency": lambda name: FREQUENCIES[name][0],
    "file_name": lambda path: path.rpartition("/")[2],
    "gist": lambda text: gist(text, GIST_LIMIT),
    "browse_slug": lambda value: browse_slug_of(str(value)),
    "short_titles": lambda terms: "; ".join(dict.fromkeys(each.notice.licence.short_title for each in terms)),
    "lower_first": lambda text: text[:1].lower() + text[1:],
}
