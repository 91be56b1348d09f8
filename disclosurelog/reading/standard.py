"""Read the standard's own schemas from the package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from disclosurelog.model.standard import TABLES, Field, TableStandard


@cache
def read_standard() -> Mapping[str, TableStandard]:
    """Return the tables of the standard by name, in the order of ``TABLES``."""
    return MappingProxyType({name: _read_table(name) for name in TABLES})


def _read_table(name: str) -> TableStandard:
    folder = resources.files("disclosurelog") / "schemas"
    text = (folder / f"{name}.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    fields = tuple(
        Field(
            name=field["name"],
            title=field["title"],
            description=field["description"],
            example=field["example"],
            source=field["source"],
            advice=field.get("advice", ""),
            descriptor=field,
        )
        for field in schema["fields"]
    )
    return TableStandard(schema["name"], schema["title"], schema["description"], schema["version"], fields, text)
