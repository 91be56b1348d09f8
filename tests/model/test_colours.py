from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.colours import LEAST_CONTRAST, WHITE, contrast, darkened

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_as_other_calculators_have_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@given(COLOURS)
def test_a_darkened_colour_can_be_read_on_and_one_that_could_stays(colour: str) -> None:
    assert contrast(darkened(colour), WHITE) >= LEAST_CONTRAST
    if contrast(colour, WHITE) >= LEAST_CONTRAST:
        assert darkened(colour) == colour
    else:
        assert contrast(darkened(colour), WHITE) < LEAST_CONTRAST + 0.4
