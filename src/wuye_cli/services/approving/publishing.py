"""The notice of a version: what is posted, and whether a posted one still says the truth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.approval import APPROVED, EXPIRED, IN_FORCE, SCHEDULED, Approval
from wuye_cli.domain.approving.clauses import changed_ways, clauses
from wuye_cli.domain.approving.fingerprint import short
from wuye_cli.domain.approving.notice import Line, Notice
from wuye_cli.domain.approving.states import in_force, state_of
from wuye_cli.domain.errors import CallError, NotFoundError, RefusedError
from wuye_cli.services.approving import units
from wuye_cli.services.approving.deciding import add_notice
from wuye_cli.store.codecs.rulebook import CALENDARS, TIERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.approving.units import Unit
    from wuye_cli.services.desk import Desk

MARK = "wuye/std/v1"
_MARKED = re.compile(rf"{MARK}[ /:]([a-z0-9._/-]{{1,200}})[ /:]([0-9a-f]{{16,64}})")
_HEAD = frozenset({"version", "effective_from", "expires", "review_by", "owner", "basis", "schema"})
_DIFFICULTY = {"simple": "简单", "complex": "复杂"}
_GOOD = frozenset({IN_FORCE, SCHEDULED, APPROVED, EXPIRED})


def publish(desk: Desk, typed: str) -> tuple[Notice, str]:
    """Note that the notice of the latest approved version is posted, and return it.

    Raises:
        CallError: `unknown_standard`.
        NotFoundError: `nothing_approved`.

    Returns:
        The notice and its commit; an empty commit if this version was posted before.
    """
    unit = units.find_unit(desk, typed)
    approved = [one for one in units.approvals_of(desk, unit.name) if one.is_approved]
    if not approved:
        raise NotFoundError("nothing_approved", standard=unit.name)
    last, commit = approved[-1], ""
    if not any(act.content == last.content for act in last.notices):
        done = add_notice(desk, last)
        last, commit = done.approval, done.commit
    return notice_of(desk, unit, last), commit


def notice_of(desk: Desk, unit: Unit, approval: Approval) -> Notice:
    """Return the notice of one version, from the texts that history holds.

    Raises:
        RefusedError: `text_not_found`, if no committed text fits the approval.
    """
    texts = [version.data for version in units.versions_of(desk, unit.path)]
    by_content = {units.content_in(unit.name, text): text for text in texts}
    new = by_content.get(approval.content)
    if new is None:
        raise RefusedError("text_not_found", standard=unit.name, number=approval.number)
    old = by_content.get(approval.before) if approval.before else None
    tree = units.tree_of(new, unit.path)
    first = min((act.at for act in approval.notices), default=desk.now())
    called = units.own_names(unit.name)
    return Notice(
        estate=desk.settings.estate,
        standard=unit.name,
        label=str(tree.get("label") or next(iter(reversed(called)), unit.name)),
        label_en=str(tree.get("label_en") or unit.name),
        approval=approval,
        published=first,
        mark=f"{MARK} {unit.name} {short(approval.content)}",
        changes=_lines(desk, units.tree_of(old, unit.path), tree) if old is not None else (),
    )


def _lines(desk: Desk, old: dict[str, Any], new: dict[str, Any]) -> tuple[Line, ...]:
    """Return what residents should read: the facts that changed, named as people name them."""
    was, now = clauses(old), clauses(new)
    names = (_names(desk, "label"), _names(desk, "label_en"))
    return tuple(
        Line(
            words=(
                _words(way, new, old, names[0], "label"),
                _words(way, new, old, names[1], "label_en"),
            ),
            old=_both(was.get(way), names),
            new=_both(now.get(way), names),
        )
        for way in changed_ways(old, new)
        if way[-1] not in _HEAD
    )


def _names(desk: Desk, label: str) -> dict[str, str]:
    """Return clocks, calendars and difficulties by what they are called."""
    found = dict(_DIFFICULTY) if label == "label" else {}
    tiers = units.tree_of(desk.store.read(TIERS), TIERS).get("clocks", {})
    found.update({name: clock.get(label, name) for name, clock in tiers.items()})
    for path, data in desk.store.read_many([path for path, _ in desk.store.list_tree(CALENDARS)]):
        name = path.rpartition("/")[2].removesuffix(".yaml")
        found[name] = str(units.tree_of(data, path).get(label, name))
    return found


def _words(way: tuple[str, ...], new: Any, old: Any, names: dict[str, str], label: str) -> str:
    """Return the labels on the way to a fact; a part that only holds others is left out."""
    found = []
    for number, step in enumerate(way, 1):
        here = next(
            (part for tree in (new, old) if (part := _at(tree, way[:number])) is not None), None
        )
        own = here.get(label) if isinstance(here, dict) else None
        if isinstance(own, str):
            found.append(own)
        elif number == len(way) or step in names:
            found.append(names.get(step, step))
    return " ".join(found)


def _at(tree: Any, way: tuple[str, ...]) -> Any:
    for step in way:
        if isinstance(tree, list):
            tree = {item.get("id"): item for item in tree if isinstance(item, dict)}
        if not isinstance(tree, dict) or step not in tree:
            return None
        tree = tree[step]
    return tree


def _both(value: Any, names: tuple[dict[str, str], dict[str, str]]) -> tuple[Any, Any] | None:
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - a limit and its calendar
        first, second = ([value[0], known.get(str(value[1]), value[1])] for known in names)
        return first, second
    return value, value


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a notice holds.

    Attributes:
        known: Its fingerprint is that of an approved version.
        state: Of that version now.
        unaltered: The notice reads as we would print it; None if only a fingerprint was given.
        now: Version in force now; empty if none is.
    """

    standard: str = ""
    fingerprint: str = ""
    known: bool = False
    version: str = ""
    state: str = ""
    unaltered: bool | None = None
    now: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is genuine, unaltered, and of a version that counts or will count."""
        fits = self.unaltered is not False
        return (
            self.known and fits and self.state in {"in_force", "scheduled", "approved", "expired"}
        )


def verify(desk: Desk, text: str, renderings: Callable[[Notice], list[str]]) -> Verified:
    """Check a notice, or the line with its fingerprint alone.

    Args:
        desk: The desk.
        text: What the notice says.
        renderings: Every form in which we would print a notice.

    Raises:
        CallError: `no_mark`, if there is no fingerprint in it.
    """
    found = _MARKED.search(text)
    if found is None:
        raise CallError("no_mark", mark=f"{MARK} …")
    standard, digits = found[1], found[2]
    every = units.approvals_of(desk, standard)
    approval = next((one for one in reversed(every) if one.content.startswith(digits)), None)
    now = in_force(every, desk.now())
    verified = Verified(
        standard=standard, fingerprint=digits, now=now.version if now is not None else ""
    )
    if approval is None or not (approval.is_approved or approval.withdrawn):
        return verified
    unaltered = None
    if text.strip() != found[0].strip():
        unit = units.Unit(standard, units.path_of_unit(standard))
        wanted = [_plain(one) for one in renderings(notice_of(desk, unit, approval))]
        unaltered = _plain(text) in wanted
    return msgspec.structs.replace(
        verified,
        known=True,
        version=approval.version,
        state=state_of(approval, every, desk.now()),
        unaltered=unaltered,
    )


def _plain(text: str) -> str:
    """Return a text without what copying it changes: blanks and ends of lines."""
    return "".join(text.split())
