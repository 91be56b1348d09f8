"""Names of persons, told by what stands around them: titles, greetings, signatures, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.privacy.sightings import Known, Sighting, masked
from disclosurelog.checks.privacy.words import Words, read_words
from disclosurelog.model.findings import Severity

_TITLE = re.compile(
    r"(?<![\w'])(?<![Nn]ear )(?<!NEAR )(?P<title>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Reverend|Sir|Dame|"
    r"Messrs|MR|MRS|MS|MISS|MX|DR|PROF|REV|mr|mrs)(?!\.?\s(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b)|Cllrs?|Councillors?|CLLR|COUNCILLOR)"
    r"(?![\w'])\.?"
)
_MORE_TITLES = re.compile(r"(?i)\s{0,2}(?:&|and|/|or|(?<=cllr)|(?<=councillor))\s{0,2}(?:mrs|mr|ms|miss|mx|dr)\b\.?")
_PART = re.compile(r"[ \t]{1,2}\n?(?P<word>[^\W\d_](?:[\w'-]{0,40})\.?)|\n(?P<below>[^\W\d_][\w'-]{0,40}\.?)")
_DEAR = re.compile(r"(?:(?<=\n)|(?<=[.!?:;] )|(?<=[\"“'])|^\s{0,9}|(?<=\t))(?P<dear>Dear|DEAR|dear)[ \t]{1,3}")
_CLOSING = re.compile(
    r"(?im)(?:^|(?<=[.!?,;:] )|(?<=\t))[ \t]{0,9}(?P<closing>yours\s+(?:sincerely|faithfully|truly|ever)|"
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
    r"author|contact|next of kin|driver|deceased|service user|client|licensee|holder|owner|from|to|cc|attn|fao|"
    r"interviewee|student|"
    r"parent|mother|father|informant)(?P<colon>\s?[:=-]\s{0,2}|\s)$"
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
    for find in (_after_dear, _after_titles, _in_signatures, _after_labels):
        for start, end, what in find(text, words):
            name = text[start:end]
            yield Sighting("personal-name", Severity.WARNING, start, end, what, masked(name.split()[-1], 1, 0), _ADVICE)


def _parts(text: str, at: int, most: int = 5) -> list[re.Match[str]]:
    """Return the parts of the name that may begin at ``at``: capitalised words, initials, and de, van and the like."""
    parts: list[re.Match[str]] = []
    while len(parts) < most:
        match = _PART.match(text, at)
        if match is None or (parts and match["below"]):
            break
        word = _word(match)
        if not (word[0].isupper() or (word.lower() in read_words().particles and len(parts) < most - 1)):
            break
        parts.append(match)
        at = match.end()
        if word.endswith(".") and len(word) > 4:
            break
    while parts and not _word(parts[-1])[0].isupper():
        parts.pop()
    return parts


def _word(match: re.Match[str]) -> str:
    return match[match.lastgroup or 0]


def _bare(match: re.Match[str]) -> str:
    return _word(match).rstrip(".").lower()


def _end_of(parts: list[re.Match[str]]) -> int:
    last = _word(parts[-1])
    end = parts[-1].end()
    if last.endswith("."):
        end -= 1
    return end - 2 if last.rstrip(".").lower().endswith("'s") else end


def _after_titles(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for match in _TITLE.finditer(text):
        title, at = match["title"], match.end()
        while more := _MORE_TITLES.match(text, at):
            at = more.end()
        parts = _parts(text, at) or _small_name(text, at, title)
        if not parts:
            continue
        names = [_bare(part) for part in parts]
        called = f"{title.lower()} {names[0]}"
        if (
            _TITLE.fullmatch(_word(parts[0]))
            or called in words.not_persons
            or called.removesuffix("'s") in words.not_persons
        ):
            continue
        if title in ("MS", "MR", "DR") and names[0] in words.technical:
            continue
        if title in ("Sir", "Dame") and names[0] in words.unnamed:
            continue
        if title in ("DR", "MS") and not _word(parts[0]).isupper():
            continue
        if len(names) == 1 and names[0] in words.things and title.lower() in ("dr", "sir"):
            continue
        councillor = title.lower().startswith(("cllr", "councillor"))
        if councillor and not _names_a_councillor(text, match, parts, words):
            continue
        if set(names) & words.parliament or _in_a_case(text, match.start(), _end_of(parts)):
            continue
        if _of_a_thing(text, parts, words):
            continue
        if not councillor and _in_public_life(text, match.start(), _end_of(parts), words):
            continue
        yield match.start(), _end_of(parts), f"a name after “{title[0].upper()}{title[1:].lower()}”"


def _names_a_councillor(text: str, title: re.Match[str], parts: list[re.Match[str]], words: Words) -> bool:
    """Return whether a name follows “Cllr”, and not a thing in capitals, as in the heading “Councillor Expenses”."""
    names = [_bare(part) for part in parts]
    if set(names) & (words.things | words.bodies | words.posts | words.unnamed):
        return False
    if names[0] in words.first_names or len(names[0]) == 1 or re.search(r"(?i)\bm(?:rs?|s|iss)\b", title[0]):
        return True
    if title["title"].lower().endswith("s"):
        return re.match(r"(?:, [A-Z][\w'-]+)* and [A-Z]", text[_end_of(parts) :]) is not None
    lead = text[max(0, title.start() - 60) : title.start()].rpartition(":")[2]  # without the name of the column
    around = lead + " " + text[_end_of(parts) :][:60]
    return any(word.islower() and len(word) > 3 and word not in _IN_HEADINGS for word in _WORDS.findall(around))


_IN_HEADINGS = frozenset(
    {"about", "after", "before", "between", "from", "into", "over", "that", "their", "through", "with"}
)


def _small_name(text: str, at: int, title: str) -> list[re.Match[str]]:
    """Return the name in small letters after “mr” or “mrs” in small letters."""
    match = _PART.match(text, at)
    if (
        title not in ("mr", "mrs")
        or match is None
        or len(_bare(match)) < 3
        or _bare(match) in read_words().not_after_mr
    ):
        return []
    return [match]


def _of_a_thing(text: str, parts: list[re.Match[str]], words: Words) -> bool:
    """Return whether the name is part of that of a place, a company or a thing: “Sir John Moore Primary School”."""
    if any(_bare(part).removesuffix("'s") in words.things for part in parts[1:]):
        return True
    after = re.match(r"(?:'s)?\s(\w+)(?:\s(\w+))?", text[parts[-1].end() :][:60])
    following = {word.lower() for word in after.groups() if word} if after else set()
    small = {
        "house",
        "school",
        "trust",
        "road",
        "pub",
        "street",
        "books",
        "cakes",
        "products",
        "statue",
        "building",
        "library",
        "ward",
        "lecture",
    }
    first = after[1].lower() if after else ""
    return first in small or (
        first in ("public", "primary", "secondary", "memorial") and bool(following & words.things)
    )


def _in_a_case(text: str, start: int, end: int) -> bool:
    """Return whether a name is that of a published case: “Smith v Information Commissioner”."""
    return text[end : end + 3] in (" v ", " v.") or text[max(0, start - 3) : start] == " v "


def _in_public_life(text: str, start: int, end: int, words: Words) -> bool:
    """Return whether a post of public life stands right before or after a name."""
    lead, trail = text[max(0, start - 80) : start], text[end : end + 70]
    return bool(
        (words.post_words.intersection(_WORDS.findall(lead.lower())) and words.post_before.search(lead))
        or (words.post_words.intersection(_WORDS.findall(trail.lower())) and words.post_after.match(trail))
    )


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
        parts = _parts(text, at, 4)
        if not parts and match["dear"] == "dear":
            continue
        if not parts:
            small = _PART.match(text, at)
            parts = [small] if small and small["word"] and (title or _bare(small) in words.first_names) else []
        names = {_bare(part).removesuffix("'s") for part in parts}
        if not names or names & words.unnamed or names & words.things or names & words.bodies:
            continue
        if match["dear"] != "DEAR" and not title and len(names) == 1 and next(iter(names)) in words.posts:
            continue
        yield start, _end_of(parts), "a name after “Dear”"


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
        if _in_public_life(end_of_line + below, 0, len(end_of_line), words):
            continue
        yield start, start + len(end_of_line), "a name in a signature"


def _reads_as_name(tokens: list[str], words: Words) -> bool:
    if all(token[0].isupper() or token in read_words().particles for token in tokens):
        return True
    return tokens[0].lower() in words.first_names and len(tokens) <= 3


def _after_labels(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for match in _FIRST_NAME.finditer(text):
        lead = text[max(0, match.start() - 50) : match.start()]
        if match["first"].lower() not in words.first_names:
            continue
        last = lead.rstrip(" :=-\n\t").replace("\n", " ").rpartition(" ")[2].lower()
        if last in words.first_names or not last.isalpha():
            continue
        label = _LABEL.search(lead)
        if label is None or (not label["colon"].strip() and label["label"].lower() in _NEED_A_COLON):
            continue
        parts = [match, *_parts(text, match.end(), 2)]
        names = {_bare(part) for part in parts}
        if len(parts) < 2 or names & words.bodies or _of_a_thing(text, parts, words):
            continue
        if not _in_public_life(text, match.start(), _end_of(parts), words):
            yield match.start(), _end_of(parts), "a name"


_NEED_A_COLON = frozenset({"from", "to", "contact", "cc", "name", "names"})
