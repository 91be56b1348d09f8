"""Everything that is published, together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from disclosurelog.model.addresses import slug_of
from disclosurelog.model.authorities import Authority
from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import Change, Disclosure, DisclosureLog, Release
from disclosurelog.model.law import Law
from disclosurelog.model.licences import LicenceBook
from disclosurelog.model.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays at the address of a withdrawn disclosure: its reference, when and why. Nothing else."""

    log: str
    reference: str
    change: Change

    @property
    def slug(self) -> str:
        """The slug that the disclosure had."""
        return slug_of(self.log, self.reference)

    @property
    def path(self) -> str:
        """The address that the disclosure had."""
        return f"disclosures/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What stands at the address of a disclosure that was published and now waits to be corrected."""

    log: str
    reference: str
    path: str


@dataclass(frozen=True)
class Catalogue:
    """Everything that is published, and the facts it is judged by. Nothing changes after it is made."""

    logs: tuple[DisclosureLog, ...]
    law: Law
    licences: LicenceBook
    calendar: Calendar
    day: date = field(default=date(2000, 1, 1))
    """The day the site speaks of as now: SOURCE_DATE_EPOCH, else the newest date in the data."""
    datasets: tuple[Dataset, ...] = ()
    """Those of their own by name, then those that were released with an answer, the newest first."""
    held: Mapping[str, int] = field(default_factory=dict)
    """How many answers of each log are kept out until they are corrected, by its name."""
    waiting: tuple[Waiting, ...] = ()
    """Those of them that were published before: their addresses stay."""

    @cached_property
    def disclosures(self) -> tuple[Disclosure, ...]:
        """Every published disclosure of every log, newest first."""
        return tuple(sorted((d for log in self.logs for d in log.published), key=lambda d: d.sort_key))

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Disclosure | None, Disclosure | None]]:
        """The disclosures answered before and after each in the same log, by its path."""
        found = {}
        for log in self.logs:
            around = (None, *log.published, None)
            for later, here, earlier in zip(around, log.published, around[2:], strict=False):
                found[here.path] = earlier, later
        return found

    @cached_property
    def tombstones(self) -> tuple[Tombstone, ...]:
        """Every withdrawn disclosure."""
        return tuple(
            Tombstone(log.authority.name, reference, change)
            for log in self.logs
            for reference, change in sorted(log.withdrawals.items())
        )

    @cached_property
    def released(self) -> Mapping[tuple[str, str], Dataset]:
        """The datasets that were released with an answer, by its path and the file's source."""
        made = ((dataset.disclosure, dataset.release, dataset) for dataset in self.datasets)
        return {(d.path, r.found.source): dataset for d, r, dataset in made if d and r and r.found}

    def dataset_of(self, disclosure: Disclosure, release: Release) -> Dataset | None:
        """Return the dataset that a released file is, ``None`` where it is none."""
        return self.released.get((disclosure.path, release.found.source)) if release.found else None

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """The authorities by their logs' names."""
        return {log.authority.name: log.authority for log in self.logs}

    @cached_property
    def listed_authorities(self) -> frozenset[str]:
        """The authorities that have a list of their own: one that has all the disclosures needs none."""
        logs = frozenset(disclosure.log for disclosure in self.disclosures)
        return logs if len(logs) > 1 else frozenset()

    @cached_property
    def modified(self) -> str:
        """The last full day known on which anything changed, ``""`` where there is none."""
        return max((log.modified for log in self.logs), default="")

    def changes(self) -> Iterator[tuple[Authority, Change]]:
        """Yield every line of every ledger, newest first."""
        lines = [(log.authority, change) for log in self.logs for change in log.changes]
        yield from sorted(lines, key=lambda line: (str(line[1].date or ""), line[1].reference), reverse=True)
