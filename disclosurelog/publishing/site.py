"""Write the whole site into a folder: who writes what, in which order, and in how many processes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from disclosurelog import __version__
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.datasets import Dataset
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.outputs import OutputFile, Page
from disclosurelog.model.standard import TableStandard
from disclosurelog.outputs.catalogues import describe_all
from disclosurelog.outputs.charts import Chart, Drawing, charts_of, charts_of_dataset
from disclosurelog.outputs.data_json import make_data_json
from disclosurelog.outputs.data_pages import make_data_fragments, selection_pages
from disclosurelog.outputs.dataset_files import write_dataset_files
from disclosurelog.outputs.dataset_pages import dataset_pages, datasets_listing
from disclosurelog.outputs.distributions import DataCatalogue
from disclosurelog.outputs.downloads import Offer
from disclosurelog.outputs.facets import FacetTable
from disclosurelog.outputs.feeds import make_feeds
from disclosurelog.outputs.fragments import make_banner, make_brand, make_fragments
from disclosurelog.outputs.log_files import OnOffer, write_log_files
from disclosurelog.outputs.log_tables import LogTables, Selection, selections_of
from disclosurelog.outputs.pages import Material, disclosure_pages, make_pages, statistics_pages
from disclosurelog.outputs.search_data import make_facet_file, make_row_files
from disclosurelog.outputs.similar import Similar, make_comparison
from disclosurelog.outputs.statistics import Statistics, make_figures, make_statistics
from disclosurelog.outputs.statistics_tables import path_of
from disclosurelog.outputs.twin_schema import make_twin_schema
from disclosurelog.outputs.twins import make_released, make_schemas, make_twins
from disclosurelog.outputs.words import make_pieces, make_word_files, pieces_of
from disclosurelog.publishing.assemble import Assembler
from disclosurelog.publishing.headers import make_header_files
from disclosurelog.publishing.render import Renderer
from disclosurelog.publishing.signposts import make_signposts
from disclosurelog.publishing.templates import Compiled
from disclosurelog.publishing.theme import Theme
from disclosurelog.publishing.verify import LinkBook, verify_site
from disclosurelog.reading.aside import CORES, Aside, Crew, Turns, share_out
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.store import Store

Progress = Callable[[str, int | None], None]
"""Told the stage that begins and, while it lasts, how much of it is done."""

MANY_DISCLOSURES = 1_000
MANY_ROWS = 2_000
"""Disclosures, and rows of datasets, from which on work is shared out between the cores: with fewer, beginning a
process takes longer."""

AT_ONCE = 50
"""Disclosures that a process takes at a time: so few that all processes end at nearly the same moment."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a process has written: paths, digests, links to be verified, addresses for the sitemap, and downloads."""

    paths: tuple[str, ...]
    sums: Mapping[str, str]
    links: LinkBook
    listed: tuple[tuple[str, str], ...]
    offers: Mapping[str, Offer]


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
    store: Store

    def assembler(self, links: LinkBook) -> Assembler:
        """Return a way to write pages and files of the site."""
        return Assembler(self.out, self.theme, self.site_url, links, self.everywhere)

    def add(self, site: Assembler, page: Page) -> tuple[str, str]:
        """Print a page, and return its address and the day it changed for the sitemap."""
        renderer = self.renderer
        site.add_page(page, renderer.page(page), renderer.contents(page), renderer.head(page))
        return page.path, page.modified


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site is told from outside: its address, the commit that it is made from, and where things are kept.

    ``register`` is the file of all addresses that it has.
    """

    site_url: str
    commit: str
    store: Store
    register: OutputFile


def write_site(
    out: Path, theme: Theme, compiled: Compiled, catalogue: Catalogue, settings: Settings, progress: Progress
) -> None:
    """Write the whole site into the empty folder ``out``, and check it."""
    many = len(catalogue.disclosures) > MANY_DISCLOSURES
    cores = CORES if many or sum(dataset.rows for dataset in catalogue.datasets) > MANY_ROWS else 1
    renderer = Renderer(catalogue, settings.site_url, compiled)
    brand, files = make_brand(catalogue, theme.site_name)
    everywhere = {each.slot: renderer.fragment(each) for each in (make_banner(catalogue), *brand)}
    links = LinkBook()
    progress("Finding similar disclosures", None)
    similar = find_similar(catalogue.disclosures, cores if many else 1)
    progress("Writing pages", None)
    press = Press(
        out, theme, catalogue, settings.site_url, read_standard(), renderer, everywhere, similar, settings.store
    )
    site = press.assembler(links)
    site.add_assets()
    site.add_files(*make_header_files(), *make_signposts(theme.site_name, settings.site_url), *files)
    site.add_file(settings.register)
    listed, facets = add_generated(site, press, settings.commit, cores, progress)
    site.add_sitemap(listed)
    site.add_sums()
    mark = {"generator": f"disclosurelog {__version__}", "day": catalogue.day.isoformat()}
    site.add_mark(mark | ({"commit": settings.commit} if settings.commit else {}))
    progress("Making the search", None)
    site.add_files(make_facet_file(catalogue, facets), *make_row_files(catalogue))
    site.add_files(*make_words(catalogue, cores if many else 1))
    progress("Checking the site", None)
    verify_site(out, site.paths, links, catalogue)


def add_generated(
    site: Assembler, press: Press, commit: str, cores: int, progress: Progress
) -> tuple[list[tuple[str, str]], FacetTable]:
    """Write every page and file but those of the search. Return the addresses for the sitemap, and the facets."""
    catalogue, site_url = press.catalogue, press.site_url
    with crew_for(press, pages_to_write(catalogue), cores) as crew:
        statistics = make_statistics(catalogue)
        material = Material(catalogue, FacetTable.of(catalogue), make_figures(catalogue), press.standard)
        listed = [press.add(site, page) for page in make_pages(material)]
        site.add_files(*make_released(catalogue), *make_schemas(press.standard))
        site.add_file(make_twin_schema(press.standard, site_url))
        for written in crew.results():
            site.take_in(written.paths, written.sums, written.links)
            listed += written.listed
    progress("Writing downloads and feeds", None)
    selections = selections_of(catalogue)
    with Drawing(charts_wanted(catalogue, statistics), press.store) as drawing:
        offers: dict[str, Offer] = {}
        with crew_for(press, downloads_to_write(catalogue, selections), cores) as crew:
            for file in make_feeds(material, press.theme.site_name, site_url):  # one by one: together they fill memory
                site.add_file(file)
            for written in crew.results():
                site.take_in(written.paths, written.sums, written.links)
                offers |= written.offers
        charts = drawing.result()
    on_offer = OnOffer(catalogue, selections, offers, press.standard, site_url)
    whole = describe_all(on_offer, press.theme.site_name)
    with Aside(lambda: catalogue_files(whole)) as catalogues:
        for page, files in statistics_pages(catalogue, statistics, charts, site_url):
            listed.append(press.add(site, page))
            site.add_files(*files)
        pages = (dataset_pages(catalogue, whole, offers, charts), datasets_listing(catalogue, whole, offers))
        listed += [press.add(site, page) for page in chain(*pages, selection_pages(on_offer))]
        fragments = (*make_fragments(material, statistics), *make_data_fragments(on_offer, commit))
        texts = {each.slot: press.renderer.fragment(each) for each in fragments}
        listed += site.add_authored(texts, {each.slot: each.modified for each in fragments})
        site.add_files(*catalogues.result())
    return listed, material.facets


def catalogue_files(whole: DataCatalogue) -> list[OutputFile]:
    """Return the catalogue of all that can be downloaded, in the forms by which others harvest it."""
    # Imported here because it takes long, and is needed only by the process that makes them.
    from disclosurelog.outputs.dcat import make_dcat

    return [*make_dcat(whole), make_data_json(whole)]


def charts_wanted(catalogue: Catalogue, statistics: Sequence[Statistics]) -> dict[str, Sequence[Chart]]:
    """Return the charts to be drawn, by the path of the page that each is for."""
    wanted: dict[str, Sequence[Chart]] = {path_of(found.authority): charts_of(found) for found in statistics}
    wanted |= {dataset.path: charts_of_dataset(dataset) for dataset in catalogue.datasets}
    return {path: charts for path, charts in wanted.items() if charts}


def find_similar(disclosures: Sequence[Disclosure], cores: int) -> list[Similar]:
    """Return what is similar to each disclosure, compared by as many processes as there are cores."""
    comparison, total = make_comparison(disclosures), len(disclosures)
    shares = [range(total * n // cores, total * (n + 1) // cores) for n in range(cores)]
    found = share_out([partial(comparison.similar_to, rows) for rows in shares])
    return [similar for share in found for similar in share]


Piece = Selection | Dataset | range
"""What a process writes at a time: the downloads of a part of the log, those of a dataset, or pages of disclosures."""


def pages_to_write(catalogue: Catalogue) -> list[Piece]:
    """Return the pages of disclosures, as many together as a process takes at a time."""
    count = len(catalogue.disclosures)
    return [range(start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE)]


def downloads_to_write(catalogue: Catalogue, selections: Sequence[Selection]) -> list[Piece]:
    """Return what can be downloaded, what takes longest first."""
    parts = sorted(selections, key=lambda selection: -len(selection.disclosures))
    return [*parts, *sorted(catalogue.datasets, key=lambda dataset: -dataset.rows)]


@contextlib.contextmanager
def crew_for(press: Press, pieces: Sequence[Piece], cores: int) -> Iterator[Crew[Written]]:
    """Begin to write the pieces in as many processes as there are cores."""
    with Turns(len(pieces)) as turns, Crew(partial(write_pieces, press, pieces, turns), cores) as crew:
        yield crew


def write_pieces(press: Press, pieces: Sequence[Piece], turns: Turns) -> Written:
    """Write the pieces whose turn it is."""
    links = LinkBook()
    site = press.assembler(links)
    tables = LogTables(press.catalogue, press.standard, press.site_url)
    listed: list[tuple[str, str]] = []
    offers: dict[str, Offer] = {}
    for turn in turns:
        piece = pieces[turn]
        if isinstance(piece, range):
            listed += [press.add(site, page) for page in disclosure_pages(press.catalogue, press.similar, piece)]
            site.add_files(*make_twins(press.catalogue, piece, press.standard, press.site_url))
        elif isinstance(piece, Dataset):
            offers[piece.path] = write_dataset_files(piece, press.site_url, press.store, site.add_file)
        else:
            offers[piece.folder] = write_log_files(
                press.catalogue, tables, piece, press.site_url, press.store, site.add_file
            )
    return Written(site.paths, site.sums, links, tuple(listed), offers)


def make_words(catalogue: Catalogue, cores: int) -> list[OutputFile]:
    """Return the index of words, whose pieces are made by as many processes as there are cores."""
    disclosures = catalogue.disclosures
    pieces = pieces_of(len(disclosures), cores)
    made = share_out([partial(make_pieces, disclosures, pieces[number::cores]) for number in range(cores)])
    return make_word_files([made[number % cores][number // cores] for number in range(len(pieces))])
