"""Rich text: each thing that can be hidden in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.makers import look, traced, words

START = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\author user}}"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("hidden-text", rb"Seen {\v Jane Bloggs} seen"),
        ("hidden-text", rb"Seen \v Jane Bloggs\v0  seen"),
        ("tracked-changes", rb"Seen {\deleted\revauthdel1 Jane Bloggs}"),
        ("tracked-changes", rb"Seen {\revised Jane Bloggs}"),
        ("comments", rb"Seen{\*\atnauthor A. Manager}{\*\annotation Jane Bloggs}"),
        ("embedded-file", rb"Jane Bloggs{\object\objemb{\*\objdata 0105}}"),
        ("author", rb"{\info{\author Jane Bloggs}}"),
        ("custom-data", rb"{\*\docvar {x}{Jane Bloggs}}"),
    ],
)
def test_what_is_hidden_is_found(kind: str, body: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, "a.rtf", START + body + b"}")
    assert kind in traced(found)
    assert "Jane Bloggs" in words(found)
    assert found.problem == ""


def test_a_clean_document_has_no_trace_and_all_its_text(tmp_path: Path) -> None:
    body = rb"One \'a320,000 \u8220?two\u8221? {\b bold}\par Three \plain\v0 four {\*\generator X;}"
    found = look(tmp_path, "a.rtf", START + body + b"}")
    assert (found.traces, found.problem) == ((), "")
    assert [p.text for p in found.passages if p.where.startswith("paragraph")] == [
        "One £20,000 “two” bold", "Three four",
    ]  # fmt: skip


def test_groups_without_end_are_read(tmp_path: Path) -> None:
    found = look(tmp_path, "a.rtf", START + b"{" * 500_000 + b"Jane Bloggs")
    assert "Jane Bloggs" in words(found)
