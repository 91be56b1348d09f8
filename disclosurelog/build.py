"""The whole way, from the folders of data to the published site. ``build`` reads as its story."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from disclosurelog.checks import Facts, run_checks
from disclosurelog.checks.allowances import allow
from disclosurelog.checks.followers import without_followers
from disclosurelog.checks.gate import changed_since, find_outgoing, known_contacts, look_into
from disclosurelog.checks.holding import Held, hold_back
from disclosurelog.checks.privacy import columns_of, privacy_of_columns
from disclosurelog.checks.promises import check_promises
from disclosurelog.checks.quoting import without_quotes
from disclosurelog.checks.wording import privacy_of_descriptors, privacy_of_pages
from disclosurelog.config import Config
from disclosurelog.model.catalogue import Catalogue, Waiting
from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.errors import PublishError, SiteError
from disclosurelog.model.findings import Finding, Severity, with_letters
from disclosurelog.model.registers import Registered
from disclosurelog.outputs.registers import make_register, make_register_file, register_beside
from disclosurelog.publishing.publish import SitePlace, write_registers
from disclosurelog.publishing.render import compile_pages
from disclosurelog.publishing.report import Result
from disclosurelog.publishing.site import Progress, Settings, write_site
from disclosurelog.publishing.theme import build_theme
from disclosurelog.reading.allowances import read_allowances
from disclosurelog.reading.aside import Aside, Turns
from disclosurelog.reading.datasets import read_datasets
from disclosurelog.reading.headers import find_tables, read_headers
from disclosurelog.reading.logs import Package, check_tables, make_logs, read_packages
from disclosurelog.reading.registers import read_log_registers, read_site_register
from disclosurelog.reading.released_datasets import read_released
from disclosurelog.reading.site_pages import find_pages
from disclosurelog.reading.sources import PackageSource, find_packages
from disclosurelog.reading.store import Store
from disclosurelog.reading.vocabularies import read_calendar, read_law, read_licences

MANY_ROWS = 2_000
"""From here on the cells are checked in a process of their own, while the law’s checks run here: below it, beginning
one takes longer. A third would copy what the first two read, and gain nothing on two cores."""
SHARES = 128
"""Parts of the columns, in which both of these processes look for personal data by turns."""
MOST_TWICE = 110 * 1024 * 1024
"""Bytes of cells that are held twice, as a process of its own does: beyond, it would take more than 500 MB."""


def no_progress(stage: str, count: int | None = None) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was read, without what is kept out, and what is wrong with it.

    ``allowed`` counts the findings that an officer allowed. ``register`` has the addresses that were published before,
    by their paths, and ``folders`` the folder of each log by its name. A demonstration, which is there to be copied and
    changed, is not among them: no register stands beside it. ``digests`` are of the files that go out as they stand.
    """

    held: Held
    findings: tuple[Finding, ...]
    stopped: bool
    allowed: int
    register: Mapping[str, Registered]
    folders: Mapping[str, Path]
    digests: Mapping[Path, str] = field(default_factory=dict)


def build(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish the site. Raises ``DisclosureLogError`` where the set-up is broken."""
    started = time.monotonic()
    place = SitePlace(config.site, (config.datasets, config.docs, config.mkdocs))
    place.check()
    # Held from the first: what is read is kept beside the site too, and is not for two builds at once to write.
    with tempfile.TemporaryDirectory(prefix="disclosurelog-") as scratch, place.locked():
        with Aside(lambda: (build_theme(config.mkdocs, config.site_url, Path(scratch)), compile_pages())) as frame:
            store = Store(place.kept)
            judged = read_and_check(config, store, progress)
            if judged.stopped:
                return _result(started, judged)
            catalogue = make_catalogue(judged, config.day)
            register = make_register(catalogue, judged.register)
            settings = Settings(config.site_url, config.commit, store, make_register_file(register))
            progress("Making the frame", None)
            theme, compiled = frame.result()
        try:
            write_site(place.prepare(), theme, compiled, catalogue, settings, progress)
            if (changed := changed_since(judged.digests)) is not None:
                raise SiteError(
                    f"The file “{changed.name}” was changed while the site was being built. Build it again."
                )
            progress("Publishing", None)
            place.publish()
            store.forget_unused()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PublishError(f"The site could not be written: {reason}. The former one stands.") from error
        finally:
            place.discard()
        unkept = write_registers({folder: register_beside(register, log) for log, folder in judged.folders.items()})
    return _result(started, judged, unkept, published=True, site=str(config.site))


def check(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish nothing."""
    started = time.monotonic()
    return _result(started, read_and_check(config, Store(None), progress))


def read_and_check(config: Config, store: Store, progress: Progress) -> Judged:
    """Return every log, every dataset and everything that is wrong, in the data and between the data and the law."""
    progress("Reading", None)
    law, licences = read_law(), read_licences()
    sources, unread = find_packages(config.datasets)
    packages, findings = read_packages(sources)
    held = sum(package.memory for package in packages)
    many = sum(package.rows for package in packages) > MANY_ROWS and held < MOST_TWICE
    known = known_contacts(sources)
    tables = [table for package in packages for table in package.tables]
    columns = columns_of(tables, known)
    shares = [columns[number::SHARES] for number in range(SHARES)]

    def look() -> list[Finding]:
        """Look for personal data in the columns whose turn it is."""
        return [finding for turn in turns for finding in privacy_of_columns(shares[turn], known)]

    with Turns(SHARES) as turns, Aside(lambda: [*check_tables(packages), *look()], fork=many) as cells:
        logs, more = make_logs(packages, law, licences, config.site_url)
        progress("Checking", None)
        unread_cells = frozenset((one.file, one.row) for one in more if one.code == "exemption-form")
        facts = Facts(law, licences, read_calendar(), config.today, len(logs), unread_cells)
        checked = run_checks(logs, facts)
        open_data = [source for source in sources if not source.is_log]
        datasets, wrong = read_datasets(open_data, logs, law, licences, config.site_url, store)
        released, unmade = read_released(logs, store)
        pages = find_pages(config.mkdocs, config.docs)
        worded = [*privacy_of_descriptors(sources, tables, released, known), *privacy_of_pages(pages, known)]
        # What is shared out comes last, so that neither process waits long for the other.
        found = [*unread, *findings, *more, *checked, *wrong, *unmade, *worded, *look(), *cells.result()]
        hidden, digests = look_into(find_outgoing(logs, [*datasets, *released], pages), known, store)
    judged = _judge(config, sources, packages, logs, [*datasets, *released], [*found, *hidden])
    return replace(judged, digests=digests)


def _judge(
    config: Config,
    sources: Sequence[PackageSource],
    packages: Sequence[Package],
    logs: Sequence[DisclosureLog],
    datasets: Sequence[Dataset],
    found: list[Finding],
) -> Judged:
    """Hold what was read to what was published before, let pass what is allowed, and keep out what may not be shown."""
    labels = {log.place.file.rpartition("/")[0]: log.authority for log in logs}
    names = {label: authority.name for label, authority in labels.items()}
    beside, unclear = read_log_registers(sources, names)
    before, damaged = read_site_register(config.site)
    promised = check_promises(logs, beside, [entry for entry, _ in before], config.retired, config.datasets.name)
    judging = [*((source.folder, source.label) for source in sources), (config.mkdocs.parent, config.docs.name)]
    allowances, wrong = read_allowances(judging, config.today)
    whole = {package.source.label for package in packages if len(package.tables) == len(package.source.tables)}
    unread = {source.label for source in sources if source.is_log} - whole
    found = without_followers([*found, *promised], unread)
    left, allowed = allow(without_quotes([*found, *unclear, *damaged, *wrong]), allowances, unread)
    headers = read_headers(find_tables(sources, logs), {finding.file for finding in left if finding.column})
    left = sorted(with_letters(set(left), headers), key=lambda finding: finding.sort_key)
    grave = [finding for finding in left if is_grave(finding, config.strict)]
    held = Held(tuple(logs), tuple(datasets))
    if config.publish_valid and grave:
        open_folders = [source.label for source in sources if not source.is_log]
        held, grave = hold_back(logs, datasets, open_folders, grave)
    register = {entry.path: entry for entry, _ in (*beside, *before)}
    real = {source.label for source in sources if source.label in labels and not labels[source.label].demonstration}
    folders = {names[source.label]: source.folder for source in sources if source.label in real}
    return Judged(held, tuple(left), bool(grave), allowed, register, folders)


def is_grave(finding: Finding, strict: bool) -> bool:
    """Return whether a finding stands against publishing."""
    return finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)


def make_catalogue(judged: Judged, day: date | None) -> Catalogue:
    """Return what is published. Without a stated ``day`` the newest full date in the data is the site's day."""
    logs, datasets = judged.held.logs, judged.held.datasets
    dates = [d for log in logs for item in log.disclosures for d in (item.date_responded, item.date_published)]
    dates += [change.date for log in logs for change in log.changes]
    dates += [dataset.updated for dataset in datasets]
    newest = max((stated.full for stated in dates if stated and stated.full), default=date(2000, 1, 1))
    waiting = (Waiting(d.log, d.reference, d.path) for d in judged.held.disclosures if d.path in judged.register)
    return Catalogue(
        logs, read_law(), read_licences(), read_calendar(), day or newest, datasets, judged.held.by_log, tuple(waiting)
    )


def _result(
    started: float, judged: Judged, more: Iterable[Finding] = (), *, published: bool = False, site: str = ""
) -> Result:
    return Result(
        findings=(*judged.findings, *more),
        disclosures=sum(len(log.published) for log in judged.held.logs),
        datasets=len(judged.held.datasets),
        seconds=time.monotonic() - started,
        published=published,
        stopped=judged.stopped,
        site=site,
        allowed=judged.allowed,
        held=judged.held.count,
    )
