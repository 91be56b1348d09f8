"""Write the registers of published addresses: the site’s own, and one to stand beside each log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.outputs import OutputFile
from disclosurelog.model.registers import PUBLISHED, WITHDRAWN, Registered
from disclosurelog.outputs.csv_bytes import csv_bytes
from disclosurelog.reading.registers import COLUMNS, SITE_REGISTER


def make_register(catalogue: Catalogue, former: Mapping[str, Registered]) -> tuple[Registered, ...]:
    """Return every address that the site has, in order; ``former`` says since when, by path.

    An address is registered on the day the site speaks of as now. One that waits for a correction stays registered.
    """

    def entry(log: str, reference: str, path: str, state: str) -> Registered:
        before = former.get(path)
        demonstration = bool(catalogue.authorities[log].demonstration)
        return Registered(
            log, reference, path, before.since if before else catalogue.day.isoformat(), state, demonstration
        )

    found = [entry(d.log, d.reference, d.path, PUBLISHED) for d in catalogue.disclosures]
    found += [entry(t.log, t.reference, t.path, WITHDRAWN) for t in catalogue.tombstones]
    found += [entry(w.log, w.reference, w.path, PUBLISHED) for w in catalogue.waiting]
    return tuple(sorted(found, key=lambda each: each.path))


def make_register_file(register: Iterable[Registered]) -> OutputFile:
    """Return the register that the site has, by which the next build knows what it must keep."""
    rows = [_cells(each) for each in register]
    return OutputFile(SITE_REGISTER, csv_bytes(COLUMNS, rows))


def register_beside(register: Iterable[Registered], log: str) -> bytes:
    """Return the register that stands beside a log, as the bytes of its file."""
    return csv_bytes(COLUMNS[1:-1], [_cells(each)[1:-1] for each in register if each.log == log])


def _cells(entry: Registered) -> tuple[str, ...]:
    shown = "yes" if entry.demonstration else ""
    return (entry.log, entry.reference, entry.path, entry.since, entry.state, shown)
