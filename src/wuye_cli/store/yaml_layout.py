"""What libyaml reads although YAML forbids it, told by where it stands.

Found with the public YAML test suite: lines that go on a quoted text or a list in brackets without
being indented, a comment or a `?` without its blank, blank lines indented deeper than the text
that follows them, and blanks at the end of a file whose last line libyaml loses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wuye_cli.store.yaml_spans import between, comments_in, scalar_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.store.yaml_spans import Run

_BEFORE: Final = ((b"#", b"\"'[]{},:|>+-123456789"), (b"?", b" \n[{,"))
"""What may be a comment without its blank, or announce a key, and what stands before it then."""
_is_closing: Final = re.compile(r"[\]}][\]}, \r]*").fullmatch
_says_indent: Final = re.compile(r"[|>][-+]?[1-9]").match


class Misplaced(NamedTuple):
    """The character of a text that stands where YAML forbids it, and what is wrong."""

    at: int
    detail: str


def is_suspect(data: bytes) -> bool:
    """Tell whether a text must be looked at by `misplaced`; nearly none of ours must."""
    if data.endswith(b" ") or b" \n" in data or b" \r" in data:  # a line of blanks
        return True
    return any(_follows(data, sign, before) for sign, before in _BEFORE)


def _follows(data: bytes, sign: bytes, before: bytes) -> bool:
    at = data.find(sign, 1)
    while at > 0:
        if data[at - 1] in before:
            return True
        at = data.find(sign, at + 1)
    return False


def unindented(text: str, runs: Iterable[Run]) -> Misplaced | None:
    """Return the first line of a run that is not indented deeper than the block it stands in.

    A line that only closes brackets may stand right below the key, as many people write it.
    """
    return min((found for run in runs for found in _continued(text, run)), default=None)


def _continued(text: str, run: Run) -> Iterator[Misplaced]:
    at = text.find("\n", run.start, run.end) + 1
    while at:
        following = text.find("\n", at, run.end) + 1
        line = text[at : following or run.end].rstrip("\r\n")
        rest = line.lstrip(" ")
        indent = len(line) - len(rest)
        if rest and indent <= run.parent and not (run.is_flow and _may_stand(rest, indent, run)):
            yield Misplaced(at + indent, "line not indented")
        at = following


def _may_stand(rest: str, indent: int, run: Run) -> bool:
    return rest.startswith("#") or (indent == run.parent and _is_closing(rest) is not None)


def misplaced(text: str, events: list[tuple[str, Any]]) -> Misplaced | None:
    """Return the first sign or blank of a text that stands where YAML forbids it.

    Args:
        text: The whole text.
        events: What libyaml made of it, with their names.
    """
    found = list(_without_blank(text, [event for name, event in events if name == "scalar"]))
    for event, parent in _blocks(events):
        found += _in_block(text, event, parent)
    return min(found, default=None)


def _without_blank(text: str, scalars: list[Any]) -> Iterator[Misplaced]:
    spans = scalar_spans(text, scalars)
    taken = sorted([*spans, *(one.span() for one in comments_in(text, spans))])
    for start, end in between(taken, len(text)):
        for found in re.finditer("[#?]", text[start:end]):
            at = start + found.start()
            if found[0] == "#" or text[at + 1 : at + 2].strip():
                yield Misplaced(at, f"{found[0]} without a blank")


def _blocks(events: Iterable[tuple[str, Any]]) -> Iterator[tuple[Any, int]]:
    """Yield the texts in blocks, each with the column of the collection that it stands in."""
    around: list[int] = []
    for name, event in events:
        if name == "scalar" and event.style in ("|", ">"):
            yield event, around[-1]
        elif name.endswith("start"):
            around.append(event.start_mark.column)
        elif name.endswith("end"):
            around.pop()


def _in_block(text: str, event: Any, parent: int) -> Iterator[Misplaced]:
    """Yield what stands in a text in a block, or right behind it, that libyaml misreads."""
    last = text[text.rfind("\n") + 1 :]
    if event.end_mark.index == len(text) and last and not last.strip(" "):
        yield Misplaced(len(text), "blanks without a line end")
    start = event.start_mark.index
    at, deepest = text.find("\n", start) + 1, 0
    while at and not _says_indent(text, start):
        following = text.find("\n", at) + 1
        line = text[at : following or len(text)].rstrip("\r\n")
        indent = len(line) - len(line.lstrip(" "))
        if indent < len(line):
            if deepest > indent > parent:
                yield Misplaced(at, "blank lines indented deeper than the text")
            return
        at, deepest = following, max(deepest, indent)
