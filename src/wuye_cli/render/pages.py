"""A page of a document: a title, facts, and sections with facts; as text and as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.render.page_parts import entries
from wuye_cli.render.plain import clean
from wuye_cli.render.width import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

Fact = tuple[str, str]
"""A term and its text, both clean; a fact without a text is not shown."""

_INDENT = 2
_DEFAULT_WIDTH = 80
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$])")


class Section(NamedTuple):
    """A clause or another part of a page."""

    title: str
    facts: tuple[Fact, ...] = ()


class Page(NamedTuple):
    """A page; `foot` is a line at its end."""

    title: str
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: str = ""


def page_text(page: Page, columns: int | None = None) -> str:
    """Return a page for a terminal."""
    lines = [page.title, *entries(page.facts, columns=columns, indent=_INDENT)]
    for section in page.sections:
        lines += ["", *wrap(section.title, columns or _DEFAULT_WIDTH)]
        lines += entries(section.facts, columns=columns, indent=_INDENT)
    if page.foot:
        lines += ["", page.foot]
    return "\n".join(lines)


def page_markdown(page: Page) -> str:
    """Return a page as Markdown in which no text of a document is taken for a mark."""
    lines = [f"# {escaped(page.title)}", "", *_listed(page.facts)]
    for section in page.sections:
        lines += [f"## {escaped(section.title)}", "", *_listed(section.facts)]
    if page.foot:
        lines += [escaped(page.foot), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _listed(facts: Iterable[Fact]) -> list[str]:
    lines = [f"- **{escaped(term)}** {escaped(text)}" for term, text in facts if text]
    return [*lines, ""] if lines else []


def escaped(text: str) -> str:
    r"""Return a text in which Markdown and HTML see no mark.

    Example:
        >>> escaped("<b>*x*</b>")
        '\\<b\\>\\*x\\*\\</b\\>'
    """
    return _MARKS.sub(r"\\\1", clean(text))
