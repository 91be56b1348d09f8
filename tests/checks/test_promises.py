"""What was published stays, goes with a word, or stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.checks.promises import ONE_BY_ONE, PROMISES, check_promises
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Place
from disclosurelog.model.registers import Registered
from tests.factories import LOG, log_from

Entry = tuple[Registered, Place]


def log_of(references: list[str], folder: Path, withdrawn: tuple[str, ...] = ()) -> DisclosureLog:
    changes = [
        {"date": "2024-05-01", "reference": reference, "kind": "withdrawal", "explanation": "It was wrong."}
        for reference in withdrawn
    ]
    rows = [{"reference": reference, "title": "Penalties"} for reference in references]
    return log_from({"disclosures": rows, **({"changes": changes} if changes else {})}, folder)[0]


def register(*references: str, state: str = "published", log: str = LOG, demonstration: bool = False) -> list[Entry]:
    return [
        (Registered(log, r, f"disclosures/{log}--{r.lower()}/", "2024-01-01", state, demonstration),
         Place("datasets/anytown-council/published.csv", number))
        for number, r in enumerate(references, 2)
    ]  # fmt: skip


def found(log: DisclosureLog, beside: list[Entry], site: list[Entry] | None = None, *retired: str) -> list[Finding]:
    return check_promises([log], beside, [entry for entry, _ in site or []], retired, "datasets")


TEN = [f"FOI-{number}" for number in range(1, 11)]


def test_a_log_that_keeps_everything_is_left_in_peace(tmp_path: Path) -> None:
    log = log_of([*TEN, "FOI-11"], tmp_path)
    assert found(log, register(*TEN), register(*TEN)) == []


def test_a_lost_reference_is_named_with_its_row_and_can_be_allowed(tmp_path: Path) -> None:
    (finding,) = found(log_of(TEN[:-1], tmp_path), register(*TEN))
    assert (finding.code, finding.file, finding.row) == (
        "address-lost", "datasets/anytown-council/published.csv", 11
    )  # fmt: skip
    assert "“FOI-10” was published" in finding.message
    assert finding.allow.startswith("address-lost-")


def test_the_register_of_the_site_alone_is_enough(tmp_path: Path) -> None:
    """It is told of a file of the log, because only what is in the log's folder can be allowed beside it."""
    log = log_of(TEN[:-1], tmp_path)
    assert [(f.code, f.file) for f in found(log, [], register(*TEN))] == [("address-lost", log.place.file)]


def test_a_reference_written_otherwise_is_suggested(tmp_path: Path) -> None:
    (finding,) = found(log_of([*TEN[:-1], "Foi 10"], tmp_path), register(*TEN))
    assert "“Foi 10”" in finding.advice


def test_a_withdrawal_keeps_the_address(tmp_path: Path) -> None:
    assert found(log_of(TEN[:-1], tmp_path, withdrawn=("FOI-10",)), register(*TEN)) == []


def test_of_many_lost_references_one_finding_says_how_many(tmp_path: Path) -> None:
    many = [f"FOI-{number}" for number in range(ONE_BY_ONE + 2)]
    codes = [f.code for f in found(log_of(many[:1], tmp_path), register(*many))]
    assert codes == ["address-lost", "log-shrunk"]


@pytest.mark.parametrize(("gone", "stops"), [(1, False), (2, False), (3, True)])
def test_a_log_may_lose_a_fifth_but_no_more(tmp_path: Path, gone: int, stops: bool) -> None:
    log = log_of(TEN[:-gone], tmp_path, withdrawn=tuple(TEN[-gone:]))
    assert [f.code for f in found(log, register(*TEN))] == (["log-shrunk"] if stops else [])


def test_one_withdrawal_of_two_disclosures_needs_no_leave(tmp_path: Path) -> None:
    assert found(log_of(["FOI-1"], tmp_path, withdrawn=("FOI-2",)), register("FOI-1", "FOI-2")) == []


def test_what_was_withdrawn_before_does_not_count_as_lost_now(tmp_path: Path) -> None:
    log = log_of(TEN[:5], tmp_path, withdrawn=tuple(TEN[5:]))
    assert found(log, [*register(*TEN[:5]), *register(*TEN[5:], state="withdrawn")]) == []


def test_what_was_withdrawn_does_not_come_back_unseen(tmp_path: Path) -> None:
    before = [*register(*TEN[:9]), *register("FOI-10", state="withdrawn")]
    (finding,) = found(log_of(TEN, tmp_path), before)
    assert (finding.code, finding.row, finding.column) == ("withdrawal-undone", 11, "reference")


@pytest.mark.parametrize(
    ("withdrawn", "known", "hint"),
    [
        ("FOI-1O", True, "is meant"),
        ("FOI-100", True, "“FOI-10”"),
        ("EIR-99", True, ""),
        ("EIR-99", False, None),
    ],
)
def test_a_withdrawal_of_what_was_never_published_is_told(
    withdrawn: str, known: bool, hint: str | None, tmp_path: Path
) -> None:
    findings = found(log_of(TEN, tmp_path, withdrawn=(withdrawn,)), register(*TEN) if known else [])
    assert [(f.code, f.row, f.column) for f in findings] == [("withdrawal-unknown", 2, "reference")] * known
    assert all(hint in finding.advice and finding.allow for finding in findings if hint is not None)


def test_another_spelling_is_told_by_the_check_of_the_ledger_alone(tmp_path: Path) -> None:
    assert found(log_of(TEN, tmp_path, withdrawn=("foi-10",)), register(*TEN)) == []


def test_a_withdrawal_that_was_published_is_not_told_again(tmp_path: Path) -> None:
    before = [*register(*TEN[:9]), *register("FOI-10", state="withdrawn")]
    assert found(log_of(TEN[:9], tmp_path, withdrawn=("FOI-10",)), before) == []


def test_where_the_registers_differ_the_site_is_right(tmp_path: Path) -> None:
    """An old copy of the register beside the log says that it is published; the site knows that it was withdrawn."""
    (finding,) = found(log_of(["FOI-1"], tmp_path), register("FOI-1"), register("FOI-1", state="withdrawn"))
    assert finding.code == "withdrawal-undone"


def test_a_log_that_went_as_a_whole_stops_the_build_unless_it_is_retired(tmp_path: Path) -> None:
    log = log_of(["FOI-1"], tmp_path)
    before = [*register("FOI-1"), *register("A-1", "A-2", log="other-council")]
    (finding,) = found(log, [], before)
    assert (finding.code, finding.file) == ("log-lost", "datasets")
    assert "2 addresses" in finding.message
    assert found(log, [], before, "other-council") == []


def test_a_demonstration_may_go_as_it_came(tmp_path: Path) -> None:
    before = register("A-1", log="other-council", demonstration=True)
    assert found(log_of(["FOI-1"], tmp_path), [], before) == []


def test_every_promise_says_why_it_matters_and_what_to_do() -> None:
    for promise in PROMISES:
        assert "Why it matters:" in (promise.__doc__ or "")
        assert "What to do:" in (promise.__doc__ or "")
