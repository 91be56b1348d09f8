"""The index of words as it is written; what it finds is compared with SQLite's in ``tests/browser/test_words.py``."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.errors import SetUpError
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs import words
from disclosurelog.outputs.words import FOLDER, make_piece, make_word_files, pieces_of, split, stems_of, texts_of
from disclosurelog.publishing import site
from disclosurelog.reading import aside
from tests.factories import catalogue, change, disclosure, log_of, question, release


def files_of(disclosures: Sequence[Disclosure], cores: int = 1) -> list[OutputFile]:
    return make_word_files([make_piece(disclosures, rows) for rows in pieces_of(len(disclosures), cores)])


def read(files: Sequence[OutputFile]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return the root file, and all shards of steps and of places as one."""
    contents = {file.path: json.loads(file.content) for file in files}
    root = contents.pop(f"{FOLDER}index.json")
    merged: dict[str, dict[str, Any]] = {"steps": {}, "places": {}}
    for path, content in contents.items():
        merged[path.rpartition("/")[2].partition("-")[0]].update(content)
    return root, merged["steps"], merged["places"]


def various(count: int) -> list[Disclosure]:
    rng = random.Random(7)
    known = [f"{a}{b}ing" for a in "bcdfgh" for b in ("an", "ell", "ood", "éf", "2")] + ["the"] * 20
    return [
        disclosure(
            reference=f"FOI-{n}",
            title=" ".join(rng.choices(known, k=4)),
            response=" ".join(rng.choices(known, k=rng.randint(0, 60))),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Parking, in Mill-Lane!", ["parking", "in", "mill", "lane"]),
        ("don't snake_case £1,234.56", ["don", "t", "snake", "case", "1", "234", "56"]),
        ("the council’s “Café” – e\u0301tude", ["the", "council", "s", "cafe", "etude"]),
        ("ŵyl Łódź 10 µg 10 μg ΑΣ", ["wyl", "łodz", "10", "μg", "10", "μg", "ασ"]),
        ("a\u00a0b\u2028c\td\x1fe", ["a", "b", "c", "d", "e"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_words(text: str, found: list[str]) -> None:
    assert split(text) == found


def test_stems_are_sqlites() -> None:
    known = ["councils", "council", "vacancies", "vacancy", "2024", "the", "łodz"]
    assert list(stems_of(known).values()) == ["council", "council", "vacanc", "vacanc", "2024", "the", "łodz"]
    assert stems_of([]) == {}


def test_an_sqlite_without_full_text_search_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_TOKENIZER", "a tokenizer that is not there")
    with pytest.raises(SetUpError, match="has no full-text search"):
        stems_of(["word"])


def test_steps_and_places_of_a_stem() -> None:
    made = [
        disclosure(title="Parks", summary="the park", response="Parking in the park"),
        disclosure(title="Nothing"),
        disclosure(title="The park", request="parks"),
    ]
    root, steps, places = read(files_of(made))
    assert root["lengths"] == [1 + 3 + 2 + 4, 4, 2 + 3 + 1]
    assert root["weights"] == [1, words.TITLE_WEIGHT]
    # The text begins with the reference, three words and an empty place.
    assert (steps["park"], places["park"]) == ([[0, 0, 0, 2], [0, 2]], [[5, 7, 10, 4], [0, 1]])
    assert (steps["the"], places["the"]) == ([[0, 0], [2]], [[4, 9], [0]])
    assert steps["noth"] == [[], [1]]


def test_all_its_words_are_found_and_no_boilerplate() -> None:
    made = disclosure(
        reference="FOI-1", summary="thesummary", request="therequest", response="theresponse", withheld="thenames",
        topics="parking; roads", public_interest_test="thetest", is_dataset=True,
        questions=(question(heading="howmany", question="thequestion", answer="theanswer"),),
        releases=(release(title="thefile", description="ofstreets"),),
    )  # fmt: skip
    assert texts_of(made) == (
        "FOI-1", "thesummary", "therequest", "howmany", "thequestion", "theanswer", "theresponse", "thenames",
        "thefile", "ofstreets", "parking", "roads",
    )  # fmt: skip


def test_what_was_withdrawn_is_not_in_it() -> None:
    gone = disclosure(reference="FOI-9", title="Secret", response="Secret", topics="secret")
    made = catalogue(logs=[log_of(disclosure(), gone, changes=(change(reference="FOI-9", kind="withdrawal"),))])
    files = site.make_words(made, 1)
    assert files
    assert not any(b"secret" in file.content for file in files)


def test_files_are_cut_between_stems_in_the_order_of_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "SHARD_SIZE", 200)
    made = [*various(40), disclosure(title="\U00010400 \ufb01 zebra")]
    files = files_of(made)
    root, steps, places = read(files)
    for kind, merged in (("steps", steps), ("places", places)):
        cut = [file for file in files if f"/{kind}-" in file.path]
        assert [file.path for file in cut] == [f"{FOLDER}{root['folder']}/{kind}-{n}.json" for n in range(len(cut))]
        contents = [list(json.loads(file.content)) for file in cut]
        assert [stems[0] for stems in contents] == root[kind]
        stems = [stem for of_file in contents for stem in of_file]
        assert stems == sorted(merged, key=lambda stem: stem.encode("utf-16-be"))
        assert all(len(file.content.decode()) <= 202 or len(of) == 1 for file, of in zip(cut, contents, strict=True))
        assert len(cut) > 5


@pytest.mark.parametrize("total", [0, 1, 3, 40])
@pytest.mark.parametrize(("most", "cores"), [(7, 1), (7, 3), (1, 1), (40, 5)])
def test_the_bytes_are_the_same_however_it_was_cut(
    monkeypatch: pytest.MonkeyPatch, total: int, most: int, cores: int
) -> None:
    made = various(total)
    whole = files_of(made)
    monkeypatch.setattr(words, "MOST_IN_PIECE", most)
    pieces = pieces_of(total, cores)
    assert [row for rows in pieces for row in rows] == list(range(total))
    assert all(len(rows) <= most for rows in pieces)
    assert files_of(made, cores) == whole


def test_several_processes_make_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "CORES", 3)
    monkeypatch.setattr(words, "MOST_IN_PIECE", 11)
    made = catalogue(*various(50))
    assert site.make_words(made, 3) == site.make_words(made, 1)


def test_a_changed_word_changes_the_folder() -> None:
    folders = {read(files_of([disclosure(title=title)]))[0]["folder"] for title in ("Parks", "Roads", "Parks")}
    assert len(folders) == 2


def test_as_sqlite_reads_the_places() -> None:
    """Steps and places lead to the very words: each stem is found where it is said to be."""
    made = various(30)
    _, steps, places = read(files_of(made))
    for stem, lists in steps.items():
        for column, of_column in enumerate(lists):
            row = 0
            for step, place in zip(of_column, places[stem][column], strict=True):
                row += step
                texts = (made[row].title,) if column else texts_of(made[row])
                found = [word for text in texts for word in (*split(text), "")]
                assert stems_of([found[place]])[found[place]] == stem
