"""Write rows as CSV: the one way in which this program writes a CSV of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as the bytes of a CSV file (RFC 4180), in UTF-8."""
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8", newline="") as text:  # a whole text would take twice as much
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
        text.flush()
        return content.getvalue()
