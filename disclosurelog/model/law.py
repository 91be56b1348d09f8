"""The four access laws, the provisions relied on to refuse, the outcomes, and how a citation is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from disclosurelog.model.citations import Citation, parse_citation
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.meant import cites_nothing, says_not_held, suggest_citations

__all__ = [
    "Citation",
    "Law",
    "Legislation",
    "Outcome",
    "Provision",
    "parse_citation",
]


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

    @property
    def weighs_interest(self) -> bool:
        """Whether it may be used only after the public interest was weighed (FOIA s.2, EIR reg.12(1)(b)).

        That information is not held is an exception under the Regulations, but leaves nothing to weigh.
        """
        weighing = self.public_interest_test == "yes" and self.kind in ("qualified", "exception")
        return weighing and not self.is_not_held

    @property
    def is_not_held(self) -> bool:
        """Whether it says that the information is not held: EIR reg.12(4)(a), EISR reg.10(4)(a), FOISA s.17."""
        return (self.legislation, self.provision) in _NOT_HELD

    @property
    def lets_stay_silent(self) -> bool:
        """Whether it lets an authority neither confirm nor deny that it holds the information."""
        return "neither confirm nor deny" in self.title.lower() or (self.legislation, self.provision) in _SILENT


_NOT_HELD = frozenset({("EIR", "reg.12(4)(a)"), ("EISR", "reg.10(4)(a)"), ("FOISA", "s.17")})

# Those whose titles do not say so. Vexatious and repeated requests (s.14) are outside s.1(1) altogether.
_SILENT = frozenset({("FOIA", "s.12(2)"), ("FOIA", "s.14"), ("FOISA", "s.14"), ("FOISA", "s.18")})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an authority can decide, as ``data/outcomes.csv`` has it. ``tone`` chooses the tag's colour."""

    name: str
    plain: str
    tone: str
    code_of_practice: str


_DATA_PROTECTION_ACT_2018 = date(2018, 5, 25)

REPLACED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("FOIA", "s.40(3)"): ("s.40(3A)", "s.40(3B)"),
    ("FOIA", "s.40(4)"): ("s.40(4A)",),
    ("FOIA", "s.40(5)"): ("s.40(5A)", "s.40(5B)"),
    ("EIR", "reg.13(2)"): ("reg.13(2A)", "reg.13(2B)"),
    ("EIR", "reg.13(3)"): ("reg.13(3A)",),
    ("EIR", "reg.13(5)"): ("reg.13(5A)", "reg.13(5B)"),
    ("FOISA", "s.38(2)"): ("s.38(2A)", "s.38(2B)"),
    ("FOISA", "s.38(3)"): ("s.38(3A)",),
    ("EISR", "reg.11(3)"): ("reg.11(3A)", "reg.11(3B)"),
    ("EISR", "reg.11(4)"): ("reg.11(4A)",),
}
"""What was replaced on 25 May 2018, and by what: Data Protection Act 2018, Sch.19.

A request that had been dealt with by then is judged by the old ones (Sch.20).
"""

IN_FORCE: Mapping[tuple[str, str], date] = {
    ("FOIA", "s.22A"): date(2014, 10, 1),  # Intellectual Property Act 2014, s.20
    **{(law, new): _DATA_PROTECTION_ACT_2018 for (law, _), news in REPLACED.items() for new in news},
}
"""The day from which a provision could be relied on, where that is later than the law itself."""

SPRING_2020 = (date(2020, 4, 7), date(2020, 5, 26))
"""What was answered on these days and between had sixty working days under FOISA s.10 and s.21, not under EISR.

Coronavirus (Scotland) Act 2020, Sch.6 para.3, repealed by the Coronavirus (Scotland) (No.2) Act 2020, Sch.4 para.11.
"""

SPRING_LIMIT = 60
"""Working days, see ``SPRING_2020``."""


def in_spring_2020(answered: PartialDate | None) -> bool:
    """Return whether an answer was surely given in the days of ``SPRING_2020``."""
    return answered is not None and SPRING_2020[0] <= answered.first and answered.last <= SPRING_2020[1]


LISTED_WHOLE = frozenset(
    {
        ("FOIA", "s.14"), ("FOIA", "s.31(1)"), ("FOIA", "s.35(1)"), ("FOIA", "s.36(2)"), ("FOIA", "s.36(2)(b)"),
        ("FOIA", "s.38(1)"), ("FOIA", "s.42"), ("FOIA", "s.43"),
        ("EIR", "reg.12(4)"), ("EIR", "reg.12(5)"),
        ("FOISA", "s.14"), ("FOISA", "s.29(1)"), ("FOISA", "s.30"), ("FOISA", "s.30(b)"), ("FOISA", "s.33(1)"),
        ("FOISA", "s.35(1)"), ("FOISA", "s.38(1)"), ("FOISA", "s.41"),
        ("EISR", "reg.10(4)"), ("EISR", "reg.10(5)"),
    }
)  # fmt: skip
"""Provisions all of whose parts are in ``data/exemptions.csv``: what is not there does not exist."""

_UNDIVIDED = frozenset(
    {
        ("FOIA", "s.14(1)"), ("FOIA", "s.14(2)"), ("FOIA", "s.24(1)"), ("FOIA", "s.42(1)"), ("FOIA", "s.43(1)"),
        ("FOIA", "s.43(2)"), ("FOISA", "s.14(1)"), ("FOISA", "s.31(1)"), ("FOISA", "s.36(1)"),
        ("EIR", "reg.12(4)(a)"), ("EIR", "reg.12(4)(b)"), ("EISR", "reg.10(4)(a)"), ("EISR", "reg.10(4)(b)"),
    }
)  # fmt: skip
"""Provisions that are one sentence without parts."""

_LETTERED = frozenset({("FOISA", "s.26"), ("FOISA", "s.30"), ("FOISA", "s.40"), ("FOISA", "s.41")})
"""Sections that have no subsections but begin with (a). All others, and all regulations, are numbered first."""


_EXAMPLES = {"EIR": "EIR reg.12(5)(e)", "FOISA": "FOISA s.38(1)(b)", "EISR": "EISR reg.10(5)(e)"}


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

    def meant_by(self, text: str, legislation: str) -> tuple[Citation, ...]:
        """Return what was probably meant by a cell that is not written as the standard asks, if the law has it all."""
        meant = suggest_citations(text, legislation)
        known = all(self.provision_of(one) is not None and not self.has_no_part(one) for one in meant)
        return meant if known else ()

    def advice_on(self, text: str, legislation: str) -> str:
        """Return what to type in place of a cell of exemptions that is not written as the standard asks."""
        if cites_nothing(text):
            return "Leave the cell blank if nothing was withheld."
        meant = self.meant_by(text, legislation)
        if meant:
            return f"If {'; '.join(map(str, meant))} is meant, type exactly that."
        if legislation == "FOIA" and says_not_held(text):
            return "FOIA has no exemption for what is not held: type “Not held” as the outcome, and leave this blank."
        example = _EXAMPLES.get(legislation, "FOIA s.40(2)")
        return f"Type each as law and provision, such as {example}, with a semicolon between two."

    def has_no_part(self, citation: Citation) -> str:
        """Return the provision that the law has but without the part cited, ``""`` where nothing is missing."""
        for part, whole in zip(citation.parents, citation.parents[1:], strict=False):
            key = (citation.legislation, whole)
            listed = key in LISTED_WHOLE and (citation.legislation, part) not in self.provisions
            if listed or key in _UNDIVIDED:
                return whole
        *_, first, section = ("", *citation.parents)
        numbered = first[len(section) + 1 : len(section) + 2].isdigit()
        return section if first and numbered is ((citation.legislation, section) in _LETTERED) else ""

    def replaced_by(self, citation: Citation) -> tuple[str, tuple[str, ...]]:
        """Return what of a citation was replaced on 25 May 2018, and by what; ``""`` where nothing was."""
        for part in citation.parents:
            found = REPLACED.get((citation.legislation, part))
            if found is not None:
                return part, found
        return "", ()

    def silence_within(self, citation: Citation) -> tuple[str, ...]:
        """Return what lets an authority stay silent among the provision cited, its parts and what it is part of."""
        law, cited = citation.legislation, citation.provision
        return tuple(
            known.provision
            for known in self.provisions.values()
            if known.legislation == law
            and known.lets_stay_silent
            and (known.provision in citation.parents or known.provision.startswith(f"{cited}("))
        )

    def is_environmental(self, code: str | None) -> bool | None:
        """Return whether the law is about environmental information, ``None`` where no law is stated."""
        known = self.legislation.get(code or "")
        return known.environmental if known else None
