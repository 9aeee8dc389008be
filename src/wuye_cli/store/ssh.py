"""The only room that starts `ssh-keygen`: it makes keys, signs, and says whether a signature holds.

Nothing of cryptography is our own. It never asks anything: a key with a passphrase is in an agent,
or signing fails.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from wuye_cli.domain.errors import CallError, ConflictError, StoreError
from wuye_cli.domain.people.signing_key import public_key
from wuye_cli.store import atomic
from wuye_cli.store.git import clean_environment
from wuye_cli.store.process import start_process

GIT = "git"
"""The namespace of signatures on commits; one made for something else does not count for them."""

_MOST = 1 << 16
_GOOD = "Good "


class Said(NamedTuple):
    """How a run of `ssh-keygen` ended."""

    status: int
    out: bytes
    complaint: str


def find_ssh_keygen() -> str:
    """Return the path of `ssh-keygen`, from the absolute folders of `PATH` only.

    Raises:
        StoreError: `ssh_missing`.
    """
    name = "ssh-keygen.exe" if sys.platform == "win32" else "ssh-keygen"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    raise StoreError("ssh_missing")


def make_key(path: str, comment: str) -> str:
    """Make a new pair of keys, private at `path` and public at `path.pub`; return the public one.

    Raises:
        ConflictError: `key_file_exists`; no key is ever written over.
        StoreError: If it cannot be written.
    """
    for name in (path, path + ".pub"):
        if os.path.lexists(name):
            raise ConflictError("key_file_exists", path=name)
    with atomic.disk_errors():
        folder = os.path.dirname(path)
        if not os.path.isdir(folder):
            os.makedirs(folder, mode=0o700)
    done = _run("-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path)
    if done.status != 0:
        raise StoreError("key_not_made", path=path, reason=done.complaint)
    return read_public(path)


def read_public(path: str) -> str:
    """Return the public key that belongs to a key file, private or public.

    Raises:
        CallError: `key_file_missing`; `not_a_key` for anything but a public key that may sign.
    """
    place = path if path.endswith(".pub") else path + ".pub"
    try:
        with open(place, encoding="utf-8", errors="replace") as file:
            text = file.read(_MOST)
    except OSError as error:
        raise CallError("key_file_missing", path=place) from error
    key = public_key(text)
    if not key:
        raise CallError("not_a_key", value=place)
    return key


def sign(path: str, data: bytes, namespace: str = GIT) -> str:
    """Return the armoured signature of some bytes.

    Args:
        path: The private key, or the public half of one that an agent holds.
        data: What is signed.
        namespace: What it is signed for.

    Raises:
        StoreError: `key_locked`, if the key has a passphrase and no agent holds it;
            `signing_failed` with what `ssh-keygen` said.
    """
    done = _run("-Y", "sign", "-n", namespace, "-f", path, data=data)
    if done.status == 0 and done.out.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        return done.out.decode("ascii")
    is_locked = "passphrase" in done.complaint
    raise StoreError(
        "key_locked" if is_locked else "signing_failed", path=path, reason=done.complaint
    )


def complaint_about(signature: str, data: bytes, namespace: str = GIT) -> str:
    """Return nothing if a signature holds for these bytes, else what `ssh-keygen` says of it.

    Whose key it is, and whether it may sign, is not asked here.
    """
    import tempfile  # noqa: PLC0415 - no command that writes needs it

    with atomic.disk_errors():
        number, path = tempfile.mkstemp(prefix="wuye-sig-")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(signature.encode("utf-8", "surrogateescape"))
            done = _run("-Y", "check-novalidate", "-n", namespace, "-s", path, data=data)
        finally:
            atomic.remove(path)
    if done.status == 0 and done.out.startswith(_GOOD.encode()):
        return ""
    return done.complaint or f"status {done.status}"


def _run(*args: str, data: bytes = b"") -> Said:
    child = start_process(
        [find_ssh_keygen(), *args],
        data,
        clean_environment({"SSH_ASKPASS_REQUIRE": "never"}),
        command="ssh-keygen",
        alone=True,
    )
    out = child.output.read()
    return Said(child.wait(), out, child.complaints())
