"""Columns of a released table that hold personal data by their name, or counts so small that they single people out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosurelog.checks.privacy.signs import words_of_column
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
    rf"(?i)(?:(?:{_PERSONS})s?(?:'s)? )?(?:surname|last name|family name|forenames?|first names?|given names?|full "
    rf"name|middle names?|christian name|initials)|"
    rf"(?:{_PERSONS})s?(?:'s)? names?|names? of (?:the )?(?:{_PERSONS})s?|(?:{_PERSONS})"
)
_BIRTH_COLUMN = re.compile(r"(?i)(?:.* )?(?:dob|d\.o\.b\.?|dates? of birth|birth ?dates?|birthday|born)(?: .*)?")
_HOME_COLUMN = re.compile(
    rf"(?i)(?:(?:home|residential|private|correspondence|(?:{_PERSONS})s?(?:'s)?) (?:post(?:al)? )?(?:address|post "
    rf"?code)(?: line)?(?: ?[0-9])?)"
)
_POSTCODE_COLUMN = re.compile(r"(?i)(?:.* )?post ?code")
_OF_ONE_PERSON = re.compile(
    r"(?i)(?:.* )?(?:age|gender|sex|ethnicity|religion|disability|diagnosis|title|nhs .*|salary)"
)
_POSTCODE = re.compile(r"(?i)[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")
_DATE = re.compile(r"(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]{3,9})[-/. ][0-9]{2,4}")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){0,4}")
_LETTERS = re.compile(r"[^\W\d_]")

_PEOPLE = re.compile(
    r"(?i)\b(?:people|persons?|employees?|staff|pupils?|students?|children|patients?|claimants?|residents?|tenants?|"
    r"applicants?|victims?|offenders?|"
    r"suspects?|deaths?|suicides?|headcount|households?|families|referrals?|disciplinar\w+|dismiss\w+|grievances?|"
    r"exclusions?|suspensions?|bully\w+|"
    r"pregnan\w+|births?|workers?|men|women|males?|females?|boys?|girls?|adults?|carers?|service users?|clients?|"
    r"members?|officers?|teachers?|"
    r"nurses?|doctors?|detainees?|prisoners?|migrants?|refugees?|asylum\w*|learners?|leavers|starters|apprentices?|"
    r"complainants?|arrests?|"
    r"assaults?|diagnos\w+|abortions?|self[- ]harm\w*|absentees?|homeless|recipients?|attendees)\b"
)
_GROUPS = re.compile(
    r"(?i)\b(?:gender|sex|ethnic\w*|race|age(?:s|d)?|age ?(?:group|band)|religio\w+|belief|disab\w+|sexual "
    r"orientation|nationality|first language|"
    r"marital|pregnan\w+|country of birth|diagnosis|condition|offence|illness|impairment|reason for (?:leaving|"
    r"absence|dismissal)|protected characteristic)\b"
)
_OF_PEOPLE_ALONE = re.compile(
    r"(?i)\b(?:gender|sex|ethnic\w*|religio\w+|disabilit\w+|sexual orientation|nationality|age (?:group|band|"
    r"range)s?|marital status|reason for (?:leaving|absence|dismissal))\b"
)
"""Only people are grouped by these."""
_NOT_COUNTS = re.compile(
    r"(?i)\b(?:year|month|week|day|date|quarter|period|ward (?:no|number|code)|code|id|ref|reference|price|cost|gbp|"
    r"spend|amount|value|paid|salary|"
    r"rate|score|rank|ranking|grade|band|level|age|average|mean|median|per|percent|percentage|ratio|hours?|minutes?|"
    r"days|time|length|width|weight|"
    r"height|distance|miles|km|latitude|longitude|easting|northing|floor|bedrooms?|rooms?|seats|places|capacity|"
    r"vehicles?|version|phase|row|no|"
    r"line|position|priority|category|class|type|fte|wte|points?|beds?|stage|tier|zone|key stage|index)\b|[£%]"
)
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*|[0-9]+(?:\.0)?")
_SUPPRESSED = re.compile(
    r"[<≤]\s?[0-9]{1,2}|\*|-|–|\.{1,3}|c|x|n/?a|nil|none|(?:less|fewer) than [a-z0-9]+", re.IGNORECASE
)
_FEW = re.compile(r"0*[1-4](?:\.0)?")
_ROWS_TOLD = 5
_LOOKED_AT = 2000
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


def columns_of(grid: Grid) -> tuple[Column, ...]:
    """Return the columns of a grid; one without a name is known by its letter."""
    columns = []
    for index, values in enumerate(grid.columns):
        name = grid.header[index] if index < len(grid.header) else ""
        letter = column_letter(grid.column + index)
        first = dict(zip(reversed(values), range(grid.first + len(values) - 1, grid.first - 1, -1), strict=True))
        rows = {value: first[value] for value in dict.fromkeys(values) if value and not value.isspace()}
        columns.append(Column(letter, name.strip() or letter, words_of_column(name), grid.first, values, rows))
    return tuple(columns)


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
                f"{_sheet(grid)}The column “{column.name}” seems to hold {what}, {len(column.rows):,} in all.",
                file,
                max(grid.first - 1, 1),
                column.name,
                "Delete the column before the file is released, or put a number or an age group in its place.",
                allowance_of("personal-column", file, grid.sheet, column.name),
                column.letter,
            )


def _held_by(column: Column, singles: bool) -> str:
    """Return what a column holds of people, ``""`` where it holds nothing of them."""
    values = list(column.rows)[:_LOOKED_AT]
    if not values:
        return ""
    if _BIRTH_COLUMN.fullmatch(column.words) and _share(values, _DATE) >= 0.5:
        return "dates of birth"
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
    known = [value for value in named if _parts(value) & words.first_names]
    if _NAME_COLUMN.fullmatch(column.words):
        sole = bool(re.fullmatch(rf"(?i)(?:{_PERSONS})", column.words))
        return len(known if sole else named) >= (0.3 if sole else 0.5) * len(different)
    several = [value for value in known if len(value.split()) > 1]
    return len(different) >= 5 and len(several) >= 0.6 * len(different)


def _parts(value: str) -> set[str]:
    return set(re.split(r"[\s,.]+", value.lower()))


def _share(values: Sequence[str], pattern: re.Pattern[str], whole: bool = False) -> float:
    found = pattern.fullmatch if whole else pattern.search
    return sum(1 for value in values if found(value.strip())) / len(values)


def small_numbers(grid: Grid, columns: Sequence[Column], file: str) -> Iterator[Finding]:
    """A released table counts people by group, and some counts are below five.

    Why it matters: whoever knows that one of three pupils is somebody's child learns what the table says of the three.
    The codes of practice and the regulators ask authorities to look at counts below five before they are published.

    What to do: type “fewer than 5” instead, and do so in one more cell of the row and of the column if a total would
    give the number away; or join groups. If nobody can be told from the numbers, allow it.
    """
    if not any(_is_of_groups(column) for column in columns):
        return
    about = " ".join([grid.sheet, file.rpartition("/")[2], *(column.words for column in columns)])
    names = " ".join(column.words for column in columns)
    of_people = bool(_OF_PEOPLE_ALONE.search(names)) or bool(
        _GROUPS.search(names) and _PEOPLE.search(words_of_column(about.replace("-", " ")))
    )
    for column in columns:
        if not (_PEOPLE.search(column.words) or of_people) or _NOT_COUNTS.search(column.words) or not _counts(column):
            continue
        if any(_FEW.fullmatch(value.strip()) for value in column.rows):
            few = [row for row, value in enumerate(column.values, column.first) if _FEW.fullmatch(value.strip())]
            yield _few(grid, file, column, few)


def _few(grid: Grid, file: str, column: Column, rows: Sequence[int]) -> Finding:
    told = ", ".join(str(row) for row in rows[:_ROWS_TOLD]) + ("…" if len(rows) > _ROWS_TOLD else "")
    cells = (
        f"{len(rows):,} counts below five, in rows {told}" if len(rows) > 1 else f"a count below five, in row {told}"
    )
    return Finding(
        "small-numbers",
        Severity.WARNING,
        f"{_sheet(grid)}The column “{column.name}” has {cells}: people might be told from them.",
        file,
        rows[0],
        column.name,
        "Type “fewer than 5” instead where somebody could be recognised, and check the totals beside them.",
        allowance_of("small-numbers", file, grid.sheet, column.name),
        column.letter,
    )


def _is_of_groups(column: Column) -> bool:
    """Return whether a column names groups: text, or years, and not a row's own name or number."""
    values = list(column.rows)[:_LOOKED_AT]
    texts = [value for value in values if _LETTERS.search(value) and not _SUPPRESSED.fullmatch(value.strip())]
    return bool(texts) and len(texts) >= 0.5 * len(values)


def _counts(column: Column) -> bool:
    """Return whether a column holds whole numbers from 0 on, a few of them perhaps withheld, and not row numbers."""
    numbers = [value.strip() for value in column.rows if not _SUPPRESSED.fullmatch(value.strip())]
    if not numbers or not all(_COUNT.fullmatch(value) for value in numbers):
        return False
    figures = [float(value.replace(",", "")) for value in numbers]
    numbered = len(column.rows) == len(column.values) > 2 and figures == sorted(figures)
    return not (numbered and figures[0] <= 1 and figures[-1] - figures[0] == len(figures) - 1)


def _sheet(grid: Grid) -> str:
    return f"Sheet “{grid.sheet}”: " if grid.sheet else ""
