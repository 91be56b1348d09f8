"""Share a long list out over pages: ``path``, ``path`` + ``page-2/`` and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")

NEAR = 2
"""Pages before and after its own that a page of a list leads to."""


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
        count = len(self.paths)
        return {
            "total": self.total,
            "number": self.number,
            "count": count,
            "pages": self.paths,
            "linked_pages": linked_pages(self.number, count),
        }


def linked_pages(number: int, count: int) -> list[int | None]:
    """Return the pages that page ``number`` of ``count`` leads to, itself among them; ``None`` where some are left out.

    They are the first, the last, and those at most ``NEAR`` away.
    """
    first, last = max(1, number - NEAR), min(count, number + NEAR)
    before: list[int | None] = [] if first == 1 else [1] if first == 2 else [1, None]
    after: list[int | None] = [] if last == count else [count] if last == count - 1 else [None, count]
    return [*before, *range(first, last + 1), *after]


def leaves(path: str, items: Sequence[Item], at_once: int) -> Iterator[Leaf[Item]]:
    """Yield the pages of a list, of at most ``at_once`` items each. A list of nothing has one page."""
    count = max(1, -(-len(items) // at_once))
    paths = [path if n == 1 else f"{path}page-{n}/" for n in range(1, count + 1)]
    for number, here in enumerate(paths, 1):
        yield Leaf(here, items[(number - 1) * at_once : number * at_once], number, len(items), paths)
