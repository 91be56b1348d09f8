"""The rows of a log that can cite a provision, and what they cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Question
from disclosurelog.model.law import Citation, Provision

REFUSALS = frozenset({"Refused", "Granted in part", "Neither confirmed nor denied"})
"""The outcomes by which something was kept back."""


def citing_rows(log: DisclosureLog) -> Iterator[tuple[Disclosure, Disclosure | Question]]:
    """Yield each row that cites a provision, a disclosure or one of its questions, with its disclosure."""
    for disclosure in log.disclosures:
        if disclosure.exemptions:
            yield disclosure, disclosure
        for question in disclosure.questions:
            if question.exemptions:
                yield disclosure, question


def provisions_of(citations: Iterable[Citation], facts: Facts) -> tuple[Provision, ...]:
    """Return the provisions that are known of those cited, in order."""
    found = (facts.law.provision_of(citation) for citation in citations)
    return tuple(provision for provision in found if provision is not None)


def listed(citations: Iterable[Citation]) -> str:
    """Return citations as a sentence names them."""
    return ", ".join(str(citation) for citation in citations)


def number_of(row: Disclosure | Question) -> str:
    """Return what tells the row from the others of its disclosure: a question's number, ``""`` for the whole."""
    return row.number if isinstance(row, Question) else ""
