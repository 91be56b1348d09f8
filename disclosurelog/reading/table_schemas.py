"""Bring a Table Schema of a stranger's into the one form that is used here and published.

Data Package, version 2 (datapackage.org). What a schema says of no column of the file is left out, and a
column that it does not describe is text: the result has a field for each column, in the file's order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.field_rules import problem_with
from disclosurelog.reading.nearest import nearest

_COPY = "Compare it with the schema of an example dataset, or let “build_site.py describe” draft one."
MOST_KEYS = 50
"""Of a table: each is looked for in every row. It is also the most columns of a primary key."""
_MAY_LACK = ("superset", "partial")


def make_table_schema(
    stated: Mapping[str, Any], header: Sequence[str], place: Place, names: Mapping[str, str]
) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Return the schema of a file with this header, ``None`` where what is stated cannot be used, and what is wrong.

    ``names`` has the name under which each table of the dataset is published, by what its descriptor calls it.
    """
    fields, findings = _fields(stated, place)
    if findings:
        return None, findings
    may_lack = stated.get("fieldsMatch") in _MAY_LACK
    findings += [] if may_lack else [_lacking(name, header, place) for name in fields if name not in header]
    findings += [_unknown(name, list(fields), place) for name in header if name not in fields]
    missing, problem = _missing_values(stated.get("missingValues", [""]))
    schema = {
        "fields": [fields.get(name, {"name": name, "type": "string"}) for name in header],
        "missingValues": missing,
    }
    for key, found in (
        ("primaryKey", _key(stated.get("primaryKey"), header)),
        ("uniqueKeys", _keys(stated.get("uniqueKeys"), header)),
        ("foreignKeys", _foreign_keys(stated.get("foreignKeys"), header, names)),
    ):
        if found is None:
            problem = f"“{key}” does not name columns of this file in the way a Table Schema does."
        elif len(found) > MOST_KEYS:
            problem = f"“{key}” are {len(found):,}, more than the {MOST_KEYS} that are checked."
        elif found:
            schema[key] = found
    if problem:
        return None, [*findings, place.finding("schema", Severity.ERROR, f"The schema’s {problem}", _COPY)]
    return schema, findings


def plain(value: object) -> Any:
    """Return a value of YAML as JSON can have it: dates as they are written, keys as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(part) for part in value]
    if value is None or isinstance(value, bool | int | str) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)


def _fields(stated: Mapping[str, Any], place: Place) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    """Return the fields by name, each with the keys that JSON can have."""
    fields: dict[str, dict[str, Any]] = {}
    for number, field in enumerate(stated["fields"], 1):
        name = field.get("name") if isinstance(field, Mapping) else None
        if not isinstance(name, str) or not name.strip():
            message = f"Field {number} of the schema has no name."
            advice = "In YAML, put names such as yes, no and 2024 in quotation marks. " + _COPY
            return {}, [place.finding("schema", Severity.ERROR, message, advice)]
        if name in fields:
            message = f"The schema describes “{name}” twice."
            return {}, [place.finding("schema", Severity.ERROR, message, "Delete one of the two.", name)]
        whole = _tidied(plain(field))
        problem = problem_with(whole)
        if problem:
            message = f"The schema’s field “{name}” cannot be used. {problem}"
            return {}, [place.finding("schema", Severity.ERROR, message, _COPY, name)]
        fields[name] = whole
    return fields, []


def _tidied(field: dict[str, Any]) -> dict[str, Any]:
    """Return a field without what is blank, and with text where YAML read an unquoted word as a number."""
    whole = {key: value for key, value in field.items() if value is not None and value != ""}
    if isinstance(whole.get("constraints"), dict):
        whole["constraints"] = {key: value for key, value in whole["constraints"].items() if value is not None}
    whole.setdefault("type", "string")
    worded = ("title", "description", *(("example",) if whole["type"] == "string" else ()))
    for key in worded:
        if type(whole.get(key)) in (int, float):
            whole[key] = str(whole[key])
    if "missingValues" in whole:
        whole["missingValues"] = _plain_missing(whole["missingValues"])
    return whole


def _lacking(name: str, header: Sequence[str], place: Place) -> Finding:
    near = nearest(name, header, 0.8)
    advice = f"Rename the column “{near}” to “{name}”, " if near else f"Add the column “{name}”, "
    message = f"The column “{name}”, which the schema describes, is missing."
    return Finding("column-missing", Severity.ERROR, message, place.file, 1, name, advice + "or correct the schema.")


def _unknown(name: str, known: Sequence[str], place: Place) -> Finding:
    near = nearest(name, known, 0.8)
    advice = f"If “{near}” is meant, rename it. If not, add" if near else "Add"
    message = f"The schema does not describe the column “{name}”, so readers are not told what it means."
    return Finding(
        "column-unknown", Severity.WARNING, message, place.file, 1, name, f"{advice} a field for it to the schema."
    )


def _missing_values(stated: object) -> tuple[list[str], str]:
    """Return the texts that stand for no value. Version 2 allows a label beside each, which is left out."""
    values = _plain_missing(stated)
    if not all(isinstance(value, str) for value in values):
        return [], "“missingValues” are not all text. Put each in quotation marks."
    return [str(value) for value in values], ""


def _plain_missing(stated: object) -> list[Any]:
    return [part.get("value") if isinstance(part, Mapping) else part for part in _listed(stated)]


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _key(stated: object, header: Sequence[str]) -> list[str] | None:
    """Return the columns of a key, ``None`` where they are not columns of this file."""
    names = _listed(stated)
    return names if all(isinstance(name, str) and name in header for name in names) else None


def _keys(stated: object, header: Sequence[str]) -> list[list[str]] | None:
    keys = [_key(key, header) for key in _listed(stated)]
    return None if None in keys else [key for key in keys if key]


def _foreign_keys(stated: object, header: Sequence[str], names: Mapping[str, str]) -> list[dict[str, Any]] | None:
    """Return the foreign keys, each with its columns as a list and the table it refers to, ``""`` for its own."""
    found: list[dict[str, Any]] = []
    for key in _listed(stated):
        reference = key.get("reference") if isinstance(key, Mapping) else None
        own = _key(key.get("fields"), header) if isinstance(key, Mapping) else None
        if not own or not isinstance(reference, Mapping) or "package" in reference:
            return None
        theirs, table = _listed(reference.get("fields")), reference.get("resource", "")
        if len(theirs) != len(own) or not isinstance(table, str) or not all(isinstance(name, str) for name in theirs):
            return None
        found.append({"fields": own, "reference": {"resource": names.get(table, table), "fields": theirs}})
    return found
