from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosurelog.outputs.gists import gist, shorten


@given(st.text(alphabet=st.sampled_from("ab ,\n\t\u2003"), max_size=120), st.integers(min_value=2, max_value=20))
@example("a" + " " * 90 + "b", 20)
@example(" " * 90 + "words after it", 10)
@example("abc" * 40, 20)
def test_as_much_is_read_of_a_text_as_its_gist_needs(text: str, limit: int) -> None:
    assert gist(text, limit) == shorten(" ".join(text.split()), limit)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short enough", "Short enough"),
        ("Cut after a whole word, here", "Cut after a whole word…"),
        ("One\n\nline\tof   it", "One line of it"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_gist_is_one_line_cut_at_a_word(text: str, short: str) -> None:
    assert gist(text, 25) == short
