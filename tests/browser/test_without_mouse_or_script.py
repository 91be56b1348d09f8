"""The two journeys that the log is for, by keyboard alone and without JavaScript.

One: from home to the letter's disclosure, its second question, its attribution and its dataset. Two: the requests
under EIR that were refused in 2024, as a file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_journeys import LETTER, searched
from tests.factories import SITE_URL

pytestmark = pytest.mark.browser

ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  const label = at.labels?.[0] ?? document.getElementById(at.getAttribute("aria-labelledby"));
  return (at.getAttribute("aria-label") || label?.textContent || at.textContent || "").trim();
}"""
IN_VIEW = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const style = getComputedStyle(document.activeElement);
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return seen && (style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus is called ``name``. All on the way must be seen, and seen to have it."""
    for _ in range(150):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused:
            assert page.evaluate(IN_VIEW), f"“{focused}” has the focus but cannot be seen to"
        if re.match(name, focused):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def cells(rows: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(rows))


def read(download: Download) -> list[dict[str, str]]:
    return cells(io.StringIO(Path(download.path()).read_text(encoding="utf-8"), newline=""))


def wanted(row: dict[str, str]) -> bool:
    return row["legislation"] == "EIR" and row["outcome"] == "Refused" and row["date_responded"].startswith("2024")


def press_for_file(page: Page, press: Callable[[], None]) -> list[dict[str, str]]:
    with page.expect_download() as started:
        press()
    return read(started.value)


def test_the_letter_by_keyboard(visit: Visit, address: str) -> None:
    page = visit(address, permissions=["clipboard-read", "clipboard-write"]).open()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, "Search the disclosures")
    page.keyboard.type("social value")
    page.keyboard.press("Enter")
    searched(page)
    tab_to(page, "Skip to the results")
    page.keyboard.press("Enter")
    expect(page.locator("#search-heading")).to_be_focused()
    tab_to(page, "Commissioning and procurement staff")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + LETTER)
    tab_to(page, r"2\.1 ")
    page.keyboard.press("Enter")
    page.wait_for_url("**#question-2-1")
    expect(page.locator("#question-2-1")).to_be_in_viewport()
    tab_to(page, "Copy: " + re.escape(ATTRIBUTION))
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == ATTRIBUTION
    tab_to(page, ".*posts and vacancies by function", "Shift+Tab")
    rows = press_for_file(page, lambda: page.keyboard.press("Enter"))
    assert [row["fte"] for row in rows] == ["27.8", "4.5", "15"]


def test_a_selection_by_keyboard(visit: Visit, address: str) -> None:
    page = visit(address).open()
    tab_to(page, "Search$")
    page.keyboard.press("Enter")
    searched(page)
    for name in ("2024", "Refused", ".*Environmental Information Regulations"):
        tab_to(page, name)
        page.keyboard.press("Space")
        assert re.match(name, page.evaluate(FOCUSED)), "the focus was lost"
        expect(page.locator(":focus")).to_be_checked()
    everything = cells(io.StringIO(page.request.get(f"{address}data/disclosures.csv").text(), newline=""))
    expected = [row for row in everything if wanted(row)]
    assert expected
    expect(page.locator("#search-count")).to_have_text(re.compile(rf"^{len(expected)} disclosures?$"))
    expect(page.locator("#search-status")).to_have_text(re.compile(rf"^{len(expected)} disclosures?$"))
    tab_to(page, "CSV")
    assert press_for_file(page, lambda: page.keyboard.press("Enter")) == expected
    tab_to(page, "Remove the filter Outcome: Refused", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#search-heading")).to_be_focused()


def test_the_letter_without_javascript(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False).open()
    page.get_by_role("main").get_by_role("link", name=re.compile("authority", re.IGNORECASE)).first.click()
    page.get_by_role("main").get_by_role("link", name="Leicester City Council").first.click()
    page.get_by_role("main").get_by_role("link", name="Commissioning and procurement staff").click()
    assert page.url == address + LETTER
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="2.1").click()
    assert page.url.endswith("#question-2-1")
    expect(page.locator("#question-2-1")).to_be_in_viewport()
    expect(page.get_by_text(ATTRIBUTION, exact=True)).to_be_visible()
    expect(page.locator(".dl-copy__button").first).to_be_hidden()
    link = page.get_by_role("link", name="posts and vacancies by function")
    rows = press_for_file(page, link.click)
    assert [row["fte"] for row in rows] == ["27.8", "4.5", "15"]


def test_a_selection_without_javascript(visit: Visit, address: str) -> None:
    """The lists cannot be laid over each other: the search page offers them, and the log to filter in a spreadsheet."""
    page = visit(address, java_script_enabled=False).open()
    page.get_by_role("banner").get_by_role("searchbox").fill("refused")
    page.keyboard.press("Enter")
    main = page.get_by_role("main")
    everything = press_for_file(page, main.get_by_role("link", name="download the whole log as CSV").click)
    expected = {row["url"].removeprefix(SITE_URL) for row in everything if wanted(row)}
    assert expected
    found = []
    for way, value in (("By legislation", "Environmental"), ("By outcome", "Refused"), ("By year", "2024")):
        page.goto(address + "search/")
        main.get_by_role("link", name=way).click()
        main.get_by_role("link", name=value).first.click()
        listed: set[str] = set()
        while True:
            links = page.locator(".dl-item__title a")
            listed |= {link.get_attribute("href") or "" for link in links.all()}
            if not page.get_by_role("link", name="Next page").count():
                break
            page.get_by_role("link", name="Next page").click()
        found.append({"disclosures/" + link.rstrip("/").rpartition("/")[2] + "/" for link in listed})
    prefix = "foi/" if "/foi/" in address else ""
    assert {prefix + path for path in set.intersection(*found)} == expected
