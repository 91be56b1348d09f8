from __future__ import annotations

import pytest

from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.pages import Material, listing_pages
from disclosurelog.outputs.statistics import make_figures
from disclosurelog.publishing.render import Renderer
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.vocabularies import read_law
from tests.factories import SITE_URL, catalogue, disclosure

# One provision of every class and every answer about the public interest that the vocabulary has.
PROVISIONS = {(p.kind, p.public_interest_test): p for p in read_law().provisions.values()}


@pytest.mark.parametrize("about", PROVISIONS, ids=" ".join)
def test_the_list_of_a_provision_explains_it(about: tuple[str, str]) -> None:
    provision = PROVISIONS[about]
    cited = f"{provision.legislation} {provision.provision}"
    made = catalogue(disclosure(exemptions=cited, legislation=provision.legislation))
    material = Material(made, FacetTable.of(made), make_figures(made), read_standard())
    (page,) = (p for p in listing_pages(material) if p.values.get("provision") is not None and p.values["total"])
    text = "".join(Renderer(made, SITE_URL).page(page))
    assert f'<a href="{provision.url}">{cited} at legislation.gov.uk</a>' in text
    assert read_law().legislation[provision.legislation].title in text
    answers = {
        "yes": "<dd>Yes: it may be relied on only if",
        "no": "<dd>No</dd>",
        "sometimes": "<dd>In some cases</dd>",
    }
    assert answers[provision.public_interest_test] in text


def test_every_provision_of_the_laws_in_use_is_explained_once() -> None:
    made = catalogue(
        disclosure(reference="A", exemptions="FOIA s.40(2)", legislation="FOIA"),
        disclosure(reference="B", legislation="EIR", exemptions="EIR reg.12(4)(b)"),
    )
    pages = list(listing_pages(Material(made, FacetTable.of(made), make_figures(made), read_standard())))
    explained = {
        (page.values["provision"].legislation, page.values["provision"].provision): page.values["total"]
        for page in pages
        if page.values.get("provision")
    }
    laws = {law for law, _ in read_law().provisions if law in ("FOIA", "EIR")}
    assert explained.keys() == {key for key in read_law().provisions if key[0] in laws}
    assert {key for key, total in explained.items() if total} == {("FOIA", "s.40(2)"), ("EIR", "reg.12(4)(b)")}
    assert len({page.path for page in pages}) == len(pages)
    (index,) = (page for page in pages if page.path == "browse/exemption/")
    text = "".join(Renderer(made, SITE_URL).page(index))
    assert text.count('<li><a href="@/browse/exemption/') == len(explained)


def test_a_provision_that_nobody_relied_on_says_so() -> None:
    made = catalogue(disclosure(exemptions="FOIA s.40(2)", legislation="FOIA"))
    pages = listing_pages(Material(made, FacetTable.of(made), make_figures(made), read_standard()))
    (page,) = (page for page in pages if page.path == "browse/exemption/foia-s-42/")
    text = "".join(Renderer(made, SITE_URL).page(page))
    assert "No disclosure in this log relies on it." in text
    assert "<ul" not in text
    assert "0 disclosures" not in text
