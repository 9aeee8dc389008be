"""Standards as units of approval: their names, texts, approvals, and who wrote them."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.approving.fingerprint import Prints, prints_of
from wuye_cli.domain.approving.states import Text
from wuye_cli.domain.errors import CallError, NotFoundError, UncheckableError
from wuye_cli.domain.naming import find_named
from wuye_cli.store import worktree
from wuye_cli.store.codecs.approvals import (
    FOLDER,
    is_unit,
    name_in,
    read_approval,
    unit_of,
)
from wuye_cli.store.codecs.reading import beginning
from wuye_cli.store.history import log_of
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.domain.approving.approval import Approval, ChangeRules
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.history import Revision

_NAMES: dict[str, tuple[str, ...]] = {
    "tiers": ("等级", "响应等级"),
    "categories": ("类别", "工单类别"),
    "flows": ("流程",),
    "targets": ("指标", "目标"),
    "prices": ("价目", "价目表", "价格"),
    "policy": ("权限", "批准权限"),
    "retention": ("保存期限",),
    "cadences": ("频次",),
    "duty": ("值班卡",),
    "quality": ("质量方针",),
}
"""What people call the standards that bear no label of their own."""


_AHEAD = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}


class Unit(NamedTuple):
    """One standard: its name, and its path from the root of the store."""

    name: str
    path: str


def path_of_unit(name: str) -> str:
    """Return the path of a standard."""
    return f"{STANDARDS}/{name}.yaml"


def unit_names(desk: Desk) -> list[str]:
    """Return the names of all standards, as committed and as they lie."""
    paths = {path for path, _ in desk.store.list_tree(STANDARDS)}
    for folder, _, names in os.walk(Path(desk.store.root, STANDARDS)):
        below = os.path.relpath(folder, desk.store.root).replace(os.sep, "/")
        paths.update(f"{below}/{name}" for name in names)
    return sorted(unit_of(path) for path in paths if is_unit(path))


def find_unit(desk: Desk, typed: str) -> Unit:
    """Return the standard that somebody means: by name, path, last part of the name, or label.

    Raises:
        CallError: `unknown_standard`.
    """
    plain = typed.strip().removeprefix(f"{STANDARDS}/").removesuffix(".yaml")
    names = unit_names(desk)
    if plain not in names:
        called = {name: (name.rpartition("/")[2], *_labels(desk, name)) for name in names}
        plain = find_named(plain, called, code="unknown_standard")
    return Unit(plain, path_of_unit(plain))


def _labels(desk: Desk, name: str) -> tuple[str, ...]:
    data = lying(desk, path_of_unit(name)) or b""
    try:
        tree = read_plain(data)
    except UncheckableError:
        tree = {}
    own = [tree.get(key) for key in ("label", "label_en")]
    return (*_NAMES.get(name, ()), *(label for label in own if isinstance(label, str)))


def lying(desk: Desk, path: str) -> bytes | None:
    """Return a file as it lies in the work tree."""
    return worktree.read(os.fspath(desk.store.root), path)


def tree_of(data: bytes | None, path: str) -> dict[str, Any]:
    """Return the tree of a standard; an empty one where there is no text.

    Raises:
        UncheckableError: If YAML refuses it.
    """
    return {} if data is None else read_plain(data, path=path)


def prints(name: str, data: bytes | None) -> Prints:
    """Return the fingerprints of a text; empty ones where there is none."""
    if data is None:
        return Prints("", "")
    return prints_of(name, tree_of(data, path_of_unit(name)))


def text_of(desk: Desk, name: str, data: bytes) -> Text:
    """Return what approvals are held against."""
    tree = tree_of(data, path_of_unit(name))
    return Text(
        content=prints_of(name, tree).content,
        version=str(tree.get("version", 1)),
        effective_from=beginning(tree.get("effective_from"), desk.settings.timezone),
    )


def approvals_of(desk: Desk, name: str) -> tuple[Approval, ...]:
    """Return the approvals of a standard as committed, by number.

    Raises:
        UncheckableError: `bad_approval`, if one cannot be read.
    """
    return tuple(one for one in every_approval(desk, f"{FOLDER}/{name}") if one.standard == name)


def every_approval(desk: Desk, folder: str = FOLDER) -> list[Approval]:
    """Return all approvals as committed, by standard and number; see `approvals_of`."""
    found = []
    for path, data in desk.store.read_many([path for path, _ in desk.store.list_tree(folder)]):
        if name_in(path) is None:
            continue
        approval, _ = read_approval(path, read_plain(data, path=path))
        if approval is None:
            raise UncheckableError("bad_approval", path=path)
        found.append(approval)
    return sorted(found, key=lambda one: (one.standard, one.number))


def policy_of(desk: Desk) -> ChangeRules:
    """Return what the committed policy says about changes of standards."""
    return desk.house.policy.changes


def role_in(desk: Desk, wanted: tuple[str, ...]) -> str:
    """Return the role of `wanted` that the one who types holds; empty if none.

    While roles are not in force the one who types holds every role.
    """
    powers = desk.powers
    if not powers.in_force:
        return next(iter(wanted), "")
    member = powers.roster.find(desk.typist)
    return powers.role_of(member) if member and powers.holds(member.id, wanted) else ""


class Version(NamedTuple):
    """A text that was committed, and its commit."""

    revision: Revision
    data: bytes | None


def versions_of(desk: Desk, path: str) -> list[Version]:
    """Return every committed text of a file with its commit, newest first."""
    return [
        Version(revision, desk.store.read_at(revision.commit, path))
        for revision in log_of(desk.store, path)
    ]


def content_in(name: str, data: bytes | None) -> str:
    """Return the content fingerprint of a committed text; empty if it cannot be read."""
    try:
        return prints(name, data).content
    except UncheckableError:
        return ""


def moment_typed(desk: Desk, text: str) -> datetime:
    """Return the beginning of a day that somebody typed, or the instant, ahead of now.

    Raises:
        CallError: `bad_time`.
    """
    from wuye_cli.domain.timekeeping.spoken import parse_moment  # noqa: PLC0415 - if typed only

    now = desk.now()
    day = _day_typed(text.strip(), now)
    return day if day is not None else parse_moment(text, now, ahead=True)


def _day_typed(text: str, now: datetime) -> datetime | None:
    """Read `12-01`, `12/1`, `12月1日` or `2026-12-01` as the beginning of that day.

    Raises:
        CallError: `bad_time`, for a day that is none.
    """
    if text in _AHEAD:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=_AHEAD[text])
    plain = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    parts = plain.split("-")
    if len(parts) not in {2, 3} or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    numbers = [int(part) for part in parts]
    try:
        if len(numbers) == 3:  # noqa: PLR2004 - year, month and day
            return datetime(numbers[0], numbers[1], numbers[2], tzinfo=now.tzinfo)
        day = datetime(now.year, numbers[0], numbers[1], tzinfo=now.tzinfo)
        return day if day.date() >= now.date() else day.replace(year=now.year + 1)
    except ValueError as error:
        raise CallError("bad_time", text=text) from error


def require_text(desk: Desk, unit: Unit) -> bytes:
    """Return a standard as it lies.

    Raises:
        NotFoundError: `no_such_standard`, if the file was deleted.
    """
    data = lying(desk, unit.path)
    if data is None:
        raise NotFoundError("no_such_standard", standard=unit.name, path=unit.path)
    return data


def own_names(name: str) -> tuple[str, ...]:
    """Return what people call a standard that bears no label of its own."""
    return _NAMES.get(name, ())
