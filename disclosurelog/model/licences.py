"""Which licence applies to a record, and why.

This is the heart of the program. Re-use is governed by the Re-use of Public Sector Information Regulations
2015 and, for datasets, by FOIA s.11A; what a particular authority allows is its re-use policy, which its
log's descriptor states. ``licence_of`` is pure: the same record under the same policy has the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms under which something may be used, as ``data/licences.toml`` has them."""

    id: str
    title: str
    short_title: str
    url: str
    open: bool
    may: str
    attribution: str
    not_covered: str


class Rule(Enum):
    """Which rule decided. The value names the sentence that explains it in ``data/licences.toml``."""

    STATED = "stated"
    THIRD_PARTY = "third_party"
    DATASET = "dataset"
    ENVIRONMENTAL = "environmental"
    LAW_NOT_STATED = "law_not_stated"
    COUNTS = "counts"
    UNIFORM = "uniform"
    REGISTER = "register"
    NOT_DATASET = "not_dataset"


@dataclass(frozen=True, slots=True)
class ReusePolicy:
    """What an authority allows: ``datasets`` for its non-environmental datasets, ``otherwise`` for the rest.

    Both are licence ids. ``attribution`` replaces the licence's own sentence where the authority asks for
    its own (the Open Government Licence lets it). ``contact`` answers those who want to do more.
    """

    datasets: str
    otherwise: str
    attribution: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a licence is decided from: the same few facts for an answer and for a released file."""

    stated: str = ""
    third_party: bool = False
    is_dataset: bool = False
    environmental: bool | None = None


def licence_of(claim: Claim, policy: ReusePolicy) -> tuple[str, Rule]:
    """Return the id of the licence that applies, and the rule that decided. The first that fits wins.

    1. A licence stated for this very item.
    2. Rights of somebody else: the authority cannot license them.
    3. A dataset, under a stated law that is not about the environment: the policy's open licence.
    4. Everything else: the policy's other terms, with the reason why it is not case 3.
    """
    if claim.stated:
        return claim.stated, Rule.STATED
    if claim.third_party:
        return "third-party-rights", Rule.THIRD_PARTY
    if not claim.is_dataset:
        return policy.otherwise, Rule.NOT_DATASET
    if claim.environmental is None:
        return policy.otherwise, Rule.LAW_NOT_STATED
    if claim.environmental:
        return policy.otherwise, Rule.ENVIRONMENTAL
    return policy.datasets, Rule.DATASET


_NONE_HELD = frozenset({"", "no", "false"})
_UNNAMED = frozenset({"yes", "true"})


def rights_held(cell: str) -> bool:
    """Return whether the third-party rights cell says that somebody else holds rights."""
    return cell.strip().lower() not in _NONE_HELD


def rights_holder(cell: str) -> str:
    """Return who holds the rights, ``""`` where the cell does not name them."""
    return "" if cell.strip().lower() in _NONE_HELD | _UNNAMED else cell.strip()


@dataclass(frozen=True, slots=True)
class LicenceNotice:
    """A decided licence with its words: what a page, a download and a feed all state.

    ``url`` leads to the licence, or to this site's own page about terms that have no address of their own.
    """

    licence: Licence
    rule: Rule
    reason: str
    attribution: str
    url: str


@dataclass(frozen=True, slots=True)
class LicenceBook:
    """Every licence known, and the sentences that explain a decision."""

    licences: Mapping[str, Licence]
    reasons: Mapping[str, str]

    def counts_notice(self, policy: ReusePolicy, *, authority: str, title: str, url: str, terms: str) -> LicenceNotice:
        """Return the notice of a table of counts made from a log: the terms that the authority sets for datasets."""
        licence = self.licences[policy.datasets]
        words = {"authority": authority, "title": title, "reference": "", "url": url, "licence": licence.title}
        return self._in_words(licence, Rule.COUNTS, policy, words, terms)

    def of_all(self, licence_id: str, rule: Rule, *, authority: str, title: str, url: str, terms: str) -> LicenceNotice:
        """Return the notice of a whole log: that all its rows have one licence, or what its list of titles has."""
        licence = self.licences[licence_id]
        words = {"authority": authority, "title": title, "reference": "", "url": url, "licence": licence.title}
        return self._in_words(licence, rule, ReusePolicy(licence_id, licence_id), words, terms)

    def notice(
        self,
        claim: Claim,
        policy: ReusePolicy,
        *,
        authority: str,
        title: str,
        reference: str,
        url: str,
        holder: str,
        terms: str,
    ) -> LicenceNotice:
        """Decide the licence of an item and put the decision into words.

        ``url`` is the address to cite, ``holder`` whoever else holds rights (empty if not known), ``terms`` the
        address of this site's page about licences. A stated licence that is not known is a finding elsewhere;
        here it falls to the policy's other terms.
        """
        stated = claim.stated if claim.stated in self.licences else ""
        known = Claim(stated, claim.third_party, claim.is_dataset, claim.environmental)
        licence_id, rule = licence_of(known, policy)
        licence = self.licences[licence_id]
        words = {
            "authority": authority,
            "title": title,
            "reference": reference,
            "url": url,
            "licence": licence.title,
            "rights_holder": holder or "Somebody else",
        }
        return self._in_words(licence, rule, policy, words, terms)

    def _in_words(
        self, licence: Licence, rule: Rule, policy: ReusePolicy, words: Mapping[str, str], terms: str
    ) -> LicenceNotice:
        own = policy.attribution if licence.open and rule is not Rule.STATED else ""
        return LicenceNotice(
            licence,
            rule,
            _fill(self.reasons[rule.value], words),
            _fill(own or licence.attribution, words),
            licence.url or f"{terms}#{licence_anchor(licence.id)}",
        )


def licence_anchor(licence_id: str) -> str:
    """Return the id of a licence on the page about licences."""
    return "licence-" + re.sub(r"[^a-z0-9]+", "-", licence_id.lower())


def _fill(sentence: str, words: Mapping[str, str]) -> str:
    """Put each word in its ``{place}``. Not ``str.format``: a title may hold braces of its own."""
    if "{" not in sentence:
        return sentence
    parts = sentence.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        filled.append(words[name] + rest if brace and name in words else "{" + part)
    return "".join(filled)
