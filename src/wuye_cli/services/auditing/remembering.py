"""What an earlier audit of this clone came to, so that the next one reads only what is new.

The file lies below `.git` and can be deleted at any time. Whoever can write there could make it
say anything: `--full` neither reads nor believes it, and a verdict says what it took from it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.errors import StoreError
from wuye_cli.services.auditing.course import End
from wuye_cli.store import atomic
from wuye_cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.auditing.judge import Judge
    from wuye_cli.store.ground import Ground

FILE = "audit.msgpack"
_FORMAT = 2
_PASSING = frozenset({"G015"})
"""Codes that time alone mends: with one of them nothing is kept."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was found up to a commit.

    Attributes:
        key: Version of wuye, where the walk began, and the pin of the policy.
        end: The last commit of the walk, and what its files do not tell.
        commits: How many it went over.
        memories: What each judge remembers, by his name.
    """

    key: tuple[str, ...]
    end: End
    commits: int
    findings: tuple[Finding, ...]
    unread: tuple[tuple[str, str], ...]
    memories: dict[str, bytes]


def key_of(since: str, pin: str, judges: Mapping[str, Judge]) -> tuple[str, ...]:
    """Return what must be the same for a walk to be taken up again."""
    return (str(_FORMAT), VERSION, since, pin, *sorted(judges))


def recalled(ground: Ground, key: tuple[str, ...]) -> Kept | None:
    """Return what is kept under a key, or nothing."""
    try:
        kept = msgspec.msgpack.decode(_path(ground).read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return kept if kept.key == key else None


def is_before(ground: Ground, commit: str, until: str) -> bool:
    """Say whether `until` stands on a commit."""
    printed = ground.git.read(
        *("-c", "core.commitGraph=false", "rev-list", "--count", "--max-count=1"),
        *(commit, f"^{until}", "--"),
        ok=(0, 128),
    )
    return printed.strip() == b"0"


def take_up(kept: Kept, judges: Mapping[str, Judge]) -> bool:
    """Give each judge the memory he had; say whether all could be read."""
    try:
        read = {
            name: msgspec.msgpack.decode(kept.memories[name], type=type(judge.memory))
            for name, judge in judges.items()
            if judge.memory is not None
        }
    except (KeyError, msgspec.MsgspecError, ValueError, RecursionError):
        return False
    for name, memory in read.items():
        judges[name].memory = memory
    return True


def keep(ground: Ground, kept: Kept, judges: Mapping[str, Judge]) -> None:
    """Keep what was found; that it could not be kept costs time, nothing else."""
    if any(one.rule in _PASSING for one in kept.findings):
        return
    with suppress(OSError, StoreError, ValueError, TypeError):  # a file system, or odd text
        memories = {
            name: msgspec.msgpack.encode(judge.memory)
            for name, judge in judges.items()
            if judge.memory is not None
        }
        whole = msgspec.structs.replace(kept, memories=memories)
        ground.prepare()
        atomic.replace_whole(str(_path(ground)), msgspec.msgpack.encode(whole), sync=False)


def _path(ground: Ground) -> Path:
    return Path(ground.private) / FILE
