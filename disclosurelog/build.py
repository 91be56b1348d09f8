"""The whole way, from the folders of data to the published site. ``build`` reads as its story."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from disclosurelog import __version__
from disclosurelog.checks import Facts, run_checks
from disclosurelog.config import Config
from disclosurelog.model.disclosures import Catalogue, DisclosureLog
from disclosurelog.model.errors import PublishError
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.outputs.exports import make_log_csv, make_released, make_schemas, make_twins
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.fragments import make_fragments
from disclosurelog.outputs.pages import Material, make_pages
from disclosurelog.outputs.search_data import make_facet_file, make_row_files, periods_of
from disclosurelog.outputs.statistics import make_figures
from disclosurelog.publishing.assemble import Assembler
from disclosurelog.publishing.publish import SitePlace
from disclosurelog.publishing.render import Renderer
from disclosurelog.publishing.report import Result
from disclosurelog.publishing.search import make_index, make_join
from disclosurelog.publishing.theme import build_theme
from disclosurelog.publishing.verify import LinkBook, verify_site
from disclosurelog.reading.logs import read_logs
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.vocabularies import read_calendar, read_law, read_licences

Progress = Callable[[str, int | None], None]
"""Told the stage that begins and, while it lasts, how much of it is done."""


def no_progress(stage: str, count: int | None = None) -> None:
    """Tell nobody."""


def build(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish the site. Raises ``DisclosureLogError`` where the set-up is broken."""
    started = time.monotonic()
    place = SitePlace(config.site, (config.datasets, config.docs, config.mkdocs))
    place.check()
    logs, findings = read_and_check(config, progress)
    if stops(findings, config.strict):
        return _result(started, logs, findings, stopped=True)
    catalogue = make_catalogue(logs, config.day)
    try:
        with place.locked():
            try:
                write_site(place.prepare(), catalogue, config, progress)
                progress("Publishing", None)
                place.publish()
            finally:
                place.discard()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(f"The site could not be written: {reason}. The former one stands.") from error
    return _result(started, logs, findings, published=True, site=str(config.site))


def check(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish nothing."""
    started = time.monotonic()
    logs, findings = read_and_check(config, progress)
    return _result(started, logs, findings, stopped=stops(findings, config.strict))


def read_and_check(config: Config, progress: Progress) -> tuple[list[DisclosureLog], list[Finding]]:
    """Return every log and everything that is wrong, in the data and between the data and the law."""
    progress("Reading", None)
    law, licences = read_law(), read_licences()
    logs, findings = read_logs(config.datasets, law, licences, config.site_url)
    progress("Checking", None)
    facts = Facts(law, licences, read_calendar(), config.today)
    return logs, sorted([*findings, *run_checks(logs, facts)], key=lambda finding: finding.sort_key)


def stops(findings: Iterable[Finding], strict: bool) -> bool:
    """Return whether anything found stands against publishing."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in grave for finding in findings)


def make_catalogue(logs: Iterable[DisclosureLog], day: date | None) -> Catalogue:
    """Return what is published. Without a stated ``day`` the newest full date in the data is the site's day."""
    logs = tuple(logs)
    dates = [d for log in logs for item in log.disclosures for d in (item.date_responded, item.date_published)]
    dates += [change.date for log in logs for change in log.changes]
    newest = max((stated.full for stated in dates if stated and stated.full), default=date(2000, 1, 1))
    return Catalogue(logs, read_law(), read_licences(), read_calendar(), day or newest)


def write_site(out: Path, catalogue: Catalogue, config: Config, progress: Progress) -> None:
    """Write the whole site into the empty folder ``out``, and check it."""
    standard = read_standard()
    material = Material(catalogue, FacetTable.of(catalogue), make_figures(catalogue), standard)
    renderer, links = Renderer(catalogue, config.site_url), LinkBook()
    progress("Making the frame", None)
    with tempfile.TemporaryDirectory(prefix="disclosurelog-") as scratch:
        theme = build_theme(config.mkdocs, config.site_url, Path(scratch))
        site = Assembler(out, theme, config.site_url, links)
        site.add_assets()
        fragments = {fragment.slot: renderer.fragment(fragment) for fragment in make_fragments(material)}
        listed = site.add_authored(fragments)
    progress("Writing pages", 0)
    for count, page in enumerate(make_pages(material), 1):
        site.add_page(page, renderer.page(page), renderer.contents(page), fragments["banner"])
        if page.listed:
            listed.append((page.path, page.modified))
        if count % 500 == 0:
            progress("Writing pages", count)
    for file in make_twins(catalogue, standard, config.site_url):
        site.add_file(file)
    for file in (
        *make_released(catalogue),
        *make_schemas(standard),
        make_log_csv(catalogue, standard, config.site_url),
    ):
        site.add_file(file)
    _write_search(site, material, progress)
    site.add_sitemap(listed)
    site.add_mark({"generator": f"disclosurelog {__version__}", "day": catalogue.day.isoformat()})
    progress("Checking the site", None)
    verify_site(out, site.paths, links, catalogue)


def _write_search(site: Assembler, material: Material, progress: Progress) -> None:
    catalogue = material.catalogue
    periods = periods_of(catalogue)
    site.add_file(make_facet_file(catalogue, material.facets, periods))
    for file in make_row_files(catalogue):
        site.add_file(file)
    progress("Indexing words", 0)
    indexed = 0

    def done(count: int) -> None:
        nonlocal indexed
        indexed += count
        progress("Indexing words", indexed)

    bundles = make_index(periods, done)
    for bundle in bundles:
        for file in bundle.files:
            site.add_file(file)
    site.add_file(make_join(bundles, [d.path for d in catalogue.disclosures]))


def _result(
    started: float,
    logs: Iterable[DisclosureLog],
    findings: Iterable[Finding],
    *,
    published: bool = False,
    stopped: bool = False,
    site: str = "",
) -> Result:
    count = sum(len(log.published) for log in logs)
    return Result(tuple(findings), count, time.monotonic() - started, published, stopped, site)
