"""Logs in which nothing is wrong, each another: laws, references, newlines, quarters, columns of its own."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from disclosurelog.reading.standard import read_standard
from tests.factories import as_yaml, descriptor_of

TODAY = date(2026, 6, 30)
OWN = {
    "ward": {"name": "ward", "type": "string", "constraints": {"pattern": "[A-Z][a-z]+"}},
    "hours": {"name": "hours", "type": "integer", "constraints": {"minimum": 0}},
}
"""Columns of a log's own, with rules of its own."""

_LAWS = (("FOIA", "EIR"), ("FOISA", "EISR"))
_FREE = {"FOIA": "FOIA s.40(2)", "EIR": "EIR reg.13(1)", "FOISA": "FOISA s.38(1)(b)", "EISR": "EISR reg.11(2)"}
"""Grounds of each law that need no public interest test: personal data of others."""
_WEIGHED = {
    "FOIA": ("FOIA s.43(2)", "FOIA s.31(1)(a)", "FOIA s.42(1)"),
    "EIR": ("EIR reg.12(5)(e)", "EIR reg.12(4)(b)", "EIR reg.12(5)(b)"),
    "FOISA": ("FOISA s.33(1)(b)", "FOISA s.36(1)"),
    "EISR": ("EISR reg.10(5)(e)", "EISR reg.10(4)(b)"),
}
_THINGS = (
    "Parking penalties", "School places", "Waste collection", "Street lights", "Library opening hours", "Tree felling",
    "Pothole repairs", "Care home fees", "Allotment rents", "Consultancy costs", "Air quality", "Planning appeals",
)  # fmt: skip
_SENTENCES = (
    "The council spent £1.2 million in the year.", "“None” was recorded, the café’s figures aside.", "See the table.",
    "Records are kept by ward.\n\n- North: 12\n- South: 41", "Nobody asked before, so nothing was counted; it is now.",
    'It is called "the scheme", and costs £5, all in.', "Zażółć gęślą jaźń: a translation is held.",
)  # fmt: skip


@dataclass
class Part:
    """A file of a log: its rows by column, and the columns in order."""

    name: str
    kind: str
    columns: list[str]
    rows: list[dict[str, str]]

    def records(self) -> list[list[str]]:
        """Return the header and the rows as they are written."""
        return [list(self.columns), *([row.get(name, "") for name in self.columns] for row in self.rows)]


@dataclass
class Log:
    """A log to be written, and to be broken before or after it is text."""

    name: str
    newline: str
    bom: bool
    quoting: int
    parts: list[Part]
    descriptor: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)

    def of(self, kind: str) -> Part:
        """Return the first file of a kind."""
        return next(part for part in self.parts if part.kind == kind)

    def all_rows(self, kind: str) -> Iterator[tuple[Part, int, dict[str, str]]]:
        """Yield the rows of a kind with their file and the number that a spreadsheet shows."""
        for part in self.parts:
            if part.kind == kind:
                yield from ((part, number, row) for number, row in enumerate(part.rows, 2))

    def text(self, records: list[list[str]]) -> bytes:
        """Return rows as this log writes them."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator=self.newline, quoting=self.quoting).writerows(records)  # type: ignore[arg-type]
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.getvalue().encode()

    def copy(self) -> Log:
        """Return the same log, to be broken."""
        return copy.deepcopy(self)


@cache
def _schemas() -> dict[str, str]:
    """Return the schema files of a log: those of the standard, with two columns of its own for disclosures."""
    texts = {kind: table.text for kind, table in read_standard().items()}
    schema = json.loads(texts["disclosures"])
    schema["fields"] += OWN.values()
    return {**texts, "disclosures": json.dumps(schema, ensure_ascii=False)}


def write(log: Log, datasets: Path, contents: dict[str, bytes]) -> None:
    """Write a log as an officer would; ``contents`` are the bytes of files that are not as the log has them."""
    folder = datasets / log.name
    (folder / "schemas").mkdir(parents=True)
    for kind, text in _schemas().items():
        (folder / "schemas" / f"{kind}.schema.json").write_text(text, encoding="utf-8")
    files = {part.name: log.text(part.records()) for part in log.parts}
    for name, content in {**files, **log.files, **contents}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    text = as_yaml(log.descriptor)
    (folder / "datapackage.yaml").write_text(text, encoding="utf-8")


def good_log(number: int) -> Log:
    """Return the log of this number, always the same."""
    dice = random.Random(number)
    laws = _LAWS[dice.random() < 0.4]
    style = dice.choice(
        ("FOI-{year}-{n:04d}", "{year}/{n:03d}", "REQ {n:05d}", "{n:06d}", "F{n}.{year}", "IG/{n:04d}-A")
    )
    first = dice.randrange(1, 90)
    rows = [
        _row(dice, laws, style.format(year=dice.choice((2023, 2024)), n=first + n))
        for n in range(dice.randrange(4, 10))
    ]
    columns = [name for name in read_standard()["disclosures"].by_name if any(row.get(name) for row in rows)]
    own = [name for name in OWN if dice.random() < 0.7]
    for row in rows:
        row |= {"ward": dice.choice(("", "North", "Castle")), "hours": dice.choice(("", "3", "12"))}
    columns += own
    if dice.random() < 0.3:
        dice.shuffle(columns)
    quarters = dice.randrange(1, 4)
    parts = [
        Part(
            f"disclosures-q{n + 1}.csv" if quarters > 1 else "disclosures.csv",
            "disclosures",
            list(columns),
            rows[n::quarters],
        )
        for n in range(quarters)
    ]
    files = {"files/figures.csv": b"street,notices\r\nMill Lane,12\r\nHigh Street,41\r\n"}
    parts += _parts(dice, rows)
    name = f"council-{number:04d}"
    descriptor = descriptor_of(name, {part.name: part.kind for part in parts})
    own_block = descriptor["disclosure_log"]
    own_block["authority"] = {
        "name": f"Council {number}",
        "jurisdiction": "Scotland" if laws[0] == "FOISA" else "England",
    }
    if laws[0] == "FOISA":
        own_block["regulator"] = {"name": "Scottish Information Commissioner", "website": "https://www.foi.scot/"}
    newline = dice.choice(("\r\n", "\n"))
    quoting = dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    return Log(name, newline, dice.random() < 0.5, quoting, parts, descriptor, files)


def _row(dice: random.Random, laws: tuple[str, str], reference: str) -> dict[str, str]:
    law = laws[dice.random() < 0.35]
    received = date(2023, 1, 9) + timedelta(days=7 * dice.randrange(100) + dice.randrange(5))
    answered = received + timedelta(days=7 * dice.randrange(1, 3))
    row = {
        "reference": reference, "title": f"{dice.choice(_THINGS)}, {dice.choice(('2022', 'by street', 'all wards'))}",
        "date_received": received.isoformat(), "date_responded": answered.isoformat(), "legislation": law,
        "outcome": "Granted in full", "department": dice.choice(("Highways", "Finance; Legal", "")),
        "topics": dice.choice(("parking; roads", "schools", "")), "summary": dice.choice(("", "How it was spent.")),
        "request": dice.choice(_SENTENCES), "response": dice.choice(_SENTENCES), "is_dataset": dice.choice(("", "no")),
        "source_url": dice.choice(("", f"https://www.council.example/foi/{reference.replace(' ', '')}")),
    }  # fmt: skip
    fate = dice.random()
    if fate < 0.45:
        weighed = fate < 0.25
        row["outcome"] = dice.choice(("Granted in part", "Refused"))
        row["exemptions"] = dice.choice(_WEIGHED[law]) if weighed else _FREE[law]
        row["withheld"] = "The prices that one bidder offered." if weighed else "The names of two junior officers."
        row["public_interest_test"] = "Openness about spending, against harm to the next tender." if weighed else ""
    elif fate < 0.52:
        row |= {"date_received": received.isoformat()[:7], "date_responded": answered.isoformat()[:7]}
    elif fate < 0.57:
        row = {"reference": reference, "title": row["title"]}
    return row


def _parts(dice: random.Random, rows: list[dict[str, str]]) -> list[Part]:
    """Return the questions, releases and changes of some rows."""
    whole = [row for row in rows if row.get("outcome") == "Granted in full"] or rows
    questions = [
        {
            "reference": row["reference"],
            "number": str(n),
            "heading": "",
            "question": "How many?",
            "answer": dice.choice(_SENTENCES),
        }
        for row in whole[:3]
        for n in range(1, dice.randrange(2, 4))
    ]
    releases = [
        {
            "reference": row["reference"],
            "title": "The figures",
            "description": "By street.",
            "url": "",
            "is_dataset": "no",
            "third_party_rights": "",
            "file": "files/figures.csv",
        }
        for row in whole[:1]
    ] + [
        {"reference": row["reference"], "title": "A map", "url": "https://www.council.example/map.pdf"}
        for row in whole[1:2]
    ]
    changes = [
        {
            "date": "2025-02-03",
            "reference": rows[0]["reference"],
            "kind": dice.choice(("correction", "note")),
            "explanation": "A figure was mistyped.",
        },
        {"date": "2025-03-04", "reference": "GONE-7", "kind": "withdrawal", "explanation": "It was not ours."},
    ]
    made = (("questions", questions), ("releases", releases), ("changes", changes))
    return [Part(f"{kind}.csv", kind, list(dict.fromkeys(n for row in some for n in row)), some) for kind, some in made]
