"""Index the words of the disclosures. The only door to Pagefind.

Pagefind is run as a service: pages are handed to it one after another in a fixed order, and it hands back the
files of the index, so that the same words always give the same bytes, on any file system.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

from pagefind_bin import get_executable

from disclosurelog.model.errors import SetUpError, SiteError
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.search_data import Period, SearchText, search_text

FOLDER = "search/words/"
_PROGRAM = frozenset({"pagefind.js", "pagefind-worker.js", "wasm.en.pagefind"})
_PREFIX = b"pagefind_dcd"
# Give freed memory back at once: Pagefind's allocator otherwise keeps a fifth more than it needs.
_ALLOCATOR = {"_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:0,muzzy_decay_ms:0"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The index of one period: its files, and the fragment that stands for each disclosure's path."""

    name: str
    files: tuple[OutputFile, ...]
    fragments: dict[str, str]


class _Service:
    """A running Pagefind, spoken to in its own protocol: base64 of JSON, each message ended by a comma."""

    def __init__(self) -> None:
        try:
            program = str(get_executable())
            self._process = subprocess.Popen(
                [program, "--service"],
                env={**os.environ, **_ALLOCATOR},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise SetUpError(
                "The search indexer Pagefind is not installed for this computer. Run “make site” again."
            ) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout
        self._buffer = bytearray()
        self._number = 0

    def __enter__(self) -> _Service:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._in.close()
        self._out.close()

    def call(self, **payload: Any) -> dict[str, Any]:
        """Send one message and return its answer."""
        self._number += 1
        message = json.dumps({"message_id": self._number, "payload": payload})
        try:
            self._in.write(base64.b64encode(message.encode("utf-8")) + b",")
            self._in.flush()
            answer = json.loads(base64.b64decode(self._next()))
        except (OSError, ValueError) as error:
            raise SiteError("The search indexer Pagefind stopped before it was done.") from error
        result: dict[str, Any] = answer["payload"]
        if result["type"] == "Error" or answer["message_id"] != self._number:
            raise SiteError(f"The search indexer Pagefind failed: {result.get('message', 'answers out of order')}")
        return result

    def _next(self) -> bytes:
        seen = 0
        while (end := self._buffer.find(b",", seen)) < 0:
            seen = len(self._buffer)
            chunk = os.read(self._out.fileno(), 1 << 20)
            if not chunk:
                raise OSError("no answer")
            self._buffer.extend(chunk)
        message = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return message


def page_to_index(text: SearchText) -> str:
    """Return a page of nothing but the words to find, with the anchors that lead to each question."""
    parts = [
        "<!doctype html><html lang=en><title>", html.escape(text.title), "</title><main data-pagefind-body><h1>",
        html.escape(text.title), "</h1><p>", html.escape(text.text), "</p>",
    ]  # fmt: skip
    for section in text.sections:
        parts += [
            f'<h2 id="{section.anchor}">',
            html.escape(section.heading),
            "</h2><p>",
            html.escape(section.text),
            "</p>",
        ]
    return "".join([*parts, "</main></html>"])


def _make_bundle(period: Period, with_program: bool) -> Bundle:
    files, fragments = [], {}
    with _Service() as service:
        index = service.call(type="NewIndex", config={"force_language": "en"})["index_id"]
        for disclosure in sorted(period.disclosures, key=lambda d: d.path):
            page = page_to_index(search_text(disclosure))
            service.call(type="AddFile", index_id=index, file_path=None, url=f"/{disclosure.path}", file_contents=page)
        made = service.call(type="GetFiles", index_id=index)["files"]
    for entry in made:
        name, content = entry["path"].replace("\\", "/"), base64.b64decode(entry["content"])
        if _is_index(name) or (with_program and name in _PROGRAM):
            files.append(OutputFile(f"{FOLDER}{period.name}/{name}", content))
        if name.startswith("fragment/"):
            about = json.loads(gzip.decompress(content).removeprefix(_PREFIX))
            fragments[about["url"].lstrip("/")] = name.removeprefix("fragment/").removesuffix(".pf_fragment")
    if len(fragments) != len(period.disclosures):
        raise SiteError(
            f"The search index of {period.name} holds {len(fragments)} of {len(period.disclosures)} disclosures."
        )
    return Bundle(period.name, tuple(sorted(files, key=lambda file: file.path)), fragments)


def _is_index(name: str) -> bool:
    return name == "pagefind-entry.json" or name.endswith(".pf_meta") or name.startswith(("index/", "fragment/"))


def make_index(periods: Sequence[Period], done: Callable[[int], None]) -> list[Bundle]:
    """Return the index of each period, made side by side on the machine's cores. The first holds the program."""

    def make(numbered: tuple[int, Period]) -> Bundle:
        number, period = numbered
        bundle = _make_bundle(period, with_program=number == 0)
        done(len(period.disclosures))
        return bundle

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as workers:
        return list(workers.map(make, enumerate(periods)))


def make_join(bundles: Sequence[Bundle], paths: Sequence[str]) -> OutputFile:
    """Return ``/search/words/rows.json``: from the id of a result to the row of its disclosure."""
    rows = {path: row for row, path in enumerate(paths)}
    joined: dict[str, int] = {}
    for bundle in bundles:
        for path, fragment in bundle.fragments.items():
            if fragment in joined:
                raise SiteError("Two disclosures have the same mark in the search index. Please report this.")
            joined[fragment] = rows[path]
    text = json.dumps(joined, separators=(",", ":"), sort_keys=True)
    return OutputFile(f"{FOLDER}rows.json", text.encode("utf-8"))
