"""The formats in which a table can be downloaded. One writer, one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disclosurelog.outputs.formats.json_rows import write_json
from disclosurelog.outputs.formats.parquet import write_parquet
from disclosurelog.outputs.formats.xlsx import write_xlsx
from disclosurelog.outputs.sheets import Sheet

__all__ = ["FORMATS", "FORMAT_NAMES", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format. ``write`` returns a table as its bytes, or raises ``DoesNotFitError``."""

    extension: str
    title: str
    media_type: str
    write: Callable[[Sheet], bytes]


FORMATS = (
    Format("csv", "CSV", "text/csv", lambda sheet: sheet.csv),
    Format("json", "JSON", "application/json", write_json),
    Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    Format("parquet", "Parquet", "application/vnd.apache.parquet", write_parquet),
)
"""In the order in which they are offered."""

FORMAT_NAMES = {form.extension: form.title for form in FORMATS}
