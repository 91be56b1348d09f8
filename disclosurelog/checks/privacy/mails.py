"""E-mail addresses of persons."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator

from disclosurelog.checks.privacy.sightings import Known, Sighting, masked_mail
from disclosurelog.checks.privacy.words import Words, read_words
from disclosurelog.model.findings import Severity

_LOCAL = r"(?<![\w.+%&-])(?P<local>[\w+%&-][\w.+%&'-]{0,63}+)"
_LABEL = r"[^\W_](?:[\w-]{0,61}+)"
_PLAIN = re.compile(rf"{_LOCAL}@\s?(?P<host>{_LABEL}(?:\.{_LABEL}){{1,6}}+)")
_AT = r"(?:%40|\s{0,2}[(\[{<]\s?(?:at|@)\s?[)\]}>]\s{0,2}|\s(?:at|@)\s|\s?@\s?)"
_DOT = (
    r"(?:,\s?(?=(?:com|co|net|org|uk)\b)|"
    r"\s{0,2}[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s{0,2}|\sdot\s|\s\.\s?|\.\s(?=(?:com|co|net|org|uk)\b)|\.)"
)
_SPELT = re.compile(
    rf"(?i)(?<![\w.+%&-])(?P<local>\w{{1,32}}+(?:(?:\sdot\s|[.'-])\w{{1,32}}+){{0,3}}){_AT}"
    rf"(?P<host>\w[\w-]{{0,61}}+(?:{_DOT}\w[\w-]{{0,61}}+){{1,4}})"
)
_GLIMPSE = re.compile(
    r"@|%40|(?i:[(\[{<]\s?at\s?[)\]}>])|(?i:\sat\s[\w-]{1,40}+\s?(?:[(\[{<]\s?)?(?:dot|\.)\s)|(?i:\sat\s\w+\.\w)"
)
_DIGITS = re.compile(r"\d+")


def personal_email(text: str, known: Known) -> Iterator[Sighting]:
    """The text holds the e-mail address of a person.

    Why it matters: an address tells who somebody is and lets anybody write to them. Of a requester, a resident or
    an officer who does not answer to the public by name it is personal data, which FOIA s.40, FOISA s.38, EIR reg.13
    and EISR reg.11 protect. An address of a post or a team (foi@, enquiries@) is not.

    What to do: type “[e-mail address removed]” in its place, or the address of the team. If the address is public,
    such as that of a councillor, allow it.
    """
    if not _GLIMPSE.search(text):
        return
    words = read_words()
    taken: list[tuple[int, int]] = []
    for pattern in (_PLAIN, _SPELT):
        for match in _each(pattern, text, words):
            at = bisect_left(taken, match.span())
            if (at and taken[at - 1][1] > match.start()) or (at < len(taken) and taken[at][0] < match.end()):
                continue
            insort(taken, match.span())
            local = re.sub(r"(?i)\sdot\s", ".", match["local"]).strip("'").lower()
            host = re.sub(rf"(?i){_DOT}", ".", match["host"]).lower().rstrip("-")
            if (
                not re.search(r"\.[a-z]{2,}$", host)
                or f"{local}@{host}" in known.mails
                or of_a_post(local, host, words)
            ):
                continue
            private = bool(set(host.split(".")[:-1]) & words.private_hosts)
            yield Sighting(
                "personal-email",
                Severity.ERROR if private or _of_a_name(local, words) else Severity.WARNING,
                *match.span(),
                "a private e-mail address" if private else "the e-mail address of a person",
                masked_mail(f"{local}@{host}"),
                "Type “[e-mail address removed]” in its place, or the address of the team.",
            )


def _each(pattern: re.Pattern[str], text: str, words: Words) -> Iterator[re.Match[str]]:
    """Yield the addresses in a text; after what only seemed to be one, look on behind its first word."""
    match = pattern.search(text)
    while match:
        meant = pattern is _PLAIN or _meant(match, words)
        if meant:
            yield match
        match = pattern.search(text, match.end() if meant else match.end("local"))


def _meant(match: re.Match[str], words: Words) -> bool:
    """Return whether an address that is spelt out is one: “look at council dot gov dot uk” is not."""
    between = match.string[match.end("local") : match.start("host")]
    host = re.sub(rf"(?i){_DOT}", ".", match["host"]).lower()
    if match["local"].lower() in read_words().not_before_at or match["local"].isdigit():
        return False
    if set("([{<") & set(between):
        return True
    known_host = host.split(".")[0] in words.private_hosts
    spelt = bool(re.search(r"(?i)\sdot\s|[(\[{]", match["host"]))
    return known_host or (spelt and between.strip() != "") or ("@" in between and "." in match["local"])


def of_a_post(local: str, host: str, words: Words) -> bool:
    """Return whether an address belongs to a post, a team or an example rather than to a person."""
    parts = [part for part in re.split(r"[._+-]", local) if part]
    bare = {_DIGITS.sub("", part) for part in parts}
    if bare & words.strong_roles or "".join(parts) in words.strong_roles:
        return True
    private = bool(set(host.split(".")[:-1]) & words.private_hosts)
    if bare <= words.stand_ins and bare:
        return True
    if local == "request" or re.match(r"request-\d+-[0-9a-f]{8}$", local):
        return True
    if private:
        return False
    alone = len(bare) == 1 and local not in words.first_names
    service = len(local) <= _AS_INITIALS or local == host.partition(".")[0] or local.endswith(tuple(words.strong_roles))
    return (alone and service) or all(_made_of(part, words.roles) for part in bare)


_AS_INITIALS = 4
"""So short an address, of nobody's first name, is that of a service known by its initials: asb@, mash@."""


def _made_of(joined: str, words: frozenset[str]) -> bool:
    """Return whether ``joined`` is one or more of ``words`` without spaces: adultsocialcare."""
    ends = {0}
    for start in range(len(joined)):
        if start in ends:
            ends.update(end for end in range(start + 1, min(start + 24, len(joined)) + 1) if joined[start:end] in words)
    return len(joined) in ends


def _of_a_name(local: str, words: Words) -> bool:
    """Return whether what stands before the @ reads as somebody's name: ``jane.smith``, ``j.smith``, ``jsmith``."""
    parts = [part for part in re.split(r"[._+\d-]+", local) if part]
    return len(parts) > 1 or bool(set(parts) & words.first_names)
