"""The form of a pack: its files, its manifest, its rows of commits, its sums."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec

from wuye_cli.auditing.commit_text import read_commit, trailers_of
from wuye_cli.auditing.signed import signer_of

SCHEMA = "audit-pack/1"
MANIFEST, COMMITS, SUMS = "manifest.json", "commits.json", "SHA256SUMS"
OBJECTS = "git/objects.pack"
SIGNERS = "allowed_signers"
"""The keys of the staff as they are registered when it is packed, for git to know them by."""
_LAST_SECOND = 253_402_300_799


class PackedFile(msgspec.Struct, frozen=True):
    """One file of the store in a pack.

    Attributes:
        path: Where it lies in the pack.
        kind: `ticket`, `standard`, `earlier`, `approval` or `checkpoint`.
        blob: The id that git gives to its bytes.
        commit: A commit in which it stands.
        of: Its path in that commit.
    """

    path: str
    kind: str
    blob: str
    commit: str
    of: str
    sha256: str = ""
    size: int = 0


class Pack(msgspec.Struct, frozen=True):
    """A pack: what its manifest says, and its files by path."""

    manifest: dict[str, Any]
    files: dict[str, bytes]


def sealed(pack: Pack, papers: dict[str, bytes]) -> dict[str, bytes]:
    """Return every file of a finished pack: its own, the papers for people, manifest and sums."""
    manifest = msgspec.json.format(msgspec.json.encode(pack.manifest), indent=1) + b"\n"
    files = {**pack.files, **papers, MANIFEST: manifest}
    return {**files, SUMS: sums_of(files)}


def sums_of(files: dict[str, bytes]) -> bytes:
    """Return the sums of files, as `sha256sum` writes and checks them."""
    return b"".join(
        f"{digest(files[path])}  {path}\n".encode() for path in sorted(files) if path != SUMS
    )


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return sha256(data).hexdigest()


def commit_row(commit: str, raw: bytes) -> dict[str, Any]:
    """Return what a commit says, from nothing but the bytes of its object."""
    text = read_commit(raw)
    return {
        "commit": commit,
        "parents": list(text.parents),
        "author": text.author[0],
        "author_mail": text.author[1],
        "authored": _moment(text.authored),
        "committer": text.committer[0],
        "committer_mail": text.committer[1],
        "committed": _moment(text.committed),
        "message": text.message,
        "trailers": [list(pair) for pair in trailers_of(text.message)],
        "signed": signer_of(raw),
    }


def _moment(seconds: int) -> str:
    """Return an instant in UTC; one that no calendar has is the nearest one that it has."""
    bounded = max(0, min(seconds, _LAST_SECOND))
    return datetime.fromtimestamp(bounded, tz=UTC).isoformat()
