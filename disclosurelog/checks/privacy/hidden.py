"""Characters that are not what they seem: invisible ones, and letters that look like others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from disclosurelog.checks.privacy.sightings import Known, Sighting
from disclosurelog.model.findings import Severity

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
)
_ALOUD = {
    "\u200b": "a zero width space", "\u200c": "a zero width non-joiner", "\u200d": "a zero width joiner",
    "\u200e": "a left-to-right mark", "\u200f": "a right-to-left mark", "\u2060": "a word joiner",
    "\ufeff": "a byte order mark", "\u0000": "a null character",
}  # fmt: skip
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset("\u200e\u200f\u061c")
_OVERRIDES = frozenset("\u202d\u202e")
_RIGHT_TO_LEFT = re.compile("[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0710-\u072f\u0780-\u07b1]")
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,8}\U000e007f")
_ADVICE = "Type the words again by hand, without pasting."


def hidden_character(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds a character that cannot be seen, or that turns the order of what is read.

    Why it matters: what cannot be seen can hold words that nobody checked, makes a search miss what it looks for, and
    can show a figure in another order than it is kept in.

    What to do: type the words again by hand, without pasting. Right-to-left and joining marks in Arabic, Hebrew and
    Indian scripts, and in emoji, belong there and pass; so do soft hyphens.
    """
    if text.isascii() and not _UNSEEN.search(text):
        return
    flags = [match.span() for match in _FLAG.finditer(text)]
    told: set[str] = set()
    turned = _RIGHT_TO_LEFT.search(text) is not None
    for match in _UNSEEN.finditer(text):
        if any(start <= match.start() < end for start, end in flags):
            continue
        for index, character in enumerate(match[0], match.start()):
            kind = "tags" if character >= "\U000e0000" else character
            if kind in told or _belongs(text, index, character, turned):
                continue
            told.add(kind)
            hides = kind == "tags" or character in _OVERRIDES
            what = "words that cannot be seen" if kind == "tags" else _name_of(character)
            severity = Severity.ERROR if hides else Severity.WARNING
            yield Sighting("hidden-character", severity, *match.span(), what, f"U+{ord(character):04X}", _ADVICE)


def _name_of(character: str) -> str:
    if character in _ALOUD:
        return _ALOUD[character]
    if character in _TURNING:
        return "a character that turns the order of what is read"
    return "a character that cannot be seen"


def _belongs(text: str, index: int, character: str, turned: bool) -> bool:
    """Return whether a joiner or a mark of direction stands where its script needs it.

    ``turned`` says that the text has Arabic or Hebrew in it.
    """
    around = text[max(0, index - 2) : index] + text[index + 1 : index + 3]
    if character in _JOINERS:
        return any(ord(c) > 0x2100 or unicodedata.bidirectional(c) == "AL" or "\u0900" <= c <= "\u0dff" for c in around)
    if character in _MARKS or character in _TURNING - _OVERRIDES:
        return turned
    return False


_LIKE_LATIN = frozenset(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03bf\u03bd\u03c1\u03f2\u03f3"
    "\u0405\u0406\u0408\u0410\u0412\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443"
    "\u0445\u0455\u0456\u0458\u04ae\u04af\u04bb\u0501\u050c\u051a\u051b\u051c\u051d\u0555\u0585\u0578\u057d\u0581\u13aa\u13ac\u13b3\u13da\u2170\u217c\u1d0f"
)
_TOKEN = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")
_AS_LETTER = re.compile("[\uff10-\uff5a\U0001d400-\U0001d7ff\u2160-\u217f]")


def lookalike_reference(text: str, known: Known) -> Iterator[Sighting]:
    """A reference, or a word, mixes letters of two alphabets that look alike.

    Why it matters: “FOI-2024-A1” with a Cyrillic А is another reference than with a Latin one. Nobody who types what
    they see will find it, and two answers can seem to have one reference.

    What to do: type the reference again by hand, without pasting.
    """
    if text.isascii():
        return
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.isascii():
            continue
        latin = any("a" <= c <= "z" or "A" <= c <= "Z" for c in token)
        other = [c for c in token if c in _LIKE_LATIN]
        if other and latin:
            yield look_alike(match.start(), match.end(), other[0])


def look_alike(start: int, end: int, character: str) -> Sighting:
    """Return the sighting of a letter that looks like another."""
    alphabet = next(
        (name for name in ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE") if name in unicodedata.name(character, "")), ""
    )
    what = (
        f"a {alphabet.capitalize()} letter that looks like a Latin one"
        if alphabet
        else "a letter that looks like another"
    )
    return Sighting("lookalike-reference", Severity.ERROR, start, end, what, f"U+{ord(character):04X}", _ADVICE)


def look_alikes_of_reference(text: str) -> Iterator[Sighting]:
    """Yield what in a reference is not the plain letter or digit that it looks like."""
    for index, character in enumerate(text):
        if character in _LIKE_LATIN or _AS_LETTER.match(character):
            yield look_alike(index, index + 1, character)
            return
