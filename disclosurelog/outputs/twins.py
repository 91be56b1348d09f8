"""Each disclosure's twin in JSON, and the files that were released with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.disclosures import Disclosure, Question, Release
from disclosurelog.model.licences import LicenceNotice
from disclosurelog.model.outputs import OutputFile
from disclosurelog.model.standard import Field, TableStandard
from disclosurelog.outputs.json_bytes import json_bytes

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


def _cells_of(item: Any, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return what an item has for each field of the standard, and for the columns that are the log's own."""
    names = _names(fields)
    values = zip(names, _getter(names)(item), strict=True)
    twin = {name: (value or None) if type(value) is str else json_of(value) for name, value in values}
    twin.update(item.extra)
    return twin


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
    return disclosure.path + disclosure.file_names[release.found.source]


def twin_of(
    catalogue: Catalogue, disclosure: Disclosure, standard: Mapping[str, TableStandard], site_url: str
) -> dict[str, Any]:
    """Return a disclosure's twin: every field of the standard, its parts, its licence and its address."""
    questions = standard["questions"].fields
    releases = standard["releases"].fields
    changes = standard["changes"].fields
    return {
        **_cells_of(disclosure, standard["disclosures"].fields),
        "authority": disclosure.log,
        "url": site_url + disclosure.path,
        "licence": licence_twin(disclosure.notice),
        "questions": [_question_twin(q, questions, site_url + disclosure.path) for q in disclosure.questions],
        "releases": [_release_twin(catalogue, disclosure, r, releases, site_url) for r in disclosure.releases],
        "changes": [_cells_of(change, changes) for change in disclosure.changes],
    }


def _question_twin(question: Question, fields: tuple[Field, ...], page: str) -> dict[str, Any]:
    return _cells_of(question, fields) | {"url": f"{page}#{question.anchor}"}


def _release_twin(
    catalogue: Catalogue, disclosure: Disclosure, release: Release, fields: tuple[Field, ...], site_url: str
) -> dict[str, Any]:
    twin = _cells_of(release, fields) | {"licence": licence_twin(release.notice)}
    if release.found is not None:
        twin["file"] = site_url + released_path(disclosure, release)
        dataset = catalogue.dataset_of(disclosure, release)
        twin |= {
            "format": release.found.format,
            "media_type": release.found.media_type,
            "bytes": release.found.size,
            "rows": dataset.rows if dataset else None,
            "dataset": site_url + dataset.path if dataset else None,
        }
    return twin


def make_twins(
    catalogue: Catalogue, rows: range, standard: Mapping[str, TableStandard], site_url: str
) -> Iterator[OutputFile]:
    """Yield the JSON twin of each of the disclosures in the given rows of the catalogue."""
    for disclosure in catalogue.disclosures[rows.start : rows.stop]:
        twin = twin_of(catalogue, disclosure, standard, site_url)
        yield OutputFile(f"{disclosure.path}index.json", json_bytes(twin))


def make_released(catalogue: Catalogue) -> Iterator[OutputFile]:
    """Yield each released file, to be copied as it stands."""
    for disclosure in catalogue.disclosures:
        for source, name in disclosure.file_names.items():
            yield OutputFile(disclosure.path + name, copy_of=source)


def make_schemas(standard: Mapping[str, TableStandard]) -> Iterator[OutputFile]:
    """Yield the standard's schemas, to be published beside its documentation."""
    for table in standard.values():
        yield OutputFile(f"standard/{table.name}.schema.json", table.text.encode("utf-8"))
