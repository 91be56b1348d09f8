"""The objects a PDF is made of: the texts in them, what they refer to, and those that nothing refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_SILENT = frozenset(
    ["/ID", "/Registry", "/Ordering", "/DA", "/DS", "/Lang", "/Producer", "/Creator", "/FontFamily", "/CharSet", "/NM",
     "/CreationDate", "/ModDate", "/M", "/LastModified", "/Cert", "/Contents", "/V", "/RC", "/URI", "/T", "/Version",
     "/OutputConditionIdentifier", "/OutputCondition", "/RegistryName", "/Info", "/GTS_PDFXVersion", "/SPDF"]
)  # fmt: skip
"""Keys of texts that say nothing of persons, or are told with the page that they are on."""
_PLACES = {"/ActualText": "text for screen readers", "/Alt": "text for screen readers", "/Title": "bookmarks",
           "/E": "text for screen readers", "/Opt": "what can be chosen in a form",
           "/TU": "names of form fields"}  # fmt: skip
_OTHER = "data of the file that no page shows"
_WORD = re.compile(r"[^\W\d_]{2}")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*+)\)?|\b(T[jJ*dD]|TD|Tm|ET)\b", re.DOTALL)


@dataclass(slots=True)
class Leaves:
    """What an object is made of: the dictionaries in it, the texts by where they belong, the numbers referred to."""

    dictionaries: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    references: set[int] = field(default_factory=set)


def leaves_of(held: object) -> Leaves:
    """Return what an object is made of, however deep it lies, without following what it refers to."""
    leaves = Leaves()
    ahead: list[tuple[str, object]] = [("", held)]
    while ahead:
        key, here = ahead.pop()
        number = getattr(here, "idnum", None)
        if isinstance(number, int):
            leaves.references.add(number)
        elif isinstance(here, dict):
            leaves.dictionaries.append(here)
            ahead += [(str(name), dict.__getitem__(here, name)) for name in here]
        elif isinstance(here, list):
            ahead += [(key, one) for one in list.__iter__(here)]
        elif type(here).__name__ == "TextStringObject" and key not in _SILENT and _WORD.search(str(here)):
            leaves.texts.append((_PLACES.get(key, _OTHER), str(here)))
    return leaves


def unreached(references: Mapping[int, Iterable[int]], roots: Iterable[int]) -> set[int]:
    """Return the numbers of the objects that nothing leads to from the roots."""
    ahead, reached = list(roots), set()
    while ahead:
        number = ahead.pop()
        if number not in reached:
            reached.add(number)
            ahead += references.get(number, ())
    return set(references) - reached


def drawn_words(content: bytes) -> str:
    """Return the words that a page's instructions draw, as far as they are in plain letters."""

    def pieces() -> Iterator[str]:
        for match in _STRING.finditer(content):
            yield match[1].decode("latin-1") if match[1] is not None else " "

    return " ".join("".join(pieces()).split())


def is_unshown_field(held: Mapping[str, Any]) -> bool:
    """Whether a dictionary is a field of a form that is filled in, and has no place on any page."""
    filled = type(held.get("/V")).__name__ == "TextStringObject" and str(held.get("/V")).strip()
    return bool(filled) and held.get("/FT") == "/Tx" and "/Rect" not in held and "/Kids" not in held
