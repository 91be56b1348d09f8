"""Settings are right, or are refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.config import Config, make_config
from disclosurelog.model.errors import SetUpError
from tests.sites import ROOT


def config_of(site_url: str) -> Config:
    return make_config(ROOT / "mkdocs.yml", Path("datasets"), Path("site"), site_url, strict=False)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://foi.example.gov.uk", "https://foi.example.gov.uk/"),
        ("https://example.gov.uk/foi", "https://example.gov.uk/foi/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("https://example.gov.uk/a%20b/c-d_e.f~g/", "https://example.gov.uk/a%20b/c-d_e.f~g/"),
    ],
)
def test_an_address_ends_in_a_slash(given: str, used: str) -> None:
    assert config_of(given).site_url == used


@pytest.mark.parametrize(
    "given",
    [
        "example.gov.uk", "ftp://example.gov.uk/", "https://", "https://x.example/foi?x=1", "https://x.example/#f",
        'https://x.example/"><script>', "http:// space.example/", "https://x.example:99999/", "javascript:alert(1)",
        "https://x.example/\n",
    ],
)  # fmt: skip
def test_what_cannot_be_an_address_is_refused(given: str) -> None:
    with pytest.raises(SetUpError, match="address"):
        config_of(given)


@pytest.mark.parametrize("given", ["", "-5", "yesterday", "1e9", "9" * 30])
def test_a_day_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(SetUpError, match="SOURCE_DATE_EPOCH"):
        config_of("https://x.example/")
