"""What the rows of a log cite, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, Question
from disclosurelog.model.law import Citation, Provision

REFUSALS = frozenset({"Refused", "Granted in part", "Neither confirmed nor denied"})
"""The outcomes by which something was kept back."""

CLOSED = frozenset({"Transferred", "Lapsed", "Withdrawn by requester"})
"""The outcomes of requests that were not decided."""

_FORMAT = "reg.6"


def provisions_of(citations: Iterable[Citation], facts: Facts) -> tuple[Provision, ...]:
    """Return the provisions that are known of those cited, in order."""
    found = (facts.law.provision_of(citation) for citation in citations)
    return tuple(provision for provision in found if provision is not None)


def hands_over(citation: Citation) -> bool:
    """Return whether a citation is how an Act hands a request over to the Regulations: FOIA s.39, FOISA s.39(2)."""
    section = citation.parents[-1] == "s.39"
    return section and not (citation.legislation == "FOISA" and citation.provision.startswith("s.39(1)"))


def is_elsewhere(citation: Citation) -> bool:
    """Return whether a citation says that the information can be had in another way: FOIA s.21, FOISA s.25."""
    return (citation.legislation, citation.parents[-1]) in (("FOIA", "s.21"), ("FOISA", "s.25"))


def is_not_held(citation: Citation, facts: Facts) -> bool:
    """Return whether a citation says that the information is not held."""
    provision = facts.law.provision_of(citation)
    return provision is not None and provision.is_not_held


def withholding(citations: Iterable[Citation], facts: Facts) -> list[Citation]:
    """Return those by which something is kept back: not form and format (reg.6), not held, or handed over."""
    return [c for c in citations if c.parents[-1] != _FORMAT and not is_not_held(c, facts) and not hands_over(c)]


def unread(disclosure: Disclosure, facts: Facts) -> bool:
    """Return whether the exemptions of a disclosure or of one of its questions could not all be read."""
    if not facts.unread:
        return False
    places = (disclosure.place, *(question.place for question in disclosure.questions))
    return any((place.file, place.row) in facts.unread for place in places)


def rest_is_not_held(disclosure: Disclosure) -> bool:
    """Return whether its questions say that nothing was refused, but some of it is not held."""
    outcomes = {question.outcome for question in disclosure.questions}
    return "Not held" in outcomes and not outcomes & REFUSALS


def listed(citations: Iterable[Citation]) -> str:
    """Return citations one after the other, as marks are made of them."""
    return ", ".join(str(citation) for citation in citations)


def named(citations: Sequence[Citation], verb: str, verbs: str) -> str:
    """Return citations as a sentence names them, with its verb for one or for several: “A, B and C are”."""
    if len(citations) == 1:
        return f"{citations[0]} {verb}"
    return f"{listed(citations[:-1])} and {citations[-1]} {verbs}"


def number_of(row: Disclosure | Question) -> str:
    """Return what tells the row from the others of its disclosure: a question's number, ``""`` for the whole."""
    return row.number if isinstance(row, Question) else ""
