"""Make what catalogues describe, with only what a test is about."""

from __future__ import annotations

from typing import Any

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.licences import Claim, LicenceNotice, ReusePolicy
from disclosurelog.outputs.distributions import DataCatalogue, Described, Distribution
from disclosurelog.reading.vocabularies import read_licences
from tests.factories import SITE_URL

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--",
    "-->",
    "]]>",
    '"@/somewhere',
    "@/somewhere",
    'a "quoted" \\ word\\',
    '"""',
    "two\r\nlines\rand\ta tab",
    "nul\x00 bell\x07 \x0b \x1f \x7f \x85",
    "\u2028\u2029\ufeff\ufffe\uffff",
    "\ud800 alone",
    "🏛 é ı ß",
    "& &amp; %41 % {x} ${y} `z`",
    "x@en ^^xsd:date . ;",
    "_:b0",
    " ",
)


def notice(licence: str = "OGL-UK-3.0", **changes: Any) -> LicenceNotice:
    """Return the notice of something with this licence stated for it."""
    words = {"authority": "Anytown Council", "title": "Payments", "reference": "FOI-1", "holder": ""}
    return read_licences().notice(
        Claim(stated=licence),
        ReusePolicy("OGL-UK-3.0", "personal-and-journalism"),
        **({"url": f"{SITE_URL}datasets/payments/", "terms": f"{SITE_URL}licence/"} | words | changes),
    )


def distribution(**changes: Any) -> Distribution:
    """Return a CSV under the Open Government Licence, except for ``changes``."""
    usual: dict[str, Any] = {
        "path": "datasets/payments/payments.csv",
        "title": "Payments over £500, CSV",
        "extension": "csv",
        "media_type": "text/csv",
        "size": 1234,
        "sha256": "0a" * 32,
        "notice": notice(),
        "table": "payments",
        "schema_path": "datasets/payments/payments.schema.json",
    }
    return Distribution(**(usual | changes))


def described(**changes: Any) -> Described:
    """Return a dataset of which everything is known, except for ``changes``."""
    usual: dict[str, Any] = {
        "path": "datasets/payments/",
        "identifier": f"{SITE_URL}datasets/payments/",
        "title": "Payments over £500",
        "description": "Each payment over £500 that the council made to a supplier.",
        "publisher": "Anytown Council",
        "publisher_url": "https://www.anytown.example/",
        "contact_email": "data@anytown.example",
        "contact_url": "https://www.anytown.example/contact",
        "keywords": ("spending", "suppliers"),
        "issued": PartialDate(2020),
        "modified": PartialDate(2024, 3, 28),
        "frequency": "monthly",
        "period": (PartialDate(2019, 4), PartialDate(2024, 3, 31)),
        "source": "disclosures/anytown-council--foi-1/",
        "demonstration": False,
        "distributions": (distribution(), archive()),
        "columns": (("amount", "Pounds"), ("supplier", "")),
    }
    return Described(**(usual | changes))


def archive(**changes: Any) -> Distribution:
    """Return a ZIP of all tables, except for ``changes``."""
    usual = {"path": "datasets/payments/payments.zip", "title": "All tables, ZIP", "extension": "zip"}
    return distribution(**(usual | {"media_type": "application/zip", "table": "", "schema_path": ""} | changes))


def bare(number: int = 0) -> Described:
    """Return a dataset of which nothing is known that need not be."""
    nothing = dict.fromkeys(("publisher_url", "contact_email", "contact_url", "frequency", "source", "description"), "")
    return described(
        **nothing, path=f"datasets/bare-{number}/", identifier="", keywords=(), issued=None, modified=None,
        period=(None, None), columns=(),
        distributions=(distribution(path=f"datasets/bare-{number}/x.csv", schema_path=""),),
    )  # fmt: skip


def log_as_data() -> Described:
    """Return a whole log: each row of it states its own licence."""
    paths = ("data/anytown-council/disclosures.csv", "data/anytown-council/anytown-council.zip")
    return described(
        path="data/anytown-council/",
        identifier="",
        title="Anytown Council: disclosure log",
        source="",
        distributions=(distribution(path=paths[0], notice=None), archive(path=paths[1], notice=None)),
    )


def mixed() -> Described:
    """Return a dataset whose files have different licences, with an archive of all of them."""
    other = notice("personal-and-journalism")
    return described(
        path="datasets/mixed/",
        identifier="",
        distributions=(
            distribution(path="datasets/mixed/a.csv"),
            distribution(path="datasets/mixed/b.csv", notice=other),
            archive(path="datasets/mixed/all.zip", notice=None),
        ),
    )


def hostile(text: str) -> Described:
    """Return a dataset with this text wherever somebody can type."""
    file = distribution(
        path="datasets/hostile/x.csv", title=text, table=text, notice=notice(authority=text, title=text)
    )
    return described(
        path="datasets/hostile/",
        identifier=text,
        title=text,
        description=text,
        publisher=text,
        publisher_url=text,
        contact_email=text,
        contact_url=text,
        keywords=(text, "x"),
        columns=((text, text),),
        distributions=(file,),
    )


def data_catalogue(*datasets: Described, **changes: Any) -> DataCatalogue:
    """Return a catalogue of these datasets, except for ``changes``."""
    usual: dict[str, Any] = {
        "site_url": SITE_URL,
        "title": "Anytown Council: data",
        "description": "What Anytown Council has released as data.",
        "publisher": "Anytown Council",
        "publisher_url": "https://www.anytown.example/",
        "modified": PartialDate(2024, 3, 28),
        "datasets": datasets,
    }
    return DataCatalogue(**(usual | changes))


def whole_catalogue() -> DataCatalogue:
    """Return a catalogue with a dataset of every kind."""
    return data_catalogue(described(), bare(), log_as_data(), mixed())
