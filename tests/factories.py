"""Make disclosures and logs with only what a test is about, and write them where the real reader finds them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from disclosurelog.model.authorities import Authority, Regulator, Requests, Review
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Change, Disclosure, DisclosureLog, Question, Release, ReleasedFile
from disclosurelog.model.findings import Finding, Place
from disclosurelog.model.law import Citation, parse_citation
from disclosurelog.model.licences import Claim, LicenceNotice, ReusePolicy, rights_held, rights_holder
from disclosurelog.model.standard import TABLES
from disclosurelog.outputs.log_tables import LogTables, selections_of
from disclosurelog.reading.logs import check_tables, make_logs, read_packages
from disclosurelog.reading.records import RecordReader, make_log
from disclosurelog.reading.sources import find_packages
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.tables import Table
from disclosurelog.reading.vocabularies import read_calendar, read_law, read_licences

MKDOCS = Path(__file__).resolve().parents[1] / "mkdocs.yml"
SITE_URL = "https://disclosures.example/"
LOG = "anytown-council"

Cells = Mapping[str, str]
"""A row by its columns. Columns that no row of a table states are left out of the file."""


def _date(value: object) -> PartialDate | None:
    return PartialDate.parse(value) if isinstance(value, str) else value  # type: ignore[return-value]


def _citations(value: str | Iterable[Citation]) -> tuple[Citation, ...]:
    if not isinstance(value, str):
        return tuple(value)
    found = tuple(parse_citation(part) for part in value.split("; ") if part)
    assert None not in found, f"{value} is not how a citation is written"
    return tuple(citation for citation in found if citation is not None)


def _readable(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Let a test type dates, exemptions and lists as a log has them."""
    read = dict(changes)
    for name in read.keys() & _DATES:
        read[name] = _date(read[name])
    for name in read.keys() & {"department", "topics"}:
        read[name] = tuple(read[name].split("; ")) if isinstance(read[name], str) else tuple(read[name])
    if "exemptions" in read:
        read["exemptions"] = _citations(read["exemptions"])
    return read


_DATES = {
    "date",
    "date_received",
    "date_clarified",
    "date_responded",
    "extended_to",
    "review_requested",
    "review_responded",
    "date_published",
}


def disclosure(**changes: Any) -> Disclosure:
    """Return a disclosure that states nothing but its reference and title, except for ``changes``."""
    nothing: dict[str, Any] = {field.name: "" for field in read_standard()["disclosures"].fields}
    nothing |= dict.fromkeys(_DATES & nothing.keys())
    nothing |= {"exemptions": (), "department": (), "topics": (), "is_dataset": None}
    stated = {
        "log": LOG,
        "reference": "FOI-2024-0001",
        "title": "Parking penalties by street",
        "place": Place("datasets/anytown/disclosures.csv", 2),
    }
    return Disclosure(**(nothing | stated | _readable(changes)))


def question(**changes: Any) -> Question:
    """Return the first question of the usual disclosure, except for ``changes``."""
    usual: dict[str, Any] = {
        "reference": "FOI-2024-0001",
        "number": "1",
        "heading": "",
        "question": "How many?",
        "answer": "Twelve.",
        "outcome": "",
        "exemptions": (),
        "place": Place("datasets/anytown/questions.csv", 2),
    }
    return Question(**(usual | _readable(changes)))


def release(**changes: Any) -> Release:
    """Return a file released with the usual disclosure, except for ``changes``."""
    usual: dict[str, Any] = {
        "reference": "FOI-2024-0001",
        "title": "Penalties by street",
        "description": "",
        "file": "",
        "url": "https://data.example/penalties.csv",
        "is_dataset": None,
        "third_party_rights": "",
        "licence": "",
        "place": Place("datasets/anytown/releases.csv", 2),
    }
    return Release(**(usual | _readable(changes)))


def released(source: str, name: str | None = None) -> Release:
    """Return a release whose file was found at ``source``."""
    name = name or source.rpartition("/")[2]
    extension = name.rpartition(".")[2]
    found = ReleasedFile(source, name, extension.upper(), "text/csv", 12)
    return release(file=source, url="", found=found)


def change(**changes: Any) -> Change:
    """Return a correction of the usual disclosure, except for ``changes``."""
    usual: dict[str, Any] = {
        "date": "2024-06-03",
        "reference": "FOI-2024-0001",
        "kind": "correction",
        "explanation": "The figure for March was 412.",
        "place": Place("datasets/anytown/changes.csv", 2),
    }
    return Change(**_readable(usual | changes))


def authority(**changes: Any) -> Authority:
    """Return an authority with the letter's policy, except for ``changes``."""
    usual: dict[str, Any] = {
        "name": LOG,
        "title": "Anytown Council",
        "website": "https://www.anytown.example/",
        "jurisdiction": "England",
        "policy": ReusePolicy("OGL-UK-3.0", "personal-and-journalism"),
        "review": Review(email="review@anytown.example"),
        "regulator": Regulator("Information Commissioner's Office"),
        "requests": Requests(),
    }
    return Authority(**(usual | changes))


def log_of(*disclosures: Disclosure, **changes: Any) -> DisclosureLog:
    """Return the usual authority's log of these disclosures, their licences decided."""
    own = authority(**{key: changes.pop(key) for key in changes.keys() & {"name", "title", "policy"}})
    disclosures = tuple(replace(d, log=own.name) for d in disclosures)
    log = DisclosureLog(own, Place(f"datasets/{own.name}/datapackage.yaml"), disclosures, **changes)
    return replace(log, disclosures=tuple(_with_notices(own, d) for d in disclosures))


def _with_notices(own: Authority, item: Disclosure) -> Disclosure:
    def notice(of: Disclosure | Release) -> LicenceNotice:
        environmental = read_law().is_environmental(item.legislation)
        return read_licences().notice(
            Claim(of.licence, rights_held(of.third_party_rights), bool(of.is_dataset), environmental), own.policy,
            authority=own.title, title=of.title, reference=of.reference, url=SITE_URL + item.path,
            holder=rights_holder(of.third_party_rights), terms=f"{SITE_URL}licence/",
        )  # fmt: skip

    releases = tuple(replace(release, notice=notice(release)) for release in item.releases)
    return replace(item, notice=notice(item), releases=releases)


def catalogue(*disclosures: Disclosure, logs: Iterable[DisclosureLog] = (), day: date = date(2025, 1, 1)) -> Catalogue:
    """Return a catalogue of these disclosures, or of these logs."""
    return Catalogue(tuple(logs) or (log_of(*disclosures),), read_law(), read_licences(), read_calendar(), day)


def table(kind: str, rows: Sequence[Cells]) -> Table:
    """Return a table of the standard as it is after reading; what a row does not state is blank."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    frame = pd.DataFrame([[row.get(name, "") for name in columns] for row in rows], columns=columns, dtype=object)
    return Table(kind, f"{kind}.csv", tuple(range(2, len(rows) + 2)), frame, json.loads(read_standard()[kind].text))


def log_from(tables: Mapping[str, Sequence[Cells]], folder: Path, **about: Any) -> tuple[DisclosureLog, list[Finding]]:
    """Return the log that rows of text make up, through the real way from tables to disclosures."""
    reader = RecordReader(authority(**about), read_law(), read_licences(), folder, SITE_URL)
    held = [table(kind, rows) for kind, rows in tables.items() if rows]
    log = make_log(reader, held, place=Place("datapackage.yaml"), standard=read_standard())
    return log, reader.findings


def read_all(datasets: Path) -> tuple[list[DisclosureLog], list[Finding]]:
    """Return every log in a folder and everything that is wrong with how it is written down."""
    sources, unread = find_packages(datasets)
    packages, findings = read_packages(sources)
    findings = [*unread, *findings]
    logs, more = make_logs(packages, read_law(), read_licences(), SITE_URL)
    return logs, [*findings, *more, *check_tables(packages)]


def log_csv(made: Catalogue, kind: str = "disclosures") -> bytes:
    """Return a table of the whole log as it is published."""
    tables = LogTables(made, read_standard(), SITE_URL)
    return tables.csv(kind, tables.rows(selections_of(made)[0], kind))


def csv_text(rows: Sequence[Cells]) -> str:
    """Return rows as a CSV file has them, with the columns that any of them states."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue()


GOOD_ROWS: tuple[Cells, ...] = (
    {
        "reference": "FOI-2024-0001",
        "title": "Parking penalties by street",
        "date_received": "2024-02-27",
        "date_responded": "2024-03-20",
        "legislation": "FOIA",
        "outcome": "Granted in full",
        "response": "The council issued 21,304.",
    },
    {
        "reference": "FOI-2024-0002",
        "title": "Names of junior officers",
        "date_received": "2024-03-04",
        "date_responded": "2024-03-28",
        "legislation": "FOIA",
        "outcome": "Refused",
        "exemptions": "FOIA s.40(2)",
        "response": "The names are personal data.",
    },
)


def descriptor_of(name: str, files: Mapping[str, str]) -> dict[str, Any]:
    """Return a descriptor of a log. ``files`` says which table each CSV is."""
    return {
        "name": name,
        "title": "Anytown Council: disclosure log",
        "resources": [
            {"name": file.removesuffix(".csv"), "path": file, "schema": f"schemas/{kind}.schema.json"}
            for file, kind in files.items()
        ],
        "disclosure_log": {
            "standard": 1,
            "authority": {"name": "Anytown Council", "jurisdiction": "England"},
            "reuse_policy": {"datasets": "OGL-UK-3.0", "otherwise": "personal-and-journalism"},
            "requests": {"email": "foi@anytown.example"},
            "review": {"email": "review@anytown.example"},
            "regulator": {"name": "Information Commissioner's Office", "website": "https://ico.org.uk/"},
        },
    }


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_yaml(stated: Mapping[str, Any]) -> str:
    """Return a descriptor as its file has it."""
    text: str = yaml.dump(dict(stated), Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return text


@cache
def _schemas() -> Path:
    return Path(str(resources.files("disclosurelog") / "schemas"))


def write_log(
    folder: Path,
    disclosures: Sequence[Cells] | str | bytes = GOOD_ROWS,
    *,
    name: str = LOG,
    descriptor: Mapping[str, Any] | str | bytes | None = None,
    files: Mapping[str, str | bytes] | None = None,
    **tables: Sequence[Cells] | str | bytes,
) -> Path:
    """Write a log into ``folder/<name>`` as an officer would, and return its folder.

    A table is rows, or the text or bytes of its file. ``tables`` are the questions, releases and changes,
    ``files`` any other file by its path, ``descriptor`` what is to stand in the usual one's place or, if it
    is a mapping, what is to be changed in it.
    """
    own = folder / name
    shutil.copytree(_schemas(), own / "schemas", dirs_exist_ok=True)
    contents = {"disclosures": disclosures, **tables}
    assert contents.keys() <= set(TABLES)
    for kind, content in contents.items():
        text = content if isinstance(content, str | bytes) else csv_text(content)
        _write(own / f"{kind}.csv", text)
    for path, content in (files or {}).items():
        _write(own / path, content)
    if descriptor is None or isinstance(descriptor, Mapping):
        stated = descriptor_of(name, {f"{kind}.csv": kind for kind in contents}) | dict(descriptor or {})
        descriptor = as_yaml(stated)
    _write(own / "datapackage.yaml", descriptor)
    return own


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
