"""What was probably meant by a citation that is not written as the standard asks. For messages only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from disclosurelog.model.citation_reader import ROMANS, Found, Reader, tokens_of
from disclosurelog.model.citations import Citation
from disclosurelog.model.wordings import FILLERS, provisions_worded

_LONGEST = 400
_MOST = 12
_ACT_OF = {"EIR": "FOIA", "EISR": "FOISA", "FOIA": "FOIA", "FOISA": "FOISA"}
_REGULATIONS_OF = {"FOIA": "EIR", "FOISA": "EISR", "EIR": "EIR", "EISR": "EISR"}
_IN_SCOTLAND = {"EIR": "EISR", "FOIA": "FOISA"}
_LAST_REGULATION = 21
"""Both sets of Regulations have 21: a higher number is a section of the Act."""

_EXCEPTIONS = {"FOIA": "12", "EIR": "12", "FOISA": "10", "EISR": "10"}
"""Where the exceptions beside each law stand, as (4)(a) to (5)(g); nothing that is relied on in an Act looks so."""

_INSERTED = {"FOIA": "40", "EIR": "13", "FOISA": "38", "EISR": "11"}
"""Personal data: letters were put in here, as in (3A), where 1b is (1)(b) anywhere else."""

_PROHIBITIONS = {"FOIA": "44", "FOISA": "26"}
"""Where other laws that prohibit disclosure are named beside the section."""

_S = r" ?\(?s(?:cotland)?\)? ?"
_NAMES = re.compile(
    r"(?<![a-z])(?:"
    rf"(?P<FOISA>foi{_S}a(?:ct)?|foi ?\(?scotland\)?|freedom of information{_S}act)"
    rf"|(?P<EISR>eisrs?|ei{_S}r(?:eg)?s?|eirs? ?\(s(?:cotland)?\)|eirs? scotland"
    rf"|environmental information{_S}reg(?:ulation)?s)"
    r"|(?P<EIR>eirs?|environmental information reg(?:ulation)?s)"
    r"|(?P<FOIA>foia?(?: act)?|freedom of information(?: act)?)"
    r")(?![a-z])(?:,? ?(?P<year>20(?:00|02|04))(?![0-9]))?"
)
_OTHER_LAW = re.compile(
    r"\b(?!the\b|this\b|protection\b)[a-z]+ (?:act|order|directive|convention|regulations(?= (?:19|20)[0-9]{2}))\b"
    r"|\b(?:crca|ripa|fsma|lga|pace)\b"
)
# Numbers that are no provision of these laws: years, sums, times, counts, parts of the request.
_NOT_CITED = re.compile(
    r"\b(?:i\.e|e\.g)\b|£ ?[0-9][0-9,.]*"
    r"|(?<![0-9])[0-3]?[0-9]([/.-])(?:0?[1-9]|1[0-2])\1(?:20)?[0-2][0-9](?![0-9])"
    r"|(?<![0-9/-])(?:19|20)[0-9]{2}(?![0-9/-])"
    r"|(?<![0-9.])[0-9]+(?:\.[0-9]+)? ?(?:hours?|hrs?|(?:working )?days?|%"
    r"|(?:requests?|people|individuals|names?|documents?|records?|files|e-?mails|pages|redactions)\b)"
    r"|(?<![a-z])(?:questions?|qu?|q\.|points?|items?|parts?|requests?|pages?|lines?|rows?|schedules?|sch|articles?|art"
    r"|appendix|annex|principles?|no|x)[ .:]*(?:[0-9]{1,3}|i{1,3}|iv)(?:\([0-9a-z]{1,3}\))*(?![0-9a-z])"
    r"|(?<![0-9])[0-9]+(?:st|nd|rd|th)\b|(?:^|(?<=[ ,;]))(?:[1-9][.)]|\([1-9]\)) (?=s|r|foi|eir|ei)"
)
# What is said before a part of a section.
_PART_SAID = re.compile(
    r"(?<=[0-9)]),? ?(?:sub-?(?:section|paragraph|para)?s?|para(?:graph)?s?)[ .]*"
    r"(?=\(? ?(?:[0-9]{1,2}|[a-l])(?![0-9a-z]))"
)
# A scanner, or a hurried hand, makes letters of digits: 4O, l2, I2.
_MISREAD = re.compile(r"(?<![a-z0-9])((?:s|r|reg|sec|section|regulation)?[ .]{0,2})([0-9][lo]|[li][0-9])(?![a-z0-9])")

_NONE = re.compile(
    r"[\W_]*(?:(?:n/?a|nil|not applicable|none|no|not exempt|nothing withheld)"
    r"(?: (?:exemptions?|exceptions?))?(?: (?:applied|applies|used|cited|engaged|claimed))?)?[\W_]*"
)
_TWO = re.compile(r"([a-h])(i{1,3}|iv)|([0-9]{1,2})([a-z])")


@lru_cache(maxsize=4096)
def suggest_citations(text: str, legislation: str | None) -> tuple[Citation, ...]:
    """Return every citation that was probably meant by ``s40(2) & s43(2)``, ``S(40)`` or ``Personal data``, in order.

    ``legislation`` is the law of the record, used where the text names none. Empty where any part of the text cannot
    be made out: half of a list would be a wrong suggestion. Nothing is read as if it had been typed.
    """
    law, plain = (legislation or "").upper(), _plain(text)
    reader = Reader(list(tokens_of(plain.strip())))
    other_law = _OTHER_LAW.search(plain) is not None
    if not (reader.read() or other_law) or len(reader.found) > _MOST:
        return ()
    words = " ".join(re.sub(r"<[a-z]+!?>|[^a-z']", " ", plain).split())
    if not reader.found:
        return _worded(words, _scottish(reader.laws[0][1], law) if len(reader.laws) == 1 else law)
    written = [_written(each, law) for each in reader.with_laws()]
    cited = tuple(dict.fromkeys(one for each in written for one in each))
    if other_law:  # the rest may be sections of that
        return tuple(one for one in cited if _is_prohibition(one))
    if not all(written):
        return ()
    doubted = [one for found, each in zip(reader.found, written, strict=True) if found.doubted for one in each]
    return cited if _agree(cited, doubted, words) else ()


def cites_nothing(text: str) -> bool:
    """Return whether a cell says that nothing is cited: “n/a”, “none”, “-”, “no exemptions applied”."""
    return len(text) <= _LONGEST and _NONE.fullmatch(text.lower()) is not None


def says_not_held(text: str) -> bool:
    """Return whether a cell says that information is not held, which is an exception under some laws only."""
    return re.search(r"\bnot held\b", text[:_LONGEST], re.IGNORECASE) is not None


def _plain(text: str) -> str:
    """Return the text in small letters with one kind of bracket, dash and blank, ``""`` where it is too long.

    The names of laws are put as ``<foia>``, with ``!`` where the year leaves no doubt; misread digits are put right,
    and numbers that are no citation are left out.
    """
    if len(text) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text).lower()
    text = text.translate(str.maketrans("[]{}–—‐‑−’\r\t", "()()-----'  "))
    text = re.sub(
        r"(?<=[0-9])\.0(?![0-9(])",
        "",
        re.sub(r"[“”\"*]|(?:https?://|www\.)\S+", " ", text).replace("((", "(").replace("))", ")"),
    )
    text = _NAMES.sub(_mark, text)
    text = _PART_SAID.sub(" ", re.sub(r"(?<=[a-z])\(s\)", "s", text))
    text = _MISREAD.sub(lambda m: m[1] + m[2].translate(str.maketrans("oli", "011")), text)
    return _NOT_CITED.sub(" ", text)


def _mark(name: re.Match[str]) -> str:
    law = next(law for law in _ACT_OF if name[law])
    return f" <{law.lower()}{'!' if name['year'] in ('2000', '2002') else ''}> "


def _scottish(named: str, legislation: str) -> str:
    """Return the law that a name means: in Scotland too they speak of “FOI” and “the EIRs”."""
    law = named.rstrip("!")
    return law if named.endswith("!") or legislation not in ("FOISA", "EISR") else _IN_SCOTLAND.get(law, law)


def _law_meant(found: Found, legislation: str) -> str:
    """Return the law that a section or a regulation belongs to, in a record under ``legislation``.

    A section in a record under the Regulations is one of the Act, unless it is numbered as the exceptions are, and
    Acts are not: the exceptions are 12(4)(a) and the like, and s.12 is the limit on cost.
    """
    law = _scottish(found.law, legislation) if found.law else legislation
    if law not in _ACT_OF:
        return ""
    number, parts = int(found.number), found.parts
    as_exception = len(parts) > 1 and parts[0] in ("4", "5") and parts[1][0].isalpha()
    if as_exception and found.number in _EXCEPTIONS.values():
        return _REGULATIONS_OF[law] if found.number == _EXCEPTIONS[law] else ""  # or the other Regulations' number
    if found.kind == "regulations":
        return _REGULATIONS_OF[law]
    if number > _LAST_REGULATION or (found.kind == "act" and not (law != _ACT_OF[law] and len(parts) > 1)):
        return _ACT_OF[law]
    return law


def _written(found: Found, legislation: str) -> tuple[Citation, ...]:
    """Return the citation in the standard's form, with others where several parts are cited in one breath."""
    law = _law_meant(found, legislation)
    if not law:
        return ()
    number, parts = found.number, [one for part in found.parts for one in _split(part, law, found.number)]
    if law == "FOIA" and number == "22" and parts[:1] == ["a"]:
        number, parts = "22A", parts[1:]
    if parts[:1] in (["i"], ["l"]):
        parts[0] = "1"  # misread
    name = f"{'s.' if law in ('FOIA', 'FOISA') else 'reg.'}{number}"
    return tuple(
        Citation(law, name + "".join(f"({part.upper() if part[0].isdigit() else part})" for part in group))
        for group in _groups(parts)
    )


def _groups(parts: list[str]) -> list[list[str]]:
    """Return the parts of each citation: two subsections, letters or Roman numerals that follow each other are two."""
    groups: list[list[str]] = [[]]
    for part in parts:
        group = groups[-1]
        below = int(bool(group) and group[0][0].isdigit())  # where the letter stands
        roman = part in ROMANS and len(group) > below and group[below] != "h"
        place = 0 if part[0].isdigit() else below + roman
        if place == len(group):
            group.append(part)
        else:
            groups.append([*group[:place], part])
    return groups


def _split(part: str, law: str, number: str) -> tuple[str, ...]:
    """Return ``bi`` as ``b`` and ``i``, and ``1b`` as ``1`` and ``b`` but where subsections like (3A) were put in."""
    match = _TWO.fullmatch(part)
    inserted = match is not None and _INSERTED[law] == number and part[0] in "2345"
    return (part,) if match is None or inserted else tuple(one for one in match.groups() if one)


def _is_prohibition(citation: Citation) -> bool:
    return citation.parents[-1] == f"s.{_PROHIBITIONS.get(citation.legislation)}"


def _worded(words: str, law: str) -> tuple[Citation, ...]:
    """Return what a cell without a number calls provisions, if it says nothing else."""
    if law not in _ACT_OF:
        return ()
    meant, rest = provisions_worded(words, law)
    return tuple(dict.fromkeys(Citation(law, one[0]) for one in meant)) if FILLERS.issuperset(rest.split()) else ()


def _agree(cited: Iterable[Citation], doubted: Iterable[Citation], words: str) -> bool:
    """Return whether the words beside the numbers fit one of them, if they name any, and fit all that are doubted.

    FOISA s.40 is about audits: “s.40 personal data” in a Scottish log has the number of the other Act.
    """
    named = [
        Citation(law, name)
        for law in dict.fromkeys(one.legislation for one in cited)
        for meant in provisions_worded(words, law)[0]
        for name in meant
    ]

    def fits(one: Citation) -> bool:
        return any(name.legislation == one.legislation and _kin(name, one) for name in named)

    return (not named or any(map(fits, cited))) and all(map(fits, doubted))


def _kin(one: Citation, other: Citation) -> bool:
    return one.provision in other.parents or other.provision in one.parents
