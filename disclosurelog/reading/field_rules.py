"""Say what is wrong with the rules that a schema states for a column, before any cell is read by them.

Else every cell would be blamed for a mistake in the schema, or a package be published that no other program takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from disclosurelog.model.datasets import TYPES
from disclosurelog.reading.cells import note_on, reader_of
from disclosurelog.reading.nearest import nearest
from disclosurelog.reading.parts import HIDDEN

_LEAST = ("minimum", "exclusiveMinimum")
_MOST = ("maximum", "exclusiveMaximum")
_DATED = ("date", "time", "datetime")
_SAMPLE = datetime(2024, 11, 28, 14)  # noqa: DTZ001 - only ever written by a format and read again
_OF_TYPE = re.compile(r"is not of type '(\w+)' at property '(.+)'")
_OF_LIST = re.compile(r"is not one of \[(.+)\] at property '(.+)'")
_OF_RULE = re.compile(r'constraint "(\w+)" is not supported by type "(\w+)"')
_MEANT = {
    "string": "text; put it in quotation marks",
    "object": "a key with keys of its own below it",
    "array": "a list, such as [a, b]",
    "boolean": "true or false",
    "integer": "a whole number",
}

Field = Mapping[str, Any]


def problem_with(field: Field) -> str:
    """Return what is wrong with a field of a schema, in a sentence or two, ``""`` if nothing is."""
    return next((problem for check in _CHECKS if (problem := check(field))), "")


def _type(field: Field) -> str:
    kind = field["type"]
    if isinstance(kind, str) and kind in TYPES:
        return ""
    near = nearest(str(kind), TYPES)
    meant = f"If “{near}” is meant, type that. " if near else ""
    return f"“{str(kind)[:40]}” is not a type of Table Schema. {meant}It can be one of: {', '.join(TYPES)}."


def _words(field: Field) -> str:
    for key in ("title", "description"):
        if isinstance(field.get(key), str) and HIDDEN.search(field[key]):
            return f"“{key}” holds a character that cannot be seen. Type it again."
    return ""


def _form(field: Field) -> str:
    """Return what frictionless has against it, in our words: others would refuse the published schema for it."""
    note = note_on(field)
    if not note:
        return ""
    if found := _OF_TYPE.search(note):
        return f"“{found[2].replace('/', ': ')}” must be {_MEANT.get(found[1], found[1])}."
    if found := _OF_LIST.search(note):
        return f"“{found[2].replace('/', ': ')}” must be one of: {found[1].replace(chr(39), '')}."
    if found := _OF_RULE.search(note):
        return f"The rule “{found[1]}” does not belong to a column of the type “{found[2]}”."
    if note.startswith("example value"):
        return "“example” is not a value that the column can have."
    if note.startswith('"required"'):
        return "“required” must stand under “constraints:”."
    return "It has a rule that is not written as a Table Schema has it."


def _marks(field: Field) -> str:
    """Return what is wrong with how numbers and yes and no are written."""
    point, group = field.get("decimalChar", "."), field.get("groupChar", "")
    if not isinstance(point, str) or len(point) != 1 or point.isalnum():
        return "“decimalChar” must be one character, such as the full stop or the comma."
    if not isinstance(group, str) or len(group) > 1 or group.isalnum() or group == point:
        return "“groupChar” must be one character, another than the one before decimals."
    if field["type"] == "integer" and group:
        return "“groupChar” is not known of whole numbers to other programs. Set the type to “number”."
    words = [set(map(str, found)) for key in ("trueValues", "falseValues") if isinstance(found := field.get(key), list)]
    for key in ("trueValues", "falseValues"):
        if not all(isinstance(word, str) for word in field.get(key, ())):
            return f"“{key}” are not all text. Put each in quotation marks."
    if len(words) == 2 and words[0] & words[1]:
        return "A word stands among “trueValues” and among “falseValues”."
    return ""


def _format(field: Field) -> str:
    kind, stated = field["type"], field.get("format", "default")
    if kind not in _DATED or stated == "default":
        return ""
    if stated == "any":
        return "The format “any” would let a cell be read in more than one way. State the format that the cells have."
    whole = {"date": _SAMPLE.date(), "time": _SAMPLE.time(), "datetime": _SAMPLE}[kind]
    try:
        found = reader_of(field)(_SAMPLE.strftime(stated))
    except Exception:  # a format of a stranger's: what it makes of a day raises whatever it likes
        found = None
    if found == whole:
        return ""
    return f"The format “{stated[:40]}” cannot be used. Write it as Python does, such as %d/%m/%Y for 28/11/2024."


def _constraints(field: Field) -> str:
    """Return what is wrong with the values that rules compare cells with."""
    rules = field.get("constraints")
    if not rules:
        return ""
    read = reader_of(field)
    kind = TYPES[field["type"]].lower()
    for key in (*_LEAST, *_MOST):
        if key in rules and not _is_value(read(rules[key])):
            return f"“{key}: {str(rules[key])[:40]}” is not what the column holds: {kind}."
    if rules.get("enum") == []:
        return "“enum” lists nothing, so no cell could be right."
    for value in rules.get("enum", ()):
        if read(value) is None:
            quoted = " Put it in quotation marks." if field["type"] == "string" else ""
            return f"“enum” lists {str(value)[:40]}, which is not what the column holds: {kind}.{quoted}"
    least = [read(rules[key]) for key in _LEAST if key in rules]
    most = [read(rules[key]) for key in _MOST if key in rules]
    lengths = rules.get("minLength", 0), rules.get("maxLength", rules.get("minLength", 0))
    if lengths[0] > lengths[1] or any(not low <= high for low in least for high in most):
        return "The least that its rules allow is more than the most, so no cell could be right."
    return ""


def _is_value(value: Any) -> bool:
    return value is not None and bool(value == value)  # noqa: PLR0124 - what is no number is not itself


def _categories(field: Field) -> str:
    listed = field.get("categories")
    if listed is None:
        return ""
    if field["type"] not in ("string", "integer"):
        return "“categories” belong to columns of text and of whole numbers."
    if not isinstance(listed, list) or not listed:
        return "“categories” must be a list."
    kind = str if field["type"] == "string" else int
    if all(isinstance(value, kind) and not isinstance(value, bool) for value in categories_of(field)):
        return ""
    return "“categories” must all be " + (
        "text: put each in quotation marks." if kind is str else "whole numbers, without quotation marks."
    )


def categories_of(field: Field) -> list[Any]:
    """Return the values of a field's categories, without their labels."""
    return [one.get("value") if isinstance(one, Mapping) else one for one in field.get("categories", ())]


def _delimiter(field: Field) -> str:
    stated = field.get("delimiter", ",")
    return "" if isinstance(stated, str) and stated else "“delimiter” must be the text between the items."


_CHECKS: tuple[Callable[[Field], str], ...] = (
    _type, _words, _form, _marks, _format, _constraints, _categories, _delimiter,
)  # fmt: skip
"""In the order in which they rely on each other."""
