"""Stores in temporary folders: made once per session, then copied."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from wuye_cli.store.repository import Actor, Store

ZONE = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 21, 9, 12, tzinfo=ZONE)
CLERK = Actor("李前台", "s-li@desk.example")
OLD = "records/tickets/2026/11/21/WY-261121-A001.yaml"
NEW = "records/tickets/2026/11/22/WY-261122-A001.yaml"
GONE = "records/tickets/2026/11/21/WY-261121-A002.yaml"
FILES = {
    "wuye.yaml": b"format: 1\n",
    "standards/tiers.yaml": b"tiers: {}\n",
    OLD: b'id: "WY-261121-A001"\n',
    GONE: b'id: "WY-261121-A002"\n',
}


@functools.cache
def _template(*, with_people: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="store-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Store.create(
        folder / "store", FILES, actor=CLERK, at=AT, subject="found", with_people=with_people
    )
    return folder / "store"


def a_store(folder: Path, *, with_people: bool = False) -> Store:
    """Return a store of its own with `FILES` in one commit."""
    shutil.copytree(_template(with_people=with_people), folder / "store", symlinks=True)
    git(folder / "store", "update-index", "-q", "--refresh")
    return Store.open(folder / "store")


def packed(root: Path) -> Path:
    """Return a store that will be copied often, its objects in packs: a third of the files."""
    for one in (root, root / "people"):
        if one.is_dir():
            git(one, "repack", "-a", "-d", "-q")
    return root


def git(root: Path | str, *args: str, check: bool = True) -> str:
    """Run git as a person would, with a name and without the settings of this machine."""
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("GIT_")
    } | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LC_ALL": "C",
    }
    names = ("-c", "user.name=person", "-c", "user.email=person@example.org")
    done = subprocess.run(
        ["git", *names, "-C", str(root), *args],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if check and done.returncode != 0:
        raise AssertionError(f"git {' '.join(args)}: {done.stderr}")
    return done.stdout


def save(store: Store, files: dict[str, bytes | None], subject: str = "save") -> str:
    """Commit files through one transaction; None deletes."""
    with store.transaction(by=CLERK, at=AT) as tx:
        for path, data in files.items():
            if data is None:
                tx.delete(path)
            else:
                tx.put(path, data)
        return tx.commit(subject)


def leftovers(root: Path) -> list[str]:
    """Return what an operation must not leave behind: locks, private refs, files on their way."""
    git_dir = root / ".git"
    found = [str(path) for path in git_dir.rglob("*.lock") if path.name != "maintenance.lock"]
    found += [str(path) for path in git_dir.glob("refs/wuye/pending/*")]
    found += [str(path) for path in git_dir.glob("objects/pack/*.keep")]
    usual = {"lock", "commits", "git-version", "index-clean", "index.db", "maintenance.lock"}
    usual |= {
        "allowed_signers",
        "check.msgpack",
        "conflicts-open",
        "conflicts.msgpack",
        "forms.msgpack",
        "house.msgpack",
        "index-mark",
        "people-checked",
        "readings.msgpack",
        "signatures.msgpack",
    }
    found += [str(path) for path in (git_dir / "wuye").iterdir() if path.name not in usual]
    return found
