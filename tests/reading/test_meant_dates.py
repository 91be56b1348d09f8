"""Which date is meant is asked, never assumed; where it is not clear nothing is asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.reading.meant_dates import meant_date


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("28/03/2024", "2024-03-28"), ("28.3.2024", "2024-03-28"), ("28-03-24", "2024-03-28"), ("1/2/05", "2005-02-01"),
        ("03/28/2024", "2024-03-28"), ("2/1/2024", "2024-01-02"), ("2024/03/28", "2024-03-28"), ("2024-3-8",
        "2024-03-08"),
        ("20240328", "2024-03-28"), ("28-Mar-24", "2024-03-28"), ("28 March 2024", "2024-03-28"),
        ("28-sept-2024", "2024-09-28"),
        ("28th March, 2024", "2024-03-28"), ("28 of March 2024", "2024-03-28"), ("March 28, 2024", "2024-03-28"),
        ("Thursday, 28 March 2024", "2024-03-28"), ("Thu 28 Mar 2024 10:15", "2024-03-28"), ("Mar-24", "2024-03"),
        ("March 2024", "2024-03"), ("Mar '24", "2024-03"), ("03/2024", "2024-03"), ("2024/03", "2024-03"),
        ("45379", "2024-03-28"), ("45379.5", "2024-03-28"), ("2024-03-28 00:00:00", "2024-03-28"),
        ("2024-03-28T10:00:00Z", "2024-03-28"), ("28/03/2024 00:00", "2024-03-28"), ("28/03/2024 9:15 AM",
        "2024-03-28"),
        ("\u00a02024-03-28", "2024-03-28"), ("“2024-03-28”", "2024-03-28"), ("'2024-03-28", "2024-03-28"),
        ("2024-03-28 ", "2024-03-28"), ("2024\u00a0", "2024"), ("28–03–2024", None), ("31/02/2024", None), ("45", None),
        ("99999", None), ("14:30", None), ("28/03", None), ("soon", None), ("", None), ("Martember 2024", None),
        ("00/00/2024", None), ("FOI-2024-0001", None), ("May", None), ("13/13/2024", None), ("2024-13", None),
    ],
)  # fmt: skip
def test_what_an_officer_types_is_told_as_it_is_to_be_typed(cell: str, meant: str | None) -> None:
    found = meant_date(cell)
    assert (None if found is None else str(found)) == meant


@given(st.dates(date(2000, 1, 1), date(2069, 12, 31)))
def test_every_day_is_understood_however_excel_writes_it(day: date) -> None:
    for form in ("%d/%m/%Y", "%d-%b-%y", "%d %B %Y", "%Y/%m/%d", "%Y%m%d", "%d/%m/%y 00:00", "%A, %d %B %Y"):
        written = day.strftime(form)
        assert str(meant_date(written)) == day.isoformat(), written


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = meant_date(text)
    assert found is None or found.first
