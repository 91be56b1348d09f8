"""Zip archives: each file in them is looked into, and what only harmful archives have is refused."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.makers import look, picture, places, traced, words, workbook, zipped
from tests.documents.test_excel import hidden_sheet

CSV = "ward,count\nNorth,12\n"


def test_a_clean_archive_has_no_trace_and_all_its_text(tmp_path: Path) -> None:
    found = look(
        tmp_path, "a.zip", zipped({"wards.csv": CSV, "more/notes.txt": "Jane Bloggs", "map.png": picture("PNG")})
    )
    assert (found.traces, found.problem) == ((), "")
    assert [grid.sheet for grid in found.grids] == ["in “wards.csv”"]
    assert ("in “more/notes.txt”, line 1", "Jane Bloggs") in [(p.where, p.text) for p in found.passages]


def test_files_within_files_say_where_they_are(tmp_path: Path) -> None:
    inner = zipped({"pay.xlsx": workbook(hidden_sheet("hidden"))})
    found = look(tmp_path, "a.zip", zipped({"all/inner.zip": inner}))
    assert places(found, "hidden-sheet") == ["in “all/inner.zip”, in “pay.xlsx”, sheet “Staff”"]
    assert "Jane Bloggs" in words(found)


ITSELF = b"a program that unpacks itself" + zipped({"a.csv": CSV})
PAGE = "in “a.csv”, a web page or a drawing for the web, which can run a script"


def linked() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        entry = zipfile.ZipInfo("link.csv")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return into.getvalue()


def between(more: bytes) -> bytes:
    """Return an archive with bytes between its last part and the list of them."""
    content = zipped({"a.csv": CSV})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    place = struct.pack("<I", start + len(more))
    return content[:start] + more + content[start : end + 16] + place + content[end + 20 :]


def test_names_and_comments_are_text(tmp_path: Path) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        entry = zipfile.ZipInfo("a.csv")
        entry.comment = b"of Jane Bloggs"
        archive.writestr(entry, CSV)
        archive.writestr("John Smith/", "")
    found = look(tmp_path, "a.zip", into.getvalue())
    assert (traced(found), found.problem) == (set(), "")
    assert {"Jane Bloggs", "John Smith"} <= {name for name in ("Jane Bloggs", "John Smith") if name in words(found)}


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    assert "empty" in look(tmp_path, "a.zip", zipped({"folder/": ""})).problem


@pytest.mark.parametrize(
    ("kind", "where", "content"),
    [
        ("unsafe-path", "“../../up.csv” leads outside the folder it is unpacked in", zipped({"../../up.csv": CSV})),
        ("unsafe-path", "“/etc/a.csv” leads outside the folder it is unpacked in", zipped({"/etc/a.csv": CSV})),
        ("unsafe-path", "“C:/a.csv” leads outside the folder it is unpacked in", zipped({"C:/a.csv": CSV})),
        ("unsafe-path", "“link.csv” is a link to somewhere else", linked()),
        ("not-published", "“setup.exe”", zipped({"setup.exe": b"MZ"})),
        ("not-published", "“page.html”", zipped({"page.html": "<html>"})),
        ("not-published", "“README”", zipped({"README": "x"})),
        ("system-file", "“a/Thumbs.db”", zipped({"a/Thumbs.db": b"x", "a.csv": CSV})),
        ("system-file", "“__MACOSX/._a.csv”", zipped({"__MACOSX/._a.csv": b"x", "a.csv": CSV})),
        ("second-kind", "something else before the archive begins", ITSELF),
        ("other-kind", PAGE, zipped({"a.csv": "<html>"})),
        ("left-over", "40 bytes between its parts or after them", between(b"x" * 40)),
        ("left-over", "40 bytes between its parts or after them", zipped({"a.csv": CSV}) + b"x" * 40),
        ("unsafe-path", "“a vsc.csv” has signs in its name that turn letters round", zipped({"a\u202evsc.csv": CSV})),
    ],
)  # fmt: skip
def test_what_an_archive_must_not_hold(kind: str, where: str, content: bytes, tmp_path: Path) -> None:
    name = "a.zip"
    found = look(tmp_path, name, content)
    assert (kind, where) in {
        (trace.kind, ", ".join(filter(None, (trace.where, trace.detail)))) for trace in found.traces
    } or (kind == "second-kind" and "other-kind" in traced(found))


# Archives made to do harm


def locked() -> bytes:
    content = bytearray(zipped({"a.csv": CSV}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def doubled() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("a.csv", CSV)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "ward\nJane Bloggs\n")
    return into.getvalue()


def overlapping() -> bytes:
    """Return an archive whose entries are all the same bytes: a small file that unpacks to a hundred."""
    content = zipped({"a.csv": "x" * 1000})
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[start:end]
    entries = b"".join(entry.replace(b"a.csv", b"%c.csv" % (97 + n)) for n in range(26))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 26, 26, len(entries), start, 0)
    return content[:start] + entries + tail


def nested(depth: int) -> bytes:
    content = zipped({"a.csv": CSV})
    for _ in range(depth):
        content = zipped({"a.zip": content})
    return content


def wide(depth: int) -> bytes:
    """Return an archive of archives, each with ten others, as 42.zip is."""
    content = zipped({f"{n}.txt": "0" * 30_000_000 for n in range(2)})
    for _ in range(depth):
        content = zipped({f"{n}.zip": content for n in range(10)})
    return content


def crossed() -> bytes:
    content = bytearray(zipped({"a.csv": CSV * 50}))
    content[40] ^= 0xFF
    return bytes(content)


HARMFUL: list[tuple[str, Callable[[], bytes]]] = [
    ("password", locked),
    ("twice", doubled),
    ("share the same bytes", overlapping),
    ("more than 250 times", lambda: zipped({"a.txt": "0" * 30_000_000})),
    ("more than the 10,000", lambda: zipped({f"{n}.csv": "" for n in range(10_001)})),
    ("too deep", lambda: nested(6)),
    ("more than 250 times", lambda: wide(2)),
    ("damaged", crossed),
    ("broken", lambda: zipped({"a.csv": CSV})[:-10]),
    ("broken", lambda: b"PK\x03\x04" + bytes(range(256)) * 100),
]


@pytest.mark.parametrize(("says", "make"), HARMFUL, ids=[case[0] + str(n) for n, case in enumerate(HARMFUL)])
def test_an_archive_made_to_do_harm_is_refused(says: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    assert says in look(tmp_path, "a.zip", make()).problem
