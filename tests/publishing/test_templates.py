from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from jinja2 import Environment

from disclosurelog.publishing import templates
from disclosurelog.publishing.templates import Compiled, TemplateError, Templates, compile_templates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of templates of the test's own, none of which was compiled before."""
    own = templates.FileSystemLoader
    monkeypatch.setattr(templates, "FileSystemLoader", lambda path: own(str(tmp_path)))
    monkeypatch.setattr(Compiled, "__init__", lambda self: setattr(self, "_made", {}))
    return tmp_path


def filled(name: str, compiled: Compiled | None = None, **values: object) -> str:
    return "".join(Templates({"twice": lambda text: text * 2}, compiled).fill(name, values))


def test_what_another_process_compiled_is_not_compiled_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "page.html").write_text("{{ text | twice }}!")
    compiled = pickle.loads(pickle.dumps(compile_templates(["twice"])))
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "compile", lambda *given: pytest.fail("it was compiled again"))
        assert filled("page.html", compiled, text="a<") == "a&lt;a&lt;!"
    (folder / "page.html").write_text("{{ text }}?")
    assert filled("page.html", compiled, text="a") == "a?"


def test_a_template_with_a_fault_is_told_when_it_is_filled(folder: Path) -> None:
    (folder / "bad.html").write_text("{% if %}")
    (folder / "good.html").write_text("good")
    compiled = compile_templates([])
    assert filled("good.html", compiled) == "good"
    with pytest.raises(TemplateError, match="Expected an expression"):
        filled("bad.html", compiled)


@pytest.mark.parametrize("text", ["{{ missing }}", "{{ text.missing }}", "{{ text | unknown }}"])
def test_what_a_template_lacks_is_not_passed_over(folder: Path, text: str) -> None:
    (folder / "page.html").write_text(text)
    with pytest.raises((TemplateError, AttributeError)):
        filled("page.html", text="a")
