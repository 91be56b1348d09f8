"""Text as it looks, so that a value typed with odd spaces, digits or invisible characters is found all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import decimal

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that draw nothing, as the inside of a character class."""

_UNSEEN = re.compile(f"[{UNSEEN}]")

_DIGITS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66, 0x0E50, 0xFF10,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
)  # fmt: skip
_SAME = (
    dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288), " ")
    | {ord(line): "\n" for line in "\r\u000b\u000c\u0085\u2028\u2029"}
    | {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\u00b7\u2022\u2027"}
    | {ord(quote): "'" for quote in "\u2018\u2019\u201b\u02bc\u00b4\u0060"}
    | {0x2024: ".", 0x3002: ".", 0xFE52: ".", 0xFE6B: "@"}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {zero + digit: str(decimal(chr(zero + digit))) for zero in _DIGITS for digit in range(10)}
)  # fmt: skip


_WEB_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)[^\s<>“”\"\x1f]++")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it looks, and for each of its characters where it stood, ``None`` where nothing was taken out."""

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the text as it was typed."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain_of(text: str) -> Plain:
    """Return ``text`` with digits, spaces, dashes and apostrophes of every kind as ASCII has them, nothing unseen."""
    if text.isascii():
        return Plain(text.replace("\r", "\n").replace("`", "'"))
    folded = text.translate(_SAME)
    if not _UNSEEN.search(folded):
        return Plain(folded)
    places: list[int] = []
    parts, at = [], 0
    for match in _UNSEEN.finditer(folded):
        parts.append(folded[at : match.start()])
        places.extend(range(at, match.start()))
        at = match.end()
    places.extend(range(at, len(folded)))
    return Plain("".join((*parts, folded[at:])), tuple(places))


def without_web_addresses(text: str) -> str:
    """Return ``text`` with web addresses blanked, as long as before: the digits in them are those of pages."""
    return _WEB_ADDRESS.sub(lambda match: "\x1f" * len(match[0]), text) if "://" in text or "www." in text else text
