"""One mistake is told once, not with everything that follows from it."""

from __future__ import annotations

import pytest

from disclosurelog.checks.followers import without_followers
from disclosurelog.model.findings import Finding, Severity

LOG, OTHER = "datasets/a/disclosures.csv", "datasets/b/disclosures.csv"


def found(code: str, row: int | None = 2, column: str | None = "outcome", file: str = LOG) -> Finding:
    severity = Severity.NOTICE if code == "not-stated" else Severity.ERROR
    return Finding(code, severity, f"{code}.", file, row, column, "Mend it.")


QUESTION = found("question-stray", 3, "reference", "datasets/a/questions.csv")
LOST = found("address-lost", 4, None, "datasets/a/published.csv")
CHANGE = found("change-stray", 2, "reference", "datasets/a/changes.csv")


@pytest.mark.parametrize(
    ("cause", "effect", "told"),
    [
        (found("cell-value"), found("not-stated"), False),
        (found("date-form", column="date_received"), found("not-stated", column="date_received"), False),
        (found("cell-value"), found("not-stated", row=3), True),
        (found("cell-value"), found("not-stated", column="date_received"), True),
        (found("cell-value", file=OTHER), found("not-stated"), True),
        (found("response-late"), found("not-stated"), True),
        (found("row-total", column="reference"), found("not-stated"), False),
        (found("cell-blank", column="title"), found("not-stated"), False),
        (found("cell-blank", column="title"), QUESTION, True),
        (found("cell-form", column="file"), found("release-file", column="file"), False),
        (found("cell-form", column="file"), found("personal-name", column="file"), True),
        (found("cell-spaces", 2, "reference", CHANGE.file), CHANGE, False),
        (found("withdrawal-unknown", 2, "reference", CHANGE.file), CHANGE, False),
        (found("withdrawal-unknown", 3, "reference", CHANGE.file), CHANGE, True),
        (found("column-missing", 1, "reference"), QUESTION, False),
        (found("column-missing", 1, "reference"), CHANGE, False),
        (found("column-missing", 1, "reference"), LOST, False),
        (found("column-missing", 1, "reference", OTHER), QUESTION, True),
        (found("column-missing", 1, "title"), QUESTION, True),
        (found("cell-blank", column="reference"), QUESTION, False),
        (found("row-length", column=None), QUESTION, False),
        # Of these the page would go, or lead nowhere, if the rest were published.
        (found("row-length", column=None), LOST, True),
        (found("cell-blank", column="reference"), CHANGE, True),
    ],
)
def test_what_follows_is_not_told(cause: Finding, effect: Finding, told: bool) -> None:
    assert without_followers([effect, cause], ()) == ([effect, cause] if told else [cause])


def test_what_belongs_to_a_file_that_cannot_be_read_is_not_called_stray() -> None:
    assert without_followers([QUESTION, LOST, CHANGE], ["datasets/a"]) == []
    assert without_followers([QUESTION, LOST, CHANGE], ["datasets/ab"]) == [QUESTION, LOST, CHANGE]
