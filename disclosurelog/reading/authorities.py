"""Read what a log's descriptor says of its authority: who it is, what may be re-used, whom to complain to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from disclosurelog.model.addresses import AUTHORITY_LIMIT
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Authority, Regulator, Requests, Review
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.licences import LicenceBook, ReusePolicy
from disclosurelog.reading.sources import PackageSource

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r"https?://\S+")
_DATASETS, _OTHERWISE = "OGL-UK-3.0", "personal-and-journalism"


def read_authority(package: PackageSource, licences: LicenceBook) -> tuple[Authority, list[Finding]]:
    """Return the authority that the descriptor describes, and what is missing or wrong in it."""
    own = _part(package.descriptor, "disclosure_log")
    about = _part(own, "authority")
    policy, findings = _policy(package, own, licences)
    name = _text(package.descriptor, "name") or package.folder.name
    title = _text(about, "name") or _publisher(package.descriptor)
    authority = Authority(
        name=name,
        title=title or name,
        website=_link(about, "website"),
        jurisdiction=_text(about, "jurisdiction"),
        policy=policy,
        review=_review(_part(own, "review")),
        regulator=_regulator(_part(own, "regulator")),
        requests=_requests(_part(own, "requests")),
        demonstration=_text(own, "demonstration"),
        period=_period(_part(own, "period")),
        received=_received(_part(own, "received")),
    )
    return authority, [*findings, *_problems(package, authority, bool(title))]


def _problems(package: PackageSource, authority: Authority, titled: bool) -> Iterator[Finding]:
    place = package.place
    if not _NAME.fullmatch(authority.name) or len(authority.name) > AUTHORITY_LIMIT:
        message = f"The log's name “{authority.name}” cannot be part of a web address."
        advice = f"Set “name:” to small letters, digits and single hyphens, at most {AUTHORITY_LIMIT} characters."
        yield place.finding("descriptor", Severity.ERROR, message, advice)
    if not titled:
        advice = "Add “name:” under “authority:” under “disclosure_log:”."
        yield place.finding(
            "descriptor", Severity.WARNING, "The descriptor does not name the public authority.", advice
        )
    if not authority.regulator.name:
        advice = "Add “regulator:” with a name, an address and a website under “disclosure_log:”."
        message = "The descriptor does not say whom to complain to, so the pages cannot either."
        yield place.finding("descriptor", Severity.WARNING, message, advice)
    if not (authority.review.contact or authority.review.email or authority.review.website):
        advice = "Add “review:” with a contact or an email under “disclosure_log:”."
        message = "The descriptor does not say where to ask for an internal review, so the pages cannot either."
        yield place.finding("descriptor", Severity.WARNING, message, advice)


def _policy(package: PackageSource, own: Mapping[str, Any], licences: LicenceBook) -> tuple[ReusePolicy, list[Finding]]:
    stated = _part(own, "reuse_policy")
    findings, chosen = [], {}
    for key, usual in (("datasets", _DATASETS), ("otherwise", _OTHERWISE)):
        value = _text(stated, key)
        chosen[key] = value if value in licences.licences else usual
        if not value:
            message = f"The re-use policy does not say which licence “{key}” has; {usual} was applied."
            advice = f"Add “{key}:” under “reuse_policy:” with the licence your authority uses."
            findings.append(package.place.finding("policy-not-stated", Severity.NOTICE, message, advice))
        elif value not in licences.licences:
            message = f"“{value}” is not a licence that is known."
            advice = "Use one of: " + "; ".join(licences.licences) + "."
            findings.append(package.place.finding("licence-unknown", Severity.ERROR, message, advice))
    if not licences.licences[chosen["datasets"]].open:
        message = f"The licence for datasets, {chosen['datasets']}, is not an open licence."
        advice = "FOIA s.11A asks for a licence that lets a dataset be re-used; the usual one is OGL-UK-3.0."
        findings.append(package.place.finding("policy-not-open", Severity.WARNING, message, advice))
    policy = ReusePolicy(
        chosen["datasets"], chosen["otherwise"], _text(stated, "attribution"), _text(stated, "contact")
    )
    return policy, findings


def _review(stated: Mapping[str, Any]) -> Review:
    days = stated.get("within_working_days")
    within = days if isinstance(days, int) and not isinstance(days, bool) and 0 < days < 1000 else None
    return Review(_text(stated, "contact"), _text(stated, "email"), _link(stated, "website"), within)


def _regulator(stated: Mapping[str, Any]) -> Regulator:
    return Regulator(
        _text(stated, "name"), _text(stated, "address"), _text(stated, "telephone"),
        _text(stated, "email"), _link(stated, "website"),
    )  # fmt: skip


def _requests(stated: Mapping[str, Any]) -> Requests:
    return Requests(_text(stated, "email"), _text(stated, "address"), _link(stated, "website"))


def _period(stated: Mapping[str, Any]) -> tuple[PartialDate | None, PartialDate | None]:
    return PartialDate.parse(_text(stated, "from")), PartialDate.parse(_text(stated, "to"))


def _received(stated: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    numbers = ((str(year), n) for year, n in stated.items() if isinstance(n, int) and not isinstance(n, bool))
    return tuple(sorted(numbers))


def _publisher(descriptor: Mapping[str, Any]) -> str:
    people = descriptor.get("contributors")
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict) and person.get("role") == "publisher":
            return _text(person, "title")
    return _text(descriptor, "title")


def _part(mapping: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = mapping.get(key)
    return value if isinstance(value, dict) else {}


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _link(mapping: Mapping[str, Any], key: str) -> str:
    value = _text(mapping, key)
    return value if _LINK.fullmatch(value) else ""
