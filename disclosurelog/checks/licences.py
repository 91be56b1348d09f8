"""Licences that were stated by hand and cannot be right."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.context import Facts
from disclosurelog.model.disclosures import Disclosure, DisclosureLog, Release
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.licences import rights_held


def licensed_items(log: DisclosureLog) -> Iterator[tuple[Disclosure, Disclosure | Release]]:
    """Yield whatever has a licence, each answer and each release, with the disclosure it belongs to."""
    for disclosure in log.disclosures:
        yield disclosure, disclosure
        for release in disclosure.releases:
            yield disclosure, release


def licence_third_party(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A licence is stated for something in which somebody else holds rights.

    Why it matters: an authority can only license what is its own. SI 2015/1415 reg.5(1)(b) leaves out what
    third parties hold rights in, and the Open Government Licence does not cover it. Whoever relied on the
    licence could be sued.

    What to do: delete the licence, so that the page says whose rights apply; or delete the note of third-party
    rights if nobody else has any.
    """
    for _, item in licensed_items(log):
        stated = item.licence in facts.licences.licences and item.licence != "third-party-rights"
        if stated and rights_held(item.third_party_rights):
            yield item.place.finding(
                "licence-third-party",
                Severity.ERROR,
                f"{item.licence} is stated, but somebody else holds rights in this.",
                "Delete the licence, or delete the third-party rights if nobody else has any.",
                "licence",
            )


def licence_environmental(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A dataset of environmental information has an open licence that the re-use policy does not give it.

    Why it matters: the dataset rules of FOIA s.11A do not reach information that is answered under the
    Environmental Information Regulations, so the open licence of an authority's datasets does not follow
    by itself. It needs a basis of its own.

    What to do: if the authority licenses its environmental information too, say so in the re-use policy
    (“otherwise:” in datapackage.yaml). If it does not, leave the licence of the row blank.
    """
    if facts.licences.licences[log.authority.policy.otherwise].open:
        return
    for disclosure, item in licensed_items(log):
        licence = facts.licences.licences.get(item.licence)
        if (
            licence is not None
            and licence.open
            and item.is_dataset
            and facts.law.is_environmental(disclosure.legislation)
        ):
            yield item.place.finding(
                "licence-environmental",
                Severity.ERROR,
                f"{item.licence} is stated for environmental information, but the re-use policy does not give it.",
                "Leave the licence blank, or set “otherwise:” in the re-use policy if the authority allows it for all.",
                "licence",
            )


def licence_differs(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The same file is released under one licence in one row, and under another in another.

    Why it matters: a file has one set of terms. Whoever found it by the more generous row would rely on a licence
    that the other row denies, and the page of the file as a dataset could state only one of the two.

    What to do: state in both rows what holds of the file: whether it is a dataset, who else holds rights in it,
    and, where the laws of the two requests differ, its licence.
    """
    first: dict[str, Release] = {}
    for _, item in licensed_items(log):
        if not isinstance(item, Release) or item.found is None or item.notice is None:
            continue
        other = first.setdefault(item.found.source, item)
        assert other.notice is not None
        if other.notice.licence.id != item.notice.licence.id:
            terms = f"{item.notice.licence.title} here, and {other.notice.licence.title} in row {other.place.row}"
            yield item.place.finding(
                "licence-differs",
                Severity.ERROR,
                f"“{item.file}” is released under {terms} of {other.place.file}.",
                "Make “is_dataset”, “third_party_rights” and “licence” say the same of the file in both rows.",
                "licence",
            )
