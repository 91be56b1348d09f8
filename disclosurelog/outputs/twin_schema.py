"""The JSON Schema of a disclosure's twin, made from the standard's own schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from disclosurelog.model.outputs import OutputFile
from disclosurelog.model.standard import Field, TableStandard

PATH = "data/disclosure.schema.json"
_TEXT = {"type": "string"}
_ADDRESS = {"type": "string", "format": "uri"}
_LICENCE = {
    "description": "The licence or the terms that apply, and why.",
    "type": "object",
    "required": ["id", "title", "url", "reason", "attribution"],
    "properties": {
        "id": _TEXT,
        "title": _TEXT,
        "url": _ADDRESS,
        "reason": _TEXT,
        "attribution": {"description": "The sentence with which to say where it comes from.", **_TEXT},
    },
}
_FILE = {
    "format": {"description": "The kind of file, for a reader.", **_TEXT},
    "media_type": _TEXT,
    "bytes": {"type": "integer", "minimum": 0},
    "rows": {"description": "Rows below the header, of a CSV.", "type": ["integer", "null"], "minimum": 0},
    "dataset": {"description": "The page about it as a dataset.", "type": ["string", "null"], "format": "uri"},
}


def make_twin_schema(standard: Mapping[str, TableStandard], site_url: str) -> OutputFile:
    """Return the schema that every ``/disclosures/<slug>/index.json`` is valid against (JSON Schema 2020-12)."""
    parts = {
        "questions": _object(standard["questions"], {"url": _ADDRESS}),
        "releases": _object(standard["releases"], {"licence": _LICENCE}, _FILE),
        "changes": _object(standard["changes"], {}),
    }
    lists = {name: {"type": "array", "items": part} for name, part in parts.items()}
    added = {"authority": _TEXT, "url": _ADDRESS, "licence": _LICENCE, **lists}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site_url + PATH,
        "title": "A disclosure",
        **_object(standard["disclosures"], added),
    }
    return OutputFile(PATH, (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _object(
    table: TableStandard, added: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the schema of what a row of a table becomes. What an authority has added of its own may be there too."""
    fields = {field.name: _value(field) for field in table.fields if field.name not in added}
    properties = {**fields, **added}
    return {
        "description": table.description,
        "type": "object",
        "required": list(properties),
        "properties": {**properties, **(optional or {})},
    }


def _value(field: Field) -> dict[str, Any]:
    """Return the schema of a field: what is not stated is ``null``, a list that is not stated is empty."""
    described = {"title": field.title, "description": field.description}
    if field.is_list:
        return {**described, "type": "array", "items": _TEXT}
    kind = "boolean" if field.type == "boolean" else "string"
    return {**described, "type": [kind, "null"]}
