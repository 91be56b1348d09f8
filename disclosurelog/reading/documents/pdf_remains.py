"""What is left in a PDF of what it was made from: photographs as the camera wrote them, versions it was saved over."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import Any

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside
from disclosurelog.reading.documents.pdf_pages import page_texts
from disclosurelog.reading.documents.pdf_parts import drawn_words
from disclosurelog.reading.documents.picture_parts import words_in

_EARLIER = 8
"""Versions of itself that a PDF is looked through for."""
_PHOTOGRAPHS = 50
_LEAST = 16
"""Bytes after the end of a file that say nothing."""
_WORD = re.compile(r"\w[\w'’@.-]*\w")


def tell_photographs(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Look at photographs that are in the file as the camera made them, which know where and by whom."""
    at, seen = content.find(b"Exif\x00\x00"), 0
    while at >= 0 and seen < _PHOTOGRAPHS:
        start, end = content.rfind(b"\xff\xd8\xff", max(at - 65_600, 0), at), content.find(b"endstream", at)
        if start >= 0 and end > 0:
            seen += 1
            inner = found.inside("a photograph")
            try:
                read_inside(content[start:end], "jpeg", inner)
            except UnreadableError:
                pass  # what is broken in it is seen on the page, or not there
            else:
                found.take(inner)
        at = content.find(b"Exif\x00\x00", at + 6)


def tell_earlier(content: bytes, found: Gathering) -> None:
    """Compare the text with that of each version that the file was saved over."""
    ends = [match.end() for match in re.finditer(rb"%%EOF[\r\n]*", content)]
    earlier = [end for end in ends if 200 < end < len(content.rstrip(b"\r\n\x00 ")) - 20]
    if not earlier:
        return
    now = {word for text in page_texts(content) for word in _WORD.findall(text)}
    for number, end in enumerate(earlier[-_EARLIER:], start=1):
        found.budget.go_on()
        try:
            texts = page_texts(content[:end])
        except UnreadableError:
            continue  # no version by itself: files for the web are written in two parts
        lost = sorted({word for text in texts for word in _WORD.findall(text)} - now)
        if lost:
            found.trace(
                "earlier-version",
                "",
                counted(len(lost), "word that is no longer shown", "words that are no longer shown"),
            )
            found.say(f"earlier version {number}", "\n".join(texts))
    if len(earlier) > _EARLIER:
        found.fail(f"The PDF holds more than {_EARLIER} earlier versions of itself. Not all of them were looked at.")


def tell_loose(streams: Iterable[Any], content: bytes, found: Gathering) -> None:
    """Tell of pictures and text that nothing in the file leads to: what is left of pages that were changed."""
    texts = []
    for stream in streams:
        if stream.get("/Subtype") == "/Image":
            found.trace("earlier-version", "", "a picture that no page shows")
        elif stream.get("/Subtype") in (None, "/Form") and stream.get("/Type") in (None, "/XObject"):
            with contextlib.suppress(Exception):  # what no program can read shows nothing
                texts.append(drawn_words(stream.get_data()))
    words = {word for text in texts for word in _WORD.findall(text)}
    lost = words - {word for text in page_texts(content) for word in _WORD.findall(text)} if words else set()
    if lost:
        found.trace("earlier-version", "", counted(len(lost), "word that no page shows", "words that no page shows"))
        found.say("text that no page shows", "\n".join(texts))


def tell_tail(content: bytes, found: Gathering) -> None:
    """Tell of what follows the end of the file."""
    tail = content[content.rfind(b"%%EOF") + 5 :].strip(b"\x00\r\n\t ") if b"%%EOF" in content else b""
    if len(tail) > _LEAST:
        found.trace("left-over", "", f"{counted(len(tail), 'byte')} after its end")
        found.say("after the end of the file", words_in(tail))
