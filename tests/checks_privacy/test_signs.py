"""Each sign: what it sees, what it leaves alone, and how grave it is."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from disclosurelog.checks.privacy import NOTHING_KNOWN, PRIVACY_CHECKS, Known, find_sightings
from disclosurelog.checks.privacy.signs import sightings_in_column

E, W = "error", "warning"


def seen(text: str, known: Known = NOTHING_KNOWN) -> list[tuple[str, str, str]]:
    return [(s.code, s.severity.value, text[s.start : s.end]) for s in find_sightings(text, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a digit more or less, or one that does not check, is another number
        ("Patient 999 000 0018", ("personal-number", E, "999 000 0018")),
        ("Ref 999 000 0019", None),
        ("NHS number 999 000 0019", ("personal-number", W, "999 000 0019")),
        ("4929 0000 0000 6", None),
        ("4111 1111 1111 1111", ("personal-number", E, "4111 1111 1111 1111")),
        ("4111 1111 1111 1112", None),
        ("GB82 WEST 1234 5698 7654 32", ("personal-number", E, "GB82 WEST 1234 5698 7654 32")),
        ("GB82 WEST 1234 5698 7654 33", None),
        ("UTR 1955839661", ("personal-number", E, "1955839661")),
        ("1955839661", None),
        ("DNA 12 34 56 C", None),
        ("BG 12 34 56 C", None),
        ("AB 12 34 56 E", None),
        ("at 10 20 30 a new bus ran", None),
        ("MORGA657054SM9IJ", ("personal-number", E, "MORGA657054SM9IJ")),
        ("MORGA637054SM9IJ", None),
        # the same digits in another light
        ("Passport 533401372", ("personal-number", E, "533401372")),
        ("Population 533401372", None),
        ("sort code 20-00-00, account 55779911", ("personal-number", E, "20-00-00, account 55779911")),
        ("on 20-01-20 with case 55779911", None),
        ("UPN B123456789012", ("personal-number", W, "B123456789012")),
        ("card number 4111 1111 1111 1112", ("personal-number", W, "4111 1111 1111 1112")),
        ("Prison number A1234BC", ("personal-number", E, "A1234BC")),
        ("Staff number 4081772", ("personal-number", W, "4081772")),
        ("Staff numbers 2019 4521", None),
        ("Employee number, invoice number 44556677", None),
        ("PC 2214 attended", ("personal-number", W, "2214")),
        ("PC 2214", None),
        ("999 000 0018 (NHS number)", ("personal-number", E, "999 000 0018")),
        ("9990000018 under NHS ID", ("personal-number", E, "9990000018")),
        ("9990000019 under NHS ID", None),
        ("512398476 (passport)", ("personal-number", E, "512398476")),
        ("Sort Code 2O-11-43 Account 01234567", ("personal-number", E, "2O-11-43 Account 01234567")),
    ],
)
def test_numbers(text: str, expected: tuple[str, str, str] | None) -> None:
    assert seen(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane@gmail.com", [("personal-email", E, "jane@gmail.com")]),
        ("jane.smith@anytown.gov.uk", [("personal-email", E, "jane.smith@anytown.gov.uk")]),
        ("rhymetime@anytown.gov.uk", [("personal-email", W, "rhymetime@anytown.gov.uk")]),
        ("parking@anytown.gov.uk", []),
        ("parking@gmail.com", [("personal-email", E, "parking@gmail.com")]),
        ("anytown-foi@gmail.com", []),
        ("https://x.example/?mail=jane.smith@gmail.com", [("personal-email", E, "jane.smith@gmail.com")]),
        ("07700 900123", [("personal-phone", E, "07700 900123")]),
        ("her number, 0116 496 0123", [("personal-phone", E, "0116 496 0123")]),
        ("0116 496 0123", [("personal-phone", W, "0116 496 0123")]),
        ("the council, 0116 496 0123", []),
        ("0800 496 012", []),
        ("https://x.example/07700900123", []),
        ("invoice 07700900123", []),
        ("SR 07700900123", []),
        ("MOB 07700900123", [("personal-phone", E, "07700900123")]),
        ("07700 9OO l23", [("personal-phone", E, "07700 9OO l23")]),
    ],
)
def test_contacts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert seen(text) == expected


def test_what_the_authority_publishes_of_itself_passes() -> None:
    known = Known(frozenset({"jo.hill@anytown.gov.uk"}), frozenset({"+441164960123", "+447700900123"}))
    assert seen("Jo.Hill@anytown.gov.uk, her number is 0116 496 0123 or 07700-900123", known) == []
    assert [code for code, _, _ in seen("ann.hill@anytown.gov.uk or 07700 900124", known)] == [
        "personal-email", "personal-phone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mr Smith asked", "Mr Smith"),
        ("Mr Smith, Chief Executive, asked", ""),
        ("Chief Executive about Mr Smith", "Mr Smith"),
        ("Mr Kipling", ""),
        ("Sir John Moore Primary School", ""),
        ("Dear Sir or Madam", ""),
        ("Dear Jane,", "Jane"),
        ("Kind regards\nJane Smith\nOfficer", "Jane Smith"),
        ("Kind regards\nLegal Services", ""),
        ("as regards Jane Smith Road", ""),
        ("Complainant: Jane Smith", "Jane Smith"),
        ("Complainant: Marks and Spencer", ""),
        ("Complainant: Chioma Eze", "Chioma Eze"),
        ("an e-mail from Jane Smith", "Jane Smith"),
        ("Jane Smith complained", "Jane Smith"),
        ("a grant from Jane Smith LLP", ""),
        ("told by John Lewis", ""),
        ("Jane Smith Way", ""),
        ("PC Hughes attended", "Hughes"),
        ("PC World", ""),
        ("SMITH, Jane", "SMITH, Jane"),
        ("signed by D. R. Oakeshott", "D. R. Oakeshott"),
        ("DOB 1/2/1980", "1/2/1980"),
        ("Dated 1/2/1980", ""),
        ("born on 7 February 1812", ""),
        ("born on or after 1 September 2019", ""),
        ("Children born 1 September 2019", ""),
        ("12 Mill Lane, Anytown AN1 4QT", "12 Mill Lane, Anytown AN1 4QT"),
        ("Anytown Library, 12 Mill Lane, Anytown AN1 4QT", ""),
        ("Mill Lane, Anytown AN1 4QT", ""),
        ("AB12 CDE", "AB12 CDE"),
        ("reg P123 ABC", "P123 ABC"),
        ("room P123 ABC", ""),
        ("AB12 3DE", ""),
    ],
)
def test_lives_and_names(text: str, value: str) -> None:
    assert [found for _, severity, found in seen(text) if severity == W] == ([value] if value else [])
    assert all(severity == W for _, severity, _ in seen(text))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("a\u200bb", W), ("a\u202eb", E), ("a\U000e0041b", E), ("a\x07b", W), ("\ufeffa", W),
        ("co\u00adop", ""), ("\U0001f468\u200d\U0001f469", ""), ("\u0645\u06cc\u200c\u062e", ""), ("\u05d0\u200f1", ""),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", ""), ("a\u00a0b", ""),
        ("a\tb\nc", ""),
        ("x\u0410", E), ("\u041f\u0440\u0438", ""), ("\u00b5g \u03b2-blocker", ""),
    ],
)  # fmt: skip
def test_characters(text: str, severity: str) -> None:
    assert [found for _, found, _ in seen(text)] == ([severity] if severity else [])


def test_places_are_those_of_the_text_as_typed() -> None:
    assert seen("NI\u00a0no: A\u200bB\u00a012\u00a034\u00a056\u00a0C.")[0] == (
        "personal-number", E, "A\u200bB\u00a012\u00a034\u00a056\u00a0C",
    )  # fmt: skip


def test_the_columns_name_is_read_with_the_value() -> None:
    def codes(name: str, value: str) -> list[str]:
        return [s.code for _, found in sightings_in_column(name, [value], NOTHING_KNOWN) for s in found]

    assert codes("NIDrivingLicence", "12345678") == ["personal-number"]
    assert codes("asset", "12345678") == []
    assert codes("date_of_birth", "1980-02-01") == ["personal-date"]
    assert codes("date_received", "1980-02-01") == []
    assert codes("Mobile", "7700900123") == ["personal-phone"]
    assert codes("NHS number", "9434765919.0") == ["personal-number"]
    assert codes("Invoice", "07700900123") == []


def test_every_check_has_its_page() -> None:
    for check in PRIVACY_CHECKS:
        summary, _, rest = (check.__doc__ or "").partition("\n")
        why, _, what = rest.partition("What to do:")
        assert summary.endswith(".")
        assert len(why.partition("Why it matters:")[2].split()) > 5
        assert len(what.split()) > 2
    codes = {check.__name__.replace("_", "-") for check in PRIVACY_CHECKS}
    assert {"personal-number", "personal-email", "small-numbers"} <= codes


def hostile() -> Iterator[tuple[str, str]]:
    for piece in (
        "a", "1", "1 ", "07 ", "@", "a@", "a.a@", "Mr ", "Mr Smith ", "\nDear ", "Mr A A A ", "\n", "passport ",
        "flat 1 ", "LE1 6ZG ", "12 Mill Lane, LE1 6ZG ", "born ", "born 1.1.80 ", "GB29 ", "a\u200b", "\u202ea",
        "A\u0410", "\u0627\u200f", "Kind regards\n", "kind ", "www.", "Name: Jane Smith ", "<", "a at b dot ", "a'",
        "AB12 CDE ", "+44 ", "4111 1111 1111 1111 ", "Jane ", "j@gmail.com ", "the council 0116 496 0123 ",
        "NHS number ", "O", "PC 1234 ", "by Jane ",
    ):  # fmt: skip
        yield piece, piece * (40_000 // len(piece))


@pytest.mark.parametrize(("piece", "text"), [*hostile()])
def test_time_grows_with_the_text_and_no_faster(piece: str, text: str) -> None:
    """Four times the text takes about four times as long; eight is allowed, for machines that are busy."""
    find_sightings("Mr Smith 07700 900123 jane@gmail.com", NOTHING_KNOWN)  # what loads once

    def took(value: str) -> float:
        start = time.process_time()
        find_sightings(value, NOTHING_KNOWN)
        return time.process_time() - start

    assert took(text * 4) < 8 * took(text) + 0.1, piece
