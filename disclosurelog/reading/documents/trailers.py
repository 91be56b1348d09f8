"""What stands in a picture's file after the picture ends. A cropped screenshot may hold the rest of itself there."""

from __future__ import annotations

from disclosurelog.reading.documents.gathering import counted

_LEAST = 16
"""Bytes that are left over and say nothing: fill of zeros, an empty line."""


def left_over(content: bytes, kind: str) -> str:
    """Return how much follows the end of a picture, in words; ``""`` where nothing does."""
    end = {"PNG": _end_of_png, "JPEG": _end_of_jpeg, "GIF": _end_of_gif, "WEBP": _end_of_webp}.get(kind)
    at = end(content) if end else None
    if at is None:
        return ""
    rest = content[at:].strip(b"\x00\r\n\t ")
    return counted(len(rest), "byte") if len(rest) > _LEAST else ""


def _end_of_png(content: bytes) -> int | None:
    at = 8
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        at += 12 + size
        if name == b"IEND":
            return at
    return None


def _end_of_jpeg(content: bytes) -> int | None:
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        mark = content[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark in (0xFF, 0x01) or 0xD0 <= mark <= 0xD8:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:
            at = _after_scan(content, at)
    return None


def _after_scan(content: bytes, at: int) -> int:
    """Return where the next mark stands after the picture's own data, in which FF is followed by 00 or a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        following = content[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _end_of_gif(content: bytes) -> int | None:
    if len(content) < 13:
        return None
    at = 13 + (3 * 2 ** ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    while at < len(content):
        mark = content[at]
        if mark == 0x3B:
            return at + 1
        if mark == 0x21:
            at = _after_blocks(content, at + 2)
        elif mark == 0x2C and at + 10 <= len(content):
            table = content[at + 9]
            at = _after_blocks(content, at + 11 + (3 * 2 ** ((table & 7) + 1) if table & 0x80 else 0))
        else:
            return None
    return None


def _after_blocks(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += content[at] + 1
    return at + 1


def _end_of_webp(content: bytes) -> int | None:
    return 8 + int.from_bytes(content[4:8], "little")
