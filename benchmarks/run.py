"""Measure how fast disclosurelog builds, beside plain MkDocs with Material and its search, on the same text.

``make bench`` runs it: it makes the logs, builds each in a process of its own, and writes ``RESULTS.md``.

Nothing is removed before the last build has ended: for up to five minutes after many files were removed, ext4 makes
new ones several times more slowly (it will not use their inodes again so soon), and that would be measured. For the
same reason wait as long before running it again.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from browser import measure_browsing
from builds import Ours, Plain, Results, Stage
from generate import Counts, write_log, write_markdown
from measure import ProgramError, measure_output, run
from records import LOG, SEED
from results import write_results

from disclosurelog.reading.folders import REGISTER

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="run-", dir=options.work))
    results = Results(options.seed)
    try:
        for size in sorted(options.sizes):
            results.counts[size] = make_input(work, size, options.seed, plain=not options.no_mkdocs)
            _say(f"{size:,} disclosures: watching the memory\n")
            results.watched[size] = [("ours", measure_ours(work, size, 0).run)]
            if not options.no_mkdocs:
                results.watched[size].append(("plain MkDocs", measure_plain(work, size, 0).run))
            for number in range(1, options.repeat + 1):
                _say(f"{size:,} disclosures, run {number} of {options.repeat}: disclosurelog")
                results.ours.setdefault(size, []).append(measure_ours(work, size, number))
                _say(f"{results.ours[size][-1].run.seconds:.1f} s\n")
                if not options.no_mkdocs:
                    _say(f"{size:,} disclosures, run {number} of {options.repeat}: plain MkDocs")
                    results.plain.setdefault(size, []).append(measure_plain(work, size, number))
                    _say(f"{results.plain[size][-1].run.seconds:.1f} s\n")
        largest = max(options.sizes)
        _say(f"{largest:,} disclosures in a browser\n")
        results.browsing = measure_browsing(work / f"site-{largest}-1", options.seed)
        write_results(options.output, results)
    except ProgramError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
            with contextlib.suppress(OSError):
                options.work.rmdir()  # unless it holds what --keep left, or is somebody's own
    print(f"The results are in {os.path.relpath(options.output)}.")
    return 0


def make_input(work: Path, size: int, seed: int, *, plain: bool) -> Counts:
    """Write the log of ``size`` disclosures, and the same as Markdown for plain MkDocs."""
    _say(f"{size:,} disclosures: making them\n")
    if plain:
        write_markdown(work / f"plain-{size}", size, seed)
    return write_log(work / f"datasets-{size}" / LOG, size, seed)


def measure_ours(work: Path, size: int, number: int) -> Ours:
    """Build the log with disclosurelog, where no site stood before. The run ``number`` 0 is watched and not timed."""
    site, result = work / f"site-{size}-{number}", work / "result.json"
    (work / f"datasets-{size}" / LOG / REGISTER).unlink(missing_ok=True)  # of the run before, in which it was published
    command = [sys.executable, str(HERE / "build_ours.py"), "--config", str(ROOT / "mkdocs.yml")]
    command += ["--datasets", str(work / f"datasets-{size}"), "--site", str(site), "--result", str(result)]
    measured = run(command, work, work / "ours.log", watched=number == 0, PYTHONPATH=str(ROOT))
    told = json.loads(result.read_text(encoding="utf-8"))
    return Ours(measured, tuple(Stage(*stage) for stage in told["stages"]), measure_output(site))


def measure_plain(work: Path, size: int, number: int) -> Plain:
    """Build the same text with plain MkDocs, where no site stood before."""
    folder, site = work / f"plain-{size}", work / f"plain-site-{size}-{number}"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
    measured = run(command, folder, work / "plain.log", watched=number == 0, NO_MKDOCS_2_WARNING="1")
    return Plain(measured, measure_output(site))


def _say(text: str) -> None:
    """Tell on the terminal what is being done."""
    print(text, end="" if text.endswith("\n") else " … ", flush=True)


def _sizes(text: str) -> list[int]:
    return [int(size.replace("_", "")) for size in text.split(",")]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", type=_sizes, default=[1000, 10_000], help="how many disclosures (1000,10000)")
    parser.add_argument("--repeat", type=int, default=1, help="run each so often and take the median (1)")
    parser.add_argument("--no-mkdocs", action="store_true", help="leave out plain MkDocs, which takes longest")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another seed makes other logs ({SEED})")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md", help="where to write (RESULTS.md)")
    parser.add_argument(
        "--work", type=Path, default=HERE / "work", help="where to put logs and sites (benchmarks/work)"
    )
    parser.add_argument("--keep", action="store_true", help="leave the logs and the sites there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
