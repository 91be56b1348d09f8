"""Presentations of PowerPoint: each thing that can be hidden in one, and the same presentation without it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx.util import Inches

from tests.documents.makers import RELS, look, picture, places, relation, repacked, slides, traced, words


def box(made: Any, left: float) -> None:
    shape = made.slides[0].shapes.add_textbox(Inches(left), Inches(1), Inches(2), Inches(1))
    shape.text_frame.text = "Jane Bloggs complained"


def notes(made: Any) -> None:
    made.slides[0].notes_slide.notes_text_frame.text = "Do not mention Jane Bloggs"


def hidden(made: Any) -> None:
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Jane Bloggs"
    slide._element.set("show", "0")


def off_left(made: Any) -> None:
    box(made, -3)


def off_right(made: Any) -> None:
    box(made, 20)


def cropped(made: Any) -> None:
    box(made, 1)
    made.slides[0].shapes.add_picture(io.BytesIO(picture()), 0, 0).crop_left = 0.4


def switched_off(made: Any) -> None:
    box(made, 1)
    made.slides[0].shapes[-1]._element.nvSpPr.cNvPr.set("hidden", "1")


def removed(made: Any) -> None:
    """A slide that was taken out of the list and left in the file."""
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "Jane Bloggs"
    listed = made.slides._sldIdLst
    listed.remove(listed[-1])


def author(made: Any) -> None:
    made.core_properties.last_modified_by = "Jane Bloggs"


CASES = [
    ("notes", notes, "slide 1"),
    ("hidden-slide", hidden, "slide 2"),
    ("hidden-slide", removed, "a slide that is no longer listed, ppt/slides/slide2.xml"),
    ("off-page", off_left, "slide 1"),
    ("off-page", off_right, "slide 1"),
    ("cropped-picture", cropped, "slide 1"),
    ("hidden-shape", switched_off, "slide 1"),
    ("author", author, "properties, who changed it last"),
]


@pytest.mark.parametrize(("kind", "fill", "where"), CASES, ids=[case[1].__name__ for case in CASES])
def test_what_is_hidden_is_found_named_and_located(
    kind: str, fill: Callable[[Any], None], where: str, tmp_path: Path
) -> None:
    found = look(tmp_path, "a.pptx", slides(fill))
    assert where in places(found, kind)
    assert "Bloggs" in words(found)
    assert found.problem == ""


def harmless(made: Any) -> None:
    box(made, 1)
    assert made.slides[0].notes_slide is not None
    made.slides[0].shapes.add_picture(io.BytesIO(picture()), 0, 0)
    table = made.slides[0].shapes.add_table(2, 2, 0, 0, Inches(3), Inches(1)).table
    for index, text in enumerate(("Ward", "Tonnes", "North", "12")):
        table.cell(index // 2, index % 2).text = text


def test_a_clean_presentation_has_no_trace(tmp_path: Path) -> None:
    """Pages of notes on which nothing is written are no notes."""
    found = look(tmp_path, "a.pptx", slides(harmless))
    assert (found.traces, found.problem) == ((), "")
    assert any(p.where == "slide 1" and "Waste collected" in p.text for p in found.passages)
    [grid] = found.grids
    assert (grid.sheet, grid.header, grid.columns) == ("slide 1, table 1", ("Ward", "Tonnes"), (("North",), ("12",)))


COMMENTS = """<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="0">
<p:text>Jane Bloggs is wrong</p:text></p:cm></p:cmLst>"""
MODERN = """<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p188:cm id="1"><p188:txBody><a:p><a:r>
<a:t>Jane Bloggs</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>"""


@pytest.mark.parametrize("comments", [COMMENTS, MODERN])
def test_comments_of_both_kinds(comments: str, tmp_path: Path) -> None:
    parts = {
        "ppt/comments/c.xml": comments,
        "ppt/slides/_rels/slide1.xml.rels": RELS.format(relation("rId1", "comments", "../comments/c.xml")),
    }
    found = look(tmp_path, "a.pptx", repacked(slides(), parts))
    assert places(found, "comments") == ["slide 1, 1 comment"]
    assert "Jane Bloggs" in words(found)


def test_a_preview_is_told(tmp_path: Path) -> None:
    found = look(tmp_path, "a.pptx", repacked(slides(), {"docProps/thumbnail.jpeg": picture()}))
    assert traced(found) == {"preview"}


def test_text_in_groups_is_read(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        group = made.slides[0].shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Jane Bloggs"

    assert "Jane Bloggs" in words(look(tmp_path, "a.pptx", slides(fill)))
