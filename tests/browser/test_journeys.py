"""What a reader does, in a real browser: at the root of a host and under a sub-path."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.factories import SITE_URL

pytestmark = pytest.mark.browser

LETTER = "disclosures/leicester-city-council--lcc-2014-commissioning/"
DATASET = "datasets/anytown-council--foi-2024-0113--street-lights-by-ward-and-lamp-march-2024/"
KINDS = [
    "",
    "search/",
    "disclosures/",
    "disclosures/page-2/",
    LETTER,
    "disclosures/anytown-council--eir-2024-0031/",  # withdrawn
    "browse/exemption/",
    "browse/exemption/foia-s-40-2/",
    "browse/authority/anytown-council/",
    "datasets/",
    "datasets/anytown-contracts-register/",  # two tables
    DATASET,  # released with an answer, its columns recognised
    "data/",
    "data/year/2024/",
    "statistics/",
    "statistics/anytown-council/",
    "changes/",
    "standard/",
    "licence/",
    "request/",
    "about/",
    "accessibility/",
    "privacy/",
    "404.html",
]


def searched(page: Page) -> Page:
    page.locator("#search[data-ready]").wait_for()
    return page


@pytest.mark.parametrize("words", ["social value", "vacancies", "LCC-2014-COMMISSIONING", "lcc-2014-commissioning"])
def test_the_letter_is_found_from_home(visit: Visit, address: str, words: str) -> None:
    page = visit(address).open()
    page.get_by_label("Search the disclosures", exact=True).last.fill(words)
    page.get_by_role("main").get_by_role("button", name="Search").click()
    searched(page)
    link = page.locator("#search-list h3 a", has_text="Commissioning and procurement staff")
    if words != "vacancies":  # others have vacancies too
        expect(page.locator("#search-list h3").first).to_contain_text("Commissioning and procurement staff")
    link.click()
    expect(page.locator("h1")).to_have_text("Commissioning and procurement staff, and the Social Value Act")
    assert page.url == address + LETTER


def test_a_hit_leads_to_its_question(visit: Visit, address: str) -> None:
    page = searched(visit(address).open("search/?q=apprenticeships"))
    page.locator("#search-list a", has_text="Putting the Social Value Act into practice").click()
    page.wait_for_url("**/#question-2-1")
    expect(page.locator("#question-2-1")).to_contain_text("New Walk Centre")


def test_words_found_are_marked_in_their_question(visit: Visit, address: str) -> None:
    page = searched(visit(address).open("search/?q=Apprenticeship"))
    hit = page.locator("#search-list li", has_text="Commissioning and procurement staff").locator(".dl-item__hits li")
    expect(hit.first).to_contain_text("Putting the Social Value Act into practice: ")
    marks = hit.locator("mark").all_inner_texts()
    assert marks
    assert all(word.lower().startswith("apprenticeship") for word in marks)
    assert len(hit.first.inner_text().split()) < 40


def test_words_phrases_and_beginnings(visit: Visit, address: str) -> None:
    watched = visit(address)

    def found(words: str) -> set[str]:
        page = searched(watched.open(f"search/?q={quote(words)}"))
        while page.locator("#search-more").is_visible():
            page.locator("#search-more").click()
            page.wait_for_function("n => document.querySelectorAll('#search-list > li').length > n",
                                   arg=page.locator("#search-list > li").count())  # fmt: skip
        links = page.locator("#search-list h3 a").evaluate_all("links => links.map((link) => link.href)")
        assert page.locator("#search-count").inner_text().split()[0] == str(len(links))
        return set(links)

    value, tax = found("value"), found("council tax")
    assert found("value social") < value
    assert found('"social value"') <= found("social value")
    assert found('"value social"') == set()
    assert found('"council parking"') < found("council parking")
    assert found("Council’s TAXES") == tax
    assert found("apprenticeshi") == found("apprenticeshi*") == found("apprenticeships") != set()


def test_a_twin_that_does_not_load_leaves_the_disclosures_own_text(visit: Visit, at_root: str) -> None:
    watched = visit(at_root)
    page = searched(watched.open("search/?q=apprenticeships"))
    page.route("**/disclosures/*/index.json", lambda route: route.abort())
    page.reload()
    searched(page)
    item = page.locator("#search-list > li", has_text="Commissioning and procurement staff")
    expect(item.locator(".dl-item__text")).not_to_be_empty()
    expect(item.locator(".dl-item__hits")).to_have_count(0)
    assert all("ERR_FAILED" in line for line in watched.trouble)
    watched.trouble.clear()


def test_an_index_that_does_not_load_is_said_and_asked_for_again(visit: Visit, at_root: str) -> None:
    watched = visit(at_root)
    page = searched(watched.open("search/"))
    everything = page.locator("#search-count").inner_text()
    page.route("**/search/words/*/*.json", lambda route: route.abort())
    page.get_by_label("Words, or a reference").fill("potholes")
    page.keyboard.press("Enter")
    expect(page.locator("#search-message")).to_contain_text("The words could not be searched")
    expect(page.locator("#search-count")).to_have_text(everything)
    page.unroute("**/search/words/*/*.json")
    page.keyboard.press("Enter")
    expect(page.locator("#search-count")).not_to_have_text(everything)
    expect(page.locator("#search-message")).to_be_empty()
    assert all("ERR_FAILED" in line for line in watched.trouble)
    watched.trouble.clear()


def test_the_letters_page(visit: Visit, address: str) -> None:
    page = visit(address).open(LETTER)
    for number, words in {
        "1-1": ["27.8", "4.5", "15 FTE"],
        "1-2": ["3.6 FTE", "1 FTE", "8.05"],
        "1-3": ["training needs analyses"],
        "2-1": ["16 New Walk", "Task Force"],
        "2-2": ["key performance indicators"],
    }.items():
        question = page.locator(f"#question-{number}")
        expect(question.get_by_role("link", name=f"Link to question {number.replace('-', '.')}")).to_have_count(1)
        for word in words:
            expect(question).to_contain_text(word)
    terms = page.locator(".dl-terms")
    expect(terms).to_have_count(2)
    expect(terms.nth(0)).to_contain_text("Personal use and journalism")
    expect(terms.nth(1)).to_contain_text("Open Government Licence v3.0")
    expect(terms.nth(1)).to_contain_text("not about environmental information")
    expect(page.locator("#review").locator("..")).to_contain_text("FREEPOST (LE985/33)")
    expect(page.locator("#review").locator("..")).to_contain_text("within 40 working days")
    with page.expect_download() as download:
        page.get_by_role("link", name="posts and vacancies by function").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert [(row["fte"], row["vacant_fte"]) for row in rows] == [("27.8", "3.6"), ("4.5", "1"), ("15", "8.05")]


def test_facets_count_filter_and_are_in_the_address(visit: Visit, address: str) -> None:
    watched = visit(address)
    page = searched(watched.open("search/"))
    everything = int(page.locator("#search-count").inner_text().split()[0])
    assert everything > 80
    refused = page.locator("label", has_text="Refused")
    count = int(refused.locator(".dl-facet__count").inner_text())
    refused.locator("input").check()
    expect(page.locator("#search-count")).to_have_text(f"{count} disclosures")
    eir = page.locator("label", has_text="Environmental Information Regulations")
    both = int(eir.locator(".dl-facet__count").inner_text())
    assert 0 < both < count
    eir.locator("input").check()
    expect(page.locator("#search-count")).to_have_text(f"{both} disclosure{'s' * (both != 1)}")
    expect(page.locator("#search-list > li")).to_have_count(both)
    shared = page.url
    assert "outcome=refused" in shared
    assert "legislation=eir" in shared
    again = searched(watched.open(shared.removeprefix(address)))
    assert again.locator("#search-list h3").all_inner_texts() == page.locator("#search-list h3").all_inner_texts()
    page.go_back()
    expect(page.locator("#search-count")).to_have_text(f"{count} disclosures")
    page.get_by_role("button", name="Remove the filter Outcome: Refused").click()
    expect(page.locator("#search-count")).to_have_text(f"{everything} disclosures")


def test_words_with_a_facet_and_a_sort(visit: Visit, address: str) -> None:
    page = searched(visit(address).open("search/?q=council&year=2024&sort=oldest"))
    years = page.locator("#search-list .dl-item__facts").all_inner_texts()
    assert years
    assert all("2024" in year for year in years)
    oldest = page.locator("#search-list h3").first.inner_text()
    page.get_by_label("Sort by").select_option("newest")
    page.wait_for_url("**sort=newest**")
    expect(page.locator("#search-list h3").first).not_to_have_text(oldest)


def test_the_headers_search_leads_to_the_same_index(visit: Visit, address: str) -> None:
    page = visit(address).open(LETTER)
    page.get_by_role("banner").get_by_role("searchbox").fill("potholes")
    page.keyboard.press("Enter")
    searched(page)
    assert page.url == address + "search/?q=potholes"
    assert page.locator("#search-list > li").count() > 0


@pytest.mark.parametrize("words", ["2022/0041", "FOI 2022 0041", "foi-2022-0041", "FOI20220041"])
def test_a_part_of_a_reference_or_another_spelling_finds_it(visit: Visit, at_root: str, words: str) -> None:
    page = searched(visit(at_root).open(f"search/?q={words}"))
    expect(page.locator("#search-list")).to_contain_text("FOI/2022/0041")
    expect(page).to_have_title(re.compile(re.escape(words)))


def test_nothing_found_is_said_with_advice(visit: Visit, address: str) -> None:
    page = searched(visit(address).open("search/?q=FOI-2099-9999"))
    expect(page.locator("#search-count")).to_have_text("0 disclosures")
    expect(page.locator("#search-message")).to_contain_text("make a request")


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_without_javascript(visit: Visit, below: str, path: str) -> None:
    """Below a path: with JavaScript, and at the root, axe-core looks at each of them."""
    page = visit(below, java_script_enabled=False).open(path)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    expect(page.get_by_role("navigation", name="Sections").get_by_role("link", name="Make a request")).to_be_visible()
    expect(page.locator("body")).to_contain_text("This site is a demonstration")
    if path == "search/":
        page.get_by_role("link", name="By year").click()
        page.get_by_role("main").get_by_role("link", name="2024").click()
        assert page.locator(".dl-item").count() > 10


def test_the_menu_is_there_on_a_phone_and_for_the_keyboard(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 390, "height": 844}).open(LETTER)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "Make a request":
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Make a request")


def test_nothing_is_kept_in_the_browser_until_a_reader_chooses(visit: Visit, address: str) -> None:
    page = visit(address).open()
    page.wait_for_load_state("load")
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    button = page.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 23, 28)")


def test_colours_follow_the_system_without_javascript(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False, color_scheme="dark").open()
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 23, 28)")


def test_attribution_is_copied(visit: Visit, address: str) -> None:
    watched = visit(address, permissions=["clipboard-read", "clipboard-write"])
    page = watched.open(LETTER)
    button = page.get_by_role("button", name="Contains public sector information licensed")
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Contains public sector information licensed under the Open Government Licence v3.0."


def test_a_selection_is_downloaded_as_the_log_has_it(visit: Visit, address: str, tmp_path: Path) -> None:
    page = searched(visit(address).open("search/?legislation=eir&outcome=refused&year=2024"))
    whole = page.request.get(f"{address}data/disclosures.csv").body().decode("utf-8")
    reader = csv.reader(io.StringIO(whole, newline=""))
    header, *rows = reader
    expected = [
        row
        for row in rows
        if (cells := dict(zip(header, row, strict=True)))["legislation"] == "EIR"
        and cells["outcome"] == "Refused"
        and cells["date_responded"].startswith("2024")
    ]
    assert expected
    expect(page.locator("#search-count")).to_have_text(re.compile(rf"^{len(expected)} disclosures?$"))
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "selection.csv")
    with (tmp_path / "selection.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [header, *expected]
    assert all(line in whole for line in (tmp_path / "selection.csv").read_bytes().decode("utf-8").split("\r\n"))
    with page.expect_download() as started:
        page.get_by_role("button", name="JSON").click()
    started.value.save_as(tmp_path / "selection.json")
    found = json.loads((tmp_path / "selection.json").read_text("utf-8"))
    assert found == [dict(zip(header, row, strict=True)) for row in expected]


def test_answers_between_two_days(visit: Visit, at_root: str) -> None:
    page = searched(visit(at_root).open("search/?from=2024-01-01&to=2024-03-31"))
    dates = [item["date_responded"] or "" for item in log(page, at_root)]
    expected = sum("2024-01-01" <= date <= "2024-03-31" for date in dates)
    assert expected > 2
    expect(page.locator("#search-count")).to_have_text(f"{expected} disclosures")
    page.get_by_role("button", name="Remove the date: From 1 January 2024").click()
    expect(page).to_have_url(re.compile(r"search/\?to=2024-03-31$"))
    page.locator("#search-to").fill("")
    expect(page.locator("#search-count")).to_have_text(f"{len(dates)} disclosures")
    page.go_back()
    expect(page.locator("#search-to")).to_have_value("2024-03-31")


def log(page: Page, address: str) -> list[dict[str, str]]:
    text = page.request.get(f"{address}data/disclosures.csv").body().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_question_that_was_answered_before_is_met_with_the_answer(visit: Visit, address: str) -> None:
    page = visit(address).open("request/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_label("Type your question to see whether it was asked before")
    field.press_sequentially("How many agency social workers did the council use for children?")
    expect(page.locator("#answered-status")).to_contain_text("may fit:")
    first = page.locator("#answered-list > li").first
    expect(first.get_by_role("heading")).to_have_text("Agency social workers in children's services")
    assert 1 <= page.locator("#answered-list > li").count() <= 3
    assert asked
    assert not [url for url in asked if "agency" in url.lower() or "?" in url]
    field.fill("Zyzzyva quokkas")
    expect(page.locator("#answered-status")).to_have_text("No earlier answer in this log seems to fit.")
    expect(page.locator("#answered-list > li")).to_have_count(0)
    field.fill("")
    expect(page.locator("#answered-status")).to_have_text("")


def test_without_javascript_a_request_is_explained_all_the_same(visit: Visit, at_root: str) -> None:
    page = visit(at_root, java_script_enabled=False).open("request/")
    expect(page.locator("#answered")).to_be_hidden()
    expect(page.get_by_role("heading", name="How to ask", exact=True)).to_be_visible()


def test_a_disclosure_prints_as_a_record(visit: Visit, address: str) -> None:
    """With its address, its licence and the day: without the menu, the search and what leads elsewhere."""
    page = visit(address).open(LETTER)
    expect(page.locator(".dl-printed")).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = page.locator("body").inner_text()
    day = page.evaluate("new Date().toLocaleDateString('en-GB', {day: 'numeric', month: 'long', year: 'numeric'})")
    base = SITE_URL + address.partition("/foi/")[1].removeprefix("/")
    assert f"Printed on {day} from {base}{LETTER}" in shown
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in shown
    assert "LCC-2014-COMMISSIONING" in shown
    for part in ("Make a request", "On this page", "Similar disclosures", "Copy"):
        assert part not in shown.splitlines()


@pytest.mark.parametrize(
    "path", ["statistics/anytown-council/", "standard/", "browse/exemption/foia-s-40-2/", "about/"]
)
def test_nothing_is_cut_off_on_paper(visit: Visit, at_root: str, path: str) -> None:
    """A4 upright with margins of 2 cm: 642 CSS pixels. What scrolls on a screen cannot be scrolled on paper."""
    page = visit(at_root, viewport={"width": 642, "height": 960}).open(path)
    page.emulate_media(media="print")
    cut = page.evaluate("""() => [...document.querySelectorAll("body *")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 30)}`)""")
    assert cut == []
