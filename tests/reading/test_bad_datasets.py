"""Open datasets that are wrong or hostile: each is refused, said where, nothing is fetched, and the site stays."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.cli import main
from tests.factories import MKDOCS
from tests.sites import tree_of, write_dataset, write_small_log

GOOD = "id,town,paid\n1,Anytown,yes\n2,Beetown,no\n"
FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 1}},
    {"name": "town", "type": "string"},
    {"name": "paid", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
]
CSV, DESCRIPTOR = "datasets/towns/towns.csv", "datasets/towns/datapackage.yaml"


def fields(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**one, **changes.get(one["name"], {})} for one in FIELDS]


def schema(**changes: Any) -> dict[str, Any]:
    return {"fields": FIELDS, "primaryKey": "id", **changes}


def ruled(**changes: dict[str, Any]) -> dict[str, Any]:
    """Return the good schema with other rules for the named columns."""
    return schema(fields=fields(**changes))


@dataclass(frozen=True)
class Bad:
    """A bad dataset, and where the finding is. ``described`` changes the descriptor, ``prepare`` the folder."""

    name: str
    code: str
    row: int | None = None
    column: str | None = None
    file: str = CSV
    content: str | bytes = GOOD
    schema: Any = field(default_factory=schema)
    described: dict[str, Any] = field(default_factory=dict)
    prepare: Callable[[Path], None] = lambda folder: None


def resource(**changes: Any) -> dict[str, Any]:
    return {"resources": [{"name": "towns", "path": "towns.csv", "schema": schema(), **changes}]}


def compressed(folder: Path) -> None:
    """Write a file of a few hundred kilobytes that has gigabytes in it."""
    (folder / "towns.csv.gz").write_bytes(gzip.compress(b"0" * 1024 * 1024) * 256)


def linked(folder: Path) -> None:
    (folder.parent.parent / "secret.csv").write_text(GOOD, encoding="utf-8")
    (folder / "link.csv").symlink_to(folder.parent.parent / "secret.csv")


MANY = 20_000
WORD = "a" * 40 + "!"
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def aliased(folder: Path) -> None:
    text = (folder / "datapackage.yaml").read_text(encoding="utf-8")
    (folder / "datapackage.yaml").write_text(ALIASES + "more: " + json.dumps(json.loads(text)), encoding="utf-8")


def doubled(folder: Path) -> None:
    (folder / "more.csv").write_text(GOOD, encoding="utf-8")


BAD = (
    Bad("not a number", "cell-type", 3, "id", content=GOOD.replace("2,B", "two,B")),
    Bad("a thousand's comma", "cell-type", 2, "id", content=GOOD.replace("1,A", '"1,000",A')),
    Bad("an underscore in a number", "cell-type", 2, "id", content=GOOD.replace("1,A", "1_000,A")),
    Bad("a word that is neither", "cell-type", 2, "paid", content=GOOD.replace("yes", "maybe")),
    Bad(
        "a British date",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "28/03/2024"),
        schema=ruled(town={"type": "date"}),
    ),
    Bad(
        "a short date",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "2024-3-8").replace("Beetown", ""),
        schema=ruled(town={"type": "date"}),
    ),
    Bad(
        "a day that is not",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "2024-02-30"),
        schema=ruled(town={"type": "date"}),
    ),
    Bad("blank but required", "cell-blank", 3, "id", content=GOOD.replace("2,B", ",B"), schema={"fields": FIELDS}),
    Bad(
        "a lone no-break space",
        "cell-blank",
        2,
        "town",
        content=GOOD.replace("Anytown", "\u00a0"),
        schema=ruled(town={"constraints": {"required": True}}),
    ),
    Bad("too small", "cell-form", 2, "id", content=GOOD.replace("1,A", "0,A")),
    Bad("not listed", "cell-value", 3, "town", schema=ruled(town={"constraints": {"enum": ["Anytown"]}})),
    Bad("not a category", "cell-value", 3, "town", schema=ruled(town={"categories": ["Anytown"]})),
    Bad(
        "half a pattern",
        "cell-form",
        2,
        "town",
        schema=ruled(town={"constraints": {"pattern": "Any|Beetown"}}),
    ),
    Bad("the key twice", "key-repeated", 3, "id", content=GOOD.replace("2,B", "1,B")),
    Bad("the key twice, written in two ways", "key-repeated", 3, "id", content=GOOD.replace("2,B", "+1,B")),
    Bad("a blank key", "key-blank", 3, "town", content=GOOD.replace("Beetown", ""), schema=schema(primaryKey=["town"])),
    Bad(
        "not unique",
        "key-repeated",
        3,
        "town",
        content=GOOD.replace("Beetown", "Anytown"),
        schema=ruled(town={"constraints": {"unique": True}}),
    ),
    Bad(
        "unique keys",
        "key-repeated",
        3,
        "town",
        content=GOOD.replace("Beetown", "Anytown"),
        schema=schema(uniqueKeys=[["town"]]),
    ),
    Bad(
        "a key to nothing",
        "schema",
        None,
        "town",
        schema=schema(foreignKeys=[{"fields": "town", "reference": {"resource": "nowhere", "fields": "name"}}]),
    ),
    Bad("a key of columns that are not there", "schema", schema=schema(primaryKey=["nothing"])),
    Bad("a foreign key that is not one", "schema", schema=schema(foreignKeys=[{"fields": "town"}])),
    Bad("a column is missing", "column-missing", 1, "paid", content="id,town\n1,Anytown\n"),
    Bad("a blank row", "row-blank", 3, content=GOOD.replace("2,B", ",,\n2,B")),
    Bad("a column without a name", "header-blank", 1, "D", content="id,town,paid,\n1,Anytown,yes,\n"),
    Bad("a space in the header", "header-spaces", 1, "town", content=GOOD.replace("town,", " town,", 1)),
    Bad("an unclosed quote", "quote-unclosed", 2, "B", content=GOOD.replace("Anytown", '"Anytown')),
    Bad("empty", "file-empty", content=b""),
    Bad(
        "20,000 columns",
        "too-many-columns",
        1,
        content=",".join(f"c{n}" for n in range(MANY)) + "\n" + ",".join("x" * MANY) + "\n",
    ),
    Bad(
        "a catastrophic pattern",
        "cell-form",
        2,
        "town",
        content=GOOD.replace("Anytown", WORD),
        schema=ruled(town={"constraints": {"pattern": "(a+)+|Beetown"}}),
    ),
    Bad(
        "a pattern of a milliard letters",
        "cell-form",
        2,
        "town",
        schema=ruled(town={"constraints": {"pattern": "a{1000000000}"}}),
    ),
    Bad(
        "repetitions of repetitions",
        "schema-pattern",
        None,
        "town",
        schema=ruled(town={"constraints": {"pattern": "((a{1000}){1000}){1000}"}}),
    ),
    Bad(
        "a pattern that looks back",
        "schema-pattern",
        None,
        "town",
        schema=ruled(town={"constraints": {"pattern": "(a)\\1"}}),
    ),
    Bad(
        "a pattern that closes what it did not open",
        "schema-pattern",
        None,
        "town",
        schema=schema(fields=fields(town={"constraints": {"pattern": "a)|(b"}})),
    ),
    Bad(
        "an endless pattern",
        "schema-pattern",
        None,
        "town",
        schema=ruled(town={"constraints": {"pattern": "a|" * 5_000}}),
    ),
    Bad("a type that is none", "schema", None, "town", schema=ruled(town={"type": "text"})),
    Bad(
        "a date in any form",
        "schema",
        None,
        "town",
        schema=ruled(town={"type": "date", "format": "any"}),
    ),
    Bad(
        "a rule of another type",
        "schema",
        None,
        "town",
        schema=ruled(town={"constraints": {"minimum": 3}}),
    ),
    Bad("a field without a name", "schema", schema=schema(fields=[{"type": "string"}, *FIELDS])),
    Bad("a field twice", "schema", None, "id", schema=schema(fields=[*FIELDS, FIELDS[0]])),
    Bad("fields that are no fields", "schema", schema=schema(fields=["id", "town", "paid"])),
    Bad(
        "a number of a hundred thousand digits", "cell-type", 2, "id", content=GOOD.replace("1,A", "9" * 100_000 + ",A")
    ),
    Bad(
        "brackets without end",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "[" * 100_000),
        schema=ruled(town={"type": "array"}),
    ),
    Bad("missing file", "path", file=DESCRIPTOR, described=resource(path="gone.csv")),
    Bad("remote file", "path", file=DESCRIPTOR, described=resource(path="https://x.example/towns.csv")),
    Bad("remote schema", "path", file=DESCRIPTOR, described=resource(schema="https://x.example/schema.json")),
    Bad("a file on another machine", "path", file=DESCRIPTOR, described=resource(path="//host/share/towns.csv")),
    Bad("a file above", "path", file=DESCRIPTOR, described=resource(path="../../secret.csv"), prepare=linked),
    Bad("a schema above", "path", file=DESCRIPTOR, described=resource(schema="../schema.json")),
    Bad("a link", "path", file=DESCRIPTOR, described=resource(path="link.csv"), prepare=linked),
    Bad(
        "a compressed file",
        "dialect",
        file=DESCRIPTOR,
        described=resource(path="towns.csv.gz", compression="gz"),
        prepare=compressed,
    ),
    Bad(
        "a compressed file that does not say so",
        "file-not-csv",
        1,
        file="datasets/towns/towns.csv.gz",
        described=resource(path="towns.csv.gz"),
        prepare=compressed,
    ),
    Bad(
        "data in the descriptor",
        "descriptor",
        file=DESCRIPTOR,
        described={"resources": [{"name": "towns", "data": [[1]]}]},
    ),
    Bad("several files in one", "descriptor", file=DESCRIPTOR, described=resource(path=["towns.csv", "towns.csv"])),
    Bad("another quotation mark", "dialect", file=DESCRIPTOR, described=resource(dialect={"quoteChar": "'"})),
    Bad("semicolons declared", "separator", file=DESCRIPTOR, described=resource(dialect={"delimiter": ";"})),
    Bad("no schema", "schema-missing", file=DESCRIPTOR, described=resource(schema=None)),
    Bad("no licence", "licence-missing", file=DESCRIPTOR, described={"licenses": []}),
    Bad("an unknown licence", "licence-unknown", file=DESCRIPTOR, described={"licenses": [{"name": "MIT"}]}),
    Bad(
        "two licences",
        "licence-unknown",
        file=DESCRIPTOR,
        described={"licenses": [{"name": "OGL-UK-3.0"}, {"name": "CC0-1.0"}]},
    ),
    Bad(
        "OGL over the rights of others",
        "licence-third-party",
        file=DESCRIPTOR,
        described={"open_dataset": {"third_party_rights": "Ordnance Survey"}},
    ),
    Bad(
        "rights of others, in YAML's own yes",
        "licence-third-party",
        file=DESCRIPTOR,
        described={"open_dataset": {"third_party_rights": True}},
    ),
    Bad(
        "rights of others that cannot be read",
        "rights-unclear",
        file=DESCRIPTOR,
        described={"open_dataset": {"third_party_rights": ["Ordnance Survey"]}},
    ),
    Bad(
        "rights of others, mistyped",
        "rights-unclear",
        file=DESCRIPTOR,
        described={"open_dataset": {"third_party_right": "Ordnance Survey"}},
    ),
    Bad(
        "a licence under another key",
        "licence-unknown",
        file=DESCRIPTOR,
        described={"licenses": None, "licences": [{"name": "third-party-rights"}]},
    ),
    Bad(
        "a disclosure that is not there",
        "dataset-disclosure",
        file=DESCRIPTOR,
        described={"open_dataset": {"disclosure": "FOI-2024-1"}},
    ),
    Bad("no publisher", "publisher-missing", file=DESCRIPTOR, described={"contributors": []}),
    Bad("a name with a slash", "descriptor", file=DESCRIPTOR, described={"name": "../towns"}),
    Bad("a name that Windows keeps", "descriptor", file=DESCRIPTOR, described={"name": "con"}),
    Bad("a type that is a list", "schema", None, "town", schema=ruled(town={"type": ["x"]})),
    Bad("a title that is a list", "schema", None, "town", schema=ruled(town={"title": ["x"]})),
    Bad(
        "a title with a mark that turns text",
        "schema",
        None,
        "town",
        schema=ruled(town={"title": "\u202ex"}),
    ),
    Bad("rules that are a word", "schema", None, "town", schema=ruled(town={"constraints": "none"})),
    Bad("required in the wrong place", "schema", None, "town", schema=ruled(town={"required": True})),
    Bad("an example that is none", "schema", None, "id", schema=ruled(id={"example": "one"})),
    Bad(
        "an address of a kind that is a number",
        "schema",
        None,
        "town",
        schema=ruled(town={"rdfType": 7}),
    ),
    Bad(
        "a least that is no number",
        "schema",
        None,
        "id",
        schema=ruled(id={"constraints": {"minimum": "abc"}}),
    ),
    Bad(
        "a least above the most",
        "schema",
        None,
        "id",
        schema=ruled(id={"constraints": {"minimum": 5, "maximum": 4}}),
    ),
    Bad("a list of nothing", "schema", None, "town", schema=ruled(town={"constraints": {"enum": []}})),
    Bad(
        "a list of numbers for text",
        "schema",
        None,
        "town",
        schema=ruled(town={"constraints": {"enum": [1]}}),
    ),
    Bad(
        "a format of no date",
        "schema",
        None,
        "town",
        schema=ruled(town={"type": "date", "format": "%Q"}),
    ),
    Bad(
        "a format without a year",
        "schema",
        None,
        "town",
        schema=ruled(town={"type": "date", "format": "%d/%m"}),
    ),
    Bad(
        "two marks for decimals",
        "schema",
        None,
        "id",
        schema=ruled(id={"type": "number", "decimalChar": ",,"}),
    ),
    Bad("commas in whole numbers", "schema", None, "id", schema=ruled(id={"groupChar": ","})),
    Bad("yes that is also no", "schema", None, "paid", schema=ruled(paid={"falseValues": ["yes", "no"]})),
    Bad("yes that is a number", "schema", None, "paid", schema=ruled(paid={"trueValues": [1]})),
    Bad(
        "categories of decimals",
        "schema",
        None,
        "id",
        schema=ruled(id={"type": "number", "categories": [1]}),
    ),
    Bad("categories of another type", "schema", None, "id", schema=ruled(id={"categories": ["1", "2"]})),
    Bad("a category that is not listed", "cell-value", 3, "id", schema=ruled(id={"categories": [1]})),
    Bad(
        "not above the limit",
        "cell-form",
        2,
        "id",
        schema=ruled(id={"constraints": {"exclusiveMinimum": 1}}),
    ),
    Bad(
        "a number that signals",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "sNaN"),
        schema=ruled(town={"type": "number", "groupChar": ","}),
    ),
    Bad(
        "digits with strokes",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "1_0"),
        schema=ruled(town={"type": "number", "groupChar": ","}),
    ),
    Bad(
        "a number beyond all",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "1e9999999"),
        schema=ruled(town={"type": "number"}),
    ),
    Bad(
        "a number next to nothing",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "1e-9999999"),
        schema=ruled(town={"type": "number"}),
    ),
    Bad("a whole number of 4,000 digits", "cell-type", 2, "id", content=GOOD.replace("1,A", "9" * 4_000 + ",A")),
    Bad(
        "an hour that is not",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "24:00:00"),
        schema=ruled(town={"type": "time"}),
    ),
    Bad(
        "more than millionths of a second",
        "cell-type",
        2,
        "town",
        content=GOOD.replace("Anytown", "2024-03-28T14:30:00.1234567Z"),
        schema=ruled(town={"type": "datetime"}),
    ),
    Bad(
        "a row of no value",
        "row-blank",
        3,
        content="id,town\n1,x\n-,-\n",
        schema=schema(fields=[*FIELDS[1:2], {"name": "id"}], missingValues=["", "-"], primaryKey=[]),
    ),
    Bad(
        "a blank cell where only n/a is none",
        "cell-type",
        3,
        "id",
        content=GOOD.replace("2,B", ",B"),
        schema=schema(fields=fields(id={"missingValues": ["n/a"]}), primaryKey=[]),
    ),
    Bad("thousands of keys", "schema", schema=schema(uniqueKeys=[["id"]] * 5_000)),
    Bad(
        "one file twice",
        "descriptor",
        file=DESCRIPTOR,
        described={
            "resources": [{"name": str(n), "path": "./" * n + "towns.csv", "schema": schema()} for n in range(12)]
        },
    ),
    Bad(
        "two tables of one name",
        "descriptor",
        file=DESCRIPTOR,
        prepare=doubled,
        described={
            "resources": [{"name": "t", "path": f"{name}.csv", "schema": schema()} for name in ("towns", "more")]
        },
    ),
    Bad(
        "thousands of files of one name",
        "descriptor",
        file=DESCRIPTOR,
        described={"resources": [{"name": "t", "path": f"{n}.csv", "schema": schema()} for n in range(10_000)]},
    ),
    Bad(
        "a name and the address of another licence",
        "licence-unknown",
        file=DESCRIPTOR,
        described={"licenses": [{"name": "OGL-UK-3.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]},
    ),
    Bad("the name of a page", "descriptor", file=DESCRIPTOR, described={"name": "page-2"}),
    Bad("half a character", "descriptor", file=DESCRIPTOR, described={"title": "\ud800"}),
    Bad("a descriptor that refers to itself", "descriptor", file=DESCRIPTOR, prepare=aliased),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which a good site was published."""
    folder = tmp_path_factory.mktemp("published")
    write_small_log(folder / "datasets" / "small-council")
    assert run(folder / "datasets", folder / "site") == 0
    return folder / "site"


@pytest.fixture(scope="module")
def former(published: Path) -> dict[str, str]:
    """Return every file of that site: not one of the bad datasets may change it."""
    return tree_of(published)


@pytest.fixture(autouse=True)
def _nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return


def run(datasets: Path, site: Path, command: str = "build") -> int:
    return main(
        [command, "--config", str(MKDOCS), "--datasets", str(datasets), "--site", str(site), "--format", "json"]
    )


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_dataset_is_said_where_it_is_and_the_site_stays(
    bad: Bad, published: Path, former: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    folder = tmp_path / "datasets" / "towns"
    write_dataset(folder, {"towns": (bad.content, bad.schema)}, **bad.described)
    bad.prepare(folder)

    assert run(tmp_path / "datasets", published) == 1

    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert (bad.code, bad.file, bad.row, bad.column) in [(f["code"], f["file"], f["row"], f["column"]) for f in errors]
    for finding in errors:
        assert finding["advice"]
        assert len(finding["message"]) < 400
        assert not any(word in finding["message"] for word in ("frictionless", "Traceback", "Error", "None"))
    assert tree_of(published) == former


def test_a_row_that_refers_to_nothing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = {
        "fields": [{"name": "name", "type": "string"}, {"name": "town", "type": "integer"}],
        "foreignKeys": [{"fields": ["town"], "reference": {"resource": "towns", "fields": ["id"]}}],
    }
    tables = {"towns": (GOOD, schema()), "people": ("name,town\nAnn,1\nBob,\nCy,3\n", people)}
    write_dataset(tmp_path / "datasets" / "towns", tables)
    assert run(tmp_path / "datasets", tmp_path / "site", "check") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["code"], f["file"], f["row"], f["column"]) for f in found] == [
        ("key-unknown", "datasets/towns/people.csv", 4, "town")
    ]


def test_a_good_dataset_has_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_dataset(tmp_path / "datasets" / "towns", {"towns": (GOOD, schema())})
    assert run(tmp_path / "datasets", tmp_path / "site", "check") == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
