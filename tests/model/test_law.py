from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from disclosurelog.model.law import IN_FORCE, LISTED_WHOLE, REPLACED, Citation, parse_citation
from disclosurelog.model.wordings import likes_of, wordings_of
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


def _citation(text: str) -> Citation:
    parsed = parse_citation(text)
    assert parsed is not None, text
    return parsed


@pytest.mark.parametrize(
    ("citation", "weighed"),
    [
        ("FOIA s.22", True), ("FOIA s.31(1)(a)", True), ("FOIA s.36(2)(b)(i)", True), ("FOIA s.43(2)", True),
        ("FOIA s.12", False), ("FOIA s.14(1)", False), ("FOIA s.21", False), ("FOIA s.40(2)", False),
        ("FOIA s.40(3B)", True), ("FOIA s.44", False), ("FOIA s.37(1)(a)", False), ("FOIA s.37(1)(ac)", True),
        ("EIR reg.12(4)(b)", True), ("EIR reg.12(5)(e)", True), ("EIR reg.12(4)(a)", False), ("EIR reg.13(1)", False),
        ("EIR reg.6(1)(b)", False), ("EIR reg.12(3)", False),
        ("FOISA s.30(c)", True), ("FOISA s.17", False), ("FOISA s.18", False), ("FOISA s.36(1)", True),
        ("FOISA s.36(2)", False), ("FOISA s.38(1)(b)", False),
        ("EISR reg.10(5)(e)", True), ("EISR reg.10(4)(a)", False), ("EISR reg.11(2)", False),
    ],
)  # fmt: skip
def test_which_may_be_used_only_after_the_public_interest_was_weighed(citation: str, weighed: bool) -> None:
    found = read_law().provision_of(_citation(citation))
    assert found is not None
    assert found.weighs_interest is weighed


@pytest.mark.parametrize(
    ("citation", "within"),
    [
        ("FOIA s.31(3)", ("s.31(3)",)),
        ("FOIA s.31", ("s.31(3)",)),
        ("FOIA s.31(1)(a)", ()),
        ("FOIA s.21", ()),
        ("FOIA s.40(2)", ()),
        ("FOIA s.40(5B)(b)", ("s.40(5B)",)),
        ("FOIA s.12", ("s.12(2)",)),
        ("FOIA s.12(1)", ()),
        ("FOIA s.14(1)", ("s.14",)),
        ("FOISA s.18(1)", ("s.18",)),
        ("FOISA s.38(1)(b)", ()),
        ("EIR reg.12(6)", ("reg.12(6)",)),
        ("EIR reg.12(5)(a)", ()),
        ("EIR reg.13", ("reg.13(5A)", "reg.13(5B)")),
        ("EISR reg.11", ("reg.11(6)",)),
    ],
)
def test_what_lets_an_authority_neither_confirm_nor_deny(citation: str, within: tuple[str, ...]) -> None:
    assert read_law().silence_within(_citation(citation)) == within


@pytest.mark.parametrize("section", [*range(22, 25), *range(26, 45), "22A"])
def test_every_exemption_of_the_act_but_s_21_lets_an_authority_stay_silent(section: int | str) -> None:
    """FOIA s.21 lifts the duty to give information alone; s.25 is about certificates."""
    assert read_law().silence_within(Citation("FOIA", f"s.{section}"))


@pytest.mark.parametrize(
    ("citation", "whole"),
    [
        ("FOIA s.43(9)", "s.43"), ("FOIA s.43(2)", ""), ("FOIA s.43(2)(a)", "s.43(2)"), ("FOIA s.43", ""),
        ("FOIA s.31(1)(j)", "s.31(1)"), ("FOIA s.31(2)(a)", ""), ("FOIA s.36(2)(b)(iii)", "s.36(2)(b)"),
        ("EIR reg.12(4)(f)", "reg.12(4)"), ("EIR reg.12(5)(h)(i)", "reg.12(5)"), ("EIR reg.12(4)(e)(i)", ""),
        ("EISR reg.10(5)(g)", ""), ("FOISA s.38(1)(e)", "s.38(1)"), ("FOISA s.40(2)", "s.40"), ("FOISA s.40(a)", ""),
        ("FOISA s.26(c)", ""), ("FOISA s.30(1)(b)", "s.30"), ("FOISA s.31(1)(a)", "s.31(1)"), ("FOIA s.40(b)", "s.40"),
        ("FOIA s.30(c)", "s.30"), ("EIR reg.13(a)", "reg.13"), ("FOISA s.38(2A)", ""),
    ],
)  # fmt: skip
def test_a_part_that_does_not_exist_is_seen_where_all_parts_are_listed(citation: str, whole: str) -> None:
    assert read_law().has_no_part(_citation(citation)) == whole


@pytest.mark.parametrize("key", sorted(LISTED_WHOLE), ids=" ".join)
def test_what_is_listed_whole_has_parts(key: tuple[str, str]) -> None:
    law, provision = key
    assert len([p for code, p in read_law().provisions if code == law and p.startswith(f"{provision}(")]) >= 2


def test_what_was_replaced_is_named_so_where_it_is_listed() -> None:
    """The page about exemptions says it in the title, which the checks do not read."""
    for row in _rows():
        citation = Citation(row["legislation"], row["provision"])
        assert ("before 25 May 2018" in row["title"]) is (read_law().replaced_by(citation)[0] != "")


def test_what_took_its_place_is_later_and_is_not_replaced_itself() -> None:
    for (law, _), news in REPLACED.items():
        for new in news:
            assert IN_FORCE[law, new] == date(2018, 5, 25)
            assert read_law().replaced_by(Citation(law, new)) == ("", ())
            assert read_law().provision_of(Citation(law, new)) is not None


@pytest.mark.parametrize(
    ("text", "legislation", "advice"),
    [
        ("s40(2); 43", "FOIA", "If FOIA s.40(2); FOIA s.43 is meant, type exactly that."),
        ("Not held", "FOISA", "If FOISA s.17 is meant, type exactly that."),
        ("Information not held", "FOIA", "FOIA has no exemption for what is not held: type “Not held” as the outcome"),
        ("n/a", "FOIA", "Leave the cell blank if nothing was withheld."),
        (" - ", "EIR", "Leave the cell blank if nothing was withheld."),
        ("No exemptions applied.", "EISR", "Leave the cell blank if nothing was withheld."),
        ("s.43(9)", "FOIA", "Type each as law and provision, such as FOIA s.40(2), with a semicolon between two."),
        ("s38(1)(z)", "FOISA", "Type each as law and provision, such as FOISA s.38(1)(b),"),
        ("redacted", "EIR", "Type each as law and provision, such as EIR reg.12(5)(e),"),
        ("x" * 1_000_000, "", "Type each as law and provision, such as FOIA s.40(2),"),
    ],
)
def test_what_to_type_in_place_of_another_way_of_citing(text: str, legislation: str, advice: str) -> None:
    assert read_law().advice_on(text, legislation).startswith(advice)


@pytest.mark.parametrize(
    ("citation", "law", "likes"),
    [
        ("FOIA s.40(2)", "EIR", "EIR reg.13(1)"), ("FOIA s.40(2)", "FOISA", "FOISA s.38(1)(b)"),
        ("FOIA s.12(1)", "EIR", "EIR reg.12(4)(b)"), ("FOIA s.31(1)(g)", "FOISA", "FOISA s.35"),
        ("EIR reg.12(5)(e)", "FOIA", "FOIA s.43"), ("EIR reg.12(5)(a)", "FOIA", "FOIA s.24; FOIA s.26; FOIA s.27"),
        ("EIR reg.12(4)(a)", "EISR", "EISR reg.10(4)(a)"), ("EIR reg.12(4)(a)", "FOIA", ""), ("FOIA s.22", "EIR", ""),
    ],
)  # fmt: skip
def test_what_comes_nearest_in_another_law(citation: str, law: str, likes: str) -> None:
    assert "; ".join(map(str, likes_of(_citation(citation), law))) == likes


@pytest.mark.parametrize("law", ["FOIA", "FOISA", "EIR", "EISR"])
def test_what_is_named_in_words_is_in_the_law(law: str) -> None:
    for _, meant in wordings_of(law):
        for provision in meant:
            assert (law, provision) in read_law().provisions, provision
