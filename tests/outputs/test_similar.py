from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.outputs import similar
from disclosurelog.outputs.similar import (
    ASKED_ELSEWHERE,
    MOST_ELSEWHERE,
    MOST_SIMILAR,
    SIMILAR,
    Similar,
    asked_in,
    make_comparison,
)
from disclosurelog.outputs.words import split, stems_of
from disclosurelog.publishing.site import find_similar
from tests.factories import disclosure, question

OTHERS = ("Council tax bands", "School meals", "Street lighting", "Library loans", "Taxi licences", "Noise complaints")


def of(*titles: str, **fields: str) -> list[Disclosure]:
    return [disclosure(reference=f"FOI-{n}", title=title, request="", response="", summary="", **fields)
            for n, title in enumerate(titles, 1)]  # fmt: skip


def similar_in(disclosures: Sequence[Disclosure]) -> list[Similar]:
    return make_comparison(disclosures).similar_to(range(len(disclosures)))


def by_hand(disclosures: Sequence[Disclosure]) -> list[list[float]]:
    """Return how alike each two are, by the formula in the module's own words and nothing but arithmetic."""
    stems = stems_of({word for d in disclosures for word in split(f"{d.title} {asked_in(d)}")})

    def count(text: str) -> Counter[str]:
        return Counter(stems[word] for word in split(text))

    titles, texts = [count(d.title) for d in disclosures], [count(asked_in(d)) for d in disclosures]
    having = Counter(stem for title, text in zip(titles, texts, strict=True) for stem in {*title, *text})
    telling = {stem: math.log(len(disclosures) / number) for stem, number in having.items()}

    def unit(weights: dict[str, float]) -> dict[str, float]:
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1
        return {stem: weight / length for stem, weight in weights.items()}

    def weighed(counts: Counter[str]) -> dict[str, float]:
        return unit({stem: (1 + math.log(number)) * telling[stem] for stem, number in counts.items()})

    whole = []
    for title, text in zip(map(weighed, titles), map(weighed, texts), strict=True):
        whole.append(unit({stem: title.get(stem, 0) + text.get(stem, 0) for stem in {*title, *text}}))
    return [[sum(a[stem] * b.get(stem, 0) for stem in a) for b in whole] for a in whole]


def made_up(count: int, logs: Sequence[str] = ("one", "two")) -> list[Disclosure]:
    seeded = random.Random(7)
    words = [f"w{n}" for n in range(60)]

    def text(length: int) -> str:
        return " ".join(seeded.choices(words, weights=[1 / (n + 1) for n in range(60)], k=length))

    return [
        disclosure(
            log=seeded.choice(logs),
            reference=f"FOI-{n}",
            title=text(4),
            request=text(seeded.randrange(12)),
            summary="",
            questions=tuple(
                question(number=str(q), heading=text(2), question=text(6)) for q in range(seeded.randrange(3))
            ),
        )
        for n in range(count)
    ]  # fmt: skip


def test_what_is_similar_is_what_a_calculation_by_hand_says() -> None:
    disclosures = made_up(120)
    alike = by_hand(disclosures)
    some = 0
    for row, found in enumerate(similar_in(disclosures)):
        own = [r for r in range(120) if r != row and disclosures[r].log == disclosures[row].log]
        best = max(alike[row][r] for r in own)
        near = 0.004  # the weights are whole numbers, of which a row's length is 1,000
        for other in found.here:
            assert other in own
            assert alike[row][other] > max(SIMILAR, best / 2) - near
        left_out = [alike[row][r] for r in own if r not in found.here]
        if len(found.here) == MOST_SIMILAR:
            assert min(alike[row][r] for r in found.here) > max(left_out) - near
        else:
            assert max(left_out) < max(SIMILAR, best / 2) + near
        elsewhere = [r for r in range(120) if disclosures[r].log != disclosures[row].log]
        assert set(found.elsewhere) <= {r for r in elsewhere if alike[row][r] > ASKED_ELSEWHERE - near}
        sure = [r for r in elsewhere if alike[row][r] > ASKED_ELSEWHERE + near]
        assert len(found.elsewhere) >= min(len(sure), MOST_ELSEWHERE)
        some += len(found.here) + len(found.elsewhere)
    assert some > 100


def test_the_result_is_the_same_however_the_work_is_shared_out() -> None:
    disclosures = made_up(450)
    assert find_similar(disclosures, 1) == find_similar(disclosures, 2) == find_similar(disclosures, 3)


def test_requests_about_the_same_thing_find_each_other_in_other_forms_of_the_words() -> None:
    found = similar_in(of("Vacancies in planning", "Planning vacancy", *OTHERS))
    assert found[0].here == (1,)
    assert found[1].here == (0,)
    assert all(not each.here for each in found[2:])


def test_of_those_alike_the_first_in_the_catalogue_come_first() -> None:
    found = similar_in(of("School meal debt", *OTHERS, *["School meal debt"] * 5))
    assert found[0].here == (7, 8, 9)
    assert found[8].here == (0, 7, 9)


def test_what_is_far_less_similar_than_the_best_is_left_out() -> None:
    titles = ("Music tuition in primary schools", "Music tuition in primary schools", "Tuition")
    found = similar_in(of(*titles, *OTHERS))
    assert found[0].here == (1,)


def test_the_answer_does_not_count() -> None:
    one, other = of("Bus shelters", "Potholes")
    penguins = "Please find attached the figures about penguins and their eggs."
    answered = [replace(d, response=penguins, withheld=penguins) for d in (one, other)]
    assert similar_in([*answered, *of(*OTHERS)])[0] == Similar()
    asked = [replace(d, request=penguins) for d in (one, other)]
    assert similar_in([*asked, *of(*OTHERS)])[0].here == (1,)


def test_the_summary_counts() -> None:
    one, other = (replace(d, summary="How many penguins hatched, and where.") for d in of("Request 1", "Request 2"))
    assert similar_in([one, other, *of(*OTHERS)])[0].here == (1,)


def test_a_word_that_very_many_requests_have_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [f"Bicycles in ward{n}" for n in range(6)]
    assert all(found.here for found in similar_in(of(*titles, *OTHERS * 3))[:6])
    monkeypatch.setattr(similar, "_COMMON", 5)
    assert not any(found.here for found in similar_in(of(*titles, *OTHERS * 3))[:6])
    assert all(found.here for found in similar_in(of(*titles[:5], *OTHERS * 3))[:5])


def test_the_same_request_to_another_authority_is_told_apart() -> None:
    text = "How many penalty charge notices were issued in bus lanes, and how much was paid?"
    here = [disclosure(log="one", reference=f"A-{n}", title=title, request=text if n == 1 else title, summary="")
            for n, title in enumerate(("Bus lanes", "Bus lane penalties", *OTHERS))]  # fmt: skip
    there = [disclosure(log="two", reference=f"B-{n}", title=title, request=text if n == 0 else title, summary="")
             for n, title in enumerate(("Bus lane penalties", "Councillors", "Trees"))]  # fmt: skip
    found = similar_in([*here, *there])
    assert found[1].elsewhere == (8,)
    assert found[8].elsewhere[0] == 1
    assert 8 not in found[1].here
    assert all(row < 8 for each in found[:8] for row in each.here)


@pytest.mark.parametrize("titles", [(), ("Potholes",), ("Potholes", "Potholes"), ("…", "—"), ("", "")], ids=str)
def test_a_log_too_small_or_too_odd_to_compare_has_nothing_similar(titles: tuple[str, ...]) -> None:
    """Where every request has a word it tells nothing."""
    assert similar_in(of(*titles)) == [Similar()] * len(titles)


def test_text_of_any_kind_is_compared() -> None:
    titles = ("Пожары в школах", "Пожары в школах", "学校火灾", "学校火灾", "a\0b x", "null", "__missing__")
    found = similar_in(of(*titles, *OTHERS))
    assert [each.here for each in found[:4]] == [(1,), (0,), (3,), (2,)]


def test_questions_count_with_their_headings() -> None:
    one, other = of("Request 17", "Various")
    asked = replace(one, questions=(question(heading="", question="Lime trees felled?"),))
    headed = replace(other, questions=(question(heading="Felled lime trees", question=""),))
    disclosures = [asked, headed, *of(*OTHERS)]
    assert similar_in(disclosures)[0].here == (1,)
