"""How a provision of a law is cited, and what was probably meant where it was written in another way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision of a law as a log cites it: ``FOIA s.40(2)``."""

    legislation: str
    provision: str

    def __str__(self) -> str:
        return f"{self.legislation} {self.provision}"

    @property
    def parents(self) -> tuple[str, ...]:
        """The provision and those it is part of, finest first: ``s.31(1)(g)``, ``s.31(1)``, ``s.31``."""
        found = [self.provision]
        while found[-1].endswith(")"):
            found.append(found[-1][: found[-1].rindex("(")])
        return tuple(found)


# Acts have sections and Regulations have regulations; which law is which is a fact about the statute book.
_SHAPES = {
    "FOIA": re.compile(r"s\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
    "FOISA": re.compile(r"s\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
    "EIR": re.compile(r"reg\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
    "EISR": re.compile(r"reg\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
}


def parse_citation(text: str) -> Citation | None:
    """Return the citation that ``text`` is written as, or ``None`` if it is not in the standard's form."""
    legislation, _, provision = text.partition(" ")
    shape = _SHAPES.get(legislation)
    if shape is None or shape.fullmatch(provision) is None:
        return None
    return Citation(legislation, provision)


_LONGEST = 120
_MOST = 8
_ACT_OF = {"EIR": "FOIA", "EISR": "FOISA", "FOIA": "FOIA", "FOISA": "FOISA"}
_REGULATIONS_OF = {"FOIA": "EIR", "FOISA": "EISR", "EIR": "EIR", "EISR": "EISR"}
_LAST_REGULATION = 21
"""Both sets of Regulations have 21: a higher number is a section of the Act."""

_CONDITIONS = {"FOIA": "40", "EIR": "13", "FOISA": "38", "EISR": "11"}
"""Where personal data is withheld the condition is often cited in one breath: ``s.40(2)(3A)``."""

_NAMES = (
    ("FOISA", r"foi ?\(s\) ?a|foisa|(?:freedom of information|foi) ?\(scotland\) act"),
    ("EISR", r"eisrs?|ei ?\(s\) ?rs?|environmental information \(scotland\) regulations"),
    ("EIR", r"eirs?|environmental information regulations|environmental information regs"),
    ("FOIA", r"foia|foi act|freedom of information act|freedom of information|foi"),
)
_NAMED = re.compile(
    r"(?<![a-z0-9])(?:of |under )?(?:the )?(?:"
    + "|".join(f"(?P<{law}>{name})" for law, name in _NAMES)
    + r")(?![a-z])(?: ?20(?:00|02|04))?"
)
# What may stand before the number. Each word is tried once and none twice over, so that no text takes long.
_LEAD = re.compile(
    r"(?:(?:(?:exempt(?:ed|ions?)?|exceptions?|refused|withheld|engaged|under|by|virtue|of|in|line|with|the)\b)?[\s:.,-]+)*+"
)
_MARK = re.compile(
    r"(?:(?P<act>sections?|sect|sec|ss|s|§{1,2})|(?P<regulations>regulations?|regs?|r))?[\s.:]*(?=[(0-9])"
)
_NUMBER = re.compile(r"\(?([1-9][0-9]?)(?:\(?(a)\)?(?=[\s(.:,)-]|$))?\)?|\(?([1-9][0-9]?)\)?")
_LETTERS = r"[a-z]|a[a-d]|[a-h](?:i{1,3}|iv)|[ivx]{2,4}"
_PART = re.compile(
    rf"[\s.:-]*\(\s*([0-9]{{1,2}}[a-z]?|{_LETTERS})\s*\)"
    r"|[\s.:-]+([0-9]{1,2}[a-z]?)(?![0-9a-z])(?!\s+[a-z]{2})"
    rf"|[.:-]?({_LETTERS})(?![a-z0-9])"
    rf"|[\s.:-]+({_LETTERS})(?=[\s.)]*$)"
)
# What it is about may follow in words; “and (c)” is one more part, and more than one citation.
_REST = re.compile(r"(?![\s,)]*(?:[&+/]|and\b|or\b))(?:[\s.)]*|[\s.,:;)]*[\s(:,-][^0-9]*)")
_BETWEEN = re.compile(r"\s*(?:[;,&+/|\n]|\band\b)+\s*")
_ROMAN = re.compile(r"[ivx]+\b")
_LETTER_AND_ROMAN = re.compile(r"([a-h])(i{1,3}|iv)")


def suggest_citation(text: str, legislation: str | None) -> Citation | None:
    """Return what was probably meant by ``S(40)``, ``s40(2)`` or ``12(5)e``, or ``None``.

    ``legislation`` is the law of the record, used where the text names none. The suggestion is for a
    message only; nothing is read as if it had been typed.
    """
    found = _read(_plain(text), legislation or "")
    return found[0] if found else None


def suggest_citations(text: str, legislation: str | None) -> tuple[Citation, ...]:
    """Return every citation that was probably meant by ``s40(2) & s43(2)`` or ``s.31, 40(2)``, in order.

    Empty where any part of the text cannot be made out: half of a list would be a wrong suggestion.
    """
    plain = _plain(text)
    whole = _read(plain, legislation or "")
    if whole:
        return whole
    found: list[Citation] = []
    pieces = [piece for piece in _BETWEEN.split(plain) if piece.strip()]
    named = {law for piece in pieces if (law := _law_named(piece)[0])}
    law = named.pop() if len(named) == 1 else legislation or ""
    for piece in pieces[: _MOST + 1]:
        more = _read(_continued(piece, found), law)
        if not more or len(found) > _MOST:
            return ()
        found += more
    return tuple(dict.fromkeys(found))


def _continued(piece: str, found: list[Citation]) -> str:
    """Return ``(3A)(a)`` or ``(ii)`` after ``s.40(2)`` with what it leaves out, any other piece as it is."""
    if not found or not piece.startswith("("):
        return piece
    provision = found[-1].provision.partition(".")[2]
    number, *parts = provision.replace(")", "").split("(")
    first = piece[1:].lstrip()[:3]
    if not first[:1].isdigit():  # a Roman numeral follows a letter, a letter follows a subsection
        kept = 2 if len(parts) > 2 and _ROMAN.match(first) else 1
        number += "".join(f"({part})" for part in parts[:kept])
    return f"{number}{piece}".lower()


def _plain(text: str) -> str:
    """Return the text in small letters with one kind of bracket, dash and blank, ``""`` where it is too long."""
    if len(text) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text).lower()
    return text.translate(str.maketrans("[]{}–—‐‑−", "()()-----")).strip()[:_LONGEST]


def _law_named(text: str) -> tuple[str, str]:
    """Return the law that a text names, ``""`` where it names none or two, and the text without its name."""
    laws = {str(match.lastgroup) for match in _NAMED.finditer(text)}
    return (laws.pop() if len(laws) == 1 else "", _NAMED.sub(" ", text))


def _read(text: str, legislation: str) -> tuple[Citation, ...]:
    """Return what one citation in plain letters means: one, or two where a condition is cited beside it."""
    named, text = _law_named(text)
    text = text.strip(" ,:;.-")
    text = text.removeprefix("(") if text[1:2].isalpha() else text
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    mark = _MARK.match(text)
    number = _NUMBER.match(text, mark.end()) if mark else None
    if mark is None or number is None:
        return ()
    parts, end = _parts(text, number.end())
    if _REST.fullmatch(text, end) is None:
        return ()
    kind = mark.lastgroup
    if (named, legislation.upper()) == ("EIR", "EISR"):
        named = "EISR"  # in Scotland too they are called “the EIRs”
    law = named or _law_meant(legislation.upper(), kind, int(number[1] or number[3]), parts)
    if law not in _SHAPES:
        return ()
    return _written(law, number[1] or number[3], number[2] or "", parts)


def _parts(text: str, start: int) -> tuple[list[str], int]:
    """Return the parts in brackets or loose that follow a number, and where they end."""
    parts: list[str] = []
    while (match := _PART.match(text, start)) is not None:
        parts.append(str(match[match.lastindex or 0]))
        start = match.end()
    return parts, start


def _law_meant(legislation: str, kind: str | None, number: int, parts: list[str]) -> str:
    """Return the law that a section or a regulation without a name belongs to, in a record under ``legislation``.

    A section in a record under the Regulations is one of the Act, unless it is numbered as regulations are
    and Acts are not: the exceptions are 12(4)(a) and the like, and s.12 is the limit on cost.
    """
    if kind == "regulations":
        return _REGULATIONS_OF.get(legislation, "")
    if kind == "act" and (number > _LAST_REGULATION or len(parts) < 2):
        return _ACT_OF.get(legislation, "")
    return legislation


def _written(law: str, number: str, letter: str, parts: list[str]) -> tuple[Citation, ...]:
    """Return the citation of these parts in the standard's form, with the condition cited beside it if there is one."""
    start = f"{'s.' if law in ('FOIA', 'FOISA') else 'reg.'}{number}"
    if law == "FOIA" and number == "22" and parts[:1] == ["a"]:
        letter, parts = "a", parts[1:]
    if letter and law == "FOIA":
        start += letter.upper()
    elif letter:
        parts = [letter, *parts]
    groups: list[list[str]] = [[]]
    for place, part in enumerate(parts):
        if part[0].isdigit() and place:
            groups.append([])
        split = _LETTER_AND_ROMAN.fullmatch(part)
        groups[-1] += split.groups() if split else [part]
    if len(groups) > 2 or (len(groups) == 2 and _CONDITIONS[law] != number):
        return ()
    for group in groups:
        letters = group[1:] if group[:1] and group[0][0].isdigit() else group
        if len(letters) > 2 or (len(letters) == 2 and _ROMAN.fullmatch(letters[1]) is None):
            return ()
    written = (
        f"{law} {start}" + "".join(f"({p.upper()})" if p[0].isdigit() else f"({p})" for p in group) for group in groups
    )
    found = tuple(parse_citation(one) for one in written)
    return tuple(one for one in found if one is not None) if None not in found else ()
