"""``SIGNS``: what looks like personal data in a text, the most specific first."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from disclosurelog.checks.privacy.contacts import personal_phone
from disclosurelog.checks.privacy.glimpses import DIGITS, EVERYTHING, MAIL, NAMES, NUMBERED, WORDS, glimpse
from disclosurelog.checks.privacy.headings import lead_of, written_out
from disclosurelog.checks.privacy.hidden import hidden_character, lookalike_reference
from disclosurelog.checks.privacy.identifiers import personal_number
from disclosurelog.checks.privacy.lives import personal_address, personal_date, vehicle_mark
from disclosurelog.checks.privacy.mails import personal_email
from disclosurelog.checks.privacy.named import is_named
from disclosurelog.checks.privacy.people import personal_name
from disclosurelog.checks.privacy.plain import Plain, plain_of, without_web_addresses
from disclosurelog.checks.privacy.sightings import Find, Known, Sighting
from disclosurelog.checks.privacy.tidy import tidied

SIGNS: tuple[tuple[Find, int], ...] = (
    (personal_email, MAIL),
    (personal_number, DIGITS | WORDS | NUMBERED),
    (personal_phone, DIGITS),
    (personal_date, WORDS | NAMES),
    (personal_address, DIGITS | WORDS),
    (vehicle_mark, DIGITS | WORDS),
    (personal_name, WORDS | NAMES),
)
"""Signs of personal data, and what a first look must have seen in a text for each of them to be worth trying.

Each is given the text as ``plain_of`` makes it.
"""

CHARACTERS: tuple[Find, ...] = (hidden_character, lookalike_reference)
"""Signs that look at the characters themselves; each is given the text as it was typed."""

_PLAIN_CELL = re.compile(
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:T[0-9:.]+Z?)?|[A-Z]{2,6}[-/](?:19|20)?[0-9]{2}[-/][0-9]{3,6}|https?://[^\s@<>]+"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?:[ ][0-9:]+)?|[-(£]?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?\)?|"
    r"[-(£]?[0-9]{1,9}(?:\.[0-9]{1,2})?\)?"
    r"|[1-9][0-9]{9,11}|[1789][0-9]{12,18}|00[0-9]{8,10}"
)
"""A date, a reference with its year, a web address, a sum, a bare number: where digits alone were seen, no more."""
_NUMBER_NAMED = re.compile(
    r"(?i)\b(?:nhs|ni|nino|insurance|pass\s?port|licen[cs]e|driver|account|acc|sort|bank|iban|card|utr|tax\w*|uln|"
    r"learner|upn|pupil|chi|hcn|hsc|"
    r"health|patient|service user|tel\w*|phones?|mobiles?|mob|contacts?|fax|call\w*|landline|home|work|cell|number|"
    r"no)\b"
)

MOST_OF_A_SIGN = 1000
"""Where one text has so many of a kind, it is told; what comes after is seen once these are gone."""


def find_sightings(text: str, known: Known, seen: int = EVERYTHING) -> list[Sighting]:
    """Return what looks like personal data in ``text``, in its order; of two that overlap, the more specific.

    ``start`` and ``end`` count the characters of ``text`` as it was typed. ``seen`` is what ``glimpse`` saw in it.
    """
    plain = plain_of(text)
    bare = without_web_addresses(plain.text)
    meant = tidied(bare)
    looks = [(Plain(plain.text), bare), *([(meant, meant.text)] if meant is not None else [])]
    found: list[Sighting] = []
    taken: list[tuple[int, int]] = []
    for sighting in (one for words, without in looks for one in _signs_in(words, without, known, seen)):
        span = (sighting.start, sighting.end)
        at = bisect_left(taken, span)
        if (at and taken[at - 1][1] > span[0]) or (at < len(taken) and taken[at][0] < span[1]):
            continue
        insort(taken, span)
        found.append(_as_typed(sighting, plain))
    for sign in CHARACTERS:
        found.extend(islice(sign(text, known), MOST_OF_A_SIGN))
    return sorted(found, key=lambda sighting: (sighting.start, sighting.end, sighting.code))


def _signs_in(words: Plain, without: str, known: Known, seen: int) -> Iterator[Sighting]:
    """Yield what each sign sees in ``words``, or in the same ``without`` web addresses, where it stood before."""
    for sign, needs in SIGNS:
        if needs & seen:
            text = words.text if sign is personal_email else without
            for sighting in islice(sign(text, known), MOST_OF_A_SIGN):
                yield _as_typed(sighting, words)


def _as_typed(sighting: Sighting, plain: Plain) -> Sighting:
    start, end = plain.span(sighting.start, sighting.end)
    return sighting if plain.places is None else replace(sighting, start=start, end=end)


def sightings_in_column(
    name: str, values: Sequence[str], known: Known, fellows: Sequence[str] = ()
) -> Iterator[tuple[str, list[Sighting]]]:
    """Yield each different value of a column in which something is seen, with what.

    The column's name is read with each value: eight digits under “NI driving licence” are what they say.
    ``fellows`` are the names of all columns of the table.
    """
    different = list(dict.fromkeys(values))
    lead = lead_of(name, different, fellows)
    context = glimpse([lead]).get(0, 0) | (NUMBERED if is_named(lead) else 0)
    if context & (WORDS | NUMBERED):
        seen = {
            **dict.fromkeys(range(len(different)), context),
            **{i: k | context for i, k in glimpse(different).items()},
        }
    else:
        if not _NUMBER_NAMED.search(lead):
            different = [value for value in different if not (_PLAIN_CELL.fullmatch(value) and value.isascii())]
        seen = glimpse(different)
    for index, kinds in seen.items():
        value = different[index]
        if kinds == NUMBERED and not context and not is_named(value):
            continue
        text = written_out(value)
        found = [
            replace(sighting, start=sighting.start - len(lead), end=sighting.end - len(lead))
            for sighting in find_sightings(lead + text, known, kinds)
            if sighting.start >= len(lead)
        ]
        if found:
            yield value, found if text == value else [replace(found[0], start=0, end=len(value))]
