"""What a grave finding hangs on is kept out, with everything that hangs on it; the rest is published."""

from __future__ import annotations

from pathlib import Path

from disclosurelog.checks.holding import Held, hold_back
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Severity
from tests.factories import log_from

LOG = "anytown-council"


def a_log(folder: Path) -> DisclosureLog:
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "a.csv").write_text("street,count\nHigh Street,12\n", encoding="utf-8")
    rows = [{"reference": f"FOI-{number}", "title": f"Request {number}"} for number in (1, 2, 3)]
    questions = [
        {"reference": f"FOI-{number}", "number": "1", "question": "How many?", "answer": "Twelve."}
        for number in (1, 2, 9)
    ]
    releases = [{"reference": "FOI-3", "title": "Penalties", "file": "files/a.csv"}]
    changes = [
        {"date": "2024-05-01", "reference": "FOI-1", "kind": "correction", "explanation": "The sum was wrong."},
        {"date": "2024-05-02", "reference": "FOI-3", "kind": "withdrawal", "explanation": "It was taken down."},
    ]
    tables = {"disclosures": rows, "questions": questions, "releases": releases, "changes": changes}
    return log_from(tables, folder)[0]


def a_finding(file: str, row: int | None, code: str = "date-form") -> Finding:
    return Finding(code, Severity.ERROR, "It is wrong.", file, row)


def held(folder: Path, *findings: Finding) -> tuple[Held, list[Finding]]:
    return hold_back([a_log(folder)], [], ["datasets/spending"], findings)


def test_an_answer_goes_with_its_questions_and_its_lines_of_the_ledger(tmp_path: Path) -> None:
    kept, homeless = held(tmp_path, a_finding("disclosures.csv", 2))
    (log,) = kept.logs
    assert homeless == []
    assert [d.reference for d in log.disclosures] == ["FOI-2", "FOI-3"]
    assert [c.reference for c in log.changes] == ["FOI-3"]
    assert (kept.by_log, kept.count) == ({LOG: 1}, 1)
    assert [d.reference for d in kept.disclosures] == ["FOI-1"]


def test_a_question_takes_its_answer_along(tmp_path: Path) -> None:
    kept, homeless = held(tmp_path, a_finding("questions.csv", 3))
    assert homeless == []
    assert [d.reference for d in kept.logs[0].disclosures] == ["FOI-1", "FOI-3"]


def test_a_released_file_takes_its_answer_along(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    file = f"{log.place.file.rpartition('/')[0]}/files/a.csv"
    kept, homeless = hold_back([log], [], [], [a_finding(file, 2)])
    assert homeless == []
    assert [d.reference for d in kept.logs[0].disclosures] == ["FOI-1", "FOI-2"]


def test_a_stray_row_is_left_out_and_counted_for_nobody(tmp_path: Path) -> None:
    kept, homeless = held(tmp_path, a_finding("questions.csv", 4, "question-stray"))
    assert homeless == []
    assert kept.logs[0].stray_questions == ()
    assert kept.count == 0


def test_a_withdrawal_stays_whatever_else_is_wrong(tmp_path: Path) -> None:
    """Text of it is still in the log: that is kept out as ever, and its page still says why it went."""
    kept, homeless = held(tmp_path, a_finding("disclosures.csv", 4, "withdrawal-text"))
    (log,) = kept.logs
    assert homeless == []
    assert list(log.withdrawals) == ["FOI-3"]
    assert kept.count == 0


def test_a_row_that_became_no_record_is_counted(tmp_path: Path) -> None:
    kept, homeless = held(tmp_path, a_finding("disclosures.csv", 9, "row-length"))
    assert homeless == []
    assert kept.by_log == {LOG: 1}


def test_what_hangs_on_no_answer_stops_publication(tmp_path: Path) -> None:
    unclear = [
        a_finding("questions.csv", 9, "row-length"),
        a_finding("changes.csv", 2),
        a_finding("disclosures.csv", 1, "column-missing"),
        a_finding("datapackage.yaml", None),
        a_finding("elsewhere.csv", 2),
    ]
    kept, homeless = held(tmp_path, *unclear)
    assert homeless == unclear
    assert kept.logs == (a_log(tmp_path),)


def test_an_open_dataset_is_kept_out_whole(tmp_path: Path) -> None:
    kept, homeless = held(tmp_path, a_finding("datasets/spending/spending.csv", 12))
    assert homeless == []
    assert kept.count == 1
    assert kept.by_log == {}
