"""Counts of people in a released table that are so small that they single people out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosurelog.checks.privacy.columns import LOOKED_AT, Column, told_of_sheet
from disclosurelog.checks.privacy.headings import words_of_column
from disclosurelog.model.documents import Grid
from disclosurelog.model.findings import Finding, Severity, allowance_of

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
_GRAVE = re.compile(
    r"(?i)\b(?:disciplinar\w+|misconduct|dismiss(?:al|als|ed)|grievances?|bully\w*|harass\w+|suspensions?|exclusions?|"
    r"suicides?|"
    r"self[- ]harm\w*|stillb\w+|miscarr\w+|abortions?|rapes?|sexual (?:assaults?|offences?|abuse)|domestic abuse|"
    r"maternity leave|"
    r"written warnings?|redundan\w+|whistle ?blow\w+|safeguarding|deaths? in|homicides?)\b"
)
"""What is only counted of people, and hurts whoever is told from it."""
_ONE_GROUP = re.compile(
    r"(?i)(?:white|black|asian|mixed|chinese|indian|pakistani|bangladeshi|arab|gyps\w+|roma|traveller|irish|african|"
    r"caribbean|christian|"
    r"muslim|hindu|sikh|jewish|buddhist|gay|lesbian|bisexual|heterosexual|straight|trans\w*|non[- ]binary|disabled|"
    r"not disabled|male|"
    r"female|men|women|boys|girls|bame|bme|sen|send|fsm|eal)(?: .{0,20})?"
)
"""A column for one of the groups that people are put into."""
_GROUPS_READ, _SHORT = 200, 60
_BAND = re.compile(
    r"(?i)(?:aged? )?[0-9]{1,3} ?(?:[-–+]|to|and (?:over|under|above)).*|(?:under|over|below) [0-9]{1,3}|(?:19|"
    r"20)[0-9]{2}(?:[/-][0-9]{2,4})?"
)
"""An age group, or a year."""
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
    r"inspections?|visits?|by (?:officers?|staff|members?|teachers?|nurses?)|line|position|priority|category|class|"
    r"type|fte|wte|points?|beds?|stage|tier|zone|key stage|index)\b|[£%]"
)
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*|[0-9]+(?:\.0)?")
_SUPPRESSED = re.compile(
    r"[<≤]\s?[0-9]{1,2}|\*|-|–|\.{1,3}|c|x|n/?a|nil|none|(?:less|fewer) than [a-z0-9]+", re.IGNORECASE
)
_FEW = re.compile(r"0*[1-4](?:\.0)?")
_LETTERS = re.compile(r"[^\W\d_]")
_OF_ONE_AGE = re.compile(r"(?i)(?:age|ages|age in years|year of birth)")
_ROWS_TOLD = 5


def small_numbers(grid: Grid, columns: Sequence[Column], file: str) -> Iterator[Finding]:
    """A released table counts people by group, and some counts are below five.

    Why it matters: whoever knows that one of three pupils is somebody's child learns what the table says of the three.
    The codes of practice and the regulators ask authorities to look at counts below five before they are published.

    What to do: type “fewer than 5” instead, and do so in one more cell of the row and of the column if a total would
    give the number away; or join groups. If nobody can be told from the numbers, allow it.
    """
    if not any(_is_of_groups(column) for column in columns):
        return
    of_people = _is_of_people(grid, columns, file)
    for column in columns:
        if not (_PEOPLE.search(column.words) or of_people) or _NOT_COUNTS.search(column.words) or not _counts(column):
            continue
        if any(_FEW.fullmatch(value.strip()) for value in column.rows):
            few = [row for row, value in enumerate(column.values, column.first) if _FEW.fullmatch(value.strip())]
            yield _few(grid, file, column, few)


def _is_of_people(grid: Grid, columns: Sequence[Column], file: str) -> bool:
    """Return whether a table counts people, whatever its columns are called: by how they are grouped, or what of."""
    names = " ".join(column.words for column in columns)
    title = words_of_column(f"{grid.sheet} {file.rpartition('/')[2]}".replace("-", " "))
    if _OF_PEOPLE_ALONE.search(names) or _GRAVE.search(title):
        return True
    if sum(1 for column in columns if _ONE_GROUP.fullmatch(column.words)) > 1:
        return True
    if _GROUPS.search(names) and _PEOPLE.search(f"{title} {names}"):
        return True
    groups = (value for column in columns if _is_of_groups(column) for value in list(column.rows)[:_GROUPS_READ])
    return any(_GRAVE.search(value) for value in groups if len(value) < _SHORT)


def _few(grid: Grid, file: str, column: Column, rows: Sequence[int]) -> Finding:
    told = ", ".join(str(row) for row in rows[:_ROWS_TOLD]) + ("…" if len(rows) > _ROWS_TOLD else "")
    cells = (
        f"{len(rows):,} counts below five, in rows {told}" if len(rows) > 1 else f"a count below five, in row {told}"
    )
    return Finding(
        "small-numbers",
        Severity.WARNING,
        f"{told_of_sheet(grid.sheet)}The column “{column.name}” has {cells}: people might be told from them.",
        file,
        rows[0],
        column.name,
        "Type “fewer than 5” instead where somebody could be recognised, and check the totals beside them.",
        allowance_of("small-numbers", file, grid.sheet, column.name),
        column.letter,
    )


def _is_of_groups(column: Column) -> bool:
    """Return whether a column names groups: text, or years, and not a row's own name or number."""
    values = list(column.rows)[:LOOKED_AT]
    texts = [
        value
        for value in values
        if (_LETTERS.search(value) or _BAND.fullmatch(value.strip())) and not _SUPPRESSED.fullmatch(value.strip())
    ]
    if _OF_ONE_AGE.fullmatch(column.words):
        return True
    return bool(texts) and len(texts) >= 0.5 * len(values)


def _counts(column: Column) -> bool:
    """Return whether a column holds whole numbers from 0 on, a few of them perhaps withheld, and not row numbers."""
    numbers = [value.strip() for value in column.rows if not _SUPPRESSED.fullmatch(value.strip())]
    if not numbers or not all(_COUNT.fullmatch(value) for value in numbers):
        return False
    figures = [float(value.replace(",", "")) for value in numbers]
    numbered = len(column.rows) == len(column.values) > 2 and figures == sorted(figures)
    return not (numbered and figures[0] <= 1 and figures[-1] - figures[0] == len(figures) - 1)
