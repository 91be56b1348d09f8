r"""Match cells against the patterns that a stranger's schema states.

Python's own expressions can take for ever, or all memory, over a pattern made to do so, or made by mistake.
RE2 cannot: its time is proportional to the text. Arrow brings it. It has all that patterns of XML Schema have,
which is what a Table Schema may use, but for the name classes ``\i`` and ``\c``.
"""

from __future__ import annotations

from collections.abc import Iterable

MAX_PATTERN = 1_000
"""Characters of a pattern. The longest that are used for real, of post codes and e-mail addresses, have a third."""


class PatternError(ValueError):
    """A pattern that cannot be used."""


def not_matching(pattern: str, cells: Iterable[str]) -> set[str]:
    """Return those of ``cells`` that are not, as a whole, what ``pattern`` describes. Raises ``PatternError``."""
    # Imported here because it takes long, and is needed only where somebody states a pattern.
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(pattern) > MAX_PATTERN:
        raise PatternError
    tried = list(cells)
    try:
        pc.match_substring_regex(pa.array([""]), pattern)  # by itself, so that what surrounds it cannot complete it
        found = pc.match_substring_regex(pa.array(tried, pa.string()), rf"\A(?:{pattern})\z")
    except (pa.ArrowInvalid, UnicodeEncodeError) as error:
        raise PatternError from error
    return {cell for cell, fits in zip(tried, found.to_pylist(), strict=True) if not fits}
