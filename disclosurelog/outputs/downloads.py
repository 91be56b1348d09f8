"""A dataset as files to download: each table in every format, described beside it, and all of it in one archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.data_packages import PackageFacts, describe_package, describe_resource, schema_with_profile
from disclosurelog.outputs.distributions import Distribution
from disclosurelog.outputs.formats import FORMATS, Format
from disclosurelog.outputs.formats.archive import licence_text, readme_text, write_archive
from disclosurelog.outputs.sheets import About, DoesNotFitError, Sheet
from disclosurelog.reading.store import Store

_REFUSED = b"\0"
"""What is kept of a format that a table does not fit begins with this: no file does."""


@dataclass(frozen=True)
class Part:
    """A table of a dataset to be written. ``read`` reads its cells, which takes long and is often not needed."""

    name: str
    title: str
    description: str
    about: About
    schema: Mapping[str, Any]
    csv: bytes
    rows: int
    read: Callable[[], Sheet]
    encoding: str = "utf-8"

    @cached_property
    def sheet(self) -> Sheet:
        """The table with its cells."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A format in which a table is not offered, and why."""

    table: str
    format: str
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a folder offers: what catalogues say of its files, and the formats in which a table is not offered."""

    distributions: tuple[Distribution, ...]
    refusals: tuple[Refusal, ...]


def make_downloads(
    folder: str, facts: PackageFacts, parts: Sequence[Part], store: Store
) -> tuple[list[OutputFile], Offer]:
    """Return the files of a dataset in ``folder``, a path from the root of the site that ends in a slash."""
    files: list[OutputFile] = []
    distributions: list[Distribution] = []
    refusals: list[Refusal] = []
    for part in parts:
        schema_path = f"{folder}{part.name}.schema.json"
        files.append(OutputFile(schema_path, _json(schema_with_profile(part.schema))))
        for form in FORMATS:
            content = _written(form, part, store)
            if content.startswith(_REFUSED):
                refusals.append(Refusal(part.name, form.title, content[1:].decode("utf-8")))
                continue
            file = OutputFile(f"{folder}{part.name}.{form.extension}", content)
            files.append(file)
            distributions.append(_distribution(file, part, form, schema_path))
    package = _json(describe_package(facts, list(map(_resource, parts))))
    files.append(OutputFile(f"{folder}datapackage.json", package))
    archive = OutputFile(f"{folder}{facts.name}.zip", _archive(facts, parts, package, store))
    files.append(archive)
    notice = None if facts.terms or len(facts.notices) != 1 else facts.notices[0]
    distributions.append(
        Distribution(
            path=archive.path,
            title=f"{facts.title}, all files (ZIP)",
            extension="zip",
            media_type="application/zip",
            size=len(archive.content),
            sha256=hashlib.sha256(archive.content).hexdigest(),
            notice=notice,
        )
    )
    return files, Offer(tuple(distributions), tuple(refusals))


def _distribution(file: OutputFile, part: Part, form: Format, schema_path: str) -> Distribution:
    return Distribution(
        path=file.path,
        title=f"{part.title}, {form.title}",
        extension=form.extension,
        media_type=form.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        notice=part.about.notice,
        table=part.name,
        schema_path=schema_path,
    )


def _resource(part: Part) -> dict[str, Any]:
    return describe_resource(
        part.name,
        title=part.title,
        description=part.description,
        csv=part.csv,
        encoding=part.encoding,
        schema=part.schema,
        notice=part.about.notice,
    )


def _written(form: Format, part: Part, store: Store) -> bytes:
    """Return a table in a format, or ``_REFUSED`` and the reason why it cannot be."""
    if form.extension == "csv":
        return part.csv

    def write() -> bytes:
        try:
            return form.write(part.sheet)
        except DoesNotFitError as error:
            return _REFUSED + str(error).encode("utf-8")

    said = json.dumps([part.about.facts, str(part.about.day), part.schema, part.encoding])
    return store.kept(("format", form.extension, part.csv, said), write)


def _archive(facts: PackageFacts, parts: Sequence[Part], package: bytes, store: Store) -> bytes:
    texts = {
        "README.txt": readme_text(facts, [(f"{part.name}.csv", part.title, part.rows) for part in parts]),
        "LICENCE.txt": licence_text(facts),
    }
    files = [(name, text.encode("utf-8")) for name, text in texts.items()]
    files.append(("datapackage.json", package))
    for part in parts:
        files.append((f"{part.name}.csv", part.csv))
        files.append((f"{part.name}.schema.json", _json(schema_with_profile(part.schema))))
    key = [piece for name, content in files for piece in (name, content)]
    return store.kept(("archive", *key), lambda: write_archive(files))


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
