"""Exemptions and exceptions: of the right law, and provisions that it has, or had at the time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.citing import CLOSED, hands_over, listed, named, number_of
from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.law import IN_FORCE, Citation
from disclosurelog.model.wordings import likes_of

_OTHER_OF = {"FOIA": "EIR", "EIR": "FOIA", "FOISA": "EISR", "EISR": "FOISA"}
"""The law beside each in the same jurisdiction: many requests are answered under both."""

_ACROSS = {"FOIA": "FOISA", "FOISA": "FOIA", "EIR": "EISR", "EISR": "EIR"}
"""The law of the other jurisdiction, whose numbers are easily mixed up with its own."""

_FOR_ALL = {("FOIA", "s.35"): "FOIA s.36", ("FOISA", "s.29"): "FOISA s.30"}
"""The exemptions that are for government alone, and what other authorities have in their place."""

_LOCAL = re.compile(
    r"\b(?:council|borough|police|constabulary|nhs|health board|hospitals?|fire (?:and|&) rescue|schools?|academy"
    r"|college|university|housing association)\b",
    re.IGNORECASE,
)

_ACTS = frozenset({"FOIA", "FOISA"})
_LATEST = max(IN_FORCE.values())
_REPLACED_ON = IN_FORCE["FOIA", "s.40(3A)"]


def exemption_law(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """An exemption belongs to another law than the one the request was answered under.

    Why it matters: a request for environmental information cannot be refused under the Freedom of
    Information Act, nor the other way round; a refusal that cites the wrong law is open to complaint. The
    limit on cost is one of the Acts alone (FOIA s.12, FOISA s.12): under the Regulations a request that would
    take too much work can be refused only as manifestly unreasonable, after the public interest was weighed.
    FOIA s.39 and FOISA s.39(2) are how an Act hands a request over to the Regulations, and may stand beside them.

    What to do: correct the exemption, or the legislation of the row. A request that was answered under two laws
    states the law that most of it was answered under: where a provision of that is cited too, this is only a warning.
    """
    for disclosure, row in log.citing:
        law = disclosure.legislation
        wrong = [citation for citation in row.exemptions if law and _is_of_another(citation, law, row.exemptions)]
        if not wrong:
            continue
        mixed = any(citation.legislation == law for citation in disclosure.all_exemptions) and all(
            _OTHER_OF[citation.legislation] == law for citation in wrong
        )
        yield row.place.finding(
            "exemption-law",
            Severity.WARNING if mixed else Severity.ERROR,
            f"{named(wrong, 'does', 'do')} not belong to {law}, the law of {disclosure.reference}."
            + _cost_limit(wrong, law),
            _right_law(wrong, law, mixed=mixed),
            "exemptions",
            _allowed("exemption-law", disclosure, number_of(row), listed(wrong)) if mixed else "",
        )


def _is_of_another(citation: Citation, law: str, beside: tuple[Citation, ...]) -> bool:
    """Whether a citation is of another law than the row's, and neither hands over to that nor was handed over to."""
    if citation.legislation == law:
        return False
    if _OTHER_OF[citation.legislation] != law:
        return True
    handing = [c for c in (citation, *beside) if hands_over(c)]
    return citation not in handing and not (handing and law in _ACTS)


def _cost_limit(wrong: list[Citation], law: str) -> str:
    """Say so where the limit on cost of an Act is cited under the Regulations."""
    cost = law not in _ACTS and any(citation.parents[-1] == "s.12" for citation in wrong)
    return f" {law} has no limit on cost." if cost else ""


def _right_law(wrong: list[Citation], law: str, *, mixed: bool) -> str:
    advice = "Correct the exemption, or the legislation of the disclosure."
    if mixed:
        advice = f"Leave it if the request was answered under both laws. If not: {advice[0].lower()}{advice[1:]}"
    like = dict.fromkeys(str(one) for citation in wrong for one in likes_of(citation, law))
    return f"{advice} What comes nearest in {law} is {' or '.join(like)}." if like else advice


def exemption_unknown(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A provision is cited that its law does not have, or that is not a ground to refuse.

    Why it matters: FOIA s.17(1)(b), EIR reg.14(3)(a), FOISA s.16(1)(c) and EISR reg.13(b) ask for the
    provision relied on. A citation that leads nowhere cannot be checked by the person who was refused.

    What to do: compare the citation with the letter that was sent, and with the list of exemptions. That
    information is not held is an outcome, for which FOIA has no exemption: leave the cell blank.
    """
    judged: dict[Citation, str] = {}  # a log cites the same few over and over
    for disclosure, row in log.citing:
        for citation in row.exemptions:
            if citation not in judged:
                judged[citation] = _what_is_wrong(citation, facts)
            message = judged[citation]
            if not message:
                continue
            advice = _other_number(citation, facts)
            advice += "Compare it with the letter that was sent. The page on exemptions lists all that are known."
            if row.outcome == "Not held" and disclosure.legislation == "FOIA":
                advice = "FOIA has no exemption for what is not held: leave the cell blank."
            elif row.outcome in CLOSED:
                advice = (
                    "Nothing was refused: leave the cell blank. Why the request was closed can be said in the answer."
                )
            yield row.place.finding("exemption-unknown", Severity.ERROR, message, advice, "exemptions")


def _what_is_wrong(citation: Citation, facts: Facts) -> str:
    """Return what is wrong with a citation, ``""`` where the law has what it names."""
    if facts.law.provision_of(citation) is None:
        return f"{citation} is not an exemption, exception or other ground to refuse that this law has."
    whole = facts.law.has_no_part(citation)
    return f"{citation.legislation} {whole} has no such part as {citation}." if whole else ""


def _other_number(citation: Citation, facts: Facts) -> str:
    """Say so where a number is that of the other jurisdiction: personal information is FOIA s.40 and FOISA s.38."""
    other = Citation(_ACROSS[citation.legislation], citation.provision)
    if facts.law.provision_of(other) is None or facts.law.has_no_part(other):
        return ""
    likes = " or ".join(map(str, likes_of(other, citation.legislation)))
    return f"That is the number in {other.legislation}. In {citation.legislation} it is {likes}. " if likes else ""


def exemption_body(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """An exemption is cited that only central government has.

    Why it matters: FOIA s.35, on making policy, is for government departments and the Welsh Government, FOISA s.29 for
    the Scottish Administration. Councils, the police, the NHS, schools and universities have FOIA s.36 and FOISA
    s.30 for what would prejudice the conduct of public affairs. A refusal under the wrong one is open to complaint.

    What to do: compare the exemption with the letter that was sent.
    """
    if _LOCAL.search(log.authority.title) is None or "privy council" in log.authority.title.lower():
        return
    for disclosure, row in log.citing:
        for citation in row.exemptions:
            own = _FOR_ALL.get((citation.legislation, citation.parents[-1]))
            if own is not None:
                yield row.place.finding(
                    "exemption-body",
                    Severity.WARNING,
                    f"{citation} is for central government alone, not for {log.authority.title[:60]}.",
                    f"Compare it with the letter that was sent. The exemption for other authorities is {own}.",
                    "exemptions",
                    _allowed("exemption-body", disclosure, number_of(row), str(citation)),
                )


def exemption_replaced(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A provision is cited that was no longer in force when the request was answered.

    Why it matters: on 25 May 2018 the Data Protection Act 2018 (Schedule 19) replaced FOIA s.40(3) to (5) and
    their like in EIR reg.13, FOISA s.38 and EISR reg.11. Whoever looks such a citation up in the law as it
    stands finds nothing there.

    What to do: compare the citation with the letter that was sent. If the letter itself cites the old
    provision, the log may say so: allow the finding. The old ones stay right for what was answered before that day
    (Schedule 20).
    """
    for disclosure, row in log.citing:
        asked, answered = disclosure.date_received or disclosure.date_responded, disclosure.date_responded
        if asked is not None and asked.first >= _REPLACED_ON:
            severity, when = Severity.ERROR, f"this request is of {asked.words}"
        elif answered is not None and answered.first >= _REPLACED_ON:
            severity, when = Severity.WARNING, f"the answer is of {answered.words}"
        else:
            continue
        for citation in row.exemptions:
            part, by = facts.law.replaced_by(citation)
            if part:
                now = " or ".join(f"{citation.legislation} {new}" for new in by)
                yield row.place.finding(
                    "exemption-replaced",
                    severity,
                    f"{citation.legislation} {part} was replaced on 25 May 2018; {when}.",
                    f"Compare it with the letter that was sent. What took its place is {now}.",
                    "exemptions",
                    _allowed("exemption-replaced", disclosure, number_of(row), str(citation)),
                )


def exemption_early(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A provision is cited that was not yet in force when the request was answered.

    Why it matters: FOIA s.22A, on research, came on 1 October 2014; FOIA s.40(3A) to (5B) and their like in EIR
    reg.13, FOISA s.38 and EISR reg.11 on 25 May 2018. An answer of before cannot have relied on them.

    What to do: check the dates, and compare the citation with the letter that was sent.
    """
    for disclosure, row in log.citing:
        answered = disclosure.date_responded
        if answered is None or answered.last >= _LATEST:
            continue
        for citation in row.exemptions:
            since = next(
                (day for part in citation.parents if (day := IN_FORCE.get((citation.legislation, part)))), None
            )
            if since is not None and answered.last < since:
                yield row.place.finding(
                    "exemption-early",
                    Severity.WARNING,
                    f"{citation} came into force after the answer, which is of {answered.words}.",
                    "Check the date of the answer, and compare the exemption with the letter that was sent.",
                    "exemptions",
                    _allowed("exemption-early", disclosure, number_of(row), str(citation)),
                )


def _allowed(code: str, disclosure: Disclosure, *what: str) -> str:
    return allowance_of(code, disclosure.reference, "exemptions", *what)
