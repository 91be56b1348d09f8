"""A table as Apache Parquet, each column of the type that its schema states, and nothing rounded.

A column whose values do not fit the type that Parquet has for it, such as times of which only some have a time
zone, is text, as it was written.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from disclosurelog.outputs.sheets import Sheet

_SMALL, _LARGE = 18, 38
"""Digits of a decimal that take 8 bytes, and 16."""


def write_parquet(sheet: Sheet) -> bytes:
    """Return a table as a Parquet file."""
    fields, arrays = [], []
    for n, (name, cells) in enumerate(zip(sheet.header, sheet.columns, strict=True)):
        kind, values = _typed(sheet.type_of(n), sheet.values[n])
        arrays.append(pa.array([values[cell] for cell in cells], kind))
        said = {key: str(sheet.fields[n][key]) for key in ("title", "description") if sheet.fields[n].get(key)}
        fields.append(pa.field(name, kind, metadata=said or None))
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=dict(sheet.about.facts)))
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _typed(kind: str, values: Mapping[str, Any]) -> tuple[Any, Mapping[str, Any]]:
    """Return the type of a column and the value of each cell."""
    filled = [value for value in values.values() if value is not None]
    found = _TYPES[kind](filled) if kind in _TYPES else None
    if found is None:
        return pa.string(), {cell: None if value is None else cell for cell, value in values.items()}
    if kind == "number" and pa.types.is_floating(found):
        return found, {cell: None if value is None else float(value) for cell, value in values.items()}
    if kind == "integer" and pa.types.is_decimal(found):
        return found, {cell: None if value is None else Decimal(value) for cell, value in values.items()}
    if kind == "datetime" and found.tz:
        return found, {cell: None if value is None else value.astimezone(UTC) for cell, value in values.items()}
    return found, values


def _integer(values: Iterable[int]) -> Any:
    size = max((abs(value) for value in values), default=0)
    if size < 2**63:
        return pa.int64()
    return pa.decimal128(_LARGE, 0) if size < 10**_LARGE else None


def _number(values: list[Decimal]) -> Any:
    """Return a decimal type that holds every value exactly, else floating point if that does, else nothing."""
    if all(value.is_finite() for value in values):
        parts = [value.as_tuple() for value in values]
        scale = max((max(-int(part.exponent), 0) for part in parts), default=0)
        whole = max((len(part.digits) + int(part.exponent) for part in parts), default=0)
        digits = max(scale, 0) + max(whole, 1)
        if digits <= _LARGE:
            return pa.decimal128(_SMALL if digits <= _SMALL else _LARGE, scale)
    exact = all(not value.is_finite() or Decimal(repr(float(value))) == value for value in values)
    return pa.float64() if exact else None


def _time(values: list[time]) -> Any:
    return pa.time64("us") if all(value.tzinfo is None for value in values) else None


def _datetime(values: list[datetime]) -> Any:
    zones = {value.tzinfo is not None for value in values}
    if len(zones) > 1 or any(value.tzinfo and value.year in (1, 9999) for value in values):
        return None  # in another zone it may be in a year that there is not
    return pa.timestamp("us", tz="UTC") if True in zones else pa.timestamp("us")


def _date(values: list[date]) -> Any:
    return pa.date32()


_TYPES: Mapping[str, Callable[[Any], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": lambda values: pa.bool_(),
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "year": lambda values: pa.int32(),
}
"""The type of a column with these values, by its Table Schema type; ``None`` where no type holds them. Else text."""
