"""Find the data packages in ``datasets/`` and read their descriptors, staying inside each folder.

A descriptor is a stranger's input: no address is fetched, no symbolic link followed, and no path leads out
of the folder it stands in.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from disclosurelog.model.errors import SetUpError
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.standard import TABLES

DESCRIPTOR = "datapackage.yaml"
MAX_DESCRIPTOR_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TableSource:
    """A CSV of a data package that its schema says is a table of the standard."""

    kind: str
    path: Path
    place: Place
    encoding: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PackageSource:
    """A data package: its folder, its descriptor as it stands, and its tables of the standard."""

    folder: Path
    label: str
    descriptor: Mapping[str, Any]
    tables: tuple[TableSource, ...]

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
    named = [str(resource.get("path")) for resource in resources if isinstance(resource, dict)]
    findings = [
        Place(f"{label}/{path.name}").finding(
            "not-listed",
            Severity.WARNING,
            f"The file is not listed in {DESCRIPTOR}, so it is not published.",
            "Add an entry for it under “resources:”, or move it elsewhere.",
        )
        for path in sorted(folder.glob("*.csv"))
        if path.name not in named
    ]
    for twice in sorted({path for path in named if named.count(path) > 1}):
        message = f"“{twice}” is listed more than once."
        place = Place(f"{label}/{DESCRIPTOR}")
        findings.append(place.finding("descriptor", Severity.ERROR, message, "Delete all of its entries but one."))
    return findings


def find_inside(folder: Path, relative: str) -> Path | str:
    """Return the regular file at ``relative`` inside ``folder``, or a sentence that says why there is none."""
    if not relative.isprintable():
        return "The path holds a character that no file name can have."
    if "://" in relative or relative.startswith("//"):
        return f"“{relative}” is a web address; only files in this folder are read."
    pure = PurePosixPath(relative)
    if "\\" in relative or pure.is_absolute() or ":" in relative or "\0" in relative:
        return f"“{relative}” is not a path inside this folder."
    if not relative.strip() or ".." in pure.parts or pure.name in ("", ".") or relative.startswith("~"):
        return f"“{relative}” leads outside this folder."
    path = folder
    for part in pure.parts:
        path = path / part
        try:
            mode = path.lstat().st_mode
        except OSError:
            return f"There is no file “{relative}” in this folder."
        if stat.S_ISLNK(mode):
            return f"“{relative}” is a link to somewhere else."
    return path if stat.S_ISREG(mode) else f"“{relative}” is not a file."


def read_text_file(path: Path, limit: int) -> str | None:
    """Return the UTF-8 text of a small file, or ``None`` if it is too large or is not UTF-8."""
    try:
        with path.open("rb") as handle:
            content = handle.read(limit + 1)
        return content.decode("utf-8-sig") if len(content) <= limit else None
    except UnicodeDecodeError:
        return None


def _read_package(folder: Path, label: str) -> tuple[PackageSource | None, list[Finding]]:
    place = Place(f"{label}/{DESCRIPTOR}")
    path = find_inside(folder, DESCRIPTOR)
    if isinstance(path, str):
        return None, [place.finding("descriptor", Severity.ERROR, path, f"Put the {DESCRIPTOR} itself in the folder.")]
    text = read_text_file(path, MAX_DESCRIPTOR_BYTES)
    descriptor, problem, line = _parse_yaml(text)
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
    tables, findings = [], []
    for resource in resources:
        table, more = _read_resource(folder, label, place, resource)
        findings += more
        if table is not None:
            tables.append(table)
    return PackageSource(folder, label, descriptor, tuple(tables)), findings


def _parse_yaml(text: str | None) -> tuple[object, str, int | None]:
    if text is None:
        return None, "The file is not UTF-8 text, or is larger than a descriptor can be.", None
    try:
        return yaml.safe_load(text), "", None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        return None, f"The file cannot be read as YAML at line {line}.", line
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, "The file cannot be read as YAML.", None


def _read_resource(
    folder: Path, label: str, place: Place, resource: object
) -> tuple[TableSource | None, list[Finding]]:
    def refuse(code: str, message: str, advice: str) -> tuple[None, list[Finding]]:
        return None, [place.finding(code, Severity.ERROR, message, advice)]

    if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
        return refuse("descriptor", "A resource has no “path” that names one file.", "Give each resource one path.")
    relative = resource["path"]
    if resource.get("schema") is None:
        message = f"“{relative}” has no schema, so it is not known which table it is, and it would not be published."
        return refuse("schema-missing", message, "Add “schema:” with the path of its schema file, as for the others.")
    schema, problem = _read_schema(folder, resource.get("schema"))
    if problem:
        return refuse("path", f"The schema of “{relative}”: {problem}",
                      "Copy the standard’s schema files into the folder “schemas” beside the CSV files.")  # fmt: skip
    path = find_inside(folder, relative)
    if isinstance(path, str):
        return refuse(
            "path", path, "Put the file in the log's own folder and give its path from there, with forward slashes."
        )
    kind = str(schema.get("name", "")) if schema else ""
    if schema is None or kind not in TABLES:
        return None, []
    dialect = resource.get("dialect")
    if isinstance(dialect, dict) and dialect.get("delimiter", ",") != ",":
        return refuse("separator", f"“{relative}” is declared to be separated by something other than commas.",
                      "Save the file with commas between the columns and take the dialect out.")  # fmt: skip
    encoding = resource.get("encoding") or "utf-8"
    if not isinstance(encoding, str):
        return refuse("descriptor", f"The encoding of “{relative}” is not a name.", "Take the “encoding” line out.")
    return TableSource(kind, path, Place(f"{label}/{relative}"), encoding, schema), []


def _read_schema(folder: Path, stated: object) -> tuple[dict[str, Any] | None, str]:
    if stated is None:
        return None, ""
    if isinstance(stated, dict):
        return stated, ""
    if not isinstance(stated, str):
        return None, "it must be the path of a file."
    path = find_inside(folder, stated)
    if isinstance(path, str):
        return None, path
    text = read_text_file(path, MAX_DESCRIPTOR_BYTES)
    try:
        schema = json.loads(text) if text is not None and path.suffix == ".json" else yaml.safe_load(text or "")
    except (ValueError, yaml.YAMLError, RecursionError):
        schema = None
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        return None, f"“{stated}” does not hold a Table Schema."
    return schema, ""
