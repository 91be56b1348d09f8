"""A dataset in one ZIP: its tables as CSV, what describes them, a read-me and the licence. The same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from disclosurelog.model.licences import LicenceNotice
from disclosurelog.outputs.data_packages import PackageFacts

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP can state: a file's own day would say when the site was built, not when the data changed."""
_MODE = 0o100644 << 16


def write_archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of the files, each its name and its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            archive.writestr(entry, content)
    return out.getvalue()


def licence_text(facts: PackageFacts) -> str:
    """Return what may be done with the data, for a file beside it."""
    parts = [f"{facts.title}\nPublished by {facts.publisher} at {facts.url}"]
    if facts.terms:
        parts.append(f"{facts.terms}\n\nThese licences and terms occur in it:")
    parts += [_notice_text(notice, facts) for notice in facts.notices]
    return "\n\n".join(parts) + "\n"


def _notice_text(notice: LicenceNotice, facts: PackageFacts) -> str:
    """Return a licence in words. Why it applies, and what to say, is in the rows where these state a licence."""
    licence = notice.licence
    lines = [licence.title, notice.url, licence.may, licence.not_covered]
    if not facts.terms:
        lines += [notice.reason, f"Say where it comes from: {notice.attribution}"]
    return "\n".join(lines)


def readme_text(facts: PackageFacts, tables: Sequence[tuple[str, str, int]]) -> str:
    """Return what the archive holds, for a person who opens it. ``tables`` are file, title and number of rows."""
    lines = [facts.title, "=" * min(len(facts.title), 79), ""]
    if facts.description:
        lines += [facts.description, ""]
    lines += [f"Published by {facts.publisher} at {facts.url}"]
    if facts.updated:
        lines.append(f"Last changed: {facts.updated.words}")
    lines += [f"Made from: {title}, {url}" for title, url in facts.sources]
    lines += ["", "In this archive:", ""]
    for file, title, rows in tables:
        named = f"{title}, " if title else ""
        lines += [f"  {file}: {named}{rows:,} {'row' if rows == 1 else 'rows'}"]
        lines += [f"  {file.removesuffix('.csv')}.schema.json: what each of its columns means (Table Schema)"]
    lines += ["  datapackage.json: what describes all of it to programs (Data Package)"]
    lines += ["  LICENCE.txt: what you may do with it", ""]
    return "\n".join(lines)
