"""Questions: each belongs to a disclosure, is numbered in order and has an answer."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import DisclosureLog, Question
from disclosurelog.model.findings import Finding, Severity, allowance_of

_NO_ANSWER_EXPECTED = frozenset(
    {"Refused", "Not held", "Neither confirmed nor denied", "Transferred", "Lapsed", "Withdrawn by requester"}
)


def question_stray(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A question's reference is not that of any disclosure.

    Why it matters: the question and its answer would be published nowhere.

    What to do: correct the reference, or add the disclosure.
    """
    for question in log.stray_questions:
        if question.reference not in log.withdrawals:
            yield question.place.finding(
                "question-stray",
                Severity.ERROR,
                f"No disclosure has the reference “{question.reference}”, so this question belongs to none.",
                "Correct the reference, or add a row for the disclosure.",
                "reference",
            )


def question_duplicate(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Two questions of one disclosure have the same number.

    Why it matters: the link to a question is made from its number, and would lead to two.

    What to do: number the questions as the request does. A spreadsheet turns 2.10 into 2.1 unless the
    column is formatted as text.
    """
    for disclosure in log.disclosures:
        first: dict[str, Question] = {}
        for question in disclosure.questions:
            if first.setdefault(question.number, question) is not question:
                yield question.place.finding(
                    "question-duplicate",
                    Severity.ERROR,
                    f"“{disclosure.reference}” has another question {question.number}.",
                    "Number them as the request does. Format the column as text, so that 2.10 does not become 2.1.",
                    "number",
                )


def question_gap(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The numbers of a disclosure's questions leave one out.

    Why it matters: a reader will think that a question or its answer is missing. It may be.

    What to do: add the missing question, or number the questions again.
    """
    for disclosure in log.disclosures:
        if all(question.order == (number,) for number, question in enumerate(disclosure.questions, 1)):
            continue
        places: dict[tuple[int, ...], Question] = {}
        for question in disclosure.questions:
            for length in range(1, len(question.order) + 1):
                places.setdefault(question.order[:length], question)
        for order, question in places.items():
            before = (*order[:-1], order[-1] - 1)
            if before[-1] > 0 and before not in places:
                missing = ".".join(str(part) for part in before)
                yield question.place.finding(
                    "question-gap",
                    Severity.WARNING,
                    f"“{disclosure.reference}” has a question {question.number} but no question {missing}.",
                    "Add the missing question, or number the questions again.",
                    "number",
                    allowance_of("question-gap", disclosure.reference, question.number, missing),
                )


def answer_empty(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A question has no answer.

    Why it matters: the page would show a question and nothing under it.

    What to do: type the answer. If there was none because the question was refused or the information is
    not held, say so in the outcome of the question.
    """
    for disclosure in log.disclosures:
        for question in disclosure.questions:
            outcome = question.outcome or disclosure.outcome
            if not question.answer.strip() and outcome not in _NO_ANSWER_EXPECTED:
                yield question.place.finding(
                    "answer-empty",
                    Severity.WARNING,
                    f"Question {question.number} of “{disclosure.reference}” has no answer.",
                    "Type the answer, or state the outcome of this question, for example “Not held”.",
                    "answer",
                    allowance_of("answer-empty", disclosure.reference, question.number, question.question),
                )
