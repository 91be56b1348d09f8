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

_MOST_BITS = 4_000
_MOST_LEVELS = 100
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, where PyYAML was built with it, reads a large schema in two seconds, not in twenty."""


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
        return _usable(_from_json(text) or _from_yaml(text)), "", None
    except yaml.MarkedYAMLError as error:
        line, why = _fault_of(text, error)
        return None, f"The file cannot be read as YAML at line {line}: {why}.", line
    except _UnusableError as error:
        return None, f"The file {error}", None
    except Exception:  # what a tag such as !!int or !!timestamp makes of its text raises whatever it likes
        return None, "The file cannot be read as YAML.", None


def _fault_of(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return the line in which a text stops being YAML, and what is most likely wrong with it."""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    line = marks[0].line if marks else 0
    lines = text.splitlines()
    for number, earlier in enumerate(lines[: line + 1], 1):
        if earlier.count('"') % 2:
            return number, "it has a quotation mark that is not closed, or not opened"
    here = lines[line] if line < len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return line + 1, "it begins with a Tab, where only spaces may stand"
    value = here.partition(":")[2]
    if value.lstrip()[:1] in ("“", "”", "‘", "’"):
        return line + 1, "its quotation marks are curly ones, which do not hold a text together; type straight ones"
    if ": " in value:
        return line + 1, "its text holds a colon and a space, so it must stand in straight quotation marks"
    if value.lstrip()[:1] in ("@", "`", "%", "*", "&", "!", "[", "{", '"', "'"):
        return line + 1, f"its text begins with {value.lstrip()[:1]}, so it must stand in straight quotation marks"
    return line + 1, "it does not begin as far in as the lines that it belongs to, or a bracket is not closed"


def _from_json(text: str) -> object:
    """Return what a text says as JSON, ``None`` if it is none: YAML has all of it but tabs and halves of characters."""
    if text.lstrip()[:1] != "{":
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _from_yaml(text: str) -> object:
    depth = 0
    for event in yaml.parse(text, _Loader):  # the loader in C calls itself for each level, and would crash
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MOST_LEVELS:
            raise _TOO_DEEP
    return yaml.load(text, _Loader)  # noqa: S506 - either of the two is the safe one


class _UnusableError(ValueError):
    """What is YAML, but no description. The message completes “The file …”."""


_TOO_DEEP = _UnusableError("has lists in lists beyond all use.")


def _usable(value: object) -> object:
    """Return a value whose texts can be written again. Raises ``_UnusableError``."""
    if _is_endless(value):
        raise _UnusableError("refers to itself so often that it has no end.")
    return _whole(value)


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


def _whole(value: Any, depth: int = 0) -> Any:
    """Return a value with the halves of characters put together, as JSON escapes those beyond U+FFFF."""
    if depth > _MOST_LEVELS:
        raise _TOO_DEEP
    if isinstance(value, dict):
        return {_whole(key): _whole(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list):
        return [_whole(part, depth + 1) for part in value]
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise _UnusableError("holds a number of more digits than any rule needs.")
    if isinstance(value, str) and not value.isascii():
        try:
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError as error:
            raise _UnusableError("holds half of a character, which no text has.") from error
    return value


SchemaOrProblem = tuple[dict[str, Any] | None, str]


def read_schema(folder: Path, stated: object, known: dict[str, SchemaOrProblem] | None = None) -> SchemaOrProblem:
    """Return the Table Schema that a resource states, in place or by the path of a file, or why there is none.

    ``known`` has those that were read from files of this folder, by path, and gets what is read now.
    """
    if stated is None:
        return None, ""
    if isinstance(stated, dict):
        return (stated, "") if isinstance(stated.get("fields"), list) else (None, "it lists no fields.")
    if not isinstance(stated, str):
        return None, "it must be the path of a file."
    known = {} if known is None else known
    if stated not in known:
        known[stated] = _read_schema_file(folder, stated)
    return known[stated]


def _read_schema_file(folder: Path, stated: str) -> SchemaOrProblem:
    path = find_inside(folder, stated)
    if isinstance(path, str):
        return None, path
    schema, problem, _ = parse_descriptor(read_text_file(path, MAX_DESCRIPTOR_BYTES))
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        return None, f"“{stated}” does not hold a Table Schema. {problem}".rstrip()
    return schema, ""
