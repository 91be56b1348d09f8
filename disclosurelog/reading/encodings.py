"""Decide how the bytes of a CSV are letters. Nothing is guessed: what could be read in two ways is refused."""

from __future__ import annotations

import codecs
import re

from disclosurelog.model.findings import Finding
from disclosurelog.reading.mistaken import SAVE_AS
from disclosurelog.reading.whereabouts import refusal, whereabouts

UTF_8 = "utf-8"
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "cp1252": "cp1252", "windows-1252": "cp1252", "latin-1": "cp1252",
             "iso-8859-1": "cp1252"}  # fmt: skip
"""Encodings that a descriptor may declare. What calls itself ISO 8859-1 is read as cp1252, as browsers do."""

_AT_ONCE = 1024 * 1024
_OF_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HALF = re.compile(rb"\xed[\xa0-\xbf]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_SHOWN = 30


def find_encoding(content: bytes, file: str, declared: str) -> tuple[str | None, Finding | None]:
    """Return Python's name of the encoding of ``content``, or ``None`` and why it is in none that can be read."""
    known = ENCODINGS.get(declared.lower())
    if known is None:
        advice = "Save the file as UTF-8 and take the “encoding” line out of datapackage.yaml."
        message = f"The encoding “{declared[:_SHOWN]}” is not one that can be read."
        return None, refusal(file, "encoding-unknown", message, advice)
    if content.isascii():
        return known, None
    problem = _not_utf_8(content, file) if known == UTF_8 else _not_cp1252(content, file)
    return (None, problem) if problem else (known, None)


def _fault_at(content: bytes) -> int | None:
    """Return where the first byte is that is not UTF-8, ``None`` if all are. The text is not kept."""
    at = 0
    while at < len(content):
        part = content[at : at + _AT_ONCE]
        try:
            at += codecs.utf_8_decode(part, "strict", at + _AT_ONCE >= len(content))[1]
        except UnicodeDecodeError as error:
            return at + error.start
    return None


def _not_utf_8(content: bytes, file: str) -> Finding | None:
    at = _fault_at(content)
    if at is None:
        return None
    row, where = whereabouts(content, at)
    message = f"Row {row}, column {where} holds a character that is not UTF-8, and guessing what it is could be wrong."
    if _HALF.match(content, at):
        message = f"Row {row}, column {where} holds half of a character, as some programs write emoji."
        advice = "Delete the character in a spreadsheet, or type it again, and save the file as “CSV UTF-8”."
    elif _OF_UTF_8.search(content):
        advice = (
            f"Other letters of the file are UTF-8, so two files were perhaps put together: open each as what it is, "
            f"put them together in a spreadsheet, and save that. {SAVE_AS}"
        )
    else:
        advice = (
            f"{SAVE_AS} If all of it is in the older Windows encoding, declare “encoding: cp1252” in datapackage.yaml."
        )
    return refusal(file, "encoding", message, advice, row, where)


def _not_cp1252(content: bytes, file: str) -> Finding | None:
    if _fault_at(content) is None:
        message = (
            "The file is UTF-8, but datapackage.yaml says that it is cp1252: letters such as é and £ would be garbled."
        )
        return refusal(file, "encoding", message, "Take the “encoding: cp1252” line out of datapackage.yaml.")
    undefined = _UNDEFINED.search(content)
    if undefined is not None:
        row, where = whereabouts(content, undefined.start())
        message = (
            f"Row {row}, column {where} holds a character that is not in cp1252, the encoding datapackage.yaml "
            "declares. The file may come from an old Mac."
        )
        return refusal(file, "encoding", message, SAVE_AS, row, where)
    mixed = _OF_UTF_8.search(content)
    if mixed is not None:
        row, where = whereabouts(content, mixed.start())
        garbled = mixed.group().decode("cp1252")
        message = (
            f"Row {row}, column {where} would read “{garbled}”: that letter is UTF-8, but datapackage.yaml says that "
            "the file is cp1252. It is in both."
        )
        advice = f"Type the cell again and save the file. {SAVE_AS} Then take the “encoding: cp1252” line out."
        return refusal(file, "encoding", message, advice, row, where)
    return None
