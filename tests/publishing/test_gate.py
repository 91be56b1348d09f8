"""What may pass, what is kept out, what stays: each from the folder of data to the site."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from disclosurelog.build import build, check
from disclosurelog.config import Config, make_config
from disclosurelog.model.errors import SiteError
from disclosurelog.publishing.report import Result
from tests.sites import ROOT, SMALL, Workplace, tree_of, write_dataset, write_log

Tables = Mapping[str, Sequence[Mapping[str, str]]]
WRONG = {"outcome": "Granted in full", "exemptions": "FOIA s.40(2)"}
"""An error of one answer: nothing was withheld, and yet an exemption is cited."""


def config_of(place: Workplace) -> Config:
    return make_config(ROOT / "mkdocs.yml", place.datasets, place.site, None, strict=False)


def publish(place: Workplace, tables: Tables, *, valid: bool = False) -> Result:
    write_log(place.datasets / "small-council", tables)
    return build(replace(config_of(place), publish_valid=valid))


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings if finding.severity.value == "error"]


def small(**changes: str) -> Tables:
    """Return the small log, its first disclosure changed."""
    first, second = SMALL["disclosures"]
    return {**SMALL, "disclosures": [{**first, **changes}, second]}


def register_beside(place: Workplace) -> dict[str, str]:
    text = (place.datasets / "small-council" / "published.csv").read_text(encoding="utf-8")
    return {row["reference"]: row["state"] for row in csv.DictReader(text.splitlines())}


def test_a_reference_that_vanishes_stops_the_build_until_it_is_withdrawn(workplace: Workplace) -> None:
    assert publish(workplace, SMALL).published
    former = tree_of(workplace.site)
    fewer = {"disclosures": SMALL["disclosures"][1:]}
    assert codes(publish(workplace, fewer)) == ["address-lost"]
    assert tree_of(workplace.site) == former
    gone = {"date": "2024-05-01", "reference": "FOI-2024-1", "kind": "withdrawal", "explanation": "It was wrong."}
    assert publish(workplace, {**fewer, "changes": [gone]}).published
    assert (workplace.site / "disclosures/small-council--foi-2024-1/index.html").is_file()
    assert register_beside(workplace) == {"FOI-2024-1": "withdrawn", "FOI-2024-2": "published"}
    assert codes(publish(workplace, SMALL)) == ["not-listed", "withdrawal-undone"]  # the ledger is not listed any more


def test_the_site_remembers_where_the_file_beside_the_log_was_lost(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    (workplace.datasets / "small-council" / "published.csv").unlink()
    assert codes(publish(workplace, {"disclosures": SMALL["disclosures"][1:]})) == ["address-lost"]


def test_the_file_beside_the_log_remembers_where_the_site_was_lost(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    place = replace(config_of(workplace), site=workplace.folder / "another")
    write_log(workplace.datasets / "small-council", {"disclosures": SMALL["disclosures"][1:]})
    assert codes(build(place)) == ["address-lost"]


def test_a_register_that_cannot_be_read_stops_the_build(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    (workplace.datasets / "small-council" / "published.csv").write_text("nothing\nof use\n", encoding="utf-8")
    assert codes(publish(workplace, SMALL)) == ["register"]


def test_a_log_that_went_as_a_whole_stops_the_build_until_it_is_retired(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    (workplace.datasets / "small-council").rename(workplace.folder / "elsewhere")
    write_log(workplace.datasets / "new-council", SMALL)
    assert codes(build(config_of(workplace))) == ["log-lost"]
    assert build(replace(config_of(workplace), retired=("small-council",))).published


def test_a_demonstration_can_be_copied_and_go(workplace: Workplace) -> None:
    """Whoever begins with a copy of an example is not told that the example's disclosures are missing."""
    folder = workplace.datasets / "small-council"
    with (folder / "datapackage.yaml").open("a", encoding="utf-8") as descriptor:
        descriptor.write("  demonstration: It is made up.\n")
    assert build(config_of(workplace)).published
    assert not (folder / "published.csv").exists()
    folder.rename(workplace.datasets / "our-council")
    write_log(workplace.datasets / "our-council", {"disclosures": SMALL["disclosures"][1:]})
    (workplace.datasets / "our-council" / "questions.csv").unlink()
    assert build(config_of(workplace)).published
    assert (workplace.datasets / "our-council" / "published.csv").exists()


def test_a_file_that_is_changed_during_a_build_is_not_published(workplace: Workplace) -> None:
    """Between the look into a file and its copy somebody may save it: nobody has seen what it holds then."""
    file = workplace.datasets / "small-council" / "files" / "notes.txt"
    file.parent.mkdir()
    file.write_text("Nothing of note.", encoding="utf-8")
    row = {"reference": "FOI-2024-1", "title": "Notes", "file": "files/notes.txt"}
    write_log(workplace.datasets / "small-council", {**SMALL, "releases": [row]})

    def save(stage: str, count: int | None = None) -> None:
        if stage == "Making the frame":
            file.write_text("NI number JG103759A", encoding="utf-8")

    with pytest.raises(SiteError, match=r"“notes\.txt” was changed"):
        build(config_of(workplace), save)
    assert not workplace.site.exists()


def test_a_log_that_calls_itself_a_demonstration_later_keeps_its_promises(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    shutil.rmtree(workplace.site)
    write_log(workplace.datasets / "small-council", {"disclosures": SMALL["disclosures"][1:]})
    (workplace.datasets / "small-council" / "questions.csv").unlink()
    with (workplace.datasets / "small-council" / "datapackage.yaml").open("a", encoding="utf-8") as descriptor:
        descriptor.write("  demonstration: It is made up.\n")
    assert codes(build(config_of(workplace))) == ["address-lost"]


def test_a_second_build_changes_no_byte(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    former, data = tree_of(workplace.site), tree_of(workplace.datasets)
    publish(workplace, SMALL)
    assert tree_of(workplace.site) == former
    assert tree_of(workplace.datasets) == data


def test_a_check_writes_nothing(workplace: Workplace) -> None:
    before = tree_of(workplace.folder)
    check(config_of(workplace))
    assert tree_of(workplace.folder) == before


def test_what_is_right_is_published_and_the_rest_waits(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    result = publish(workplace, small(**WRONG), valid=True)
    assert (result.published, result.disclosures, result.held) == (True, 1, 1)
    assert codes(result) == ["granted-with-exemption"]
    page = (workplace.site / "disclosures/small-council--foi-2024-1/index.html").read_text(encoding="utf-8")
    assert "is being corrected" in page
    assert not (workplace.site / "disclosures/small-council--foi-2024-1/index.json").exists()
    for path in ("index.html", "disclosures/index.html"):
        assert "1 answer awaits correction and is not shown" in (workplace.site / path).read_text(encoding="utf-8")
    assert register_beside(workplace)["FOI-2024-1"] == "published"
    for words in ("Potholes in Mill Lane", "Forty-one", "9,210", "How many potholes were mended"):
        assert [path for path, text in texts_of(workplace.site) if words in text] == []
    assert publish(workplace, SMALL).disclosures == 2


def test_what_was_never_published_leaves_no_page_while_it_waits(workplace: Workplace) -> None:
    assert publish(workplace, small(**WRONG), valid=True).held == 1
    assert not (workplace.site / "disclosures/small-council--foi-2024-1").exists()
    assert register_beside(workplace) == {"FOI-2024-2": "published"}


def test_what_cannot_be_told_apart_stops_the_build_all_the_same(workplace: Workplace) -> None:
    unclear = {"date": "1 May", "reference": "FOI-2024-1", "kind": "note", "explanation": "It was wrong."}
    result = publish(workplace, {**SMALL, "changes": [unclear]}, valid=True)
    assert (result.published, result.stopped, codes(result)) == (False, True, ["date-form"])


def test_an_open_dataset_with_a_mistake_waits_as_a_whole(workplace: Workplace) -> None:
    schema = {"fields": [{"name": "day", "type": "date"}]}
    write_dataset(workplace.datasets / "spending", {"spending": ("day\n2024-01-01\n31/01/2024\n", schema)})
    write_dataset(workplace.datasets / "trees", {"trees": ("day\n2024-01-01\n", schema)})
    result = build(replace(config_of(workplace), publish_valid=True))
    assert (result.published, result.held, result.datasets) == (True, 1, 1)
    assert not (workplace.site / "datasets/spending").exists()


def test_with_strict_what_has_a_warning_waits_too(workplace: Workplace) -> None:
    late = small(date_responded="2024-05-20")
    write_log(workplace.datasets / "small-council", late)
    descriptor = workplace.datasets / "small-council" / "datapackage.yaml"
    descriptor.write_text(
        descriptor.read_text(encoding="utf-8") + "  requests: {email: foi@small.example}\n", encoding="utf-8"
    )
    result = build(replace(config_of(workplace), publish_valid=True, strict=True))
    assert (result.published, result.held) == (True, 1)


def test_an_allowance_lets_one_finding_pass_and_is_not_published(workplace: Workplace) -> None:
    publish(workplace, SMALL)
    write_log(workplace.datasets / "small-council", {"disclosures": SMALL["disclosures"][1:]})
    (workplace.datasets / "small-council" / "questions.csv").unlink()
    (finding,) = [f for f in check(config_of(workplace)).findings if f.code == "address-lost"]
    row = f"finding,reason,date,initials\n{finding.allow},Published here by mistake xyzzy,2024-05-02,QQZ\n"
    (workplace.datasets / "small-council" / "allowances.csv").write_text(row, encoding="utf-8")
    result = build(config_of(workplace))
    assert (result.published, result.allowed, codes(result)) == (True, 1, [])
    assert [path for path, text in texts_of(workplace.site) if "xyzzy" in text or "QQZ" in text] == []
    assert [f.code for f in check(config_of(workplace)).findings if f.file.endswith("allowances.csv")] == [
        "allowance-unused"
    ]


@pytest.mark.parametrize("name", ["allowances.csv", "published.csv", "ALLOWANCES.CSV", "disclosures.csv"])
def test_what_stands_beside_a_log_and_its_own_tables_are_never_released(workplace: Workplace, name: str) -> None:
    release = {"reference": "FOI-2024-1", "title": "All of it", "file": name}
    (workplace.datasets / "small-council" / name).write_text(
        "finding,reason,date,initials\nreference,address,first_published,state\n", encoding="utf-8"
    )
    write_log(workplace.datasets / "small-council", {**SMALL, "releases": [release]})
    assert "release-file" in codes(check(config_of(workplace)))


SECRET = {
    "title": "Quixvandle inspections in Zorbly Street",
    "summary": "How often the quixvandle was looked at.",
    "request": "Please list every visit to the frumious property.",
    "response": "The blivetting officer visited on four occasions.",
    "topics": "glorpwatching",
}
SENTENCES = (
    *SECRET.values(), "Who signed the wobbleform?", "It was signed by the snorkwarden.", "Visits to Zorbly Street",
    "Every visit, with the grumphulator.", "quixvandle", "frumious", "glorpwatching", "wobbleform", "snorkwarden",
    "grumphulator", "blivetting", "zorbly",
)  # fmt: skip


def test_after_a_withdrawal_not_a_byte_of_it_is_left(workplace: Workplace) -> None:
    folder = workplace.datasets / "small-council"
    tables: dict[str, list[dict[str, str]]] = {
        "disclosures": [*SMALL["disclosures"], {**SMALL["disclosures"][0], **SECRET, "reference": "FOI-2024-3"}],
        "questions": [*SMALL["questions"], {"reference": "FOI-2024-3", "number": "1",
                      "question": "Who signed the wobbleform?", "answer": "It was signed by the snorkwarden."}],
        "releases": [{"reference": "FOI-2024-3", "title": "Visits to Zorbly Street", "is_dataset": "yes",
                      "description": "Every visit, with the grumphulator.", "file": "visits.csv"}],
    }  # fmt: skip
    write_log(folder, tables)
    (folder / "visits.csv").write_text("street,officer\nZorbly Street,snorkwarden\n", encoding="utf-8")
    assert publish(workplace, tables).published
    before = [path for path, text in texts_of(workplace.folder, "datasets/") if "snorkwarden" in text.casefold()]
    assert len(before) > 10, "the search finds less than there is"
    withdrawal = {"date": "2024-05-01", "reference": "FOI-2024-3", "kind": "withdrawal", "explanation": "By mistake."}
    (folder / "visits.csv").unlink()
    for name in ("releases.csv", "changes.csv"):
        (folder / name).unlink(missing_ok=True)
    assert publish(workplace, {**SMALL, "changes": [withdrawal]}).published
    assert "By mistake." in (workplace.site / "changes/feed.xml").read_text(encoding="utf-8")
    left = {
        (path, words)
        for path, text in texts_of(workplace.folder)
        for words in SENTENCES
        if words.casefold() in text.casefold()
    }
    assert left == set()


def texts_of(folder: Path, but: str = "-") -> Iterator[tuple[str, str]]:
    """Yield everything below a folder as text, what is packed unpacked, each with where it is."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(but):
            yield from _texts(name, path.read_bytes())


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield name, f"{name}\n{content.decode('utf-8', 'replace')}\n{content.decode('utf-16-le', 'replace')}"
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts(f"{name}/{member}", archive.read(member))
    if content.startswith(b"PAR1"):
        yield f"{name} as rows", json.dumps(pq.read_table(io.BytesIO(content)).to_pydict(), default=str)
    if name.endswith((".json", ".jsonld")) or content[:1] in (b"{", b"["):
        unescaped = re.sub(
            rb"\\u[0-9a-f]{4}", lambda m: json.loads(b'"' + m[0] + b'"').encode("utf-8", "replace"), content
        )
        yield f"{name} unescaped", unescaped.decode("utf-8", "replace")
