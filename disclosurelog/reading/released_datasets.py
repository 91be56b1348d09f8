"""Give each CSV that was released with an answer a dataset of its own, from its one line in the table of releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Release
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.dataset_tables import TableFile, read_tables
from disclosurelog.reading.datasets import data_table
from disclosurelog.reading.descriptors import read_schema
from disclosurelog.reading.drafts import unfinished
from disclosurelog.reading.rows import UTF_8
from disclosurelog.reading.store import Store

_SCHEMAS = (".schema.json", ".schema.yaml", ".schema.yml")
"""A Table Schema that stands beside a released CSV, under its name with one of these endings, describes it."""


def read_released(logs: Iterable[DisclosureLog], store: Store) -> tuple[list[Dataset], list[Finding]]:
    """Return a dataset for each CSV that was released, and why one has none: it is published as a file all the same."""
    datasets: list[Dataset] = []
    findings: list[Finding] = []
    for log in logs:
        for disclosure in log.published:
            seen: set[str] = set()
            for release in disclosure.releases:
                if release.found is None or release.found.format != "CSV" or release.found.source in seen:
                    continue
                seen.add(release.found.source)
                dataset, more = _dataset(log, disclosure, release, store)
                findings += more
                if dataset is not None:
                    datasets.append(dataset)
    return datasets, findings


def _dataset(
    log: DisclosureLog, disclosure: Disclosure, release: Release, store: Store
) -> tuple[Dataset | None, list[Finding]]:
    assert release.found is not None
    assert release.notice is not None
    source = Path(release.found.source)
    stem = disclosure.file_names[release.found.source].removesuffix(".csv")
    place = Place(str(PurePosixPath(log.place.file).parent / release.file))
    schema, problem = _schema_beside(source)
    problem = problem or unfinished(schema["fields"] if schema else ())
    if problem:
        return None, [_no_page(place, problem)]
    tables, findings = read_tables([TableFile(stem, source, place, UTF_8, schema)], [], store)
    if tables is None:
        worst = min(findings, key=lambda finding: finding.sort_key)
        return None, [_no_page(Place(place.file, worst.row), worst.message, worst.advice, worst.column)]
    dataset = Dataset(
        name=f"{disclosure.slug}--{stem}",
        title=release.title,
        description=release.description,
        publisher=log.authority.title,
        place=release.place,
        tables=(
            data_table(tables[0], release.notice, title=release.title, description=release.description, alone=True),
        ),
        keywords=disclosure.topics,
        log=log.authority.name,
        disclosure=disclosure,
        release=release,
        demonstration=log.authority.demonstration,
        contact=log.authority.policy.contact,
        updated=disclosure.date_published or disclosure.date_responded,
    )
    return dataset, findings


def _schema_beside(source: Path) -> tuple[Mapping[str, Any] | None, str]:
    """Return the Table Schema that stands beside a file, ``None`` if there is none, or why it cannot be used."""
    for ending in _SCHEMAS:
        name = source.stem + ending
        if (source.parent / name).exists():
            return read_schema(source.parent, name)
    return None, ""


def _no_page(place: Place, why: str, advice: str = "", column: str | None = None) -> Finding:
    message = f"The file is published as it stands, but gets no page as a dataset. {why}"
    return place.finding("dataset-not-made", Severity.WARNING, message, advice or "Correct the schema file.", column)
