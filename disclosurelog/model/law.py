"""The four access laws, the provisions relied on to refuse, the outcomes, and how a citation is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Legislation:
    """One of the laws a request can be answered under. Facts come from ``data/legislation.csv``."""

    code: str
    title: str
    short_title: str
    year_and_number: str
    url: str
    environmental: bool
    jurisdiction: str
    time_limit: str
    review_duty: str
    review_note: str
    regulator_note: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that an authority may rely on, as ``data/exemptions.csv`` has it."""

    legislation: str
    provision: str
    title: str
    kind: str
    public_interest_test: str
    plain: str
    url: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an authority can decide, as ``data/outcomes.csv`` has it. ``tone`` chooses the tag's colour."""

    name: str
    plain: str
    tone: str
    code_of_practice: str


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision of a law as a log cites it: ``FOIA s.40(2)``."""

    legislation: str
    provision: str

    def __str__(self) -> str:
        return f"{self.legislation} {self.provision}"

    @property
    def parents(self) -> tuple[str, ...]:
        """The provision and those it is part of, finest first: ``s.31(1)(g)``, ``s.31(1)``, ``s.31``."""
        found = [self.provision]
        while found[-1].endswith(")"):
            found.append(found[-1][: found[-1].rindex("(")])
        return tuple(found)


# Acts have sections and Regulations have regulations; which law is which is a fact about the statute book.
_SHAPES = {
    "FOIA": re.compile(r"s\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
    "FOISA": re.compile(r"s\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
    "EIR": re.compile(r"reg\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
    "EISR": re.compile(r"reg\.[0-9]+[A-Z]?(\([0-9]+[A-Z]*\))?(\([a-z]+\)){0,3}(\([ivx]+\))?"),
}
_LONGEST = 40
_NAMED = re.compile(r"(FOIA|EIR|FOISA|EISR)\b[\s,:]*", re.IGNORECASE)
_MARK = re.compile(r"(?:sections?|sec|s|regulations?|regs?|r)?[\s.]*(?=[(0-9])", re.IGNORECASE)
_PARTS = re.compile(r"[0-9]+[A-Za-z]*|[A-Za-z]+")
_LOOSE = re.compile(r"[0-9A-Za-z()\s.]+")


def parse_citation(text: str) -> Citation | None:
    """Return the citation that ``text`` is written as, or ``None`` if it is not in the standard's form."""
    legislation, _, provision = text.partition(" ")
    shape = _SHAPES.get(legislation)
    if shape is None or shape.fullmatch(provision) is None:
        return None
    return Citation(legislation, provision)


def suggest_citation(text: str, legislation: str | None) -> Citation | None:
    """Return what was probably meant by ``S(40)``, ``s40(2)`` or ``12(5)e``, or ``None``.

    ``legislation`` is the law of the record, used where the text names none. The suggestion is for a
    message only; nothing is read as if it had been typed.
    """
    text = text.strip()
    named = _NAMED.match(text)
    law = (named.group(1) if named else legislation or "").upper()
    rest = text[named.end() :] if named else text
    mark = _MARK.match(rest)
    rest = rest[mark.end() :] if mark else ""
    if law not in _SHAPES or len(text) > _LONGEST or not _LOOSE.fullmatch(rest):
        return None
    number, *parts = _PARTS.findall(rest)
    start = "s." if law in ("FOIA", "FOISA") else "reg."
    return parse_citation(
        f"{law} {start}{number.upper()}" + "".join(f"({p if p[0].isdigit() else p.lower()})" for p in parts)
    )


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the program knows of the law, read once from the data files."""

    legislation: Mapping[str, Legislation]
    provisions: Mapping[tuple[str, str], Provision]
    outcomes: Mapping[str, Outcome]

    def provision_of(self, citation: Citation) -> Provision | None:
        """Return the provision cited, or the nearest it is part of, or ``None`` if the law has none such."""
        for parent in citation.parents:
            found = self.provisions.get((citation.legislation, parent))
            if found is not None:
                return found
        return None

    def is_environmental(self, code: str | None) -> bool | None:
        """Return whether the law is about environmental information, ``None`` where no law is stated."""
        known = self.legislation.get(code or "")
        return known.environmental if known else None
