"""Releases: each belongs to a disclosure and leads to a file."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Severity


def release_stray(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A release's reference is not that of any disclosure.

    Why it matters: the file would be published nowhere, or beside an answer it has nothing to do with.

    What to do: correct the reference, or add the disclosure.
    """
    for release in log.stray_releases:
        if release.reference not in log.withdrawals:
            yield release.place.finding(
                "release-stray",
                Severity.ERROR,
                f"No disclosure has the reference “{release.reference}”, so this release belongs to none.",
                "Correct the reference, or add a row for the disclosure.",
                "reference",
            )


def release_nothing(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A release has neither a file nor a web address.

    Why it matters: the page would offer a download that does not exist.

    What to do: put the file in the log's folder and its path in “file”, or the web address in “url”.
    """
    for disclosure in log.disclosures:
        for release in disclosure.releases:
            if not release.file and not release.url:
                yield release.place.finding(
                    "release-nothing",
                    Severity.ERROR,
                    f"The release “{release.title}” has neither a file nor a web address.",
                    "Put the file in the log's folder and type its path in “file”, or type the web address in “url”.",
                    "file",
                )


def release_file(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A released file is missing, is not in the log's folder, or is of a kind that is not published.

    Why it matters: a link that leads nowhere is worse than none; a file from elsewhere on the computer must
    never be published by mistake; and a web page or program could harm whoever opens it.

    What to do: put the file in the log's own folder and check its name, capitals too.
    """
    for disclosure in log.disclosures:
        for release in disclosure.releases:
            if release.problem:
                yield release.place.finding(
                    "release-file",
                    Severity.ERROR,
                    release.problem,
                    "Put the file in the log's own folder and check the path, capitals too. CSV is best for tables.",
                    "file",
                )
