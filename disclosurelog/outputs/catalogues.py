"""Put what a site offers for download into one value, from which every kind of catalogue is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.outputs import Alternate
from disclosurelog.model.standard import TableStandard
from disclosurelog.outputs.dataset_files import describe_dataset
from disclosurelog.outputs.distributions import DataCatalogue
from disclosurelog.outputs.downloads import Offer
from disclosurelog.outputs.log_files import describe_log
from disclosurelog.outputs.log_tables import Selection

CATALOGUES = (
    Alternate("data/catalogue.ttl", "text/turtle", "DCAT in Turtle", "All datasets: DCAT catalogue in Turtle"),
    Alternate("data/catalogue.jsonld", "application/ld+json", "JSON-LD", "All datasets: DCAT catalogue in JSON-LD"),
    Alternate("data/catalogue.rdf", "application/rdf+xml", "RDF/XML", "All datasets: DCAT catalogue in RDF/XML"),
    Alternate("data.json", "application/json", "data.json", "All datasets: data.json"),
)
"""The files by which others harvest the catalogue, as pages link to them."""


def describe_all(
    catalogue: Catalogue,
    selections: Sequence[Selection],
    offers: Mapping[str, Offer],
    standard: Mapping[str, TableStandard],
    site_url: str,
    *,
    site_name: str,
) -> DataCatalogue:
    """Return the catalogue of a site: each authority's log, then each dataset."""
    logs = [
        describe_log(catalogue, selection, offers[selection.folder].distributions, standard["disclosures"])
        for selection in selections
        if selection.log
    ]
    datasets = [
        describe_dataset(dataset, offers[dataset.path].distributions, catalogue.authorities)
        for dataset in catalogue.datasets
    ]
    only = next(iter(catalogue.authorities.values())) if len(catalogue.authorities) == 1 else None
    return DataCatalogue(
        site_url=site_url,
        title=f"{site_name}: datasets",
        description="Answers to requests for information as data, and datasets, each with the licence that applies.",
        publisher=only.title if only else site_name,
        publisher_url=only.website if only else site_url,
        datasets=(*logs, *datasets),
        modified=PartialDate.parse(catalogue.modified) if catalogue.modified else None,
    )
