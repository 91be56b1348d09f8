"""Citations: written in one way, and guessed at for a message where they are written in another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.citations import Citation, parse_citation, suggest_citation, suggest_citations

ROOT = Path(__file__).resolve().parents[2]


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
        ("reg 12(5)(e)", "EIR", "EIR reg.12(5)(e)"),
        ("FOIA 40(2)", "", "FOIA s.40(2)"),
        ("s40 (2) (a)", "FOIA", "FOIA s.40(2)(a)"),
        ("Section 43 (2)", "FOIA", "FOIA s.43(2)"),
        # Other brackets, blanks, dashes and stops.
        ("s.40[2]", "FOIA", "FOIA s.40(2)"),
        ("s.40{2}", "FOIA", "FOIA s.40(2)"),
        ("ｓ４０（２）", "FOIA", "FOIA s.40(2)"),
        ("s.\u00a040\u00a0(2)", "FOIA", "FOIA s.40(2)"),
        ("40-2", "FOIA", "FOIA s.40(2)"),
        ("s.40.2", "FOIA", "FOIA s.40(2)"),
        ("12.5.e", "EIR", "EIR reg.12(5)(e)"),
        ("s 31 1 g", "FOIA", "FOIA s.31(1)(g)"),
        ("§ 31(1)(a)", "FOIA", "FOIA s.31(1)(a)"),
        ("s.40(2).", "FOIA", "FOIA s.40(2)"),
        ("(s.40(2))", "FOIA", "FOIA s.40(2)"),
        # Parts that are run together.
        ("36(2)bi", "FOIA", "FOIA s.36(2)(b)(i)"),
        ("36(2)(bii)", "FOIA", "FOIA s.36(2)(b)(ii)"),
        ("37(1)ac", "FOIA", "FOIA s.37(1)(ac)"),
        ("S22A", "FOIA", "FOIA s.22A"),
        ("22 (A)", "FOIA", "FOIA s.22A"),
        ("s.26a", "FOISA", "FOISA s.26(a)"),
        ("s30b(i)", "FOISA", "FOISA s.30(b)(i)"),
        # The condition in one breath with the exemption: the exemption is meant.
        ("40(2)(3A)", "FOIA", "FOIA s.40(2)"),
        ("s.40(2)(3A)(a)", "FOIA", "FOIA s.40(2)"),
        ("38(1)(b)(2A)", "FOISA", "FOISA s.38(1)(b)"),
        # With the name of the law, before or after, long or short.
        ("Section 40(2) of the Freedom of Information Act 2000", "", "FOIA s.40(2)"),
        ("FOI Act s40(2)", None, "FOIA s.40(2)"),
        ("s40(2) FOIA", "EIR", "FOIA s.40(2)"),
        ("FOIA40(2)", "", "FOIA s.40(2)"),
        ("Regulation 12(5)(e) EIR", "", "EIR reg.12(5)(e)"),
        ("EIR 2004 reg 12(4)(b)", "", "EIR reg.12(4)(b)"),
        ("Environmental Information Regulations 2004, regulation 13(1)", "", "EIR reg.13(1)"),
        ("FOI(S)A s38(1)(b)", "", "FOISA s.38(1)(b)"),
        ("Freedom of Information (Scotland) Act 2002 section 25(1)", "", "FOISA s.25(1)"),
        ("EI(S)R 10(5)(e)", "", "EISR reg.10(5)(e)"),
        ("EIRs reg. 10(4)(a)", "EISR", "EISR reg.10(4)(a)"),
        # With what it is about.
        ("Section 40(2) - Personal Information", "FOIA", "FOIA s.40(2)"),
        ("s.40(2) personal data", "FOIA", "FOIA s.40(2)"),
        ("Section 12 (cost)", "FOIA", "FOIA s.12"),
        ("S.21 – Information accessible by other means", "FOIA", "FOIA s.21"),
        ("Exempt under section 31(1)(a): crime", "FOIA", "FOIA s.31(1)(a)"),
        ("Exemption 43(2)", "FOIA", "FOIA s.43(2)"),
        ("Regulation 12(4)(b) manifestly unreasonable", "EIR", "EIR reg.12(4)(b)"),
        ("s.12 a request for everything", "FOIA", "FOIA s.12"),
        # A section is one of the Act, and a regulation one of the Regulations, whatever the law of the record.
        ("s.40(2)", "EIR", "FOIA s.40(2)"),
        ("s12", "EIR", "FOIA s.12"),
        ("section 12(1)", "EISR", "FOISA s.12(1)"),
        ("reg 12(4)(a)", "FOIA", "EIR reg.12(4)(a)"),
        ("regulation 10(4)(a)", "FOISA", "EISR reg.10(4)(a)"),
        # Unless it can only be a regulation.
        ("s.12(5)(e)", "EIR", "EIR reg.12(5)(e)"),
        ("section 10(5)(b)", "EISR", "EISR reg.10(5)(b)"),
    ],
)
def test_what_was_probably_meant(text: str, legislation: str | None, meant: str) -> None:
    assert str(suggest_citation(text, legislation)) == meant


@pytest.mark.parametrize(
    ("text", "legislation"),
    [
        ("s40(2)", ""), ("s40(2)", None), ("12(5)e", "DPA"), ("", "FOIA"), ("personal data", "FOIA"), ("n/a", "FOIA"),
        ("None", "FOIA"), ("commercial s43", "FOIA"), ("s.40; s.43", "FOIA"), ("s", "FOIA"), ("s.40 and s.43", "FOIA"),
        ("s.402", "FOIA"), ("40(2)(a)(b)", "FOIA"), ("43(1)(2)", "FOIA"), ("s.40(2) DPA 2018", "FOIA"),
        ("DPA s.40", "FOIA"), ("FOIA and EIR 12", ""), ("2024-03-12", "FOIA"), ("12/05/2024", "FOIA"),
        ("FOI-2024-12", "FOIA"), ("section forty", "FOIA"), ("reg 12(5)(e)", ""), ("0(2)", "FOIA"),
        ("s.12: over £450", "FOIA"), ("x" * 200, "FOIA"),
    ],
)  # fmt: skip
def test_where_nothing_can_be_meant_nothing_is_suggested(text: str, legislation: str | None) -> None:
    assert suggest_citation(text, legislation) is None


@pytest.mark.parametrize(
    ("text", "legislation", "meant"),
    [
        ("s40(2) & s43(2)", "FOIA", "FOIA s.40(2); FOIA s.43(2)"),
        ("s.31(1)(a), 40(2)", "FOIA", "FOIA s.31(1)(a); FOIA s.40(2)"),
        ("Sections 40(2) and 43(2)", "FOIA", "FOIA s.40(2); FOIA s.43(2)"),
        ("40(2)/43(2)", "FOIA", "FOIA s.40(2); FOIA s.43(2)"),
        ("FOIA s.40(2) + s.41", "", "FOIA s.40(2); FOIA s.41"),
        ("FOIA s.40(2), EIR 12(5)(e)", "", "FOIA s.40(2); EIR reg.12(5)(e)"),
        ("s.40(2)/(3A)(a)", "FOIA", "FOIA s.40(2); FOIA s.40(3A)(a)"),
        ("40(2)(3A)", "FOIA", "FOIA s.40(2); FOIA s.40(3A)"),
        ("36(2)(b)(i) & (ii)", "FOIA", "FOIA s.36(2)(b)(i); FOIA s.36(2)(b)(ii)"),
        ("36(2)(b) and (c)", "FOIA", "FOIA s.36(2)(b); FOIA s.36(2)(c)"),
        ("Reg 12(5)(e) and (f)", "EIR", "EIR reg.12(5)(e); EIR reg.12(5)(f)"),
        ("s.40(2), s.40(2)", "FOIA", "FOIA s.40(2)"),
        ("s40(2)", "FOIA", "FOIA s.40(2)"),
        ("s.40 and personal data", "FOIA", ""),
        ("s.40(2) and DPA 2018", "FOIA", ""),
        ("12/05/2024", "FOIA", ""),
        ("s40(2) & s43(2)", "", ""),
        ("", "FOIA", ""),
        (",;&", "FOIA", ""),
    ],
)
def test_a_list_is_suggested_whole_or_not_at_all(text: str, legislation: str, meant: str) -> None:
    assert "; ".join(str(one) for one in suggest_citations(text, legislation)) == meant


@given(st.text(st.sampled_from("sSrReg. ()0123456789abcivFOIAEIR,"), max_size=40), st.sampled_from(["FOIA", "EIR", ""]))
def test_a_suggestion_can_be_typed(text: str, legislation: str) -> None:
    meant = suggest_citation(text, legislation)
    assert meant is None or parse_citation(str(meant)) == meant
    assert all(parse_citation(str(one)) == one for one in suggest_citations(text, legislation))


@given(
    st.sampled_from(("FOIA", "FOISA", "EIR", "EISR")),
    st.integers(22, 44),
    st.integers(1, 9),
    st.sampled_from(("", "(a)", "(b)(i)", "(g)")),
    st.sampled_from(("s{}({}){}", "S.{} ({}) {}", "section {}({}){}", "{}({}){}", "({})({}){} - some words")),
)
def test_ways_of_writing_the_same_mean_the_same(law: str, number: int, part: int, rest: str, way: str) -> None:
    act = {"EIR": "FOIA", "EISR": "FOISA"}.get(law, law)
    named = way.startswith(("s", "S"))
    start = f"{act if named else law} {'s.' if named or law == act else 'reg.'}"
    assert str(suggest_citation(way.format(number, part, rest), law)) == f"{start}{number}({part}){rest}"


SENTENCES = (
    "Section 12 (cost of compliance exceeds the appropriate limit).",
    "s40 personal information, third party, and also commercial interests",
    "40 " + "a" * 60 + "!",
    "40 " + "(1" * 60 + "!",
    "1" * 60 + "!",
    "(" * 119,
    "under " * 19,
    "s.40" + " -" * 57 + "!",
    "40(1)" * 23,
    "40 " * 39,
    "x" * 1_000_000,
)


def test_a_sentence_where_a_citation_belongs_is_given_up() -> None:
    # In a process of its own: a pattern that tries every way to split the text would never come back.
    call = (
        "from tests.model.test_citations import SENTENCES, suggest_citations\n"
        "for text in SENTENCES * 50: suggest_citations(text, 'FOIA')"
    )
    subprocess.run([sys.executable, "-c", call], check=True, timeout=10, cwd=ROOT)


def test_parents_are_the_finest_first() -> None:
    assert Citation("FOIA", "s.36(2)(b)(i)").parents == ("s.36(2)(b)(i)", "s.36(2)(b)", "s.36(2)", "s.36")
