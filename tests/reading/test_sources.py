from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.model.errors import SetUpError
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.standard import TABLES
from disclosurelog.reading.folders import find_inside
from disclosurelog.reading.sources import find_packages
from tests.factories import GOOD_ROWS, LOG, descriptor_of, read_all, write_log

SCHEMA = "schemas/disclosures.schema.json"
PLACE = f"datasets/{LOG}/datapackage.yaml"
BAD_PATHS = {
    "https://x.example/a.csv": "web address",
    "file:///etc/passwd": "web address",
    "//host/share/a.csv": "web address",
    "/etc/passwd": "not a path inside",
    "C:/a.csv": "not a path inside",
    "C:a.csv": "not a path inside",
    "files\\a.csv": "not a path inside",
    "a.csv:stream": "not a path inside",
    "..": "outside",
    "../a.csv": "outside",
    "files/../../a.csv": "outside",
    "~/a.csv": "outside",
    "": "outside",
    " ": "outside",
    ".": "outside",
    "missing.csv": "no file",
    "DISCLOSURES.CSV": "no file",
    "files": "not a file",
    "link.csv": "link",
    "linked/a.csv": "link",
    "a.csv/b.csv": "no file",
    "x" * 400: "no file",
    "a\0b.csv": "no file name can have",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a log's folder with a file, a folder, and links that lead out of it."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.csv").write_text("reference,title\nSECRET,x\n", encoding="utf-8")
    own = write_log(tmp_path / "datasets")
    (own / "files").mkdir()
    (own / "a.csv").write_text("reference,title\nA1,x\n", encoding="utf-8")
    (own / "files" / "a.csv").write_text("reference,title\nA2,x\n", encoding="utf-8")
    (own / "link.csv").symlink_to(tmp_path / "secret" / "a.csv")
    (own / "linked").symlink_to(tmp_path / "secret", target_is_directory=True)
    return own


@pytest.mark.parametrize("path", ["a.csv", "files/a.csv", "./a.csv", "schemas/disclosures.schema.json"])
def test_a_file_in_the_folder_is_found(folder: Path, path: str) -> None:
    found = find_inside(folder, path)
    assert isinstance(found, Path)
    assert found.samefile(folder / path)


@pytest.mark.parametrize("path", BAD_PATHS, ids=repr)
def test_a_path_that_leads_elsewhere_is_refused(folder: Path, path: str) -> None:
    found = find_inside(folder, path)
    assert isinstance(found, str)
    assert BAD_PATHS[path] in found


def _described(own: Path, descriptor: Mapping[str, Any]) -> list[Finding]:
    (own / "datapackage.yaml").write_text(json.dumps(descriptor), encoding="utf-8")
    _, findings = find_packages(own.parent)
    return findings


@pytest.mark.parametrize("path", BAD_PATHS, ids=repr)
def test_a_table_that_lies_elsewhere_is_not_read(folder: Path, path: str) -> None:
    findings = _described(folder, {"resources": [{"path": path, "schema": SCHEMA}]})
    assert [(f.code, f.severity, f.file) for f in findings] == [("path", Severity.ERROR, PLACE)]
    assert findings[0].advice


@pytest.mark.parametrize("path", BAD_PATHS, ids=repr)
def test_a_schema_that_lies_elsewhere_is_not_read(folder: Path, path: str) -> None:
    findings = _described(folder, {"resources": [{"path": "a.csv", "schema": path}]})
    assert [(f.code, f.severity, f.file) for f in findings] == [("path", Severity.ERROR, PLACE)]
    assert "“a.csv”" in findings[0].message


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"fields": {}}', "{", "5", "\x00", "a: [", "&a [*a]"])
def test_a_schema_that_is_none_is_said_so(folder: Path, content: str) -> None:
    for name in ("schemas/own.json", "schemas/own.yaml"):
        (folder / name).write_text(content, encoding="utf-8")
        findings = _described(folder, {"resources": [{"path": "a.csv", "schema": name}]})
        assert [f.code for f in findings] == ["path"]
        assert "does not hold a Table Schema" in findings[0].message


_BOMB = "a0: &a0 [x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 4)}]\n" for n in range(1, 8))
_RESOURCE = f"resources:\n- path: disclosures.csv\n  schema: {SCHEMA}\n"


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        ("empty", "", None),
        ("a list", "- a\n- b\n", None),
        ("a word", "disclosures", None),
        ("a number", "5", None),
        ("broken", "name: a\nresources: [\n", 3),
        ("a tab", "name: a\nresources:\n\t- path: a.csv\n", 3),
        ("a colon too many", "name: a\ntitle: b: c\n", 2),
        ("an alias of nothing", "name: *missing\n", 1),
        ("a tag that runs a program", "name: !!python/object/apply:os.system ['true']\n", 1),
        ("cp1252", "name: Café\n".encode("cp1252"), None),
        ("NUL", "name: a\0b\n", None),
        ("UTF-16", "name: a\n".encode("utf-16"), None),
        ("too large", "# " + "x" * 1024 * 1024 + "\nname: a\n", None),
        ("nested too deep", "[" * 100_000, None),
        ("a date that does not exist", "name: a\nday: 2024-13-45\n", None),
        ("an integer that is too long", "name: a\nn: " + "9" * 5000 + "\n", None),
        ("no resources", "name: a\n", None),
        ("resources empty", "name: a\nresources: []\n", None),
        ("resources not a list", "name: a\nresources: {path: a.csv}\n", None),
        ("a resource that is a word", "resources: [a.csv]\n", None),
        ("a resource without a path", f"resources:\n- schema: {SCHEMA}\n", None),
        ("a resource with two paths", f"resources:\n- path: [a.csv, b.csv]\n  schema: {SCHEMA}\n", None),
        ("a resource with a number for a path", f"resources:\n- path: 5\n  schema: {SCHEMA}\n", None),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 and "\n" not in value else "",
)
def test_a_descriptor_that_cannot_be_used_is_a_finding(
    name: str, content: str | bytes, row: int | None, tmp_path: Path
) -> None:
    write_log(tmp_path / "datasets", descriptor=content)
    _, findings = find_packages(tmp_path / "datasets")
    assert [(f.code, f.severity, f.file, f.row) for f in findings] == [("descriptor", Severity.ERROR, PLACE, row)], name
    assert findings[0].advice
    assert len(findings[0].message) < 200


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("beside", _BOMB + _RESOURCE),
        ("for a name", _BOMB + "name: *a7\n" + _RESOURCE),
        ("for a path", _BOMB + f"resources:\n- path: *a7\n  schema: {SCHEMA}\n"),
        ("for a schema", _BOMB + "resources:\n- path: disclosures.csv\n  schema: *a7\n"),
        ("for an encoding", _BOMB + _RESOURCE + "  encoding: *a7\n"),
        ("for a policy", _BOMB + _RESOURCE + "disclosure_log:\n  reuse_policy:\n    datasets: *a7\n"),
    ],
)
def test_a_descriptor_of_aliases_is_never_spelt_out(name: str, content: str, tmp_path: Path) -> None:
    """Eight lines stand for 65,536 words here; a few more would stand for more than any memory."""
    write_log(tmp_path / "datasets", descriptor=content)
    _, findings = read_all(tmp_path / "datasets")
    assert all(len(finding.message) < 500 for finding in findings), name


@pytest.mark.parametrize(
    "descriptor",
    [
        {"name": ["a"]}, {"name": {}}, {"name": 5}, {"name": None}, {"name": True}, {"title": []},
        {"contributors": "x"}, {"contributors": [5, {"role": "publisher"}]}, {"disclosure_log": []},
        {"disclosure_log": None},
        {"disclosure_log": {"authority": [], "reuse_policy": 5, "review": "x", "regulator": None, "requests": 1}},
        {"disclosure_log": {"period": {"from": 2014, "to": "2014-00"}, "received": {2014: "x", "2015": True}}},
        {"disclosure_log": {"review": {"within_working_days": "x"}}}, {"licenses": 5},
    ],
    ids=str,
)  # fmt: skip
def test_whatever_a_descriptor_says_of_the_authority_is_read_or_found_wrong(
    descriptor: dict[str, Any], tmp_path: Path
) -> None:
    write_log(tmp_path / "datasets", descriptor=descriptor)
    logs, _ = read_all(tmp_path / "datasets")
    assert [len(log.disclosures) for log in logs] == [len(GOOD_ROWS)]
    assert isinstance(logs[0].authority.title, str)


@pytest.mark.parametrize("name", ["Anytown", "any town", "any--town", "-any", "any-", "é", "x" * 41, "../any", "a/b"])
def test_a_name_that_cannot_be_in_an_address_is_refused(name: str, tmp_path: Path) -> None:
    write_log(tmp_path / "datasets", descriptor={"name": name})
    _, findings = read_all(tmp_path / "datasets")
    assert [(f.code, f.severity) for f in findings] == [("descriptor", Severity.ERROR)]


def test_two_logs_cannot_have_one_name(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_log(tmp_path / "datasets", name=folder, descriptor={"name": "anytown"})
    _, findings = read_all(tmp_path / "datasets")
    assert [(f.file, f.severity) for f in findings] == [("datasets/two/datapackage.yaml", Severity.ERROR)]
    assert "datasets/one/datapackage.yaml" in findings[0].message


def test_two_authorities_are_two_logs(tmp_path: Path) -> None:
    for name in ("anytown", "anytown-north"):
        write_log(tmp_path / "datasets", name=name)
    logs, findings = read_all(tmp_path / "datasets")
    assert findings == []
    assert [log.authority.name for log in logs] == ["anytown", "anytown-north"]
    assert len({d.slug for log in logs for d in log.disclosures}) == 4


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")])
def test_without_a_log_there_is_nothing_to_publish(make: Any, tmp_path: Path) -> None:
    make(tmp_path / "datasets")
    with pytest.raises(SetUpError, match="datasets"):
        find_packages(tmp_path / "datasets")


def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "datasets" / "linked").symlink_to(tmp_path / "secret", target_is_directory=True)
    packages, findings = find_packages(tmp_path / "datasets")
    assert [package.folder.name for package in packages] == [LOG]
    assert ("path-link", Severity.ERROR, "datasets/linked") in [(f.code, f.severity, f.file) for f in findings]


def test_a_descriptor_that_is_a_link_is_refused(tmp_path: Path) -> None:
    own = write_log(tmp_path / "datasets")
    (own / "datapackage.yaml").rename(tmp_path / "elsewhere.yaml")
    (own / "datapackage.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    packages, findings = find_packages(tmp_path / "datasets")
    assert packages == []
    assert [(f.code, f.severity) for f in findings] == [("descriptor", Severity.ERROR)]


def test_folders_without_a_descriptor_and_loose_files_are_passed_over(tmp_path: Path) -> None:
    write_log(tmp_path / "datasets")
    (tmp_path / "datasets" / "notes").mkdir()
    (tmp_path / "datasets" / "README.md").write_text("x", encoding="utf-8")
    packages, findings = find_packages(tmp_path / "datasets")
    assert [package.folder.name for package in packages] == [LOG]
    assert findings == []


def test_a_folder_without_disclosures_is_said_not_to_be_published(tmp_path: Path) -> None:
    write_log(tmp_path / "datasets")
    write_log(tmp_path / "datasets", name="open-data")
    schema = tmp_path / "datasets" / "open-data" / SCHEMA
    schema.write_text(schema.read_text(encoding="utf-8").replace('"disclosures"', '"other"', 1), encoding="utf-8")
    logs, findings = read_all(tmp_path / "datasets")
    assert [log.authority.name for log in logs] == [LOG]
    assert [(f.code, f.severity, f.file) for f in findings] == [
        ("not-standard", Severity.WARNING, "datasets/open-data/disclosures.csv"),
        ("no-disclosures", Severity.ERROR, "datasets/open-data/datapackage.yaml"),
    ]


def test_a_table_without_a_schema_is_not_dropped_in_silence(tmp_path: Path) -> None:
    own = write_log(tmp_path / "datasets")
    (own / "disclosures-2.csv").write_text("reference,title\nB1,Lost\n", encoding="utf-8")
    descriptor = own / "datapackage.yaml"
    added = "resources:\n- {name: more, path: disclosures-2.csv}\n"
    descriptor.write_text(descriptor.read_text(encoding="utf-8").replace("resources:\n", added), encoding="utf-8")
    _, findings = read_all(tmp_path / "datasets")
    assert [(f.code, f.severity, f.file) for f in findings] == [("schema-missing", Severity.ERROR, PLACE)]


def test_a_folder_whose_descriptor_has_another_name_is_not_passed_over(tmp_path: Path) -> None:
    write_log(tmp_path / "datasets")
    other = write_log(tmp_path / "datasets", name="other")
    (other / "datapackage.yaml").rename(other / "datapackage.yaml.txt")
    (tmp_path / "datasets" / "notes").mkdir()
    _, findings = read_all(tmp_path / "datasets")
    assert [(f.code, f.severity, f.file) for f in findings] == [
        ("descriptor-missing", Severity.ERROR, "datasets/other")
    ]


def test_a_csv_that_nothing_lists_is_said(tmp_path: Path) -> None:
    own = write_log(tmp_path / "datasets")
    (own / "disclosures-2027.csv").write_text("reference,title\n", encoding="utf-8")
    _, findings = read_all(tmp_path / "datasets")
    assert [(f.code, f.severity, f.file) for f in findings] == [
        ("not-listed", Severity.WARNING, f"datasets/{LOG}/disclosures-2027.csv")
    ]


@pytest.mark.parametrize(
    ("descriptor", "row", "words"),
    [
        ("name: a\nauthority:\n\tname: b\n", 3, "begins with a Tab"),
        ("name: a\ntitle: Council: answers\n", 2, "colon and a space"),
        ("name: a\ntitle: “Council: answers”\n", 2, "curly ones"),
        ('name: a\ntitle: "Council: answers\nresources:\n- path: "a.csv"\n', 2, "quotation mark that is not closed"),
        ("name: a\ntitle: @council\n", 2, "begins with @"),
        ("name: a\nb:\n    c: d\n   e: f\n", 4, "as far in"),
    ],
)
def test_what_is_wrong_in_a_line_of_a_descriptor_is_said(descriptor: str, row: int, words: str, tmp_path: Path) -> None:
    write_log(tmp_path / "datasets", descriptor=descriptor)
    (finding,) = find_packages(tmp_path / "datasets")[1]
    assert finding.row == row
    assert words in finding.message


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("disclosure-log", "disclosure_log"),
        ("Disclosure_Log", "disclosure_log"),
        ("disclosure log", "disclosure_log"),
        ("licences", "licenses"),
        ("resource", "resources"),
        ("sources", ""),
        ("open_dataset", ""),
        ("our_notes", ""),
    ],
)
def test_a_key_that_decides_and_is_nearly_right_is_an_error(key: str, meant: str, tmp_path: Path) -> None:
    own = write_log(tmp_path / "datasets")
    descriptor = own / "datapackage.yaml"
    descriptor.write_text(f"{key}: []\n{descriptor.read_text(encoding='utf-8')}", encoding="utf-8")
    advices = [f.advice for f in find_packages(tmp_path / "datasets")[1] if f.code == "descriptor-key"]
    assert len(advices) == bool(meant)
    assert all(f"“{meant}:”" in advice for advice in advices)


LEDGER = "date,reference,kind,explanation\n2024-01-02,FOI-1,withdrawal,It named somebody.\n"


@pytest.mark.parametrize(
    ("name", "content", "severities"),
    [
        ("disclosures (1).csv", "reference,title\n", ["warning"]),
        ("disclosures.CSV.csv", "reference,title\n", ["warning"]),
        ("Copy.CSV", "reference,title\n", ["warning"]),
        ("._disclosures.csv", "x", []),
        ("notes.txt", "x", []),
        ("allowances.csv", "finding,reason,date,initials\n", []),
        ("withdrawn.csv", LEDGER, ["error"]),
        ("withdrawn.csv", "\ufeff" + LEDGER.upper(), ["error"]),
        ("withdrawn.csv", '"kind","reference","explanation","date"\n', ["error"]),
    ],
)
def test_what_nothing_lists_is_said_and_a_ledger_stops_publication(
    name: str, content: str, severities: list[str], tmp_path: Path
) -> None:
    own = write_log(tmp_path / "datasets")
    (own / name).write_text(content, encoding="utf-8")
    found = [f.severity.value for f in find_packages(tmp_path / "datasets")[1] if f.code == "not-listed"]
    assert found == severities


def test_a_copy_of_a_ledger_that_is_listed_is_only_said(tmp_path: Path) -> None:
    files = {"disclosures.csv": "disclosures", "changes.csv": "changes"}
    contents = {"disclosures.csv": "reference,title\nFOI-1,x\n", "changes.csv": LEDGER, "changes (1).csv": LEDGER}
    write_log(tmp_path / "datasets", descriptor=descriptor_of(LOG, files), files=contents)
    assert [f.severity.value for f in find_packages(tmp_path / "datasets")[1]] == ["warning"]


@pytest.mark.parametrize("path", ["Disclosures.csv", "disclosures", ".\\disclosures.csv", "disclosure.csv"])
def test_the_file_that_is_meant_is_named(path: str, tmp_path: Path) -> None:
    write_log(tmp_path / "datasets", descriptor={"resources": [{"path": path, "schema": SCHEMA}]})
    (tmp_path / "datasets" / LOG / "disclosures.csv").write_text("reference,title\nFOI-1,x\n", encoding="utf-8")
    assert any("“disclosures.csv” is meant" in f.advice for f in find_packages(tmp_path / "datasets")[1])


def test_a_descriptor_that_lies_one_folder_too_deep_is_found(tmp_path: Path) -> None:
    write_log(tmp_path / "datasets")
    own = write_log(tmp_path / "datasets" / "other")
    assert own.parent.name == "other"
    (finding,) = find_packages(tmp_path / "datasets")[1]
    assert (finding.code, finding.file) == ("descriptor-missing", "datasets/other")
    assert "one folder too deep" in finding.message


def test_a_log_may_be_split_over_several_files(tmp_path: Path) -> None:
    files = {"disclosures-2023.csv": "disclosures", "disclosures-2024.csv": "disclosures"}
    write_log(
        tmp_path / "datasets",
        descriptor=descriptor_of(LOG, files),
        files={"disclosures-2023.csv": "reference,title\nA1,x\n", "disclosures-2024.csv": "title,reference\ny,A2\n"},
    )
    (tmp_path / "datasets" / LOG / "disclosures.csv").unlink(missing_ok=True)
    logs, findings = read_all(tmp_path / "datasets")
    assert findings == []
    assert [(d.reference, d.title, d.place.row) for d in logs[0].disclosures] == [("A1", "x", 2), ("A2", "y", 2)]


def test_a_schema_may_stand_in_the_descriptor_or_be_yaml(tmp_path: Path) -> None:
    schema = {"name": "disclosures", "fields": []}
    own = write_log(tmp_path / "datasets", descriptor={"resources": [{"path": "disclosures.csv", "schema": schema}]})
    (own / "schemas" / "own.yaml").write_text("name: disclosures\nfields: []\n", encoding="utf-8")
    packages, _ = find_packages(tmp_path / "datasets")
    assert [source.kind for source in packages[0].tables] == ["disclosures"]
    assert _described(own, {"resources": [{"path": "disclosures.csv", "schema": "schemas/own.yaml"}]}) == []


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_separator_cannot_be_declared(delimiter: str, folder: Path) -> None:
    resource = {"path": "a.csv", "schema": SCHEMA, "dialect": {"delimiter": delimiter}}
    assert [f.code for f in _described(folder, {"resources": [resource]})] == ["separator"]


def test_every_table_of_the_standard_is_known_by_its_schema(tmp_path: Path) -> None:
    write_log(tmp_path / "datasets", questions="x", releases="x", changes="x")
    packages, _ = find_packages(tmp_path / "datasets")
    assert tuple(source.kind for source in packages[0].tables) == TABLES
