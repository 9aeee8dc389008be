"""Keys of people who sign, made once a session; and a register that knows them."""

from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

from wuye_cli.domain.people.signing_key import SigningKey
from wuye_cli.domain.people.staff import Staff
from wuye_cli.store.codecs.staff import write_staff


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


def member(name: str, mail: str, *keys: Path | SigningKey) -> bytes:
    """Return the staff file of somebody with these keys."""
    held = tuple(
        one if isinstance(one, SigningKey) else SigningKey(key=public(one)) for one in keys
    )
    return write_staff(Staff(id=name, name=name, mail=mail, keys=held))


def allowed(path: Path, *holders: tuple[str, Path]) -> Path:
    """Write what git knows signers by."""
    path.write_text("".join(f"{mail} {public(key)}\n" for mail, key in holders))
    return path
