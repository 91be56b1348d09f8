"""PDFs: each thing that can be hidden in one, and the same PDF without it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image, ImageDraw
from pypdf.annotations import FreeText, Highlight, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)  # fmt: skip
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents.makers import exif, look, pdf, pdf_of, picture, places, saved, traced, words, workbook

SECRET = "Jane Bloggs of Mill Lane"


def plain(canvas: Canvas) -> None:
    canvas.drawString(72, 760, "The council spent £40,000 on gritting.")


def line(canvas: Canvas, y: float = 700, x: float = 72) -> None:
    plain(canvas)
    canvas.drawString(x, y, SECRET)


def black_box(canvas: Canvas) -> None:
    line(canvas)
    canvas.rect(70, 696, 200, 14, fill=1)


def tight_box(canvas: Canvas) -> None:
    """A box over the name alone, in the middle of a line."""
    canvas.drawString(72, 700, f"The complaint was made by {SECRET} in May.")
    start = 72 + canvas.stringWidth("The complaint was made by ")
    canvas.rect(start, 697, canvas.stringWidth(SECRET), 11, fill=1, stroke=0)


def white_box(canvas: Canvas) -> None:
    line(canvas)
    canvas.setFillGray(1)
    canvas.rect(70, 696, 200, 14, fill=1, stroke=0)


def covering_picture(canvas: Canvas) -> None:
    line(canvas)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 10), (90, 90, 90))), 70, 690, 250, 25)


def white_letters(canvas: Canvas) -> None:
    plain(canvas)
    canvas.setFillGray(1)
    canvas.drawString(72, 700, SECRET)


def black_ground(canvas: Canvas) -> None:
    """Letters with black highlighting, as word processors make them."""
    plain(canvas)
    canvas.rect(70, 696, 200, 14, fill=1)
    canvas.drawString(72, 700, SECRET)


def drawn_by_nobody(canvas: Canvas) -> None:
    plain(canvas)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def turned(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.drawString(72, 400, SECRET)
    canvas.rect(70, 396, 200, 14, fill=1)


def above(canvas: Canvas) -> None:
    line(canvas, y=900)


def cut_off(canvas: Canvas) -> None:
    canvas.setCropBox((0, 300, 595, 842))
    line(canvas, y=100)


PAGES = [
    ("unseen-text", black_box),
    ("unseen-text", tight_box),
    ("unseen-text", white_box),
    ("unseen-text", covering_picture),
    ("unseen-text", white_letters),
    ("unseen-text", black_ground),
    ("unseen-text", drawn_by_nobody),
    ("unseen-text", turned),
    ("off-page", above),
    ("off-page", cut_off),
]


@pytest.mark.parametrize(("kind", "page"), PAGES, ids=[case[1].__name__ for case in PAGES])
def test_text_that_is_not_seen(kind: str, page: Callable[[Canvas], None], tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", pdf(plain, page))
    assert (traced(found), places(found, kind)) == ({kind}, ["page 2"])
    assert SECRET in words(found)
    assert found.problem == ""


@pytest.mark.parametrize(("kind", "page"), PAGES, ids=[case[1].__name__ for case in PAGES])
def test_text_that_is_not_seen_in_a_long_file(kind: str, page: Callable[[Canvas], None], tmp_path: Path) -> None:
    """Of long files only those pages are drawn that have something to hide text with."""
    found = look(tmp_path, "a.pdf", pdf(*[plain] * 110, page))
    assert places(found, kind) == ["page 111"]


def seen(canvas: Canvas) -> None:
    """Text as it is found in good files: on tints, in tables, small, pale, turned, large and in colour."""
    canvas.setFillColorRGB(0.8, 0.9, 1)
    canvas.rect(60, 650, 400, 60, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(72, 690, "Ward: North, il Il 11 -- ll")
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(60, 600, 400, 30, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(72, 610, "White heading on a dark ground")
    canvas.setFillGray(0.6)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(72, 580, "Small print in grey that few people read")
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.setFont("Helvetica", 90)
    canvas.drawString(72, 450, "Title I")
    canvas.setFillGray(0)
    canvas.setFont("Times-Roman", 10)
    canvas.saveState()
    canvas.translate(500, 200)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Turned text at the edge")
    canvas.restoreState()
    canvas.setFillAlpha(0.3)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.drawString(72, 300, "")
    canvas.setFillGray(0)
    canvas.setFillAlpha(1)
    canvas.drawString(72, 300, "Marked with a pen")
    canvas.setFillAlpha(0.3)
    canvas.rect(70, 296, 100, 14, fill=1, stroke=0)


def test_a_clean_pdf_has_no_trace(tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", pdf(plain, seen))
    assert (found.traces, found.problem) == ((), "")
    assert "Small print" in words(found)


def scan(bar: bool) -> Callable[[Canvas], None]:
    """Return a page that is a scan, with the text that a program recognised in it."""

    def draw(canvas: Canvas) -> None:
        image = Image.new("L", (1190, 1684), 250)
        pen = ImageDraw.Draw(image)
        for row in range(10):
            pen.text((144, 200 + row * 60), f"Line {row}: the complaint of Jane Bloggs", fill=20, font_size=26)
        if bar:
            pen.rectangle((100, 430, 800, 480), fill=0)
        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
        text = canvas.beginText(72, 842 - 100 - 12)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 13, 30)
        for row in range(10):
            text.textLine(f"Line {row}: the complaint of Jane Bloggs")
        canvas.drawText(text)

    return draw


NARROW = "All illegal bills will fill till I ill lilli illness"


@pytest.mark.parametrize("rotation", [0, 90, 270])
@pytest.mark.parametrize("angle", [0, 45, 90])
def test_text_is_seen_whichever_way_the_page_and_the_line_are_turned(rotation: int, angle: int, tmp_path: Path) -> None:
    """Narrow letters, which are a line of one point on the drawn page."""

    def draw(grey: float) -> Callable[[Canvas], None]:
        def page(canvas: Canvas) -> None:
            canvas.setPageRotation(rotation)
            canvas.setFillGray(grey)
            canvas.setFont("Helvetica", 7)
            canvas.translate(250, 420)
            canvas.rotate(angle)
            canvas.drawString(0, 0, NARROW)

        return page

    assert places(look(tmp_path, "a.pdf", pdf(draw(0), draw(1))), "unseen-text") == ["page 2"]


def photograph(canvas: Canvas, x: float = 72, wide: float = 400) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(picture(size=(400, 300)))), x, 300, wide, 300)


def boxed(grey: float, *box: float, label: str = "", wide: float = 400) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        plain(canvas)
        photograph(canvas, wide=wide)
        canvas.setFillGray(grey)
        canvas.rect(*box, fill=1, stroke=0)
        canvas.setFillGray(1 - grey)
        canvas.drawString(box[0] + 5, box[1] + 5, label)

    return page


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("covered-picture", boxed(0, 150, 400, 100, 60)),
        ("covered-picture", boxed(0.5, 70, 298, 404, 304)),
        ("off-page", lambda canvas: (plain(canvas), photograph(canvas, x=600))),
        (None, boxed(0, 150, 400, 100, 60, label="A label")),
        (None, boxed(0.5, 150, 400, 100, 60)),
        (None, boxed(1, 150, 400, 100, 60)),
        (None, boxed(0, 150, 400, 100, 2)),
        (None, boxed(0, 500, 700, 90, 60)),
        (None, lambda canvas: (plain(canvas), photograph(canvas, x=500, wide=200))),
    ],
)
def test_pictures_that_are_covered_or_off_the_page(
    kind: str | None, page: Callable[[Canvas], Any], tmp_path: Path
) -> None:
    found = look(tmp_path, "a.pdf", pdf(page))
    assert (traced(found), found.problem) == ({kind} if kind else set(), "")


def test_recognised_text_over_a_scan_is_seen_and_under_a_bar_it_is_not(tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", pdf(scan(False), scan(True)))
    assert places(found, "unseen-text") == ["page 2"]
    assert traced(found) == {"unseen-text"}


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    def photograph(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(picture(size=(300, 400)))), 0, 0, 595, 842)

    found = look(tmp_path, "a.pdf", pdf(plain, photograph, photograph))
    assert places(found, "picture-only") == ["pages 2 to 3"]


# What is not on the pages


def changed(change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(plain, plain)))
    change(writer)
    return saved(writer.write)


def note(kind: Any, **how: Any) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        made = kind(rect=(100, 600, 300, 640), **how)
        made[NameObject("/Contents")] = TextStringObject(SECRET)
        writer.add_annotation(1, made)

    return change


def redact(writer: pypdf.PdfWriter) -> None:
    mark = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Redact"),
                             NameObject("/Contents"): TextStringObject(SECRET),
                             NameObject("/Rect"): RectangleObject((70, 750, 300, 770))})  # fmt: skip
    writer.pages[1][NameObject("/Annots")] = ArrayObject([writer._add_object(mark)])


def field(hidden: bool) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        made = DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("name"),
            NameObject("/V"): TextStringObject(SECRET), NameObject("/F"): NumberObject(2 if hidden else 4),
            NameObject("/Rect"): RectangleObject((70, 600, 300, 620))})  # fmt: skip
        reference = writer._add_object(made)
        writer.pages[1][NameObject("/Annots")] = ArrayObject([reference])
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/Fields"): ArrayObject([reference])}
        )

    return change


def attach(writer: pypdf.PdfWriter) -> None:
    writer.add_attachment("pay.xlsx", workbook(lambda book: book.active.append([SECRET])))


def script(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.add_metadata({"/Title": SECRET})


def author(writer: pypdf.PdfWriter) -> None:
    writer.add_metadata({"/Author": SECRET})


def xmp(writer: pypdf.PdfWriter) -> None:
    packet = DecodedStreamObject()
    packet.set_data(
        f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF
    xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>
    <r:Seq><r:li>{SECRET}</r:li></r:Seq></dc:creator></r:Description></r:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()
    )
    packet |= {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)


def layer(writer: pypdf.PdfWriter) -> None:
    group = writer._add_object(DictionaryObject({
        NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Draft")}))  # fmt: skip
    usual = DictionaryObject({NameObject("/OFF"): ArrayObject([group])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([group]), NameObject("/D"): usual})  # fmt: skip
    page = writer.pages[1]
    resources = page["/Resources"].get_object()
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/MC0"): group})  # type: ignore[index]
    stream = DecodedStreamObject()
    stream.set_data(b"/OC /MC0 BDC BT /F1 12 Tf 72 700 Td (" + SECRET.encode() + b") Tj ET EMC")
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(stream)])


CORNERS = ArrayObject([NumberObject(n) for n in (100, 640, 300, 640, 100, 600, 300, 600)])
CARRIED = [
    ("comments", note(Text, text=SECRET), "page 2, 1 comment or mark"),
    ("comments", note(FreeText, text=SECRET), "page 2, 1 comment or mark"),
    ("comments", note(Highlight, quad_points=CORNERS),
     "page 2, 1 comment or mark"),
    ("redaction-mark", redact, "page 2"),
    ("hidden-field", field(True), "page 2"),
    ("attachment", attach, "“pay.xlsx”"),
    ("script", script, ""),
    ("author", author, "properties, the author"),
    ("author", xmp, "properties, the author"),
    ("hidden-layer", layer, "layer “Draft”"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "change", "where"), CARRIED, ids=[f"{n} {case[0]}" for n, case in enumerate(CARRIED)])
def test_what_a_pdf_carries(kind: str, change: Callable[[pypdf.PdfWriter], None], where: str, tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", changed(change))
    assert where in places(found, kind)
    assert SECRET in words(found)
    assert found.problem == ""


def test_a_form_that_is_seen_is_text(tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", changed(field(False)))
    assert traced(found) == set()
    assert SECRET in words(found)


def test_text_in_a_hidden_layer_is_not_seen(tmp_path: Path) -> None:
    assert "unseen-text" in traced(look(tmp_path, "a.pdf", changed(layer)))


def test_an_earlier_version_is_found(tmp_path: Path) -> None:
    """A PDF that was saved over keeps the page as it was."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf(line)), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 72 760 Td (The council spent a lot.) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    found = look(tmp_path, "a.pdf", saved(writer.write))
    assert [place.partition(" word")[2] for place in places(found, "earlier-version")] == ["s that are no longer shown"]
    assert any(passage.where == "earlier version 1" and SECRET in passage.text for passage in found.passages)


def test_a_page_that_was_taken_out_of_the_list_is_found(tmp_path: Path) -> None:
    def remove(writer: pypdf.PdfWriter) -> None:
        writer.root_object["/Pages"]["/Kids"].pop()  # type: ignore[index]
        writer.root_object["/Pages"][NameObject("/Count")] = NumberObject(1)  # type: ignore[index]

    found = look(tmp_path, "a.pdf", changed(remove))
    assert places(found, "earlier-version") == ["a page that is no longer listed"]
    assert [passage.where for passage in found.passages if "gritting" in passage.text] == [
        "a page that is no longer listed", "page 1",
    ]  # fmt: skip


def test_a_version_that_only_added_is_no_trace(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(line)), incremental=True)
    writer.add_metadata({"/Title": "Gritting"})
    content = saved(writer.write)
    assert content.count(b"%%EOF") == 2
    assert traced(look(tmp_path, "a.pdf", content)) == set()


def test_a_photograph_in_a_pdf_says_where_it_was_taken(tmp_path: Path) -> None:
    photograph = picture(size=(200, 200), exif=exif(gps=True))
    head = (
        b"<</Type/XObject/Subtype/Image/Width 200/Height 200/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    )
    found = look(tmp_path, "a.pdf", pdf_of([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</P 4 0 R>>>>/Contents 5 0 R>>",
        head + b"/Length %d>>stream\n%s\nendstream" % (len(photograph), photograph),
        b"<</Length 25>>stream\n100 0 0 100 72 72 cm /P Do\nendstream",
    ]))  # fmt: skip
    assert places(found, "location") == ["in “a photograph”"]


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_cannot_be_checked(password: str, tmp_path: Path) -> None:
    def lock(writer: pypdf.PdfWriter) -> None:
        writer.encrypt(password, "owner", algorithm="RC4-128")

    assert "locked" in look(tmp_path, "a.pdf", changed(lock)).problem


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_pdf_that_ends_early_is_never_said_to_be_clean(cut: float, tmp_path: Path) -> None:
    content = pdf(line, line, line)
    found = look(tmp_path, "a.pdf", content[: int(len(content) * cut)])
    assert found.problem or SECRET in words(found)


SHOWN = b"BT /F1 12 Tf 72 760 Td (The council spent a lot.) Tj ET"
SAID = SECRET.encode()


def made_of(*more: bytes, page: bytes = b"", root: bytes = b"") -> bytes:
    """Return a PDF of one page; ``more`` are its objects from the sixth on."""
    return pdf_of([
        b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>%s>>" % page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(SHOWN), SHOWN),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ])  # fmt: skip


def streamed(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(content), content)


def field_of(more: bytes) -> bytes:
    return b"<</FT/Tx/T(a)/V(%s)%s>>" % (SAID, more)


WIDGET = b"/Subtype/Widget/Rect[10 10 100 30]"
FORM = {"page": b"/Annots[6 0 R]", "root": b"/AcroForm<</Fields[6 0 R]>>"}


@pytest.mark.parametrize(
    ("kind", "where", "content"),
    [
        ("earlier-version", "5 words that no page shows", made_of(streamed(b"BT (%s) Tj ET" % SAID))),
        ("earlier-version", "5 words that no page shows",
         made_of(streamed(b"BT [(Jane Bl)-9(oggs of)]TJ(Mill Lane)Tj ET"))),
        ("earlier-version", "a picture that no page shows",
         made_of(streamed(picture(), b"/Subtype/Image/Filter/DCTDecode"))),
        ("left-over", "24 bytes after its end", made_of() + b"\n" + SAID),
        ("hidden-field", "page 1", made_of(field_of(b"/Subtype/Widget/Rect[0 0 0 0]"), **FORM)),
        ("hidden-field", "page 1", made_of(field_of(b"/Ff 8192" + WIDGET), **FORM)),
        ("hidden-field", "", made_of(field_of(b""), root=FORM["root"])),
        ("outside-link", "a link to another PDF",
         made_of(b"<</Subtype/Link/Rect[9 9 99 99]/A<</S/GoToR/F(//srv/Jane Bloggs/a.pdf)>>>>", page=FORM["page"])),
        ("preview", "", made_of(streamed(bytes(300), b"/Width 10/Height 10"), page=b"/Thumb 6 0 R")),
        ("saved-path", "properties",
         changed(lambda writer: writer.add_metadata({"/Title": r"C:\Users\jbloggs\a.doc"}))),
        ("custom-data", "data of the program that made it", made_of(root=b"/PieceInfo<</X<</Private(%s)>>>>" % SAID)),
    ],
)  # fmt: skip
def test_what_lies_in_the_objects_of_a_pdf(kind: str, where: str, content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", content)
    assert (places(found, kind), traced(found), found.problem) == ([where], {kind}, "")
    assert "Bloggs" in words(found) or "bloggs" in words(found) or kind in ("preview", "earlier-version")


@pytest.mark.parametrize(
    "content",
    [
        made_of(root=b"/PageLabels<</Nums[0<</P(%s)>>]>>" % SAID),
        made_of(root=b"/Names<</Dests<</Names[(%s)[3 0 R/Fit]]>>>>" % SAID),
        made_of(b"<</FT/Ch/T(a)/Opt[(%s)(b)]/V(b)%s>>" % (SAID, WIDGET), **FORM),
        made_of(b"(%s)" % SAID),
        made_of(streamed(b"<xdp>%s</xdp>" % SAID), root=b"/AcroForm<</XFA 6 0 R/Fields[]>>"),
        made_of(field_of(WIDGET), **FORM),
    ],
)
def test_no_words_of_a_pdf_are_passed_over(content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, "a.pdf", content)
    assert SECRET in words(found)
    assert (traced(found), found.problem) == (set(), "")


def test_what_nothing_leads_to_and_a_page_shows_all_the_same_is_no_trace(tmp_path: Path) -> None:
    assert traced(look(tmp_path, "a.pdf", made_of(streamed(SHOWN)))) == set()
