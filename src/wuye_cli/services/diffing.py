"""What changed between two states of the standards, named as people name them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.comparing.audience import OWNERS, ranked
from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import LEVELS
from wuye_cli.domain.errors import CallError
from wuye_cli.services.comparing import changes_between
from wuye_cli.services.walking import Walk, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Reads, Snapshot


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
    audience: str = OWNERS


def compare_asked(
    store: Store | None, asked: Asked, *, now: datetime, here: str, reads: Reads | None = None
) -> Compared:
    """Compare what was asked for.

    Args:
        store: The store, None outside of one: then only folders and files can be compared.
        asked: What to compare.
        now: The present instant.
        here: The working directory, absolute.
        reads: What was read already.

    Raises:
        CallError: For words that name nothing, or that do not go together.
        UncheckableError: `shallow_clone`.
    """
    reads = {} if reads is None else reads
    _check_codes((*asked.select, *asked.ignore))
    pair = _pair(store, asked, now, here, reads)
    compared = changes_between(*pair.shots)
    way = None
    if asked.walk:
        if store is None or not (pair.old.commit and pair.new.commit):
            raise CallError("walk_needs_range")
        way = _kept_way(walk(store, pair.old.commit, pair.new.commit, reads=reads), pair, asked)
    kept = _kept(pair, asked)
    return Compared(
        old=pair.old,
        new=pair.new,
        changes=in_order(
            ranked(change, asked.audience) for change in compared.changes if kept(change)
        ),
        unreadable=tuple(_unreadable(*pair.shots)),
        walk=way,
        audience=asked.audience,
    )


def in_order(changes: Any) -> tuple[Change, ...]:
    """Return changes the gravest first, then by standard, place and code."""
    return tuple(
        sorted(
            changes,
            key=lambda one: (LEVELS.index(one.level), one.standard, one.key, one.code),
        )
    )


def _unreadable(old: Snapshot, new: Snapshot) -> list[tuple[str, str, str]]:
    return [
        (path, side, error.code)
        for side, shot in (("old", old), ("new", new))
        for path, error in shot.unreadable()
    ]


def _kept(pair: _Pair, asked: Asked) -> Callable[[Change], bool]:
    def is_kept(change: Change) -> bool:
        return (
            (not asked.select or change.code.startswith(asked.select))
            and not (asked.ignore and change.code.startswith(asked.ignore))
            and _is_among(change, pair.standards)
        )

    return is_kept


def _kept_way(way: Walk, pair: _Pair, asked: Asked) -> Walk:
    kept = _kept(pair, asked)
    stages = []
    for stage in way.stages:
        changes = in_order(ranked(one, asked.audience) for one in stage.changes if kept(one))
        if changes or stage.unreadable:
            stages.append(msgspec.structs.replace(stage, changes=changes))
    episodes = tuple(
        msgspec.structs.replace(one, pairs=pairs)
        for one in way.episodes
        if (pairs := tuple(two for two in one.pairs if kept(two[0])))
    )
    return msgspec.structs.replace(way, stages=tuple(stages), episodes=episodes)


def _is_among(change: Change, standards: Sequence[str]) -> bool:
    return not standards or any(
        change.standard == name or change.standard.startswith(name + "/") for name in standards
    )


def _check_codes(codes: Sequence[str]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in KINDS):
            raise CallError("unknown_code", value=code, command="wuye rule")
