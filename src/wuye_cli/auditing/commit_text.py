"""A commit object as bytes, taken apart without trust: something is read whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
_FARTHEST = 1 << 40
"""Seconds that a date is bounded to; some 34,000 years."""
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


def read_commit(raw: bytes) -> CommitText:
    r"""Return what stands in the bytes of a commit object.

    Example:
        >>> text = read_commit(b"tree 1a\nauthor A <a@b> 60 +0000\ncommitter B <> 61 +0800\n\nhi\n")
        >>> text.author, text.authored, text.committer, text.message
        (('A', 'a@b'), 60, ('B', ''), 'hi\n')
    """
    head, _, body = raw.partition(b"\n\n")
    first: dict[bytes, bytes] = {}
    repeated: dict[str, None] = {}
    parents = []
    for key, value in _headers(head):
        if key == b"parent":
            parents.append(value.decode("ascii", "replace"))
        elif first.setdefault(key, value) is not value and key in _ONCE:
            repeated[key.decode("ascii")] = None
    charset = first.get(b"encoding", b"").decode("ascii", "replace").strip().lower()
    codec = _CHARSETS.get(charset, "utf-8")
    author, authored = _person(first.get(b"author", b""), codec)
    committer, committed = _person(first.get(b"committer", b""), codec)
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
    )


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


def _person(line: bytes, codec: str) -> tuple[tuple[str, str], int]:
    """Return name and mail, and the moment, of an `author` or `committer`."""
    name, _, rest = line.partition(b"<")
    mail, _, when = rest.rpartition(b">")
    moment = when.split()[:1]
    seconds = 0
    digits = moment[0].removeprefix(b"-") if moment else b""
    if digits.isdigit():
        seconds = max(min(int(moment[0][:15]), _FARTHEST), -_FARTHEST)
    return (name.decode(codec, "replace").strip(), mail.decode(codec, "replace").strip()), seconds


def subject_of(message: str) -> str:
    """Return the first line of a message."""
    return message.lstrip("\n").partition("\n")[0]


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
        key, joint, value = line.partition(": ")
        if not joint or not key or not _KEY.issuperset(key):
            return ()
        found.append((key, value.strip()))
    return tuple(found)
