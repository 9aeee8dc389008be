"""Mending files in place: each whole or not at all, and only if it still says the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.fixing import FIXABLE, FORM, NUMBER, mended, says_the_same
from wuye_cli.domain.errors import StoreError, UncheckableError
from wuye_cli.services.checking.files import read_file
from wuye_cli.services.checking.run import Asked, check, is_ticket
from wuye_cli.services.checking.sources import Mended
from wuye_cli.store import atomic
from wuye_cli.store.canonical import canonical, quote
from wuye_cli.store.formatting import formatted
from wuye_cli.store.forms import is_formed
from wuye_cli.store.plain_scalar import trap_of, typed
from wuye_cli.store.turn import Turn
from wuye_cli.store.worktree import place_of
from wuye_cli.store.yaml_text import UnreadableError, comments_of, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.marks import Trap
    from wuye_cli.store.repository import Store


class FileFix(msgspec.Struct, frozen=True, kw_only=True):
    """One file, before and after.

    Attributes:
        count: How many findings it takes away.
    """

    path: str
    before: str
    after: str
    count: int


def fixes(store: Store, asked: Asked, now: datetime) -> list[FileFix]:
    """Return what `--fix` would change: the findings of this call that can be mended by itself.

    Raises:
        CallError: As `check`.
        UncheckableError: As `check`.
    """
    found = check(store, asked, now).findings
    root = os.fspath(store.root)
    first = _all_fixed(root, found, FIXABLE)
    spoilt = _spoilt(store, first, found, now)
    if not spoilt:
        return first
    careful = _all_fixed(root, found, FIXABLE - {NUMBER})
    kept = [one for one in first if one.path not in spoilt]
    kept += [one for one in careful if one.path in spoilt]
    return sorted(kept, key=lambda one: one.path)


def _all_fixed(root: str, findings: Iterable[Finding], codes: frozenset[str]) -> list[FileFix]:
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule in codes:
            by_path.setdefault(finding.path, []).append(finding)
    found = (_fixed(path, read_file(root, path), some) for path, some in sorted(by_path.items()))
    return [one for one in found if one is not None]


def _spoilt(
    store: Store, found: list[FileFix], before: Iterable[Finding], now: datetime
) -> set[str]:
    """Return the files that would break their schema: a number in quotes where one is wanted."""
    if not found:
        return set()
    contents = {one.path: one.after.encode() for one in found}
    asked = Asked(paths=tuple(contents), select=("S",), use_cache=False)
    after = check(store, asked, now, source=Mended(os.fspath(store.root), contents))
    known = {(one.path, one.rule, one.where) for one in before}
    told = (one for one in after.findings if (one.path, one.rule, one.where) not in known)
    return {one.path for one in told if one.rule in {"S003", "S010"}}


def apply_fixes(store: Store, found: Iterable[FileFix]) -> list[FileFix]:
    """Write files that still are as they were, and return these.

    Raises:
        ConflictError: If another process holds the lock of the store too long.
        StoreError: What the disk says.
    """
    root = os.fspath(store.root)
    written = []
    with Turn([store.ground]):
        for one in found:
            try:
                place = place_of(root, one.path)
                is_same = read_file(root, one.path) == one.before.encode()
            except (OSError, StoreError):
                continue  # gone, or become a link, since it was checked
            if is_same:
                with atomic.disk_errors():
                    atomic.replace_whole(place, one.after.encode())
                written.append(one)
    return written


def _fixed(path: str, data: bytes, findings: list[Finding]) -> FileFix | None:
    try:
        before = read_yaml(data)
    except UnreadableError:
        return None
    wanted = {(one.rule, one.line, one.column) for one in findings}
    traps = [one for one in before.traps if (one.code, one.line, one.column) in wanted]
    text = data.decode()
    after, done = _mended(text, traps)
    is_formed = any(one.rule == FORM for one in findings)
    if is_formed and (formed := _formed(path, after)) is not None:
        after, count = formed, len(done) + 1
    else:
        count = len(done)
    return FileFix(path=path, before=text, after=after, count=count) if after != text else None


def _mended(text: str, traps: list[Trap]) -> tuple[str, list[Trap]]:
    """Return the text without the traps; each is left in that cannot be taken out safely."""
    after, done = mended(text, traps, quote, _trap)
    if _is_safe(text, after, done):
        return after, done
    done = []
    for trap in sorted(traps, key=lambda one: (one.line, one.column), reverse=True):
        changed, one = mended(text, [*done, trap], quote, _trap)
        if one and _is_safe(text, changed, one):
            done = one
    return mended(text, done, quote, _trap) if done else (text, [])


def _trap(text: str) -> str:
    return trap_of(text, typed(text))


def _is_safe(before: str, after: str, done: list[Trap]) -> bool:
    try:
        new = read_yaml(after.encode()).tree
    except UnreadableError:
        return False
    return says_the_same(read_yaml(before.encode()).tree, new, done)


def _formed(path: str, text: str) -> str | None:
    """Return a file in its canonical form; None for a ticket that would lose a comment."""
    if is_formed(path):
        try:
            return formatted(text.encode(), path=path).decode()
        except UncheckableError:
            return None
    if not is_ticket(path) or comments_of(text.encode()):
        return None
    tree = read_yaml(text.encode()).tree
    try:
        formed = canonical(tree).decode()
        again = read_yaml(formed.encode()).tree
    except (ValueError, UnreadableError):
        return None
    return formed if again == tree else None
