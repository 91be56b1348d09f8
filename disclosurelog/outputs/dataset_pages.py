"""The page of each open dataset, and the list of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.datasets import TYPES, Column, Dataset, DataTable
from disclosurelog.model.licences import LicenceNotice
from disclosurelog.model.outputs import Crumb, Made, Page
from disclosurelog.outputs.catalogues import CATALOGUES
from disclosurelog.outputs.charts import chart_key
from disclosurelog.outputs.dataset_files import title_of
from disclosurelog.outputs.distributions import DataCatalogue, Distribution
from disclosurelog.outputs.downloads import Offer, Refusal
from disclosurelog.outputs.formats import FORMAT_NAMES
from disclosurelog.outputs.gists import DESCRIPTION_LIMIT, gist
from disclosurelog.outputs.pages import PER_PAGE
from disclosurelog.outputs.paging import leaves
from disclosurelog.outputs.schema_org import catalogue_json_ld, dataset_json_ld

SHELL = "datasets/"
_HOME = Crumb("Home", "")
_ALL = Crumb("Datasets", "datasets/")
MOST_VALUES = 12
"""Values of a list in a schema that a page names."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table on its dataset's page."""

    table: DataTable
    title: str
    anchor: str
    downloads: tuple[Distribution, ...]
    refusals: tuple[Refusal, ...]
    charts: tuple[tuple[str, Made], ...]
    rules: tuple[tuple[Column, str, str], ...]
    """Each column with its type in words, and what is asked of its cells."""
    csv_address: str
    parquet_address: str

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column that the preview shows holds numbers."""
        shown = len(self.table.preview[0]) if self.table.preview else 0
        return tuple(column.type in ("integer", "number") for column in self.table.columns[:shown])


@dataclass(frozen=True, slots=True)
class DatasetTerms:
    """One set of terms on a dataset's page, and the tables that it applies to: none named where it is all of them."""

    notice: LicenceNotice
    tables: tuple[str, ...]


def dataset_pages(
    catalogue: Catalogue, whole: DataCatalogue, offers: Mapping[str, Offer], charts: Mapping[str, Mapping[str, str]]
) -> Iterator[Page]:
    """Yield the page of each dataset. ``offers`` are what can be downloaded, ``charts`` the drawn ones, by path."""
    described = {each.path: each for each in whole.datasets}
    for dataset in catalogue.datasets:
        about = dataset_json_ld(described[dataset.path], whole.site_url)
        yield _page(dataset, offers[dataset.path], charts.get(dataset.path, {}), about, whole.site_url)


def _page(dataset: Dataset, offer: Offer, charts: Mapping[str, str], about: str, site_url: str) -> Page:
    shown = tuple(_shown(dataset, table, offer, charts, site_url) for table in dataset.tables)
    terms = _terms(dataset)
    contents = [("download", "Download")]
    contents += [(table.anchor, table.title if len(shown) > 1 else "The data") for table in shown]
    contents += [("reuse", "May I use this?"), ("load", "Load it"), ("cite", "Cite this")]
    return Page(
        path=dataset.path,
        shell=SHELL,
        template="dataset.html",
        title=dataset.title,
        description=gist(dataset.description or dataset.title, DESCRIPTION_LIMIT),
        values={
            "dataset": dataset,
            "tables": shown,
            "terms": terms,
            "archive": next(each for each in offer.distributions if not each.table),
            "json_ld": Made(about),
        },
        crumbs=(_HOME, _ALL, Crumb(dataset.title)),
        contents=tuple(contents),
        licence_url=terms[0].notice.url if len(terms) == 1 else "",
        modified=str(dataset.updated) if dataset.updated and dataset.updated.full else "",
    )


def _shown(dataset: Dataset, table: DataTable, offer: Offer, charts: Mapping[str, str], site_url: str) -> ShownTable:
    downloads = tuple(each for each in offer.distributions if each.table == table.name)
    drawn = ((plot.title, charts.get(chart_key(table.name, number))) for number, plot in enumerate(table.plots))
    address = {each.extension: site_url + each.path for each in downloads}
    return ShownTable(
        table=table,
        title=title_of(dataset, table),
        anchor=f"table-{table.name}",
        downloads=downloads,
        refusals=tuple(each for each in offer.refusals if each.table == table.name),
        charts=tuple((title, Made(svg)) for title, svg in drawn if svg),
        rules=tuple((column, TYPES[column.type], rules_of(column, table)) for column in table.columns),
        csv_address=address["csv"],
        parquet_address=address.get("parquet", ""),
    )


def rules_of(column: Column, table: DataTable) -> str:
    """Return in words what the schema asks of the cells of a column, ``""`` if nothing."""
    asked, said = column.constraints, []
    if table.schema.get("primaryKey") == [column.name]:
        said.append("tells the rows apart")
    elif asked.get("unique"):
        said.append("no two alike")
    if asked.get("required"):
        said.append("always filled in")
    least, most = asked.get("minimum"), asked.get("maximum")
    if least is not None and most is not None:
        said.append(f"from {least} to {most}")
    elif least is not None:
        said.append(f"at least {least}")
    elif most is not None:
        said.append(f"at most {most}")
    listed = asked.get("enum") or column.descriptor.get("categories") or []
    if isinstance(listed, list) and listed:
        values = [str(each.get("value") if isinstance(each, Mapping) else each) for each in listed]
        more = f" and {len(values) - MOST_VALUES} more" if len(values) > MOST_VALUES else ""
        said.append(f"one of: {'; '.join(values[:MOST_VALUES])}{more}")
    for key in table.schema.get("foreignKeys", ()):
        if column.name in key["fields"] and key["reference"]["resource"]:
            said.append(f"refers to {key['reference']['resource']}")
    sentence = "; ".join(said)
    return sentence[:1].upper() + sentence[1:]


def _terms(dataset: Dataset) -> tuple[DatasetTerms, ...]:
    """Return the terms that apply to the tables, each set once."""
    grouped: dict[tuple[str, str], list[DataTable]] = {}
    for table in dataset.tables:
        grouped.setdefault((table.notice.licence.id, table.notice.reason), []).append(table)
    several = len(grouped) > 1
    return tuple(
        DatasetTerms(tables[0].notice, tuple(title_of(dataset, table) for table in tables) if several else ())
        for tables in grouped.values()
    )


def datasets_listing(catalogue: Catalogue, whole: DataCatalogue, offers: Mapping[str, Offer]) -> Iterator[Page]:
    """Yield the list of all datasets, over as many pages as it needs: those of their own first."""
    datasets: Sequence[Dataset] = catalogue.datasets
    modified = max((str(each.updated) for each in datasets if each.updated and each.updated.full), default="")
    for leaf in leaves(SHELL, datasets, PER_PAGE):
        first = leaf.number == 1
        yield Page(
            path=leaf.path,
            shell=SHELL,
            template="datasets.html",
            title="Datasets" + leaf.suffix,
            description="Open data to look into and to download, each dataset with the licence that applies to it.",
            values={
                **leaf.values,
                "own": [dataset for dataset in leaf.items if dataset.release is None],
                "released": [dataset for dataset in leaf.items if dataset.release is not None],
                "formats": {dataset.path: _formats(offers[dataset.path]) for dataset in leaf.items},
                "json_ld": Made(catalogue_json_ld(whole)) if first else "",
            },
            crumbs=(_HOME, Crumb("Datasets")) if first else (_HOME, _ALL, Crumb(f"Page {leaf.number}")),
            alternates=CATALOGUES,
            modified=modified,
        )


def _formats(offer: Offer) -> str:
    """Return the formats in which a dataset is offered, for a reader."""
    return ", ".join(dict.fromkeys(FORMAT_NAMES[each.extension] for each in offer.distributions if each.table))
