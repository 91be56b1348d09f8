"""The gate: personal data in whatever is published, and what released files hold besides what one sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from disclosurelog.checks.files import check_file
from disclosurelog.checks.privacy import privacy_of_grid, privacy_of_name, privacy_of_passages
from disclosurelog.checks.privacy.sightings import Known
from disclosurelog.checks.wording import OWN, texts_in
from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.released_files import read_formats
from disclosurelog.reading.site_pages import SitePage
from disclosurelog.reading.sources import PackageSource
from disclosurelog.reading.store import Store

_MAIL = re.compile(r"[^\s@<>\"',;:()]+@[^\s@<>\"',;:()]+")
_PHONE = re.compile(r"(?<![\w])(?:\+44|0)[0-9 ()-]{8,}")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that is to be published as it stands.

    ``place`` is the row that releases it, or the file itself; ``file`` its path as the officer knows it, and
    ``typed`` what is typed in the log for it.
    """

    path: Path
    place: Place
    file: str
    typed: str


def find_outgoing(
    logs: Iterable[DisclosureLog], datasets: Iterable[Dataset], pages: Iterable[SitePage]
) -> list[Outgoing]:
    """Return every file that is published as it stands, each once.

    They are released with an answer, of an open dataset, or stand among the authored pages.
    """
    found: dict[Path, Outgoing] = {}
    for log in logs:
        folder = log.place.file.rpartition("/")[0]
        for disclosure in log.published:
            for release in disclosure.releases:
                if release.found is not None:
                    path = Path(release.found.source)
                    found.setdefault(path, Outgoing(path, release.place, f"{folder}/{release.file}", release.file))
    for dataset in datasets:
        for table in dataset.tables if dataset.release is None else ():
            path = Path(table.source)
            found.setdefault(path, Outgoing(path, table.place, table.place.file, path.name))
    for page in pages:
        if page.path.suffix.lower().removeprefix(".") in read_formats() and not page.is_link:
            found.setdefault(page.path, Outgoing(page.path, Place(page.file), page.file, page.path.name))
    return list(found.values())


def known_contacts(sources: Iterable[PackageSource]) -> Known:
    """Return the e-mail addresses and telephone numbers that descriptors give as those of the authority itself."""
    texts = [text for source in sources for part in OWN for _, text in texts_in(source.descriptor.get(part))]
    mails = (mail.strip(".").casefold() for text in texts for mail in _MAIL.findall(text))
    phones = (re.sub(r"\D", "", phone.replace("(0)", "")) for text in texts for phone in _PHONE.findall(text))
    return Known(frozenset(mails), frozenset(f"+44{phone.removeprefix('44').removeprefix('0')}" for phone in phones))


def look_into(files: Sequence[Outgoing], known: Known, store: Store) -> tuple[list[Finding], dict[Path, str]]:
    """Return what must not be published of each file, and the digest of what was looked into.

    The same bytes are not looked into twice.
    """
    contacts = json.dumps([sorted(known.mails), sorted(known.phones)])
    findings: list[Finding] = []
    digests: dict[Path, str] = {}
    for file in files:
        digests[file.path] = digest = _digest_of(file.path)
        where = json.dumps([file.place.file, file.place.row, file.file, file.typed])
        parts = ("gate", digest, where, contacts)
        kept = store.find(parts)
        if kept is None:
            found = _found_in(file, known)
            kept = store.keep(parts, _to_json(found))
        findings += _from_json(kept.content)
    return findings, digests


def changed_since(digests: Mapping[Path, str]) -> Path | None:
    """Return a file that is not what was looked into any more, ``None`` if all are: nobody has seen what it holds."""
    return next((path for path, digest in digests.items() if _digest_of(path) != digest), None)


def _digest_of(path: Path) -> str:
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()


def _found_in(file: Outgoing, known: Known) -> list[Finding]:
    document, found = check_file(file.path, file.place)
    for grid in document.grids:
        found += privacy_of_grid(grid, file.file, known)
    return [
        *found,
        *privacy_of_passages(document.passages, file.file, known),
        *privacy_of_name(file.typed, file.place, known),
    ]


def _to_json(findings: Iterable[Finding]) -> bytes:
    return json.dumps([finding.as_dict() for finding in findings]).encode("utf-8")


def _from_json(content: bytes) -> Iterator[Finding]:
    for each in json.loads(content):
        yield Finding(**{**each, "severity": Severity(each["severity"])})
