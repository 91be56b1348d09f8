"""The ledger: withdrawals that are complete, and changes that belong to something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.addresses import fold
from disclosurelog.model.disclosures import DisclosureLog, Question, Release
from disclosurelog.model.findings import Finding, Place, Severity

_TEXTS = (
    "title", "summary", "request", "response", "withheld", "public_interest_test", "topics", "third_party_rights",
    "source_url", "regulator_reference",
)  # fmt: skip


_EMPTY = ("", "withdrawn")


def withdrawal_text(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A withdrawn disclosure still has text in the log.

    Why it matters: what was withdrawn, perhaps because it named somebody, must be in no file of the site. It
    is left out of every page; but the log itself is a file that is passed on too.

    What to do: delete the disclosure's rows from every table. Its line in the ledger keeps its address.
    """
    for disclosure in log.disclosures:
        if disclosure.reference in log.withdrawals:
            texts = {**{name: _text_of(getattr(disclosure, name)) for name in _TEXTS}, **dict(disclosure.extra)}
            column = next((name for name, text in texts.items() if text.strip().lower() not in _EMPTY), None)
            if column is not None:
                yield _still_there(disclosure.place, disclosure.reference, column)
    for disclosure in log.disclosures:
        if disclosure.reference in log.withdrawals:
            for place in _places(disclosure.questions, disclosure.releases):
                yield _still_there(place, disclosure.reference, None)
    for question in log.stray_questions:
        if question.reference in log.withdrawals:
            yield _still_there(question.place, question.reference, None)
    for release in log.stray_releases:
        if release.reference in log.withdrawals:
            yield _still_there(release.place, release.reference, None)


def _places(questions: Iterable[Question], releases: Iterable[Release]) -> Iterator[Place]:
    yield from (question.place for question in questions)
    yield from (release.place for release in releases)


def _text_of(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _still_there(place: Place, reference: str, column: str | None) -> Finding:
    return place.finding(
        "withdrawal-text",
        Severity.ERROR,
        f"“{reference}” was withdrawn in the ledger, but this row still holds text of it.",
        "Delete the row. The line in the ledger keeps the address of the disclosure and says why it went.",
        column,
    )


def change_stray(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A line of the ledger is about a disclosure that is not in the log.

    Why it matters: a correction that leads nowhere cannot be read beside what was corrected. Only a
    withdrawal may stand alone, because the disclosure has gone.

    What to do: correct the reference, or add a withdrawal if the disclosure was taken down.
    """
    known = {disclosure.reference for disclosure in log.disclosures} | set(log.withdrawals)
    folded = {fold(disclosure.reference): disclosure.reference for disclosure in log.disclosures}
    for change in log.changes:
        near = folded.get(fold(change.reference))
        if change.kind == "withdrawal" and near is not None and near != change.reference:
            yield change.place.finding(
                "change-stray",
                Severity.ERROR,
                f"“{change.reference}” is withdrawn, but the log has “{near}”, which would stay published.",
                "Type the reference exactly as the log had it, and delete the rows of the disclosure.",
                "reference",
            )
        if change.reference not in known:
            yield change.place.finding(
                "change-stray",
                Severity.ERROR,
                f"No disclosure has the reference “{change.reference}”.",
                "Correct the reference, or add a line of the kind “withdrawal” if the disclosure was taken down.",
                "reference",
            )
