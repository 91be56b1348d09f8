"""A first look at a whole column, so that only the cells where something may be are looked at closely.

A column's different cells are joined, made into bytes of the same length, and searched for shapes that every sign
needs at the least. A cell with rare characters is always looked at closely.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from disclosurelog.reading.patterns import parts_with

MAIL, DIGITS, WORDS, NAMES, NUMBERED = 1, 2, 4, 8, 16
EVERYTHING = MAIL | DIGITS | WORDS | NAMES | NUMBERED

_BETWEEN = " \x1f "
"""Between two cells: nothing that is looked for goes across it, and words end at it."""
_CONTROLS = bytes((*range(9), *range(14, 31), 127))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINES = bytes.maketrans(b"\t\n\r\x0b\x0c" + _CONTROLS, b" " * 5 + b"\x01" * len(_CONTROLS))
_WORDS_ALONE = bytes(code if 48 <= code < 58 or 97 <= code < 123 or code == 31 else 32 for code in range(256))
_ODD = re.compile("[^\\x00-\\x7f\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]")

_MANY = 30_000
"""Characters from which on RE2 is quicker than Python, for which it must make itself ready."""

# Each is read alike by Python and by RE2, which has nothing that looks ahead or behind. Before and after a cell
# stands a space.
_AT = (
    r" at +(?:[a-z0-9]+ +){1,4}?(?:dot|com|co|gov|net|org|ac|nhs|sch|uk|ie|eu|info|me|biz|scot|wales|cymru|london|"
    r"de|fr|pl|es|it) "
)
_SHAPES = (
    r"[^a-np-z0-9][0-9](?:[ ._?/()-]{0,3}[0-9oil]){7}|[a-z][0-9](?: ?[0-9]){9}"
    r"|[0-9](?:[ ._?/()-]{0,3}[0-9]){5}[ ._?/()-]{0,3}[a-z]"
    r"|[a-z][0-9](?:[0-9]{0,2}[ ?-]?[a-z]{3}|[0-9a-z]?[ ?]{0,2}[0-9][a-z]{2})[^a-z0-9]"
    r"|[0-9][a-z]? [a-z]+ (?:[a-z]+ ){0,2}?(?:avenue|ave|close|crescent|drive|gardens|grove|lane|road|rd|row|street|st|"
    r"terrace|view|walk|way)\b"
)
_NEEDED = (
    r" (?:aged? |b(?:irth(?:date|day)?s? |orn | +[0-9])|c(?:heers |hi |onstable )|"
    r"d(?:r |ear |ame |ob |[cs] |i |ci | +o +b )|faithfully |h(?:ome|is|er) +address |"
    r"i(?:ndex |nsp(?:ector)? )|liv(?:es?|ed|ing) |m(?:r |rs |s |iss |x |essrs |y +address )|"
    r"n(?:umber ?plates? |urse |ino |[i1] |ok |at(?:iona[l1])? +[i1l]ns)|"
    r"p(?:rof |rofessor |lates? |assport |pt |[cs](?: *[0-9]| +[a-z])|cso )|"
    r"re(?:v |vd |verend |g |gn |gistration |gards |spectfully |sid(?:es?|ed|ing|ent) )|"
    r"s(?:ir |igned |ignature |gt |ergeant |incerely )|t(?:hanks? |ruly |heir +address )|vr[mn] |"
    r"wi(?:shes |tness )|yours +ever )"
)
_NUMBERED = (
    r" (?:brp|cro|id|mrn|n(?:o|um|umbers?|r|oms|omis)|p(?:nc(?:id)?|ayroll)|ref(?:erence)?|uci|"
    r"(?:emp|employee|hospital|payroll|patient|person|pupil|staff|student)(?:number|num|no|id|ref))"
    r" +(?:[a-z]+ +){0,4}[a-z]{0,4}[0-9] ?[0-9]"
)
_ASIDE = r"\([0-9]{1,2}[/.-][0-9]"
_CAPITALS = r" [A-Z](?:[a-z'?-]+ +|[A-Za-z'?-]+, ?)[A-Z]"


def glimpse(values: Sequence[str]) -> dict[int, int]:
    """Return what each of ``values`` may hold, by its index: the kinds added up; else left out."""
    found: dict[int, int] = defaultdict(int)
    for index, value in enumerate(values):
        if not value.isascii() and _ODD.search(value):
            found[index] = EVERYTHING
    joined = _BETWEEN.join(("", *values, ""))
    typed = joined.encode("ascii", "replace").translate(_LINES)
    small = typed.lower()
    words = small.translate(_WORDS_ALONE)
    if b"\x01" in typed or typed.count(b"\x1f") > len(values) + 1:
        found.update((index, EVERYTHING) for index, value in enumerate(values) if _CONTROL.search(value))
    starts = list(accumulate(map(len(_BETWEEN).__add__, map(len, values)), initial=len(_BETWEEN) - 1))
    many = parts_with if len(joined) > _MANY else _cells_with
    for search, pattern, data, kind in (
        (_cells_with, "@", small, MAIL),
        (_cells_with, "%40", small, MAIL),
        (_cells_with, _AT, words, MAIL),
        (_cells_with, "<<", small, DIGITS),
        (_cells_with, _ASIDE, small, WORDS),
        (many, _SHAPES, small, DIGITS),
        (many, _CAPITALS, typed, NAMES),
    ):
        for index in search(pattern, data, starts):
            found[index] |= kind
    for index in many(f"{_NEEDED}|{_NUMBERED}", words, starts):
        cell = words[starts[index] : starts[index + 1]]
        for pattern, kind in ((_NEEDED, WORDS), (_NUMBERED, NUMBERED)):
            if _compiled(pattern).search(cell):
                found[index] |= kind
    return found


def _cells_with(pattern: str, data: bytes, starts: Sequence[int]) -> Iterator[int]:
    """Yield the index of each cell in which ``pattern`` is found. Each starts with the space before it."""
    compiled = _compiled(pattern)
    match = compiled.search(data)
    while match:
        index = min(bisect_right(starts, match.end() - 1) - 1, len(starts) - 2)
        yield index
        match = compiled.search(data, starts[index + 1])


@cache
def _compiled(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode())
