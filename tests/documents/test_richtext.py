"""Rich text: each thing that can be hidden in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.makers import exif, look, picture, traced, words

COLOURS = rb"{\colortbl;\red254\green254\blue254;\red0\green0\blue0;\red0\green0\blue90;}"
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
        ("hidden-text", COLOURS + rb"Seen {\cf1 Jane Bloggs}"),
        ("hidden-text", COLOURS + rb"Seen {\cf2\highlight2 Jane Bloggs}"),
        ("hidden-text", COLOURS + rb"Seen {\chcbpat2 Jane Bloggs}"),
        ("hidden-text", rb"Seen {\fs2 Jane Bloggs}"),
        ("template", rb"{\*\template C:\\Users\\Jane Bloggs\\a.dot}"),
        ("connection", rb"{\*\mailmerge{\mmquery SELECT Jane Bloggs}}"),
        ("outside-link", rb"{\field{\*\fldinst INCLUDETEXT a.doc}{\fldrslt Jane Bloggs}}"),
        ("location", rb"Jane Bloggs{\pict\jpegblip " + picture(exif=exif(gps=True)).hex().encode() + b"}"),
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


@pytest.mark.parametrize(
    "body",
    [
        rb"{\cf1\highlight3 Ward}",
        rb"{\cf2\fs20 Ward}\plain more",
        rb"{\cf1\plain Ward}",
        rb"\trowd\clcbpat3\cellx900\pard\intbl{\cf1 Ward}\cell\row",
        rb"{\field{\*\fldinst HYPERLINK https://anytown.example/}{\fldrslt Ward}}",
        rb"Ward{\pict\pngblip " + picture("PNG").hex().encode() + b"}",
    ],
)
def test_what_is_seen_is_no_trace(body: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, "a.rtf", START + COLOURS + body + b"}")
    assert (traced(found), found.problem) == (set(), "")
    assert "Ward" in words(found)


def test_what_follows_the_end_is_told(tmp_path: Path) -> None:
    assert traced(look(tmp_path, "a.rtf", START + b"Ward}" + b"the rest of Jane Bloggs")) == {"left-over"}
