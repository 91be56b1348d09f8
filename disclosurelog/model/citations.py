"""How a provision of a law is cited in a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision of a law as a log cites it: ``FOIA s.40(2)``."""

    legislation: str
    provision: str

    def __str__(self) -> str:
        return f"{self.legislation} {self.provision}"

    @property
    def parents(self) -> tuple[str, ...]:
        """The provision and those it is part of, finest first: ``s.31(1)(g)``, ``s.31(1)``, ``s.31``."""
        return _parents_of(self.provision)


@lru_cache(maxsize=10_000)
def _parents_of(provision: str) -> tuple[str, ...]:
    found = [provision]
    while found[-1].endswith(")"):
        found.append(found[-1][: found[-1].rindex("(")])
    return tuple(found)


# Acts have sections and Regulations have regulations; which law is which is a fact about the statute book.
_PARTS = r"[0-9]+[A-Z]?(?:\([0-9]{1,2}[A-Z]?\))?(?:\((?:[a-z]|a[a-d]|[ivx]{2,4})\)){0,3}"
_SECTION, _REGULATION = re.compile(rf"s\.{_PARTS}"), re.compile(rf"reg\.{_PARTS}")
_SHAPES = {"FOIA": _SECTION, "FOISA": _SECTION, "EIR": _REGULATION, "EISR": _REGULATION}


def parse_citation(text: str) -> Citation | None:
    """Return the citation that ``text`` is written as, or ``None`` if it is not in the standard's form."""
    legislation, _, provision = text.partition(" ")
    shape = _SHAPES.get(legislation)
    if shape is None or shape.fullmatch(provision) is None:
        return None
    return Citation(legislation, provision)
