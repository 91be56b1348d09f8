"""An authority's colour and logo are read from its descriptor, or found wrong and left out."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.model.authorities import Logo
from disclosurelog.model.findings import Severity
from disclosurelog.reading.logos import MOST_BYTES, find_logo
from tests.factories import read_all, write_log


def png(width: int, height: int) -> bytes:
    """Return a PNG picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_logo_is_read_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "crest.png").write_bytes(png(120, 48))
    assert find_logo(tmp_path, "crest.png") == Logo(str(tmp_path / "crest.png"), 120, 48)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG"),
        (b"\xff\xd8\xff\xe0JFIF", "not a PNG"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (png(3, 3)[:20], "damaged"),
        (png(300, 100)[:40], "damaged"),
        (png(30, 10)[:-1], "damaged"),
        (png(30, 10)[:-12], "damaged"),
        (png(30, 10).replace(b"IDAT", b"IDAX"), "damaged"),
        (png(30, 10).replace(b"\0\0\0\x1e", b"\0\0\0\x1f", 1), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 40, "damaged"),
        (png(3, 0), "pixels"),
        (png(0, 3), "pixels"),
        (png(2001, 1), "pixels"),
        (png(3, 3) + b"\0" * MOST_BYTES, "bytes"),
    ],
)
def test_what_is_not_a_logo_is_said_so(content: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "crest.png").write_bytes(content)
    found = find_logo(tmp_path, "crest.png")
    assert isinstance(found, str)
    assert why in found


def test_a_logo_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "crest.png").write_bytes(png(3, 3))
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "link.png").symlink_to(tmp_path / "crest.png")
    for path in ("../crest.png", str(tmp_path / "crest.png"), "link.png", "https://x.example/crest.png"):
        assert isinstance(find_logo(tmp_path / "log", path), str), path


def test_a_picture_that_claims_more_than_it_holds_is_not_shown(tmp_path: Path) -> None:
    """A few bytes can ask a browser for gigabytes."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    small = png(3, 3)
    large = small[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + small[33:]
    (tmp_path / "crest.png").write_bytes(large)
    assert "30,000 × 30,000 pixels" in str(find_logo(tmp_path, "crest.png"))


@pytest.mark.parametrize("colour", ["#0b3c49", "#ABCDEF", "#000000"])
def test_a_colour_is_read(colour: str, tmp_path: Path) -> None:
    write_log(tmp_path / "datasets", descriptor={"disclosure_log": {"authority": {"colour": colour}}})
    logs, findings = read_all(tmp_path / "datasets")
    assert logs[0].authority.colour == colour.lower()
    assert [f for f in findings if "colour" in f.message] == []


@pytest.mark.parametrize(
    "colour",
    ["red", "#fff", "0b3c49", "#0b3c4g", "#0b3c49; } body { display: none", None, 123456, ["#0b3c49"], "#0b3c499"],
)
def test_what_is_not_a_colour_is_left_out_and_said(colour: Any, tmp_path: Path) -> None:
    """Without quotation marks YAML takes all after # for a remark: nothing is left."""
    write_log(tmp_path / "datasets", descriptor={"disclosure_log": {"authority": {"colour": colour}}})
    logs, findings = read_all(tmp_path / "datasets")
    assert logs[0].authority.colour == ""
    (finding,) = (f for f in findings if "colour" in f.message)
    assert finding.severity is Severity.WARNING
    assert "quotation marks" in finding.message


@pytest.mark.parametrize("logo", ["crest.svg", "", None, 5, True, ["crest.png"], {}])
def test_a_logo_that_cannot_be_shown_is_left_out_and_said(logo: Any, tmp_path: Path) -> None:
    write_log(tmp_path / "datasets", descriptor={"disclosure_log": {"authority": {"logo": logo}}})
    logs, findings = read_all(tmp_path / "datasets")
    assert logs[0].authority.logo is None
    (finding,) = (f for f in findings if "“authority: logo:”" in f.message)
    assert "PNG" in finding.message
