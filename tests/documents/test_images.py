"""Pictures: what a camera or a program writes into them, and the same picture without it."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from tests.documents.makers import exif, look, picture, places, saved, words

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description
 xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30.4N"/></r:RDF></x:xmpmeta>"""


def texts(**named: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    for name, value in named.items():
        info.add_text(name, value, zip=name == "Comment")
    return info


def with_thumbnail(alike: bool, size: tuple[int, int] = (640, 480), bars: int = 0) -> bytes:
    """Return a photograph that carries a small picture, of itself or of what it was before it was painted over."""
    large = Image.open(io.BytesIO(picture("PNG", size)))
    framed = Image.new("RGB", (160, 120))
    framed.paste(large.resize((160, 120 - 2 * bars)), (0, bars))
    small = saved(lambda into: framed.save(into, "JPEG"))
    if not alike:
        large.paste((0, 0, 0), (100, 100, 400, 300))
    # One field each in the first and the second list: its place in the file and its length.
    made = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<HI", 0, 14)
    made += struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 44, 0x0202, 4, 1, len(small), 0)
    return saved(lambda into: large.save(into, "JPEG", exif=b"Exif\x00\x00" + made + small))


CASES: list[tuple[str, str, str, bytes]] = [
    ("location", "", "jpg", picture(exif=exif(gps=True))),
    ("location", "", "png", picture("PNG", exif=exif(gps=True))),
    ("location", "", "webp", picture("WEBP", exif=exif(gps=True))),
    ("author", "properties, the artist", "tif", picture("TIFF", exif=exif(Artist="Jane Bloggs"))),
    ("location", "", "jpg", picture(xmp=XMP)),
    ("author", "properties, the artist", "jpg", picture(exif=exif(Artist="Jane Bloggs"))),
    ("author", "properties, the author", "jpg", picture(exif=exif(XPAuthor="Jane Bloggs".encode("utf-16-le")))),
    ("author", "properties, the owner of the camera", "jpg", picture(exif=exif(CameraOwnerName="Jane Bloggs"))),
    ("author", "properties, the author", "png", picture("PNG", pnginfo=texts(Author="Jane Bloggs"))),
    ("camera", "properties, the number of the camera", "jpg", picture(exif=exif(BodySerialNumber="12345"))),
    ("left-over", "40 bytes", "png", picture("PNG") + b"the rest of a screenshot that was cut   x"[:39] + b"x"),
    ("left-over", "50 bytes", "jpg", picture() + b"p" * 50),
    ("left-over", "50 bytes", "gif", picture("GIF") + b"p" * 50),
    ("left-over", "50 bytes", "webp", picture("WEBP") + b"p" * 50),
    ("thumbnail", "", "jpg", with_thumbnail(alike=False)),
    ("thumbnail", "", "jpg", with_thumbnail(alike=True, size=(300, 480))),
    ("second-picture", "", "jpg", saved(lambda into: Image.open(io.BytesIO(picture())).save(
        into, "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))]))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "where", "ending", "content"), CASES, ids=[f"{c[0]} {c[2]} {n}" for n, c in enumerate(CASES)]
)
def test_what_a_picture_carries(kind: str, where: str, ending: str, content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, f"a.{ending}", content)
    assert (found.problem, where in places(found, kind)) == ("", True), found.traces
    if kind == "author":
        assert "Jane Bloggs" in words(found)


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("jpg", picture()),
        ("jpg", picture(progressive=True)),
        ("jpg", picture(exif=exif(Make="Acme", Artist="Microsoft Windows"))),
        ("jpg", with_thumbnail(alike=True)),
        ("jpg", with_thumbnail(alike=True, size=(640, 360), bars=15)),
        ("png", picture("PNG")),
        ("gif", picture("GIF")),
        ("tiff", picture("TIFF")),
        ("webp", picture("WEBP")),
        ("jpg", picture() + b"\x00" * 100),
    ],
)
def test_a_clean_picture_has_no_trace(ending: str, content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, f"a.{ending}", content)
    assert (found.traces, found.problem) == ((), "")


@pytest.mark.parametrize(
    ("ending", "options"),
    [
        ("jpg", {"comment": "Jane Bloggs"}),
        ("gif", {"comment": b"Jane Bloggs"}),
        ("png", {"pnginfo": texts(Comment="Jane Bloggs")}),
        ("jpg", {"exif": exif(ImageDescription="Jane Bloggs")}),
        ("jpg", {"exif": exif(UserComment=b"UNICODE\x00" + "Jane Bloggs".encode("utf-16-le"))}),
        ("jpg", {"exif": exif(XPComment="Jane Bloggs".encode("utf-16-le"))}),
    ],
)
def test_what_is_written_in_a_picture_is_text(ending: str, options: dict[str, Any], tmp_path: Path) -> None:
    content = picture({"jpg": "JPEG", "gif": "GIF", "png": "PNG"}[ending], **options)
    assert "Jane Bloggs" in words(look(tmp_path, f"a.{ending}", content))


def png_of(width: int, height: int) -> bytes:
    """Return the head of a huge PNG, with data that unpacks to much more than it says."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(20_000_000), 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", png_of(100_000, 100_000)),
        ("a.png", png_of(9_000, 9_000)),
        ("a.png", png_of(4_000, 4_000)),
        ("a.jpg", picture(size=(400, 400))[:800]),
        ("a.png", picture("PNG", (400, 400))[:200]),
        ("a.gif", picture("GIF", (400, 400))[:200]),
        ("a.tif", b"II*\x00" + b"\xff" * 60),
    ],
)
def test_a_picture_that_is_broken_or_made_to_do_harm_says_so(name: str, content: bytes, tmp_path: Path) -> None:
    assert look(tmp_path, name, content).problem
