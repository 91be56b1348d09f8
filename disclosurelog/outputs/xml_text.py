"""Text as XML has it: what people typed can neither end its element nor make the document one that nobody can read."""

from __future__ import annotations

import html
import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) allows in no form, not even escaped."""


def legal(value: str) -> str:
    """Return a text with U+FFFD for each character that XML 1.0 does not allow."""
    return value if value.isprintable() else _ILLEGAL.sub("\ufffd", value)


def line(value: str) -> str:
    """Return a text on one line, with U+FFFD for each character that XML 1.0 does not allow."""
    return legal(" ".join(value.split()))


def text(value: str) -> str:
    """Return a text as it stands between two tags."""
    return html.escape(value, quote=False)


def quoted(value: str) -> str:
    """Return a text as it stands between the quotation marks of an attribute."""
    return html.escape(value)
