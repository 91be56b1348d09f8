"""Reviews and complaints: complete, in order, and within the time that law or good practice give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosurelog.checks.context import Facts
from disclosurelog.model.dates import words_of
from disclosurelog.model.deadlines import deadline_of
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.law import SPRING_LIMIT, in_spring_2020
from disclosurelog.model.working_days import EXTENDED_LIMIT, TIME_LIMIT

TO_ASK = 40
"""Working days in which to ask: EIR reg.11(2), FOISA s.20(5), EISR reg.16; code of practice under FOIA s.45, part 5."""


@dataclass(frozen=True, slots=True)
class Term:
    """How many working days a review may take, and what says so."""

    days: int
    source: str
    duty: bool


_TERMS = {
    "FOIA": Term(TIME_LIMIT, "the code of practice under FOIA s.45 and the regulator expect", duty=False),
    "EIR": Term(EXTENDED_LIMIT, "EIR reg.11(4) allows", duty=True),
    "FOISA": Term(TIME_LIMIT, "FOISA s.21(1) allows", duty=True),
    "EISR": Term(TIME_LIMIT, "EISR reg.16 allows", duty=True),
}
_SCOTTISH = frozenset({"FOISA", "EISR"})


def _allowed(code: str, disclosure: Disclosure, *what: object) -> str:
    return allowance_of(code, disclosure.reference, *map(str, what))


def _reviewed(log: DisclosureLog) -> Iterator[Disclosure]:
    return (d for d in log.disclosures if d.review_requested or d.review_responded or d.review_outcome)


def review_incomplete(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A review is described only in part: its outcome without its date, or the date without the outcome.

    Why it matters: the code of practice under FOIA s.45 (8.5) asks for figures on reviews; under
    EIR reg.11, FOISA s.20 and s.21 and EISR reg.16 a review is a right. A reader should learn whether it was
    asked for, when it was answered, and what it changed.

    What to do: fill in review_requested, review_responded and review_outcome. A review that is still open has only
    the first.
    """
    for disclosure in _reviewed(log):
        asked, answered, outcome = disclosure.review_requested, disclosure.review_responded, disclosure.review_outcome
        if outcome and not answered:
            missing = "review_responded"
            problem = f"“review_outcome” is “{outcome}”, but “review_responded” does not say when that was."
        elif answered and not outcome:
            missing = "review_outcome"
            problem = f"A review was answered ({answered.words}), but “review_outcome” does not say how it ended."
        elif not asked:
            missing = "review_requested"
            problem = "A review was answered, but “review_requested” does not say when it was asked for."
        else:
            continue
        yield disclosure.place.finding(
            "review-incomplete",
            Severity.WARNING,
            problem,
            f"Fill in “{missing}”, or delete what is there if there was no review.",
            missing,
            _allowed("review-incomplete", disclosure, missing, answered, outcome),
        )


def review_early(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A review was asked for before the answer, while there was still time to answer.

    Why it matters: somebody who had no answer in time may ask for a review before it comes (FOISA s.20, EIR reg.11,
    EISR reg.16, and by good practice under FOIA). Before the time has run out there is nothing to review: one of
    the dates is mistyped.

    What to do: correct whichever of the dates is wrong.
    """
    for disclosure in _reviewed(log):
        asked, responded = disclosure.review_requested, disclosure.date_responded
        if asked is None or responded is None or asked.last >= responded.first:
            continue
        received = disclosure.date_received
        if received is not None and asked.last < received.first:
            continue  # told by dates-order
        due = deadline_of(disclosure, facts.calendar).due
        if due is not None and asked.last > due:
            continue
        yield disclosure.place.finding(
            "review-early",
            Severity.WARNING,
            f"“review_requested” ({asked.words}) is before “date_responded” ({responded.words})"
            + (f", and the time to answer ran until {words_of(due)}." if due else "."),
            "Correct whichever of the two dates is wrong.",
            "review_requested",
            _allowed("review-early", disclosure, asked, responded),
        )


def review_late(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A review took longer than law or good practice allow.

    Why it matters: EIR reg.11(4) gives 40 working days, FOISA s.21(1) and EISR reg.16 give 20. FOIA sets no
    limit; the code of practice under s.45 and the regulator expect 20 working days, and in no case more than 40.
    FOISA gave 60 for what was answered from 7 April to 26 May 2020 (Coronavirus (Scotland) Act 2020).

    What to do: nothing, if the dates are right.
    """
    for disclosure in _reviewed(log):
        term = _TERMS.get(disclosure.legislation)
        days = _days(disclosure, facts)
        if disclosure.legislation == "FOISA" and in_spring_2020(disclosure.review_responded):
            term = Term(SPRING_LIMIT, "FOISA s.21(1), as it was from 7 April to 26 May 2020, allowed", duty=True)
        if term is None or days is None or days <= term.days:
            continue
        grave = term.duty or days > EXTENDED_LIMIT
        yield disclosure.place.finding(
            "review-late",
            Severity.WARNING if grave else Severity.NOTICE,
            f"The review took {days} working days; {term.source} {term.days}.",
            "Check the dates. If they are right there is nothing to do.",
            "review_responded",
            _allowed("review-late", disclosure, disclosure.review_requested, disclosure.review_responded)
            if grave
            else "",
        )


def _days(disclosure: Disclosure, facts: Facts) -> int | None:
    asked = disclosure.review_requested.full if disclosure.review_requested else None
    answered = disclosure.review_responded.full if disclosure.review_responded else None
    if asked is None or answered is None:
        return None
    return facts.calendar.taken(asked, answered, disclosure.legislation)


def review_asked_late(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A review was asked for more than 40 working days after the answer.

    Why it matters: that is the time in which there is a right to ask (EIR reg.11(2), FOISA s.20(5), EISR reg.16), and
    in which authorities usually accept it (code of practice under FOIA s.45, part 5). An authority may
    accept a later one. More often a date is mistyped.

    What to do: check the dates. If they are right there is nothing to do.
    """
    for disclosure in _reviewed(log):
        asked, since = disclosure.review_requested, _asked_from(disclosure, facts)
        if asked is None or since is None or disclosure.legislation not in _TERMS:
            continue
        last = facts.calendar.after(since, TO_ASK, disclosure.legislation)
        if last is not None and asked.first > last:
            yield disclosure.place.finding(
                "review-asked-late",
                Severity.NOTICE,
                f"“review_requested” ({asked.words}) is more than 40 working days after the answer, which end on "
                f"{words_of(last)}.",
                "Check the dates. If they are right there is nothing to do.",
                "review_requested",
            )


def _asked_from(disclosure: Disclosure, facts: Facts) -> date | None:
    """Return the day from which the time to ask runs: that of the answer, or the due date if it is later."""
    responded = disclosure.date_responded.full if disclosure.date_responded else None
    due = deadline_of(disclosure, facts.calendar).due
    return max(responded, due) if responded and due else responded


def regulator_without_review(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The regulator decided, but no review is stated.

    Why it matters: in Scotland only somebody who asked the authority for a review can apply to the Commissioner (FOISA
    s.47(1), EISR reg.17). Elsewhere the regulator expects a review first (FOIA s.50(2)(a)), though it can decide
    without one where the authority does not answer. The page would miss a step.

    What to do: fill in review_requested, review_responded and review_outcome, if there was a review.
    """
    for disclosure in log.disclosures:
        if not disclosure.regulator_outcome or disclosure.review_requested or disclosure.review_responded:
            continue
        if disclosure.review_outcome:
            continue
        scottish = disclosure.legislation in _SCOTTISH
        yield disclosure.place.finding(
            "regulator-without-review",
            Severity.WARNING if scottish else Severity.NOTICE,
            f"The regulator decided “{disclosure.regulator_outcome}”, but no review by the authority is stated.",
            "Fill in “review_requested”, “review_responded” and “review_outcome” if there was a review.",
            "review_requested",
            _allowed("regulator-without-review", disclosure, disclosure.regulator_outcome) if scottish else "",
        )
