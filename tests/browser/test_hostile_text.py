"""Text is text: what looks like markup, script or a template is shown as it was typed, and does nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from disclosurelog.publishing.prose import prose
from disclosurelog.reading.standard import read_standard
from tests.browser.conftest import Visit, served
from tests.browser.test_journeys import searched
from tests.sites import Workplace, write_dataset, write_log

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>alert(1)</script> {{7*7}} {% raw %} [x](javascript:alert(1)) </script> ]]> <img src=x onerror=alert(2)> "
    '"\'&lt;b&gt; @/x [[slot:title]] <div data-slot="content"></div>'
)
REFERENCES = ["<script>alert(1)</script>", "{{7*7}}", "[x](javascript:alert(1))", "</script>", "]]>", "<!--", "\"'><b>"]
NOT_TEXT = {"reference", "number", "date", "kind", "file", "url", "source_url", "is_dataset", "licence", "legislation",
            "outcome", "exemptions", "review_outcome", "regulator_outcome"}  # fmt: skip


def hostile_row(table: str, **known: str) -> dict[str, str]:
    """Return a row with hostile text in every field that takes text."""
    row = {}
    for field in read_standard()[table].fields:
        if field.name in known:
            row[field.name] = known[field.name]
        elif (
            field.name not in NOT_TEXT
            and not field.name.startswith("date")
            and "review_" not in field.name
            and field.name != "extended_to"
        ):
            row[field.name] = HOSTILE.replace(";", "")
    return row


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Workplace(tmp_path_factory.mktemp("hostile"))
    disclosures = [hostile_row("disclosures", reference=reference, own=HOSTILE) for reference in REFERENCES]
    for row in disclosures:
        row["own column <b>"] = HOSTILE
    questions = [hostile_row("questions", reference=REFERENCES[0], number=n) for n in ("1", "2.1")]
    address = "https://x.example/\"'><script>alert(3)</script>"
    releases = [hostile_row("releases", reference=REFERENCES[0], url=address),
                hostile_row("releases", reference=REFERENCES[0], file="hostile.csv")]  # fmt: skip
    changes = [hostile_row("changes", reference=REFERENCES[0], date="2024-05-01", kind="note"),
               hostile_row("changes", reference="gone <b>", date="2024-05-02", kind="withdrawal")]  # fmt: skip
    write_log(
        place.datasets / "hostile-council",
        {"disclosures": disclosures, "questions": questions, "releases": releases, "changes": changes},
    )
    log = place.datasets / "hostile-council"
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[HOSTILE, "n"], [HOSTILE, "1"], ["]]>", "2"]])
    (log / "hostile.csv").write_bytes(text.getvalue().encode("utf-8"))
    fields = [{"name": HOSTILE, "type": "string", "title": HOSTILE, "description": HOSTILE,
               "constraints": {"enum": [HOSTILE, "]]>"]}},
              {"name": "n", "type": "integer", "title": HOSTILE}]  # fmt: skip
    write_dataset(
        place.datasets / "hostile-data", {"hostile": (text.getvalue(), {"fields": fields})},
        title=HOSTILE, description=HOSTILE, keywords=[HOSTILE], contributors=[{"title": HOSTILE, "role": "publisher"}],
        open_dataset={"demonstration": HOSTILE, "charts": [{"title": HOSTILE, "x": HOSTILE, "y": "n"}]},
    )  # fmt: skip
    place.publish()
    return place.site


@pytest.fixture(scope="module")
def host(hostile_site: Path) -> Iterator[str]:
    with served(hostile_site) as address:
        yield address


def test_every_page_shows_it_as_typed_and_runs_nothing(visit: Visit, host: str, hostile_site: Path) -> None:
    watched = visit(host)
    shown = 0
    for file in sorted(hostile_site.rglob("*.html")):
        page = watched.open(file.relative_to(hostile_site).as_posix())
        page.wait_for_load_state("load")
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("main b, main img").count() == 0
        assert "49" not in page.title()
        shown += "<script>alert(1)</script> {{7*7}}" in page.locator("body").inner_text()
        page.close()
    assert shown > len(REFERENCES)


def test_fields_are_shown_whole(visit: Visit, host: str, hostile_site: Path) -> None:
    path = next(p for p in hostile_site.glob("disclosures/*/index.json") if json.loads(p.read_bytes())["questions"])
    page = visit(host).open(path.parent.relative_to(hostile_site).as_posix() + "/")
    typed = HOSTILE.replace(";", "")
    expect(page.locator("h1")).to_have_text(typed)
    for place in (".dl-lede", "#question-1 .dl-asked", "#question-2-1", ".dl-files", ".dl-banner"):
        expect(page.locator(place).first).to_contain_text(typed)


def test_search_results_show_it_as_typed(visit: Visit, host: str) -> None:
    page = searched(visit(host).open("search/?q=alert"))
    assert page.locator("#search-list > li").count() == len(REFERENCES)
    assert page.locator("#search-list b, #search-list img, #search-list script").count() == 0
    expect(page.locator("#search-list h3").first).to_contain_text("<script>alert(1)</script>")
    for place in (".dl-item__hits li", ".dl-item__text"):
        excerpt = page.locator(f"#search-list {place}").first
        expect(excerpt).to_contain_text("<script>alert(1)</script> {{7*7}}")
        expect(excerpt).to_contain_text("&ltb&gt")
        expect(excerpt.locator("mark").first).to_have_text("alert")
    page = searched(visit(host).open("search/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"))
    expect(page.locator("#search-list li").first.locator(".dl-item__facts").last).to_contain_text(REFERENCES[0])


def test_json_parses_and_holds_what_was_typed(hostile_site: Path) -> None:
    twins = [json.loads(path.read_bytes()) for path in hostile_site.glob("disclosures/*/index.json")]
    assert {twin["reference"] for twin in twins} == set(REFERENCES)
    for twin in twins:
        assert twin["title"] == HOSTILE.replace(";", "")
        assert twin["own column <b>"] == HOSTILE
    for path in hostile_site.rglob("*.json"):
        json.loads(path.read_bytes())


def test_prose_links_only_to_web_and_mail() -> None:
    assert "href" not in prose(HOSTILE)
