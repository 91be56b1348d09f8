"""Measure a published site in Chromium: what is fetched, compressed, and how long a reader waits."""

from __future__ import annotations

import csv
import random
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS, Compressing, served, wire

QUESTIONS = 20
SEARCHED = "#search[data-ready]"
_WAITED = """async ([field, box, words]) => {
  const [input, shown] = [document.querySelector(field), document.querySelector(box)];
  const before = shown.dataset.ready;
  const began = performance.now();
  input.value = words;
  if (input.form) input.form.requestSubmit(); else input.dispatchEvent(new Event("input"));
  while (shown.dataset.ready === before) await new Promise((done) => { setTimeout(done, 1); });
  return performance.now() - began;
}"""


@dataclass(frozen=True, slots=True)
class Browsing:
    """Bytes over the wire, and milliseconds."""

    home: int
    disclosure: int
    search_page: int
    first_search: int
    first_search_ms: float
    further_search_ms: float
    answered_ms: float
    answered_worst_ms: float


def measure_browsing(site: Path, seed: int) -> Browsing | None:
    """Return what a reader of the site in ``site`` fetches and waits for, ``None`` where there is no Chromium."""
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if program is None:
        return None
    with (site / "data/disclosures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = random.Random(seed).sample(rows, min(QUESTIONS, len(rows)))
    queries = [" ".join(row["title"].split()[:2]) for row in rows]
    with sync_playwright() as playwright, served(site, Compressing) as address:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            return _measured(
                browser, address, rows[0]["url"].split("/", 3)[3], queries, [row["request"] for row in rows]
            )
        finally:
            browser.close()


def _measured(browser: Browser, address: str, page: str, queries: Sequence[str], questions: Sequence[str]) -> Browsing:
    def size(path: str, ready: str = "h1") -> int:
        return wire(browser.new_context(), address + path, ready)

    first = [size(f"search/?q={quote(query)}", SEARCHED) for query in queries[:5]]
    searching = browser.new_context().new_page()
    began = time.perf_counter()
    searching.goto(f"{address}search/?q={quote(queries[0])}")
    searching.locator(SEARCHED).wait_for()
    first_ms = (time.perf_counter() - began) * 1000
    further = [_waited(searching, "#search-words", "#search", query) for query in queries[1:]]
    asking = browser.new_context().new_page()
    asking.goto(f"{address}request/")
    for question in questions:  # the index is warm after this
        _waited(asking, "#answered-question", "#answered", question)
    answered = [_waited(asking, "#answered-question", "#answered", question) for question in reversed(questions)]
    return Browsing(
        size(""), size(page), size("search/", SEARCHED), int(median(first)), first_ms, median(further),
        median(answered), max(answered),
    )  # fmt: skip


def _waited(page: Page, field: str, box: str, words: str) -> float:
    """Return the milliseconds from the last key to the results on the page."""
    milliseconds: float = page.evaluate(_WAITED, [field, box, words])
    return milliseconds


def rows_of(found: Browsing) -> list[list[str]]:
    """Return each figure in words, with what is aimed at."""

    def kilobytes(count: int) -> str:
        return f"{count / 1000:,.0f} kB"

    return [
        ["First view of the home page", "under 150 kB", kilobytes(found.home)],
        ["First view of a disclosure", "under 150 kB", kilobytes(found.disclosure)],
        ["First view of the search page, nothing typed", "", kilobytes(found.search_page)],
        ["A first search with its page", "under 500 kB", kilobytes(found.first_search)],
        ["A first search, until its results stand there", "", f"{found.first_search_ms:,.0f} ms"],
        ["A further search", "", f"{found.further_search_ms:,.0f} ms"],
        ["Already answered?, from the last key to the answers", "under 300 ms", f"{found.answered_ms:,.0f} ms"],
        [f"The same, the slowest of {QUESTIONS}", "under 300 ms", f"{found.answered_worst_ms:,.0f} ms"],
    ]
