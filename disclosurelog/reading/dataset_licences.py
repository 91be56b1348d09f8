"""Decide the licence of an open dataset: what its descriptor states, else what follows from the answer it came with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from disclosurelog.model.authorities import Authority
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.law import Law
from disclosurelog.model.licences import Claim, LicenceBook, LicenceNotice, ReusePolicy, rights_held, rights_holder

_NONE_STATED = ReusePolicy("OGL-UK-3.0", "personal-and-journalism")
"""Of a dataset whose authority has no log here. It decides nothing: such a dataset must state its licence."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the licence of a dataset's table is decided from, beside what its descriptor states."""

    licences: LicenceBook
    law: Law
    publisher: str
    authority: Authority | None
    disclosure: Disclosure | None
    rights: str
    url: str
    """The address of the dataset's page."""
    page: str
    """The address of the site's page about licences."""


def stated_licence(described: Mapping[str, Any], book: LicenceBook, place: Place) -> tuple[str, list[Finding]]:
    """Return the id of the licence that a descriptor or a resource states, ``""`` if none or if it cannot be used."""
    listed = described.get("licenses")
    meant = next((key for key in ("licences", "licence", "license") if key in described), None)
    if meant is not None:
        message = f"“{meant}:” is not how a data package states a licence, so it would be passed over."
        return "", [
            place.finding("licence-unknown", Severity.ERROR, message, "Write “licenses:”, with “- name:” below.")
        ]
    if listed is None or listed == []:
        return "", []
    names = [_named(each, book) for each in listed] if isinstance(listed, list) else [""]
    if len(names) == 1 and names[0]:
        other = _named({"path": listed[0].get("path")}, book)
        if other in ("", names[0]):
            return names[0], []
        message = f"“{names[0]}” is stated as the name of the licence, but the “path” beside it is that of “{other}”."
        advice = "Correct the one or the other."
    elif len(names) > 1:
        message = "More than one licence is stated, so it is not known which applies to what."
        advice = "State one licence. Where tables have different ones, put “licenses:” into each resource."
    else:
        message = "The licence that is stated is not one that is known."
        advice = "Under “licenses:” give one “name:” of these: " + "; ".join(book.licences) + "."
    return "", [place.finding("licence-unknown", Severity.ERROR, message, advice)]


def _named(licence: object, book: LicenceBook) -> str:
    """Return the id of a licence by its name, or by its address where it has no name."""
    if not isinstance(licence, Mapping):
        return ""
    name, path = licence.get("name"), licence.get("path")
    if name is not None:
        return next((known for known in book.licences if known.lower() == str(name).lower()), "")
    return next((known.id for known in book.licences.values() if known.url and _same(known.url, path)), "")


def _same(address: str, stated: object) -> bool:
    """Return whether two addresses lead to the same page: with or without an s in https and a stroke at the end."""
    one, other = (str(each).partition("://")[2].rstrip("/").lower() for each in (address, stated))
    return one == other


def _unclear(stated: str, came_from: Disclosure, rights: str, place: Place) -> list[Finding]:
    """Return an error where the answer has terms of its own, and the dataset does not say that it has them too."""
    if rights_held(came_from.third_party_rights) and not rights:
        holder = rights_holder(came_from.third_party_rights) or "somebody else"
        message = f"“{came_from.reference}” says that {holder} holds rights in what was disclosed. In this too?"
        advice = (
            "Add “third_party_rights:” below “open_dataset:”, with the name of the holder, or no if nobody has any."
        )
        return [place.finding("rights-unclear", Severity.ERROR, message, advice)]
    if came_from.licence and not stated and not rights_held(rights):
        message = f"“{came_from.reference}” states a licence of its own, {came_from.licence}. Is it that of this too?"
        advice = "Add “licenses:” with “- name:” and the licence of the dataset below it."
        return [place.finding("licence-missing", Severity.ERROR, message, advice)]
    return []


def notice_of(stated: str, title: str, terms: Terms, place: Place) -> tuple[LicenceNotice | None, list[Finding]]:
    """Return the notice of a table, ``None`` where no licence is stated and none follows, and what cannot be right."""
    came_from = terms.disclosure
    if not stated and came_from is None:
        message = "No licence is stated, and a dataset is never published without one."
        advice = "Add “licenses:” with the licence, such as OGL-UK-3.0, or name the “disclosure:” that it came from."
        return None, [place.finding("licence-missing", Severity.ERROR, message, advice)]
    unclear = _unclear(stated, came_from, terms.rights, place) if came_from else []
    if unclear:
        return None, unclear
    held = rights_held(terms.rights)
    environmental = terms.law.is_environmental(came_from.legislation) if came_from else None
    policy = terms.authority.policy if terms.authority else _NONE_STATED
    notice = terms.licences.notice(
        Claim(stated, held, True, environmental),
        policy,
        authority=terms.publisher,
        title=title,
        reference=came_from.reference if came_from else terms.url.rstrip("/").rpartition("/")[2],
        url=terms.url,
        holder=rights_holder(terms.rights),
        terms=terms.page,
    )
    findings = []
    if held and stated and stated != "third-party-rights":
        message = f"{stated} is stated, but somebody else holds rights in this."
        advice = "Take the licence out, or the third-party rights if nobody else has any."
        findings.append(place.finding("licence-third-party", Severity.ERROR, message, advice))
    unbacked = (
        bool(environmental) and terms.authority is not None and not terms.licences.licences[policy.otherwise].open
    )
    if stated and unbacked and terms.licences.licences[stated].open:
        message = (
            f"{stated} is stated for environmental information, but the re-use policy of the log does not give it."
        )
        advice = "Take the licence out, or set “otherwise:” in the re-use policy if the authority allows it for all."
        findings.append(place.finding("licence-environmental", Severity.ERROR, message, advice))
    return notice, findings
