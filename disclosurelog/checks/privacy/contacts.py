"""Telephone numbers of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosurelog.checks.privacy.mails import of_a_post
from disclosurelog.checks.privacy.sightings import Known, Sighting, masked, nearest_of
from disclosurelog.checks.privacy.words import read_words
from disclosurelog.model.findings import Severity

_GAP = r"(?:[ \t\n]{0,2}|[ ]?[-./_][ ]?|[ ]?[()][ ]?)"
_NUMBER = re.compile(
    rf"(?<![\w£$€#%])(?<![0-9][-/.=,])(?:(?:\+|00)[ ]?(?P<abroad>[1-9](?:{_GAP}[0-9]){{7,14}})"
    rf"|(?P<home>\(?[0Oo](?=[^O]{{0,3}}[0-9])(?:{_GAP}[0-9OoIl]){{9,10}})(?![A-Za-z])"
    rf"|(?P<cut>7[1-57-9][0-9]{{2}}[ ]?[0-9]{{3}}[ ]?[0-9]{{3}})"
    rf"|(?P<bare>44[ ]?(?:\(0\)[ ]?)?7[0-9]{{3}}[ ]?[0-9]{{3}}[ ]?[0-9]{{3}}))(?![0-9])(?!,[0-9]{{3}})"
)
_ASKED = re.compile(
    r"(?i)\b(?:tele?phone|phone|tel|mob|mobile|call(?:ed|s)?|ring|rang|text(?:ed)?|sms|whatsapp|contact(?:ed)?|"
    r"reach(?:ed)?|"
    r"landline|cell|extension|pager|number (?:is|was)|t|m)\b[\s.:#-]"
)
_OTHER = re.compile(
    r"(?i)\b(?:ref|refs|reference|references|uprn|usrn|invoice|order|account|a/c|acc|job|case|batch|barcode|meter|"
    r"mpan|mprn|"
    r"serial|asset|contract|tender|transaction|crime|application|permit|isbn|issn|(?<!caller )id|charity|"
    r"company|vat|po|sku|ean|imei|code|"
    r"policy|ticket|uid|item|part|model|cheque|receipt|plot|docket)\b"
)
_INVITED = re.compile(
    r"(?i)\b(?:please|can|may|could|should|or|to|[.;:,]|^)\s?(?:ring|call|phone|telephone|contact)\b"
    r"[^.;?!\n]{0,60}$"
)
"""“Ring Environmental Health on …”: who is told to ring a number is told a public one."""
_PRIVATE_LINE = re.compile(
    r"(?i)\b(?:home|private|personal|her|his|their|my|own)[ -](?:land)?(?:line|phone|tel\w*|number)\b[^.;\n]{0,20}$"
)
_MAIL_BEFORE = re.compile(r"(?P<local>[\w.+-]{1,40})@(?P<host>[\w-]{1,40}(?:\.[\w-]{1,20})+)[^@.;?!\n]{0,30}$")
_LOOKED_UP = 2000
"""So many numbers of one text are looked up; after them a directory’s landlines pass, mobiles do not."""
_FIGURE = re.compile(r"[0-9]+(?!\w)")
_ONE_BY_ONE = re.compile(r"\d(?:-\d){10}|\d(?: \d){10}")
_DIGIT = re.compile(r"[0-9]")
_MISREAD = str.maketrans("OoIl", "0011")
_LEAST = 8
"""So many digits are read as such, where a scanner has taken others for letters."""
_MOBILE = re.compile(r"447[1-57-9][0-9]{8}")
"""All that the numbering plan has for mobiles: new ranges are given out more often than a library is."""
_DRAMA = re.compile(r"44(?:1632960|(?:11[3-8]|1[2-6]1)4960|2079460|1914980|2896496|2920180)[0-9]{3}")
"""What stands for a number in examples; nobody has it, yet whoever types it means one."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    digits: str
    """With the country's code, without +."""
    groups: tuple[str, ...]
    asked: bool
    """Whether a word just before it says that it is a telephone number."""


def personal_phone(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds the telephone number of a person.

    Why it matters: a mobile or home number lets anybody call somebody who did not ask for it. It is personal data,
    which FOIA s.40, FOISA s.38, EIR reg.13 and EISR reg.11 protect. Numbers that only organisations have (0800, 0300,
    0345, 0870) pass, and so does a landline where the text says that it is a body's.

    What to do: type “[telephone number removed]” in its place, or the number of the contact centre. If the number is
    published by whoever it belongs to, allow it.
    """
    for count, candidate in enumerate(_candidates(text)):
        kind = _kind_of(candidate.digits) if count < _LOOKED_UP else _of_mobile(candidate.digits)
        if kind == "" or f"+{candidate.digits}" in known.phones | read_words().public_phones:
            continue
        severity: Severity | None = Severity.ERROR
        if kind == "landline":
            severity = _severity_of_landline(text, candidate)
        if severity is not None:
            yield Sighting(
                "personal-phone",
                severity,
                candidate.start,
                candidate.end,
                "a mobile telephone number" if kind == "mobile" else "a telephone number",
                masked(text[candidate.start : candidate.end], 3, 0),
                "Type “[telephone number removed]” in its place, or the number of the contact centre.",
            )


def _candidates(text: str) -> Iterator[_Candidate]:
    for match in _NUMBER.finditer(text):
        value = match[0]
        if len(_DIGIT.findall(value)) < _LEAST:
            continue
        value = value.translate(_MISREAD)
        digits = "".join(_DIGIT.findall(value))
        if match["home"]:
            digits = "44" + digits[1:]
        elif match["cut"]:
            digits = "44" + digits  # a spreadsheet takes 07700 900123 for a number, and drops the 0
        elif match["abroad"] and value.startswith("00"):
            digits = digits[2:]
        if digits.startswith("440"):
            digits = "44" + digits[3:]
        lead = text[max(0, match.start() - 40) : match.start()]
        asked = max((found.end() for found in _ASKED.finditer(lead)), default=0)
        other = max(
            (found.end() for found in _OTHER.finditer(lead) if not _FIGURE.search(lead, found.end())), default=0
        )
        if match["cut"] and (asked == 0 or asked < other):
            continue
        groups = tuple(re.findall(r"[0-9]+", value.replace("(0)", "")))
        candidate = _Candidate(match.start(), match.end(), digits, groups, asked > 0 and asked >= other)
        if not candidate.asked and _is_coded(lead, len(groups) == 1):
            continue
        if lead[-1:] in "-/" and lead[-2:-1].isalpha() and asked < len(lead):
            continue
        if other > asked and (len(groups) == 1 or other > len(lead) - 12):
            continue
        if _grouped(candidate, value):
            yield candidate


def _is_coded(lead: str, solid: bool) -> bool:
    """Return whether a code in capitals stands right before a number, as in “SR 07911123456”; not where all is so.

    Before digits in groups only the codes of requests and jobs are taken for one.
    """
    code = _CODE.search(lead)
    if code is None or (len(lead) > 12 and lead.isupper()):
        return False
    words, word = read_words(), code[1].lower()
    return word in words.request_codes or (solid and word not in words.first_names | words.before_numbers)


_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{2,6})[ :#.-]{1,2}$")


def _grouped(candidate: _Candidate, value: str) -> bool:
    """Return whether the digits stand as a number's do, and not as a row of figures: 0 12 345 6 789."""
    if candidate.asked or value.startswith(("+", "0044", "(0")):
        return True
    if len(candidate.groups) == 1:
        return not value.startswith("00")
    if _MOBILE.fullmatch(candidate.digits) and (_ONE_BY_ONE.fullmatch(value) or len(candidate.groups) <= 5):
        return (
            len(candidate.groups[0]) > 1 or len(candidate.groups) > 5 or "-" in value or len(candidate.groups[1]) >= 4
        )
    return len(candidate.groups) <= 4 and len(candidate.groups[0]) >= 3 and min(map(len, candidate.groups)) >= 2


def _of_mobile(digits: str) -> str:
    return "mobile" if _MOBILE.fullmatch(digits) else ""


def _kind_of(digits: str) -> str:
    """Return ``mobile``, ``landline``, or ``""`` for what is no number, or one that only organisations have."""
    if _of_mobile(digits):
        return "mobile"
    if _DRAMA.fullmatch(digits):
        return "landline"
    import phonenumbers  # slow to load, and few texts hold a number

    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return ""
    kinds = phonenumbers.PhoneNumberType
    kind = phonenumbers.number_type(number)
    if kind in (kinds.MOBILE, kinds.PAGER, kinds.PERSONAL_NUMBER):
        return "mobile"
    return "landline" if kind in (kinds.FIXED_LINE, kinds.FIXED_LINE_OR_MOBILE, kinds.VOIP) else ""


def _severity_of_landline(text: str, candidate: _Candidate) -> Severity | None:
    """Return ``None`` where the words near by say that it is the number of a body, an error where they say of whom."""
    words = read_words()
    invited = _INVITED.search(text[max(0, candidate.start - 80) : candidate.start])
    if invited and not words.people & set(invited[0].lower().replace(",", " ").split()):
        return None
    mail = _MAIL_BEFORE.search(text[max(0, candidate.start - 80) : candidate.start])
    if mail and of_a_post(mail["local"].lower(), mail["host"].lower(), words):
        return None
    if _PRIVATE_LINE.search(text[max(0, candidate.start - 40) : candidate.start]):
        return Severity.ERROR
    nearest = nearest_of(text, candidate.start, (words.bodies, words.people))
    if nearest is None:
        nearest = nearest_of(text, candidate.end, (words.bodies, words.people), 0, 40)
    if nearest is None:
        return Severity.WARNING if candidate.asked or len(candidate.groups) > 1 else None
    return None if nearest == 0 else Severity.ERROR
