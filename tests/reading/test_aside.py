"""Work done in a process of its own gives what it would give here, and leaves nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time

import pytest

from disclosurelog.model.errors import SiteError, ThemeError
from disclosurelog.reading import aside
from disclosurelog.reading.aside import Aside, Crew, Turns, share_out

forks = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux is asked to fork")


@pytest.fixture(params=[1, 2], ids=["here", "beside"])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    if request.param > 1 and not sys.platform.startswith("linux"):
        pytest.skip("only Linux is asked to fork")
    monkeypatch.setattr(aside, "CORES", request.param)
    return int(request.param)


def fail() -> int:
    raise ThemeError("There is no frame.")


def children() -> list[int]:
    """Return the processes that this one has begun and that have not ended."""
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_result_comes_back(cores: int) -> None:
    with Aside(lambda: {"rows": [1, 2, 3]}) as begun:
        assert begun.result() == {"rows": [1, 2, 3]}


def test_results_are_in_order(cores: int) -> None:
    def work(number: int) -> int:
        time.sleep(0.05 * (3 - number))
        return number

    assert share_out([lambda n=n: work(n) for n in range(3)]) == [0, 1, 2]  # type: ignore[misc]


def test_an_error_is_raised_where_the_result_is_asked_for(cores: int) -> None:
    with Aside(fail) as begun, pytest.raises(ThemeError, match="There is no frame"):
        begun.result()


@forks
def test_work_that_nobody_asks_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "CORES", 2)
    with Aside(lambda: time.sleep(30)):
        (child,) = children()
    assert not is_alive(child)


@forks
def test_an_error_here_ends_the_work_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "CORES", 2)
    begun: list[int] = []

    def fail_later() -> int:
        begun.extend(children())
        return fail()

    with pytest.raises(ThemeError):
        share_out([fail_later, lambda: time.sleep(30)])  # type: ignore[list-item, return-value]
    assert len(begun) == 1
    assert not is_alive(begun[0])


@forks
def test_what_is_begun_is_begun_whole_whenever_it_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl and C in the middle of a fork waits until it is over; the process that was begun takes no notice."""
    monkeypatch.setattr(aside, "CORES", 2)
    forked = os.fork

    def interrupted() -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return forked()

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Aside(lambda: 5)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@forks
def test_work_that_is_killed_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "CORES", 2)
    with Aside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as begun, pytest.raises(SiteError, match="from outside"):
        begun.result()


def test_each_turn_is_taken_once_whoever_takes_it(cores: int) -> None:
    with Turns(1_000) as turns, Crew(lambda: list(turns), cores) as crew:
        taken = list(crew.results())
    assert len(taken) == cores
    assert sorted(number for part in taken for number in part) == list(range(1_000))


def test_an_error_in_one_of_a_crew_is_raised(cores: int) -> None:
    here = os.getpid()

    def work() -> None:
        if cores == 1 or os.getpid() != here:
            fail()

    with Crew(work, cores) as crew, pytest.raises(ThemeError):
        list(crew.results())


@forks
def test_a_crew_that_is_left_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "CORES", 2)
    started = time.monotonic()
    with pytest.raises(ThemeError), Crew(lambda: time.sleep(30), 2):
        fail()
    assert time.monotonic() - started < 20
