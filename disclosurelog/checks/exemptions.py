"""Exemptions and exceptions: of the right law, and in keeping with the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Question
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.law import Citation

_NOT_HELD = {"EIR": "reg.12(4)(a)", "EISR": "reg.10(4)(a)"}
_REFUSALS = frozenset({"Refused", "Granted in part", "Neither confirmed nor denied"})


def _rows(log: DisclosureLog) -> Iterator[tuple[Disclosure, Disclosure | Question]]:
    """Yield each disclosure with itself and with each of its questions: the rows that can cite a provision."""
    for disclosure in log.disclosures:
        yield disclosure, disclosure
        for question in disclosure.questions:
            yield disclosure, question


def exemption_law(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """An exemption belongs to another law than the one the request was answered under.

    Why it matters: a request for environmental information cannot be refused under the Freedom of
    Information Act, nor the other way round; a refusal that cites the wrong law is open to complaint.
    FOIA s.39 and FOISA s.39(2) are how an Act hands a request over to the Regulations.

    What to do: correct the exemption, or the legislation of the row. If a request was answered under two
    laws, state the law that most of it was answered under, and check with whoever drafted the answer.
    """
    for disclosure, row in _rows(log):
        for citation in row.exemptions:
            if disclosure.legislation and citation.legislation != disclosure.legislation:
                yield row.place.finding(
                    "exemption-law",
                    Severity.ERROR,
                    f"{citation} does not belong to {disclosure.legislation}, the law of {disclosure.reference}.",
                    "Correct the exemption, or the legislation of the disclosure.",
                    "exemptions",
                )


def exemption_unknown(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A provision is cited that its law does not have, or that is not a ground to refuse.

    Why it matters: a citation that leads nowhere cannot be checked by the person who was refused.

    What to do: compare the citation with the letter that was sent, and with the list of exemptions.
    """
    for _, row in _rows(log):
        for citation in row.exemptions:
            if facts.law.provision_of(citation) is None:
                yield row.place.finding(
                    "exemption-unknown",
                    Severity.ERROR,
                    f"{citation} is not an exemption, exception or other ground to refuse that this law has.",
                    "Compare it with the letter that was sent. The page on exemptions lists all that are known.",
                    "exemptions",
                )


def granted_with_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Everything was granted, yet an exemption is cited.

    Why it matters: the two contradict each other, and the public would be told that nothing was withheld
    where something was.

    What to do: if something was withheld the outcome is “Granted in part”; if nothing was, delete the exemption.
    """
    for _, row in _rows(log):
        if row.outcome == "Granted in full" and row.exemptions:
            yield row.place.finding(
                "granted-with-exemption",
                Severity.ERROR,
                f"The outcome is “Granted in full”, but {_listed(row.exemptions)} is cited as a reason to withhold.",
                "If something was withheld, type “Granted in part”. If nothing was, delete the exemption.",
                "outcome",
            )


def refused_without_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Something was refused, yet no exemption is cited.

    Why it matters: FOIA s.17(1)(b), EIR reg.14(3)(a), FOISA s.16(1)(c) and EISR reg.13(b) say that a refusal
    must state the provision it relies on. Under the Regulations that information is not held is such a
    provision too: EIR reg.12(4)(a), EISR reg.10(4)(a). Under the Acts it is not.

    What to do: add the provision from the letter that was sent.
    """
    for disclosure in log.disclosures:
        if not disclosure.legislation or disclosure.all_exemptions:
            continue
        needed = _NOT_HELD.get(disclosure.legislation) if disclosure.outcome == "Not held" else None
        if disclosure.outcome in _REFUSALS or needed:
            what = f"{disclosure.legislation} {needed}" if needed else "the provision"
            yield disclosure.place.finding(
                "refused-without-exemption",
                Severity.WARNING,
                f"The outcome is “{disclosure.outcome}”, but no exemption or exception is stated.",
                f"Add {what} from the letter that was sent, to this row or to its questions.",
                "exemptions",
            )


def _listed(citations: tuple[Citation, ...]) -> str:
    return ", ".join(str(citation) for citation in citations)
