"""The outcome of a comparison, as values: two ends, the changes between them, the way there."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wuye_cli.domain.comparing.change import Change


class End(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two states: how it was called, what it is, and its commit if it is one."""

    name: str
    kind: str
    commit: str = ""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One commit that changed the standards, and what it changed."""

    commit: str
    author: str
    mail: str
    committer: str
    committed: datetime
    subject: str
    is_merge: bool
    changes: tuple[Change, ...]
    unreadable: tuple[tuple[str, str], ...] = ()


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """What was worse between two commits.

    Attributes:
        opened: The commit that made it worse.
        closed: The commit that made it better again.
        seconds: From the one to the other, as the commits claim; negative if their dates run
            backwards.
        pairs: What was made worse, each with what made it better.
        whole: Whether all of it came back to the values that it had.
        received: Tickets received in commits in between.
        ended: Tickets closed or cancelled in commits in between.
    """

    opened: Stage
    closed: Stage
    seconds: int
    pairs: tuple[tuple[Change, Change], ...]
    whole: bool
    received: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """A range, gone over commit by commit; `commits` says how many that were."""

    commits: int
    stages: tuple[Stage, ...]
    episodes: tuple[Episode, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        changes: Ranked for the audience, the gravest first.
        unreadable: Path, side (`old` or `new`) and code of what could not be read.
        walk: The way between the ends, if it was asked for.
    """

    old: End
    new: End
    changes: tuple[Change, ...]
    unreadable: tuple[tuple[str, str, str], ...] = ()
    walk: Walk | None = None
    audience: str = "owners"
