"""Twenty files that are wrong in the ways real ones are: each is refused, said where, and the site stays as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.cli import main
from tests.factories import GOOD_ROWS, LOG, MKDOCS, csv_text, descriptor_of, write_log

CSV = f"datasets/{LOG}/disclosures.csv"
DESCRIPTOR = f"datasets/{LOG}/datapackage.yaml"
GOOD = csv_text(GOOD_ROWS)
HEADER, FIRST, SECOND = GOOD.splitlines()


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def _put(old: str, new: str) -> Callable[[], bytes]:
    """Return the good file with one thing in it changed."""
    assert GOOD.count(old) == 1, old
    return lambda: GOOD.replace(old, new).encode()


@dataclass(frozen=True)
class Bad:
    """A bad input, and where the finding about it is."""

    name: str
    content: Callable[[], bytes]
    code: str
    row: int | None
    column: str | None
    file: str = CSV
    path: str = "disclosures.csv"


BAD = (
    Bad("cp1252", lambda: GOOD.replace("junior", "café").encode("cp1252"), "encoding", 3, "B"),
    Bad(
        "mixed encodings",
        lambda: GOOD.replace("Parking", "Café").encode().replace(b"junior", b"caf\xe9"),
        "encoding",
        3,
        "B",
    ),
    Bad("NUL", _put("junior", "jun\0ior"), "null-character", 3, "B"),
    Bad("unclosed quote", _put("Names of junior", '"Names of junior'), "quote-unclosed", 3, "B"),
    Bad("bare quote", _put("junior", 'jun"ior'), "quote-bare", 3, "B"),
    Bad("short row", lambda: _lines(HEADER, FIRST, SECOND.rpartition(",")[0]), "row-length", 3, None),
    Bad("long row", lambda: _lines(HEADER, FIRST, SECOND + ",x"), "row-length", 3, None),
    Bad("every row one too long", lambda: _lines(HEADER, FIRST + ",x", SECOND + ",y"), "row-length", 2, None),
    Bad("duplicate header", _put("response", "title"), "header-duplicate", 1, "title"),
    Bad("missing column", _put(",title,", ",Title,"), "column-missing", 1, "title"),
    Bad("semicolons", lambda: GOOD.replace(",", ";").encode(), "separator", 1, None),
    Bad("tabs", lambda: GOOD.replace(",", "\t").encode(), "separator", 1, None),
    Bad("empty", lambda: b"", "file-empty", None, None),
    Bad("header only", lambda: _lines(HEADER), "table-empty", 1, None),
    Bad("HTML saved as CSV", lambda: b"<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", "file-not-csv", 1, None),
    Bad(
        "git conflict marks",
        lambda: _lines(HEADER, "<<<<<<< HEAD", FIRST, "=======", SECOND, ">>>>>>> branch"),
        "merge-conflict",
        2,
        None,
    ),
    Bad("dd/mm/yyyy", _put("2024-03-28", "28/03/2024"), "date-form", 3, "date_responded"),
    Bad("30 February", _put("2024-02-27", "2024-02-30"), "date-impossible", 2, "date_received"),
    Bad("duplicate reference", _put("FOI-2024-0002", "FOI-2024-0001"), "reference-duplicate", 3, "reference"),
    Bad(
        "path outside the folder",
        lambda: json.dumps(descriptor_of(LOG, {"../other/disclosures.csv": "disclosures"})).encode(),
        "path",
        None,
        None,
        DESCRIPTOR,
        "datapackage.yaml",
    ),
)


def run(folder: Path, site: Path, command: str = "build") -> int:
    """Run the real command line in this process."""
    return main(
        [
            command,
            "--config",
            str(MKDOCS),
            "--datasets",
            str(folder / "datasets"),
            "--site",
            str(site),
            "--format",
            "json",
        ]
    )


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with the hash of what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site that was published from two good rows, beside its data."""
    folder = tmp_path_factory.mktemp("good")
    write_log(folder / "datasets")
    assert run(folder, folder / "site") == 0
    assert (folder / "site" / "disclosures" / f"{LOG}--foi-2024-0002" / "index.html").is_file()
    return folder


def test_there_are_twenty() -> None:
    assert len({bad.name for bad in BAD}) == 20


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_is_said_where_it_is_and_the_site_stays(
    bad: Bad, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(published)
    own = write_log(tmp_path / "datasets")
    (tmp_path / "datasets" / "other").mkdir()
    (tmp_path / "datasets" / "other" / "disclosures.csv").write_text(GOOD, encoding="utf-8")
    (own / bad.path).write_bytes(bad.content())

    assert run(tmp_path, published / "site") == 1

    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert report["published"] is False
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    found = [(f["code"], f["file"], f["row"], f["column"]) for f in errors]
    assert (bad.code, bad.file, bad.row, bad.column) in found
    for finding in errors:
        assert finding["message"]
        assert finding["advice"]
    assert tree(published) == before
    assert sorted(path.name for path in published.iterdir()) == [".site.kept", "datasets", "site"]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_check_finds_the_same(bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = write_log(tmp_path / "datasets")
    (own / bad.path).write_bytes(bad.content())
    assert run(tmp_path, tmp_path / "site", "check") == 1
    report = json.loads(capsys.readouterr().out)
    assert (bad.code, bad.row, bad.column) in {(f["code"], f["row"], f["column"]) for f in report["findings"]}
    assert not (tmp_path / "site").exists()
