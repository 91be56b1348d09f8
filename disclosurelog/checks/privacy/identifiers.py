"""Numbers with a check digit by which the state, a bank or a school knows one person; ``personal_number``.

A number whose check one number in eleven passes by chance needs more: the way it is grouped in print, or words near
by. Nothing here decides by digits alone what words near by contradict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from disclosurelog.checks.privacy.accounts import bank_account
from disclosurelog.checks.privacy.named import is_named, named_number
from disclosurelog.checks.privacy.numbers import card_passes, health_passes, iban_passes, pupil_passes
from disclosurelog.checks.privacy.papers import (
    OTHER,
    before,
    digits_of,
    driver,
    is_day,
    national_insurance,
    number_sighting,
    passport,
)
from disclosurelog.checks.privacy.sightings import Known, Sighting

_TEN = re.compile(r"(?<![\w£$€.,/-])(?<![\w][-./])[0-9](?:[ \t\n._-]{0,3}[0-9]){9}(?![\w])(?![.,][0-9])(?!-[0-9])")
_PRINTED = re.compile(r"[0-9]{3}([ \t\n._-]{1,3})[0-9]{3}([ \t\n._-]{1,3})[0-9]{4}")
_CHI_PRINTED = re.compile(r"[0-9]{6}[ \t\n-]{1,2}[0-9]{4}")
_HEALTH = re.compile(
    r"(?i)\b(?:n\.?\s?h\.?\s?s\.?\s*(?:no\b|num|number|nr|id\b|#|[:(=]|$)|n\.?h\.?s\.?|"
    r"health\s+(?:service\s+)?(?:number|no\b)|patient|pts?\b|"
    r"service\s+user|health\s+(?:and|&)\s+care|h\s?&\s?c|hcn|hsc|chi|community\s+health\s+index)"
)
_TAX = re.compile(r"(?i)\b(?:utr|unique\s+tax(?:payer)?\s*(?:'s)?\s+ref\w*|tax\s+reference|self[\s-]assessment)\b")


def health(text: str) -> Iterator[Sighting]:
    """Yield NHS numbers, Scotland's CHI numbers and Northern Ireland's H&C numbers: ten digits, modulus 11."""
    for match in _TEN.finditer(text):
        digits = digits_of(match[0])
        lead = before(text, match.start())
        printed = _PRINTED.fullmatch(match[0]) is not None and digits[0] in "4679"
        chi = _CHI_PRINTED.fullmatch(match[0]) is not None and is_day(digits[:6])
        if health_passes(digits) and (printed or chi or _HEALTH.search(lead)) and not _TAX.search(lead):
            what, short = "an NHS number", "NHS number"
            if is_day(digits[:6]) and int(digits[:2]) <= 31 and (chi or re.search(r"(?i)\bchi\b|health index", lead)):
                what, short = "a CHI number", "CHI number"
            elif "320" <= digits[:3] <= "399":
                what, short = "a Health and Care number", "Health and Care number"
            yield number_sighting(text, *match.span(), what, short)


_UPN = re.compile(
    r"(?<![A-Za-z0-9])(?P<check>[A-Za-z])[ ]?(?P<rest>[0-9]{3}[ ]?[0-9]{4}[ ]?[0-9]{2}[ "
    r"]?[0-9]{2}[0-9A-Za-z])(?![A-Za-z0-9])"
)


def pupil(text: str) -> Iterator[Sighting]:
    """Yield Unique Pupil Numbers: a check letter and twelve digits, the last of which may be a letter."""
    for match in _UPN.finditer(text):
        if pupil_passes(re.sub(r"[^0-9A-Za-z]", "", match[0]).upper()):
            yield number_sighting(text, *match.span(), "a pupil number", "pupil number")


_IBAN_START = re.compile(r"(?<![A-Za-z0-9])(?i:[A-Z]{2})[ ]?[0-9]{2}(?=[ ]?[A-Za-z0-9]{4}[ ]?[A-Za-z0-9]{4})")
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PT": 25, "RO": 24,
    "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29, "AE": 23, "SA": 24, "IL": 23, "XK": 20, "RS": 22, "AL": 28,
    "BA": 20, "MD": 24, "ME": 22, "MK": 19,
}  # fmt: skip


def iban(text: str) -> Iterator[Sighting]:
    """Yield International Bank Account Numbers (ISO 13616): the country's length, and modulus 97."""
    for match in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2].upper())
        end, held = match.end(), match[0].upper().replace(" ", "")
        while length and len(held) < length and end < len(text):
            character = text[end]
            if character.isascii() and character.isalnum():
                held += character.upper()
            elif character not in " \n-" or text[end - 1] in " \n-":
                break
            end += 1
        whole = end >= len(text) or not text[end].isalnum()
        if length == len(held) and whole and iban_passes(held):
            yield number_sighting(text, match.start(), end, "an international bank account number", "bank details")


_CARD = re.compile(r"(?<![\w£$€.,/=])(?<![\w][-])[2-6](?:[ \t\n._-]{0,2}[0-9]){12,18}(?![\w])(?![.,][0-9])(?!-[0-9])")
_CARD_WORD = re.compile(r"(?i)\b(?:card|visa|master\s?card|maestro|amex|american\s+express|debit|credit|pan|payment)\b")
_CARD_GROUPS = {"4 4 4 4", "4 6 5", "4 4 4 4 3", "6 4 4 4", "4 6 4"}
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|"
    r"3(?:0[0-5]|[68]\d)\d{11}|"
    r"6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}|(?:5018|5020|5038|5893|6304|6759|"
    r"676[1-3])\d{8,15}"
)


def payment_card(text: str) -> Iterator[Sighting]:
    """Yield payment card numbers: the ranges of those who issue cards, and Luhn's check (ISO/IEC 7812)."""
    for match in _CARD.finditer(text):
        digits = digits_of(match[0])
        groups = " ".join(str(len(group)) for group in re.findall(r"[0-9]+", match[0]))
        lead = before(text, match.start(), 60)
        named = _CARD_WORD.search(lead + text[match.end() : match.end() + 30])
        if not _ISSUERS.fullmatch(digits) or not card_passes(digits):
            continue
        if named or groups in _CARD_GROUPS or (groups in ("16", "15") and not OTHER.search(lead)):
            yield number_sighting(text, *match.span(), "a payment card number", "card number")


NUMBERS: tuple[Callable[[str], Iterator[Sighting]], ...] = (
    iban, driver, payment_card, national_insurance, bank_account, passport, pupil, health, named_number,
)  # fmt: skip
"""From the most to the least specific."""

_SIX = re.compile(r"[0-9](?:[ \t\n._/()-]{0,3}[0-9]){5}|<<")


def personal_number(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds a number by which the state, a bank, a school, a hospital or an employer knows one person.

    Why it matters: a National Insurance, NHS, CHI, passport, driving licence, taxpayer, pupil, bank or card number
    tells who somebody is in every record that is kept under it, and helps whoever wants to pass for them. A number of
    one hospital or employer tells it to those who work there. Each is personal data, which FOIA s.40, FOISA s.38,
    EIR reg.13 and EISR reg.11 protect, and no answer needs it.

    What to do: delete the number, or type “[National Insurance number removed]” in its place. If it is another
    number that only looks like one, allow it.
    """
    if _SIX.search(text) or is_named(text):
        for number in NUMBERS:
            yield from number(text)
