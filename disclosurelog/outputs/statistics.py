"""Figures about the logs, counted with pandas."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from disclosurelog.model.deadlines import deadline_of
from disclosurelog.model.disclosures import Catalogue


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the home page.

    ``year`` is the latest year with an answer that could be judged; ``in_time`` of the ``judged`` answers of
    that year came by their due date. ``year`` is ``None`` where none could be judged.
    """

    disclosures: int
    questions: int
    datasets: int
    corrections: int
    year: int | None
    in_time: int
    judged: int

    @property
    def share(self) -> int:
        """The answers in time as a whole percentage, rounded down so that 99.6 % never reads as all."""
        return self.in_time * 100 // self.judged if self.judged else 0


def make_figures(catalogue: Catalogue) -> Figures:
    """Return the home page's figures. An answer that cannot be judged is left out, not counted as in time."""
    late = ((d.date_responded, deadline_of(d, catalogue.calendar).late) for d in catalogue.disclosures)
    judged = pd.DataFrame(
        [(when.year, is_late) for when, is_late in late if when is not None and is_late is not None],
        columns=["year", "late"],
    )
    year = int(judged["year"].max()) if len(judged) else None
    of_year = judged[judged["year"] == year]
    return Figures(
        disclosures=len(catalogue.disclosures),
        questions=sum(len(d.questions) for d in catalogue.disclosures),
        datasets=sum(
            bool(d.is_dataset) + sum(bool(release.is_dataset) for release in d.releases) for d in catalogue.disclosures
        ),
        corrections=sum(change.kind != "note" for log in catalogue.logs for change in log.changes),
        year=year,
        in_time=int((~of_year["late"].astype(bool)).sum()),
        judged=len(of_year),
    )
