"""The parts of a picture's file that are no picture: which are known, and what stands in the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KNOWN_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB tEXt zTXt iTXt bKGD hIST pHYs sPLT tIME eXIf cICP mDCV cLLI "
    b"acTL fcTL fdAT iDOT vpAg caNv orNT oFFs sCAL pCAL sTER CgBI gIFg".split()
)
_KNOWN_WEBP = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "])
_KNOWN_GIF = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012", b"XMP DataXMP")
_KNOWN_JPEG = (b"JFIF\x00", b"JFXX\x00", b"Exif\x00\x00", b"http://ns.adobe.com/", b"ICC_PROFILE\x00", b"MPF\x00",
               b"Photoshop 3.0\x00", b"Adobe", b"Ducky", b"AROT", b"QVCI")  # fmt: skip
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\x00"
_TEXT = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}|(?:[\x20-\x7e]\x00){4,}")
_MOST_TEXT = 20_000

Part = tuple[str, bytes]
"""What a part is called in its format, and what is in it."""


def jpeg_parts(content: bytes) -> list[Part]:
    """Return the parts of a JPEG up to its picture: ``APP0`` to ``APP15``."""
    parts, at = [], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xE0 <= content[at + 1] <= 0xEF:
            parts.append((f"APP{content[at + 1] - 0xE0}", content[at + 4 : at + 2 + size]))
        at += 2 + size
    return parts


def unknown_parts(content: bytes, kind: str) -> Iterator[Part]:
    """Yield the parts of a picture's file that another program left in it, which no viewer shows."""
    if kind in ("JPEG", "MPO"):
        yield from ((name, held) for name, held in jpeg_parts(content) if held and not held.startswith(_KNOWN_JPEG))
    elif kind == "PNG":
        at = 8
        while at + 12 <= len(content):
            size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
            if size and name not in _KNOWN_PNG:
                yield short_name(name), content[at + 8 : at + 8 + size]
            at += 12 + size
    elif kind == "WEBP":
        at = 12
        while at + 8 <= len(content):
            name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
            if size and name not in _KNOWN_WEBP:
                yield short_name(name), content[at + 8 : at + 8 + size]
            at += 8 + size + size % 2
    elif kind == "GIF":
        yield from (part for part in gif_parts(content) if part[1] and not part[1].startswith(_KNOWN_GIF))


def gif_parts(content: bytes) -> Iterator[Part]:
    """Yield what programs left in a GIF: ``text`` that it draws, and their own ``notes``."""
    at = 13 + (3 * 2 ** ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    while at + 2 < len(content) and content[at] in b"\x21\x2c":
        if content[at] == 0x2C:
            table = content[at + 9 : at + 10] or b"\x00"
            at = _blocks(content, at + 11 + (3 * 2 ** ((table[0] & 7) + 1) if table[0] & 0x80 else 0))[0]
            continue
        label = content[at + 1]
        at, held = _blocks(content, at + 2)
        if label in (0x01, 0xFF):
            yield ("text" if label == 1 else "notes"), held[12:] if label == 1 else held


def _blocks(content: bytes, at: int) -> tuple[int, bytes]:
    """Return where a run of blocks ends, and what is in them."""
    pieces = []
    while at < len(content) and content[at]:
        pieces.append(content[at + 1 : at + 1 + content[at]])
        at += content[at] + 1
    return at + 1, b"".join(pieces)


def short_name(name: bytes) -> str:
    """Return the name of a part as text."""
    return "".join(char for char in name.decode("latin-1") if char.isalnum()) or "without a name"


def words_in(held: bytes) -> str:
    """Return what looks like text in a part of a kind that is not known."""
    pieces = (match[0] for match in _TEXT.finditer(held))
    texts = (piece.decode("utf-16-le" if piece[1:2] == b"\x00" else "utf-8", "replace") for piece in pieces)
    return "\n".join(texts)[:_MOST_TEXT]


def more_xmp(content: bytes) -> bytes:
    """Return the properties of a JPEG that did not fit into one part, ``b""`` where there are none."""
    parts = [held for _, held in jpeg_parts(content)]
    more = b"".join(held[len(_MORE_XMP) + 40 :] for held in parts if held.startswith(_MORE_XMP))
    return more or b"".join(held[len(_XMP) :] for held in [held for held in parts if held.startswith(_XMP)][1:])


def small_pictures(content: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield the small pictures that a JPEG carries besides the camera's: a file, or points and their size."""
    for _, held in jpeg_parts(content):
        if held.startswith(b"JFIF\x00") and len(held) > 14 and held[12] and held[13]:
            yield held[14:], (held[12], held[13])
        elif held.startswith(b"JFXX\x00\x10"):
            yield held[6:], (0, 0)
        elif held.startswith(b"Photoshop 3.0\x00"):
            for mark in (b"8BIM\x04\x0c", b"8BIM\x04\x09"):
                at = held.find(mark)
                start = held.find(b"\xff\xd8\xff", at) if at >= 0 else -1
                if start >= 0:
                    yield held[start:], (0, 0)
