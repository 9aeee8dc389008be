"""The strict reader: builds a tree from YAML events and refuses what a record must not hold."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from wuye_cli.domain.marks import Node, Trap
from wuye_cli.store.canonical import MAX_DEPTH, MAX_NODES, is_plain_key
from wuye_cli.store.plain_scalar import trap_of, typed
from wuye_cli.store.yaml_spans import Run

_plain_keys: set[str] = set()
_PLAIN_KEYS_BOUND = 1024


class Refusal(Exception):  # noqa: N818 - never leaves the YAML room, which names the file
    """A rule of the family Y is broken; `facts` has line and column from 1."""

    def __init__(self, code: str, mark: Any, detail: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = {"line": mark.line + 1, "column": mark.column + 1, "detail": detail, **facts}


class EventKinds(NamedTuple):
    """The classes of the events of a YAML parser."""

    scalar: Any
    mapping_start: Any
    mapping_end: Any
    sequence_start: Any
    sequence_end: Any
    alias: Any
    stream_end: Any


class EventSource(Protocol):
    """A YAML parser that gives its events one by one."""

    def get_event(self) -> Any:
        """Return the next event."""


class PlainReader:
    """Builds the tree and nothing else.

    Attributes:
        runs: What goes on over several lines.
    """

    def __init__(self, source: EventSource, kinds: EventKinds) -> None:
        self.next = source.get_event
        self.kinds = kinds
        self.scalar = kinds.scalar
        self.count = 0
        self.indent = -1
        self.runs: list[Run] = []

    def document(self) -> dict[str, Any]:
        """Return the tree of the only document.

        Raises:
            Refusal: If a rule is broken.
        """
        self.next()
        start = self.next()
        if type(start) is self.kinds.stream_end:
            raise Refusal("Y001", start.start_mark, "no mapping at the top")
        if start.tags:
            raise Refusal("Y010", start.start_mark, "tag directive")
        top = self.next()
        if type(top) is not self.kinds.mapping_start:
            self.check(top)
            raise Refusal("Y001", top.start_mark, "no mapping at the top")
        tree = self.mapping(top, 1)
        self.next()
        end = self.next()
        if type(end) is not self.kinds.stream_end:
            raise Refusal("Y011", end.start_mark, "second document")
        return tree

    def mapping(self, start: Any, depth: int) -> dict[str, Any]:
        """Return the mapping that the event starts, itself at the given depth from 1."""
        self.check(start)
        self.check_depth(start, depth)
        outer = self.enter(start)
        get, scalar = self.next, self.scalar
        tree: dict[str, Any] = {}
        while True:
            event = get()
            if type(event) is not scalar:
                break
            key = self.key(event)
            if key in tree:
                raise Refusal("Y002", event.start_mark, "duplicate key", key=key)
            event = get()
            tree[key] = self.text(event) if type(event) is scalar else self.collection(event, depth)
        self.end_mapping(event, len(tree))
        self.leave(start, event, outer)
        return tree

    def sequence(self, start: Any, depth: int) -> list[Any]:
        """Return the list that the event starts, itself at the given depth from 1."""
        self.check(start)
        self.check_depth(start, depth)
        outer = self.enter(start)
        get, scalar, end = self.next, self.scalar, self.kinds.sequence_end
        items: list[Any] = []
        while True:
            event = get()
            if type(event) is scalar:
                items.append(self.text(event))
            elif type(event) is end:
                break
            else:
                items.append(self.collection(event, depth))
        self.add(event, len(items))
        self.leave(start, event, outer)
        return items

    def collection(self, event: Any, depth: int) -> Any:
        """Return the mapping or list that the event starts inside one of the given depth."""
        if type(event) is self.kinds.mapping_start:
            return self.mapping(event, depth + 1)
        if type(event) is self.kinds.sequence_start:
            return self.sequence(event, depth + 1)
        raise Refusal("Y008", event.start_mark, "alias")

    def text(self, event: Any) -> Any:
        """Return the value of a scalar: a text if quoted, else as `typed` says."""
        if event.tag is not None or event.anchor is not None:
            self.check(event)
        if not event.style:
            return self.plain(event)
        if event.start_mark.line != event.end_mark.line:
            self.quoted(event)
        return event.value

    def plain(self, event: Any) -> Any:
        """Return the value of an unquoted scalar."""
        return typed(event.value)

    def key(self, event: Any) -> str:
        """Return a key, which is always text as written."""
        if event.tag is not None or event.anchor is not None:
            self.check(event)
        if event.style:
            self.quoted(event)
        key: str = event.value
        if key not in _plain_keys:
            self.new_key(event, key)
        return key

    def new_key(self, event: Any, key: str) -> None:
        """Refuse a key that means something else; remember one that is beyond doubt."""
        if is_plain_key(key):
            if len(_plain_keys) < _PLAIN_KEYS_BOUND:
                _plain_keys.add(key)
        elif not event.style and (not key or key == "<<"):
            code, detail = ("Y009", "merge key") if key else ("Y001", "empty key")
            raise Refusal(code, event.start_mark, detail)

    def check(self, event: Any) -> None:
        """Refuse an alias, an anchor or a tag."""
        if type(event) is self.kinds.alias or event.anchor is not None:
            raise Refusal("Y008", event.start_mark, "anchor or alias")
        if event.tag is not None:
            raise Refusal("Y010", event.start_mark, "tag")

    def check_depth(self, event: Any, depth: int) -> None:
        """Refuse a collection nested too deep."""
        if depth > MAX_DEPTH:
            raise Refusal("Y016", event.start_mark, "depth", limit=MAX_DEPTH)

    def end_mapping(self, event: Any, length: int) -> None:
        """Count a finished mapping; refuse what stood in the place of a key."""
        if type(event) is not self.kinds.mapping_end:
            self.check(event)
            raise Refusal("Y001", event.start_mark, "key is no text")
        self.add(event, length)

    def enter(self, start: Any) -> int:
        """Note the column of a block that begins; return that of the block around it."""
        outer = self.indent
        if not start.flow_style:
            self.indent = start.start_mark.column
        return outer

    def quoted(self, event: Any) -> None:
        """Note a quoted text of several lines."""
        start, end = event.start_mark, event.end_mark
        if start.line != end.line and event.style in "\"'":
            self.runs.append(Run(start.index, end.index, self.indent, is_flow=False))

    def leave(self, start: Any, end: Any, outer: int) -> None:
        """Note that a collection ended, and a flow that took several lines."""
        self.indent = outer
        if start.flow_style and start.start_mark.line != end.end_mark.line:
            run = Run(start.start_mark.index, end.end_mark.index, outer, is_flow=True)
            self.runs.append(run)

    def add(self, event: Any, length: int) -> None:
        """Count the values of a finished collection and refuse too many."""
        self.count += length
        if self.count > MAX_NODES:
            raise Refusal("Y016", event.start_mark, "values", limit=MAX_NODES)


@lru_cache(maxsize=4096)
def _typed_and_trap(text: str) -> tuple[Any, str]:
    """Return what an unquoted scalar means, and its trap; a desk's files say the same often."""
    value = typed(text)
    return value, trap_of(text, value)


class TrapReader(PlainReader):
    """Builds the tree and notes the traps."""

    def __init__(self, source: EventSource, kinds: EventKinds) -> None:
        super().__init__(source, kinds)
        self.traps: list[Trap] = []

    def plain(self, event: Any) -> Any:
        """Return the value of an unquoted scalar, its trap noted."""
        value, code = _typed_and_trap(event.value)
        if code:
            self.note(code, event)
        return value

    def new_key(self, event: Any, key: str) -> None:
        """Note the trap of a key that is not beyond doubt."""
        super().new_key(event, key)
        if not event.style and (code := trap_of(key, key)):
            self.note(code, event)
        if not key.isascii() and not _is_composed(key):
            self.note("Y015", event)

    def note(self, code: str, event: Any) -> None:
        """Note a trap at the place of an event."""
        mark = event.start_mark
        self.traps.append(Trap(code, mark.line + 1, mark.column + 1, event.value))


class MarkReader(TrapReader):
    """Builds the tree with its marks and notes the traps.

    Attributes:
        made: Children of the collection finished last, to hang under its own mark.
    """

    made: dict[str, Node] | list[Node]

    def mapping(self, start: Any, depth: int) -> dict[str, Any]:
        """Return the mapping that the event starts; its marks are in `made`."""
        self.check(start)
        self.check_depth(start, depth)
        outer = self.enter(start)
        get, scalar = self.next, self.scalar
        tree: dict[str, Any] = {}
        nodes: dict[str, Node] = {}
        while True:
            event = get()
            if type(event) is not scalar:
                break
            key = self.key(event)
            mark = event.start_mark
            if key in tree:
                first = nodes[key][2]
                raise Refusal("Y002", mark, "duplicate key", key=key, first_line=first)
            tree[key], nodes[key] = self.marked(get(), mark, depth)
        self.end_mapping(event, len(tree))
        self.leave(start, event, outer)
        self.made = nodes
        return tree

    def sequence(self, start: Any, depth: int) -> list[Any]:
        """Return the list that the event starts; its marks are in `made`."""
        self.check(start)
        self.check_depth(start, depth)
        outer = self.enter(start)
        end = self.kinds.sequence_end
        items: list[Any] = []
        nodes: list[Node] = []
        while type(event := self.next()) is not end:
            value, node = self.marked(event, event.start_mark, depth)
            items.append(value)
            nodes.append(node)
        self.add(event, len(items))
        self.leave(start, event, outer)
        self.made = nodes
        return items

    def marked(self, event: Any, key: Any, depth: int) -> tuple[Any, Node]:
        """Return a value with its mark, its key (or itself in a list) being at the mark `key`."""
        mark = event.start_mark
        made = None
        if type(event) is self.scalar:
            value = self.text(event)
        else:
            value = self.collection(event, depth)
            made = self.made
        return value, (mark.line + 1, mark.column + 1, key.line + 1, key.column + 1, made)


def _is_composed(text: str) -> bool:
    import unicodedata  # noqa: PLC0415 - a table of half a megabyte, for keys beyond ASCII only

    return unicodedata.is_normalized("NFC", text)
