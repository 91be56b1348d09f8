r"""Match cells against patterns: those that a stranger's schema states, and ours where there are many cells.

Python's own expressions can take for ever, or all memory, over a pattern made to do so, or made by mistake.
RE2 cannot: its time is proportional to the text. Arrow brings it. It has all that patterns of XML Schema have,
which is what a Table Schema may use, but for the name classes ``\i`` and ``\c``. How long it takes for each
character grows with the pattern, so that is held in limits too.
"""

from __future__ import annotations

import re
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

MAX_PATTERN = 1_000
"""Characters of a pattern. The longest that are used for real, of post codes and e-mail addresses, have a third."""
MAX_REPEATS = 100_000
"""Characters of a pattern times all that it counts: ``[a-z]{3}`` has 8 times 3. One of web addresses has 80,000."""
MOST_SECONDS = 2.0
"""Processor time for the cells of one table. Usual patterns take a hundredth of it for a million cells."""

_COUNT = re.compile(r"\{(?:[0-9]*,)?([0-9]{1,9})(?:,)?\}")
_AT_FIRST = 1_000
"""Characters that are tried at first. The next are four times as many, if there is time for them."""

_TELLING = 0.01
"""Seconds from which on the time of one part tells that of the next."""

_Matcher = Callable[[Sequence[str]], list[bool]]


class PatternError(ValueError):
    """A pattern that cannot be used."""


def not_matching(pattern: object, cells: Iterable[str], seconds: float = MOST_SECONDS) -> set[str]:
    """Return those of ``cells`` that are not, as a whole, what ``pattern`` describes.

    Raises ``PatternError``, also where it would take longer than ``seconds``.
    """
    match = _matcher_of(pattern)
    _, ready = _timed(match, [""])
    left, pace, broken = seconds, 0.0, set()
    for part in _parts(sorted(cells, key=len)):
        # A long cell is tried in part before it is tried in whole: what it will take is then known.
        lengths = (length for length in (_AT_FIRST * 4**n for n in range(10)) if length * 4 < len(part[-1]))
        for texts in (*([part[-1][:length]] for length in lengths), part):
            size = sum(map(len, texts))
            if left < 0 or size * pace > left:
                raise PatternError
            found, took = _timed(match, texts)
            left -= took
            pace = max(took - ready, 0.0) / (size + _AT_FIRST) if took > _TELLING else 0.0
        broken |= {cell for cell, fits in zip(part, found, strict=True) if not fits}
    return broken


def parts_with(pattern: str, data: bytes, starts: Sequence[int]) -> list[int]:
    """Return the number of each part of ``data`` in which ``pattern`` is found; it is one of ours, and RE2 reads it.

    A part goes from one of ``starts`` to before the next; the last of them is the end.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    offsets = pa.py_buffer(array("i", starts))
    parts = pa.Array.from_buffers(pa.binary(), len(starts) - 1, [None, offsets, pa.py_buffer(data)])
    numbers: list[int] = pc.indices_nonzero(pc.match_substring_regex(parts, pattern)).to_pylist()
    return numbers


def _timed(match: _Matcher, texts: Sequence[str]) -> tuple[list[bool], float]:
    """Return what ``match`` finds, and the seconds of processor time that it takes."""
    started = time.process_time()
    found = match(texts)
    return found, time.process_time() - started


def _matcher_of(pattern: object) -> _Matcher:
    # Imported here because it takes long, and is needed only where somebody states a pattern.
    import pyarrow as pa
    import pyarrow.compute as pc

    if not isinstance(pattern, str) or len(pattern) > MAX_PATTERN:
        raise PatternError
    if len(pattern) * sum(map(int, _COUNT.findall(pattern))) > MAX_REPEATS:
        raise PatternError

    def match(texts: Sequence[str], stated: str = rf"\A(?:{pattern})\z") -> list[bool]:
        try:
            found: list[bool] = pc.match_substring_regex(pa.array(texts, pa.string()), stated).to_pylist()
        except (pa.ArrowInvalid, UnicodeEncodeError) as error:
            raise PatternError from error
        return found

    match([""], pattern)  # by itself, so that what surrounds it cannot complete it
    return match


def _parts(cells: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the cells, which are sorted by length, in parts of which each has about four times the text of the last."""
    begun, size, most = 0, 0, _AT_FIRST
    for index, cell in enumerate(cells):
        if size and size + len(cell) > most:
            yield cells[begun:index]
            begun, size, most = index, 0, most * 4
        size += len(cell) + 1
    if cells[begun:]:
        yield cells[begun:]
