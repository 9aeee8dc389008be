"""What an earlier audit of this clone came to, so that the next one reads only what is new.

The file lies below `.git` and can be deleted at any time. Its seal tells damage and hand edits;
whoever sets out to forge it can make it say anything: `--full` and the hook of a server neither
read nor believe it, and a verdict says what it took from it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.errors import StoreError
from wuye_cli.services.auditing.course import End
from wuye_cli.store.code_state import code_state
from wuye_cli.store.sealed import keep_sealed, read_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.auditing.judge import Judge
    from wuye_cli.store.ground import Ground

FILE = "audit.msgpack"
_FORMAT = 3
_PASSING = frozenset({"G015"})
"""Codes that time alone mends: with one of them nothing is kept."""
_CODE = ("auditing", "domain", "services", "store")
"""Whose words a verdict goes by: with another state of them everything is judged anew."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was found up to a commit.

    Attributes:
        end: The last commit of the walk, and what its files do not tell.
        commits: How many it went over.
        memories: What each judge remembers, by his name.
    """

    end: End
    commits: int
    findings: tuple[Finding, ...]
    unread: tuple[tuple[str, str], ...]
    memories: dict[str, bytes]


def key_of(since: str, pin: str, judges: Mapping[str, Judge]) -> tuple[str, ...]:
    """Return what must be the same for a walk to be taken up again.

    That is where it began, the pin of the policy, who judged, and by which state of wuye.
    """
    return (str(_FORMAT), str(code_state(_CODE)), since, pin, *sorted(judges))


def recalled(ground: Ground, key: tuple[str, ...]) -> Kept | None:
    """Return what is kept under a key, or nothing."""
    body = read_sealed(ground, FILE, key)
    if body is None:
        return None
    try:
        return msgspec.msgpack.decode(body, type=Kept)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


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


def keep(ground: Ground, key: tuple[str, ...], kept: Kept, judges: Mapping[str, Judge]) -> None:
    """Keep what was found; that it could not be kept costs time, nothing else."""
    if any(one.rule in _PASSING for one in kept.findings):
        return
    with suppress(StoreError, ValueError, TypeError):  # a file system, or odd text
        memories = {
            name: msgspec.msgpack.encode(judge.memory)
            for name, judge in judges.items()
            if judge.memory is not None
        }
        whole = msgspec.structs.replace(kept, memories=memories)
        ground.prepare()
        keep_sealed(ground, FILE, msgspec.msgpack.encode(whole), key)
