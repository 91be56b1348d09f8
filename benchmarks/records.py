"""Make up the records of a disclosure log, the same ones for the same seed.

A record depends on the seed and on its own number alone, so the first thousand of ten thousand are the
thousand of a smaller log. Its words are drawn by Zipf's law from 20,000, of which the most frequent are
English and the others are made up. It is valid under the standard, and no check finds an error in it.
"""

from __future__ import annotations

import bisect
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

SEED = 2000
LOG = "benchmark-council"
YEARS = tuple(range(2015, 2025))
VOCABULARY = 20_000

# ruff: noqa: SIM905 - words are easier to read in a line than in quotation marks
_COMMON = (
    "the of and to in a for is on that by with we are be this as not or from at which you it was has have your any "
    "council information request between number each year these were their been all other under would no total held "
    "can may our there per also if it's including since service services cost costs one two three data records"
).split(" ")
_STARTS = (
    "b c d f g h l m n p r s t v w b c d f g h l m n p r s t j k br ch cr dr fl gr pl pr qu sh sp st th tr"
).split(" ")
_VOWELS = "a a a e e e i i o o u ea ou".split(" ")
_ENDS = ["", "", "", "", *"n r l s t m d nd nt st".split(" ")]
_DEPARTMENTS = (
    "Adult Social Care", "Children and Schools", "Corporate Services", "Environmental Health", "Finance", "Highways",
    "Housing", "Legal and Democratic Services", "Libraries and Leisure", "Parking", "Planning", "Waste and Recycling",
)  # fmt: skip
_TOPICS = (
    "air quality", "allotments", "business rates", "care homes", "cemeteries", "complaints", "consultants", "contracts",
    "council tax", "cycling", "events", "fleet", "flooding", "food hygiene", "fostering", "grants", "homelessness",
    "leisure centres", "libraries", "licensing", "meetings", "noise", "parking", "parks", "pensions", "pest control",
    "planning", "potholes", "procurement", "public health", "recycling", "repairs", "school places", "software",
    "special educational needs", "staff", "street lights", "temporary accommodation", "training", "trees",
)  # fmt: skip
_OUTCOMES = {
    "Granted in full": 58, "Granted in part": 20, "Refused": 10, "Not held": 8, "Neither confirmed nor denied": 1,
    "Transferred": 1, "Lapsed": 1, "Withdrawn by requester": 1,
}  # fmt: skip
_PROVISIONS = {
    "FOIA": ("s.40(2)", "s.43(2)", "s.12(1)", "s.31(1)(a)", "s.21", "s.22", "s.36(2)(b)(ii)", "s.41(1)", "s.42(1)"),
    "EIR": ("reg.12(4)(b)", "reg.12(4)(d)", "reg.12(4)(e)", "reg.12(5)(b)", "reg.12(5)(e)", "reg.13(1)"),
}
_SILENT = {"FOIA": "s.40(5B)(a)(i)", "EIR": "reg.12(6)"}
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered part of a request."""

    number: str
    heading: str
    question: str
    answer: str
    outcome: str = ""
    exemptions: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A request answered. ``fields`` are the cells of its row by column; ``release`` and ``change`` may be empty."""

    fields: dict[str, str]
    questions: tuple[Question, ...]
    release: dict[str, str]
    change: dict[str, str]

    @property
    def year(self) -> str:
        """The year in which it was answered: the file that its row is in."""
        return self.fields["date_responded"][:4]

    @property
    def slug(self) -> str:
        """The folder of its page."""
        return f"{LOG}--{self.fields['reference'].lower()}"

    @property
    def words(self) -> int:
        """The words of everything in it that a person wrote."""
        prose = ("title", "summary", "request", "response", "withheld", "public_interest_test")
        texts = [self.fields.get(name, "") for name in prose]
        texts += [text for q in self.questions for text in (q.heading, q.question, q.answer)]
        return sum(len(_WORD.findall(text)) for text in texts)


@cache
def make_vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the words, the most frequent first, and their weights, each added to those before it."""
    rng = random.Random("vocabulary")
    words = dict.fromkeys(_COMMON)
    while len(words) < VOCABULARY:
        # A frequent word is a short one.
        syllables = rng.choice((1, 2, 2) if len(words) < 1000 else (2, 2, 3))
        word = "".join(rng.choice(_STARTS) + rng.choice(_VOWELS) + rng.choice(_ENDS) for _ in range(syllables))
        if len(word) > 2:
            words.setdefault(word)
    weights = itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words)))
    return tuple(words), tuple(weights)


class Writer:
    """Writes text of a stated length, the same for the same ``seed``."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)
        self._words, self._weights = make_vocabulary()

    def words(self, count: int) -> list[str]:
        """Return ``count`` words, one in forty of them a figure."""
        total, rng = self._weights[-1], self.rng
        drawn = [self._words[bisect.bisect(self._weights, rng.random() * total)] for _ in range(count)]
        return [f"{int(rng.lognormvariate(5, 2)):,}" if rng.random() < 1 / 40 else word for word in drawn]

    def phrase(self, low: int, high: int) -> str:
        """Return from ``low`` to ``high`` words that begin with a capital letter."""
        text = " ".join(self.words(self.rng.randint(low, high)))
        return text[:1].upper() + text[1:]

    def prose(self, count: int, mark: str = ".") -> str:
        """Return about ``count`` words in sentences and paragraphs. A longer text may hold a list."""
        blocks: list[str] = []
        while count > 0:
            length = min(count, self.rng.randint(25, 60))
            count -= length
            if blocks and length > 12 and self.rng.random() < 0.3:
                blocks.append("\n".join(f"- {self.phrase(3, 8)}" for _ in range(max(2, length // 6))))
                continue
            sentences = []
            while length > 0:
                sentence = self.phrase(7, 19)
                length -= sentence.count(" ") + 1
                sentences.append(sentence + mark)
            blocks.append(" ".join(sentences))
        return "\n\n".join(blocks)


def make_records(count: int, seed: int = SEED) -> Iterator[Record]:
    """Yield ``count`` records."""
    return (_record(number, Writer(f"{seed}:{number}")) for number in range(1, count + 1))


def _record(number: int, writer: Writer) -> Record:
    rng = writer.rng
    law = "EIR" if rng.random() < 0.2 else "FOIA"
    outcome = rng.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
    cited = _cited(rng, law, outcome)
    received, responded, published = _dates(rng)
    reference = f"{'EIR' if law == 'EIR' else 'FOI'}-{responded.year}-{number:06d}"
    fields = {
        "reference": reference,
        "title": writer.phrase(5, 10),
        "date_received": str(received),
        "date_responded": str(responded),
        "legislation": law,
        "outcome": outcome,
        "exemptions": "; ".join(cited),
        "department": "; ".join(rng.sample(_DEPARTMENTS, rng.choice((1, 1, 1, 2)))),
        "topics": "; ".join(rng.sample(_TOPICS, rng.choice((1, 2, 2, 3)))),
        "summary": writer.phrase(12, 22) + ".",
        "request": writer.prose(rng.randint(20, 45)),
        "response": writer.prose(rng.randint(15, 40)),
        "is_dataset": rng.choice(("yes", "no", "no", "")),
        "date_published": str(published),
    }
    if cited:
        fields["withheld"] = writer.prose(rng.randint(15, 30))
        fields["public_interest_test"] = writer.prose(rng.randint(30, 60))
    questions = tuple(
        Question(str(n), writer.phrase(3, 6), writer.prose(rng.randint(8, 20), "?"), writer.prose(rng.randint(18, 58)))
        for n in range(1, rng.choice((1, 2, 3, 3, 4, 4, 4, 5, 6, 8)) + 1)
    )
    if outcome == "Granted in part":
        last = questions[-1]
        refused = Question(last.number, last.heading, last.question, last.answer, "Refused", cited[0])
        questions = (*questions[:-1], refused)
    return Record(fields, questions, _release(writer, reference), _change(writer, reference, published))


def _cited(rng: random.Random, law: str, outcome: str) -> list[str]:
    """Return the provisions that the outcome needs."""
    if outcome in ("Granted in part", "Refused"):
        provisions = rng.sample(_PROVISIONS[law], rng.choice((1, 1, 2)))
    elif outcome == "Neither confirmed nor denied":
        provisions = [_SILENT[law]]
    elif outcome == "Not held" and law == "EIR":
        provisions = ["reg.12(4)(a)"]
    else:
        provisions = []
    return [f"{law} {provision}" for provision in provisions]


def _dates(rng: random.Random) -> tuple[date, date, date]:
    """Return when a request came, was answered and was published; one answer in ten is late."""
    days = (date(YEARS[-1], 12, 31) - date(YEARS[0], 3, 1)).days
    responded = _weekday(date(YEARS[0], 3, 1) + timedelta(rng.randint(0, days)))
    received = _weekday(responded - timedelta(rng.randint(30, 55) if rng.random() < 0.1 else rng.randint(3, 26)))
    return received, responded, responded + timedelta(rng.randint(0, 21))


def _weekday(day: date) -> date:
    """Return the day itself, or the Friday before it."""
    return day - timedelta(max(0, day.weekday() - 4))


def _release(writer: Writer, reference: str) -> dict[str, str]:
    if writer.rng.random() >= 0.2:
        return {}
    return {
        "reference": reference,
        "title": writer.phrase(4, 8),
        "description": writer.phrase(8, 16) + ".",
        "url": f"https://www.benchmark.example/files/{reference.lower()}.csv",
        "is_dataset": "yes",
    }


def _change(writer: Writer, reference: str, published: date) -> dict[str, str]:
    if writer.rng.random() >= 0.01:
        return {}
    day = str(published + timedelta(writer.rng.randint(1, 90)))
    return {"date": day, "reference": reference, "kind": "correction", "explanation": writer.prose(20)}
