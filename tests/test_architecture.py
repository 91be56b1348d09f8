"""The way the house is built: imports run one way, each library has one door, and rooms stay small."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "disclosurelog"

FLOW = ("model", "reading", "checks", "outputs", "publishing", "config", "build", "cli")
IMPORTERS_KNOW = {"model", "reading", "importers"}

DOORS = {
    "numpy": {"outputs.similar"},
    "scipy": {"outputs.similar"},
    "frictionless": {"reading.cells"},
    "mkdocs": {"publishing.theme"},
    "jinja2": {"publishing.templates"},
    "markupsafe": {"publishing.escaping"},
    "pandas": {"reading.tables", "outputs.statistics"},
    "lxml": {"reading.documents.xml_parts"},
    "phonenumbers": {"checks.privacy.contacts"},
    "PIL": {"reading.documents.images"},
    "pypdf": {"reading.documents.pdfs"},
    "pypdfium2": {"reading.documents.pdf_pages"},
    "python_calamine": {"reading.documents.workbooks"},
    "stdnum": {"checks.privacy.numbers"},
    "pyarrow": {"reading.patterns", "outputs.formats.parquet"},
    "vl_convert": {"outputs.charts"},
    "rdflib": {"outputs.dcat", "outputs.rdf_forms"},
    "orjson": {"outputs.json_bytes"},
    "xlsxwriter": {"outputs.formats.xlsx"},
    "yaml": {"reading.descriptors"},
}

MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 50
MOST_LINES_OF_THE_PACKAGE = 29_000


@cache
def modules(package: Path) -> Mapping[str, ast.Module]:
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def wrong_turns(package: Path) -> list[str]:
    """Return every import that runs against the flow."""
    found = []
    for name, tree in modules(package).items():
        room = name.split(".")[0]
        for target in imports_of(tree):
            parts = target.split(".")
            if parts[0] != "disclosurelog" or len(parts) < 2 or not room:
                continue
            other = parts[1]
            if other not in (*FLOW, "importers"):
                continue
            if room == "importers":
                allowed = other in IMPORTERS_KNOW
            elif other == "importers":
                allowed = room == "cli"
            else:
                allowed = other in FLOW and FLOW.index(other) <= FLOW.index(room)
            if not allowed:
                found.append(f"{name} imports {target}")
    return found


def circles(package: Path) -> list[str]:
    """Return the modules that import themselves by way of others."""
    trees = modules(package)
    graph = {
        name: {t.removeprefix("disclosurelog.") for t in imports_of(tree) if t.removeprefix("disclosurelog.") in trees}
        - {name}
        for name, tree in trees.items()
    }
    found = []
    for start, first in graph.items():
        seen: set[str] = set()
        ahead = list(first)
        while ahead:
            here = ahead.pop()
            if here == start:
                found.append(start)
                break
            if here not in seen:
                seen.add(here)
                ahead += graph[here]
    return found


def wrong_doors(package: Path) -> list[str]:
    """Return every import of a library outside its door, and of a library that has none."""
    found = []
    for name, tree in modules(package).items():
        for target in set(imports_of(tree)):
            library = target.split(".")[0]
            if library in ("disclosurelog", "__future__") or library in sys.stdlib_module_names:
                continue
            if name not in DOORS.get(library, set()):
                found.append(f"{name or 'disclosurelog'} imports {library}")
    return found


def test_imports_run_one_way() -> None:
    assert wrong_turns(PACKAGE) == []


def test_no_circles() -> None:
    assert circles(PACKAGE) == []


def test_one_door_per_library() -> None:
    assert wrong_doors(PACKAGE) == []


def test_the_model_is_standard_library_only() -> None:
    for name, tree in modules(PACKAGE).items():
        if name.startswith("model"):
            libraries = {target.split(".")[0] for target in imports_of(tree)} - {"disclosurelog", "__future__"}
            assert libraries <= sys.stdlib_module_names, name


def test_every_folder_has_its_place_in_the_flow() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/*.py")}
    assert folders <= {*FLOW, "importers"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_are_small_enough_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES_OF_A_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_LINES_OF_A_FUNCTION, node.name


def test_the_package_is_small_enough_to_read() -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py"))
    assert lines <= MOST_LINES_OF_THE_PACKAGE


# The rules above must be able to fail: each is tried on a small house with the fault built in.


def house(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"model__law": "from disclosurelog.reading import rows"}, "model.law imports disclosurelog.reading"),
        ({"checks__dates": "from disclosurelog.publishing.report import counted"}, "checks.dates imports"),
        ({"reading__rows": "import disclosurelog.cli"}, "reading.rows imports disclosurelog.cli"),
        ({"importers__letters": "from disclosurelog.outputs import pages"}, "importers.letters imports"),
        ({"outputs__pages": "from disclosurelog.importers import letters"}, "outputs.pages imports"),
    ],
)
def test_a_wrong_turn_is_seen(tmp_path: Path, files: dict[str, str], fault: str) -> None:
    assert any(fault in found for found in wrong_turns(house(tmp_path, **files)))


def test_a_circle_is_seen(tmp_path: Path) -> None:
    built = house(
        tmp_path,
        model__law="from disclosurelog.model import dates\nfrom disclosurelog.model.dates import x",
        model__dates="from disclosurelog.model.law import y",
    )
    assert circles(built) == ["model.dates", "model.law"]


@pytest.mark.parametrize("library", [*DOORS, "requests"])
def test_a_second_door_is_seen(tmp_path: Path, library: str) -> None:
    assert wrong_doors(house(tmp_path, checks__dates=f"import {library}")) == [f"checks.dates imports {library}"]
