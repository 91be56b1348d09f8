"""What every sign of personal data is given and gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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


Find = Callable[[str, Known], Iterator[Sighting]]
"""A sign: it is given a text as ``plain_of`` makes it and what the authority publishes of itself.

Its code is its name with hyphens; its docstring is its page in the officer's guide.
"""


def masked(value: str, first: int = 2, last: int = 1) -> str:
    """Return ``value`` with its middle hidden: at most ``first`` and ``last`` characters, and no more than a third."""
    value = " ".join(value.split())
    room = len(value) // 3
    first = min(first, room)
    last = min(last, room - first)
    return f"{value[:first].strip()}…{value[len(value) - last :].strip()}"


def masked_mail(value: str) -> str:
    """Return an e-mail address with most of it hidden: ``j…@g….com``, less of a short one."""
    local, _, host = value.rpartition("@")
    name, dot, end = host.rpartition(".")
    for shown in (f"{local[:1]}…@{name[:1]}…{dot}{end}", f"{local[:1]}…@{name[:1]}…", f"{local[:1]}…@…", "…@…"):
        if 3 * (len(shown) - shown.count("…")) <= len(value):
            return shown
    return "…"


def nearest_of(text: str, at: int, sets: tuple[frozenset[str], ...], before: int = 60, after: int = 0) -> int | None:
    """Return which of ``sets`` has the word that stands nearest before ``at``, within a sentence; then after it.

    ``None`` where none has one. ``before`` and ``after`` are numbers of characters.
    """
    lead = _SENTENCE.split(text[max(0, at - before) : at])[-1].lower()
    trail = _SENTENCE.split(text[at : at + after])[0].lower()
    for word in (*reversed(_WORD.findall(lead)), *_WORD.findall(trail)):
        for index, words in enumerate(sets):
            if word.removesuffix("'s") in words:
                return index
    return None


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE = re.compile(r"(?<=[a-z0-9)])[.;?!]\s+|\n\s*\n")
