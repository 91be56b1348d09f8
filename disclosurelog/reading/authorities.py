"""Read what a log's descriptor says of its authority: who it is, what may be re-used, whom to complain to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from disclosurelog.model.addresses import AUTHORITY_LIMIT
from disclosurelog.model.authorities import Authority, Logo, Regulator, Requests, Review
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.licences import LicenceBook, ReusePolicy
from disclosurelog.reading.logos import find_logo
from disclosurelog.reading.sources import PackageSource

KEYS = {
    "": (
        "standard",
        "demonstration",
        "authority",
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

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r"https?://[^\s\"<>]+")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_MAIL = re.compile(r"[^\s@\"<>]+@[^\s@\"<>]+")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DATASETS, _OTHERWISE = "OGL-UK-3.0", "personal-and-journalism"


def read_authority(package: PackageSource, licences: LicenceBook) -> tuple[Authority, list[Finding]]:
    """Return the authority that the descriptor describes, and what is missing or wrong in it."""
    own = _Part(package, "", package.descriptor.get("disclosure_log"))
    about, review, regulator, requests = (own.part(k) for k in ("authority", "review", "regulator", "requests"))
    period, reuse = own.part("period"), own.part("reuse_policy")
    title = about.text("name") or _publisher(package.descriptor)
    name = str(package.descriptor.get("name") or package.folder.name)
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
        period=(period.date("from"), period.date("to")),
        received=own.counts("received"),
        colour=about.colour("colour"),
        logo=about.logo("logo"),
    )  # fmt: skip
    _look_for_gaps(own, authority, titled=bool(title))
    return authority, own.findings


class _Part:
    """A mapping of the descriptor. What it holds that cannot be used becomes a finding, and is left out."""

    def __init__(self, package: PackageSource, name: str, value: object, findings: list[Finding] | None = None) -> None:
        self.package = package
        self.name = name
        self.findings: list[Finding] = [] if findings is None else findings
        self.values: Mapping[str, Any] = value if isinstance(value, dict) else {}
        if value is not None and not isinstance(value, dict):
            self.find("descriptor", Severity.ERROR, f"“{name or 'disclosure_log'}:” must hold keys of its own.",
                      "Compare it with the descriptor of an example log; the indentation matters.")  # fmt: skip
        for key in self.values:
            if str(key) not in KEYS.get(name, (str(key),)):
                near = difflib.get_close_matches(str(key), KEYS[name], 1)
                advice = f"If “{near[0]}:” is meant, type that. " if near else ""
                advice += f"It can be one of: {', '.join(KEYS[name])}."
                self.find(
                    "descriptor-key",
                    Severity.WARNING,
                    f"“{self._path(str(key))}” is not known and was left out.",
                    advice,
                )

    def part(self, key: str) -> _Part:
        """Return the mapping under ``key``, empty if there is none."""
        return _Part(self.package, key, self.values.get(key), self.findings)

    def text(self, key: str) -> str:
        """Return a text, ``""`` if there is none."""
        value = self.values.get(key)
        if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
            text = "" if value is None else str(value).strip()
            if not _HIDDEN.search(text):
                return text
            self._left_out(key, "holds a character that cannot be seen.")
            return ""
        self._left_out(key, "must be a line of text.")
        return ""

    def link(self, key: str) -> str:
        """Return a web address, ``""`` if there is none or it is not one."""
        value = self.text(key)
        if value and not _LINK.fullmatch(value):
            self._left_out(key, f"must be a whole web address: “{value[:60]}” does not begin with https:// or http://.")
            return ""
        return value

    def mail(self, key: str) -> str:
        """Return an e-mail address, ``""`` if there is none or it is not one."""
        value = self.text(key)
        if value and not _MAIL.fullmatch(value):
            self._left_out(key, "must be an e-mail address.")
            return ""
        return value

    def colour(self, key: str) -> str:
        """Return a colour as ``#rrggbb``, ``""`` if there is none."""
        value = self.values.get(key)
        if key in self.values and not (isinstance(value, str) and _COLOUR.fullmatch(value.lower())):
            rule = 'must be a # followed by six characters, each 0 to 9 or a to f, in quotation marks: "#0b3c49".'
            self._left_out(key, rule, "Correct it in datapackage.yaml, or leave the line out.")
            return ""
        return str(value).lower() if value else ""

    def logo(self, key: str) -> Logo | None:
        """Return the picture at the path in this folder, ``None`` if there is none that can be shown."""
        if key not in self.values:
            return None
        value = self.values[key]
        found = find_logo(self.package.folder, value) if isinstance(value, str) else "It is not a path."
        if isinstance(found, str):
            advice = "Correct it in datapackage.yaml, or leave the line out."
            self._left_out(key, f"must be a PNG picture in this folder. {found}", advice)
            return None
        return found

    def days(self, key: str) -> int | None:
        """Return a number of days, ``None`` if there is none."""
        value = self.text(key)
        if value and not (value.isascii() and value.isdigit() and 0 < int(value) < 1000):
            self._left_out(key, "must be a number of days, such as 40.")
            return None
        return int(value) if value else None

    def date(self, key: str) -> PartialDate | None:
        """Return a partial date, ``None`` if there is none. An unquoted full date is taken too."""
        value = self.values.get(key)
        found = PartialDate.parse(str(value)) if value is not None else None
        if value is not None and found is None:
            self._left_out(key, "must be a date such as 2024, 2024-03 or 2024-03-28.")
        return found

    def counts(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return whole numbers by year."""
        part = self.part(key)
        good = {}
        for year, number in part.values.items():
            if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
                good[str(year)] = number
            else:
                part._left_out(str(year), "must be a whole number.")
        return tuple(sorted(good.items()))

    def find(self, code: str, severity: Severity, message: str, advice: str) -> None:
        """Note a finding about the descriptor."""
        self.findings.append(self.package.place.finding(code, severity, message, advice))

    def _path(self, key: str) -> str:
        return f"{self.name}: {key}:" if self.name else f"{key}:"

    def _left_out(
        self, key: str, rule: str, advice: str = "Correct it in datapackage.yaml, so that readers are told."
    ) -> None:
        self.find("descriptor-value", Severity.WARNING, f"“{self._path(key)}” {rule} It was left out.", advice)


def _look_for_gaps(own: _Part, authority: Authority, *, titled: bool) -> None:
    if not _NAME.fullmatch(authority.name) or len(authority.name) > AUTHORITY_LIMIT:
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


def _policy(stated: _Part, licences: LicenceBook) -> ReusePolicy:
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


def _publisher(descriptor: Mapping[str, Any]) -> str:
    people = descriptor.get("contributors")
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict) and person.get("role") == "publisher" and isinstance(person.get("title"), str):
            return str(person["title"]).strip()
    title = descriptor.get("title")
    return title.strip() if isinstance(title, str) else ""
