"""The index of words: which stem stands where, in files small enough for a browser to fetch the few it needs.

A row is a disclosure's place in the catalogue. Words are folded and split here and in ``words.js`` alike, and
stemmed by SQLite's ``porter`` here, by ``stem.js`` there; tests hold the two together, with SQLite's own
full-text search as the judge.

The disclosures are indexed in pieces, each by itself, so that the work can be shared out. A list of numbers is
text from the beginning: joined, the pieces give the same bytes however they were cut.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from operator import sub
from typing import NamedTuple

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.errors import SetUpError
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.json_bytes import json_bytes

FOLDER = "search/words/"
TITLE_WEIGHT = 4
"""What a word in the title counts for; a word elsewhere counts for one."""
MOST_IN_PIECE = 5_000
"""Disclosures that are indexed at once: it bounds the memory that a process needs."""
SHARD_SIZE = 40_000
"""Characters of JSON in a file of the index, but for a stem that has more by itself."""

_TOKENIZER = "porter unicode61 remove_diacritics 2"
_BREAK = "\0"
"""Stands between two texts, and takes a place, so that no phrase is found that runs from one into the other."""
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != _BREAK}
_OTHER_SIGNS = re.compile("[^\x00-\x7f\\w\u0300-\u036f]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+|\0")
_VARIANTS = str.maketrans("µſς", "μsσ")
_ROW = 32
_PLACE = (1 << _ROW) - 1


def texts_of(disclosure: Disclosure) -> tuple[str, ...]:
    """Return the texts by which a disclosure is found, beside its title: no notices, no boilerplate."""
    texts = (
        disclosure.reference,
        disclosure.summary,
        disclosure.request,
        *(text for q in disclosure.questions for text in (q.heading, q.question, q.answer)),
        disclosure.response,
        disclosure.withheld,
        *(text for release in disclosure.releases for text in (release.title, release.description)),
        *disclosure.topics,
    )
    return tuple(text for text in texts if text)


def split(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits in lower case, without accents."""
    text = text.lower()
    if not text.isascii():
        text = _OTHER_SIGNS.sub(" ", text)
    if text.isascii():
        return text.translate(_BLANKS).split()
    return _WORD.findall(_ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(_VARIANTS))


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word, as SQLite makes it. A word that SQLite would cut up is its own stem.

    Raises ``SetUpError`` where this Python's SQLite was made without FTS5.
    """
    words = tuple(words)
    with closing(sqlite3.connect(":memory:")) as database:
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            database.execute(f"CREATE VIRTUAL TABLE words USING fts5(word, content='', tokenize='{_TOKENIZER}')")
            database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, instance)")
        except sqlite3.OperationalError as error:
            raise SetUpError(
                "The SQLite of this Python has no full-text search (FTS5), with which words are indexed. "
                "Use a Python from python.org or from your system."
            ) from error
        database.executemany("INSERT INTO words(rowid, word) VALUES (?, ?)", enumerate(words))
        found: dict[int, list[str]] = defaultdict(list)
        for number, stem in database.execute("SELECT doc, term FROM stems"):
            found[number].append(stem)
    return {word: found[n][0] if len(found[n]) == 1 else word for n, word in enumerate(words)}


class Occurrences(NamedTuple):
    """Where a stem stands in a column of a piece, as the text of two lists of numbers, one number for each time.

    ``steps`` lead from row to row: from the ``first`` one, which they leave out, to the ``last``. A step of 0
    is the same row once more. ``places`` are the numbers of the words in their rows.
    """

    first: int
    last: int
    steps: str
    places: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The index of some of the disclosures: the words that each has, and the occurrences of each stem."""

    lengths: tuple[int, ...]
    title: Mapping[str, Occurrences]
    text: Mapping[str, Occurrences]


class _Appends(dict[str, Callable[[int], None]]):
    """A way to append to the list of each word. A word that is new gets a list."""

    def __init__(self) -> None:
        self.lists: dict[str, array[int]] = {}

    def __missing__(self, word: str) -> Callable[[int], None]:
        self.lists[word] = numbers = array("Q")
        self[word] = numbers.append
        return numbers.append


class _Column:
    """Collects the words of a column, each as a number that holds its row and its place there."""

    def __init__(self) -> None:
        self._appends = _Appends()
        self._longest = 0

    def add(self, row: int, texts: Iterable[str]) -> int:
        """Add a row, and return how many words it has. A place stays empty between two texts."""
        words = split(f" {_BREAK} ".join(texts))
        start = row << _ROW
        for append, number in zip(map(self._appends.__getitem__, words), range(start, start + len(words)), strict=True):
            append(number)
        self._longest = max(self._longest, len(words))
        return len(words) - words.count(_BREAK)

    def occurrences(self) -> dict[str, Occurrences]:
        """Return the occurrences of each stem."""
        words = self._appends.lists
        words.pop(_BREAK, None)
        lists: dict[str, list[array[int]]] = defaultdict(list)
        for word, stem in stems_of(words).items():
            lists[stem].append(words[word])
        text_of = list(map(str, range(max(self._longest, MOST_IN_PIECE))))
        found = {}
        for stem, of_words in lists.items():
            numbers = of_words[0] if len(of_words) == 1 else sorted(chain.from_iterable(of_words))
            rows = [number >> _ROW for number in numbers]
            steps = map(sub, islice(rows, 1, None), rows)
            places = [text_of[number & _PLACE] for number in numbers]
            found[stem] = Occurrences(rows[0], rows[-1], ",".join([text_of[step] for step in steps]), ",".join(places))
        return found


def pieces_of(total: int, cores: int = 1) -> list[range]:
    """Return the rows of each piece: pieces alike in size, as many for each core."""
    count = cores * -(-total // (cores * MOST_IN_PIECE))
    return [range(total * n // count, total * (n + 1) // count) for n in range(count)]


def make_piece(disclosures: Sequence[Disclosure], rows: range) -> Piece:
    """Index the disclosures of the given rows."""
    title, text = _Column(), _Column()
    lengths = tuple(
        title.add(row, (disclosures[row].title,)) + text.add(row, texts_of(disclosures[row])) for row in rows
    )
    return Piece(lengths, title.occurrences(), text.occurrences())


def make_pieces(disclosures: Sequence[Disclosure], pieces: Iterable[range]) -> list[Piece]:
    """Index several pieces, one after another."""
    return [make_piece(disclosures, rows) for rows in pieces]


def _joined(parts: Iterable[Occurrences | None]) -> tuple[str, str]:
    """Return the steps and the places of a stem over all pieces, the first step being from row 0."""
    steps, places, last = [], [], 0
    for part in parts:
        if part is not None:
            steps.append(str(part.first - last))
            if part.steps:
                steps.append(part.steps)
            places.append(part.places)
            last = part.last
    return ",".join(steps), ",".join(places)


def _cut(entries: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield the first stem and the JSON of each shard. An entry is a stem and its lists as JSON."""
    first, held, size = "", list[str](), 0
    for stem, lists in entries:
        entry = f'"{stem}":{lists}'
        if held and size + len(entry) > SHARD_SIZE:
            yield first, _object(held)
            held, size = [], 0
        first = first if held else stem
        held.append(entry)
        size += len(entry) + 1
    if held:
        yield first, _object(held)


def _object(entries: Iterable[str]) -> bytes:
    return f"{{{','.join(entries)}}}".encode()


def make_word_files(pieces: Sequence[Piece]) -> list[OutputFile]:
    """Return the files of the index, of pieces in the order of their rows.

    ``/search/words/index.json`` has the number of words of each row, the weights of the columns, the name of
    the folder that holds the rest, and of each file there the first stem. ``<folder>/steps-<n>.json`` has the
    steps of each stem, ``<folder>/places-<n>.json`` the places, as a list for the text and, where there is
    any, one for the title. The folder's name changes with what is in it, so that files of two builds are
    never read together.
    """
    # In the order in which a browser sorts.
    stems = sorted({stem for p in pieces for stem in (*p.title, *p.text)}, key=lambda stem: stem.encode("utf-16-be"))
    entries: dict[str, list[tuple[str, str]]] = {"steps": [], "places": []}
    for stem in stems:
        of_text = _joined(piece.text.get(stem) for piece in pieces)
        of_title = _joined(piece.title.get(stem) for piece in pieces)
        for listed, text, title in zip(entries.values(), of_text, of_title, strict=True):
            listed.append((stem, f"[[{text}],[{title}]]" if title else f"[[{text}]]"))
    shards = {kind: list(_cut(listed)) for kind, listed in entries.items()}
    digest = hashlib.sha256()
    for _, content in chain.from_iterable(shards.values()):
        digest.update(content)
    folder = digest.hexdigest()[:12]
    root = {
        "folder": folder,
        "weights": [1, TITLE_WEIGHT],
        **{kind: [first for first, _ in cut] for kind, cut in shards.items()},
        "lengths": [length for piece in pieces for length in piece.lengths],
    }
    return [
        OutputFile(f"{FOLDER}index.json", json_bytes(root)),
        *(
            OutputFile(f"{FOLDER}{folder}/{kind}-{number}.json", content)
            for kind, cut in shards.items()
            for number, (_, content) in enumerate(cut)
        ),
    ]
