"""The labelled cells: how much is found, how little by mistake, and that the guide says so."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from disclosurelog.checks.privacy import NOTHING_KNOWN, find_sightings
from disclosurelog.checks.privacy.signs import sightings_in_column
from tests.checks_privacy.labelled import NUMBERS, WORDS, figures_of, labelled, table

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "privacy.md"


def test_each_set_is_found() -> None:
    for name in ("first", "second", "third", "fourth", "fifth", "sixth"):
        figures = figures_of([cell for cell in labelled() if cell["set"] == name])
        assert figures.recall_of_numbers >= 0.98, figures.missed
        assert figures.recall >= 0.98, figures.missed
        assert figures.precision >= 0.95, figures.mistaken


def test_the_sets_are_large_and_have_every_kind() -> None:
    cells = labelled()
    assert len([cell for cell in cells if cell["kind"]]) >= 450
    assert len([cell for cell in cells if not cell["kind"]]) >= 450
    assert {cell["kind"] for cell in cells} == {"", *WORDS}
    assert len({cell["text"] for cell in cells if cell["kind"] in NUMBERS}) >= 150


def test_the_guide_states_the_figures() -> None:
    assert table(figures_of(labelled())) in GUIDE.read_text(encoding="utf-8")


def test_the_first_look_at_a_column_loses_nothing() -> None:
    cells = [cell["text"] for cell in labelled()]
    seen = dict(sightings_in_column("response", cells, NOTHING_KNOWN))
    for cell in cells:
        assert seen.get(cell, []) == find_sightings(cell, NOTHING_KNOWN), cell


def test_a_neighbour_hides_nothing() -> None:
    """What is looked for at the end of one cell does not reach into the next."""
    cells = ["They gave us the number", "d.o.b. 22.11.54 and no more", "Ring the", "mobile 07700 900123"]
    assert [cell for cell, _ in sightings_in_column("notes", cells, NOTHING_KNOWN)] == [cells[1], cells[3]]


@pytest.mark.parametrize("kind", [*WORDS])
def test_no_more_is_shown_than_a_third(kind: str) -> None:
    for cell in (cell["text"] for cell in labelled() if cell["kind"] == kind):
        for sighting in find_sightings(cell, NOTHING_KNOWN):
            value = cell[sighting.start : sighting.end]
            assert value.strip()
            if not sighting.shown.startswith("U+"):
                assert 3 * len(sighting.shown.replace("…", "").replace(" ", "")) <= len(value)
                assert "…" in sighting.shown


def test_what_is_seen_does_not_overlap() -> None:
    for cell in (cell["text"] for cell in labelled()):
        spans = [(s.start, s.end) for s in find_sightings(cell, NOTHING_KNOWN) if s.code.startswith(("pers", "veh"))]
        assert all(one[1] <= two[0] for one, two in pairwise(spans)), cell
