"""A first look at a whole column, so that only the cells where something may be are looked at closely.

A column's different cells are joined, made into bytes of the same length, and searched for shapes that every sign
needs at the least. A cell with rare characters is always looked at closely.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

MAIL, DIGITS, WORDS, NAMES, NUMBERED = 1, 2, 4, 8, 16
EVERYTHING = MAIL | DIGITS | WORDS | NAMES | NUMBERED

_BETWEEN = " \x1f "
"""Between two cells: nothing that is looked for goes across it, and words end at it."""
_CONTROLS = bytes((*range(9), *range(14, 31), 127))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINES = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
_WORDS_ALONE = bytes(code if 48 <= code < 58 or 97 <= code < 123 or code == 31 else 32 for code in range(256))

_AT = re.compile(
    rb" at +(?:[a-z0-9]+ +){1,4}?(?:dot|com|co|gov|net|org|ac|nhs|sch|uk|ie|eu|info|me|biz|scot|wales|cymru|london|"
    rb"de|fr|pl|es|it) "
)
_SHAPES = re.compile(
    rb"[0-9](?:(?<![a-np-z0-9][0-9])(?:[ ._?/()-]{0,3}[0-9oil]){7}|(?<=[a-z][0-9])(?: ?[0-9]){9}"
    rb"|(?:[ ._?/()-]{0,3}[0-9]){5}[ ._?/()-]{0,3}[a-z]"
    rb"|(?<=[a-z][0-9])(?:[0-9]{0,2}[ ?-]?[a-z]{3}(?![a-z0-9])|[0-9a-z]?[ ?]{0,2}[0-9][a-z]{2}(?![a-z0-9]))"
    rb"|[a-z]? [a-z]+ (?:[a-z]+ ){0,2}?(?:avenue|ave|close|crescent|drive|gardens|grove|lane|road|rd|row|street|st|"
    rb"terrace|view|walk|way)\b)"
)
_THEN = r" +(?:[a-z]+ +){0,4}[a-z]{0,4}[0-9] ?[0-9]"
_CODED = rf"(?:number|num|no|id|ref){_THEN}"
_NEEDED = re.compile(
    (
        rf" (?:a(?:ged?) |b(?:irth(?:date|day)?s? |orn | +(?=[0-9])|rp{_THEN})|c(?:heers |hi |onstable |ro{_THEN})|"
        rf"d(?:r |ear |ame |ob |[cs] |i |ci | +o +b )|e(?:mp|mployee){_CODED}|faithfully |h(?:(?:ome|is|er) +address |"
        rf"ospital{_CODED})|"
        rf"i(?:ndex |nsp(?:ector)? |d{_THEN})|liv(?:es?|ed|ing) |m(?:r |rs |s |iss |x |essrs |y +address |rn{_THEN})|"
        rf"n(?:umber ?plates? |urse |ino |[i1] |ok |at(?:iona[l1])? +[i1l]ns|(?:o|um|umbers?|r|oms|omis){_THEN})|"
        rf"p(?:rof |rofessor |lates? |assport |pt |[cs](?: *(?=[0-9])| +[a-z])|cso |nc(?:id)?{_THEN}|ayroll{_THEN}|"
        rf"(?:ayroll|atient|erson|upil){_CODED})|"
        rf"re(?:v |vd |verend |g |gn |gistration |gards |spectfully |sid(?:es?|ed|ing|ent) |f(?:erence)?{_THEN})|"
        rf"s(?:ir |igned |ignature |gt |ergeant |incerely |t(?:aff|udent){_CODED})|t(?:hanks? |ruly |heir +address )|"
        rf"uci{_THEN}|vr[mn] |"
        rf"wi(?:shes |tness )|yours +ever )"
    ).encode()
)
"""What ends with a digit is a number that may be named; all else is a word."""
_ASIDE = re.compile(rb"\([0-9]{1,2}[/.-][0-9]")
_CAPITALS = re.compile(rb" [A-Z](?:[a-z'?-]+ +|[A-Za-z'?-]+, ?)[A-Z]")
_ODD = re.compile("[^\\x00-\\x7f\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]")


def glimpse(values: Sequence[str]) -> dict[int, int]:
    """Return what each of ``values`` may hold, by its index: the kinds added up; else left out."""
    found: dict[int, int] = {}
    for index, value in enumerate(values):
        if not value.isascii() and _ODD.search(value):
            found[index] = EVERYTHING
    joined = _BETWEEN.join(("", *values, ""))
    typed = joined.encode("ascii", "replace").translate(_LINES)
    small = typed.lower()
    words = small.translate(_WORDS_ALONE)
    if len(typed.translate(None, _CONTROLS)) != len(typed):
        found.update((index, EVERYTHING) for index, value in enumerate(values) if _CONTROL.search(value))
    starts = list(accumulate(map(len(_BETWEEN).__add__, map(len, values)), initial=len(_BETWEEN)))
    for data, pattern, kind in (
        (small, re.compile(b"@"), MAIL),
        (words, _AT, MAIL),
        (small, re.compile(b"%40"), MAIL),
        (small, _SHAPES, DIGITS),
        (small, re.compile(b"<<"), DIGITS),
        (words, _NEEDED, WORDS),
        (small, _ASIDE, WORDS),
        (typed, _CAPITALS, NAMES),
    ):
        for index, numbered in _cells(pattern, data, starts):
            found[index] = found.get(index, 0) | (NUMBERED if numbered else kind)
    return found


def _cells(pattern: re.Pattern[bytes], data: bytes, starts: list[int]) -> Iterator[tuple[int, bool]]:
    """Yield the index of each cell in which ``pattern`` is found, and whether what was found is only a number.

    A cell's first find is enough, unless it is a number: something else may come after.
    """
    match = pattern.search(data)
    while match:
        index = min(bisect_right(starts, match.end() - 1) - 1, len(starts) - 2)
        numbered = pattern is _NEEDED and match[0][-1:].isdigit()
        yield index, numbered
        match = pattern.search(data, match.end() - 1 if numbered else starts[index + 1] - 1)
