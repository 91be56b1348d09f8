"""The downloads of an open dataset, and its description for catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from disclosurelog.model.authorities import Authority
from disclosurelog.model.datasets import Dataset, DataTable
from disclosurelog.outputs.data_packages import PackageFacts
from disclosurelog.outputs.distributions import Described, Distribution
from disclosurelog.outputs.downloads import Offer, TableDownload, Write, csvw_beside, write_downloads
from disclosurelog.outputs.sheets import About, Sheet
from disclosurelog.outputs.twins import released_path
from disclosurelog.reading.dataset_tables import cells_of, content_of
from disclosurelog.reading.store import Store


def write_dataset_files(dataset: Dataset, site_url: str, store: Store, write: Write) -> Offer:
    """Write what can be downloaded of a dataset."""
    parts = [_part(dataset, table, site_url) for table in dataset.tables]
    if dataset.release is not None and dataset.disclosure is not None:
        write(csvw_beside(released_path(dataset.disclosure, dataset.release), parts[0], store))
    return write_downloads(dataset.path, _facts(dataset, site_url), parts, store, write)


def _facts(dataset: Dataset, site_url: str) -> PackageFacts:
    disclosure = dataset.disclosure
    return PackageFacts(
        name=dataset.name,
        title=dataset.title,
        description=" ".join(part for part in (dataset.description, dataset.demonstration) if part),
        publisher=dataset.publisher,
        url=site_url + dataset.path,
        notices=dataset.notices,
        keywords=dataset.keywords,
        contact=dataset.contact,
        updated=dataset.updated,
        sources=((disclosure.title, site_url + disclosure.path),) if disclosure else (),
    )


def title_of(dataset: Dataset, table: DataTable) -> str:
    """Return the title of a table for a reader: that of its dataset where it is alone in it."""
    return table.title or dataset.title


def _part(dataset: Dataset, table: DataTable, site_url: str) -> TableDownload:
    day = dataset.updated.full if dataset.updated else None
    title = title_of(dataset, table)
    about = About(title, dataset.publisher, site_url + dataset.path, table.notice, day=day)
    content = content_of(table)
    return TableDownload(
        name=table.name,
        title=title,
        description=table.description,
        about=about,
        schema=table.schema,
        csv=content,
        rows=table.rows,
        read=partial(_sheet, table, about, content),
        encoding=table.encoding,
    )


def _sheet(table: DataTable, about: About, content: bytes) -> Sheet:
    read = cells_of(table, content)
    return Sheet(table.name, about, read.schema["fields"], read.rows.cells, read.values, content)


def describe_dataset(
    dataset: Dataset, distributions: tuple[Distribution, ...], authorities: Mapping[str, Authority]
) -> Described:
    """Return a dataset as catalogues describe it."""
    authority = authorities.get(dataset.log)
    return Described(
        path=dataset.path,
        identifier=dataset.name,
        title=dataset.title,
        description=dataset.description or dataset.title,
        publisher=dataset.publisher,
        publisher_url=authority.website if authority else dataset.homepage,
        contact_email=dataset.contact,
        contact_url=authority.website if authority else dataset.homepage,
        keywords=dataset.keywords,
        issued=dataset.disclosure.date_published or dataset.disclosure.date_responded if dataset.disclosure else None,
        modified=dataset.updated,
        frequency=dataset.frequency,
        period=dataset.period,
        source=dataset.disclosure.path if dataset.disclosure else "",
        demonstration=bool(dataset.demonstration),
        distributions=distributions,
        columns=tuple(
            (column.title or column.name, column.description) for t in dataset.tables for column in t.columns
        ),
    )
