"""The labelled cells, and what is found of them. Run this file to see what is missed and what is found by mistake.

``labelled.csv`` has cells as officers type them, all invented: ``kind`` says what personal data is in a cell, and is
blank where there is none. The rules were tuned on all four sets; each was first tried on rules that had not seen it.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from disclosurelog.checks.privacy import NOTHING_KNOWN, find_sightings

CODES = {
    "email": "personal-email",
    "phone": "personal-phone",
    "dob": "personal-date",
    "vehicle": "vehicle-mark",
    "address": "personal-address",
    "name": "personal-name",
    "hidden": "hidden-character",
    "lookalike": "lookalike-reference",
}
NUMBERS = {
    "ni": "National Insurance number",
    "nhs": "NHS, CHI and H&C number",
    "passport": "passport number",
    "licence": "driving licence number",
    "bank": "bank account",
    "card": "payment card number",
    "utr": "taxpayer reference",
    "upn": "pupil or learner number",
    "local": "number of a hospital, an employer, a school, the police or a prison",
}
WORDS = {
    **NUMBERS,
    "email": "e-mail address of a person",
    "phone": "telephone number of a person",
    "dob": "date of birth, age of somebody named",
    "vehicle": "vehicle registration mark",
    "address": "address of a home",
    "name": "name",
    "hidden": "hidden character",
    "lookalike": "look-alike reference",
}


@dataclass
class Figures:
    """How many cells of each kind there are, how many were found, and what went wrong."""

    cells: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)

    @property
    def recall_of_numbers(self) -> float:
        return sum(self.found[kind] for kind in NUMBERS) / sum(self.cells[kind] for kind in NUMBERS)

    @property
    def recall(self) -> float:
        return self.found.total() / self.cells.total()

    @property
    def precision(self) -> float:
        return self.found.total() / (self.found.total() + len(self.mistaken))


def labelled() -> list[dict[str, str]]:
    """Return the cells with their set and kind."""
    with (Path(__file__).parent / "labelled.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures_of(cells: list[dict[str, str]]) -> Figures:
    """Return what is found of these cells."""
    figures = Figures()
    for cell in cells:
        kind, text = cell["kind"], cell["text"]
        codes = {sighting.code for sighting in find_sightings(text, NOTHING_KNOWN)}
        if not kind:
            figures.clean += 1
            figures.mistaken += [text] if codes else []
            continue
        figures.cells[kind] += 1
        if CODES.get(kind, "personal-number") in codes:
            figures.found[kind] += 1
        else:
            figures.missed.append((kind, text))
    return figures


def table(figures: Figures) -> str:
    """Return the table of the guide."""
    lines = ["| what | cells | found |", "|---|---:|---:|"]
    lines += [f"| {words} | {figures.cells[kind]} | {figures.found[kind]} |" for kind, words in WORDS.items()]
    return "\n".join([*lines, f"| nothing personal | {figures.clean} | {len(figures.mistaken)} by mistake |"])


if __name__ == "__main__":
    told = figures_of(labelled())
    print(table(told))
    print(*told.missed, *told.mistaken, sep="\n")
