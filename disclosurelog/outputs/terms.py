"""The terms of a download as catalogues state them: never more than what is true of all of the file."""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.model.licences import Licence
from disclosurelog.outputs.distributions import Described, Distribution

PER_ROW = "Each row states the licence or terms that apply to what is in it, and why, in columns of its own."
PER_FILE = "Its files have different licences. Each is stated with the file."


@dataclass(frozen=True, slots=True)
class Terms:
    """The address of the terms, what they are in words, and the licence where it is one for all."""

    url: str
    statement: str
    attribution: str = ""
    licence: Licence | None = None


def terms_of(distribution: Distribution, described: Described, site_url: str) -> Terms:
    """Return the terms of a file. An archive of tables that differ has those of no one of them."""
    notice = distribution.notice
    if notice is not None:
        return Terms(notice.url, notice.reason, notice.attribution, notice.licence)
    if not distribution.table and any(other.notice for other in described.distributions):
        return Terms(f"{site_url}licence/", PER_FILE)
    return Terms(f"{site_url}licence/#per-row", PER_ROW)


def terms_of_all(described: Described, site_url: str) -> Terms:
    """Return the terms of a dataset: those of its files where all have the same, else where each is stated."""
    found = {terms.url: terms for terms in (terms_of(d, described, site_url) for d in described.distributions)}
    return next(iter(found.values())) if len(found) == 1 else Terms(f"{site_url}licence/", PER_FILE)


def description_of(described: Described) -> str:
    """Return what a dataset is, and that it is a demonstration where it is one: a catalogue shows no banner."""
    warning = "Demonstration: not to be relied on. " if described.demonstration else ""
    return warning + (described.description or described.title)
