"""The words by which signs tell persons from bodies, posts and things: ``data/personal.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of words in small letters; the two patterns find one of their phrases in a text of any case."""

    private_hosts: frozenset[str]
    roles: frozenset[str]
    strong_roles: frozenset[str]
    stand_ins: frozenset[str]
    things: frozenset[str]
    not_persons: frozenset[str]
    technical: frozenset[str]
    unnamed: frozenset[str]
    posts: frozenset[str]
    post_words: frozenset[str]
    post_before: re.Pattern[str]
    post_after: re.Pattern[str]
    bodies: frozenset[str]
    people: frozenset[str]
    parliament: frozenset[str]
    public_phones: frozenset[str]
    not_after_mr: frozenset[str]
    particles: frozenset[str]
    not_before_at: frozenset[str]
    three_letters: frozenset[str]
    streets: frozenset[str]
    two_letters: frozenset[str]
    first_names: frozenset[str]
    also_words: frozenset[str]
    request_codes: frozenset[str]
    before_numbers: frozenset[str]
    after_ranks: frozenset[str]
    not_surnames: frozenset[str]


@cache
def read_words() -> Words:
    """Return the words of ``data/personal.toml``."""
    text = (resources.files("disclosurelog") / "data" / "personal.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)
    sets = {name: frozenset(value.split()) for name, value in data.items()}
    phrases = {
        name: sorted({phrase.strip() for phrase in data[name].replace("\n", " ").split("|")}, key=len, reverse=True)
        for name in ("not_persons", "public_posts")
    }
    posts = "|".join(re.escape(phrase) for phrase in phrases["public_posts"])
    return Words(
        private_hosts=sets["private_hosts"],
        roles=sets["role_words"],
        strong_roles=sets["strong_role_words"],
        stand_ins=sets["stand_ins"],
        things=sets["things"],
        not_persons=frozenset(phrases["not_persons"]),
        technical=sets["technical"],
        unnamed=sets["unnamed"],
        posts=sets["posts"],
        post_words=frozenset(word for phrase in phrases["public_posts"] for word in phrase.split()),
        post_before=re.compile(
            rf"(?i)\b(?:{posts})(?:\s+(?:of|for)\s+(?:the\s+)?[\w' ]{{1,40}}?)?(?:\s*[,:(\"-]\s*|\s+(?:is|was|"
            rf"being)\s+|\s+)"
            r"(?:the\s+)?$"
        ),
        post_after=re.compile(
            r"(?i)(?:\s*[,(\n-]\s*|\s+)(?:(?:is|was|as|who is|who was)\s+)?(?:(?:the|our|your|then|former|interim|"
            r"acting|deputy|"
            rf"assistant|council's|council|city|county|borough)\s+){{0,3}}(?:{posts})\b"
        ),
        bodies=sets["bodies"],
        people=sets["people"],
        parliament=sets["parliament"],
        public_phones=sets["public_phones"],
        not_after_mr=sets["not_after_mr"],
        particles=sets["particles"],
        not_before_at=sets["not_before_at"],
        three_letters=sets["three_letters"],
        streets=sets["streets"],
        two_letters=sets["two_letters"],
        first_names=sets["first_names"],
        also_words=sets["also_words"],
        request_codes=sets["request_codes"],
        before_numbers=sets["before_numbers"],
        after_ranks=sets["after_ranks"],
        not_surnames=frozenset().union(
            *(sets[name] for name in ("things", "bodies", "posts", "unnamed", "streets", "technical"))
        ),
    )
