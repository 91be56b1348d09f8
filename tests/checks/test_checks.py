"""Every check, held to its table of cases: ``<code>.yml`` beside this file."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosurelog.checks import CHECKS, Check, Facts, code_of, run_checks
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.licences import ReusePolicy
from disclosurelog.reading.vocabularies import read_calendar, read_law, read_licences
from tests.factories import log_from

HERE = Path(__file__).parent
TODAY = date(2025, 6, 30)
PARTS = ("disclosures", "questions", "releases", "changes")
KEYS = {"name", "log", "policy", "about", "files", "finds"}


def facts() -> Facts:
    return Facts(read_law(), read_licences(), read_calendar(), TODAY)


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def _cases(code: str) -> list[dict[str, Any]]:
    """Return the cases of a check. Every scalar is text, as in a CSV: 2.10 stays 2.10 and yes stays yes."""
    path = HERE / f"{code}.yml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) if path.is_file() else []


def _rows(kind: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    usual = {"disclosures": {"title": "Parking penalties"}, "questions": {"question": "How many?", "answer": "Twelve."}}
    return [usual.get(kind, {}) | row for row in rows]


def _run(case: dict[str, Any], check: Check, folder: Path) -> list[Finding]:
    for name in case.get("files", []):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("street,penalties\nHigh Street,12\n", encoding="utf-8")
    policy = ReusePolicy(
        **({"datasets": "OGL-UK-3.0", "otherwise": "personal-and-journalism"} | case.get("policy", {}))
    )
    tables = {kind: _rows(kind, rows) for kind, rows in case["log"].items()}
    log, unread = log_from(tables, folder, policy=policy, **case.get("about", {}))
    places = frozenset((finding.file, finding.row) for finding in unread if finding.code == "exemption-form")
    return list(check(log, replace(facts(), unread=places)))


ALL = [(check, case) for check in CHECKS for case in _cases(code_of(check))]


@pytest.mark.parametrize(("check", "case"), ALL, ids=[f"{code_of(check)}: {case['name']}" for check, case in ALL])
def test_a_case(check: Check, case: dict[str, Any], tmp_path: Path) -> None:
    found = sorted(_run(case, check, tmp_path), key=lambda finding: finding.sort_key)
    where = [(f.file, str(f.row or ""), f.column or "", f.severity.value) for f in found]
    expected = case["finds"]
    assert sorted(where) == sorted(
        (e.get("file") or f"{e.get('table', 'disclosures')}.csv", e["row"], e.get("column", ""), e["severity"])
        for e in expected
    )
    for one in expected:
        held = [f for f in found if (str(f.row or ""), f.column or "") == (one["row"], one.get("column", ""))]
        assert any(one["message_contains"] in f.message for f in held), [f.message for f in held]
        assert any(one.get("advice_contains", "") in f.advice for f in held), [f.advice for f in held]
    for finding in found:
        assert finding.code == code_of(check)
        assert finding.message.strip().endswith(".")
        assert finding.advice.strip().endswith(".")
        assert not re.search(r"(?i)\b(invalid|regex|pattern|null|traceback)\b", finding.message + finding.advice)


@pytest.mark.parametrize("check", CHECKS, ids=code_of)
def test_every_check_has_cases_that_pass_and_cases_that_fail(check: Check) -> None:
    cases = _cases(code_of(check))
    assert len([case for case in cases if not case["finds"]]) >= 2
    assert len([case for case in cases if case["finds"]]) >= 2 or code_of(check) == "address-shared"
    assert len({case["name"] for case in cases}) == len(cases)
    for case in cases:
        assert case.keys() <= KEYS, case["name"]
        assert case["log"].keys() <= set(PARTS), case["name"]
        for one in case["finds"]:
            assert one.keys() <= {
                "file",
                "table",
                "row",
                "column",
                "severity",
                "message_contains",
                "advice_contains",
            }, case["name"]
            assert one["message_contains"], case["name"]


@pytest.mark.parametrize("check", CHECKS, ids=code_of)
def test_every_check_says_what_is_wrong_why_it_matters_and_what_to_do(check: Check) -> None:
    summary, _, rest = (check.__doc__ or "").partition("\n")
    assert summary.endswith(".")
    why, _, what = rest.partition("What to do:")
    assert len(why.partition("Why it matters:")[2].split()) > 5
    assert len(what.split()) > 2


# What would leave a withdrawn page published is never let pass.
NEVER_ALLOWED = {"change-stray"}


@pytest.mark.parametrize("check", [c for c in CHECKS if code_of(c) not in NEVER_ALLOWED], ids=code_of)
def test_every_warning_can_be_allowed_alone(check: Check, tmp_path: Path) -> None:
    """A warning may be right in a particular case: each has a mark of its own."""
    for number, case in enumerate(_cases(code_of(check))):
        warned = [f for f in _run(case, check, tmp_path / str(number)) if f.severity is Severity.WARNING]
        assert all(finding.allow.startswith(f"{code_of(check)}-") for finding in warned), case["name"]
        assert len({finding.allow for finding in warned}) == len(warned), case["name"]


def test_an_allowance_moves_with_its_row_and_ends_when_the_row_is_changed(tmp_path: Path) -> None:
    row = {"reference": "FOI-1", "title": "x", "legislation": "FOIA", "outcome": "Refused", "exemptions": "FOIA s.42"}

    def marks(*rows: dict[str, str]) -> set[str]:
        log, _ = log_from({"disclosures": list(rows)}, tmp_path)
        return {finding.allow for finding in run_checks([log], facts()) if finding.allow}

    other = {"reference": "FOI-0", "title": "x", "legislation": "FOIA", "outcome": "Granted in full"}
    assert len(marks(row)) == 2
    assert marks(other, row) == marks(row)
    assert not marks(row | {"exemptions": "FOIA s.43(2)", "outcome": "Granted in part"}) & marks(row)


def test_an_old_log_without_a_column_is_not_told_so_row_by_row(tmp_path: Path) -> None:
    rows = [
        {"reference": f"FOI-{n}", "title": "x", "legislation": "FOIA", "outcome": "Refused", "exemptions": "FOIA s.42"}
        for n in range(500)
    ]
    log, _ = log_from({"disclosures": rows}, tmp_path)
    found = [f for f in run_checks([log], facts()) if f.severity is not Severity.NOTICE]
    assert [(f.code, f.message.partition(" ")[0]) for f in found] == [
        ("interest-test-missing", "500"),
        ("withheld-blank", "500"),
    ]


@pytest.mark.parametrize("text", ["report ", "(c) ", "no n/a ", "- ", "letter to ", "© copyright ", ".pdf?", "\u200b"])
def test_a_megabyte_in_every_cell_takes_no_time(text: str, tmp_path: Path) -> None:
    long = text * (1_000_000 // len(text)) + "!"
    row = dict.fromkeys(("title", "summary", "withheld", "public_interest_test", "response", "request"), long)
    row |= {"reference": "FOI-1", "legislation": "FOIA", "is_dataset": "yes", "outcome": "Refused"}
    row |= {"exemptions": "FOIA s.21", "third_party_rights": ""}
    release = {"reference": "FOI-1", "title": long, "description": long, "url": long, "licence": "OGL-UK-3.0"}
    question = {"reference": "FOI-1", "number": "1", "question": long, "answer": long, "heading": long}
    tables = {"disclosures": [row], "releases": [release | {"is_dataset": "yes"}], "questions": [question]}
    log, _ = log_from(tables, tmp_path)
    for check in CHECKS:
        begun = time.process_time()
        list(check(log, facts()))
        assert time.process_time() - begun < 1, code_of(check)


def test_a_colour_that_is_shown_nowhere_is_not_judged() -> None:
    """Where there are several logs the site has a colour of its own."""
    log, _ = log_from({"disclosures": [{"reference": "FOI-1", "title": "x"}]}, HERE, colour="#ffd500")
    assert [f.code for f in run_checks([log], facts()) if f.code == "colour-contrast"] == ["colour-contrast"]
    assert [f.code for f in run_checks([log], replace(facts(), logs=2)) if f.code == "colour-contrast"] == []


def test_every_check_is_listed_once_and_every_table_is_of_a_check() -> None:
    codes = [code_of(check) for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert {path.stem for path in HERE.glob("*.yml")} == set(codes)


def test_every_check_runs_on_every_log(tmp_path: Path) -> None:
    """No check stumbles over what another is about, and a log that is right in all is found so by all."""
    for check, case in ALL:
        log, _ = log_from({kind: _rows(kind, rows) for kind, rows in case["log"].items()}, tmp_path)
        codes = {finding.code for finding in run_checks([log], facts())}
        assert codes <= {code_of(other) for other in CHECKS}, (code_of(check), case["name"])


def test_the_whole_list_finds_nothing_in_a_whole_log(tmp_path: Path) -> None:
    rows = [
        {
            "reference": "FOI-2024-0001", "title": "Parking penalties", "date_received": "2024-02-27",
            "date_responded": "2024-03-20", "legislation": "FOIA", "outcome": "Granted in part",
            "exemptions": "FOIA s.40(2)", "withheld": "The names of wardens.",
            "response": "The council issued 21,304.",
        }
    ]  # fmt: skip
    questions = [{"reference": "FOI-2024-0001", "number": "1", "question": "How many?", "answer": "21,304."}]
    log, findings = log_from({"disclosures": rows, "questions": questions}, tmp_path)
    assert [*findings, *run_checks([log], facts())] == []
