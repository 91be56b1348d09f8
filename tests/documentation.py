"""Pages of the guide that repeat what the code says are made from it. Run this file to write them anew."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from disclosurelog.checks import CHECKS
from disclosurelog.checks.files import FILE_CHECKS
from disclosurelog.checks.privacy import PRIVACY_CHECKS
from disclosurelog.checks.promises import PROMISES

ROOT = Path(__file__).parent.parent
CHECKS_PAGE = ROOT / "docs" / "guide" / "checks.md"

HEAD = """# What is checked

Before anything is published every row is checked. An **error** stops publication. A **warning** is listed and
published all the same, unless you add `--strict`. A **notice** tells you what is not stated, or asks you to look again.
Some findings can be right and still be lawful to publish: [the gate](gate.md) says how one is let pass.

Each finding names its check by the code below. Besides these, the file itself is checked (is it CSV, is it UTF-8,
has every row as many cells as the header) and each cell against [the standard](../standard.md), or against the
schema that a [dataset](datasets.md) states: those messages say what to type.

This page is made from the checks themselves.
"""


GROUPS: tuple[tuple[str, tuple[Callable[..., Any], ...]], ...] = (
    ("The log and the law", CHECKS),
    ("Personal data in text and tables", PRIVACY_CHECKS),
    ("What released files hold", FILE_CHECKS),
    ("What was published before", PROMISES),
)


def checks_page() -> str:
    """Return the page of checks, made from their docstrings."""
    parts = [HEAD]
    for title, checks in GROUPS:
        parts.append(f"## {title}\n")
        for check in checks:
            text = inspect.cleandoc(check.__doc__ or "")
            summary, _, rest = text.partition("\n\n")
            rest = re.sub(r"^(Why it matters|What to do):", r"**\1:**", rest, flags=re.MULTILINE)
            parts.append(f"### {check.__name__.replace('_', '-')}\n\n{summary}\n\n{rest}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    CHECKS_PAGE.write_text(checks_page(), encoding="utf-8", newline="\n")
