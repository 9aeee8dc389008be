"""Texts to send (话术模板): plain texts with `{placeholders}` of a closed list, and filling them.

`[[ … ]]` within a line is left out when anything in it is empty. A template is no program: a brace
holds one name of small letters and nothing else, and a value is put in as it is, never read again.
"""

from __future__ import annotations

import msgspec

from wuye_cli.domain.errors import RefusedError

SCHEMA = "template/1"

OWNER, TECHNICIAN, GROUP = "owner", "technician", "group"
AUDIENCES = (OWNER, TECHNICIAN, GROUP)
"""Whom a text is for: the one who asked, the one who goes, or everybody who reads the board."""

_FOR_ALL = frozenset({"id", "category", "estate", "today", "desk_phone", "received", "progress"})
_OF_THE_WORK = frozenset({"appointment", "step", "due", "technician", "price"})
_OF_THE_CALLER = frozenset({"dear", "unit", "paid", "unpaid", "done_at", "code", "words"})

PLACEHOLDERS: dict[str, frozenset[str]] = {
    OWNER: _FOR_ALL | _OF_THE_WORK | _OF_THE_CALLER,
    TECHNICIAN: _FOR_ALL | _OF_THE_WORK | {"where", "title", "tier"},
    GROUP: _FOR_ALL | {"words"},
}
"""Audience to what its texts may hold. No owner's text holds a title, a place or another's words:
what callers say names neighbours. A text for everybody holds no home."""

NEEDS: dict[str, tuple[str, frozenset[str]]] = {
    "receipt": (OWNER, frozenset({"id", "code"})),
    "dispatch": (OWNER, frozenset({"id", "technician"})),
    "reschedule": (OWNER, frozenset({"id", "appointment"})),
    "progress": (OWNER, frozenset({"id", "progress"})),
    "done": (OWNER, frozenset({"id"})),
    "answer": (OWNER, frozenset({"id", "words"})),
    "reminder-2": (OWNER, frozenset({"id"})),
    "job": (TECHNICIAN, frozenset({"id", "where", "title"})),
    "notice": (GROUP, frozenset({"id", "words"})),
}
"""Kinds that the program knows: whom they are for, and what they cannot do without. A team may add
kinds of its own."""

NO_NEEDS: tuple[str, frozenset[str]] = ("", frozenset())
"""What a kind of a team's own is held to."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz_")

UNKNOWN, MISSING, BROKEN = "S015", "S016", "S017"
"""Codes of a placeholder that does not exist, one that is missing, and braces out of order."""


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of text in both languages; `audience` is `for` in the file."""

    id: str
    label: str = ""
    label_en: str = ""
    audience: str = OWNER
    zh: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the text in a language, `zh` or `en`."""
        return self.en if language == "en" else self.zh


class Piece(msgspec.Struct, frozen=True):
    """A piece of a line: plain text, the name of a placeholder, or what may be left out."""

    text: str = ""
    name: str = ""
    optional: tuple[Piece, ...] = ()


class Fault(msgspec.Struct, frozen=True):
    """What is wrong at one place of a text."""

    code: str
    found: str


def pieces_of(line: str) -> tuple[tuple[Piece, ...], tuple[Fault, ...]]:
    """Take one line apart; what is wrong stays as plain text and is told.

    Example:
        >>> pieces_of("编号 {id}")[0]
        (Piece(text='编号 ', name='', optional=()), Piece(text='', name='id', optional=()))
        >>> [fault.found for fault in pieces_of("{id!r} {a.b} [[x")[1]]
        ['{id!r}', '{a.b}', '[[']
    """
    whole: list[Piece] = []
    inner: list[Piece] | None = None
    faults: list[Fault] = []
    rest = line
    while rest:
        here = whole if inner is None else inner
        mark, length = _mark_at(rest)
        if mark == "[[" and inner is None:
            inner = []
        elif mark == "]]" and inner is not None:
            whole.append(Piece(optional=tuple(inner)))
            inner = None
        elif mark == "{}":
            here.append(Piece(name=rest[1 : length - 1]))
        else:
            if mark:
                faults.append(Fault(BROKEN, rest[:length]))
            here.append(Piece(text=rest[:length]))
        rest = rest[length:]
    if inner is not None:
        faults.append(Fault(BROKEN, "[["))
        whole += inner
    return tuple(whole), tuple(faults)


def _mark_at(rest: str) -> tuple[str, int]:
    """Return what a text begins with and its length: `[[`, `]]`, `{}`, a fault, or plain text."""
    if rest[:2] in {"[[", "]]"}:
        return rest[:2], 2
    if rest[0] == "{":
        end = rest.find("}")
        if end > 1 and _LETTERS.issuperset(rest[1:end]):
            return "{}", end + 1
        return "{", end + 1 if end > 0 else 1
    if rest[0] == "}":
        return "}", 1
    ends = [at for mark in ("[[", "]]", "{", "}") if (at := rest.find(mark)) > 0]
    return "", min(ends, default=len(rest))


def names_in(text: str) -> frozenset[str]:
    """Return the names of the placeholders of a text."""
    found: set[str] = set()
    for line in text.splitlines():
        for piece in pieces_of(line)[0]:
            found.update(one.name for one in (piece, *piece.optional) if one.name)
    return frozenset(found)


def faults_of(text: str, audience: str) -> list[Fault]:
    """Return what is wrong with a text: braces out of order, and names that are not its own."""
    broken = [fault for line in text.splitlines() for fault in pieces_of(line)[1]]
    allowed = PLACEHOLDERS.get(audience, frozenset())
    return broken + [Fault(UNKNOWN, name) for name in sorted(names_in(text) - allowed)]


def fill(text: str, values: dict[str, str]) -> str:
    r"""Return a text with its placeholders filled; a line of which nothing is left is dropped.

    Raises:
        RefusedError: `say_lacks` with the name that has no value outside `[[ … ]]`.

    Example:
        >>> fill("{id}[[，{due}前到]]\n[[{words}]]", {"id": "A017", "due": ""})
        'A017'
    """
    lines = []
    for line in text.splitlines():
        filled = "".join(_filled(piece, values) for piece in pieces_of(line)[0])
        if filled.strip() or not line.strip():
            lines.append(filled.rstrip())
    return "\n".join(lines).strip("\n")


def _filled(piece: Piece, values: dict[str, str]) -> str:
    if piece.optional:
        lacking = any(one.name and not values.get(one.name) for one in piece.optional)
        return "" if lacking else "".join(_filled(one, values) for one in piece.optional)
    if not piece.name:
        return piece.text
    value = values.get(piece.name, "")
    if not value:
        raise RefusedError("say_lacks", name=piece.name)
    return value
