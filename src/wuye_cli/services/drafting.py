"""Written standards in the making: new documents, and pictures for their clauses."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import CallError, ConflictError, UncheckableError
from wuye_cli.services.documents import clause_place, find, shelf
from wuye_cli.store import worktree
from wuye_cli.store.codecs.known import PROCEDURES, SERVICES
from wuye_cli.store.codecs.reading import Node, check_id
from wuye_cli.store.formatting import edited
from wuye_cli.store.media import clean_name, put_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wuye_cli.services.desk import Desk

_USUAL_OWNER = "manager"
_A_YEAR = timedelta(days=365)


class Attached(NamedTuple):
    """A picture in `media/` and the clause that names it now."""

    path: str
    key: str
    file: str
    sha256: str
    size: int


def owner_of_new(desk: Desk) -> str:
    """Return a role that may answer for a new document: the manager's, else the first there is."""
    tree = shelf(desk).trees.get("standards/policy.yaml") or {}
    roles = [name for name, _ in Node(tree, []).at("roles").entries()]
    return _USUAL_OWNER if _USUAL_OWNER in roles or not roles else roles[0]


def review_of_new(desk: Desk) -> date:
    """Return when a new document is to be looked at again: a year from today."""
    return desk.now().date() + _A_YEAR


def create(desk: Desk, folder: str, name: str, text: str, *, label: str = "") -> str:
    """Write a new document into the work tree; nothing is committed.

    Args:
        desk: The desk.
        folder: From the root, below `standards/` or that itself.
        name: Its id.
        text: What to write.
        label: Its name, if it is known already.

    Returns:
        The path.

    Raises:
        CallError: `document_needs_id`; `bad_document_id` for a name that is no id.
        ConflictError: `document_exists`.
    """
    if not name:
        raise CallError("document_needs_id", folder=folder)
    if not check_id(Node(name, []), name):
        raise CallError("bad_document_id", value=name)
    root, path = os.fspath(desk.store.root), f"{folder}/{name}.yaml"
    if worktree.read(root, path) is not None:
        below = path.removeprefix("standards/").removesuffix(".yaml")
        raise ConflictError("document_exists", path=path, id=below)
    if label:
        text = edited(text, {("label",): label})
    worktree.write(root, path, text.encode())
    return path


def attach(desk: Desk, document: str, key: str, source: Path) -> Attached:
    """Take a picture into `media/` and note its hash at a clause of a document in the work tree.

    Comments stay; nothing is committed.

    Raises:
        CallError: `unknown_document`; `no_picture_here` for what takes none; or as `put_file`.
        NotFoundError: `no_clause`.
        UncheckableError: If the document cannot be read, or not be edited without loss.
    """
    documents = shelf(desk)
    entry = find(documents, document)
    if not entry.is_readable:
        raise UncheckableError("document_unreadable", path=entry.path)
    where = clause_place(documents, entry, key)
    folder = entry.path.rpartition("/")[0]
    if where[0] not in _PICTURED.get(folder, ()):
        raise CallError("no_picture_here", path=entry.path, value=key)
    text = documents.snapshot.files[entry.path].decode()
    medium = put_file(desk.store, source)
    picture = {"file": clean_name(source.name), "sha256": medium.sha256}
    after = edited(text, {(*where, "picture"): picture})
    worktree.write(os.fspath(desk.store.root), entry.path, after.encode())
    name = str(where[-1]) if isinstance(where[-1], str) else key
    return Attached(entry.path, name, picture["file"], medium.sha256, medium.size)


_PICTURED = {SERVICES: ("commitments", "items"), PROCEDURES: ("steps",)}
"""Folder to the collections whose entries may have a picture."""
