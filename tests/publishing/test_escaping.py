from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from disclosurelog.model.outputs import Made, Shared
from disclosurelog.publishing.escaping import escape_text, escape_value


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("&<>\"'`="))))
def test_text_is_escaped_and_reads_as_it_was_typed(text: str) -> None:
    escaped = escape_text(text)
    assert type(escaped) is str
    assert not set("<>\"'") & set(escaped)
    assert html.unescape(escaped) == html.unescape(html.escape(text)) == text


def test_each_sign_is_escaped_wherever_it_stands() -> None:
    assert escape_text("""<a b="c" d='e'>&amp;</a>""") == ("&lt;a b=&#34;c&#34; d=&#39;e&#39;&gt;&amp;amp;&lt;/a&gt;")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>", "&lt;b&gt;"),
        (12, "12"),
        (True, "True"),
        (None, "None"),
        (1.5, "1.5"),
        (Markup("<b>"), "<b>"),
        (Made("<svg>"), "<svg>"),
        (Shared("<li>"), "<li>"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_a_value_is_escaped_unless_this_program_made_it(value: object, shown: str) -> None:
    assert escape_value(value) == shown
