"""The way into git's own diff: a driver for changed files, a view of one file, and their set-up."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.comparing.outcome import Compared, End
from wuye_cli.domain.errors import CallError
from wuye_cli.services.comparing import changes_between
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.loose import file_bytes, path_of_texts
from wuye_cli.store.snapshot import Snapshot
from wuye_cli.store.yaml_text import UnreadableError, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.services.desk import Desk

NAME = "wuye"
ATTRIBUTE_FILE = ".gitattributes"
ATTRIBUTES = (f"{STANDARDS}/**/*.yaml diff={NAME}", f"{STANDARDS}/**/.*.yaml !diff")
_GIT_GIVES = (1, 7, 8, 9)
"""How many words git gives a driver: the path alone if unmerged; more for a renamed file."""


class Driven(msgspec.Struct, frozen=True, kw_only=True):
    """One file as git's driver was given it; the texts are for what could not be compared."""

    path: str
    compared: Compared | None = None
    old: bytes = b""
    new: bytes = b""


def driven(words: Sequence[str]) -> Driven:
    """Compare one file as git hands it to a driver.

    Args:
        words: Path, old file, old id, old mode, new file, new id, new mode; the path alone for
            a file with unmerged texts; the new path and a score besides for a renamed one.

    Raises:
        CallError: `driver_words`.
    """
    if len(words) not in _GIT_GIVES:
        raise CallError("driver_words")
    path = words[7] if len(words) > 7 else words[0]  # noqa: PLR2004 - a renamed file
    if len(words) == 1:
        return Driven(path=path)
    old, new = (file_bytes(str(Path(place).absolute()), path) for place in (words[1], words[4]))
    inside = path if path.startswith(f"{STANDARDS}/") else path_of_texts([old, new], path)
    shots = [Snapshot("", {inside: data} if data else {}) for data in (old, new)]
    found = changes_between(*shots)
    bad = tuple((path, side, error.code) for side, _, error in found.unreadable)
    ends = [End(name=name, kind="file") for name in (words[2], words[5])]
    compared = Compared(old=ends[0], new=ends[1], changes=found.changes, unreadable=bad)
    return Driven(path=path, compared=compared, old=old, new=new)


def facts_of(path: str) -> str:
    """Return a file as one fact a line, in a fixed order, or as it is if it cannot be read.

    Raises:
        CallError: `no_such_place`.
    """
    data = file_bytes(str(Path(path).absolute()), path)
    try:
        tree = read_plain(data, path=path)
    except UnreadableError:
        return data.decode("utf-8", "replace")
    return "".join(f"{place}: {value}\n" for place, value in _facts("", tree))


def _facts(above: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield place and value of every scalar: keys in order, entries of a list by their own id."""
    if isinstance(value, dict) and value:
        for key in sorted(value):
            yield from _facts(f"{above}.{key}" if above else str(key), value[key])
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value):
            own = item.get("id") if isinstance(item, dict) else None
            yield from _facts(f"{above}[{own if isinstance(own, str) else number}]", item)
    else:
        yield above, msgspec.json.encode(value, order="sorted").decode()


def install(desk: Desk) -> tuple[dict[str, str], bool]:
    """Tell git about the driver: settings of this clone, and an attribute that all clones share.

    Returns:
        The settings by key, and whether `.gitattributes` got a new line, which is committed.

    Raises:
        ConflictError: If `.gitattributes` was edited by hand, or the lock could not be had.
    """
    program = "wuye" if shutil.which("wuye") else f'"{sys.executable}" -m wuye_cli'
    settings = {
        f"diff.{NAME}.command": f"{program} diff --driver",
        f"diff.{NAME}.textconv": f"{program} diff --textconv",
        f"diff.{NAME}.cachetextconv": "false",
    }
    with desk.transaction() as changes:
        data = changes.read(ATTRIBUTE_FILE) or b""
        missing = [line for line in ATTRIBUTES if line.encode() not in data.splitlines()]
        if missing:
            start = data if data.endswith(b"\n") or not data else data + b"\n"
            changes.put(ATTRIBUTE_FILE, start + "".join(f"{one}\n" for one in missing).encode())
            changes.commit(
                "Show changes of the standards by wuye in git's own diff",
                trailers=(("Wuye-Op", "install-driver"),),
            )
    for key, value in settings.items():
        desk.store.ground.git.write("config", "--local", key, value)
    return settings, bool(missing)
