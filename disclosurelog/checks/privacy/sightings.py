"""What every sign of personal data is given and gives."""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.model.findings import Severity


@dataclass(frozen=True, slots=True)
class Known:
    """What an authority publishes of itself: e-mail addresses, in small letters, and telephone numbers, as +44…."""

    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that looks like personal data, from ``start`` to ``end`` of a text.

    ``what`` names it for a sentence (“a National Insurance number”); ``shown`` is the value with most of it
    hidden, all that any report may say of it.
    """

    code: str
    severity: Severity
    start: int
    end: int
    what: str
    shown: str
    advice: str
