"""The files that hosts are given run commands that there are."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosurelog.cli import _parser

HOSTING = Path(__file__).resolve().parents[1] / "docs/guide/hosting"


def commands_in(value: Any) -> Iterator[str]:
    """Yield every command that a workflow runs."""
    if isinstance(value, dict):
        for key, held in value.items():
            if key in ("run", "script", "before_script"):
                yield from [held] if isinstance(held, str) else held
            else:
                yield from commands_in(held)
    elif isinstance(value, list):
        for held in value:
            yield from commands_in(held)


@pytest.mark.parametrize("name", sorted(path.name for path in HOSTING.glob("*.yml")))
def test_a_workflow_checks_and_publishes_with_options_that_there_are(name: str) -> None:
    commands = list(commands_in(yaml.safe_load((HOSTING / name).read_text(encoding="utf-8"))))
    typed = [command.partition(" > ")[0] for command in commands if command.startswith("python build_site.py ")]
    ours = [shlex.split(command)[2:] for command in typed]
    assert sorted(_parser().parse_args(arguments).command for arguments in ours) == ["build", "check"]
    assert any("--site-url" in arguments for arguments in ours)
    assert any(command.startswith("pip install --require-hashes -r requirements.txt") for command in commands)


@pytest.mark.parametrize("name", sorted(path.name for path in HOSTING.glob("*.yml")))
def test_nothing_is_published_that_was_not_checked_and_merged(name: str) -> None:
    workflow = yaml.safe_load((HOSTING / name).read_text(encoding="utf-8"))
    if "jobs" in workflow:
        publish = workflow["jobs"]["publish"]
        assert publish["needs"] == "check"
        assert publish["if"] == "github.event_name == 'push'"
        assert workflow[True]["push"]["branches"] == ["main"]  # YAML takes the word “on” for true
        assert workflow["permissions"] == {"contents": "read"}
    else:
        assert workflow["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


@pytest.mark.parametrize("name", ["s3.yml", "nginx.yml"])
def test_a_copy_to_a_host_is_a_mirror(name: str) -> None:
    """What is no longer in the site, as a withdrawn disclosure's files, must go from the host."""
    commands = list(commands_in(yaml.safe_load((HOSTING / name).read_text(encoding="utf-8"))))
    assert "--delete" in commands[-1]
