"""A public authority: what it says of itself, whom to ask, and whom to complain to."""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.licences import ReusePolicy


@dataclass(frozen=True, slots=True)
class Regulator:
    """Whom to complain to, as the log's descriptor names it: an old log keeps the old name."""

    name: str
    address: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """How to ask for an internal review. ``within_working_days`` is the authority's own term, if it has one."""

    contact: str = ""
    email: str = ""
    website: str = ""
    within_working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Requests:
    """How to make a request to this authority."""

    email: str = ""
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """An authority's logo: the PNG file it is copied from, and its size in pixels."""

    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Authority:
    """A public authority and what it says of itself in its log's descriptor.

    ``name`` is the log's short name (``leicester-city-council``), from which addresses are made. ``colour`` is
    ``#rrggbb``, or ``""`` for the site's own.
    """

    name: str
    title: str
    website: str
    jurisdiction: str
    policy: ReusePolicy
    review: Review
    regulator: Regulator
    requests: Requests
    demonstration: str = ""
    period: tuple[PartialDate | None, PartialDate | None] = (None, None)
    received: tuple[tuple[str, int], ...] = ()
    register_licence: str = ""
    """The id of the licence that the descriptor states for the log as a list, ``""`` if none."""
    colour: str = ""
    logo: Logo | None = None
