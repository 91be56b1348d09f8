"""What a log does not say. It is shown as not stated and never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of

_STATED: tuple[tuple[str, str, Callable[[Disclosure], bool]], ...] = (
    ("legislation", "under which law it was answered", lambda d: bool(d.legislation)),
    ("outcome", "what was decided", lambda d: bool(d.outcome)),
    ("date_received", "when the request was received", lambda d: d.date_received is not None),
    ("date_responded", "when it was answered", lambda d: d.date_responded is not None),
    (
        "response",
        "what was answered",
        lambda d: bool(d.response.strip() or d.source_url or d.releases or any(q.answer.strip() for q in d.questions)),
    ),
)


def not_stated(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Disclosures do not state their law, outcome, dates or answer.

    Why it matters: the page says “not stated”, the due date cannot be worked out, and the statistics count
    the disclosure as one that could not be judged. It is published all the same.

    What to do: fill in the column where you know it. Leave it blank where you do not.
    """
    for column, what, is_stated in _STATED:
        missing: dict[str, list[int]] = defaultdict(list)
        for disclosure in log.disclosures:
            if disclosure.reference not in log.withdrawals and not is_stated(disclosure):
                missing[disclosure.place.file].append(disclosure.place.row or 0)
        for file, rows in missing.items():
            many = f"{len(rows):,} disclosures do" if len(rows) > 1 else "One disclosure does"
            yield Finding(
                "not-stated",
                Severity.NOTICE,
                f"{many} not state {what}; the first is row {rows[0]}. It is shown as not stated.",
                file,
                rows[0],
                column,
                "Fill in the column where you know it, and leave it blank where you do not.",
            )


_ELSEWHERE = frozenset({"england", "wales", "northern ireland"})
_WIDER = frozenset({"united kingdom", "uk", "great britain"})
_SCOTTISH = frozenset({"FOISA", "EISR"})


def regulator_other(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The regulator that the descriptor names is not the one for the law of some disclosures.

    Why it matters: complaints under the Scottish law go to the Scottish Information Commissioner, those under
    the other two to the regulator for the rest of the United Kingdom. Somebody who writes to the wrong one
    may lose the time in which to complain.

    What to do: correct the regulator in datapackage.yaml, or the legislation of the rows.
    """
    name = log.authority.regulator.name
    if not name:
        return
    scottish, place = "scottish" in name.lower() or "scotland" in name.lower(), _in_scotland(log)
    for disclosure in log.disclosures:
        if disclosure.legislation and (disclosure.legislation in _SCOTTISH) is not scottish:
            if place is scottish:
                continue  # told by law-elsewhere: the regulator is that of the place
            yield disclosure.place.finding(
                "regulator-other",
                Severity.WARNING,
                f"Complaints under {disclosure.legislation} are sent to “{name[:60]}”, which is not their regulator.",
                "Correct “regulator:” in datapackage.yaml, or the legislation of this row.",
                "legislation",
                allowance_of("regulator-other", name, disclosure.legislation),
            )
            return


def law_elsewhere(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Disclosures were answered under a law that does not apply where the authority is.

    Why it matters: FOISA and EISR are for Scottish public authorities alone; FOIA and the Regulations made in England
    are for those of England, Wales and Northern Ireland and for bodies that work for the whole United Kingdom, some of
    them in Scotland. Time limits, exemptions and the regulator differ, and the page would send people the wrong way.

    What to do: correct the legislation of the rows, or the jurisdiction in datapackage.yaml.
    """
    place = _in_scotland(log)
    if place is None:
        return
    told: set[str] = set()
    for disclosure in log.disclosures:
        law = disclosure.legislation
        if not law or law in told or (law in _SCOTTISH) is place:
            continue
        told.add(law)
        yield disclosure.place.finding(
            "law-elsewhere",
            Severity.WARNING,
            f"{law} is the law of this row, but the descriptor says that the authority is in "
            f"{log.authority.jurisdiction[:60]}.",
            "Correct the legislation of the rows, or “jurisdiction:” in datapackage.yaml.",
            "legislation",
            allowance_of("law-elsewhere", log.authority.jurisdiction, law),
        )


def _in_scotland(log: DisclosureLog) -> bool | None:
    """Return whether an authority is in Scotland, ``None`` where it does not say or is in more than one place."""
    where = log.authority.jurisdiction.lower()
    named = {nation for nation in (*_ELSEWHERE, *_WIDER, "scotland") if re.search(rf"\b{nation}\b", where)}
    if named == {"scotland"}:
        return True
    return False if named and named <= _ELSEWHERE else None
