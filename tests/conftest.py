"""What every test shares: the same Hypothesis examples in every run, so that a change fails for its own reason.

``pytest --hypothesis-profile=explore`` looks for new ones.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import shutil
import signal
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import jinja2
import pytest
from hypothesis import HealthCheck, settings

from tests.cores import HAS_CORES, keep_to_one_core

keep_to_one_core()  # before the program counts them
gc.disable()  # until all is loaded: hardly anything of it goes again

from disclosurelog.checks import wording  # noqa: E402
from disclosurelog.checks.privacy.sightings import Known  # noqa: E402
from disclosurelog.model.findings import Finding  # noqa: E402
from disclosurelog.publishing import templates  # noqa: E402
from disclosurelog.reading.site_pages import SitePage  # noqa: E402
from tests.factories import SITE_URL  # noqa: E402
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


LONGEST = (
    "browser/test_ten_thousand.py", "test_corruptions.py", "test_benchmark.py", "browser/test_accessibility.py",
    "publishing/test_publish.py", "downloads/test_files.py", "browser/test_journeys.py", "publishing/test_gate.py",
    "browser/test_words.py",
)  # fmt: skip
"""The modules whose tests take longest, and begin first: what is left for the end is short."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each of the processes begin with some of the longest tests. It is given one share of them all in a row."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers == 1:
        return
    by_module: dict[str, list[pytest.Item]] = {}
    for item in items:
        by_module.setdefault(item.path.relative_to(TESTS).as_posix(), []).append(item)
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for number, module in enumerate(LONGEST):
        shares[number % workers] += by_module.pop(module, [])
    others = [item for module in by_module.values() for item in module]
    ordered: list[pytest.Item] = []
    for number, begun in enumerate(shares):
        room = max(0, (len(items) - len(ordered)) // (workers - number) - len(begun))
        ordered += [*begun, *others[:room]]
        del others[:room]
    items[:] = [*ordered, *others]


MEMORY, ENOUGH = Path("/dev/shm"), 4 * 2**30
"""Where Linux keeps files in memory, and how many bytes must be free there: a run takes half as many."""


def pytest_configure() -> None:
    """Make the tests’ files in memory, where there is room and nobody says where: on a disk it takes longer."""
    with contextlib.suppress(OSError):
        if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Leave what was loaded out of every search for what can go again: it would take a third of the time."""
    gc.freeze()
    gc.enable()


_COMPILED: dict[str, bytes] = {}
"""What Jinja made of each template, with the template's own digest: hundreds of builds use the same."""

templates.Compiled.__init__ = lambda self: setattr(self, "_made", _COMPILED)  # type: ignore[method-assign]
# MkDocs makes environments of its own, and takes no cache for them.
jinja2.Environment.__init__ = partialmethod(jinja2.Environment.__init__, bytecode_cache=templates.Compiled())  # type: ignore[assignment,method-assign]

_in_page = wording._in_page
_SEEN: dict[tuple[str, bytes, Known], list[Finding]] = {}
"""What was found in each authored page, by what it says: the same dozen of pages is looked into by every build."""


def _seen_in_page(page: SitePage, known: Known) -> list[Finding]:
    key = (page.file, hashlib.sha256(page.path.read_bytes()).digest(), known)
    if key not in _SEEN:
        _SEEN[key] = list(_in_page(page, known))
    return _SEEN[key]


wording._in_page = _seen_in_page  # type: ignore[assignment]

TESTS = Path(__file__).parent
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
    """Return a way to the published examples: the folder ``site``, in which they are at its root or ``below`` it.

    Below a path the long tables are short: their workbooks, which say where they are published, take longest to make.
    """

    def publish(folder: Path, below: str) -> None:
        place = Workplace(folder)
        shutil.copytree(ROOT / "datasets", place.datasets)
        if below:
            for table in place.datasets.glob("*/*.csv"):
                table.write_bytes(b"".join(table.read_bytes().splitlines(keepends=True)[:1001]))
        place.publish("--site", str(place.site / below), "--site-url", SITE_URL + below)

    def published(below: str = "") -> Path:
        name = f"examples-{below.strip('/')}" if below else "examples"
        return made_once(name, lambda folder: publish(folder, below)) / "site"

    return published
