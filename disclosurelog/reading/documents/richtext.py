"""Rich text (RTF): its text, and what of it is not seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from disclosurelog.reading.documents.gathering import Gathering
from disclosurelog.reading.documents.properties import names_somebody

_PIECE = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_PARAGRAPH = (b"par", b"page", b"cell", b"row", b"sect", b"line", b"tab")
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata colorschememapping "
    b"latentstyles datastore xmlnstbl pict fldinst panose falt pgptbl mmathPr pntext objdata objclass".split()
)
_PARTS = {b"annotation": "comment", b"author": "author", b"operator": "operator", b"manager": "manager",
          b"company": "company", b"title": "title", b"subject": "subject", b"keywords": "keywords",
          b"doccomm": "description", b"header": "page header", b"footer": "page footer", b"footnote": "footnote",
          b"atnauthor": "author of a comment", b"revtbl": "authors of changes", b"userprops": "properties of its own",
          b"docvar": "variables of the document", b"template": "template"}  # fmt: skip
_PERSONS = ("author", "operator", "manager", "author of a comment", "authors of changes")
_TRACES = {b"annotation": "comments", b"docvar": "custom-data", b"userprops": "own-property"}
_OBJECTS = (b"object", b"objdata", b"objemb")
_HIDES = {b"v": "hidden-text", b"deleted": "tracked-changes", b"revised": "tracked-changes"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: where its text belongs, if it is text, how it is hidden, how many marks replace a sign."""

    place: str = ""
    skipped: bool = False
    hidden: str = ""
    marks: int = 1


class _Reading:
    """A document that is being read, word by word."""

    def __init__(self, found: Gathering) -> None:
        self.found = found
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
        if self.state.hidden and text.strip():
            self.found.trace(self.state.hidden, "")

    def word(self, word: bytes, number: bytes | None) -> None:
        if word in _OBJECTS:
            self.found.trace("embedded-file", "", "an object")
        if word in _TRACES:
            self.found.trace(_TRACES[word], "")
        if word in _SKIPPED:
            self.state = replace(self.state, skipped=True)
        elif word in _PARTS:
            self.state = replace(self.state, place=_PARTS[word])
        elif word in _HIDES or word == b"plain":
            self.state = replace(self.state, hidden="" if number == b"0" else _HIDES.get(word, ""))
        elif word == b"uc" and number:
            self.state = replace(self.state, marks=min(max(int(number), 0), 4))
        elif word in _PARAGRAPH:
            self.write("\n")
        elif word == b"u" and number:
            self.write(chr(int(number) % 65536))
            self.skip = self.state.marks


def read_rich(content: bytes, found: Gathering) -> None:
    """Tell what is in a rich text document."""
    reading = _Reading(found)
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
        if place:
            found.say(place, text)
            continue
        for number, paragraph in enumerate(text.split("\n"), start=1):
            found.say(f"paragraph {number}", paragraph)
