"""Names in the run of a sentence, where what stands around says that they are persons’; names after a rank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.privacy.words import Words

_PART = r"(?:(?:Mc|Mac|O'|D'|Fitz|De|Van|Al-|El-)[ ]?)?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?"
_FULL = re.compile(
    rf"(?<![\w'&.-])(?P<first>[A-Z][a-z]+)[ ](?:[A-Z]\.?[ ])?(?P<last>{_PART})(?:[ ](?P<more>{_PART}))?(?!['\w-])"
)
_BEFORE = re.compile(
    r"(?i)\b(?:by|from|told|asked|asks|e-?mailed|contacted|phoned|rang|called|interviewed|named|saw|met|visited|paid|"
    r"dismissed|suspended|arrested|accused|evicted|employed|appointed|sacked|fined|assessed|warned|invited|married|"
    r"spoke (?:to|with)|"
    r"(?:letter|e-?mail|complaint|call|statement|request|allegation|grievance|claim|objection|report)s? (?:about|"
    r"against|concerning|regarding|to)|"
    r"(?:address|body|case|daughter|death|diagnosis|dismissal|family|file|home|house|husband|medical records?|mother|"
    r"parents?|"
    r"personal data|records?|referral|salary|son|suspension|treatment|wife|name) (?:of|for|to)|"
    r"(?:my|his|her|their|our|the|a|an) (?:\w+ )?(?:neighbour|tenant|resident|colleague|employee|officer|worker|"
    r"manager|"
    r"son|daughter|husband|wife|mother|father|brother|sister|partner|friend|client|patient|pupil|carer|claimant|"
    r"complainant|"
    r"applicant|landlord|landlady|teacher|nurse|caseworker|requester)(?: is| was|,)?|"
    r"(?:friend|neighbour|colleague|daughter|son|wife|husband|mother|father|sister|brother),?)\s$"
)
_LAST = re.compile(
    r"(?i)\b(?:by|from|told|asks|\w{1,12}ed|rang|saw|met|paid|with|about|against|concerning|regarding|of|for|to|is|was|neighbour|tenant|"
    r"resident|colleague|employee|officer|worker|manager|son|daughter|husband|wife|mother|father|brother|sister|partner|friend|"
    r"client|patient|pupil|carer|claimant|complainant|applicant|landlord|landlady|teacher|nurse|caseworker|requester),?\s$"
)
"""How what comes before ends: it is looked at closely only then."""
_AFTER = re.compile(
    r"(?:,? who|'s (?:address|home|house|son|daughter|husband|wife|mother|father|medical|personal|file|case|mobile|"
    r"phone|number|"
    r"salary|dismissal|grievance|complaint|treatment|behaviour|neighbour)|,? (?:was|is|has|had|will|did)(?: (?:not|"
    r"been|also|then|now))?"
    r" (?:absent|arrested|aged|asked|assessed|born|charged|complaining|diagnosed|disciplined|dismissed|employed|"
    r"evicted|"
    r"homeless|ill|interviewed|living|off sick|pregnant|promoted|reported|rude|sacked|seen|suspended|told|unwell|"
    r"upset|visited|warned)"
    r"|,? (?:said|says|told|asked|e-?mailed|wrote|rang|phoned|complained|complains|alleged|alleges|attended|lives|"
    r"lived|resides|"
    r"resided|resigned|died|works as|worked as|of \d|at \d|and (?:his|her|their)|aged))\b"
)
_SURNAME_FIRST = re.compile(
    rf"(?:^|(?<=[:;\n] )|(?<=[;\n]))(?P<name>(?P<last>{_PART}|[A-Z]{{2,}}(?:[-'][A-Z]+)?),[ ]?(?:(?:Mr|Mrs|Ms|Miss|"
    rf"Dr)\.?[ ])?(?P<first>[A-Z][a-z]+|[A-Z]{{3,}}))"
    r"(?![\w'])(?=\s*(?:$|[;\n(|]|[A-Z]\b|-))"
)
_SIGNED = re.compile(
    rf"(?i:\bsign(?:ed|ature)\b(?:\s\w+){{0,8}}?\s(?:by|"
    rf"of)\s)(?P<name>(?:[A-Z]\.?[ ]?){{0,3}}{_PART}(?:[ ]{_PART}){{0,2}})(?!['\w-])"
)
_FIRM = re.compile(
    r"(?:,? (?:[A-Z][a-z]+,? ){0,2}(?:and|&) [A-Z]\w+)?,? (?:LLP|Ltd|Limited|PLC|plc|LLC|Inc|Group|Associates|"
    r"Consulting|Solicitors|Architects)\b"
)
_RANK = re.compile(
    r"(?<![\w'])(?:W?PC|PCSO|DC|DS|DI|DCI|PS|Sgt|SGT|Sergeant|Insp|Inspector|Constable|Nurse|"
    r"Detective \w+)\.?[ ](?:\d{2,5}[ ])?"
    r"(?P<name>[A-Z][a-z'-]+(?:[ ][A-Z][a-z'-]+)?)(?![\w'])"
)


def mentions(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield a first name with a surname in a sentence that says or does to them what one does to persons."""
    for match in _FULL.finditer(text):
        if match["first"].lower() not in words.first_names:
            continue
        end = match.end()
        parts = {match["last"].lower(), (match["more"] or match["last"]).lower()}
        others = words.not_surnames | words.roles if match["first"].lower() in words.also_words else words.not_surnames
        if not parts.isdisjoint(others) or f"{match['first']} {match['last']}".lower() in words.not_persons:
            continue
        if of_a_firm(text, end):
            continue
        lead = text[max(0, match.start() - 60) : match.start()]
        if (_LAST.search(lead[-15:]) and _BEFORE.search(lead)) or _AFTER.match(text, end):
            yield match.start(), end, "a name"


def of_a_firm(text: str, end: int) -> bool:
    """Return whether a name that ends at ``end`` is that of a firm: “Whitcombe, Harle & Dunstan LLP”."""
    return _FIRM.match(text, end) is not None


def signed(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the name after “signed by” and “signature of”."""
    for match in _SIGNED.finditer(text):
        names = {name.lower().rstrip(".") for name in match["name"].split()}
        if len(names) > 1 and names.isdisjoint(words.not_surnames):
            yield *match.span("name"), "a name"


def after_ranks(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the name after a rank of the police, or after “Nurse”."""
    for match in _RANK.finditer(text):
        names = {name.lower() for name in match["name"].split()}
        if names.isdisjoint(words.not_surnames | words.roles | words.after_ranks):
            yield match.start("name"), match.end("name"), "a name"


def surname_first(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield a name as lists have it, “SMITH, John”, where it stands alone on a line or after a colon."""
    for match in _SURNAME_FIRST.finditer(text):
        if (
            match["first"].lower() in words.first_names - words.also_words
            and match["last"].lower() not in words.not_surnames
        ):
            yield *match.span("name"), "a name"
