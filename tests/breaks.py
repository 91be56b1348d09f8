"""The ways in which logs break: each a function that breaks one, and says where it must be found.

A break changes the log itself, or the bytes of one of its files, and returns what is to be found: the file, the row
and the column as a spreadsheet shows them, and the code of a check.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from tests.good_logs import Log, Part


@dataclass(frozen=True)
class Found:
    """A finding that there must be. ``letter`` is what a spreadsheet calls the column."""

    file: str
    row: int | None
    column: str | None
    code: str
    severity: str = "error"
    letter: str = ""


@dataclass
class Broken:
    """What a break made: bytes of files in place of the log’s own, and the finding there must be."""

    found: Found
    contents: dict[str, bytes] = field(default_factory=dict)


Break = Callable[[Log, random.Random], "Broken | None"]
"""``None`` where the log has nothing that can be broken so."""


def _letter(part: Part, column: str) -> str:
    return chr(65 + part.columns.index(column))


def _pick(
    log: Log, dice: random.Random, kind: str = "disclosures", **having: str
) -> tuple[Part, int, dict[str, str]] | None:
    """Return a row of a kind that has these cells."""
    rows = [
        found for found in log.all_rows(kind) if all(found[2].get(name, "") == text for name, text in having.items())
    ]
    return dice.choice(rows) if rows else None


def cell(column: str, text: str, code: str, kind: str = "disclosures", severity: str = "error", **having: str) -> Break:
    """Return the break that puts a text into a column of a row."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        picked = _pick(log, dice, kind, **having)
        if picked is None:
            return None
        part, number, row = picked
        for other in log.parts:
            if other.kind == kind and column not in other.columns:
                other.columns.append(column)
        row[column] = text.replace("{}", row.get(column, ""))
        letter = _letter(part, column)
        return Broken(Found(part.name, number, column, code, severity, letter))

    return broken


def legal(code: str, column: str | None, changes: dict[str, str], severity: str = "error", **having: str) -> Break:
    """Return the break that makes a row one that the law does not have."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        picked = _pick(log, dice, "disclosures", **having)
        if picked is None:
            return None
        part, number, row = picked
        for name in changes:
            for other in log.parts:
                if other.kind == "disclosures" and name not in other.columns:
                    other.columns.append(name)
        row |= changes
        return Broken(Found(part.name, number, column, code, severity, _letter(part, column) if column else ""))

    return broken


def added(kind: str, row: dict[str, str], column: str | None, code: str, severity: str = "error") -> Break:
    """Return the break that adds a row to a table; ``{reference}`` is that of a disclosure."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        part = log.of(kind)
        known = dice.choice([row["reference"] for _, _, row in log.all_rows("disclosures")])
        part.rows.append({name: text.replace("{reference}", known) for name, text in row.items()})
        part.columns += [name for name in row if name not in part.columns]
        letter = _letter(part, column) if column else ""
        return Broken(Found(part.name, len(part.rows) + 1, column, code, severity, letter))

    return broken


def placed(mark: bytes, code: str, column: str = "title") -> Break:
    """Return the break that puts bytes into a cell, which must be found at its row and the letter of its column."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        part, number, row = _pick(log, dice) or next(log.all_rows("disclosures"))
        if column not in part.columns:
            return None
        row[column] = "before@@after"
        content = log.text(part.records()).replace(b"@@", mark)
        letter = _letter(part, column)
        in_quotes = code == "quote-bare" and log.quoting == csv.QUOTE_ALL
        found = Found(part.name, number, letter, "quote-unclosed" if in_quotes else code, letter=letter)
        return Broken(found, {part.name: content})

    return broken


def lines(change: Callable[[list[list[str]], int], None], code: str, shift: int = 0) -> Break:
    """Return the break that changes the rows of a file at one of them, where it must be found."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        part, number, _ = _pick(log, dice) or next(log.all_rows("disclosures"))
        if len(part.rows) < 2:
            return None
        records = part.records()
        change(records, number - 1)
        return Broken(Found(part.name, number + shift, None, code), {part.name: log.text(records)})

    return broken


def whole(content: Callable[[bytes], bytes], code: str, row: int | None = 1, kind: str = "disclosures") -> Break:
    """Return the break that makes other bytes of a whole file."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        part = log.of(kind)
        return Broken(Found(part.name, row, None, code), {part.name: content(log.text(part.records()))})

    return broken


def header(change: Callable[[list[str]], tuple[str, int]], code: str, severity: str = "error") -> Break:
    """Return the break that changes the header row; ``change`` returns the column that is found, and where."""

    def broken(log: Log, dice: random.Random) -> Broken | None:
        part = log.of("disclosures")
        records = part.records()
        column, at = change(records[0])
        letter = chr(65 + at) if at >= 0 else ""
        return Broken(Found(part.name, 1, column or letter, code, severity, letter), {part.name: log.text(records)})

    return broken


def _plain(content: bytes) -> bytes:
    return content.removeprefix(b"\xef\xbb\xbf")


def _zip(*names: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def _repeated_file(log: Log, dice: random.Random) -> Broken | None:
    """Break a reference so that it is in two files."""
    parts = [part for part in log.parts if part.kind == "disclosures"]
    if len(parts) < 2:
        return None
    parts[1].rows[0]["reference"] = parts[0].rows[0]["reference"]
    return Broken(Found(parts[1].name, 2, "reference", "reference-duplicate", letter=_letter(parts[1], "reference")))


def _repeated_row(log: Log, dice: random.Random) -> Broken | None:
    part = log.of("disclosures")
    part.rows.append(dict(part.rows[0]))
    return Broken(
        Found(part.name, len(part.rows) + 1, "reference", "reference-duplicate", letter=_letter(part, "reference"))
    )


def _lost_zero(log: Log, dice: random.Random) -> Broken | None:
    rows = [row for row in log.all_rows("disclosures") if row[2]["reference"].isdigit()]
    if len(rows) < 5:
        return None
    part, number, row = dice.choice(rows)
    row["reference"] = row["reference"].lstrip("0")
    own = Found(part.name, number, "reference", "reference-changed", "warning", _letter(part, "reference"))
    return Broken(own) if sum(other[0] is part for other in rows) > 2 else None


def _unclosed(log: Log, dice: random.Random) -> Broken | None:
    part, number, row = next(log.all_rows("disclosures"))
    row["title"] = "@@"
    content = log.text(part.records()).replace(b'"@@"', b"@@").replace(b"@@", b'"Parking')
    content = content if content.count(b'"') % 2 else content + b'"'
    letter = _letter(part, "title")
    return Broken(Found(part.name, number, letter, "quote-unclosed", letter=letter), {part.name: content})


def _released(log: Log, dice: random.Random) -> Broken | None:
    log.files.clear()
    part = log.of("releases")
    return Broken(Found(part.name, 2, "file", "release-file", letter=_letter(part, "file")))


def _declared(log: Log, dice: random.Random) -> Broken | None:
    part = log.of("disclosures")
    part.rows[0]["title"] = "Café prices"
    log.descriptor["resources"][0]["encoding"] = "cp1252"
    return Broken(Found(part.name, None, None, "encoding"))


def _beside(name: str, code: str, of: str = "") -> Break:
    def broken(log: Log, dice: random.Random) -> Broken | None:
        part = log.of("disclosures")
        beside = name.replace("{}", part.name)
        return Broken(
            Found(of.replace("{}", part.name) or beside, None, None, code, "warning"), {beside: b"reference\r\n"}
        )

    return broken


def _descriptor(change: Callable[[Log], object], code: str, row: int | None = None) -> Break:
    def broken(log: Log, dice: random.Random) -> Broken | None:
        change(log)
        return Broken(Found("datapackage.yaml", row, None, code))

    return broken


def _withdrawn(log: Log, dice: random.Random) -> Broken | None:
    part, number, row = next(log.all_rows("disclosures"))
    changes = log.of("changes")
    changes.rows.append(
        {"date": "2025-05-06", "reference": row["reference"], "kind": "withdrawal", "explanation": "Named."}
    )
    return Broken(Found(part.name, number, "title", "withdrawal-text", letter=_letter(part, "title")))


def _insert(*cells: str) -> Callable[[list[list[str]], int], None]:
    """Return the change that puts a row of these cells in before a row."""
    return lambda records, at: records.insert(at, [*cells, *[""] * len(records[0])][: len(records[0])])


CELLS: dict[str, Break] = {
    "reference blank": cell("reference", "", "cell-blank"),
    "title blank": cell("title", "", "cell-blank"),
    "title of a no-break space": cell("title", "\u00a0", "cell-blank"),
    "space after the reference": cell("reference", "{} ", "cell-spaces"),
    "no-break space after the reference": cell("reference", "{}\u00a0", "cell-spaces"),
    "line break in the reference": cell("reference", "FOI\n2024", "reference-portable"),
    "nothing to see in the reference": cell("reference", "FOI\u200b-77", "reference-portable"),
    "reference too long": cell("reference", "x" * 121, "cell-too-long"),
    "title too long": cell("title", "x" * 301, "cell-too-long"),
    "British date": cell("date_received", "28/03/2024", "date-form"),
    "date as a number": cell("date_responded", "45379", "date-form"),
    "date with a name": cell("date_received", "28-Mar-24", "date-form"),
    "month with a name": cell("date_responded", "Mar-24", "date-form"),
    "date with a time": cell("date_received", "2024-03-28 00:00:00", "date-form"),
    "no-break space before a date": cell("date_responded", "\u00a02024-03-28", "date-form"),
    "date in curly quotes": cell("date_received", "“2024-03-28”", "date-form"),
    "day that is not": cell("date_received", "2024-02-30", "date-impossible"),
    "outcome mistyped": cell("outcome", "Granted in ful", "cell-value"),
    "outcome in small letters": cell("outcome", "refused", "cell-value"),
    "law unknown": cell("legislation", "GDPR", "cell-value"),
    "yes as a letter": cell("is_dataset", "y", "cell-form"),
    "address without https": cell("source_url", "www.council.example", "cell-form"),
    "exemption in brackets": cell("exemptions", "S(40)", "exemption-form"),
    "topics without a space": cell("topics", "roads;parking", "cell-form"),
    "licence unknown": cell("licence", "Crown copyright", "cell-value"),
    "failed link": cell("title", "#REF!", "spreadsheet-error", severity="warning"),
    "failed name": cell("response", "#NAME?", "spreadsheet-error", severity="warning"),
    "failed look-up": cell("outcome", "#N/A", "spreadsheet-error"),
    "column too narrow": cell("date_received", "########", "spreadsheet-error"),
    "reference as a month": cell("reference", "Mar-24", "reference-changed", severity="warning"),
    "reference as a day": cell("reference", "01/03/2024", "reference-changed", severity="warning"),
    "reference as a power": cell("reference", "1.23457E+11", "reference-changed", severity="warning"),
    "reference in curly quotes": cell("reference", "“FOI-77”", "reference-changed", severity="warning"),
    "reference of 18 digits": cell("reference", "123456789012345000", "reference-changed", severity="warning"),
    "reference without its zeros": _lost_zero,
    "text cut off": cell("response", "x" * 32_767, "cell-cut", severity="warning"),
    "letters garbled": cell("response", "The cafÃ© cost Â£5.", "letters-garbled", severity="warning"),
    "letters lost": cell("request", "The caf\ufffd.", "letters-garbled", severity="warning"),
    "formula": cell("response", "=SUM(A1:A9)", "formula-text", severity="notice"),
    "question with a letter": cell("number", "1a", "cell-form", "questions"),
    "question from a date": cell("number", "01-Feb", "cell-form", "questions"),
    "kind of change": cell("kind", "Correction", "cell-value", "changes"),
    "month of a change": cell("date", "2025-02", "date-form", "changes"),
    "change unexplained": cell("explanation", "", "cell-blank", "changes"),
    "release untitled": cell("title", " ", "cell-blank", "releases"),
    "own column in another form": cell("ward", "north 1", "cell-form"),
    "own column that is no number": cell("hours", "many", "cell-form"),
}
LAW: dict[str, Break] = {
    "answered before it was asked": legal(
        "dates-order", "date_responded", {"date_received": "2024-03-12", "date_responded": "2024-03-05"}
    ),
    "received tomorrow": legal(
        "date-implausible", "date_received", {"date_received": "2026-07-01", "date_responded": ""}
    ),
    "exemption of an Act for the environment": legal(
        "exemption-law", "exemptions", {"legislation": "EIR", "outcome": "Refused", "exemptions": "FOIA s.43(2)"}
    ),
    "exception for the Act": legal(
        "exemption-law", "exemptions", {"legislation": "FOIA", "outcome": "Refused", "exemptions": "EIR reg.12(5)(e)"}
    ),
    "Scottish exemption in England": legal(
        "exemption-law", "exemptions", {"legislation": "FOIA", "outcome": "Refused", "exemptions": "FOISA s.33(1)(b)"}
    ),
    "provision that is not": legal(
        "exemption-unknown", "exemptions", {"legislation": "FOIA", "outcome": "Refused", "exemptions": "FOIA s.99"}
    ),
    "granted with an exemption": legal(
        "granted-with-exemption",
        "outcome",
        {"exemptions": "FOIA s.40(2)"},
        legislation="FOIA",
        outcome="Granted in full",
    ),
    "licence for what is another’s": legal(
        "licence-third-party", "licence", {"third_party_rights": "Ordnance Survey", "licence": "OGL-UK-3.0"}
    ),
    "rights of None": legal("rights-unclear", "third_party_rights", {"third_party_rights": "None"}, "error"),
}
ACROSS: dict[str, Break] = {
    "reference twice": _repeated_row,
    "reference in two quarters": _repeated_file,
    "question of nothing": added(
        "questions",
        {"reference": "FOI-0", "number": "1", "question": "Why?", "answer": "So."},
        "reference",
        "question-stray",
    ),
    "release of nothing": added(
        "releases", {"reference": "FOI-0", "title": "x", "url": "https://x.example/"}, "reference", "release-stray"
    ),
    "change of nothing": added(
        "changes",
        {"date": "2025-02-03", "reference": "FOI-0", "kind": "note", "explanation": "x"},
        "reference",
        "change-stray",
    ),
    "release of neither": added("releases", {"reference": "{reference}", "title": "x"}, "file", "release-nothing"),
    "released file gone": _released,
    "withdrawn and still there": _withdrawn,
}


def _conflict(log: Log, dice: random.Random) -> Broken | None:
    part = log.of("disclosures")
    part.rows[0]["reference"] = "@@"
    content = log.text(part.records())
    at = content.replace(b'"@@', b"@@@").index(b"@@") if part.columns[0] == "reference" else -1
    if at < 0:
        return None
    marked = content[:at] + b"<<<<<<< HEAD" + log.newline.encode() + content[at:]
    return Broken(Found(part.name, 2, None, "merge-conflict"), {part.name: marked})


ROWS: dict[str, Break] = {
    "row too short": lines(lambda records, at: records[at].__delitem__(-1), "row-length"),
    "row too long": lines(lambda records, at: records[at].append("x"), "row-length"),
    "row with commas at its end": lines(lambda records, at: records[at].extend(["", ""]), "row-length"),
    "header twice": lines(lambda records, at: records.insert(at, list(records[0])), "header-repeated"),
    "conflict": _conflict,
    "quote never closed": _unclosed,
    "bare quote": placed(b'x"y', "quote-bare", column="source_url"),
    "NUL": placed(b"\x00", "null-character"),
    "control character": placed(b"\x0b", "control-character"),
    "cp1252": placed(b"\xe9", "encoding"),
    "Mac Roman": placed(b"\x8e", "encoding"),
    "mixed encodings": placed("é ".encode() + b"\x93", "encoding"),
    "half a character": placed(b"\xed\xa0\x80", "encoding"),
}


def _two_marks(log: Log, dice: random.Random) -> Broken | None:
    part = log.of("disclosures")
    log.quoting = csv.QUOTE_MINIMAL
    content = b"\xef\xbb\xbf\xef\xbb\xbf" + _plain(log.text(part.records()))
    return Broken(Found(part.name, 1, "A", "header-hidden", letter="A"), {part.name: content})


FILES: dict[str, Break] = {
    "empty": whole(lambda content: b"", "file-empty", None),
    "blank": whole(lambda content: b"\r\n ,,\r\n", "file-empty", None),
    "header alone": whole(lambda content: content.splitlines()[0] + b"\r\n", "table-empty"),
    "UTF-16": whole(lambda content: _plain(content).decode().encode("utf-16"), "file-not-csv"),
    "UTF-16 without a mark": whole(lambda content: _plain(content).decode().encode("utf-16-le"), "file-not-csv"),
    "UTF-16, the other way round": whole(lambda content: _plain(content).decode().encode("utf-16-be"), "file-not-csv"),
    "UTF-32": whole(lambda content: _plain(content).decode().encode("utf-32"), "file-not-csv"),
    "semicolons": whole(lambda content: b"reference;title\r\nFOI-1;Parking\r\n", "separator"),
    "tabs": whole(lambda content: b"reference\ttitle\r\nFOI-1\tParking\r\n", "separator"),
    "a line for Excel": whole(lambda content: b"sep=,\r\n" + _plain(content), "separator"),
    "a title": whole(lambda content: b"Disclosure log 2024\r\n\r\n" + _plain(content), "header-missing"),
    "a title over commas": whole(lambda content: b"Our log; all of it,,,\r\n" + _plain(content), "header-missing"),
    "a blank row first": whole(lambda content: b"\r\n" + _plain(content), "header-missing"),
    "two marks of UTF-8": _two_marks,
    "workbook": whole(lambda content: _zip("[Content_Types].xml", "xl/workbook.xml"), "file-not-csv"),
    "OpenDocument": whole(lambda content: _zip("mimetype", "content.xml"), "file-not-csv"),
    "old workbook": whole(lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file-not-csv"),
    "web page": whole(lambda content: b"<html><table><tr><td>1</table>", "file-not-csv"),
    "XML spreadsheet": whole(
        lambda content: b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "file-not-csv"
    ),
    "PDF": whole(lambda content: b"%PDF-1.7\n", "file-not-csv"),
    "JSON": whole(lambda content: b'[{"reference": "FOI-1"}]', "file-not-csv"),
    "Rich Text": whole(lambda content: b"{\\rtf1\\ansi reference,title}", "file-not-csv"),
    "SQLite": whole(lambda content: b"SQLite format 3\x00" + b"\x00" * 84, "file-not-csv"),
    "compressed": whole(lambda content: b"\x1f\x8b\x08\x00", "file-not-csv"),
    "questions as a workbook": whole(lambda content: _zip("xl/workbook.xml"), "file-not-csv", kind="questions"),
    "UTF-8 declared otherwise": _declared,
    "copy beside": _beside("disclosures (1).csv", "not-listed"),
    "open in LibreOffice": _beside(".~lock.{}#", "file-open", "{}"),
    "open in Excel": _beside("~${}", "file-open", "{}"),
    "table not there": _descriptor(lambda log: log.descriptor["resources"][0].update(path="none.csv"), "path"),
    "path outside": _descriptor(lambda log: log.descriptor["resources"][0].update(path="../a.csv"), "path"),
    "schema forgotten": _descriptor(lambda log: log.descriptor["resources"][0].pop("schema"), "schema-missing"),
}


def _named(old: str, new: str) -> Callable[[list[str]], tuple[str, int]]:
    def change(names: list[str]) -> tuple[str, int]:
        at = names.index(old)
        names[at] = new
        return new, at

    return change


def _missing(names: list[str]) -> tuple[str, int]:
    names[names.index("title")] = "Subject"
    return "title", -1


def _nameless(names: list[str]) -> tuple[str, int]:
    at = names.index("title")
    names[at] = ""
    return "", at


def _twice(names: list[str]) -> tuple[str, int]:
    at = max(n for n, name in enumerate(names) if name != "title")
    names[at] = "title"
    return "title", max(n for n, name in enumerate(names) if name == "title")


HEADERS: dict[str, Break] = {
    "column missing": header(_missing, "column-missing"),
    "column without a name": header(_nameless, "header-blank"),
    "two columns alike": header(_twice, "header-duplicate"),
    "column unknown": header(_named("outcome", "Outcome"), "column-unknown", severity="warning"),
    "column of ours": header(_named("date_received", "licence_url"), "column-reserved"),
}
BREAKS: dict[str, Break] = {**CELLS, **LAW, **ACROSS, **ROWS, **FILES, **HEADERS}


def _totals(log: Log, dice: random.Random) -> Broken | None:
    part = log.of("disclosures")
    part.rows.append({"reference": dice.choice(("Total", "TOTAL:", "Grand total")), "title": str(len(part.rows))})
    letter = _letter(part, "reference")
    return Broken(Found(part.name, len(part.rows) + 1, "reference", "row-total", letter=letter))


def _other_order(log: Log, dice: random.Random) -> Broken | None:
    part = log.of("disclosures")
    part.rows.append(dict(zip(part.columns, reversed(part.columns), strict=True)))
    letter = _letter(part, "reference")
    return Broken(Found(part.name, len(part.rows) + 1, "reference", "header-repeated", letter=letter))


BREAKS |= {"totals": _totals, "header in another order": _other_order}
