"""What every test shares: the same Hypothesis examples in every run, so that a change fails for its own reason.

``pytest --hypothesis-profile=explore`` looks for new ones.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.sites import ROOT, Workplace

_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("suite", deadline=None, max_examples=150, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("explore", deadline=None, max_examples=3000, suppress_health_check=_SLOW)
settings.load_profile("suite")

# A shell that begins the tests in the background has them ignore Ctrl and C, which some of them press.
signal.signal(signal.SIGINT, signal.default_int_handler)

PublishExamples = Callable[..., None]


@pytest.fixture(scope="session")
def publish_examples(tmp_path_factory: pytest.TempPathFactory) -> PublishExamples:
    """Return a way to publish the examples in a place, with options of the command line.

    What is slow to make is taken from whichever worker published them first in the same way.
    """
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def publish(place: Workplace, *arguments: str) -> None:
        shutil.copytree(ROOT / "datasets", place.datasets)
        url = arguments[arguments.index("--site-url") + 1] if "--site-url" in arguments else ""
        shared = root / f"kept-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
        site = Path(arguments[arguments.index("--site") + 1]) if "--site" in arguments else place.site
        kept = site.with_name(f".{site.name}.kept")
        if shared.is_dir():
            shutil.copytree(shared, kept)
            place.publish(*arguments)
            return
        place.publish(*arguments)
        half = root / f"{shared.name}.{os.getpid()}"
        shutil.copytree(kept, half)
        try:
            half.rename(shared)
        except OSError:  # another worker was first
            shutil.rmtree(half)

    return publish
