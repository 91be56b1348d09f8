"""Workbooks of Excel: each thing that can be hidden in one, and the same workbook without it."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from disclosurelog.reading.documents.worksheets import without_cells
from tests.documents.makers import (
    RELS,
    add_relation,
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
    zipped,
)  # fmt: skip

SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def staff(book: openpyxl.Workbook) -> Any:
    sheet = book.create_sheet("Staff")
    sheet.append(["Name", "Pay"])
    sheet.append(["Jane Bloggs", 31000])
    return sheet


def hidden_sheet(state: str) -> Callable[[openpyxl.Workbook], None]:
    def fill(book: openpyxl.Workbook) -> None:
        staff(book).sheet_state = state

    return fill


def hidden_columns(book: openpyxl.Workbook) -> None:
    staff(book).column_dimensions.group("A", "B", hidden=True)


def thin_column(book: openpyxl.Workbook) -> None:
    staff(book).column_dimensions["B"].width = 0.01


def hidden_row(book: openpyxl.Workbook) -> None:
    staff(book).row_dimensions[2].hidden = True


def flat_row(book: openpyxl.Workbook) -> None:
    staff(book).row_dimensions[2].height = 0.5


def filtered(book: openpyxl.Workbook) -> None:
    sheet = staff(book)
    sheet.auto_filter.ref = "A1:B2"
    sheet.auto_filter.add_filter_column(0, ["Nobody"])
    sheet.row_dimensions[2].hidden = True


def white(book: openpyxl.Workbook) -> None:
    staff(book)["A2"].font = Font(color="FFFFFFFF")


def black_on_black(book: openpyxl.Workbook) -> None:
    staff(book)["A2"].fill = PatternFill("solid", fgColor="FF000000")


def no_format(book: openpyxl.Workbook) -> None:
    staff(book)["B2"].number_format = ";;;"


def tiny(book: openpyxl.Workbook) -> None:
    staff(book)["A2"].font = Font(size=1)


def comment(book: openpyxl.Workbook) -> None:
    staff(book)["A2"].comment = Comment("Off sick since May", "A. Manager")


def far(book: openpyxl.Workbook) -> None:
    staff(book)["A500"] = "Jane Bloggs, 4 Mill Lane"


def far_right(book: openpyxl.Workbook) -> None:
    staff(book)["AZ2"] = "Jane Bloggs, 4 Mill Lane"


def hidden_name(book: openpyxl.Workbook) -> None:
    book.defined_names["secret"] = DefinedName("secret", attr_text='"Jane Bloggs"', hidden=True)


def outside_name(book: openpyxl.Workbook) -> None:
    book.defined_names["pay"] = DefinedName("pay", attr_text="'C:\\Users\\jbloggs\\[pay.xlsx]Pay'!$A$1")


def author(book: openpyxl.Workbook) -> None:
    book.properties.creator = "Jane Bloggs"


CASES = [
    ("hidden-sheet", hidden_sheet("hidden"), "sheet “Staff”"),
    ("hidden-sheet", hidden_sheet("veryHidden"), "sheet “Staff”, so hidden that Excel does not list it"),
    ("hidden-columns", hidden_columns, "sheet “Staff”, columns A to B"),
    ("hidden-columns", thin_column, "sheet “Staff”, column B"),
    ("hidden-rows", hidden_row, "sheet “Staff”, row 2"),
    ("hidden-rows", flat_row, "sheet “Staff”, row 2"),
    ("hidden-rows", filtered, "sheet “Staff”, row 2"),
    ("unseen-cells", white, "sheet “Staff”, cell A2"),
    ("unseen-cells", black_on_black, "sheet “Staff”, cell A2"),
    ("unseen-cells", no_format, "sheet “Staff”, cell B2"),
    ("unseen-cells", tiny, "sheet “Staff”, cell A2"),
    ("comments", comment, "sheet “Staff”, cell A2, 1 comment"),
    ("far-cells", far, "sheet “Staff”, from row 500 on"),
    ("far-cells", far_right, "sheet “Staff”, from column AZ on"),
    ("hidden-name", hidden_name, "“secret”"),
    ("outside-link", outside_name, "the name “pay”"),
    ("author", author, "properties, the author"),
]


@pytest.mark.parametrize(("kind", "fill", "where"), CASES, ids=[case[1].__name__ + case[2] for case in CASES])
def test_what_is_hidden_is_found_named_and_located(
    kind: str, fill: Callable[[openpyxl.Workbook], None], where: str, tmp_path: Path
) -> None:
    found = look(tmp_path, "a.xlsx", workbook(fill))
    assert where in places(found, kind)
    assert found.problem == ""
    assert "Bloggs" in words(found) or "jbloggs" in words(found)


def test_a_clean_workbook_has_no_trace_and_all_its_cells(tmp_path: Path) -> None:
    found = look(tmp_path, "a.xlsx", workbook())
    assert (found.traces, found.problem) == ((), "")
    [grid] = found.grids
    assert grid.sheet == "sheet “Public”"
    assert grid.header == ("Ward", "Year", "Count")
    assert grid.columns == (("North", "South"), ("2023", "2024"), ("12", "7.5"))
    assert (grid.first, grid.column) == (2, 0)


def harmless(book: openpyxl.Workbook) -> None:
    sheet = staff(book)
    sheet["A1"].font = Font(color="FFFFFFFF")
    sheet["A1"].fill = PatternFill("solid", fgColor="FF003366")
    sheet.column_dimensions.group("H", "XFD", hidden=True)
    sheet.row_dimensions[900].hidden = True
    sheet.row_dimensions[2].outlineLevel = 1
    sheet["D2"].font = Font(color="FFFFFFFF")
    book.properties.creator = "openpyxl"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = "A1:B2"


def test_what_hides_nothing_is_no_trace(tmp_path: Path) -> None:
    """White on blue, blank columns put away, a group that is open, a filter that lets all through."""
    assert traced(look(tmp_path, "a.xlsx", workbook(harmless))) == set()


def test_a_table_that_begins_elsewhere_keeps_its_place(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Moved")
        sheet["C4"] = "Sick leave by officer"
        for row in ((6, "Name", "Days"), (7, "Jane Bloggs", 3), (8, "John Smith", 4)):
            sheet.cell(row[0], 3, row[1])
            sheet.cell(row[0], 4, row[2])

    found = look(tmp_path, "a.xlsx", workbook(fill))
    grid = found.grids[1]
    assert (grid.header, grid.first, grid.column) == (("Name", "Days"), 7, 2)
    assert grid.columns[0] == ("Jane Bloggs", "John Smith")
    assert ("sheet “Moved”, row 4", "Sick leave by officer") in [(p.where, p.text) for p in found.passages]


PIVOT = f"""<pivotCacheDefinition {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 refreshedBy="Jane Bloggs">
<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="Raw"/></cacheSource><cacheFields>
<cacheField name="Name"><sharedItems><s v="John Smith"/><s v="Ann Jones"/></sharedItems></cacheField>
<cacheField name="Days"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>"""
RECORDS = f'<pivotCacheRecords {MAIN}><r><x v="1"/><n v="9"/></r><r><x v="0"/><n v="2"/></r></pivotCacheRecords>'
EXTERNAL = f"""<externalLink {MAIN}><externalBook><sheetNames><sheetName val="Pay"/></sheetNames><sheetDataSet>
<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>John Smith</v></cell></row></sheetData></sheetDataSet>
</externalBook></externalLink>"""
THREADED = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="B2" personId="{1}">
<text>John Smith is the complainant</text></threadedComment></ThreadedComments>"""
PEOPLE = """<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<person displayName="John Smith" id="{1}" userId="john.smith@anytown.example"/></personList>"""
REVISIONS = (
    f'<revisions {MAIN}><rcc rId="1" sId="1"><nc r="A1" t="inlineStr"><is><t>John Smith</t></is></nc></rcc></revisions>'
)
CONNECTION = f"""<connections {MAIN}><connection id="1" name="payroll"><dbPr connection="Server=db1;UID=John Smith"/>
</connection></connections>"""
DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="b"{}/>
</xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>John Smith</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:pic><xdr:blipFill>
<a:srcRect{}/></xdr:blipFill></xdr:pic></xdr:wsDr>"""


def mashup(query: str) -> str:
    packed = bytes(8) + zipped({"Formulas/Section1.m": f"section Section1; shared Q = {query};"})
    return f"<DataMashup>{base64.b64encode(packed).decode()}</DataMashup>"


PARTS: list[tuple[str, str, dict[str, Any]]] = [
    ("pivot-cache", "of “Raw”", {
        "xl/pivotCache/d.xml": PIVOT, "xl/pivotCache/r.xml": RECORDS,
        "xl/pivotCache/_rels/d.xml.rels": RELS.format(relation("rId1", "pivotCacheRecords", "r.xml"))}),
    ("pivot-cache", "", {"xl/pivotCache/r.xml": RECORDS.replace('<x v="1"/>', '<s v="John Smith"/>')}),
    ("linked-values", "1 value", {"xl/externalLinks/e.xml": EXTERNAL}),
    ("outside-link", "", {"xl/externalLinks/_rels/e.xml.rels": RELS.format(
        relation("rId1", "externalLinkPath", "file:///C:/John Smith/pay.xlsx", outside=True))}),
    ("comments", "sheet “Public”, cell B2, 1 comment", {
        "xl/threadedComments/t.xml": THREADED, "xl/persons/person.xml": PEOPLE,
        SHEET_RELS: RELS.format(relation("rId1", "threadedComment", "/xl/threadedComments/t.xml"))}),
    ("tracked-changes", "the history of a shared workbook", {"xl/revisions/r1.xml": REVISIONS}),
    ("connection", "“payroll”", {"xl/connections.xml": CONNECTION}),
    ("macros", "", {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docProps/x.xml": "<a>John Smith</a>"}),
    ("data-model", "", {"xl/model/item.data": b"\x01\x02\x03\x04", "docProps/x.xml": "<a>John Smith</a>"}),
    ("printer", "", {"xl/printerSettings/printerSettings1.bin": b"\x01\x02", "docProps/x.xml": "<a>John Smith</a>"}),
    ("custom-data", "the part customXml/item1.xml", {"customXml/item1.xml": "<case><who>John Smith</who></case>"}),
    ("embedded-file", "“b.xlsx”, an Excel workbook", {
        "xl/embeddings/b.xlsx": workbook(lambda book: book.active.append(["John Smith"]))}),
    ("hidden-sheet", "in “b.xlsx”, sheet “Staff”, so hidden that Excel does not list it", {
        "xl/embeddings/b.xlsx": workbook(hidden_sheet("veryHidden")), "docProps/x.xml": "<a>John Smith</a>"}),
    ("location", "in “image1.jpeg”", {
        "xl/media/image1.jpeg": picture(exif=exif(gps=True)),
        "docProps/x.xml": "<a>John Smith</a>"}),
    ("cropped-picture", "sheet “Public”", {
        "xl/drawings/d.xml": DRAWING.format("", ' b="25000"'),
        SHEET_RELS: RELS.format(relation("rId1", "drawing", "../drawings/d.xml"))}),
    ("hidden-shape", "sheet “Public”", {
        "xl/drawings/d.xml": DRAWING.format(' hidden="1"', ""),
        SHEET_RELS: RELS.format(relation("rId1", "drawing", "../drawings/d.xml"))}),
    ("hidden-sheet", "a sheet that is no longer listed, xl/worksheets/old.xml", {
        "xl/worksheets/old.xml": f"<worksheet {MAIN}><sheetData><row><c t='inlineStr'><is><t>John Smith"
                                 "</t></is></c></row></sheetData></worksheet>"}),
    ("macros", "a link that starts another program (DDE)", {
        "xl/externalLinks/e.xml": f'<externalLink {MAIN}><ddeLink ddeService="cmd" ddeTopic="/c John Smith"/>'
                                  "</externalLink>"}),
    ("connection", "a query of Power Query", {"customXml/item1.xml": mashup('Sql.Database("db1", "John Smith")')}),
    ("second-picture", "“a.wdp”, as it was before an effect was laid on it", {
        "xl/media/a.wdp": b"II\xbc", "xl/media/b.svg": "<svg><text>John Smith</text></svg>"}),
    ("saved-path", "", {"xl/workbook.xml": instead(
        "<workbookPr", r'<x15ac:absPath xmlns:x15ac="x" url="C:\\Users\\John Smith\\"/><workbookPr')}),
    ("author", "views of its own, whose they are", {"xl/workbook.xml": instead(
        "</sheets>", '</sheets><customWorkbookViews><customWorkbookView name="John Smith - Personal View"/>'
                     "</customWorkbookViews>")}),
    ("own-property", "properties", {
        "docProps/custom.xml": '<Properties xmlns="x/custom-properties" xmlns:v="v"><property name="Case officer">'
                               "<v:lpwstr>John Smith</v:lpwstr></property></Properties>"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "where", "parts"), PARTS, ids=[f"{case[0]} {case[1]}" for case in PARTS])
def test_parts_that_only_excel_writes(kind: str, where: str, parts: dict[str, Any], tmp_path: Path) -> None:
    found = look(tmp_path, "a.xlsx", repacked(workbook(), parts))
    assert where in places(found, kind)
    assert "John Smith" in words(found)
    assert found.problem == ""


def test_the_records_of_a_pivot_table_are_a_table(tmp_path: Path) -> None:
    found = look(tmp_path, "a.xlsx", repacked(workbook(), PARTS[0][2]))
    [grid] = [grid for grid in found.grids if grid.sheet.startswith("pivot")]
    assert (grid.header, grid.columns) == (("Name", "Days"), (("Ann Jones", "John Smith"), ("9", "2")))


def test_cells_far_apart_are_read_one_by_one(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        staff(book)["XFD1048576"] = "John Smith"

    found = look(tmp_path, "a.xlsx", workbook(fill))
    assert "far-cells" in traced(found)
    assert ("sheet “Staff”, cell XFD1048576", "John Smith") in [(p.where, p.text) for p in found.passages]
    assert found.problem == ""


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"xl/worksheets/sheet1.xml": None}, "missing"),
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"}, "not well-formed"),
        ({"xl/workbook.xml": None}, "broken"),
        ({"xl/comments9.xml": "<comments"}, "not well-formed"),
        ({"xl/comments9.xml": '<!DOCTYPE a [<!ENTITY b "c">]><comments>&b;</comments>'}, "document type"),
        (
            {"xl/worksheets/sheet1.xml": instead("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')},
            "document type",
        ),
    ],
)
def test_a_workbook_that_is_broken_says_so(parts: dict[str, Any], says: str, tmp_path: Path) -> None:
    assert says in look(tmp_path, "a.xlsx", repacked(workbook(), parts)).problem


ROW = '<row r="{}"{}>{}</row>'
CELL = '<c r="A1"><v>1</v></c>'


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        (ROW.format(1, "", CELL * 3) * 2, ROW.format(1, "", CELL) * 2),
        (
            ROW.format(1, ' hidden="1"', CELL + '<c r="B1" s="2"/>'),
            ROW.format(1, ' hidden="1"', CELL + '<c r="B1" s="2"/>'),
        ),
        (ROW.format(1, "", '<c r="A1"/><c r="B1"/>') + "<tail/>", ROW.format(1, "", "") + "<tail/>"),
        ("<!-- <c r='A1'></row> -->" + CELL * 2, "<!-- <c r='A1'></row> -->" + CELL * 2),
        (CELL * 2, CELL * 2),
        ("<x:row>" + CELL.replace("<c", "<x:c") + "</x:row>", "<x:row>" + CELL.replace("<c", "<x:c") + "</x:row>"),
    ],
)
def test_rows_are_read_by_their_last_cell(whole: str, short: str) -> None:
    assert without_cells(whole.encode()).decode() == short


def test_parts_may_have_any_path(tmp_path: Path) -> None:
    """Comments are comments by what they are, wherever they stand."""
    found = look(tmp_path, "a.xlsx", repacked(workbook(comment), {
        "xl/comments/comment1.xml": None,
        "elsewhere/x.xml": f"<comments {MAIN}><comment ref='A1'><text><t>John Smith</t></text></comment></comments>",
    }))  # fmt: skip
    assert places(found, "comments") == ["cell A1, 1 comment"]
    assert "John Smith" in words(found)


def test_links_that_a_reader_sees_are_text(tmp_path: Path) -> None:
    parts = {SHEET_RELS: RELS.format(relation("r1", "hyperlink", "https://anytown.example/", outside=True))}
    found = look(tmp_path, "a.xlsx", repacked(workbook(), parts))
    assert (traced(found), "https://anytown.example/" in words(found)) == (set(), True)
    parts = {BOOK_RELS: add_relation("r9", "hyperlink", "C:\\Users\\jsmith\\a.xlsx", outside=True)}
    assert traced(look(tmp_path, "a.xlsx", repacked(workbook(), parts))) == {"outside-link"}


SHEET = "xl/worksheets/sheet1.xml"
EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)


def beside(more: str) -> dict[str, Any]:
    return {SHEET: instead("</worksheet>", more.replace("\\", r"\\") + "</worksheet>")}


def formula(stated: str) -> dict[str, Any]:
    row = f'<row r="9"><c r="A9"><f>{stated}</f></c></row>'
    return {SHEET: instead("<sheetData>", "<sheetData>" + row.replace("\\", r"\\"))}


WORDS = [
    beside('<dataValidations><dataValidation prompt="Ask John Smith"/></dataValidations>'),
    beside("<extLst><ext><x:y xmlns:x='x'>John Smith</x:y></ext></extLst>"),
    beside('<scenarios><scenario name="s" comment="for John Smith"/></scenarios>'),
    beside("<?note John Smith?>"),
    {SHEET: instead("<sheetData>", "<!-- John Smith --><sheetData>")},
    {SHEET: instead("<sheetData>", "<sheetData><!-- John Smith -->")},
    formula('IF(A1="John Smith",1,"")'),
    formula("IF(A1=&quot;John Smith&quot;,1)"),
    formula(r"'\\srv\John Smith\[a.xls]P'!A1"),
    {"xl/workbook.xml": instead(
        "</workbook>", '<definedNames><definedName name="a" comment="of John Smith"/></definedNames></workbook>')},
    {"xl/slicerCaches/s.xml": '<slicerCacheDefinition sourceName="John Smith"/>'},
    {"xl/richData/r.xml": "<rvData><rv><v>John Smith</v></rv></rvData>"},
    {"xl/queryTables/q.xml": '<queryTable name="John Smith"/>'},
    {"xl/drawings/v.vml": "<xml><textbox><div>John Smith<br></div></textbox></xml>"},
    {"xl/media/a.emf": EMF + "John Smith".encode("utf-16-le")},
    {"xl/media/a.emz": gzip.compress(EMF + "John Smith".encode("utf-16-le"))},
    {"xl/media/a.wmf": b"\xd7\xcd\xc6\x9a" + bytes(30) + b"John Smith"},
]  # fmt: skip


@pytest.mark.parametrize("parts", WORDS, ids=[f"{n} {min(parts)}" for n, parts in enumerate(WORDS)])
def test_no_words_of_a_workbook_are_passed_over(parts: dict[str, Any], tmp_path: Path) -> None:
    """Tips, names, lists, formulas, notes between the lines, drawings: all is searched, though it need not be harm."""
    found = look(tmp_path, "a.xlsx", repacked(workbook(), parts))
    assert "John Smith" in words(found)
    assert found.problem == ""


def test_names_of_fonts_and_formats_are_no_words_of_a_workbook(tmp_path: Path) -> None:
    told = {passage.where for passage in look(tmp_path, "a.xlsx", workbook()).passages}
    assert told == {"names of sheets", "properties, the author"}
