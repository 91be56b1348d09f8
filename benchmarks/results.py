"""Put what was measured into ``RESULTS.md``."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from browser import Browsing, rows_of
from builds import DOWNLOADS, INDEXING, Ours, Plain, Results, typical

PACKAGES = ("mkdocs", "mkdocs-material", "frictionless", "pandas")


def write_results(path: Path, results: Results) -> None:
    """Write the report to ``path``."""
    parts = [_head(results), _summary(results), _stages(results), _beside(results), _memory(results), _output(results)]
    parts.append(_browsing(results.sizes[-1], results.browsing) if results.browsing else "")
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f} MB" if size else "not measured"


def _head(results: Results) -> str:
    runs = len(results.ours[results.sizes[0]])
    times = (
        "Each was run once" if runs == 1 else f"Each was run {runs} times, and every figure is the median of its own"
    )
    python = f"Python {platform.python_version()}"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    counts = results.counts[results.sizes[-1]]
    share = f"{counts.questions / counts.disclosures:.1f} questions and {counts.words / counts.disclosures:.0f} words"
    return f"""# How fast it is

Written by `make bench`; do not edit it. {times}.

- Machine: {_machine()}.
- Versions: {python}, {packages}.
- Logs: made up by `benchmarks/generate.py` with the seed {results.seed}; a disclosure has {share} on average."""


def _machine() -> str:
    """Return the cores, the memory and the processor’s model: nothing that tells whose machine it is."""
    model = platform.processor() or platform.machine()
    cores, memory = os.cpu_count() or 0, ""
    if Path("/proc/cpuinfo").is_file():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 1e9:.0f} GB of memory"
    return f"{cores} cores of {model}{memory}, {platform.system()}"


def _summary(results: Results) -> str:
    """Return the figures that were aimed at, at the largest size."""
    size = results.sizes[-1]
    ours, plain = results.ours[size], results.plain.get(size, [])
    page = ours[0].output
    rows = []
    if plain:
        slow = typical(plain, lambda p: p.run.seconds)
        rows += [
            [
                "Times faster than plain MkDocs, reading to assembled site",
                "at least 15",
                f"{slow / _at_work(ours):.1f}",
            ],
            ["The same with the start and end of Python", "", f"{slow / _without(ours):.1f}"],
            ["Times faster than plain MkDocs, with the index", "at least 3", f"{slow / _whole(ours):.1f}"],
        ]
    rows += [
        [
            "Peak of memory, all processes together",
            "under 700 MB",
            _megabytes(results.watched[results.sizes[-1]][0][1].tree),
        ],
        ["Page of a disclosure, mean", "under 20 kB", f"{page.mean_page / 1000:.1f} kB"],
        ["Page of a disclosure, largest", "under 20 kB", f"{page.largest_page / 1000:.1f} kB"],
    ]
    if len(results.sizes) > 1:
        small = results.sizes[0]
        growth = (_without(ours) / size) / (_without(results.ours[small]) / small)
        each = f"Time per disclosure at {size:,}, in times that at {small:,}"
        further = (_without(ours) - _without(results.ours[small])) / (size - small) * 1000
        whole = (_whole(ours) / size) / (_whole(results.ours[small]) / small)
        rows += [
            [f"{each}, without the index", "at most 1.2", f"{growth:.2f}"],
            [f"{each}, with the index", "at most 1.2", f"{whole:.2f}"],
            [f"Milliseconds for each disclosure beyond {small:,}, without the index", "", f"{further:.2f}"],
        ]
    return f"At {size:,} disclosures:\n\n" + _table(["Figure", "Aim", "Measured"], rows)


def _at_work(ours: list[Ours]) -> float:
    return typical(ours, lambda o: o.without_index - o.seconds_of(""))


def _without(ours: list[Ours]) -> float:
    return typical(ours, lambda o: o.without_index)


def _whole(ours: list[Ours]) -> float:
    return typical(ours, lambda o: o.with_index)


def _stages(results: Results) -> str:
    """Return the seconds of each stage at each size, and the memory at its end at the largest."""
    size = results.sizes[-1]
    names = list(dict.fromkeys(stage.name for stage in results.ours[size][0].stages))

    def row(title: str, value: Callable[[Ours], float], memory: str = "") -> list[str]:
        return [title, *(f"{typical(results.ours[s], value):.2f}" for s in results.sizes), memory]

    rows = [row("Starting and ending Python", lambda o: o.seconds_of(""))]
    for name in names:
        memory = typical(results.ours[size], lambda o, name=name: max(s.memory for s in o.stages if s.name == name))  # type: ignore[misc]
        rows.append(row(name, lambda o, name=name: o.seconds_of(name), _megabytes(memory)))  # type: ignore[misc]
    rows += [
        row("**Without the index**", lambda o: o.without_index),
        row("**With the index**", lambda o: o.with_index),
        row("**All**", lambda o: o.run.seconds, _megabytes(typical(results.ours[size], lambda o: o.memory))),
    ]
    rows += [
        ["Milliseconds a disclosure, without the index", *(_each(results, s, _without) for s in results.sizes), ""],
        ["Milliseconds a disclosure, with the index", *(_each(results, s, _whole) for s in results.sizes), ""],
    ]
    header = ["Seconds", *(f"{s:,} disclosures" for s in results.sizes), f"our process at {size:,}"]
    named = " and ".join(f"“{name}”" for name in INDEXING)
    return f"""## Stage by stage

A site is built where none stood, in a new process. “All” is the time by the clock from the start of that process to
its end. The stages are those that the build itself tells, each from its beginning to the beginning of the next;
“With the index” is all but “{DOWNLOADS[0]}”: the log as CSV, JSON, Excel and Parquet, whole and by year, and
feeds, of which plain MkDocs has nothing, and of which a second build finds most kept from the first. “Without the
index” is all but this and {named}, of which plain MkDocs does not do the first, and does the second when
it writes its search. The memory is the most that our own process had
up to the end of the stage, as the system counts it (`getrusage`).

{_table(header, rows)}"""


def _each(results: Results, size: int, total: Callable[[list[Ours]], float]) -> str:
    return f"{total(results.ours[size]) / size * 1000:.2f}"


def _beside(results: Results) -> str:
    if not results.plain:
        return ""
    rows = []
    for size in sorted(results.plain):
        ours, plain = results.ours[size], typical(results.plain[size], lambda p: p.run.seconds)
        without, whole = _without(ours), _whole(ours)
        rows.append(
            [f"{size:,}", f"{plain:.1f} s", f"{without:.1f} s", f"{plain / without:.1f}", f"{whole:.1f} s",
             f"{plain / whole:.1f}"]
        )  # fmt: skip
    header = ["Disclosures", "plain MkDocs", "ours without the index", "times faster", "ours with it", "times faster"]
    return f"""## Beside plain MkDocs

Plain MkDocs has Material for MkDocs, its own search, one Markdown file a disclosure with the same text under the same
headings, and none of them in the navigation, which would make it slower. It is timed by the clock from the start of
`mkdocs build` to its end, in the same run of `make bench`, so it is compared on the same machine in the same state.

{_table(header, rows)}"""


def _runs(results: Results, size: int) -> tuple[tuple[str, Sequence[Ours | Plain]], ...]:
    """Return the runs of both programs at a size; there may be none of plain MkDocs."""
    return ("ours", results.ours[size]), ("plain MkDocs", results.plain.get(size, []))


def _memory(results: Results) -> str:
    rows = []
    for size in results.sizes:
        for name, run in results.watched[size]:
            figures = (run.tree, run.main, run.child)
            rows.append([f"{size:,} {name}", *(_megabytes(figure) if figure else "none" for figure in figures)])
    return f"""## Memory

The memory of the process and of all that it started, read from `/proc` ten times a second in a run that is not timed;
what several processes share is divided between them. “Together” is the greatest sum at one moment: that is what the
machine must have.

{_table(["Peak", "together", "the process", "the largest it started"], rows)}"""


def _output(results: Results) -> str:
    rows = []
    for size in results.sizes:
        for name, runs in _runs(results, size):
            if runs:
                o = runs[0].output
                rows.append(
                    [f"{size:,} {name}", f"{o.files:,}", _megabytes(o.size), _megabytes(o.index),
                     f"{o.mean_page:,.0f}", f"{o.largest_page:,}"]
                )  # fmt: skip
    header = ["Site", "files", "bytes", "of which the index of words", "mean disclosure page", "largest"]
    return f"""## What is written

Sizes of the files as they are, not compressed. Ours holds more: lists to browse, JSON of every disclosure, and the log
as CSV.

{_table(header, rows)}"""


def _browsing(size: int, found: Browsing) -> str:
    return f"""## In a browser

Chromium on this machine, with nothing kept, and {size:,} disclosures. Bytes are those over the wire, compressed as
nginx does it. “Already answered?” is measured once its parts of the index are there, with the pause for further keys.

{_table(["", "Aim", "Measured"], rows_of(found))}"""
