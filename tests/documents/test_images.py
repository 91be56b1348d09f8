"""Pictures: what a camera or a program writes into them, and the same picture without it."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
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


def chunked(name: bytes, held: bytes) -> bytes:
    """Return a PNG with a part that is no picture."""
    content, sum_ = picture("PNG"), zlib.crc32(name + held)
    at = content.index(b"IDAT") - 4
    return content[:at] + struct.pack(">I", len(held)) + name + held + struct.pack(">I", sum_) + content[at:]


def marked(*parts: tuple[int, bytes]) -> bytes:
    """Return a JPEG with parts APP0 to APP15."""
    content = picture()
    made = b"".join(struct.pack(">BBH", 0xFF, 0xE0 + number, len(held) + 2) + held for number, held in parts)
    return content[:2] + made + content[2:]


def filmed(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    return saved(lambda into: frames[0].save(into, kind, save_all=True, append_images=frames[1:]))


def glass(*, empty: bool) -> bytes:
    image = Image.open(io.BytesIO(picture("PNG"))).convert("RGBA")
    if empty:
        image.paste((255, 255, 255, 255), (0, 0, 64, 48))
    image.putalpha(Image.new("L", (64, 48), 0))
    return saved(lambda into: image.save(into, "PNG"))


RED = saved(lambda into: Image.new("RGB", (40, 30), "red").save(into, "JPEG"))
NAMES = "http://www.metadataworkinggroup.com/schemas/regions/"
FACES = f'<x xmlns:r="{NAMES}"><li r:Name="Jane Bloggs"/></x>'.encode()
ADOBE = b"http://ns.adobe.com/xap/1.0/\x00"
CASES += [
    ("custom-data", "the part prVt", "png", chunked(b"prVt", b"Jane Bloggs")),
    ("custom-data", "the part APP4", "jpg", marked((4, b"notes of Jane Bloggs"))),
    ("custom-data", "the part APP11", "jpg", marked((11, b"JP of Jane Bloggs"))),
    ("custom-data", "the part notes", "gif", picture("GIF")[:-1] + b"\x21\xff\x0bJaneBloggs1\x02ab\x00;"),
    ("custom-data", "the part text", "gif", picture("GIF")[:-1] + b"\x21\x01\x0c" + bytes(12) + b"\x04Jane\x00;"),
    ("second-picture", "a film", "png", filmed("PNG")),
    ("second-picture", "a film", "gif", filmed("GIF")),
    ("second-picture", "a film", "webp", filmed("WEBP")),
    ("picture-only", "pages 1 to 2", "tif", filmed("TIFF")),
    ("cropped-picture", "where it can be seen through", "png", glass(empty=False)),
    ("thumbnail", "", "jpg", marked((0, b"JFXX\x00\x10" + RED))),
    ("thumbnail", "", "jpg", marked((13, b"Photoshop 3.0\x008BIM\x04\x0c" + bytes(34) + RED))),
    ("location", "", "jpg", marked((1, exif().tobytes()), (1, exif(gps=True).tobytes()))),
    ("author", "properties, who is in it", "jpg", marked((1, ADOBE + FACES))),
    ("author", "properties, who is in it", "jpg", marked((1, ADOBE + b"<x/>"), (1, ADOBE + FACES))),
    ("saved-path", "properties", "jpg", marked((1, ADOBE + b"<x><filePath>/Users/jbloggs/a.psd</filePath></x>"))),
    ("camera", "properties, notes that only the maker of the camera can read", "jpg",
     picture(exif=exif(MakerNote=b"Acme of Jane Bloggs"))),
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
        ("png", glass(empty=True)),
        ("png", chunked(b"iDOT", bytes(28))),
        ("jpg", marked((13, b"Photoshop 3.0\x008BIM\x04\x04" + bytes(6)), (14, b"Adobe\x00d"), (12, b"Ducky\x00"))),
        ("jpg", marked((1, ADOBE + b'<x xmlns:c="crs"><Look c:Name="Portrait Soft"/></x>'))),
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
        ("jpg", {"exif": exif(DocumentName="Jane Bloggs")}),
        ("jpg", {"exif": exif(HostComputer="Jane Bloggs")}),
        ("jpg", {"exif": exif(XPComment="Jane Bloggs".encode("utf-16-le"))}),
    ],
)
def test_what_is_written_in_a_picture_is_text(ending: str, options: dict[str, Any], tmp_path: Path) -> None:
    content = picture({"jpg": "JPEG", "gif": "GIF", "png": "PNG"}[ending], **options)
    assert "Jane Bloggs" in words(look(tmp_path, f"a.{ending}", content))


@cache
def unpacks_to_much() -> bytes:
    return zlib.compress(bytes(20_000_000), 9)


def png_of(width: int, height: int) -> bytes:
    """Return the head of a huge PNG, with data that unpacks to much more than it says."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", unpacks_to_much()) + chunk(b"IEND", b"")


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
