"""Tell a draft that nobody has finished: “build_site.py describe” leaves to a person what a program cannot know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

TO_DO = "TO DO"
"""How a text begins that a person is still to write."""

ADVICE = "Say in its place what readers need to know, or leave the line out."


def unfinished(described: Iterable[object]) -> str:
    """Return a sentence where titles or descriptions of these mappings are still to be written, else ``""``."""
    parts = [part for part in described if isinstance(part, Mapping)]
    left = sum(_is_left(part.get(key)) for part in parts for key in ("title", "description"))
    if not left:
        return ""
    texts = "a text still begins" if left == 1 else f"{left} texts still begin"
    return f"The draft is not finished: {texts} with “{TO_DO}”."


def _is_left(text: Any) -> bool:
    return isinstance(text, str) and text.startswith(TO_DO)
