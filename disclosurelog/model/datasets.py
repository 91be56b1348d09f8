"""Open datasets: tables whose columns are described and summarised, each with the licence that applies to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Disclosure, Release
from disclosurelog.model.findings import Place
from disclosurelog.model.licences import LicenceNotice

TYPES = {
    "string": "Text",
    "number": "Number",
    "integer": "Whole number",
    "boolean": "Yes or no",
    "date": "Date",
    "time": "Time of day",
    "datetime": "Date and time",
    "year": "Year",
    "yearmonth": "Month of a year",
    "duration": "Length of time",
    "geopoint": "Place, as longitude and latitude",
    "geojson": "Shape (GeoJSON)",
    "object": "Structure (JSON)",
    "array": "List (JSON)",
    "list": "List",
    "any": "Anything",
}
"""The types of Table Schema (datapackage.org, version 2) and what a reader calls them."""

SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
"""The version of Table Schema that schemas are read by and published in. It is a name: nothing is fetched."""

FREQUENCIES = {
    "continuous": ("all the time", "CONT"),
    "daily": ("every day", "DAILY"),
    "weekly": ("every week", "WEEKLY"),
    "monthly": ("every month", "MONTHLY"),
    "quarterly": ("every quarter", "QUARTERLY"),
    "biannual": ("twice a year", "ANNUAL_2"),
    "annual": ("every year", "ANNUAL"),
    "irregular": ("now and then", "IRREG"),
    "never": ("not any more", "NEVER"),
}
"""How often a dataset is brought up to date: in words, and its code in the EU's vocabulary, which DCAT-AP uses."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Table Schema field, and what its cells hold.

    ``least`` and ``greatest`` are cells as they were typed, ``""`` where the type has no order or no cell is
    filled in. ``distinct`` counts the values that are filled in, each once.
    """

    descriptor: Mapping[str, Any]
    missing: int
    distinct: int
    least: str = ""
    greatest: str = ""

    @property
    def name(self) -> str:
        """The name in the header row."""
        return str(self.descriptor["name"])

    @property
    def title(self) -> str:
        """The name for a reader, ``""`` where none is stated."""
        return str(self.descriptor.get("title") or "")

    @property
    def description(self) -> str:
        """What a cell means, ``""`` where it is not stated."""
        return str(self.descriptor.get("description") or "")

    @property
    def type(self) -> str:
        """The Table Schema type."""
        return str(self.descriptor.get("type") or "string")

    @property
    def constraints(self) -> Mapping[str, Any]:
        """The Table Schema constraints."""
        found = self.descriptor.get("constraints")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart that a descriptor asks for: what it shows, and a value for each mark.

    ``kind`` is ``bar`` or ``line``. ``in_order`` says that the names have an order of their own, as years have;
    else the largest value comes first.
    """

    title: str
    kind: str
    x_title: str
    y_title: str
    points: tuple[tuple[str, float], ...]
    in_order: bool = False


@dataclass(frozen=True)
class DataTable:
    """A CSV of a dataset. ``source`` is the file on disk, ``sha256`` that of its bytes when it was read.

    ``schema`` is its Table Schema, a field for each column of the file in the file's order. ``recognised``
    says that the types were recognised from the cells, because no schema was stated. ``preview`` has the first
    rows, as text.
    """

    name: str
    title: str
    description: str
    source: str
    encoding: str
    size: int
    sha256: str
    rows: int
    schema: Mapping[str, Any]
    recognised: bool
    columns: tuple[Column, ...]
    preview: tuple[tuple[str, ...], ...]
    notice: LicenceNotice
    place: Place
    plots: tuple[Plot, ...] = ()

    @property
    def missing_values(self) -> tuple[str, ...]:
        """The texts that stand for no value."""
        return tuple(self.schema.get("missingValues", ("",)))


@dataclass(frozen=True)
class Dataset:
    """A dataset as it is published. What is not stated is an empty string, an empty tuple or ``None``.

    ``publisher`` is who publishes it; ``log`` the name of the log of the same authority on this site;
    ``disclosure`` the one that it came from, and ``release`` the line by which it was released with that.
    """

    name: str
    title: str
    description: str
    publisher: str
    place: Place
    tables: tuple[DataTable, ...]
    keywords: tuple[str, ...] = ()
    log: str = ""
    disclosure: Disclosure | None = None
    release: Release | None = None
    demonstration: str = ""
    contact: str = ""
    homepage: str = ""
    updated: PartialDate | None = None
    frequency: str = ""
    period: tuple[PartialDate | None, PartialDate | None] = (None, None)

    @cached_property
    def path(self) -> str:
        """The address of its page from the root of the site."""
        return f"datasets/{self.name}/"

    @property
    def rows(self) -> int:
        """How many rows its tables have together."""
        return sum(table.rows for table in self.tables)

    @cached_property
    def notices(self) -> tuple[LicenceNotice, ...]:
        """The licence notices of its tables, each licence and reason once."""
        found = {(table.notice.licence.id, table.notice.reason): table.notice for table in self.tables}
        return tuple(found.values())
