"""Columns of a released table that hold personal data by their name, or counts so small that they single people out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosurelog.checks.privacy.headings import words_of_column
from disclosurelog.checks.privacy.words import read_words
from disclosurelog.model.documents import Grid
from disclosurelog.model.findings import Finding, Severity, allowance_of, column_letter

_PERSONS = (
    "employee|staff|staff member|officer|claimant|applicant|patient|pupil|student|child|tenant|resident|complainant|"
    "customer|client|"
    "service user|carer|parent|guardian|landlord|witness|victim|deceased|person|next of kin|driver|keeper|requester|"
    "requestor|author|"
    "manager|contact|owner|holder|member|mother|father|offender|suspect|worker|caseworker|householder|individual|"
    "user|informant"
)
_NAME_COLUMN = re.compile(
    rf"(?i)(?:(?:{_PERSONS})s?(?:'s)? )?(?:s ?name|surname|l ?name|last name|family name|forenames?|f ?name|"
    rf"first names?|1st name|given names?|full "
    rf"name|middle names?|christian name|initials)|"
    rf"(?:{_PERSONS})s?(?:'s)? names?|names? of (?:the )?(?:{_PERSONS})s?|(?:{_PERSONS}|names?|called)"
)
_BIRTH_COLUMN = re.compile(
    r"(?i)(?:.* )?(?:dob|d\.?o\.?b\.?|d o b|d of b|dates? of birth|birth ?(?:dates?|dt|day)|b ?date|born)(?: .*)?"
)
_HOME_COLUMN = re.compile(
    rf"(?i)(?:(?:home|residential|private|correspondence|(?:{_PERSONS})s?(?:'s)?) (?:post(?:al)? )?(?:address|post "
    rf"?code)(?: line)?(?: ?[0-9])?)"
)
_POSTCODE_COLUMN = re.compile(r"(?i)(?:.* )?post ?code")
_OF_ONE_PERSON = re.compile(
    r"(?i)(?:.* )?(?:age|gender|sex|ethnicity|religion|disability|diagnosis|nhs .*|salary|arrears)|title"
    rf"|(?:{_PERSONS}|tenancy|claim|payroll)s?(?:'s)? (?:no|number|id|ref|reference)\.?"
)
_ADDRESS_LINE = re.compile(
    r"(?i)(?:address|addr)(?: ?(?:line )?[1-3])?|house(?: (?:no|number|name))?|(?:street|property) address"
)
_HOUSE = re.compile(r"(?i)(?:flat |apt )?[0-9]{1,4}[a-z]?,? [a-z].*")
_SERIAL = re.compile(r"[1-4][0-9]{4}(?:\.0)?|(?:[0-3][0-9][01][0-9])?(?:19|20)[0-9]{2}(?:[01][0-9][0-3][0-9])?")
"""A day as a spreadsheet counts it, or with nothing between its parts."""
_POSTCODE = re.compile(r"(?i)[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")
_DATE = re.compile(r"(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]{3,9})[-/. ][0-9]{2,4}")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,3} ?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?|[A-Z][a-z]+,? (?:[A-Z]\.? ?){1,3}")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){0,4}")
_LETTERS = re.compile(r"[^\W\d_]")

_HEADED = 20
"""Rows in which the names of the columns are looked for."""
LOOKED_AT = 2000
"""So many different cells of a column say what it holds."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a released table: its letter, its name as it is and as words, and its cells.

    ``rows`` has its different cells that are filled, each with the number of the first row it is in.
    """

    letter: str
    name: str
    words: str
    first: int
    values: tuple[str, ...]
    rows: Mapping[str, int]


def columns_of(grid: Grid, personal: Collection[int] = ()) -> tuple[Column, ...]:
    """Return the columns of a grid; one without a name is known by its letter, and so is one that is ``personal``.

    ``personal`` has the numbers of the columns, from 0, whose names no report may show.
    """
    columns = []
    for index, values in enumerate(grid.columns):
        name = grid.header[index].strip() if index < len(grid.header) else ""
        letter = column_letter(grid.column + index)
        first = dict(zip(reversed(values), range(grid.first + len(values) - 1, grid.first - 1, -1), strict=True))
        rows = {value: first[value] for value in dict.fromkeys(values) if value and not value.isspace()}
        shown = letter if not name or grid.column + index in personal else name
        columns.append(Column(letter, shown, words_of_column(name), grid.first, values, rows))
    return tuple(columns)


def settled(grid: Grid) -> tuple[Grid, tuple[tuple[int, int, str], ...]]:
    """Return a grid whose header is the row that names the columns, and the cells of that row and of those above it.

    The names of the columns are in the first row that is nearly as full as any of those at the top: above it are
    titles and notes. Each cell comes with the number of its row and that of its column, from 0.
    """
    top = [grid.header, *zip(*(column[:_HEADED] for column in grid.columns), strict=False)]
    full = [sum(1 for cell in row if cell.strip()) for row in top]
    index = next((index for index, count in enumerate(full) if count * 5 >= max(full) * 3), 0)
    first = max(grid.first - 1, 1)
    cells = [
        (first + row, grid.column + column, cell)
        for row, line in enumerate(top[: index + 1])
        for column, cell in enumerate(line)
        if cell and not cell.isspace()
    ]
    if index:
        columns = tuple(column[index:] for column in grid.columns)
        grid = Grid(grid.sheet, tuple(top[index]), columns, grid.first + index, grid.column)
    return grid, tuple(cells)


def told_of_sheet(sheet: str) -> str:
    """Return the beginning of a message about a table, ``""`` where a file has but one."""
    return f"{sheet[:1].upper()}{sheet[1:]}: " if sheet else ""


def personal_column(grid: Grid, columns: Sequence[Column], file: str) -> Iterator[Finding]:
    """A column of a released table holds names, dates of birth or home addresses.

    Why it matters: a table of people is personal data row by row, however dull each cell looks. FOIA s.40, FOISA s.38,
    EIR reg.13 and EISR reg.11 protect it.

    What to do: delete the column before the file is released, or put a number or an age group in its place. If the
    people are named in public anyway, such as councillors, allow it.
    """
    singles = any(_OF_ONE_PERSON.fullmatch(c.words) or _NAME_COLUMN.fullmatch(c.words) for c in columns)
    for column in columns:
        what = _held_by(column, singles)
        if what:
            yield Finding(
                "personal-column",
                Severity.WARNING,
                f"{told_of_sheet(grid.sheet)}The column “{column.name}” seems to hold {what}, "
                f"{len(column.rows):,} in all.",
                file,
                max(grid.first - 1, 1),
                column.name,
                "Delete the column before the file is released, or put a number or an age group in its place.",
                allowance_of("personal-column", file, grid.sheet, column.name),
                column.letter,
            )


def _held_by(column: Column, singles: bool) -> str:
    """Return what a column holds of people, ``""`` where it holds nothing of them."""
    values = list(column.rows)[:LOOKED_AT]
    if not values:
        return ""
    born = _BIRTH_COLUMN.fullmatch(column.words) and not re.search(r"(?i)\byear\b", column.words)
    if born and (_share(values, _DATE) >= 0.5 or _share(values, _SERIAL, whole=True) >= 0.5):
        return "dates of birth"
    if singles and _ADDRESS_LINE.fullmatch(column.words) and _share(values, _HOUSE, whole=True) >= 0.5:
        return "addresses of homes"
    if _HOME_COLUMN.fullmatch(column.words) and _share(values, _LETTERS) >= 0.5:
        return "addresses of homes"
    if singles and _POSTCODE_COLUMN.fullmatch(column.words) and _share(values, _POSTCODE, whole=True) >= 0.5:
        return "full postcodes of people"
    return "names of people" if _are_names(column, values) else ""


def _are_names(column: Column, values: Sequence[str]) -> bool:
    words = read_words()
    different = list(dict.fromkeys(value.strip() for value in values))
    named = [
        value for value in different if _NAME.fullmatch(value) and not _parts(value) & (words.things | words.bodies)
    ]
    known = [value for value in named if _parts(value) & words.first_names or _INITIALS.fullmatch(value)]
    if _NAME_COLUMN.fullmatch(column.words):
        sole = bool(re.fullmatch(rf"(?i)(?:{_PERSONS}|names?|called)", column.words))
        return len(known if sole else named) >= (0.3 if sole else 0.5) * len(different)
    several = [value for value in known if len(value.split()) > 1 and _parts(value) & words.first_names]
    return len(different) >= 5 and len(several) >= 0.6 * len(different)


def _parts(value: str) -> set[str]:
    return set(re.split(r"[\s,.]+", value.lower()))


def _share(values: Sequence[str], pattern: re.Pattern[str], whole: bool = False) -> float:
    found = pattern.fullmatch if whole else pattern.search
    return sum(1 for value in values if found(value.strip())) / len(values)
