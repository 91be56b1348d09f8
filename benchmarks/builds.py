"""What was measured: every run, and the seconds of it that make up a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from browser import Browsing
from generate import Counts
from measure import Output, Run

INDEXING = ("Finding similar disclosures", "Making the search")
"""The stages of searching: what works on the words of all disclosures together, and the facets. The names are those
that ``disclosurelog.build`` tells."""

DOWNLOADS = ("Writing downloads and feeds",)
"""The stage that writes the log in four formats, whole and by year, and feeds: plain MkDocs has nothing of it."""

_Measured = TypeVar("_Measured")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of our build: seconds, and the peak of our process’ memory up to its end, in bytes."""

    name: str
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Ours:
    """One build with disclosurelog."""

    run: Run
    stages: tuple[Stage, ...]
    output: Output

    @property
    def indexing(self) -> float:
        """The seconds that it took to compare and to index words."""
        return sum(stage.seconds for stage in self.stages if stage.name in INDEXING)

    @property
    def with_index(self) -> float:
        """The seconds of everything but the downloads."""
        return self.run.seconds - sum(stage.seconds for stage in self.stages if stage.name in DOWNLOADS)

    @property
    def without_index(self) -> float:
        """The seconds of what makes the pages: everything but the downloads and the work on words."""
        return self.with_index - self.indexing

    @property
    def memory(self) -> int:
        """The peak of our own process’ memory, in bytes."""
        return max(stage.memory for stage in self.stages)

    def seconds_of(self, stage: str) -> float:
        """Return the seconds of a stage; those of no stage are Python’s own start and end."""
        if not stage:
            return self.run.seconds - sum(each.seconds for each in self.stages)
        return sum(each.seconds for each in self.stages if each.name == stage)


@dataclass(frozen=True, slots=True)
class Plain:
    """One build with plain MkDocs."""

    run: Run
    output: Output


@dataclass(slots=True)
class Results:
    """Every run by the number of disclosures."""

    seed: int
    counts: dict[int, Counts] = field(default_factory=dict)
    ours: dict[int, list[Ours]] = field(default_factory=dict)
    plain: dict[int, list[Plain]] = field(default_factory=dict)
    watched: dict[int, list[tuple[str, Run]]] = field(default_factory=dict)
    """A run of each program at each size that was watched for its memory, and is not timed."""
    browsing: Browsing | None = None

    @property
    def sizes(self) -> list[int]:
        """The numbers of disclosures, the smallest first."""
        return sorted(self.ours)


def typical(runs: Iterable[_Measured], value: Callable[[_Measured], float]) -> float:
    """Return the median of a figure over the runs."""
    return median(value(run) for run in runs)
