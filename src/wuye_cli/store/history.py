"""Past versions of the store and of its records: who, when, why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import layout, refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.store.process import Child
    from wuye_cli.store.repository import Store

_FIELDS = ("%H", "%P", "%an", "%ae", "%ad", "%cn", "%ce", "%cd", "%B")
_FORMAT = "%x00".join(_FIELDS)
_CHUNK = 1 << 16
_WIDEST_ZONE = 24 * 60


MERGES = ("--merges",)
"""Only commits with several parents."""


def with_trailer(key: str) -> tuple[str, ...]:
    """Return the words that leave only commits with such a trailer; the key is one of ours."""
    return ("--basic-regexp", f"--grep=^{key}: ")


class Revision(msgspec.Struct, frozen=True):
    """One commit.

    Attributes:
        commit: Its id.
        parents: The ids of its parents.
        author: Name of who typed it, as it stands in the commit: hostile text like all of these.
        mail: Mail of who typed it.
        when: The author's moment; a moment out of range is the nearest one that can be said.
        committer: Name of who committed it.
        committer_mail: Mail of who committed it.
        committed: The committer's moment.
        subject: The first line of the message.
        trailers: Key and value of each line of the last paragraph, if it is made of trailers.
    """

    commit: str
    parents: tuple[str, ...]
    author: str
    mail: str
    when: datetime
    committer: str
    committer_mail: str
    committed: datetime
    subject: str
    trailers: tuple[tuple[str, str], ...]


def log_of(store: Store, path: str) -> list[Revision]:
    """Return the commits that changed a file, newest first."""
    return list(commits(store, paths=(layout.readable_path(path),)))


def commits(
    store: Store,
    *,
    since: str = "",
    until: str = "",
    paths: Sequence[str] = (),
    first_parent: bool = False,
    only: Sequence[str] = (),
) -> Iterator[Revision]:
    """Yield commits, newest first, children before parents.

    Args:
        store: The store.
        since: Leave out this commit and what it stands on.
        until: Begin here; HEAD if empty.
        paths: Only commits that changed one of these files or folders.
        first_parent: Leave out what merges brought in.
        only: `MERGES`, or what `with_trailer` gives: further words of ours for `git log`.

    Raises:
        StoreError: `missing_object` for an id that is none; `git_failed` for an unknown one.
    """
    head = until or store.head()
    if not head:
        return
    for one in (head, since):
        if one and not refs.is_id(one):
            raise StoreError("missing_object", id=one)
    child = store.ground.git.start_reader(
        *("log", "-z", "--topo-order", "--full-history", "--encoding=UTF-8", "--date=raw"),
        *("--no-show-signature", "--no-mailmap", "--no-decorate", "--no-color"),
        *(("--first-parent",) if first_parent else ()),
        *only,
        *(f"--format=tformat:{_FORMAT}", head, *((f"^{since}",) if since else ())),
        *("--", *paths),
        data=b"",
    )
    done = False
    try:
        fields: list[str] = []
        for field in _fields(child):
            fields.append(field)
            if len(fields) == len(_FIELDS):
                yield _revision(fields)
                fields = []
        done = True
    finally:
        status = child.wait()
    if done:
        child.judge(status)


def _fields(child: Child) -> Iterator[str]:
    rest = b""
    while chunk := child.output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        for part in whole:
            yield part.decode("utf-8", "replace")


def _revision(fields: list[str]) -> Revision:
    commit, parents, author, mail, when, committer, committer_mail, committed, text = fields
    subject, _, rest = text.partition("\n")
    return Revision(
        commit=commit,
        parents=tuple(parents.split()),
        author=author,
        mail=mail,
        when=_moment(when),
        committer=committer,
        committer_mail=committer_mail,
        committed=_moment(committed),
        subject=subject,
        trailers=tuple(_trailers(rest)),
    )


def _trailers(text: str) -> list[tuple[str, str]]:
    """Return the trailers in the last paragraph; none if a line of it is something else."""
    last = text.strip("\n").rpartition("\n\n")[2].strip("\n")
    found = []
    for line in last.split("\n"):
        key, mark, value = line.partition(": ")
        if not mark or not key.replace("-", "").isalnum():
            return []
        found.append((key, value))
    return found


def _moment(text: str) -> datetime:
    seconds, _, offset = text.partition(" ")
    minutes = int(offset[-4:-2] or 0) * 60 + int(offset[-2:] or 0)
    minutes = minutes if minutes < _WIDEST_ZONE else 0
    zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
    try:
        return datetime.fromtimestamp(int(seconds), tz=zone)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)
