"""The register: every address that was published, so that none is lost."""

from __future__ import annotations

from dataclasses import dataclass

PUBLISHED = "published"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Registered:
    """An address that a site had: whose, of which reference, since which day, and what was there last.

    ``path`` is from the root of the site. ``state`` is ``published`` or ``withdrawn``. ``demonstration`` says that
    the log was a demonstration: what is made up may go as it came.
    """

    log: str
    reference: str
    path: str
    since: str
    state: str
    demonstration: bool = False
