"""Signing our own commits, inside the operation that makes them: signed, or not made at all.

A clone names the key of each who types on it. It signs once the register has that key as theirs:
a key that nobody knows yet would prove nothing. Where the policy requires signatures, a commit
that cannot be signed so is refused before anything is written.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, RefusedError, UncheckableError
from wuye_cli.store import ssh
from wuye_cli.store.git import records
from wuye_cli.store.layout import RECORDS, STANDARDS
from wuye_cli.store.objects import commit_id, pack_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.domain.people.staff import Staff
    from wuye_cli.store.ground import Ground

_POLICY = f"{STANDARDS}/policy.yaml"
_STAFF = f"{RECORDS}/staff"
_SECTION = "wuyekey"
_FEW = 100
"""Up to so many commits lie as single objects, as fast-import has it."""
_COMMIT_OBJECT = 1
"""The kind of a commit in a pack (gitformat-pack)."""


class Signer(msgspec.Struct, frozen=True):
    """A key that may sign now.

    Attributes:
        path: Its file; a `.pub` if an agent holds the private half.
        mail: Whose commits it signs.
    """

    path: str
    mail: str


def setting_of(mail: str) -> str:
    """Return the setting of a clone that names the key file of one who types there."""
    return f"{_SECTION}.{mail.lower()}.path"


def key_file(ground: Ground, mail: str) -> str:
    """Return the key file that this clone has for a mail, "" if none."""
    try:
        with open(os.path.join(ground.common_dir, "config"), "rb") as file:
            if _SECTION.encode() not in file.read().lower():
                return ""  # nobody signs here: no process is started to learn that
    except OSError:
        return ""
    printed = ground.git.read("config", "--local", "-z", "--get", setting_of(mail), ok=(0, 1))
    return next(records(printed), "")


def signer_of(ground: Ground, head: str, mail: str) -> Signer | None:
    """Return what signs the next commit of somebody on top of `head`; None if nothing need.

    Raises:
        CallError: `no_signing_key`, where the policy requires signatures and this clone has no
            key for them; `key_file_missing`, `not_a_key`.
        RefusedError: `key_not_registered`, where it requires them and the register does not have
            this key as theirs.
    """
    path = key_file(ground, mail)
    if not path:
        if head and must_sign(ground, head):
            raise CallError("no_signing_key", mail=mail)
        return None
    public = ssh.read_public(path)
    holder = holder_of(ground, head, public)
    if holder is not None and holder.mail.lower() == mail.lower():
        return Signer(path, mail)
    if head and must_sign(ground, head):
        raise RefusedError("key_not_registered", path=path, mail=mail)
    return None


def must_sign(ground: Ground, commit: str) -> bool:
    """Say whether the policy in a commit requires signatures of those that follow it."""
    blob = ground.objects.blob_at(commit, _POLICY)
    return blob is not None and requires_signatures(ground.objects.blob(blob))


def requires_signatures(policy: bytes) -> bool:
    """Say whether a policy requires signatures; one that cannot be read does not."""
    if not any(b"required" in _without_comment(line) for line in policy.splitlines()):
        return False
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - few writes come this far

    try:
        audit = read_plain(policy).get("audit")
    except UncheckableError:
        return False
    return isinstance(audit, dict) and audit.get("signatures") == "required"


def _without_comment(line: bytes) -> bytes:
    """Return a line of YAML without its comment, or whole if quotes may hide where that begins."""
    return line if b'"' in line or b"'" in line else line.partition(b"#")[0]


def holder_of(ground: Ground, commit: str, public: str) -> Staff | None:
    """Return whose live key it is, as the register in a commit has it."""
    wanted = public.encode()
    folder = ground.objects.folder_at(commit, _STAFF)
    for _, blob in folder.values():
        kind, data = ground.objects.read(blob)
        if kind == "blob" and wanted in data:
            member = _member(data)
            if member and any(one.key == public and one.is_live for one in member.keys):
                return member
    return None


def _member(data: bytes) -> Staff | None:
    from wuye_cli.store.codecs.staff import read_staff  # noqa: PLC0415 - only where people sign
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - as above

    try:
        return read_staff(read_plain(data))[0]
    except UncheckableError:
        return None


def seal(ground: Ground, commits: Sequence[str], signer: Signer, *, lock: int) -> str:
    """Make signed commits out of a chain of unsigned ones, and return the last; refs stay.

    Args:
        ground: The repository.
        commits: Each but the first has the one before it among its parents.
        signer: What signs.
        lock: Descriptor of the store's lock.

    Raises:
        StoreError: `key_locked`, `signing_failed`, or what the disk did.
    """
    command = ("unpack-objects", "-q") if len(commits) <= _FEW else ("index-pack", "--stdin")
    child = ground.git.start_writer(*command, lock=lock)
    last = ""
    try:
        digest = pack_digest()
        head = b"PACK" + (2).to_bytes(4, "big") + len(commits).to_bytes(4, "big")
        digest.update(head)
        child.feed(head)
        for made, part in _sealed(ground, commits, signer):
            last = made
            digest.update(part)
            child.feed(part)
        child.feed(digest.digest())
    except BaseException:
        child.wait()  # it dies of the pack that ends too soon
        raise
    child.finish()
    return last


def _sealed(ground: Ground, commits: Sequence[str], signer: Signer) -> Iterator[tuple[str, bytes]]:
    was, now = b"", b""
    for commit in commits:
        payload = ground.objects.read(commit)[1]
        if was:
            payload = payload.replace(b"\nparent " + was, b"\nparent " + now, 1)
        body = with_signature(payload, ssh.sign(signer.path, payload))
        made = commit_id(body)
        was, now = commit.encode(), made.encode()
        yield made, _packed(body)


def with_signature(payload: bytes, signature: str) -> bytes:
    """Return a commit with its signature as the last header, as git writes it."""
    head, _, message = payload.partition(b"\n\n")
    lines = signature.rstrip("\n").replace("\n", "\n ").encode()
    return head + b"\ngpgsig " + lines + b"\n\n" + message


def _packed(body: bytes) -> bytes:
    """Return a commit as an entry of a pack: kind and size in groups of bits, then the bytes."""
    size = len(body)
    first, size = _COMMIT_OBJECT << 4 | size & 0x0F, size >> 4
    head = bytearray()
    while size:
        head.append(first | 0x80)
        first, size = size & 0x7F, size >> 7
    head.append(first)
    return bytes(head) + zlib.compress(body, 1)
