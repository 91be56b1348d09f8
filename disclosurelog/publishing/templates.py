"""Templates, compiled and filled. The only door to jinja2.

Everything is escaped unless a filter of ours made it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from disclosurelog.publishing.escaping import escape_value

__all__ = ["Compiled", "TemplateError", "Templates", "compile_templates"]

_OF_NO_PAGE = "report/"
"""Where the templates are that no page of the site is made from."""


class Compiled(BytecodeCache):
    """What was made of templates before, each with a digest of its text: another text is compiled anew."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was made of its template."""
        if bucket.key in self._made:
            bucket.bytecode_from_string(self._made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what was made of the bucket's template."""
        self._made[bucket.key] = bucket.bytecode_to_string()


class Templates:
    """The templates of this program, with the filters that they may call."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]], compiled: Compiled | None = None) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(str(resources.files("disclosurelog") / "templates")),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=Compiled() if compiled is None else compiled,
        )
        # A template's dot means an attribute alone: jinja2 would try a key of that name next, at a cost each time.
        self._environment.getattr = getattr  # type: ignore[assignment,method-assign]
        self._environment.filters |= filters
        self._template = cache(self._load)

    def fill(self, name: str, values: Mapping[str, Any]) -> list[str]:
        """Return a template filled with values: pieces to be joined. Raises ``TemplateError``, and what filters do."""
        # As Template.render does it, but for a copy of the values, and of jinja2's own globals, which no template has.
        template = self._template(name)
        return list(template.root_render_func(Context(self._environment, dict(values), name, template.blocks)))

    def compile_all(self) -> None:
        """Compile every template of a page. One with a fault is left until it is to be filled."""
        for name in self._environment.list_templates():
            if not name.startswith(_OF_NO_PAGE):
                with contextlib.suppress(TemplateError):
                    self._template(name)

    def _load(self, name: str) -> Template:
        template = self._environment.get_template(name)
        # A template's own way to escape makes two objects of every text; this takes a third of the time away.
        template.root_render_func.__globals__["escape"] = escape_value
        return template


def compile_templates(filters: Iterable[str]) -> Compiled:
    """Compile every template of a page, which may call filters of these names, for another process to fill."""
    compiled = Compiled()
    Templates(dict.fromkeys(filters, str), compiled).compile_all()
    return compiled
