"""Plain text: CSV and other tables, JSON, and text that is nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from disclosurelog.reading.documents.gathering import MOST_CELLS, Gathering, UnreadableError, short
from disclosurelog.reading.rows import read_rows

_SHORT = 8
"""Letters of a field’s name that can say nothing of persons."""
_PARAGRAPH = 4_000
"""Characters of a passage, after which the next line begins another."""
_STARTS_SOMETHING = re.compile(
    rb"\|[ \t]{0,9}'|\b(?:WEBSERVICE|IMPORT(?:XML|DATA|FEED|HTML|RANGE))[ \t]{0,9}\(|"
    rb"\bHYPERLINK[ \t]{0,9}\([^)&]{0,200}+&",
    re.IGNORECASE,
)
"""What does harm in a formula: it starts a program, or sends what is in cells elsewhere."""
_FORMULA = re.compile(rb"[\s\"]*[=+@-]")
_MOST_OF_A_CELL = 300
_TABLES = {"csv": ",", "tsv": "\t"}


def read_text(content: bytes, extension: str, found: Gathering) -> None:
    """Tell what a file of text holds."""
    if extension in _TABLES:
        _read_table(content, _TABLES[extension], found)
    elif extension in ("json", "geojson"):
        _read_json(content, found)
    else:
        for number, text in _passages(_decoded(content)):
            found.say(f"line {number}", text)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _passages(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces of some lines, each with the number of its first line."""
    first, size = 1, 0
    held: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not held:
            first = number
        held.append(line)
        size += len(line)
        if size > _PARAGRAPH or (not line.strip() and len(held) > 1):
            yield first, "\n".join(held)
            held, size = [], 0
    if held:
        yield first, "\n".join(held)


def _read_table(content: bytes, delimiter: str, found: Gathering) -> None:
    """Keep a table as the strict reader has it, or, where it refuses the file, as well as it can be taken apart."""
    for match in _STARTS_SOMETHING.finditer(content):
        before = content[max(match.start() - _MOST_OF_A_CELL, 0) : match.start()]
        if any(map(_FORMULA.match, re.split(rb"[,;\t\r\n]", before))):
            line = content.count(b"\n", 0, match.start()) + 1
            found.trace("macros", f"line {line}", "a formula that starts a program or sends what is in cells elsewhere")
            break
    cells = content.count(delimiter.encode()) + content.count(b"\n")
    if cells > MOST_CELLS:  # they would fill memory before they could be counted
        raise UnreadableError(f"The file holds more than {MOST_CELLS:,} cells, too many to be looked at.")
    if delimiter == ",":
        rows, problems = read_rows(content, "")
        if rows is not None and not problems and rows.blank is None:
            found.tabulate("", [rows.header, *rows.cells])
            return
    text = _decoded(content)
    del content
    if delimiter == "," and text[:4096].count(";") > text[:4096].count(","):
        delimiter = ";"
    try:
        held = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        for number, passage in _passages(text):
            found.say(f"line {number}", passage)
        return
    found.tabulate("", _squared(held))


def _squared(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """Return the rows, the rest of those far wider than most in their last cell: one of them must not fill memory."""
    widths = sorted(len(row) for row in rows)
    most = max(widths[len(widths) * 9 // 10] if widths else 0, 1) + 5
    return [row if len(row) <= most else (*row[: most - 1], " ".join(row[most - 1 :])) for row in rows]


def _read_json(content: bytes, found: Gathering) -> None:
    try:
        held = _json_of(_decoded(content), found)
    except ValueError as error:
        raise UnreadableError("The file is not well-formed JSON, so it could not be read.") from error
    except RecursionError as error:
        raise UnreadableError("Parts of the file lie within parts, too deep to be looked into.") from error
    records = held
    if isinstance(held, dict) and isinstance(held.get("features"), list):
        records = [one.get("properties") for one in held["features"] if isinstance(one, dict)]
        held = {key: value for key, value in held.items() if key != "features"}
        _tell_values(held, "", found)
    if isinstance(records, list) and records and all(isinstance(one, dict) for one in records):
        _tell_records(records, found)
    elif records is held:
        _tell_values(held, "", found)


def _json_of(text: str, found: Gathering) -> object:
    """Return what a text of JSON holds, or each of its lines. Fields that a reader passes over are told."""
    names: set[str] = set()

    def record(pairs: list[tuple[str, object]]) -> dict[str, object]:
        held = dict(pairs)
        names.update(held)
        if len(held) < len(pairs):
            found.trace("left-over", "", "a field that is there twice, of which one is shown")
            found.say("fields that are there twice", "\n".join(f"{name}: {value}" for name, value in pairs))
        return held

    try:
        held: object = json.loads(text, object_pairs_hook=record)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith(("}", "]")):
            raise
        held = [json.loads(line, object_pairs_hook=record) for line in lines]
    found.say("names of fields", "\n".join(sorted(name for name in names if len(name) > _SHORT)))
    return held


def _tell_records(records: Sequence[Mapping[str, object]], found: Gathering) -> None:
    columns = list(dict.fromkeys(name for record in records for name in record))
    if len(columns) > 1_000:
        _tell_values(records, "", found)
        return
    rows = [tuple(_cell(record.get(name)) for name in columns) for record in records]
    found.tabulate("", [tuple(columns), *rows], 0)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tell_values(value: object, path: str, found: Gathering) -> None:
    """Tell each text, with the path that leads to it."""
    ahead: list[tuple[object, str]] = [(value, path)]
    while ahead:
        here, at = ahead.pop()
        if isinstance(here, dict):
            ahead += [(inner, f"{at}.{short(str(key))}".lstrip(".")) for key, inner in reversed(here.items())]
        elif isinstance(here, list):
            if here and all(isinstance(one, int | float) for one in here):
                continue  # coordinates
            ahead += [(inner, at) for inner in reversed(here)]
        elif here is not None and not isinstance(here, bool):
            found.say(at, str(here))
