from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Change, Disclosure
from disclosurelog.outputs.facets import FACETS, FacetTable
from disclosurelog.outputs.feeds import MOST_ENTRIES, change_anchor, make_feeds
from disclosurelog.outputs.pages import Material
from disclosurelog.outputs.statistics import make_figures
from disclosurelog.reading.standard import read_standard
from tests.factories import LOG, SITE_URL, catalogue, change, disclosure, log_of, question, release

SCHEMA = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "atom.rng")))
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})")
HOSTILE = "]]> <script>alert(1)</script> & &amp; \"'<b> \x01\x08\ufffe \ud800x \U0001f986 {title} %s --> <?x?>"
SAFE = "]]> <script>alert(1)</script> & &amp; \"'<b> \ufffd\ufffd\ufffd \ufffdx \U0001f986 {title} %s --> <?x?>"


def feeds_of(made: Catalogue, site_url: str = SITE_URL, site_name: str = "Disclosure log") -> dict[str, bytes]:
    """Return every feed by its path, each judged by the standard it follows."""
    material = Material(made, FacetTable.of(made), make_figures(made), read_standard())
    files = list(make_feeds(material, site_name, site_url))
    found = {file.path: file.content for file in files}
    assert len(found) == len(files)
    for path, content in found.items():
        if path.endswith(".xml"):
            judge_atom(content)
        else:
            judge_json(content)
    return found


def judge_atom(content: bytes) -> None:
    """Judge a feed by RFC 4287: its schema, and what the schema cannot say."""
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<feed ')
    root = etree.fromstring(content)
    assert SCHEMA.validate(root), SCHEMA.error_log
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        assert entry.find(f"{ATOM}author") is not None
        assert [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    for held in (root, *entries):
        links = [(link.get("type"), link.get("hreflang")) for link in held.findall(f"{ATOM}link[@rel='alternate']")]
        assert len(links) == len(set(links))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) <= MOST_ENTRIES
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert all(MOMENT.fullmatch(day) for day in days)
    assert not days or root.findtext(f"{ATOM}updated") == days[0]
    parsed = feedparser.parse(content)
    assert parsed.bozo == 0
    assert parsed.version == "atom10"
    assert [entry.id for entry in parsed.entries] == ids


def judge_json(content: bytes) -> None:
    """Judge a feed by JSON Feed 1.1: what must be there, and of which kind what may be there is."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for name in ("title", "home_page_url", "feed_url", "description", "language"):
        assert isinstance(feed[name], str)
        assert feed[name]
    assert set(feed) == {"version", "title", "home_page_url", "feed_url", "description", "language", "items"}
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert isinstance(item["content_text"], str)
        assert item["url"].startswith("http")
        assert MOMENT.fullmatch(item["date_modified"])
        assert MOMENT.fullmatch(item.get("date_published", item["date_modified"]))
        datetime.fromisoformat(item["date_modified"])
        assert all(author["name"] and set(author) <= {"name", "url"} for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert {name for name in item if name.startswith("_")} == {"_disclosurelog"}
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) <= MOST_ENTRIES


def atom(made: Catalogue, page: str = "disclosures/") -> Any:
    return feedparser.parse(feeds_of(made)[f"{page}feed.xml"])


def items(made: Catalogue, page: str = "disclosures/") -> list[dict[str, Any]]:
    return list(json.loads(feeds_of(made)[f"{page}feed.json"])["items"])


def full(**changes: Any) -> Disclosure:
    """Return a disclosure that states whatever a feed tells."""
    stated = {
        "legislation": "FOIA",
        "outcome": "Granted in part",
        "exemptions": "FOIA s.40(2)",
        "department": "Parking Services",
        "topics": "parking; air quality",
        "summary": "How many penalties  were issued,\nstreet by street.",
        "is_dataset": True,
        "date_responded": "2024-03-20",
        "date_published": "2024-03-25",
    }
    return disclosure(**(stated | changes))


def ledger(*changes: Change, withdrawn: Sequence[Disclosure] = ()) -> Catalogue:
    return catalogue(logs=[log_of(full(), *withdrawn, changes=changes)])


def test_there_is_a_feed_of_everything_and_of_each_value_that_readers_follow() -> None:
    pages = {"disclosures/", "changes/", "browse/department/parking-services/", "browse/topic/parking/",
             "browse/topic/air-quality/", "browse/exemption/foia-s-40-2/"}  # fmt: skip
    kinds = ("feed.xml", "feed.json")
    assert set(feeds_of(catalogue(full()))) == {page + kind for page in pages for kind in kinds}
    two = catalogue(logs=[log_of(full()), log_of(full(), name="north", title="North")])
    pages |= {"browse/authority/north/", f"browse/authority/{LOG}/"}
    assert set(feeds_of(two)) == {page + kind for page in pages for kind in kinds}
    assert {facet.name for facet in FACETS if facet.feeds} == {"authority", "department", "topic", "exemption"}


def test_a_feed_says_what_it_is_and_where() -> None:
    parsed = atom(catalogue(full()), "browse/topic/air-quality/")
    assert parsed.feed.title == "air quality – Disclosure log"
    assert parsed.feed.subtitle == "The newest answers in the log. Topic: air quality."
    assert parsed.feed.id == f"{SITE_URL}browse/topic/air-quality/feed.xml"
    assert parsed.feed.updated == "2024-03-25T00:00:00Z"
    assert {(link.rel, link.type, link.href) for link in parsed.feed.links} == {
        ("self", "application/atom+xml", f"{SITE_URL}browse/topic/air-quality/feed.xml"),
        ("alternate", "text/html", f"{SITE_URL}browse/topic/air-quality/"),
        ("alternate", "application/feed+json", f"{SITE_URL}browse/topic/air-quality/feed.json"),
    }
    feed = json.loads(feeds_of(catalogue(full()))["browse/topic/air-quality/feed.json"])
    assert feed["feed_url"] == f"{SITE_URL}browse/topic/air-quality/feed.json"
    assert feed["home_page_url"] == f"{SITE_URL}browse/topic/air-quality/"


def test_an_entry_says_what_a_disclosure_is_and_under_which_licence() -> None:
    (entry,) = atom(catalogue(full())).entries
    page = f"{SITE_URL}disclosures/{LOG}--foi-2024-0001/"
    assert entry.id == page
    assert entry.title == "Parking penalties by street"
    assert entry.summary == "How many penalties were issued, street by street."
    assert entry.summary_detail.type == "text/plain"
    assert (entry.published, entry.updated) == ("2024-03-25T00:00:00Z", "2024-03-25T00:00:00Z")
    assert dict(entry.author_detail) == {"name": "Anytown Council", "href": "https://www.anytown.example/"}
    ogl = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", page), ("alternate", f"{page}index.json"), ("license", ogl),
    ]  # fmt: skip
    assert entry.links[1].type == "application/json"
    assert [(tag.scheme, tag.term, tag.label) for tag in entry.tags] == [
        (f"{SITE_URL}browse/outcome/", "granted-in-part", "Granted in part"),
        (f"{SITE_URL}browse/topic/", "parking", "parking"),
        (f"{SITE_URL}browse/topic/", "air-quality", "air quality"),
    ]
    (item,) = items(catalogue(full()))
    licence = item["_disclosurelog"]["licence"]
    assert licence == {
        "id": "OGL-UK-3.0",
        "title": "Open Government Licence v3.0",
        "url": ogl,
        "reason": licence["reason"],
        "attribution": "Contains public sector information licensed under the Open Government Licence v3.0.",
    }
    assert entry.rights == f"{licence['title']}. {licence['reason']} {licence['attribution']}"
    assert len(licence["reason"]) > 20
    assert item == {
        "id": page,
        "url": page,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": "Anytown Council", "url": "https://www.anytown.example/"}],
        "tags": [tag.label for tag in entry.tags],
        "_disclosurelog": {
            "licence": licence,
            "json": f"{page}index.json",
            "reference": "FOI-2024-0001",
            "outcome": "Granted in part",
        },
    }


def test_terms_that_have_no_address_of_their_own_lead_to_this_sites_page() -> None:
    (entry,) = atom(catalogue(disclosure(date_responded="2024-03-20"))).entries
    (licence,) = (link for link in entry.links if link.rel == "license")
    assert licence.href == f"{SITE_URL}licence/#licence-personal-and-journalism"
    assert entry.rights.startswith("Personal use and journalism. ")


def test_an_entry_has_words_though_the_log_has_none() -> None:
    (item,) = items(catalogue(disclosure(date_responded="2024-03-20")))
    assert item["content_text"] == "Anytown Council’s answer to the request FOI-2024-0001: Parking penalties by street"
    (item,) = items(catalogue(disclosure(date_responded="2024-03-20", response="word " * 400)))
    assert 490 < len(item["content_text"]) <= 500


@pytest.mark.parametrize(
    ("stated", "updated", "published"),
    [
        ({"date_responded": "2024-03-20"}, "2024-03-20", None),
        ({"date_responded": "2024-03-20", "date_published": "2024-03-25"}, "2024-03-25", "2024-03-25"),
        ({"date_responded": "2024-03-25", "date_published": "2024-03-20"}, "2024-03-25", "2024-03-20"),
        ({"date_responded": "2024-03-20", "changes": (change(date="2024-06-03"),)}, "2024-06-03", None),
        ({"date_responded": "2024-03"}, "2024-03-01", None),
        ({"date_responded": "2024"}, "2024-01-01", None),
        ({"date_responded": "2024", "date_published": "2024-02"}, "2024-02-01", "2024-02-01"),
        ({"date_responded": "2024", "changes": (change(date="2024-06-03"),)}, "2024-06-03", None),
        ({"date_responded": "2024-03-20", "date_published": "2024"}, "2024-03-20", "2024-01-01"),
        ({"date_responded": "0987-03-20"}, "0987-03-20", None),
        ({"date_responded": "9999-12"}, "9999-12-01", None),
    ],
)
def test_an_entry_is_as_new_as_the_last_day_on_which_it_changed(
    stated: dict[str, Any], updated: str, published: str | None
) -> None:
    (entry,) = atom(catalogue(disclosure(**stated))).entries
    assert entry.updated == f"{updated}T00:00:00Z"
    assert entry.get("published") == (f"{published}T00:00:00Z" if published else None)


def test_what_has_no_date_is_in_no_feed() -> None:
    undated = disclosure(reference="FOI-2", title="Undated", department="Roads", date_received="2024-01-01")
    found = feeds_of(catalogue(full(), undated, day=date(2025, 1, 1)))
    assert not [path for path, content in found.items() if b"Undated" in content]
    parsed = feedparser.parse(found["browse/department/roads/feed.xml"])
    assert parsed.entries == []
    assert parsed.feed.updated == "2025-01-01T00:00:00Z"
    assert json.loads(found["browse/department/roads/feed.json"])["items"] == []


def test_a_feed_has_the_newest_and_a_correction_makes_new() -> None:
    old = [disclosure(reference=f"FOI-{n}", date_responded=f"{1900 + n}-01-01", topics="a") for n in range(60)]
    changed = replace(old[3], changes=(change(reference="FOI-3", date="2024-06-03"),))
    made = catalogue(*old[:3], changed, *old[4:])
    for page in ("disclosures/", "browse/topic/a/"):
        found = [item["_disclosurelog"]["reference"] for item in items(made, page)]
        assert found == ["FOI-3", *(f"FOI-{n}" for n in range(59, 10, -1))]
        assert len(found) == MOST_ENTRIES


def test_what_changed_on_one_day_keeps_the_order_of_the_lists() -> None:
    made = catalogue(*(disclosure(reference=f"FOI-{n}", date_responded="2024-01-01") for n in (3, 1, 2)))
    found = [item["_disclosurelog"]["reference"] for item in items(made)]
    assert found == [d.reference for d in made.disclosures]


def test_a_change_says_what_was_changed_and_why() -> None:
    made = ledger(change(date="2024-06-03", kind="correction", explanation="The figure  was\n412."))
    (entry,) = atom(made, "changes/").entries
    page = f"{SITE_URL}disclosures/{LOG}--foi-2024-0001/"
    assert entry.title == "Correction: FOI-2024-0001, Parking penalties by street"
    assert entry.summary == "The figure was 412."
    assert entry.link == page
    assert entry.id.startswith(f"{page}#change-2024-06-03-correction-")
    assert (entry.updated, entry.published) == ("2024-06-03T00:00:00Z", "2024-06-03T00:00:00Z")
    assert [(tag.term, tag.label) for tag in entry.tags] == [("correction", "Correction")]
    (item,) = items(made, "changes/")
    assert item["tags"] == ["Correction"]
    licence = item["_disclosurelog"].pop("licence")
    assert item["_disclosurelog"] == {"reference": "FOI-2024-0001", "kind": "correction"}
    assert licence["id"] == "personal-and-journalism"
    assert licence["reason"] in entry.rights


def test_a_change_of_what_is_not_in_the_log_leads_to_the_ledger() -> None:
    (entry,) = atom(ledger(change(reference="FOI-OTHER", kind="note")), "changes/").entries
    assert entry.link == f"{SITE_URL}changes/"
    assert entry.title == "Note: FOI-OTHER"


def test_no_other_row_changes_the_id_of_a_change() -> None:
    rows = [change(explanation="One."), change(explanation="Two."), change(explanation="One.", kind="note"),
            change(explanation="One.", date="2024-06-04"), change(explanation="One.", reference="FOI-2")]  # fmt: skip
    alone = {item["id"] for row in rows for item in items(ledger(row), "changes/")}
    assert len(alone) == len(rows)
    assert {item["id"] for item in items(ledger(*rows), "changes/")} == alone
    assert {item["id"] for item in items(ledger(*reversed(rows)), "changes/")} == alone
    assert change_anchor(change(explanation="One.\r\n")) == change_anchor(change(explanation="One."))


def test_a_change_that_is_written_twice_is_told_once() -> None:
    assert len(items(ledger(change(), change()), "changes/")) == 1


def test_changes_come_newest_first_and_one_without_a_date_not_at_all() -> None:
    rows = [change(date=f"2024-{n:02d}-15", explanation=str(n)) for n in (3, 12, 7)]
    made = ledger(*rows, change(date=None, explanation="never"), change(date="2024-12", explanation="month"))
    assert [item["content_text"] for item in items(made, "changes/")] == ["12", "month", "7", "3"]


def test_nothing_of_what_was_withdrawn_is_in_any_feed_but_its_line_of_the_ledger() -> None:
    secret = "quagmire"
    gone = full(
        reference="FOI-GONE", title=secret, summary=secret, request=secret, response=secret, department=secret,
        topics=f"parking; {secret}", date_responded="2024-08-01",
        questions=(question(reference="FOI-GONE", answer=secret),),
        releases=(release(reference="FOI-GONE", title=secret),),
    )  # fmt: skip
    rows = (
        change(reference="FOI-GONE", explanation="A figure was put right."),
        change(reference="FOI-GONE", kind="withdrawal", date="2024-09-01", explanation="It named somebody."),
    )
    made = ledger(*rows, withdrawn=[gone])
    found = feeds_of(made)
    assert not [path for path, content in found.items() if secret.encode() in content or secret in path]
    assert not [path for path, content in found.items() if b"FOI-GONE" in content and not path.startswith("changes/")]
    newest, older = items(made, "changes/")
    assert newest["title"] == "Withdrawal: FOI-GONE"
    assert older["title"] == "Correction: FOI-GONE"
    assert newest["url"] == older["url"] == f"{SITE_URL}disclosures/{LOG}--foi-gone/"


def test_a_withdrawal_changes_no_id() -> None:
    row = change(reference="FOI-2")
    before = ledger(row, withdrawn=[full(reference="FOI-2")])
    after = ledger(row, change(reference="FOI-2", kind="withdrawal"), withdrawn=[full(reference="FOI-2")])
    assert {i["id"] for i in items(before, "changes/")} < {i["id"] for i in items(after, "changes/")}


def test_text_is_text_whatever_it_holds() -> None:
    plain = HOSTILE.replace("\ud800", "")  # an address cannot be made of half a character
    made = disclosure(
        title=HOSTILE, summary=HOSTILE, request=HOSTILE, response=HOSTILE, withheld=HOSTILE, reference=plain,
        topics=(plain, "plain"), department=(plain,), outcome=plain, date_responded="2024-03-20", date_published="2024",
        third_party_rights=HOSTILE, source_url=HOSTILE, changes=(change(kind=HOSTILE, explanation=HOSTILE),),
    )  # fmt: skip
    log = log_of(made, title=HOSTILE, changes=(change(reference=plain, kind=plain, explanation=HOSTILE), change()))
    found = feeds_of(catalogue(logs=[log]), site_name=HOSTILE)
    assert len(found) > 8
    parsed = [feedparser.parse(found[f"{page}/feed.xml"]) for page in ("disclosures", "changes")]
    (entry,), (newest, _) = (each.entries for each in parsed)
    assert parsed[0].feed.title_detail.value == f"Disclosures – {SAFE}"
    root = etree.fromstring(found["disclosures/feed.xml"])
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == SAFE
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == SAFE
    assert root.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == SAFE
    assert not [child for held in root.iter(f"{ATOM}title", f"{ATOM}summary", f"{ATOM}rights") for child in held]
    assert SAFE in root.findtext(f"{ATOM}entry/{ATOM}rights")
    assert SAFE.replace(" \ufffdx", " x") in [each.get("label") for each in root.iter(f"{ATOM}category")]
    assert newest.id.isascii()
    (item,) = json.loads(found["disclosures/feed.json"])["items"]
    assert item["title"] == item["content_text"] == item["authors"][0]["name"] == SAFE
    assert entry.id == item["id"]


@pytest.mark.parametrize(
    "character",
    [*map(chr, range(32)), *"\x7f\x85\u2028\ud800\ufffe\uffff\U0001ffff\U000e0001\ufeff\u202e"],
    ids=ascii,
)
def test_no_character_breaks_a_feed(character: str) -> None:
    text = f"{character}a{character}b{character}"
    made = catalogue(disclosure(title=text, summary=text, date_responded="2024-03-20"))
    root = etree.fromstring(feeds_of(made)["disclosures/feed.xml"])
    (item,) = items(made)
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == item["title"]
    assert re.fullmatch("[^ab]?a[^ab]b[^ab]?", item["title"])


def test_every_address_is_under_the_sites_own() -> None:
    below = "https://www.council.example/foi/log/"
    made = catalogue(logs=[log_of(full(), title="Anytown", changes=(change(),))])
    for path, content in feeds_of(made, below).items():
        own = content.decode("utf-8").replace(below, "").replace(SITE_URL, "")
        assert "council.example" not in own, path
        assert content.count(f"{below}{path}".encode()) in (1, 2), path
        assert f"{below}{path.rpartition('/')[0]}/".encode() in content, path


def test_the_same_catalogue_has_the_same_feeds() -> None:
    logs = [log_of(full(), full(reference="FOI-2"), changes=(change(), change(kind="note")))]
    assert feeds_of(catalogue(logs=logs)) == feeds_of(catalogue(logs=logs))


def test_the_schema_finds_what_is_wrong() -> None:
    good = feeds_of(catalogue(full()))["disclosures/feed.xml"]
    for old, new in ((b"<updated>2024-03-25T00:00:00Z", b"<updated>2024-03-25"), (b'href="', b'link="'),
                     (b"<title>Parking", b"<titel/><title>Parking"), (b"  <id>", b"  <id/><id>")):  # fmt: skip
        assert old in good
        assert not SCHEMA.validate(etree.fromstring(good.replace(old, new)))
