"""The formats in which a table can be downloaded. One writer, one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disclosurelog.outputs.formats.json_rows import write_json
from disclosurelog.outputs.sheets import Sheet

__all__ = ["FORMATS", "FORMAT_NAMES", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format. ``write`` returns a table as its bytes, or raises ``DoesNotFitError``."""

    extension: str
    title: str
    media_type: str
    write: Callable[[Sheet], bytes]


def _write_xlsx(sheet: Sheet) -> bytes:
    # Imported here, as below, because it takes long, and is needed only where nothing was kept.
    from disclosurelog.outputs.formats.xlsx import write_xlsx

    return write_xlsx(sheet)


def _write_parquet(sheet: Sheet) -> bytes:
    from disclosurelog.outputs.formats.parquet import write_parquet

    return write_parquet(sheet)


FORMATS = (
    Format("csv", "CSV", "text/csv", lambda sheet: sheet.csv),
    Format("json", "JSON", "application/json", write_json),
    Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx),
    Format("parquet", "Parquet", "application/vnd.apache.parquet", _write_parquet),
)
"""In the order in which they are offered."""

FORMAT_NAMES = {form.extension: form.title for form in FORMATS}
