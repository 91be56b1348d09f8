"""Write disclosure logs of any size, of records made up by ``records.py``: as the CSV that we read, and as Markdown."""

from __future__ import annotations

import argparse
import csv
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from notices import SITE, notices_of
from records import LOG, SEED, Question, Record, make_records

_SCHEMAS = Path(__file__).resolve().parent.parent / "disclosurelog" / "schemas"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was written."""

    disclosures: int
    questions: int
    words: int


def write_log(folder: Path, count: int, seed: int = SEED) -> Counts:
    """Write a log into ``folder``: its descriptor, its schemas, and its tables with a file for each year."""
    (folder / "schemas").mkdir(parents=True)
    for schema in sorted(_SCHEMAS.glob("*.schema.json")):
        shutil.copyfile(schema, folder / "schemas" / schema.name)
    disclosures, questions, words = 0, 0, 0
    with ExitStack() as stack:
        tables = _Tables(folder, stack)
        for record in make_records(count, seed):
            tables.add("disclosures", record.year, record.fields)
            for q in record.questions:
                row = {name: getattr(q, name) for name in Question.__slots__}
                tables.add("questions", record.year, {"reference": record.fields["reference"], **row})
            if record.release:
                tables.add("releases", "", record.release)
            if record.change:
                tables.add("changes", "", record.change)
            disclosures += 1
            questions += len(record.questions)
            words += record.words
        files = sorted(tables.files)
    (folder / "datapackage.yaml").write_text(_descriptor(files), encoding="utf-8")
    return Counts(disclosures, questions, words)


_COLUMNS = {
    "disclosures": (
        "reference", "title", "date_received", "date_responded", "legislation", "outcome", "exemptions", "withheld",
        "public_interest_test", "department", "topics", "summary", "request", "response", "is_dataset",
        "date_published",
    ),
    "questions": ("reference", *Question.__slots__),
    "releases": ("reference", "title", "description", "url", "is_dataset"),
    "changes": ("date", "reference", "kind", "explanation"),
}  # fmt: skip


class _Tables:
    """CSV files, each opened when its first row comes."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.files: dict[tuple[str, str], csv.DictWriter[str]] = {}

    def add(self, kind: str, year: str, row: dict[str, str]) -> None:
        """Write a row into the table of this kind and year."""
        writer = self.files.get((kind, year))
        if writer is None:
            path = self._folder / f"{_file(kind, year)}.csv"
            handle = self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = self.files[kind, year] = csv.DictWriter(handle, _COLUMNS[kind], lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)


def _file(kind: str, year: str) -> str:
    return f"{kind}-{year}" if year else kind


def _descriptor(files: list[tuple[str, str]]) -> str:
    resources = "".join(
        f"  - name: {_file(kind, year)}\n    path: {_file(kind, year)}.csv\n    schema: schemas/{kind}.schema.json\n"
        for kind, year in files
    )
    return f"""name: {LOG}
title: "Benchmark Council: answers to information requests"
description: Made up, to measure how fast the site is built.
licenses:
  - name: OGL-UK-3.0
    path: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
resources:
{resources}disclosure_log:
  standard: 1
  authority:
    name: Benchmark Council
    website: https://www.benchmark.example/
    jurisdiction: England
  requests:
    email: foi@benchmark.example
    address: |
      Information Governance
      Benchmark Council
  reuse_policy:
    datasets: OGL-UK-3.0
    otherwise: personal-and-journalism
    contact: reuse@benchmark.example
  review:
    contact: |
      Information Governance Manager
      Benchmark Council
    email: review@benchmark.example
    within_working_days: 40
  regulator:
    name: Information Commissioner's Office
    address: |
      Wycliffe House
      Water Lane
      Wilmslow
      SK9 5AF
    telephone: 0303 123 1113
    website: https://ico.org.uk/
"""


def write_markdown(folder: Path, count: int, seed: int = SEED) -> None:
    """Write the same records into ``folder`` as a plain MkDocs project: one Markdown file for each."""
    (folder / "docs" / "disclosures").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Disclosure log\n\nSearch for an answer.\n", encoding="utf-8")
    for record in make_records(count, seed):
        text = markdown_of(record)
        (folder / "docs" / "disclosures" / f"{record.slug}.md").write_text(text, encoding="utf-8")


_PLAIN = """site_name: Disclosure log
site_url: https://disclosures.example/
theme:
  name: material
  font: false
plugins: [search]
nav:
  - Home: index.md
not_in_nav: /disclosures/
"""

_FACTS = (
    "outcome",
    "date_responded",
    "date_received",
    "reference",
    "department",
    "legislation",
    "exemptions",
    "topics",
)


def markdown_of(record: Record) -> str:
    """Return a record as a page of Markdown, with the headings and the notices that our page of it has."""
    fields = record.fields
    blocks = [f"# {fields['title']}", fields["summary"], record.change.get("explanation", "")]
    blocks.append("\n".join(f"- {name}: {fields[name]}" for name in _FACTS if fields[name]))
    blocks += ["## What was asked", fields["request"]]
    for q in record.questions:
        blocks += [f"## {q.number} {q.heading}", q.question, q.answer, " ".join((q.outcome, q.exemptions)).strip()]
    blocks += ["## The answer as a whole", fields["response"]]
    if "withheld" in fields:
        blocks += ["## What was withheld, and why", fields["withheld"]]
        blocks += ["### The public interest", fields["public_interest_test"]]
    if record.release:
        blocks += ["## Files released", f"- [{record.release['title']}]({record.release['url']})"]
        blocks += [f"    {record.release['description']}"]
    blocks += notices_of(fields, record.release, f"{SITE}disclosures/{record.slug}/")
    return "\n\n".join(block for block in blocks if block) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="a new folder: “log” and “plain” are made in it")
    parser.add_argument("--count", type=int, default=1000, help="disclosures (1000)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another seed makes another log ({SEED})")
    options = parser.parse_args()
    counts = write_log(options.folder / "log" / LOG, options.count, options.seed)
    write_markdown(options.folder / "plain", options.count, options.seed)
    print(f"{counts.disclosures:,} disclosures, {counts.questions:,} questions, {counts.words:,} words")


if __name__ == "__main__":
    main()
