"""The parts of a person's name, and what tells it from that of a place, a firm or a case, or of somebody in office."""

from __future__ import annotations

import re

from disclosurelog.checks.privacy.words import Words, read_words

PART = re.compile(r"[ \t]{1,2}\n?(?P<word>[^\W\d_](?:[\w'-]{0,40})\.?)|\n(?P<below>[^\W\d_][\w'-]{0,40}\.?)")
_SMALL = frozenset({
    "library", "lecture", "house", "school", "trust", "road", "pub", "street", "books", "cakes", "products",
    "statue", "building", "ward",
})  # fmt: skip
"""After a name, in small letters too: a thing that is called after somebody."""
_WORDS = re.compile(r"[\w']+")


def parts_of_name(text: str, at: int, most: int = 5) -> list[re.Match[str]]:
    """Return the parts of the name that may begin at ``at``: capitalised words, initials, and de, van and the like."""
    parts: list[re.Match[str]] = []
    while len(parts) < most:
        match = PART.match(text, at)
        if match is None or (parts and match["below"]):
            break
        word = word_of(match)
        if not (word[0].isupper() or (word.lower() in read_words().particles and len(parts) < most - 1)):
            break
        parts.append(match)
        at = match.end()
        if word.endswith(".") and len(word) > 4:
            break
    while parts and not word_of(parts[-1])[0].isupper():
        parts.pop()
    return parts


def word_of(match: re.Match[str]) -> str:
    """Return a part of a name as it is typed."""
    return match[match.lastgroup or 0]


def bare(match: re.Match[str]) -> str:
    """Return a part of a name in small letters, without the full stop of an initial."""
    return word_of(match).rstrip(".").lower()


def end_of(parts: list[re.Match[str]]) -> int:
    """Return where a name ends in the text: before a full stop, and before ’s."""
    last = word_of(parts[-1])
    end = parts[-1].end()
    if last.endswith("."):
        end -= 1
    return end - 2 if last.rstrip(".").lower().endswith("'s") else end


def of_a_thing(text: str, parts: list[re.Match[str]], words: Words) -> bool:
    """Return whether the name is part of that of a place, a company or a thing: “Sir John Moore Primary School”."""
    if any(bare(part).removesuffix("'s") in words.things for part in parts[1:]):
        return True
    after = re.match(r"(?:'s)?\s(\w+)(?:\s(\w+))?", text[parts[-1].end() :][:60])
    following = {word.lower() for word in after.groups() if word} if after else set()
    first = after[1].lower() if after else ""
    return first in _SMALL or (
        first in ("public", "primary", "secondary", "memorial") and bool(following & words.things)
    )


def in_a_case(text: str, start: int, end: int) -> bool:
    """Return whether a name is that of a published case: “Smith v Information Commissioner”."""
    return text[end : end + 3] in (" v ", " v.") or text[max(0, start - 3) : start] == " v "


def in_public_life(text: str, start: int, end: int, words: Words) -> bool:
    """Return whether a post of public life stands right before or after a name."""
    lead, trail = text[max(0, start - 80) : start], text[end : end + 70]
    return bool(
        (words.post_words.intersection(_WORDS.findall(lead.lower())) and words.post_before.search(lead))
        or (words.post_words.intersection(_WORDS.findall(trail.lower())) and words.post_after.match(trail))
    )
