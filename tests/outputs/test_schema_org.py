from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.dates import PartialDate
from disclosurelog.outputs.distributions import Described
from disclosurelog.outputs.schema_org import DESCRIPTION_LIMIT, catalogue_json_ld, dataset_json_ld
from tests.described import HOSTILE, bare, data_catalogue, described, distribution, hostile, log_as_data, mixed, notice
from tests.factories import SITE_URL

PAGE = f"{SITE_URL}datasets/payments/"


class Scripts(HTMLParser):
    """What a browser finds in the script elements of a page, and every other element there is."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.others: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside = tag == "script"
        if self._inside:
            self.texts.append("")
        else:
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        self.others.append("comment")


def read(dataset: Described) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dataset_json_ld(dataset, SITE_URL))
    return found


def test_all_that_is_known_is_stated() -> None:
    publisher = {
        "@type": "Organization",
        "name": "Anytown Council",
        "url": "https://www.anytown.example/",
        "contactPoint": {
            "@type": "ContactPoint",
            "email": "data@anytown.example",
            "url": "https://www.anytown.example/contact",
        },
    }
    stated = notice()
    assert read(described(distributions=(distribution(),))) == {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{PAGE}#dataset",
        "url": PAGE,
        "identifier": PAGE,
        "name": "Payments over £500",
        "description": "Each payment over £500 that the council made to a supplier.",
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "license": stated.url,
        "creator": publisher,
        "publisher": publisher,
        "keywords": ["spending", "suppliers"],
        "datePublished": "2020",
        "dateModified": "2024-03-28",
        "temporalCoverage": "2019-04/2024-03-31",
        "isBasedOn": f"{SITE_URL}disclosures/anytown-council--foi-1/",
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": f"{SITE_URL}datasets/#catalogue",
            "url": f"{SITE_URL}datasets/",
        },
        "variableMeasured": [
            {"@type": "PropertyValue", "name": "amount", "description": "Pounds"},
            {"@type": "PropertyValue", "name": "supplier"},
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": "Payments over £500, CSV",
                "contentUrl": f"{PAGE}payments.csv",
                "encodingFormat": "text/csv",
                "contentSize": "1234 B",
                "sha256": "0a" * 32,
                "license": stated.url,
                "creditText": stated.attribution,
                "copyrightNotice": stated.reason,
            }
        ],
    }


def test_what_is_not_known_is_left_out() -> None:
    found = read(bare())
    assert not found.keys() & {"keywords", "datePublished", "dateModified", "temporalCoverage", "isBasedOn",
                               "variableMeasured"}  # fmt: skip
    assert found["creator"] == {"@type": "Organization", "name": "Anytown Council"}


def test_no_licence_is_claimed_that_is_not_that_of_all() -> None:
    assert read(log_as_data())["license"] == f"{SITE_URL}licence/#per-row"
    found = read(mixed())
    assert found["license"] == f"{SITE_URL}licence/"
    assert found["distribution"][2]["license"] == f"{SITE_URL}licence/"
    assert "creditText" not in found["distribution"][2]


@pytest.mark.parametrize(
    ("period", "coverage"),
    [
        ((PartialDate(2019), PartialDate(2024, 3)), "2019/2024-03"),
        ((PartialDate(2019), None), "2019/.."),
        ((None, PartialDate(2024)), "../2024"),
        ((None, None), None),
    ],
)
def test_a_period_is_an_interval(period: tuple[PartialDate | None, PartialDate | None], coverage: str | None) -> None:
    assert read(described(period=period)).get("temporalCoverage") == coverage


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a", "a"),
        ("a" * 5000, "a" * 5000),
        ("a" * 5001, "a" * 4999 + "…"),
        ("word " * 1001, ("word " * 999).strip() + "…"),
    ],
)
def test_a_description_is_cut_and_never_padded(text: str, shown: str) -> None:
    found = read(described(description=text))["description"]
    assert found == shown
    assert len(found) <= DESCRIPTION_LIMIT


def test_a_demonstration_says_that_it_is_one() -> None:
    assert read(described(demonstration=True))["description"].startswith("Demonstration: not to be relied on. ")


def test_the_list_of_datasets() -> None:
    found = json.loads(catalogue_json_ld(data_catalogue(described(), bare())))
    assert found["@type"] == "DataCatalog"
    assert found["@id"] == f"{SITE_URL}datasets/#catalogue"
    assert found["dateModified"] == "2024-03-28"
    assert [dataset["url"] for dataset in found["dataset"]] == [PAGE, f"{SITE_URL}datasets/bare-0/"]
    assert all(dataset.keys() >= {"name", "description", "license", "creator"} for dataset in found["dataset"])


def is_safe(text: str) -> bool:
    scripts = Scripts()
    scripts.feed(f'<p><script type="application/ld+json">{text}</script></p>')
    scripts.close()
    return scripts.texts == [text] and scripts.others == ["p"] and not re.search('[<>&\u2028\u2029]|"@/', text)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_it_is_safe_where_it_stands(text: str) -> None:
    for found in (dataset_json_ld(hostile(text), SITE_URL), catalogue_json_ld(data_catalogue(hostile(text)))):
        assert is_safe(found)
    (column,) = read(hostile(text))["variableMeasured"]
    assert column["name"] == text.replace("\ud800", "?")


@given(st.text('"@/<>!-\\&\u2028 x', max_size=12))
def test_nothing_that_is_typed_ends_the_element_or_is_a_link(text: str) -> None:
    found = dataset_json_ld(hostile(text), SITE_URL)
    assert is_safe(found)
    assert json.loads(found).get("name", "") == text
