"""What has to be looked at: days that come, and links whose promise has changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.approval import Act
from wuye_cli.domain.approving.links import Suspect, links_of, suspects
from wuye_cli.domain.approving.states import in_force, is_unpublished
from wuye_cli.domain.errors import CallError, NotFoundError, UncheckableError
from wuye_cli.domain.timekeeping.zone import tzinfo_for
from wuye_cli.services.approving import units
from wuye_cli.services.approving.proposing import trailers
from wuye_cli.services.wording import one_line, without_numbers
from wuye_cli.store.codecs.reading import beginning
from wuye_cli.store.codecs.suspects import FOLDER, path_of, read_cleared, write_cleared
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.services.desk import Desk

REVIEW, EXPIRES, STARTS, NOTICE, APPROVE = "review", "expires", "starts", "notice", "approve"
"""What comes: a review, an end, a beginning, a notice to post, an approval that is missing."""


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which something has to be done about a standard.

    Attributes:
        days: From today; below zero when it is over.
    """

    standard: str
    what: str
    at: datetime
    days: int
    version: str = ""
    owner: str = ""


def due(desk: Desk, days: int) -> list[Coming]:
    """Return what comes within so many days, and all that is over, by day."""
    now = desk.now()
    every: dict[str, list[Approval]] = {}
    for one in units.every_approval(desk):
        every.setdefault(one.standard, []).append(one)
    found = [
        Coming(
            standard=name,
            what=what,
            at=at,
            days=(at.astimezone(now.tzinfo).date() - now.date()).days,
            version=version,
            owner=owner,
        )
        for name in units.unit_names(desk)
        for what, at, version, owner in _days_of(desk, name, every.get(name, []), now)
    ]
    last = now + timedelta(days=days)
    return sorted(
        (one for one in found if one.at <= last), key=lambda one: (one.at, one.standard, one.what)
    )


def _days_of(
    desk: Desk, name: str, every: list[Approval], now: datetime
) -> Iterator[tuple[str, datetime, str, str]]:
    """Yield what comes of one standard, when, of which version, and its owner."""
    try:
        tree = units.tree_of(desk.store.read(units.path_of_unit(name)), name)
    except UncheckableError:
        return
    zone, owner = desk.settings.timezone, str(tree.get("owner", ""))
    version = str(tree.get("version", ""))
    for key, what in (("review_by", REVIEW), ("expires", EXPIRES)):
        at = beginning(tree.get(key), zone)
        if at is not None:
            yield what, at, version, owner
    if not tree.get("review_by") and (last := in_force(every, now)) and last.review_by:
        yield REVIEW, _midnight(last.review_by, zone), last.version, owner
    for one in every:
        for what, at in _steps_of(one, now):
            yield what, at, one.version, owner


def _steps_of(one: Approval, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield what a proposal still waits for."""
    if one.withdrawn is not None:
        return
    if one.missing:
        yield APPROVE, one.effective_from or one.proposed.at
    elif one.start is not None and one.start > now:
        yield STARTS, one.start
        if is_unpublished(one) and one.publish_by is not None:
            yield NOTICE, one.publish_by


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=tzinfo_for(zone))


def suspect_links(desk: Desk) -> list[Suspect]:
    """Return the links whose parent changed since their child was reviewed."""
    trees: dict[str, Any] = {}
    for name in units.unit_names(desk):
        if name.startswith("services/"):
            path = units.path_of_unit(name)
            trees[name] = units.tree_of(desk.store.read(path), path)
    every: dict[str, list[Approval]] = {}
    for one in units.every_approval(desk):
        every.setdefault(one.standard, []).append(one)
    return suspects(links_of(trees), every, _cleared(desk))


def _cleared(desk: Desk) -> dict[str, tuple[Act, ...]]:
    found: dict[str, tuple[Act, ...]] = {}
    for path, data in desk.store.read_many([path for path, _ in desk.store.list_tree(FOLDER)]):
        for name, acts in read_cleared(read_plain(data, path=path))[0].items():
            found[name] = (*found.get(name, ()), *acts)
    return found


class Cleared(msgspec.Struct, frozen=True, kw_only=True):
    """A link that somebody looked at again."""

    id: str
    child: str
    parent: str
    commit: str


def clear(desk: Desk, named: str, reason: str) -> Cleared:
    """Note that a suspect link holds: one commit.

    Args:
        desk: The desk.
        named: Id of the link, or the standard or entry that depends, if it has but one.
        reason: Why it holds.

    Raises:
        CallError: `missing_option`; `ambiguous_link` with the ids.
        NotFoundError: `no_such_suspect`.
    """
    if not reason.strip():
        raise CallError("missing_option", option="--reason")
    found = [one.link for one in suspect_links(desk) if named.strip() in _names(one)]
    if not found:
        raise NotFoundError("no_such_suspect", value=named)
    if len(found) > 1:
        candidates = [f"{link.id} {link.child}.{link.child_key}" for link in found]
        raise CallError("ambiguous_link", value=named, candidates=candidates)
    link = found[0]
    act = Act(by=desk.typist, at=desk.now(), reason=without_numbers(one_line(reason)))
    path = path_of(link.child)
    with desk.transaction() as changes:
        data = changes.read(path)
        known = read_cleared(read_plain(data, path=path))[0] if data is not None else {}
        grown = {**known, link.id: (*known.get(link.id, ()), act)}
        changes.put(path, write_cleared(link.child, grown))
        commit = changes.commit(
            f"clear suspect {link.child}", trailers=trailers("standard-clear", link.child)
        )
    return Cleared(
        id=link.id,
        child=f"{link.child}.{link.child_key}".rstrip("."),
        parent=f"{link.parent}.{link.parent_key}".rstrip("."),
        commit=commit,
    )


def _names(one: Suspect) -> set[str]:
    link = one.link
    short = link.child.rpartition("/")[2]
    entry = link.child_key.partition(".")[2]
    return {link.id, link.child, f"{link.child}.{link.child_key}", f"{short}.{entry}"}
