from __future__ import annotations

import os
from pathlib import Path

import pytest

from disclosurelog.reading import store
from disclosurelog.reading.store import Store
from tests.sites import SMALL, Workplace, write_dataset, write_log

SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "town", "type": "string"}]}


def never() -> bytes:
    raise AssertionError("it was made again")


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    made = Store(tmp_path / "kept").kept(("a", b"b"), lambda: b"content")
    assert Store(tmp_path / "kept").kept(("a", b"b"), never) == made
    assert made.content == b"content"


@pytest.mark.parametrize("parts", [("a", b"c"), ("ab",), ("a", b"b", ""), (b"ab", "")])
def test_other_parts_are_another_thing(tmp_path: Path, parts: tuple[bytes | str, ...]) -> None:
    Store(tmp_path).keep(("a", b"b"), b"content")
    assert Store(tmp_path).find(parts) is None


def test_another_program_makes_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(tmp_path).keep(("a",), b"content")
    monkeypatch.setattr(store, "program_digest", lambda: b"another")
    assert Store(tmp_path).find(("a",)) is None


@pytest.mark.parametrize("harm", [b"", b"conten", b"contenT", b"content and more"])
def test_what_was_harmed_is_made_again(tmp_path: Path, harm: bytes) -> None:
    Store(tmp_path).keep(("a",), b"content")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(harm)
    assert Store(tmp_path).kept(("a",), lambda: b"content").content == b"content"
    assert Store(tmp_path).kept(("a",), never).content == b"content"


def test_what_a_build_did_not_use_is_removed(tmp_path: Path) -> None:
    first = Store(tmp_path)
    first.keep(("old",), b"old")
    first.keep(("used",), b"used")
    (tmp_path / ".half.1").write_bytes(b"of a build that was killed")
    os.utime(tmp_path / ".half.1", (0, 0))
    second = Store(tmp_path)
    second.find(("used",))
    second.keep(("new",), b"new")
    second.forget_unused()
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"new", b"used"]


def test_a_clock_that_ran_ahead_keeps_nothing(tmp_path: Path) -> None:
    Store(tmp_path).keep(("old",), b"old")
    (kept,) = tmp_path.iterdir()
    os.utime(kept, (kept.stat().st_mtime + 86_400,) * 2)
    Store(tmp_path).forget_unused()
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_a_folder_keeps_nothing(tmp_path: Path) -> None:
    assert Store(None).kept(("a",), lambda: b"1").content == b"1"
    assert Store(None).kept(("a",), lambda: b"2").content == b"2"
    Store(None).forget_unused()


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert Store(tmp_path / "file").kept(("a",), lambda: b"1").content == b"1"


def test_nothing_kept_is_served_after_a_change(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    folder = place.datasets / "towns"
    write_dataset(folder, {"towns": ("id,town\n1,Anytown\n", SCHEMA)}, title="First")
    place.publish()
    served = place.site / "datasets/towns/towns.json"
    before = served.read_text(encoding="utf-8")
    write_dataset(folder, {"towns": ("id,town\n1,Beetown\n", SCHEMA)}, title="First")
    place.publish()
    assert "Beetown" in served.read_text(encoding="utf-8")
    write_dataset(folder, {"towns": ("id,town\n1,Beetown\n", SCHEMA)}, title="Second")
    place.publish()
    assert '"title":"Second"' in served.read_text(encoding="utf-8")
    write_dataset(folder, {"towns": ("id,town\n1,Anytown\n", SCHEMA)}, title="First", licenses=[{"name": "CC0-1.0"}])
    place.publish()
    assert "CC0" in served.read_text(encoding="utf-8")
    write_dataset(folder, {"towns": ("id,town\n1,Anytown\n", SCHEMA)}, title="First")
    place.publish()
    assert served.read_text(encoding="utf-8") == before


def test_nothing_withdrawn_is_kept(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    secret = {**SMALL["disclosures"][0], "reference": "FOI-2024-9", "title": "Xyzzy", "response": "Plugh"}
    tables = {**SMALL, "disclosures": [*SMALL["disclosures"], secret]}
    write_log(place.datasets / "small-council", tables)
    place.publish()
    kept = tmp_path / ".site.kept"
    assert any(b"Xyzzy" in path.read_bytes() for path in kept.iterdir())
    gone = {"date": "2025-01-02", "reference": "FOI-2024-9", "kind": "withdrawal", "explanation": "It named somebody."}
    write_log(place.datasets / "small-council", {**SMALL, "changes": [gone]})
    place.publish()
    for path in [*kept.iterdir(), *(path for path in place.site.rglob("*") if path.is_file())]:
        content = path.read_bytes()
        assert b"Xyzzy" not in content, path
        assert b"Plugh" not in content, path
