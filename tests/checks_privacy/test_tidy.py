"""What hurried typing puts between the parts of a value does not hide it."""

from __future__ import annotations

import pytest

from disclosurelog.checks.privacy.tidy import tidied


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CLIENT_DOB=19780423", "CLIENT DOB=19780423"),
        ("Acc. No.  4234  8922   Sort  09 - 63 - 75", "Acc. No. 4234 8922 Sort 09-63-75"),
        ("old a/c....70-49-15-89....", "old a/c 70-49-15-89 "),
        ("12/ 03 /1970", "12/03/1970"),
        ("pam.able  @ hotmail.example", "pam.able@hotmail.example"),
        ("I.B.A.N PL 59", "IBAN PL 59"),
        ("check for U.P.N. C856-4975", "check for UPN C856-4975"),
        ("N I no: K B 6 7 0 6 9 6 C", "N I no: KB670696C"),
        ("0 7 7 0 0   9 0 0 857", "07700 900 857"),
        ("referral NHS6238628693.pdf", "referral NHS 6238628693.pdf"),
        ("ibangb40barc52365632166160", "iban gb40barc 52365632166160"),
    ],
)
def test_a_value_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    found = tidied(typed)
    assert found is not None
    assert found.text == meant
    assert found.places is not None
    assert len(found.places) == len(meant)
    assert list(found.places) == sorted(found.places)
    kept = [(letter, typed[place]) for letter, place in zip(meant, found.places, strict=True) if letter.isalnum()]
    assert all(letter == was for letter, was in kept)


@pytest.mark.parametrize(
    "text",
    ["", "Nothing is wrong here.", "foi_team@council.example", "FOI-2024-0012", "£1,200.50 in 2023-24; e.g. this"],
)
def test_what_is_tidy_stays(text: str) -> None:
    found = tidied(text)
    assert found is None or found.text == text
