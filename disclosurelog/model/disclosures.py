"""What a disclosure log holds: requests answered, their questions, what was released and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import count

from disclosurelog.model.addresses import RESERVED, question_anchor, slug_of
from disclosurelog.model.authorities import Authority
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.findings import Place
from disclosurelog.model.law import Citation
from disclosurelog.model.licences import LicenceNotice


@cache
def _order_of(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isascii() and part.isdigit())


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered part of a request."""

    reference: str
    number: str
    heading: str
    question: str
    answer: str
    outcome: str
    exemptions: tuple[Citation, ...]
    place: Place
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        """The id of the question on its page."""
        return question_anchor(self.number)

    @property
    def order(self) -> tuple[int, ...]:
        """The number as integers, so that 2.10 comes after 2.9."""
        return _order_of(self.number)


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file on disk beside the log: where it is and what it is."""

    source: str
    name: str
    format: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Release:
    """A file or dataset let out with an answer. ``problem`` says why its ``file`` cannot be published."""

    reference: str
    title: str
    description: str
    file: str
    url: str
    is_dataset: bool | None
    third_party_rights: str
    licence: str
    place: Place
    extra: tuple[tuple[str, str], ...] = ()
    found: ReleasedFile | None = None
    problem: str = ""
    notice: LicenceNotice | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the public ledger."""

    date: PartialDate | None
    reference: str
    kind: str
    explanation: str
    place: Place
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Disclosure:
    """A request answered. What is not stated is an empty string, an empty tuple or ``None``: never a guess."""

    log: str
    reference: str
    title: str
    date_received: PartialDate | None
    date_clarified: PartialDate | None
    date_responded: PartialDate | None
    extended_to: PartialDate | None
    legislation: str
    outcome: str
    exemptions: tuple[Citation, ...]
    withheld: str
    public_interest_test: str
    department: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str
    request: str
    response: str
    is_dataset: bool | None
    third_party_rights: str
    licence: str
    review_requested: PartialDate | None
    review_responded: PartialDate | None
    review_outcome: str
    regulator_reference: str
    regulator_outcome: str
    date_published: PartialDate | None
    source_url: str
    place: Place
    extra: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()
    releases: tuple[Release, ...] = ()
    changes: tuple[Change, ...] = ()
    notice: LicenceNotice | None = None

    @cached_property
    def slug(self) -> str:
        """The folder of its page under ``/disclosures/``."""
        return slug_of(self.log, self.reference)

    @cached_property
    def path(self) -> str:
        """The address of its page from the root of the site, without a leading slash."""
        return f"disclosures/{self.slug}/"

    @property
    def year(self) -> str:
        """The year it was answered, ``""`` where that is not stated."""
        return str(self.date_responded.year) if self.date_responded else ""

    @property
    def clock_start(self) -> PartialDate | None:
        """The day the time limit runs from: clarification if there was any (FOIA s.10(6)), else receipt."""
        return self.date_clarified or self.date_received

    @cached_property
    def all_exemptions(self) -> tuple[Citation, ...]:
        """Provisions relied on for the request or any of its questions, each once, as first cited."""
        cited = [*self.exemptions, *(c for question in self.questions for c in question.exemptions)]
        return tuple(dict.fromkeys(cited))

    @property
    def has_data(self) -> bool:
        """Whether a dataset came with it."""
        return bool(self.is_dataset) or any(release.is_dataset for release in self.releases)

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """The name under its path of each file that was released, by its source: no two alike."""
        names: dict[str, str] = {}
        taken = {"index.html", "index.json"}
        for release in self.releases:
            if release.found is None or release.found.source in names:
                continue
            stem, _, extension = release.found.name.rpartition(".")
            stem = f"file-{stem}" if stem in RESERVED else stem
            tries = (f"{stem}{f'-{n}' if n > 1 else ''}.{extension}" for n in count(1))
            name = next(name for name in tries if name not in taken)
            taken.add(name)
            names[release.found.source] = name
        return names

    @property
    def notices(self) -> tuple[LicenceNotice, ...]:
        """The licence notice of the answer, then of each release."""
        found = (self.notice, *(release.notice for release in self.releases))
        return tuple(notice for notice in found if notice is not None)

    @property
    def changed_on(self) -> tuple[PartialDate, ...]:
        """The dates known on which its page changed: when it was answered, published, corrected."""
        days = (self.date_responded, self.date_published, *(change.date for change in self.changes))
        return tuple(day for day in days if day is not None)

    @cached_property
    def modified(self) -> str:
        """The last full day known on which its page changed, ``""`` where there is none."""
        return max((str(day) for day in self.changed_on if day.full is not None), default="")

    @cached_property
    def updated(self) -> date | None:
        """The last day on which its page changed; a date known only in part counts as its first day."""
        return max((day.first for day in self.changed_on), default=None)

    @cached_property
    def sort_key(self) -> tuple[int, str, str]:
        """Newest answer first when sorted; what has no date comes last; then by slug."""
        newest = self.date_responded.last.toordinal() if self.date_responded else 0
        return (-newest, self.log, self.slug)


@dataclass(frozen=True)
class DisclosureLog:
    """One authority's log. ``place`` is its descriptor; strays are rows that belong to no disclosure in it."""

    authority: Authority
    place: Place
    disclosures: tuple[Disclosure, ...]
    changes: tuple[Change, ...] = ()
    stray_questions: tuple[Question, ...] = ()
    stray_releases: tuple[Release, ...] = ()

    @cached_property
    def withdrawals(self) -> Mapping[str, Change]:
        """The latest withdrawal of each reference that was withdrawn."""
        return {change.reference: change for change in self.changes if change.kind == "withdrawal"}

    @cached_property
    def citing(self) -> tuple[tuple[Disclosure, Disclosure | Question], ...]:
        """Each row that cites a provision, a disclosure or one of its questions, with its disclosure."""
        found: list[tuple[Disclosure, Disclosure | Question]] = []
        for disclosure in self.disclosures:
            if disclosure.exemptions:
                found.append((disclosure, disclosure))
            found += [(disclosure, question) for question in disclosure.questions if question.exemptions]
        return tuple(found)

    @cached_property
    def published(self) -> tuple[Disclosure, ...]:
        """The disclosures that are not withdrawn, newest first."""
        kept = (d for d in self.disclosures if d.reference not in self.withdrawals)
        return tuple(sorted(kept, key=lambda d: d.sort_key))

    @cached_property
    def modified(self) -> str:
        """The last full day known on which anything in it changed, ``""`` where there is none."""
        days = [str(change.date) for change in self.changes if change.date and change.date.full]
        return max([*days, *(disclosure.modified for disclosure in self.published)], default="")
