"""Pictures: where they were taken and by whom, and what else is in the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError
from disclosurelog.reading.documents.properties import names_somebody
from disclosurelog.reading.documents.trailers import left_over
from disclosurelog.reading.documents.xmp import tell_xmp

_BROKEN = "The picture is broken: it ends early, or is not what it says it is."
_MOST_PIXELS = 60_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP")

_PERSONS = {0x013B: "the artist", 0x9C9D: "the author", 0xA430: "the owner of the camera"}
_SERIALS = {0xA431: "the number of the camera", 0xA435: "the number of the lens", 0xC62F: "the number of the camera",
            0x013C: "the name of the computer"}  # fmt: skip
_WORDS = {0x010E: "description", 0x9286: "comment", 0x9C9B: "title", 0x9C9C: "comment", 0x9C9E: "keywords",
          0x9C9F: "subject", 0x8298: "copyright"}  # fmt: skip
_IPTC = {(2, 80): "by", (2, 85): "by", (2, 120): "caption", (2, 122): "caption by", (2, 105): "headline",
         (2, 25): "keywords", (2, 26): "place", (2, 90): "place", (2, 92): "place"}  # fmt: skip
_UNLIKE = 40
"""Shades of grey, of 256, by which a small picture differs on average from the large one it should be of."""


def read_image(content: bytes, found: Gathering) -> None:
    """Tell what a picture's file holds. Raises ``UnreadableError`` where it is broken."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of what is looked at here
        try:
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                _tell_image(image, content, found)
        except UnreadableError:
            raise
        except Image.DecompressionBombError as error:
            raise UnreadableError(_too_large()) from error
        except MemoryError:
            raise
        except Exception as error:  # the library's readers raise whatever a broken file makes of them
            raise UnreadableError(_BROKEN) from error


def _too_large() -> str:
    return f"The picture has more than {_MOST_PIXELS // 1_000_000} million points, too many to be looked at."


def _tell_image(image: Image.Image, content: bytes, found: Gathering) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise UnreadableError(_too_large())
    exif = image.getexif()
    _tell_exif(exif, found)
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if xmp:
        tell_xmp(xmp if isinstance(xmp, bytes) else str(xmp).encode("utf-8", "replace"), found)
    for name, value in _texts(image).items():
        found.say(f"properties, {name}", value)
        if name.lower() in ("author", "artist", "creator") and names_somebody(value):
            found.trace("author", "properties", "the author")
    iptc = IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None
    for key, held in (iptc or {}).items():
        if key in _IPTC:
            value = " ".join(one.decode("utf-8", "replace") for one in (held if isinstance(held, list) else [held]))
            found.say(f"properties, {_IPTC[key]}", value)
            if "by" in _IPTC[key] and names_somebody(value):
                found.trace("author", "properties", "who took it")
    rest = left_over(content, image.format or "")
    if rest:
        found.trace("left-over", "", rest)
    if image.format == "MPO":
        found.trace("second-picture", "")
    _tell_thumbnail(image, exif, content, found)


def _texts(image: Image.Image) -> Mapping[str, str]:
    """Return the texts that a picture carries: comments, and the named texts of PNG."""
    texts = {str(name): str(value) for name, value in getattr(image, "text", {}).items() if "xmp" not in str(name)}
    comment = image.info.get("comment")
    if comment:
        texts["comment"] = comment.decode("utf-8", "replace") if isinstance(comment, bytes) else str(comment)
    return texts


def _tell_exif(exif: Image.Exif, found: Gathering) -> None:
    fields: dict[int, Any] = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if any(place.get(tag) for tag in (2, 4, 20, 22, 28)):
        found.trace("location", "")
    for tag, label in _PERSONS.items():
        if names_somebody(_words(fields.get(tag), tag)):
            found.trace("author", "properties", label)
            found.say(f"properties, {label}", _words(fields.get(tag), tag))
    for tag, label in _SERIALS.items():
        if _words(fields.get(tag), tag):
            found.trace("camera", "properties", label)
    for tag, label in _WORDS.items():
        found.say(f"properties, {label}", _words(fields.get(tag), tag))


def _words(value: object, tag: int) -> str:
    if isinstance(value, tuple) and value and all(isinstance(one, int) for one in value):
        value = bytes(one & 255 for one in value)
    if isinstance(value, bytes):
        if tag >= 0x9C00 and tag != 0x9286 and tag < 0x9D00:
            value = value.decode("utf-16-le", "replace")
        elif value[:8] == b"UNICODE\x00":
            value = value[8:].decode("utf-16-le" if value[8:9] != b"\x00" else "utf-16-be", "replace")
        else:
            value = value.removeprefix(b"ASCII\x00\x00\x00").decode("utf-8", "replace")
    return " ".join(str(value if value is not None else "").replace("\x00", " ").split())


def _tell_thumbnail(image: Image.Image, exif: Image.Exif, content: bytes, found: Gathering) -> None:
    """Read the whole picture, so that a broken one is known, and compare it with the small one that it carries."""
    ifd = exif.get_ifd(ExifTags.IFD.IFD1)
    start, size = ifd.get(0x0201), ifd.get(0x0202)
    small: Image.Image | None = None
    if isinstance(start, int) and isinstance(size, int) and image.format in ("JPEG", "MPO"):
        head = content.find(b"Exif\x00\x00")
        if head >= 0:
            try:
                small = Image.open(io.BytesIO(content[head + 6 + start :][:size]), formats=("JPEG",)).convert("L")
            except Exception:  # what cannot be shown shows nothing
                small = None
    if image.format in ("JPEG", "MPO"):
        image.draft("L", (320, 320))
    image.load()
    if small is None:
        return
    large = image.convert("L")
    if _differ(small, large):
        found.trace("thumbnail", "")


def _differ(small: Image.Image, large: Image.Image) -> bool:
    """Whether a small picture is not of what the large one shows: other proportions, or other light in a part of it.

    Cameras make the small one of the same proportions for all, with black bars above and below, or left and right.
    """
    ratio = large.width / large.height
    width, height = min(small.width, round(small.height * ratio)), min(small.height, round(small.width / ratio))
    left, top = (small.width - width) // 2, (small.height - height) // 2
    for bar in ((0, 0, left, small.height), (0, 0, small.width, top)):
        if max(left, top) > 2 and bar[2] and bar[3] and max(small.crop(bar).resize((4, 4)).tobytes()) > _UNLIKE:
            return True
    size = (16, 16)
    shown = small.crop((left, top, left + width, top + height)).resize(size)
    pairs = zip(shown.tobytes(), large.resize(size).tobytes(), strict=True)
    return sum(1 for a, b in pairs if abs(a - b) > _UNLIKE) > 2
