"""Fill templates. The only door to jinja2.

Everything is escaped unless a filter of ours made it. A link inside the site is written ``@/path/`` in a
template: an escaped text can never hold ``"@/``, so the assembler can put the way to the root in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from disclosurelog.model.addresses import browse_slug
from disclosurelog.model.dates import words_of
from disclosurelog.model.disclosures import Catalogue, Disclosure, Question
from disclosurelog.model.errors import SiteError
from disclosurelog.model.licences import licence_anchor
from disclosurelog.model.outputs import Page
from disclosurelog.outputs.exports import released_path
from disclosurelog.outputs.fragments import Fragment
from disclosurelog.outputs.pages import heading_of, shorten
from disclosurelog.publishing.prose import linked, prose

ITEM_TEXT_LIMIT = 200


class Renderer:
    """Renders pages and fragments of one catalogue. A list item is rendered once, however many lists hold it."""

    def __init__(self, catalogue: Catalogue, site_url: str) -> None:
        self._catalogue = catalogue
        self._many = len(catalogue.logs) > 1
        self._items: dict[tuple[str, int], Markup] = {}
        self._environment = Environment(
            loader=FileSystemLoader(str(resources.files("disclosurelog") / "templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(_FILTERS)
        self._environment.globals.update(site_url=site_url, item=self._item, release_path=released_path)
        self._item_template = self._environment.get_template("item.html")
        self._contents_template = self._environment.get_template("contents.html")

    def page(self, page: Page) -> str:
        """Return the content of a page, without its frame."""
        return self._render(page.template, {**page.values, "crumbs": page.crumbs}, page.path)

    def contents(self, page: Page) -> str:
        """Return the list of what is on a page, for the side of it."""
        return self._contents_template.render(contents=page.contents)

    def fragment(self, fragment: Fragment) -> str:
        """Return what fills a slot of an authored page."""
        return self._render(fragment.template, fragment.values, f"the slot “{fragment.slot}”")

    def _render(self, name: str, values: Mapping[str, Any], where: str) -> str:
        try:
            return self._environment.get_template(name).render(values)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise SiteError(f"The template {name} could not be filled for {where}: {error}") from error

    def _item(self, disclosure: Disclosure, level: int = 2) -> Markup:
        done = self._items.get((disclosure.path, level))
        if done is None:
            text = " ".join((disclosure.summary or disclosure.request or disclosure.response).split())
            licences = dict.fromkeys((n.licence.short_title, n.licence.open) for n in disclosure.notices)
            done = Markup(  # noqa: S704 - made by an autoescaping template
                self._item_template.render(
                    d=disclosure,
                    level=level,
                    text=shorten(text, ITEM_TEXT_LIMIT),
                    outcome=self._catalogue.law.outcomes.get(disclosure.outcome),
                    authority=self._catalogue.authorities[disclosure.log],
                    licences=list(licences),
                    many=self._many,
                )
            )
            self._items[disclosure.path, level] = done
        return done


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} {'byte' if count == 1 else 'bytes'}"
    for unit in ("kB", "MB"):
        count_in = count / (1000 if unit == "kB" else 1_000_000)
        if count_in < 1000:
            return f"{count_in:.1f} {unit}" if count_in < 10 else f"{count_in:.0f} {unit}"
    return f"{count / 1e9:.1f} GB"


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.strip().splitlines())


def _day(day: date) -> str:
    return words_of(day)


def _heading(question: Question) -> str:
    return heading_of(question.heading, question.question)


_FILTERS: dict[str, Any] = {
    "prose": lambda text: Markup(prose(text)),  # noqa: S704 - prose escapes
    "linked": lambda text: Markup(linked(text)),  # noqa: S704 - linked escapes
    "lines": _lines,
    "day": _day,
    "number": lambda number: f"{number:,}",
    "size": _size,
    "heading": _heading,
    "licence_anchor": licence_anchor,
    "browse_slug": lambda value: browse_slug(str(value)),
    "lower_first": lambda text: text[:1].lower() + text[1:],
}
