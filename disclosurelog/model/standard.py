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
