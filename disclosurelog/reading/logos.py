"""Look at an authority's logo: whether it is a picture that a page can show."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from disclosurelog.model.authorities import Logo
from disclosurelog.reading.folders import find_inside

MOST_BYTES = 50_000
"""A logo is fetched with the first page that a reader opens, often on a phone."""

MOST_PIXELS = 2_000
"""A side of a logo may have. A browser must unpack the whole picture."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def find_logo(folder: Path, relative: str) -> Logo | str:
    """Return the PNG picture at ``relative`` in the log's folder, or why it cannot be shown."""
    path = find_inside(folder, relative)
    if isinstance(path, str):
        return path
    size = path.stat().st_size
    if size > MOST_BYTES:
        return f"“{relative}” has {size:,} bytes, and a logo may have {MOST_BYTES:,} at the most."
    content = path.read_bytes()
    if not content.startswith(_SIGNATURE):
        return f"“{relative}” is not a PNG picture."
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        return f"“{relative}” is damaged or cut off."
    width, height = int.from_bytes(chunks[0][1][:4]), int.from_bytes(chunks[0][1][4:8])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        return (
            f"“{relative}” has {width:,} × {height:,} pixels, and a logo may have {MOST_PIXELS:,} a side at the most."
        )
    return Logo(str(path), width, height)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the data of each whole chunk (PNG specification, section 5.3), up to one that is damaged."""
    at = len(_SIGNATURE)
    while at < len(content):
        end = at + 8 + int.from_bytes(content[at : at + 4])
        kind_and_data, check = content[at + 4 : end], content[end : end + 4]
        if len(check) < 4 or zlib.crc32(kind_and_data) != int.from_bytes(check):
            return
        yield kind_and_data[:4], kind_and_data[4:]
        at = end + 4
