"""What is not seen for its colour, size or place, in every kind of document, and its harmless siblings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Color, Font, GradientFill, PatternFill
from pptx.dml.color import RGBColor
from pptx.util import Inches, Pt

from disclosurelog.reading.documents.colours import colour_of, drawn_colour, is_seen, scheme_of, tinted
from disclosurelog.reading.documents.xml_parts import parse
from tests.documents.makers import document, look, open_text, places, repacked, slides, traced, words, workbook

JANE = "Jane Bloggs complained"
W = nsdecls("w")
FONT, FILL = {"color": "FFFFFFFF"}, PatternFill("solid", fgColor="FF000000")


@pytest.mark.parametrize(
    ("letters", "ground", "seen"),
    [
        ("ffffff", "ffffff", False), ("fefefe", "ffffff", False), ("f5f5f5", "ffffff", False),
        ("f2f2f2", "ffffff", True), ("000000", "0a0a0a", False), ("ffff00", "ffff00", False),
        ("ff0000", "00ff00", True), ("808080", "ffffff", True), ("000080", "000000", True),
    ],
)  # fmt: skip
def test_letters_need_contrast(letters: str, ground: str, seen: bool) -> None:
    over, under = colour_of(letters), colour_of(ground)
    assert over is not None
    assert under is not None
    assert is_seen(over, (under,)) is seen


@pytest.mark.parametrize(
    ("stated", "colour"),
    [("FF1F497D", (31, 73, 125)), ("#1f497d", (31, 73, 125)), ("darkBlue", (0, 0, 128)), ("auto", None), ("", None),
     ("#fff", None), ("12345g", None)],
)  # fmt: skip
def test_colours_are_stated_in_many_ways(stated: str, colour: tuple[int, int, int] | None) -> None:
    assert colour_of(stated) == colour


def test_colours_of_a_theme_are_changed_as_office_changes_them() -> None:
    scheme = scheme_of(None)
    assert tinted((0, 0, 0), 1.0) == (255, 255, 255)
    assert all(abs(a - b) < 2 for a, b in zip(tinted((79, 129, 189), -0.5), (36, 64, 98), strict=True))
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for inner, colour in (
        ('<a:schemeClr val="bg1"/>', (255, 255, 255)),
        ('<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>', (128, 128, 128)),
        ('<a:srgbClr val="000000"><a:alpha val="20000"/></a:srgbClr>', None),
    ):
        assert drawn_colour(parse(f"<a:solidFill {a}>{inner}</a:solidFill>".encode()), scheme) == colour


# Workbooks: a cell with words, and one with a number


def cell(font: Any = None, fill: Any = None, code: str = "General", value: object = JANE) -> Callable[[Any], None]:
    def change(book: openpyxl.Workbook) -> None:
        one = book["Public"]["B2"]
        one.value, one.number_format = value, code
        if font:
            one.font = Font(**font)
        if fill:
            one.fill = fill
        book["Public"]["C2"] = JANE

    return change


def rich(book: openpyxl.Workbook) -> None:
    book["Public"]["B2"] = CellRichText("seen ", TextBlock(InlineFont(color="FFFFFFFF"), JANE))


def ruled(font: str) -> Callable[[Any], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["Public"]["B2"] = JANE
        book["Public"].conditional_formatting.add("B2:B9", FormulaRule(formula=["TRUE"], font=Font(color=font)))

    return change


def merged(left: str) -> Callable[[Any], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["Public"]["A3"], book["Public"]["B3"] = left, JANE
        book["Public"].merged_cells.add("A3:C3")
        book["Public"]["C3"] = None

    return change


def no_width(book: openpyxl.Workbook) -> None:
    book["Public"]["B2"] = JANE
    book["Public"].sheet_format.defaultColWidth = 0


CELL = "sheet “Public”, cell B2"


@pytest.mark.parametrize(
    ("kind", "where", "fill"),
    [
        ("unseen-cells", CELL, cell({"color": "FFFDFDFD"})),
        ("unseen-cells", CELL, cell({"color": Color(theme=0)})),
        ("unseen-cells", CELL, cell({"color": Color(theme=0, tint=-0.01)})),
        ("unseen-cells", CELL, cell(FONT, PatternFill("solid", fgColor="FFFFF8F8"))),
        ("unseen-cells", CELL, cell(fill=PatternFill("solid", fgColor=Color(theme=1)))),
        ("unseen-cells", CELL, cell(fill=GradientFill(stop=("000000", "000000")))),
        ("unseen-cells", CELL, cell(code="0;-0;0;")),
        ("unseen-cells", CELL, cell(code=';;;"****"')),
        ("unseen-cells", CELL, cell(code="General;General;General;[White]@")),
        ("unseen-cells", CELL, cell(code="[White]General")),
        ("unseen-cells", CELL, cell(code=";;", value=9)),
        ("unseen-cells", CELL, rich),
        ("unseen-cells", "sheet “Public”, cell B3", merged("Total")),
        ("hiding-rule", "sheet “Public”, cells B2:B9", ruled("FFFFFFFF")),
        ("hidden-columns", "sheet “Public”, columns A to C", no_width),
    ],
)
def test_cells_that_are_not_seen(kind: str, where: str, fill: Callable[[Any], None], tmp_path: Path) -> None:
    found = look(tmp_path, "a.xlsx", workbook(fill))
    assert (places(found, kind), traced(found), found.problem) == ([where], {kind}, "")
    assert JANE in words(found)


@pytest.mark.parametrize(
    "fill",
    [
        cell({"color": "FFF2F2F2"}),
        cell({"color": Color(theme=0, tint=-0.5)}),
        cell(FONT, FILL),
        cell(FONT, GradientFill(stop=("FFFFFF", "000000"))),
        cell(FONT, PatternFill("solid", fgColor=Color(theme=4))),
        cell(code="0;-0;;@", value=0),
        cell(code='"Yes";;"No"', value=1),
        cell(code='_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'),
        cell(code="[h]:mm;@", value=1.5),
        cell(code="[Red]#,##0;[Blue]-#,##0", value=-3),
        cell(code="dd mmmm yyyy;@", value=45000),
        ruled("FF9C0006"),
        merged(JANE),
    ],
)
def test_cells_that_are_seen(fill: Callable[[Any], None], tmp_path: Path) -> None:
    assert traced(look(tmp_path, "a.xlsx", workbook(fill))) == set()


# Word: what is stated of a run, of its paragraph, and of the cell that it is in


def run(look_: str = "", lines: str = "", shade: str = "", table: str = "") -> Callable[[Any], None]:
    def change(made: Any) -> None:
        words_ = f"<w:r><w:rPr>{look_}</w:rPr><w:t>{JANE}</w:t></w:r>"
        paragraph = f"<w:p {W}><w:pPr>{lines}</w:pPr>{words_}</w:p>"
        if shade or table:
            held = f"<w:tr><w:trPr>{table}</w:trPr><w:tc><w:tcPr>{shade}</w:tcPr>{paragraph}</w:tc></w:tr>"
            paragraph = f"<w:tbl {W}><w:tblPr/>{held}</w:tbl>"
        made.element.body.insert(1, parse_xml(paragraph))

    return change


def ground(colour: str, pattern: str = "clear") -> str:
    return f'<w:shd w:val="{pattern}" w:color="auto" w:fill="{colour}"/>'


def letters(colour: str, more: str = "") -> str:
    return f'<w:color w:val="{colour}"{more}/>'


def styled(of: str, based: str) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        for mark, base, held in (("Base", "", of), ("Own", '<w:basedOn w:val="Base"/>', based)):
            made.styles.element.append(
                parse_xml(
                    f'<w:style {W} w:type="paragraph" w:styleId="{mark}"><w:name w:val="{mark}"/>{base}{held}</w:style>'
                )
            )
        run(lines='<w:pStyle w:val="Own"/>')(made)

    return change  # fmt: skip


def of_all(made: Any) -> None:
    [default] = made.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    default.append(parse_xml(f"<w:vanish {W}/>"))


LINE = "paragraph 2"
THEME = ' w:themeColor="background1"'


@pytest.mark.parametrize(
    ("kind", "where", "fill"),
    [
        ("hidden-text", LINE, run(letters("FDFDFD"))),
        ("hidden-text", LINE, run(letters("auto", THEME))),
        ("hidden-text", LINE, run('<w:highlight w:val="black"/>')),
        ("hidden-text", LINE, run(letters("FFFF00") + '<w:highlight w:val="yellow"/>')),
        ("hidden-text", LINE, run(letters("000000") + ground("000000"))),
        ("hidden-text", LINE, run(letters("000000"), lines=ground("000000"))),
        ("hidden-text", LINE, run(letters("000000"), shade=ground("000000"))),
        ("hidden-text", LINE, run(letters("FFFFFF"), shade=ground("auto"))),
        ("hidden-text", LINE, run('<w:w w:val="1"/>')),
        ("hidden-text", LINE, run('<w:sz w:val="3"/>')),
        ("hidden-text", LINE, run(lines='<w:spacing w:line="1" w:lineRule="exact"/>')),
        ("hidden-text", LINE, styled(f"<w:rPr>{letters('FFFFFF')}</w:rPr>", "")),
        ("hidden-text", "table 1, a hidden row", run(table="<w:hidden/>")),
        ("hidden-text", "paragraph 1", of_all),
        ("off-page", LINE, run(lines='<w:ind w:left="-20000"/>')),
    ],
)
def test_words_that_are_not_seen(kind: str, where: str, fill: Callable[[Any], None], tmp_path: Path) -> None:
    found = look(tmp_path, "a.docx", document(fill))
    assert where in places(found, kind)
    assert (traced(found), found.problem) == ({kind}, "")
    assert JANE in words(found) or fill is of_all


HARMLESS = (
    run(letters("auto")),
    run(letters("FFFFFF") + '<w:highlight w:val="darkBlue"/>'),
    run('<w:highlight w:val="yellow"/>'),
    run(ground("000000")),  # letters without a colour turn white by themselves
    run(letters("FFFFFF"), lines=ground("1F497D")),
    run(letters("FFFFFF"), shade=ground("1F497D")),
    run(letters("FFFFFF"), shade='<w:shd w:val="clear" w:fill="auto" w:themeFill="text2"/>'),
    run(letters("FFFFFF", ' w:themeColor="background1" w:themeShade="80"')),
    run(lines='<w:ind w:left="-720"/>'),
    run(lines='<w:spacing w:line="240" w:lineRule="exact"/>'),
)
WHITE_STYLE = f"<w:rPr>{letters('FFFFFF')}</w:rPr>"


@pytest.mark.parametrize(
    "fills",
    [
        HARMLESS,
        (styled(WHITE_STYLE, f"<w:rPr>{letters('000000')}</w:rPr>"),),
        (styled(f"{WHITE_STYLE}<w:pPr>{ground('1F497D')}</w:pPr>", ""),),
    ],
)
def test_words_that_are_seen(fills: tuple[Callable[[Any], None], ...], tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for change in fills:
            change(made)

    assert traced(look(tmp_path, "a.docx", document(fill))) == set()


# Slides: a text box, what is drawn over it, and what is behind it

COLOUR: Any = RGBColor
BLACK, WHITE, BLUE = (COLOUR(*one) for one in ((0, 0, 0), (255, 255, 255), (0, 0, 120)))


def textbox(made: Any, colour: RGBColor | None = None, size: int = 18, words_: str = JANE) -> Any:
    shape = made.slides[0].shapes.add_textbox(Inches(1), Inches(3), Inches(4), Inches(2))
    shape.text_frame.text = words_
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    if colour is not None:
        shape.text_frame.paragraphs[0].runs[0].font.color.rgb = colour
    return shape


def drawn(made: Any, colour: RGBColor, *place: float, words_: str = "") -> Any:
    shape = made.slides[0].shapes.add_shape(1, *(Inches(side) for side in place))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour
    shape.text_frame.text = words_
    return shape


def papered(made: Any, paper: RGBColor, colour: RGBColor) -> Any:
    made.slides[0].background.fill.solid()
    made.slides[0].background.fill.fore_color.rgb = paper
    return textbox(made, colour)


def filled(made: Any, ground_: RGBColor, colour: RGBColor) -> Any:
    shape = textbox(made, colour)
    shape.fill.solid()
    shape.fill.fore_color.rgb = ground_
    return shape


@pytest.mark.parametrize(
    ("kind", "fill"),
    [
        ("hidden-text", lambda made: textbox(made, WHITE)),
        ("hidden-text", lambda made: textbox(made, size=1)),
        ("hidden-text", lambda made: papered(made, BLACK, BLACK)),
        ("hidden-text", lambda made: filled(made, BLACK, BLACK)),
        ("unseen-text", lambda made: (textbox(made), drawn(made, BLUE, 0.5, 2.5, 6, 4))),
        ("covering-shape", lambda made: (textbox(made), drawn(made, BLACK, 1.2, 3.2, 2, 0.4))),
        (None, lambda made: papered(made, BLUE, WHITE)),
        (None, lambda made: filled(made, BLUE, WHITE)),
        (None, lambda made: (drawn(made, BLUE, 0.5, 2.5, 6, 4), textbox(made, WHITE))),
        (None, lambda made: (textbox(made), drawn(made, BLUE, 1.2, 3.2, 2, 0.4))),
        (None, lambda made: (textbox(made), drawn(made, BLACK, 1.2, 3.2, 2, 0.4, words_="Label"))),
        (None, lambda made: (drawn(made, BLACK, 0.5, 2.5, 6, 0.05), textbox(made))),
    ],
)
def test_slides(kind: str | None, fill: Callable[[Any], Any], tmp_path: Path) -> None:
    found = look(tmp_path, "a.pptx", slides(fill))
    assert traced(found) == ({kind} if kind else set())
    assert JANE in words(found)


# OpenDocument: the styles of a run, of its paragraph and of its cell

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
                        ("fo", "xsl-fo-compatible"))
)  # fmt: skip
TEXT = '<text:p text:style-name="P"><text:span text:style-name="T">{}</text:span></text:p>'
CELLED = f'<table:table><table:table-row><table:table-cell table:style-name="C">{TEXT}</table:table-cell></table:table-row></table:table>'  # noqa: E501


def style(name: str, family: str, inner: str, parent: str = "") -> str:
    more = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{more}>{inner}</style:style>'


def font(stated: str) -> str:
    return f"<style:text-properties {stated}/>"


PALE, DARK = font('fo:color="#fefefe"'), '<style:{}-properties fo:background-color="#003366"/>'


@pytest.mark.parametrize(
    ("hidden", "styles", "body"),
    [
        (True, style("T", "text", PALE), TEXT),
        (True, style("T", "text", "", "B") + style("B", "text", PALE), TEXT),
        (True, style("P", "paragraph", PALE), TEXT),
        (True, style("T", "text", font('fo:color="#000000" fo:background-color="#000000"')), TEXT),
        (True, style("T", "text", font('fo:font-size="1%"')), TEXT),
        (True, style("T", "text", font('style:text-scale="1%"')), TEXT),
        (False, style("T", "text", PALE) + style("P", "paragraph", DARK.format("paragraph")), TEXT),
        (False, style("P", "paragraph", PALE) + style("C", "table-cell", DARK.format("table-cell")), CELLED),
        (False, style("P", "paragraph", PALE) + style("T", "text", font('fo:color="#000000"')), TEXT),
        (False, style("T", "text", font('fo:color="#ffffff" style:use-window-font-color="true"')), TEXT),
        (False, style("T", "paragraph", PALE), TEXT),
    ],
)
def test_open_texts(hidden: bool, styles: str, body: str, tmp_path: Path) -> None:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{body.format(JANE)}</office:text></office:body></office:document-content>"
    )
    found = look(tmp_path, "a.odt", repacked(open_text(), {"content.xml": content}))
    assert places(found, "hidden-text") == (["paragraph 1"] if hidden else [])
    assert JANE in words(found)
