"""What a browser is told of the site beside its pages: what it may load, and from where.

A page states the policy itself, in a ``meta`` element, so that it holds on any host. A host can say it too, and two
things that a page cannot: that no other site may show it in a frame, and that files are what they are called.
"""

from __future__ import annotations

from disclosurelog.model.outputs import OutputFile

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
"""Content-Security-Policy: nothing from another host, no script and no style inside a page. The theme's own
signs are pictures inside its style (``data:``)."""

REFERRER = "no-referrer"
"""Referrer-Policy: the words of a search stand in the address, which neither another site nor a host's log is told."""

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": REFERRER,
    "X-Content-Type-Options": "nosniff",
}


def make_header_files() -> tuple[OutputFile, ...]:
    """Return the headers as hosts read them: ``_headers`` (static hosts) and ``.htaccess`` (Apache)."""
    lines = [f"  {name}: {value}" for name, value in HEADERS.items()]
    static = "\n".join(["/*", *lines]) + "\n"
    always = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    apache = "\n".join(["<IfModule mod_headers.c>", *always, "</IfModule>"]) + "\n"
    return OutputFile("_headers", static.encode("utf-8")), OutputFile(".htaccess", apache.encode("utf-8"))
