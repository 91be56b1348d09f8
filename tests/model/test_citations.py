"""Citations: written in one way, and guessed at for a message where they are written in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.model.citations import Citation, parse_citation

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "text",
    [
        "FOIA s.12", "FOIA s.22A", "FOIA s.22A(2)", "FOIA s.40(2)", "FOIA s.40(5B)(a)(i)", "FOIA s.31(1)(g)",
        "FOIA s.36(2)(b)(ii)", "FOIA s.37(1)(ad)", "FOISA s.30(b)(i)", "FOISA s.26(a)", "FOISA s.38(2A)",
        "EIR reg.12(4)(a)", "EIR reg.13(5A)", "EIR reg.13", "EISR reg.10(5)(e)", "EISR reg.11(2)",
        "FOIA s.36(2)(a)(iii)", "FOIA s.30(1)(a)(ii)", "FOIA s.32(1)(c)(ii)", "FOISA s.34(2)(b)(i)",
        "EIR reg.12(5)(f)(iii)",
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
        "FOIA s.40(2)(personal)", "FOIA s.40(2AB)", "FOIA s.40(100)", "EIR reg.12(4)(be)",
    ],
)  # fmt: skip
def test_what_is_not_in_the_standards_form_is_not_read(text: str) -> None:
    assert parse_citation(text) is None


def test_parents_are_the_finest_first() -> None:
    assert Citation("FOIA", "s.36(2)(b)(i)").parents == ("s.36(2)(b)(i)", "s.36(2)(b)", "s.36(2)", "s.36")
