"""Checkpoints: made, kept in the records, given to others, and signed by those who witness them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.checkpoint import (
    Checkpoint,
    joined,
    lost_and_changed,
    parse_code,
    read_checkpoint,
    write_checkpoint,
)
from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.services.wording import FORMAT, one_line
from wuye_cli.store import atomic, checkpoints, signing, ssh

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk

_MOST = 8_000_000
_OP = "checkpoint"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint in the records.

    Attributes:
        commit: The commit that brought it or its last signature just now, or nothing.
        is_new: It was made by this call.
    """

    point: Checkpoint
    path: str
    commit: str = ""
    is_new: bool = False


def make(desk: Desk) -> Kept:
    """Make a checkpoint of the records as they stand, in one commit after it.

    If nothing was committed since the last one but checkpoints, that one is returned.

    Raises:
        StoreError: `key_locked` and the like; nothing is written then.
    """
    store = desk.store
    with desk.transaction() as changes:
        last = _last_of(desk, changes.head)
        if last is not None:
            return last
        origin = f"{one_line(desk.settings.estate) or 'store'}-records"
        point = checkpoints.made_of(store.ground, changes.head, origin, desk.now())
        signer = signing.signer_of(store.ground, changes.head, desk.actor.mail)
        if signer is not None:
            mine = checkpoints.signed_by(point, desk.typist, signer.path)
            point = msgspec.structs.replace(point, signatures=(mine,))
        path = checkpoints.path_of(point)
        changes.put(path, write_checkpoint(point).encode())
        commit = changes.commit(f"checkpoint {point.size}", trailers=_trailers())
    return Kept(point=point, path=path, commit=commit, is_new=True)


def _last_of(desk: Desk, head: str) -> Kept | None:
    """Return the last checkpoint, if nothing but checkpoints was committed since."""
    known = checkpoints.lying_in(desk.store.ground, head)
    if not known:
        return None
    path, point = known[-1]
    changed = desk.store.changes_between(point.commit, head) if _is_below(desk, point, head) else []
    if changed and all(checkpoints.is_checkpoint(one[0]) for one in changed):
        return Kept(point=point, path=path)
    return None


def _is_below(desk: Desk, point: Checkpoint, head: str) -> bool:
    return checkpoints.stands_on(desk.store.ground, head, point.commit)


def _trailers() -> list[tuple[str, str]]:
    return [("Wuye-Op", _OP), ("Wuye-Format", FORMAT)]


def listed(desk: Desk) -> list[Kept]:
    """Return every checkpoint in the records, the first one first."""
    found = checkpoints.lying_in(desk.store.ground, desk.store.head())
    return [Kept(point=point, path=path) for path, point in found]


def shown(desk: Desk, typed: str) -> Kept:
    """Return the checkpoint that a code or a number means; the last one if nothing is typed.

    Raises:
        NotFoundError: `unknown_checkpoint`, `no_checkpoints`.
        CallError: `ambiguous_checkpoint`, `bad_code`.
    """
    known = listed(desk)
    if not known:
        raise NotFoundError("no_checkpoints")
    word = typed.strip()
    if not word:
        return known[-1]
    if word.isascii() and word.isdigit():
        found = [one for one in known if one.point.size == int(word)]
    else:
        code = parse_code(word)
        if code is None:
            raise CallError("bad_code", value=typed)
        found = [one for one in known if (one.point.size, one.point.code) == code]
    if not found:
        raise NotFoundError("unknown_checkpoint", value=typed)
    if len(found) > 1:
        raise CallError("ambiguous_checkpoint", value=typed)
    return found[0]


def export(kept: Kept, path: str) -> None:
    """Write a checkpoint into a file for others to keep, whole or not at all."""
    with atomic.disk_errors():
        atomic.replace_whole(str(Path(path).absolute()), write_checkpoint(kept.point).encode())


def read_file(path: str) -> Checkpoint:
    """Return the checkpoint in a file.

    Raises:
        CallError: `no_checkpoint_file`, `not_a_checkpoint`.
    """
    try:
        with Path(path).open("rb") as file:
            text = file.read(_MOST + 1).decode()
    except OSError as error:
        raise CallError("no_checkpoint_file", path=path) from error
    except UnicodeDecodeError as error:
        raise CallError("not_a_checkpoint", path=path) from error
    point = read_checkpoint(text)
    if point is None or not point.is_whole:
        raise CallError("not_a_checkpoint", path=path)
    return point


def cosign(path: str, *, key: str, name: str, after: str = "") -> Checkpoint:
    """Add a witness's signature to a checkpoint's file; no store is needed.

    Args:
        path: The file, which is written again.
        key: The witness's key file.
        name: How the witness is called.
        after: A checkpoint that was witnessed before: whatever stood there must still be there.

    Raises:
        CallError: `no_checkpoint_file`, `not_a_checkpoint`, `key_file_missing`, `not_a_key`.
        RefusedError: `not_after`, if this one does not continue the earlier one.
        ConflictError: `cosigned_already`.
    """
    point = read_file(path)
    if after:
        _require_after(point, read_file(after))
    place = str(Path(key).expanduser().absolute())
    public = ssh.read_public(place)
    for one in point.signatures:
        if checkpoints.key_of(point, one) == public:
            raise ConflictError("cosigned_already", path=path)
    mine = checkpoints.signed_by(point, name, place)
    whole = msgspec.structs.replace(point, signatures=(*point.signatures, mine))
    export(Kept(point=whole, path=path), path)
    return whole


def _require_after(point: Checkpoint, earlier: Checkpoint) -> None:
    lost, _ = lost_and_changed(earlier.tickets, point.tickets)
    is_same = earlier.text == point.text
    is_later = point.size > earlier.size and point.at >= earlier.at
    if point.origin != earlier.origin or lost or not (is_same or is_later):
        raise RefusedError("not_after", number=earlier.size, tickets=lost)


def take(desk: Desk, path: str) -> Kept:
    """Take the signatures of a file into the checkpoint that the records have, in one commit.

    Raises:
        CallError: `no_checkpoint_file`, `not_a_checkpoint`; `bad_cosignature`, if one does not
            hold.
        NotFoundError: `unknown_checkpoint`.
    """
    given = read_file(path)
    for one in given.signatures:
        if not checkpoints.key_of(given, one):
            raise CallError("bad_cosignature", name=one.name, path=path)
    with desk.transaction() as changes:
        for place, point in checkpoints.lying_in(desk.store.ground, changes.head):
            whole = joined(point, given)
            if whole is None:
                continue
            if whole.signatures == point.signatures:
                return Kept(point=point, path=place)
            changes.put(place, write_checkpoint(whole).encode())
            commit = changes.commit(f"cosign {point.size}", trailers=_trailers())
            return Kept(point=whole, path=place, commit=commit, is_new=True)
    raise NotFoundError("unknown_checkpoint", value=path)
