from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.datasets import FREQUENCIES
from disclosurelog.model.dates import PartialDate
from disclosurelog.outputs.data_json import TITLE_LIMIT, make_data_json, short_title
from disclosurelog.outputs.distributions import Described
from tests.described import HOSTILE, bare, data_catalogue, described, distribution, hostile, log_as_data, mixed, notice
from tests.factories import SITE_URL

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
PAGE = f"{SITE_URL}datasets/payments/"


def read(*datasets: Described) -> list[dict[str, Any]]:
    file = make_data_json(data_catalogue(*datasets))
    assert file.path == "data.json"
    whole = json.loads(file.content)
    assert whole["@id"] == f"{SITE_URL}data.json"
    assert whole["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    found: list[dict[str, Any]] = whole["dataset"]
    return found


def as_ckan_reads(dataset: dict[str, Any]) -> dict[str, Any]:
    """Return what CKAN's harvester takes from a dataset, by the keys it looks for (ckanext-dcat, converters)."""
    return {
        "title": dataset.get("title"),
        "notes": dataset.get("description"),
        "url": dataset.get("landingPage"),
        "tags": [{"name": keyword} for keyword in dataset.get("keyword", [])],
        "guid": dataset.get("identifier"),
        "language": ",".join(dataset.get("language", [])),
        "resources": [
            (file.get("title"), file.get("downloadURL") or file.get("accessURL"), file.get("format"))
            for file in dataset["distribution"]
        ],
    }


def test_all_that_is_known_is_stated() -> None:
    (dataset,) = read(described(distributions=(distribution(),)))
    assert dataset == {
        "@type": "dcat:Dataset",
        "identifier": PAGE,
        "title": "Payments over £500",
        "description": "Each payment over £500 that the council made to a supplier.",
        "keyword": ["spending", "suppliers"],
        "accessLevel": "public",
        "license": OGL,
        "landingPage": PAGE,
        "language": ["en"],
        "issued": "2020",
        "modified": "2024-03-28",
        "accrualPeriodicity": "R/P1M",
        "frequency": "R/P1M",
        "temporal": "2019-04/2024-03-31",
        "references": [f"{SITE_URL}disclosures/anytown-council--foi-1/"],
        "publisher": {
            "@type": "org:Organization",
            "name": "Anytown Council",
            "mbox": "data@anytown.example",
            "homepage": "https://www.anytown.example/",
        },
        "contactPoint": {
            "@type": "vcard:Contact",
            "fn": "Anytown Council",
            "hasEmail": "mailto:data@anytown.example",
        },
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "title": "Payments over £500, CSV",
                "downloadURL": f"{PAGE}payments.csv",
                "mediaType": "text/csv",
                "format": "CSV",
                "byteSize": 1234,
                "license": OGL,
                "describedBy": f"{PAGE}payments.schema.json",
                "describedByType": "application/json",
                "conformsTo": f"{PAGE}payments.schema.json",
            }
        ],
    }


def test_what_is_not_known_is_left_out() -> None:
    (dataset,) = read(bare())
    assert dataset.keys() == {
        "@type", "identifier", "title", "description", "keyword", "accessLevel", "license", "landingPage", "language",
        "publisher", "distribution",
    }  # fmt: skip
    assert dataset["keyword"] == []
    assert dataset["publisher"] == {"@type": "org:Organization", "name": "Anytown Council"}
    assert "describedBy" not in dataset["distribution"][0]


def test_the_harvester_finds_what_it_looks_for() -> None:
    for dataset in read(described(), bare(), log_as_data(), mixed(), *map(hostile, HOSTILE)):
        package = as_ckan_reads(dataset)
        assert package["title"] is not None
        assert package["guid"].startswith("http")
        assert package["url"].startswith(SITE_URL)
        assert package["language"] == "en"
        assert dataset["license"].startswith("https://")
        for _, address, kind in package["resources"]:
            assert address.startswith(SITE_URL)
            assert kind in ("CSV", "ZIP")
        for tag in package["tags"]:
            assert 2 <= len(tag["name"]) <= 100
            assert re.fullmatch(r"[\w .-]+", tag["name"])


def test_no_licence_is_claimed_that_is_not_that_of_all() -> None:
    log, files = read(log_as_data(), mixed())
    assert log["license"] == f"{SITE_URL}licence/#per-row"
    assert files["license"] == f"{SITE_URL}licence/"
    assert [file["license"] for file in files["distribution"]] == [
        OGL,
        f"{SITE_URL}licence/#licence-personal-and-journalism",
        f"{SITE_URL}licence/",
    ]


@pytest.mark.parametrize("licence", ["OGL-UK-2.0", "CC0-1.0", "third-party-rights"])
def test_a_licence_is_its_address(licence: str) -> None:
    stated = notice(licence)
    (dataset,) = read(described(distributions=(distribution(notice=stated),)))
    assert dataset["license"] == stated.url


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Payments", "Payments"),
        ("a" * 65, "a" * 65),
        ("a" * 66, "a" * 64 + "…"),
        ("a " * 32 + "a", "a " * 32 + "a"),
        ("a " * 33 + "a", "a " * 31 + "a…"),
        ("a" * 64 + " b", "a" * 64 + "…"),
        ("Spending on agency staff, consultants and interim managers, by directorate",
         "Spending on agency staff, consultants and interim managers, by…"),
        ("Spending on agency staff, consultants and interims of any grade, – by team",
         "Spending on agency staff, consultants and interims of any grade…"),
        (" one\n two ", "one two"),
    ],
)  # fmt: skip
def test_a_long_title_is_cut_after_a_word(title: str, short: str) -> None:
    assert short_title(title) == short


@given(st.text(max_size=200))
def test_no_title_is_too_long(title: str) -> None:
    assert len(short_title(title)) <= TITLE_LIMIT


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_every_frequency_is_an_interval_or_is_left_out(frequency: str) -> None:
    (dataset,) = read(described(frequency=frequency))
    assert dataset.get("frequency") == dataset.get("accrualPeriodicity")
    if frequency == "never":
        assert "frequency" not in dataset
    else:
        assert re.fullmatch(r"R/P(T1S|[136][DWMY])|irregular", dataset["frequency"])


def test_an_open_period_is_left_out() -> None:
    (dataset,) = read(described(period=(PartialDate(2019), None)))
    assert "temporal" not in dataset


def test_a_demonstration_says_that_it_is_one() -> None:
    (dataset,) = read(described(demonstration=True))
    assert dataset["description"].startswith("Demonstration: not to be relied on. ")
    assert "demonstration" in dataset["keyword"]


def test_what_ckan_refuses_in_a_keyword_is_left_out_of_it() -> None:
    (dataset,) = read(
        described(keywords=("C++ & C#", "a", "!!", "roads/streets", "roads streets", "Ynys Môn", "x" * 120))
    )
    assert dataset["keyword"] == ["C C", "roads streets", "Ynys Môn", "x" * 100]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_whatever_is_typed_is_json(text: str) -> None:
    (dataset,) = read(hostile(text))
    assert "contactPoint" not in dataset
    assert dataset["identifier"] == f"{SITE_URL}datasets/hostile/"
