"""A store of the project's own standards with one faultless ticket, for the tests of `check`."""

from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.support.repos import AT, CLERK
from tests.unit.checking.small import PATH, ticket

from wuye_cli.services.checking.run import Asked, check
from wuye_cli.store.codecs.tickets import write_ticket
from wuye_cli.store.repository import Store

STANDARDS = Path(__file__).parents[2] / "standards"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
GOOD = write_ticket(ticket(standard=None, category="water.leak"))
SETTINGS = b'schema: "wuye/1"\n'
TIERS = "standards/tiers.yaml"


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="checked-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    files = {"wuye.yaml": SETTINGS, PATH: GOOD}
    for path in sorted(STANDARDS.rglob("*.yaml")):
        files["standards/" + path.relative_to(STANDARDS).as_posix()] = path.read_bytes()
    Store.create(folder / "store", files, actor=CLERK, at=AT, subject="found", with_people=False)
    return folder / "store"


def a_checked_store(folder: Path) -> Store:
    """Return a store of its own."""
    shutil.copytree(_template(), folder / "store")
    return Store.open(folder / "store")


def run(store, *paths, now=NOW, **asked):
    """Check it."""
    return check(store, Asked(paths=paths, **asked), now)


def found(report, *codes):
    """Path and line of the findings of some rules, with the code."""
    return [(one.rule, one.path, one.line) for one in report.findings if one.rule in codes]


def write(store, path, text):
    """Write a file of the work tree."""
    place = store.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())


def edit(store, path, old, new):
    """Change a file of the work tree in one place."""
    text = (store.root / path).read_text(encoding="utf-8")
    assert old in text
    write(store, path, text.replace(old, new, 1))


def git(root, *words):
    """Run git in a store."""
    who = ("-c", "user.name=p", "-c", "user.email=p@x")
    command = ["git", *who, "-C", str(root), *words]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode().strip()
