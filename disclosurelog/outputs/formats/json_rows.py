"""A table as JSON: what is said of it, then an object for each row.

Numbers are JSON numbers where every reader keeps each of them exactly (RFC 7493, I-JSON: at most 53 bits); a
column with one that some would round is text throughout. A cell without a value is ``null``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from disclosurelog.outputs.json_bytes import json_bytes
from disclosurelog.outputs.sheets import Sheet

_MOST = 2**53 - 1
_ROWS_AT_ONCE = 5_000


def write_json(sheet: Sheet) -> bytes:
    """Return a table as JSON in UTF-8."""
    fields = [{"name": name, "type": sheet.type_of(n)} for n, name in enumerate(sheet.header)]
    head = json_bytes({**dict(sheet.about.facts), "fields": fields})[:-1]
    meant = [_as_json(sheet.type_of(n), values) for n, values in enumerate(sheet.values)]
    out = io.BytesIO()
    out.write(head + b',"data":[')
    for start in range(0, len(sheet.rows), _ROWS_AT_ONCE):
        rows = [
            dict(zip(sheet.header, (of[cell] for of, cell in zip(meant, row, strict=True)), strict=True))
            for row in sheet.rows[start : start + _ROWS_AT_ONCE]
        ]
        out.write((b",\n" if start else b"\n") + b",\n".join(map(json_bytes, rows)))
    out.write(b"\n]}\n")
    return out.getvalue()


def _as_json(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in JSON for each cell of a column."""
    exact = _EXACT.get(kind)
    if exact is not None and all(exact(value) for value in values.values() if value is not None):
        return {cell: None if value is None else _plain(value) for cell, value in values.items()}
    return {cell: None if value is None else cell for cell, value in values.items()}


def _plain(value: Any) -> Any:
    return (
        float(value)
        if isinstance(value, Decimal) and value != value.to_integral_value()
        else (int(value) if isinstance(value, Decimal) else value)
    )


def _is_exact(value: Decimal) -> bool:
    return value.is_finite() and abs(value) <= _MOST and Decimal(repr(float(value))) == value


_EXACT: Mapping[str, Callable[[Any], bool]] = {
    "integer": lambda value: abs(value) <= _MOST,
    "year": lambda value: True,
    "boolean": lambda value: True,
    "number": _is_exact,
}
"""Whether a value of the type is the same to every reader of JSON. Any other type is text."""
