"""What is documented is what is there."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest

from disclosurelog.cli import main
from disclosurelog.model.addresses import slug_of
from disclosurelog.model.datasets import FREQUENCIES
from disclosurelog.model.standard import TABLES
from disclosurelog.reading import datasets, plots
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.vocabularies import read_law, read_licences
from tests.documentation import CHECKS_PAGE, ROOT, checks_page
from tests.sites import Workplace, write_small_log

DATA = ROOT / "disclosurelog" / "data"
MARKDOWN = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])


def test_the_page_of_checks_is_current() -> None:
    assert CHECKS_PAGE.read_text(encoding="utf-8") == checks_page(), "run: python -m tests.documentation"


def test_every_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "contributing" / "architecture.md").read_text(encoding="utf-8")
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in named:
        name = re.split(r"[<>=\[ ]", requirement)[0]
        assert re.search(rf"^\| `{re.escape(name)}` \| \S", page, re.MULTILINE), name


def test_every_dependency_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for file, named in (
        ("requirements.txt", project["project"]["dependencies"]),
        ("requirements-uv.txt", ["uv"]),
        ("requirements-dev.txt", [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]),
    ):
        text = (ROOT / file).read_text(encoding="utf-8")
        for requirement in named:
            name = re.split(r"[<>=\[ ]", requirement)[0]
            assert re.search(rf"^{re.escape(name)}==\S+ .*\n    --hash=sha256:", text, re.MULTILINE), (file, name)
        assert "://" not in text, f"{file} names a host"


def test_schemas_repeat_no_list_wrongly() -> None:
    """The values a schema lists are those of the data files, which are their home."""
    standard = read_standard()
    law, licences = read_law(), read_licences()
    assert standard["disclosures"].by_name["outcome"].values == tuple(law.outcomes)
    assert standard["questions"].by_name["outcome"].values == tuple(law.outcomes)
    assert standard["disclosures"].by_name["legislation"].values == tuple(law.legislation)
    assert standard["disclosures"].by_name["licence"].values == tuple(licences.licences)
    assert standard["releases"].by_name["licence"].values == tuple(licences.licences)


@pytest.mark.parametrize("table", TABLES)
def test_the_examples_hold_the_standard_as_it_is(table: str) -> None:
    for copy in ROOT.glob(f"datasets/*/schemas/{table}.schema.json"):
        assert copy.read_text(encoding="utf-8") == read_standard()[table].text, copy


@pytest.mark.parametrize("table", TABLES)
def test_every_field_is_explained(table: str) -> None:
    for field in read_standard()[table].fields:
        for words in (field.title, field.description, field.example, field.source):
            assert words.strip(), field.name
        pattern = field.constraints.get("pattern")
        if pattern:
            assert pattern.startswith("^"), field.name
            assert pattern.endswith("$"), field.name
            assert re.fullmatch(pattern, field.example), field.name
        if field.values:
            assert field.example in field.values, field.name


def test_data_files_are_whole() -> None:
    for path in DATA.glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True))
        assert len({len(row) for row in rows}) == 1, path.name
    assert set(json.loads((DATA / "bank-holidays.json").read_text(encoding="utf-8"))) >= {"divisions", "since", "until"}


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_files_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:|/", link):  # from the root of the site: checked when it is built
            assert (path.parent / link).exists(), f"{path.name} links to {link}"


def test_every_command_that_is_named_can_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.search(r"^ +\{([a-z,]+)\}$", capsys.readouterr().out, re.MULTILINE)
    assert commands is not None
    there = {
        "make ": set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)),
        "build_site.py ": set(commands[1].split(",")),
    }
    for path in MARKDOWN:
        text = path.read_text(encoding="utf-8")
        for start, known in there.items():
            named = re.findall(rf"(?:^|`|python[0-9.]* ){re.escape(start)}([a-z]+)", text, re.MULTILINE)
            assert set(named) <= known, path


def test_the_options_of_the_command_line_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    guide = (ROOT / "docs" / "guide" / "commands.md").read_text(encoding="utf-8")
    assert options
    assert not {option for option in options if option not in guide}


def test_the_addresses_that_the_standard_gives_as_examples_are_right() -> None:
    page = (ROOT / "docs" / "standard.md").read_text(encoding="utf-8")
    for reference in ("FOI-2024-0113", "FOI/2024/0113"):
        slug = slug_of("x", reference).removeprefix("x--")
        assert f"`{reference}` becomes `{slug}`" in page


def test_the_example_of_a_dataset_in_the_guide_works(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "guide" / "datasets.md").read_text(encoding="utf-8")
    place = Workplace(tmp_path)
    write_small_log(place.datasets / "my-council")
    folder = place.datasets / "spending-2024"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    rows = "number,date,department,amount\n0045,2024-01-05,Housing,1200.50\n0046,2024-02-09,Highways,820.00\n"
    (folder / "payments.csv").write_text(rows, encoding="utf-8")
    assert [finding for finding in place.findings() if "spending" in finding["file"]] == []
    place.publish()
    text = (place.site / "datasets/spending-2024/index.html").read_text(encoding="utf-8")
    assert text.count('class="dl-chart"') == 2


def test_every_key_of_a_dataset_is_in_the_guide() -> None:
    page = (ROOT / "docs" / "guide" / "datasets.md").read_text(encoding="utf-8")
    for key in (*datasets.KEYS[""], *datasets.KEYS["charts"]):
        assert re.search(rf"^\| `{key}` \| \S", page, re.MULTILINE), key
    for word in (*FREQUENCIES, *plots.KINDS):
        assert f"`{word}`" in page, word
