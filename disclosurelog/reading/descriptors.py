"""Read the texts that describe data: descriptors and schemas, in YAML and JSON. The only door to PyYAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from disclosurelog.reading.folders import find_inside

MAX_DESCRIPTOR_BYTES = 1024 * 1024
MAX_PARTS = 100_000
"""Names and values of a descriptor or a schema. One that refers to itself can be short and yet have billions."""


def read_text_file(path: Path, limit: int) -> str | None:
    """Return the UTF-8 text of a small file, or ``None`` if it is too large or is not UTF-8."""
    try:
        with path.open("rb") as handle:
            content = handle.read(limit + 1)
        return content.decode("utf-8-sig") if len(content) <= limit else None
    except UnicodeDecodeError:
        return None


def parse_descriptor(text: str | None) -> tuple[object, str, int | None]:
    """Return what a descriptor's text says, or why it cannot be read, and in which line."""
    if text is None:
        return None, "The file is not UTF-8 text, or is larger than a descriptor can be.", None
    try:
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        return None, f"The file cannot be read as YAML at line {line}.", line
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, "The file cannot be read as YAML.", None
    if _is_endless(found):
        return None, "The file refers to itself so often that it has no end.", None
    return found, "", None


def _is_endless(value: object) -> bool:
    """Return whether a value has more parts than any description needs, as one that refers to itself has."""
    ahead, count = [value], 0
    while ahead and count <= MAX_PARTS:
        part = ahead.pop()
        count += 1
        if isinstance(part, dict):
            ahead += [*part, *part.values()]
        elif isinstance(part, list | tuple | set):
            ahead += part
    return count > MAX_PARTS


def read_schema(folder: Path, stated: object) -> tuple[dict[str, Any] | None, str]:
    """Return the Table Schema that a resource states, in place or by the path of a file, or why there is none."""
    if stated is None:
        return None, ""
    if isinstance(stated, dict):
        return (stated, "") if isinstance(stated.get("fields"), list) else (None, "it lists no fields.")
    if not isinstance(stated, str):
        return None, "it must be the path of a file."
    path = find_inside(folder, stated)
    if isinstance(path, str):
        return None, path
    text = read_text_file(path, MAX_DESCRIPTOR_BYTES)
    try:
        schema = json.loads(text) if text is not None and path.suffix == ".json" else yaml.safe_load(text or "")
    except (ValueError, yaml.YAMLError, RecursionError):
        schema = None
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list) or _is_endless(schema):
        return None, f"“{stated}” does not hold a Table Schema."
    return schema, ""
