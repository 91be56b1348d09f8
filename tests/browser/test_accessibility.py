"""What a program can judge of WCAG 2.2: every kind of page, wide and narrow, light and dark."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit
from tests.browser.test_journeys import KINDS, searched

pytestmark = pytest.mark.browser

SHORTEN = """() => document.querySelectorAll("main ul, main ol, main tbody, main dl").forEach(
    list => [...list.children].slice(20).forEach(item => item.remove()))"""
"""Leaves of every list its first twenty. All of them are judged once; in another width or colour none is new."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_wrong(visit: Visit, at_root: str, width: int, scheme: Literal["light", "dark"]) -> None:
    watched = visit(at_root, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    # What is dark differs in its colours alone, and to judge everything again would take minutes.
    asked = {"runOnly": ["color-contrast", "link-in-text-block"]} if scheme == "dark" else None
    kinds = [kind for kind in KINDS if kind != "browse/authority/anytown-council/"]  # as long a list as the whole log's
    for kind in [*kinds, "search/?q=council&outcome=refused", "request/#answered"]:
        page = watched.open(kind)
        if kind.startswith("search/"):
            searched(page)
        if kind.endswith("#answered"):
            page.locator("#answered-question").fill("agency social workers")
            page.locator("#answered-list > li").first.wait_for()
        if (width, scheme) != (1280, "light"):
            page.evaluate(SHORTEN)
        for violation in Axe().run(page, options=asked).response["violations"]:
            places = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
            found.append(f"{kind}: {violation['id']}: {places}")
        page.close()
    assert found == []
