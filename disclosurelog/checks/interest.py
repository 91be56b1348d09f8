"""Refusals: what was withheld, and how the public interest was weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.blanks import says_nothing
from disclosurelog.checks.citing import REFUSALS, hands_over, listed, named, provisions_of, rest_is_not_held, unread
from disclosurelog.checks.context import Facts
from disclosurelog.checks.counting import each_or_counted
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.law import Citation

# Of what is withheld under these more is to be said than the name of the section, in terms of the public interest:
# confidences are kept or not by a test of their own, and the legitimate interest in personal data is weighed.
_WEIGHED_OTHERWISE = frozenset(
    {("FOIA", "s.40"), ("FOIA", "s.41"), ("FOISA", "s.36"), ("FOISA", "s.38"), ("EIR", "reg.13"), ("EISR", "reg.11")}
)
_SAYS_NONE = re.compile(r"\b(?:no|not|none|absolute|n/a|neither|nor|never|without)\b", re.IGNORECASE)


def interest_test_missing(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A qualified exemption, or an exception, is cited, but nothing is said of the public interest.

    Why it matters: a qualified exemption may be used only where the public interest in keeping it outweighs
    that in disclosing (FOIA s.2(2)(b), FOISA s.2(1)(b)), and the letter must say why (FOIA s.17(3), FOISA s.16(2)).
    Under the Regulations this is so of every exception but personal data (EIR reg.12(1)(b) and reg.14(3)(b), EISR
    reg.10(1)(b)); that information is not held leaves nothing to weigh, nor has a notice under FOISA s.18 to give these
    reasons (FOISA s.18(2)). Readers learn most from them.

    What to do: copy the reasons from the letter into public_interest_test. If they are in the answer already, a
    sentence is enough.
    """
    yield from each_or_counted(_untested(log, facts), "cite a qualified exemption, but “public_interest_test” is blank")


def _untested(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    for disclosure in log.disclosures:
        if not disclosure.all_exemptions or not says_nothing(disclosure.public_interest_test):
            continue
        if disclosure.outcome and disclosure.outcome not in REFUSALS:
            continue  # what was not refused needs no reasons, and what contradicts that is told elsewhere
        silent = any(citation.parents[-1] == "s.18" for citation in disclosure.all_exemptions)
        tested = [
            c for c in disclosure.all_exemptions if _weighs(c, facts) and not (silent and c.legislation == "FOISA")
        ]
        if tested:
            kind = "an exception" if facts.law.is_environmental(tested[0].legislation) else "a qualified exemption"
            yield disclosure.place.finding(
                "interest-test-missing",
                Severity.WARNING,
                f"{tested[0]} is {kind}, but “public_interest_test” does not say how the public interest was weighed.",
                "Type the reasons that the letter gives, for disclosing and for withholding.",
                "public_interest_test",
                _allowed("interest-test-missing", disclosure, listed(tested)),
            )


def _weighs(citation: Citation, facts: Facts) -> bool:
    provision = facts.law.provision_of(citation)
    told = hands_over(citation) or facts.law.has_no_part(citation) != ""
    return provision is not None and provision.weighs_interest and not told


def interest_test_needless(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A public interest test is described, but nothing that is cited asks for one.

    Why it matters: absolute exemptions (FOIA s.2(3), FOISA s.2(2)) and the provisions on cost and on vexatious or
    repeated requests apply whatever the public interest. A reader would think that it could have been decided
    otherwise; or an exemption is missing. Nothing is said of confidences and personal data, for which
    interests are weighed in another way.

    What to do: add the qualified exemption if one is missing. Otherwise move the words to “withheld”.
    """
    for disclosure in log.disclosures:
        if says_nothing(disclosure.public_interest_test) or not disclosure.all_exemptions or unread(disclosure, facts):
            continue
        known = provisions_of(disclosure.all_exemptions, facts)
        open_to_it = any(
            p.public_interest_test != "no" or (p.legislation, p.provision.partition("(")[0]) in _WEIGHED_OTHERWISE
            for p in known
        )
        if known and not open_to_it and _SAYS_NONE.search(disclosure.public_interest_test) is None:
            yield disclosure.place.finding(
                "interest-test-needless",
                Severity.NOTICE,
                f"A public interest test is described, but {named(disclosure.all_exemptions, 'asks', 'ask')} for none.",
                "Add the qualified exemption if one is missing. Otherwise move these words to “withheld”.",
                "public_interest_test",
            )


def withheld_blank(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Something was withheld, but not what.

    Why it matters: a refusal must say why the exemption applies (FOIA s.17(1)(c), FOISA s.16(1)(d), EIR reg.14(3),
    EISR reg.13). Whoever reads “Granted in part” cannot tell what is missing from the answer, and will ask again.

    What to do: say in a sentence what was withheld, and why, without giving it away. Requests that were refused as a
    whole for cost or as vexatious need none.
    """
    yield from each_or_counted(_unsaid(log, facts), "withhold something, but “withheld” is blank")


def _unsaid(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    for disclosure in log.disclosures:
        part = disclosure.outcome == "Granted in part"
        if not (part or disclosure.outcome == "Refused") or not says_nothing(disclosure.withheld):
            continue
        known = provisions_of(disclosure.all_exemptions, facts)
        if known and all(p.kind == "procedural" or p.is_not_held for p in known):
            continue
        if (not known and rest_is_not_held(disclosure)) or unread(disclosure, facts):
            continue
        yield disclosure.place.finding(
            "withheld-blank",
            Severity.WARNING if part or not _explains(disclosure) else Severity.NOTICE,
            f"The outcome is “{disclosure.outcome}”, but “withheld” does not say what was kept back.",
            "Say in a sentence what was withheld and why, without giving it away.",
            "withheld",
            _allowed("withheld-blank", disclosure, disclosure.outcome),
        )


def _explains(disclosure: Disclosure) -> bool:
    """Return whether something else can say why a whole request was refused: the answer, or a link to it."""
    return bool(
        disclosure.response.strip() or disclosure.source_url or any(q.answer.strip() for q in disclosure.questions)
    )


def _allowed(code: str, disclosure: Disclosure, what: str) -> str:
    return allowance_of(code, disclosure.reference, what)
