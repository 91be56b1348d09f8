"""A site says whose log it is: its authority's name, colour and logo, where it has one authority."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, served
from tests.browser.test_accessibility import violations
from tests.reading.test_logos import png
from tests.sites import ROOT, Workplace

pytestmark = pytest.mark.browser

LIGHTEST = "#767676"
"""The lightest grey that the check lets through."""
LONG = "Royal Borough of Kensington and Chelsea and Isle of Anglesey Committee for Llanfairpwllgwyngyllgogerychwyrn"


def make_site(place: Workplace, name: str, colour: str) -> None:
    log = place.datasets / "anytown-council"
    shutil.copytree(ROOT / "datasets/anytown-council", log)
    (log / "crest.png").write_bytes(png(120, 48))
    text = (log / "datapackage.yaml").read_text(encoding="utf-8")
    stated = f'    name: {name}\n    colour: "{colour}"\n    logo: crest.png\n'
    assert "    name: Anytown Council\n" in text
    (log / "datapackage.yaml").write_text(text.replace("    name: Anytown Council\n", stated), encoding="utf-8")
    place.publish("--site-url", "https://log.example/")


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = Workplace(tmp_path_factory.mktemp("brand"))
    make_site(place, LONG, LIGHTEST)
    with served(place.site) as root:
        yield root


def colour_of(page: Page, place: str, what: str = "color") -> str:
    colour: str = page.locator(place).first.evaluate(f"e => getComputedStyle(e)['{what}']")
    return colour


@pytest.mark.parametrize("path", ["", "disclosures/anytown-council--eir-2024-0015/", "404.html", "search/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_has_the_name_the_colour_and_the_logo(
    visit: Visit, branded: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    page = visit(branded, color_scheme=scheme).open(path)
    expect(page.locator("header .dl-site-name")).to_have_text(f"{LONG}\u00a0– Disclosure log")
    assert page.locator(".dl-logo").evaluate("image => image.naturalWidth") == 120
    for place in (".md-header", ".md-tabs", ".md-footer"):
        assert colour_of(page, place, "background-color") == "rgb(118, 118, 118)"
    for place in (".dl-site-name", ".md-tabs__link", ".dl-footer p", ".dl-footer a"):
        assert colour_of(page, place) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_long_name_does_not_widen_the_page(visit: Visit, branded: str, width: int) -> None:
    page = visit(branded, viewport={"width": width, "height": 844}).open()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(visit: Visit, branded: str, scheme: Literal["light", "dark"]) -> None:
    assert violations(visit(branded, color_scheme=scheme).open()) == []


def test_where_there_are_several_authorities_the_head_is_the_sites_own(visit: Visit, at_root: str) -> None:
    page = visit(at_root).open()
    expect(page.locator("header .dl-site-name")).to_have_text("Disclosure log")
    expect(page.locator(".dl-logo")).to_have_count(0)
    assert colour_of(page, ".md-header", "background-color") == "rgb(11, 60, 73)"


def test_a_colour_that_cannot_be_read_on_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    make_site(place, "Anytown Council", LIGHTEST)
    before = (place.site / "assets/authority/colours.css").read_bytes()
    descriptor = place.datasets / "anytown-council/datapackage.yaml"
    descriptor.write_text(descriptor.read_text(encoding="utf-8").replace(LIGHTEST, "#ffd500"), encoding="utf-8")
    done = place.run()
    assert done.returncode == 1
    assert "#ffd500" in done.stdout
    assert (place.site / "assets/authority/colours.css").read_bytes() == before


def test_what_was_asked_of_another_authority_too_fits_a_phone(visit: Visit, at_root: str) -> None:
    page = visit(at_root, viewport={"width": 320, "height": 700}).open("disclosures/anytown-council--foi-2023-0417/")
    section = page.get_by_role("heading", name="Asked of another authority too").locator("..")
    expect(section).to_contain_text("Leicester City Council, 2014")
    page.locator(".dl-similar small").last.evaluate(
        "small => { small.textContent = 'Royal Borough of Kensington and Chelsea, 11 October 2023'; }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
