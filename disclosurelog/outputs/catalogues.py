"""Put what a site offers for download into one value, from which every kind of catalogue is made."""

from __future__ import annotations

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.outputs import Alternate
from disclosurelog.outputs.dataset_files import describe_dataset
from disclosurelog.outputs.distributions import DataCatalogue
from disclosurelog.outputs.log_files import OnOffer, describe_log

CATALOGUES = (
    Alternate("data/catalogue.ttl", "text/turtle", "DCAT in Turtle", "All datasets: DCAT catalogue in Turtle"),
    Alternate("data/catalogue.jsonld", "application/ld+json", "JSON-LD", "All datasets: DCAT catalogue in JSON-LD"),
    Alternate("data/catalogue.rdf", "application/rdf+xml", "RDF/XML", "All datasets: DCAT catalogue in RDF/XML"),
    Alternate("data.json", "application/json", "data.json", "All datasets: data.json"),
)
"""The files by which others harvest the catalogue, as pages link to them."""


def describe_all(on_offer: OnOffer, site_name: str) -> DataCatalogue:
    """Return the catalogue of a site: each authority's log, then each dataset."""
    catalogue, offers, columns = on_offer.catalogue, on_offer.offers, on_offer.standard["disclosures"]
    logs = [
        describe_log(catalogue, selection, offers[selection.folder].distributions, columns)
        for selection in on_offer.selections
        if selection.log
    ]
    datasets = [
        describe_dataset(dataset, offers[dataset.path].distributions, catalogue.authorities)
        for dataset in catalogue.datasets
    ]
    only = next(iter(catalogue.authorities.values())) if len(catalogue.authorities) == 1 else None
    return DataCatalogue(
        site_url=on_offer.site_url,
        title=f"{site_name}: datasets",
        description="Answers to requests for information as data, and datasets, each with the licence that applies.",
        publisher=only.title if only else site_name,
        publisher_url=only.website if only else on_offer.site_url,
        datasets=(*logs, *datasets),
        modified=PartialDate.parse(catalogue.modified) if catalogue.modified else None,
    )
