"""OpenDocument files: each thing that can be hidden in one, and the same file without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from odf import dc, draw, meta, office, presentation, style, table, text

from disclosurelog.model.documents import Document
from disclosurelog.reading.documents.open_tables import with_counted_cells
from tests.documents.makers import (
    exif,
    look,
    open_sheet,
    open_slides,
    open_text,
    picture,
    places,
    repacked,
    traced,
    words,
)  # fmt: skip


def styled(made: Any, name: str, family: str, *properties: Any) -> Any:
    one = style.Style(name=name, family=family)
    for look_ in properties:
        one.addElement(look_)
    made.automaticstyles.addElement(one)
    return one


def paragraph(made: Any, words_: str = "Jane Bloggs complained", **how: Any) -> Any:
    one = text.P(text=words_, **how)
    made.text.addElement(one)
    return one


# Texts


def hidden_span(made: Any) -> None:
    styled(made, "Gone", "text", style.TextProperties(display="none"))
    paragraph(made, "See ").addElement(text.Span(stylename="Gone", text="Jane Bloggs"))


def white(made: Any) -> None:
    styled(made, "White", "paragraph", style.TextProperties(color="#ffffff"))
    paragraph(made, stylename="White")


def hidden_field(made: Any) -> None:
    paragraph(made, "See").addElement(text.HiddenText(condition="x", stringvalue="Jane Bloggs", ishidden="true"))


def hidden_section(made: Any) -> None:
    section = text.Section(name="Drafts", display="none")
    section.addElement(text.P(text="Jane Bloggs"))
    made.text.addElement(section)


def text_comment(made: Any) -> None:
    note = office.Annotation()
    note.addElement(dc.Creator(text="A. Manager"))
    note.addElement(text.P(text="Jane Bloggs again"))
    paragraph(made, "x").addElement(note)


def text_change(made: Any) -> None:
    changes, region, deletion = text.TrackedChanges(), text.ChangedRegion(check_grammar=False), text.Deletion()
    info = office.ChangeInfo()
    info.addElement(dc.Creator(text="A. Manager"))
    info.addElement(dc.Date(text="2024-01-01T00:00:00"))
    deletion.addElement(info)
    deletion.addElement(text.P(text="Jane Bloggs"))
    region.addElement(deletion)
    changes.addElement(region)
    made.text.addElement(changes)


def clipped(made: Any) -> None:
    cut = styled(made, "Cut", "graphic", style.GraphicProperties(clip="rect(0cm, 2.5cm, 0cm, 0cm)"))
    frame = draw.Frame(stylename=cut, width="2cm", height="2cm")
    frame.addElement(draw.Image(href="Pictures/a.png"))
    paragraph(made).addElement(frame)


def author(made: Any) -> None:
    made.meta.addElement(meta.InitialCreator(text="Jane Bloggs"))


# Spreadsheets


def rows(sheet: Any, *cells: tuple[str, ...], **how: Any) -> list[Any]:
    made = []
    for line in cells:
        row = table.TableRow(**how)
        for value in line:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        sheet.addElement(row)
        made.append(row)
    return made


def sheet(made: Any, name: str = "Staff", columns: dict[str, Any] | None = None, **how: Any) -> Any:
    one = table.Table(name=name, **how)
    one.addElement(table.TableColumn(numbercolumnsrepeated=1))
    one.addElement(table.TableColumn(numbercolumnsrepeated=2, **(columns or {})))
    made.spreadsheet.addElement(one)
    return one


def hidden_sheet(made: Any) -> None:
    sheet(made, "Public")
    styled(made, "Off", "table", style.TableProperties(display="false"))
    rows(sheet(made, stylename="Off"), ("Name", "Days"), ("Jane Bloggs", "3"))


def hidden_columns(made: Any) -> None:
    rows(sheet(made, columns={"visibility": "collapse"}), ("Days", "Name", "Ward"), ("3", "Jane Bloggs", "North"))


def filtered_row(made: Any) -> None:
    one = sheet(made)
    rows(one, ("Name", "Days"))
    rows(one, ("Jane Bloggs", "3"), visibility="filter")


def flat_row(made: Any) -> None:
    styled(made, "Flat", "table-row", style.TableRowProperties(rowheight="0.001cm"))
    one = sheet(made)
    rows(one, ("Name", "Days"))
    rows(one, ("Jane Bloggs", "3"), stylename="Flat")


def white_cell(made: Any) -> None:
    styled(made, "White", "table-cell", style.TextProperties(color="#ffffff"))
    rows(sheet(made), ("Name",), ("Jane Bloggs",))[1].childNodes[0].setAttribute("stylename", "White")


def cell_comment(made: Any) -> None:
    note = office.Annotation()
    note.addElement(text.P(text="Jane Bloggs again"))
    rows(sheet(made), ("Name", "Days"), ("x", "3"))[1].childNodes[1].addElement(note)


def far(made: Any) -> None:
    one = sheet(made)
    rows(one, ("Name", "Days"))
    blank = table.TableRow(numberrowsrepeated=300)
    blank.addElement(table.TableCell(numbercolumnsrepeated=2))
    one.addElement(blank)
    rows(one, ("Jane Bloggs", "3"))


# Presentations


def page(made: Any, **how: Any) -> Any:
    layout = style.PageLayout(name="L")
    layout.addElement(style.PageLayoutProperties(pagewidth="28cm", pageheight="21cm"))
    made.automaticstyles.addElement(layout)
    master = style.MasterPage(name="M", pagelayoutname=layout)
    made.masterstyles.addElement(master)
    one = draw.Page(masterpagename=master, **how)
    made.presentation.addElement(one)
    return one


def frame(on: Any, x: str, words_: str = "Jane Bloggs") -> None:
    shape, box = draw.Frame(x=x, y="1cm", width="5cm", height="2cm"), draw.TextBox()
    box.addElement(text.P(text=words_))
    shape.addElement(box)
    on.addElement(shape)


def speaker_notes(made: Any) -> None:
    notes = presentation.Notes()
    frame(notes, "1cm")
    page(made).addElement(notes)


def hidden_slide(made: Any) -> None:
    styled(made, "dp", "drawing-page", style.DrawingPageProperties(visibility="hidden"))
    frame(page(made, stylename="dp"), "1cm")


def off_slide(made: Any) -> None:
    frame(page(made), "30cm")


CASES = [
    ("odt", open_text, "hidden-text", hidden_span, "paragraph 1"),
    ("odt", open_text, "hidden-text", white, "paragraph 1"),
    ("odt", open_text, "hidden-text", hidden_field, "paragraph 1"),
    ("odt", open_text, "hidden-text", hidden_section, "section “Drafts”"),
    ("odt", open_text, "comments", text_comment, "1 comment"),
    ("odt", open_text, "tracked-changes", text_change, "1 change, 1 of them with deleted text"),
    ("odt", open_text, "cropped-picture", clipped, ""),
    ("odt", open_text, "author", author, "properties, the author"),
    ("ods", open_sheet, "hidden-sheet", hidden_sheet, "sheet “Staff”"),
    ("ods", open_sheet, "hidden-columns", hidden_columns, "sheet “Staff”, columns B to C"),
    ("ods", open_sheet, "hidden-rows", filtered_row, "sheet “Staff”, row 2"),
    ("ods", open_sheet, "hidden-rows", flat_row, "sheet “Staff”, row 2"),
    ("ods", open_sheet, "unseen-cells", white_cell, "sheet “Staff”, cell A2"),
    ("ods", open_sheet, "comments", cell_comment, "sheet “Staff”, cell B2, 1 comment"),
    ("ods", open_sheet, "far-cells", far, "sheet “Staff”, from row 302 on"),
    ("odp", open_slides, "notes", speaker_notes, "slide 1"),
    ("odp", open_slides, "hidden-slide", hidden_slide, "slide 1"),
    ("odp", open_slides, "off-page", off_slide, "slide 1"),
]


@pytest.mark.parametrize(("ending", "make", "kind", "fill", "where"), CASES, ids=[case[3].__name__ for case in CASES])
def test_what_is_hidden_is_found_named_and_located(
    ending: str,
    make: Callable[[Callable[[Any], None]], bytes],
    kind: str,
    fill: Callable[[Any], None],
    where: str,
    tmp_path: Path,
) -> None:
    found = look(tmp_path, f"a.{ending}", make(fill))
    assert where in places(found, kind)
    assert "Jane Bloggs" in words(found)
    assert found.problem == ""


def clean_sheet(made: Any) -> None:
    one = sheet(made, "Public")
    rows(one, ("Ward", "Count", "Share"), ("North", "12", "0.5"))
    rows(one, visibility="collapse")


def clean_slide(made: Any) -> None:
    one = page(made)
    frame(one, "1cm", "Waste")
    notes = presentation.Notes()
    frame(notes, "1cm", "")
    one.addElement(notes)


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("odt", open_text(lambda made: paragraph(made, "Waste"))),
        ("ods", open_sheet(clean_sheet)),
        ("odp", open_slides(clean_slide)),
    ],
)
def test_a_clean_file_has_no_trace(ending: str, content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, f"a.{ending}", content)
    assert (found.traces, found.problem) == ((), "")
    assert ("Ward" if ending == "ods" else "Waste") in words(found)


def see(tmp_path: Path, parts: dict[str, Any]) -> Document:
    return look(tmp_path, "a.odt", repacked(open_text(lambda made: paragraph(made, "Waste")), parts))


PARTS: list[tuple[str, str, dict[str, Any]]] = [
    ("macros", "", {"Basic/Standard/Module1.xml": "<script:module xmlns:script='s'>Sub Main</script:module>"}),
    ("macros", "", {"Scripts/python/a.py": "print(1)"}),
    ("earlier-version", "a version that was saved inside the file", {"Versions/Version1": open_text()}),
    ("location", "in “a.jpg”", {"Pictures/a.jpg": picture(exif=exif(gps=True))}),
    ("embedded-file", "“Object 1”, a document inside the document", {
        "Object 1/content.xml": "<o:spreadsheet xmlns:o='o' xmlns:t='t'><t:p>Bloggs</t:p></o:spreadsheet>"}),
    ("printer", "", {"settings.xml": "<s xmlns:c='c'><c:config-item c:name='PrinterName'>HR-2</c:config-item></s>"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "where", "parts"), PARTS, ids=[f"{case[0]} {min(case[2])}" for case in PARTS])
def test_parts_that_only_libreoffice_writes(kind: str, where: str, parts: dict[str, Any], tmp_path: Path) -> None:
    assert where in places(see(tmp_path, parts), kind)


def test_parts_that_every_file_has_say_nothing(tmp_path: Path) -> None:
    parts = {
        "Basic/script-lc.xml": "<l:libraries xmlns:l='l'/>",
        "Configurations2/accelerator/current.xml": "",
        "Object 1/content.xml": "<c:chart xmlns:c='c'/>",
        "ObjectReplacements/Object 1": b"x",
    }
    assert traced(see(tmp_path, parts)) == set()


def test_a_locked_file_cannot_be_checked(tmp_path: Path) -> None:
    locked = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    assert "password" in see(tmp_path, {"META-INF/manifest.xml": locked}).problem


def test_cells_that_are_repeated_without_end_are_refused(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        one = sheet(made)
        for row in rows(one, ("x",), ("y",), numberrowsrepeated=1_000_000):
            row.childNodes[0].setAttribute("numbercolumnsrepeated", 1_000)

    assert "too far apart" in look(tmp_path, "a.ods", open_sheet(fill)).problem


A, B = "<table:table-cell><text:p>a</text:p></table:table-cell>", "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("whole", "count"),
    [
        (f"<x/><table:table-row>{A}{B}{A}</table:table-row>", 3),
        (f'<table:table-row table:visibility="filter">{A}</table:table-row>', 1),
        (f'<table:table-row><table:table-cell table:number-columns-repeated="9"/>{A}</table:table-row>', 0),
        (f"<table:table-row>{A}<table:table-cell><office:annotation/></table:table-cell></table:table-row>", 0),
        ("<table:table-row/>", 0),
        (f"<!-- <table:table-row> -->{A}</table:table-row>", 0),
    ],
)
def test_plain_rows_are_counted(whole: str, count: int) -> None:
    """Rows that are not plain stay as they are."""
    start, end = whole.partition("<table:table-cell")[0], "</table:table-row>"
    one = f'<table:table-cell table:number-columns-repeated="{count}"><text:p/></table:table-cell>'
    assert with_counted_cells(whole.encode()).decode() == (f"{start}{one}{end}" if count else whole)


def calc(sheets: str, styles: str = "", more: str = "") -> bytes:
    """Return a spreadsheet as LibreOffice writes it: a table of two columns, and what is put into it."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                      for name in ("office", "table", "text", "style", "script", "calcext"))  # fmt: skip
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    number = 'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    return repacked(open_sheet(), {"content.xml": (
        f"<office:document-content {spaces} {fo} {number}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{more}{sheets}</office:spreadsheet></office:body></office:document-content>"
    )})  # fmt: skip


def calc_cell(text_: str, more: str = "", name: str = "table-cell") -> str:
    return f'<table:{name} office:value-type="string"{more}><text:p>{text_}</text:p></table:{name}>'


def calc_sheet(*cells: str, columns: str = "<table:table-column/>", name: str = "Staff") -> str:
    lines = (calc_cell("Ward") + calc_cell("Count"), "".join(cells))
    rows_ = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f'<table:table table:name="{name}">{columns}{rows_}</table:table>'


def cell_style(inner: str, more: str = "") -> str:
    return f'<style:style style:name="S" style:family="table-cell"{more}>{inner}</style:style>'


JANE, OWN = calc_cell("Jane Bloggs"), calc_cell("Jane Bloggs", ' table:style-name="S"')
PALE = cell_style('<style:text-properties fo:color="#fdfdfd"/>')
COVERED = calc_cell("Jane Bloggs", name="covered-table-cell")


@pytest.mark.parametrize(
    ("kind", "where", "content"),
    [
        ("unseen-cells", "sheet “Staff”, cell A2", calc(calc_sheet(OWN), PALE)),
        ("unseen-cells", "sheet “Staff”, cells A1 and A2", calc(
            calc_sheet(JANE, columns='<table:table-column table:default-cell-style-name="S"/>'), PALE)),
        ("unseen-cells", "sheet “Staff”, cell A2", calc(calc_sheet(OWN), cell_style("", ' style:data-style-name="N"')
            + '<number:text-style style:name="N"><number:text>***</number:text></number:text-style>')),
        ("unseen-cells", "sheet “Staff”, cell A2", calc(calc_sheet(OWN), cell_style(
            '<style:table-cell-properties style:cell-protect="hidden-and-protected"/>'))),
        ("unseen-cells", "sheet “Staff”, cell B2", calc(calc_sheet(calc_cell("Total"), COVERED))),
        ("hiding-rule", "Staff.A1:Staff.A9", calc(calc_sheet(JANE), PALE,
            '<calcext:conditional-format calcext:target-range-address="Staff.A1:Staff.A9">'
            '<calcext:condition calcext:apply-style-name="S"/></calcext:conditional-format>')),
        ("linked-values", "sheet “'file:///srv/pay.ods'#Pay”", calc(
            calc_sheet(calc_cell("North")) + calc_sheet(JANE, name="'file:///srv/pay.ods'#Pay"))),
        ("macros", "a link that starts another program (DDE)", calc(
            calc_sheet(JANE), "", '<office:dde-source office:dde-application="cmd"/>')),
        ("connection", "“HR”", calc(calc_sheet(JANE), "", '<table:database-source-sql table:database-name="HR"/>')),
        (None, "", calc(calc_sheet(OWN), cell_style('<style:table-cell-properties fo:background-color="#003366"/>'
            '<style:text-properties fo:color="#ffffff"/>'))),
        (None, "", calc(calc_sheet(JANE), PALE)),
        (None, "", calc(calc_sheet(JANE, '<table:covered-table-cell/>'))),
        (None, "", calc(calc_sheet(calc_cell("x", ' table:formula="of:=IF(1;&quot;Jane Bloggs&quot;)"')))),
        (None, "", calc(calc_sheet(calc_cell("x")), "", '<table:content-validation table:condition="Jane Bloggs"/>')),
        (None, "", calc(calc_sheet(calc_cell("x")), "", "<!-- Jane Bloggs -->")),
    ],
)  # fmt: skip
def test_what_sheets_hide(kind: str | None, where: str, content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, "a.ods", content)
    assert (traced(found), found.problem) == ({kind} if kind else set(), "")
    assert kind is None or places(found, kind) == [where]
    assert "Jane Bloggs" in words(found)


def test_places_that_lead_to_somebodys_folders_and_far_frames(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        line = paragraph(made, "Waste")
        line.addElement(text.A(href="file:///C:/Users/Jane Bloggs/a.odt", text="link"))
        line.addElement(draw.Frame(x="-50cm", y="1cm", width="2cm", height="2cm"))

    assert traced(look(tmp_path, "a.odt", open_text(fill))) == {"outside-link", "off-page"}
