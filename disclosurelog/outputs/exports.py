"""The log as data: each disclosure's JSON twin, the whole log as CSV, the standard's schemas, released files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from operator import attrgetter
from typing import Any

from disclosurelog.model.addresses import RESERVED
from disclosurelog.model.disclosures import Catalogue, Disclosure, Question, Release
from disclosurelog.model.licences import LicenceNotice
from disclosurelog.model.outputs import OutputFile
from disclosurelog.model.standard import Field, TableStandard

LICENCE_COLUMNS = ("licence", "licence_url", "attribution", "url")
"""What the whole log's CSV has beside the standard's columns. ``licence`` is the one that applies."""

LIST_SEPARATOR = "; "


def cell_of(value: object) -> str:
    """Return a field's value as a CSV cell has it."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(map(str, value))
    return str(value)


def json_of(value: object) -> object:
    """Return a field's value as JSON has it: lists as arrays, yes and no as booleans, not stated as ``null``."""
    if type(value) is str:
        return value or None
    if value is None or isinstance(value, bool):
        return value
    return list(map(str, value)) if isinstance(value, tuple) else str(value)


@cache
def _getter(fields: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Return a way to get the values of several fields at once."""
    return attrgetter(*fields)


@cache
def _names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    return tuple(field.name for field in fields)


def _fields(item: object, fields: tuple[Field, ...]) -> dict[str, Any]:
    names = _names(fields)
    return dict(zip(names, map(json_of, _getter(names)(item)), strict=True))


def licence_twin(notice: LicenceNotice | None) -> dict[str, str]:
    """Return which licence applies, and why, as JSON has it."""
    assert notice is not None
    return {
        "id": notice.licence.id,
        "title": notice.licence.title,
        "url": notice.url,
        "reason": notice.reason,
        "attribution": notice.attribution,
    }


def released_path(disclosure: Disclosure, release: Release) -> str:
    """Return the address of a released file from the root of the site."""
    assert release.found is not None
    return disclosure.path + released_names(disclosure)[release.found.source]


def released_names(disclosure: Disclosure) -> dict[str, str]:
    """Return the name in the site of each file that a disclosure released, by its source: no two alike."""
    names: dict[str, str] = {}
    taken = {"index.html", "index.json"}
    for release in disclosure.releases:
        if release.found is None or release.found.source in names:
            continue
        stem, _, extension = release.found.name.rpartition(".")
        stem = f"file-{stem}" if stem in RESERVED else stem
        tries = (f"{stem}{f'-{n}' if n > 1 else ''}.{extension}" for n in count(1))
        name = next(name for name in tries if name not in taken)
        taken.add(name)
        names[release.found.source] = name
    return names


def twin_of(disclosure: Disclosure, standard: Mapping[str, TableStandard], site_url: str) -> dict[str, Any]:
    """Return a disclosure's twin: every field of the standard, its parts, its licence and its address."""
    questions = standard["questions"].fields
    releases = standard["releases"].fields
    changes = standard["changes"].fields
    return {
        **_fields(disclosure, standard["disclosures"].fields),
        **dict(disclosure.extra),
        "authority": disclosure.log,
        "url": site_url + disclosure.path,
        "licence": licence_twin(disclosure.notice),
        "questions": [_question_twin(q, questions, site_url + disclosure.path) for q in disclosure.questions],
        "releases": [_release_twin(disclosure, r, releases, site_url) for r in disclosure.releases],
        "changes": [{**_fields(c, changes), **dict(c.extra)} for c in disclosure.changes],
    }


def _question_twin(question: Question, fields: tuple[Field, ...], page: str) -> dict[str, Any]:
    return {**_fields(question, fields), **dict(question.extra), "url": f"{page}#{question.anchor}"}


def _release_twin(disclosure: Disclosure, release: Release, fields: tuple[Field, ...], site_url: str) -> dict[str, Any]:
    twin = {**_fields(release, fields), **dict(release.extra), "licence": licence_twin(release.notice)}
    if release.found is not None:
        twin["file"] = site_url + released_path(disclosure, release)
        twin |= {"format": release.found.format, "media_type": release.found.media_type,
                 "bytes": release.found.size, "rows": release.found.rows}  # fmt: skip
    return twin


def make_twins(
    disclosures: Iterable[Disclosure], standard: Mapping[str, TableStandard], site_url: str
) -> Iterator[OutputFile]:
    """Yield the JSON twin of each disclosure."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for disclosure in disclosures:
        text = encode(twin_of(disclosure, standard, site_url))
        yield OutputFile(f"{disclosure.path}index.json", text.encode("utf-8"))


def make_released(catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield each released file, to be copied as it stands."""
    for disclosure in catalogue.disclosures:
        for source, name in released_names(disclosure).items():
            yield OutputFile(disclosure.path + name, copy_of=source)


def make_log_csv(catalogue: Catalogue, standard: Mapping[str, TableStandard], site_url: str) -> OutputFile:
    """Return ``/data/disclosures.csv``: a row a disclosure, oldest last, with the licence that applies.

    The standard's columns, then the authorities' own columns, then the authority and the licence's columns.
    """
    names = [field.name for field in standard["disclosures"].fields if field.name != "licence"]
    values_of = _getter(tuple(names))
    own = list(dict.fromkeys(name for d in catalogue.disclosures for name, _ in d.extra))
    own = [name for name in own if name not in (*LICENCE_COLUMNS, "authority")]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*names, *own, "authority", *LICENCE_COLUMNS])
    for disclosure in catalogue.disclosures:
        extra = dict(disclosure.extra)
        notice = disclosure.notice
        assert notice is not None
        writer.writerow(
            [
                *map(cell_of, values_of(disclosure)),
                *(extra.get(name, "") for name in own),
                disclosure.log,
                notice.licence.id,
                notice.url,
                notice.attribution,
                site_url + disclosure.path,
            ]
        )
    return OutputFile("data/disclosures.csv", text.getvalue().encode("utf-8"))


def make_schemas(standard: Mapping[str, TableStandard]) -> Iterator[OutputFile]:
    """Yield the standard's schemas, to be published beside its documentation."""
    for table in standard.values():
        yield OutputFile(f"standard/{table.name}.schema.json", table.text.encode("utf-8"))
