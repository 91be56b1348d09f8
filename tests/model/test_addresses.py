from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from disclosurelog.model.addresses import AUTHORITY_LIMIT, browse_slug, fold, question_anchor, slug_of
from disclosurelog.reading.standard import read_standard
from tests.factories import disclosure

RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
PORTABLE = re.compile(r"[a-z0-9-]+")

# Real references, and texts that would be confused if anything were thrown away.
REFERENCES = st.one_of(
    st.text(min_size=1, max_size=120),
    st.text(st.sampled_from("AaBb1-/_. "), min_size=1, max_size=8),
    st.from_regex(r"(FOI|foi|Foi)[-/_ ]?[0-9]{1,4}[-/_ ]?[0-9]{0,4}", fullmatch=True),
    st.text(st.sampled_from("A1-"), min_size=40, max_size=60),
)
LOGS = st.lists(st.text("abz09", min_size=1, max_size=7), min_size=1, max_size=5).map("-".join)


@pytest.mark.parametrize(
    ("reference", "slug"),
    [
        ("FOI-2024-0113", "anytown--foi-2024-0113"),
        ("FOI", "anytown--foi"),
        ("2024", "anytown--2024"),
        ("FOI/2024/0113", "anytown--foi-2024-0113--"),
        ("foi-2024-0113", "anytown--foi-2024-0113--"),
        ("FOI--2024", "anytown--foi-2024--"),
        ("-FOI", "anytown--foi--"),
        ("FOI-", "anytown--foi--"),
        ("FOI 2024", "anytown--foi-2024--"),
        ("Évêque", "anytown--eveque--"),
        ("环境", "anytown--reference--"),
        ("../../etc/passwd", "anytown--etc-passwd--"),
        ("A" * 46, "anytown--" + "a" * 46),
        ("A" * 47, "anytown--" + "a" * 46 + "--"),
    ],
)
def test_the_rule_of_slugs(reference: str, slug: str) -> None:
    made = slug_of("anytown", reference)
    if slug.endswith("--"):
        assert re.fullmatch(re.escape(slug) + "[0-9a-f]{10}", made)
    else:
        assert made == slug


def test_addresses_that_are_out_in_the_world_never_change() -> None:
    assert slug_of("leicester-city-council", "FOI/2024/0113") == "leicester-city-council--foi-2024-0113--4ceef813c0"
    assert disclosure(reference="FOI-2024-0113").path == "disclosures/anytown-council--foi-2024-0113/"


@given(LOGS, REFERENCES, REFERENCES)
def test_two_references_never_share_a_slug(log: str, one: str, other: str) -> None:
    assume(one != other)
    assert slug_of(log, one).casefold() != slug_of(log, other).casefold()


@given(LOGS, REFERENCES)
def test_spellings_of_a_reference_never_share_a_slug(log: str, reference: str) -> None:
    spellings = {
        reference, reference.lower(), reference.upper(), reference.replace("/", "-"), reference + " ", fold(reference),
        slug_of("", reference).removeprefix("--"), slug_of("", reference).removeprefix("--").upper(),
    }  # fmt: skip
    assert len({slug_of(log, spelling).casefold() for spelling in spellings}) == len(spellings)


@given(LOGS, LOGS, REFERENCES, REFERENCES)
def test_two_logs_never_share_a_slug(first: str, second: str, one: str, other: str) -> None:
    assume(first != second)
    assert slug_of(first, one) != slug_of(second, other)


@given(LOGS.filter(lambda log: len(log) < 30), st.text(st.sampled_from("ab-"), min_size=1, max_size=8), REFERENCES)
def test_a_log_whose_name_begins_with_anothers_shares_no_slug(log: str, rest: str, reference: str) -> None:
    longer = f"{log}-{fold(rest) or 'x'}"
    for spelling in (reference, f"{rest}-{reference}", f"{fold(rest).upper()}--{reference}", f"-{rest}--{reference}"):
        assert slug_of(log, spelling) != slug_of(longer, reference)


@given(LOGS, REFERENCES)
def test_a_slug_is_a_name_for_a_folder_on_any_system(log: str, reference: str) -> None:
    slug = slug_of(log, reference)
    assert PORTABLE.fullmatch(slug)
    assert len(slug) <= 100
    assert slug not in RESERVED
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_the_longest_log_and_reference_that_are_allowed_fit() -> None:
    longest = read_standard()["disclosures"].by_name["reference"].constraints["maxLength"]
    for reference in ("A" * longest, "a" * longest, "é/" * (longest // 2), "A" * 46):
        assert len(slug_of("x" * AUTHORITY_LIMIT, reference)) <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parking Services", "parking services"),
        ("Parking  Services", "Parking-Services"),
        ("Children's Services", "Children’s services"),
        ("Café", "CAFE"),
        (" Parking ", "Parking."),
    ],
)
def test_spellings_of_one_value_are_browsed_together(one: str, other: str) -> None:
    assert browse_slug(one) == browse_slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parking", "Parks"),
        ("环境", "住房"),
        ("x" * 61, "x" * 62),
        ("!", "?"),
        ("FOIA s.31(1)", "FOIA s.31(1)(a)"),
        ("FOIA s.22A", "FOIA s.22(a)"),
    ],
)
def test_different_values_are_browsed_apart(one: str, other: str) -> None:
    assert browse_slug(one) != browse_slug(other)


@given(st.one_of(st.text(min_size=1), st.sampled_from(sorted(RESERVED))))
def test_a_browse_slug_is_a_name_for_a_folder_on_any_system(value: str) -> None:
    slug = browse_slug(value)
    assert PORTABLE.fullmatch(slug)
    assert len(slug) <= 80
    assert slug not in RESERVED


@pytest.mark.parametrize(
    ("number", "anchor"), [("1", "question-1"), ("2.1", "question-2-1"), ("2.10.3", "question-2-10-3")]
)
def test_the_anchor_of_a_question(number: str, anchor: str) -> None:
    assert question_anchor(number) == anchor


def test_numbers_of_questions_never_share_an_anchor() -> None:
    numbers = ["1", "2", "11", "1.1", "1.1.1", "11.1", "1.11", "2.1", "21"]
    assert len({question_anchor(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("first", "second"),
    [("C", "C++"), ("C", "C#"), ("Отдел 1", "Группа 1"), ("100", "£100"), ("住宅", "教育")],
)
def test_values_that_differ_in_sense_have_slugs_of_their_own(first: str, second: str) -> None:
    assert browse_slug(first) != browse_slug(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Children's Services", "children’s  services"),
        ("Отдел 1", "отдел  1"),
        ("C++ ", "c++"),
        ("Tŷ Hafan", "Ty Hafan"),
    ],
)
def test_spellings_of_one_value_share_a_slug(first: str, second: str) -> None:
    assert browse_slug(first) == browse_slug(second)
