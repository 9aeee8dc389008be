"""The canonical form of files that people write: one layout, every comment kept, nothing read anew.

The library that keeps comments lays out a skeleton of the file in which every scalar and every
inline collection is a stand-in, so that it can change no value; then they are put back. What comes
out is proved: the same tree, the same comments in the same order, and nothing more to change.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.canonical import canonical, quote
from wuye_cli.store.layout_proof import is_laid_out
from wuye_cli.store.plain_scalar import trap_of, typed
from wuye_cli.store.yaml_edit import same
from wuye_cli.store.yaml_spans import between, comments_in, scalar_spans
from wuye_cli.store.yaml_text import UnreadableError, edit_yaml, events_of, laid_out, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.domain.marks import Path

TICKETS = "records/tickets/"
_PASSES = 3
_QUOTABLE = frozenset({"Y003", "Y004", "Y005", "Y006", "Y007"})
_is_plainly_quoted: Final = re.compile(r"'[^'\\\"\n]*'").fullmatch


class _Piece(NamedTuple):
    """A stretch of the text and what stands for it in the canonical form."""

    start: int
    end: int
    text: str
    is_block: bool = False


def formatted(data: bytes, *, path: str = "") -> bytes:
    r"""Return a file in its canonical form; a ticket in the form that the program writes.

    Two blanks of indentation and list items indented in their key; LF line ends, no blanks at the
    end of a line, no two blank lines in a row; one blank before a comment; texts that other tools
    would read as something else are quoted, and quotes are double; inline collections are spaced
    `[a, b]` and `{a: b}`. Order, comments, lists over several lines and texts in blocks stay.

    Args:
        data: The file.
        path: Where it lies in the store; errors name it so.

    Raises:
        UnreadableError: If the strict reader refuses the file.
        UncheckableError: `fmt-unproven`, if the outcome would not say the same.

    >>> formatted(b"a:   {x: 08:30,z: 12:30}\r\nb:\n- 'c' #d\n\n\n\n").decode()
    'a: {x: 08:30, z: "12:30"}\nb:\n  - "c" #d\n'
    """
    tree = read_plain(data, path=path)
    if path.startswith(TICKETS):
        return _as_written(tree, path)
    text = _with_line_feeds(data.decode())
    noted = comments(text)
    for _ in range(_PASSES):
        done = _formatted_once(text, path)
        if done == text:
            break
        text = done
    else:
        raise UncheckableError("fmt-unproven", path=path)
    made = text.encode()
    try:
        again = read_plain(made, path=path)
    except UnreadableError:
        raise UncheckableError("fmt-unproven", path=path) from None
    if not same(again, tree) or comments(text) != noted:
        raise UncheckableError("fmt-unproven", path=path)
    return made


def edited(text: str, changes: Mapping[Path, Any], *, path: str = "") -> str:
    """Return the text with some values changed, in canonical form only if it was in it before.

    In a file that somebody laid out by hand, the change alone is to be seen in its history.

    Raises:
        UncheckableError: As `yaml_text.edit_yaml`.
    """
    after = edit_yaml(text, changes)
    if not is_canonical(text.encode(), path=path):
        return after
    try:
        return formatted(after.encode(), path=path).decode()
    except UncheckableError:
        return after


@lru_cache(maxsize=128)
def is_canonical(data: bytes, *, path: str = "") -> bool:
    """Say whether a file is in its canonical form; one that cannot be brought into it is not.

    Laying a file out costs some 40 ms, and a process that looks twice looks at the same files.
    """
    try:
        return formatted(data, path=path) == data
    except UncheckableError:
        return False


def _as_written(tree: dict[str, Any], path: str) -> bytes:
    try:
        return canonical(tree)
    except ValueError:
        raise UncheckableError("fmt-unproven", path=path) from None


def comments(text: str) -> list[str]:
    """Return the comments of a text that the strict reader accepts, in order."""
    return [one[0].rstrip() for one in comments_in(text, _scalar_spans(text))]


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _formatted_once(text: str, path: str) -> str:
    text = _tidied(text)
    pieces = list(_pieces(text))
    if pieces[0].text.startswith("{"):
        return _tidied(_patched(text, 0, len(text), pieces))  # an inline mapping is the whole
    mark = _unused_mark(text)
    skeleton, holes = _with_holes(text, pieces, mark)
    if is_laid_out(skeleton, mark) and all(text[one.start : one.end] == one.text for one in pieces):
        return text
    try:
        filled = _filled(laid_out(skeleton), mark, holes)
        read_plain(filled.encode())  # it loses the `?` of a key that a comment follows
    except UncheckableError:
        raise UncheckableError("fmt-unproven", path=path) from None
    return _tidied(filled)


def _scalar_spans(text: str) -> list[tuple[int, int]]:
    scalars = [event for name, event in events_of(text.encode()) if name == "scalar"]
    return scalar_spans(text, scalars)


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the outermost scalars and inline collections of a text, in order."""
    stream = iter(events_of(text.encode()))
    for name, event in stream:
        if name == "scalar":
            if event.style not in ("|", ">"):
                yield _scalar(text, event)
        elif name.endswith("_start") and event.flow_style:
            yield _collection(text, event, stream)


def _scalar(text: str, event: Any) -> _Piece:
    """Return how a scalar is written: as it was, or in double quotes."""
    start, end = event.start_mark.index, event.end_mark.index
    was = text[start:end]
    is_text = bool(event.style) or isinstance(typed(event.value), str)
    if is_text and ("\n" in was or _is_plainly_quoted(was) or (not event.style and _is_trap(was))):
        return _Piece(start, end, quote(event.value))
    return _Piece(start, end, was)


def _is_trap(text: str) -> bool:
    return trap_of(text, typed(text)) in _QUOTABLE


def _collection(text: str, start: Any, stream: Iterator[tuple[str, Any]]) -> _Piece:
    """Return an inline collection: spaced anew on one line, or its own lines with better quotes."""
    began = start.start_mark.index
    depth, inner = 1, []
    events: list[tuple[str, Any]] = []
    end = began
    while depth:
        name, event = next(stream)
        events.append((name, event))
        depth += name.endswith("_start") - name.endswith("_end")
        end = event.end_mark.index
        if name == "scalar":
            inner.append(_scalar(text, event))
    if "\n" not in text[began:end]:
        return _Piece(began, end, _spaced(start, iter(events), text))
    return _Piece(began, end, _patched(text, began, end, inner), is_block=True)


def _spaced(start: Any, events: Iterator[tuple[str, Any]], text: str) -> str:
    """Return an inline collection on one line: `[a, b]`, `{a: b}`."""
    is_mapping = "Mapping" in type(start).__name__
    parts: list[str] = []
    for name, event in events:
        if name.endswith("_end"):
            break
        parts.append(
            _spaced(event, events, text)
            if name.endswith("_start")
            else _scalar(text, event).text or "null"
        )
    if not is_mapping:
        return "[" + ", ".join(parts) + "]"
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def _patched(text: str, start: int, end: int, pieces: list[_Piece]) -> str:
    """Return a stretch of the text with some pieces of it written anew."""
    parts, at = [], start
    for piece in pieces:
        parts += [text[at : piece.start], piece.text]
        at = piece.end
    return "".join([*parts, text[at:end]])


def _unused_mark(text: str) -> str:
    """Return letters that stand nowhere in the text."""
    mark = "hole"
    while mark in text:
        mark += "e"
    return mark + "x"


def _with_holes(text: str, pieces: list[_Piece], mark: str) -> tuple[str, list[_Piece]]:
    """Return the text with a stand-in for every piece, and the pieces by number."""
    holes = [
        piece._replace(text=_dedented(text, piece) if piece.is_block else piece.text)
        for piece in pieces
    ]
    marked = []
    for number, piece in enumerate(pieces):
        blank = " " if piece.start == piece.end else ""  # nothing, behind a colon or a dash
        marked.append(piece._replace(text=f"{blank}{mark}{number:06}"))
    return _patched(text, 0, len(text), marked), holes


def _dedented(text: str, piece: _Piece) -> str:
    """Return a piece of several lines as if the line on which it starts were not indented."""
    line = text[text.rfind("\n", 0, piece.start) + 1 :]
    indent = len(line) - len(line.lstrip(" "))
    first, *rest = piece.text.split("\n")
    return "\n".join(
        [first, *(one[min(indent, len(one) - len(one.lstrip(" "))) :] for one in rest)]
    )


def _filled(text: str, mark: str, holes: list[_Piece]) -> str:
    """Return the text with the pieces in place of their stand-ins, indented as their line is."""
    stand_in = re.compile(mark + "([0-9]{6})")
    lines = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        parent = _parent_column(line, stand_in)

        def piece_of(found: re.Match[str], indent: int = indent, parent: int = parent) -> str:
            return _under(parent, indent, holes[int(found[1])].text)

        lines.append(stand_in.sub(piece_of, line))
    return "\n".join(lines)


_line_parts: Final = re.compile(r"(?P<own>^[ \t]*#[^\n]*)|[ \t]+(?P<tail>#[^\n]*)", re.MULTILINE)


def _tidied(text: str) -> str:
    """Return the text without blanks at line ends, rows of blank lines, and wide gaps."""
    spans = _scalar_spans(text)
    parts: list[str] = []
    for (start, end), (_, after) in zip(
        between(spans, len(text)), [*spans, (0, len(text))], strict=True
    ):
        parts.append(_tidy(text[start:end], middle=start > 0 and text[start - 1] != "\n"))
        parts.append(text[end:after])
    done = "".join(parts).lstrip("\n")
    return done if spans and spans[-1][1] == len(text) else done.rstrip() + "\n"


def _tidy(stretch: str, *, middle: bool) -> str:
    """Tidy a stretch without scalars; `middle`, if a line began before it."""
    joined = ("x" if middle else "") + stretch
    joined = _line_parts.sub(lambda one: one["own"] or " " + one["tail"], joined)
    joined = re.sub(r"[ \t]+(?=\n)", "", joined)
    return re.sub(r"\n{3,}", "\n\n", joined)[1 if middle else 0 :]


def _parent_column(line: str, stand_in: re.Pattern[str]) -> int:
    """Return the column of the block in which a piece that starts on this line stands."""
    content = line.lstrip("- ")
    column = len(line) - len(content)
    found = stand_in.match(content)
    is_item = found and not content[found.end() :].startswith(":")
    return line.rfind("-", 0, column) if is_item else column


def _under(parent: int, indent: int, piece: str) -> str:
    """Return a piece with its further lines indented as its first, and deep enough to be read.

    Where a key has moved up beside its dash, lines that were deeper than the key no longer are.
    """
    first, *rest = piece.split("\n")
    depths = [
        indent + len(line) - len(line.lstrip(" ")) - (line.lstrip(" ")[0] not in "]}")
        for line in rest
        if line.strip()
    ]
    blanks = " " * (indent + max(0, parent - min(depths, default=parent)))
    return "\n".join([first, *(blanks + line for line in rest)])
