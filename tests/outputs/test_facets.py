from __future__ import annotations

import pytest

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.outputs.facets import FACETS, NOT_STATED, FacetTable, values_of
from tests.factories import catalogue, disclosure, log_of, question, release

BY_NAME = {facet.name: facet for facet in FACETS}


def counted(name: str, *disclosures: Disclosure) -> list[tuple[str, int]]:
    """Return the facet's values with how many disclosures each has, in the order in which they are shown."""
    made = catalogue(*disclosures)
    return [(value.label, len(value.disclosures)) for value in values_of(BY_NAME[name], made)]


def several(**columns: list[object]) -> list[Disclosure]:
    """Return a disclosure for each of the values of a column."""
    ((name, values),) = columns.items()
    return [disclosure(reference=f"FOI-{n}", **{name: value}) for n, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("facet", "column", "values", "expected"),
    [
        ("year", "date_responded", ["2023", "2024-05", "2024-03-28", None, "2022-01-01"],
         [("2024", 2), ("2023", 1), ("2022", 1), (NOT_STATED, 1)]),
        ("year", "date_responded", [None, None, "2023"], [("2023", 1), (NOT_STATED, 2)]),
        ("outcome", "outcome", ["Refused", "Granted in full", "Refused", ""],
         [("Refused", 2), ("Granted in full", 1), (NOT_STATED, 1)]),
        ("outcome", "outcome", ["", "", "", "Refused"], [("Refused", 1), (NOT_STATED, 3)]),
        ("outcome", "outcome", ["Refused", "Lapsed"], [("Lapsed", 1), ("Refused", 1)]),
        ("legislation", "legislation", ["FOIA", "EIR", "FOIA", ""],
         [("Freedom of Information Act 2000", 2), ("The Environmental Information", 1), (NOT_STATED, 1)]),
        ("department", "department", ["Parking; Roads", "Parking", ""],
         [("Parking", 2), ("Roads", 1), (NOT_STATED, 1)]),
        ("topic", "topics", ["parking; roads", "parking", ()], [("parking", 2), ("roads", 1)]),
        ("exemption", "exemptions", ["FOIA s.40(2); FOIA s.43(2)", "FOIA s.40(2)", ()],
         [("FOIA s.40(2) ", 2), ("FOIA s.43(2) ", 1)]),
        ("data", "is_dataset", [True, False, None], [("Dataset to download", 1)]),
    ],
)  # fmt: skip
def test_values_are_counted_and_what_is_not_stated_comes_last(
    facet: str, column: str, values: list[object], expected: list[tuple[str, int]]
) -> None:
    found = counted(facet, *several(**{column: values}))
    assert [(label.startswith(start), count) for (label, count), (start, _) in zip(found, expected, strict=True)] == [
        (True, count) for _, count in expected
    ]


@pytest.mark.parametrize(
    ("spellings", "label", "count"),
    [
        (["Parking Services", "parking services", "Parking Services"], "Parking Services", 3),
        (["parking services", "Parking  Services", "parking services"], "parking services", 3),
        (["Café", "Cafe", "CAFÉ", "Café"], "Café", 4),
        (["Children's Services", "Children’s Services"], "Children’s Services", 2),
    ],
)
def test_spellings_of_one_department_are_one_value_named_as_most_name_it(
    spellings: list[object], label: str, count: int
) -> None:
    assert counted("department", *several(department=spellings)) == [(label, count)]


def test_a_disclosure_that_states_one_department_twice_is_counted_once() -> None:
    assert [count for _, count in counted("department", disclosure(department="Parking; parking; PARKING"))] == [1]


def test_the_exemptions_of_questions_count_for_their_disclosure_once() -> None:
    made = disclosure(exemptions="FOIA s.40(2)", questions=(question(exemptions="FOIA s.40(2)"), question(number="2")))
    assert [count for _, count in counted("exemption", made)] == [1]


def test_an_exemption_is_named_by_what_it_is_part_of() -> None:
    ((label, _),) = counted("exemption", disclosure(exemptions="FOIA s.31(2)(a)"))
    assert label.startswith("FOIA s.31(2)(a) ")
    assert len(label) > len("FOIA s.31(2)(a) ")


def test_a_disclosure_is_found_under_the_licence_of_its_answer_and_of_its_files() -> None:
    made = disclosure(legislation="FOIA", releases=(release(is_dataset=True), release(third_party_rights="yes")))
    assert {label for label, _ in counted("licence", made)} == {
        "Personal use and journalism",
        "Open Government Licence v3.0",
        "Rights of others apply",
    }


def test_a_release_that_is_a_dataset_is_data() -> None:
    assert counted("data", disclosure(releases=(release(is_dataset=True), release(is_dataset=True)))) == [
        ("Dataset to download", 1)
    ]


def test_authorities_are_apart_and_named() -> None:
    logs = [
        log_of(disclosure(), name="anytown", title="Anytown"),
        log_of(disclosure(), disclosure(reference="FOI-2"), name="anytown-north", title="North"),
    ]
    values = values_of(BY_NAME["authority"], catalogue(logs=logs))
    assert [(value.label, len(value.disclosures)) for value in values] == [("North", 2), ("Anytown", 1)]


def test_each_value_lists_the_newest_first_and_has_an_address_of_its_own() -> None:
    dates = ["2022-01-01", "2024-01-01", "2023-01-01"]
    made = catalogue(*(disclosure(reference=f"FOI-{n}", date_responded=d) for n, d in enumerate(dates)))
    for facet, values in FacetTable.of(made).facets:
        assert len({value.slug for value in values}) == len(values), facet.name
        for value in values:
            assert list(value.disclosures) == sorted(value.disclosures, key=lambda d: d.sort_key), facet.name


def test_a_facet_that_nothing_has_a_value_of_is_left_out() -> None:
    names = [facet.name for facet, _ in FacetTable.of(catalogue(disclosure())).facets]
    assert names == ["year", "outcome", "legislation", "department", "licence"]


def test_a_department_that_calls_itself_not_stated_comes_last_however_it_is_typed() -> None:
    found = counted("department", *several(department=["not stated", "not stated", "Parking", ""]))
    assert [count for _, count in found] == [1, 3]
