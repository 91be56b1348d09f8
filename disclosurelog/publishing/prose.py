"""Text is text: what an officer typed becomes paragraphs, line breaks, plain lists and links, and no more.

Nothing in a cell is ever HTML, Markdown or a template.
"""

from __future__ import annotations

import re

from disclosurelog.model.outputs import Made
from disclosurelog.publishing.escaping import escape_text

_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'“”‘’]+", re.IGNORECASE)
_WHOLE = re.compile(r"(?:https?://[^/?#\s]*\w[^\s]*|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_TRAILING = ".,;:!?)]}"
_BULLET = re.compile(r"[ \t]*[-•][ \t]+")
_BULLETS = re.compile(rf"^{_BULLET.pattern}", re.MULTILINE)
_NOTHING = Made()
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def _has_link(text: str) -> bool:
    return ":" in text and _LINK.search(text) is not None


def prose(text: str) -> Made:
    """Return ``text`` as HTML: paragraphs, line breaks, lists of lines that begin with ``-`` or ``•``, links."""
    if not text:
        return _NOTHING
    if text.isprintable() and not _BULLET.match(text) and not _has_link(text):
        return Made(f"<p>{escape_text(text)}</p>") if text.strip() else _NOTHING
    unified = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not unified.strip():
        return _NOTHING
    if not _BULLETS.search(unified) and not _has_link(unified):
        paragraphs = _BLANK.split(escape_text(unified))
        return Made("".join([f"<p>{lines}</p>" for lines in paragraphs]).replace("\n", "<br>\n"))
    return Made("".join(map(_block, _BLANK.split(unified))))


def linked(text: str) -> Made:
    """Return one run of text escaped, with its web and mail addresses as links."""
    return Made(_linked(text))


def _linked(text: str) -> str:
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
            out.append("<p>" + "<br>\n".join(_linked(line) for line in lines) + "</p>")
            lines.clear()
        if items:
            out.append("<ul>" + "".join(f"<li>{_linked(item)}</li>" for item in items) + "</ul>")
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
