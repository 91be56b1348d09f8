"""Bank accounts, which have no check digit: told by the sort code beside them and the words near by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.privacy.papers import OTHER, before, digits_of, is_day, number_sighting
from disclosurelog.checks.privacy.sightings import Sighting

_BANKS = (
    "bank|building society|barclays|lloyds|natwest|nat west|hsbc|santander|halifax|nationwide|monzo|starling|tsb|rbs|"
    "bos|co-?op bank|metro bank|first direct|revolut|virgin money|danske|ulster bank|clydesdale"
)
_STRONG = re.compile(
    rf"(?i)\b(?:sort\s*-?codes?|sort|branch\s*code|s/c|sc|acc(?:oun)?t?s?\.?(?:\s*(?:no|num|number|name))?|a/c|"
    rf"ac\s?no|bacs|chaps|"
    rf"payee|direct debit|standing order|{_BANKS})\b"
)
_INTO = re.compile(r"(?i)\b(?:pay\w*|paid|refund\w*|remit\w*|transfer\w*|credit\w*)\s(?:\w+\s){0,3}?(?:to|into)\b")
_SORT = (
    r"(?<![\w£$.,/-])(?:[0-9]{2}(?P<gap>[ ]?[-./ \n]?[ ]?)[0-9]{2}(?P=gap)[0-9]{2}|[0-9]{3}[- ][0-9]{3})"
    r"(?![0-9])(?![\w.,-][0-9])"
)
_ACCOUNT = (
    r"(?<![\w£$.,-])(?:[0-9]{8}|[0-9]{4}[ -][0-9]{4}|[0-9]{2}(?:[ -][0-9]{2}){3}|[0-9]{3}[ -][0-9]{3}[ -][0-9]{2}"
    r"|[0-9](?: [0-9]){7})(?![\w])(?![.,/-][0-9])"
)
_BOTH = re.compile(
    rf"{_SORT}(?P<between>[^0-9]{{1,40}}?){_ACCOUNT}|"
    rf"{_ACCOUNT}(?P<between2>[^0-9]{{1,40}}?){_SORT.replace('gap', 'gap2')}"
)
_ALONE = re.compile(
    rf"(?i)\b(?:{_BANKS})\s+(?:\w+\s+){{0,2}}?(?:acc(?:oun)?t?|a/c)\b[^0-9\n]{{0,24}}?(?P<value>{_ACCOUNT})"
    rf"|\bacc(?:oun)?t?\.?\s?name\b[^0-9]{{1,60}}?\bacc(?:oun)?t?\.?\s?(?:no|num|"
    rf"number)?\b[^0-9]{{0,6}}?(?P<value2>{_ACCOUNT})"
)
_ON = re.compile(r"(?i)\b(?:on|dated?|from|since|by|until|of|received|paid)\W{0,3}$")

_MISREAD = re.compile(r"(?<=[0-9])[OoIl]{1,2}(?=[0-9 -])|\b[OoIl](?=[0-9][0-9 -])")
_AS_DIGITS = str.maketrans("OoIl", "0011")


def bank_account(text: str) -> Iterator[Sighting]:
    """Yield a bank account with its sort code: six digits in pairs and eight digits, side by side or named so."""
    text = _MISREAD.sub(lambda match: match[0].translate(_AS_DIGITS), text)
    named = _STRONG.search(text) is not None
    if not named and "-" not in text and not _INTO.search(text):
        return
    for match in _BOTH.finditer(text):
        if _is_account(text, match):
            yield number_sighting(text, *match.span(), "a bank account with its sort code", "bank details")
    for match in _ALONE.finditer(text) if named else ():
        value = "value" if match["value"] else "value2"
        yield number_sighting(text, *match.span(value), "a bank account number", "bank details")


def _is_account(text: str, match: re.Match[str]) -> bool:
    between, first = match["between"] or match["between2"] or "", bool(match["between"])
    gap = (match["gap"] if first else match["gap2"]) or ""
    sort = (match[0][: 6 + 2 * len(gap)] if first else match[0][-6 - 2 * len(gap) :]).strip()
    day = bool(gap) and _may_be_a_day(digits_of(sort))
    near = text[max(0, match.start() - 40) : match.end() + 40]
    if _STRONG.search(near):
        dated = _ON.search(before(text, match.start(), 12) if first else between)
        return not (day and dated and not re.search(r"(?i)\b(?:sort|s/c|branch)", near))
    beside = not between.strip(" /|,;:\t\n-()")
    if not beside or not gap.strip() or not re.search(r"[0-9]{8}", match[0]):
        return False
    lead = before(text, match.start())
    return bool(_INTO.search(lead)) or ("-" in gap and not day and not OTHER.search(lead))


def _may_be_a_day(digits: str) -> bool:
    return is_day(digits[:6]) or is_day(digits[4:6] + digits[2:4])
