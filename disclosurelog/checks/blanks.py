"""Cells that hold something, and say nothing."""

from __future__ import annotations

import re

_NOTHING = frozenset(
    {
        "", "none", "nil", "n/a", "na", "n.a", "n.a.", "not applicable", "not stated", "not known", "unknown", "blank",
        "tbc", "tba", "to be confirmed", "see letter", "see response", "nobody", "no one", "no-one", "none known", "0",
    }
)  # fmt: skip
_MARKS = re.compile(r"[\s\-–—._?*…x]*", re.IGNORECASE)
_LONGEST = 20


def says_nothing(cell: str) -> bool:
    """Return whether a cell is blank, or holds what officers type for nothing: “n/a”, “-”, “TBC”, “none”."""
    if len(cell) > _LONGEST and not cell.isspace():
        return False
    return cell.strip().lower() in _NOTHING or _MARKS.fullmatch(cell) is not None
