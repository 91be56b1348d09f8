"""Files are read in the tests' own process, as on systems that cannot fork, but where the watch itself is tried."""

from __future__ import annotations

import faulthandler
import os

import pytest

from disclosurelog.reading.documents import watch

# A process that a hostile file brings down is meant to: only the tests' own would say where.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=faulthandler.disable)

_WATCHED = ("test_hostile", "test_watch", "test_file_checks")


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork for a few tests alone: hundreds of processes would take longer than all that they read."""
    if not request.module.__name__.endswith(_WATCHED):
        monkeypatch.setattr(watch, "CAN_FORK", False)
