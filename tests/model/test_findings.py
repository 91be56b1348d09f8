from __future__ import annotations

import pytest

from disclosurelog.model.findings import Finding, Severity, allowance_of, column_letter, with_letters

HEADER = ("reference", " title ", "", "title_2", "topics", "topics", "E")


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_are_those_of_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letter(index) == letters


@pytest.mark.parametrize(
    ("file", "column", "letter"),
    [
        ("a.csv", "reference", "A"),
        ("a.csv", "title", "B"),  # the name is told without the spaces around it
        ("a.csv", "C", "C"),  # a column without a name goes by its letter
        ("a.csv", "title_2", "D"),
        ("a.csv", "topics", ""),  # there are two
        ("a.csv", "E", "G"),  # a name that looks like a letter
        ("a.csv", "summary", ""),
        ("a.csv", None, ""),
        ("b.csv", "reference", ""),
    ],
)
def test_a_column_has_its_letter(file: str, column: str | None, letter: str) -> None:
    finding = Finding("cell-blank", Severity.ERROR, "It is blank.", file, 2, column)
    assert [found.letter for found in with_letters([finding], {"a.csv": HEADER})] == [letter]


def test_a_letter_that_is_there_already_stays() -> None:
    finding = Finding("cell-blank", Severity.ERROR, "It is blank.", "a.csv", 2, "reference", letter="Q")
    assert with_letters([finding], {"a.csv": HEADER}) == [finding]


def test_a_mark_says_which_finding_and_nothing_of_the_text() -> None:
    mark = allowance_of("personal-email", "FOI-1", "response", "jo@home.example")
    assert mark == allowance_of("personal-email", "FOI-1", "response", "jo@home.example")
    assert mark != allowance_of("personal-email", "FOI-1", "responsejo@home.example")
    assert mark.startswith("personal-email-")
    assert "jo" not in mark
    assert allowance_of("cell-form", "\ud800")  # half a character, as a file's name can have
