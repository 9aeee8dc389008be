"""What an operation is about to do, so that a crash can be finished or undone."""

from __future__ import annotations

import os
from typing import Literal

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic

_NAME = "intent.json"


class Entry(msgspec.Struct, frozen=True):
    """One file of the operation.

    Attributes:
        path: The file, relative to the root.
        old: Its blob at HEAD when the operation began; None when it is new.
        new: Its blob after the operation; None when it is deleted.
        hands_off: The work tree is not ours to touch: an adopted hand edit, or a path outside the
            sparse cone.
        skip: The index entry is marked as not checked out (outside the sparse cone).
    """

    path: str
    old: str | None
    new: str | None
    hands_off: bool = False
    skip: bool = False


class Intent(msgspec.Struct, frozen=True):
    """An operation on its way; written and synced before anything else is touched.

    Attributes:
        token: Names everything that the operation leaves on its way.
        head: The commit it builds on, "" for the first one.
        kind: A bulk import keeps its entries in a file of its own, once they are known.
        entries: The files of the operation.
        format: Version of this file.
    """

    token: str
    head: str
    kind: Literal["commit", "bulk"] = "commit"
    entries: tuple[Entry, ...] = ()
    format: int = 1


def save(private: str, intent: Intent) -> None:
    """Write the intent, synced, so that it is there or not there but never half."""
    atomic.replace_whole(os.path.join(private, _NAME), msgspec.json.encode(intent))


def load(private: str) -> Intent | None:
    """Return the intent that an interrupted operation left, or None: one look at the disk.

    Raises:
        StoreError: `damaged_intent`.
    """
    path = os.path.join(private, _NAME)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    try:
        intent = msgspec.json.decode(data, type=Intent)
    except msgspec.DecodeError as error:
        raise StoreError("damaged_intent", path=path) from error
    if intent.format != 1 or not intent.token.isalnum():
        raise StoreError("damaged_intent", path=path)
    if intent.kind == "bulk":
        return msgspec.structs.replace(intent, entries=_load_list(private, intent.token))
    return intent


def save_list(private: str, token: str, entries: list[Entry]) -> None:
    """Write the files of a bulk import beside its intent, synced."""
    atomic.replace_whole(_list_path(private, token), msgspec.json.encode(entries))


def _load_list(private: str, token: str) -> tuple[Entry, ...]:
    path = _list_path(private, token)
    try:
        with open(path, "rb") as file:
            return msgspec.json.decode(file.read(), type=tuple[Entry, ...])
    except FileNotFoundError:
        return ()  # killed before anything outside the object store was touched
    except msgspec.DecodeError as error:
        raise StoreError("damaged_intent", path=path) from error


def _list_path(private: str, token: str) -> str:
    return os.path.join(private, f"list-{token}.json")


def forget(private: str) -> None:
    """Remove the intent: the operation is settled."""
    atomic.remove(os.path.join(private, _NAME))
