"""Parts that pages share: wrapped lines with a label, and labels of the standards' own things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from wuye_cli.i18n.catalog import label, pick
from wuye_cli.render.plain import clean
from wuye_cli.render.width import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FULL_WIDTH = 80
_NARROWEST = 20


class Labelled(Protocol):
    """A thing of the standards with its names."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def label(self) -> str:
        """Its Chinese name, or empty."""

    @property
    def label_en(self) -> str:
        """Its English name, or empty."""


def named(one: Labelled) -> str:
    """Return the label in the language in use, else the other one, else the id."""
    return clean(pick(one.label or one.label_en, one.label_en or one.label)) or one.id


def name_in(known: Mapping[str, Labelled], name: str, kind: str) -> str:
    """Return what the standard calls something, else the word of this program, else its id.

    Args:
        known: What the standard declares.
        name: The id.
        kind: Kind of the label, such as `clock`.
    """
    one = known.get(name)
    own = clean(pick(one.label, one.label_en)) if one is not None else ""
    return own or label(kind, clean(name))


def both(one: Labelled) -> str:
    """Return the label with the id behind it, as people must be able to type the id."""
    said = named(one)
    return one.id if said == one.id else f"{said} ({one.id})" if said.isascii() else (
        f"{said}（{one.id}）"
    )  # fmt: skip


def listed(words: Iterable[str]) -> str:
    """Join words as the language does it."""
    return pick("、", ", ").join(clean(word) for word in words)


def entry(term: str, text: str, *, columns: int | None = None, indent: int = 0) -> list[str]:
    """Return a term with its explanation, wrapped with a hanging indent."""
    head = f"{' ' * indent}{term}  "
    margin = width(head)
    room = max((columns or FULL_WIDTH) - margin, _NARROWEST)
    first, *more = wrap(text, room)
    return [head + first, *(" " * margin + line for line in more)]


def entries(
    pairs: Iterable[tuple[str, str]], *, columns: int | None = None, indent: int = 0
) -> list[str]:
    """Return several terms with their explanations in line; those without a text are left out."""
    kept = [(term, text) for term, text in pairs if text]
    widest = max((width(term) for term, _ in kept), default=0)
    lines: list[str] = []
    for term, text in kept:
        lines += entry(term + " " * (widest - width(term)), text, columns=columns, indent=indent)
    return lines
