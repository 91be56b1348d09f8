"""Signs of personal data in text and tables; ``PRIVACY_CHECKS`` lists what is looked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from disclosurelog.checks.privacy.columns import personal_column
from disclosurelog.checks.privacy.counts import small_numbers
from disclosurelog.checks.privacy.logs import columns_of, privacy_of_columns
from disclosurelog.checks.privacy.released import privacy_of_grid, privacy_of_name, privacy_of_passages
from disclosurelog.checks.privacy.sightings import NOTHING_KNOWN, Known, Sighting
from disclosurelog.checks.privacy.signs import CHARACTERS, SIGNS, find_sightings

__all__ = [
    "NOTHING_KNOWN",
    "PRIVACY_CHECKS",
    "Known",
    "Sighting",
    "columns_of",
    "find_sightings",
    "privacy_of_columns",
    "privacy_of_grid",
    "privacy_of_name",
    "privacy_of_passages",
]

PRIVACY_CHECKS: tuple[Callable[..., Any], ...] = (
    *(sign for sign, _ in SIGNS),
    *CHARACTERS,
    personal_column,
    small_numbers,
)
"""A code is a function's name with hyphens; its docstring says what is wrong, why it matters and what to do."""
