"""Checkpoints in the records: where they lie, and what the history has to say of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.checkpoint import (
    NAMESPACE,
    Checkpoint,
    NoteSignature,
    digest_of,
    read_checkpoint,
    ticket_list,
)
from wuye_cli.auditing.ssh_signature import read_signature
from wuye_cli.domain.people.signing_key import fingerprint
from wuye_cli.store import refs, ssh
from wuye_cli.store.git import records
from wuye_cli.store.layout import RECORDS
from wuye_cli.store.staging import list_tree
from wuye_cli.store.ticket_paths import TICKETS, is_ticket

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from wuye_cli.store.ground import Ground

FOLDER = f"{RECORDS}/checkpoints"
_NEW_MODE, _NEW_BLOB = 1, 3
"""Where a raw difference has the id of the new file."""


def path_of(point: Checkpoint) -> str:
    """Return where a checkpoint lies: two desks may make one of the same number."""
    return f"{FOLDER}/{point.size}-{point.code[:4]}.txt"


def is_checkpoint(path: str) -> bool:
    """Say whether a path is that of a checkpoint."""
    return path.startswith(FOLDER + "/") and path.endswith(".txt")


def made_of(ground: Ground, commit: str, origin: str, at: datetime) -> Checkpoint:
    """Return the checkpoint of a commit, unsigned."""
    tickets = tickets_at(ground, commit)
    return Checkpoint(
        origin=origin,
        size=size_of(ground, commit),
        commit=commit,
        tree=ground.objects.root_tree(commit),
        manifest=digest_of(tickets),
        at=at,
        tickets=tickets,
    )


def tickets_at(ground: Ground, commit: str) -> str:
    """Return the list of the tickets in a commit."""
    return ticket_list(
        (path.rpartition("/")[2].removesuffix(".yaml"), blob)
        for path, blob in list_tree(ground, commit, TICKETS)
        if is_ticket(path)
    )


def size_of(ground: Ground, commit: str) -> int:
    """Return how many commits a commit stands on, itself included."""
    return int(ground.git.read("rev-list", "--count", commit, "--"))


def is_there(ground: Ground, commit: str) -> bool:
    """Say whether a commit is in the object store."""
    printed = ground.git.read("cat-file", "--batch-check", data=commit.encode() + b"\n")
    return printed.split()[1:2] == [b"commit"]


def stands_on(ground: Ground, commit: str, earlier: str) -> bool:
    """Say whether a commit stands on an earlier one, or is it."""
    if not is_there(ground, earlier):
        return False
    printed = ground.git.read("merge-base", "--all", commit, earlier, ok=(0, 1))
    return printed.decode("ascii").split() == [earlier]


def strangers(ground: Ground, head: str, commits: Collection[str]) -> frozenset[str]:
    """Return which of some commits are not in the history of a commit, in two questions to git."""
    listed = sorted(commits)
    asked = "".join(f"{commit}\n" for commit in listed).encode()
    printed = ground.git.read("cat-file", "--batch-check", data=asked).decode().split("\n")
    there = [
        commit
        for commit, said in zip(listed, printed, strict=False)
        if said.split()[1:2] == ["commit"]
    ]
    if not there:
        return frozenset(listed)
    orders = "".join([f"^{head}\n", *(f"{commit}\n" for commit in there)]).encode()
    beside = ground.git.read("rev-list", "--stdin", data=orders).decode().split()
    return frozenset(listed) - frozenset(there) | (frozenset(there) & frozenset(beside))


def lying_in(ground: Ground, commit: str) -> list[tuple[str, Checkpoint]]:
    """Return path and content of every checkpoint in a commit, the first ones first."""
    found = []
    for path, blob in list_tree(ground, commit, FOLDER):
        point = read(ground.objects.blob(blob)) if is_checkpoint(path) else None
        if point is not None:
            found.append((path, point))
    return sorted(found, key=lambda one: (one[1].size, one[1].at, one[0]))


def read(data: bytes) -> Checkpoint | None:
    """Return what a checkpoint's file holds, None if it is none."""
    try:
        return read_checkpoint(data.decode())
    except UnicodeDecodeError:
        return None


def signed_by(point: Checkpoint, name: str, key: str) -> NoteSignature:
    """Return the signature of a checkpoint by a key file.

    Raises:
        CallError: `key_file_missing`, `not_a_key`.
        StoreError: `key_locked`, `signing_failed`.
    """
    armoured = ssh.sign(key, point.text.encode(), NAMESPACE)
    body = "".join(armoured.split("\n")[1:-2])
    shown = "-".join(name.split()) or "?"
    return NoteSignature(shown, fingerprint(ssh.read_public(key)), body)


def key_of(point: Checkpoint, signature: NoteSignature) -> str:
    """Return the key that a line of a checkpoint is really signed with, "" if it does not hold."""
    said = read_signature(signature.armoured)
    if said is None or said.namespace != NAMESPACE:
        return ""
    if fingerprint(said.key) != signature.fingerprint:
        return ""
    if ssh.complaint_about(signature.armoured, point.text.encode(), NAMESPACE):
        return ""
    return said.key


def ever_in(ground: Ground, commit: str) -> list[Checkpoint]:
    """Return every checkpoint that the history of a commit ever held, as it was first written."""
    printed = ground.git.read(
        *("log", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-show-signature"),
        *("--diff-filter=A", "--no-diff-merges", "--format=", commit, "--", FOLDER),
    )
    found: dict[str, Checkpoint] = {}
    for one in records(printed):
        facts = one.lstrip("\n").split(" ")
        if facts[0].startswith(":") and int(facts[_NEW_MODE], 8) in refs.FILE_MODES:
            point = read(ground.objects.blob(facts[_NEW_BLOB]))
            if point is not None:
                found.setdefault(point.text, point)
    return list(found.values())


def commit_of_size(ground: Ground, until: str, size: int) -> str:
    """Return the commit on the way of first parents that stands on so many, "" if none does."""
    printed = ground.git.read("rev-list", "--first-parent", "--reverse", until, "--")
    way = printed.decode("ascii").split()
    low, high = 0, len(way) - 1
    while low < high:
        middle = (low + high) // 2
        if size_of(ground, way[middle]) < size:
            low = middle + 1
        else:
            high = middle
    return way[low] if way and size_of(ground, way[low]) == size else ""
