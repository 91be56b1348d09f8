"""The whole way, from the folders of data to the published site. ``build`` reads as its story."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from disclosurelog import __version__
from disclosurelog.checks import CHECKS, Facts, run_checks
from disclosurelog.config import Config
from disclosurelog.model.disclosures import Catalogue, DisclosureLog
from disclosurelog.model.errors import PublishError, SetUpError
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.exports import make_log_csv, make_released, make_schemas, make_twins
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.fragments import make_fragments
from disclosurelog.outputs.pages import Material, Share, make_pages
from disclosurelog.outputs.search_data import make_facet_file, make_row_files
from disclosurelog.outputs.statistics import make_figures
from disclosurelog.outputs.words import make_pieces, make_word_files, pieces_of
from disclosurelog.publishing.assemble import Assembler
from disclosurelog.publishing.publish import SitePlace
from disclosurelog.publishing.render import Renderer
from disclosurelog.publishing.report import Result
from disclosurelog.publishing.theme import Theme, build_theme
from disclosurelog.publishing.verify import LinkBook, verify_site
from disclosurelog.reading.aside import CORES, Aside, share_out
from disclosurelog.reading.logs import check_tables, make_logs, read_packages
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.vocabularies import read_calendar, read_law, read_licences

Progress = Callable[[str, int | None], None]
"""Told the stage that begins and, while it lasts, how much of it is done."""


MANY_ROWS = 2_000
"""From here on work is shared out between the cores: below it, beginning a process takes longer."""


def no_progress(stage: str, count: int | None = None) -> None:
    """Tell nobody."""


def build(config: Config, progress: Progress = no_progress) -> Result:
    """Check the logs and publish the site. Raises ``DisclosureLogError`` where the set-up is broken."""
    started = time.monotonic()
    place = SitePlace(config.site, (config.datasets, config.docs, config.mkdocs))
    place.check()
    with tempfile.TemporaryDirectory(prefix="disclosurelog-") as scratch:
        with Aside(lambda: build_theme(config.mkdocs, config.site_url, Path(scratch))) as theme:
            logs, findings = read_and_check(config, progress)
            if stops(findings, config.strict):
                return _result(started, logs, findings, stopped=True)
            if not any(log.disclosures or log.changes for log in logs):
                raise SetUpError(f"There is no disclosure to publish in “{config.datasets}”.")
            catalogue = make_catalogue(logs, config.day)
            progress("Making the frame", None)
            theme_made = theme.result()
        try:
            with place.locked():
                try:
                    write_site(place.prepare(), theme_made, catalogue, config, progress)
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
    packages, findings = read_packages(config.datasets)
    many = sum(package.rows for package in packages) > MANY_ROWS
    with Aside(lambda: check_tables(packages), fork=many) as cells:
        logs, more = make_logs(packages, law, licences, config.site_url)
        progress("Checking", None)
        facts = Facts(law, licences, read_calendar(), config.today)
        shares = [CHECKS[number::CORES] for number in range(CORES)] if many else [CHECKS]
        checked = share_out([partial(run_checks, logs, facts, share) for share in shares])
        found = [*findings, *more, *(finding for share in checked for finding in share), *cells.result()]
    return logs, sorted(found, key=lambda finding: finding.sort_key)


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


def write_site(out: Path, theme: Theme, catalogue: Catalogue, config: Config, progress: Progress) -> None:
    """Write the whole site into the empty folder ``out``, and check it."""
    progress("Writing pages", None)
    links = LinkBook()
    site = Assembler(out, theme, config.site_url, links)
    site.add_assets()
    standard = read_standard()
    material = Material(catalogue, FacetTable.of(catalogue), make_figures(catalogue), standard)
    renderer = Renderer(catalogue, config.site_url)
    fragments = {fragment.slot: renderer.fragment(fragment) for fragment in make_fragments(material)}
    listed = site.add_authored(fragments)
    cores = CORES if len(catalogue.disclosures) > MANY_ROWS else 1
    shares = [Share(number, cores) for number in range(cores)]
    banner = fragments["banner"]

    write = partial(write_share, out, theme, material, config, renderer, banner)
    for written in share_out([partial(write, share) for share in shares]):
        site.take_in(written.paths, written.links)
        listed += written.listed
    for file in (*make_released(catalogue), *make_schemas(standard)):
        site.add_file(file)
    site.add_sitemap(listed)
    site.add_mark({"generator": f"disclosurelog {__version__}", "day": catalogue.day.isoformat()})
    progress("Indexing words", None)
    for file in make_words(catalogue, cores):
        site.add_file(file)
    progress("Checking the site", None)
    verify_site(out, site.paths, links, catalogue)


@dataclass(frozen=True, slots=True)
class Written:
    """What a share of the work has written: paths, links to be verified, and addresses for the sitemap."""

    paths: tuple[str, ...]
    links: LinkBook
    listed: tuple[tuple[str, str], ...]


def write_share(
    out: Path, theme: Theme, material: Material, config: Config, renderer: Renderer, banner: str, share: Share
) -> Written:
    """Write a share of the generated pages, of the twins and of the files that belong to the whole log."""
    catalogue, standard, url = material.catalogue, material.standard, config.site_url
    links = LinkBook()
    site = Assembler(out, theme, url, links)
    listed = []
    for page in make_pages(material, share):
        site.add_page(page, renderer.page(page), renderer.contents(page), banner)
        listed.append((page.path, page.modified))
    for file in make_twins(catalogue.disclosures[share.number :: share.of], standard, url):
        site.add_file(file)
    whole: tuple[Callable[[], Iterable[OutputFile]], ...] = (
        lambda: [make_log_csv(catalogue, standard, url)],
        lambda: [make_facet_file(catalogue, material.facets), *make_row_files(catalogue)],
    )
    for place, make in enumerate(whole):
        if share.takes(place):
            for file in make():
                site.add_file(file)
    return Written(site.paths, links, tuple(listed))


def make_words(catalogue: Catalogue, cores: int) -> list[OutputFile]:
    """Return the index of words, whose pieces are made by as many processes as there are cores."""
    disclosures = catalogue.disclosures
    pieces = pieces_of(len(disclosures), cores)
    made = share_out([partial(make_pieces, disclosures, pieces[number::cores]) for number in range(cores)])
    return make_word_files([made[number % cores][number // cores] for number in range(len(pieces))])


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
