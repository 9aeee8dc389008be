"""Where in a YAML text its scalars stand, and what stands between them: comments, indicators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]


class Run(NamedTuple):
    """A quoted text or a flow in brackets that ends on another line than it began on.

    Attributes:
        start: Its first character.
        end: Behind its last.
        parent: The column of the block that it stands in, -1 for none.
        is_flow: It is one in brackets.
    """

    start: int
    end: int
    parent: int
    is_flow: bool


_COMMENT: Final = re.compile(r"(?:(?<=[ \t])|^)#[^\n\r]*", re.MULTILINE)


def scalar_spans(text: str, scalars: Iterable[Any]) -> list[Span]:
    """Return where scalars stand, without the first line of a text in a block (`|`, `>`).

    Args:
        text: The whole text.
        scalars: The events of its scalars, in order.
    """
    spans = []
    for event in scalars:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            start = text.find("\n", start) + 1 or end
        spans.append((start, max(start, end)))
    return spans


def between(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield the stretches before, between and behind spans."""
    at = 0
    for start, end in spans:
        yield at, start
        at = end
    yield at, length


def comments_in(text: str, spans: Iterable[Span]) -> Iterator[re.Match[str]]:
    """Yield the comments of a text whose scalars stand at the spans, in order."""
    for start, end in between(spans, len(text)):
        yield from _COMMENT.finditer(text, start, end)


def tab_outside(text: str, scalars: list[Any]) -> int:
    """Return where the first tab stands that is in no quotes, block or comment, or -1."""
    spans = scalar_spans(text, scalars)
    kept = [span for span, event in zip(spans, scalars, strict=True) if event.style]
    taken = sorted([*kept, *(one.span() for one in comments_in(text, spans))])
    found = (text.find("\t", start, end) for start, end in between(taken, len(text)))
    return next((at for at in found if at >= 0), -1)
