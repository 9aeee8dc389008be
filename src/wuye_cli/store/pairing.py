"""One operation over both repositories: `people/` is written first, and taken back if alone.

A note beside the intents says what `people/` is about to get and on which commit of the records
the other half builds. If that commit is still HEAD when somebody takes the lock, the second half
never came, and the first is undone: no person's data stays for a ticket that was never saved.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError
from wuye_cli.store import atomic
from wuye_cli.store.git_index import GitIndex
from wuye_cli.store.intent import Entry
from wuye_cli.store.operation import Change, Operation, Signed

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

_NAME = "pair.json"


class Pair(msgspec.Struct, frozen=True):
    """What both halves build on.

    Attributes:
        records: HEAD of the records before the operation.
        people: HEAD of `people/` before it.
        person: Author and committer of the first half, as git writes them.
        entries: What the first half does.
    """

    records: str
    people: str
    person: str
    entries: tuple[Entry, ...]


def save(records: Ground, pair: Pair) -> None:
    """Note the two halves, synced, before the first is done.

    Raises:
        StoreError: If the disk refuses.
    """
    with atomic.disk_errors():
        atomic.replace_whole(path_of(records), msgspec.json.encode(pair))


def forget(records: Ground) -> None:
    """Remove the note: both halves are there, or neither."""
    with atomic.disk_errors():
        atomic.remove(path_of(records))


def settle(records: Ground, people: Ground, lock: int, *, never_came: bool = False) -> None:
    """Take back a first half without its second; one look at the disk when there is no note.

    Must be called with the store's lock held and both repositories recovered.

    Args:
        records: The main repository.
        people: The second one.
        lock: Descriptor of the lock.
        never_came: The caller knows that the second half was refused, wherever HEAD is by now.

    Raises:
        StoreError: If the disk refuses; the note stays, and the next command tries again.
    """
    if not is_noted(records):
        with atomic.disk_errors():
            atomic.remove(f"{path_of(records)}.new")  # killed while it was being noted
        return
    with atomic.disk_errors(), open(path_of(records), "rb") as file:
        data = file.read()
    try:
        pair = msgspec.json.decode(data, type=Pair)
    except msgspec.DecodeError:  # not ours: the first half stays, which harms no record
        forget(records)
        return
    if (never_came or records.head() == pair.records) and _is_first_half(people, pair):
        _take_back(people, pair, lock)
    forget(records)


def path_of(records: Ground) -> str:
    """Return where the note lies while an operation over both is on its way."""
    return os.path.join(records.private, _NAME)


def is_noted(records: Ground) -> bool:
    """Say whether such an operation is on its way, or was cut short."""
    return os.path.lexists(path_of(records))


def _is_first_half(people: Ground, pair: Pair) -> bool:
    """Say whether HEAD of `people/` is the commit that was noted, and nobody's later one."""
    head = people.head()
    if not pair.people or head in {"", pair.people}:
        return False
    lines = people.objects.read(head)[1].decode("utf-8", "replace").split("\n")
    parents = [line for line in lines if line.startswith("parent ")]
    return parents == [f"parent {pair.people}"] and f"committer {pair.person}" in lines


def _take_back(people: Ground, pair: Pair, lock: int) -> None:
    """Move HEAD of `people/` back by one commit, files and index with it."""
    index = GitIndex(people)
    index.lock()
    try:
        name, _, rest = pair.person.partition(" <")
        signed = Signed(pair.person, name, rest.partition(">")[0], "undo: its ticket never came\n")
        operation = Operation(people, index, lock, people.head())
        operation.forward([_turned(people, one) for one in pair.entries], pair.people, signed)
        operation.close()
    except ConflictError:
        return  # somebody edited the file since: it is theirs now, and stays
    finally:
        index.unlock()


def _turned(people: Ground, one: Entry) -> Change:
    entry = msgspec.structs.replace(one, old=one.new, new=one.old)
    return Change(entry, None if one.old is None else people.objects.blob(one.old))
