"""Draft the descriptor of a dataset from its CSV, for an officer to read, correct and complete.

Types are recognised only where nothing is lost by them; everything that a program cannot know is left for a
person to fill in, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from disclosurelog.model.addresses import fold
from disclosurelog.model.datasets import FREQUENCIES, TYPES
from disclosurelog.model.errors import SetUpError
from disclosurelog.model.findings import Finding, Place
from disclosurelog.reading.drafts import TO_DO
from disclosurelog.reading.folders import too_large
from disclosurelog.reading.recognition import recognise_type
from disclosurelog.reading.rows import Rows, read_rows

MOST_VALUES = 8
"""Different values from which on a column of text is no longer thought to be a closed list."""

_FEW_ROWS = 20
_NAMES_OF_KEYS = {"id", "key", "number", "no", "ref", "reference", "code"}
_SHOWN = 3
_LONGEST = 40


def describe_file(path: Path) -> tuple[str, list[Finding]]:
    """Return a draft of ``datapackage.yaml`` for a CSV, or ``""`` and why it cannot be read.

    Raises ``SetUpError`` for what is there but is no file, such as a folder or a device, which may have no end.
    """
    if path.exists() and not path.is_file():
        raise SetUpError(f"“{path}” is not a file.")
    if (large := too_large(path, Place(path.name))) is not None:
        return "", [large]
    rows, findings = read_rows(path.read_bytes(), path.name)
    if rows is None:
        return "", findings
    return "\n".join(_draft(path.name, rows)) + "\n", findings


def _draft(file: str, rows: Rows) -> Iterator[str]:
    name = fold(Path(file).stem)[:60].strip("-") or "dataset"
    columns = rows.columns
    yield f"# A draft, made from {_quoted(file)}. Read every line, correct it, and fill in what is marked {TO_DO}."
    yield f"# Save it as datapackage.yaml in a folder of its own in datasets/, with {_quoted(file)} beside it."
    yield f"name: {_quoted(name)}  # becomes the address: /datasets/{name}/"
    yield f"title: {_to_do('what it is called')}  # at most 65 characters, with the authority and the year"
    yield f"description: {_to_do('what is in it, for a reader, in two or three sentences.')}"
    yield "licenses:"
    yield "  - name: TO-DO  # the licence of the dataset, such as OGL-UK-3.0. It is never guessed."
    yield "contributors:"
    yield f"  - title: {_to_do('the authority that publishes it')}"
    yield "    role: publisher"
    yield "keywords: []  # such as [spending, transparency]"
    yield "resources:"
    yield f"  - name: {_quoted(name)}"
    yield f"    path: {_quoted(file)}"
    yield "    schema:"
    key = _key(rows.header, columns)
    if key:
        yield f"      primaryKey: {_quoted(key)}  # no two rows have the same. Take it out if that is chance."
    yield "      fields:"
    for header, cells in zip(rows.header, columns, strict=True):
        yield from _field(header, cells)
    yield "open_dataset:"
    yield "  # authority: the-name-of-your-log   # if the same authority has a log on this site"
    yield "  # disclosure: FOI-2024-0001         # the answer it was released with, if any"
    yield "  # contact: data@authority.gov.uk    # for questions about it"
    yield '  # updated: "2024-03-31"             # the day on which it last changed'
    yield f"  # frequency: annual                 # one of: {', '.join(FREQUENCIES)}"
    yield '  # period: {from: "2023-04-01", to: "2024-03-31"}'


def _field(name: str, cells: Sequence[str]) -> Iterator[str]:
    kind = recognise_type(cells)
    filled = [cell for cell in cells if cell]
    counted = f"{len(filled):,} of {len(cells):,} filled in"
    yield f"        - name: {_quoted(name)}"
    yield f"          type: {kind}  # {TYPES[kind].lower()}; {counted}{_examples(filled)}"
    yield f"          title: {_quoted(_title(name))}"
    yield f"          description: {_to_do('what a cell of it means, and in which unit.')}"
    if filled and len(filled) == len(cells):
        yield "          constraints: {required: true}  # every row has it now. Is it meant to be so?"
    values = sorted(set(filled))
    if kind == "string" and len(cells) >= _FEW_ROWS and 1 < len(values) <= MOST_VALUES:
        listed = ", ".join(map(_quoted, values))
        yield f"          # If it can be nothing else, write: constraints: {{enum: [{listed}]}}"


def _examples(filled: Sequence[str]) -> str:
    """Return the first few different values, for a comment."""
    shown = list(dict.fromkeys(filled))[:_SHOWN]
    return f"; such as {', '.join(_quoted(_short(cell)) for cell in shown)}" if shown else ""


def _key(header: Sequence[str], columns: Sequence[Sequence[str]]) -> str:
    """Return the column that tells the rows apart, if one is named as such and does."""
    for name, cells in zip(header, columns, strict=True):
        named = set(fold(name).split("-")) & _NAMES_OF_KEYS
        if named and cells and all(cells) and len(set(cells)) == len(cells):
            return name
    return ""


def _title(name: str) -> str:
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…"


def _to_do(what: str) -> str:
    return _quoted(f"{TO_DO}: {what}")


def _quoted(text: str) -> str:
    """Return a text as YAML has it on one line, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
