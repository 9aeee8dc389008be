"""A commit object as bytes, taken apart without trust: something is read whatever it holds."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARSETS = {
    name: codec
    for codec in ("utf-8", "gbk", "gb18030", "big5", "latin-1", "cp1252")
    for name in (codec, codec.replace("-", ""))
} | {"gb2312": "gbk", "iso-8859-1": "latin-1"}
"""Encodings that a commit may name; any other is read as UTF-8."""
_SIGNATURES = (b"gpgsig", b"gpgsig-sha256")
_ONCE = frozenset({b"tree", b"author", b"committer", b"encoding"})
_ORDER = {b"tree": 0, b"parent": 1, b"author": 2, b"committer": 3, b"encoding": 4}
_ORDER |= dict.fromkeys((b"mergetag", *_SIGNATURES), 5)
"""The headers that git writes, in its order; the last of them may go over several lines."""
_LONG = 5
_FARTHEST = 1 << 40
"""Seconds that a date is bounded to; some 34,000 years."""
_NO_ZONE = "?"
_ZONE_DIGITS, _HOUR = 4, 60
_EASTMOST, _WESTMOST = 14, 12
"""Hours from Greenwich: Kiritimati, and a ship at the line where the day changes."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PICKED = "(cherry picked from commit "
"""What `git cherry-pick -x` writes among the trailers; git reads on behind it."""
_RECEIPT = re.compile(r"wuye-(?:op|ticket|events|format)\s*:", re.IGNORECASE)
"""How git, and whoever reads, takes a line for a trailer of an operation."""
_TRAILER = re.compile(r"[A-Za-z0-9-]+\s*:|\s")
_KEY = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")


class CommitText(NamedTuple):
    """What stands in a commit object; of a header that is there twice the first counts, as in git.

    Attributes:
        parents: Ids of its parents.
        author: Name and mail.
        authored: Epoch seconds; 0 where no date can be read.
        message: The whole message.
        signature: The armoured signature, without the blanks that continue its lines.
        repeated: Headers that git writes once and that stand there again.
        odd: Headers that git does not write, or not there; "" where no message follows.
        encoding: What the text is said to be written in, "" for UTF-8.
        reads_twice: Read as that and as UTF-8 it says two things.
        zone: A zone of a date that is nowhere, "" if both are somewhere.
    """

    tree: str
    parents: tuple[str, ...]
    author: tuple[str, str]
    authored: int
    committer: tuple[str, str]
    committed: int
    message: str
    signature: str
    repeated: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    encoding: str = ""
    reads_twice: bool = False
    zone: str = ""


def read_commit(raw: bytes) -> CommitText:
    r"""Return what stands in the bytes of a commit object.

    Example:
        >>> text = read_commit(b"tree 1a\nauthor A <a@b> 60 +0000\ncommitter B <> 61 +0800\n\nhi\n")
        >>> text.author, text.authored, text.committer, text.message
        (('A', 'a@b'), 60, ('B', ''), 'hi\n')
    """
    head, blank, body = raw.partition(b"\n\n")
    first: dict[bytes, bytes] = {}
    repeated: dict[str, None] = {}
    parents = []
    odd = ([] if blank else [""]) + (["NUL"] if b"\0" in head else [])
    last = 0
    for key, value in _headers(head):
        place = _ORDER.get(key, -1)
        if place < last or (place < _LONG and b"\n" in value):
            odd.append(key.decode("ascii", "replace"))
        else:
            last = place
        if key == b"parent":
            parents.append(value.decode("ascii", "replace"))
        elif first.setdefault(key, value) is not value and key in _ONCE:
            repeated[key.decode("ascii")] = None
    charset = first.get(b"encoding", b"").decode("ascii", "replace").strip().lower()
    codec = _CHARSETS.get(charset, "utf-8")
    author, authored, zone = _person(first.get(b"author", b""), codec)
    committer, committed, other = _person(first.get(b"committer", b""), codec)
    signature = next((first[key] for key in _SIGNATURES if key in first), b"")
    return CommitText(
        tree=first.get(b"tree", b"").decode("ascii", "replace"),
        parents=tuple(parents),
        author=author,
        authored=authored,
        committer=committer,
        committed=committed,
        message=body.decode(codec, "replace"),
        signature=signature.decode("ascii", "replace"),
        repeated=tuple(repeated),
        odd=tuple(odd),
        encoding=charset,
        reads_twice=bool(charset) and _reads_twice(raw, charset),
        zone=_strange(other) or _strange(zone),
    )


def _reads_twice(raw: bytes, charset: str) -> bool:
    """Say whether bytes mean one thing in a charset, and another to who takes them as UTF-8.

    A charset that holds all of ASCII as it is, such as GBK, reads once where it alone can be read.
    """
    if charset not in _CHARSETS:
        return True
    try:
        told = raw.decode(_CHARSETS[charset])
    except UnicodeDecodeError:
        return True
    try:
        return raw.decode() != told
    except UnicodeDecodeError:
        return False


@lru_cache(maxsize=64)  # a history has few
def _strange(zone: bytes) -> str:
    """Return a zone that has not the form of one, or by which clocks go nowhere; else nothing."""
    sign, digits = zone[:1], zone[1:]
    if sign in {b"+", b"-"} and len(digits) == _ZONE_DIGITS and digits.isdigit():
        hours, minutes = divmod(int(digits), 100)
        if minutes < _HOUR and hours <= (_EASTMOST if sign == b"+" else _WESTMOST):
            return ""
    return zone.decode("ascii", "replace") or _NO_ZONE


def _headers(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield key and value of each header; a line that begins with a blank continues the last."""
    key, lines = b"", [b""]
    for line in head.split(b"\n"):
        if line[:1] == b" " and key:
            lines.append(line[1:])
            continue
        if key:
            yield key, b"\n".join(lines)
        key, _, value = line.partition(b" ")
        lines = [value]
    if key:
        yield key, b"\n".join(lines)


def _person(line: bytes, codec: str) -> tuple[tuple[str, str], int, bytes]:
    """Return name and mail, the moment and its zone, of an `author` or `committer`."""
    name, _, rest = line.partition(b"<")
    mail, _, when = rest.rpartition(b">")
    moment, zone = (*when.split(), b"", b"")[:2]
    seconds = 0
    if moment.removeprefix(b"-").isdigit():
        seconds = max(min(int(moment[:15]), _FARTHEST), -_FARTHEST)
    who = name.decode(codec, "replace").strip(), mail.decode(codec, "replace").strip()
    return who, seconds, zone


def subject_of(message: str) -> str:
    """Return the first line of a message."""
    return message.lstrip("\n").partition("\n")[0]


def hidden_in(message: str) -> str:
    r"""Return why a part of a message does not show, nothing for one that shows as it is.

    Example:
        >>> hidden_in("done\0 by all\n"), hidden_in("done\x1b[2K\n"), hidden_in("已派\u3000单\n")
        ('cut', 'hidden', '')
    """
    if message.replace("\n", " ").isprintable():
        return ""
    if "\0" in message:
        return "cut"
    return "hidden" if any(_is_obeyed(char) for char in message) else ""


def _is_obeyed(char: str) -> bool:
    """Say whether a screen does something at a character, or turns the rest of the line round."""
    return char in _TURNING or (category(char) == "Cc" and char not in "\n\t\r")


def trailers_of(message: str) -> tuple[tuple[str, str], ...]:
    r"""Return the trailers of the last paragraph; none if a line of it is something else.

    Example:
        >>> trailers_of("done\n\nWuye-Op: done\nWuye-Ticket: WY-261121-A017\n")
        (('Wuye-Op', 'done'), ('Wuye-Ticket', 'WY-261121-A017'))
        >>> trailers_of("done: all\n")
        ()
    """
    _, mark, last = message.strip("\n").rpartition("\n\n")
    if not mark:
        return ()
    found = []
    for line in last.strip("\n").split("\n"):
        if line.startswith(_PICKED):
            continue
        key, joint, value = line.partition(": ")
        if not joint or not key or not _KEY.issuperset(key):
            return ()
        found.append((key, value.strip()))
    return tuple(found)


def strays_of(message: str, trailers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    r"""Return lines that read as trailers of an operation and are not among those that count.

    A second block further up, other letters, no blank behind the colon: to some readers the commit
    is of that operation. Where none counts, one further up is a quotation.

    Example:
        >>> strays_of("note\n\nWuye-Op: note\n\nWuye-Op: arrive\n", (("Wuye-Op", "arrive"),))
        ('Wuye-Op: note',)
        >>> strays_of("arrive\n\nwuye-op: arrive\n", (("wuye-op", "arrive"),))
        ('wuye-op: arrive',)
    """
    told = [f"{key}: {value}" for key, value in trailers if key.startswith("Wuye-")]
    if message.lower().count("wuye-") == len(told):
        return ()  # as in nearly every commit
    lines = message.rstrip().splitlines()
    if not told:
        ends = [number for number, line in enumerate(lines) if not line.strip()]
        lines = lines[ends[-1] + 1 :] if ends else []
        if not all(map(_TRAILER.match, lines)):
            return ()  # a sentence that speaks of one
    found = Counter(line.strip() for line in lines if _RECEIPT.match(line))
    return tuple((found - Counter(told)).elements())
