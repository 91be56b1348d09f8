"""Text is text: what an officer typed becomes paragraphs, line breaks, plain lists and links, and no more.

Nothing in a cell is ever HTML, Markdown or a template.
"""

from __future__ import annotations

import re

from disclosurelog.publishing.escaping import escape_text

_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'“”‘’]+", re.IGNORECASE)
_WHOLE = re.compile(r"(?:https?://[^/?#\s]*\w[^\s]*|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_TRAILING = ".,;:!?)]}"
_BULLET = re.compile(r"[ \t]*[-•][ \t]+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def _has_link(text: str) -> bool:
    return ":" in text and _LINK.search(text) is not None


def prose(text: str) -> str:
    """Return ``text`` as HTML: paragraphs, line breaks, lists of lines that begin with ``-`` or ``•``, links."""
    if not text:
        return ""
    if text.isprintable() and not _BULLET.match(text) and not _has_link(text):
        return f"<p>{escape_text(text)}</p>" if text.strip() else ""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not unified.strip():
        return ""
    return "".join(_block(block) for block in _BLANK.split(unified))


def linked(text: str) -> str:
    """Return one run of text escaped, with its web and mail addresses as links."""
    if not _has_link(text):
        return escape_text(text)
    parts, at = [], 0
    for match in _LINK.finditer(text):
        address = match.group().rstrip(_TRAILING)
        if address.count("(") > address.count(")") and text[match.start() + len(address) :].startswith(")"):
            address += ")"
        if not _WHOLE.fullmatch(address):
            continue
        shown = escape_text(address)
        parts.append(escape_text(text[at : match.start()]))
        parts.append(f'<a href="{shown}" rel="nofollow ugc">{shown}</a>')
        at = match.start() + len(address)
    return "".join(parts) + escape_text(text[at:])


def _block(block: str) -> str:
    """Return a block of lines as paragraphs and lists, in their order."""
    out: list[str] = []
    lines: list[str] = []
    items: list[str] = []

    def close() -> None:
        if lines:
            out.append("<p>" + "<br>\n".join(linked(line) for line in lines) + "</p>")
            lines.clear()
        if items:
            out.append("<ul>" + "".join(f"<li>{linked(item)}</li>" for item in items) + "</ul>")
            items.clear()

    for line in block.split("\n"):
        bullet = _BULLET.match(line)
        if bullet:
            if lines:
                close()
            items.append(line[bullet.end() :])
        else:
            if items:
                close()
            lines.append(line)
    close()
    return "".join(out)
