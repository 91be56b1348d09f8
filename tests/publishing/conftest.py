"""A small good site, and a way to run the command line as an officer would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sites import Workplace, write_small_log


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """Return a folder with a small good log, not yet published."""
    place = Workplace(tmp_path)
    write_small_log(place.datasets / "small-council")
    return place


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Return a folder in which the small log was published. It is not to be changed."""
    place = Workplace(tmp_path_factory.mktemp("small"))
    write_small_log(place.datasets / "small-council")
    place.publish()
    return place


@pytest.fixture
def published(workplace: Workplace, small_site: Workplace) -> Workplace:
    """Return a folder with a small good log that was published: what a build there would make, copied."""
    for name in ("site", ".site.kept"):
        shutil.copytree(small_site.folder / name, workplace.folder / name)
    return workplace
