"""What the process that reads a file hands over: text and numbers alone, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.documents import Document, Grid, Passage, Trace
from disclosurelog.reading.documents.gathering import Gathering, counted, listed, short
from disclosurelog.reading.documents.watch import bytes_of, document_from

TEXT = st.text(st.characters(exclude_categories=()))


@given(TEXT, TEXT, TEXT)
def test_a_document_comes_back_as_it_was(first: str, second: str, third: str) -> None:
    given_ = Document(
        "csv",
        (Passage(first, second),),
        (Grid(first, (second, third), ((third,), ("",)), 3, 1), Grid("", (), ())),
        (Trace(second, first, third), Trace("kind", "where")),
        third,
    )
    assert document_from(bytes_of(given_)) == given_


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "x"}', b"\xff"])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no document|Expecting|decode"):
        document_from(content)


class Lazy(str):
    """A text of a library, which may carry the whole file with it."""

    __slots__ = ("file",)


def test_only_plain_text_is_kept() -> None:
    found = Gathering()
    found.say(Lazy("page 1"), Lazy("text"))
    found.trace("author", Lazy("page 1"), Lazy("x"))
    found.fail(Lazy("Broken."))
    made = found.document("pdf")
    held = [made.passages[0].where, made.passages[0].text, made.traces[0].where, made.traces[0].detail, made.problem]
    assert {type(value) for value in held} == {str}


def test_places_of_files_within_files() -> None:
    inner = Gathering().inside("a.zip").inside("b\n.xlsx")
    inner.say("sheet “X”", "y")
    inner.fail("it ends early.")
    assert inner.passages[0].where == "in “a.zip”, in “b .xlsx”, sheet “X”"
    assert inner.problems == ["In “a.zip”, in “b .xlsx”: it ends early."]


def test_words_for_numbers_and_lists() -> None:
    assert [counted(1, "comment"), counted(1200, "comment")] == ["1 comment", "1,200 comments"]
    assert [listed([]), listed(["A1"]), listed(["A1", "B2"]), listed(["A1", "B2", "C3"])] == [
        "",
        "A1",
        "A1 and B2",
        "A1, B2 and C3",
    ]
    assert listed([str(n) for n in range(10)]) == "0, 1, 2, 3, 4, 5, 6, 7 and 2 more"
    assert len(short("x" * 200)) == 60
