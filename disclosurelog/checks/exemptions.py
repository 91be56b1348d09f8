"""Exemptions and exceptions: of the right law, and provisions that it has, or had at the time."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.citing import citing_rows, number_of
from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.law import IN_FORCE, Citation

_MANIFESTLY_UNREASONABLE = {"EIR": "EIR reg.12(4)(b)", "EISR": "EISR reg.10(4)(b)"}
_LATEST = max(IN_FORCE.values())
_REPLACED_ON = IN_FORCE["FOIA", "s.40(3A)"]


def exemption_law(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """An exemption belongs to another law than the one the request was answered under.

    Why it matters: a request for environmental information cannot be refused under the Freedom of
    Information Act, nor the other way round; a refusal that cites the wrong law is open to complaint. The
    limit on cost is one of the Acts alone (FOIA s.12, FOISA s.12): under the Regulations a request that would
    take too much work can be refused only as manifestly unreasonable, after the public interest was weighed.
    FOIA s.39 and FOISA s.39(2) are how an Act hands a request over to the Regulations.

    What to do: correct the exemption, or the legislation of the row. If a request was answered under two
    laws, state the law that most of it was answered under, and check with whoever drafted the answer.
    """
    for disclosure, row in citing_rows(log):
        for citation in row.exemptions:
            if disclosure.legislation and citation.legislation != disclosure.legislation:
                yield row.place.finding(
                    "exemption-law",
                    Severity.ERROR,
                    f"{citation} does not belong to {disclosure.legislation}, the law of {disclosure.reference}."
                    + _cost_limit(citation, disclosure.legislation),
                    _right_law(citation, disclosure.legislation),
                    "exemptions",
                )


def _is_cost(citation: Citation, legislation: str) -> bool:
    """Whether the limit on cost of an Act is cited under the Regulations."""
    return citation.parents[-1] == "s.12" and legislation in _MANIFESTLY_UNREASONABLE


def _cost_limit(citation: Citation, legislation: str) -> str:
    return f" {legislation} has no limit on cost." if _is_cost(citation, legislation) else ""


def _right_law(citation: Citation, legislation: str) -> str:
    advice = "Correct the exemption, or the legislation of the disclosure."
    if _is_cost(citation, legislation):
        instead = _MANIFESTLY_UNREASONABLE[legislation]
        advice += f" If the request was refused as manifestly unreasonable, that is {instead}."
    return advice


def exemption_unknown(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A provision is cited that its law does not have, or that is not a ground to refuse.

    Why it matters: FOIA s.17(1)(b), EIR reg.14(3)(a), FOISA s.16(1)(c) and EISR reg.13(b) ask for the
    provision relied on. A citation that leads nowhere cannot be checked by the person who was refused.

    What to do: compare the citation with the letter that was sent, and with the list of exemptions. That
    information is not held is an outcome, for which FOIA has no exemption: leave the cell blank.
    """
    judged: dict[Citation, str] = {}  # a log cites the same few over and over
    for disclosure, row in citing_rows(log):
        for citation in row.exemptions:
            if citation not in judged:
                judged[citation] = _what_is_wrong(citation, facts)
            message = judged[citation]
            if not message:
                continue
            advice = "Compare it with the letter that was sent. The page on exemptions lists all that are known."
            if row.outcome == "Not held" and disclosure.legislation == "FOIA":
                advice = "FOIA has no exemption for what is not held: leave the cell blank."
            yield row.place.finding("exemption-unknown", Severity.ERROR, message, advice, "exemptions")


def _what_is_wrong(citation: Citation, facts: Facts) -> str:
    """Return what is wrong with a citation, ``""`` where the law has what it names."""
    if facts.law.provision_of(citation) is None:
        return f"{citation} is not an exemption, exception or other ground to refuse that this law has."
    whole = facts.law.has_no_part(citation)
    return f"{citation.legislation} {whole} has no such part as {citation}." if whole else ""


def exemption_replaced(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A provision is cited that was no longer in force when the request was made.

    Why it matters: on 25 May 2018 the Data Protection Act 2018 (Schedule 19) replaced FOIA s.40(3) to (5) and
    their like in EIR reg.13, FOISA s.38 and EISR reg.11. Whoever looks such a citation up in the law as it
    stands finds nothing there.

    What to do: compare the citation with the letter that was sent. If the letter itself cites the old
    provision, the log may say so: allow the finding. The old ones stay right for requests of before that day.
    """
    for disclosure, row in citing_rows(log):
        when = disclosure.date_received or disclosure.date_responded
        if when is None or when.first < _REPLACED_ON:
            continue
        for citation in row.exemptions:
            part, by = facts.law.replaced_by(citation)
            if part:
                now = " or ".join(f"{citation.legislation} {new}" for new in by)
                yield row.place.finding(
                    "exemption-replaced",
                    Severity.ERROR,
                    f"{citation.legislation} {part} was replaced on 25 May 2018; this request is of {when.words}.",
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
    for disclosure, row in citing_rows(log):
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
