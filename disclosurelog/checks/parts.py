"""Questions: what was decided of each, held against what was decided of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.citing import CLOSED, REFUSALS, is_elsewhere, listed, unread, withholding
from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Question
from disclosurelog.model.findings import Finding, Severity, allowance_of

_GAVE = frozenset({"Granted in full", "Granted in part"})
_DECIDED = frozenset({"Granted in full", "Granted in part", "Refused"})


def part_outcome(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The outcome of the whole does not follow from the outcomes of its questions.

    Why it matters: lists, searches and the statistics of the code of practice (FOIA s.45, 8.5) go by the outcome of the
    whole. A request of which a question was refused was not granted in full, and one of which a question was answered
    was not refused: a reader is told the wrong thing about what was kept from them.

    What to do: correct the outcome of the row, or of the question. Where some was given and some was not, the
    outcome of the whole is “Granted in part”.
    """
    for disclosure in log.disclosures:
        if not disclosure.outcome or not any(question.outcome for question in disclosure.questions):
            continue
        said = _contradiction(disclosure)
        if said is not None:
            severity, question, instead = said
            yield disclosure.place.finding(
                "part-outcome",
                severity,
                f"The outcome of the whole is “{disclosure.outcome}”, but that of question {question.number} is "
                f"“{question.outcome}”.",
                f"Correct one of the two. {instead}",
                "outcome",
                "" if severity is Severity.ERROR else _allowed("part-outcome", disclosure),
            )


def _contradiction(disclosure: Disclosure) -> tuple[Severity, Question, str] | None:
    """Return how grave it is that a question contradicts the whole, which question, and what may be meant."""
    whole, questions = disclosure.outcome, disclosure.questions
    first = {question.outcome: question for question in reversed(questions)}
    gave = next((q for q in questions if q.outcome in _GAVE), None)
    kept = next((q for q in questions if q.outcome in REFUSALS), None)
    in_part = "Where some was given and some was not, the whole is “Granted in part”."
    if whole == "Granted in full" and kept:
        return Severity.ERROR, kept, in_part
    if whole in ("Refused", "Not held") and gave:
        return Severity.ERROR, gave, in_part
    if whole in CLOSED and gave:
        return Severity.WARNING, gave, "Where something was given, the whole is “Granted in full” or “Granted in part”."
    if whole == "Neither confirmed nor denied":
        other = gave or first.get("Refused") or first.get("Not held")
        return (Severity.WARNING, other, in_part if gave else "Some of it was confirmed or denied.") if other else None
    if whole == "Not held" and kept:
        return Severity.WARNING, kept, "Where something is held and was kept back, the whole is “Refused”."
    alike = len(first) == 1 and "" not in first
    if whole in _DECIDED and alike and whole not in first:
        only = questions[0]
        return Severity.WARNING, only, f"All questions have the outcome “{only.outcome}”."
    return None


def part_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A question cites an exemption, but the whole was granted in full.

    Why it matters: FOIA s.17(1), EIR reg.14, FOISA s.16 and EISR reg.13 make a refusal of whatever is withheld under an
    exemption. The page would say at its top that nothing was withheld, and further down why something was.

    What to do: if something was withheld the outcome of the whole is “Granted in part”; if not, delete the exemption.
    """
    for disclosure in log.disclosures:
        if disclosure.outcome != "Granted in full":
            continue
        for question in disclosure.questions:
            # A question with an outcome is held against its own exemptions and against the whole elsewhere.
            cited = withholding(question.exemptions, facts)
            if cited and not question.outcome:
                had = all(is_elsewhere(citation) for citation in cited)
                mark = ("part-exemption", disclosure.reference, question.number, listed(cited))
                yield question.place.finding(
                    "part-exemption",
                    Severity.WARNING if had else Severity.ERROR,
                    f"Question {question.number} cites {listed(cited)}, but the outcome of “{disclosure.reference}” is "
                    "“Granted in full”.",
                    "If something was withheld, type “Granted in part” for the whole. If not, delete the exemption.",
                    "exemptions",
                    allowance_of(*mark) if had else "",
                )


def part_without_exemption(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A question was refused, but no exemption is cited for it.

    Why it matters: FOIA s.17(1)(b), EIR reg.14(3)(a), FOISA s.16(1)(c) and EISR reg.13(b) ask for the provision of
    whatever is refused. Where other questions cite theirs, a reader cannot tell which was meant for this one.

    What to do: add the provision to the question, or to the row of the disclosure if it is meant for all.
    """
    for disclosure in log.disclosures:
        if not disclosure.legislation or disclosure.exemptions or unread(disclosure, facts):
            continue
        if disclosure.outcome in REFUSALS and not disclosure.all_exemptions:
            continue  # told of the whole
        for question in disclosure.questions:
            if question.outcome in REFUSALS and not question.exemptions:
                yield question.place.finding(
                    "part-without-exemption",
                    Severity.WARNING,
                    f"Question {question.number} of “{disclosure.reference}” has the outcome “{question.outcome}”, but "
                    "no exemption or exception is stated for it.",
                    "Add the provision from the letter to this question, or to the row of the disclosure.",
                    "exemptions",
                    allowance_of("part-without-exemption", disclosure.reference, question.number, question.outcome),
                )


def _allowed(code: str, disclosure: Disclosure) -> str:
    outcomes = (f"{question.number} {question.outcome}" for question in disclosure.questions)
    return allowance_of(code, disclosure.reference, disclosure.outcome, *outcomes)
