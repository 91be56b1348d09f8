"""Write the whole site into a folder: who writes what, in which order, and in how many processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from disclosurelog import __version__
from disclosurelog.model.disclosures import Catalogue
from disclosurelog.model.outputs import OutputFile, Page
from disclosurelog.model.standard import TableStandard
from disclosurelog.outputs.charts import draw_charts, may_fork
from disclosurelog.outputs.exports import make_log_csv, make_released, make_schemas, make_twins
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.fragments import make_banner, make_fragments
from disclosurelog.outputs.pages import Material, disclosure_pages, make_pages, statistics_pages
from disclosurelog.outputs.search_data import make_facet_file, make_row_files
from disclosurelog.outputs.statistics import Statistics, make_figures, make_statistics
from disclosurelog.outputs.words import make_pieces, make_word_files, pieces_of
from disclosurelog.publishing.assemble import Assembler
from disclosurelog.publishing.headers import make_header_files
from disclosurelog.publishing.render import Renderer
from disclosurelog.publishing.theme import Theme
from disclosurelog.publishing.verify import LinkBook, verify_site
from disclosurelog.reading.aside import CORES, Aside, Crew, Turns, share_out
from disclosurelog.reading.standard import read_standard

Progress = Callable[[str, int | None], None]
"""Told the stage that begins and, while it lasts, how much of it is done."""

MANY_DISCLOSURES = 1_000
"""From here on work is shared out between the cores: below it, beginning a process takes longer."""

AT_ONCE = 200
"""Disclosures that a process takes at a time."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a process has written: paths, links to be verified, and addresses for the sitemap."""

    paths: tuple[str, ...]
    links: LinkBook
    listed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Press:
    """What every process needs to print pages: the catalogue, the frame, the templates, and where to."""

    out: Path
    theme: Theme
    catalogue: Catalogue
    site_url: str
    standard: Mapping[str, TableStandard]
    renderer: Renderer
    banner: str

    def assembler(self, links: LinkBook) -> Assembler:
        """Return a way to write pages and files of the site."""
        return Assembler(self.out, self.theme, self.site_url, links)

    def add(self, site: Assembler, page: Page) -> tuple[str, str]:
        """Print a page, and return its address and the day it changed for the sitemap."""
        site.add_page(page, self.renderer.page(page), self.renderer.contents(page), self.banner)
        return page.path, page.modified


def write_site(out: Path, theme: Theme, catalogue: Catalogue, site_url: str, progress: Progress) -> None:
    """Write the whole site into the empty folder ``out``, and check it."""
    progress("Writing pages", None)
    renderer = Renderer(catalogue, site_url)
    banner = renderer.fragment(make_banner(catalogue))
    press = Press(out, theme, catalogue, site_url, read_standard(), renderer, banner)
    links = LinkBook()
    site = press.assembler(links)
    site.add_assets()
    site.add_files(*make_header_files())
    count = len(catalogue.disclosures)
    pieces = [range(start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE)]
    cores = CORES if count > MANY_DISCLOSURES else 1
    with (
        Turns(len(pieces)) as turns,
        Aside(partial(make_charted, catalogue), fork=may_fork()) as charted,
        Crew(partial(write_disclosures, press, pieces, turns), cores) as crew,
    ):
        material = Material(catalogue, FacetTable.of(catalogue), make_figures(catalogue), press.standard)
        listed = [press.add(site, page) for page in make_pages(material)]
        site.add_files(make_log_csv(catalogue, press.standard, site_url), make_facet_file(catalogue, material.facets))
        site.add_files(*make_row_files(catalogue), *make_released(catalogue), *make_schemas(press.standard))
        for written in crew.results():
            site.take_in(written.paths, written.links)
            listed += written.listed
        statistics, charts = charted.result()
    for page, files in statistics_pages(catalogue, statistics, charts, site_url):
        listed.append(press.add(site, page))
        site.add_files(*files)
    fragments = {fragment.slot: renderer.fragment(fragment) for fragment in make_fragments(material, statistics)}
    listed += site.add_authored({**fragments, "banner": banner})
    site.add_sitemap(listed)
    site.add_mark({"generator": f"disclosurelog {__version__}", "day": catalogue.day.isoformat()})
    progress("Indexing words", None)
    site.add_files(*make_words(catalogue, cores))
    progress("Checking the site", None)
    verify_site(out, site.paths, links, catalogue)


def make_charted(catalogue: Catalogue) -> tuple[tuple[Statistics, ...], Mapping[str, Mapping[str, str]]]:
    """Return the statistics of each authority and, by its name, the charts drawn of them."""
    statistics = make_statistics(catalogue)
    return statistics, draw_charts(statistics)


def write_disclosures(press: Press, pieces: list[range], turns: Turns) -> Written:
    """Write the pages and the twins of the disclosures whose turn it is."""
    links = LinkBook()
    site = press.assembler(links)
    listed = []
    for turn in turns:
        rows = pieces[turn]
        listed += [press.add(site, page) for page in disclosure_pages(press.catalogue, rows)]
        site.add_files(*make_twins(press.catalogue.disclosures[rows.start : rows.stop], press.standard, press.site_url))
    return Written(site.paths, links, tuple(listed))


def make_words(catalogue: Catalogue, cores: int) -> list[OutputFile]:
    """Return the index of words, whose pieces are made by as many processes as there are cores."""
    disclosures = catalogue.disclosures
    pieces = pieces_of(len(disclosures), cores)
    made = share_out([partial(make_pieces, disclosures, pieces[number::cores]) for number in range(cores)])
    return make_word_files([made[number % cores][number // cores] for number in range(len(pieces))])
