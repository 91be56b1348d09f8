"""Pictures: where they were taken and by whom, and what else is in the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError
from disclosurelog.reading.documents.picture_parts import (
    gif_parts,
    jpeg_parts,
    more_xmp,
    small_pictures,
    unknown_parts,
    words_in,
)
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
          0x9C9F: "subject", 0x8298: "copyright", 0x010D: "name of the document", 0x013C: "name of the computer",
          0x011D: "name of the page", 0x9213: "history", 0xC68B: "name of a file"}  # fmt: skip
_NOTES_OF_THE_MAKER = 0x927C
_MOST_FRAMES = 100
_SEEN_THROUGH = 32, 400
"""Shades, and points, that a picture has where it is not seen, from which on something is there."""
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
    _tell_parts(content, image.format or "", found)
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
    frames = getattr(image, "n_frames", 1)
    if image.format == "MPO" or (frames > 1 and image.format != "TIFF"):
        found.trace("second-picture", "", "a film" if image.format != "MPO" else "")
    _tell_thumbnail(image, exif, content, found)
    if image.format == "TIFF":
        _tell_pages(image, frames, found)
    elif image.mode == "RGBA" and frames == 1 and _hides_behind_glass(image):
        found.trace("cropped-picture", "", "where it can be seen through")


def _tell_pages(image: Image.Image, frames: int, found: Gathering) -> None:
    """Tell of the pages of a TIFF after the first, which is a scan then."""
    if frames > _MOST_FRAMES:
        raise UnreadableError(f"The picture has more than {_MOST_FRAMES} pages, too many to be looked at.")
    if frames > 1:
        found.trace("picture-only", f"pages 1 to {frames}")
    for frame in range(1, frames):
        found.budget.go_on()
        image.seek(frame)
        _tell_exif(image.getexif(), found)


def _hides_behind_glass(image: Image.Image) -> bool:
    """Whether a picture shows something in the places where it is seen through, if they are made solid."""
    glass = image.getchannel("A").point(lambda alpha: 255 if alpha == 0 else 0)
    shades = image.convert("RGB").convert("L").histogram(glass)
    return sum(shades) >= _SEEN_THROUGH[1] and sum(1 for count in shades if count) >= _SEEN_THROUGH[0]


def _tell_parts(content: bytes, kind: str, found: Gathering) -> None:
    """Tell what programs left in the file beside the picture."""
    for name, held in unknown_parts(content, kind):
        found.trace("custom-data", "", f"the part {name}")
        found.say(f"words in the part {name}", words_in(held))
    if kind == "GIF":
        for _, held in gif_parts(content):
            if held.startswith(b"XMP DataXMP"):
                tell_xmp(held[11:].partition(b"\x01\xff\xfe")[0], found)
    if kind not in ("JPEG", "MPO"):
        return
    if more := more_xmp(content):
        tell_xmp(more, found)
    for _, held in [part for part in jpeg_parts(content) if part[1].startswith(b"Exif\x00\x00")][1:]:
        exif = Image.Exif()
        exif.load(held)
        _tell_exif(exif, found)


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
    if fields.get(_NOTES_OF_THE_MAKER):
        found.trace("camera", "properties", "notes that only the maker of the camera can read")
        found.say("notes of the camera", words_in(bytes(fields[_NOTES_OF_THE_MAKER])))
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
    smalls = list(_smalls(exif, content)) if image.format in ("JPEG", "MPO") else []
    if image.format in ("JPEG", "MPO"):
        image.draft("L", (320, 320))
    image.load()
    large = image.convert("L") if smalls else image
    if any(_differ(small, large) for small in smalls):
        found.trace("thumbnail", "")


def _smalls(exif: Image.Exif, content: bytes) -> Iterator[Image.Image]:
    """Yield the small pictures that a photograph carries."""
    ifd = exif.get_ifd(ExifTags.IFD.IFD1)
    start, size, head = ifd.get(0x0201), ifd.get(0x0202), content.find(b"Exif\x00\x00")
    held = list(small_pictures(content))
    if isinstance(start, int) and isinstance(size, int) and head >= 0:
        held.append((content[head + 6 + start :][:size], (0, 0)))
    for data, points in held:
        try:
            small = (
                Image.frombytes("RGB", points, data) if all(points) else Image.open(io.BytesIO(data), formats=("JPEG",))
            )
            grey = small.convert("L")
        except Exception:  # noqa: S112 - what cannot be shown shows nothing
            continue
        yield grey


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
