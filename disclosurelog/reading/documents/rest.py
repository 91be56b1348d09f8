"""What else stands in the XML parts of a file: words in attributes, and notes that programs leave between the lines.

Readers of parts tell what they know. Names of lists and fields, tips, paths, prompts and what future versions add are
in attributes that none of them asks for; they are told by this, so that no text of a file is passed over.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from disclosurelog.reading.documents.gathering import Gathering

_ATTRIBUTE = re.compile(rb"""=(?:"([^"<> @\\]*+[ @\\][^"<>]*+)"|'([^'<> @\\]*+[ @\\][^'<>]*+)')""")
_TEXT = re.compile(rb">([^<>]++)<")
_WORDS = re.compile(r"[^\W\d_]{2}[^\W\d_]*[ .@\\/:]|@[^\W\d_]")
_OF_THE_FORMAT = re.compile(
    r"(?:w\d\d|wp\d\d|x\d\d\w*|v|o|mc|a\d\d|p\d\d|r|xr\d?|w)(?: |$)|https?://schemas\.|urn:|\{|"
    r"(?:uuid|xmp\.[di]id|adobe:docid):|[12]\d{3}-\d\d-\d\dT"
)
_MOST = 20_000


def tell_rest(content: bytes, place: str, found: Gathering, *, texts: bool = False) -> None:
    """Tell the words in the attributes and notes of an XML part, and with ``texts`` all other text of it too."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    words: dict[str, None] = {}
    for match in _ATTRIBUTE.finditer(content):
        word = _decoded(match[1] or match[2])
        if _WORDS.search(word) and not _OF_THE_FORMAT.match(word):
            words[word] = None
        if len(words) > _MOST:
            break
    others = [*notes_of(content), *(match[1] for match in _TEXT.finditer(content) if texts and not match[1].isspace())]
    words |= dict.fromkeys(filter(None, map(_decoded, others)))
    found.say(place, "\n".join(word for word in words if not _OF_THE_FORMAT.match(word)))


def notes_of(content: bytes) -> Iterator[bytes]:
    """Yield the notes of a part of XML that no program shows, without their marks."""
    for start, stop in ((b"<!--", b"-->"), (b"<?", b"?>")):
        at = content.find(start)
        while at >= 0:
            end = content.find(stop, at)
            if end < 0:
                break
            if not content.startswith((b"<?xml", b"<?mso"), at):
                yield content[at + len(start) : end]
            at = content.find(start, end)


def _decoded(stated: bytes) -> str:
    return html.unescape(stated.decode("utf-8", "replace")).strip()
