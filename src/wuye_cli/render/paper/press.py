"""From facts and a template to a page; jinja2 escapes whatever it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import catalog, fill, language, pick
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.times import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

INSTALL = 'pip install "wuye-cli[paper]"'
"""What brings the templates' engine and the QR codes."""


def draw(templates: Mapping[str, str], name: str, facts: Mapping[str, Any]) -> str:
    """Return a page.

    Args:
        templates: Text of every template by name.
        name: Of the page, without `.html.j2`.
        facts: What the page says; texts of people cleaned already (`text`).

    Raises:
        CallError: `missing_extra` without jinja2.
    """
    try:
        from jinja2 import (  # noqa: PLC0415 - an extra, and only for pages
            DictLoader,
            Environment,
            StrictUndefined,
        )
    except ImportError as error:
        raise CallError("missing_extra", name="paper", command=INSTALL) from error
    press = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    around = {"w": word, "lang": pick("zh-CN", "en"), "language": language()}
    return press.get_template(f"{name}.html.j2").render(around | dict(facts))


def word(code: str, *, area: str = "print", **facts: object) -> str:
    """Return a word or sentence of a catalog for pages."""
    found = catalog(area)[f"{area}.{code}"]
    return fill(found, {name: str(fact) for name, fact in facts.items()}) if facts else found


def text(value: str, columns: int = 0) -> str:
    """Return a text of people for a page: control and turning characters shown, cut to columns."""
    shown = clean(value).strip()
    return clip(shown, columns) if columns else shown


def minute(at: datetime, year: int) -> str:
    """Return an instant to the minute; a due says no later than it is."""
    return f"{day_text(at.date(), year)} {at:%H:%M}"


def window_text(window: tuple[datetime, datetime], year: int) -> str:
    """Return an appointment."""
    begin, end = window
    if begin.date() == end.date():
        return f"{minute(begin, year)}–{end:%H:%M}"
    return f"{minute(begin, year)} – {minute(end, year)}"
