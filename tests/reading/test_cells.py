"""Cells are read by the rules of their columns, the long and the strange ones too, in time."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.datasets import TYPES
from disclosurelog.reading.cells import RulesError, read_cells


def broken(field: dict[str, Any], cells: list[str], **more: Any) -> list[tuple[int, str]]:
    _, faults = read_cells([{"name": "a", **field}], [cells], **more)
    return [(fault.row, fault.rule) for fault in faults]


def test_a_long_list_of_values_is_looked_up_and_not_looked_through() -> None:
    listed = [f"v{number}" for number in range(20_000)]
    cells = [*listed, "w", "", "w"]
    before = time.process_time()
    assert broken({"type": "string", "constraints": {"enum": listed}}, cells) == [(20_000, "enum"), (20_002, "enum")]
    assert time.process_time() - before < 5


@pytest.mark.parametrize("count", [3, 200])
def test_a_list_is_the_same_however_long(count: int) -> None:
    for kind, values, right, wrong in (
        ("integer", list(range(count)), ["0", "+2", "002"], ["-1", "999"]),
        ("number", [f"{number}.50" for number in range(count)], ["0.5", "1.500"], ["0.51"]),
        ("date", [f"{2000 + number}-01-02" for number in range(count)], ["2001-01-02"], ["2001-01-03"]),
        ("array", [[number] for number in range(count)], ["[1]"], ["[999]"]),
    ):
        found = broken({"type": kind, "constraints": {"enum": values}}, [*right, *wrong])
        assert found == [(len(right) + n, "enum") for n in range(len(wrong))], kind


@pytest.mark.parametrize("kind", TYPES)
def test_a_cell_of_any_length_is_answered_soon(kind: str) -> None:
    for cell in ("9" * 900_000, "[" * 900_000, "1-" * 400_000, "a:" * 400_000, " " * 900_000, "P1Y" * 300_000):
        before = time.process_time()
        broken({"type": kind}, [cell])
        assert time.process_time() - before < 5, (kind, cell[:3])


@pytest.mark.parametrize("form", ["email", "uri", "uuid", "binary"])
def test_a_text_of_any_length_is_answered_soon(form: str) -> None:
    for cell in ("a@" * 300_000, "http://" + "a." * 300_000, "a" * 900_000, "%41" * 300_000, "1:" * 300_000):
        before = time.process_time()
        broken({"type": "string", "format": form}, [cell])
        assert time.process_time() - before < 5, (form, cell[:3])


def test_our_own_forms_are_of_the_whole_cell() -> None:
    form = {0: re.compile(r"(?:^[0-9]$)\Z")}
    assert broken({"type": "string"}, ["1", "1\n", "12", ""], forms=form) == [(1, "pattern"), (2, "pattern")]


def test_the_same_rules_are_read_again_for_another_table() -> None:
    field = {"type": "integer", "constraints": {"minimum": 3}}
    assert broken(field, ["2", "3"]) == broken(field, ["2", "3"]) == [(0, "minimum")]
    assert broken({**field, "constraints": {"minimum": 2}}, ["2", "3"]) == []


@pytest.mark.parametrize("field", [{"type": "nonsense"}, {"type": ["string"]}, {"constraints": {"nonsense": 1}}])
def test_rules_that_cannot_be_used_are_refused(field: dict[str, Any]) -> None:
    with pytest.raises(RulesError):
        broken(field, ["x"])


CONSTRAINTS = st.fixed_dictionaries(
    {},
    optional={
        "required": st.booleans(),
        "minLength": st.integers(min_value=0, max_value=4),
        "maxLength": st.integers(min_value=0, max_value=4),
    },
)


@given(CONSTRAINTS, st.lists(st.text("ab -", max_size=6), max_size=8), st.sampled_from([("",), ("", "-"), ("ab",), ()]))
def test_texts_are_read_by_their_shortest_and_longest_as_one_by_one(
    constraints: dict[str, Any], cells: list[str], missing: tuple[str, ...]
) -> None:
    field = {"name": "a", "type": "string", "constraints": constraints}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("disclosurelog.reading.cells._is_plain", lambda field: False)
        one_by_one = read_cells([field], [cells], missing=missing)
    assert read_cells([field], [cells], missing=missing) == one_by_one


@pytest.mark.parametrize(
    "field", [{"format": "email"}, {"constraints": {"enum": ["a"]}}, {"missingValues": ["-"]}, {"type": "integer"}]
)
def test_other_rules_are_tried_on_each_cell(field: dict[str, Any]) -> None:
    (values,), faults = read_cells([{"name": "a", "type": "string", **field}], [["a", "b@c.uk", "-", "aaaaaaaaaa"]])
    tried = [fault.cell for fault in faults] + [cell for cell, value in values.items() if value != cell]
    assert tried
