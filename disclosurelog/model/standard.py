"""The data standard for a UK disclosure log, as its Table Schemas state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

TABLES = ("disclosures", "questions", "releases", "changes")
"""The tables of the standard. A resource's schema says which one it is by its name."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A column. ``descriptor`` is the field's Table Schema descriptor; the rest of it is words for people."""

    name: str
    title: str
    description: str
    example: str
    source: str
    advice: str
    descriptor: Mapping[str, Any]

    @property
    def type(self) -> str:
        """The Table Schema type: ``string`` or ``boolean``."""
        return str(self.descriptor["type"])

    @property
    def constraints(self) -> Mapping[str, Any]:
        """The Table Schema constraints."""
        return dict(self.descriptor.get("constraints", {}))

    @property
    def required(self) -> bool:
        """Whether every row must fill it in."""
        return bool(self.constraints.get("required"))

    @property
    def is_list(self) -> bool:
        """Whether a cell may hold several values, with a semicolon and a space between them."""
        return "; " in str(self.constraints.get("pattern", ""))

    @property
    def values(self) -> tuple[str, ...]:
        """The values it may have, where these are listed."""
        return tuple(self.constraints.get("enum", ()))


@dataclass(frozen=True)
class TableStandard:
    """One table of the standard."""

    name: str
    title: str
    description: str
    version: str
    fields: tuple[Field, ...]
    text: str
    """The schema file itself, as it is published."""

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}


_EVERY = (
    ("authority", "Authority", "The short name of the authority’s log on this site."),
    ("licence", "Licence", "The licence or the terms that apply to what is in this row."),
    ("licence_url", "Licence address", "Where the licence or the terms can be read."),
    ("licence_reason", "Why this licence", "Why these terms apply and no others."),
    ("attribution", "Attribution", "The sentence with which to say where it comes from."),
)
ADDED_COLUMNS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "disclosures": (*_EVERY, ("url", "Address", "The page of the disclosure, which stays.")),
    "questions": (*_EVERY, ("url", "Address", "The place of the question on the disclosure’s page, which stays.")),
    "releases": (
        *_EVERY,
        ("file_url", "Download", "Where the file can be downloaded, if it is on this site."),
        ("dataset_url", "Dataset", "The page about the file as a dataset, if it has one."),
        ("disclosure_url", "Address", "The page of the disclosure, which stays."),
    ),
    "changes": (*_EVERY, ("url", "Address", "The page of the disclosure that was changed, which stays.")),
}
"""What the downloads of each table have beside the standard's columns and an authority's own: name, title, meaning."""

_TWIN_KEYS = {
    "disclosures": ("questions", "releases", "changes"),
    "releases": ("format", "media_type", "bytes", "rows", "dataset"),
}


def reserved_columns(table: str) -> frozenset[str]:
    """Return the names that no column of an authority's own can have: a download or a twin has one of that name."""
    return frozenset((*(name for name, _, _ in ADDED_COLUMNS[table]), *_TWIN_KEYS.get(table, ())))
