"""Numbers of one person that the words before them name, though they may be mistyped or have no check digit."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from disclosurelog.checks.privacy.numbers import card_passes, health_passes, iban_passes, pupil_passes, taxpayer_passes
from disclosurelog.checks.privacy.papers import OTHER, number_sighting
from disclosurelog.checks.privacy.sightings import Sighting
from disclosurelog.model.findings import Severity

_D = "[0-9OoIlSBZ]"
_AS_DIGITS = str.maketrans("OoIlSBZ", "0011582")
"""What a scanner, or a hurried hand, puts for a digit."""
_G = r"[ \t\n._/-]{0,3}"
_END = r"(?![A-Za-z0-9])(?![.,][0-9])"
_WORD = r"(?:[^\W\d]{1,12}|[^\W\d]{1,3}\.)"
_ONE = r"(?:no\b|nr\b|num\b|number\b|id\b|ident\w*|ref\b|reference\b|code\b|#)"
"""“Staff numbers 2019 4521” are counts."""
_NO = r"(?:no(?:s|\b)|nr\b|nums?\b|numbers?\b|nurnber\b|ids?\b|ident\w*|refs?\b|reference\b|code\b|#)"
_BETWEEN = rf"[^\w\n]{{0,3}}\n?(?:{_WORD}(?:[^\w\n]{{1,3}}\n?|\n)){{0,5}}?[^\w\n]{{0,3}}"
_JOINS = (
    rf"(?i:[^\w\n]{{0,3}}\n?(?:(?:{_NO}|is|was|are|of|for|the|his|her|their|my|a|and|to|given|as|mr|mrs|ms|driver|"
    rf"officer|"
    rf"employee|patient|child|pupil|tenant|claimant|person|man|woman|worker|nurse|teacher|member|applicant|"
    rf"resident)(?:[^\w\n]{{1,3}}\n?|\n))"
    r"{0,4}?[^\w\n]{0,3})"
)

_CALLED = r"(?i:\s?[(\[]|\s(?:is|was|as|under|for)\s(?:(?:the|his|her|their|an?|my)\s)?)"


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of number: the words that name it, its shape, and the check it passes.

    ``passes`` is given the value in capitals without what parts its digits; ``None`` where there is no check.
    A number that fails its check is a warning, and so are all of a kind that is ``local``: one body gave it.
    """

    label: re.Pattern[str]
    value: re.Pattern[str]
    follows: re.Pattern[str]
    """The value with the few words that may stand between."""
    precedes: re.Pattern[str]
    """The value where it stands before its name: “485 777 3456 (NHS number)”."""
    what: str
    short: str
    passes: Callable[[str], bool] | None = None
    local: bool = False


def _kind(
    label: str,
    value: str,
    what: str,
    passes: Callable[[str], bool] | None = None,
    *,
    local: bool = False,
    close: bool = False,
) -> Named:
    """Return a kind of number; ``close`` says that only words such as “number is” may stand before it."""
    between = _JOINS if local or close else _BETWEEN
    follows = re.compile(f"{between}(?P<value>{value}{_END})")
    precedes = re.compile(rf"(?<![A-Za-z0-9])(?P<value>{value}{_END}){_CALLED}$")
    short = what.removeprefix("a ").removeprefix("an ")
    return Named(re.compile(label), re.compile(value + _END), follows, precedes, what, short, passes, local)


def _each(words: str, after: str) -> str:
    """Return a pattern of these words, each followed by the same: it is faster than a group of them."""
    return "|".join(word + after for word in words.split("|"))


def _digits(count: str) -> str:
    return rf"(?:{_D}{_G}){{{count}}}(?<=[0-9OoIlSBZ])"


def _as_digits(value: str) -> str:
    return value.translate(_AS_DIGITS)


def _health(value: str) -> bool:
    return health_passes(_as_digits(value).rjust(10, "0"))


def _taxpayer(value: str) -> bool:
    return taxpayer_passes(_as_digits(value))


def _pupil(value: str) -> bool:
    return pupil_passes(value[0] + _as_digits(value[1:-1]) + value[-1])


def _card(value: str) -> bool:
    return card_passes(_as_digits(value))


_LOCAL = (
    r"(?:[A-Z]{1,4}[0-9]?[-/ ]?|[a-z]{1,3}(?=[0-9]))?(?:(?!(?:19|20)[0-9]{2}(?![0-9A-Za-z]))[0-9]{4,12}|"
    r"[0-9]{2,6}[-/][0-9]{2,7}"
    r"|[0-9]{3,4} [0-9]{3,4}(?: [0-9]{3,4})?|"
    r"[0-9]{5}(?i:[A-Z])[0-9]{6}[0-9A-Za-z])(?i:[A-Z]{0,2})(?! ?[0-9]{3})(?!\s(?i:fte|staff|people|employees)\b)"
)
"""A number that one body gives: no rule says what it looks like, but it is no year and no count."""

NAMED: tuple[Named, ...] = (
    _kind(
        rf"n\.?\s?h\.?\s?s\.?[\s-]{{0,3}}{_NO}|health\s+(?:service\s+)?{_NO}",
        _digits("9,10"), "an NHS number", _health,
    ),
    _kind(
        rf"c\.?h\.?i\b(?!\W{{0,3}}sq)\.?(?:\s+{_NO})?|community\s+health\s+index(?:\s{_NO})?",
        _digits("9,10"), "a CHI number", _health,
    ),
    _kind(
        rf"h\s?(?:and|&|\+)\s?c\s+{_NO}|health\s?(?:and|&|\+)\s?care\s+{_NO}|hcn\b|hsc\s+{_NO}",
        _digits("10"), "a Health and Care number", _health,
    ),
    _kind(
        rf"pupil\s+{_NO}|upns?\b", rf"(?i:[A-Z])(?:{_G}{_D}){{11}}{_G}(?i:[0-9A-Z])", "a pupil number", _pupil
    ),
    _kind(
        rf"u\.?t\.?r\.?s?\b|self[\s-]assessment\b|tax(?:payer)?(?:'s)?\s+{_NO}",
        _digits("10") + "(?:[ ]?[Kk])?", "a taxpayer reference", _taxpayer,
    ),
    _kind(rf"ulns?\b|learner(?:'s)?\s+(?:unique\s+)?{_NO}", _digits("10"), "a learner number"),
    _kind(
        rf"n\.?\s?[i1]\.?(?:\s?{_NO}|(?=\W))|nino\b|nationa[l1]\s+[il1]nsurance|nat\.?\s?ins\w*",
        rf"(?i:[A-CEGHJ-PR-TW-Z]{_G}[A-CEGHJ-NPR-TW-Z])(?:{_G}{_D}){{6}}(?:{_G}(?i:[A-D]))?",
        "a National Insurance number",
    ),
    _kind(
        rf"pass?\s?po?r?t(?:\b|(?=no|num))|p/?pt?\s?{_NO}|p(?:as|s)*p(?:or|r|o)?t\b|travel\s+document",
        rf"(?:{_D}(?:[ .-]?{_D}){{8}}|(?i:[A-Z]{{1,2}})[ -]?[0-9]{{3}}[ ]?[0-9]{{4}}|(?i:[A-Z]{{3}})[0-9]{{6}})",
        "a passport number",
    ),
    _kind(
        _each(r"credit|debit|payment|bank|purchas\w+|corporate|p", r"[\s-]?cards?\b")
        + rf"|card\s+{_NO}|visa\b|master\s?card|amex|american\s+express|maestro|pan(?=\s?[:=#])",
        r"(?!(?:(?:19|20)[0-9]{2} ){3})" + _digits("15,16"), "a payment card number", _card, close=True,
    ),
    _kind(
        r"i\.?b\.?a\.?n\b", r"(?i:GB[ -]?[0-9]{2}(?:[ -]?[A-Z0-9]{4}){4}[ -]?[A-Z0-9]{2})",
        "bank details", iban_passes,
    ),
    _kind(
        _each(r"prisone?r?|nom[si]s?|p\.?n\.?c\.?|c\.?r\.?o\.?|criminal\s+record", rf"(?:\s?{_NO}|\b)"),
        r"(?:(?:19|20)?[0-9]{2}[/-][0-9]{1,7}\s?(?i:[A-Z])|(?i:[A-Z])[0-9]{4}(?i:[A-Z]{2})|"
        r"[0-9]{4,6}/[0-9]{2}(?i:[A-Z]))",
        "a police or prison number",
    ),
    _kind(
        _each(
            r"hospital|hosp|patient|pt|medical\s+records?|case\s?note",
            rf"\.?(?:'s)?[\s_-]{{0,3}}(?:record\s+)?{_ONE}",
        ) + rf"|m\.?r\.?n\.?(?:\s?{_ONE}|\b)|" + _each(r"pas|rio|emis|systm\s?one|epr", rf"[\s_-]{{0,3}}{_ONE}"),
        _LOCAL, "a hospital number", local=True,
    ),
    _kind(
        _each(
            "employees?|staff|personnel|payroll|emp|assignment|worker|esr|officer",
            rf"\.?(?:'s)?[\s_-]{{0,3}}(?:member\s+)?{_ONE}",
        ) + r"|pay\s+number\b",
        _LOCAL, "a staff number", local=True,
    ),
    _kind(
        _each("collar|shoulder|warrant|badge", rf"(?:\s+card)?[\s_-]{{0,3}}{_ONE}")
        + r"|warrant\s+card\b(?=\s[0-9]{4})",
        r"(?i:[A-Z]{0,3}[- ]?)[0-9]{2,7}(?i:[A-Z]{0,2})", "an officer’s number", local=True,
    ),
    _kind(
        "|".join((
            _each(
                r"student|pupil|candidate|child|learner|service\s+user|resident|tenant|claimant|citizen|person|client",
                rf"(?:'s)?[\s_-]{{0,3}}{_ONE}",
            ),
            _each(r"mosaic|liquid\s?logic|lcs|carefirst|framework-?i|ucas", rf"[\s_-]{{0,3}}{_ONE}"),
            _each(
                r"blue\s+badge|tenancy|library\s+card|rent|council\s+tax|housing\s+benefit|home\s+office|arc",
                rf"(?:\s+(?:claim|account))?[\s_-]{{0,3}}{_ONE}",
            ),
            r"uci\b|brp\b|rent\s+account\b",
        )),
        _LOCAL, "a number by which somebody is known", local=True,
    ),
)  # fmt: skip

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""Labels are looked for in small letters: to look in letters of both sizes takes twice as long."""
_RANKED = re.compile(
    r"(?<![A-Za-z])(?:PC|PS|DC|DS|PCSO|WPC) ?(?P<value>[0-9]{3,5})(?![\w.,/-][0-9])(?!\w)"
    r"(?= (?:[A-Z][a-z]|[A-Z]{3}|[a-z]{2,12}ed\b|was|is|has|had|who|and|said))"
    r"|(?:(?<=[Bb]y )|(?<=[Oo]fficer )|(?<=of )|(?<=and )|(?<=, ))(?:PC|PS|DC|DS|PCSO|WPC) ?(?P<value2>[0-9]{3,5})"
    r"(?![\w.,/-][0-9])(?!\w)"
)
"""The number by which an officer is known: PC 2214."""
_LABEL = re.compile("(?<![A-Za-z0-9])(?:" + "|".join(kind.label.pattern for kind in NAMED) + ")")
_NEXT = re.compile(r"\s?(?:,|;|and\b|&|/|\n)\s?")
_MOST_LABELS = 20_000
"""So many words that name a number are looked behind; a text of an honest length has fewer."""
_REAL = 0.5
"""So much of what stands for digits has to be digits."""


def named_number(text: str) -> Iterator[Sighting]:
    """Yield the numbers that the words before them name: those of the state, of a bank, and of one body."""
    small = text.translate(_SMALL)
    for label in islice(_LABEL.finditer(small), _MOST_LABELS):
        for kind in NAMED:
            named = kind.label.match(small, label.start())
            if named is None:
                continue
            found = kind.follows.match(text, named.end())
            if found is None and not kind.local:
                yield from _before(text, label.start(), kind)
            if found is None or (kind.local and OTHER.search(text[named.end() : found.start("value")])):
                continue
            start, end = found.span("value")
            while start < end:
                if _mostly_digits(text[start:end]):
                    yield _sighting(text, start, end, kind)
                more = _NEXT.match(text, end)
                value = kind.value.match(text, more.end()) if more else None
                start, end = value.span() if value else (end, end)
            break
    for match in _RANKED.finditer(text):
        span = match.span("value" if match["value"] else "value2")
        yield number_sighting(text, *span, "an officer’s number", "officer’s number", Severity.WARNING)


def _before(text: str, at: int, kind: Named) -> Iterator[Sighting]:
    """Yield the number that stands right before its name, unless it fails its check: there more is a coincidence."""
    found = kind.precedes.search(text, max(0, at - 40), at)
    if found and _mostly_digits(found["value"]):
        sighting = _sighting(text, *found.span("value"), kind)
        if sighting.severity is Severity.ERROR:
            yield sighting


def is_named(text: str) -> bool:
    """Return whether a text has words that name a number; cheaper than to look for the number."""
    return _LABEL.search(text.translate(_SMALL)) is not None or _RANKED.search(text) is not None


def _sighting(text: str, start: int, end: int, kind: Named) -> Sighting:
    passes = kind.passes is None or kind.passes(re.sub(r"[^0-9A-Za-z]", "", text[start:end]).upper())
    severity = Severity.ERROR if passes and not kind.local else Severity.WARNING
    return number_sighting(text, start, end, kind.what, kind.short, severity)


def _mostly_digits(value: str) -> bool:
    """Return whether a value is one of digits, a few of them perhaps misread, and not a word."""
    digits = sum(1 for character in value if character.isdigit())
    return digits >= _REAL * sum(1 for character in value if character.isalnum()) or digits >= 6
