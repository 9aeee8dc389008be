"""Keys of people who sign, made once a session; and a register that knows them."""

from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.repos import git

from wuye_cli.domain.people.signing_key import SigningKey
from wuye_cli.domain.people.staff import Staff
from wuye_cli.store.codecs.staff import write_staff
from wuye_cli.store.signing import with_signature

if TYPE_CHECKING:
    from collections.abc import Callable


@functools.cache
def folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="wuye-keys-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@functools.cache
def a_key(name: str, passphrase: str = "", kind: str = "ed25519") -> Path:
    """Return the private key of somebody; `.pub` lies beside it."""
    path = folder() / f"{name}-{kind}"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", name, "-f", str(path)],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return path


def public(path: Path) -> str:
    return " ".join(path.with_name(path.name + ".pub").read_text().split()[:2])


def member(name: str, mail: str, *keys: Path | SigningKey, role: str = "") -> bytes:
    """Return the staff file of somebody with these keys."""
    held = tuple(
        one if isinstance(one, SigningKey) else SigningKey(key=public(one)) for one in keys
    )
    return write_staff(Staff(id=name, name=name, mail=mail, role=role, keys=held))


def allowed(path: Path, *holders: tuple[str, Path]) -> Path:
    """Write what git knows signers by."""
    path.write_text("".join(f"{mail} {public(key)}\n" for mail, key in holders))
    return path


def forged(
    root: Path,
    *,
    author: str,
    committer: str = "",
    key: Path | None = None,
    at: int = 1795300000,
    files: dict[str, str | None] | None = None,
    parents: tuple[str, ...] | None = None,
    namespace: str = "git",
    message: str = "made by hand\n",
    headers: str = "",
    before: bool = False,
    then: Callable[[bytes], bytes] = lambda raw: raw,
) -> str:
    """Put a commit on HEAD that no command made, signed as asked; return its id.

    Args:
        root: The store.
        author: `Name <mail>`.
        committer: The author if empty.
        key: Signs it.
        at: Both its dates, in epoch seconds.
        files: What it writes; None deletes.
        parents: HEAD if None.
        namespace: What the signature is made for.
        message: All of it.
        headers: Further header lines.
        before: They stand before the signature, as in git; else after it, as others write them.
        then: Changes the finished object.
    """
    for path, text in (files or {}).items():
        place = root / path
        if text is None:
            git(root, "rm", "-q", "--", path)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        git(root, "add", "--", path)
    tree = git(root, "write-tree").strip()
    over = (git(root, "rev-parse", "HEAD").strip(),) if parents is None else parents
    lines = [f"tree {tree}", *(f"parent {one}" for one in over)]
    lines += [f"author {author} {at} +0800", f"committer {committer or author} {at} +0800"]
    payload = "\n".join([*lines, *([headers] if headers else [])]) + "\n\n" + message
    raw = payload.encode()
    if key is not None:
        signature = signed(key, raw, namespace)
        raw = with_signature(raw, signature)
        if headers and not before:
            line = headers.encode() + b"\n"
            raw = raw.replace(line, b"", 1).replace(b"\n\n", b"\n" + line + b"\n", 1)
    made = subprocess.run(
        ["git", "-C", str(root), "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input=then(raw),
        capture_output=True,
        check=True,
    )
    commit = made.stdout.decode().strip()
    git(root, "update-ref", "HEAD", commit)
    return commit


def signed(key: Path, data: bytes, namespace: str = "git") -> str:
    """Return the armoured signature of some bytes."""
    done = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(key)],
        input=data,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
