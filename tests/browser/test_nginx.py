"""The site behind nginx, with the configuration that the guide gives."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from disclosurelog.publishing.headers import HEADERS
from tests.browser.conftest import Visit
from tests.browser.test_journeys import KINDS, searched
from tests.conftest import Examples
from tests.sites import ROOT

pytestmark = pytest.mark.browser


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory, examples: Examples) -> Iterator[str]:
    """Return the address of the examples as nginx serves them."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        if os.environ.get("CI"):
            raise AssertionError("nginx is not installed")
        pytest.skip("nginx is not installed")
    own, site = tmp_path_factory.mktemp("nginx"), examples()
    # Begun by root, it would give up root's rights, and what the tests have made is for nobody else to read.
    user = "user root; " if os.geteuid() == 0 else ""
    port = free_port()
    given = (ROOT / "docs/guide/hosting/nginx.conf").read_text(encoding="utf-8")
    server = given.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/www/foi;", f"{site};")
    assert server.count(str(port)) == 1
    assert server.count(str(site)) == 1
    temporary = "".join(f"{kind}_temp_path {own}/{kind};" for kind in
                        ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    (own / "nginx.conf").write_text(
        f"{user}daemon off; pid {own}/pid; error_log {own}/error.log;\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{server}\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [
            program,
            "-p",
            str(own),
            "-e",
            str(own / "error.log"),
            "-c",
            str(own / "nginx.conf"),
        ]
    )
    try:
        for _ in range(100):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def test_every_kind_of_page_has_its_headers_and_is_compressed(visit: Visit, nginx: str) -> None:
    asked = visit(nginx).context.request
    for kind in KINDS:
        headers = asked.get(nginx + kind).headers
        assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS, kind
        assert headers.get("content-encoding") == "gzip", kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("disclosures/feed.xml", "application/atom+xml"),
        ("browse/topic/parking/feed.xml", "application/atom+xml"),
        ("changes/feed.json", "application/feed+json"),
        ("search/facets.json", "application/json"),
        ("opensearch.xml", "text/xml"),
        ("robots.txt", "text/plain"),
    ],
)
def test_feeds_are_called_what_they_are(visit: Visit, nginx: str, path: str, kind: str) -> None:
    response = visit(nginx).context.request.get(nginx + path)
    assert response.status == 200
    headers = response.headers
    assert headers["content-type"].partition(";")[0] == kind
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_the_search_and_what_goes_with_it_work(visit: Visit, nginx: str) -> None:
    watched = visit(nginx)
    page = searched(watched.open("search/?q=social+value"))
    expect(page.locator("#search-list > li").first).to_contain_text("Commissioning and procurement staff")
    expect(page.locator("#search-list mark").first).to_be_visible()
    for kind in KINDS:
        page = watched.open(kind)
        page.wait_for_load_state("load")
        page.close()


def test_what_is_not_there_is_said_so(visit: Visit, nginx: str) -> None:
    page = visit(nginx).context.new_page()
    for path in ("nowhere/", "disclosures/nowhere/", "_headers", ".htaccess"):
        response = page.goto(nginx + path)
        assert response is not None
        assert response.status == 404
        expect(page.locator("h1")).to_have_text("Page not found")
