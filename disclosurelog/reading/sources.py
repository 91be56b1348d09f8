"""Find the data packages in ``datasets/`` and read their descriptors, staying inside each folder.

A descriptor is a stranger's input: no address is fetched, no symbolic link followed, and no path leads out
of the folder it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
from disclosurelog.reading.rows import ENCODINGS, UTF_8

DESCRIPTOR = "datapackage.yaml"
LOG_KEY = "disclosure_log"
MOST_RESOURCES = 500
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
        elif folder.is_dir() and any(
            True for pattern in ("*.csv", "schemas", "datapackage*") for _ in folder.glob(pattern)
        ):
            findings.append(_no_descriptor(Place(f"{datasets.name}/{folder.name}")))
    if not packages and not findings:
        raise SetUpError(
            f"No folder in “{datasets}” holds a {DESCRIPTOR}. Each log needs a folder with one: see the guide."
        )
    return packages, findings


def _no_descriptor(place: Place) -> Finding:
    message = f"The folder holds data but no {DESCRIPTOR}, so none of it would be published."
    advice = f"Name the descriptor exactly {DESCRIPTOR} (some programs add .txt), or move the folder elsewhere."
    return place.finding("descriptor-missing", Severity.ERROR, message, advice)


def _not_listed(folder: Path, label: str, package: PackageSource | None) -> list[Finding]:
    """Return a warning for each CSV beside the descriptor that no resource names."""
    resources = package.descriptor.get("resources") if package else None
    if not isinstance(resources, list):
        return []
    named = {_path_of(resource) for resource in resources}
    return [
        Place(f"{label}/{path.name}").finding(
            "not-listed",
            Severity.WARNING,
            f"The file is not listed in {DESCRIPTOR}, so it is not published.",
            "Add an entry for it under “resources:”, or move it elsewhere.",
        )
        for path in sorted(folder.glob("*.csv"))
        if path.name not in named and path.name not in BESIDE
    ]


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
        return None, [
            Finding("descriptor", Severity.ERROR, message, place.file, line, None,
                    "Compare it with the descriptor of an example log; the indentation matters.")
        ]  # fmt: skip
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        message = "The descriptor lists no resources."
        advice = "Add “resources:” with an entry for each CSV file of the log."
        return None, [place.finding("descriptor", Severity.ERROR, message, advice)]
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


def _not_standard(table: TableSource) -> Finding:
    message = "The file is listed as a table of the log, but its schema is none of the standard’s. It is not published."
    advice = "If it came with an answer, name it in the table of releases. If not, give it a folder of its own."
    return table.place.finding("not-standard", Severity.WARNING, message, advice)


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
    if PurePosixPath(relative).name in BESIDE:
        path = f"“{relative}” is not for the public: what is in it is this program’s own business."
    if isinstance(path, str):
        return refuse(
            "path", path, "Put the file in the log's own folder and give its path from there, with forward slashes."
        )
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


def _is_unusual(dialect: object) -> bool:
    """Return whether a dialect asks for a way of reading that is not the one way there is."""
    if dialect is None:
        return False
    stated = dialect.get("csv", dialect) if isinstance(dialect, dict) else None
    return not isinstance(stated, dict) or any(stated.get(key, usual) != usual for key, usual in _DIALECT.items())
