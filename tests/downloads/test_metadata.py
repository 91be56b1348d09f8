"""The metadata of a published site, read by tools that are not ours and held against the files that it describes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import feedparser
import pyshacl
import pytest
from csvw import CSVW
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from tests.sites import ROOT

# rdflib 7 reads JSON-LD by way of a class that it has itself deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SITE_URL = "https://disclosures.example/"
OFFICIAL = ROOT.parent / "shared" / "reference" / "dcat-ap-3.0.1"
OWN = ROOT / "tests" / "outputs" / "dcat-mandatory.shapes.ttl"
SPDX = Namespace("http://spdx.org/rdf/terms#")
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@pytest.fixture(scope="module")
def catalogue(site: Path) -> Graph:
    return Graph().parse(site / "data/catalogue.ttl")


def at(site: Path, address: object) -> Path:
    """Return the file at an address of the site."""
    text = str(address)
    assert text.startswith(SITE_URL), text
    path = site / unquote(text.removeprefix(SITE_URL).partition("#")[0])
    return path / "index.html" if text.partition("#")[0].endswith("/") else path


def test_the_three_catalogues_are_one_graph(site: Path, catalogue: Graph) -> None:
    for name, form in (("catalogue.rdf", "xml"), ("catalogue.jsonld", "json-ld")):
        assert isomorphic(catalogue, Graph().parse(site / "data" / name, format=form)), name


def test_the_catalogue_is_what_our_own_shapes_ask(catalogue: Graph) -> None:
    report = pyshacl.validate(Graph() + catalogue, shacl_graph=Graph().parse(OWN))
    assert report[0], report[2]


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official shapes are not here")
@pytest.mark.parametrize("name", ["shapes", "range"])
def test_the_catalogue_is_what_dcat_ap_asks(name: str, catalogue: Graph) -> None:
    report = pyshacl.validate(Graph() + catalogue, shacl_graph=Graph().parse(OFFICIAL / f"{name}.ttl"))
    assert report[0], report[2]


def test_every_file_that_the_catalogue_names_is_there_as_it_says(site: Path, catalogue: Graph) -> None:
    files = list(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(files) > 100
    for file in files:
        path = at(site, catalogue.value(file, DCAT.downloadURL))
        content = path.read_bytes()
        assert int(catalogue.value(file, DCAT.byteSize)) == len(content)
        checksum = catalogue.value(file, SPDX.checksum)
        assert str(catalogue.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        for schema in catalogue.objects(file, DCTERMS.conformsTo):
            assert at(site, schema).is_file()
    for dataset in catalogue.subjects(RDF.type, DCAT.Dataset):
        assert at(site, catalogue.value(dataset, DCAT.landingPage)).is_file()


def test_each_file_has_the_licence_that_its_page_shows(site: Path, catalogue: Graph) -> None:
    def licence(path: str) -> str:
        (found,) = catalogue.subjects(DCAT.downloadURL, URIRef(SITE_URL + path))
        return str(catalogue.value(found, DCTERMS.license))

    art = "datasets/anytown-council--foi-2023-0377--works-of-art-outside-the-museum/works-of-art-outside-the-museum"
    assert licence(f"{art}.csv") == licence(f"{art}.xlsx") == "https://creativecommons.org/licenses/by/4.0/"
    assert licence("datasets/anytown-spending-over-500/spending-2024-25.csv") == OGL
    mixed = licence("data/authority/leicester-city-council/disclosures.csv")
    assert mixed == f"{SITE_URL}licence/#per-row"
    page = at(site, mixed).read_text(encoding="utf-8")
    assert 'id="per-row"' in page


def test_harvesters_read_data_json(site: Path) -> None:
    found = json.loads((site / "data.json").read_text(encoding="utf-8"))
    assert found["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert len(found["dataset"]) > 20
    assert len({each["identifier"] for each in found["dataset"]}) == len(found["dataset"])
    for each in found["dataset"]:
        assert 0 < len(each["title"]) <= 65
        for file in each["distribution"]:
            assert at(site, file["downloadURL"]).is_file()
    spending = next(each for each in found["dataset"] if "spending-over-500" in each["identifier"])
    assert spending["license"] == OGL
    leicester = next(each for each in found["dataset"] if each["identifier"].endswith("leicester-city-council/"))
    assert leicester["license"] != OGL


def scripts(site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for page in sorted((site / "datasets").rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            yield page.parent.name, json.loads(block)


def test_every_page_of_a_dataset_tells_search_engines_what_it_is(site: Path) -> None:
    found = dict(scripts(site))
    pages = [path for path in (site / "datasets").iterdir() if path.is_dir()]
    assert found.keys() == {"datasets", *(path.name for path in pages)}
    assert found["datasets"]["@type"] == "DataCatalog"
    for name in found.keys() - {"datasets"}:
        about = found[name]
        assert about["@type"] == "Dataset"
        assert about["name"]
        assert about["license"]
        for file in about["distribution"]:
            assert at(site, file["contentUrl"]).is_file()
    assert found["hostile"]["name"] == "Hostile & <words>"


def test_every_csv_has_metadata_and_is_valid_by_it(site: Path) -> None:
    files = sorted(site.rglob("*.csv"))
    assert len(files) > 60
    files.remove(site / "data" / "published.csv")  # the program's own register, which is offered to nobody
    for path in files:
        beside = path.with_name(path.name + "-metadata.json")
        assert beside.is_file(), path
        assert judge_csv(beside) == "", path


def judge_csv(metadata: Path) -> str:
    """Return what the csvw package finds wrong with a CSV and its metadata, ``""`` if nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = CSVW(str(metadata), validate=True)
            for table in found.tables:
                for _ in table.iterdicts(strict=True):  # only then is a cell that does not fit an error
                    pass
        except (ValueError, UserWarning) as error:
            return str(error)
        # What “is_valid” asks, but for reading all rows once more.
        keys = [table.check_primary_key() for table in found.tables]
        valid = all(keys) and found.tablegroup.check_referential_integrity(strict=True) and not found.warnings
        return "" if valid else "not valid"


def test_a_csv_that_is_not_as_described_is_seen(site: Path, tmp_path: Path) -> None:
    source = site / "datasets/anytown-contracts-register/contracts.csv"
    described = json.loads(source.with_name("contracts.csv-metadata.json").read_text(encoding="utf-8"))
    typed = next(c["titles"] for c in described["tableSchema"]["columns"] if "date" in str(c.get("datatype")))
    rows = list(csv.DictReader(io.StringIO(source.read_bytes().decode("utf-8"), newline="")))
    rows[0][typed] = "28/03/2024"
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "contracts.csv").write_bytes(text.getvalue().encode("utf-8"))
    (tmp_path / "contracts.csv-metadata.json").write_text(json.dumps(described), encoding="utf-8")
    assert "28/03/2024" in judge_csv(tmp_path / "contracts.csv-metadata.json")


def test_feedparser_accepts_every_feed(site: Path) -> None:
    feeds = sorted(site.rglob("feed.xml"))
    assert len(feeds) > 50
    for path in feeds:
        found = feedparser.parse(path.read_bytes())
        assert not found.bozo, (path, found.get("bozo_exception"))
        assert found.entries
        for entry in found.entries:
            assert at(site, entry.link).is_file()
            assert entry.rights
            assert entry.updated


def test_browsers_find_the_search_and_crawlers_the_sitemap(site: Path) -> None:
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    assert f"{SITE_URL}search/?q={{searchTerms}}" in (site / "opensearch.xml").read_text(encoding="utf-8")
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    entry = re.search(rf"<url><loc>{SITE_URL}datasets/anytown-spending-over-500/</loc>(.*?)</url>", sitemap)
    assert entry is not None
    assert entry[1] == "<lastmod>2025-04-30</lastmod>"
