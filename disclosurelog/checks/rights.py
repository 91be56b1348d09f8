"""Rights of others: said clearly, and of everything they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.blanks import says_nothing
from disclosurelog.checks.context import Facts
from disclosurelog.checks.licences import licensed_items
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Release
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.licences import rights_held, rights_holder

# Whose data authorities use and cannot license, as they are named, and the signs of a claim to copyright.
_NAMES = r"ordnance survey|addressbase|mastermap|royal mail|postcode address file|getty images|openstreetmap"
_HOLDERS = re.compile(
    rf"©|\(c\) (?:19|20)[0-9]{{2}}\b|\bcopyright\b|\ball rights reserved\b|\b(?:{_NAMES})\b", re.IGNORECASE
)
_LOOKED_AT = 5_000
_STEMS = (
    "©", "(c)", "copyright", "all rights", "ordnance", "addressbase", "mastermap", "royal mail", "postcode address",
    "getty", "openstreetmap",
)  # fmt: skip
# What they were paid, or how much of theirs is used, is about them, and not of theirs.
_SUBJECT = r"(?:spend|spending|costs?|fees?|charges?|payments?|expenditure|invoices?|contracts?|usage)"
_OWN = re.compile(
    r"(?:© ?)?\bcrown copyright\b|\bcopyright (?:officers?|law|act|licences?|licensing|infringements?|fees?|costs?)\b"
    rf"|\b(?:{_NAMES})(?: [a-z]+){{0,2}}? {_SUBJECT}\b|\b{_SUBJECT} (?:to|of|for|with) (?:the )?(?:{_NAMES})\b",
    re.IGNORECASE,
)


def rights_unclear(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The third-party rights say something like “none” or “n/a”.

    Why it matters: whatever stands there is read as the name of somebody who holds rights, and the page
    would say that “None holds rights in this”, and give no licence.

    What to do: leave the cell blank, or type no, where nobody else holds rights.
    """
    for _, item in licensed_items(log):
        rights = item.third_party_rights.strip()
        if rights and says_nothing(rights):
            yield item.place.finding(
                "rights-unclear",
                Severity.ERROR,
                f"“{rights}” would be read as the name of somebody who holds rights.",
                "Leave the cell blank, or type no, if nobody else holds rights. Type yes if it is not known who does.",
                "third_party_rights",
            )


def rights_unnamed(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The licence says that the rights of others apply, but third_party_rights names nobody.

    Why it matters: SI 2015/1415 reg.5(1)(b) leaves out of re-use what others hold rights in. Somebody who wants
    to use it has to know whom to ask; and where third_party_rights says no, one of the two is wrong.

    What to do: name the holder of the rights, or delete the licence.
    """
    for disclosure, item in licensed_items(log):
        if item.licence != "third-party-rights" or rights_held(item.third_party_rights):
            continue
        denied = item.third_party_rights.strip() != ""
        said = "says that nobody else holds any" if denied else "does not say whose"
        yield item.place.finding(
            "rights-unnamed",
            Severity.ERROR if denied else Severity.WARNING,
            f"The licence is that rights of others apply, but “third_party_rights” {said}.",
            "Name the holder of the rights, or delete the licence.",
            "third_party_rights",
            "" if denied else _allowed("rights-unnamed", disclosure, item),
        )


def rights_unsaid(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Others hold rights in the answer, but nothing is said of a file that came with it, which has an open licence.

    Why it matters: each file has terms of its own and takes none from the answer. If the rights of others are in
    the file too, the authority cannot give the licence (SI 2015/1415 reg.5(1)(b)), and whoever relied on it could
    be sued.

    What to do: name the holder in third_party_rights of the release, or type no there if the file is the
    authority's own.
    """
    for disclosure, item in licensed_items(log):
        if not isinstance(item, Release) or not rights_held(disclosure.third_party_rights):
            continue
        if item.third_party_rights.strip() or item.notice is None or not item.notice.licence.open:
            continue
        holder = rights_holder(disclosure.third_party_rights)[:60]
        named = f" (“{holder}”)" if holder else ""
        yield item.place.finding(
            "rights-unsaid",
            Severity.WARNING,
            f"The answer says that others{named} hold rights in it, but “{item.title[:80]}” has the "
            f"{item.notice.licence.title}.",
            "Name the holder in “third_party_rights” of this row, or type no if nobody else holds rights in it.",
            "third_party_rights",
            _allowed("rights-unsaid", disclosure, item),
        )


def rights_mentioned(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A title or description speaks of somebody else's copyright, but the item has an open licence.

    Why it matters: maps of Ordnance Survey, addresses of Royal Mail and pictures that were bought are not the
    authority's to license (SI 2015/1415 reg.5(1)(b)), and the Open Government Licence does not cover them.

    What to do: name the holder in third_party_rights, or type no there if the authority may license all of it.
    """
    title = re.escape(log.authority.title)
    ours = re.compile(rf"(?:©|\(c\)|\bcopyright)[ ©0-9]{{0,12}}(?:of )?(?:the )?{title}", re.IGNORECASE)
    for disclosure, item in licensed_items(log):
        if item.notice is None or not item.notice.licence.open or item.third_party_rights.strip():
            continue
        about = item.description if isinstance(item, Release) else item.summary
        text = f"{item.title}\n{about}"[:_LOOKED_AT]
        plain = text.lower()
        mentions = any(stem in plain for stem in _STEMS)
        found = _HOLDERS.search(_OWN.sub("", ours.sub("", text))) if mentions else None
        if found is not None:
            yield item.place.finding(
                "rights-mentioned",
                Severity.WARNING,
                f"“{item.title[:80]}” has the {item.notice.licence.title}, but speaks of “{found[0]}”.",
                "Name the holder in “third_party_rights”, or type no there if the authority may license all of it.",
                "third_party_rights",
                _allowed("rights-mentioned", disclosure, item),
            )


def _allowed(code: str, disclosure: Disclosure, item: Disclosure | Release) -> str:
    return allowance_of(code, disclosure.reference, item.title, item.licence)
