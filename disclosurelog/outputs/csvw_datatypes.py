"""Table Schema types as CSV on the Web has them (W3C, Metadata Vocabulary for Tabular Data, section 5.11).

A type is stated where every cell is written as that type is in CSVW. Where Table Schema allows ways of writing
that CSVW cannot name, the cells decide; where they are not known or do not fit, the column is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

Cells = Collection[str] | None
"""What a column holds, each text once, without those that stand for no value; ``None`` where it is not known."""

Datatype = dict[str, Any]

_TEXT: Datatype = {"base": "string"}
_LIMITS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minExclusive",
    "exclusiveMaximum": "maxExclusive",
}

_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|-?INF|NaN")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_INTEGER = re.compile(r"-?[0-9]+")
_DURATION = re.compile(
    r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_NOT_EVERYWHERE = re.compile(r"\(\?(?!:)|\\[AZzQECpPGKRXbB]|\[\[|\[\^?\]|&&|--|~~|\|\||[*+?}][+*]")
"""What expressions of one language have and those of another have not, or take for something else."""

_DAYS = {
    "%Y-%m-%d": "yyyy-MM-dd", "%Y%m%d": "yyyyMMdd",
    "%d-%m-%Y": "dd-MM-yyyy", "%m-%d-%Y": "MM-dd-yyyy",
    "%d/%m/%Y": "dd/MM/yyyy", "%m/%d/%Y": "MM/dd/yyyy",
    "%d.%m.%Y": "dd.MM.yyyy", "%m.%d.%Y": "MM.dd.yyyy",
}  # fmt: skip
_TIMES = {
    "%H:%M:%S": "HH:mm:ss", "%H%M%S": "HHmmss", "%H:%M": "HH:mm", "%H%M": "HHmm", "%H:%M:%S.%f": "HH:mm:ss.SSSSSS",
}  # fmt: skip
"""The patterns of dates and times that the Recommendation has every implementation know (section 6.4.4), by
what ``strptime`` calls them, as Table Schema does."""

_WIDTHS = {"yyyy": "[0-9]{4}", "MM": "[0-9]{2}", "dd": "[0-9]{2}", "HH": "[0-9]{2}", "mm": "[0-9]{2}", "ss": "[0-9]{2}",
           "SSSSSS": "[0-9]{1,6}", "M": "[0-9]{1,2}", "d": "[0-9]{1,2}"}  # fmt: skip
_LETTERS = re.compile("|".join(_WIDTHS))


def datatype_of(field: Mapping[str, Any], cells: Cells = None) -> Datatype:
    """Return the datatype of a column, described by its Table Schema field."""
    found = _KINDS.get(str(field.get("type") or "string"), _text)(field, cells)
    constraints = field.get("constraints")
    if not isinstance(constraints, Mapping) or field.get("type") == "list":  # whose limits are of how many it has
        return found
    return {**found, **_limits(found, constraints)}


def separator_of(field: Mapping[str, Any]) -> str | None:
    """Return what stands between the items of a list, ``None`` where the column holds none."""
    return str(field.get("delimiter") or ",") if field.get("type") == "list" else None


def _fit(cells: Cells, shape: re.Pattern[str]) -> bool:
    return cells is not None and all(shape.fullmatch(cell) for cell in cells)


def _text(field: Mapping[str, Any], cells: Cells) -> Datatype:
    kind = field.get("format")
    if kind == "binary":
        return {"base": "base64Binary"} if _fit(cells, _BASE64) else _TEXT
    return {"base": "anyURI"} if kind == "uri" else _TEXT


def _number(field: Mapping[str, Any], cells: Cells) -> Datatype:
    """Return the type of a column of numbers: ``decimal`` where it is known that none is written in another way."""
    if field.get("bareNumber") is False:
        return _TEXT
    whole = field.get("type") == "integer"
    point = "." if whole else str(field.get("decimalChar") or ".")
    group = str(field.get("groupChar") or "")
    if point == "." and not group:
        shapes = {"integer": _WHOLE} if whole else {"decimal": _DECIMAL, "number": _DOUBLE}
        usual = ("integer" if whole else "number") if cells is None else "string"
        return {"base": next((base for base, shape in shapes.items() if _fit(cells, shape)), usual)}
    if cells is None or any(group and group * 2 in cell for cell in cells):
        return _TEXT
    plain = {cell.replace(group, "").replace(point, ".") for cell in cells}
    marks = {"decimalChar": point} if point != "." else {}
    marks |= {"groupChar": group} if group else {}
    fits = _fit(plain, _WHOLE if whole else _DECIMAL)
    return {"base": "integer" if whole else "decimal", "format": marks} if fits else _TEXT


def _boolean(field: Mapping[str, Any], cells: Cells) -> Datatype:
    """Return the type of a column of two values. CSVW has one word for each, Table Schema a list."""
    true = _listed(field, "trueValues", ("true", "True", "TRUE", "1"))
    false = _listed(field, "falseValues", ("false", "False", "FALSE", "0"))
    if cells is not None:
        true, false = [word for word in true if word in cells], [word for word in false if word in cells]
    if set(true) <= {"true", "1"} and set(false) <= {"false", "0"}:
        return {"base": "boolean"}
    yes, no = (true or _spare(field, "trueValues", "true")), (false or _spare(field, "falseValues", "false"))
    if len(yes) == 1 and len(no) == 1 and "|" not in yes[0] + no[0] and "" not in (yes[0], no[0]):
        return {"base": "boolean", "format": f"{yes[0]}|{no[0]}"}
    return _TEXT


def _listed(field: Mapping[str, Any], key: str, usual: Sequence[str]) -> list[str]:
    stated = field.get(key)
    return [str(word) for word in stated] if isinstance(stated, list) else list(usual)


def _spare(field: Mapping[str, Any], key: str, usual: str) -> list[str]:
    """Return the word that no cell has, so that the other can be told: the first that the field lists."""
    return _listed(field, key, (usual,))[:1] or [usual]


def _day_or_time(field: Mapping[str, Any], cells: Cells) -> Datatype:
    """Return the type of a column of dates or times, with the pattern that all its cells have."""
    base = {"datetime": "dateTime"}.get(str(field["type"]), str(field["type"]))
    stated = field.get("format") or "default"
    if stated == "default":
        return {"base": base}
    pattern = _pattern_of(str(stated), base)
    if pattern is None:
        return _TEXT
    # strptime takes 1 and 01 alike. So does d, which only a day at the beginning can have, but dd and HH do not.
    free = not pattern.startswith("yyyy") and pattern.replace("dd", "d").replace("MM", "M")
    fitting = next((one for one in (pattern, free) if one and _fit(cells, _shape_of(one))), None)
    if cells is None and base == "date":
        fitting = free or None
    return {"base": base, "format": fitting} if fitting else _TEXT


def _pattern_of(stated: str, base: str) -> str | None:
    """Return a pattern of ``strptime`` as CSVW writes it, ``None`` where it has none."""
    if base == "date":
        return _DAYS.get(stated)
    if base == "time":
        return _TIMES.get(stated)
    day, between, time = stated.partition("T" if "T" in stated else " ")
    return f"{_DAYS[day]}{between}{_TIMES[time]}" if day in _DAYS and time in _TIMES else None


def _shape_of(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(
        _WIDTHS.get(part, re.escape(part)) for part in re.split(f"({_LETTERS.pattern})", pattern)
    ))  # fmt: skip


def _duration(field: Mapping[str, Any], cells: Cells) -> Datatype:
    """Return the type of a column of durations: ISO 8601 has weeks too, XML Schema has not."""
    return {"base": "duration"} if _fit(cells, _DURATION) else _TEXT


def _list(field: Mapping[str, Any], cells: Cells) -> Datatype:
    item = {"type": field.get("itemType") or "string"}
    if cells is None:
        return datatype_of(item)
    between = separator_of(field) or ","
    return datatype_of(item, {part for cell in cells for part in cell.split(between)})


def _geopoint(field: Mapping[str, Any], cells: Cells) -> Datatype:
    return {"base": "json"} if field.get("format") in ("array", "object") else _TEXT


def _always(base: str) -> Callable[[Mapping[str, Any], Cells], Datatype]:
    return lambda field, cells: {"base": base}


_KINDS: Mapping[str, Callable[[Mapping[str, Any], Cells], Datatype]] = {
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "date": _day_or_time,
    "time": _day_or_time,
    "datetime": _day_or_time,
    "year": _always("gYear"),
    "yearmonth": _always("gYearMonth"),
    "duration": _duration,
    "list": _list,
    "geopoint": _geopoint,
    "geojson": _always("json"),
    "object": _always("json"),
    "array": _always("json"),
}


def _limits(found: Datatype, constraints: Mapping[str, Any]) -> Datatype:
    """Return the constraints that CSVW has for this datatype. It has none of a list of values."""
    base, plain = found["base"], "format" not in found
    if base in ("integer", "decimal", "number"):
        shape = _INTEGER if base == "integer" else _PLAIN
        return {_LIMITS[key]: constraints[key] for key in _LIMITS if _is_limit(constraints.get(key), shape, plain)}
    if base in ("date", "dateTime", "time") and plain:
        return {_LIMITS[key]: str(constraints[key]) for key in _LIMITS if constraints.get(key)}
    if base != "string":
        return {}
    # To CSVW no value has the length 0, and would be too short.
    lengths = ("minLength", "maxLength") if constraints.get("required") is True else ("maxLength",)
    limits: Datatype = {key: constraints[key] for key in lengths if type(constraints.get(key)) is int}
    if _is_portable(constraints.get("pattern")):
        limits["format"] = f"^(?:{constraints['pattern']})$"
    return limits


def _is_limit(value: object, shape: re.Pattern[str], plain: bool) -> bool:
    """Return whether a limit is a number that is written alike everywhere. As text it has the marks of its column."""
    kinds = (int, float, str) if plain else (int, float)
    return type(value) in kinds and shape.fullmatch(str(value)) is not None


def _is_portable(pattern: object) -> bool:
    """Return whether a pattern means the same to ECMAScript, which CSVW names, as to those who wrote it."""
    if not isinstance(pattern, str) or _NOT_EVERYWHERE.search(pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
