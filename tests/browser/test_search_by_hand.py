"""What goes wrong between a reader's hands and the search: half-typed dates, lost focus, a connection that breaks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_journeys import searched

pytestmark = pytest.mark.browser


def total_of(page: Page) -> int:
    return int(page.locator("#search-count").inner_text().split()[0])


@pytest.mark.parametrize("pause", [20, 200])
def test_a_date_is_typed_by_keyboard(visit: Visit, at_root: str, pause: int) -> None:
    page = searched(visit(at_root, locale="en-GB").open("search/"))
    everything = total_of(page)
    page.locator("#search-from").focus()
    for key in "07072024":  # alike whether the day or the month comes first
        page.keyboard.press(key)
        page.wait_for_timeout(pause)
    expect(page.locator("#search-from")).to_have_value("2024-07-07")
    expect(page).to_have_url(re.compile(r"search/\?from=2024-07-07$"))
    expect(page.locator("#search-count")).not_to_have_text(f"{everything} disclosures")
    page.go_back()
    expect(page.locator("#search-count")).to_have_text(f"{everything} disclosures")


@pytest.mark.parametrize("dates", ["from=2024-13-45", "from=0000-00-00&to=2023-02-31", "to=tomorrow"])
def test_a_day_that_there_is_not_is_left_out(visit: Visit, at_root: str, dates: str) -> None:
    watched = visit(at_root)
    everything = total_of(searched(watched.open("search/")))
    page = searched(watched.open(f"search/?{dates}"))
    assert total_of(page) == everything
    expect(page.locator("#search-chips li")).to_have_count(0)


def test_the_focus_is_never_lost(visit: Visit, at_root: str) -> None:
    watched = visit(at_root)
    page = searched(watched.open("search/"))
    page.get_by_role("button", name="Show all department filters").press("Enter")
    facet = page.locator('.dl-facet[data-facet="department"]')
    expect(facet.locator("input").nth(8)).to_be_focused()
    last = facet.locator("input").last
    gone = last.get_attribute("id") or ""
    page = searched(watched.open(f"search/?department={gone.removeprefix('department-')}"))
    page.locator(f"#{gone}").focus()
    page.keyboard.press("Space")
    expect(page.locator("#search-chips li")).to_have_count(0)
    expect(page.locator(f"#{gone}")).to_have_count(0)
    expect(page.locator('.dl-facet[data-facet="department"] input').first).to_be_focused()


def test_results_that_do_not_load_are_said(visit: Visit, at_root: str) -> None:
    watched = visit(at_root)
    page = watched.context.new_page()
    page.route("**/search/rows/*", lambda route: route.abort())
    page.goto(f"{at_root}search/?q=council")
    searched(page)
    expect(page.get_by_role("status").filter(has_text="The results could not be loaded.")).to_be_visible()
    expect(page.locator("#search-list > li")).to_have_count(0)


def test_a_search_that_fails_is_not_told_as_having_found_everything(visit: Visit, at_root: str) -> None:
    watched = visit(at_root)
    page = watched.context.new_page()
    page.route("**/search/words/*.json", lambda route: route.abort())
    page.goto(f"{at_root}search/?q=housing")
    searched(page)
    expect(page.get_by_role("status").filter(has_text="The words could not be searched")).to_be_visible()
    expect(page.locator("#search-status")).to_have_text("")


def test_a_search_tells_nobody_where_it_came_from(visit: Visit, at_root: str) -> None:
    watched = visit(at_root)
    page = watched.context.new_page()
    told: list[str] = []
    page.on("request", lambda request: told.append(request.all_headers().get("referer", "")))
    page.goto(f"{at_root}search/?q=secret+housing")
    searched(page)
    assert len(told) > 5
    assert set(told) == {""}


@pytest.mark.parametrize(
    "asked", ["Please tell me", "the of and a", "Please could you provide the number of", "How many?"]
)
def test_a_question_that_says_nothing_yet_is_met_with_nothing(visit: Visit, at_root: str, asked: str) -> None:
    page = visit(at_root).open("request/")
    page.locator("#answered-question").fill(asked)
    page.locator("#answered[data-ready]").wait_for()
    expect(page.locator("#answered-list > li")).to_have_count(0)
    page.wait_for_timeout(1200)
    expect(page.locator("#answered-status")).to_have_text("")


@pytest.mark.parametrize(
    "asked", ["Combien de logements sociaux sont vides dans la ville?", "Faint o dai cyngor sydd yn wag ar hyn o bryd?"]
)
def test_words_that_the_log_does_not_have_count_against_an_answer(visit: Visit, at_root: str, asked: str) -> None:
    page = visit(at_root).open("request/")
    page.locator("#answered-question").fill(asked)
    expect(page.locator("#answered-status")).to_have_text("No earlier answer in this log seems to fit.")
    expect(page.locator("#answered-list > li")).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("How many potholes were reported in each ward?", "Potholes reported and repaired"),
        ("Please could you tell me how much was spent on the Christmas lights", "Christmas lights"),
        ("How long do people wait for an allotment?", "Allotment waiting lists"),
    ],
)
def test_a_question_in_whole_sentences_is_met_with_its_answer(
    visit: Visit, at_root: str, asked: str, title: str
) -> None:
    page = visit(at_root).open("request/")
    page.locator("#answered-question").fill(asked)
    expect(page.locator("#answered-list").get_by_role("heading", name=title)).to_be_visible()


def test_a_reader_who_does_not_see_is_told_that_it_was_copied(visit: Visit, at_root: str) -> None:
    page = visit(at_root, permissions=["clipboard-write"]).open("disclosures/anytown-council--foi-2023-0417/")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)


@pytest.mark.parametrize(
    ("beginning", "word"),
    [
        ("housi", "housing"),
        ("parkin", "parking"),
        ("planni", "planning"),
        ("securit", "security"),
        ("recycli", "recycling"),
    ],
)
def test_a_beginning_that_goes_beyond_what_words_are_indexed_by(
    visit: Visit, at_root: str, beginning: str, word: str
) -> None:
    watched = visit(at_root)
    expected = searched(watched.open(f"search/?q={word}")).locator("#search-count").inner_text()
    assert expected != "0 disclosures"
    for typed in (beginning, f"{beginning}*"):
        expect(searched(watched.open(f"search/?q={typed}")).locator("#search-count")).to_have_text(expected)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_date_can_be_read_in_its_field(visit: Visit, at_root: str, width: int) -> None:
    page = searched(visit(at_root, viewport={"width": width, "height": 800}).open("search/?from=2024-11-30"))
    page.locator("#search-filters").evaluate("filters => { filters.open = true; }")
    for name in ("from", "to"):
        box = page.locator(f"#search-{name}").bounding_box()
        assert box is not None
        assert box["width"] > 110
        assert box["height"] > 20


def test_back_from_a_result_all_that_was_shown_is_there_again(visit: Visit, at_root: str) -> None:
    page = searched(visit(at_root).open("search/?q=council"))
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#search-list > li")).to_have_count(40)
    page.locator("#search-list h3 a").nth(30).click()
    page.wait_for_url("**/disclosures/**")
    page.go_back()
    expect(page.locator("#search-list > li")).to_have_count(40)
    page.get_by_label("Words, or a reference").fill("parking")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=parking$"))
    assert page.evaluate("history.state") is None
