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
    rf"(?<![A-Za-z0-9])(?i:(?P<letters>{_NI_LETTERS}){_S}(?P<digits>[0-9](?:{_S}[0-9]){{5}}){_S}(?P<end>[A-D]))"
    rf"(?![A-Za-z0-9])(?!')"
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
    r"stock|lot|"
    r"catalogue|batch|barcode|isbn|uprn|usrn|transaction|purchase|receipt|crime|planning|application|budget|"
    r"cost\s?cent(?:re|er)|ledger|nominal|subjective|gl|project|job|incident|complaint|docket|ref|reference)\b"
    r"[\s.:#]*(?:no\b|num|number|id|code)?\b\W*(?:\w+\W)?$"
)
"""Words just before a value that say what else it is."""


def national_insurance(text: str) -> Iterator[Sighting]:
    """Yield National Insurance numbers: two letters of those in use, six digits, and A to D."""
    for match in _NI.finditer(text):
        letters, digits = match["letters"], match["digits"]
        compact = digits.isdigit()
        # As the card has it; but “a” may be the article, as in “at 10 20 30 a bus”.
        spaced = re.fullmatch(r"[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}", digits) is not None
        pairs = spaced and match["end"] != "a"
        small = letters.islower() and not text[match.end("letters")].isdigit() and not pairs
        lead = before(text, match.start())
        named = re.search(r"(?i)\b(?:ni|nino|insurance)\b", lead + text[match.end() : match.end() + 12])
        if small and (letters in read_words().two_letters or not (compact or spaced or named)):
            continue
        if "/" in match[0] and not named and not _PARTED.fullmatch(match[0]):
            continue
        other = OTHER.search(lead)
        if other and not named and not _OF_SOMEBODY.search(lead) and "ref" not in other[0].lower():
            continue
        yield number_sighting(text, *match.span(), "a National Insurance number", "National Insurance number")


_PARTED = re.compile(r"[A-Za-z]{2}(?:/[0-9]{2}){3}/[A-Za-z]")
_OF_SOMEBODY = re.compile(
    r"(?i)\b(?:claimant|his|her|their|my|employee|staff|applicant|tenant|patient|payee|worker|person|client|customer)\b"
)


def is_day(digits: str) -> bool:
    """Return whether six digits are the day, month and year of a date."""
    try:
        date(2000, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return True


_MACHINE_LINE = re.compile(
    r"P[A-Z<][A-Z]{3}(?=[A-Z<]{4,39})[A-Z]+<<?[A-Z<]+|[0-9A-Z<]{9}[0-9][A-Z]{3}[0-9]{7}[MFX<][0-9]{7}"
)


def passport(text: str) -> Iterator[Sighting]:
    """Yield the lines that machines read in a passport."""
    for match in _MACHINE_LINE.finditer(text) if "<" in text else ():
        yield number_sighting(text, *match.span(), "the machine-readable line of a passport", "passport number")


_DRIVER = re.compile(
    r"(?<![A-Za-z0-9])(?i:[A-Z][A-Z9]{4})[ \n._-]?[0-9][0156][0-9][0-3][0-9][ \n-]?[0-9][ \n._-]?(?i:[A-Z][A-Z9])[ "
    r"]?[A-Za-z0-9][ ]?(?i:[A-Z]{2})"
    r"(?:[ ][0-9]{2})?(?![A-Za-z0-9])"
)
_DRIVER_LIKE = re.compile(
    r"(?<![A-Za-z0-9])(?i:[A-Z][A-Z9]{4})[ \n._-]?[0-9]{6}[ \n._-]?(?i:[A-Z][A-Z9][A-Z0-9][A-Z]{2})(?![A-Za-z0-9])"
)
_DRIVER_WORD = re.compile(
    r"(?i)\b(?:driv(?:ing|er|er's|ers)\s+(?:licen[cs]e|number|no\b|ref\w*)\b|driver\s+(?:and|&)\s+vehicle\s+(?:agency|"
    r"licensing)|"
    r"DVLA|DVANI|DVA)\b"
)
_COUNTED = re.compile(r"(?i)\b(?:check|fee|cost|income|issue|renew|application|total)")
_DRIVER_BEFORE = re.compile(
    r"(?i)\blicen[cs]e\W{1,3}(?:(?:no|nr|number|is|was)\W{1,3}){0,2}(?P<value>[0-9](?:[ -]?[0-9]){7})\W{1,3}"
    r"(?:DVANI|DVA|northern\s+ireland)\b"
)
_DRIVER_NI = re.compile(r"(?<![\w£$.,-])[0-9](?:[ -]?[0-9]){7}(?![\w])(?![.,][0-9])")


def driver(text: str) -> Iterator[Sighting]:
    """Yield driver numbers: Great Britain's 16 characters, which tell the birthday; Northern Ireland's 8 digits."""
    for match in _DRIVER.finditer(text):
        digits = re.sub(r"[^0-9]", "", match[0][5:])
        if int(digits[1:3]) % 50 in range(1, 13) and 1 <= int(digits[3:5]) <= 31:
            yield number_sighting(text, *match.span(), "a driving licence number", "driving licence number")
    for word in _DRIVER_WORD.finditer(text):
        end = word.end() + 40
        found = _DRIVER_LIKE.search(text, word.end(), end) or _DRIVER_NI.search(text, word.end(), end)
        if found and not _COUNTED.search(text, word.end(), found.start()):
            yield number_sighting(text, *found.span(), "a driving licence number", "driving licence number")
    for before_word in _DRIVER_BEFORE.finditer(text):
        yield number_sighting(text, *before_word.span("value"), "a driving licence number", "driving licence number")
