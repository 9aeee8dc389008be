"""Checkpoints (存证): a note of what the records were, to be kept and held against them later.

The form is that of C2SP's signed notes: origin, size, what stands there, when; a blank line; and a
line for each signature. Below it comes a list with a short print of every ticket, so that lost
tickets have names even when nothing else of them is left.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.identity import ALPHABET, encoded, parse_ticket_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE = "wuye-checkpoint"
"""What its signatures are made for: one on a commit does not count here, nor the other way."""

_ORIGIN = "wuye/"
MARK = "— "
LIST = "tickets "
NONE = "-"
SHORT = 6
"""Characters of a ticket's print: one change in a thousand million goes unseen by it; the tree
misses none."""
_BITS = 30
_APART = 20
"""Where so many numbers in a row are not there, a new line costs less than filling up."""
_PAYLOAD, _CHECK, _PRIME = 10, 2, 1021
_GROUP = 4
_TEXT_LINES = 4
_LONGEST = 8_000_000
_HEX = frozenset("0123456789abcdef")
_ID, _SHA256 = 40, 64
_QUOTES = " \t\n\"'“”‘’「」"
_HEARD = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})
"""What people write for what they heard or read (Crockford's base 32 has none of these)."""


class NoteSignature(msgspec.Struct, frozen=True):
    """One line of a note's signatures.

    Attributes:
        name: Whose it says it is; hostile text without blanks.
        fingerprint: Of the key.
        data: The signature, base 64, without its armour.
    """

    name: str
    fingerprint: str
    data: str

    @property
    def armoured(self) -> str:
        """The signature as `ssh-keygen` reads it."""
        lines = [self.data[at : at + 70] for at in range(0, len(self.data), 70)]
        whole = ["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"]
        return "\n".join(whole) + "\n"


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One checkpoint.

    Attributes:
        origin: Whose records.
        size: How many commits the commit stands on, itself included; never less later on.
        commit: The commit that it speaks of; the one that holds it comes after that.
        tree: Id of its tree.
        manifest: SHA-256 of `tickets`.
        at: When it was made.
        tickets: The list of tickets; see `ticket_list`.
    """

    origin: str
    size: int
    commit: str
    tree: str
    manifest: str
    at: datetime
    tickets: str = ""
    signatures: tuple[NoteSignature, ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self._state}{self.at.isoformat()}\n"

    @property
    def code(self) -> str:
        """The short form for people, without the number."""
        return code_of(self._state, self.size)

    @property
    def is_whole(self) -> bool:
        """Whether the list of tickets is the one that was signed."""
        return digest_of(self.tickets) == self.manifest

    @property
    def _state(self) -> str:
        stands = f"{self.commit} tree {self.tree} manifest sha256:{self.manifest}"
        return f"{_ORIGIN}{self.origin}\n{self.size}\n{stands}\n"


def digest_of(tickets: str) -> str:
    """Return the SHA-256 of a list of tickets."""
    return hashlib.sha256(tickets.encode()).hexdigest()


def write_checkpoint(point: Checkpoint) -> str:
    """Return a checkpoint as its file holds it."""
    lines = [f"{MARK}{one.name} {one.fingerprint} {one.data}\n" for one in point.signatures]
    count = len(tickets_of(point.tickets))
    return f"{point.text}\n{''.join(lines)}\n{LIST}{count}\n{point.tickets}"


def read_checkpoint(text: str) -> Checkpoint | None:
    """Return what a file holds, None if it is no checkpoint."""
    if len(text) > _LONGEST:
        return None
    head, blank, rest = text.replace("\r\n", "\n").partition("\n\n")
    lines = head.split("\n")
    if not blank or len(lines) != _TEXT_LINES or not lines[0].startswith(_ORIGIN):
        return None
    stands = lines[2].split(" ")
    words = stands[1::2]
    if len(stands) != 5 or words != ["tree", "manifest"]:  # noqa: PLR2004 - id and two pairs
        return None
    commit, tree, manifest = stands[0], stands[2], stands[4].removeprefix("sha256:")
    try:
        at = datetime.fromisoformat(lines[3])
    except ValueError:
        return None
    is_fine = (
        lines[1].isascii()
        and lines[1].isdigit()
        and len(lines[1]) <= _PAYLOAD
        and all(_is_hex(one, size) for one, size in ((commit, _ID), (tree, _ID)))
        and _is_hex(manifest, _SHA256)
        and at.tzinfo is not None
    )
    if not is_fine:
        return None
    signatures, tickets = _below(rest)
    found = Checkpoint(
        origin=lines[0].removeprefix(_ORIGIN),
        size=int(lines[1]),
        commit=commit,
        tree=tree,
        manifest=manifest,
        at=at,
        tickets=tickets,
        signatures=signatures,
    )
    return found if found.text == head + "\n" else None


def _below(rest: str) -> tuple[tuple[NoteSignature, ...], str]:
    found: dict[tuple[str, str], NoteSignature] = {}
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(LIST):
            return tuple(found.values()), "\n".join(lines[number + 1 :])
        parts = line.removeprefix(MARK).split(" ")
        if line.startswith(MARK) and len(parts) == 3:  # noqa: PLR2004 - name, key, signature
            one = NoteSignature(*parts)
            found.setdefault((one.fingerprint, one.data), one)
    return tuple(found.values()), ""


def _is_hex(text: str, size: int) -> bool:
    return len(text) == size and _HEX.issuperset(text)


def joined(one: Checkpoint, other: Checkpoint) -> Checkpoint | None:
    """Return a checkpoint with the signatures of two copies, None if they are not the same."""
    if one.text != other.text:
        return None
    known = {(sign.fingerprint, sign.data): sign for sign in (*one.signatures, *other.signatures)}
    return msgspec.structs.replace(one, signatures=tuple(known.values()))


# -- the list of tickets --------------------------------------------------------------------------


def ticket_list(tickets: Iterable[tuple[str, str]]) -> str:
    r"""Return the list of tickets, from id and blob of each.

    A line has what the ids begin with, the first number, and the prints of the tickets from there
    on; a ticket that is not there is a dash.

    Example:
        >>> ticket_list([("WY-261121-A002", "f" * 40), ("WY-261121-A001", "0" * 40)])
        'WY-261121-A 1 000000zzzzzz\n'
    """
    groups: dict[str, dict[int, str]] = {}
    odd: list[str] = []
    for name, blob in tickets:
        shown = encoded(int(blob[:8], 16) >> 2, SHORT)
        try:
            number = parse_ticket_id(name).number
        except ValueError:
            odd.append(f"{name} {NONE} {shown}\n")
        else:
            groups.setdefault(name.rstrip("0123456789"), {})[number] = shown
    lines = [line for stem in sorted(groups) for line in _lines(stem, groups[stem])]
    return "".join([*lines, *sorted(odd)])


def _lines(stem: str, prints: dict[int, str]) -> Iterator[str]:
    first = last = 0
    parts: list[str] = []
    for number in sorted(prints):
        if parts and number - last > _APART:
            yield f"{stem} {first} {''.join(parts)}\n"
            parts = []
        if not parts:
            first = number
        else:
            parts += [NONE * SHORT] * (number - last - 1)
        parts.append(prints[number])
        last = number
    yield f"{stem} {first} {''.join(parts)}\n"


def tickets_of(listed: str) -> dict[str, str]:
    """Return id to print of every ticket in a list; lines that are none are passed over."""
    found = {}
    for line in listed.split("\n"):
        parts = line.split(" ")
        if len(parts) != 3:  # noqa: PLR2004 - stem, first number, prints
            continue
        stem, first, prints = parts
        if first == NONE:
            found[stem] = prints
        elif first.isascii() and first.isdigit() and len(first) <= SHORT:
            for at in range(0, len(prints), SHORT):
                shown = prints[at : at + SHORT]
                if not shown.startswith(NONE):
                    found[f"{stem}{int(first) + at // SHORT:03d}"] = shown
    return found


def lost_and_changed(then: str, now: str) -> tuple[list[str], list[str]]:
    """Return which tickets of a list are not in another, and which stand otherwise there."""
    old, new = tickets_of(then), tickets_of(now)
    lost = sorted(old.keys() - new.keys())
    return lost, sorted(name for name in old.keys() & new.keys() if old[name] != new[name])


# -- the short form -------------------------------------------------------------------------------


def code_of(state: str, size: int) -> str:
    """Return ten characters of a digest and two that check them and the number, by fours."""
    digest = int.from_bytes(hashlib.sha256(state.encode()).digest(), "big")
    payload = digest >> (256 - _PAYLOAD * 5)
    shown = encoded(payload, _PAYLOAD) + encoded(_checked(payload, size), _CHECK)
    return "-".join(shown[at : at + _GROUP] for at in range(0, len(shown), _GROUP)).upper()


def _checked(payload: int, size: int) -> int:
    """Return what changes with any one character or digit, and with any two that swap places."""
    shifted: int = size * len(ALPHABET) ** _PAYLOAD
    return (shifted + payload) % _PRIME


def label_of(size: int, code: str) -> str:
    """Return a checkpoint as people write it down."""
    return f"CP {size} · {code}"


def parse_code(typed: str) -> tuple[int, str] | None:
    """Return number and code of a checkpoint as somebody typed it; None if they do not fit.

    Example:
        >>> parse_code("cp 12 7qf4-m2kd-9xta") is None  # the last two do not check the rest
        True
    """
    text = typed.strip(_QUOTES).casefold().removeprefix("cp")
    parts = text.replace("·", " ").replace("-", " ").split()
    if not parts:
        return None
    number = "".join(mark for mark in parts[0] if mark not in ",，_")
    code = "".join(parts[1:]).translate(_HEARD)
    if not (number.isascii() and number.isdigit() and len(number) <= _PAYLOAD):
        return None
    if len(code) != _PAYLOAD + _CHECK or not set(code) <= set(ALPHABET):
        return None
    value = _decoded(code[:_PAYLOAD])
    if _decoded(code[_PAYLOAD:]) != _checked(value, int(number)):
        return None
    shown = "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)).upper()
    return int(number), shown


def _decoded(text: str) -> int:
    value = 0
    for mark in text:
        value = value * len(ALPHABET) + ALPHABET.index(mark)
    return value


def value_of(point: Checkpoint) -> dict[str, Any]:
    """Return a checkpoint as plain data."""
    return {
        "number": point.size,
        "code": point.code,
        "label": label_of(point.size, point.code),
        "origin": point.origin,
        "commit": point.commit,
        "tree": point.tree,
        "manifest": point.manifest,
        "at": point.at.isoformat(),
        "tickets": len(tickets_of(point.tickets)),
    }
