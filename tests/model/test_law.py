from __future__ import annotations

import csv
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.law import Citation, parse_citation, suggest_citation
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.vocabularies import read_law

# The reference lies beside the repository where the project is developed, not in it.
ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference" / "foia_eir_vocabulary.csv"
CLASSES = {"absolute", "qualified", "part absolute", "procedural", "exception", "not held"}


def _rows() -> list[dict[str, str]]:
    path = resources.files("disclosurelog") / "data" / "exemptions.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "FOIA s.12", "FOIA s.22A", "FOIA s.22A(2)", "FOIA s.40(2)", "FOIA s.40(5B)(a)(i)", "FOIA s.31(1)(g)",
        "FOIA s.36(2)(b)(ii)", "FOIA s.37(1)(ad)", "FOISA s.30(b)(i)", "FOISA s.26(a)", "FOISA s.38(2A)",
        "EIR reg.12(4)(a)", "EIR reg.13(5A)", "EIR reg.13", "EISR reg.10(5)(e)", "EISR reg.11(2)",
    ],
)  # fmt: skip
def test_a_citation_is_written_as_it_was_read(text: str) -> None:
    citation = parse_citation(text)
    assert citation is not None
    assert str(citation) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "FOIA", "s.40(2)", "FOIA s40(2)", "FOIA s.40 (2)", "FOIA  s.40(2)", "FOIA s.40(2) ", " FOIA s.40(2)",
        "foia s.40(2)", "FOIA S.40(2)", "FOIA reg.12(4)(a)", "EIR s.12", "EIR 12(5)(e)", "DPA s.40", "FOIA section 40",
        "FOIA s.40(2", "FOIA s.40()", "FOIA s.", "FOIA s.40,41", "FOIA s.٤٠", "FOIA s.40(2)\n",
    ],
)  # fmt: skip
def test_what_is_not_in_the_standards_form_is_not_read(text: str) -> None:
    assert parse_citation(text) is None


@pytest.mark.parametrize(
    ("text", "legislation", "meant"),
    [
        ("S(40)", "FOIA", "FOIA s.40"),
        ("s40(2)", "FOIA", "FOIA s.40(2)"),
        ("s.40 (2)", "FOIA", "FOIA s.40(2)"),
        ("S.40(2)", "FOIA", "FOIA s.40(2)"),
        ("s 40(2)", "FOIA", "FOIA s.40(2)"),
        ("40(2)", "FOIA", "FOIA s.40(2)"),
        ("40 2", "FOIA", "FOIA s.40(2)"),
        ("12(5)e", "EIR", "EIR reg.12(5)(e)"),
        ("12(5)(E)", "EIR", "EIR reg.12(5)(e)"),
        ("Reg 12(5)(e)", "EIR", "EIR reg.12(5)(e)"),
        ("Regulation 12(4)(b)", "EIR", "EIR reg.12(4)(b)"),
        ("r.12(4)(b)", "EIR", "EIR reg.12(4)(b)"),
        ("EIR 12(4)(a)", "", "EIR reg.12(4)(a)"),
        ("EIR, reg. 12(4)(a)", None, "EIR reg.12(4)(a)"),
        ("Section 43", "FOIA", "FOIA s.43"),
        ("Sections 43(2)", "FOIA", "FOIA s.43(2)"),
        ("FOIA s.31(1)(g)", "", "FOIA s.31(1)(g)"),
        ("foia S31(1)(G)", "", "FOIA s.31(1)(g)"),
        ("FOIA s.40(2)", "EIR", "FOIA s.40(2)"),
        ("section 22a", "FOIA", "FOIA s.22A"),
        ("s30(b)(i)", "FOISA", "FOISA s.30(b)(i)"),
        ("10(5)(e)", "EISR", "EISR reg.10(5)(e)"),
        ("s.40(5B)(a)(i)", "FOIA", "FOIA s.40(5B)(a)(i)"),
        (" s40(2) ", "FOIA", "FOIA s.40(2)"),
    ],
)
def test_what_was_probably_meant(text: str, legislation: str | None, meant: str) -> None:
    assert str(suggest_citation(text, legislation)) == meant


@pytest.mark.parametrize(
    ("text", "legislation"),
    [
        ("s40(2)", ""), ("s40(2)", None), ("12(5)e", "DPA"), ("", "FOIA"), ("personal data", "FOIA"), ("n/a", "FOIA"),
        ("None", "FOIA"), ("commercial s43", "FOIA"), ("s.40; s.43", "FOIA"), ("s", "FOIA"), ("s.40 and s.43", "FOIA"),
    ],
)  # fmt: skip
def test_where_nothing_can_be_meant_nothing_is_suggested(text: str, legislation: str | None) -> None:
    assert suggest_citation(text, legislation) is None


@given(st.text(st.sampled_from("sSrReg. ()0123456789abcivFOIAEIR,"), max_size=40), st.sampled_from(["FOIA", "EIR", ""]))
def test_a_suggestion_can_be_typed(text: str, legislation: str) -> None:
    meant = suggest_citation(text, legislation)
    assert meant is None or parse_citation(str(meant)) == meant


_SENTENCES = (
    "Section 12 (cost of compliance exceeds the appropriate limit).",
    "s40 personal information, third party, and also commercial interests",
    "40 " + "a" * 60 + "!",
    "40 " + "(1" * 60 + "!",
    "1" * 60 + "!",
)


def test_a_sentence_where_a_citation_belongs_is_given_up() -> None:
    # In a process of its own: a pattern that tries every way to split the text would never come back.
    call = (
        "from disclosurelog.model.law import suggest_citation\n"
        f"for text in {_SENTENCES!r}: suggest_citation(text, 'FOIA')"
    )
    subprocess.run([sys.executable, "-c", call], check=True, timeout=10, cwd=ROOT)


@pytest.mark.parametrize(
    ("citation", "known_as"),
    [
        ("FOIA s.31(1)(g)", "s.31(1)(g)"),
        ("FOIA s.31(2)(a)", "s.31(2)"),
        ("FOIA s.36(2)(b)(ii)", "s.36(2)(b)(ii)"),
        ("FOIA s.43(9)", "s.43"),
        ("EIR reg.12(5)(e)", "reg.12(5)(e)"),
        ("EIR reg.12(4)(e)(i)", "reg.12(4)(e)"),
        ("FOISA s.30(c)", "s.30(c)"),
        ("FOISA s.26(c)", "s.26"),
        ("FOIA s.1", None),
        ("FOIA s.4", None),  # not s.40
        ("FOIA s.99", None),
        ("EIR reg.40", None),
        ("EISR reg.12(4)(a)", None),  # that is the number in the Regulations of England
        ("EIR reg.10(5)(e)", None),
    ],
)
def test_a_provision_is_known_by_itself_or_by_what_it_is_part_of(citation: str, known_as: str | None) -> None:
    parsed = parse_citation(citation)
    assert parsed is not None
    found = read_law().provision_of(parsed)
    assert (found.provision if found else None) == known_as


def test_parents_are_the_finest_first() -> None:
    assert Citation("FOIA", "s.36(2)(b)(i)").parents == ("s.36(2)(b)(i)", "s.36(2)(b)", "s.36(2)", "s.36")


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['legislation']}-{row['provision']}")
def test_every_row_of_the_exemptions_can_be_cited_and_looked_up(row: dict[str, str]) -> None:
    citation = parse_citation(f"{row['legislation']} {row['provision']}")
    assert citation is not None
    found = read_law().provision_of(citation)
    assert found is not None
    assert found.provision == row["provision"]
    assert row["class"] in CLASSES
    assert row["public_interest_test"] in {"yes", "no", "sometimes"}
    assert row["title"].strip()
    assert row["plain"].endswith((".", ".)"))
    law = read_law().legislation[row["legislation"]]
    assert row["url"].startswith(law.url.removesuffix("contents"))


def test_no_provision_is_listed_twice() -> None:
    keys = [(row["legislation"], row["provision"]) for row in _rows()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("citation", "kind", "test"),
    [
        ("FOIA s.12", "procedural", "no"),
        ("FOIA s.14(1)", "procedural", "no"),
        ("FOIA s.21", "absolute", "no"),
        ("FOIA s.22", "qualified", "yes"),
        ("FOIA s.23", "absolute", "no"),
        ("FOIA s.32", "absolute", "no"),
        ("FOIA s.34", "absolute", "no"),
        ("FOIA s.41", "absolute", "no"),
        ("FOIA s.43(2)", "qualified", "yes"),
        ("FOIA s.44", "absolute", "no"),
    ],
)
def test_which_need_a_public_interest_test(citation: str, kind: str, test: str) -> None:
    parsed = parse_citation(citation)
    assert parsed is not None
    found = read_law().provision_of(parsed)
    assert found is not None
    assert (found.kind, found.public_interest_test) == (kind, test)


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference vocabulary is not beside this repository")
def test_every_provision_of_the_reference_is_known() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        listed = [(row["regime"], row["code"]) for row in csv.DictReader(handle)]
    assert listed
    assert [pair for pair in listed if pair not in read_law().provisions] == []


@pytest.mark.parametrize(
    ("legislation", "environmental"),
    [("FOIA", False), ("FOISA", False), ("EIR", True), ("EISR", True), ("", None), (None, None), ("foia", None)],
)
def test_which_law_is_about_the_environment(legislation: str | None, environmental: bool | None) -> None:
    assert read_law().is_environmental(legislation) is environmental


@pytest.mark.parametrize("table", ["disclosures", "questions"])
def test_the_standard_has_the_outcomes_that_are_known(table: str) -> None:
    field = read_standard()[table].by_name["outcome"]
    assert field.values == tuple(read_law().outcomes)
    assert all(value in field.advice for value in field.values)


def test_the_standard_has_the_laws_that_are_known() -> None:
    assert read_standard()["disclosures"].by_name["legislation"].values == tuple(read_law().legislation)
