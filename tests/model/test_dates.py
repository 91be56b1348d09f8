from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.dates import PartialDate, words_of


@pytest.mark.parametrize(
    ("text", "words", "first", "last", "unstated"),
    [
        ("2014", "2014", (2014, 1, 1), (2014, 12, 31), "month and day not stated"),
        ("2014-01", "January 2014", (2014, 1, 1), (2014, 1, 31), "day not stated"),
        ("2014-12", "December 2014", (2014, 12, 1), (2014, 12, 31), "day not stated"),
        ("2023-02", "February 2023", (2023, 2, 1), (2023, 2, 28), "day not stated"),
        ("2024-02", "February 2024", (2024, 2, 1), (2024, 2, 29), "day not stated"),
        ("2000-02", "February 2000", (2000, 2, 1), (2000, 2, 29), "day not stated"),
        ("2100-02", "February 2100", (2100, 2, 1), (2100, 2, 28), "day not stated"),
        ("2014-04", "April 2014", (2014, 4, 1), (2014, 4, 30), "day not stated"),
        ("2014-03-08", "8 March 2014", (2014, 3, 8), (2014, 3, 8), ""),
        ("2024-02-29", "29 February 2024", (2024, 2, 29), (2024, 2, 29), ""),
        ("2024-12-31", "31 December 2024", (2024, 12, 31), (2024, 12, 31), ""),
        ("9999", "9999", (9999, 1, 1), (9999, 12, 31), "month and day not stated"),
        ("9999-12", "December 9999", (9999, 12, 1), (9999, 12, 31), "day not stated"),
        ("9999-12-31", "31 December 9999", (9999, 12, 31), (9999, 12, 31), ""),
    ],
)
def test_a_date_says_what_is_known_and_what_it_can_mean(
    text: str, words: str, first: tuple[int, int, int], last: tuple[int, int, int], unstated: str
) -> None:
    parsed = PartialDate.parse(text)
    assert parsed is not None
    assert (parsed.words, parsed.unstated) == (words, unstated)
    assert (parsed.first, parsed.last) == (date(*first), date(*last))
    assert str(parsed) == text


@pytest.mark.parametrize("text", ["2014", "2014-03"])
def test_only_a_day_is_full(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert parsed is not None
    assert parsed.full is None


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0000", "14", "214", "20145", "2014-", "2014-3", "2014-03-", "2014-03-8", "2014/03/28", "20140328",
        "28/03/2014", "28-03-2014", "02/01/2024", "March 2014", "2014-13", "2014-02-30", "2023-02-29", "2100-02-29",
        "2014-04-31", "2014-00", "2014-00-01", "2014-03-00", "2014-03-32", " 2014", "2014 ", "2014\n",
        "2014-03-28T00:00", "-2014", "２０１４", "٢٠١٤-٠٣-٢٨", "2014‑03‑28", "None",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert PartialDate.parse(text) is None


PARTIAL_DATES = st.dates().flatmap(
    lambda day: st.sampled_from([f"{day.year:04d}", f"{day.year:04d}-{day.month:02d}", day.isoformat()])
)


@given(PARTIAL_DATES)
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert parsed is not None
    assert str(parsed) == text
    assert parsed.first <= parsed.last
    assert {parsed.first.isoformat()[: len(text)], parsed.last.isoformat()[: len(text)]} == {text}


@given(st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True))
def test_whatever_looks_like_a_date_can_be_used_or_is_none(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert parsed is None or (parsed.first <= parsed.last and parsed.words)


@given(st.dates())
def test_a_day_has_the_same_words_either_way(day: date) -> None:
    parsed = PartialDate.parse(day.isoformat())
    assert parsed is not None
    assert parsed.words == words_of(day)
    assert parsed.full == day
