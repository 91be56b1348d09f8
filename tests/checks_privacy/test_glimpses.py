"""The first look at a column sees the same in a cell among thousands, by RE2, as in the cell alone, by Python."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.checks.privacy.glimpses import glimpse
from tests.checks_privacy.labelled import labelled

LONG = "The council keeps no record of it and does not intend to begin one. " * 500
PIECES = st.sampled_from([
    "0", "7", "12", "345", "07700 900123", "a", "o", "l", "no", "ref", "staff", "Dr", "dear", " ", "  ", "-", ".", "?",
    "(", ")", "@", "%40", "<<", "at", "dot", "Anna", "Smith", "Mr", "b", "p", "c", "road", "street", "\n", "\t", "é",
    "’", "\u200b", "\x07", "\x1f", "i", "ni", "id", "pc", "aged", "born", "yours ever",
])  # fmt: skip


def alone(values: list[str]) -> dict[int, int]:
    return {index: kinds for index, value in enumerate(values) for kinds in glimpse([value]).values()}


def test_labelled_cells_are_seen_alike() -> None:
    values = [cell["text"] for cell in labelled()]
    random.Random(1).shuffle(values)
    assert sum(map(len, values)) > 60_000
    assert glimpse(values) == alone(values)


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=20))
def test_whatever_is_typed_is_seen_alike(values: list[str]) -> None:
    assert glimpse([*values, LONG]) == alone([*values, LONG])
