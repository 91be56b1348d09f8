"""A small good site, and a way to run the command line as an officer would."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Workplace, write_small_log


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """Return a folder with a small good log, not yet published."""
    place = Workplace(tmp_path)
    write_small_log(place.datasets / "small-council")
    return place
