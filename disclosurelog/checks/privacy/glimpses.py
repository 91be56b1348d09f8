"""A first look at a whole column, so that only the cells where something may be are looked at closely.

A column's different cells are joined, made into bytes of the same length, and searched for shapes that every sign
needs at the least. A cell with rare characters is always looked at closely.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

MAIL, DIGITS, WORDS, NAMES = 1, 2, 4, 8
EVERYTHING = MAIL | DIGITS | WORDS | NAMES

_CONTROLS = bytes((*range(9), *range(14, 31), 127))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINES = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
_WORDS_ALONE = bytes(code if 48 <= code < 58 or 97 <= code < 123 else 32 for code in range(256))

_AT = re.compile(
    rb" at +(?:[a-z0-9]+ +){1,4}?(?:dot|com|co|gov|net|org|ac|nhs|sch|uk|ie|eu|info|me|biz|scot|wales|cymru|london|"
    rb"de|fr|pl|es|it) "
)
_SHAPES = re.compile(
    rb"[0-9](?:(?<![a-np-z0-9][0-9])(?:[ ._?/()-]{0,3}[0-9]){7}|(?<=[a-z][0-9])(?: ?[0-9]){10}"
    rb"|(?:[ ._?/()-]{0,3}[0-9]){5}[ ._?/()-]{0,3}[a-z]"
    rb"|(?<=[a-z][0-9])(?:[0-9]{0,2}[ ?-]?[a-z]{3}(?![a-z0-9])|[0-9a-z]?[ ?]{0,2}[0-9][a-z]{2}(?![a-z0-9])))"
)
_NEEDED = re.compile(
    rb" (?:a(?:ged?) |b(?:irth(?:date|day)?s? |orn | +[0-9])|d(?:r |ear |ame |ob | +o +b )|che(?:ers )|faithfully |"
    rb"h(?:ome +address |is +address |er +address )|"
    rb"index |liv(?:es?|ed|ing) |m(?:r |rs |s |iss |x |essrs |y +address )|n(?:umber ?plates? |ino |i |ational "
    rb"+insurance )|p(?:rof |rofessor |lates? |assport |pt )|"
    rb"re(?:v |vd |verend |g |gn |gistration |gards |spectfully |sid(?:es?|ed|ing|ent) )|s(?:ir |igned |incerely )|"
    rb"t(?:hanks? |ruly |heir +address )|vr[mn] |wishes |yours +ever )"
)
_CAPITALS = re.compile(rb" [A-Z][a-z'?-]+ +[A-Z]")
_ODD = re.compile("[^\\x00-\\x7f\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]")


def glimpse(values: Sequence[str]) -> dict[int, int]:
    """Return what each of ``values`` may hold, by its index: the kinds added up; else left out."""
    found: dict[int, int] = {}
    for index, value in enumerate(values):
        if not value.isascii() and _ODD.search(value):
            found[index] = EVERYTHING
    joined = "\x1f\x1f".join(("", *values, ""))
    typed = joined.encode("ascii", "replace").translate(_LINES)
    small = typed.lower()
    words = small.translate(_WORDS_ALONE)
    if len(typed.translate(None, _CONTROLS)) != len(typed):
        found.update((index, EVERYTHING) for index, value in enumerate(values) if _CONTROL.search(value))
    starts = list(
        accumulate((len(value) + 2 for value in values), initial=2)
    )  # the next cell begins two characters after the end of this
    for data, pattern, kind in (
        (small, re.compile(b"@"), MAIL),
        (words, _AT, MAIL),
        (small, _SHAPES, DIGITS),
        (small, re.compile(b"<<"), DIGITS),
        (words, _NEEDED, WORDS),
        (typed.replace(b"\x1f", b" "), _CAPITALS, NAMES),
    ):
        for index in _cells(pattern, data, starts):
            found[index] = found.get(index, 0) | kind
    return found


def _cells(pattern: re.Pattern[bytes], data: bytes, starts: list[int]) -> Iterator[int]:
    """Yield the index of each cell in which ``pattern`` is found; its first find is enough."""
    match = pattern.search(data)
    while match:
        index = bisect_right(starts, match.end() - 1) - 1
        index = min(index, len(starts) - 2)
        yield index
        match = pattern.search(data, starts[index + 1] - 1)
