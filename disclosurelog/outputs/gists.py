"""What a disclosure is about, in as many characters as a list, a search result or a page’s description has room for."""

from __future__ import annotations

from disclosurelog.model.authorities import Authority
from disclosurelog.model.disclosures import Disclosure

DESCRIPTION_LIMIT = 160
GIST_LIMIT = 200
"""Characters that a list or a search result shows of what a disclosure is about."""

_AHEAD = 4
"""How many times as much of a text is read as is shown: it may be long, and white space in it is shortened."""


def describe(disclosure: Disclosure, authority: Authority, limit: int) -> str:
    """Return in at most ``limit`` characters what a disclosure is about, from the summary where there is one."""
    text = gist_of(disclosure, limit)
    if not text and disclosure.questions:
        text = gist(disclosure.questions[0].question, limit)
    if text:
        return text
    return shorten(f"{authority.title}’s answer to the request {disclosure.reference}: {disclosure.title}", limit)


def gist_of(disclosure: Disclosure, limit: int) -> str:
    """Return in at most ``limit`` characters the summary of a disclosure, else the request, else the response."""
    return gist(disclosure.summary or disclosure.request or disclosure.response, limit)


def gist(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut at a word so that it has at most ``limit`` characters."""
    begins = " ".join(text[: _AHEAD * limit].split())
    if len(begins) <= limit and len(text) > _AHEAD * limit:  # it begins with much white space
        begins = " ".join(text.split())
    return shorten(begins, limit)


def shorten(text: str, limit: int) -> str:
    """Return ``text`` cut at a word so that it has at most ``limit`` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
