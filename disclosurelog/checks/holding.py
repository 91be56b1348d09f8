"""Publish what is right and keep the rest out: which answers a grave finding hangs on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Place

UNREAD_ROW = "row-length"
"""The code of a row that has too many cells or too few, and so became no record: it is kept out already."""

Owner = tuple[str, str]
"""An answer, by the name of its log and its reference."""


@dataclass(frozen=True, slots=True)
class Held:
    """The logs and datasets without what is kept out, and what that is.

    ``rows`` counts, by the name of the log, the answers whose row could not be read; ``packages`` the open datasets.
    """

    logs: tuple[DisclosureLog, ...]
    datasets: tuple[Dataset, ...]
    disclosures: tuple[Disclosure, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    packages: int = 0

    @property
    def by_log(self) -> Mapping[str, int]:
        """How many answers of each log are kept out."""
        counted = Counter(self.rows)
        counted.update(disclosure.log for disclosure in self.disclosures)
        return dict(counted)

    @property
    def count(self) -> int:
        """How many answers and datasets are kept out."""
        return sum(self.by_log.values()) + self.packages


def hold_back(
    logs: Sequence[DisclosureLog], datasets: Sequence[Dataset], folders: Iterable[str], grave: Iterable[Finding]
) -> tuple[Held, list[Finding]]:
    """Keep out each answer and dataset that a ``grave`` finding hangs on, with everything that hangs on it.

    ``folders`` are those of the open datasets. Return what is left, and the findings that hang on none: a file that
    cannot be read, a descriptor, the ledger. Those stop publication as ever, because it is not known what they are
    about. The ledger is never guessed at: a withdrawal that is not understood would let what was withdrawn be
    published.
    """
    owners = _owners(logs)
    tables = {disclosure.place.file: log.authority.name for log in logs for disclosure in log.disclosures}
    references: set[Owner] = set()
    packages: set[str] = set()
    rows: Counter[str] = Counter()
    homeless: list[Finding] = []
    for finding in grave:
        package = next((folder for folder in folders if finding.file.startswith(f"{folder}/")), None)
        if package is not None:
            packages.add(package)
        elif found := owners.get((finding.file, finding.row)) or owners.get((finding.file, None)):
            references |= found
        elif finding.code == UNREAD_ROW and finding.file in tables:
            rows[tables[finding.file]] += 1
        else:
            homeless.append(finding)
    out = tuple(d for log in logs for d in log.published if (d.log, d.reference) in references)
    paths = {disclosure.path for disclosure in out}
    left = (
        dataset
        for dataset in datasets
        if (dataset.disclosure is None or dataset.disclosure.path not in paths)
        and (dataset.release is not None or _folder(dataset.place) not in packages)
    )
    kept = (_without(log, {part for name, part in references if name == log.authority.name}) for log in logs)
    return Held(tuple(kept), tuple(left), out, rows, len(packages)), homeless


def _owners(logs: Sequence[DisclosureLog]) -> Mapping[tuple[str, int | None], set[Owner]]:
    """Return the answers that each row of the logs belongs to, and each released file as a whole."""
    owners: dict[tuple[str, int | None], set[Owner]] = defaultdict(set)
    for log in logs:
        for reference, place in _places(log):
            owners[place.file, place.row].add((log.authority.name, reference))
        for disclosure in log.disclosures:
            for release in disclosure.releases:
                if release.found is not None:
                    file = f"{_folder(log.place)}/{release.file}"
                    owners[file, None].add((log.authority.name, disclosure.reference))
    return owners


def _folder(place: Place) -> str:
    return place.file.rpartition("/")[0]


def _places(log: DisclosureLog) -> Iterator[tuple[str, Place]]:
    for disclosure in log.disclosures:
        yield disclosure.reference, disclosure.place
        yield from ((disclosure.reference, question.place) for question in disclosure.questions)
        yield from ((disclosure.reference, release.place) for release in disclosure.releases)
    yield from ((question.reference, question.place) for question in log.stray_questions)
    yield from ((release.reference, release.place) for release in log.stray_releases)


def _without(log: DisclosureLog, references: set[str]) -> DisclosureLog:
    """Return a log without what has one of the references. A withdrawal stays: its page says why it went."""
    if not references:
        return log
    return replace(
        log,
        disclosures=tuple(d for d in log.disclosures if d.reference not in references),
        changes=tuple(c for c in log.changes if c.reference not in references - log.withdrawals.keys()),
        stray_questions=tuple(q for q in log.stray_questions if q.reference not in references),
        stray_releases=tuple(r for r in log.stray_releases if r.reference not in references),
    )
