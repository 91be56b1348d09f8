"""Read what a log's descriptor says of its authority: who it is, what may be re-used, whom to complain to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from disclosurelog.model.addresses import AUTHORITY_LIMIT, NAME
from disclosurelog.model.authorities import Authority, Regulator, Requests, Review
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.licences import LicenceBook, ReusePolicy
from disclosurelog.reading.dataset_licences import stated_licence
from disclosurelog.reading.parts import HIDDEN, Part
from disclosurelog.reading.sources import LOG_KEY, PackageSource

KEYS = {
    "": (
        "standard",
        "demonstration",
        "authority",
        "contacts",
        "requests",
        "reuse_policy",
        "review",
        "regulator",
        "period",
        "received",
    ),
    "authority": ("name", "website", "jurisdiction", "colour", "logo"),
    "requests": ("email", "address", "website"),
    "reuse_policy": ("datasets", "otherwise", "attribution", "contact"),
    "review": ("contact", "email", "website", "within_working_days"),
    "regulator": ("name", "address", "telephone", "email", "website"),
    "period": ("from", "to"),
}
"""What may stand under ``disclosure_log:``, and under each of its parts. ``received`` has a key for each year."""

_DATASETS, _OTHERWISE = "OGL-UK-3.0", "personal-and-journalism"


def read_authority(package: PackageSource, licences: LicenceBook) -> tuple[Authority, list[Finding]]:
    """Return the authority that the descriptor describes, and what is missing or wrong in it."""
    own = Part(package, LOG_KEY, KEYS, package.descriptor.get(LOG_KEY))
    about, review, regulator, requests = (own.part(k) for k in ("authority", "review", "regulator", "requests"))
    reuse = own.part("reuse_policy")
    title = about.text("name") or publisher_of(package.descriptor) or _title_of(package.descriptor)
    name = str(package.descriptor.get("name") or package.folder.name)
    register_licence, unclear = stated_licence(package.descriptor, licences, package.place)
    authority = Authority(
        name=name,
        title=title or name,
        website=about.link("website"),
        jurisdiction=about.text("jurisdiction"),
        policy=_policy(reuse, licences),
        review=Review(
            review.text("contact"), review.mail("email"), review.link("website"), review.days("within_working_days")
        ),
        regulator=Regulator(
            regulator.text("name"), regulator.text("address"), regulator.text("telephone"),
            regulator.mail("email"), regulator.link("website"),
        ),
        requests=Requests(requests.mail("email"), requests.text("address"), requests.link("website")),
        demonstration=own.text("demonstration"),
        period=own.period("period"),
        received=own.counts("received"),
        register_licence=register_licence,
        colour=about.colour("colour"),
        logo=about.logo("logo"),
    )  # fmt: skip
    own.words("contacts")  # of use to the gate alone, which takes every contact that a descriptor names for published
    _look_for_gaps(own, authority, titled=bool(title))
    return authority, [*own.findings, *unclear]


def _look_for_gaps(own: Part, authority: Authority, *, titled: bool) -> None:
    if not NAME.fullmatch(authority.name) or len(authority.name) > AUTHORITY_LIMIT:
        message = f"The log's name “{authority.name[:60]}” cannot be part of a web address."
        advice = f"Set “name:” to small letters, digits and single hyphens, at most {AUTHORITY_LIMIT} characters."
        own.find("descriptor", Severity.ERROR, message, advice)
    if not titled:
        advice = "Add “name:” under “authority:” under “disclosure_log:”."
        own.find("descriptor", Severity.WARNING, "The descriptor does not name the public authority.", advice)
    asking = authority.requests
    if not (asking.email or asking.address or asking.website):
        advice = "Add “requests:” with an email, an address or a website under “disclosure_log:”."
        message = "The descriptor does not say where to send a request, so the pages cannot either."
        own.find("descriptor", Severity.WARNING, message, advice)
    if not authority.regulator.name:
        advice = "Add “regulator:” with a name, an address and a website under “disclosure_log:”."
        message = "The descriptor does not say whom to complain to, so the pages cannot either."
        own.find("descriptor", Severity.WARNING, message, advice)
    if not (authority.review.contact or authority.review.email or authority.review.website):
        advice = "Add “review:” with a contact or an email under “disclosure_log:”."
        message = "The descriptor does not say where to ask for an internal review, so the pages cannot either."
        own.find("descriptor", Severity.WARNING, message, advice)


def _policy(stated: Part, licences: LicenceBook) -> ReusePolicy:
    chosen = {}
    for key, usual in (("datasets", _DATASETS), ("otherwise", _OTHERWISE)):
        value = stated.text(key)
        chosen[key] = value if value in licences.licences else usual
        if not value:
            message = f"The re-use policy does not say which licence “{key}” has; {usual} was applied."
            advice = f"Add “{key}:” under “reuse_policy:” with the licence your authority uses."
            stated.find("policy-not-stated", Severity.NOTICE, message, advice)
        elif value not in licences.licences:
            message = f"“{value[:60]}” is not a licence that is known."
            advice = "Use one of: " + "; ".join(licences.licences) + "."
            stated.find("licence-unknown", Severity.ERROR, message, advice)
    if not licences.licences[chosen["datasets"]].open:
        message = f"The licence for datasets, {chosen['datasets']}, is not an open licence."
        stated.find(
            "policy-not-open", Severity.WARNING, message, "Check that it is meant. The usual one is OGL-UK-3.0."
        )
    return ReusePolicy(chosen["datasets"], chosen["otherwise"], stated.text("attribution"), stated.mail("contact"))


def publisher_of(descriptor: Mapping[str, Any]) -> str:
    """Return the contributor whose role is publisher, ``""`` if there is none."""
    people = descriptor.get("contributors")
    for person in people if isinstance(people, list) else []:
        if not isinstance(person, dict) or not isinstance(person.get("title"), str):
            continue
        if person.get("role") == "publisher" or "publisher" in _listed(person.get("roles")):
            return "" if HIDDEN.search(person["title"]) else str(person["title"]).strip()
    return ""


def _listed(value: object) -> Sequence[object]:
    """Return the roles of a contributor, which version 2 of Data Package lists."""
    return value if isinstance(value, list) else ()


def _title_of(descriptor: Mapping[str, Any]) -> str:
    title = descriptor.get("title")
    return title.strip() if isinstance(title, str) else ""
