"""What a program can judge of WCAG 2.2: every kind of page, wide and narrow, light and dark.

320 CSS pixels are a window of 1280 at 400 % (success criterion 1.4.10, reflow).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.test_journeys import KINDS, searched

pytestmark = pytest.mark.browser

SHORTEN = """() => document.querySelectorAll("main ul, main ol, main tbody, main dl").forEach(
    list => [...list.children].slice(list.matches("tbody") ? 8 : 20).forEach(item => item.remove()))"""
"""Leaves of every list its first twenty and of every table eight rows, which are wide. All of them are judged once; in
another width or colour none is new."""

JUDGE = "asked => axe.run(document, asked).then(found => found.violations)"

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What is dark differs in its colours alone, and to judge everything again would take minutes."""


@pytest.mark.parametrize("kind", [*KINDS, "search/?q=council&outcome=refused", "request/#answered"])
def test_nothing_that_a_program_can_judge_is_wrong(visit: Visit, at_root: str, kind: str) -> None:
    page = visit(at_root, viewport={"width": 1280, "height": 900}, color_scheme="light").open(kind)
    if kind.startswith("search/"):
        searched(page)
    if kind.endswith("#answered"):
        page.locator("#answered-question").fill("agency social workers")
        page.locator("#answered-list > li").first.wait_for()
    found = violations(page)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"at {width} pixels the page is {wide} wide"] if wide > width else []
    page.evaluate(SHORTEN)
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLOURS)
    page.set_viewport_size({"width": 1280, "height": 900})
    found += violations(page, COLOURS)
    assert found == []


def violations(page: Page, asked: Mapping[str, Any] = MappingProxyType({})) -> list[str]:
    """Return what axe-core finds, and where, once colours have changed that change little by little."""
    page.evaluate("() => Promise.all(document.getAnimations().map(change => change.finished))")
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(JUDGE, {"resultTypes": ["violations"], **asked})
    return [
        f"{violation['id']}: {', '.join(' '.join(map(str, node['target'])) for node in violation['nodes'][:3])}"
        for violation in found
    ]


def test_axe_sees_what_is_wrong_in_the_dark_alone(visit: Visit, at_root: str) -> None:
    page = visit(at_root, color_scheme="light").open("about/")
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("@media (prefers-color-scheme: dark) { main p { color: #222; background: #111 } }");
        document.adoptedStyleSheets = [sheet];
    }""")
    assert violations(page, COLOURS) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS)
