from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosurelog.publishing.prose import _block, linked, prose

LINK = '<a href="{0}" rel="nofollow ugc">{0}</a>'
TAG = re.compile(
    r"</?(?:p|br|ul|li)>|<a href=\"(?:https?://|mailto:)[^\"<>]*\" rel=\"nofollow ugc\">|</a>", re.IGNORECASE
)


def link(address: str) -> str:
    return LINK.format(html.escape(address))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("\u00a0", ""),
        ("Twelve.", "<p>Twelve.</p>"),
        ("None", "<p>None</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\r\ntwo\rthree", "<p>one<br>\ntwo<br>\nthree</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n \t\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("\n\none\n\n", "<p>one</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("• one\n• two", "<ul><li>one</li><li>two</li></ul>"),
        ("  - one\n\t- two", "<ul><li>one</li><li>two</li></ul>"),
        ("Namely:\n- one\n- two\nand so on", "<p>Namely:</p><ul><li>one</li><li>two</li></ul><p>and so on</p>"),
        ("- one\n\n- two", "<ul><li>one</li></ul><ul><li>two</li></ul>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
        ("2-3", "<p>2-3</p>"),
        ("– dash", "<p>– dash</p>"),
        ("-", "<p>-</p>"),
        ("1. one\n2. two", "<p>1. one<br>\n2. two</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("*no* _emphasis_ `code`", "<p>*no* _emphasis_ `code`</p>"),
        ("a | b\n--|--", "<p>a | b<br>\n--|--</p>"),
        ("\tno code", "<p>\tno code</p>"),
    ],
)
def test_paragraphs_breaks_and_plain_lists(text: str, made: str) -> None:
    assert prose(text) == made


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '" onmouseover="x',
        "it's",
        "a & b &amp; c &#60; &lt;",
        "{{7*7}} {% if %} ${x}",
        "[x](javascript:alert(1))",
        "![x](data:image/png;base64,x)",
        "]]> <!-- --> <![CDATA[",
        "<a href=x>",
        '"@/search/"',
        '<div data-slot="content"></div>',
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.example/",
        "//x.example/",
        "www.example.org",
        "a@example.org",
        "https:x.example",
    ],
)
def test_text_stays_text(text: str) -> None:
    for typed, before, after in ((text, "<p>", "</p>"), (f"- {text}", "<ul><li>", "</li></ul>")):
        made = prose(typed)
        assert made.startswith(before)
        assert made.endswith(after)
        inside = made.removeprefix(before).removesuffix(after)
        assert not set(inside) & set("<>\"'")
        assert html.unescape(inside) == text


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://x.example/", "https://x.example/", ""),
        ("http://x.example", "http://x.example", ""),
        ("HTTPS://X.EXAMPLE/A", "HTTPS://X.EXAMPLE/A", ""),
        ("mailto:foi@x.example", "mailto:foi@x.example", ""),
        ("https://x.example/a?b=1&c=2#d", "https://x.example/a?b=1&c=2#d", ""),
        ("https://x.example/a.", "https://x.example/a", "."),
        ("https://x.example/a, and", "https://x.example/a", ", and"),
        ("https://x.example/a?!", "https://x.example/a", "?!"),
        ("https://x.example/a.pdf).", "https://x.example/a.pdf", ")."),
        ("https://x.example/a_(b)", "https://x.example/a_(b)", ""),
        ("https://x.example/a_(b).", "https://x.example/a_(b)", "."),
        ("https://x.example/a_(b)).", "https://x.example/a_(b)", ")."),
        ("https://x.example/a]", "https://x.example/a", "]"),
        ("https://x.example/a]]>", "https://x.example/a", "]]>"),
        ("https://x.example/<b>", "https://x.example/", "<b>"),
        ('https://x.example/"onclick="x', "https://x.example/", '"onclick="x'),
        ("https://x.example/'x", "https://x.example/", "'x"),
        ("https://x.example/” he wrote", "https://x.example/", "” he wrote"),
        ("https://x.example/é/{{7}}/x", "https://x.example/é/{{7}}/x", ""),
        ("https://x.example/a\u00a0b", "https://x.example/a", "\u00a0b"),
    ],
)
def test_addresses_of_the_web_and_of_mail_are_links(text: str, address: str, rest: str) -> None:
    for before in ("", "(see "):
        opening, made, after = linked(before + text).partition("</a>")
        head, _, shown = opening.partition(">")
        assert made
        assert head == f'{before}<a href="{html.escape(address)}" rel="nofollow ugc"'
        assert html.unescape(shown) == address
        assert not set(after) & set("<>\"'")
        assert html.unescape(after) == rest


def test_several_links_in_one_line() -> None:
    made = linked("a https://x.example/1, https://x.example/2 & mailto:a@b.example;")
    one, two, three = (link(a) for a in ("https://x.example/1", "https://x.example/2", "mailto:a@b.example"))
    assert made == f"a {one}, {two} &amp; {three};"


@pytest.mark.parametrize(
    "text", ["mailto:", "mailto:.", "mailto:)", "mailto:,", "https://", "http://.", "https://)", "https://?!"]
)
def test_an_address_that_leads_nowhere_is_no_link(text: str) -> None:
    assert "<a" not in linked(text)
    assert html.unescape(linked(text)) == text


class _Words(HTMLParser):
    """Gathers what a reader sees, and the elements that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.open = "", []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


ANY = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["<", ">", "&", '"', "'", "https://", "http://x.example/", "mailto:", "a@b", "javascript:", "(", ")", ".",
             ",", "\n", "\r\n", "- ", "• ", " ", "x", "<script>", "</p>", "{{7*7}}", "]]>", "&lt;", "\u00a0", "]", "}"]
        ),
        max_size=14,
    ).map("".join),
)  # fmt: skip


@given(ANY)
@example("mailto:.")
def test_nothing_typed_becomes_an_element_but_paragraphs_lists_and_links(text: str) -> None:
    made = prose(text)
    assert "<" not in TAG.sub("", made)
    assert ">" not in TAG.sub("", made)
    words = _Words()
    words.feed(made)
    words.close()
    assert words.open == []


@given(ANY)
def test_no_word_is_lost(text: str) -> None:
    words = _Words()
    words.feed(prose(text))
    words.close()
    bullets = re.sub(r"(?m)^[ \t]*[-•][ \t]+", "", re.sub(r"\r\n?", "\n", text))
    assert re.sub(r"\s", "", words.text) == re.sub(r"\s", "", bullets)


@given(ANY)
def test_what_is_linked_is_what_was_typed(text: str) -> None:
    words = _Words()
    words.feed(linked(text))
    words.close()
    assert words.text == text.replace("\0", "\ufffd") or "\0" in text


@given(st.text(alphabet=st.sampled_from("ab \t\n\r&<'-:•\u2028"), max_size=40))
def test_a_text_without_lists_and_links_reads_as_if_taken_block_by_block(text: str) -> None:
    unified = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    blocks = re.split(r"\n[ \t]*\n\s*", unified) if unified.strip() else []
    assert prose(text) == "".join(map(_block, blocks))
