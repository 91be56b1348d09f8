"""Text as it was meant, without what hurried typing, forms and names of files put between the parts of a value."""

from __future__ import annotations

import re

from disclosurelog.checks.privacy.plain import Plain

_ODD = re.compile(
    r"(?<=[0-9])(?:[ \t]+(?P<dash>[-./])[ \t]*|(?P<dash2>[-./])[ \t]+)(?=[0-9])"  # 09 - 63 - 75
    r"|(?<=\w)(?:[ \t]+(?P<at>@)[ \t]*|(?P<at2>@)[ \t]+)(?=[\w-]+\.\w)"  # pam.sturgess  @ hotmail.co.uk
    r"|(?P<space>(?<!_)_++(?![\w.%+-]{0,64}@)|[ \t]{2,}|\.{2,}[ \t]*)"  # CLIENT_DOB, Acc.   4234, a/c....70-49-15-89
    r"|(?<![\w.])(?!e\.g|i\.e)(?P<dotted>(?:[A-Za-z]\.[ ]?){2,4}[A-Za-z]?)(?![\w.])"  # I.B.A.N
    r"|(?<![\w'.,£$-])(?P<spaced>(?:[A-Za-z0-9][ ]){2,}[A-Za-z0-9])(?![\w',-])"  # K B 6 7 0 6 9 6 C
    r"|(?<=[A-Za-z]{2})(?P<glued>)(?=[0-9]{8}|[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9-]))"  # nhs7008755503
    r"|(?i:(?<=\biban))(?P<code>)(?=[A-Za-z]{2}[0-9]{2})"
    r"|(?i:(?<=\bno)|(?<=\bni)|(?<=\bnino))(?P<person>)(?=[A-Za-z]{2}[0-9]{6}[A-Da-d](?![A-Za-z0-9]))"  # ni noqq123456c
)
_NEEDS = re.compile(
    r"[_\t]|  |\.\.|[0-9] ?[-./] |[0-9] [-./]|\w @|@ \w|\b[A-Za-z0-9][ .][A-Za-z0-9][ .]"
    r"|[A-Za-z]{2}[0-9]{2}(?:[0-9]{6}|-[0-9]{2}-)|(?i:\b(?:iban|no|ni|nino)[a-z]{2}[0-9])"
)


def tidied(text: str) -> Plain | None:
    """Return a plain text as it was meant, and where each of its characters stands in it; ``None`` where it is so."""
    if not _NEEDS.search(text):
        return None
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for match in _ODD.finditer(text):
        start, end = match.span()
        parts.append(text[at:start])
        places.extend(range(at, start))
        at = end
        if match["dotted"] or match["spaced"]:
            kept = [place for place in range(start, end) if text[place].isalnum()]
            parts.append("".join(text[place] for place in kept))
            places.extend(kept)
        else:
            parts.append(next(filter(None, match.group("dash", "dash2", "at", "at2")), " "))
            places.append(min(start, len(text) - 1))
    if not parts:
        return None
    places.extend(range(at, len(text)))
    return Plain("".join((*parts, text[at:])), tuple(places))
