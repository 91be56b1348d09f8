"""A stranger’s pattern is matched to whole cells, in time, or refused; Python’s own expressions never see it."""

from __future__ import annotations

import re
import time
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.reading.cells import RulesError, note_on, read_cells
from disclosurelog.reading.patterns import MAX_PATTERN, PatternError, not_matching, parts_with

HOSTILE = "a" * 40 + "!"


@pytest.mark.parametrize(
    ("pattern", "fits", "not_fits"),
    [
        ("a|b", ["a", "b"], ["ab", "apple", "b\n", "\na", ""]),
        ("[A-Z]{2}[0-9]+", ["AB1", "ZZ99"], ["AB", "xAB1", "AB1x", "AB1\n"]),
        ("^[0-9]$", ["1"], ["11", "1\n", "x1"]),
        ("(a+)+$", ["aaa"], [HOSTILE]),
        (r"\p{Lu}\w*", ["Ébc"[:1] + "bc"], ["ébc"]),
        (r"(?i)yes|no", ["YES", "No"], ["yesno"]),
        ("", [""], ["x"]),
    ],
)
def test_a_pattern_is_of_the_whole_cell(pattern: str, fits: list[str], not_fits: list[str]) -> None:
    assert not_matching(pattern, [*fits, *not_fits]) == set(not_fits)


@pytest.mark.parametrize(
    "pattern",
    [
        "(", "a)|(b", "a{2000}", "(?=x)", r"(a)\1", "x" * (MAX_PATTERN + 1), "(?:[ab]?){1000}" * 30, 5, None,
        ["a"], {"a": 1},
        "\ud800", r"\i\c*", ".{0,1000}" * 90,
    ],
    ids=lambda value: str(value)[:12].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_what_cannot_be_used_is_refused(pattern: object) -> None:
    with pytest.raises(PatternError):
        not_matching(pattern, ["x"])


def test_what_would_take_too_long_is_refused_before_it_has() -> None:
    slow = "(?:" + "[ab]?" * 15 + "){1000}"
    not_matching("a", ["a"])  # the library is loaded by now
    for cells in (["ab" * 50_000], [f"{'ab' * 10}{number}" for number in range(50_000)]):
        before = time.process_time()
        with pytest.raises(PatternError):
            not_matching(slow, cells, seconds=1)
        assert time.process_time() - before < 5


def test_a_million_usual_cells_are_no_trouble() -> None:
    cells = [f"AB{number:07d}" for number in range(200_000)]
    assert not_matching("[A-Z]{2}[0-9]{7}", [*cells, "x"]) == {"x"}


@pytest.mark.parametrize(
    "field",
    [
        {"name": "a", "type": "string", "constraints": {"pattern": "(a+)+$"}, "example": HOSTILE},
        {"name": "a", "type": "string", "constraints": {"pattern": "("}},
        {"name": "a", "type": "array", "arrayItem": {"type": "string", "constraints": {"pattern": "(a+)+$"}}},
    ],
)
def test_a_description_with_a_pattern_is_judged_without_trying_it(field: dict[str, Any]) -> None:
    assert note_on(field) == ""


def test_a_pattern_that_is_no_text_is_told() -> None:
    assert "not of type 'string'" in note_on({"name": "a", "type": "string", "constraints": {"pattern": 5}})
    assert "not supported" in note_on({"name": "a", "type": "integer", "constraints": {"pattern": "1"}})


def test_the_library_is_never_handed_a_pattern() -> None:
    with pytest.raises(RulesError):
        read_cells([{"name": "a", "type": "string", "constraints": {"pattern": "a"}}], [["a"]])


def test_patterns_of_one_table_share_the_time() -> None:
    slow = "(?:[ab]?[ab]?){900}"
    fields = [{"name": f"c{number}", "type": "string"} for number in range(30)]
    columns = [[f"{'ab' * 200}{number}" for number in range(100)]] * 30
    before = time.process_time()
    with pytest.raises(PatternError):
        read_cells(fields, columns, patterns=dict.fromkeys(range(30), slow))
    assert time.process_time() - before < 8


@given(st.lists(st.text("ab1 ", max_size=5), max_size=23), st.sampled_from(["1", "a b", "b", " [ab]1", r"a\b", "1|bb"]))
def test_parts_are_found_whatever_stands_beside_them(parts: list[str], pattern: str) -> None:
    cells = [f" {part} \x1f" for part in parts]
    starts = list(accumulate(map(len, cells), initial=0))
    alone = [number for number, cell in enumerate(cells) if re.search(pattern, cell)]
    assert parts_with(pattern, "".join(cells).encode(), starts) == alone
