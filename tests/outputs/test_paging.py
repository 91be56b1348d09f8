from __future__ import annotations

import itertools

import pytest

from disclosurelog.outputs.paging import leaves, linked_pages


@pytest.mark.parametrize("count", range(1, 14))
def test_a_page_leads_to_the_first_the_last_and_those_near(count: int) -> None:
    for number in range(1, count + 1):
        near = {page for page in range(1, count + 1) if page in (1, count) or abs(page - number) <= 2}
        shown = linked_pages(number, count)
        assert [page for page in shown if page] == sorted(near)
        for place, page in enumerate(shown):
            if page is None:
                before, after = shown[place - 1], shown[place + 1]
                assert before is not None
                assert after is not None
                assert after - before > 1, "nothing is left out here"
        pairs = [(a, b) for a, b in itertools.pairwise(shown) if a and b]
        assert all(b - a == 1 for a, b in pairs), "what is left out is said"


def test_a_list_is_shared_out_over_pages() -> None:
    found = list(leaves("browse/", list("abcdefg"), 3))
    assert ["".join(leaf.items) for leaf in found] == ["abc", "def", "g"]
    assert [leaf.path for leaf in found] == ["browse/", "browse/page-2/", "browse/page-3/"]
    assert [leaf.suffix for leaf in leaves("browse/", ["a"], 3)] == [""]
    assert [leaf.items for leaf in leaves("browse/", [], 3)] == [[]]
