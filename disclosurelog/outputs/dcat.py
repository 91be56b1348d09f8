"""The catalogue as linked data: DCAT 3, as DCAT-AP 3.0.1 profiles it.

One graph is made and written three times. It has no blank nodes: what has no address of its own is a fragment
of the page or the file that it belongs to, so that the same catalogue is the same bytes. What the shapes of
DCAT-AP ask of a term of somebody else's vocabulary, its class and its name, is stated with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import quote

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from disclosurelog.model.datasets import FREQUENCIES
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.distributions import DataCatalogue, Described, Distribution
from disclosurelog.outputs.iris import absolute, http_iri, identifier_of, mail_iri
from disclosurelog.outputs.rdf_forms import FORMS, empty_graph
from disclosurelog.outputs.terms import Terms, description_of, terms_of
from disclosurelog.outputs.xml_text import legal

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
ODRS = Namespace("http://schema.theodi.org/odrs#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_EU = Namespace("http://publications.europa.eu/resource/authority/")
_LICENCE_TYPES = Namespace("http://purl.org/adms/licencetype/")
_IANA = Namespace("https://www.iana.org/assignments/media-types/")

_PREFIXES: Mapping[str, str] = {
    "adms": str(ADMS), "dcat": str(DCAT), "dcatap": str(DCATAP), "dct": str(DCTERMS), "foaf": str(FOAF),
    "odrs": str(ODRS), "rdf": str(RDF), "rdfs": str(RDFS), "skos": str(SKOS), "spdx": str(SPDX),
    "vcard": str(VCARD), "xsd": str(XSD),
}  # fmt: skip
_ENGLISH, _THEME, _PUBLIC = _EU["language/ENG"], _EU["data-theme/GOVE"], _EU["access-right/PUBLIC"]
_STABLE, _COMPLETED = _EU["planned-availability/STABLE"], _EU["distribution-status/COMPLETED"]
_SHA256 = SPDX.checksumAlgorithm_sha256
_FILE_TYPES = {
    "csv": "CSV", "json": "JSON", "ods": "ODS", "parquet": "PARQUET", "pdf": "PDF", "xlsx": "XLSX", "zip": "ZIP",
}  # fmt: skip
_KINDS_OF_LICENCE = {
    "OGL-UK": "Attribution", "CC-BY": "Attribution", "CC0": "PublicDomain", "NCGL": "NonCommercialUseOnly",
}  # fmt: skip
"""The type of a licence in ADMS's vocabulary, by how its id begins."""

Triple = tuple[URIRef, URIRef, Node]


def make_dcat(catalogue: DataCatalogue) -> Iterator[OutputFile]:
    """Yield ``/data/catalogue.ttl``, ``.rdf`` and ``.jsonld``: the same graph three times."""
    graph = graph_of(catalogue)
    for extension, form in FORMS.items():
        yield OutputFile(f"data/catalogue.{extension}", form(graph))


def graph_of(catalogue: DataCatalogue) -> Graph:
    """Return the catalogue as a graph."""
    graph = empty_graph(_PREFIXES)
    parts = (_catalogue(catalogue), *(_dataset(described, catalogue) for described in catalogue.datasets))
    for triple in chain(*parts, _terms_used(catalogue)):
        graph.add(triple)
    return graph


def _words(text: str) -> Literal:
    """Return words for people. What XML cannot hold is replaced, or the three files would differ."""
    return Literal(legal(text), lang="en")


def _plain(text: str) -> Literal:
    return Literal(legal(text))


def _date(day: PartialDate) -> Literal:
    """Return a date, typed by how much of it is known."""
    kind = XSD.gYear if day.month is None else XSD.gYearMonth if day.day is None else XSD.date
    return Literal(str(day), datatype=kind, normalize=False)


def _dates(subject: URIRef, *dates: tuple[URIRef, PartialDate | None]) -> Iterator[Triple]:
    yield from ((subject, name, _date(day)) for name, day in dates if day)


def _linked(subject: URIRef, name: URIRef, address: str, kind: URIRef) -> Iterator[Triple]:
    """Yield a link to an address and what is there, if there is an address."""
    if address:
        yield subject, name, URIRef(address)
        yield URIRef(address), RDF.type, kind


def _agent(name: str, website: str, catalogue: DataCatalogue) -> tuple[URIRef, Iterator[Triple]]:
    """Return who publishes: one address for one name, and what is known of them."""
    agent = URIRef(f"{catalogue.page}#publisher-{quote(name, safe='', errors='replace')}")

    def known() -> Iterator[Triple]:
        yield agent, RDF.type, FOAF.Agent
        yield agent, FOAF.name, _words(name)
        yield from _linked(agent, FOAF.homepage, http_iri(website), FOAF.Document)

    return agent, known()


def _catalogue(catalogue: DataCatalogue) -> Iterator[Triple]:
    """Yield what the catalogue says of itself. No licence: that of its parts is not that of the whole."""
    own = URIRef(f"{catalogue.page}#catalogue")
    publisher, known = _agent(catalogue.publisher, catalogue.publisher_url, catalogue)
    yield own, RDF.type, DCAT.Catalog
    yield own, DCTERMS.title, _words(catalogue.title)
    yield own, DCTERMS.description, _words(catalogue.description or catalogue.title)
    yield own, DCTERMS.publisher, publisher
    yield own, DCTERMS.language, _ENGLISH
    yield own, DCAT.themeTaxonomy, _EU["data-theme"]
    yield from _linked(own, FOAF.homepage, catalogue.site_url, FOAF.Document)
    yield from _dates(own, (DCTERMS.modified, catalogue.modified))
    yield from known
    for described in catalogue.datasets:
        yield own, DCAT.dataset, URIRef(absolute(catalogue.site_url, described.path) + "#dataset")


def _dataset(described: Described, catalogue: DataCatalogue) -> Iterator[Triple]:
    page = absolute(catalogue.site_url, described.path)
    own = URIRef(f"{page}#dataset")
    publisher, known = _agent(described.publisher, described.publisher_url, catalogue)
    yield own, RDF.type, DCAT.Dataset
    yield own, DCTERMS.identifier, _plain(identifier_of(described.identifier, page))
    yield own, DCTERMS.title, _words(described.title)
    yield own, DCTERMS.description, _words(description_of(described))
    yield own, DCTERMS.publisher, publisher
    yield own, DCTERMS.language, _ENGLISH
    yield own, DCTERMS.accessRights, _PUBLIC
    yield own, DCAT.theme, _THEME
    yield from ((own, DCAT.keyword, _words(keyword)) for keyword in described.keywords)
    yield from _dates(own, (DCTERMS.issued, described.issued), (DCTERMS.modified, described.modified))
    if described.frequency:
        yield own, DCTERMS.accrualPeriodicity, _frequency(described.frequency)
    yield from _linked(own, DCAT.landingPage, page, FOAF.Document)
    yield from known
    yield from _contact(own, described, URIRef(f"{page}#contact"))
    yield from _period(own, described, URIRef(f"{page}#period"))
    yield from _provenance(own, described, URIRef(f"{page}#provenance"), catalogue.site_url)
    for distribution in described.distributions:
        terms = terms_of(distribution, described, catalogue.site_url)
        yield from _distribution(own, distribution, terms, page, catalogue.site_url)


def _contact(dataset: URIRef, described: Described, contact: URIRef) -> Iterator[Triple]:
    ways = [
        (VCARD.hasEmail, mail_iri(described.contact_email)),
        (VCARD.hasURL, http_iri(described.contact_url)),
    ]
    if any(address for _, address in ways):
        yield dataset, DCAT.contactPoint, contact
        yield contact, RDF.type, VCARD.Kind
        yield contact, RDF.type, VCARD.Organization
        yield contact, VCARD.fn, _words(described.publisher)
        yield from ((contact, name, URIRef(address)) for name, address in ways if address)


def _period(dataset: URIRef, described: Described, period: URIRef) -> Iterator[Triple]:
    start, end = described.period
    if start or end:
        yield dataset, DCTERMS.temporal, period
        yield period, RDF.type, DCTERMS.PeriodOfTime
        yield from _dates(period, (DCAT.startDate, start), (DCAT.endDate, end))


def _provenance(dataset: URIRef, described: Described, provenance: URIRef, site_url: str) -> Iterator[Triple]:
    """Yield the disclosure that a dataset came from. Not as its ``dct:source``, which must be a dataset."""
    if described.source:
        address = absolute(site_url, described.source)
        yield dataset, DCTERMS.isReferencedBy, URIRef(address)
        yield dataset, DCTERMS.provenance, provenance
        yield provenance, RDF.type, DCTERMS.ProvenanceStatement
        yield provenance, RDFS.label, _words(f"Released with the answer to a request for information: {address}")


def _distribution(
    dataset: URIRef, distribution: Distribution, terms: Terms, page: str, site_url: str
) -> Iterator[Triple]:
    file = absolute(site_url, distribution.path)
    own, rights, checksum = (URIRef(f"{file}#{part}") for part in ("distribution", "rights", "checksum"))
    yield dataset, DCAT.distribution, own
    yield own, RDF.type, DCAT.Distribution
    yield own, DCTERMS.title, _words(distribution.title)
    yield own, DCAT.accessURL, URIRef(page)
    yield own, DCAT.downloadURL, URIRef(file)
    yield own, DCAT.mediaType, _media_type(distribution.media_type)
    if distribution.extension in _FILE_TYPES:
        yield own, DCTERMS["format"], _file_type(distribution.extension)
    yield own, DCAT.byteSize, Literal(str(distribution.size), datatype=XSD.nonNegativeInteger, normalize=False)
    yield own, DCATAP.availability, _STABLE
    yield own, ADMS.status, _COMPLETED
    yield own, DCTERMS.license, URIRef(terms.url)
    yield own, DCTERMS.rights, rights
    yield rights, RDF.type, DCTERMS.RightsStatement
    yield rights, RDFS.label, _words(f"{terms.statement} {terms.attribution}".strip())
    if terms.attribution:
        yield rights, ODRS.attributionText, _words(terms.attribution)
    yield own, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, _SHA256
    yield checksum, SPDX.checksumValue, Literal(distribution.sha256, datatype=XSD.hexBinary, normalize=False)
    if distribution.schema_path:
        schema = absolute(site_url, distribution.schema_path)
        yield from _linked(own, DCTERMS.conformsTo, schema, DCTERMS.Standard)


def _frequency(name: str) -> URIRef:
    return _EU[f"frequency/{FREQUENCIES[name][1]}"]


def _media_type(name: str) -> URIRef:
    return _IANA[quote(name, safe="/+", errors="replace")]


def _file_type(extension: str) -> URIRef:
    return _EU[f"file-type/{_FILE_TYPES[extension]}"]


def _concept(term: URIRef, name: str, scheme: URIRef, kind: URIRef = SKOS.Concept) -> Iterator[Triple]:
    yield term, RDF.type, kind
    yield term, SKOS.prefLabel, _words(name)
    yield term, SKOS.inScheme, scheme


def _terms_used(catalogue: DataCatalogue) -> Iterator[Triple]:
    """Yield the class and the name of each term of a vocabulary that the catalogue uses."""
    for scheme, title in ((_EU["data-theme"], "Data theme"), (_EU["distribution-status"], "Distribution status")):
        yield scheme, RDF.type, SKOS.ConceptScheme
        yield scheme, DCTERMS.title, _words(title)
    yield from _concept(_THEME, "Government and public sector", _EU["data-theme"])
    yield from _concept(_ENGLISH, "English", _EU["language"], DCTERMS.LinguisticSystem)
    yield from _concept(_PUBLIC, "public", _EU["access-right"], DCTERMS.RightsStatement)
    yield from _concept(_STABLE, "stable", _EU["planned-availability"])
    yield from _concept(_COMPLETED, "completed", _EU["distribution-status"])
    yield _SHA256, RDF.type, SPDX.ChecksumAlgorithm
    for frequency in _once(described.frequency for described in catalogue.datasets):
        yield from _concept(_frequency(frequency), frequency, _EU["frequency"], DCTERMS.Frequency)
    files = [file for described in catalogue.datasets for file in described.distributions]
    for extension in _once(file.extension for file in files if file.extension in _FILE_TYPES):
        yield from _concept(_file_type(extension), extension.upper(), _EU["file-type"], DCTERMS.MediaTypeOrExtent)
    for media_type in _once(file.media_type for file in files):
        yield _media_type(media_type), RDF.type, DCTERMS.MediaType
    yield from _licences(catalogue)


def _once(found: Iterable[str]) -> Iterator[str]:
    """Yield what there is, each once."""
    yield from (text for text in dict.fromkeys(found) if text)


def _licences(catalogue: DataCatalogue) -> Iterator[Triple]:
    every = (terms_of(file, d, catalogue.site_url) for d in catalogue.datasets for file in d.distributions)
    for terms in {terms.url: terms for terms in every}.values():
        licence = URIRef(terms.url)
        yield licence, RDF.type, DCTERMS.LicenseDocument
        yield licence, DCTERMS.title, _words(terms.licence.title if terms.licence else terms.statement)
        stated = terms.licence.id if terms.licence else ""
        kind = next((kind for start, kind in _KINDS_OF_LICENCE.items() if stated.startswith(start)), "")
        if kind:
            yield licence, DCTERMS.type, _LICENCE_TYPES[kind]
            yield from _concept(_LICENCE_TYPES[kind], kind, _LICENCE_TYPES["1.0"])
