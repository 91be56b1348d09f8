"""A table on its way into files: its cells, what they mean, and what every file says of it beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from disclosurelog.model.licences import LicenceNotice


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of the table in it: whose it is, where it is published, and the terms of its use.

    ``notice`` is ``None`` where each row has terms of its own, and ``terms`` then says so. ``day`` is when it last
    changed, if that is known.
    """

    title: str
    publisher: str
    url: str
    notice: LicenceNotice | None
    terms: str = ""
    day: date | None = None

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What it says, each thing with its name, in the order in which a reader wants it."""
        terms: tuple[tuple[str, str], ...] = (("licence", self.terms),)
        if self.notice is not None:
            terms = (
                ("licence", self.notice.licence.title),
                ("licence_url", self.notice.url),
                ("licence_reason", self.notice.reason),
                ("attribution", self.notice.attribution),
            )
        return (("title", self.title), ("publisher", self.publisher), ("source", self.url), *terms)


@dataclass(frozen=True)
class Sheet:
    """A table to be written. ``fields`` are Table Schema fields, one for each column.

    ``values`` has a mapping for each column from a cell to what it means, ``None`` where that is no value.
    ``csv`` is the table as it is published.
    """

    name: str
    about: About
    fields: Sequence[Mapping[str, Any]]
    rows: Sequence[tuple[str, ...]]
    values: Sequence[Mapping[str, Any]]
    csv: bytes

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells by column."""
        return tuple(zip(*self.rows, strict=True)) or tuple(() for _ in self.fields)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(str(field["name"]) for field in self.fields)

    def type_of(self, column: int) -> str:
        """Return the Table Schema type of a column."""
        return str(self.fields[column].get("type") or "string")


class DoesNotFitError(ValueError):
    """A table that a format cannot hold whole. The message is for a reader, and completes “not as X, because …”."""
