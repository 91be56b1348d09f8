"""What can be downloaded, as pages and catalogues describe it: datasets, and the files that each comes in."""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.licences import LicenceNotice


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file in which a dataset can be downloaded.

    ``path`` and ``schema_path`` are from the root of the site, ``size`` is in bytes, ``sha256`` in hexadecimal
    digits. ``notice`` is ``None`` where each row states a licence of its own. ``table`` is the name of the table
    in it, ``""`` for an archive of them all.
    """

    path: str
    title: str
    extension: str
    media_type: str
    size: int
    sha256: str
    notice: LicenceNotice | None
    table: str = ""
    schema_path: str = ""


@dataclass(frozen=True)
class Described:
    """A dataset as catalogues describe it: an open dataset, a released file, or a whole log.

    ``path`` is its page and ``source`` the page of the disclosure that it came from, both from the root of the
    site. ``columns`` has the name and the meaning of each column.
    """

    path: str
    identifier: str
    title: str
    description: str
    publisher: str
    publisher_url: str
    contact_email: str
    contact_url: str
    keywords: tuple[str, ...]
    issued: PartialDate | None
    modified: PartialDate | None
    frequency: str
    period: tuple[PartialDate | None, PartialDate | None]
    source: str
    demonstration: bool
    distributions: tuple[Distribution, ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DataCatalogue:
    """Everything that a site offers for download, and what the catalogue says of itself.

    ``site_url`` is the root of the site and ends in a slash. ``publisher`` is who keeps the catalogue, which
    need not be who publishes what is in it.
    """

    site_url: str
    title: str
    description: str
    publisher: str
    publisher_url: str
    datasets: tuple[Described, ...]
    modified: PartialDate | None = None

    @property
    def page(self) -> str:
        """The absolute address of the list of datasets."""
        return f"{self.site_url}datasets/"
