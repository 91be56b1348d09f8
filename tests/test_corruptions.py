"""A thousand good logs in which nothing is found wrong, and a thousand broken ones, each found where it is broken."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from disclosurelog.build import check
from disclosurelog.config import Config, make_config
from disclosurelog.model.findings import Finding
from tests.breaks import BREAKS, Broken
from tests.factories import MKDOCS
from tests.good_logs import TODAY, Log, good_log, write

LOGS = 1_000
AT_ONCE = 20
"""Logs of one folder: they have nothing to do with each other."""
SHARES = 4


@pytest.fixture
def config(tmp_path: Path) -> Config:
    made = make_config(MKDOCS, tmp_path / "datasets", tmp_path / "site", None, strict=False)
    return replace(made, today=TODAY)


def _batches(share: int) -> Iterator[range]:
    each = LOGS // SHARES
    for first in range(share * each, (share + 1) * each, AT_ONCE):
        yield range(first, min(first + AT_ONCE, (share + 1) * each))


def _findings(config: Config, folder: Path) -> list[Finding]:
    return list(check(replace(config, datasets=folder)).findings)


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_is_wrong_with_a_good_log(share: int, config: Config, tmp_path: Path) -> None:
    for numbers in _batches(share):
        folder = tmp_path / f"good-{numbers[0]}"
        for number in numbers:
            write(good_log(number), folder, {})
        assert [finding for finding in _findings(config, folder) if finding.severity.value != "notice"] == []


def broken(number: int) -> tuple[str, Log, Broken]:
    """Return the log of this number, broken in the way whose turn it is or, where it cannot be, in the next."""
    names = list(BREAKS)
    for turn in range(len(names)):
        name = names[(number + turn) % len(names)]
        log = good_log(number)
        made = BREAKS[name](log, random.Random(number))
        if made is not None:
            return name, log, made
    raise AssertionError


@pytest.mark.parametrize("share", range(SHARES))
def test_every_break_is_found_where_it_is(share: int, config: Config, tmp_path: Path) -> None:
    missed = []
    for numbers in _batches(share):
        folder = tmp_path / f"broken-{numbers[0]}"
        made = [broken(number) for number in numbers]
        for _, log, one in made:
            write(log, folder, one.contents)
        findings = _findings(config, folder)
        told = {(f.file, f.row, f.column, f.code, f.severity.value, f.letter) for f in findings}
        for name, log, one in made:
            found = one.found
            path = f"{folder.name}/{log.name}/{found.file}"
            wanted = (path, found.row, found.column, found.code, found.severity, found.letter)
            if wanted not in told:
                missed.append(
                    (name, wanted, sorted(one for one in told if one[0].startswith(f"{folder.name}/{log.name}/")))
                )
        assert all(finding.message.endswith(".") and finding.advice for finding in findings)
    assert missed == []


def test_every_way_to_break_a_log_is_taken() -> None:
    taken = Counter(broken(number)[0] for number in range(LOGS))
    assert set(taken) == set(BREAKS)
    assert len(BREAKS) >= 100
