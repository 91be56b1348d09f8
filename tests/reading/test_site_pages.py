"""What stands among the authored pages and is put on the site, as MkDocs does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.reading.site_pages import find_pages

FILES = (
    "index.md", "staff.csv", ".draft.md", ".git/x.md", "guide/start.md", "guide/a.png", "templates/a.html", "x/y.md",
    "notes.tmp",
)  # fmt: skip


def pages(folder: Path, configuration: str) -> list[str]:
    for name in FILES:
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    return [page.file for page in find_pages(folder / "mkdocs.yml", folder / "docs")]


GUIDE = ["docs/guide/a.png", "docs/guide/start.md"]
REST = ["docs/index.md", "docs/notes.tmp", "docs/staff.csv", "docs/x/y.md"]


@pytest.mark.parametrize(
    ("configuration", "found"),
    [
        ("site_name: x\n", [*GUIDE, *REST]),
        ("exclude_docs: |\n  guide/\n", REST),
        ("exclude_docs: |\n  # none of these\n\n  guide/\n  *.tmp\n  /x/y.md\n", ["docs/index.md", "docs/staff.csv"]),
        ("exclude_docs: |\n  guide\n", REST),
        ("exclude_docs: |\n  y/\n", [*GUIDE, *REST]),
        ("exclude_docs: |\n  guide/\n  !guide/start.md\n", [*GUIDE, *REST]),
        ("site_name: !ENV NAME\nexclude_docs: |\n  guide/\n", [*GUIDE, *REST]),
        ("exclude_docs: [guide/]\n", [*GUIDE, *REST]),
    ],
)
def test_what_is_left_out_is_not_looked_at_and_all_else_is(
    configuration: str, found: list[str], tmp_path: Path
) -> None:
    assert pages(tmp_path, configuration) == found


def test_a_link_is_said_to_be_one_and_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text("x", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "docs" / "page.md").symlink_to(tmp_path / "elsewhere" / "secret.md")
    found = find_pages(tmp_path / "mkdocs.yml", tmp_path / "docs")
    assert [(page.file, page.is_link) for page in found] == [("docs/folder", True), ("docs/page.md", True)]
