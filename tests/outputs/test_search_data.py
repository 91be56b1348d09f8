from __future__ import annotations

import json
from typing import Any

import pytest

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.gists import GIST_LIMIT
from disclosurelog.outputs.search_data import (
    ROWS_PER_CHUNK,
    make_facet_file,
    make_row_files,
)
from tests.factories import catalogue, change, disclosure, log_of, release


def many(count: int) -> Catalogue:
    return catalogue(*(disclosure(reference=f"FOI-{n:05}", date_responded="2024") for n in range(count)))


def facet_file(made: Catalogue) -> dict[str, Any]:
    file = make_facet_file(made, FacetTable.of(made))
    assert file.path == "search/facets.json"
    content: dict[str, Any] = json.loads(file.content)
    return content


def row_files(made: Catalogue) -> list[list[dict[str, Any]]]:
    files = list(make_row_files(made))
    assert [file.path for file in files] == [f"search/rows/{n}.json" for n in range(len(files))]
    return [json.loads(file.content) for file in files]


def mixed() -> Catalogue:
    return catalogue(
        disclosure(reference="FOI-1", date_responded="2024-03-28", topics="parking; roads", outcome="Refused"),
        disclosure(reference="FOI-2", date_responded="2023-05", topics="parking"),
        disclosure(reference="FOI-3", date_responded="2022"),
        disclosure(reference="FOI-4"),
    )


def test_the_columns_say_of_each_row_which_values_it_has() -> None:
    content = facet_file(mixed())
    assert content["count"] == 4
    assert content["references"] == ["FOI-1", "FOI-2", "FOI-3", "FOI-4"]
    assert content["dates"] == [20240328, 20230501, 20220101, 0]
    facets = {facet["name"]: facet for facet in content["facets"]}
    assert facets["topic"]["values"] == [["parking", "parking"], ["roads", "roads"]]
    assert facets["topic"]["rows"] == [[0, 1], 0, -1, -1]
    assert facets["year"]["values"][-1] == ["not-stated", "Not stated"]
    assert facets["year"]["rows"] == [0, 1, 2, 3]
    assert facets["outcome"]["rows"] == [0, 1, 1, 1]


def test_the_columns_and_the_browse_pages_count_the_same() -> None:
    made = mixed()
    content = facet_file(made)
    for (facet, values), column in zip(FacetTable.of(made).facets, content["facets"], strict=True):
        assert facet.name == column["name"]
        assert len(column["rows"]) == content["count"]
        rows = [row if isinstance(row, list) else [row] for row in column["rows"]]
        counts = [sum(index in row for row in rows) for index in range(len(values))]
        assert counts == [len(value.disclosures) for value in values], facet.name


@pytest.mark.parametrize(("count", "files"), [(0, 0), (1, 1), (ROWS_PER_CHUNK, 1), (ROWS_PER_CHUNK + 1, 2)])
def test_rows_are_so_many_to_a_file_in_the_order_of_the_columns(count: int, files: int) -> None:
    made = many(count)
    chunks = row_files(made)
    assert len(chunks) == files
    assert all(len(chunk) == ROWS_PER_CHUNK for chunk in chunks[:-1])
    content = facet_file(made)
    assert [row["reference"] for chunk in chunks for row in chunk] == content["references"]


def test_a_row_has_what_a_result_shows() -> None:
    made = catalogue(
        disclosure(
            date_responded="2024-03",
            outcome="Granted in part",
            department="Parking; Roads",
            legislation="FOIA",
            summary="How many\n\n  notices?",
            releases=(release(is_dataset=True),),
        )
    )
    ((row,),) = row_files(made)
    assert row == {
        "path": "disclosures/anytown-council--foi-2024-0001/",
        "title": "Parking penalties by street",
        "text": "How many notices?",
        "outcome": "Granted in part",
        "tone": "part",
        "date": "March 2024",
        "department": "Parking, Roads",
        "reference": "FOI-2024-0001",
        "authority": "Anytown Council",
        "licences": [["Personal use and journalism", False], ["OGL v3.0", True]],
        "data": True,
    }


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ({"summary": "a", "request": "b", "response": "c"}, "a"),
        ({"request": "b", "response": "c"}, "b"),
        ({"response": "c"}, "c"),
        ({}, ""),
        ({"summary": "None"}, "None"),
        ({"summary": "word " * 100}, "word " * 38 + "word…"),
    ],
)
def test_a_row_shows_the_summary_or_what_there_is(texts: dict[str, str], shown: str) -> None:
    ((row,),) = row_files(catalogue(disclosure(**texts)))
    assert len(row["text"]) <= GIST_LIMIT
    assert row["text"] == shown or (shown.endswith("…") and row["text"].startswith(shown[:-1]))


def test_what_was_withdrawn_cannot_be_searched() -> None:
    gone = disclosure(reference="FOI-9", title="Secret", response="Secret", topics="secret")
    made = catalogue(logs=[log_of(disclosure(), gone, changes=(change(reference="FOI-9", kind="withdrawal"),))])
    files = [make_facet_file(made, FacetTable.of(made)), *make_row_files(made)]
    for file in files:
        assert b"FOI-9" not in file.content
        assert b"ecret" not in file.content


def test_the_bytes_are_the_same_every_time() -> None:
    assert facet_file(mixed()) == facet_file(mixed())
    assert list(make_row_files(mixed())) == list(make_row_files(mixed()))
