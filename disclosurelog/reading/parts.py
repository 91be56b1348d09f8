"""Read the block of a descriptor that is this program's own, value by value, and say what in it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from disclosurelog.model.authorities import Logo
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.reading.logos import find_logo
from disclosurelog.reading.nearest import nearest
from disclosurelog.reading.sources import PackageSource

_LINK = re.compile(r"https?://[^\s\"<>]+")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_MAIL = re.compile(r"[^\s@\"<>]+@[^\s@\"<>]+")
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Part:
    """A mapping of a descriptor. What it holds that cannot be used becomes a finding, and is left out.

    ``keys`` says what may stand in it, under ``""``, and in each of its parts.
    """

    def __init__(
        self,
        package: PackageSource,
        block: str,
        keys: Mapping[str, tuple[str, ...]],
        value: object,
        *,
        name: str = "",
        findings: list[Finding] | None = None,
    ) -> None:
        self.package = package
        self.block = block
        self.keys = keys
        self.name = name
        self.findings: list[Finding] = [] if findings is None else findings
        self.values: Mapping[str, Any] = value if isinstance(value, dict) else {}
        if value is not None and not isinstance(value, dict):
            self.find("descriptor", Severity.ERROR, f"“{name or block}:” must hold keys of its own.",
                      "Compare it with the descriptor of an example log; the indentation matters.")  # fmt: skip
        for key in self.values:
            if str(key) not in keys.get(name, (str(key),)):
                near = nearest(str(key), keys[name])
                advice = f"If “{near}:” is meant, type that. " if near else ""
                advice += f"It can be one of: {', '.join(keys[name])}."
                self.find(
                    "descriptor-key",
                    Severity.WARNING,
                    f"“{self._path(str(key))}” is not known and was left out.",
                    advice,
                )

    def part(self, key: str) -> Part:
        """Return the mapping under ``key``, empty if there is none."""
        return Part(self.package, self.block, self.keys, self.values.get(key), name=key, findings=self.findings)

    def parts(self, key: str) -> list[Part]:
        """Return the mappings listed under ``key``."""
        values = self.values.get(key)
        listed = values if isinstance(values, list) else [] if values is None else [values]
        return [Part(self.package, self.block, self.keys, each, name=key, findings=self.findings) for each in listed]

    def text(self, key: str) -> str:
        """Return a text, ``""`` if there is none."""
        value = self.values.get(key)
        if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
            text = "" if value is None else str(value).strip()
            if not HIDDEN.search(text):
                return text
            self.leave_out(key, "holds a character that cannot be seen.")
            return ""
        self.leave_out(key, "must be a line of text.")
        return ""

    def link(self, key: str) -> str:
        """Return a web address, ``""`` if there is none or it is not one."""
        value = self.text(key)
        if value and not _LINK.fullmatch(value):
            self.leave_out(key, f"must be a whole web address: “{value[:60]}” does not begin with https:// or http://.")
            return ""
        return value

    def mail(self, key: str) -> str:
        """Return an e-mail address, ``""`` if there is none or it is not one."""
        value = self.text(key)
        if value and not _MAIL.fullmatch(value):
            self.leave_out(key, "must be an e-mail address.")
            return ""
        return value

    def colour(self, key: str) -> str:
        """Return a colour as ``#rrggbb``, ``""`` if there is none."""
        value = self.values.get(key)
        if key in self.values and not (isinstance(value, str) and _COLOUR.fullmatch(value.lower())):
            rule = 'must be a # followed by six characters, each 0 to 9 or a to f, in quotation marks: "#0b3c49".'
            self.leave_out(key, rule, "Correct it in datapackage.yaml, or leave the line out.")
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
            self.leave_out(key, f"must be a PNG picture in this folder. {found}", advice)
            return None
        return found

    def days(self, key: str) -> int | None:
        """Return a number of days, ``None`` if there is none."""
        value = self.text(key)
        if value and not (value.isascii() and value.isdigit() and 0 < int(value) < 1000):
            self.leave_out(key, "must be a number of days, such as 40.")
            return None
        return int(value) if value else None

    def date(self, key: str) -> PartialDate | None:
        """Return a partial date, ``None`` if there is none. An unquoted full date is taken too."""
        value = self.values.get(key)
        found = PartialDate.parse(str(value)) if value is not None else None
        if value is not None and found is None:
            self.leave_out(key, "must be a date such as 2024, 2024-03 or 2024-03-28.")
        return found

    def period(self, key: str) -> tuple[PartialDate | None, PartialDate | None]:
        """Return the dates ``from`` and ``to``, each ``None`` if it is not stated."""
        part = self.part(key)
        begins, ends = part.date("from"), part.date("to")
        if begins and ends and begins.first > ends.last:
            part.leave_out("to", "is before “from”.")
            return begins, None
        return begins, ends

    def words(self, key: str) -> tuple[str, ...]:
        """Return the texts that are listed."""
        listed = self.values.get(key)
        values = listed if isinstance(listed, list) else [] if listed is None else [listed]
        found = tuple(str(value).strip() for value in values if type(value) in (str, int) and str(value).strip())
        if len(found) == len(values) and not any(map(HIDDEN.search, found)):
            return found
        self.leave_out(key, "must be a list of words, in brackets: [spending, transparency].")
        return ()

    def counts(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return whole numbers by year."""
        part = self.part(key)
        good = {}
        for year, number in part.values.items():
            if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
                good[str(year)] = number
            else:
                part.leave_out(str(year), "must be a whole number.")
        return tuple(sorted(good.items()))

    def find(self, code: str, severity: Severity, message: str, advice: str) -> None:
        """Note a finding about the descriptor."""
        self.findings.append(self.package.place.finding(code, severity, message, advice))

    def _path(self, key: str) -> str:
        return f"{self.name}: {key}:" if self.name else f"{key}:"

    def leave_out(
        self, key: str, rule: str, advice: str = "Correct it in datapackage.yaml, so that readers are told."
    ) -> None:
        """Note that a value cannot be used."""
        self.find("descriptor-value", Severity.WARNING, f"“{self._path(key)}” {rule} It was left out.", advice)
