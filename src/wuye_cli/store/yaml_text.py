"""The YAML room: the only module that knows a YAML library, each imported when first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.marks import Comment, Marks, Trap
from wuye_cli.store.canonical import MAX_BYTES, is_plain_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wuye_cli.domain.marks import Path
    from wuye_cli.store.strict_reader import EventKinds, EventSource, PlainReader
    from wuye_cli.store.yaml_spans import Run

    _Reader = TypeVar("_Reader", bound=PlainReader)

_SHOWN_UNSEEN = 100
# Bidirectional controls, zero-width characters, and line breaks that only YAML tools count.
_UNSEEN = "[\x85\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
# What YAML does not allow as it is: the characters that make libyaml refuse the whole text.
_FORBIDDEN = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_BARE = frozenset({"Y003", "Y004", "Y005", "Y006", "Y007"})
"""Rules about scalars that others type; of a key without quotes."""


class UnreadableError(UncheckableError):
    """A YAML file breaks a rule of reading: status 3.

    The code is the rule of `check`: Y001 syntax, Y002 duplicate key (with `key` and
    `first_line`), Y008 anchor or alias, Y009 merge key, Y010 tag, Y011 second document, Y012 not
    UTF-8, BOM or NUL, Y016 size, depth or number of values (with `limit`). The facts always have
    `path`, `line` and `column` (from 1) and `detail`, a few words in English.
    """


class Document(NamedTuple):
    """A YAML file as read.

    Attributes:
        path: As given by the caller, for findings.
        tree: The top mapping.
        marks: Lines and columns of the tree; all unknown if not asked for.
        traps: What other tools or the eye would read otherwise, in the order of the file.
    """

    path: str
    tree: dict[str, Any]
    marks: Marks
    traps: tuple[Trap, ...]


class _Spot(NamedTuple):
    """A place from 0, as YAML libraries count."""

    line: int
    column: int


class _Engine(NamedTuple):
    """What is used of the YAML library."""

    parse: Callable[[bytes], EventSource]
    kinds: EventKinds
    error: type[Exception]


def read_yaml(data: bytes, *, path: str = "", marks: bool = True) -> Document:
    """Return a YAML file read strictly, with its traps and, if asked for, its marks.

    One UTF-8 document with a mapping at the top; no anchors, aliases, tags, merge keys or
    duplicate keys; at most 1 MiB, 20 levels and 50,000 values. Unquoted scalars are typed as
    `plain_scalar.typed` says, keys never.

    Raises:
        UnreadableError: For anything else, whatever the bytes are.
    """
    from wuye_cli.store.strict_reader import MarkReader, TrapReader

    if marks:
        tree, reader = _read(MarkReader, data, path)
        top = Marks((1, 1, 1, 1, reader.made))
        return Document(path, tree, top, _all_traps(data, reader.traps))
    try:
        tree, plain = _read(TrapReader, data, path)
    except UnreadableError as error:
        raise _with_both_lines(error, data, path) from None
    return Document(path, tree, Marks(), _all_traps(data, plain.traps))


def read_plain(data: bytes, *, path: str = "") -> dict[str, Any]:
    """Return the tree of a YAML file read as strictly as by `read_yaml`, and nothing else.

    Raises:
        UnreadableError: As `read_yaml`.
    """
    from wuye_cli.store.strict_reader import PlainReader

    try:
        return _read(PlainReader, data, path)[0]
    except UnreadableError as error:
        raise _with_both_lines(error, data, path) from None


def comments_of(data: bytes) -> list[Comment]:
    """Return the comments of a text; a `#` in a value begins none.

    Raises:
        UnreadableError: If the strict reader does not accept it.
    """
    read_plain(data)
    lines = data.decode().split("\n")
    taken: dict[int, list[tuple[int, int]]] = {}
    for start, end in _scalar_spans(data):
        for line in range(start.line, end.line + 1):
            begin = start.column if line == start.line else 0
            stop = end.column if line == end.line else len(lines[line]) if line < len(lines) else 0
            taken.setdefault(line, []).append((begin, stop))
    found = []
    for number, text in enumerate(lines):
        at = text.find("#")
        while at >= 0:
            inside = any(begin <= at < stop for begin, stop in taken.get(number, ()))
            if not inside and (at == 0 or text[at - 1] in " \t"):
                found.append(Comment(number + 1, at + 1, text[at:].rstrip("\r")))
                break
            at = text.find("#", at + 1)
    return found


def _scalar_spans(data: bytes) -> Iterator[tuple[_Spot, _Spot]]:
    """Yield where each scalar begins and ends; a block begins at its `|`, with room after it."""
    engine = _engine()
    source = engine.parse(data)
    while type(event := source.get_event()) is not engine.kinds.stream_end:
        if type(event) is engine.kinds.scalar:
            start, end = event.start_mark, event.end_mark
            begin = _Spot(start.line, start.column)
            if event.style in {"|", ">"}:  # its head line may end with a comment
                begin = _Spot(start.line + 1, 0)
            yield begin, _Spot(end.line, end.column)


def edit_yaml(text: str, changes: Mapping[Path, Any]) -> str:
    """Return the text of a file that people write with some values changed, comments kept.

    A change sets the value at a path whose parent exists: it replaces a value, adds a key, or
    appends to a list (index = its length). The result is read strictly and compared: nothing but
    the changes may differ.

    Raises:
        UnreadableError: If the strict reader does not accept the text as it was.
        UncheckableError: `edit-no-parent` (fact `at`) if a path leads nowhere, `edit-unproven`
            if the library cannot write the change and leave all else as it was; `edit-bare-key`
            (facts `key`, `line`) if a key that is no text to the library may be why.
    """
    from wuye_cli.store.yaml_edit import apply, same

    before = read_plain(text.encode("utf-8", "surrogatepass"))
    expected = before
    for path, value in changes.items():
        if not path:
            raise UncheckableError("edit-no-parent", at=[])
        expected = apply(expected, path, value)
    try:
        edited = _round_trip(text, changes, before)
        after = read_plain(edited.encode("utf-8", "surrogatepass"))
    except UncheckableError:  # also what the library wrote and nobody can read
        raise _unproven(text) from None
    if not same(after, expected):
        raise _unproven(text)
    return _least(text, edited, lambda data: same(read_plain(data), expected))


def _unproven(text: str) -> UncheckableError:
    """Return why an edit was not made; a key that is no text to the library is named."""
    lines = text.splitlines()
    for trap in read_yaml(text.encode("utf-8", "surrogatepass"), marks=False).traps:
        rest = lines[trap.line - 1][trap.column - 1 + len(trap.text) :]
        if trap.code in _BARE and rest.lstrip().startswith(":"):
            return UncheckableError("edit-bare-key", key=trap.text, line=trap.line)
    return UncheckableError("edit-unproven")


def _least(text: str, edited: str, holds: Callable[[bytes], bool]) -> str:
    """Return the edited text with every line put back that the library only laid out anew."""
    from difflib import SequenceMatcher

    old, new = text.splitlines(keepends=True), edited.splitlines(keepends=True)
    for tag, a, b, c, d in reversed(SequenceMatcher(None, old, new, False).get_opcodes()):  # noqa: FBT003 - its only way
        if tag == "equal":
            continue
        tried = [*new[:c], *old[a:b], *new[d:]]
        try:
            if holds("".join(tried).encode("utf-8", "surrogatepass")):
                new = tried
        except UnreadableError:
            continue
    return "".join(new)


def events_of(data: bytes) -> list[tuple[str, Any]]:
    """Return the events of a text that `read_plain` accepts, each with its name.

    The names are `scalar`, `mapping_start`, `mapping_end`, `sequence_start`, `sequence_end`; others
    are left out. An event has `start_mark` and `end_mark`, whose `index` counts characters.
    """
    engine = _engine()
    names = {kind: name for name, kind in zip(engine.kinds._fields, engine.kinds, strict=True)}
    source = engine.parse(data)
    found: list[tuple[str, Any]] = []
    while type(event := source.get_event()) is not engine.kinds.stream_end:
        if name := names.get(type(event)):
            found.append((name, event))
    return found


def laid_out(text: str) -> str:
    """Return a YAML text indented as all our files are, its comments kept by the library.

    Raises:
        UncheckableError: `edit-unproven`, if the library cannot read it.
    """
    return _round_trip(text, {}, {})


def _read(kind: type[_Reader], data: bytes, path: str) -> tuple[dict[str, Any], _Reader]:
    from wuye_cli.store.strict_reader import Refusal

    engine = _engine()
    try:
        _check_bytes(data)
        reader = kind(engine.parse(data), engine.kinds)
        tree = reader.document()
        _check_layout(data, reader.runs)
    except Refusal as refusal:
        raise UnreadableError(refusal.code, path=path, **refusal.facts) from None
    except (engine.error, ValueError, OverflowError, RecursionError) as error:
        # ValueError: escapes that the libraries turn into no character, such as `%ff` in a tag.
        syntax = _syntax(error, data)
        raise UnreadableError(syntax.code, path=path, **syntax.facts) from None
    return tree, reader


def _check_layout(data: bytes, runs: Sequence[Run]) -> None:
    """Refuse what libyaml reads and YAML forbids: a tab outside of quotes, a line not indented."""
    from wuye_cli.store.strict_reader import Refusal
    from wuye_cli.store.yaml_layout import is_suspect, misplaced, unindented
    from wuye_cli.store.yaml_spans import tab_outside

    if runs and (found := unindented(text := data.decode(), runs)):
        raise Refusal("Y001", _spot(text[: found.at]), found.detail)
    if b"\t" not in data and not is_suspect(data):
        return
    text, events = data.decode(), events_of(data)
    at = tab_outside(text, [event for name, event in events if name == "scalar"])
    if at >= 0:
        raise Refusal("Y001", _spot(text[:at]), "tab outside of quotes")
    if found := misplaced(text, events):
        raise Refusal("Y001", _spot(text[: found.at]), found.detail)


def _check_bytes(data: bytes) -> None:
    from wuye_cli.store.strict_reader import Refusal

    if len(data) > MAX_BYTES:
        raise Refusal("Y016", _Spot(0, 0), "bytes", limit=MAX_BYTES)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("Y012", _Spot(0, 0), "byte order mark")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise Refusal("Y012", _spot(data[: error.start].decode()), "not UTF-8") from None
    if b"\0" in data:
        raise Refusal("Y012", _spot(data[: data.index(b"\0")].decode()), "NUL")


def _syntax(error: Exception, data: bytes) -> Any:
    """Return the refusal for an error of the library, at its place if it is known."""
    import re

    from wuye_cli.store.strict_reader import Refusal

    if left := re.search(rb"^(<<<<<<<|>>>>>>>) ", data, re.MULTILINE):
        spot = _spot(data[: left.start()].decode())
        return Refusal("Y001", spot, "git <<<<<<< >>>>>>>: git merge --abort; wuye sync")
    detail = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return Refusal("Y010" if " tag" in detail else "Y001", mark, detail)
    text = data.decode()
    if found := re.search(_FORBIDDEN, text):
        return Refusal("Y001", _spot(text[: found.start()]), f"U+{ord(found[0]):04X}")
    return Refusal("Y001", _Spot(0, 0), detail or type(error).__name__)


def _with_both_lines(error: UnreadableError, data: bytes, path: str) -> UnreadableError:
    """Return the error; that of a duplicate key as the reader with marks tells it."""
    if error.code == "Y002":
        try:
            read_yaml(data, path=path)
        except UnreadableError as full:
            return full
    return error


def _all_traps(data: bytes, traps: list[Trap]) -> tuple[Trap, ...]:
    """Return the traps of the scalars with the unseen characters, of comments too."""
    text = data.decode()
    if text.isascii() or text.replace("\n", "").isprintable():
        return tuple(traps)
    import re

    for number, found in enumerate(re.finditer(_UNSEEN, text)):
        if number == _SHOWN_UNSEEN:
            break
        spot = _spot(text[: found.start()])
        traps.append(Trap("Y013", spot.line + 1, spot.column + 1, f"U+{ord(found[0]):04X}"))
    return tuple(sorted(traps, key=lambda trap: (trap.line, trap.column)))


def _spot(before: str) -> _Spot:
    return _Spot(before.count("\n"), len(before) - before.rfind("\n") - 1)


@cache
def _engine() -> _Engine:
    import yaml

    from wuye_cli.store.strict_reader import EventKinds

    kinds = EventKinds(
        scalar=yaml.ScalarEvent,
        mapping_start=yaml.MappingStartEvent,
        mapping_end=yaml.MappingEndEvent,
        sequence_start=yaml.SequenceStartEvent,
        sequence_end=yaml.SequenceEndEvent,
        alias=yaml.AliasEvent,
        stream_end=yaml.StreamEndEvent,
    )
    try:
        from yaml._yaml import CParser  # `yaml.cyaml` has it too, but not for type checkers
    except ImportError:
        return _Engine(_slow_parser(), kinds, yaml.YAMLError)
    return _Engine(CParser, kinds, yaml.YAMLError)


def _slow_parser() -> Callable[[bytes], EventSource]:
    """Return PyYAML's own parser for where libyaml is missing."""
    import yaml

    class SlowParser(yaml.SafeLoader):
        def get_event(self) -> Any:
            event = super().get_event()  # type: ignore[no-untyped-call]  # the stub's gap
            if isinstance(event, yaml.ScalarEvent):
                event.value.encode()  # unlike libyaml it lets the escape of half a pair through
            return event

    return SlowParser


def _round_trip(text: str, changes: Mapping[Path, Any], plain: dict[str, Any]) -> str:
    """Return the text with the changes made by the library that keeps comments.

    Args:
        text: The file.
        changes: Values by their paths.
        plain: The tree of the file as the strict reader has it, where any changes are to be made.
    """
    from io import StringIO

    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from wuye_cli.store.yaml_edit import apply

    library = YAML()
    library.preserve_quotes = True
    library.width = 1 << 30  # else it folds a line of Chinese past 80 columns
    library.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    try:
        tree = library.load(text)
        for path, value in changes.items():
            _put(tree, _as_library(tree, plain, path), value)
            plain = apply(plain, path, value)
        library.dump(tree, out)
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        # Other than YAMLError: what it makes of dates such as 2026-02-30 and of odd keys.
        raise UncheckableError("edit-unproven") from None
    return out.getvalue()


def _as_library(tree: Any, plain: Any, path: Path) -> Path:
    """Return a path by the keys of the library, to which `2026.1:` is a number and no text.

    Both trees have the same keys in the same order.
    """
    found: list[Any] = []
    for step in path:
        is_key = isinstance(plain, dict) and step in plain
        key = list(tree)[list(plain).index(step)] if is_key else step
        found.append(key)
        if len(found) < len(path):
            tree, plain = tree[key], plain[step]
    return tuple(found)


def _as_old(new: Any, old: Any) -> Any:
    """Return a list or a mapping laid out on one line where the one it replaces was."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    for plain, kind in ((list, CommentedSeq), (dict, CommentedMap)):
        if type(new) is plain and isinstance(old, kind) and old.fa.flow_style():
            made = kind(new)
            made.fa.set_flow_style()
            return made
    return new


def _put(tree: Any, path: Path, value: Any) -> None:
    """Set one value in a tree of ruamel, quoted as the text that it replaces was."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, ScalarString

    from wuye_cli.store.yaml_edit import place_of_key, styled

    *way, last = path
    for step in way:
        tree = tree[step]
    if isinstance(tree, list) and last == len(tree):
        tree.append(styled(value, DoubleQuotedScalarString))
        return
    old = tree.get(last) if isinstance(tree, dict) else tree[last]
    block = isinstance(old, LiteralScalarString) and "\n" in str(value)
    kind = LiteralScalarString if block else DoubleQuotedScalarString
    new = _as_old(styled(value, kind, keep=isinstance(old, ScalarString)), old)
    if isinstance(tree, dict) and last not in tree:
        key = str(last) if is_plain_key(str(last)) else DoubleQuotedScalarString(str(last))
        tree.insert(place_of_key(list(tree), str(last)), key, new)  # type: ignore[attr-defined]  # ruamel's own mapping
        return
    tree[last] = new
