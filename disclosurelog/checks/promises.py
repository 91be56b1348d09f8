"""What was published stays: no address is lost in silence, no log shrinks unseen, nothing withdrawn comes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosurelog.model.addresses import fold, slug_of
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Place, Severity, allowance_of
from disclosurelog.model.registers import PUBLISHED, WITHDRAWN, Registered
from disclosurelog.reading.nearest import nearest

MOST_SHRINKING = 0.2
"""The part of its published disclosures that a log may lose from one site to the next."""

ONE_BY_ONE = 20
"""Lost addresses that are named each; of more, one finding says how many."""


@dataclass(frozen=True, slots=True)
class Register:
    """What was published of one log before: each entry by its path, and where it stands in a register."""

    entries: Mapping[str, Registered]
    places: Mapping[str, Place]


Promise = Callable[[DisclosureLog, Register], Iterator[Finding]]
"""A check of a log against what was published of it before."""


def register_of(log: DisclosureLog, beside: Sequence[tuple[Registered, Place]], site: Sequence[Registered]) -> Register:
    """Return what the registers beside a log and on the site say of it. Of two that differ, the site is right.

    What only the site remembers is told of the log's descriptor, so that it can be allowed beside the log.
    """
    name = log.authority.name
    own = [entry for entry in site if entry.log == name]
    entries = {entry.path: entry for entry, _ in beside if entry.log == name} | {entry.path: entry for entry in own}
    places = {entry.path: place for entry, place in beside if entry.log == name}
    return Register(entries, {path: places.get(path, log.place) for path in entries})


def address_lost(log: DisclosureLog, register: Register) -> Iterator[Finding]:
    """A disclosure that was published is no longer in the log, and no line of the ledger says why.

    Why it matters: people keep addresses, cite them and print them. A page that goes without a word looks as if
    something were hidden, and a changed reference breaks every link to it.

    What to do: put the row back, or add a withdrawal with its reason to changes.csv. If a reference was changed,
    change it back. If it is meant, allow the finding.
    """
    kept = {disclosure.path for disclosure in log.disclosures} | {f"disclosures/{slug}/" for slug in _withdrawn(log)}
    lost = [entry for path, entry in register.entries.items() if path not in kept]
    if len(lost) > ONE_BY_ONE:
        names = ", ".join(f"“{entry.reference}”" for entry in lost[:3])
        message = f"{len(lost):,} disclosures that were published are not in the log any more, such as {names}."
        advice = "Put their rows back. If the log’s name or its references were changed, change them back."
        mark = allowance_of("address-lost", log.authority.name, *sorted(entry.path for entry in lost))
        yield log.place.finding("address-lost", Severity.ERROR, message, advice, allow=mark)
        return
    near = {fold(disclosure.reference): disclosure.reference for disclosure in log.disclosures if lost}
    for entry in lost:
        meant = near.get(fold(entry.reference))
        hint = f"If “{meant}” is the same, change its reference back. " if meant else ""
        yield register.places[entry.path].finding(
            "address-lost",
            Severity.ERROR,
            f"“{entry.reference}” was published, and is not in the log any more.",
            f"{hint}Put its row back, or add a line of the kind “withdrawal” with the reason to changes.csv.",
            allow=allowance_of("address-lost", entry.log, entry.path),
        )


def log_shrunk(log: DisclosureLog, register: Register) -> Iterator[Finding]:
    """A log has lost more than a fifth of what was published.

    Why it matters: so much is seldom withdrawn at once. More often a file was cut short, a filter was on when it
    was saved, or a year’s file is missing from the descriptor.

    What to do: compare the files with those of the last publication. If it is meant, allow the finding.
    """
    before = sum(entry.state == PUBLISHED for entry in register.entries.values())
    now = len(log.published)
    if before - now > 1 and now < before * (1 - MOST_SHRINKING):
        message = f"The log has {now:,} disclosures to publish; {before:,} were published before."
        advice = "Compare the files with those of the last publication: a year may be missing, or a file cut short."
        mark = allowance_of("log-shrunk", log.authority.name, str(before), str(now))
        yield log.place.finding("log-shrunk", Severity.ERROR, message, advice, allow=mark)


def withdrawal_undone(log: DisclosureLog, register: Register) -> Iterator[Finding]:
    """A disclosure that was withdrawn is in the log again, and its withdrawal is not.

    Why it matters: it was taken down for a reason, perhaps because it named somebody. An old copy of a file, put
    back by mistake, would publish it again.

    What to do: put the line of the withdrawal back into changes.csv and delete the rows. To publish it again, give
    it a new reference.
    """
    withdrawn = _withdrawn(log)
    for disclosure in log.disclosures:
        entry = register.entries.get(disclosure.path)
        if entry is not None and entry.state == WITHDRAWN and disclosure.slug not in withdrawn:
            yield disclosure.place.finding(
                "withdrawal-undone",
                Severity.ERROR,
                f"“{disclosure.reference}” was withdrawn, and is in the log again.",
                "Put the line of its withdrawal back into changes.csv and delete the row, or give it a new reference.",
                "reference",
                allowance_of("withdrawal-undone", log.authority.name, disclosure.path),
            )


def withdrawal_unknown(log: DisclosureLog, register: Register) -> Iterator[Finding]:
    """The ledger withdraws a disclosure that was never published.

    Why it matters: where the reference is mistyped, what was meant to be taken down stays on the site, perhaps with
    somebody’s name in it.

    What to do: type the reference exactly as the log has it. If the disclosure was published elsewhere, before the
    log was, allow the finding.
    """
    if not register.entries:
        return
    paths = {change: f"disclosures/{slug_of(log.authority.name, change.reference)}/" for change in log.changes}
    unknown = [c for c in log.changes if c.kind == "withdrawal" and paths[c] not in register.entries]
    near = {fold(disclosure.reference): disclosure.reference for disclosure in log.published if unknown}
    for change in unknown:
        if fold(change.reference) in near:  # which the check of the ledger says
            continue
        meant = nearest(change.reference, list(near.values()), 0.85)
        hint = f"If “{meant}” is meant, type that. " if meant else ""
        yield change.place.finding(
            "withdrawal-unknown",
            Severity.ERROR,
            f"“{change.reference}” is withdrawn, but was never published, so nothing is taken down by this line.",
            f"{hint}Type the reference as the log has it. If there never was such an answer here, delete the line.",
            "reference",
            allowance_of("withdrawal-unknown", log.authority.name, paths[change]),
        )


PROMISES: tuple[Promise, ...] = (address_lost, log_shrunk, withdrawal_undone, withdrawal_unknown)


def check_promises(
    logs: Sequence[DisclosureLog],
    beside: Sequence[tuple[Registered, Place]],
    site: Sequence[Registered],
    retired: Collection[str],
    datasets: str,
) -> list[Finding]:
    """Return what each log does not keep of what was published before, and the logs that went as a whole.

    ``retired`` has the names of logs that are meant to go; ``datasets`` is what findings call the folder of the data.
    """
    findings = []
    for log in logs:
        register = register_of(log, beside, site)
        findings += [finding for promise in PROMISES for finding in promise(log, register)]
    there = {log.authority.name for log in logs} | set(retired)
    gone: dict[str, int] = {}
    for entry in site:
        if entry.log not in there and not entry.demonstration:
            gone[entry.log] = gone.get(entry.log, 0) + 1
    for name, count in sorted(gone.items()):
        pages = f"{count:,} {'address' if count == 1 else 'addresses'}"
        message = f"The log “{name}” was published and is not among the data any more: {pages} would be lost."
        advice = f"Put its folder back. If it is meant, add “retired: [{name}]” under “disclosure_log:” in mkdocs.yml."
        findings.append(Place(datasets).finding("log-lost", Severity.ERROR, message, advice))
    return findings


def _withdrawn(log: DisclosureLog) -> set[str]:
    """Return the slugs of what the ledger withdraws."""
    return {slug_of(log.authority.name, reference) for reference in log.withdrawals}
