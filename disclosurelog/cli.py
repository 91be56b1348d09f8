"""The command line. Errors of set-up are caught here, once, and said in one sentence."""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import http.server
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from disclosurelog.build import build, check, no_progress
from disclosurelog.config import Config, make_config
from disclosurelog.importers.describe import describe_file
from disclosurelog.model.errors import DisclosureLogError, SetUpError
from disclosurelog.publishing.report import FAILURES, FORMATS, Result
from disclosurelog.publishing.report.page import as_page, check_place, write_page
from disclosurelog.publishing.report.text import Paper, as_text, findings_as_text
from disclosurelog.reading.headers import lines_of_rows
from disclosurelog.reading.sources import DESCRIPTOR

PUBLISHED, STOPPED, SET_UP = 0, 1, 2
PORT = 8000
_OF_REPOSITORIES = ("github", "gitlab")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code: 0 published or passed, 1 findings stopped it, 2 set-up."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    with contextlib.suppress(ValueError):  # only a program's first thread may ask for signals
        signal.signal(signal.SIGTERM, _interrupt)
    looking = gc.isenabled()
    gc.disable()  # hardly anything here refers to itself in a circle, and looking for it takes a tenth of the time
    try:
        return _carry_out(options)
    finally:
        if looking:
            gc.enable()


def _interrupt(number: int, frame: object) -> None:
    """End as with Ctrl and C: what is half made is thrown away."""
    raise KeyboardInterrupt


def _carry_out(options: argparse.Namespace) -> int:
    try:
        if options.command == "describe":
            return _describe(options.file, write=options.write)
        if options.file is not None:
            raise SetUpError(f"“{options.file}” is one argument too many: only “describe” takes a file.")
        config = make_config(
            options.config, options.datasets, options.site, options.site_url,
            strict=options.strict, publish_valid=options.publish_valid,
        )  # fmt: skip
        if options.report is not None:
            check_place(options.report, config.site)
        return _run(options, config)
    except DisclosureLogError as error:
        return _fail(options.format, str(error))
    except BrokenPipeError:  # whoever read the report has gone, as with “| head”
        sys.stdout = None
        return SET_UP
    except OSError as error:
        named = f"“{error.filename}”: " if error.filename else ""
        return _fail(options.format, f"{named}{(error.strerror or str(error)).lower()}.")
    except KeyboardInterrupt:
        return _fail(options.format, "Stopped. The site stays as it was.")
    except Exception as error:  # an officer is never shown a traceback
        if os.environ.get("DISCLOSURELOG_DEBUG"):
            raise
        fault = f"{type(error).__name__}: {error}"
        return _fail(
            options.format, f"The program has a fault of its own; the site stays as it was. Please report it: {fault}"
        )


def _run(options: argparse.Namespace, config: Config) -> int:
    progress = _Progress() if sys.stderr.isatty() and not options.quiet else no_progress
    result = check(config, progress) if options.command == "check" else build(config, progress)
    if options.format in _OF_REPOSITORIES:
        result = replace(result, inside=_inside(config.datasets), lines=_lines(result, config.datasets))
    if isinstance(progress, _Progress):
        progress.clear()
    if not options.quiet or result.stopped or options.format != "text":
        told = as_text(result, _paper(options)) if options.format == "text" else FORMATS[options.format](result)
        print(told, flush=True)
    if options.report is not None and not _write_report(options, result, config):
        return SET_UP
    if result.stopped:
        return STOPPED
    if options.command == "serve":
        gc.enable()
        _serve(config.site)
    return PUBLISHED


def _inside(datasets: Path) -> str:
    """Return where in its repository the folder of data lies, as the hosts of repositories name files from its top."""
    beside = datasets.resolve().parent
    top = next((folder for folder in (beside, *beside.parents) if (folder / ".git").exists()), beside)
    within = beside.relative_to(top).as_posix()
    return "" if within == "." else f"{within}/"


def _lines(result: Result, datasets: Path) -> dict[tuple[str, int | None], int]:
    """Return the line in which each row begins that something is said of, by file and row."""
    rows: dict[str, set[int]] = {}
    for finding in result.findings:
        if finding.row is not None and finding.file.lower().endswith(".csv"):
            rows.setdefault(finding.file, set()).add(finding.row)
    found = {file: lines_of_rows(datasets.resolve().parent / file, wanted) for file, wanted in rows.items()}
    return {(file, row): line for file, lines in found.items() for row, line in lines.items()}


def _paper(options: argparse.Namespace) -> Paper:
    """Return what a report in words is written on: the terminal, or a page of 100 letters for a file or a program."""
    if not sys.stdout.isatty():
        return Paper(lines=None) if options.all else Paper()
    size = shutil.get_terminal_size()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    able = sys.platform != "win32" or "WT_SESSION" in os.environ  # the older console of Windows shows the codes
    lines = None if options.all else min(max(size.lines - 2, 24), 40)
    return Paper(min(max(size.columns, 40), 120), lines, able and not plain)


def _write_report(options: argparse.Namespace, result: Result, config: Config) -> bool:
    """Write the report as a page, and return whether that could be done."""
    try:
        write_page(options.report, as_page(result, config.datasets.resolve(), datetime.now()))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        print(f"The report could not be written to “{options.report}”: {reason}.", file=sys.stderr)
        return False
    if options.format == "text" and (not options.quiet or result.stopped):
        print(f"The report is in “{options.report}”.", flush=True)
    return True


def _describe(path: Path | None, *, write: bool) -> int:
    """Print, or write beside the file, a draft of its descriptor."""
    if path is None:
        raise SetUpError("Name the CSV file to describe:  build_site.py describe FILE.csv")
    text, findings = describe_file(path)
    if findings:
        print(*findings_as_text(Result(tuple(findings)), Paper(lines=None)), sep="\n")
        print("No draft was made.")
        return STOPPED
    if not write:
        print(text, end="")
        return PUBLISHED
    place = path.with_name(DESCRIPTOR)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except FileExistsError as error:
        raise SetUpError(f"There is a “{place}” already. Move it, or leave “--write” out to see the draft.") from error
    print(f"A draft is in “{place}”. Read every line of it, and fill in what is marked TO DO.")
    return PUBLISHED


def _fail(form: str, sentence: str) -> int:
    if form in FAILURES:
        print(FAILURES[form](sentence))
    print(sentence, file=sys.stderr)
    return SET_UP


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build_site.py",
        description="Check disclosure logs and publish them as a searchable site, with the licence of every record.",
        epilog="Exit codes: 0 published, or the check passed; 1 findings stopped it; 2 the set-up is not right.",
    )
    parser.add_argument("command", nargs="?", choices=("build", "check", "serve", "describe"), default="build",
                        help="build the site (the default), only check the data, build and show it, or draft the "
                        "descriptor of a CSV file")  # fmt: skip
    parser.add_argument("file", nargs="?", type=Path, help="the CSV file to describe")
    parser.add_argument("--write", action="store_true", help="with describe: write the draft beside the file")
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site’s configuration (mkdocs.yml)")
    parser.add_argument("--datasets", type=Path, help="the folder that holds a folder for each log (datasets)")
    parser.add_argument("--site", type=Path, help="the folder to publish to (site)")
    parser.add_argument("--site-url", help="the address the site will have on the web")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to report (text)")
    parser.add_argument("--all", action="store_true", help="tell every finding in words, and how it can be allowed")
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="write the report as a page too")
    parser.add_argument("--publish-valid", action="store_true",
                        help="publish what is right, and keep out the answers in which something is wrong")  # fmt: skip
    parser.add_argument("--strict", action="store_true", help="let warnings stop publication too")
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")
    return parser


class _Progress:
    """Shows the stage, and how much of it is done, on one line of a terminal."""

    def __call__(self, stage: str, count: int | None = None) -> None:
        done = f" {count:,}" if count else ""
        sys.stderr.write(f"\r\x1b[K{stage}…{done}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _serve(site: Path) -> None:
    handler = functools.partial(_Handler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler)
    except OSError as error:
        raise SetUpError(
            f"Port {PORT} is in use: another program, or another “serve”, is running. Stop it first."
        ) from error
    with server:
        print(f"The site is at http://127.0.0.1:{PORT}/ . Press Ctrl and C to stop.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.")


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and the site’s own page where there is none."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site’s page for addresses that lead nowhere."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
