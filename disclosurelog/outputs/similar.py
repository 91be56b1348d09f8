"""Which disclosures are about the same thing, by the words in which they were asked for.

The words of a request are weighed as search engines do it (tf-idf: a word counts for more the fewer requests
have it), the title for half, and two requests are as similar as the cosine between them. SQLite stems the
words; SciPy multiplies the weights. Weights are whole numbers, so the same log gives the same result anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.outputs.words import split, stems_of

MOST_SIMILAR = 3
"""Disclosures of the same log that a page names."""
MOST_ELSEWHERE = 2
"""Disclosures of other logs that a page names."""
SIMILAR = 0.25
"""The least likeness, from 0 to 1, to be called similar. It must also be half as great as the greatest."""
ASKED_ELSEWHERE = 0.6
"""The least likeness, from 0 to 1, to be shown as asked of another authority too."""

_COMMON = 500
"""A word that more requests than this have tells too little to be compared: it would take most of the time."""
_UNIT = 1000
_AT_ONCE = 200

Matrix = Any
"""A sparse matrix of SciPy: a row for each disclosure, a column for each word."""


def _sparse() -> Any:
    # Imported here because it takes a tenth of a second, and whoever only checks a log does not need it.
    import scipy.sparse

    return scipy.sparse


@dataclass(frozen=True, slots=True)
class Similar:
    """The rows in the catalogue of what is similar to a disclosure, the most similar first, newer before older."""

    here: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()


def asked_in(disclosure: Disclosure) -> str:
    """Return what was asked, beside the title. Answers are much the same everywhere, topics too wide to tell."""
    return " ".join(
        (
            disclosure.summary,
            disclosure.request,
            *(text for q in disclosure.questions for text in (q.heading, q.question)),
        )
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The weights of the words of every request, and whose log each is in."""

    weights: Matrix
    logs: tuple[str, ...]

    def similar_to(self, rows: range) -> list[Similar]:
        """Return what is similar to each of the disclosures in the given rows of the catalogue."""
        pieces = (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
        return [similar for piece in pieces for similar in _compare(self, piece)]


def make_comparison(disclosures: Sequence[Disclosure]) -> Comparison:
    """Return the disclosures' weights, by which any of them can be compared with all."""
    if not disclosures:
        return Comparison(_sparse().csr_array((0, 0), dtype=np.int32), ())
    return Comparison(_weights(disclosures), tuple(disclosure.log for disclosure in disclosures))


class _Words(dict[str, int]):
    """The number of each word, in the order in which they came."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _weights(disclosures: Sequence[Disclosure]) -> Matrix:
    """Return the weight of each word in each request: rows of about ``_UNIT`` in length, in whole numbers."""
    words = _Words()
    titles, texts = (
        [np.fromiter(map(words.__getitem__, split(text)), dtype=np.int32) for text in of]
        for of in ((d.title for d in disclosures), (asked_in(d) for d in disclosures))
    )
    stems = _Words()
    of_word = stems_of(words)
    stem_of = np.fromiter((stems[of_word[word]] for word in words), dtype=np.int32)
    counts = [_counted(rows, stem_of, len(stems)) for rows in (titles, texts)]
    having = np.bincount((counts[0] + counts[1]).indices, minlength=len(stems))
    telling = np.log(len(disclosures) / having)
    added = _unit(counts[0], telling) + _unit(counts[1], telling)
    unit = _scaled(added, _UNIT / _lengths(added))
    kept = unit @ _sparse().diags_array(((having > 1) & (having <= _COMMON)).astype(float))
    kept.data = np.rint(kept.data).astype(np.int32)
    kept.eliminate_zeros()
    return kept.astype(np.int32)


def _counted(rows: Sequence[Any], stem_of: Any, width: int) -> Matrix:
    ends = np.cumsum([0, *map(len, rows)])
    columns = stem_of[np.concatenate(rows)]
    counts = _sparse().csr_array((np.ones(len(columns)), columns, ends), shape=(len(rows), width))
    counts.sum_duplicates()
    return counts


def _unit(counts: Matrix, telling: Any) -> Matrix:
    """Return the counts as weights, each row of length 1 or, where it has no telling word, of 0."""
    weights = counts.copy()
    weights.data = (1 + np.log(counts.data)) * telling[counts.indices]
    return _scaled(weights, 1 / _lengths(weights))


def _lengths(weights: Matrix) -> Any:
    lengths = np.sqrt(weights.multiply(weights).sum(axis=1))
    lengths[lengths == 0] = 1
    return lengths


def _scaled(weights: Matrix, factors: Any) -> Matrix:
    return _sparse().diags_array(factors) @ weights


def _compare(comparison: Comparison, rows: range) -> list[Similar]:
    weights, logs = comparison.weights, comparison.logs
    likeness = weights[rows.start : rows.stop] @ weights.T
    enough = likeness.data >= SIMILAR * _UNIT * _UNIT
    row = np.repeat(np.arange(rows.start, rows.stop), np.diff(likeness.indptr))[enough]
    other, score = likeness.indices[enough], likeness.data[enough]
    order = np.lexsort((other, -score, row))
    ranked: dict[int, list[tuple[int, int]]] = {row: [] for row in rows}
    for here, there, alike in zip(row[order].tolist(), other[order].tolist(), score[order].tolist(), strict=True):
        if here != there:
            ranked[here].append((there, alike))
    return [_chosen(ranked[row], logs, row) for row in rows]


def _chosen(ranked: Sequence[tuple[int, int]], logs: Sequence[str], row: int) -> Similar:
    """Return what a page names, of the disclosures that are ``ranked`` with their likeness to the one in ``row``."""
    own = [(other, score) for other, score in ranked if logs[other] == logs[row]][:MOST_SIMILAR]
    least = ASKED_ELSEWHERE * _UNIT * _UNIT
    elsewhere = [other for other, score in ranked if score >= least and logs[other] != logs[row]]
    return Similar(
        here=tuple(other for other, score in own if 2 * score >= own[0][1]),
        elsewhere=tuple(elsewhere[:MOST_ELSEWHERE]),
    )
