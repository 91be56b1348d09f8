"""Rich text (RTF): its text, and what of it is not seen."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosurelog.reading.documents.colours import BLACK, WHITE, Colour, is_seen
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside
from disclosurelog.reading.documents.properties import names_somebody
from disclosurelog.reading.documents.word_looks import FETCHING

_PIECE = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_PARAGRAPH = (b"par", b"page", b"cell", b"row", b"sect", b"line", b"tab")
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata colorschememapping "
    b"latentstyles datastore xmlnstbl pict panose falt pgptbl mmathPr pntext objdata objclass".split()
)
_PARTS = {b"annotation": "comment", b"author": "author", b"operator": "operator", b"manager": "manager",
          b"company": "company", b"title": "title", b"subject": "subject", b"keywords": "keywords",
          b"doccomm": "description", b"header": "page header", b"footer": "page footer", b"footnote": "footnote",
          b"atnauthor": "author of a comment", b"revtbl": "authors of changes", b"userprops": "properties of its own",
          b"docvar": "variables of the document", b"template": "template", b"fldinst": "fields",
          b"mailmerge": "mail merge"}  # fmt: skip
_PERSONS = ("author", "operator", "manager", "author of a comment", "authors of changes")
_TRACES = {
    b"annotation": "comments",
    b"docvar": "custom-data",
    b"userprops": "own-property",
    b"template": "template",
    b"mailmerge": "connection",
}
_OBJECTS = (b"object", b"objdata", b"objemb")
_GROUNDS = (b"highlight", b"cb", b"chcbpat", b"cbpat")
_TINY = 4
"""Half points. Letters that are smaller are dots."""
_LEAST = 16
"""Bytes after the end that say nothing."""
_PICTURE = re.compile(rb"\\(?:jpeg|png)blip")
_HEX = re.compile(rb"\s([0-9a-fA-F\s]{200,}+)")
_MOST_PICTURES = 200
_HIDES = {b"v": "hidden-text", b"deleted": "tracked-changes", b"revised": "tracked-changes"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: where its text belongs, if it is text, how it looks, how many marks replace a sign."""

    place: str = ""
    skipped: bool = False
    hidden: str = ""
    marks: int = 1
    colour: int = 0
    ground: int = 0
    tiny: bool = False
    celled: bool = False


class _Reading:
    """A document that is being read, word by word."""

    def __init__(self, colours: Sequence[Colour | None], shaded: bool, found: Gathering) -> None:
        self.found = found
        self.colours = colours
        self.shaded = shaded
        self.state = _State()
        self.groups: list[_State] = []
        self.texts: dict[str, list[str]] = {"": []}
        self.skip = 0

    def brace(self, brace: bytes) -> None:
        if brace == b"{":
            self.groups.append(self.state)
        else:
            self.state = self.groups.pop() if self.groups else _State()

    def write(self, text: str) -> None:
        """Keep text, but for the marks that stand in a character's place for old programs."""
        if self.state.skipped:
            return
        text, self.skip = text[self.skip :], max(self.skip - len(text), 0)
        self.texts.setdefault(self.state.place, []).append(text)
        plain = not (self.state.tiny or self.state.colour or self.state.ground)
        hidden = self.state.hidden or ("" if plain or not self.is_unseen() else "hidden-text")
        if hidden and text.strip():
            self.found.trace(hidden, "")

    def is_unseen(self) -> bool:
        """Whether letters are tiny, or in the colour of what is behind them."""
        letters, ground = self.colour(self.state.colour, BLACK), self.colour(self.state.ground, WHITE)
        if self.state.tiny or letters is None or ground is None:
            return self.state.tiny
        if self.state.celled and self.shaded and not self.state.ground:
            return False  # what is behind the words of a cell is not known
        return not is_seen(letters, (ground,))

    def colour(self, number: int, usual: Colour) -> Colour | None:
        return usual if not number else self.colours[number] if 0 < number < len(self.colours) else None

    def word(self, word: bytes, number: bytes | None) -> None:
        if word in _OBJECTS:
            self.found.trace("embedded-file", "", "an object")
        if word in _TRACES:
            self.found.trace(_TRACES[word], "")
        if word in _SKIPPED:
            self.state = replace(self.state, skipped=True)
        elif word in _PARTS:
            self.state = replace(self.state, place=_PARTS[word])
        elif word == b"plain":
            self.state = replace(self.state, hidden="", colour=0, ground=0, tiny=False)
        elif word in _HIDES:
            self.state = replace(self.state, hidden="" if number == b"0" else _HIDES[word])
        elif word in (b"intbl", b"pard"):
            self.state = replace(self.state, celled=word == b"intbl")
        elif number is not None and (word in (b"cf", b"fs") or word in _GROUNDS):
            self.look(word, int(number))
        elif word == b"uc" and number:
            self.state = replace(self.state, marks=min(max(int(number), 0), 4))
        elif word in _PARAGRAPH:
            self.write("\n")
        elif word == b"u" and number:
            self.write(chr(int(number) % 65536))
            self.skip = self.state.marks

    def look(self, word: bytes, number: int) -> None:
        """Note how the letters that follow look."""
        if word == b"fs":
            self.state = replace(self.state, tiny=0 < number < _TINY)
        elif word == b"cf":
            self.state = replace(self.state, colour=number)
        else:
            self.state = replace(self.state, ground=number)


def _colours(content: bytes) -> list[Colour | None]:
    """Return the colours that a document numbers, ``None`` for that of the program."""
    start = content.find(b"{\\colortbl")
    table = content[start + 10 : content.find(b"}", start)] if start >= 0 else b""
    colours: list[Colour | None] = []
    for entry in table[:20_000].split(b";")[:-1]:
        parts = [re.search(rb"\\" + name + rb"(\d+)", entry) for name in (b"red", b"green", b"blue")]
        red, green, blue = (min(int(part[1][:3]), 255) if part else 0 for part in parts)
        colours.append((red, green, blue) if any(parts) else None)
    return colours


def read_rich(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in a rich text document."""
    for count, start in enumerate(itertools.islice(_PICTURE.finditer(content), _MOST_PICTURES), start=1):
        match = _HEX.search(content, start.end(), content.find(b"}", start.end()) + 1)
        if match is None:
            continue
        inner = found.inside(f"picture {count}")
        with contextlib.suppress(UnreadableError, ValueError):  # what is broken in it is not seen either
            drawn = bytes.fromhex("".join(match[1].decode("ascii").split()))
            read_inside(drawn, "jpeg" if drawn.startswith(b"\xff\xd8") else "png", inner)
        found.take(inner)
    rest = content[content.rstrip().rfind(b"}") + 1 :].strip(b"\x00\r\n\t ")
    if len(rest) > _LEAST:
        found.trace("left-over", "", f"{counted(len(rest), 'byte')} after its end")
    reading = _Reading(_colours(content), b"\\clcbpat" in content or b"\\clshdng" in content, found)
    for count, match in enumerate(_PIECE.finditer(content)):
        if count % 20_000 == 0:
            found.budget.go_on()
        word, number, code, symbol, brace, text = match.groups()
        if brace is not None:
            reading.brace(brace)
        elif word is not None:
            reading.word(word, number)
        else:
            reading.write(_decoded(code, symbol, text))
    _tell(reading.texts, found)


def _decoded(code: bytes | None, symbol: bytes | None, text: bytes | None) -> str:
    if code is not None:
        return bytes.fromhex(code.decode("ascii")).decode("cp1252", "replace")
    if symbol is not None:
        return {b"~": " ", b"-": "", b"_": "-", b"*": ""}.get(symbol, symbol.decode("latin-1"))
    return text.decode("cp1252", "replace") if text else ""


def _tell(texts: dict[str, list[str]], found: Gathering) -> None:
    for place, pieces in texts.items():
        text = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip(" ;\n")
        if place in _PERSONS and names_somebody(text.removeprefix("Unknown;")):
            found.trace("author", "properties", "the author")
        if place == "fields" and FETCHING.search(text):
            found.trace("outside-link", "", "a field")
        if place:
            found.say(place, text)
            continue
        for number, paragraph in enumerate(text.split("\n"), start=1):
            found.say(f"paragraph {number}", paragraph)
