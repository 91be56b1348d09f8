"""What officers call provisions in words, and which provision of each law they mean by it."""

from __future__ import annotations

import re
from functools import cache

from disclosurelog.model.citations import Citation

_PERSONAL = r"personal (?:info(?:rmation)?|data|details)"
_OTHERS = r"(?:third|3rd) part(?:y|ies)"

# Words, and what is meant by them under FOIA, FOISA, EIR and EISR: the likeliest first, then others that they fit.
# The first that fits is taken, so what is said more exactly, or in more words, stands first.
_WORDINGS: tuple[tuple[str, ...], ...] = (
    (
        (rf"{_OTHERS}(?:'s)? {_PERSONAL}|{_PERSONAL} (?:of|about|relating to) (?:a |other |another )?"
        rf"(?:{_OTHERS}|individuals?|person|people|others|someone else)"),
        "s.40(2) s.40", "s.38(1)(b) s.38", "reg.13(1) reg.13 reg.12(3)", "reg.11(2) reg.11 reg.10(3)",
    ),
    (
        (rf"{_PERSONAL}|{_OTHERS} data|data protection(?: act| principles)?"
        "(?: (?:1998|2018))?|(?:dpa|(?:uk )?gdpr)(?: (?:1998|2018))?"),
        "s.40", "s.38", "reg.13 reg.12(3) reg.5(3)", "reg.11 reg.10(3)",
    ),
    ("vexatious(?: requests?)? (?:or|and) repeat(?:ed)?(?: requests?)?", "s.14", "s.14"),
    ("vexatious(?: requests?)?", "s.14(1) s.14", "s.14(1) s.14", "reg.12(4)(b)", "reg.10(4)(b)"),
    ("repeat(?:ed)?(?: requests?)?", "s.14(2) s.14", "s.14(2) s.14", "reg.12(4)(b)", "reg.10(4)(b)"),
    ("manifestly unreasonable(?: requests?)?", "", "", "reg.12(4)(b)", "reg.10(4)(b)"),
    (
        ("(?:excessive |high )?costs?(?: of compliance)?(?: ?(?:limit|ceiling|threshold|grounds))?"
        "(?: (?:exceeds?|exceeded|over|above) (?:the )?(?:appropriate )?limit)?|(?:appropriate|fees?) limit"),
        "s.12 s.14", "s.12", "reg.12(4)(b)", "reg.10(4)(b)",
    ),
    ("trade secrets?", "s.43(1) s.43", "s.33(1)(a) s.33", "reg.12(5)(e)", "reg.10(5)(e)"),
    ("commercial interests? and the economy", "", "s.33"),
    (
        ("(?:confidential(?:ity of)? )?commercial(?:ly)?(?: (?:or|and) industrial)?(?: (?:interests?|sensitiv(?:e|ity)"
        "|confiden(?:ce|tial|tiality)|information))?"),
        "s.43 s.41", "s.33(1) s.33 s.36", "reg.12(5)(e)", "reg.10(5)(e)",
    ),
    ("confidentiality of (?:the )?proceedings", "", "", "reg.12(5)(d)", "reg.10(5)(d)"),
    (
        "legal(?:ly)? (?:professional )?privileged?|lpp|legal advice",
        "s.42", "s.36(1) s.36", "reg.12(5)(b)", "reg.10(5)(b)",
    ),
    (
        ("(?:provided|given|supplied|held|obtained) in confidence|(?:actionable )?breach of confidence|confidence"
        "|confidential(?:ity)?"),
        "s.41", "s.36", "", "",
    ),
    (
        ("(?:otherwise |reasonably |easily )?(?:accessible|available)(?: to (?:the )?(?:applicant|requester))?"
        "(?: (?:by|via|through) other means| elsewhere| online)?"
        "|already published|(?:already )?(?:publicly available|in (?:the )?public domain)|already available"),
        "s.21", "s.25", "reg.6(1)(b)", "reg.6(1)(b)",
    ),
    ("(?:intended for |for )?future publication|to be published", "s.22", "s.27(1) s.27"),
    ("(?:bodies dealing with )?security (?:bodies|matters)", "s.23"),
    ("national security", "s.24", "s.31(1) s.31", "reg.12(5)(a)", "reg.10(5)(a)"),
    ("defence", "s.26", "s.31(4) s.31", "reg.12(5)(a)", "reg.10(5)(a)"),
    ("international relations", "s.27", "s.32", "reg.12(5)(a)", "reg.10(5)(a)"),
    ("public safety", "", "", "reg.12(5)(a)", "reg.10(5)(a)"),
    ("relations within the (?:uk|united kingdom)", "s.28", "s.28"),
    ("(?:the )?economy", "s.29", "s.33(2) s.33"),
    ("investigations and proceedings|investigations", "s.30 s.31", "s.34 s.35"),
    ("prevention (?:or|and) detection of crime|crime prevention", "s.31(1)(a) s.31", "s.35(1)(a) s.35"),
    ("law enforcement", "s.31", "s.35"),
    ("court records?", "s.32", "s.37"),
    ("audit functions?", "s.33", "s.40"),
    ("parliamentary privilege", "s.34"),
    ("formulation (?:or development )?of (?:government |scottish administration )?policy", "s.35", "s.29"),
    ("(?:effective )?conduct of public affairs", "s.36", "s.30"),
    ("free and frank", "s.36(2)(b) s.36", "s.30(b) s.30"),
    (
        ("(?:communications with )?(?:the )?(?:sovereign|(?:her|his) majesty|royal (?:family|household))(?: etc)?"
        "(?: and honours)?"),
        "s.37", "s.41",
    ),
    ("honours", "s.37(1)(b) s.37", "s.41(b) s.41"),
    ("health (?:and|or) safety|health, safety and the environment", "s.38", "s.39(1) s.39"),
    ("protection of the environment", "", "", "reg.12(5)(g)", "reg.10(5)(g)"),
    ("environmental information", "s.39", "s.39(2) s.39"),
    ("prohibit(?:ions?|ed) (?:on|by|from) [a-z ]{2,20}|statutory (?:bar|prohibition)", "s.44", "s.26"),
    ("(?:information |info |data )?not held|no information held", "", "s.17", "reg.12(4)(a)", "reg.10(4)(a)"),
    ("internal communications?", "", "", "reg.12(4)(e)", "reg.10(4)(e)"),
    (
        ("(?:still )?in (?:the )?course of completion|(?:the )?course of completion|unfinished(?: documents?)?"
        "|incomplete(?: data)?"),
        "", "", "reg.12(4)(d)", "reg.10(4)(d)",
    ),
    ("too general(?: a manner)?", "", "", "reg.12(4)(c)", "reg.10(4)(c)"),
    (
        ("interests of (?:the )?(?:person|individual|provider|supplier)s?"
        "(?: who (?:provided|supplied)(?: the)? information)?"
        "|volunt(?:ary|arily) (?:supplied|provided|supply)(?: information)?"),
        "", "", "reg.12(5)(f)", "reg.10(5)(f)",
    ),
    ("(?:the )?course of justice", "", "", "reg.12(5)(b)", "reg.10(5)(b)"),
    ("intellectual property(?: rights?)?", "", "", "reg.12(5)(c)", "reg.10(5)(c)"),
    ("neither confirm(?:ed)? (?:nor|or) den(?:y|ied)|ncnd", "", "s.18"),
)  # fmt: skip

# What may stand beside such words and adds nothing to them. “Not” is not among it.
FILLERS = frozenset(
    {
        "exempt", "exempted", "exemption", "exemptions", "exception", "exceptions", "information", "info", "data",
        "section", "sections", "act", "of", "the", "and", "or", "to", "a", "an", "request", "requests", "under",
        "withheld", "redacted", "redactions", "refused", "refusal", "partly", "partial", "in", "full", "part", "some",
        "applies", "applied", "engaged", "see", "letter", "names", "name", "third", "party", "material", "prejudice",
        "prejudicial", "reasonably", "exceed", "exceeds", "exceeded", "over", "reached", "due", "reasons", "grounds",
        "was", "is", "are", "on", "for", "disclosure", "s", "be", "by", "would", "likely", "rights", "qualified",
        "absolute",
    }
)  # fmt: skip

_LAWS = ("FOIA", "FOISA", "EIR", "EISR")


@cache
def wordings_of(law: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return the words of a law and what they mean, made when they are first asked for: few cells need them."""
    place = _LAWS.index(law) + 1
    return tuple(
        (re.compile(rf"\b(?:{row[0]})\b"), tuple(row[place].split()))
        for row in _WORDINGS
        if row[place : place + 1] > ("",)
    )


def likes_of(citation: Citation, law: str) -> list[Citation]:
    """Return what in another law is about the same as a provision; empty where nothing is."""
    here, there = _LAWS.index(citation.legislation) + 1, _LAWS.index(law) + 1
    rows = [row for row in _WORDINGS if len(row) > max(here, there) and row[here] and row[there]]
    for part in citation.parents:
        names = dict.fromkeys(row[there].split()[0] for row in rows if row[here].split()[0] == part)
        if names:
            found = [Citation(law, name) for name in names]
            return [one for one in found if names.keys().isdisjoint(one.parents[1:])]
    return []


def provisions_worded(text: str, law: str) -> tuple[list[tuple[str, ...]], str]:
    """Return what a text in small letters calls provisions of a law, in the order of the text, and what is left of it.

    Each is the provisions that the words may mean, the likeliest first.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    for words, meant in wordings_of(law):
        match = words.search(text)
        if match:
            found.append((match.start(), meant))
            text = words.sub(lambda known: " " * len(known[0]), text)
    return [meant for _, meant in sorted(found)], text
