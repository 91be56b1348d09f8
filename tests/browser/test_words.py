"""The search in the browser finds and ranks what SQLite's full-text search does, in the same order."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

import pytest
from playwright.sync_api import Page

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.outputs import words
from disclosurelog.outputs.words import make_piece, make_word_files, pieces_of, split, stems_of, texts_of
from tests.browser.conftest import Handler, Visit, served
from tests.factories import catalogue, disclosure, question, read_all
from tests.sites import ROOT

pytestmark = pytest.mark.browser

ASSETS = ROOT / "disclosurelog" / "overrides" / "assets" / "disclosurelog"
POLICY = "default-src 'self'"
HARNESS = """<!doctype html><title>words</title><script type="module" src="harness.js"></script>"""
SCRIPT = """
import * as words from "./words.js";
import { stem } from "./stem.js";
const fetchJson = async (path, options) => (await fetch(path, options)).json();
const index = await words.openWords(fetchJson);
Object.assign(window, { words, stem, index });
document.documentElement.dataset.ready = "";
"""

# ruff: noqa: SIM905 - words are easier to read in a line than in quotation marks
VOCABULARY = (
    "the of and to in council councils council's informed information informing requests requested parking parked "
    "parks penalty penalties hopping hoped agreed agreeing feed freed bled sized filing failing happy sky flying "
    "relational conditional rationally valenci hesitanci digitizer conformably radically differently vilely "
    "analogously vietnamization predication operator feudalism decisiveness hopefulness callousness formality "
    "sensitivity sensibility archaeology probable controlling rolled café cafés Siân naïve façades Łódź Ørsted straße "
    "Αθηνας Москва µg NO₂ e\u0301tude don't it’s long-term and/or e-mail £1,234.56 2014 2022/0041 IR-2023-17 x y's "
    "constructor __proto__ toString größe été Ysgol Gymraeg ŵyl 中文 ½ yes-no news buses gases ties dies bies"
).split()
FIXED = (
    '"council tax"', "councilt*", "poth", "zzzz", '"zzzz council"', "!!!", "", '"', '"the the"', "the the", "café*",
    '"council par*"', "IR-2023-17", "2022/0041", "constructor", "toString", "informi", "parki*", "relati*",
    "hopi*", '"council parki*"', "conditio", "agreei", "FOI/2022/00*", "par* pen*", "ab*",
)  # fmt: skip


class Strict(Handler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


def made_up(count: int) -> list[Disclosure]:
    """Return disclosures of words that are hard to fold, to split and to stem, the frequent ones more often."""
    rng = random.Random(2000)
    weights = [1 / (n + 2) for n in range(len(VOCABULARY))]

    def text(least: int, most: int) -> str:
        return " ".join(rng.choices(VOCABULARY, weights, k=rng.randint(least, most)))

    return [
        disclosure(
            reference=f"FOI/2022/{n:04}", title=text(1, 6), summary=text(0, 12), request=text(0, 30),
            response=text(0, 60), topics=(text(1, 2),),
            questions=tuple(
                question(number=str(q), heading=text(0, 3), question=text(1, 9), answer=text(0, 40))
                for q in range(rng.randint(0, 3))
            ),
        )
        for n in range(count)
    ]  # fmt: skip


@dataclass(frozen=True)
class Corpus:
    """Disclosures in the order of their rows, and the address at which their index can be searched."""

    disclosures: tuple[Disclosure, ...]
    address: str

    @property
    def texts(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(item.title, texts_of(item)) for item in self.disclosures]


def examples() -> tuple[Disclosure, ...]:
    logs, _ = read_all(ROOT / "datasets")
    return catalogue(logs=logs).disclosures


@pytest.fixture(scope="module", params=["examples", "made up"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("words")
    disclosures = (
        examples() if request.param == "examples" else (*made_up(360), *made_up(40))
    )  # some twice, to be alike in score
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "SHARD_SIZE", 2_000)  # many files, as a large log has
        patch.setattr(words, "MOST_IN_PIECE", 90)
        files = make_word_files([make_piece(disclosures, rows) for rows in pieces_of(len(disclosures), 2)])
    assert len(files) > 10
    for file in files:
        path = folder / "foi" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    for script in ASSETS.glob("*.js"):
        (folder / "foi" / script.name).write_bytes(script.read_bytes())
    (folder / "foi" / "index.html").write_text(HARNESS, encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    (folder / "foi" / "harness.js").write_text(SCRIPT, encoding="utf-8")
    with served(folder, Strict) as root:
        yield Corpus(disclosures, f"{root}foi/")


@pytest.fixture
def page(visit: Visit, corpus: Corpus) -> Page:
    page = visit(corpus.address).open()
    page.locator("html[data-ready]").wait_for()
    return page


class Oracle:
    """SQLite's full-text search of the same texts: a column for the title and one for each text, so that no phrase
    runs from one text into another."""

    def __init__(self, texts: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        most = max(len(others) for _, others in texts)
        columns = ", ".join(["title", *(f"text{n}" for n in range(most))])
        self._rank = f"bm25(log, {', '.join(['4.0', *['1.0'] * most])})"
        self._database = sqlite3.connect(":memory:")
        self._database.execute(f"CREATE VIRTUAL TABLE log USING fts5({columns}, tokenize='{words._TOKENIZER}')")
        marks = ", ".join("?" * (most + 2))
        self._database.executemany(
            f"INSERT INTO log(rowid, {columns}) VALUES ({marks})",
            [(n, title, *others, *[""] * (most - len(others))) for n, (title, others) in enumerate(texts)],
        )
        self._database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(log, row)")
        self.stems = {term for (term,) in self._database.execute("SELECT term FROM terms")}
        known = {word for title, others in texts for text in (title, *others) for word in split(text)}
        self._word_of = {stemmed: word for word, stemmed in stems_of(known).items()}
        script = (ASSETS / "words.js").read_text(encoding="utf-8")
        self._endings = " ".join(re.findall(r'"([^"]*)"', script.split("const ENDINGS = (")[1].split(")")[0])).split()

    def search(self, text: str, joiner: str) -> list[tuple[int, float]]:
        phrases = self._phrases(text)
        if not phrases:
            return []
        return [
            (row, -score)
            for row, score in self._database.execute(
                f"SELECT rowid, {self._rank} AS score FROM log WHERE log MATCH ? ORDER BY score, rowid",
                (f" {joiner} ".join(phrases),),
            )
        ]

    def _phrases(self, text: str) -> list[str]:
        """Return the query in SQLite's own language, by the rules that words.js states."""
        found = []
        for quoted, bare in re.findall(r'"([^"]*)(?:"|$)|([^\s"]+)', text.replace("“", '"').replace("”", '"')):
            typed = quoted or re.sub(r"['’]s(?![a-z])", "", bare, flags=re.IGNORECASE)
            parts = split(typed)
            if not parts:
                continue
            star = "*" if typed.endswith("*") and len(parts[-1]) >= 3 else ""
            if quoted or re.fullmatch(r"(?=\S*\d)(?:[^\W_]|\.)+(?:[/_-](?:[^\W_]|\.)+)+\*?", bare):
                found.append((parts, star))
            else:
                found += [([part], star if part is parts[-1] else "") for part in parts]
        if found and len(found[-1][0]) == 1 and len(word := found[-1][0][0]) >= 3 and not found[-1][1]:
            found[-1] = ([word], "" if stems_of([word])[word] in self.stems else "*")
        return [f'"{" ".join(parts)}"{star}' for parts, star in (self._shortened(*each) for each in found)]

    def _shortened(self, parts: list[str], star: str) -> tuple[list[str], str]:
        """Return a beginning that no stem has as a word whose stem it goes beyond, by the rule that words.js states."""
        word = parts[-1]
        if not star:
            return parts, star
        beginning = stems_of([word])[word]
        if any(known.startswith(beginning) for known in self.stems):
            return parts, star
        for length in range(len(word) - 1, 2, -1):
            stemmed, rest = word[:length], word[length:]
            ends = (rest, rest[1:] if rest[0] == stemmed[-1] else rest)
            if stemmed in self.stems and any(ending.startswith(ends) for ending in self._endings):
                return [*parts[:-1], self._word_of[stemmed]], ""
        return parts, star


def make_queries(texts: Sequence[tuple[str, tuple[str, ...]]], count: int) -> list[str]:
    """Return queries of one to four words, phrases and prefixes, most of which something fits."""
    rng = random.Random(41)
    queries = list(FIXED)
    while len(queries) < count:
        title, others = rng.choice(texts)
        typed = rng.choice((title, *others)).split()
        if not typed:
            continue
        start, length = rng.randrange(len(typed)), rng.randint(1, 4)
        together = " ".join(typed[start : start + length]).replace('"', "")
        scattered = " ".join(rng.sample(typed, min(length, len(typed)))).replace('"', "")
        word = rng.choice(typed)
        queries.append(rng.choice((
            scattered, scattered, f'"{together}"', f"“{together}” {word}".replace('"', ""),
            f"{word[: rng.randint(2, 6)]}*", f"{scattered} {word[:4]}", f'"{together[:-1]}*"', together,
        )))  # fmt: skip
    return queries


SEARCH = """async ([queries, options]) => {
  const found = [];
  for (const query of queries) found.push([...(await index.search(query, options)).scores]);
  return found;
}"""


@pytest.mark.parametrize(("joiner", "options"), [("AND", {}), ("OR", {"any": True})])
def test_the_same_rows_in_the_same_order(page: Page, corpus: Corpus, joiner: str, options: dict[str, Any]) -> None:
    oracle = Oracle(corpus.texts)
    queries = make_queries(corpus.texts, 1000 if joiner == "AND" else 300)
    answers = page.evaluate(SEARCH, [queries, options])
    assert len(answers) == len(queries)
    something = 0
    for query, answer in zip(queries, answers, strict=True):
        expected = oracle.search(query, joiner)
        something += bool(expected)
        assert len(answer) == len(expected), query
        assert all(isclose(ours[1], theirs[1]) for ours, theirs in zip(answer, expected, strict=True)), query
        assert answer == sorted(answer, key=lambda found: (-found[1], found[0])), query
        assert in_order(answer) == in_order(expected), query
    assert something > len(queries) / 2


def in_order(found: Sequence[Sequence[float]]) -> list[float]:
    """Return the rows, those whose scores differ by nothing but rounding by number."""
    ordered: list[list[float]] = []
    last = None
    for row, score in found:
        if last is None or score < last * (1 - 1e-9):
            ordered.append([])
        ordered[-1].append(row)
        last = score
    return [row for group in ordered for row in sorted(group)]


def test_every_word_has_the_same_stem(page: Page, corpus: Corpus) -> None:
    known = sorted({word for title, others in corpus.texts for text in (title, *others) for word in split(text)})
    expected = stems_of(known)
    found = page.evaluate("words => words.map((word) => [word, stem(word)])", known)
    assert dict(found) == expected


def test_words_that_nobody_wrote_have_the_same_stem(page: Page) -> None:
    """Every ending of the algorithm, after beginnings of every shape."""
    rng = random.Random(1980)
    endings = (
        "s es ies sses ss ed eed ing at bl iz y ational tional enci anci izer logi bli alli entli eli ousli ization "
        "ation ator alism iveness fulness ousness aliti iviti biliti icate ative alize iciti ical ful ness al ance "
        "ence er ic able ible ant ement ment ent ion sion tion ou ism ate iti ous ive ize e ll le ø ß łs"
    ).split()
    starts = ["", *("".join(rng.choices("aeiouybcdfhlmnrstwxz", k=rng.randint(1, 6))) for _ in range(300)), "ø", "łk"]
    made = {start + ending + more for start in starts for ending in endings for more in ("", rng.choice(endings))}
    made |= {"a" * 70 + "ing", "a" * 64, "b" * 61 + "ing"}
    known = sorted(made)
    assert dict(page.evaluate("words => words.map((word) => [word, stem(word)])", known)) == stems_of(known)


def test_texts_are_split_alike(page: Page) -> None:
    """By Python and by JavaScript, around every sign of the scripts that a UK authority may write in."""
    signs = [chr(code) for code in range(0x20, 0x2C00) if chr(code).isprintable()]
    texts = [*(f"Ab{sign}c {sign} {sign}{sign}D" for sign in signs), "e\u0301TUDE İstanbul ΑΣ ΑΣΑ ŵy\u0302l №5 ½ x²"]
    assert page.evaluate("texts => texts.map(words.split)", texts) == [split(text) for text in texts]


def test_only_what_a_query_needs_is_fetched(visit: Visit, corpus: Corpus) -> None:
    page = visit(corpus.address).open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.locator("html[data-ready]").wait_for()
    page.evaluate("index.search('council')")
    page.evaluate("index.search('council')")
    assert sum(name.startswith("steps-") for name in asked) == 1
    assert not any(name.startswith("places-") for name in asked)


def test_the_policy_is_really_strict(visit: Visit, corpus: Corpus) -> None:
    page = visit(corpus.address).open()
    with page.expect_response("**/words.js") as response:
        page.reload()
    assert response.value.headers["content-security-policy"] == POLICY


def test_a_file_that_failed_is_asked_for_again(visit: Visit, corpus: Corpus) -> None:
    watched = visit(corpus.address)
    page = watched.open()
    page.locator("html[data-ready]").wait_for()
    page.route("**/steps-*.json", lambda route: route.abort())
    assert page.evaluate("index.search('council').then(() => 'found', () => 'failed')") == "failed"
    page.unroute("**/steps-*.json")
    assert page.evaluate("index.search('council').then(({ scores }) => scores.size)") > 0
    watched.trouble.clear()
