"""Numbers without a check digit, told by their form and the words near by: those of papers and of bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from disclosurelog.checks.privacy.sightings import Sighting, masked
from disclosurelog.checks.privacy.words import read_words
from disclosurelog.model.findings import Severity

_S = r"[ \t\n._/-]{0,3}"
_NI_LETTERS = r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z]"
_NI = re.compile(
    rf"(?<![A-Za-z0-9])(?i:(?P<letters>{_NI_LETTERS}){_S}(?P<digits>[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}){_S}(?P<end>[A-D]))"
    rf"(?![A-Za-z0-9])(?!')"
)
_NI_ASKED = re.compile(
    rf"(?i)(?:\bN\.?I\.?(?:\s?(?:no|num|number|ref)\b)?|\bNINO|\bnational\s+insurance|\binsurance "
    rf"number)\b[^\n]{{0,24}}?"
    rf"(?P<value>(?<![A-Za-z0-9])[A-CEGHJ-PQR-TW-Z]{_S}[A-CEGHJ-NPQR-TW-Z](?:{_S}[0-9]){{6}}(?:{_S}[A-D](?![A-Za-z0-9]))?)"
    rf"(?![0-9])(?![A-Za-z0-9])"
)
_REMOVE = "Delete it, or type “[{} removed]” in its place."


def number_sighting(
    text: str, start: int, end: int, what: str, short: str, severity: Severity = Severity.ERROR
) -> Sighting:
    """Return the sighting of a number; ``short`` names it in the advice, without an article."""
    return Sighting("personal-number", severity, start, end, what, masked(text[start:end]), _REMOVE.format(short))


def digits_of(value: str) -> str:
    """Return the digits of a value alone."""
    return "".join(character for character in value if character.isdigit())


def before(text: str, at: int, length: int = 40) -> str:
    """Return the ``length`` characters before a place in a text."""
    return text[max(0, at - length) : at]


OTHER = re.compile(
    r"(?i)\b(?:asset|tag|part|serial|meter|drawing|drg|model|invoice|order|p\.?o|contract|tender|product|sku|item|"
    r"stock|"
    r"catalogue|batch|barcode|isbn|uprn|usrn|transaction|purchase|receipt|crime|planning|application|ref|reference)\b"
    r"[\s.:#]*(?:no\b|num|number|id|code)?\b\W*(?:\w+\W)?$"
)
"""Words just before a value that say what else it is."""


def national_insurance(text: str) -> Iterator[Sighting]:
    """Yield National Insurance numbers: two letters of those in use, six digits, and A to D."""
    seen: set[int] = set()
    for match in _NI_ASKED.finditer(text):
        seen.add(match.start("value"))
        yield number_sighting(text, *match.span("value"), "a National Insurance number", "National Insurance number")
    for match in _NI.finditer(text):
        letters, digits = match["letters"], match["digits"]
        if match.start() in seen:
            continue
        compact = digits.isdigit()
        # As the card has it; but “a” may be the article, as in “at 10 20 30 a bus”.
        pairs = match["end"] != "a" and re.fullmatch(r"[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}", digits) is not None
        small = letters.islower() and not text[match.end("letters")].isdigit() and not pairs
        if small and letters in read_words().two_letters:
            continue
        lead = before(text, match.start())
        named = re.search(r"(?i)\b(?:ni|nino|insurance)\b", lead + text[match.end() : match.end() + 12])
        if compact and len(match[0]) == 9 and OTHER.search(lead) and not named:
            continue
        yield number_sighting(text, *match.span(), "a National Insurance number", "National Insurance number")


def is_day(digits: str) -> bool:
    """Return whether six digits are the day, month and year of a date."""
    try:
        date(2000, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return True


_PASSPORT_WORD = re.compile(r"(?i)\b(?:passport|ppt\s(?:no|number))\b")
_PASSPORT = re.compile(r"(?<![\w£$.,-])(?:[A-Za-z]{0,2}[0-9]{7}|[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3})(?![\w])(?![.,][0-9])")
_MACHINE_LINE = re.compile(
    r"P[A-Z<][A-Z]{3}(?=[A-Z<]{4,39})[A-Z]+<<?[A-Z<]+|[0-9A-Z<]{9}[0-9][A-Z]{3}[0-9]{7}[MFX<][0-9]{7}"
)


def passport(text: str) -> Iterator[Sighting]:
    """Yield passport numbers, which have no check digit: nine digits, or letters and seven, near the word."""
    for match in _MACHINE_LINE.finditer(text) if "<" in text else ():
        yield number_sighting(text, *match.span(), "the machine-readable line of a passport", "passport number")
    for word in _PASSPORT_WORD.finditer(text):
        found = _PASSPORT.search(text, word.end(), word.end() + 60)
        if found and (len(digits_of(found[0])) == 9 or found[0][0].isalpha()):
            yield number_sighting(text, *found.span(), "a passport number", "passport number")


_DRIVER = re.compile(
    r"(?<![A-Za-z0-9])(?i:[A-Z][A-Z9]{4})[ \n-]?[0-9][0156][0-9][0-3][0-9][ \n-]?[0-9][ \n-]?(?i:[A-Z][A-Z9])[ "
    r"]?[A-Za-z0-9][ ]?(?i:[A-Z]{2})"
    r"(?:[ ][0-9]{2})?(?![A-Za-z0-9])"
)
_DRIVER_LIKE = re.compile(
    r"(?<![A-Za-z0-9])(?i:[A-Z][A-Z9]{4})[ \n-]?[0-9]{6}[ \n-]?(?i:[A-Z][A-Z9][A-Z0-9][A-Z]{2})(?![A-Za-z0-9])"
)
_DRIVER_WORD = re.compile(r"(?i)\b(?:driv(?:ing|er|er's|ers)\s+(?:licen[cs]e|number|no\b)|DVLA|DVANI?)\b")
_DRIVER_NI = re.compile(r"(?<![\w£$.,-])[0-9]{8}(?![\w])(?![.,][0-9])")


def driver(text: str) -> Iterator[Sighting]:
    """Yield driver numbers: Great Britain's 16 characters, which tell the birthday; Northern Ireland's 8 digits."""
    for match in _DRIVER.finditer(text):
        digits = re.sub(r"[^0-9]", "", match[0][5:])
        if int(digits[1:3]) % 50 in range(1, 13) and 1 <= int(digits[3:5]) <= 31:
            yield number_sighting(text, *match.span(), "a driving licence number", "driving licence number")
    for word in _DRIVER_WORD.finditer(text):
        found = _DRIVER_LIKE.search(text, word.end(), word.end() + 40) or _DRIVER_NI.search(
            text, word.end(), word.end() + 30
        )
        if found:
            yield number_sighting(text, *found.span(), "a driving licence number", "driving licence number")


_ACCOUNT_WORD = re.compile(
    r"(?i)\b(?:sort\s*-?codes?|sort|s/c|sc|acc(?:oun)?t?(?:\s*no)?|a/c|bacs|bank|payee|direct debit)\b"
)
_SORT = r"(?<![\w£$.,/-])[0-9]{2}(?P<gap>[ \n-]?)[0-9]{2}(?P=gap)[0-9]{2}(?![0-9])(?![\w.,-][0-9])"
_ACCOUNT = r"(?<![\w£$.,-])[0-9]{8}(?![\w])(?![.,/-][0-9])"
_SORT_ACCOUNT = re.compile(
    rf"{_SORT}(?P<between>[^0-9]{{1,40}}?){_ACCOUNT}|{_ACCOUNT}(?P<between2>[^0-9]{{1,40}}?)"
    + _SORT.replace("gap", "gap2")
)
_BANK_ACCOUNT = re.compile(
    rf"(?i)\bbank\s+(?:account|a/c)\b(?:\s+(?:no\b\.?|num(?:ber)?|details?))?[^0-9\n]{{0,12}}(?P<value>{_ACCOUNT})"
)


def bank_account(text: str) -> Iterator[Sighting]:
    """Yield a bank account with its sort code: six digits in pairs and eight digits, side by side or named so."""
    if "-" not in text and not _ACCOUNT_WORD.search(text):
        return
    for match in _SORT_ACCOUNT.finditer(text):
        between = match["between"] or match["between2"] or ""
        named = _ACCOUNT_WORD.search(text, max(0, match.start() - 40), min(len(text), match.end() + 40))
        sort = match[0][:8] if match["between"] else match[0][-8:]
        if named or (not between.strip(" /|,;:\t\n-") and "-" in sort and not _may_be_a_day(digits_of(sort))):
            yield number_sighting(text, *match.span(), "a bank account with its sort code", "bank details")
    for match in _BANK_ACCOUNT.finditer(text):
        yield number_sighting(text, *match.span("value"), "a bank account number", "bank details")


def _may_be_a_day(digits: str) -> bool:
    return is_day(digits[:6]) or is_day(digits[4:6] + digits[2:4])
