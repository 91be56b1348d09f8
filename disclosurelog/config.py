"""Settings of a run: ``mkdocs.yml`` and the command line, decided once and never changed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from disclosurelog.model.errors import SetUpError
from disclosurelog.publishing.theme import read_config

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?::[0-9]{1,4}|:[1-5][0-9]{4})?(?:/[A-Za-z0-9._~%/-]*)?")
DEFAULT_SITE_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True, slots=True)
class Config:
    """Where everything is, and how strict to be. ``day`` is set by SOURCE_DATE_EPOCH, else ``None``.

    ``commit`` is what SOURCE_COMMIT says the site is made from, ``""`` if it is not set. ``publish_valid`` asks that
    what is right be published and the rest kept out. ``retired`` names the logs that are meant to go from the site.
    """

    mkdocs: Path
    datasets: Path
    site: Path
    site_url: str
    strict: bool
    today: date
    day: date | None
    commit: str
    publish_valid: bool = False
    retired: tuple[str, ...] = ()

    @property
    def docs(self) -> Path:
        """The folder of the authored pages, which no site may overwrite."""
        return self.mkdocs.parent / "docs"


def make_config(
    mkdocs: Path,
    datasets: Path | None,
    site: Path | None,
    site_url: str | None,
    *,
    strict: bool,
    publish_valid: bool = False,
) -> Config:
    """Return the settings, the command line's before those of ``mkdocs.yml``. Raises ``SetUpError``."""
    stated = read_config(mkdocs)
    settings = stated["settings"] if isinstance(stated["settings"], dict) else {}
    url = site_url or str(stated["site_url"]) or DEFAULT_SITE_URL
    if not _ADDRESS.fullmatch(url):
        raise SetUpError(f"“{url}” cannot be the site’s address. Give it whole, like https://www.example.gov.uk/foi/.")
    folder = datasets or mkdocs.parent / str(settings.get("datasets", "datasets"))
    return Config(
        mkdocs=mkdocs,
        datasets=folder,
        site=site or Path(stated["site_dir"]),
        site_url=url.rstrip("/") + "/",
        strict=strict,
        today=date.today(),
        day=_epoch_day(os.environ.get("SOURCE_DATE_EPOCH")),
        commit=_commit(os.environ.get("SOURCE_COMMIT", "")),
        publish_valid=publish_valid,
        retired=_names(settings.get("retired")),
    )


def _names(stated: object) -> tuple[str, ...]:
    """Return the names that a setting lists."""
    listed = stated if isinstance(stated, list) else [] if stated is None else [stated]
    return tuple(str(name) for name in listed)


def _commit(text: str) -> str:
    """Return the commit of SOURCE_COMMIT, which has the letters and digits that version control gives it."""
    if not re.fullmatch(r"[A-Za-z0-9._/+-]{0,100}", text):
        raise SetUpError("SOURCE_COMMIT must be the name of a commit: letters and digits, at most 100.")
    return text


def _epoch_day(text: str | None) -> date | None:
    """Return the day of SOURCE_DATE_EPOCH (reproducible-builds.org), ``None`` where it is not set."""
    if text is None:
        return None
    try:
        if int(text) < 0:
            raise ValueError
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise SetUpError("SOURCE_DATE_EPOCH must be a number of seconds since 1970.") from error
