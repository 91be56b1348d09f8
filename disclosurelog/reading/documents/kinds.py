"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"PAR1", "parquet"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"(\xb5/\xfd", "packed"),
    (b"MSCF", "packed"),
    (b"BM", "bitmap"),
    (b"\x00\x00\x01\x00", "bitmap"),
    (b"8BPS", "photoshop"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard ", "database"),
)

_WEB = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?xml|\?php|%|meta\s|table[\s>])",
    re.IGNORECASE | re.DOTALL,
)

EXPECTED = {
    "csv": ("text",),
    "tsv": ("text",),
    "txt": ("text",),
    "json": ("text",),
    "geojson": ("text",),
    "doc": ("ole",),
    "xls": ("ole",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "pptx": ("pptx",),
    "odt": ("odt",),
    "ods": ("ods",),
    "odp": ("odp",),
    "pdf": ("pdf",),
    "png": ("png",),
    "jpg": ("jpeg",),
    "jpeg": ("jpeg",),
    "gif": ("gif",),
    "tif": ("tiff",),
    "tiff": ("tiff",),
    "webp": ("webp",),
    "rtf": ("rtf",),
    "parquet": ("parquet",),
    "zip": ("zip",),
}
"""What a file of each ending is by its content."""

WORDS = {
    "text": "plain text",
    "ole": "an Office file of the kind before 2007, or one that is locked with a password",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "pptx": "a PowerPoint presentation",
    "odt": "an OpenDocument text",
    "ods": "an OpenDocument spreadsheet",
    "odp": "an OpenDocument presentation",
    "pdf": "a PDF",
    "png": "a PNG picture",
    "jpeg": "a JPEG picture",
    "gif": "a GIF picture",
    "tiff": "a TIFF picture",
    "webp": "a WebP picture",
    "rtf": "a rich text document",
    "parquet": "a Parquet table",
    "zip": "a zip archive",
    "program": "a program",
    "packed": "a compressed archive",
    "bitmap": "a bitmap picture",
    "photoshop": "a Photoshop picture",
    "media": "a sound or video recording",
    "database": "a database",
    "web page": "a web page or a drawing for the web, which can run a script",
    "utf-16": "text saved as “Unicode” (UTF-16)",
    "unknown": "something that is not known here",
    "empty": "empty",
}

_OFFICE = {
    "wordprocessingml.document": "docx",
    "ms-word.document.macroenabled": "docx",
    "wordprocessingml.template": "docx",
    "ms-word.template.macroenabled": "docx",
    "spreadsheetml.sheet": "xlsx",
    "ms-excel.sheet.macroenabled": "xlsx",
    "spreadsheetml.template": "xlsx",
    "ms-excel.template.macroenabled": "xlsx",
    "ms-excel.sheet.binary": "xlsb",
    "presentationml.presentation": "pptx",
    "presentationml.slideshow": "pptx",
    "presentationml.template": "pptx",
    "ms-powerpoint.presentation.macroenabled": "pptx",
    "ms-powerpoint.slideshow.macroenabled": "pptx",
}
_OPEN = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp", b"text-template": "odt",
         b"spreadsheet-template": "ods", b"presentation-template": "odp"}  # fmt: skip
_MOST_OF_A_LIST = 2 * 2**20


def kind_of(content: bytes) -> str:
    """Return what ``content`` is: a key of ``WORDS``."""
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        return "empty"
    for start, kind in _STARTS:
        if content.startswith(start) and not (len(start) <= 3 and _is_text(content)):
            return _kind_of_package(content) if kind == "zip" else kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" or content[:4] in (b"RIFF", b"OggS", b"\x1aE\xdf\xa3") or content[:3] == b"ID3":
        return "media"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if _WEB.match(content.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "web page"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    return "text" if _is_text(content) else "unknown"


def _is_text(content: bytes) -> bool:
    """Whether the bytes could be text: no null, and hardly a control character."""
    sample = content[:65536]
    controls = len(sample) - len(sample.translate(None, bytes({*range(32)} - {9, 10, 11, 12, 13, 26, 27})))
    return b"\x00" not in content and controls * 100 <= len(sample)


def _kind_of_package(content: bytes) -> str:
    """Return which office package a zip archive is, or ``zip``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            for name in ("mimetype", "[Content_Types].xml"):
                if name in names and package.getinfo(name).file_size <= _MOST_OF_A_LIST:
                    with package.open(name) as part:
                        held = part.read(_MOST_OF_A_LIST)
                    kind = _open_kind(held) if name == "mimetype" else _office_kind(held)
                    if kind:
                        return kind
    except Exception:  # what is wrong with the archive is found, and told, by the reader of archives
        return "zip"
    return "zip"


def _open_kind(held: bytes) -> str:
    return _OPEN.get(held.strip().removeprefix(b"application/vnd.oasis.opendocument."), "")


def _office_kind(held: bytes) -> str:
    types = held.decode("utf-8", "replace").lower()
    if "\x00" in types:
        types = held.decode("utf-16", "replace").lower()
    for mark, kind in _OFFICE.items():
        if f"{mark}.main+xml" in types or (kind == "xlsb" and f"{mark}.macroenabled.main" in types):
            return kind
    return ""


def second_kind_of(content: bytes, kind: str) -> str:
    """Return what else a file is to another program, in words, or ``""``: an archive behind a picture, say."""
    if kind in ("pdf", "png", "jpeg", "gif", "webp", "tiff", "text", "rtf"):
        tail = content[-66_000:]
        if b"PK\x05\x06" in tail and zipfile.is_zipfile(io.BytesIO(content)):
            return "a zip archive behind it"
    if (
        kind != "pdf"
        and kind not in ("text", "zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "ole", "packed")
        and (b"%PDF-" in content[:1024])
    ):
        return "a PDF"
    if kind in ("pdf", "png", "jpeg", "gif", "webp", "tiff"):
        start = content.find(b"%PDF-") if kind == "pdf" else 0
        if start > 0 and content[:start].strip(b" \t\r\n\xef\xbb\xbf"):
            return "something else before the PDF begins"
        if re.search(rb"<script[\s>]|<!doctype html|<html[\s>]", content[:1024], re.IGNORECASE):
            return "a web page"
    return ""
