"""Sites served on this machine, and a Chromium that is told to ask nobody else for anything."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.conftest import Examples
from tests.cores import every_core

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium: the system's, else Playwright's. Where CI is set it must be there."""
    with contextlib.ExitStack() as stack:
        with every_core():  # its processes are many
            playwright = stack.enter_context(sync_playwright())
        # The first is a third as much work for the machine: it draws no window.
        names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        program = next((found for name in names if (found := shutil.which(name))), None)
        try:
            started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium can be started: {error.message.splitlines()[0]}")
        yield started
        started.close()


class Handler(http.server.SimpleHTTPRequestHandler):
    def handle_one_request(self) -> None:
        """Answer, unless the browser has gone: it leaves a page while its files are still on the way."""
        with suppress(ConnectionError):
            super().handle_one_request()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


class Compressing(Handler):
    """Compresses as nginx does with its usual settings."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in (".html", ".css", ".js", ".json", ".csv", ".svg"):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(folder: Path, kind: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder, and yield its address."""
    handler = functools.partial(kind, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session", params=["", "foi/"], ids=["at the root", "under /foi/"])
def address(request: pytest.FixtureRequest, examples: Examples) -> Iterator[str]:
    """Return the address of the published examples, at the root of a host and under a sub-path."""
    with served(examples(request.param)) as root:
        yield root + request.param


@pytest.fixture(scope="session")
def below(examples: Examples) -> Iterator[str]:
    """Return the address of the published examples under a sub-path."""
    with served(examples("foi/")) as root:
        yield root + "foi/"


@pytest.fixture(scope="session")
def at_root(examples: Examples) -> Iterator[str]:
    """Return the address of the published examples at the root of a host, for what a sub-path cannot change."""
    with served(examples()) as root:
        yield root


class Watched:
    """Pages that note every request to another host, every error and every dialogue."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.context = context
        self.host = host
        self.trouble: list[str] = []

    def open(self, path: str = "") -> Page:
        """Open a page of the site."""
        page = self.context.new_page()
        page.on("request", lambda r: self._note("request", r.url) if not self._is_ours(r.url) else None)
        page.on("response", lambda r: self._note(str(r.status), r.url) if r.status >= 400 else None)
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("console", lambda m: self._note("console", m.text) if m.type == "error" else None)
        page.on("dialog", lambda dialog: (self._note("dialogue", dialog.message), dialog.dismiss()))
        page.goto(self.host + path)
        return page

    def _is_ours(self, url: str) -> bool:
        return url.startswith(("data:", "blob:", self.host.split("/foi/")[0]))

    def _note(self, what: str, text: str) -> None:
        self.trouble.append(f"{what}: {text}")


def wire(context: BrowserContext, address: str, ready: str) -> int:
    """Return the bytes that a browser with nothing kept fetches for a page until ``ready`` is there."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address)
    page.locator(ready).first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.close()
    return int(sum(sizes))


Visit = Callable[..., Watched]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Return a way to visit a site; at the end nothing may have been asked of another host, and nothing failed."""
    opened: list[Watched] = []

    def start(host: str, **options: Any) -> Watched:
        watched = Watched(browser.new_context(**options), host)
        opened.append(watched)
        return watched

    yield start
    trouble = [line for watched in opened for line in watched.trouble]
    for watched in opened:
        watched.context.close()
    assert trouble == []
