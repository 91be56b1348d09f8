"""Drawings that Windows programs leave in documents (EMF, WMF): the words in them."""

from __future__ import annotations

import re
import zlib

_MOST = 32 * 2**20
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x13\x14\x18-\x1d]\x20){3,}")
_NARROW = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}")
_LETTERS = re.compile(r"[^\W\d_]{2}|\d{4}")


def drawing_words(content: bytes) -> str:
    """Return the words in a drawing, each piece on a line of its own, in the order in which they are drawn.

    What is drawn letter by letter, or as curves, is not among them.
    """
    if content.startswith(b"\x1f\x8b"):
        try:
            content = zlib.decompressobj(31).decompress(content, _MOST)
        except zlib.error:
            return ""
    wide = content[40:44] == b" EMF"
    pieces = [
        match[0].decode("utf-16-le" if wide else "cp1252", "replace")
        for match in (_WIDE if wide else _NARROW).finditer(content)
    ]
    return "\n".join(piece for piece in pieces if _LETTERS.search(piece))
