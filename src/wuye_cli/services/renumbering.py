"""Two tickets of one number, from two desks of one code: both kept, one under a new number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.identity import TicketId, desk_code, parse_ticket_id
from wuye_cli.domain.loss import NUMBER, Loss
from wuye_cli.services.file_merging import MergedFile, Texts, is_read
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.ticket_paths import is_ticket, ticket_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_UID = b"uid: "


class Found(NamedTuple):
    """What lies at a path: on our side, on theirs, and as the merge has it so far."""

    ours: bytes | None
    theirs: bytes | None
    now: bytes | None


class Renumbering(NamedTuple):
    """What became of two tickets of one number.

    Attributes:
        path: Where the one that keeps its number lies.
        kept: Its bytes.
        new_path: Where the other lies now.
        moved: Its file.
        uid: The uid of the one that was moved, with its number before and now.
    """

    path: str
    kept: bytes | None
    new_path: str
    moved: MergedFile
    uid: str
    was: str
    now: str
    losses: tuple[Loss, ...]


def uid_of(data: bytes | None) -> str:
    """Return the uid that a ticket file says, "" for none."""
    for line in (data or b"").split(b"\n", 12)[:12]:
        if line.startswith(_UID):
            return line[len(_UID) :].decode("utf-8", "replace").strip(" \"'\r")
    return ""


def are_two_tickets(path: str, texts: Texts) -> bool:
    """Say whether two desks gave one number to two tickets.

    A file without a uid is one ticket that was damaged, not another one; and where neither can be
    read, none of them can be given a number.
    """
    if not is_ticket(path):
        return False
    uids = {uid_of(texts.ours), uid_of(texts.theirs)} - {""}
    return len(uids) > 1 and (is_read(path, texts.ours) or is_read(path, texts.theirs))


def renumbered(
    path: str,
    texts: Texts,
    found: Callable[[str], Found],
    merge: Callable[[str, Texts], MergedFile],
) -> Renumbering:
    """Keep the number for the ticket that was taken first, and give the other a new one.

    The new number follows from the uid alone, so that every desk chooses the same; its letters are
    those of a desk that nobody has claimed. One that cannot be read stays as it is, where it is.

    Args:
        path: Where both lie.
        texts: The three versions; ours and theirs are of two uids.
        found: Returns what lies at a path.
        merge: Brings two versions of one ticket together.
    """
    first, later = sorted(
        (texts.ours, texts.theirs), key=lambda data: (is_read(path, data), uid_of(data), data)
    )
    uid = uid_of(later)
    was = path.rpartition("/")[2].removesuffix(".yaml")
    is_base = uid_of(texts.base) == uid and is_read(path, texts.base)
    base = texts.base if is_base else None
    for new_path in _paths(was, uid):
        there = found(new_path)
        held = [data for data in there if data is not None]
        if all(uid_of(data) == uid for data in held):
            break
    is_ours = later == texts.ours
    other = there.theirs if is_ours else there.ours
    renamed = _renamed(later, new_path)
    done = MergedFile(renamed)
    if other is not None:
        sides = (renamed, other) if is_ours else (other, renamed)
        before = None if base is None else _renamed(base, new_path)
        done = merge(new_path, Texts(before, *sides))
    now = new_path.rpartition("/")[2].removesuffix(".yaml")
    loss = Loss(kind=NUMBER, path=new_path, key=uid, base=was, kept=now)
    losses = (*done.losses, loss) if other is None else done.losses
    return Renumbering(path, first, new_path, done, uid, was, now, losses)


def _paths(was: str, uid: str) -> Iterator[str]:
    """Yield the places of the new number, the wished one first."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and two of one number are rare

    old = parse_ticket_id(was)
    code = desk_code(sha256(uid.encode()).digest())
    number = 0
    while True:
        number += 1
        yield ticket_path(str(TicketId(old.day, code, number)))


def _renamed(data: bytes | None, path: str) -> bytes:
    """Return a ticket under its new number, which knows the old one."""
    ticket = read_ticket(data or b"", path=path)
    name = path.rpartition("/")[2].removesuffix(".yaml")
    known = dict.fromkeys((*ticket.aka, ticket.id))
    known.pop(name, None)
    return write_ticket(msgspec.structs.replace(ticket, id=name, aka=tuple(known)))
