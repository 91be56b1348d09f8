"""Try inputs that nobody thought of: ``python -m tests.fuzz.run --minutes 10``.

Each input is one of the corpus, changed in a few places. What raises, takes longer than ten seconds or breaks a
promise is written to ``--found``, by default a folder that version control passes over; once mended it belongs in the
corpus, which the tests try again each time.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

from tests.fuzz.targets import TARGETS, Target, tokens

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 10
_LONGEST = 200_000


class HangError(BaseException):
    """An input that takes too long. Nothing that takes exceptions as they come takes this one."""


def _alarm(number: int, frame: FrameType | None) -> None:
    raise HangError


def corpus_of(name: str) -> list[bytes]:
    """Return the inputs that are kept for a target."""
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir()) if path.is_file()]


def mutated(dice: random.Random, corpus: list[bytes], pieces: tuple[bytes, ...]) -> bytes:
    """Return an input of the corpus with a few changes."""
    content = bytearray(dice.choice(corpus))
    for _ in range(dice.choice((1, 1, 2, 3, 5, 9))):
        at = dice.randrange(len(content) + 1)
        end = min(at + int(dice.expovariate(0.1)) + 1, len(content))
        match dice.randrange(8):
            case 0 if content and at < len(content):
                content[at] = dice.randrange(256)
            case 1:
                content[at:at] = dice.choice(pieces)
            case 2:
                content[at:end] = dice.choice(pieces)
            case 3:
                del content[at:end]
            case 4:
                content[at:at] = content[at:end] * dice.choice((1, 2, 50))
            case 5:
                other = dice.choice(corpus)
                begun = dice.randrange(len(other) + 1)
                content[at:end] = other[begun : begun + 400]
            case 6:
                content[at:at] = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 9)))
            case _:
                content[at:at] = dice.choice(pieces) * dice.choice((2, 40, 400))
    return bytes(content[:_LONGEST])


def attempt(target: Target, content: bytes, seconds: int = SECONDS) -> str:
    """Return why an input is not answered as it must be, ``""`` if it is."""
    before = signal.signal(signal.SIGALRM, _alarm)
    signal.alarm(seconds)
    try:
        target(content)
    except HangError:
        return f"It takes longer than {seconds} seconds."
    except Exception:  # whatever it is, it is what is looked for
        return traceback.format_exc()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return ""


def main() -> int:
    """Try inputs for as long as is asked, tell how many, and return how many were answered wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=tuple(TARGETS), action="append")
    parser.add_argument("--found", type=Path, default=Path(".cache/fuzz"))
    options = parser.parse_args()
    dice, pieces = random.Random(options.seed), tokens()
    names = options.only or list(TARGETS)
    corpora = {name: corpus_of(name) for name in names}
    ends = time.monotonic() + options.minutes * 60
    tried: Counter[str] = Counter()
    slowest: dict[str, float] = {}
    wrong: Counter[tuple[str, str]] = Counter()
    spent = dict.fromkeys(names, 0.0)
    while time.monotonic() < ends:
        name = min(names, key=lambda one: spent[one])  # each has its share of the time
        content = mutated(dice, corpora[name], pieces)
        begun = time.monotonic()
        problem = attempt(TARGETS[name], content)
        took = time.monotonic() - begun
        spent[name] += took
        tried[name] += 1
        slowest[name] = max(took, slowest.get(name, 0))
        if problem:
            last = problem.strip().splitlines()[-1][:200]
            wrong[name, last] += 1
            if wrong[name, last] == 1:
                place = options.found / name
                place.mkdir(parents=True, exist_ok=True)
                kept = place / hashlib.sha256(content).hexdigest()[:12]
                kept.write_bytes(content)
                print(f"{name}: {kept}\n{problem}", flush=True)
    for name in names:
        print(f"{name}: {tried[name]:,} inputs, the slowest {slowest.get(name, 0):.2f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"Seed {options.seed}: {sum(tried.values()):,} inputs, {len(wrong)} faults, {most} MB at most.")
    return min(len(wrong), 99)


if __name__ == "__main__":
    sys.exit(main())
