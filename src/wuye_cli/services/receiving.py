"""What a server takes from a push, and what it refuses: history, records, people's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.checking.finding import ERROR, Finding, is_at_least
from wuye_cli.domain.errors import UncheckableError, WuyeError
from wuye_cli.services.auditing import engine
from wuye_cli.services.checking import run as checking
from wuye_cli.services.checking.baselines import committed
from wuye_cli.services.checking.files import LARGEST
from wuye_cli.services.checking.scope import with_standards
from wuye_cli.services.checking.sources import Committed
from wuye_cli.store import refs
from wuye_cli.store.git import records
from wuye_cli.store.layout import SETTINGS
from wuye_cli.store.repository import Store
from wuye_cli.store.surroundings import shadows_of
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

_BRANCHES = "refs/heads/"
_REPLACED = "refs/replace/"
_ORIGINAL = "refs/original/"
_PLAIN = "100644"
DELETED, FORCED, REPLACED = "push.deleted", "push.forced", "push.replaced"
SHADOW = "push.shadow"
CHECK, AUDIT, STRUCTURE, UNCHECKED = "push.check", "push.audit", "push.people", "push.unchecked"


class Update(msgspec.Struct, frozen=True):
    """One ref that a push wants to move, as git tells a hook."""

    old: str
    new: str
    ref: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a push is refused.

    Attributes:
        code: Key of its sentence.
        ref: What was to be moved.
        checked: What `check` found.
        audited: What the audit found.
        facts: For the sentence.
    """

    code: str
    ref: str
    checked: tuple[Finding, ...] = ()
    audited: tuple[Finding, ...] = ()
    facts: dict[str, Any] = {}


def updates_in(text: str) -> list[Update]:
    """Return what git tells a hook on its input, a line a ref."""
    parts = (line.split(" ", 2) for line in text.splitlines())
    return [Update(*part) for part in parts if len(part) == len(Update.__struct_fields__)]


def refusals(place: Path, updates: Iterable[Update], now: datetime) -> Iterator[Refusal]:
    """Yield why a push may not be taken; nothing if it may.

    The branch that HEAD names is guarded: it only grows, and what it grows by is checked and
    audited. In an empty repository whose HEAD names another branch, that is what is pushed.

    Args:
        place: The bare repository.
        updates: What the push wants.
        now: The present instant.

    Raises:
        StoreError: If the repository is damaged.
    """
    with_head = Store.open_history(place)
    guarded, is_there = refs.head_branch(with_head.ground.git_dir), bool(with_head.head())
    with_head.close()
    for update in updates:
        if update.ref.startswith(_REPLACED):
            yield Refusal(code=REPLACED, ref=update.ref)
        elif _misleads(update.ref, guarded) and not _is_none(update.new):
            yield Refusal(code=SHADOW, ref=update.ref)
        elif update.ref == guarded or (not is_there and update.ref.startswith(_BRANCHES)):
            yield from _judged(place, update, now)


def _misleads(ref: str, guarded: str) -> bool:
    """Say whether a ref would make every audit of this server find fault from then on."""
    return ref.startswith(_ORIGINAL) or ref in shadows_of(guarded)


def _judged(place: Path, update: Update, now: datetime) -> Iterator[Refusal]:
    if _is_none(update.new):
        yield Refusal(code=DELETED, ref=update.ref)
        return
    store = Store.open_history(place, standing=update.new)
    try:
        old = "" if _is_none(update.old) else update.old
        if not _is_records(store, old, update.new):
            yield from _people(store, update.ref, old, update.new)
        elif old and not _is_ancestor(store, old, update.new):
            yield Refusal(code=FORCED, ref=update.ref)
        elif not _is_records(store, update.new):
            facts = {"path": SETTINGS, "why": "no_settings"}
            yield Refusal(code=UNCHECKED, ref=update.ref, facts=facts)
        else:
            yield from _records(store, update.ref, old, update.new, now)
    finally:
        store.close()


def _is_none(commit: str) -> bool:
    return not commit.strip("0")


def _is_records(store: Store, *commits: str) -> bool:
    """Say whether this is the repository of the records: one without settings is of people."""
    blob_at = store.ground.objects.blob_at
    return any(commit and blob_at(commit, SETTINGS) is not None for commit in commits)


def _is_ancestor(store: Store, old: str, new: str) -> bool:
    printed = store.ground.git.read("merge-base", "--all", old, new, ok=(0, 1))
    return printed.decode("ascii").split() == [old]


def _records(store: Store, ref: str, old: str, new: str, now: datetime) -> Iterator[Refusal]:
    """Yield what `check` says of the changed files, and the audit of the new commits."""
    moment = int(now.timestamp())
    try:
        asked = engine.Asked(revision=new, since=old, remembers=False)  # a guard believes no file
        verdict = engine.verify(store, asked, moment)
        found = tuple(one for one in verdict.findings if is_at_least(one.severity, ERROR))
        if found:
            yield Refusal(code=AUDIT, ref=ref, audited=found, facts={"count": len(found)})
        for path, reason in verdict.unchecked[:1]:
            yield Refusal(code=UNCHECKED, ref=ref, facts={"path": path, "why": reason})
        faults = _checked(store, old, new, now)
        if faults:
            yield Refusal(code=CHECK, ref=ref, checked=faults, facts={"count": len(faults)})
    except (UncheckableError, WuyeError) as error:
        path = str(error.facts.get("path", ""))
        yield Refusal(code=UNCHECKED, ref=ref, facts={"path": path, "why": error.code})


def _checked(store: Store, old: str, new: str, now: datetime) -> tuple[Finding, ...]:
    """Return the errors in the files that a push changes."""
    source = Committed(store, new)
    every = source.list().files
    there = {file.path for file in every}
    changed = frozenset(_changed(store, old, new))
    paths = tuple(sorted(there & with_standards(changed, every))) if old else ()
    if old and not paths:
        return ()
    known = committed(store)
    asked = checking.Asked(
        paths=paths,
        baseline=known[1] if known is not None else None,
        baseline_path=known[0] if known is not None else "",
        use_cache=False,
        processes=1,
    )
    report = checking.check(store, asked, now, source=source)
    return tuple(one for one in report.findings if is_at_least(one.severity, ERROR))


def _changed(store: Store, old: str, new: str) -> list[str]:
    """Return the paths that differ; of a first push all there are."""
    if not old:
        printed = store.ground.git.read("ls-tree", "-r", "-z", "--name-only", "--full-tree", new)
    else:
        printed = store.ground.git.read(
            "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new, "--"
        )
    return list(records(printed))


def _people(store: Store, ref: str, old: str, new: str) -> Iterator[Refusal]:
    """Yield what is no file of people's data; history there may be cut, as erasing does."""
    changed = set(_changed(store, old if _holds(store, old) else "", new))
    printed = store.ground.git.read("ls-tree", "-r", "-z", "--long", "--full-tree", new)
    for line in records(printed):
        facts, _, path = line.partition("\t")
        mode, _, blob, size = facts.split()
        if path in changed:
            why = _odd(store, path, mode, blob, int(size) if size.isdigit() else 0)
            if why:
                yield Refusal(code=STRUCTURE, ref=ref, facts={"path": path, "why": why})
                return


def _holds(store: Store, commit: str) -> bool:
    printed = store.ground.git.read("cat-file", "--batch-check", data=f"{commit}\n".encode())
    return printed.split()[1:2] == [b"commit"]


def _odd(store: Store, path: str, mode: str, blob: str, size: int) -> str:
    """Return the code of what is wrong with a file, or nothing."""
    if mode != _PLAIN:
        return "unsafe_path"
    if size > LARGEST:
        return "Y016"
    if not path.endswith(".yaml"):
        return ""
    try:
        read_plain(store.ground.objects.blob(blob))
    except UncheckableError as error:
        return error.code
    return ""
