"""Names of persons, told by what stands around them: titles, greetings, signatures, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.privacy.mentions import after_ranks, mentions, of_a_firm, signed, surname_first
from disclosurelog.checks.privacy.naming import (
    PART,
    bare,
    end_of,
    in_a_case,
    in_public_life,
    of_a_thing,
    parts_of_name,
    word_of,
)
from disclosurelog.checks.privacy.sightings import Known, Sighting, masked
from disclosurelog.checks.privacy.words import Words, read_words
from disclosurelog.model.findings import Severity

_TITLE = re.compile(
    r"(?<![\w'])(?<![Nn]ear )(?<!NEAR )(?P<title>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Reverend|Sir|Dame|"
    r"Messrs|MR|MRS|MS|MISS|MX|DR|PROF|REV|mr|mrs)(?!\.?\s(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b)|Cllrs?|Councillors?|CLLR|"
    r"COUNCILLOR)"
    r"(?![\w'])\.?"
)
_MORE_TITLES = re.compile(r"(?i)\s{0,2}(?:&|and|/|or|(?<=cllr)|(?<=councillor))\s{0,2}(?:mrs|mr|ms|miss|mx|dr)\b\.?")
_DEAR = re.compile(r"(?:(?<=\n)|(?<=[.!?:;] )|(?<=[\"“'])|^\s{0,9}|(?<=\t))(?P<dear>Dear|DEAR|dear)[ \t]{1,3}")
_CLOSING = re.compile(
    r"(?im)(?:^|(?<=[.!?,;:] )|(?<=[\t\"“(']))[ \t]{0,9}(?P<closing>yours\s+(?:sincerely|faithfully|truly|ever)|"
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many|with|"
    r"very|my)\s+){1,3}(?:regards|wishes|thanks)|regards|sincerely|respectfully|thanks|thank\s+you|cheers|"
    r"signed(?:\s+by)?)"
    r"(?P<end>[ \t]{0,3}[,:.!-]?[ \t]{0,3}(?:\n[ \t]{0,9}){0,4})"
)
_FIRST_NAME = re.compile(r"(?<=[\s:=-])(?P<first>[A-Z][a-z'-]+)(?=\s{1,2}[A-Z])")
_LABEL = re.compile(
    r"(?i)\b(?P<label>(?:requested|submitted|signed|reported|authorised|approved|prepared|written|made|raised|"
    r"completed|interviewed|"
    r"investigated|assessed|witnessed) by|names?(?: of [a-z ]{3,20})?|named|called|complainant|claimant|applicant|"
    r"appellant|"
    r"requester|requestor|tenant|resident|patient|pupil|employee|officer|manager|caseworker|worker|landlord|witness|"
    r"carer|"
    r"author|contact|next of kin|nok|suspect|victim|subject|accused|defendant|offender|keeper|spouse|partner|guardian|"
    r"referrer|assessor|reporter|caller|sender|occupier|householder|nurse|consultant|teacher|governor|"
    r"driver|deceased|service user|client|licensee|holder|owner|from|to|cc|attn|fao|"
    r"interviewee|student|"
    r"parent|mother|father|informant)(?:\s(?:\d{1,2}|[A-Z]))?(?P<colon>\s?[:=-]\s{0,2}|\s)$"
)
_WORDS = re.compile(r"[\w']+")
_ADVICE = "Type what the person was instead, such as “the complainant” or “an officer”, or delete the name."


def personal_name(text: str, known: Known) -> Iterator[Sighting]:
    """The text names somebody who may be a private person or a junior officer.

    Why it matters: the name of a requester, a resident or an officer who does not answer to the public by name is
    personal data, which FOIA s.40, FOISA s.38, EIR reg.13 and EISR reg.11 protect. Members of a parliament, judges and
    senior officers are named in public life: where their post stands beside the name it passes. So are councillors,
    but an answer may be about somebody as a resident: a name after “Cllr” is told, for you to decide.

    What to do: type what the person was instead (“the complainant”, “an officer”), or delete the name. If the person
    is named in public anyway, allow it.
    """
    words = read_words()
    for find in (
        _after_dear,
        _after_titles,
        _in_signatures,
        _after_labels,
        surname_first,
        after_ranks,
        signed,
        _mentioned,
    ):
        for start, end, what in find(text, words):
            name = text[start:end]
            yield Sighting("personal-name", Severity.WARNING, start, end, what, masked(name.split()[-1], 1, 0), _ADVICE)


def _after_titles(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for match in _TITLE.finditer(text):
        title, at = match["title"], match.end()
        while more := _MORE_TITLES.match(text, at):
            at = more.end()
        parts = parts_of_name(text, at) or _small_name(text, at, title)
        if not parts:
            continue
        names = [bare(part) for part in parts]
        called = f"{title.lower()} {names[0]}"
        if (
            _TITLE.fullmatch(word_of(parts[0]))
            or called in words.not_persons
            or called.removesuffix("'s") in words.not_persons
        ):
            continue
        if title in ("MS", "MR", "DR") and names[0] in words.technical:
            continue
        if title in ("Sir", "Dame") and names[0] in words.unnamed:
            continue
        if title in ("DR", "MS") and not word_of(parts[0]).isupper():
            continue
        if len(names) == 1 and names[0] in words.things and title.lower() in ("dr", "sir"):
            continue
        councillor = title.lower().startswith(("cllr", "councillor"))
        if councillor and not _names_a_councillor(text, match, parts, words):
            continue
        if set(names) & words.parliament or in_a_case(text, match.start(), end_of(parts)):
            continue
        if of_a_thing(text, parts, words) or of_a_firm(text, end_of(parts)):
            continue
        if not councillor and in_public_life(text, match.start(), end_of(parts), words):
            continue
        yield match.start(), end_of(parts), f"a name after “{title[0].upper()}{title[1:].lower()}”"


def _names_a_councillor(text: str, title: re.Match[str], parts: list[re.Match[str]], words: Words) -> bool:
    """Return whether a name follows “Cllr”, and not a thing in capitals, as in the heading “Councillor Expenses”."""
    names = [bare(part) for part in parts]
    if set(names) & (words.things | words.bodies | words.posts | words.unnamed):
        return False
    if names[0] in words.first_names or len(names[0]) == 1 or re.search(r"(?i)\bm(?:rs?|s|iss)\b", title[0]):
        return True
    if title["title"].lower().endswith("s"):
        return re.match(r"(?:, [A-Z][\w'-]+)* and [A-Z]", text[end_of(parts) :]) is not None
    lead = text[max(0, title.start() - 60) : title.start()].rpartition(":")[2]  # without the name of the column
    around = lead + " " + text[end_of(parts) :][:60]
    return any(word.islower() and len(word) > 3 and word not in _IN_HEADINGS for word in _WORDS.findall(around))


_IN_HEADINGS = frozenset(
    {"about", "after", "before", "between", "from", "into", "over", "that", "their", "through", "with"}
)


def _small_name(text: str, at: int, title: str) -> list[re.Match[str]]:
    """Return the name in small letters after “mr” or “mrs” in small letters."""
    match = PART.match(text, at)
    if title not in ("mr", "mrs") or match is None or len(bare(match)) < 3 or bare(match) in read_words().not_after_mr:
        return []
    return [match]


def _after_dear(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for match in _DEAR.finditer(text):
        at = match.end() - 1
        title = re.compile(
            r"[ \t]{1,2}(?i:mrs|mr|ms|miss|mx|dr|prof|professor|rev|reverend|councillor|cllr|lady|lord)\b\.?"
        ).match(text, at)
        start = match.end()
        if title:
            at = title.end()
            while more := _MORE_TITLES.match(text, at):
                at = more.end()
        parts = parts_of_name(text, at, 4)
        if not parts and match["dear"] == "dear":
            continue
        if not parts:
            small = PART.match(text, at)
            parts = [small] if small and small["word"] and (title or bare(small) in words.first_names) else []
        names = {bare(part).removesuffix("'s") for part in parts}
        if not names or names & words.unnamed or names & words.things or names & words.bodies:
            continue
        if match["dear"] != "DEAR" and not title and len(names) == 1 and next(iter(names)) in words.posts:
            continue
        yield start, end_of(parts), "a name after “Dear”"


def _in_signatures(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for match in _CLOSING.finditer(text):
        closing, broken = match["closing"].lower(), "\n" in match["end"]
        strong = closing.startswith(("yours", "signed")) or re.match(r"(?:kind|best|warm)", closing)
        if not broken and not (strong or "," in match["end"]):
            continue
        at = match.end()
        line = text[at : at + 60].partition("\n")[0]
        end_of_line = re.split(r"[,|(\t]|\s-\s|\s{3,}|(?<!\b[A-Z])[.!?](?:\s|$)", line)[0].strip()
        tokens = [token.rstrip(".") for token in end_of_line.split()]
        if not 1 <= len(tokens) <= 4 or not all(re.fullmatch(r"[^\W\d_][\w.'-]*", token) for token in tokens):
            continue
        small = [token.lower() for token in tokens]
        if set(small) & (words.posts | words.bodies | words.things | words.unnamed) or not _reads_as_name(
            tokens, words
        ):
            continue
        if not broken and len(tokens) == 1 and small[0] not in words.first_names:
            continue
        start = at + line.index(tokens[0])
        below = text[start + len(end_of_line) : start + len(end_of_line) + 80]
        if in_public_life(end_of_line + below, 0, len(end_of_line), words):
            continue
        yield start, start + len(end_of_line), "a name in a signature"


def _reads_as_name(tokens: list[str], words: Words) -> bool:
    if all(token[0].isupper() or token in read_words().particles for token in tokens):
        return True
    return tokens[0].lower() in words.first_names and len(tokens) <= 3


def _after_labels(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for match in _FIRST_NAME.finditer(text):
        lead = text[max(0, match.start() - 50) : match.start()]
        strong = lead.rstrip()[-1:] in (":", "=", "-") and _OF_PERSONS.search(lead) is not None
        if match["first"].lower() not in words.first_names and not strong:
            continue
        last = lead.rstrip(" :=-\n\t0123456789").replace("\n", " ").rpartition(" ")[2].lower()
        if last in words.first_names or not last.isalpha():
            continue
        label = _LABEL.search(lead)
        if label is None or (not label["colon"].strip() and label["label"].lower() in _NEED_A_COLON):
            continue
        parts = [match, *parts_of_name(text, match.end(), 2)]
        names = {bare(part) for part in parts}
        if strong and names & (words.not_surnames | words.roles):
            continue
        if len(parts) < 2 or names & (words.bodies | words.streets) or of_a_thing(text, parts, words):
            continue
        whose = lead[: label.start()].split()[-1:]
        if (
            label["label"].lower().startswith("name")
            and whose
            and whose[0].lower() in words.things | words.bodies | words.streets
        ):
            continue
        if not in_public_life(text, match.start(), end_of(parts), words):
            yield match.start(), end_of(parts), "a name"


def _mentioned(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for start, end, what in mentions(text, words):
        if not (in_a_case(text, start, end) or in_public_life(text, start, end, words)):
            yield start, end, what


_OF_PERSONS = re.compile(
    r"(?i)\b(?:mother|father|parent|patient|pupil|child|son|daughter|spouse|partner|complainant|claimant|tenant|"
    r"witness|victim|suspect|"
    r"next of kin|nok|deceased|carer|requester|appellant|surname|full name|employee name|signed)(?:\s(?:\d{1,2}|"
    r"[A-Z]))?(?:\s?[:=]\s{0,2}|\s-\s)$"
)
_NEED_A_COLON = frozenset({"from", "to", "contact", "cc", "name", "names"})
