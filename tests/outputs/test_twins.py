from __future__ import annotations

import csv
import io
import itertools
import json
from typing import Any

import pytest

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.findings import Place
from disclosurelog.model.outputs import OutputFile
from disclosurelog.model.standard import ADDED_COLUMNS, TABLES
from disclosurelog.outputs.twins import (
    cell_of,
    json_of,
    make_released,
    make_schemas,
    make_twins,
    released_path,
)
from disclosurelog.reading.rows import read_rows
from disclosurelog.reading.standard import read_standard
from tests.factories import SITE_URL, catalogue, change, disclosure, log_csv, log_of, question, release, released

STANDARD = read_standard()
FIELDS = [field.name for field in STANDARD["disclosures"].fields]
TEXTS = ("title", "summary", "request", "response", "withheld", "public_interest_test", "third_party_rights",
         "regulator_reference", "source_url")  # fmt: skip
WORDS = (
    "None",
    "NA",
    "nan",
    "null",
    "007",
    "1e5",
    "TRUE",
    "=1+1",
    "+1",
    "@x",
    "-1",
    " x ",
    "a\nb",
    "a\r\nb",
    "a\rb",
    '"',
    "é🦆",
)


def twins(made: Catalogue) -> list[dict[str, Any]]:
    return [json.loads(file.content) for file in make_twins(made, range(len(made.disclosures)), STANDARD, SITE_URL)]


def rows(made: Catalogue) -> list[dict[str, str]]:
    text = log_csv(made).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def full() -> Catalogue:
    """Return a catalogue of a disclosure that has everything."""
    return catalogue(
        disclosure(
            legislation="FOIA",
            exemptions="FOIA s.40(2); FOIA s.43(2)",
            topics="parking; roads",
            is_dataset=True,
            date_responded="2024-03",
            questions=(question(outcome="Refused", extra=(("officer", "A"),)),),
            releases=(released("/x/files/map.csv"), release(is_dataset=True)),
            changes=(change(),),
            extra=(("ward", "North"),),
        )
    )


@pytest.mark.parametrize(
    ("value", "cell", "as_json"),
    [
        (None, "", None),
        ("", "", None),
        (True, "yes", True),
        (False, "no", False),
        ((), "", []),
        (("a", "b"), "a; b", ["a", "b"]),
        ("007", "007", "007"),
        ("None", "None", "None"),
    ],
)
def test_a_value_in_a_cell_and_in_json(value: object, cell: str, as_json: object) -> None:
    assert cell_of(value) == cell
    assert json_of(value) == as_json


def test_the_twin_has_every_field_of_the_standard() -> None:
    (twin,) = twins(full())
    assert set(FIELDS) <= twin.keys()
    for part, table in (("questions", "questions"), ("releases", "releases"), ("changes", "changes")):
        assert twin[part]
        for item in twin[part]:
            assert {field.name for field in STANDARD[table].fields} <= item.keys(), part


def test_the_twin_states_its_licence_its_address_and_its_parts() -> None:
    (twin,) = twins(full())
    address = f"{SITE_URL}disclosures/anytown-council--foi-2024-0001/"
    assert twin["url"] == address
    assert twin["authority"] == "anytown-council"
    assert (twin["is_dataset"], twin["topics"], twin["date_responded"]) == (True, ["parking", "roads"], "2024-03")
    assert twin["exemptions"] == ["FOIA s.40(2)", "FOIA s.43(2)"]
    assert twin["summary"] is None
    assert twin["ward"] == "North"
    assert twin["licence"]["id"] == "OGL-UK-3.0"
    assert twin["licence"]["attribution"].startswith("Contains public sector information")
    assert "is a dataset" in twin["licence"]["reason"]
    assert twin["questions"][0]["url"] == f"{address}#question-1"
    assert twin["questions"][0]["officer"] == "A"
    assert twin["releases"][0]["file"] == f"{address}map.csv"
    assert twin["releases"][0]["bytes"] == 12
    assert [item["licence"]["id"] for item in twin["releases"]] == ["personal-and-journalism", "OGL-UK-3.0"]


def test_the_log_has_the_standards_columns_then_the_authoritys_then_the_licence() -> None:
    text = log_csv(full()).decode()
    header = next(csv.reader(io.StringIO(text, newline="")))
    assert header == [
        *(name for name in FIELDS if name != "licence"),
        "ward",
        *(name for name, _, _ in ADDED_COLUMNS["disclosures"]),
    ]
    (row,) = rows(full())
    assert (row["licence"], row["authority"], row["ward"]) == ("OGL-UK-3.0", "anytown-council", "North")
    assert row["licence_url"].startswith("https://www.nationalarchives.gov.uk/")
    assert row["url"] == f"{SITE_URL}disclosures/anytown-council--foi-2024-0001/"


def test_our_own_strict_reader_reads_what_we_write() -> None:
    made = catalogue(*(disclosure(reference=f"FOI-{n}", response=word) for n, word in enumerate(WORDS)))
    read, findings = read_rows(log_csv(made), "disclosures.csv")
    assert findings == []
    assert read is not None
    assert len(read.cells) == len(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_no_word_is_changed_on_its_way_out(word: str) -> None:
    made = catalogue(disclosure(**dict.fromkeys(TEXTS, word), extra=(("own", word),)))
    (row,), (twin,) = rows(made), twins(made)
    for name in (*TEXTS, "own"):
        assert row[name] == word, name
        assert twin[name] == word, name


def test_what_another_authority_has_a_column_for_is_blank() -> None:
    logs = [
        log_of(disclosure(extra=(("ward", "North"),)), name="anytown"),
        log_of(disclosure(extra=(("office", "2"),)), name="beetown"),
    ]
    assert {(row["authority"], row["ward"], row["office"]) for row in rows(catalogue(logs=logs))} == {
        ("anytown", "North", ""),
        ("beetown", "", "2"),
    }


def test_what_was_withdrawn_is_in_no_export() -> None:
    gone = disclosure(reference="FOI-9", title="Secret", response="Secret", releases=(released("/x/secret.csv"),))
    ledger = change(reference="FOI-9", kind="withdrawal", explanation="It named somebody.")
    made = catalogue(logs=[log_of(disclosure(), gone, changes=(ledger,))])
    files = [
        *make_twins(made, range(len(made.disclosures)), STANDARD, SITE_URL),
        *make_released(made),
        *(OutputFile(f"data/{kind}.csv", log_csv(made, kind)) for kind in ("disclosures", "questions", "releases")),
    ]
    for file in files:
        assert "FOI-9" not in file.path
        assert b"ecret" not in file.content
        assert "secret" not in (file.copy_of or "")


NAMES = ("a/x.csv", "b/x.csv", "c/x.csv", "a/x-2.csv", "b/x-2.csv", "a/x-3.csv", "a/y.csv")


def _paths(sources: tuple[str, ...]) -> dict[str, set[str]]:
    """Return the addresses that each file on disk has among the releases of one disclosure."""
    made = disclosure(releases=tuple(released(source) for source in sources))
    found: dict[str, set[str]] = {}
    for item in made.releases:
        found.setdefault(item.file, set()).add(released_path(made, item))
    return found


@pytest.mark.parametrize("sources", [(name,) for name in NAMES], ids=str)
def test_a_released_file_stands_beside_its_disclosure(sources: tuple[str, ...]) -> None:
    ((path,),) = _paths(sources).values()
    assert path == f"disclosures/anytown-council--foi-2024-0001/{sources[0].rpartition('/')[2]}"


def test_every_released_file_has_one_address_that_no_other_has() -> None:
    for sources in itertools.product(NAMES, repeat=3):
        found = _paths(sources)
        assert all(len(paths) == 1 for paths in found.values()), sources
        assert len(set().union(*found.values())) == len(found), sources


@pytest.mark.parametrize("name", ["index.json", "index.csv", "index.txt", "INDEX.json"])
def test_a_released_file_never_takes_the_place_of_the_page_or_its_twin(name: str) -> None:
    item = released(f"/x/{name}", name.lower())
    made = catalogue(disclosure(releases=(item,)))
    ours = {file.path for file in make_twins(made, range(len(made.disclosures)), STANDARD, SITE_URL)} | {
        made.disclosures[0].path + "index.html"
    }
    assert ours.isdisjoint(file.path for file in make_released(made))


def test_each_released_file_is_copied_once_and_as_it_stands() -> None:
    made = catalogue(disclosure(releases=(released("/x/a.csv"), released("/x/a.csv"), released("/y/a.csv"), release())))
    files = list(make_released(made))
    assert [(file.path.rpartition("/")[2], file.copy_of, file.content) for file in files[:1]] == [
        ("a.csv", "/x/a.csv", b"")
    ]
    assert sorted(file.copy_of or "" for file in files) == ["/x/a.csv", "/y/a.csv"]


def test_the_schemas_are_published_as_they_stand() -> None:
    files = list(make_schemas(STANDARD))
    assert [file.path for file in files] == [f"standard/{name}.schema.json" for name in TABLES]
    for file, table in zip(files, STANDARD.values(), strict=True):
        assert file.content.decode() == table.text


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    first, second = full(), full()
    assert log_csv(first) == log_csv(second)
    assert list(make_twins(first, range(len(first.disclosures)), STANDARD, SITE_URL)) == list(
        make_twins(second, range(len(second.disclosures)), STANDARD, SITE_URL)
    )


def test_where_a_row_stands_in_the_officers_file_is_not_published() -> None:
    made = catalogue(disclosure(place=Place("/home/officer/secret.csv", 7)))
    assert b"officer" not in log_csv(made)
    assert all(
        b"officer" not in file.content for file in make_twins(made, range(len(made.disclosures)), STANDARD, SITE_URL)
    )
