"""A published site with the examples, a dataset of every type and of hostile words, and others that are unusual."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Examples, MadeOnce
from tests.sites import ROOT, Workplace, write_dataset

WORDS = (
    "=1+1", '=HYPERLINK("http://x.example")', "+44 20 7946 0958", "-5", "@x", "'quoted", "007", "1e5", "TRUE", "None",
    "NA", "nan", "null", "#N/A", "9007199254740993", "\ttab", "a\tb", "carriage\rreturn", "line\nfeed",
    "both\r\nof them", " spaces ", "\u00a0", "_x000D_", "_x0041_", "<r><t>x</t></r>", "<r>&</r>",
    "\u2028", "\U0001f600 \U0001f469\u200d\U0001f467",
    "é", "</script>", "]]>", "{{7*7}}", 'a "quote"', "a,b", "2024-03-28", "28/03/2024", "12:00", "1/2",
    "mailto:a@b.example", "https://x.example/", "x" * 5000,
)  # fmt: skip

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "title": "Number", "description": "Tells the rows apart."},
    {"name": "text", "type": "string", "title": "=Text"},
    {"name": "big", "type": "integer"},
    {"name": "huge", "type": "integer"},
    {"name": "amount", "type": "number"},
    {"name": "exact", "type": "number"},
    {"name": "odd", "type": "number"},
    {"name": "paid", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"name": "day", "type": "date"},
    {"name": "british", "type": "date", "format": "%d/%m/%Y"},
    {"name": "at", "type": "time"},
    {"name": "moment", "type": "datetime"},
    {"name": "zoned", "type": "datetime"},
    {"name": "year", "type": "year"},
    {"name": "month", "type": "yearmonth"},
    {"name": "structure", "type": "object"},
    {"name": "blank", "type": "string"},
]


def row(number: int, word: str) -> list[str]:
    """Return a row whose typed cells are plain and whose text is anything."""
    whole = str(2**53 + 1 + number)
    return [
        str(number), word, whole, str(2**80 + number), f"{number}.50", f"0.{number:017d}1",
        "NaN" if number == 1 else "1.5",
        "yes" if number % 2 else "no", f"2024-03-{number % 28 + 1:02d}", f"{number % 28 + 1:02d}/03/2024", "14:30:00",
        "2024-03-28T14:30:00", "2024-03-28T14:30:00+01:00", "1997", "2024-03", '{"a": [1]}', "",
    ]  # fmt: skip


def csv_of(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


@pytest.fixture(scope="session")
def site(made_once: MadeOnce, examples: Examples) -> Path:
    """Return the published examples, with a dataset of every type and of hostile words beside them."""
    return made_once("downloads", lambda folder: publish(folder, Workplace(examples().parent))) / "site"


def publish(folder: Path, published: Workplace) -> None:
    """Publish more than was published before, beginning with what that build kept."""
    place = Workplace(folder)
    shutil.copytree(published.kept, place.kept)
    shutil.copytree(ROOT / "datasets", place.datasets)
    rows = [[field["name"] for field in FIELDS], *(row(n, word) for n, word in enumerate(WORDS, 1))]
    rows.append([str(len(WORDS) + 1), *[""] * (len(FIELDS) - 1)])
    schema = {"fields": FIELDS, "primaryKey": "id"}
    write_dataset(place.datasets / "hostile", {"words": (csv_of(rows), schema)}, title="Hostile & <words>")
    old = "name,amount\r\ncafé £,1.10\r\n€,2\r\n".encode("cp1252")
    fields = [{"name": "name", "type": "string"}, {"name": "amount", "type": "number"}]
    write_dataset(
        place.datasets / "old",
        {},
        resources=[{"name": "old", "path": "old.csv", "encoding": "cp1252", "schema": {"fields": fields}}],
    )
    (place.datasets / "old" / "old.csv").write_bytes(old)
    bom = "\ufeffname,amount\nx,1\n".encode()
    write_dataset(place.datasets / "bom", {"bom": (bom, {"fields": fields})})
    place.publish()
