"""The whole way, from the folders of data to the published site. ``build`` reads as its story."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from disclosurelog.checks import CHECKS, Facts, run_checks
from disclosurelog.config import Config
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.errors import PublishError
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.publishing.publish import SitePlace
from disclosurelog.publishing.report import Result
from disclosurelog.publishing.site import Progress, Settings, make_illustrator, write_site
from disclosurelog.publishing.theme import build_theme
from disclosurelog.reading.aside import CORES, Aside, share_out
from disclosurelog.reading.datasets import read_datasets
from disclosurelog.reading.logs import check_tables, make_logs, read_packages
from disclosurelog.reading.released_datasets import read_released
from disclosurelog.reading.sources import find_packages
from disclosurelog.reading.store import Store
from disclosurelog.reading.vocabularies import read_calendar, read_law, read_licences

MANY_ROWS = 2_000
"""From here on work is shared out between the cores: below it, beginning a process takes longer."""


def no_progress(stage: str, count: int | None = None) -> None:
    """Tell nobody."""


def build(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish the site. Raises ``DisclosureLogError`` where the set-up is broken."""
    started = time.monotonic()
    place = SitePlace(config.site, (config.datasets, config.docs, config.mkdocs))
    place.check()
    # Held from the first: what is read is kept beside the site too, and is not for two builds at once to write.
    with (
        tempfile.TemporaryDirectory(prefix="disclosurelog-") as scratch,
        make_illustrator() as illustrator,
        place.locked(),
    ):
        with Aside(lambda: build_theme(config.mkdocs, config.site_url, Path(scratch))) as theme:
            store = Store(place.kept)
            settings = Settings(config.site_url, config.commit, store)
            logs, datasets, findings = read_and_check(config, store, progress)
            if stops(findings, config.strict):
                return _result(started, logs, datasets, findings, stopped=True)
            catalogue = make_catalogue(logs, datasets, config.day)
            progress("Making the frame", None)
            theme_made = theme.result()
        try:
            write_site(place.prepare(), theme_made, catalogue, settings, illustrator, progress)
            progress("Publishing", None)
            place.publish()
            store.forget_unused()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PublishError(f"The site could not be written: {reason}. The former one stands.") from error
        finally:
            place.discard()
    return _result(started, logs, datasets, findings, published=True, site=str(config.site))


def check(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish nothing."""
    started = time.monotonic()
    logs, datasets, findings = read_and_check(config, Store(None), progress)
    return _result(started, logs, datasets, findings, stopped=stops(findings, config.strict))


def read_and_check(
    config: Config, store: Store, progress: Progress
) -> tuple[list[DisclosureLog], list[Dataset], list[Finding]]:
    """Return every log, every dataset and everything that is wrong, in the data and between the data and the law."""
    progress("Reading", None)
    law, licences = read_law(), read_licences()
    sources, unread = find_packages(config.datasets)
    packages, findings = read_packages(sources)
    many = sum(package.rows for package in packages) > MANY_ROWS
    with Aside(lambda: check_tables(packages), fork=many) as cells:
        logs, more = make_logs(packages, law, licences, config.site_url)
        progress("Checking", None)
        facts = Facts(law, licences, read_calendar(), config.today, len(logs))
        shares = [CHECKS[number::CORES] for number in range(CORES)] if many else [CHECKS]
        checked = share_out([partial(run_checks, logs, facts, share) for share in shares])
        open_data = [source for source in sources if not source.is_log]
        datasets, wrong = read_datasets(open_data, logs, law, licences, config.site_url, store)
        released, unmade = read_released(logs, store)
        found = [*unread, *findings, *more, *(finding for share in checked for finding in share), *cells.result()]
        found += [*wrong, *unmade]
    return logs, [*datasets, *released], sorted(found, key=lambda finding: finding.sort_key)


def stops(findings: Iterable[Finding], strict: bool) -> bool:
    """Return whether anything found stands against publishing."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in grave for finding in findings)


def make_catalogue(logs: Iterable[DisclosureLog], datasets: Iterable[Dataset], day: date | None) -> Catalogue:
    """Return what is published. Without a stated ``day`` the newest full date in the data is the site's day."""
    logs, datasets = tuple(logs), tuple(datasets)
    dates = [d for log in logs for item in log.disclosures for d in (item.date_responded, item.date_published)]
    dates += [change.date for log in logs for change in log.changes]
    dates += [dataset.updated for dataset in datasets]
    newest = max((stated.full for stated in dates if stated and stated.full), default=date(2000, 1, 1))
    return Catalogue(logs, read_law(), read_licences(), read_calendar(), day or newest, datasets)


def _result(
    started: float,
    logs: Iterable[DisclosureLog],
    datasets: Sequence[Dataset],
    findings: Iterable[Finding],
    *,
    published: bool = False,
    stopped: bool = False,
    site: str = "",
) -> Result:
    count = sum(len(log.published) for log in logs)
    return Result(tuple(findings), count, len(datasets), time.monotonic() - started, published, stopped, site)
