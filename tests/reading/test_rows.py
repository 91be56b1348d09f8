from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosurelog.model.findings import Severity, column_letter
from disclosurelog.reading.rows import _WELL_FORMED, ENCODINGS, MAX_COLUMNS, Rows, read_rows

FILE = "datasets/anytown/disclosures.csv"


def good(content: bytes | str, encoding: str = "utf-8") -> Rows:
    rows, findings = read_rows(content if isinstance(content, bytes) else content.encode(), FILE, encoding)
    assert findings == []
    assert rows is not None
    return rows


@pytest.mark.parametrize(
    ("name", "content", "header", "numbers", "cells"),
    [
        ("LF", "a,b\n1,2\n3,4\n", "ab", (2, 3), [("1", "2"), ("3", "4")]),
        ("CRLF", "a,b\r\n1,2\r\n3,4\r\n", "ab", (2, 3), [("1", "2"), ("3", "4")]),
        ("CR", "a,b\r1,2\r3,4\r", "ab", (2, 3), [("1", "2"), ("3", "4")]),
        ("mixed newlines", "a,b\r\n1,2\n3,4\r5,6", "ab", (2, 3, 4), [("1", "2"), ("3", "4"), ("5", "6")]),
        ("no newline at the end", "a,b\n1,2", "ab", (2,), [("1", "2")]),
        ("BOM", b"\xef\xbb\xbfa,b\n1,2\n", "ab", (2,), [("1", "2")]),
        ("BOM before a quoted header", b'\xef\xbb\xbf"a","b"\n1,2\n', "ab", (2,), [("1", "2")]),
        ("quoted", 'a,b\n"1","2"\n', "ab", (2,), [("1", "2")]),
        ("comma in quotes", 'a,b\n"1,5",2\n', "ab", (2,), [("1,5", "2")]),
        ("doubled quotes", 'a,b\n"He said ""no""",2\n', "ab", (2,), [('He said "no"', "2")]),
        ("a quote alone", 'a,b\n"""",2\n', "ab", (2,), [('"', "2")]),
        ("LF in quotes", 'a,b\n"x\ny",2\nz,3\n', "ab", (2, 3), [("x\ny", "2"), ("z", "3")]),
        ("CRLF in quotes", 'a,b\r\n"x\r\ny",2\r\nz,3\r\n', "ab", (2, 3), [("x\r\ny", "2"), ("z", "3")]),
        ("CR in quotes", 'a,b\n"x\ry",2\n', "ab", (2,), [("x\ry", "2")]),
        ("blank lines in quotes", 'a,b\n"x\n\n\ny",2\nz,3\n', "ab", (2, 3), [("x\n\n\ny", "2"), ("z", "3")]),
        ("blank row in the middle", "a,b\n1,2\n\n3,4\n", "ab", (2, 4), [("1", "2"), ("3", "4")]),
        ("blank cells in the middle", "a,b\n1,2\n,\n , \n3,4\n", "ab", (2, 5), [("1", "2"), ("3", "4")]),
        ("blank row of another width", "a,b\n1,2\n,,,,\n3,4\n", "ab", (2, 4), [("1", "2"), ("3", "4")]),
        ("blank rows at the end", "a,b\n1,2\n\n,\n\n", "ab", (2,), [("1", "2")]),
        ("trailing commas", "a,b,,\n1,2,,\n3,4,,\n", "ab", (2, 3), [("1", "2"), ("3", "4")]),
        ("blank column in the middle", "a,,b\n1,,2\n", "ab", (2,), [("1", "2")]),
        ("blank cells", "a,b\n,2\n1,\n", "ab", (2, 3), [("", "2"), ("1", "")]),
        ("spaces stay", "a,b\n 1 ,\t2\n", "ab", (2,), [(" 1 ", "\t2")]),
        ("spaces in the header go", " a , b\n1,2\n", "ab", (2,), [("1", "2")]),
        ("another order", "b,a\n2,1\n", "ba", (2,), [("2", "1")]),
        ("one column", "a\n1\n2\n", "a", (2, 3), [("1",), ("2",)]),
        ("header only", "a,b\n", "ab", (), []),
        ("spaces inside quotes", 'a,b\n" 1 ",""\n', "ab", (2,), [(" 1 ", "")]),
        ("semicolons in a cell", "a,b\nx; y,2\n", "ab", (2,), [("x; y", "2")]),
        ("line separators are text", "a,b\nx\u2028y\u0085z,2\n", "ab", (2,), [("x\u2028y\u0085z", "2")]),
        ("a BOM inside is text", "a,b\n\ufeffx,2\n", "ab", (2,), [("\ufeffx", "2")]),
        ("four-byte characters", "a,b\n🦆é,2\n", "ab", (2,), [("🦆é", "2")]),
        ("equals signs in a cell", 'a,b\n"=======\nx",2\n', "ab", (2,), [("=======\nx", "2")]),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value and "\r" not in value else "",
)
def test_what_rfc_4180_allows_is_read_as_it_stands(
    name: str,
    content: bytes | str,
    header: str | tuple[str, ...],
    numbers: tuple[int, ...],
    cells: list[tuple[str, ...]],
) -> None:
    rows = good(content)
    assert rows == Rows(tuple(header), numbers, tuple(cells)), name


@pytest.mark.parametrize(
    "word",
    [
        "None", "NA", "N/A", "nan", "NaN", "null", "NULL", "007", "1e5", "1E+05", "TRUE", "true", "False", "-", "0",
        "0.10", "1,000", "=1+1", "+44 20", "@x", "01/02/2024", "2024-01-01 00:00:00", "inf", "0x1F", "1_000", "£5",
        "#REF!", "\\N", "'007", "<b>", "{{7*7}}", "%s",
    ],
)  # fmt: skip
def test_words_survive(word: str) -> None:
    assert good(f'a,b\n"{word}",x\n').cells == ((word, "x"),)


@pytest.mark.parametrize("declared", ["cp1252", "CP1252", "windows-1252", "latin-1", "iso-8859-1", "ISO-8859-1"])
def test_a_declared_cp1252_is_read(declared: str) -> None:
    content = "a,b\nCafé – “£5” €,2\n".encode("cp1252")
    assert good(content, declared).cells == (("Café – “£5” €", "2"),)


@pytest.mark.parametrize("declared", ENCODINGS)
def test_plain_ascii_is_read_whatever_is_declared(declared: str) -> None:
    assert good(b"a,b\n1,2\n", declared).cells == (("1", "2"),)


@pytest.mark.parametrize(
    ("name", "content", "encoding", "code", "row", "column"),
    [
        ("empty", b"", "utf-8", "file-empty", None, None),
        ("blank", b" \r\n\n\t", "utf-8", "file-empty", None, None),
        ("BOM alone", b"\xef\xbb\xbf\r\n", "utf-8", "file-empty", None, None),
        ("zip", b"PK\x03\x04rest", "utf-8", "file-not-csv", 1, None),
        ("old Excel", b"\xd0\xcf\x11\xe0rest", "utf-8", "file-not-csv", 1, None),
        ("PDF", b"%PDF-1.7", "utf-8", "file-not-csv", 1, None),
        ("UTF-16", "a,b\n1,2\n".encode("utf-16"), "utf-8", "file-not-csv", 1, None),
        ("UTF-16 BE", b"\xfe\xff\x00a\x00,\x00b", "utf-8", "file-not-csv", 1, None),
        ("web page", b"<!DOCTYPE html><p>x</p>", "utf-8", "file-not-csv", 1, None),
        ("web page in Excel's clothes", b"\xef\xbb\xbf\n <TABLE><tr>", "utf-8", "file-not-csv", 1, None),
        ("NUL", b"a,b\n1,2\n3,\x004\n", "utf-8", "null-character", 3, "B"),
        ("NUL after a quoted newline", b'a,b\n"1\n\n1",2\n3,\x004\n', "utf-8", "null-character", 3, "B"),
        ("cp1252", "a,b\n1,2\n3,Café\n".encode("cp1252"), "utf-8", "encoding", 3, "B"),
        ("cp1252 after a quoted newline", 'a,b\n"1\n1",2\n3,é\n'.encode("cp1252"), "utf-8", "encoding", 3, "B"),
        ("cp1252 after a quoted comma", 'a,b\n"1,1",é\n'.encode("cp1252"), "utf-8", "encoding", 2, "B"),
        ("cp1252 in the header", "é,b\n1,2\n".encode("cp1252"), "utf-8", "encoding", 1, "A"),
        ("mixed encodings", b"a,b\n\xc3\xa9,2\n3,\xe9\n", "utf-8", "encoding", 3, "B"),
        ("cut in the middle of a character", b"a,b\n1,\xc3", "utf-8", "encoding", 2, "B"),
        ("UTF-8 declared as cp1252", "a,b\né,2\n".encode(), "cp1252", "encoding", None, None),
        ("not even cp1252", b"a,b\n1,2\n\x81\xe9,2\n", "cp1252", "encoding", 3, "A"),
        ("encoding unknown", b"a,b\n1,2\n", "utf-7", "encoding-unknown", None, None),
        ("control character", b"a,b\n1,2\x0b\n", "utf-8", "control-character", 2, "B"),
        ("escape character", b"a,b\n1,2\n\x1b[0m,2\n", "utf-8", "control-character", 3, "A"),
        ("conflict", b"a,b\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> x\n", "utf-8", "merge-conflict", 2, None),
        ("conflict, CRLF", b"a,b\r\n1,2\r\n<<<<<<< HEAD\r\n", "utf-8", "merge-conflict", 3, None),
        ("bare quote", b'a,b\n1,2\n3,x"y\n', "utf-8", "quote-bare", 3, "B"),
        ("quote after a space", b'a,b\n1, "2"\n', "utf-8", "quote-bare", 2, "B"),
        ("unclosed quote", b'a,b\n1,2\n"3,4\n5,6\n', "utf-8", "quote-unclosed", 3, "A"),
        ("unclosed quote at the end", b'a,b\n1,"', "utf-8", "quote-unclosed", 2, "B"),
        ("text after a quote", b'a,b\n"1"x,2\n', "utf-8", "quote-unclosed", 2, "A"),
        ("quotes not doubled", b'a,b\n"say "no" twice",2\n', "utf-8", "quote-unclosed", 2, "A"),
        ("quote after a quoted newline", b'a,b\n"1\n\n1",2\n3,x"y\n', "utf-8", "quote-bare", 3, "B"),
        ("blank first row", b"\na,b\n1,2\n", "utf-8", "header-missing", 1, None),
        ("blank cells first", b",,\na,b\n1,2\n", "utf-8", "header-missing", 1, None),
        ("semicolons", b"a;b\n1;2\n", "utf-8", "separator", 1, None),
        ("tabs", b"a\tb\n1\t2\n", "utf-8", "separator", 1, None),
        ("bars", b"a|b\n1|2\n", "utf-8", "separator", 1, None),
        ("sep line", b"sep=\na,b\n1,2\n", "utf-8", "separator", 1, None),
        ("sep line with a semicolon", b"sep=;\na;b\n1;2\n", "utf-8", "separator", 1, None),
        ("sep line with a comma", b"sep=,\na,b\n1,2\n", "utf-8", "separator", 1, None),
        ("header twice", b"a,b\n1,2\na,b\n3,4\n", "utf-8", "header-repeated", 3, None),
        ("a title over commas", b"Log of 2024,,\na,b,c\n1,2,3\n", "utf-8", "header-missing", 1, None),
        ("a title alone", b"Log of 2024\na,b,c\n1,2,3\n", "utf-8", "header-missing", 1, None),
        ("a title with a semicolon", b"Log; 2024\na,b,c\n1,2,3\n", "utf-8", "header-missing", 1, None),
        ("two BOMs", b"\xef\xbb\xbf\xef\xbb\xbfa,b\n1,2\n", "utf-8", "header-hidden", 1, "A"),
        ("a name with nothing to see", "a,b\u200b\n1,2\n".encode(), "utf-8", "header-hidden", 1, "B"),
        ("half a character", b"a,b\n1,\xed\xa0\x80\n", "utf-8", "encoding", 2, "B"),
        ("UTF-8 among cp1252", "a,b\né,2\n".encode("cp1252") + "3,é\n".encode(), "cp1252", "encoding", 3, "B"),
        ("two columns alike", b"a,b,a\n1,2,3\n", "utf-8", "header-duplicate", 1, "a"),
        ("two columns alike but for spaces", b"a, a\n1,2\n", "utf-8", "header-duplicate", 1, "a"),
        ("column without a name", b"a,,c\n1,2,3\n", "utf-8", "header-blank", 1, "B"),
        ("last column without a name", b"a,b,\n1,2,\n1,2,3\n", "utf-8", "header-blank", 1, "C"),
        (
            "too many columns",
            b",".join(b"c%d" % n for n in range(MAX_COLUMNS + 1)),
            "utf-8",
            "too-many-columns",
            1,
            None,
        ),
        ("commas alone", b",,\n,,\n", "utf-8", "file-empty", None, None),
        ("a blank cell in quotes", b'""\n', "utf-8", "file-empty", None, None),
        ("a space that does not break", "\u00a0\n".encode(), "utf-8", "file-empty", None, None),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_what_could_be_read_in_two_ways_is_refused(
    name: str, content: bytes, encoding: str, code: str, row: int | None, column: str | None
) -> None:
    rows, findings = read_rows(content, FILE, encoding)
    assert rows is None or code == "header-repeated", name
    assert [(f.code, f.severity, f.file, f.row, f.column) for f in findings] == [
        (code, Severity.ERROR, FILE, row, column)
    ]
    assert findings[0].message.endswith(".")
    assert findings[0].advice.endswith((".", ".)"))


@pytest.mark.parametrize(
    ("name", "content", "rows_at_fault", "words"),
    [
        ("short", "a,b,c\n1,2,3\n1,2\n1,2,3\n", [3], "has 2 cells, but the header has 3"),
        ("long", "a,b\n1,2\n1,2,3\n1,2\n", [3], "has 3 cells, but the header has 2"),
        ("several", "a,b\n1\n1,2\n1,2,3\n", [2, 4], ""),
        ("after a quoted newline", 'a,b\n"1\n1",2\n1\n', [3], ""),
        ("after a blank row", "a,b\n1,2\n\n1\n", [4], ""),
        ("every row one too long", "a,b\n1,2,3\n1,2,3\n", [2], "Every row from row 2 on has 3 cells, more than the 2"),
        (
            "every row one too short",
            "a,b,c\n\n1,2\n1,2\n",
            [3],
            "Every row from row 3 on has 2 cells, fewer than the 3",
        ),
        ("a long row with blanks at its end", "a,b\n1,2\n1,2,\n", [3], "has 3 cells"),
    ],
)
def test_a_row_of_another_length_is_reported_where_it_is(
    name: str, content: str, rows_at_fault: list[int], words: str
) -> None:
    _, findings = read_rows(content.encode(), FILE)
    assert [(f.code, f.row) for f in findings] == [("row-length", row) for row in rows_at_fault], name
    assert all(f.severity is Severity.ERROR and f.advice for f in findings)
    assert words in findings[0].message


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_called_as_in_a_spreadsheet(index: int, letter: str) -> None:
    assert column_letter(index) == letter


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_conflict_is_seen_whatever_the_newline(newline: str) -> None:
    content = newline.join(["a,b", "1,2", "<<<<<<< HEAD", "1,3", "=======", "1,4", ">>>>>>> branch", ""])
    _, findings = read_rows(content.encode(), FILE)
    assert [(f.code, f.row) for f in findings] == [("merge-conflict", 3)]


# What a cell can hold: any text but control characters, which no cell may hold, and halves of characters.
CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), max_size=12),
    st.text(st.sampled_from('",\r\n ax;'), max_size=6),
    st.sampled_from(
        ["None", "NA", "nan", "null", "007", "1e5", "TRUE", "=1+1", '"', '""', "\ufeff", "\u00a0", "sep=;"]
    ),
)


@given(
    st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=6)),
    # With a newline of one character the library leaves the other kind without quotes, so it is told to quote all.
    st.sampled_from(
        [("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL)]
    ),
    st.booleans(),
)
def test_what_the_standard_library_writes_is_read_back(
    records: list[list[str]], written: tuple[str, int], bom: bool
) -> None:
    newline, quoting = written
    width = len(records[0]) if records else 1
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow([f"column_{n}" for n in range(width)])
    writer.writerows(records)
    rows = good(text.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    kept = [(n, tuple(record)) for n, record in enumerate(records, 2) if any(cell.strip() for cell in record)]
    assert rows.numbers == tuple(n for n, _ in kept)
    assert rows.cells == tuple(record for _, record in kept)


def _holds(content: bytes, encoding: str) -> None:
    rows, findings = read_rows(content, FILE, encoding)
    assert rows is not None or findings
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for finding in findings:
        assert finding.file == FILE
        assert finding.severity is Severity.ERROR
        assert finding.message
        assert finding.advice
        assert finding.row is None or 1 <= finding.row <= lines
    if rows is not None:
        assert len(rows.numbers) == len(rows.cells)
        assert list(rows.numbers) == sorted(set(rows.numbers))
        assert all(len(cells) == len(rows.header) for cells in rows.cells)
        assert rows.header[-1]


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "cp1252", "nonsense"]))
@example(b",", "utf-8")
@example(b'""', "utf-8")
@example(b"\xef\xbb\xbf\xef\xbb\xbf", "utf-8")
def test_random_bytes_give_rows_or_findings(content: bytes, encoding: str) -> None:
    _holds(content, encoding)


@given(st.text(st.sampled_from('",\r\n ab\x00é<>=\t;|\ufeff\u00a0'), max_size=40), st.sampled_from(["utf-8", "cp1252"]))
def test_random_text_gives_rows_or_findings(text: str, encoding: str) -> None:
    _holds(text.encode(), encoding)


@settings(max_examples=500)
@given(st.text(st.sampled_from('",\r\na '), max_size=14))
def test_well_formed_is_what_the_grammar_of_rfc_4180_makes(text: str) -> None:
    cell = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
    grammar = re.fullmatch(rf"{cell}(?:(?:,|\r\n|\r|\n){cell})*", text)
    assert bool(_WELL_FORMED.match(text.encode())) == bool(grammar)


@given(st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_text_gives_rows_or_findings(content: bytes) -> None:
    _holds(b"a,b\n" + content, "utf-8")


def test_a_large_file_that_is_nearly_well_formed_is_refused() -> None:
    # Nothing is timed: a pattern that tries every way would not come back at all.
    for content in (b'"x""",' * 50_000 + b'"', b'a,"' * 50_001, b'""' * 50_000 + b'"'):
        rows, findings = read_rows(b"a,b\n" + content, FILE)
        assert rows is None
        assert findings
