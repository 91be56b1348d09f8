"""Look at an authority's logo: whether it is a picture that a page can show."""

from __future__ import annotations

from pathlib import Path

from disclosurelog.model.authorities import Logo
from disclosurelog.reading.sources import find_inside

MOST_BYTES = 50_000
"""A logo is fetched with the first page that a reader opens, often on a phone."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = b"\0\0\0\rIHDR"


def find_logo(folder: Path, relative: str) -> Logo | str:
    """Return the PNG picture at ``relative`` in the log's folder, or why it cannot be shown."""
    path = find_inside(folder, relative)
    if isinstance(path, str):
        return path
    size = path.stat().st_size
    if size > MOST_BYTES:
        return f"“{relative}” has {size:,} bytes, and a logo may have {MOST_BYTES:,} at the most."
    content = path.read_bytes()
    # The PNG specification: the signature, then a chunk IHDR that begins with width and height.
    if not content.startswith(_SIGNATURE + _HEADER) or len(content) < 24:
        return f"“{relative}” is not a PNG picture."
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if not (width and height):
        return f"“{relative}” has no width or no height."
    return Logo(str(path), width, height)
