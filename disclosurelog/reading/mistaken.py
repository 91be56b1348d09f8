"""Recognise what was given the name of a CSV and is something else: a workbook, a web page, a picture."""

from __future__ import annotations

import re

SAVE_AS = "In Excel choose File, Save As, and the type “CSV UTF-8 (Comma delimited)”."
_UNPACK = "Unpack it, and put the CSV file itself here."
_TABLE = "Put the table itself in a CSV file."
_EXPORT = "Download or export the table itself as CSV."

_ZIPS = (
    (b"xl/", "an Excel workbook, not a CSV file", SAVE_AS),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet, not a CSV file",
     "In LibreOffice choose File, Save As, the type “Text CSV”, the character set Unicode (UTF-8) and commas."),
    (b".iwa", "a Numbers or Pages file, not a CSV file",
     "In Numbers choose File, Export To, CSV, and under Advanced Options the encoding Unicode (UTF-8)."),
    (b"word/", "a Word document, not a CSV file", _TABLE),
    (b"ppt/", "a presentation, not a CSV file", _TABLE),
    (b"opendocument.", "an OpenDocument file, not a CSV file", _TABLE),
    (b"", "a spreadsheet or zip file, not a CSV file", SAVE_AS),
)  # fmt: skip
"""What a zip archive holds, by a word that is in it."""

_STARTS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file, or one with a password, not a CSV file", SAVE_AS),
    (b"\x09\x08", "an old Excel file, not a CSV file", SAVE_AS),
    (b"\x09\x04", "an old Excel file, not a CSV file", SAVE_AS),
    (b"\x09\x02", "an old Excel file, not a CSV file", SAVE_AS),
    (b"\x00\x05\x16\x07", "what a Mac keeps beside a file, not the CSV file", "Delete it, and put the CSV file here."),
    (b"SQLite format 3\x00", "an SQLite database, not a CSV file", _EXPORT),
    (b"ARROW1\x00", "an Arrow file, not a CSV file", _EXPORT),
    (b"ID;PWXL", "a SYLK file, not a CSV file", SAVE_AS),
    (b"\x1f\x8b", "a compressed file, not a CSV file", _UNPACK),
    (b"\xfd7zXZ", "a compressed file, not a CSV file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a compressed file, not a CSV file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file, not a CSV file", _UNPACK),
    (b"Rar!\x1a", "a compressed file, not a CSV file", _UNPACK),
    (b"%PDF", "a PDF, not a CSV file", _TABLE),
    (b"{\\rtf", "a Rich Text document, not a CSV file", _TABLE),
    (b"\x89PNG", "a picture, not a CSV file", _TABLE),
    (b"\xff\xd8\xff", "a picture, not a CSV file", _TABLE),
    (b"GIF87a", "a picture, not a CSV file", _TABLE),
    (b"GIF89a", "a picture, not a CSV file", _TABLE),
    (b"MZ\x90", "a program, not a CSV file", "Delete it, and put the CSV file itself here."),
    (b"\x7fELF", "a program, not a CSV file", "Delete it, and put the CSV file itself here."),
    (b"MIME-Version:", "a web page saved as one file, not a CSV file", _EXPORT),
    (b"version https://git-lfs", "what version control keeps in place of a large file, not the CSV file",
     "Fetch the file itself (“git lfs pull”), and put it here."),
    (b"\xff\xfe\x00\x00", "saved as UTF-32, not as UTF-8", SAVE_AS),
    (b"\x00\x00\xfe\xff", "saved as UTF-32, not as UTF-8", SAVE_AS),
    (b"\xff\xfe", "saved as “Unicode text” (UTF-16), not as UTF-8", SAVE_AS),
    (b"\xfe\xff", "saved as “Unicode text” (UTF-16), not as UTF-8", SAVE_AS),
)  # fmt: skip
_PATTERNS = (
    (re.compile(rb"\s*<(?:\?xml|Workbook)(?=.{0,3000}(?:mso-application|office:spreadsheet))", re.DOTALL),
     "an XML spreadsheet, not a CSV file", SAVE_AS),
    (re.compile(rb"\s*<(?:!doctype|!--|(?:html|head|body|table|meta|div|style|script|title|font|tr|p|br)\b)",
                re.IGNORECASE),
     "a web page, not a CSV file", _EXPORT),
    (re.compile(rb"\s*<(?:\?xml|(?:svg|kml|gpx|rss|feed|rdf:RDF)\b)", re.IGNORECASE),
     "an XML file, not a CSV file", _EXPORT),
    (re.compile(rb'\s*(?:\{\s*"|\{\s*\}|\[\s*[\[{]\s*["\[{0-9}\]]|\[\s*")'), "a JSON file, not a CSV file", _EXPORT),
    (re.compile(rb".{4}Standard (?:Jet|ACE) DB", re.DOTALL), "an Access database, not a CSV file", _EXPORT),
    (re.compile(rb"PAR1[\x00-\x1f]"), "a Parquet file, not a CSV file", _EXPORT),
    (re.compile(rb"BZh[1-9]1AY"), "a compressed file, not a CSV file", _UNPACK),
)  # fmt: skip

_LOOKED_AT = 4_096
_ZIP_LOOKED_AT = 65_536


def mistaken_for_csv(content: bytes) -> tuple[str, str] | None:
    """Return what a file is that is no CSV, as “The file is …” goes on, and what to do; ``None`` where it may be one.

    Only its first bytes, and of an archive the names at its two ends, are looked at.
    """
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names = content[:_ZIP_LOOKED_AT] + content[-_ZIP_LOOKED_AT:]
        return next((what, advice) for word, what, advice in _ZIPS if word in names)
    for mark, what, advice in _STARTS:
        if start.startswith(mark):
            return what, advice
    wide = _wide(start)
    if wide:
        return f"saved as {wide}, not as UTF-8", SAVE_AS
    if start[257:262] == b"ustar":
        return "an archive, not a CSV file", _UNPACK
    for pattern, what, advice in _PATTERNS:
        if pattern.match(start):
            return what, advice
    return None


def _wide(start: bytes) -> str:
    """Return the encoding of two or four bytes a letter that a text without a mark is in, ``""`` if it is in none.

    Letters of English then have null characters at every other place, and nothing else has.
    """
    if len(start) < 8 or b"\x00" not in start:
        return ""
    whole = start[: len(start) // 4 * 4]
    nulls = [whole[place::4].count(b"\x00") / (len(whole) / 4) for place in range(4)]
    for places, name in (
        ((1, 2, 3), "UTF-32"),
        ((0, 1, 2), "UTF-32"),
        ((1, 3), "“Unicode text” (UTF-16)"),
        ((0, 2), "“Unicode text” (UTF-16)"),
    ):
        rest = [share for place, share in enumerate(nulls) if place not in places]
        if all(nulls[place] > 0.7 for place in places) and all(share < 0.1 for share in rest):
            return name
    return ""
