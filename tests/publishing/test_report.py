"""What the officer and the machines are told: pure functions of a result."""

from __future__ import annotations

import ast
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosurelog.checks import CHECKS, code_of
from disclosurelog.model.errors import SetUpError
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.publishing.report import FAILURES, FORMATS, Result
from disclosurelog.publishing.report.groups import first_sentence, grouped, place_of, rows_in_words, visible
from disclosurelog.publishing.report.machines import as_github, as_gitlab, as_json
from disclosurelog.publishing.report.page import MOST_CASES, MOST_OF_A_GROUP, as_page, check_place, write_page
from disclosurelog.publishing.report.reasons import REASONED, read_reasons, summary_of, why_of
from disclosurelog.publishing.report.results import besides, verdict_of
from disclosurelog.publishing.report.text import Paper, as_text

PACKAGE = Path(__file__).parents[2] / "disclosurelog"
ERROR, WARNING, NOTICE = Severity
LOG = "datasets/anytown/disclosures.csv"
WHEN = datetime(2026, 3, 28, 9, 5, tzinfo=UTC)
DATE = "Type the date as year-month-day, for example 2024-03-28."


def dated(row: int, day: int, file: str = LOG) -> Finding:
    message = f"“{day:02}/02/2024” is not written as a date this log can read."
    advice = f"If it means {day} February 2024, type 2024-02-{day:02}. {DATE}"
    return Finding("date-form", ERROR, message, file, row, "date_received", advice, letter="C")


def late(row: int) -> Finding:
    message = f"The answer of {row} May 2024 came after the due date, 1 May 2024."
    mark = f"response-late-{row:08x}"
    return Finding("response-late", WARNING, message, LOG, row, "date_responded", "Check the dates.", mark, "D")


UNKNOWN = Finding(
    "descriptor", WARNING, "The descriptor does not name the public authority.", "datasets/anytown/datapackage.yaml",
    advice="Add “name:” under “authority:”.",
)  # fmt: skip
FEW = (dated(2, 3), dated(3, 3), dated(4, 3), dated(9, 5), late(7), UNKNOWN)
STOPPED = Result(FEW, disclosures=8, stopped=True, allowed=1, held=0)

GOLDEN = """\
datasets/anytown/disclosures.csv: 4 errors and 1 warning

  Error: column C “date_received”, 4 times
    Rows 2 to 4: “03/02/2024” is not written as a date this log can read. If
      it means 3 February 2024, type 2024-02-03.
    Row 9: “05/02/2024” is not written as a date this log can read. If it
      means 5 February 2024, type 2024-02-05.
    Why it matters: 02/03/2024 is the 2nd of March to some and the 3rd of
      February to others.
    What to do: Type the date as year-month-day, for example 2024-03-28.

  Warning: row 7, column D “date_responded”
    The answer of 7 May 2024 came after the due date, 1 May 2024.
    Why it matters: {late}
    What to do: Check the dates.

datasets/anytown/datapackage.yaml: 1 warning

  Warning
    The descriptor does not name the public authority.
    Why it matters: It says whose log this is, whom to turn to and on which
      terms it is published, and the pages repeat it.
    What to do: Add “name:” under “authority:”.

What can be right as it is can be allowed: --all and --report say how.

Not published: 4 errors and 2 warnings. The site stays as it was.
1 finding is allowed.
"""


def test_the_report_in_words() -> None:
    told = as_text(STOPPED, Paper(width=76))
    reason = re.compile(r"(?<=Why it matters: )FOIA s\.10.*?(?=\n    What to do)", re.DOTALL)
    assert reason.sub("{late}", told) + "\n" == GOLDEN
    assert reason.findall(told), "the reason is the one its check’s docstring gives"
    assert max(map(len, told.splitlines())) <= 76


def test_nothing_to_report_is_one_sentence() -> None:
    told = as_text(Result((), disclosures=1, datasets=2, seconds=0.24, published=True, site="site"))
    assert told == "Published 1 disclosure and 2 datasets to site in 0.2 s (nothing to report)."


@pytest.mark.parametrize("lines", [24, 40])
def test_a_screenful_tells_the_worst_and_counts_the_rest(lines: int) -> None:
    many = [dated(row, 3, f"datasets/a/{file}.csv") for file in range(30) for row in (2, 5, 9)]
    told = as_text(Result((late(3), *many, UNKNOWN), stopped=True), Paper(lines=lines))
    assert len(told.splitlines()) <= lines
    shown = sum(int(count) for count in re.findall(r"(\d+) errors\n", told))
    hidden = re.search(r"Not shown here: (\d+) errors and 2 warnings\. Add --all", told)
    assert hidden
    assert shown + int(hidden[1]) == 90
    assert shown > 0
    assert "Warning" not in told


def test_a_reason_is_given_once_on_a_screen_and_with_each_file_where_all_is_told() -> None:
    result = Result((dated(2, 3), dated(2, 3, "datasets/b/disclosures.csv")), stopped=True)
    assert as_text(result).count("Why it matters") == 1
    assert as_text(result, Paper(lines=None)).count("Why it matters") == 2


def test_all_tells_every_case_and_how_each_is_allowed() -> None:
    result = Result(tuple(late(row) for row in range(2, 60)), stopped=False)
    short, whole = as_text(result), as_text(result, Paper(lines=None))
    assert "And 55 more: rows 5 to 59" in short
    assert "response-late-" not in short
    for row in range(2, 60):
        assert f"Row {row}: The answer of {row} May" in whole
        assert f"To allow: response-late-{row:08x}" in whole
    assert "allowances.csv" in whole
    assert "finding, reason, date, initials" in whole


def test_rows_that_say_the_same_are_told_by_row_where_each_has_its_own_mark() -> None:
    same = [replace(late(2), row=row, allow=f"response-late-{row:08x}") for row in (2, 5)]
    whole = as_text(Result(tuple(same)), Paper(lines=None))
    assert "Warning: rows 2 and 5, column D" in whole
    assert "To allow (row 2): response-late-00000002" in whole
    assert "To allow (row 5): response-late-00000005" in whole


def test_colours_add_nothing_but_colours() -> None:
    coloured = as_text(STOPPED, Paper(colour=True))
    assert "\x1b[1;31mError\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(STOPPED)


def test_a_file_with_errors_comes_before_one_with_warnings() -> None:
    first, second = replace(UNKNOWN, file="a.yaml"), replace(dated(2, 3), file="z.csv")
    told = as_text(Result((first, second, replace(UNKNOWN, file="z.csv"))))
    assert told.index("z.csv: 1 error and 1 warning") < told.index("a.yaml")


@pytest.mark.parametrize(
    ("rows", "most", "words"),
    [
        ((), None, ""),
        ((14,), None, "row 14"),
        ((3, 9), None, "rows 3 and 9"),
        ((3, 4), None, "rows 3 and 4"),
        ((3, 4, 5), None, "rows 3 to 5"),
        ((2, 3, 9, 10, 11, 40), None, "rows 2, 3, 9 to 11 and 40"),
        ((2, 4, 6, 8, 9, 10), 2, "rows 2, 4 and 4 more"),
        (tuple(range(2, 1500)), 1, "rows 2 to 1499"),
    ],
)
def test_rows_in_words(rows: Sequence[int], most: int | None, words: str) -> None:
    assert rows_in_words(rows, most) == words


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (dated(14, 3), f"{LOG}, row 14, column C “date_received”"),
        (replace(dated(14, 3), letter=""), f"{LOG}, row 14, column “date_received”"),
        (replace(dated(1, 3), column="F", letter="F"), f"{LOG}, row 1, column F"),
        (replace(dated(1, 3), column=None, row=None), LOG),
    ],
)
def test_a_place_is_told_as_the_spreadsheet_shows_it(finding: Finding, place: str) -> None:
    assert place_of(finding) == place


def test_groups_keep_every_finding() -> None:
    findings = [*FEW, dated(2, 3), *(late(row) for row in range(3, 90)), replace(late(3), severity=NOTICE)]
    random.Random(7).shuffle(findings)
    groups = grouped(findings)
    assert sum(group.count for group in groups) == len(findings)
    assert [group.severity.rank for group in groups] == sorted(group.severity.rank for group in groups)
    assert groups[0].advice == DATE
    assert groups[0].cases[0].advice == "If it means 3 February 2024, type 2024-02-03."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a[U+001B][31mb"),
        ("two\r\nlines\u2028and\tmore", "two lines and more"),
        ("\u202etxt.exe\u2066", "[U+202E]txt.exe[U+2066]"),
        ("no\u200bspace\ufeff\x00\x9b", "no[U+200B]space[U+FEFF][U+0000][U+009B]"),
        ("half\ud800", "half\ufffd"),
        ("two  spaces, no\u00a0break, fami\u200dly", "two  spaces, no\u00a0break, fami\u200dly"),
        ("x" * 5000, "x" * 1000 + "…"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_cell_steers_no_terminal() -> None:
    nasty = Finding(
        "cell-form", ERROR, "“\x1b]0;x\x07\r::set-env\n” is wrong.", "a\x1b[2J.csv", 2, "c\x1bd", "Mend\x1b."
    )
    for paper in (Paper(), Paper(lines=None)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", as_text(Result((nasty,)), paper))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FOIA s. 10 gives 20 days. It counts.", "FOIA s. 10 gives 20 days."),
        ("One date, e.g. of reg.5(2), is wrong.", "One date, e.g. of reg.5(2), is wrong."),
        ("Is it right? Look.", "Is it right?"),
        ("", ""),
    ],
)
def test_the_first_sentence_of_a_reason(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (STOPPED, "Not published: 4 errors and 2 warnings. The site stays as it was."),
        (
            Result((late(2),), stopped=True),
            "Not published: 1 warning; warnings stop it too. The site stays as it was.",
        ),
        (
            Result((late(2),), 3, seconds=1),
            "Checked 3 disclosures in 1.0 s: 1 warning. Nothing stands against publishing.",
        ),
        (
            Result(FEW, 2, published=True, site="site", held=2),
            "Published 2 disclosures to site in 0.0 s (4 errors and 2 warnings).",
        ),
    ],
)
def test_how_it_ended(result: Result, sentence: str) -> None:
    assert verdict_of(result) == sentence


@pytest.mark.parametrize(
    ("allowed", "held", "published", "sentences"),
    [
        (0, 0, True, ""),
        (1, 0, False, "1 finding is allowed."),
        (3, 2, True, "2 answers await correction and were kept out. 3 findings are allowed."),
        (0, 1, True, "1 answer awaits correction and was kept out."),
        (0, 1, False, "1 answer awaits correction and would be kept out."),
    ],
)
def test_what_was_let_pass_and_kept_out(allowed: int, held: int, published: bool, sentences: str) -> None:
    assert besides(Result((), allowed=allowed, held=held, published=published)) == sentences


def test_json_keeps_the_contract() -> None:
    report = json.loads(as_json(STOPPED))
    assert report.keys() == {"published", "disclosures", "datasets", "seconds", "allowed", "held", "findings"}
    assert report["published"] is False
    assert report["disclosures"] == 8
    first = report["findings"][0]
    assert list(first) == ["code", "severity", "message", "file", "row", "column", "advice", "allow", "letter", "why"]
    assert (first["code"], first["row"], first["letter"]) == ("date-form", 2, "C")
    assert first["why"] == why_of("date-form")
    assert [finding["severity"] for finding in report["findings"]] == ["error"] * 4 + ["warning"] * 2
    assert report["findings"][-1]["allow"] == "response-late-00000007"


def test_github_shows_each_finding_at_its_line_and_a_cell_is_no_command() -> None:
    nasty = Finding("cell-form", ERROR, "“%\n::set-env name=x::y” is wrong.", "a,b:c.csv", 3, "c", "Mend it.")
    lines = as_github(Result((nasty, UNKNOWN), stopped=True)).splitlines()
    assert lines[0] == (
        "::error file=a%2Cb%3Ac.csv,line=3,title=cell-form::a,b:c.csv, row 3, column “c”: "
        "“%25%0A::set-env name=x::y” is wrong. Mend it."
    )
    assert lines[1].startswith("::warning file=datasets/anytown/datapackage.yaml,title=descriptor::")
    deeper = Result((UNKNOWN,), inside="foi/site/")
    assert "file=foi/site/datasets/anytown/datapackage.yaml," in as_github(deeper)
    assert json.loads(as_gitlab(deeper))[0]["location"]["path"] == "foi/site/datasets/anytown/datapackage.yaml"
    assert len(lines) == 3


def issues(findings: Sequence[Finding]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(as_gitlab(Result(tuple(findings), stopped=True)))
    return found


def prints(findings: Sequence[Finding]) -> list[object]:
    return [issue["fingerprint"] for issue in issues(findings)]


def test_gitlab_has_what_it_asks_for() -> None:
    found = issues(FEW)
    assert len(found) == len(FEW)
    for issue in found:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert found[0]["location"] == {"path": LOG, "lines": {"begin": 2}}
    whole_file = next(issue for issue in found if issue["check_name"] == "descriptor")
    assert whole_file["location"] == {"path": UNKNOWN.file, "lines": {"begin": 1}}
    assert len(set(prints(FEW))) == len(FEW)
    assert issues(()) == []


def test_a_fingerprint_stays_while_the_finding_does() -> None:
    before = prints(FEW)
    assert prints(FEW[::-1]) == before
    moved = [replace(finding, row=finding.row + 100) if finding.row else finding for finding in FEW]
    assert sorted(map(str, prints(moved))) == sorted(map(str, before))
    said = Finding("row-length", ERROR, "Row 14 has 5 cells, but the header has 6.", LOG, 14)
    later = replace(said, row=1415, message="Row 1,415 has 5 cells, but the header has 6.")
    assert prints([said]) == prints([later])
    for change in ({"code": "x"}, {"file": "b.csv"}, {"column": "b"}, {"message": "Row 14 has 7 cells."}):
        assert prints([said]) != prints([replace(said, **change)])  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_takes_half_a_character_and_an_empty_report(form: str) -> None:
    for result in (Result(()), Result((replace(UNKNOWN, file="a\udcff.csv", message="x\ud800"),))):
        assert FORMATS[form](result).encode("utf-8", "replace")


def test_a_broken_set_up_is_told_in_the_same_form() -> None:
    assert json.loads(FAILURES["json"]("No.")) == {"published": False, "error": "No.", "findings": []}
    assert FAILURES["github"]("100 %\nno") == "::error::100 %25%0Ano"
    (issue,) = json.loads(FAILURES["gitlab"]("No."))
    assert issue["description"] == "No."
    assert issue.keys() == issues(FEW)[0].keys()


# Reasons


def codes_in(folder: Path) -> Iterator[str]:
    """Yield the code of every finding that is made in a folder, as far as it is written out there."""
    for path in folder.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            grave = any(ast.unparse(argument).lower().startswith("severity") for argument in call.args)
            if called in {"found", "refuse", "error", "_error"} or (grave and called in {"Finding", "finding", "find"}):
                stated = [a.value for a in call.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                yield from (code for code in stated[:1] if re.fullmatch(r"[a-z]+(-[a-z]+)*", code))


@pytest.mark.parametrize("folder", ["reading", "checks", "publishing"])
def test_every_finding_says_why_it_matters(folder: str) -> None:
    codes = set(codes_in(PACKAGE / folder))
    assert codes
    assert {code for code in codes if not (why_of(code) and summary_of(code))} == set()


def test_reasons_are_sentences_and_none_is_idle() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    checks = {code_of(check) for check in REASONED}
    for code, reason in read_reasons().items():
        assert re.fullmatch(r"[A-Z0-9“].*\.", reason.summary), code
        assert re.fullmatch(r"[A-Z0-9“].*\.", reason.why), code
        assert code in checks or any(f'"{code}"' in source for source in sources), code


def test_a_reason_is_what_the_docstring_says() -> None:
    for check in CHECKS:
        words = " ".join((check.__doc__ or "").split())
        assert why_of(code_of(check))[1:] in words, code_of(check)
        assert "What to do" not in why_of(code_of(check))
    assert why_of("no-such-code") == summary_of("no-such-code") == ""


# The page, as far as no browser is needed


def page(findings: Sequence[Finding], **changes: object) -> str:
    return as_page(replace(Result(tuple(findings), stopped=True), **changes), Path("/srv/foi/datasets"), WHEN)  # type: ignore[arg-type]


def test_the_page_says_when_which_folder_and_how_many() -> None:
    text = page(FEW, allowed=1, held=2)
    for said in ("28 March 2026, 09:05", "/srv/foi/datasets", "<dd>4</dd>", "4 errors stop publication", "Kept out"):
        assert said in text
    assert "2 answers await correction and would be kept out. 1 finding is allowed." in text
    assert '<code>response-late-00000007,,<span class="whole">2026-03-28</span>,</code>' in text


def test_the_page_loads_nothing_and_runs_one_script() -> None:
    text = page(FEW)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].replace("&#39;", "'").replace("&#x27;", "'").startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert text.count("<script") == text.count("</script>") == 1
    assert not re.search(r'(?:src|href)="(?!#|data:,")', text)
    assert " style=" not in text


def test_many_findings_make_a_page_of_moderate_size_that_says_what_is_left_out() -> None:
    findings = [replace(late(row), file=f"datasets/{row % 20}.csv") for row in range(2, 40_002)]
    begun = time.perf_counter()
    text = page(findings)
    assert time.perf_counter() - begun < 10
    assert len(text) < 5_000_000
    assert text.count("<tr data-count") == MOST_CASES
    assert text.count(f"{2000 - MOST_OF_A_GROUP:,} more like these are not shown") == MOST_CASES // MOST_OF_A_GROUP
    assert f"{40_000 - MOST_CASES:,} of 40,000 findings are not on this page" in text


@pytest.mark.parametrize(
    ("result", "heading"),
    [
        (Result((), published=True), "Published: nothing to put right"),
        (Result((late(2),)), "Checked: nothing stands against publishing"),
        (Result((late(2),), stopped=True), "1 warning stops publication"),
        (Result(FEW, published=True, held=1), "Published: 1 answer kept out"),
    ],
)
def test_the_heading_says_how_it_ended(result: Result, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in as_page(result, Path("datasets"), WHEN)


@pytest.mark.parametrize(
    "name", ["report.csv", "report", "site/report.html", "nowhere/report.html", "index.html", "d.html"]
)
def test_a_report_replaces_nothing_but_a_report(tmp_path: Path, name: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "d.html").mkdir()
    (tmp_path / "index.html").write_text("<p>Somebody’s own page", encoding="utf-8")
    with pytest.raises(SetUpError, match=r"\.$"):
        check_place(tmp_path / name, tmp_path / "site")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<p>Somebody’s own page"


def test_a_report_is_written_whole_over_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "Report.HTML"
    for findings in (FEW, ()):
        check_place(path, tmp_path / "site")
        write_page(path, page(findings))
        assert path.read_text(encoding="utf-8") == page(findings)
    assert [entry.name for entry in tmp_path.iterdir()] == ["Report.HTML"]


def test_a_report_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_page(path, "before")
    with pytest.raises(UnicodeEncodeError):
        write_page(path, "half\ud800")
    assert path.read_text(encoding="utf-8") == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]
