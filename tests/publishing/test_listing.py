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
    (page,) = (p for p in listing_pages(material) if p.path.startswith("browse/exemption/") and p.path.count("/") > 2)
    text = Renderer(made, SITE_URL).page(page)
    assert f'<a href="{provision.url}">{cited} at legislation.gov.uk</a>' in text
    assert read_law().legislation[provision.legislation].title in text
    answers = {
        "yes": "<dd>Yes: it may be relied on only if",
        "no": "<dd>No</dd>",
        "sometimes": "<dd>In some cases</dd>",
    }
    assert answers[provision.public_interest_test] in text
