"""Outcomes: in keeping with the provisions that are cited for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.citing import (
    CLOSED,
    REFUSALS,
    hands_over,
    is_elsewhere,
    is_not_held,
    listed,
    named,
    number_of,
    rest_is_not_held,
    unread,
    withholding,
)
from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Question
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.law import Citation

_NOT_HELD = {"EIR": "reg.12(4)(a)", "EISR": "reg.10(4)(a)"}
_TOO_GENERAL = frozenset({("EIR", "reg.12(4)(c)"), ("EISR", "reg.10(4)(c)")})
_BY_S_18 = frozenset({*(f"s.{number}" for number in range(28, 36)), "s.14", "s.38", "s.39", "s.41"})
"""What FOISA s.18(1) names; a vexatious request (s.14) need not be answered at all."""

_SAYS_NOT_HELD = re.compile(
    r"\bnot held\b|\b(?:not|n't) (?:currently )?hold\b|\bnot (?:been )?recorded\b", re.IGNORECASE
)
_LOOKED_AT = 2_000


def granted_with_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Everything was granted, yet an exemption is cited.

    Why it matters: the two contradict each other, and the public would be told that nothing was withheld
    where something was. EIR reg.6 and EISR reg.6 are about form and format alone and may be cited for what
    was given, and FOIA s.39 and FOISA s.39(2) where the Regulations decide. That a part is not held, or can be had in
    another way (FOIA s.21, FOISA s.25), is only a warning.

    What to do: if something was withheld the outcome is “Granted in part”; if nothing was, delete the exemption.
    """
    for disclosure, row in log.citing:
        if row.outcome != "Granted in full":
            continue
        against = withholding(row.exemptions, facts) or [c for c in row.exemptions if is_not_held(c, facts)]
        if not against:
            continue
        held = not all(is_elsewhere(citation) or is_not_held(citation, facts) for citation in against)
        yield row.place.finding(
            "granted-with-exemption",
            Severity.ERROR if held else Severity.WARNING,
            f"The outcome is “Granted in full”, but {named(against, 'is', 'are')} cited as a reason to withhold.",
            "If something was withheld, type “Granted in part”. If nothing was, delete the exemption.",
            "outcome",
            "" if held else _allowed("granted-with-exemption", disclosure, row),
        )


def refused_without_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Something was refused, yet no exemption is cited.

    Why it matters: FOIA s.17(1)(b), EIR reg.14(3)(a), FOISA s.16(1)(c) and EISR reg.13(b) say that a refusal
    must state the provision it relies on. Under the Regulations that information is not held is such a
    provision too: EIR reg.12(4)(a), EISR reg.10(4)(a). Under the Acts it is not, and nothing is cited for a part that
    is not held, if “withheld” or the questions say so.

    What to do: add the provision from the letter that was sent.
    """
    for disclosure in log.disclosures:
        if not disclosure.legislation or disclosure.all_exemptions or unread(disclosure, facts):
            continue
        needed = _NOT_HELD.get(disclosure.legislation) if disclosure.outcome == "Not held" else None
        if (disclosure.outcome in REFUSALS and not _needs_none(disclosure)) or needed:
            what = f"{disclosure.legislation} {needed}" if needed else "the provision"
            yield disclosure.place.finding(
                "refused-without-exemption",
                Severity.WARNING,
                f"The outcome is “{disclosure.outcome}”, but no exemption or exception is stated.",
                f"Add {what} from the letter that was sent, to this row or to its questions.",
                "exemptions",
                _allowed("refused-without-exemption", disclosure, disclosure),
            )


def _needs_none(disclosure: Disclosure) -> bool:
    """Return whether what was not given under an Act is said not to be held, for which nothing is cited."""
    if disclosure.legislation in _NOT_HELD or disclosure.outcome != "Granted in part":
        return False
    return rest_is_not_held(disclosure) or _SAYS_NOT_HELD.search(disclosure.withheld[:_LOOKED_AT]) is not None


def not_held_with_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The information is not held, yet an exemption is cited.

    Why it matters: what is not held cannot be withheld, and a reader would wonder which of the two is true.
    Under FOIA that information is not held is no exemption, and nothing is cited for it; under FOISA the
    notice of s.17 is. Under the Regulations it is an exception of its own: EIR reg.12(4)(a), EISR reg.10(4)(a).

    What to do: if some of it is held and was withheld, the outcome is “Refused” or “Granted in part”. If nothing
    is held, delete the exemption.
    """
    for disclosure, row in log.citing:
        if row.outcome != "Not held":
            continue
        # What is no ground to refuse at all is told elsewhere: s.1 and s.17 are often cited for what is not held.
        known = [c for c in row.exemptions if facts.law.provision_of(c) is not None]
        against = withholding(known, facts)
        if not against:
            continue
        both = any(is_not_held(citation, facts) for citation in known)
        advice = "If some of it is held and was withheld, type “Refused” or “Granted in part”. If not, "
        needed = _NOT_HELD.get(disclosure.legislation)
        instead = f"type {disclosure.legislation} {needed}, the exception for what is not held, instead"
        advice += f"{instead}." if needed and not both else "delete the exemption."
        yield row.place.finding(
            "not-held-with-exemption",
            Severity.WARNING if both else Severity.ERROR,
            f"The outcome is “Not held”, but {named(against, 'is', 'are')} cited: what is not held cannot be withheld.",
            advice,
            "outcome",
            _allowed("not-held-with-exemption", disclosure, row),
        )


def refused_not_held(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The outcome is a refusal, yet all that is cited says that the information is not held.

    Why it matters: FOISA s.17 is the notice that information is not held, not an exemption. Under the
    Regulations not holding it is an exception (EIR reg.12(4)(a), EISR reg.10(4)(a)), but the statistics of the
    code of practice count it apart, and a reader of “Refused” thinks that something is being kept back.

    What to do: type “Not held”. If something was withheld as well, add the provision for it.
    """
    for disclosure, row in log.citing:
        if row.outcome not in ("Refused", "Neither confirmed nor denied"):
            continue
        cited = [c for c in row.exemptions if not hands_over(c)]
        if cited and all(is_not_held(citation, facts) for citation in cited) and not unread(disclosure, facts):
            exception = disclosure.legislation in _NOT_HELD and row.outcome == "Refused"
            yield row.place.finding(
                "refused-not-held",
                Severity.NOTICE if exception else Severity.WARNING,
                f"The outcome is “{row.outcome}”, but {named(cited, 'says', 'say')} that the information is not held.",
                "Type “Not held” if nothing was withheld. If something was, add the provision for it.",
                "outcome",
                "" if exception else _allowed("refused-not-held", disclosure, row),
            )


def closed_with_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A request was passed on, lapsed or was withdrawn, yet an exemption is cited.

    Why it matters: such a request was not decided, so nothing was refused. If part of it was, a reader is not
    told so. That nothing is held, or that a request was too general, may be why it was closed: EIR
    reg.12(4)(a) and (c), EISR reg.10(4)(a) and (c), FOISA s.17.

    What to do: delete the exemption, or type the outcome of what was decided.
    """
    for disclosure, row in log.citing:
        if row.outcome not in CLOSED:
            continue
        against = [c for c in withholding(row.exemptions, facts) if (c.legislation, c.provision) not in _TOO_GENERAL]
        if against:
            yield row.place.finding(
                "closed-with-exemption",
                Severity.WARNING,
                f"The outcome is “{row.outcome}”, which refuses nothing, but {named(against, 'is', 'are')} cited.",
                "Delete the exemption. If part of the request was refused, type “Refused” or “Granted in part”.",
                "outcome",
                _allowed("closed-with-exemption", disclosure, row),
            )


def neither_without_provision(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The authority neither confirmed nor denied, yet no provision that is cited lets it.

    Why it matters: whether information is held is a right of its own (FOIA s.1(1)(a)). Only some provisions lift
    it: in FOIA a subsection of nearly every exemption, such as s.31(3) and s.40(5B), though none of s.21; in FOISA
    s.18, for sections 28 to 35, 38, 39(1) and 41; in the Regulations EIR reg.12(6) and EISR reg.10(8) for what
    reg.12(5)(a) and reg.10(5)(a) protect, and EIR reg.13(5A) and EISR reg.11(6) for personal data.

    What to do: add the provision from the letter that was sent. If the letter says that the information is held,
    the outcome is “Refused”.
    """
    for disclosure, row in _silent_rows(log):
        cited = row.exemptions or disclosure.all_exemptions
        if not cited or unread(disclosure, facts):
            continue
        beyond = _beyond_s_18(cited)
        if beyond:
            problem = (
                f"FOISA s.18 is for sections 28 to 35, 38, 39(1) and 41 alone, but {named(beyond, 'is', 'are')} cited."
            )
            advice = "Add the exemption from the letter that the information would have."
        elif not any(facts.law.silence_within(citation) for citation in cited):
            problem = f"The outcome is “Neither confirmed nor denied”, but {named(cited, 'does', 'do')} not allow that."
            advice = f"Add the provision that does{_instead(cited, facts)}."
        else:
            continue
        yield row.place.finding(
            "neither-without-provision",
            Severity.WARNING,
            problem,
            f"{advice} If it was said that the information is held, type “Refused”.",
            "exemptions",
            _allowed("neither-without-provision", disclosure, row),
        )


def _beyond_s_18(cited: tuple[Citation, ...]) -> list[Citation]:
    """Return the exemptions cited with FOISA s.18 where it is for none of them."""
    scottish = [citation for citation in cited if citation.legislation == "FOISA"]
    others = [citation for citation in scottish if citation.parents[-1] != "s.18"]
    if len(others) == len(scottish) or any(c.parents[-1] in _BY_S_18 and not hands_over(c) for c in others):
        return []
    return others


def _silent_rows(log: DisclosureLog) -> Iterator[tuple[Disclosure, Disclosure | Question]]:
    for disclosure in log.disclosures:
        if disclosure.outcome == "Neither confirmed nor denied":
            yield disclosure, disclosure
        for question in disclosure.questions:
            if question.outcome == "Neither confirmed nor denied":
                yield disclosure, question


def _instead(cited: tuple[Citation, ...], facts: Facts) -> str:
    """Return which provisions of what is cited would allow it, as the end of a sentence."""
    sections = dict.fromkeys(Citation(c.legislation, c.parents[-1]) for c in cited)
    found = [
        f"{section.legislation} {provision}"
        for section in sections
        for provision in facts.law.silence_within(section)
        if not facts.law.replaced_by(Citation(section.legislation, provision))[0] and not provision.endswith("(i)")
    ]
    if any(section.legislation == "FOISA" for section in sections):
        found.append("FOISA s.18")
    whole = [one for one in found if not any(one.startswith(f"{other}(") for other in found)]
    return f", such as {' or '.join(whole[:3])}" if whole else ""


def _allowed(code: str, disclosure: Disclosure, row: Disclosure | Question) -> str:
    return allowance_of(code, disclosure.reference, number_of(row), row.outcome, listed(row.exemptions))
