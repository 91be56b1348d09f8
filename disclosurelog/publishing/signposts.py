"""What other programs look for at the root of a site: ``robots.txt`` for crawlers, ``opensearch.xml`` for browsers."""

from __future__ import annotations

from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.gists import shorten
from disclosurelog.outputs.xml_text import line, quoted, text

_NAME_LIMIT = 16
"""Characters of a search's short name (OpenSearch 1.1, draft 6)."""
_LONG_NAME_LIMIT = 48


def search_name(site_name: str) -> str:
    """Return the name by which a browser offers the site's search. Its link and its description must agree."""
    return shorten(line(site_name), _NAME_LIMIT)


def make_signposts(site_name: str, site_url: str) -> tuple[OutputFile, OutputFile]:
    """Return ``robots.txt`` (RFC 9309), by which all may read all, and the description of the search."""
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"
    search = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{text(search_name(site_name))}</ShortName>
  <LongName>{text(shorten(line(site_name), _LONG_NAME_LIMIT))}</LongName>
  <Description>Search what has been asked, and what was answered.</Description>
  <Url type="text/html" template="{quoted(site_url)}search/?q={{searchTerms}}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="{quoted(site_url)}opensearch.xml"/>
  <InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
"""
    return OutputFile("robots.txt", robots.encode("utf-8")), OutputFile("opensearch.xml", search.encode("utf-8"))
