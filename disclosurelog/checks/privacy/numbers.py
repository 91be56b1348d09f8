"""The check digits of numbers, each from its own standard.

Each function is given a value in capitals without what parts its digits, and says whether its check passes.
"""

from __future__ import annotations

from stdnum import luhn
from stdnum.gb import nhs, upn, utr
from stdnum.iso7064 import mod_97_10


def health_passes(value: str) -> bool:
    """Return whether ten digits are those of an NHS, CHI or Health and Care number: modulus 11."""
    return nhs.is_valid(value)


def taxpayer_passes(value: str) -> bool:
    """Return whether ten digits, perhaps with a K behind them, are a Unique Taxpayer Reference."""
    return utr.is_valid(value.removesuffix("K"))


def pupil_passes(value: str) -> bool:
    """Return whether a letter and twelve digits, the last of which may be a letter, are a Unique Pupil Number."""
    try:
        return upn.calc_check_digit(value) == value[0]
    except ValueError:
        return False


def card_passes(value: str) -> bool:
    """Return whether digits pass the check of payment cards: Luhn's, ISO/IEC 7812."""
    return luhn.is_valid(value)


def iban_passes(value: str) -> bool:
    """Return whether an International Bank Account Number passes its check: modulus 97, ISO 13616."""
    return mod_97_10.is_valid(value[4:] + value[:4])
