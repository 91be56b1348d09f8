"""Find the word that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection

_MOST_WORDS, _LONGEST = 100, 60
"""Comparing takes long: a thousand columns that are wrong, with a thousand fields, would take half a minute."""


def nearest(word: str, known: Collection[str], cutoff: float = 0.6) -> str:
    """Return that of ``known`` which is most like ``word``, ``""`` if none is, or if there are too many to compare.

    ``cutoff`` is how like it must be, from 0 to 1.
    """
    if len(known) > _MOST_WORDS or len(word) > _LONGEST:
        return ""
    best = difflib.get_close_matches(word, list(dict.fromkeys(known)), 2, cutoff)
    if len(best) == 2 and _likeness(word, best[0]) == _likeness(word, best[1]):
        return ""  # “Granted” is as like “Granted in full” as “Granted in part”
    return next(iter(best), "")


def _likeness(word: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, word).ratio()
