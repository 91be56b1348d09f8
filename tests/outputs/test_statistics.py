from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.outputs import charts
from disclosurelog.outputs.charts import Chart, Drawing, charts_of, draw
from disclosurelog.outputs.statistics import (
    Counted,
    Period,
    Statistics,
    financial_year_of,
    make_statistics,
    quarter_of,
    title_of,
)
from disclosurelog.outputs.statistics_tables import make_statistics_files, notice_of, tables_of
from disclosurelog.reading import aside
from disclosurelog.reading.store import Store
from tests.factories import SITE_URL, catalogue, disclosure, log_of

# Counted by hand. 18 March 2024 is a bank holiday in Northern Ireland, 29 March (Good Friday) everywhere, 1 April
# (Easter Monday) everywhere but in Scotland: twenty working days after 1 March end on 3 April, in Scotland on 1 April.
# Forty end on 1 May.
SMALL = [
    {"date_received": "2024-03-01", "date_responded": "2024-04-03", "outcome": "Granted in full"},
    {"date_received": "2024-03-01", "date_responded": "2024-04-04", "outcome": "Refused", "exemptions": "FOIA s.42"},
    {"date_received": "2024-03-01", "date_responded": "2024-05-01", "extended_to": "2024-05-01", "legislation": "EIR",
     "outcome": "Granted in part", "exemptions": "EIR reg.12(4)(e)", "review_requested": "2024-05-20",
     "review_responded": "2024-06-10", "review_outcome": "Decision kept"},
    {"date_received": "2024-03", "date_responded": "2024-04-10", "outcome": "Granted in full"},
    {"date_received": "2023", "date_responded": "2023", "outcome": "Not held"},
    {"date_received": "2024-01-02", "date_responded": "2024-01-10", "outcome": "Not held"},
    {"date_received": "2024-03-01", "date_responded": "2024-04-01", "legislation": "FOISA", "outcome": ""},
]  # fmt: skip


def made() -> list[Disclosure]:
    return [disclosure(reference=f"FOI-{n}", **({"legislation": "FOIA"} | row)) for n, row in enumerate(SMALL, 1)]


def small() -> Statistics:
    (statistics,) = make_statistics(catalogue(*made()))
    return statistics


def counted(period: Period) -> tuple[object, ...]:
    return (
        period.key, period.received, period.answered, period.in_time, period.late, period.not_judged, period.share,
        period.median, period.ninetieth,
    )  # fmt: skip


def test_financial_years_as_counted_by_hand() -> None:
    assert [counted(period) for period in small().years] == [
        ("2023-24", 6, 1, 1, 0, 0, 100, 6, 6),
        ("2024-25", 0, 5, 3, 1, 1, 75, 20, 40),
        ("Not known", 1, 1, 0, 0, 1, None, None, None),
    ]


def test_quarters_as_counted_by_hand() -> None:
    assert [counted(period) for period in small().quarters] == [
        ("2024-Q1", 6, 1, 1, 0, 0, 100, 6, 6),
        ("2024-Q2", 0, 5, 3, 1, 1, 75, 20, 40),
        ("Not known", 1, 1, 0, 0, 1, None, None, None),
    ]


def test_outcomes_exemptions_and_reviews_as_counted_by_hand() -> None:
    statistics = small()
    assert statistics.outcomes == (
        Counted("Granted in full", 2),
        Counted("Not held", 2),
        Counted("Granted in part", 1),
        Counted("Not stated", 1),
        Counted("Refused", 1),
    )
    assert statistics.exemptions == (Counted("EIR reg.12(4)(e)", 1), Counted("FOIA s.42", 1))
    assert statistics.review_outcomes == (Counted("Decision kept", 1),)
    assert [(p.key, p.reviews_requested, p.reviews_answered) for p in statistics.years if p.reviews_requested] == [
        ("2024-25", 1, 1)
    ]
    assert [p.outcomes for p in statistics.years][1] == {
        "Granted in full": 2, "Refused": 1, "Granted in part": 1, "Not stated": 1
    }  # fmt: skip


def test_how_much_is_here_is_told_by_the_year_of_receipt() -> None:
    log = log_of(
        *(disclosure(reference=f"FOI-{n}", **({"legislation": "FOIA"} | row)) for n, row in enumerate(SMALL, 1))
    )
    log = replace(log, authority=replace(log.authority, received=(("2022", 9), ("2023", 10), ("2024", 0))))
    (statistics,) = make_statistics(catalogue(logs=[log]))
    assert [(c.year, c.published, c.received, c.share) for c in statistics.completeness] == [
        ("2022", 0, 9, 0),
        ("2023", 1, 10, 10),
        ("2024", 6, 0, 0),
    ]


@pytest.mark.parametrize(
    ("day", "quarter", "year"),
    [
        ("2024-03-31", "2024-Q1", "2023-24"),
        ("2024-04-01", "2024-Q2", "2024-25"),
        ("2024-12", "2024-Q4", "2024-25"),
        ("1999-12-31", "1999-Q4", "1999-00"),
        ("2024", "Not known", "Not known"),
        ("", "Not known", "Not known"),
    ],
)
def test_the_period_of_a_day(day: str, quarter: str, year: str) -> None:
    stated = PartialDate.parse(day) if day else None
    assert (quarter_of(stated), financial_year_of(stated)) == (quarter, year)


def test_periods_in_words() -> None:
    assert [title_of(key) for key in ("2024-Q2", "2024-25", "1999-00", "Not known")] == [
        "April to June 2024", "2024 to 2025", "1999 to 2000", "Not known"
    ]  # fmt: skip


def test_every_table_is_written_as_it_is_shown_with_its_licence() -> None:
    statistics, used = small(), catalogue(disclosure())
    tables = tables_of(statistics, used)
    assert [table.name for table in tables] == [
        "years", "quarters", "outcomes", "exemptions", "departments", "reviews", "review-outcomes"
    ]  # fmt: skip
    files = list(make_statistics_files(statistics, tables, notice_of(statistics, used, SITE_URL), SITE_URL))
    assert [file.path for file in files[1::2]] == [f"{file.path}-metadata.json" for file in files[::2]]
    for table, file in zip(tables, files[::2], strict=True):
        rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8"))))
        names = [column.name for column in table.columns]
        shown = [["" if cell is None else str(cell) for cell in row] for row in table.rows]
        assert [[row[name] for name in names] for row in rows] == shown
        assert {row["licence"] for row in rows} == {"OGL-UK-3.0"}
        assert file.path == f"statistics/anytown-council/{table.name}.csv"


def test_charts_are_one_picture_each_that_says_what_it_shows() -> None:
    statistics = small()
    with Drawing({"here": charts_of(statistics)}, Store(None)) as drawing:
        drawn = drawing.result()["here"]
    assert set(drawn) == {"quarters", "outcomes"}
    for chart in charts_of(statistics):
        picture = ElementTree.fromstring(drawn[chart.key])
        assert (picture.get("role"), picture.get("aria-label")) == ("img", chart.says)
        assert not [part for part in picture.iter() if part is not picture and part.get("role")]
        assert not re.search(r"style=|<script|href=|\bid=", drawn[chart.key])
    assert "7 answers" not in charts_of(statistics)[0].says
    assert "6 answers, of which 1 came late" in charts_of(statistics)[0].says


def test_a_chart_that_was_kept_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quarters, outcomes = charts_of(small())
    with Drawing({"here": [quarters]}, Store(tmp_path)) as drawing:
        before = drawing.result()["here"]["quarters"]
    called: list[Chart] = []

    def told(wanted: Sequence[Chart]) -> list[str]:
        called.extend(wanted)
        return ["new"] * len(wanted)

    monkeypatch.setattr(charts, "draw", told)
    monkeypatch.setattr(aside, "CORES", 1)  # so that it is seen here what is drawn
    wanted = {"here": [quarters, outcomes], "there": [replace(quarters, says="Another sentence.")], "nowhere": []}
    with Drawing(wanted, Store(tmp_path)) as drawing:
        result = drawing.result()
    assert called == [outcomes, *wanted["there"]]
    assert result == {"here": {"quarters": before, "outcomes": "new"}, "there": {"quarters": "new"}, "nowhere": {}}


def test_bars_are_as_long_as_their_counts() -> None:
    picture = ElementTree.fromstring(draw(charts_of(small()))[1])
    bars = [part.get("d", "") for part in picture.iter() if part.get("fill") == "var(--dl-accent)"]
    widths = [float(match[1]) for bar in bars if (match := re.match(r"M0,[0-9.]+h([0-9.]+)v", bar))]
    assert [round(width / widths[-1], 3) for width in widths] == [2, 2, 1, 1, 1]


def test_what_has_nothing_to_compare_has_no_chart() -> None:
    (statistics,) = make_statistics(catalogue(disclosure()))
    assert charts_of(statistics) == ()
