"""Describe downloads as a Data Package, version 2 (datapackage.org), which any of its tools can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from disclosurelog.model.datasets import SCHEMA_PROFILE
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.licences import LicenceNotice

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_ENCODINGS = {"cp1252": "windows-1252"}
"""The name by which the web knows an encoding (IANA), where it is another than Python's."""


@dataclass(frozen=True)
class PackageFacts:
    """What a package says of itself. ``notices`` are the licences of what is in it, each once.

    ``url`` is the address of the page about it. ``terms`` says, where it is so, that each row states a licence of
    its own.
    """

    name: str
    title: str
    description: str
    publisher: str
    url: str
    notices: tuple[LicenceNotice, ...]
    terms: str = ""
    keywords: tuple[str, ...] = ()
    contact: str = ""
    updated: PartialDate | None = None
    sources: tuple[tuple[str, str], ...] = field(default=())
    """The title and the address of what it was made from."""


def licences_of(notices: Sequence[LicenceNotice]) -> list[dict[str, str]]:
    """Return the licences of notices as a descriptor lists them, each once."""
    found = {notice.licence.id: notice for notice in notices}
    return [{"name": key, "title": notice.licence.title, "path": notice.url} for key, notice in found.items()]


def schema_with_profile(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a Table Schema as it is published."""
    return {"$schema": SCHEMA_PROFILE, **{key: value for key, value in schema.items() if key != "$schema"}}


def describe_resource(
    name: str,
    *,
    title: str,
    description: str,
    size: int,
    sha256: str,
    encoding: str,
    schema: Mapping[str, Any],
    notice: LicenceNotice | None,
) -> dict[str, Any]:
    """Return the description of a CSV in a package."""
    described: dict[str, Any] = {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": title,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": _ENCODINGS.get(encoding, encoding),
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": schema_with_profile(schema),
    }
    if notice is not None:
        described["licenses"] = licences_of([notice])
    return {key: value for key, value in described.items() if value}


def describe_package(facts: PackageFacts, resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the descriptor of a package."""
    description = f"{facts.description} {facts.terms}".strip()
    publisher: dict[str, Any] = {"title": facts.publisher, "roles": ["publisher"]}
    if facts.contact:
        publisher["email"] = facts.contact
    described: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": facts.name,
        "id": facts.url,
        "title": facts.title,
        "description": description,
        "homepage": facts.url,
        "licenses": licences_of(facts.notices),
        "contributors": [publisher],
        "keywords": list(facts.keywords),
        "sources": [{"title": title, "path": path} for title, path in facts.sources],
        "resources": list(resources),
    }
    return {key: value for key, value in described.items() if value}
