"""``/data.json``: the catalogue as harvesters read it, data.gov.uk's among them.

Project Open Data Metadata Schema v1.1 (DCAT-US), with what data.gov.uk's guidance on DCAT and data.json fields
adds or changes: ``license`` and ``mbox`` must be there, ``frequency`` has the interval too, and a title has at
most 65 characters.
"""

from __future__ import annotations

import json
import re
from typing import Any

from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.distributions import DataCatalogue, Described, Distribution
from disclosurelog.outputs.iris import absolute, http_iri, identifier_of, mail_iri
from disclosurelog.outputs.terms import description_of, terms_of, terms_of_all

TITLE_LIMIT = 65
"""Characters that data.gov.uk allows a title."""

_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"
_INTERVALS = {
    "continuous": "R/PT1S",
    "daily": "R/P1D",
    "weekly": "R/P1W",
    "monthly": "R/P1M",
    "quarterly": "R/P3M",
    "biannual": "R/P6M",
    "annual": "R/P1Y",
    "irregular": "irregular",
}
"""How often, as ISO 8601 says it. There is no way to say never."""

_TAG_LIMIT = 100
_NOT_IN_TAGS = re.compile(r"[^\w.-]+")


def make_data_json(catalogue: DataCatalogue) -> OutputFile:
    """Return ``/data.json``."""
    whole = {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": f"{catalogue.site_url}data.json",
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [_dataset(described, catalogue.site_url) for described in catalogue.datasets],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return OutputFile("data.json", text.encode("utf-8", "replace"))


def short_title(title: str) -> str:
    """Return a title of at most 65 characters, cut after a word."""
    title = " ".join(title.split())
    if len(title) <= TITLE_LIMIT:
        return title
    kept = title[:TITLE_LIMIT]  # one more than there is room for beside the ellipsis, to see whether a word ends here
    whole = kept.rsplit(" ", 1)[0] if " " in kept else kept[:-1]
    return whole.rstrip(" ,;:–-") + "…"


def _dataset(described: Described, site_url: str) -> dict[str, Any]:
    """Return a dataset. What is not known is left out."""
    page = absolute(site_url, described.path)
    mail = mail_iri(described.contact_email)
    start, end = described.period
    interval = _INTERVALS.get(described.frequency)
    found: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "identifier": identifier_of(described.identifier, page),
        "title": short_title(described.title),
        "description": description_of(described),
        "keyword": _tags(described),
        "accessLevel": "public",
        "license": terms_of_all(described, site_url).url,
        "landingPage": page,
        "language": ["en"],
        "issued": _text(described.issued),
        "modified": _text(described.modified),
        "accrualPeriodicity": interval,
        "frequency": interval,
        "temporal": f"{start}/{end}" if start and end else None,
        "references": [absolute(site_url, described.source)] if described.source else None,
        "publisher": _stated(
            {
                "@type": "org:Organization",
                "name": described.publisher,
                "mbox": mail.removeprefix("mailto:"),
                "homepage": http_iri(described.publisher_url),
            }
        ),
        "contactPoint": {"@type": "vcard:Contact", "fn": described.publisher, "hasEmail": mail} if mail else None,
        "distribution": [_distribution(file, described, site_url) for file in described.distributions],
    }
    return _stated(found, kept=("title", "keyword", "distribution"))


def _distribution(file: Distribution, described: Described, site_url: str) -> dict[str, Any]:
    schema = absolute(site_url, file.schema_path) if file.schema_path else None
    return _stated(
        {
            "@type": "dcat:Distribution",
            "title": file.title,
            "downloadURL": absolute(site_url, file.path),
            "mediaType": file.media_type,
            "format": file.extension.upper(),
            "byteSize": file.size,
            "license": terms_of(file, described, site_url).url,
            "describedBy": schema,
            "describedByType": "application/json" if schema else None,
            "conformsTo": schema,
        }
    )


def _tags(described: Described) -> list[str]:
    """Return the keywords as CKAN takes them: one that it refuses would lose it the whole dataset."""
    words = (*described.keywords, *(("demonstration",) if described.demonstration else ()))
    tags = (_NOT_IN_TAGS.sub(" ", word).strip()[:_TAG_LIMIT].strip() for word in words)
    return list(dict.fromkeys(tag for tag in tags if len(tag) > 1))


def _text(value: object) -> str | None:
    return str(value) if value else None


def _stated(values: dict[str, Any], kept: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what is stated. Harvesters look for those in ``kept`` whether or not they hold anything."""
    return {key: value for key, value in values.items() if key in kept or (value is not None and value not in ("", []))}
