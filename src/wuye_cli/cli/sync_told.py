"""wuye sync, without its options: what it does and says, for the command line and for the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean
from wuye_cli.services import syncing

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.services.desk import Desk
    from wuye_cli.services.doubles import Twin
    from wuye_cli.services.merging import Merged
    from wuye_cli.services.syncing import Synced

_CONFLICT = 6
_LISTED = 20
_NO_PLACE = frozenset({"special_file", "unsafe_path"})


def run_sync(
    root: Path, remote: str = "", *, via: Path | None = None, people: bool = True, as_json: bool
) -> int:
    """Sync and say what came of it; the status is 6 if something could not be brought together.

    Args:
        root: Where the store is looked for.
        remote: Name of the remote, the usual one if empty.
        via: A folder to meet at in place of a remote.
        people: Whether residents' data go along.
        as_json: Say it as JSON.
    """
    with spoken_errors():
        desk = open_desk(root)
        if via is not None:
            done = syncing.by_folder(desk, via, people=people)
        else:
            done = syncing.by_remote(desk, remote, people=people)
        emit(msgspec.to_builtins(done), text=lambda _: _text(desk, done), wanted=Wanted(as_json))
        return 0 if done.is_clean else _CONFLICT


def _text(desk: Desk, done: Synced) -> str:
    lines = [
        line
        for one in done.received
        if _is_news(one.repository, one.how)
        for line in _received(one)
    ]
    for trouble in done.troubles:
        facts = {**msgspec.structs.asdict(trouble), "repository": _kind(trouble.repository)}
        lines.append(spoken(f"sync.{trouble.code}", **facts))
    lines += [spoken("sync.skipped", source=code) for code in done.skipped]
    for sent in done.sent:
        how = "sent" if sent.new else "unsent"
        if _is_news(sent.repository, how):
            lines.append(spoken(f"sync.{how}", kind=_kind(sent.repository), to=sent.to))
    if done.photos_in or done.photos_out:
        lines.append(spoken("sync.photos", taken=done.photos_in, left=done.photos_out))
    if done.without_people:
        lines.append(sentence("sync.without_people"))
    lines += _conflicts(desk, done)
    lines += [_twin(twin) for twin in done.twins]
    if any(one.how in {"forward", "merged"} for one in done.received):
        lines.append(sentence("sync.next"))
    return "\n".join(lines)


def _is_news(repository: str, how: str) -> bool:
    """Say whether it is worth a line: that nothing changed is said of the records only."""
    return repository == "records" or how not in {"same", "unsent"}


def _received(one: Merged) -> list[str]:
    facts = {**msgspec.structs.asdict(one), "kind": _kind(one.repository)}
    lines = [spoken(f"sync.{one.how}", **facts)]
    lines += [
        f"  {clean(clash.path)}  {spoken(clash.why, path=clash.path)}"
        for clash in one.clashes[:_LISTED]
    ]
    if len(one.clashes) > _LISTED:
        lines.append("  " + sentence("status.more", count=len(one.clashes) - _LISTED))
    if any(clash.why in _NO_PLACE for clash in one.clashes):
        lines.append("  " + sentence("sync.clash_next"))
    if one.erased:
        lines.append("  " + sentence("sync.erased_here", count=one.erased))
    if one.phoneless:
        lines.append("  " + spoken("sync.phoneless", tickets=one.phoneless))
    if one.united:
        lines.append("  " + spoken("sync.united", tickets=one.united))
    lines += [
        "  " + spoken("sync.renumbered", was=moved.was, now=moved.now) for moved in one.renumbered
    ]
    return lines


def _conflicts(desk: Desk, done: Synced) -> list[str]:
    """Return what rules decided against, at this merge or at one that came."""
    if not done.conflicts:
        count = done.open_conflicts
        return [sentence("conflict.told", count=count)] if count else []
    from wuye_cli.render.conflict_pages import (  # noqa: PLC0415 - most syncs need none
        conflict_line,
        with_names,
    )

    lines = [sentence("sync.losses", count=len(done.conflicts))]
    for one in done.conflicts[:_LISTED]:
        loss = with_names(one.loss, desk.called)
        lines.append(f"  {one.id}  {conflict_line(loss, one.ours_by, one.theirs_by)}")
    if len(done.conflicts) > _LISTED:
        lines.append("  " + sentence("conflict.told_more", count=len(done.conflicts) - _LISTED))
    return [*lines, sentence("conflict.next")]


def _twin(twin: Twin) -> str:
    where = twin.unit or twin.place
    facts = {"one": twin.one, "other": twin.other, "where": where, "minutes": twin.apart_s // 60}
    return spoken("sync.twin", **{**facts, "first": twin.one.rpartition("-")[2]})


def _kind(repository: str) -> str:
    return sentence(f"sync.kind.{repository}")
