"""A dataset as files to download: each table in every format, described beside it, and all of it in one archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.csvw import make_csvw
from disclosurelog.outputs.data_packages import PackageFacts, describe_package, describe_resource, schema_with_profile
from disclosurelog.outputs.distributions import Distribution
from disclosurelog.outputs.formats import FORMATS, Format
from disclosurelog.outputs.formats.archive import licence_text, readme_text, write_archive
from disclosurelog.outputs.sheets import About, DoesNotFitError, Sheet
from disclosurelog.reading.store import Kept, Store

_REFUSED = b"\0"
"""What is kept of a format that a table does not fit begins with this: no file does."""


@dataclass(frozen=True)
class TableDownload:
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
    def sha256(self) -> str:
        """The SHA-256 of the CSV."""
        return hashlib.sha256(self.csv).hexdigest()

    @cached_property
    def sheet(self) -> Sheet:
        """The table with its cells."""
        return self.read()

    def let_go(self) -> None:
        """Forget the cells: they take many times the memory of the CSV."""
        self.__dict__.pop("sheet", None)


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


Write = Callable[[OutputFile], None]


def write_downloads(
    folder: str, facts: PackageFacts, parts: Sequence[TableDownload], store: Store, write: Write
) -> Offer:
    """Write the files of a dataset into ``folder``, a path from the root of the site that ends in a slash.

    Each is handed to ``write`` as soon as it is made: together they may be larger than memory.
    """
    distributions: list[Distribution] = []
    refusals: list[Refusal] = []
    for part in parts:
        schema_path = f"{folder}{part.name}.schema.json"
        write(OutputFile(schema_path, _json(schema_with_profile(part.schema))))
        for form in FORMATS:
            made = _written(form, part, store)
            if made.content.startswith(_REFUSED):
                refusals.append(Refusal(part.name, form.title, made.content[1:].decode("utf-8")))
                continue
            file = OutputFile(f"{folder}{part.name}.{form.extension}", made.content, sha256=made.sha256)
            write(file)
            distributions.append(_distribution(file, part, form, schema_path))
        write(csvw_beside(f"{folder}{part.name}.csv", part, store))
        part.let_go()
    package = _json(describe_package(facts, list(map(_resource, parts))))
    write(OutputFile(f"{folder}datapackage.json", package))
    archive = _archive(f"{folder}{facts.name}.zip", facts, parts, package, store)
    write(archive)
    distributions.append(_archived(archive, facts))
    return Offer(tuple(distributions), tuple(refusals))


def csvw_beside(path: str, part: TableDownload, store: Store) -> OutputFile:
    """Return what describes a table's CSV at ``path`` to programs (CSV on the Web), to be written beside it."""

    def make() -> bytes:
        return make_csvw(
            path.rpartition("/")[2],
            part.title,
            part.description,
            part.schema["fields"],
            missing_values=part.schema["missingValues"],
            primary_key=part.schema.get("primaryKey", ()),
            notice=part.about.notice,
            encoding=part.encoding,
            publisher=part.about.publisher,
            source=part.about.url,
            cells=[set(column) for column in part.sheet.columns],
        )

    made = store.kept(("csvw", path, part.sha256, _said(part)), make)
    return OutputFile(f"{path}-metadata.json", made.content, sha256=made.sha256)


def _said(part: TableDownload) -> str:
    """Return all that the files of a table say beside its cells."""
    about = part.about
    return json.dumps([part.title, part.description, about.facts, str(about.day), part.schema, part.encoding])


def _distribution(file: OutputFile, part: TableDownload, form: Format, schema_path: str) -> Distribution:
    return Distribution(
        path=file.path,
        title=f"{part.title}, {form.title}",
        extension=form.extension,
        media_type=form.media_type,
        size=len(file.content),
        sha256=file.sha256,
        notice=part.about.notice,
        table=part.name,
        schema_path=schema_path,
    )


def _archived(file: OutputFile, facts: PackageFacts) -> Distribution:
    return Distribution(
        path=file.path,
        title=f"{facts.title}, all files (ZIP)",
        extension="zip",
        media_type="application/zip",
        size=len(file.content),
        sha256=file.sha256,
        notice=None if facts.terms or len(facts.notices) != 1 else facts.notices[0],
    )


def _resource(part: TableDownload) -> dict[str, Any]:
    return describe_resource(
        part.name,
        title=part.title,
        description=part.description,
        size=len(part.csv),
        sha256=part.sha256,
        encoding=part.encoding,
        schema=part.schema,
        notice=part.about.notice,
    )


def _written(form: Format, part: TableDownload, store: Store) -> Kept:
    """Return a table in a format, or ``_REFUSED`` and the reason why it cannot be."""
    if form.extension == "csv":
        return Kept(part.csv, part.sha256)

    def write() -> bytes:
        try:
            return form.write(part.sheet)
        except DoesNotFitError as error:
            return _REFUSED + str(error).encode("utf-8")

    return store.kept(("format", form.extension, part.sha256, _said(part)), write)


def _archive(
    path: str, facts: PackageFacts, parts: Sequence[TableDownload], package: bytes, store: Store
) -> OutputFile:
    readme = readme_text(facts, [(f"{part.name}.csv", part.title, part.rows) for part in parts])
    texts = [("README.txt", readme.encode("utf-8")), ("LICENCE.txt", licence_text(facts).encode("utf-8"))]
    texts.append(("datapackage.json", package))
    texts += [(f"{part.name}.schema.json", _json(schema_with_profile(part.schema))) for part in parts]
    tables = [(f"{part.name}.csv", part.csv) for part in parts]
    key = (*(piece for text in texts for piece in text), *(part.sha256 for part in parts))
    made = store.kept(("archive", *key), lambda: write_archive([*texts, *tables]))
    return OutputFile(path, made.content, sha256=made.sha256)


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
