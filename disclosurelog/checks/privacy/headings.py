"""What a column’s name says of the cells below it, however it is abbreviated, and what the cells say themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from disclosurelog.checks.privacy.numbers import health_passes

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])|[_\s]+")
_SORT_CODE = re.compile(r"(?i)\b(?:s(?:ort)?[ /]?codes?|branch code|s/?c)\b")
_ACCOUNT = re.compile(
    r"(?i)^(?:\W*(?:bank|payee'?s?|supplier'?s?)\s)?(?:acc(?:oun)?t?s?|a/c|ac)\b(?!\s*(?:name|code|type|manager|"
    r"holder))"
)
_IN_FULL = tuple(
    (re.compile(rf"(?i)\b(?:{short})(?![\w/])"), long)
    for short, long in (
        (r"emp", "employee"), (r"hosp", "hospital"), (r"pt|pat", "patient"),
        (r"d o b|birth ?dt|d of b|bdate", "date of birth"),
        (r"nat ?ins\w*|n i no|nin", "national insurance number"), (r"pers(?= n)", "personnel"),
        (r"addr", "address"),
    )
)  # fmt: skip
_TEN_DIGITS = re.compile(r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?:\.0)?")
_ENOUGH = 5
"""So many different numbers that all pass a check which one in eleven passes by chance are of that kind."""
_LOOKED_AT = 200

_AS_FLOAT = re.compile(r"([0-9]{7,})\.0+")
_AS_POWER = re.compile(r"(?i)([0-9])\.([0-9]{7,})e\+?([0-9]{1,2})")


def words_of_column(name: str) -> str:
    """Return a column's name as words: ``NINumber`` and ``ni_number`` as “NI Number” and “ni number”."""
    return _JOINED.sub(" ", name).strip()


def lead_of(name: str, values: Sequence[str], fellows: Sequence[str] = ()) -> str:
    """Return the words that are read before each of ``values``, ending in a colon and a space.

    ``fellows`` are the names of all columns of the table: an account beside a sort code is one at a bank.
    """
    words = words_of_column(name)
    for short, long in _IN_FULL:
        words = short.sub(long, words)
    if _ACCOUNT.search(words) and any(_SORT_CODE.search(words_of_column(fellow)) for fellow in fellows):
        words = f"{words}, bank account"
    elif not re.search(r"(?i)\b(?:nhs|isbn|issn)\b", words) and _are_health_numbers(values):
        words = f"{words}, NHS number"
    return f"{words}: "


def _are_health_numbers(values: Sequence[str]) -> bool:
    """Return whether a column holds ten digits in each cell, all of which pass the check of NHS numbers."""
    filled = list(islice((value.strip() for value in values if value and not value.isspace()), _LOOKED_AT))
    return len(filled) >= _ENOUGH and all(
        _TEN_DIGITS.fullmatch(value) is not None
        and value[0] in "4679"
        and health_passes(re.sub(r"[ -]|\.0", "", value))
        for value in filled
    )


def written_out(value: str) -> str:
    """Return a number as it was before a spreadsheet took it for a sum: from “9434765919.0” or “7.700900123E+09”."""
    whole = _AS_FLOAT.fullmatch(value)
    if whole:
        return whole[1]
    power = _AS_POWER.fullmatch(value)
    if power and len(power[2]) <= int(power[3]) <= 20:
        return power[1] + power[2].ljust(int(power[3]), "0")
    return value
