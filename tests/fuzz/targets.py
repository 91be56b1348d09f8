"""What is fuzzed: each takes any bytes, and must answer without raising, in time, and by its own rules."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from disclosurelog.build import check as check_whole
from disclosurelog.checks.privacy.sightings import Known
from disclosurelog.checks.privacy.signs import find_sightings
from disclosurelog.config import Config, make_config
from disclosurelog.model.datasets import SCHEMA_PROFILE, TYPES
from disclosurelog.model.findings import Finding, Place
from disclosurelog.publishing.report.results import Result
from disclosurelog.reading.cells import RulesError, note_on, read_cells
from disclosurelog.reading.data_tables import judge
from disclosurelog.reading.descriptors import parse_descriptor
from disclosurelog.reading.documents import read_document
from disclosurelog.reading.meant_dates import meant_date
from disclosurelog.reading.patterns import PatternError, not_matching
from disclosurelog.reading.rows import read_rows
from disclosurelog.reading.sources import TableSource
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.table_schemas import make_table_schema, plain
from disclosurelog.reading.tables import check_table, read_table
from tests.factories import MKDOCS, descriptor_of, write_log

Target = Callable[[bytes], None]

_CUT = b"\n--8<--\n"
"""Between the parts of an input that has several."""
_ENDINGS = ("csv", "xlsx", "ods", "docx", "odt", "pptx", "pdf", "png", "jpg", "zip", "json", "rtf", "svg", "xml", "txt")


def _parts(content: bytes, count: int) -> list[bytes]:
    return [*content.split(_CUT), *[b""] * count][:count]


def _in_order(findings: list[Finding], content: bytes) -> None:
    """Hold findings to what is promised of them."""
    lines = content.count(b"\n") + content.count(b"\r") + 2
    for finding in findings:
        assert finding.message.endswith((".", "?")), finding
        assert finding.advice, finding
        assert finding.row is None or 1 <= finding.row <= lines, finding
        json.dumps(finding.as_dict())
        finding.message.encode("utf-8")


def rows(content: bytes) -> None:
    """Read bytes as a CSV in each encoding that can be declared."""
    for encoding in ("utf-8", "cp1252"):
        read, findings = read_rows(content, "a.csv", encoding)
        _in_order(findings, content)
        assert read is not None or findings
        assert read is None or all(len(cells) == len(read.header) for cells in read.cells)


def log_table(content: bytes) -> None:
    """Read bytes as a table of each kind of the standard."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "a.csv"
        path.write_bytes(content)
        for kind, standard in read_standard().items():
            source = TableSource(kind, path, Place("a.csv"), "utf-8", json.loads(standard.text))
            table, findings = read_table(source, standard)
            findings += check_table(table, standard) if table is not None else []
            _in_order(findings, content)


def descriptor(content: bytes) -> None:
    """Read bytes as a descriptor."""
    value, problem, _ = parse_descriptor(content.decode("utf-8", "replace"))
    assert problem.endswith(".") if problem else True
    json.dumps(plain(value)).encode("utf-8")


def schema(content: bytes) -> None:
    """Judge a table by a stranger’s schema: first the schema, then the CSV."""
    stated, table = _parts(content, 2)
    value, _, _ = parse_descriptor(stated.decode("utf-8", "replace"))
    read, _ = read_rows(table or b"a,b\n1,2024-01-01\nx,y\n", "a.csv")
    if not isinstance(value, dict) or not isinstance(value.get("fields"), list) or read is None:
        return
    made, findings = make_table_schema(value, read.header, Place("a.csv"), {})
    if made is not None:
        findings += judge(read, made, Place("a.csv"))[1]
    _in_order(findings, table + b"\n" * 9)


def field(content: bytes) -> None:
    """Read a cell by one field of a schema: first the field, then the cell."""
    stated, cell = _parts(content, 2)
    value, _, _ = parse_descriptor(stated.decode("utf-8", "replace"))
    if not isinstance(value, Mapping):
        return
    note_on(value)
    try:
        read_cells([value], [[cell.decode("utf-8", "replace")]])
    except (RulesError, PatternError):
        return


def pattern(content: bytes) -> None:
    """Match a cell against a stranger’s pattern: first the pattern, then the cell."""
    stated, cell = (part.decode("utf-8", "replace") for part in _parts(content, 2))
    try:
        assert not_matching(stated, [cell]) <= {cell}
    except PatternError:
        return


def day(content: bytes) -> None:
    """Ask which date is meant."""
    meant = meant_date(content.decode("utf-8", "replace"))
    assert meant is None or str(meant)


def text(content: bytes) -> None:
    """Look for signs of personal data in a text."""
    written = content.decode("utf-8", "replace")
    for sighting in find_sightings(written, Known()):
        assert 0 <= sighting.start < sighting.end <= len(written)
        value = written[sighting.start : sighting.end]
        assert len(value) < 6 or value not in sighting.shown


def document(content: bytes) -> None:
    """Read bytes as a released file of each kind."""
    first = sum(content[:8]) % len(_ENDINGS)
    with tempfile.TemporaryDirectory() as scratch:
        for ending in (_ENDINGS[first], _ENDINGS[(first + 1) % len(_ENDINGS)]):
            path = Path(scratch) / f"a.{ending}"
            path.write_bytes(content)
            read = read_document(path, ending)
            assert not read.problem or read.problem.endswith(".")


@cache
def _config() -> Config:
    return make_config(MKDOCS, Path("datasets"), Path("site"), None, strict=False)


def folder(content: bytes) -> None:
    """Check a whole folder: its descriptor, disclosures, questions, releases, a released CSV and its schema."""
    described, disclosures, questions, releases, released, beside = _parts(content, 6)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        tables = {"questions": questions, "releases": releases}
        files = {f"{kind}.csv": kind for kind in ("disclosures", *tables)}
        usual = json.dumps(descriptor_of("a", files)).encode()
        write_log(
            place / "datasets", disclosures, name="a", descriptor=described or usual,
            files={"files/a.csv": released, "files/a.schema.json": beside, "schemas/own.json": beside}, **tables,
        )  # fmt: skip
        result = check_whole(dataclasses.replace(_config(), datasets=place / "datasets", site=place / "site"))
        assert isinstance(result, Result)
        _in_order([f for f in result.findings if f.file.endswith(".csv")], content)


TARGETS: dict[str, Target] = {
    "rows": rows, "log_table": log_table, "descriptor": descriptor, "schema": schema, "field": field,
    "pattern": pattern, "day": day, "text": text, "document": document, "folder": folder,
}  # fmt: skip


def tokens() -> tuple[bytes, ...]:
    """Return pieces that are worth putting in: what the formats and the law are made of, and what breaks programs."""
    words = [name for table in read_standard().values() for name in table.by_name]
    words += [value for table in read_standard().values() for one in table.fields for value in one.values]
    words += [
        *TYPES,
        SCHEMA_PROFILE,
        "fields",
        "name",
        "type",
        "format",
        "constraints",
        "pattern",
        "enum",
        "required",
        "minimum",
        "maxLength",
        "missingValues",
        "primaryKey",
        "foreignKeys",
        "uniqueKeys",
        "categories",
        "resources",
        "path",
        "schema",
        "encoding",
        "dialect",
        "disclosure_log",
        "authority",
        "period",
        "example",
        "28/03/2024",
        "2024-03-28",
        "45379",
        "28-Mar-24",
        "Mar-24",
        "1.23457E+11",
        "#REF!",
        "########",
        "=SUM(A1)",
        "FOIA s.40(2)",
        "EIR reg.12(5)(e)",
        "s.40 (2) (a)",
        "yes",
        "TRUE",
        "null",
        "NaN",
        "-INF",
        "1e999",
        "9" * 400,
        "a@example.org",
        "020 7946 0958",
        "AB 12 34 56 C",
        "DOB",
        "Dear Mrs",
        "Yours sincerely,\n",
        "SW1A 1AA",
        "(a+)+$",
        "(?:[ab]?){1000}",
        "[ab]*a[ab]{200}",
        "\\p{L}",
        "(?=x)",
        ".{0,1000}",
        "{}",
        "[]",
        "[" * 200,
        "é",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\U0001f600",
        "Ã©",
        "“",
        "”",
        "\ufffd",
        "А",
        "１２３",
    ]
    raw = [
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xe9",
        b"\x81",
        b'"',
        b'""',
        b",",
        b"\r",
        b"\n",
        b"\r\n",
        b";",
        b"\t",
        b"sep=,\n",
        b"<<<<<<< HEAD\n",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"<html>",
        b"<?xml ",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"- ",
        b"&a ",
        b"*a",
        b"!!int ",
        b"? ",
        b"|\n",
        _CUT,
        b"\x1b",
        b"endobj\n",
        b"stream\n",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"xl/worksheets/sheet1.xml",
    ]
    return (*(word.encode() for word in words), *raw)
