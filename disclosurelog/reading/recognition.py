"""Recognise what the columns of a CSV hold, where no schema says it.

A type is recognised only where it loses nothing: every cell that is filled in must be written as that type
is written and no other way. So ``007`` and ``+44 20`` stay text, and one word in a column of numbers makes it text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from disclosurelog.model.dates import PartialDate

_INTEGER = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")


def _is_date(cell: str) -> bool:
    found = PartialDate.parse(cell)
    return found is not None and found.full is not None


def _is_time(cell: str) -> bool:
    return re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]", cell) is not None


def _is_month(cell: str) -> bool:
    return re.fullmatch(r"[0-9]{4}-(?:0[1-9]|1[0-2])", cell) is not None


_TYPES = (
    ("integer", lambda cell: _INTEGER.fullmatch(cell) is not None),
    ("number", lambda cell: _NUMBER.fullmatch(cell) is not None),
    ("date", _is_date),
    ("yearmonth", _is_month),
    ("time", _is_time),
)
"""In the order in which they are tried. What is none of them is text."""


def recognise_type(cells: Sequence[str]) -> str:
    """Return the Table Schema type of a column with these cells."""
    filled = [cell for cell in dict.fromkeys(cells) if cell]
    if not filled:
        return "string"
    return next((name for name, fits in _TYPES if all(map(fits, filled))), "string")


def recognise_schema(header: Sequence[str], columns: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return a Table Schema for a file with this header and these columns."""
    fields = [{"name": name, "type": recognise_type(cells)} for name, cells in zip(header, columns, strict=True)]
    return {"fields": fields, "missingValues": [""]}
