"""Extensions of the time limit: lawful, and longer than the limit itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.blanks import says_nothing
from disclosurelog.checks.citing import listed, named, provisions_of, unread
from disclosurelog.checks.context import Facts
from disclosurelog.model.dates import words_of
from disclosurelog.model.deadlines import NO_EXTENSION, deadline_of, longest_extension
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.working_days import EXTENDED_LIMIT

_OWN_LIMITS = re.compile(
    r"\b(?:schools?|academy|academies|pupil referral|nursery|archives?|record office)\b", re.IGNORECASE
)


def has_own_limit(log: DisclosureLog) -> bool:
    """Return whether an authority has more time by regulations under FOIA s.10(4), as far as its name can tell."""
    return _OWN_LIMITS.search(log.authority.title) is not None


def _extended(log: DisclosureLog) -> Iterator[Disclosure]:
    return (d for d in log.disclosures if d.extended_to is not None and d.legislation)


def _allowed(code: str, disclosure: Disclosure, *what: str) -> str:
    start = disclosure.clock_start
    return allowance_of(code, disclosure.reference, str(start), str(disclosure.extended_to), *what)


def extension_unlawful(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The time limit was extended where the law has no extension, or by more than it allows.

    Why it matters: EIR reg.7 and EISR reg.7 allow at most 40 working days; FOISA allows no extension. An
    answer that came in time only by such an extension was late, and is shown and counted as late.

    What to do: correct the date in extended_to, or delete it.
    """
    for disclosure in _extended(log):
        start = disclosure.clock_start.full if disclosure.clock_start else None
        if disclosure.legislation in NO_EXTENSION:
            problem = f"{disclosure.legislation} has no extension of the time limit."
        else:
            most = longest_extension(start, disclosure.legislation, facts.calendar) if start else None
            assert disclosure.extended_to is not None
            if most is None or disclosure.extended_to.first <= most:
                continue
            problem = f"{disclosure.legislation} allows an extension to {words_of(most)} at the latest."
        if deadline_of(disclosure, facts.calendar).late:
            problem = f"{problem[:-1]}, so the answer counts as late."
        advice = "Correct the date, or delete it. The answer is judged by the time that the law allows."
        allow = _allowed("extension-unlawful", disclosure)
        yield disclosure.place.finding("extension-unlawful", Severity.WARNING, problem, advice, "extended_to", allow)


def extension_without_grounds(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The time under FOIA was extended, but no qualified exemption is cited.

    Why it matters: FOIA s.10(3) gives more time for one thing only, to weigh the public interest in a
    qualified exemption. Neither a large request nor an absolute exemption extends it, nor do the Regulations'
    rules. Schools, archives and some others have limits of their own under regulations made by s.10(4).

    What to do: add the qualified exemption from the letter, or delete the extension. Where the public interest was
    weighed and everything was then given, say so in public_interest_test.
    """
    for disclosure in _extended(log):
        if disclosure.legislation != "FOIA" or not says_nothing(disclosure.public_interest_test):
            continue
        if unread(disclosure, facts) or has_own_limit(log):
            continue
        cited = disclosure.all_exemptions
        known = provisions_of(cited, facts)
        if any(p.public_interest_test != "no" for p in known) or len(known) < len(cited):
            continue
        what = f"{named(cited, 'has', 'have')} no public interest test" if cited else "no exemption is cited"
        yield disclosure.place.finding(
            "extension-without-grounds",
            Severity.WARNING if cited else Severity.NOTICE,
            f"FOIA extends the time only to weigh the public interest, but {what}.",
            "Add the qualified exemption from the letter, say in “public_interest_test” what was weighed, or delete "
            "the date.",
            "extended_to",
            _allowed("extension-without-grounds", disclosure, listed(cited)) if cited else "",
        )


def extension_short(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The extended due date is not later than the due date itself.

    Why it matters: an extension takes the place of the limit of twenty working days (FOIA s.10(1), EIR reg.5(2),
    EISR reg.5(2)). A date within that limit extends nothing, and is passed over. One of the dates is mistyped.

    What to do: correct the date in extended_to, or delete it if the time was not extended.
    """
    for disclosure in _extended(log):
        start = disclosure.clock_start.full if disclosure.clock_start else None
        due = facts.calendar.due_date(start, disclosure.legislation) if start else None
        to = disclosure.extended_to
        if start and due and to and start <= to.last <= due and disclosure.legislation not in NO_EXTENSION:
            yield disclosure.place.finding(
                "extension-short",
                Severity.WARNING,
                f"“extended_to” ({to.words}) is not later than the ordinary due date, {words_of(due)}.",
                "Correct the date, or delete it if the time was not extended.",
                "extended_to",
                _allowed("extension-short", disclosure),
            )


def extension_long(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The time under FOIA was extended to more than 40 working days.

    Why it matters: FOIA s.10(3) sets no longest time, only what is reasonable. The regulator expects the public
    interest to be weighed within 20 working days more, 40 in all, except where that is exceptionally hard.

    What to do: nothing, if the date is right. Check that the year and the month are.
    """
    for disclosure in _extended(log):
        start = disclosure.clock_start.full if disclosure.clock_start else None
        if disclosure.legislation != "FOIA" or start is None:
            continue
        most, to = facts.calendar.after(start, EXTENDED_LIMIT, "FOIA"), disclosure.extended_to
        if most and to and to.first > most:
            yield disclosure.place.finding(
                "extension-long",
                Severity.NOTICE,
                f"“extended_to” ({to.words}) is more than 40 working days after the request, which end on "
                f"{words_of(most)}.",
                "Check the date. An extension must be reasonable.",
                "extended_to",
            )
