"""Descriptors and schemas as texts: whatever is in one, it is read or refused in a sentence, and soon."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosurelog.reading.descriptors import MAX_DESCRIPTOR_BYTES, parse_descriptor, read_schema, read_text_file

UNREADABLE = {
    "a whole number that is none": 'a: !!int ""',
    "a number that is none": 'a: !!float ""',
    "yes or no that is neither": 'a: !!bool "maybe"',
    "a time that is none": 'a: !!timestamp "x"',
    "a day that is in no month": "a: 2024-02-30",
    "an object of Python": "a: !!python/object/apply:os.system [ls]",
    "a list that is not closed": "a: [1",
    "a character of control": "a: \x07",
    "a list as a key": "? [a]\n: b",
    "half a character": '{"a": "\\ud800"}',
    "half a character in a name": '{"\\udfff": 1}',
    "a number of 24,000 digits": "a: 0x" + "f" * 20_000,
    "lists in lists": "a: " + "[" * 200_000 + "]" * 200_000,
    "lists in lists of JSON": '{"a": ' + "[" * 900 + "]" * 900 + "}",
    "lists in lists, in lines": "- " * 300_000,
    "a list of itself": "a: &a [*a]",
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_description_is_refused_in_a_sentence(text: str) -> None:
    found, problem, _ = parse_descriptor(text)
    assert found is None
    assert problem.startswith("The file ")
    assert problem.endswith(".")


def test_json_is_read_with_its_tabs_and_escapes() -> None:
    text = '{\t"title":\t"Trees \\ud83c\\udf33",\n\t"many": [1e3, null, true]}'
    assert parse_descriptor(text) == ({"title": "Trees 🌳", "many": [1000.0, None, True]}, "", None)


def test_what_is_read_can_be_written_again() -> None:
    found, _, _ = parse_descriptor("title: Trees 🌳\nwords: [é, Ω, 𝕏]\n2024: 5")
    assert json.dumps(found, ensure_ascii=False).encode("utf-8")


def test_a_large_schema_is_read(tmp_path: Path) -> None:
    fields = "".join(f"- {{name: column {n}, type: string, title: The column {n}}}\n" for n in range(1_000))
    (tmp_path / "large.yaml").write_text("fields:\n" + fields, encoding="utf-8")
    schema, problem = read_schema(tmp_path, "large.yaml")
    assert problem == ""
    assert schema is not None
    assert len(schema["fields"]) == 1_000


def test_a_schema_file_is_read_once_however_many_tables_have_it(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text('{"fields": []}', encoding="utf-8")
    known: dict[str, tuple[dict[str, object] | None, str]] = {}
    first = read_schema(tmp_path, "one.json", known)
    path.unlink()
    assert read_schema(tmp_path, "one.json", known) == first == ({"fields": []}, "")


def test_what_is_larger_than_a_descriptor_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("a: " + "x" * MAX_DESCRIPTOR_BYTES, encoding="utf-8")
    assert read_text_file(path, MAX_DESCRIPTOR_BYTES) is None
