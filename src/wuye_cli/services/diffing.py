"""What changed between two states of the standards, ranked, filtered and put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import LEVELS, Change
from wuye_cli.domain.comparing.outcome import Compared
from wuye_cli.domain.comparing.prints import fingerprint
from wuye_cli.domain.comparing.profiles import level_for
from wuye_cli.domain.errors import CallError
from wuye_cli.services.approval_lost import lost
from wuye_cli.services.comparing import changes_between
from wuye_cli.services.diff_sides import pair_of
from wuye_cli.services.walking import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from wuye_cli.domain.comparing.outcome import Walk
    from wuye_cli.services.diff_sides import Asked, Pair
    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Reads

SANDWICH = "D905"
"""The code of what was worse only for a while."""


def compare_asked(
    store: Store | None, asked: Asked, *, now: datetime, here: str
) -> tuple[Compared, Pair]:
    """Compare what was asked for; return what was found, and the two states.

    Args:
        store: The store, None outside of one: then only folders and files can be compared.
        asked: What to compare.
        now: The present instant.
        here: The working directory, absolute.

    Raises:
        CallError: For words that name nothing, or that do not go together.
        UncheckableError: `shallow_clone`.
    """
    _check_codes((*asked.select, *asked.ignore))
    reads: Reads = {}
    pair = pair_of(store, asked, now=now, here=here, reads=reads)
    kept = _kept(pair, asked)
    compared = changes_between(*pair.shots, at=pair.at)
    told = [*compared.changes, *_of_approvals(store, pair)]
    changes = [change for change in told if kept(change)]
    way = None
    if asked.walk:
        if store is None or not (pair.old.commit and pair.new.commit):
            raise CallError("walk_needs_range")
        way = _kept_way(walk(store, pair.old.commit, pair.new.commit, reads=reads), kept, asked)
        changes = [*_told_by(way, changes), *_of_episodes(way)]
    outcome = Compared(
        old=pair.old,
        new=pair.new,
        changes=in_order(_ranked(change, asked) for change in changes),
        unreadable=tuple((path, side, error.code) for side, path, error in compared.unreadable),
        walk=way,
        audience=asked.audience,
    )
    return outcome, pair


def _of_approvals(store: Store | None, pair: Pair) -> Iterable[Change]:
    """Return what lost its approval; texts from anywhere else have none to lose."""
    return () if store is None or pair.old.kind in {"folder", "file"} else lost(store, *pair.shots)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes the gravest first, then by standard, place and code."""
    return tuple(
        sorted(changes, key=lambda one: (LEVELS.index(one.level), one.standard, one.key, one.code))
    )


def _ranked(change: Change, asked: Asked) -> Change:
    return msgspec.structs.replace(change, level=level_for(change, asked.audience))


def _kept(pair: Pair, asked: Asked) -> Callable[[Change], bool]:
    def is_kept(change: Change) -> bool:
        return (
            (not asked.select or change.code.startswith(asked.select))
            and not (asked.ignore and change.code.startswith(asked.ignore))
            and _is_among(change, pair.standards)
        )

    return is_kept


def _kept_way(way: Walk, kept: Callable[[Change], bool], asked: Asked) -> Walk:
    stages = []
    for stage in way.stages:
        changes = in_order(_ranked(one, asked) for one in stage.changes if kept(one))
        if changes or stage.unreadable:
            stages.append(msgspec.structs.replace(stage, changes=changes))
    episodes = tuple(
        msgspec.structs.replace(one, pairs=pairs)
        for one in way.episodes
        if (pairs := tuple(two for two in one.pairs if kept(two[0])))
    )
    return msgspec.structs.replace(way, stages=tuple(stages), episodes=episodes)


def _told_by(way: Walk, changes: Iterable[Change]) -> list[Change]:
    """Return changes with the commits that touched the same place on the way, and their authors."""
    by_place: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for stage in way.stages:
        for one in stage.changes:
            told = by_place.setdefault((one.standard, one.key), [])
            if (stage.commit, stage.author) not in told:
                told.append((stage.commit, stage.author))
    return [
        msgspec.structs.replace(
            change,
            commits=tuple(commit for commit, _ in told),
            authors=tuple(author for _, author in told),
        )
        for change in changes
        for told in [by_place.get((change.standard, change.key), [])]
    ]


def _of_episodes(way: Walk) -> list[Change]:
    """Return every sandwich as a change, so that it counts, fails and is accepted like one.

    Its fingerprint holds the two commits: the same trick played again is another matter.
    """
    found = []
    for episode in way.episodes:
        for worse, better in episode.pairs:
            commits = (episode.opened.commit, episode.closed.commit)
            ends = [worse.new, better.new, *commits]
            found.append(
                Change(
                    code=SANDWICH,
                    level=KINDS[SANDWICH].level,
                    customer=worse.customer,
                    staff=worse.staff,
                    standard=worse.standard,
                    key=worse.key,
                    old=worse.old,
                    new=better.new,
                    facts={
                        "meanwhile": worse.new,
                        "seconds": episode.seconds,
                        "whole": episode.whole,
                        "received": len(episode.received),
                        "closed": len(episode.ended),
                    },
                    path=better.path,
                    where_new=better.where_new,
                    line_new=better.line_new,
                    column_new=better.column_new,
                    fingerprint=fingerprint(SANDWICH, worse.standard, worse.key, worse.old, ends),
                    commits=commits,
                    authors=(episode.opened.author, episode.closed.author),
                )
            )
    return found


def _is_among(change: Change, standards: Sequence[str]) -> bool:
    return not standards or any(
        change.standard == name or change.standard.startswith(name + "/") for name in standards
    )


def _check_codes(codes: Sequence[str]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in KINDS):
            raise CallError("unknown_code", value=code, command="wuye rule")
