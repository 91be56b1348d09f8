"""What every test shares: the same Hypothesis examples in every run, so that a change fails for its own reason.

``pytest --hypothesis-profile=explore`` looks for new ones.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cores import HAS_CORES, keep_to_one_core

keep_to_one_core()  # before the program counts them

from tests.sites import ROOT, Workplace  # noqa: E402

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("suite", deadline=None, max_examples=100, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("explore", deadline=None, max_examples=3000, suppress_health_check=_SLOW)
settings.load_profile("suite")

# A shell that begins the tests in the background has them ignore Ctrl and C, which some of them press.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests: one more than there are cores, for tests in a browser wait for it."""
    return (len(os.sched_getaffinity(0)) if HAS_CORES else os.cpu_count() or 1) + 1


MadeOnce = Callable[[str, Callable[[Path], None]], Path]
Examples = Callable[..., Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Return a way to fill a folder once for all the processes that run the tests. It is not to be changed.

    Whoever comes first fills it and the others wait. Where files cannot be locked each fills its own.
    """
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ and fcntl is not None else root

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, half = root / name, root / f"{name}.half"
        with (root / f"{name}.lock").open("w") as lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                fill(half)
                half.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def examples(made_once: MadeOnce) -> Examples:
    """Return a way to the published examples: the folder ``site``, or what is below it for a site below a path."""

    def publish(folder: Path, below: str = "", *arguments: str) -> None:
        place = Workplace(folder)
        shutil.copytree(ROOT / "datasets", place.datasets)
        place.publish("--site", str(place.site / below), *arguments)

    def published(below: str | None = None) -> Path:
        if below is None:
            return made_once("examples", publish) / "site"
        address = f"https://log.example/{below}"
        name = f"examples-at-{below.strip('/') or 'root'}"
        return made_once(name, lambda folder: publish(folder, below, "--site-url", address)) / "site"

    return published
