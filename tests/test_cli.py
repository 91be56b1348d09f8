"""The command line as an officer meets it: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosurelog.cli import PUBLISHED, SET_UP, STOPPED, main
from tests.sites import ROOT, SMALL, Workplace, write_log


@pytest.fixture
def wrong(tmp_path: Path) -> Workplace:
    """Return a place with a log in which forty dates are written the British way."""
    place = Workplace(tmp_path)
    rows = [
        {**SMALL["disclosures"][0], "reference": f"FOI-{number}", "date_received": f"{number % 25 + 1:02}/01/2024"}
        for number in range(1, 41)
    ]
    write_log(place.datasets / "small", {"disclosures": rows})
    return place


@pytest.fixture
def right(tmp_path: Path) -> Workplace:
    place = Workplace(tmp_path)
    write_log(place.datasets / "small", SMALL)
    return place


def run(place: Workplace, *arguments: str) -> int:
    return main([*place.command(*arguments)[2:]])


def test_a_screenful_or_all(wrong: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(wrong, "check") == STOPPED
    short = capsys.readouterr().out
    assert len(short.splitlines()) <= 40
    assert "small/disclosures.csv: 40 errors" in short
    assert "Not published: 40 errors" in short
    assert run(wrong, "check", "--all") == STOPPED
    whole = capsys.readouterr().out
    assert whole.count("is not written as a date this log can read.") == 25
    assert len(whole.splitlines()) > 40


def test_a_host_of_repositories_is_told_the_path_and_the_line(
    wrong: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row is a line only where no answer before it has several."""
    (wrong.folder / ".git").mkdir()
    deep = wrong.folder / "foi" / "site"
    deep.mkdir(parents=True)
    wrong.datasets.rename(deep / "datasets")
    rows = [{**SMALL["disclosures"][0], "summary": "One\nTwo\n\nThree", "date_received": "1/2/2024"}]
    write_log(deep / "datasets" / "small", {"disclosures": [*rows, {**rows[0], "reference": "FOI-9"}]})
    place = ["--datasets", str(deep / "datasets")]
    assert run(wrong, "check", "--format", "github", *place) == STOPPED
    lines = [line for line in capsys.readouterr().out.splitlines() if "title=date-form" in line]
    file = "file=foi/site/datasets/small/disclosures.csv"
    assert [line.split(",title")[0] for line in lines] == [f"::error {file},line=2", f"::error {file},line=6"]


@pytest.mark.parametrize("form", ["json", "github", "gitlab"])
def test_a_report_for_machines_is_alone_on_the_output(
    wrong: Workplace, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    page = wrong.folder / "report.html"
    assert run(wrong, "check", "--format", form, "--report", str(page), "--quiet") == STOPPED
    out = capsys.readouterr().out
    if form == "github":
        assert out.count("::error ") == 40
        assert out.startswith("::error file=datasets/small/disclosures.csv,line=2,")
    else:
        report = json.loads(out)
        found = report if form == "gitlab" else report["findings"]
        assert sum(finding["severity"] in ("error", "blocker") for finding in found) == 40
    assert "40 errors stop publication" in page.read_text(encoding="utf-8")


def test_the_report_is_written_whether_or_not_findings_stop_it(
    wrong: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    page = wrong.folder / "report.html"
    assert run(wrong, "build", "--report", str(page)) == STOPPED
    assert f"The report is in “{page}”." in capsys.readouterr().out
    assert str(wrong.datasets) in page.read_text(encoding="utf-8")
    write_log(wrong.datasets / "small", SMALL)
    assert run(wrong, "check", "--report", str(page), "--quiet") == PUBLISHED
    assert capsys.readouterr().out == ""
    assert "40 errors" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["report.csv", "site/report.html", "nowhere/report.html"])
@pytest.mark.parametrize("form", ["text", "gitlab"])
def test_a_report_that_may_not_be_there_is_refused_first(
    right: Workplace, capsys: pytest.CaptureFixture[str], name: str, form: str
) -> None:
    assert run(right, "build", "--report", str(right.folder / name), "--format", form) == SET_UP
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert not right.site.exists()
    if form == "gitlab":
        assert json.loads(told.out)[0]["description"] == told.err.strip()


def test_a_report_that_cannot_be_written_is_said(right: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    name = "r" * 250 + ".html"  # its half has a longer name than a file can have
    assert run(right, "check", "--report", str(right.folder / name)) == SET_UP
    told = capsys.readouterr()
    assert told.err.startswith("The report could not be written")
    assert "Nothing stands against publishing." in told.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_and_width_are_those_of_the_terminal(
    wrong: Workplace, environment: dict[str, str], coloured: bool
) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
    done = subprocess.Popen(
        wrong.command("check", "--quiet"), cwd=ROOT, env={**kept, "TERM": "xterm", **environment}, stdout=theirs,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(theirs)
    out = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        out += chunk
    os.close(ours)
    assert done.communicate()[1] == b""
    assert done.returncode == STOPPED
    text = out.decode()
    assert ("\x1b[1;31mError\x1b[0m" in text) is coloured
    assert ("\x1b" in text) is coloured
    lines = text.replace("\x1b[1;31m", "").replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert max(map(len, lines)) <= 60
    assert len(lines) <= 24


def test_a_report_into_a_pipe_has_no_colours(wrong: Workplace) -> None:
    done = wrong.run("check", TERM="xterm", COLUMNS="40")
    assert "\x1b" not in done.stdout
    assert 60 < max(map(len, done.stdout.splitlines())) <= 100
    assert done.returncode == STOPPED
