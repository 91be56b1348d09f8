"""What the pages under ``/data/`` say: the downloads of the log, whole and in parts, and what they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from disclosurelog import __version__
from disclosurelog.model.outputs import Crumb, Page
from disclosurelog.model.standard import TABLES
from disclosurelog.outputs.dataset_pages import SHELL
from disclosurelog.outputs.distributions import Distribution
from disclosurelog.outputs.downloads import Refusal
from disclosurelog.outputs.fragments import Fragment
from disclosurelog.outputs.log_files import OnOffer, description_of_selection, terms_of_selection
from disclosurelog.outputs.log_tables import Selection

_CRUMBS = (Crumb("Home", ""), Crumb("Datasets", "datasets/"), Crumb("Downloads and their addresses", "data/"))


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A table of the log on a page of downloads."""

    title: str
    description: str
    downloads: tuple[Distribution, ...]
    refusals: tuple[Refusal, ...]


def selection_pages(on_offer: OnOffer) -> Iterator[Page]:
    """Yield the page of each part of the log that can be downloaded. That of the whole is an authored page."""
    for selection in on_offer.selections[1:]:
        yield Page(
            path=selection.folder,
            shell=SHELL,
            template="selection.html",
            title=selection.title,
            description=f"Download this part of the disclosure log as data. {selection.title}.",
            values={
                "heading": selection.title,
                "description": description_of_selection(on_offer.catalogue, selection),
                **_downloads(on_offer, selection),
            },
            crumbs=(*_CRUMBS, Crumb(selection.title)),
        )


def make_data_fragments(on_offer: OnOffer, commit: str) -> tuple[Fragment, ...]:
    """Return what fills the slots of the page about all downloads."""
    whole, *others = on_offer.selections
    files = _downloads(on_offer, whole)
    built = {"day": on_offer.catalogue.day, "version": __version__, "commit": commit}
    parts = [
        (heading, anchor, [each for each in others if each.folder.startswith(f"data/{anchor}/")])
        for heading, anchor in (("One authority’s log", "authority"), ("One year’s answers", "year"))
    ]
    return (
        Fragment("data-files", "fragments/data_files.html", files),
        Fragment("data-parts", "fragments/data_parts.html", {"parts_of": [part for part in parts if part[2]]}),
        Fragment("data-examples", "fragments/data_examples.html", {"site_url": on_offer.site_url}),
        Fragment("data-built", "fragments/data_built.html", built),
    )


def _downloads(on_offer: OnOffer, selection: Selection) -> dict[str, Any]:
    notices, terms = terms_of_selection(on_offer.catalogue, selection, on_offer.site_url)
    offer, standard = on_offer.offers[selection.folder], on_offer.standard
    tables = {each.table for each in offer.distributions}
    return {
        "folder": selection.folder,
        "parts": [
            ShownPart(
                standard[kind].title,
                standard[kind].description,
                tuple(each for each in offer.distributions if each.table == kind),
                tuple(each for each in offer.refusals if each.table == kind),
            )
            for kind in TABLES
            if kind in tables
        ],
        "archive": next(each for each in offer.distributions if not each.table),
        "terms": terms or notices[0].reason,
    }
