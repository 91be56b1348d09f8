"""Share a long list out over pages: ``path``, ``path`` + ``page-2/`` and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """One page of a list: its address, what is on it, its number, counted from 1, and the addresses of all."""

    path: str
    items: Sequence[Item]
    number: int
    total: int
    paths: Sequence[str]

    @property
    def suffix(self) -> str:
        """What tells its title from those of the others, ``""`` where there are none."""
        return f", page {self.number} of {len(self.paths)}" if len(self.paths) > 1 else ""

    @property
    def values(self) -> dict[str, Any]:
        """What the template of every list is told."""
        return {"total": self.total, "number": self.number, "count": len(self.paths), "pages": self.paths}


def leaves(path: str, items: Sequence[Item], at_once: int) -> Iterator[Leaf[Item]]:
    """Yield the pages of a list, of at most ``at_once`` items each. A list of nothing has one page."""
    count = max(1, -(-len(items) // at_once))
    paths = [path if n == 1 else f"{path}page-{n}/" for n in range(1, count + 1)]
    for number, here in enumerate(paths, 1):
        yield Leaf(here, items[(number - 1) * at_once : number * at_once], number, len(items), paths)
