"""CSV on the Web (W3C Recommendations of 17 December 2015): what stands beside a CSV and says how to read it.

Written at the address of the CSV with ``-metadata.json`` after it, where programs look by themselves (Model for
Tabular Data, section 5.3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from disclosurelog.model.licences import LicenceNotice
from disclosurelog.outputs.csvw_datatypes import datatype_of, separator_of
from disclosurelog.outputs.iris import http_iri
from disclosurelog.outputs.terms import PER_ROW

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]|^_")
_ENCODINGS = {"cp1252": "windows-1252", "utf-8-sig": "utf-8"}
"""What Python calls an encoding, and what the Web does."""


def make_csvw(
    url: str,
    title: str,
    description: str,
    columns: Sequence[Mapping[str, Any]],
    *,
    missing_values: Sequence[str] = ("",),
    primary_key: Sequence[str] = (),
    notice: LicenceNotice | None = None,
    encoding: str = "utf-8",
    publisher: str = "",
    publisher_url: str = "",
    source: str = "",
    cells: Sequence[Collection[str]] | None = None,
) -> bytes:
    """Return the metadata of a CSV whose first row is its header and whose delimiter is the comma.

    ``url`` is the name of the file, ``columns`` the fields of its Table Schema in the file's order, ``source`` the
    absolute address of what it came from. ``notice`` is ``None`` where each row states its own licence. ``cells``
    are the texts in each column, each once: more types can be stated where they are known.
    """
    names = _names([str(field["name"]) for field in columns])
    keys = [names[name] for name in primary_key if name in names]
    none = [field.get("missingValues", missing_values) for field in columns]
    filled = list(map(_filled, cells, none)) if cells is not None else [None] * len(columns)
    schema: dict[str, Any] = {
        "columns": [_column(field, names, held) for field, held in zip(columns, filled, strict=True)]
    }
    if keys and len(keys) == len(primary_key):
        schema["primaryKey"] = keys
    if tuple(missing_values) != ("",):
        schema["null"] = list(missing_values)
    whole = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(url),
        **_about(title, description, publisher, publisher_url, source),
        **_licence(notice),
        "dialect": _dialect(columns, encoding, cells),
        "tableSchema": schema,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _filled(texts: Collection[str], missing: Sequence[str]) -> set[str]:
    return set(texts).difference(missing)


def _names(headers: Sequence[str]) -> dict[str, str]:
    """Return a name for each header, as variables of URI templates are written (RFC 6570), no two alike.

    No name is the header of another column: programs look a column up by either.
    """
    names: dict[str, str] = {}
    taken = set(headers)
    for header in headers:
        name = _NOT_IN_NAMES.sub(lambda found: _percent(found[0]), header) or "column"
        while name in taken and name != header:
            name += "_"
        taken.add(name)
        names[header] = name
    return names


def _percent(mark: str) -> str:
    return "".join(f"%{byte:02X}" for byte in mark.encode("utf-8", "replace"))


def _column(field: Mapping[str, Any], names: Mapping[str, str], cells: Collection[str] | None) -> dict[str, Any]:
    header = str(field["name"])
    datatype = datatype_of(field, cells)
    column: dict[str, Any] = {"titles": header, "name": names[header]}
    for key, said in (("dc:title", field.get("title")), ("dc:description", field.get("description"))):
        if said:
            column[key] = str(said)
    if "missingValues" in field:
        column["null"] = list(field["missingValues"])
    column["datatype"] = datatype["base"] if len(datatype) == 1 else datatype
    separator = separator_of(field)
    if separator is not None:
        column["separator"] = separator
    constraints = field.get("constraints")
    if isinstance(constraints, Mapping) and constraints.get("required") is True:
        column["required"] = True
    return column


def _about(title: str, description: str, publisher: str, publisher_url: str, source: str) -> dict[str, Any]:
    found: dict[str, Any] = {"dc:title": title}
    if description:
        found["dc:description"] = description
    if publisher:
        website = http_iri(publisher_url)
        found["dc:publisher"] = {
            "schema:name": publisher,
            **({"schema:url": {"@id": website}} if website else {}),
        }
    if address := http_iri(source):
        found["dc:source"] = {"@id": address}
    return found


def _licence(notice: LicenceNotice | None) -> dict[str, Any]:
    if notice is None:
        return {"dc:rights": PER_ROW}
    return {"dc:license": {"@id": notice.url}, "dc:rights": f"{notice.reason} {notice.attribution}"}


def _dialect(
    columns: Sequence[Mapping[str, Any]], encoding: str, cells: Sequence[Collection[str]] | None
) -> dict[str, Any]:
    """Return how the file is written.

    Where nothing else is said a row that begins with ``#`` is a comment, and by one of the Recommendation's two
    answers spaces around cells are dropped.
    """
    dialect: dict[str, Any] = {"encoding": _ENCODINGS.get(encoding, encoding), "header": True, "trim": False}
    if any(text.startswith("#") for text in _first_texts(columns, cells)):
        dialect["commentPrefix"] = None
    return dialect


def _first_texts(columns: Sequence[Mapping[str, Any]], cells: Sequence[Collection[str]] | None) -> Iterator[str]:
    """Yield what rows may begin with: what is not known may be anything."""
    yield from (str(field["name"]) for field in columns[:1])
    if cells is None:
        yield "#"
    else:
        yield from (text for texts in cells[:1] for text in texts)
