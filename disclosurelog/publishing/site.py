"""Write the whole site into a folder: who writes what, in which order, and in how many processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from disclosurelog import __version__
from disclosurelog.model.disclosures import Catalogue, Disclosure
from disclosurelog.model.outputs import OutputFile, Page
from disclosurelog.model.standard import TableStandard
from disclosurelog.outputs.charts import draw_charts, may_fork, prepare
from disclosurelog.outputs.exports import make_log_csv, make_released, make_schemas, make_twins
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.feeds import make_feeds
from disclosurelog.outputs.fragments import make_banner, make_brand, make_fragments
from disclosurelog.outputs.pages import Material, disclosure_pages, make_pages, statistics_pages
from disclosurelog.outputs.search_data import make_facet_file, make_row_files
from disclosurelog.outputs.similar import Similar, make_comparison
from disclosurelog.outputs.statistics import Statistics, make_figures, make_statistics
from disclosurelog.outputs.words import make_pieces, make_word_files, pieces_of
from disclosurelog.publishing.assemble import Assembler
from disclosurelog.publishing.headers import make_header_files
from disclosurelog.publishing.render import Renderer
from disclosurelog.publishing.signposts import make_signposts
from disclosurelog.publishing.theme import Theme
from disclosurelog.publishing.verify import LinkBook, verify_site
from disclosurelog.reading.aside import CORES, Crew, Standby, Turns, share_out
from disclosurelog.reading.standard import read_standard

Progress = Callable[[str, int | None], None]
"""Told the stage that begins and, while it lasts, how much of it is done."""

Charts = Mapping[str, Mapping[str, str]]
"""The charts of each authority's statistics as SVG, by its name and the table that each repeats."""

Illustrator = Standby[tuple[Statistics, ...], Charts]
"""The process that draws the charts, made ready while the logs are read."""

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
    everywhere: Mapping[str, str]
    similar: Sequence[Similar]

    def assembler(self, links: LinkBook) -> Assembler:
        """Return a way to write pages and files of the site."""
        return Assembler(self.out, self.theme, self.site_url, links, self.everywhere)

    def add(self, site: Assembler, page: Page) -> tuple[str, str]:
        """Print a page, and return its address and the day it changed for the sitemap."""
        renderer = self.renderer
        site.add_page(page, renderer.page(page), renderer.contents(page), renderer.head(page))
        return page.path, page.modified


def make_illustrator() -> Illustrator:
    """Begin the process that draws the charts."""
    return Standby(prepare, draw_charts, fork=may_fork())


def write_site(
    out: Path, theme: Theme, catalogue: Catalogue, site_url: str, illustrator: Illustrator, progress: Progress
) -> None:
    """Write the whole site into the empty folder ``out``, and check it."""
    cores = CORES if len(catalogue.disclosures) > MANY_DISCLOSURES else 1
    renderer = Renderer(catalogue, site_url)
    brand, files = make_brand(catalogue, theme.site_name)
    everywhere = {each.slot: renderer.fragment(each) for each in (make_banner(catalogue), *brand)}
    links = LinkBook()
    progress("Finding similar disclosures", None)
    similar = find_similar(catalogue.disclosures, cores)
    progress("Writing pages", None)
    press = Press(out, theme, catalogue, site_url, read_standard(), renderer, everywhere, similar)
    site = press.assembler(links)
    site.add_assets()
    site.add_files(*make_header_files(), *make_signposts(theme.site_name, site_url), *files)
    listed = add_generated(site, press, illustrator, cores)
    site.add_sitemap(listed)
    site.add_mark({"generator": f"disclosurelog {__version__}", "day": catalogue.day.isoformat()})
    progress("Indexing words", None)
    site.add_files(*make_words(catalogue, cores))
    progress("Checking the site", None)
    verify_site(out, site.paths, links, catalogue)


def add_generated(site: Assembler, press: Press, illustrator: Illustrator, cores: int) -> list[tuple[str, str]]:
    """Write every page and file but the index of words. Return the addresses for the sitemap."""
    catalogue, site_url = press.catalogue, press.site_url
    count = len(catalogue.disclosures)
    pieces = [range(start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE)]
    with Turns(len(pieces)) as turns, Crew(partial(write_disclosures, press, pieces, turns), cores) as crew:
        statistics = make_statistics(catalogue)
        charts = illustrator.begin(statistics)
        material = Material(catalogue, FacetTable.of(catalogue), make_figures(catalogue), press.standard)
        listed = [press.add(site, page) for page in make_pages(material)]
        site.add_files(make_log_csv(catalogue, press.standard, site_url), make_facet_file(catalogue, material.facets))
        site.add_files(*make_feeds(material, press.theme.site_name, site_url))
        site.add_files(*make_row_files(catalogue), *make_released(catalogue), *make_schemas(press.standard))
        for written in crew.results():
            site.take_in(written.paths, written.links)
            listed += written.listed
    for page, files in statistics_pages(catalogue, statistics, charts.result(), site_url):
        listed.append(press.add(site, page))
        site.add_files(*files)
    fragments = make_fragments(material, statistics)
    filled = {fragment.slot: press.renderer.fragment(fragment) for fragment in fragments}
    return listed + site.add_authored(filled, {fragment.slot: fragment.modified for fragment in fragments})


def find_similar(disclosures: Sequence[Disclosure], cores: int) -> list[Similar]:
    """Return what is similar to each disclosure, compared by as many processes as there are cores."""
    comparison, total = make_comparison(disclosures), len(disclosures)
    shares = [range(total * n // cores, total * (n + 1) // cores) for n in range(cores)]
    found = share_out([partial(comparison.similar_to, rows) for rows in shares])
    return [similar for share in found for similar in share]


def write_disclosures(press: Press, pieces: list[range], turns: Turns) -> Written:
    """Write the pages and the twins of the disclosures whose turn it is."""
    links = LinkBook()
    site = press.assembler(links)
    listed = []
    for turn in turns:
        rows = pieces[turn]
        listed += [press.add(site, page) for page in disclosure_pages(press.catalogue, press.similar, rows)]
        site.add_files(*make_twins(press.catalogue.disclosures[rows.start : rows.stop], press.standard, press.site_url))
    return Written(site.paths, links, tuple(listed))


def make_words(catalogue: Catalogue, cores: int) -> list[OutputFile]:
    """Return the index of words, whose pieces are made by as many processes as there are cores."""
    disclosures = catalogue.disclosures
    pieces = pieces_of(len(disclosures), cores)
    made = share_out([partial(make_pieces, disclosures, pieces[number::cores]) for number in range(cores)])
    return make_word_files([made[number % cores][number // cores] for number in range(len(pieces))])
