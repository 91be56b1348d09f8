"""References and titles: what a disclosure is known by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Place, Severity

_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def reference_duplicate(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Two disclosures have the same reference.

    Why it matters: the reference makes the address of the page. Two rows with one reference would be two
    answers at one address, and only one of them could be read.

    What to do: correct the reference of one row, or delete the row if it is there twice.
    """
    first: dict[str, Place] = {}
    for disclosure in log.disclosures:
        earlier = first.setdefault(disclosure.reference, disclosure.place)
        if earlier is not disclosure.place and disclosure.reference:
            where = (
                f"row {earlier.row}" if earlier.file == disclosure.place.file else f"{earlier.file} row {earlier.row}"
            )
            yield disclosure.place.finding(
                "reference-duplicate",
                Severity.ERROR,
                f"The reference “{disclosure.reference}” was already used in {where}.",
                "Correct the reference of one row, or delete the row if it is there twice.",
                "reference",
            )


def reference_portable(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A reference holds a character that cannot be seen, or a line break.

    Why it matters: somebody who copies or types the reference would not find the disclosure, because what
    they type is not what is stored.

    What to do: type the reference again by hand, without pasting.
    """
    for disclosure in log.disclosures:
        if _HIDDEN.search(disclosure.reference):
            yield disclosure.place.finding(
                "reference-portable",
                Severity.ERROR,
                "The reference holds a line break or a character that cannot be seen.",
                "Type the reference again by hand, on one line.",
                "reference",
            )


def address_shared(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """Two different references lead to the same address.

    Why it matters: an address is for ever, and belongs to one disclosure. The rule that makes addresses
    keeps references apart; should it ever fail, nothing is published.

    What to do: change one of the two references by a letter.
    """
    first: dict[str, str] = {}
    for disclosure in log.disclosures:
        other = first.setdefault(disclosure.slug.lower(), disclosure.reference)
        if other != disclosure.reference:
            yield disclosure.place.finding(
                "address-shared",
                Severity.ERROR,
                f"The references “{disclosure.reference}” and “{other}” lead to the same address.",
                "Change one of the two references by a letter.",
                "reference",
            )


def title_blank(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A title has nothing in it that can be read.

    Why it matters: the title is what a resident sees in a list and in a search result. A cell that
    holds only invisible characters looks filled in to a computer, but shows nothing.

    What to do: type a short title.
    """
    for disclosure in log.disclosures:
        if disclosure.title.strip() and not _HIDDEN.sub("", disclosure.title).strip():
            message = "The title holds only characters that cannot be seen."
            yield disclosure.place.finding("title-blank", Severity.ERROR, message, "Type a short title.", "title")
