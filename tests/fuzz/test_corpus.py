"""Every input of the corpus is answered as it must be: among them each that once was not."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.run import CORPUS, attempt, corpus_of, mutated
from tests.fuzz.targets import TARGETS, tokens

INPUTS = [(name, path) for name in TARGETS for path in sorted((CORPUS / name).iterdir())]


@pytest.mark.parametrize(("name", "path"), INPUTS, ids=lambda part: part if isinstance(part, str) else part.name)
def test_what_is_kept_is_answered(name: str, path: object) -> None:
    content = (CORPUS / name / getattr(path, "name", "")).read_bytes()
    assert attempt(TARGETS[name], content) == ""


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in ("folder", "document")])
def test_a_few_new_ones_are_answered(name: str) -> None:
    dice, pieces, corpus = random.Random(name), tokens(), corpus_of(name)
    for _ in range(40):
        content = mutated(dice, corpus, pieces)
        assert attempt(TARGETS[name], content) == "", content


def test_what_raises_or_hangs_is_seen() -> None:
    def raises(content: bytes) -> None:
        raise ValueError(content)

    def hangs(content: bytes) -> None:
        while True:
            pass

    assert "ValueError" in attempt(raises, b"x")
    assert "longer than 1 second" in attempt(hangs, b"x", seconds=1)


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 1_000_000
