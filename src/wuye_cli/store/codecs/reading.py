"""Reading a plain tree with all its faults: a cursor that collects problems instead of raising."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.timekeeping.limit import Limit, parse_limit
from wuye_cli.domain.timekeeping.zone import tzinfo_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

ABSENT: Any = object()
"""Value of a node whose key is not there; `null` written out is something else."""

_CLOSE_ENOUGH = 0.6
_LONGEST_VERSION = 6
_KINDS = {
    bool: "flag",
    int: "whole",
    float: "number",
    str: "text",
    list: "list",
    dict: "mapping",
    type(None): "null",
}


class Problem(msgspec.Struct, frozen=True):
    """One fault of one file.

    Attributes:
        code: Code of the catalog: S001 unknown field, S002 missing, S003 wrong type, S004 not one
            of the known words, S005 limit, S006 instant, date or window, S007 id, S008 and S009
            schema too new or too old, S010 out of range, S011 empty, S012 deprecated, S014 no id,
            R... a reference to nothing.
        where: Keys and positions from the top of the tree.
        facts: What a sentence about it needs.
    """

    code: str
    where: tuple[str | int, ...] = ()
    facts: dict[str, Any] = {}


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word that looks most like `word`, or an empty text."""
    import difflib  # noqa: PLC0415 - only a faulty file pays for it

    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=_CLOSE_ENOUGH)
    return found[0] if found else ""


def kind_of(value: Any) -> str:
    """Name the kind of a plain value: flag, whole, number, text, list, mapping, null or absent."""
    return "absent" if value is ABSENT else _KINDS.get(type(value), type(value).__name__)


class Node:
    """A value at a place of a tree; the problems list is shared by all nodes of one file.

    Every reader returns its default when the value is absent, and reports and returns the
    default when the value is faulty, so that one pass finds every fault.
    """

    __slots__ = ("is_entry", "problems", "value", "where")

    def __init__(
        self, value: Any, problems: list[Problem], where: tuple[str | int, ...] = ()
    ) -> None:
        self.value = value
        self.problems = problems
        self.where = where
        self.is_entry = False

    @property
    def present(self) -> bool:
        """Whether the key is there at all."""
        return self.value is not ABSENT

    def report(self, code: str, **facts: Any) -> None:
        """Add a problem at this place."""
        self.problems.append(Problem(code, self.where, facts))

    def at(self, key: str) -> Node:
        """Return the node under `key`; absent if this is no mapping or has no such key."""
        value = self.value.get(key, ABSENT) if isinstance(self.value, dict) else ABSENT
        return Node(value, self.problems, (*self.where, key))

    def fields(
        self, known: Collection[str], required: Collection[str] = (), *, document: bool = False
    ) -> bool:
        """Check that this is a mapping of known keys (and `x-` keys), with the required ones.

        Args:
            known: The keys of this mapping.
            required: Those that must be there.
            document: It is the top of a file of `standards/`, which may have `ABOUT_KEYS` as well.
                An entry of a keyed mapping may have `formerly`.
        """
        if not self.is_a(dict, "mapping"):
            return False
        common = ABOUT_KEYS if document else _ENTRY_KEYS if self.is_entry else ()
        for key in self.value:
            if not isinstance(key, str):
                self.report("S003", field=str(key), wanted="text", got=kind_of(key))
            elif key in known or key.startswith("x-"):
                continue
            elif key in common:
                _ABOUT_READERS[key](self.at(key))
            else:
                self.report("S001", field=key, suggestion=nearest(key, (*known, *common)))
        for key in required:
            if key not in self.value:
                self.report("S002", field=key)
        return True

    def is_a(self, kind: type, wanted: str) -> bool:
        """Say whether the value is of the kind; report S003 if it is there and is not."""
        if isinstance(self.value, kind) and not (kind is int and isinstance(self.value, bool)):
            return True
        if self.present:
            self.report("S003", wanted=wanted, got=kind_of(self.value))
        return False

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Go through a mapping of ids; keys that are no text are reported, `x-` keys skipped.

        A list of mappings in its place is S014: its entries have no ids to be compared by.
        """
        if isinstance(self.value, list) and any(isinstance(one, dict) for one in self.value):
            self.report("S014", field=str(self.where[-1]) if self.where else "")
            return
        if not self.is_a(dict, "mapping"):
            return
        for key, value in self.value.items():
            node = Node(value, self.problems, (*self.where, key))
            node.is_entry = True
            if not isinstance(key, str):
                node.report("S003", wanted="text", got=kind_of(key))
            elif not key.startswith("x-"):
                yield key, node

    def items(self) -> list[Node]:
        """Return the nodes of a list, in order; an absent list is empty."""
        if not self.is_a(list, "list"):
            return []
        return [
            Node(value, self.problems, (*self.where, index))
            for index, value in enumerate(self.value)
        ]

    def text(self, default: str = "", *, empty: bool = False) -> str:
        """Read a text; an empty one is S011 unless allowed."""
        if not self.is_a(str, "text"):
            return default
        if not self.value.strip() and not empty:
            self.report("S011")
            return default
        return str(self.value)

    def choice(self, allowed: Collection[str], default: str = "") -> str:
        """Read one of the allowed words."""
        if not self.is_a(str, "text"):
            return default
        if self.value not in allowed:
            self.report(
                "S004",
                value=self.value,
                allowed=sorted(allowed),
                suggestion=nearest(self.value, allowed),
            )
            return default
        return str(self.value)

    def reference(self, known: Collection[str] | None, code: str = "S004") -> str:
        """Read the name of something that is declared elsewhere.

        Args:
            known: All names that are declared; None accepts any, as where their file is unreadable.
            code: Reported for a name that is none of them.
        """
        name = self.text()
        if name and known is not None and name not in known:
            allowed = sorted(known)
            self.report(code, value=name, allowed=allowed, suggestion=nearest(name, known))
        return name

    def references(self, known: Collection[str] | None, code: str = "S004") -> tuple[str, ...]:
        """Read a list of such names; one alone is a list of one."""
        if not self.present:
            return ()
        nodes = [self] if isinstance(self.value, str) else self.items()
        return tuple(name for node in nodes if (name := node.reference(known, code)))

    def flag(self, *, default: bool = False) -> bool:
        """Read true or false."""
        return bool(self.value) if self.is_a(bool, "flag") else default

    def whole(self, default: int = 0, *, least: int = 0) -> int:
        """Read a whole number not below `least`."""
        if not self.is_a(int, "whole"):
            return default
        if self.value < least:
            self.report("S010", value=self.value, least=least)
            return default
        return int(self.value)

    def number(self, default: float = 0.0, *, least: float = 0.0, most: float = 100.0) -> float:
        """Read a number between `least` and `most`, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.is_a(float, "number")
            return default
        if not least <= self.value <= most:
            self.report("S010", value=self.value, least=least, most=most)
            return default
        return float(self.value)

    def texts(self, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Read a list of texts; one text alone is a list of one."""
        if not self.present:
            return default
        if isinstance(self.value, str):
            return (self.text(),) if self.value else ()
        return tuple(item.text() for item in self.items() if item.is_a(str, "text"))

    def choices(self, allowed: Collection[str], default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Read a list of allowed words; one word alone is a list of one."""
        if not self.present:
            return default
        nodes = [self] if isinstance(self.value, str) else self.items()
        return tuple(word for node in nodes if (word := node.choice(allowed)))

    def words(self) -> dict[str, str]:
        """Read a mapping from text to text."""
        return {key: node.text() for key, node in self.entries()} if self.present else {}

    def limit(self, default: Limit | None = None) -> Limit | None:
        """Read a limit such as `4h` or `3wd`; S005 if it is none."""
        if not self.is_a(str, "limit"):
            return default
        try:
            return parse_limit(self.value)
        except ValueError:
            self.report("S005", value=self.value)
            return default

    def instant(self, default: datetime | None = None) -> datetime | None:
        """Read an instant with its UTC offset; S006 if it is none or has none."""
        if not self.is_a(str, "instant"):
            return default
        try:
            moment = datetime.fromisoformat(self.value)
        except ValueError:
            self.report("S006", value=self.value, wanted="instant")
            return default
        if moment.utcoffset() is None:
            self.report("S006", value=self.value, wanted="offset")
            return default
        return moment

    def day(self) -> date | None:
        """Read a date such as `2026-02-14`; S006 if it is none."""
        return read_day(self, self.value) if self.is_a(str, "date") else None

    def instant_or_day(self) -> datetime | date | None:
        """Read an instant with its offset, or a whole day."""
        if isinstance(self.value, str) and len(self.value) <= len("2026-02-14"):
            return self.day()
        return self.instant()

    def schema(self, name: str, newest: int = 1, oldest: int = 1) -> None:
        """Check `schema: name/N` of this mapping: S004 another kind, S008 newer, S009 older."""
        node = self.at("schema")
        if not node.is_a(str, "text"):
            return
        kind, _, version = node.value.partition("/")
        counted = version.isascii() and version.isdigit() and len(version) <= _LONGEST_VERSION
        if kind != name or not counted:
            wanted = f"{name}/{newest}"
            node.report("S004", value=node.value, allowed=[wanted], suggestion=wanted)
        elif int(version) > newest:
            node.report("S008", schema=node.value, known=f"{name}/{newest}")
        elif int(version) < oldest:
            node.report("S009", schema=node.value, known=f"{name}/{newest}")


def read_day(node: Node, text: str) -> date | None:
    """Read a date written `YYYY-MM-DD` for `node`; report S006 and return None if it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        node.report("S006", value=text, wanted="date")
        return None
    return found


def beginning(value: Any, zone: str) -> datetime | None:
    """Return the instant that a date of a document means: a day begins at its midnight.

    Faults are reported where the head of the document is read; here they are no date.
    """
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=tzinfo_for(zone))


_ABOUT_READERS: dict[str, Callable[[Node], Any]] = {
    "label": Node.text,
    "label_en": Node.text,
    "basis": Node.text,
    "owner": Node.text,
    "version": lambda node: node.whole(1, least=1),
    "effective_from": Node.instant_or_day,
    "expires": Node.instant_or_day,
    "review_by": Node.instant_or_day,
    "formerly": Node.texts,
}
ABOUT_KEYS = tuple(_ABOUT_READERS)
"""What any file of `standards/` may say of itself, beside the keys of its own format."""

_ENTRY_KEYS = ("formerly",)

_ID_MARKS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")
_LONGEST_ID = 64


def check_id(node: Node, name: str) -> bool:
    """Check an id: small latin letters, digits, `-`, `_` and `.`; report S007 if it is none."""
    good = (
        0 < len(name) <= _LONGEST_ID
        and set(name) <= _ID_MARKS
        and name[0].isalnum()
        and name[-1].isalnum()
        and ".." not in name
    )
    if not good:
        node.report("S007", value=name, pattern="[a-z0-9][a-z0-9._-]*")
    return good
