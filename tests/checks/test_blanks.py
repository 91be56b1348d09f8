from __future__ import annotations

import time

import pytest

from disclosurelog.checks.blanks import says_nothing


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "  ",
        "\u00a0",
        "\n" * 500,
        "None",
        "N/A",
        "n/a ",
        "NA",
        "-",
        "–",
        "— —",
        "...",
        "…",
        "?",
        "TBC",
        "Not known",
        "xxx",
    ],
)
def test_what_officers_type_for_nothing(cell: str) -> None:
    assert says_nothing(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "Two names.",
        "None of the names",
        "n/a to s.40; for s.43 openness was weighed",
        "Nil Holdings Ltd",
        "no",
        "yes",
        "12",
        "x marks",
    ],
)
def test_what_says_something(cell: str) -> None:
    assert not says_nothing(cell)


@pytest.mark.parametrize("cell", ["-" * 1_000_000 + "!", " x" * 500_000])
def test_long_cells_take_no_time(cell: str) -> None:
    begun = time.perf_counter()
    assert not says_nothing(cell)
    assert time.perf_counter() - begun < 1
