"""Word documents: each thing that can be hidden in one, and the same document without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from tests.documents.makers import (
    RELS,
    add_relation,
    document,
    exif,
    instead,
    look,
    picture,
    places,
    relation,
    repacked,
    traced,
    words,
    workbook,
)  # fmt: skip

W = nsdecls("w")


def run(made: Any, text: str = "Jane Bloggs complained") -> Any:
    return made.add_paragraph().add_run(text)


def vanish(made: Any) -> None:
    run(made).font.hidden = True


def white(made: Any) -> None:
    run(made).font.color.rgb = RGBColor(255, 255, 255)


def tiny(made: Any) -> None:
    run(made).font.size = Pt(1)


def hidden_style(made: Any) -> None:
    style = made.styles.add_style("Secret", 2)
    style.font.hidden = True
    run(made).style = style


def hidden_paragraph_style(made: Any) -> None:
    style = made.styles.add_style("Secret", 1)
    style.font.hidden = True
    made.add_paragraph("Jane Bloggs complained", style)


def comment(made: Any) -> None:
    made.add_comment(run(made, "x"), text="Ask Jane Bloggs", author="A. Manager", initials="AM")


def change(kind: str, text: str) -> Callable[[Any], None]:
    def fill(made: Any) -> None:
        made.add_paragraph()._p.append(parse_xml(
            f'<w:{kind} {W} w:id="1" w:author="A. Manager" w:date="2024-01-01T00:00:00Z"><w:r><w:{text}>Jane Bloggs'
            f"</w:{text}></w:r></w:{kind}>"))  # fmt: skip

    return fill


def cropped(made: Any) -> None:
    import io

    made.add_paragraph("Jane Bloggs")
    shape = made.add_picture(io.BytesIO(picture()))
    blip = shape._inline.graphic.graphicData.pic.blipFill
    blip.insert(1, parse_xml(f'<a:srcRect {nsdecls("a")} l="30000"/>'))


def photograph(made: Any) -> None:
    import io

    made.add_paragraph("Jane Bloggs")
    made.add_picture(io.BytesIO(picture(exif=exif(gps=True))))


def variable(made: Any) -> None:
    made.settings.element.append(parse_xml(
        f'<w:docVars {W}><w:docVar w:name="Client" w:val="Jane Bloggs"/></w:docVars>'))  # fmt: skip


def merge(made: Any) -> None:
    made.settings.element.append(parse_xml(
        f'<w:mailMerge {W}><w:query w:val="SELECT * FROM Bloggs"/></w:mailMerge>'))  # fmt: skip


def author(made: Any) -> None:
    made.core_properties.author = "Jane Bloggs"


CASES = [
    ("hidden-text", vanish, "paragraph 2"),
    ("hidden-text", white, "paragraph 2"),
    ("hidden-text", tiny, "paragraph 2"),
    ("hidden-text", hidden_style, "paragraph 2"),
    ("hidden-text", hidden_paragraph_style, "paragraph 2"),
    ("comments", comment, "1 comment"),
    ("tracked-changes", change("ins", "t"), "1 change"),
    ("tracked-changes", change("del", "delText"), "1 change, 1 of them with deleted text"),
    ("tracked-changes", change("moveFrom", "t"), "1 change, 1 of them with deleted text"),
    ("cropped-picture", cropped, ""),
    ("location", photograph, "in “image1.jpg”"),
    ("custom-data", variable, "the variable “Client”"),
    ("connection", merge, "the list of addresses of a mail merge"),
    ("author", author, "properties, the author"),
]


@pytest.mark.parametrize(("kind", "fill", "where"), CASES, ids=[f"{case[0]} {case[1].__name__}" for case in CASES])
def test_what_is_hidden_is_found_named_and_located(
    kind: str, fill: Callable[[Any], None], where: str, tmp_path: Path
) -> None:
    found = look(tmp_path, "a.docx", document(fill))
    assert where in places(found, kind)
    assert "Bloggs" in words(found)
    assert found.problem == ""


def harmless(made: Any) -> None:
    run(made, "plain").font.hidden = False
    cell = made.add_table(1, 1).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="003366"/>'))
    cell.paragraphs[0].add_run("Heading").font.color.rgb = RGBColor(255, 255, 255)
    shaded = made.add_paragraph().add_run("Note")
    shaded.font.color.rgb = RGBColor(255, 255, 255)
    shaded._r.get_or_add_rPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="000000"/>'))
    made.core_properties.author = "python-docx"
    made.settings.element.append(parse_xml(f"<w:trackRevisions {W}/>"))


@pytest.mark.parametrize("fill", [lambda made: None, harmless])
def test_a_clean_document_has_no_trace(fill: Callable[[Any], None], tmp_path: Path) -> None:
    """White on a dark ground, text that is said not to be hidden, tracking that tracked nothing."""
    found = look(tmp_path, "a.docx", document(fill))
    assert (found.traces, found.problem) == ((), "")
    assert ("paragraph 1", "The council answered the request in full.") in [(p.where, p.text) for p in found.passages]


def test_tables_are_tables_and_not_told_twice(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        table = made.add_table(2, 2)
        for index, text in enumerate(("Name", "Days", "Jane Bloggs", "3")):
            table.cell(index // 2, index % 2).text = text

    found = look(tmp_path, "a.docx", document(fill))
    [grid] = found.grids
    assert (grid.sheet, grid.header, grid.columns) == ("table 1", ("Name", "Days"), (("Jane Bloggs",), ("3",)))
    assert not any("Bloggs" in passage.text for passage in found.passages)


def test_headers_footers_and_notes_are_read(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.sections[0].header.paragraphs[0].text = "Case of Jane Bloggs"

    found = look(tmp_path, "a.docx", document(fill))
    assert ("page header, paragraph 1", "Case of Jane Bloggs") in [(p.where, p.text) for p in found.passages]


PARTS: list[tuple[str, str, dict[str, Any]]] = [
    ("template", "", {"word/_rels/settings.xml.rels": RELS.format(
        relation("rId1", "attachedTemplate", "file:///H:/Bloggs/letter.dotm", outside=True))}),
    ("macros", "", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
    ("embedded-file", "“pay.xlsx”, an Excel workbook", {"word/embeddings/pay.xlsx": workbook()}),
    ("embedded-file", "“oleObject1.bin”, an Office file of the kind before 2007, or one that is locked with a password",
     {
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"}),
    ("connection", "to whom letters of a mail merge go", {
        "word/recipientData.xml": f'<w:recipients {W}><w:uniqueTag w:val="Jane Bloggs"/></w:recipients>'}),
    ("custom-data", "the part customXml/item1.xml", {"customXml/item1.xml": "<case><who>Bloggs</who></case>"}),
    ("outside-link", "", {
        "word/_rels/document.xml.rels": add_relation("rId99", "image", "https://b.example/x.png", True)}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "where", "parts"), PARTS, ids=[case[0] + case[1][:12] for case in PARTS])
def test_parts_that_only_word_writes(kind: str, where: str, parts: dict[str, Any], tmp_path: Path) -> None:
    assert where in places(look(tmp_path, "a.docx", repacked(document(), parts)), kind)


def test_a_chart_brings_its_workbook(tmp_path: Path) -> None:
    chart = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:strCache><c:pt idx="0">
    <c:v>John Smith</c:v></c:pt></c:strCache><c:externalData/></c:chartSpace>"""
    found = look(tmp_path, "a.docx", repacked(document(), {
        "word/charts/chart1.xml": chart, "word/embeddings/w.xlsx": workbook(),
        "word/charts/_rels/chart1.xml.rels": RELS.format(relation("rId1", "package", "../embeddings/w.xlsx")),
    }))  # fmt: skip
    assert places(found, "chart-data") == ["“w.xlsx”"]
    assert "John Smith" in words(found)
    assert any("North" in column for grid in found.grids for column in grid.columns)


def test_a_document_without_its_text_is_broken(tmp_path: Path) -> None:
    assert "broken" in look(tmp_path, "a.docx", repacked(document(), {"word/document.xml": None})).problem


def test_text_that_is_switched_off_in_one_place_is_seen(tmp_path: Path) -> None:
    """A style hides, and the run itself says that it does not."""

    def fill(made: Any) -> None:
        hidden_style(made)
        made.paragraphs[-1].runs[0].font.hidden = False

    assert traced(look(tmp_path, "a.docx", document(fill))) == set()


def test_names_that_every_program_writes_are_of_nobody(tmp_path: Path) -> None:
    content = repacked(
        document(),
        {
            "docProps/core.xml": instead(
                r"<dc:creator\s*/>|<dc:creator></dc:creator>", "<dc:creator>Microsoft Office User</dc:creator>"
            )
        },
    )
    assert traced(look(tmp_path, "a.docx", content)) == set()


def drawn(left: int, more: str = "", fill: str = "", words_: str = "") -> str:
    """Return a paragraph with a shape that is ``left`` from the edge of the page."""
    spaces = nsdecls("w", "wp", "a")
    return (
        f'<w:p {spaces} xmlns:s="urn:s"><w:r><w:drawing><wp:anchor behindDoc="0" {more}>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        '<wp:extent cx="2000000" cy="200000"/><wp:wrapNone/><wp:docPr id="1" name="x" descr="Jane Bloggs"/>'
        f"<s:wsp><s:spPr>{fill}</s:spPr><s:txbx><w:txbxContent><w:p><w:r><w:t>{words_}</w:t></w:r></w:p>"
        "</w:txbxContent></s:txbx></s:wsp></wp:anchor></w:drawing></w:r></w:p>"
    )


def old(look_: str, more: str = "", words_: str = "Jane Bloggs") -> str:
    return (
        f'<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>'
        f'<v:rect style="{look_}" {more} alt="Jane Bloggs">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{words_}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect>"
        "</w:pict></w:r></w:p>"
    )


def field(stated: str) -> str:
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (stated[:3], stated[3:]))
    return f"<w:p {W}>{pieces}<w:r><w:t>Jane Bloggs</w:t></w:r></w:p>"


SOLID = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("off-page", drawn(-90_000_000)),
        ("off-page", drawn(90_000_000)),
        ("hidden-shape", drawn(1000, 'hidden="1"')),
        ("hidden-shape", old("position:absolute;visibility:hidden")),
        ("covering-shape", drawn(1000, fill=SOLID.format("000000"))),
        ("covering-shape", drawn(1000, fill=SOLID.format("FFFFFF"))),
        ("covering-shape", old("position:absolute;z-index:1", 'fillcolor="black"', "")),
        ("macros", field("DDEAUTO cmd /k")),
        ("outside-link", field(r"INCLUDETEXT C:\\a.docx")),
        (None, drawn(1000)),
        (None, drawn(1000, fill=SOLID.format("4F81BD"))),
        (None, drawn(1000, fill=SOLID.format("000000"), words_="A label")),
        (None, old("position:absolute;z-index:-1", 'fillcolor="black"', "")),
        (None, field(r"HYPERLINK https://anytown.example/")),
        (None, field(r'TOC \o "1-3" \h')),
    ],
)
def test_what_is_drawn_or_fetched(kind: str | None, body: str, tmp_path: Path) -> None:
    found = look(tmp_path, "a.docx", document(lambda made: made.element.body.insert(1, parse_xml(body))))
    assert (traced(found), found.problem) == ({kind} if kind else set(), "")
    assert "Jane Bloggs" in words(found)


@pytest.mark.parametrize(
    "body",
    [
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Jane Bloggs"/></w:dropDownList></w:sdtPr></w:sdt>',
        '<w:p><w:r><w:ffData><w:textInput><w:default w:val="Jane Bloggs"/></w:textInput></w:ffData></w:r></w:p>',
        '<w:p><w:hyperlink w:anchor="x" w:tooltip="Jane Bloggs"/></w:p>',
        '<w:p><w:permStart w:id="1" w:ed="ANYTOWN\\Jane Bloggs"/></w:p>',
        "<w:p><!-- Jane Bloggs --></w:p>",
    ],
)
def test_no_words_of_a_document_are_passed_over(body: str, tmp_path: Path) -> None:
    content = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    assert "Jane Bloggs" in words(look(tmp_path, "a.docx", repacked(document(), {"word/document.xml": content})))
