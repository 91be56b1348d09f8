"""What other programs find: the feeds and the search from each page, the sitemap from robots.txt."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from lxml import etree

from disclosurelog.publishing.signposts import make_signposts, search_name
from tests.sites import SMALL, Workplace, write_log

BELOW = "https://www.council.example/foi/log/"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
LINK = re.compile(r'<link rel="(alternate|search)" type="([^"]*)" title="([^"]*)" href="([^"]*)">')


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Return a site below a path, with a withdrawal."""
    place = Workplace(tmp_path_factory.mktemp("signposts"))
    changes = [
        {"date": "2024-05-01", "reference": "FOI-2024-2", "kind": "note", "explanation": "It was read again."},
        {"date": "2024-06-03", "reference": "FOI-2023-9", "kind": "withdrawal", "explanation": "It named somebody."},
    ]
    write_log(place.datasets / "small-council", {**SMALL, "changes": changes})
    place.publish("--site-url", BELOW)
    return place


def links_of(place: Workplace, page: str) -> set[tuple[str, str, str]]:
    """Return what the head of a page links to: the kind, the type, and the address from the root of the site."""
    file = place.site / page if page.endswith(".html") else place.site / page / "index.html"
    found = LINK.findall(file.read_text(encoding="utf-8").partition("</head>")[0])
    assert all(title for _, _, title, _ in found)
    here = BELOW + page
    return {(kind, media, urljoin(here, href).removeprefix(BELOW)) for kind, media, _, href in found}


def feeds(page: str) -> set[tuple[str, str, str]]:
    return {
        ("alternate", "application/atom+xml", f"{page}feed.xml"),
        ("alternate", "application/feed+json", f"{page}feed.json"),
    }


@pytest.mark.parametrize(
    ("page", "followed"),
    [
        ("", ["disclosures/", "changes/"]),
        ("disclosures/", ["disclosures/"]),
        ("changes/", ["changes/"]),
        ("browse/topic/roads/", ["browse/topic/roads/"]),
        ("browse/department/highways/", ["browse/department/highways/"]),
        ("browse/exemption/foia-s-42/", ["browse/exemption/foia-s-42/"]),
        ("browse/exemption/foia-s-40-2/", []),  # explained, and relied on by none
        ("browse/outcome/refused/", []),
        ("about/", []),
        ("404.html", []),
    ],
)
def test_a_page_leads_to_its_feeds_and_to_the_search(published: Workplace, page: str, followed: list[str]) -> None:
    expected = {("search", "application/opensearchdescription+xml", "opensearch.xml")}
    for each in followed:
        expected |= feeds(each)
    found = links_of(published, page)
    if page == "404.html":  # it stands at any address, so its links begin at the host
        found = {(kind, media, href.removeprefix("/foi/log/")) for kind, media, href in found}
    assert found == expected
    assert all((published.site / href).is_file() for _, _, href in found)


@pytest.mark.parametrize("page", ["", "disclosures/", "changes/", "browse/topic/roads/"])
def test_a_reader_sees_where_to_follow(published: Workplace, page: str) -> None:
    body = (published.site / page / "index.html").read_text(encoding="utf-8").partition("</head>")[2]
    own = page or "disclosures/"
    seen = re.findall(r'<a href="([^"]*)" type="[^"]*">(Atom|JSON) feed</a>', body)
    assert [(urljoin(BELOW + page, href).removeprefix(BELOW), name) for href, name in seen] == [
        (f"{own}feed.xml", "Atom"),
        (f"{own}feed.json", "JSON"),
    ]


def test_later_pages_of_a_list_lead_to_the_same_feeds(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Workplace(tmp_path_factory.mktemp("pages"))
    rows = [{"reference": f"FOI-{n}", "title": f"Number {n}", "topics": "roads"} for n in range(101)]
    write_log(place.datasets / "small-council", {"disclosures": rows})
    place.publish("--site-url", BELOW)
    for page in ("disclosures/", "browse/topic/roads/"):
        assert feeds(page) < links_of(place, f"{page}page-2/")
        assert b'"items":[\n\n]' in (place.site / page / "feed.json").read_bytes()  # none has a date


def test_the_sitemap_has_the_days_that_the_data_tell(published: Workplace) -> None:
    text = (published.site / "sitemap.xml").read_text(encoding="utf-8")
    days = dict(re.findall(r"<url><loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?</url>", text))
    days = {address.removeprefix(BELOW): day for address, day in days.items()}
    assert len(days) == text.count("<url>")
    expected = {
        "": "2024-06-03",
        "changes/": "2024-06-03",
        "statistics/": "2024-06-03",
        "statistics/small-council/": "2024-06-03",
        "disclosures/": "2024-05-01",
        "browse/outcome/": "2024-05-01",
        "browse/outcome/refused/": "2024-05-01",
        "browse/topic/roads/": "2024-03-20",
        "browse/exemption/foia-s-42/": "2024-05-01",
        "browse/exemption/foia-s-40-2/": "",
        "disclosures/small-council--foi-2024-2/": "2024-05-01",
        "disclosures/small-council--foi-2023-9/": "2024-06-03",
        "about/": "",
        "privacy/": "",
    }
    assert {page: days[page] for page in expected} == expected


def test_crawlers_are_allowed_everything_and_told_the_sitemap(published: Workplace) -> None:
    lines = (published.site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {BELOW}sitemap.xml"]


def test_a_browser_is_told_how_to_search(published: Workplace) -> None:
    root = etree.parse(str(published.site / "opensearch.xml")).getroot()
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    urls = {url.get("type"): url.get("template") for url in root.findall(f"{OPENSEARCH}Url")}
    assert urls == {
        "text/html": f"{BELOW}search/?q={{searchTerms}}",
        "application/opensearchdescription+xml": f"{BELOW}opensearch.xml",
    }
    page = (published.site / "index.html").read_text(encoding="utf-8")
    assert f'title="{root.findtext(f"{OPENSEARCH}ShortName")}" href="./opensearch.xml"' in page
    assert '<input class="dl-header-search__field" name="q"' in page


@pytest.mark.parametrize(
    ("site_name", "short"),
    [
        ("Disclosure log", "Disclosure log"),
        ("Leicester City Council disclosure log", "Leicester City…"),
        ("Llanfairpwllgwyngyll", "Llanfairpwllgwy…"),
        ("A & B <log>]]>\x01", "A & B <log>]]>\ufffd"),
    ],
)
def test_the_name_of_the_search_is_short_and_only_text(site_name: str, short: str) -> None:
    assert search_name(site_name) == short
    assert len(short) <= 16
    _, description = make_signposts(site_name, BELOW)
    root = etree.fromstring(description.content)
    assert root.findtext(f"{OPENSEARCH}ShortName") == short
    assert len(root.findtext(f"{OPENSEARCH}LongName")) <= 48
