"""Datasets as search engines read them: schema.org JSON-LD, by Google's guidelines for datasets.

The text is safe where it stands, in a ``script`` element of a page that the assembler then works over: it ends
no element, begins no comment, and never has the mark by which the assembler knows a link.
"""

from __future__ import annotations

import json
from typing import Any

from disclosurelog.model.dates import PartialDate
from disclosurelog.outputs.distributions import DataCatalogue, Described, Distribution
from disclosurelog.outputs.iris import absolute, http_iri, identifier_of, mail_iri
from disclosurelog.outputs.terms import description_of, terms_of, terms_of_all

DESCRIPTION_LIMIT = 5_000
"""Characters that a search engine reads of a description."""

_ESCAPED = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def dataset_json_ld(described: Described, site_url: str) -> str:
    """Return what the page of a dataset says of it to machines, to stand in a ``script`` element."""
    return _safe({"@context": "https://schema.org/", **_dataset(described, site_url)})


def catalogue_json_ld(catalogue: DataCatalogue) -> str:
    """Return what the list of datasets says of itself to machines, to stand in a ``script`` element."""
    site_url = catalogue.site_url
    return _safe(
        {
            "@context": "https://schema.org/",
            "@type": "DataCatalog",
            "@id": f"{catalogue.page}#catalogue",
            "url": catalogue.page,
            "name": catalogue.title,
            "description": _shortened(catalogue.description),
            "inLanguage": "en-GB",
            "dateModified": str(catalogue.modified) if catalogue.modified else None,
            "publisher": _organisation(catalogue.publisher, catalogue.publisher_url),
            "dataset": [
                {
                    "@type": "Dataset",
                    "@id": absolute(site_url, described.path) + "#dataset",
                    "url": absolute(site_url, described.path),
                    "name": described.title,
                    "description": _shortened(description_of(described)),
                    "license": terms_of_all(described, site_url).url,
                    "creator": _organisation(described.publisher, described.publisher_url),
                }
                for described in catalogue.datasets
            ],
        }
    )


def _dataset(described: Described, site_url: str) -> dict[str, Any]:
    page = absolute(site_url, described.path)
    publisher = _organisation(described.publisher, described.publisher_url)
    mail, website = mail_iri(described.contact_email), http_iri(described.contact_url)
    if mail or website:
        contact = {"@type": "ContactPoint", "email": mail.removeprefix("mailto:"), "url": website}
        publisher["contactPoint"] = contact
    return {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "url": page,
        "identifier": identifier_of(described.identifier, page),
        "name": described.title,
        "description": _shortened(description_of(described)),
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "license": terms_of_all(described, site_url).url,
        "creator": publisher,
        "publisher": publisher,
        "keywords": list(described.keywords),
        "datePublished": _text(described.issued),
        "dateModified": _text(described.modified),
        "temporalCoverage": _interval(*described.period),
        "isBasedOn": absolute(site_url, described.source) if described.source else None,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": f"{site_url}datasets/#catalogue",
            "url": f"{site_url}datasets/",
        },
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "description": description}
            for name, description in described.columns
        ],
        "distribution": [_download(file, described, site_url) for file in described.distributions],
    }


def _download(file: Distribution, described: Described, site_url: str) -> dict[str, Any]:
    terms = terms_of(file, described, site_url)
    return {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": absolute(site_url, file.path),
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
        "license": terms.url,
        "creditText": terms.attribution,
        "copyrightNotice": terms.statement,
    }


def _organisation(name: str, website: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": name, "url": http_iri(website)}


def _text(day: PartialDate | None) -> str | None:
    return str(day) if day else None


def _interval(start: PartialDate | None, end: PartialDate | None) -> str | None:
    """Return a period as ISO 8601 has it, with two dots where an end is not known."""
    return f"{start or '..'}/{end or '..'}" if start or end else None


def _shortened(text: str) -> str:
    """Return text within the limit, cut after a word."""
    if len(text) <= DESCRIPTION_LIMIT:
        return text
    kept = text[: DESCRIPTION_LIMIT - 1]
    return (kept.rsplit(None, 1)[0] if len(kept.split(None, 1)) > 1 else kept) + "…"


def _stated(value: Any) -> Any:
    """Return what is stated: no key whose value is nothing, at any depth."""
    if isinstance(value, dict):
        return {key: _stated(part) for key, part in value.items() if part is not None and part not in ("", [])}
    return [_stated(part) for part in value] if isinstance(value, list) else value


def _safe(value: Any) -> str:
    text = json.dumps(_stated(value), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return text.replace('"@/', '"\\u0040/').encode("utf-8", "replace").decode("utf-8")
