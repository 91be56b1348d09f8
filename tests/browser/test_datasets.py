"""From an answer to its data: the preview sorted and filtered, every format fetched, the attribution copied."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_journeys import DATASET, LETTER

pytestmark = pytest.mark.browser

SPENDING = "datasets/anytown-spending-over-500/"


def shown(page: Page, column: int) -> list[str]:
    """Return the cells of a column of the preview that a reader sees."""
    rows = page.locator("table.dl-preview tbody tr:not([hidden])")
    return [cell.strip() for cell in rows.locator(f"td:nth-child({column})").all_inner_texts()]


def test_from_an_answer_to_its_data(visit: Visit, address: str, tmp_path: Path) -> None:
    watched = visit(address, permissions=["clipboard-read", "clipboard-write"])
    page = watched.open(LETTER)
    page.get_by_role("link", name="Look into this data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Commissioning and procurement posts and vacancies by function"
    )
    expect(page.get_by_role("link", name="LCC-2014-COMMISSIONING")).to_be_visible()

    page.get_by_label("Show only rows with these words").fill("procurement")
    assert len(shown(page, 1)) == 1
    expect(page.locator(".dl-preview-bar [role=status]")).to_have_text("1 of the 3 rows shown here")
    page.get_by_label("Show only rows with these words").fill("")
    assert len(shown(page, 1)) == 3

    fetched = {}
    for name in ("CSV", "JSON", "Excel", "Parquet"):
        with page.expect_download() as started:
            page.locator(".dl-formats").get_by_role("link", name=name).click()
        fetched[name] = tmp_path / started.value.suggested_filename
        started.value.save_as(fetched[name])
    with page.expect_download() as started:
        page.get_by_role("link", name="All of it in one ZIP").click()
    started.value.save_as(tmp_path / "all.zip")

    rows = list(csv.DictReader(io.StringIO(fetched["CSV"].read_bytes().decode("utf-8"), newline="")))
    assert len(rows) == 3
    assert [row["function"] for row in json.loads(fetched["JSON"].read_bytes())["data"]] == [
        row["function"] for row in rows
    ]
    assert openpyxl.load_workbook(fetched["Excel"])["Data"].max_row == 4
    assert pq.read_table(fetched["Parquet"]).num_rows == 3
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read(fetched["CSV"].name) == fetched["CSV"].read_bytes()
        assert b"Open Government Licence" in archive.read("LICENCE.txt")

    page.get_by_text("Checksums, and descriptions for programs").click()
    digest = hashlib.sha256(fetched["Excel"].read_bytes()).hexdigest()
    expect(page.locator(".dl-sums")).to_contain_text(digest)

    button = page.locator("#reuse ~ .dl-terms .dl-copy__button, .dl-reuse .dl-copy__button").first
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Contains public sector information licensed under the Open Government Licence v3.0."


def test_the_preview_is_sorted_by_what_a_column_holds(visit: Visit, address: str) -> None:
    page = visit(address).open(SPENDING)
    head = page.locator("table.dl-preview thead th", has_text="Net amount")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    column = head.evaluate("head => head.cellIndex") + 1
    amounts = [float(cell) for cell in shown(page, column)]
    assert len(amounts) == 50
    assert amounts == sorted(amounts)
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert [float(cell) for cell in shown(page, column)] == sorted(amounts, reverse=True)
    words = page.locator("table.dl-preview thead th", has_text="Beneficiary")
    words.get_by_role("button").click()
    expect(head).not_to_have_attribute("aria-sort", "descending")
    names = [name.lower() for name in shown(page, words.evaluate("head => head.cellIndex") + 1)]
    assert names[0] < names[-1]


def test_without_javascript_the_rows_are_there_as_in_the_file(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False).open(DATASET)
    expect(page.locator(".dl-preview-bar")).to_have_count(0)
    assert len(shown(page, 1)) == 36
    expect(page.get_by_role("heading", name="All 36 rows")).to_be_visible()
    for name in ("CSV", "JSON", "Excel", "Parquet"):
        expect(page.locator(".dl-formats").get_by_role("link", name=name)).to_be_visible()


def test_the_datasets_are_found_from_every_page(visit: Visit, address: str) -> None:
    page = visit(address).open()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Datasets").click()
    page.get_by_role("link", name="Anytown Council: spending over £500, 2024-25").click()
    rows = len(page.request.get(f"{address}{SPENDING}spending-2024-25.csv").text().splitlines()) - 1
    assert rows >= 1000
    expect(page.get_by_role("heading", name=f"The first 50 of {rows:,} rows")).to_be_visible()
    page.get_by_role("link", name="How to check a file").count()
    page.goto(page.url.replace(SPENDING, "data/"))
    page.get_by_role("link", name="Answered in 2024").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Answered in 2024")
