"""Read the citations of provisions out of a cell, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<gap>[ ]*)(?:<(?P<law>[a-z]+!?)>|(?P<number>[0-9]+(?:[a-z](?![a-z0-9]))?)|(?P<word>[a-z']+|§+)"
    r"|(?P<open>\()|(?P<close>\))|(?P<dash>-)|(?P<stop>[.:])|(?P<join>[;,&/|+\n])|(?P<other>.))",
    re.DOTALL,
)
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_LETTERS = re.compile(r"[a-l]|a[a-d]|[a-h]?(?:i{1,3}|iv)|vi{0,3}")
_KINDS = {
    "act": re.compile(r"s|ss|sec|sects?|sections?|§+|s(?=[a-z]*t)[ceiotn]{4,8}"),
    "regulations": re.compile(r"r|rr|regs?|regulations?|r(?=[a-z]*l)[egulations]{6,11}"),
    "exemption": re.compile(r"ex|exm|exempt|exempted|exemptions?|exceptions?"),
}
_JOINING = frozenset(
    {
        "and", "or", "plus", "also", "by", "virtue", "of", "with", "via", "read", "in", "conjunction", "together",
        "under", "to", "through", "the", "act",
    }
)  # fmt: skip
_LEADING = _JOINING | {
    "refused",
    "withheld",
    "engaged",
    "line",
    "partial",
    "partly",
    "part",
    "foi",
    "info",
    "applied",
    "exemption",
    "exemptions",
    "exception",
}
_MOST_PARTS = 11
"""No subsection that is relied on has a higher number: what is higher is a section of its own."""

_WIDEST = 5
"""So many sections may lie between the ends of a range."""

_ROWS = (tuple("abcdefghijk"), ROMANS, tuple(map(str, range(1, _MOST_PARTS + 1))))


_CLOSING = frozenset({"close", "join", "dash", "end"})


class Token(NamedTuple):
    """A word, a number or a mark, and whether a blank stands before it."""

    kind: str
    text: str
    gap: bool


class Found(NamedTuple):
    """A citation as it was read: called a section or a regulation or neither, its number, its parts, the law named.

    ``doubted`` is whether it is a bare number, which counts only where the words beside it say the same.
    """

    kind: str
    number: str
    parts: tuple[str, ...]
    law: str = ""
    doubted: bool = False


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in small letters, in which the names of laws stand as ``<foia>``."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        yield Token(kind, match[kind], bool(match["gap"]))


def _is_part(text: str) -> bool:
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    if digits:
        return digits.isdigit() and 0 < int(digits) <= _MOST_PARTS
    return _LETTERS.fullmatch(text) is not None


class Reader:
    """Reads the tokens of a cell from left to right, once."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.found: list[Found] = []
        self.laws: list[tuple[int, str]] = []
        self._joined = False
        self._up_to = ""
        self._listed = False
        self._words = 0

    def read(self) -> bool:
        """Read everything; return whether every number could be made out."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            kind, skipped = self._kind()
            if kind:
                self.at += skipped
                self._up_to = self._up_to.strip("-")  # a dash stands between whole citations for a comma
                good = self._citation(kind)
            elif token.kind == "number":
                good = self._bare(token)
            elif (self._joined or self._listed) and self._continues():
                good = self._continued()
            else:
                good = self._other(token)
            if not good:
                return False
        return True

    def with_laws(self) -> list[Found]:
        """Return what was found, each with the law that is named for it, before or after, ``""`` where none is."""
        named = dict.fromkeys(law for _, law in self.laws)
        if len(named) == 1:
            return [each._replace(law=next(iter(named))) for each in self.found]
        before = bool(self.laws) and self.laws[0][0] == 0
        laws = []
        for place, each in enumerate(self.found):
            known = [law for at, law in self.laws if (at <= place if before else at > place)]
            laws.append(each._replace(law=(known[-1] if before else known[0]) if known else ""))
        return laws

    def _token(self, ahead: int) -> Token:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else Token("end", "", gap=False)

    def _kind(self) -> tuple[str, int]:
        """Return whether a section or a regulation is announced here, and how many tokens that takes."""
        token, ahead = self.tokens[self.at], 1
        while self._token(ahead).kind == "stop":
            ahead += 1
        opened = self._token(ahead).kind == "open"
        if token.kind != "word" or self._token(ahead + opened).kind != "number":
            return "", 0
        kind = next((name for name, words in _KINDS.items() if words.fullmatch(token.text)), "")
        return kind, ahead + opened

    def _bare(self, token: Token) -> bool:
        """Read a number that nothing announces: the first thing said, one of a list, or one with parts in brackets."""
        has_parts = self._token(1).kind == "open" and self._token(2).kind == "number"
        last = self.found[-1] if self.found else None
        if last and not token.gap and self._token(-1).kind == "stop":
            return False  # 40.2.1
        if self._joined and last and last.parts[:1] and not has_parts and _is_part(token.text):
            return last.parts[0][0].isdigit() and self._continued()
        alone = not (self._joined or has_parts or self._words == 0)
        if not self._citation("exemption" if not last or not self._joined else last.kind):
            return False
        after = self._token(0)
        goes_on = after.kind == "word" and after.text not in _JOINING and self._kind()[0] == ""
        self.found[-1] = self.found[-1]._replace(doubted=alone or (goes_on and not has_parts))
        return True

    def _citation(self, kind: str) -> bool:
        """Read a number and its parts."""
        text = self.tokens[self.at].text
        number = text.rstrip("abcdefghijklmnopqrstuvwxyz")
        if len(number) > 2 or number[0] == "0":
            return False
        self.at += 1
        parts = [text[len(number) :]] if text != number else []
        if self._token(0).kind == "close" and self._token(-2).kind == "open":
            self.at += 1
        return self._add(Found(kind, number, tuple(parts + self._parts())))

    def _continues(self) -> bool:
        """Return whether a part of the last citation's section stands here: “(ii)” or “c” after “36(2)(b)(i) and”."""
        token, after = self._token(0), self._token(1)
        if token.kind == "open":
            return _is_part(after.text) and self._token(2).kind in _CLOSING
        return token.kind == "word" and _LETTERS.fullmatch(token.text) is not None and self._ends(1)

    def _continued(self) -> bool:
        """Read the part of a section that was cited before, with what it leaves out."""
        last, first = self.found[-1], self._parts()
        if not first:  # a number alone
            first = [self.tokens[self.at].text]
            self.at += 1
            first += self._parts()
        kept = 0
        if not first[0][0].isdigit():
            kept = 1 if last.parts[:1] and last.parts[0][0].isdigit() else 0
            if first[0] in ROMANS and len(last.parts) > kept + 1:
                kept += 1
        return self._add(Found(last.kind, last.number, (*last.parts[:kept], *first)))

    def _parts(self) -> list[str]:
        """Read the parts that follow here, in brackets or loose."""
        parts: list[str] = []
        while True:
            token, after = self._token(0), self._token(1)
            if token.kind == "open" and _is_part(after.text) and self._token(2).kind in _CLOSING:
                self.at += 3 if self._token(2).kind == "close" else 2
                parts.append(after.text)
                continue
            if token.kind == "stop" and after.kind == "open" and not after.gap and _is_part(self._token(2).text):
                self.at += 1
                continue
            skip = token.kind == "stop" or (token.kind == "dash" and not token.gap and not parts)
            part = after if skip else token
            if skip and part.gap:
                return parts
            loose = part.gap or skip
            if part.kind == "number":
                fits = loose and _is_part(part.text) and (skip or self._ends(1, short=True))
                fits = fits and not (parts and parts[-1][0].isdigit())
            else:
                fits = part.kind == "word" and _LETTERS.fullmatch(part.text) is not None
                fits = fits and (not loose or self._ends(skip + 1))
            if not fits:
                return parts
            parts.append(part.text)
            self.at += skip + 1
            self.at += self._token(0).kind == "close"

    def _ends(self, ahead: int, *, short: bool = False) -> bool:
        """Return whether no word goes on at a token: a letter alone is an article where one does."""
        token = self._token(ahead)
        if token.kind == "number":
            return short
        if token.kind != "word" or token.text in _JOINING:
            return token.kind != "other"
        return _LETTERS.fullmatch(token.text) is not None and (short or token.text in ROMANS)

    def _add(self, new: Found) -> bool:
        """Add a citation, and what lies between it and the last where a range is meant."""
        between = self._between(new) if self._up_to else []
        self.found += [*(between or []), new]
        self._joined, self._listed, self._words = True, False, 0
        up_to, self._up_to = self._up_to, ""
        return between is not None or up_to == "-"

    def _between(self, new: Found) -> list[Found] | None:
        """Return what a range leaves out, ``None`` where it is not plain what that is."""
        last = self.found[-1]
        if not last.parts and not new.parts:
            numbers = range(int(last.number) + 1, int(new.number))
            near = 0 < int(new.number) - int(last.number) <= _WIDEST
            return [new._replace(number=str(number)) for number in numbers] if near else None
        if last.number != new.number or last.parts[:-1] != new.parts[:-1] or not (last.parts and new.parts):
            return None
        first, end = last.parts[-1], new.parts[-1]
        row = next((row for row in _ROWS if first in row and end in row), ())
        parts = row[row.index(first) + 1 : row.index(end)] if row else ()
        return [new._replace(parts=(*new.parts[:-1], part)) for part in parts] if row else None

    def _other(self, token: Token) -> bool:
        """Pass over what is no citation, and keep in mind whether a list can go on behind it."""
        self.at += 1
        if token.kind == "open" and self._joined and len(self._token(0).text) == 1 and self._token(1).kind == "close":
            return self._token(0).kind != "word"  # a part that no section has, such as (z)
        if token.kind == "law":
            self.laws.append((len(self.found), token.text.upper()))
            return bool(self.found) or self.laws[0] == self.laws[-1]  # “FOIA and EIR 12” is neither or both
        if token.kind == "join":
            self._words, self._up_to, self._listed = 0, "", bool(self.found)
        elif token.kind == "dash":
            self._up_to = "-" if self._joined else ""
        elif token.kind == "word":
            self._joined &= token.text in _JOINING
            self._listed = bool(self.found) and token.text in ("and", "or")
            self._words += token.text not in _LEADING
            self._up_to = "to" if self._joined and token.text in ("to", "through") else ""
        return True
