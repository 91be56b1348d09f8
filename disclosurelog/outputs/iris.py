"""Addresses as linked data may have them: absolute, and of the characters that RFC 3986 allows."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ALLOWED = "%/:@!$&'()*+,;="
_MAIL_ALLOWED = "!$'*+"
_LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_MAIL = re.compile(rf"([A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+)@({_LABEL}(?:\.{_LABEL})+)")
"""What the HTML standard takes for an e-mail address, with a dot in the domain."""


def absolute(site_url: str, path: str) -> str:
    """Return the absolute address of a path from the root of the site, with what is not allowed escaped."""
    return site_url + quote(_LONE_PERCENT.sub("%25", path), safe=_ALLOWED, errors="replace")


def http_iri(text: str) -> str:
    """Return an http or https address with what is not allowed escaped, ``""`` where ``text`` is none.

    An address with a name or a password in it is none: it would be published to everyone.
    """
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:  # an encoding that fails is one too
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    whole = parts.scheme + "://" + host + (f":{port}" if port is not None else "") + _escaped(parts.path)
    whole += "?" + _escaped(parts.query, "?") if parts.query else ""
    return whole + ("#" + _escaped(parts.fragment, "?") if parts.fragment else "")


def mail_iri(text: str) -> str:
    """Return an e-mail address as a ``mailto:`` IRI (RFC 6068), ``""`` where ``text`` is none."""
    found = _MAIL.fullmatch(text.strip().removeprefix("mailto:"))
    return "mailto:" + quote(found[1], safe=_MAIL_ALLOWED) + "@" + found[2].lower() if found else ""


def _escaped(part: str, more: str = "") -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=_ALLOWED + more, errors="replace")


def identifier_of(stated: str, page: str) -> str:
    """Return what names a dataset for good: what is stated where that is an address, else its page's address."""
    return http_iri(stated) or page
