"""A log of 10,000 disclosures in a browser: the counts are right, and little is fetched."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from disclosurelog.model.addresses import browse_slug
from tests.browser.conftest import Compressing, Visit, served, wire
from tests.browser.test_journeys import searched
from tests.conftest import MadeOnce
from tests.cores import every_core
from tests.sites import ROOT, Workplace

pytestmark = pytest.mark.browser

COUNT = 10_000
FIRST_VIEW, FIRST_SEARCH = 150_000, 500_000
"""Bytes over the wire, compressed."""


@dataclass(frozen=True)
class Large:
    """The published log: its address, its CSV as pandas reads it, and the references with a released dataset."""

    address: str
    log: pd.DataFrame
    with_release: frozenset[str]


@pytest.fixture(scope="module")
def large(made_once: MadeOnce) -> Iterator[Large]:
    place = Workplace(made_once("large", publish))
    text = (place.site / "data/disclosures.csv").read_bytes()
    log = pd.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False)
    assert len(log) == COUNT
    releases = pd.read_csv(place.datasets / "log/releases.csv", dtype=str, keep_default_na=False)
    with served(place.site, Compressing) as address:
        yield Large(address, log, frozenset(releases["reference"]))


def publish(folder: Path) -> None:
    place = Workplace(folder)
    making = "import sys; from pathlib import Path; from generate import write_log; write_log(Path(sys.argv[1]), {})"
    subprocess.run(
        [sys.executable, "-c", making.format(COUNT), str(place.datasets / "log")],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "benchmarks")},
    )
    # In a program of its own, and with every core: this one runs other tests after it, and would not get smaller.
    with every_core():
        subprocess.run(place.command("build", "--quiet"), cwd=ROOT, check=True)


def members_of(large: Large) -> pd.DataFrame:
    """Return a row for each value that a disclosure has of a facet."""
    log = large.log
    released = log["reference"].isin(large.with_release)
    open_release = released & (log["legislation"] == "FOIA")
    default = "personal-and-journalism"
    columns = {
        "year": log["date_responded"].str[:4].map(lambda year: [year]),
        "outcome": log["outcome"].map(lambda outcome: [outcome]),
        "legislation": log["legislation"].map(lambda law: [law]),
        "department": log["department"].str.split("; "),
        "topic": log["topics"].str.split("; "),
        "exemption": log["exemptions"].map(lambda cited: cited.split("; ") if cited else []),
        "licence": pd.Series(
            [
                {own, *({"OGL-UK-3.0" if is_open else default} if has else ())}
                for own, has, is_open in zip(log["licence"], released, open_release, strict=True)
            ]
        ),
        "data": ((log["is_dataset"] == "yes") | released).map(lambda has: ["Dataset to download"] if has else []),
    }
    parts = [
        values.explode().dropna().rename("value").to_frame().assign(facet=name) for name, values in columns.items()
    ]
    members = pd.concat(parts).rename_axis("row").reset_index()
    return members.assign(slug=members["value"].map(browse_slug))


def random_selection(rng: random.Random, members: pd.DataFrame) -> dict[str, list[str]]:
    """Return the parameters of an address: one to three facets, one to three values of each, perhaps dates."""
    chosen = {}
    for name in rng.sample(sorted(members["facet"].unique()), rng.randint(1, 3)):
        slugs = sorted(members.loc[members["facet"] == name, "slug"].unique())
        chosen[name] = rng.sample(slugs, min(len(slugs), rng.randint(1, 3)))
    if rng.random() < 0.4:
        chosen["from"] = [f"{rng.randint(2016, 2020)}-0{rng.randint(1, 9)}-15"]
    if rng.random() < 0.3:
        chosen["to"] = [f"{rng.randint(2021, 2024)}-0{rng.randint(1, 9)}-15"]
    return chosen


def counted(large: Large, members: pd.DataFrame, chosen: Mapping[str, list[str]]) -> tuple[int, dict[str, int]]:
    """Return how many disclosures the selection has, and the count beside each value that is shown."""
    day = large.log["date_responded"]
    within = (day >= chosen.get("from", [""])[0]) & (day <= chosen.get("to", ["9999"])[0])
    passing = {
        name: set(members.loc[(members["facet"] == name) & members["slug"].isin(slugs), "row"])
        for name, slugs in chosen.items()
        if name not in ("from", "to")
    }
    dated = set(large.log.index[within])
    counts = {}
    for name, of_facet in members.groupby("facet"):
        rows = dated.intersection(*(passed for other, passed in passing.items() if other != name))
        found = of_facet[of_facet["row"].isin(rows)].groupby("slug")["row"].nunique()
        counts |= {f"{name}-{slug}": int(count) for slug, count in found.items()}
        counts |= {f"{name}-{slug}": 0 for slug in chosen.get(str(name), ()) if slug not in found}
    return len(dated.intersection(*passing.values())), counts


def shown(page: Page) -> dict[str, int]:
    """Return the counts that stand on the page, with every value of every facet unfolded."""
    while page.locator("#search-facets button").count():
        page.locator("#search-facets button").first.click()
    pairs = page.locator("#search-facets label").evaluate_all(
        "labels => labels.map((l) => [l.querySelector('input').id, l.querySelector('.dl-facet__count').textContent])"
    )
    return {name: int(count.replace(",", "")) for name, count in pairs}


def test_counts_beside_filters_are_those_that_pandas_counts(visit: Visit, large: Large) -> None:
    members, rng, watched = members_of(large), random.Random(10_000), visit(large.address)
    some = 0
    for _ in range(10):
        chosen = random_selection(rng, members)
        page = searched(watched.open("search/?" + urlencode(chosen, doseq=True)))
        total, counts = counted(large, members, chosen)
        expect(page.locator("#search-count")).to_have_text(f"{total:,} disclosure{'s' * (total != 1)}")
        assert shown(page) == counts, chosen
        some += total > 0
        page.close()
    assert some > 5


def kinds_of(large: Large) -> list[str]:
    slug = "benchmark-council--" + large.log.loc[0, "reference"].lower()
    return ["", f"disclosures/{slug}/", "disclosures/", "browse/topic/", "browse/year/2020/", "statistics/",
            "statistics/benchmark-council/", "request/", "licence/", "standard/", "changes/", "about/"]  # fmt: skip


def test_a_first_view_of_any_page_is_small(visit: Visit, large: Large) -> None:
    sizes = {path: wire(visit(large.address).context, large.address + path, "h1") for path in kinds_of(large)}
    assert {path: size for path, size in sizes.items() if not 5_000 < size < FIRST_VIEW} == {}


@pytest.mark.parametrize("words", ["parking penalty", "council", "the of and", "service number under"])
def test_a_first_search_is_small(visit: Visit, large: Large, words: str) -> None:
    size = wire(visit(large.address).context, f"{large.address}search/?q={quote(words)}", "#search[data-ready]")
    assert 50_000 < size < FIRST_SEARCH


def test_the_search_page_is_small_before_anything_is_typed(visit: Visit, large: Large) -> None:
    assert 20_000 < wire(visit(large.address).context, f"{large.address}search/", "#search[data-ready]") < FIRST_SEARCH


def test_a_question_that_was_asked_before_is_met_among_ten_thousand(visit: Visit, large: Large) -> None:
    """Typed as it was asked, but for a word or two."""
    page = visit(large.address).open("request/")
    field = page.get_by_label("Type your question to see whether it was asked before")
    for row in random.Random(3).sample(range(COUNT), 5):
        words = large.log.loc[row, "request"].split()[:14]
        field.fill(" ".join([*words[:6], *words[7:]]))
        expect(page.locator("#answered-list").get_by_role("heading", name=large.log.loc[row, "title"])).to_be_visible()
        assert page.locator("#answered-list > li").count() <= 3
