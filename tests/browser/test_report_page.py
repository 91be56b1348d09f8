"""The officer’s report as a page, opened from the disk as by a double click."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.publishing.report import Result
from disclosurelog.publishing.report.page import as_page
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import COLOURS, violations
from tests.test_html import found_in

pytestmark = pytest.mark.browser

ERROR, WARNING, NOTICE = Severity
LOG = "datasets/anytown/disclosures-2025.csv"
HOSTILE = "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)></td></table>&lt;b&gt; {{7*7}} \u202etxt"
SHOWN = "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)></td></table>&lt;b&gt; {{7*7}} [U+202E]txt"


def late(row: int, file: str = LOG) -> Finding:
    message = f"The answer of {row} May 2025 came after the due date, 1 May 2025."
    mark = allowance_of("response-late", file, str(row))
    return Finding("response-late", WARNING, message, file, row, "date_responded", "Check the dates.", mark, "G")


def findings() -> list[Finding]:
    dates = [
        Finding("date-form", ERROR, f"“{day}/02/2025” is not written as a date this log can read.", LOG, row,
                "date_received", f"If it means {day} February 2025, type 2025-02-{day}. Type it as year-month-day.",
                letter="C")
        for row, day in ((2, 13), (3, 13), (9, 25))
    ]  # fmt: skip
    return [
        *dates,
        *(late(row) for row in range(20, 26)),
        Finding("cell-form", ERROR, f"“{HOSTILE}” is wrong.", LOG, 17, HOSTILE, f"Mend {HOSTILE}.", letter="A"),
        Finding("x-unknown", ERROR, HOSTILE, f"datasets/{HOSTILE}/a.csv", advice="Mend it."),
        Finding("not-stated", NOTICE, "2 do not state their law.", "datasets/z/disclosures.csv", 6, "legislation"),
        Finding("cell-form", ERROR, f"“{'W' * 600}” is wrong.", f"datasets/{'w' * 200}.csv", 5, "w" * 300, "Mend it."),
    ]  # fmt: skip


def written(folder: Path, found: list[Finding]) -> Path:
    result = Result(tuple(found), disclosures=81, stopped=True, allowed=3)
    text = as_page(result, Path("/srv/foi/datasets"), datetime(2026, 3, 28, 9, 5, tzinfo=UTC))
    (folder / "report.html").write_text(text, encoding="utf-8", newline="\n")
    return folder / "report.html"


def opened(visit: Visit, folder: Path, found: list[Finding], **options: object) -> Page:
    written(folder, found)
    return visit(folder.as_uri() + "/", **options).open("report.html")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_everything_is_shown_as_it_was_typed(visit: Visit, tmp_path: Path, script: bool) -> None:
    page = opened(visit, tmp_path, findings(), java_script_enabled=script)
    expect(page.get_by_role("heading", level=1)).to_have_text("6 errors stop publication")
    assert page.locator("article").count() == page.locator("article:visible").count() == 6
    hostile = page.locator("article", has_text="row 17")
    expect(hostile.locator(".what")).to_have_text(f"“{SHOWN}” is wrong.")
    expect(hostile.locator(".where")).to_contain_text(f"row 17, column A “{SHOWN}”")
    expect(hostile).to_contain_text(f"Mend {SHOWN}.")
    assert page.locator("main img, main script, article b").count() == 0
    rows = page.locator("article", has_text="response-late").locator("tbody td:first-child")
    assert rows.all_text_contents() == [f"Row {row}" for row in range(20, 26)]
    assert page.locator("#filters").is_visible() is script


def test_how_to_allow_a_finding_is_there_to_copy(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, findings(), java_script_enabled=False)
    late_ones = page.locator("article", has_text="response-late")
    late_ones.get_by_text("If it may be published as it is").click()
    first = late_ones.locator("details li").first
    expect(first).to_have_text(f"Row 20: {late(20).allow},,2026-03-28,")
    expect(first).to_be_visible()
    assert page.locator("article", has_text="date-form").locator("details").count() == 0


def test_the_filters_work_by_keyboard(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, findings())
    status = page.get_by_role("status")
    expect(status).to_have_text("13 of 13 findings")
    page.get_by_label("Words").focus()
    page.keyboard.type("ROW 23 answer")
    expect(status).to_have_text("1 of 13 findings")
    assert page.locator("tbody tr:visible td").all_text_contents() == [
        "Row 23",
        "The answer of 23 May 2025 came after the due date, 1 May 2025.",
    ]
    page.keyboard.press("Enter")  # nothing is sent anywhere
    page.keyboard.press("Tab")
    page.keyboard.type("datasets/z")  # as one chooses from a list
    page.keyboard.press("Tab")
    expect(page.get_by_label("Check")).to_be_focused()
    expect(status).to_have_text("No finding fits. Clear the filters to see all.")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear the filters")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_have_text("13 of 13 findings")
    page.get_by_label("Warnings").focus()
    page.keyboard.press("Space")
    expect(status).to_have_text("7 of 13 findings")
    assert page.locator("article.warning:visible").count() == 0
    page.get_by_label("Check").select_option("not-stated")
    expect(status).to_have_text("1 of 13 findings")
    assert page.locator("section:visible").count() == 1


def test_words_of_a_group_and_of_a_row_count_together(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, findings())
    page.get_by_label("Words").fill("response-late 24 may")
    expect(page.get_by_role("status")).to_have_text("1 of 13 findings")
    page.get_by_label("Words").fill("response-late anytown")
    expect(page.get_by_role("status")).to_have_text("6 of 13 findings")


def test_nothing_that_a_program_can_judge_is_wrong(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, findings(), viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    found = violations(page)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"at {width} pixels the page is {wide} wide"] if wide > width else []
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLOURS)
    assert found == []


def test_paper_is_light_and_has_no_filters(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, findings(), color_scheme="dark")
    ink = "getComputedStyle(document.body).color"
    assert page.evaluate(ink) == "rgb(233, 237, 242)"
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(22, 24, 29)"
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("article").first).to_be_visible()


def test_two_thousand_findings_can_be_filtered(visit: Visit, tmp_path: Path) -> None:
    order = random.Random(3)
    many = [late(row, f"datasets/log-{order.randrange(400)}/disclosures.csv") for row in range(2, 2002)]
    page = opened(visit, tmp_path, many)
    expect(page.get_by_role("status")).to_have_text("2,000 of 2,000 findings")
    page.locator("#words").fill("777 may")
    expect(page.get_by_role("status")).to_have_text("2 of 2,000 findings")


def test_a_report_of_nothing_is_a_page_too(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, tmp_path, [])
    assert violations(page) == []
    assert page.locator("form, article, script").count() == 0


@pytest.mark.parametrize("count", [13, 0])
def test_the_page_is_valid(tmp_path: Path, count: int) -> None:
    assert found_in(written(tmp_path, findings()[:count])) == {}
