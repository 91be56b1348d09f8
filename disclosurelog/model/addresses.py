"""Addresses that last: the slug of a disclosure, of a browse value and of a released file."""

from __future__ import annotations

import hashlib
import re
import unicodedata

AUTHORITY_LIMIT = 40
"""Characters that a log's name may have, so that a slug stays within 100."""

_REFERENCE_LIMIT = 46
_VALUE_LIMIT = 60
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices: no file or folder can have them, whatever its ending."""
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an officer may name a log or a dataset, so that it can be part of a web address."""
_OTHER = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


def fold(text: str) -> str:
    """Return ``text`` in lower-case ASCII letters and digits, anything else becoming single hyphens.

    Accents and apostrophes, straight and typographic, are left out: ``Children’s`` becomes ``childrens``.
    """
    if text.isascii():
        return _OTHER.sub("-", text.replace("'", "").lower()).strip("-")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c not in "'’‘")
    return _OTHER.sub("-", plain.lower()).strip("-")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]


def slug_of(log: str, reference: str) -> str:
    """Return the slug of a disclosure: ``<log>--<reference>``, from these two alone, so that it never changes.

    A reference of capital letters and digits joined by single hyphens is put in lower case as it stands:
    ``FOI-2024-0113`` becomes ``foi-2024-0113``. Any other reference is folded to that form and ends in
    ``--`` and ten digits of its SHA-256: ``FOI/2024/0113`` becomes ``foi-2024-0113--`` and its digits.
    Only the first kind has no second ``--``, so two references never share a slug but by a collision of
    the digest, which the build refuses. At most 100 characters, legal as a folder's name on any system.
    """
    if _PLAIN.fullmatch(reference) and len(reference) <= _REFERENCE_LIMIT:
        return f"{log}--{reference.lower()}"
    folded = fold(reference)[:_REFERENCE_LIMIT].strip("-")
    return f"{log}--{folded or 'reference'}--{_digest(reference)}"


def browse_slug(value: str) -> str:
    """Return the slug of a browse value: a year, a department, a topic.

    Spellings that differ only in capitals, accents, spaces and punctuation share it on purpose: they are
    shown as one value, because real logs spell one department several ways.
    """
    folded = fold(value)
    if folded and len(folded) <= _VALUE_LIMIT and folded not in RESERVED and not _loses_sense(value):
        return folded
    return f"{folded[:_VALUE_LIMIT].strip('-') or 'value'}--{_digest(' '.join(value.split()).casefold())}"


def _loses_sense(value: str) -> bool:
    """Return whether folding drops what tells values apart: a sign, as in ``C++``, or a letter of another script."""
    plain = unicodedata.normalize("NFKD", value)
    return any(c == "#" or unicodedata.category(c)[0] == "S" or (c.isalnum() and not c.isascii()) for c in plain)


def question_anchor(number: str) -> str:
    """Return the id of a question on its page: ``question-2-1`` for 2.1."""
    return "question-" + number.replace(".", "-")
