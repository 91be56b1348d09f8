from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from disclosurelog.model.datasets import FREQUENCIES
from disclosurelog.model.dates import PartialDate
from disclosurelog.outputs.dcat import graph_of, make_dcat
from disclosurelog.outputs.distributions import DataCatalogue
from disclosurelog.outputs.iris import absolute, http_iri, mail_iri
from disclosurelog.outputs.terms import PER_FILE, PER_ROW
from disclosurelog.reading.vocabularies import read_licences
from tests.described import (
    HOSTILE,
    archive,
    bare,
    data_catalogue,
    described,
    distribution,
    hostile,
    log_as_data,
    mixed,
    notice,
    whole_catalogue,
)
from tests.factories import SITE_URL

# rdflib 7 reads JSON-LD by way of a class that it has itself deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

HERE = Path(__file__).parent
# The official shapes lie beside the repository where the project is developed, not in it.
OFFICIAL = HERE.parents[2] / "shared" / "reference" / "dcat-ap-3.0.1"
SHACL = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
WHOLE = whole_catalogue()
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
FORMS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}


def graphs(catalogue: DataCatalogue) -> dict[str, Graph]:
    """Return the graph that a stranger reads from each of the three files."""
    found = {}
    for file in make_dcat(catalogue):
        ending = file.path.removeprefix("data/catalogue.")
        found[ending] = Graph().parse(data=file.content, format=FORMS[ending])
    return found


def faults(graph: Graph, shapes: Path) -> list[tuple[str, str, str]]:
    """Return what the shapes find: how bad, of what, and about which property."""
    plain = Graph()  # pyshacl needs a store that knows of contexts
    plain += graph
    report = pyshacl.validate(plain, shacl_graph=Graph().parse(shapes), allow_warnings=True)[1]
    assert isinstance(report, Graph)

    def name(node: object) -> str:
        return re.split("[#/]", str(node).rstrip("/"))[-1]

    return sorted(
        (
            name(report.value(result, SHACL.resultSeverity)),
            str(report.value(result, SHACL.focusNode)),
            name(report.value(result, SHACL.resultPath)),
        )
        for result in report.objects(predicate=SHACL.result)
    )


def objects(graph: Graph, name: URIRef) -> set[str]:
    return {str(thing) for thing in graph.objects(predicate=name)}


@pytest.mark.parametrize(
    "catalogue",
    [WHOLE, data_catalogue(bare()), *(data_catalogue(hostile(text)) for text in HOSTILE)],
    ids=["whole", "bare", *map(ascii, HOSTILE)],
)
def test_the_three_files_are_the_same_graph(catalogue: DataCatalogue) -> None:
    made = graph_of(catalogue)
    for ending, graph in graphs(catalogue).items():
        assert isomorphic(graph, made), ending


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_typed_comes_back(text: str) -> None:
    read = graphs(data_catalogue(hostile(text)))
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    for graph in read.values():
        assert Literal(kept, lang="en") in set(graph.objects(predicate=DCTERMS.title))
    assert isomorphic(read["ttl"], read["rdf"])
    assert isomorphic(read["ttl"], read["jsonld"])


def test_there_are_no_blank_nodes_and_only_whole_addresses() -> None:
    graph = graph_of(data_catalogue(*WHOLE.datasets, *(hostile(text) for text in HOSTILE)))
    for node in {*graph.subjects(), *graph.predicates(), *graph.objects()}:
        assert not isinstance(node, BNode)
        if isinstance(node, URIRef):
            assert re.fullmatch(r"(https?://|mailto:)[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", node), node
            assert not re.search(r"%(?![0-9A-F]{2})", node), node


def test_the_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import hashlib\nfrom disclosurelog.outputs.dcat import make_dcat\n"
        "from tests.described import whole_catalogue\n"
        "for file in make_dcat(whole_catalogue()): print(file.path, hashlib.sha256(file.content).hexdigest())"
    )
    here = [f"{file.path} {hashlib.sha256(file.content).hexdigest()}" for file in make_dcat(WHOLE)]
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=HERE.parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.splitlines() == here


@pytest.mark.parametrize("catalogue", [WHOLE, data_catalogue(bare(), hostile('"@/ <x> é'))], ids=["whole", "bare"])
def test_it_is_what_our_own_shapes_ask(catalogue: DataCatalogue) -> None:
    assert faults(graph_of(catalogue), HERE / "dcat-mandatory.shapes.ttl") == []


MANDATORY = [
    (DCAT.Catalog, DCTERMS.title), (DCAT.Catalog, DCTERMS.description), (DCAT.Catalog, DCTERMS.publisher),
    (DCAT.Catalog, DCAT.dataset), (DCAT.Catalog, FOAF.homepage),
    (DCAT.Dataset, DCTERMS.title), (DCAT.Dataset, DCTERMS.description), (DCAT.Dataset, DCTERMS.identifier),
    (DCAT.Dataset, DCTERMS.publisher), (DCAT.Dataset, DCAT.theme), (DCAT.Dataset, DCAT.distribution),
    (DCAT.Distribution, DCAT.accessURL), (DCAT.Distribution, DCAT.downloadURL), (DCAT.Distribution, DCTERMS.license),
    (DCAT.Distribution, DCTERMS.rights), (DCAT.Distribution, DCAT.mediaType), (DCAT.Distribution, DCAT.byteSize),
    (DCAT.Distribution, SPDX.checksum), (SPDX.Checksum, SPDX.checksumValue), (SPDX.Checksum, SPDX.algorithm),
    (FOAF.Agent, FOAF.name), (VCARD.Kind, VCARD.fn),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), MANDATORY, ids=lambda term: re.split("[#/]", term)[-1])
def test_the_shapes_see_what_is_missing(kind: URIRef, name: URIRef) -> None:
    graph = graph_of(WHOLE)
    things = list(graph.subjects(RDF.type, kind))
    assert any((thing, name, None) in graph for thing in things)
    for thing in things:
        graph.remove((thing, name, None))
    assert faults(graph, HERE / "dcat-mandatory.shapes.ttl")


def test_the_shapes_see_a_licence_for_the_whole_catalogue() -> None:
    graph = graph_of(WHOLE)
    graph.add((URIRef(f"{SITE_URL}datasets/#catalogue"), DCTERMS.license, URIRef(OGL)))
    assert faults(graph, HERE / "dcat-mandatory.shapes.ttl")


def official(graph: Graph, *names: str) -> list[tuple[str, str, str]]:
    if not OFFICIAL.exists():
        pytest.skip("the official shapes are not here")
    return [fault for name in names for fault in faults(graph, OFFICIAL / f"{name}.ttl")]


def test_it_is_what_dcat_ap_asks() -> None:
    catalogue = data_catalogue(*WHOLE.datasets, hostile('"@/ <x> é'))
    assert official(graph_of(catalogue), "shapes", "range") == []


def test_dcat_ap_sees_what_is_missing() -> None:
    graph = graph_of(WHOLE)
    graph.remove((None, DCAT.accessURL, None))
    graph.remove((None, RDF.type, DCTERMS.LicenseDocument))
    found = {name for _, _, name in official(graph, "shapes", "range")}
    assert found == {"accessURL", "license"}


def test_it_is_what_dcat_ap_recommends_as_far_as_it_is_known() -> None:
    found = official(graph_of(data_catalogue(described())), "shapes-recommended")
    not_known = {
        ("catalogue", "issued"), ("catalogue", "license"), ("catalogue", "spatial"), ("dataset", "spatial"),
        ("distribution", "description"), ("publisher-Anytown%20Council", "type"),
    }  # fmt: skip
    assert {(focus.split("#")[-1], name) for _, focus, name in found} == not_known
    assert {severity for severity, _, _ in found} == {"Warning"}


def test_its_terms_are_of_the_vocabularies_that_dcat_ap_names() -> None:
    """The pattern for algorithms asks for https, but the namespace of SPDX begins with http."""
    found = official(graph_of(WHOLE), "mdr-vocabularies")
    assert {(severity, name) for severity, _, name in found} == {("Violation", "algorithm"), ("Warning", "publisher")}


def test_dates_are_typed_by_how_much_is_known() -> None:
    text = next(iter(make_dcat(data_catalogue(described(issued=PartialDate(2020, 5)))))).content.decode()
    assert 'dct:issued "2020-05"^^xsd:gYearMonth' in text
    assert 'dct:modified "2024-03-28"^^xsd:date' in text
    assert 'dcat:startDate "2019-04"^^xsd:gYearMonth' in text
    year = next(iter(make_dcat(data_catalogue(described(period=(None, PartialDate(2021))))))).content.decode()
    assert 'dct:issued "2020"^^xsd:gYear' in year
    assert 'dcat:endDate "2021"^^xsd:gYear' in year
    assert "dcat:startDate" not in year


def test_what_is_not_known_is_left_out() -> None:
    graph = graph_of(data_catalogue(bare(), modified=None, publisher_url="not known"))
    names = {str(name).rpartition("#")[2].rpartition("/")[2] for name in graph.predicates()}
    assert not names & {"issued", "modified", "temporal", "accrualPeriodicity", "contactPoint", "keyword", "spatial",
                        "conformsTo", "provenance", "isReferencedBy", "hasEmail", "hasURL"}  # fmt: skip


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_every_frequency_has_its_term(frequency: str) -> None:
    graph = graph_of(data_catalogue(described(frequency=frequency)))
    authority = "http://publications.europa.eu/resource/authority/frequency/"
    assert objects(graph, DCTERMS.accrualPeriodicity) == {authority + FREQUENCIES[frequency][1]}


@pytest.mark.parametrize(
    ("licence", "kind"),
    [
        ("OGL-UK-1.0", "Attribution"), ("OGL-UK-3.0", "Attribution"), ("CC-BY-4.0", "Attribution"),
        ("CC0-1.0", "PublicDomain"), ("NCGL-UK-2.0", "NonCommercialUseOnly"),
        ("personal-and-journalism", None), ("third-party-rights", None),
    ],
)  # fmt: skip
def test_a_licence_is_typed_where_a_type_fits(licence: str, kind: str | None) -> None:
    stated = notice(licence)
    graph = graph_of(data_catalogue(described(distributions=(distribution(notice=stated),))))
    assert objects(graph, DCTERMS.license) == {stated.url}
    expected = {f"http://purl.org/adms/licencetype/{kind}"} if kind else set()
    assert {str(kind) for kind in graph.objects(URIRef(stated.url), DCTERMS.type)} == expected
    assert {str(words) for words in graph.objects(URIRef(stated.url), DCTERMS.title)} == {
        read_licences().licences[licence].title
    }


def rights(graph: Graph, path: str) -> tuple[str, str]:
    own = URIRef(f"{SITE_URL}{path}#distribution")
    statement = graph.value(own, DCTERMS.rights)
    return str(graph.value(own, DCTERMS.license)), str(graph.value(statement, RDFS.label))


def test_no_licence_is_claimed_that_is_not_that_of_all_of_a_file() -> None:
    graph = graph_of(data_catalogue(log_as_data(), mixed()))
    rows = (f"{SITE_URL}licence/#per-row", PER_ROW)
    assert rights(graph, "data/anytown-council/disclosures.csv") == rows
    assert rights(graph, "data/anytown-council/anytown-council.zip") == rows
    assert rights(graph, "datasets/mixed/all.zip") == (f"{SITE_URL}licence/", PER_FILE)
    assert rights(graph, "datasets/mixed/b.csv")[0] == f"{SITE_URL}licence/#licence-personal-and-journalism"
    licence, words = rights(graph, "datasets/mixed/a.csv")
    assert licence == OGL
    assert words == f"{notice().reason} {notice().attribution}"


def test_a_table_whose_rows_state_their_licences_says_so_beside_one_that_has_one() -> None:
    rows = distribution(path="data/x/disclosures.csv", notice=None)
    all_of_it = archive(path="data/x/x.zip", notice=None)
    counts = distribution(path="data/x/counts.csv")
    graph = graph_of(data_catalogue(described(distributions=(rows, all_of_it, counts))))
    assert rights(graph, rows.path) == (f"{SITE_URL}licence/#per-row", PER_ROW)
    assert rights(graph, all_of_it.path) == (f"{SITE_URL}licence/", PER_FILE)
    assert rights(graph, counts.path)[0] == OGL


def test_a_demonstration_says_that_it_is_one() -> None:
    graph = graph_of(data_catalogue(described(demonstration=True)))
    own = URIRef(f"{SITE_URL}datasets/payments/#dataset")
    assert str(graph.value(own, DCTERMS.description)).startswith("Demonstration: not to be relied on. Each payment")


def test_one_publisher_is_one_agent_and_two_are_two() -> None:
    graph = graph_of(data_catalogue(described(), bare(), described(path="datasets/z/", publisher="Anytown/Council")))
    assert len(set(graph.subjects(RDF.type, FOAF.Agent))) == 2


def test_a_format_without_a_term_has_its_media_type() -> None:
    file = archive(extension="shp", media_type="application/vnd.shp")
    graph = graph_of(data_catalogue(described(distributions=(file,))))
    assert objects(graph, DCTERMS["format"]) == set()
    assert objects(graph, DCAT.mediaType) == {"https://www.iana.org/assignments/media-types/application/vnd.shp"}


def test_every_concept_has_a_name() -> None:
    graph = graph_of(WHOLE)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert graph.value(concept, SKOS.prefLabel)


def cases(*pairs: tuple[str, str]) -> Iterable[tuple[str, str]]:
    return pairs


@pytest.mark.parametrize(
    ("text", "address"),
    cases(
        ("https://www.anytown.example/", "https://www.anytown.example/"),
        (" HTTP://WWW.Anytown.example:8080/a b?c d=é#f g ", "http://www.anytown.example:8080/a%20b?c%20d=%C3%A9#f%20g"),
        ("https://x.example/a%20b/100%/<>\"{}|\\^`", "https://x.example/a%20b/100%25/%3C%3E%22%7B%7D%7C%5C%5E%60"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://x.example", "https://x.example"),
        ("", ""), ("anytown.example", ""), ("//anytown.example/", ""), ("javascript:alert(1)", ""),
        ("ftp://x.example/", ""), ("https://user:secret@x.example/", ""),
        ("https://", ""), ("https:///path", ""), ("https://a b.example/", ""), ("https://x.example:port/", ""),
        ("https://[::1", ""), ("https://a..b/", ""), ("https://x<y.example/", ""),
        (f"https://{'a' * 64}.example/", ""), ("data:text/html,x", ""),
    ),
)  # fmt: skip
def test_addresses(text: str, address: str) -> None:
    assert http_iri(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    cases(
        ("data@anytown.example", "mailto:data@anytown.example"),
        (" mailto:data@Anytown.example ", "mailto:data@anytown.example"),
        ("o'brien+foi@anytown.example", "mailto:o'brien+foi@anytown.example"),
        ("a?b&c=d%e@anytown.example", "mailto:a%3Fb%26c%3Dd%25e@anytown.example"),
        ("", ""), ("data", ""), ("data@", ""), ("data@localhost", ""), ("a b@x.example", ""), ("a@b@x.example", ""),
        ("data@x.example, more@x.example", ""), ("data@x.example?bcc=all@x.example", ""), ("<data@x.example>", ""),
        ("data@x.example\nBcc: y@x.example", ""), ("données@x.example", ""),
    ),
)  # fmt: skip
def test_e_mail_addresses(text: str, address: str) -> None:
    assert mail_iri(text) == address


@given(st.text() | st.text("htps:/@.?#%[]a0 é<>\\").map("https://x.example".__add__))
def test_an_address_is_legal_and_stays_as_it_is(text: str) -> None:
    address = http_iri(text)
    assert not address or re.fullmatch(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+", address)
    assert http_iri(address) == address
    assert not re.search(r"%(?![0-9A-Fa-f]{2})", address)


def test_a_path_is_made_whole() -> None:
    assert absolute(SITE_URL, "datasets/x/a b#c?.csv") == f"{SITE_URL}datasets/x/a%20b%23c%3F.csv"
