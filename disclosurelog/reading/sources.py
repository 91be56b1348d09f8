"""Find the data packages in ``datasets/`` and read their descriptors, staying inside each folder.

A descriptor is a stranger's input: no address is fetched, no symbolic link followed, and no path leads out
of the folder it stands in.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from disclosurelog.model.errors import SetUpError
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.standard import TABLES
from disclosurelog.reading.descriptors import (
    MAX_DESCRIPTOR_BYTES,
    SchemaOrProblem,
    parse_descriptor,
    read_schema,
    read_text_file,
)
from disclosurelog.reading.folders import BESIDE, find_inside
from disclosurelog.reading.nearest import nearest
from disclosurelog.reading.rows import ENCODINGS, UTF_8

DESCRIPTOR = "datapackage.yaml"
LOG_KEY = "disclosure_log"
MOST_RESOURCES = 500
_OF_DATA = ("*.csv", "schemas", "datapackage*", f"*/{DESCRIPTOR}")
"""What a folder of data holds, even where its descriptor has another name or lies too deep."""
_DECIDING = (LOG_KEY, "open_dataset", "resources", "licenses", "contributors")
_KNOWN = (*_DECIDING, "sources")
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "skipInitialSpace": False}
"""How every file is read. A descriptor may say so; it cannot say otherwise."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """A CSV of a data package, as the resource of the descriptor describes it.

    ``kind`` is the table of the standard that its schema says it is, ``""`` if it is none of them.
    """

    kind: str
    path: Path
    place: Place
    encoding: str
    schema: Mapping[str, Any]
    resource: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackageSource:
    """A data package: its folder, its descriptor as it stands, and its tables: of the standard where it is a log."""

    folder: Path
    label: str
    descriptor: Mapping[str, Any]
    tables: tuple[TableSource, ...]

    @property
    def is_log(self) -> bool:
        """Whether this is a disclosure log, or means to be one. Any other package is an open dataset."""
        return LOG_KEY in self.descriptor or any(table.kind == "disclosures" for table in self.tables)

    @property
    def place(self) -> Place:
        """The descriptor, for findings about it."""
        return Place(f"{self.label}/{DESCRIPTOR}")


def find_packages(datasets: Path) -> tuple[list[PackageSource], list[Finding]]:
    """Return the data packages in the folders directly inside ``datasets``, by name, and what is wrong with them.

    Raises ``SetUpError`` where the folder does not exist or holds no package.
    """
    if not datasets.is_dir():
        raise SetUpError(f"There is no folder “{datasets}”. Name the folder of your data with --datasets.")
    packages, findings = [], []
    for folder in sorted(datasets.iterdir(), key=lambda entry: entry.name):
        if folder.is_symlink():
            place = Place(f"{datasets.name}/{folder.name}")
            findings.append(place.finding("path-link", Severity.ERROR, "The folder is a link to somewhere else.",
                                          "Put the folder itself here, not a link."))  # fmt: skip
        elif folder.is_dir() and (folder / DESCRIPTOR).exists():
            package, more = _read_package(folder, f"{datasets.name}/{folder.name}")
            findings += more or _not_listed(folder, f"{datasets.name}/{folder.name}", package)
            if package is not None:
                packages.append(package)
        elif folder.is_dir() and any(True for pattern in _OF_DATA for _ in folder.glob(pattern)):
            findings.append(_no_descriptor(folder, Place(f"{datasets.name}/{folder.name}")))
    if not packages and not findings:
        raise SetUpError(
            f"No folder in “{datasets}” holds a {DESCRIPTOR}. Each log needs a folder with one: see the guide."
        )
    return packages, findings


def _no_descriptor(folder: Path, place: Place) -> Finding:
    message = f"The folder holds data but no {DESCRIPTOR}, so none of it would be published."
    advice = f"Name the descriptor exactly {DESCRIPTOR} (some programs add .txt), or move the folder elsewhere."
    deeper = next((path.parent.name for path in folder.glob(f"*/{DESCRIPTOR}")), "")
    if deeper:
        message = f"Its {DESCRIPTOR} lies one folder too deep, in “{deeper}”, so none of it would be published."
        advice = f"Move everything that is in it up into “{place.file}”, or move the folder elsewhere."
    return place.finding("descriptor-missing", Severity.ERROR, message, advice)


def _not_listed(folder: Path, label: str, package: PackageSource | None) -> list[Finding]:
    """Return a finding for each CSV beside the descriptor that no resource names: an error for the only ledger."""
    resources = package.descriptor.get("resources") if package else None
    if package is None or not isinstance(resources, list):
        return []
    named = {*map(_path_of, resources), *BESIDE}
    ledger = not package.is_log or any(table.kind == "changes" for table in package.tables)
    findings = []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.name[0] != "."):
        if not {path.name, path.name.lower()} & named and path.is_file():
            grave = not ledger and _is_ledger(path)
            severity = Severity.ERROR if grave else Severity.WARNING
            message = f"The file is not listed in {DESCRIPTOR}, so it is not published."
            if grave:
                message = f"The file is not listed in {DESCRIPTOR}, so what it withdraws would stay published."
            advice = "Add an entry for it under “resources:”, move it elsewhere, or delete it if it is a copy."
            findings.append(Place(f"{label}/{path.name}").finding("not-listed", severity, message, advice))
    return findings


def _is_ledger(path: Path) -> bool:
    """Return whether the first line of a CSV names the columns of the ledger of changes."""
    with contextlib.suppress(OSError), path.open("rb") as handle:
        first = handle.read(4_096).decode("utf-8-sig", "replace").splitlines()[:1]
        return {"kind", "explanation"} <= {name.strip(' "').lower() for line in first for name in line.split(",")}
    return False


def _path_of(resource: object) -> str | None:
    """Return the path of a resource, written in one way: ``./a.csv`` is ``a.csv``."""
    path = resource.get("path") if isinstance(resource, dict) else None
    return str(PurePosixPath(path)) if isinstance(path, str) else None


def _read_package(folder: Path, label: str) -> tuple[PackageSource | None, list[Finding]]:
    place = Place(f"{label}/{DESCRIPTOR}")
    path = find_inside(folder, DESCRIPTOR)
    if isinstance(path, str):
        return None, [place.finding("descriptor", Severity.ERROR, path, f"Put the {DESCRIPTOR} itself in the folder.")]
    text = read_text_file(path, MAX_DESCRIPTOR_BYTES)
    descriptor, problem, line = parse_descriptor(text)
    if problem or not isinstance(descriptor, dict):
        message = problem or "The file does not hold a description of a data package."
        advice = "Compare it with the descriptor of an example log; the indentation matters."
        if text is None:
            advice = "Open it in Notepad, choose File, Save As, and the encoding UTF-8."
        return None, [Finding("descriptor", Severity.ERROR, message, place.file, line, None, advice)]
    misnamed = list(_misnamed(descriptor, place))
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        message = "The descriptor lists no resources."
        advice = "Add “resources:” with an entry for each CSV file of the log."
        return None, [place.finding("descriptor", Severity.ERROR, message, advice), *misnamed]
    if len(resources) > MOST_RESOURCES:
        message = f"The descriptor lists {len(resources):,} files, more than the {MOST_RESOURCES} of one package."
        advice = "Put them into several folders, each with a descriptor of its own."
        return None, [place.finding("descriptor", Severity.ERROR, message, advice)]
    findings = [
        place.finding("descriptor", Severity.ERROR, f"“{path}” is listed more than once.",
                      "Delete all of its entries but one.")
        for path, times in Counter(map(_path_of, resources)).items()
        if path is not None and times > 1
    ]  # fmt: skip
    if findings:
        return None, findings
    findings += misnamed
    tables = []
    schemas: dict[str, SchemaOrProblem] = {}
    for resource in resources:
        table, more = _read_resource(folder, label, resource, schemas)
        findings += more
        if table is not None:
            tables.append(table)
    package = PackageSource(folder, label, descriptor, tuple(tables))
    if package.is_log:
        findings += [_not_standard(table) for table in tables if not table.kind]
        package = replace(package, tables=tuple(table for table in tables if table.kind))
    return package, findings


def _misnamed(descriptor: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    """Yield an error for each name at the top that is nearly one that decides what is published, and on which terms."""
    for key in descriptor:
        plain = str(key).strip().lower().replace("-", "_").replace(" ", "_")
        meant = "" if key in _KNOWN else nearest(plain, _DECIDING, 0.85)
        if meant:
            message = f"“{str(key)[:60]}:” is not known, so what stands under it would not count."
            advice = f"If “{meant}:” is meant, type exactly that. If not, give it a name that is less like it."
            yield place.finding("descriptor-key", Severity.ERROR, message, advice)


def _not_standard(table: TableSource) -> Finding:
    message = "The file is listed as a table of the log, but its schema is none of the standard’s. It is not published."
    advice = "If it came with an answer, name it in the table of releases. If not, give it a folder of its own."
    # What a ledger withdraws would stay published.
    severity = Severity.ERROR if _is_ledger(table.path) else Severity.WARNING
    return table.place.finding("not-standard", severity, message, advice)


def _read_resource(
    folder: Path, label: str, resource: object, schemas: dict[str, SchemaOrProblem]
) -> tuple[TableSource | None, list[Finding]]:
    place = Place(f"{label}/{DESCRIPTOR}")

    def refuse(code: str, message: str, advice: str) -> tuple[None, list[Finding]]:
        return None, [place.finding(code, Severity.ERROR, message, advice)]

    if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
        return refuse("descriptor", "A resource has no “path” that names one file.", "Give each resource one path.")
    relative = resource["path"]
    if resource.get("schema") is None:
        message = f"“{relative}” has no schema, so it is not known what its columns mean; it would not be published."
        advice = "Add “schema:” with the path of its schema file. For a dataset, “build_site.py describe” drafts one."
        return refuse("schema-missing", message, advice)
    schema, problem = read_schema(folder, resource.get("schema"), schemas)
    if problem:
        return refuse("path", f"The schema of “{relative}”: {problem}",
                      "Copy the standard’s schema files into the folder “schemas” beside the CSV files.")  # fmt: skip
    path = find_inside(folder, relative)
    if PurePosixPath(relative).name.lower() in BESIDE:
        path = f"“{relative}” is not for the public: what is in it is this program’s own business."
    if isinstance(path, str):
        advice = "Put the file in the log's own folder and give its path from there, with forward slashes."
        return refuse("path", path, _meant_file(folder, relative) + advice)
    kind = str(schema.get("name", "")) if schema else ""
    dialect = resource.get("dialect")
    if isinstance(dialect, dict) and dialect.get("delimiter", ",") != ",":
        return refuse("separator", f"“{relative}” is declared to be separated by something other than commas.",
                      "Save the file with commas between the columns and take the dialect out.")  # fmt: skip
    if _is_unusual(dialect) or resource.get("compression") not in (None, "no"):
        return refuse("dialect", f"“{relative}” is declared to be written in another way than plain CSV.",
                      "Save it as “CSV UTF-8 (Comma delimited)” and take “dialect” and “compression” out.")  # fmt: skip
    encoding = resource.get("encoding") or UTF_8
    if not isinstance(encoding, str):
        return refuse("descriptor", f"The encoding of “{relative}” is not a name.", "Take the “encoding” line out.")
    assert schema is not None
    place = Place(f"{label}/{PurePosixPath(relative)}")
    known = ENCODINGS.get(encoding.lower(), encoding)
    return TableSource(kind if kind in TABLES else "", path, place, known, schema, resource), []


def _meant_file(folder: Path, relative: str) -> str:
    """Return the sentence that names a file of almost this name, ``""`` if there is none."""
    names = {path.name.lower(): path.name for path in folder.iterdir() if path.is_file()}
    meant = nearest(relative.replace("\\", "/").removeprefix("./").lower(), names, 0.75)
    return f"If “{names[meant]}” is meant, type exactly that. " if meant else ""


def _is_unusual(dialect: object) -> bool:
    """Return whether a dialect asks for a way of reading that is not the one way there is."""
    if dialect is None:
        return False
    stated = dialect.get("csv", dialect) if isinstance(dialect, dict) else None
    return not isinstance(stated, dict) or any(stated.get(key, usual) != usual for key, usual in _DIALECT.items())
