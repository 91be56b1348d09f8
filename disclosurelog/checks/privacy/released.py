"""What looks like personal data in released files: their tables, their text and their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from disclosurelog.checks.privacy.columns import Column, columns_of, personal_column, settled, told_of_sheet
from disclosurelog.checks.privacy.counts import small_numbers
from disclosurelog.checks.privacy.glimpses import glimpse
from disclosurelog.checks.privacy.logs import MOST_OF_A_KIND, findings_in_cell, told
from disclosurelog.checks.privacy.sightings import Known, Sighting, masked
from disclosurelog.checks.privacy.signs import find_sightings, sightings_in_column
from disclosurelog.checks.privacy.words import read_words
from disclosurelog.model.documents import Grid, Passage
from disclosurelog.model.findings import Finding, Place, Severity, allowance_of, column_letter

_SAID_BY_COLUMN = {
    "names of people": "personal-name",
    "dates of birth": "personal-date",
    "addresses of homes": "personal-address",
}


def privacy_of_grid(grid: Grid, file: str, known: Known) -> list[Finding]:
    """Return what looks like personal data in a table of a released file, and counts so small that they tell of people.

    ``file`` is the path as the officer knows it; rows are numbered as the spreadsheet shows them.
    """
    grid, above = settled(grid)
    named_after = list(_told_of_sheet_name(grid.sheet, file))
    grid = replace(grid, sheet=veiled(grid.sheet, known))
    top = list(_seen_above(above, known))
    personal = {place for row, place, _, _ in top if row == max(grid.first - 1, 1)}
    columns = columns_of(grid, personal)
    named = list(personal_column(grid, columns, file))
    found = [*named_after, *named, *small_numbers(grid, columns, file), *_told_above(grid, file, top)]
    said = {
        (finding.column, code) for finding in named for what, code in _SAID_BY_COLUMN.items() if what in finding.message
    }
    for column in columns:
        seen: dict[str, list[tuple[int, str, Sighting]]] = {}
        for value, sightings in sightings_in_column(column.words, list(column.rows), known, grid.header):
            for sighting in sightings:
                if (column.name, sighting.code) not in said:
                    text = value[sighting.start : sighting.end].strip()
                    seen.setdefault(sighting.code, []).append((column.rows[value], text, sighting))
        for code, cases in seen.items():
            found.extend(_told_of_column(grid, file, column, code, cases))
    return found


def _told_of_sheet_name(sheet: str, file: str) -> Iterator[Finding]:
    """Yield a finding where a sheet is named after somebody; numbers in its name are told with the text of the file."""
    yield from findings_in_cell(
        sheet, list(person_in(sheet)), Place(file), None, file, where="In the name of a sheet: "
    )


def _seen_above(above: Sequence[tuple[int, int, str]], known: Known) -> Iterator[tuple[int, int, str, list[Sighting]]]:
    """Yield the cells at the top of a table, its headings among them, in which something is seen.

    Where one of them is a person's, the table has no headings, and a first name with a surname is somebody's too.
    """
    seen = dict(sightings_in_column("", [text for _, _, text in above], known))
    for row, place, text in above:
        found = seen.get(text) or (list(person_in(text)) if seen else [])
        if found:
            yield row, place, text, found


def _told_above(grid: Grid, file: str, top: Sequence[tuple[int, int, str, list[Sighting]]]) -> Iterator[Finding]:
    for row, place, text, sightings in top:
        letter = column_letter(place)
        where = told_of_sheet(grid.sheet)
        for one in findings_in_cell(text, sightings, Place(file, row), letter, file, grid.sheet, str(row), where=where):
            yield replace(one, letter=letter)


def _told_of_column(
    grid: Grid, file: str, column: Column, code: str, cases: Sequence[tuple[int, str, Sighting]]
) -> Iterator[Finding]:
    """Yield a finding for each of the first ten values of a kind in a column, then one that counts the others."""
    sheet = told_of_sheet(grid.sheet)
    cases = sorted({text: case for case in reversed(cases) for text in [case[1]]}.values(), key=lambda case: case[0])
    for row, text, sighting in cases[:MOST_OF_A_KIND]:
        allow = allowance_of(code, file, grid.sheet, column.name, text)
        message, name = sheet + told(sighting), column.name
        yield Finding(code, sighting.severity, message, file, row, name, sighting.advice, allow, column.letter)
    rest = cases[MOST_OF_A_KIND:]
    if rest:
        severity = min((sighting.severity for _, _, sighting in rest), key=lambda s: s.rank)
        more = f"{len(rest):,} more cells like this" if len(rest) > 1 else "1 more cell like this"
        message = f"{sheet}The column “{column.name}” has {more}, from row {rest[0][0]} on ({rest[0][2].what})."
        allow = allowance_of(code, file, grid.sheet, column.name, *(text for _, text, _ in rest))
        advice = "If the whole column is of this kind, delete it before the file is released."
        yield Finding(code, severity, message, file, rest[0][0], column.name, advice, allow, column.letter)


def privacy_of_passages(passages: Sequence[Passage], file: str, known: Known) -> list[Finding]:
    """Return what looks like personal data in the text of a released file; each message begins with where it stands."""
    found: list[Finding] = []
    seen = glimpse([passage.text for passage in passages])
    for index in sorted(seen):
        passage = passages[index]
        sightings = find_sightings(passage.text, known, seen[index])
        where = told_of_sheet(veiled(passage.where, known))
        found.extend(findings_in_cell(passage.text, sightings, Place(file), None, file, passage.where, where=where))
    return found


def veiled(text: str, known: Known) -> str:
    """Return the name of a sheet or of a place with what looks like personal data in it hidden, as reports show it."""
    text = _veiled(text, find_sightings(text, known))
    return _veiled(text, list(person_in(text)))


def _veiled(text: str, seen: Sequence[Sighting]) -> str:
    for sighting in reversed(seen):
        text = f"{text[: sighting.start]}{sighting.shown}{text[sighting.end :]}"
    return text


_SEPARATORS = re.compile(r"[_/\\+]|(?<=[^\W\d_])\.(?=[^\W\d_])|\.(?=[A-Za-z0-9]{1,5}$)")
_CAPITALISED = re.compile(r"[A-Z][a-z'-]+")


def privacy_of_name(path_text: str, place: Place, known: Known) -> list[Finding]:
    """Return what looks like personal data in a file's path, as it is typed in a log: files are named after people."""
    words = path_text if "@" in path_text else _SEPARATORS.sub(" ", path_text).replace("-", " ")
    found = find_sightings(words, known) or find_sightings(path_text, known) or list(person_in(words))
    return list(findings_in_cell(words, found, place, "file", path_text, where="In the name of the file: "))


def person_in(text: str) -> Iterator[Sighting]:
    """Yield the first name and surname that stand side by side in a file's name."""
    words = read_words()
    tokens = list(re.finditer(r"[^\W_]+", text))
    for first, second in pairwise(tokens):
        follows = text[second.end() :].split()[:1]
        if (
            first[0].lower() in words.first_names - words.also_words
            and _CAPITALISED.fullmatch(first[0])
            and _CAPITALISED.fullmatch(second[0])
            and second[0].lower() not in words.things | words.bodies | words.posts | words.unnamed
            and not {word.lower() for word in follows} & (words.things | words.bodies)
            and not text[: first.start()].rstrip().lower().endswith(("st", "saint", "queen", "king", "prince", "sir"))
        ):
            advice = "Rename the file after what it holds, not whom."
            shown = masked(text[first.start() : second.end()], 1, 0)
            yield Sighting("personal-name", Severity.WARNING, first.start(), second.end(), "a name", shown, advice)
            return
