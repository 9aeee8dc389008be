"""The doctor: what is wrong with a store's git side, and what of it can be mended."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Literal

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic, detached, intent, maintenance, pairing, recovery, refs, sparse
from wuye_cli.store.founding import SETTINGS
from wuye_cli.store.git import records
from wuye_cli.store.git_index import has_our_mark
from wuye_cli.store.thinning import tune, untune
from wuye_cli.store.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.repository import Store

__all__ = ["Problem", "examine", "maintain", "mend", "tune", "untune"]

Code = Literal[
    "half_operation",
    "damaged_intent",
    "index_lock",
    "foreign_index_lock",
    "foreign_ref_lock",
    "leftover_file",
    "leftover_ref",
    "leftover_pack",
    "wrong_setting",
    "not_a_plain_file",
    "no_merge_attributes",
    "damaged_object",
    "detached_head",
]

_USUAL = frozenset(
    {"lock", "maintenance.lock", "commits", "git-version", "index-clean", "index-mark"}
    | {"index.db", "search.db"}
)
_LEFT_BY_US = ("new", "old", "index-", "files-", "list-", "back-", "probe-")
_TOKEN_LENGTH = 16


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something that the doctor found.

    Attributes:
        code: What it is; its sentence is in the catalogs.
        path: The file, ref or setting; of a HEAD on no branch, what to type.
        mendable: Whether `mend` does something about it without being pressed.
        people: Whether it is in `people/`.
    """

    code: Code
    path: str
    mendable: bool
    people: bool = False


def examine(store: Store, *, thorough: bool = False) -> list[Problem]:
    """Return what is wrong, holding the store's lock so that nothing at work is taken for a wreck.

    Args:
        store: The store.
        thorough: Also read every object and check it (`git fsck --full --strict`).

    Raises:
        ConflictError: `lock_timeout`.
    """
    grounds = store.grounds
    with _held_if_writable(Turn(grounds, settle=False)):
        return sorted(
            msgspec.structs.replace(problem, people=number > 0)
            for number, ground in enumerate(grounds)
            for problem in _look(ground, thorough=thorough)
        )


@contextmanager
def _held_if_writable(turn: Turn) -> Iterator[None]:
    """Hold the lock where there can be one: where nobody can write, nobody is at work either."""
    with ExitStack() as stack:
        try:
            stack.enter_context(turn)
        except StoreError as error:
            if error.code != "read_only":
                raise
        yield


def mend(store: Store, problems: Iterable[Problem], *, force: bool = False) -> list[Problem]:
    """Mend what can be mended and return what is left of `problems`.

    Args:
        store: The store.
        problems: What `examine` found.
        force: Also remove locks that another git left. Only a person can know that no such git is
            at work any more.
    """
    grounds = store.grounds
    listed = list(problems)
    with Turn(grounds, settle=False) as turn:
        for problem in listed:
            cure = _CURES.get(problem.code)
            if cure is not None and (problem.mendable or force):
                cure(grounds[1 if problem.people else 0], problem.path, turn.lock)
        if len(grounds) > 1 and any(one.code == "half_operation" for one in listed):
            pairing.settle(grounds[0], grounds[1], turn.lock)
    return [one for one in listed if one in set(examine(store))]


def maintain(store: Store) -> bool:
    """Do a round of housekeeping now; False when one is at work already (see `maintenance`)."""
    rounds = [maintenance.maintain(ground) for ground in store.grounds]
    return all(rounds)


def _look(ground: Ground, *, thorough: bool) -> Iterator[Problem]:
    yield from _intents(ground)
    yield from _locks(ground)
    yield from _leftovers(ground)
    yield from _settings(ground)
    if command := detached.way_back(ground):
        yield Problem("detached_head", command, mendable=False)
    yield from _strange_files(ground)
    if thorough:
        yield from _objects(ground)


def _intents(ground: Ground) -> Iterator[Problem]:
    if pairing.is_noted(ground):
        yield Problem("half_operation", pairing.path_of(ground), mendable=True)
    path = os.path.join(ground.private, "intent.json")
    try:
        if intent.load(ground.private) is not None:
            yield Problem("half_operation", path, mendable=True)
    except StoreError:
        yield Problem("damaged_intent", path, mendable=False)


def _locks(ground: Ground) -> Iterator[Problem]:
    path = os.path.join(ground.git_dir, "index.lock")
    if os.path.lexists(path):
        ours = has_our_mark(path)
        yield Problem("index_lock" if ours else "foreign_index_lock", path, mendable=ours)
    top = os.path.join(ground.common_dir, "refs")
    found = [os.path.join(ground.git_dir, "HEAD.lock")]
    found.append(os.path.join(ground.common_dir, "packed-refs.lock"))
    for folder, _, names in os.walk(top):
        found.extend(os.path.join(folder, name) for name in names if name.endswith(".lock"))
    for path in found:
        if os.path.lexists(path):
            yield Problem("foreign_ref_lock", path, mendable=False)


def _leftovers(ground: Ground) -> Iterator[Problem]:
    held = _held_token(ground)
    for name in sorted(os.listdir(ground.private)):
        if name not in _USUAL and name.startswith(_LEFT_BY_US) and held not in name:
            yield Problem("leftover_file", os.path.join(ground.private, name), mendable=True)
    for name in records(
        ground.git.read("for-each-ref", "--format=%(refname)%00", "refs/wuye/pending/")
    ):
        if name.strip() and held not in name:
            yield Problem("leftover_ref", name.strip(), mendable=True)
    packs = os.path.join(ground.objects.folder, "pack")
    for path in recovery.import_leftovers(ground) if os.path.isdir(packs) else ():
        yield Problem("leftover_pack", path, mendable=True)


def _held_token(ground: Ground) -> str:
    """Return the token of a half operation, whose traces `recover` needs; else one nobody has."""
    try:
        left = intent.load(ground.private)
    except StoreError:
        return ""  # an unreadable intent: everything may belong to it
    return left.token if left is not None else "-" * _TOKEN_LENGTH


def wanted_settings(ground: Ground) -> dict[str, str]:
    """Return what a repository is to be configured with; a sparse index cannot be split."""
    split = "false" if sparse.cone_of(ground) is not None else SETTINGS["core.splitIndex"]
    return SETTINGS | {"core.splitIndex": split}


def _settings(ground: Ground) -> Iterator[Problem]:
    printed = ground.git.read("config", "--local", "-z", "--list")
    found = dict(line.partition("\n")[::2] for line in records(printed))
    for key, value in wanted_settings(ground).items():
        if found.get(key.lower()) != value:
            yield Problem("wrong_setting", key, mendable=True)


def _strange_files(ground: Ground) -> Iterator[Problem]:
    head = ground.head()
    printed = ground.git.read("ls-tree", "-r", "-z", "--full-tree", head) if head else b""
    for line in records(printed):
        facts, _, path = line.partition("\t")
        if int(facts.partition(" ")[0], 8) not in refs.FILE_MODES:
            yield Problem("not_a_plain_file", path, mendable=False)


def _objects(ground: Ground) -> Iterator[Problem]:
    child = ground.git.start_reader("fsck", "--full", "--strict", "--no-dangling", data=b"")
    printed = child.output.read().decode("utf-8", "replace")
    status = child.wait()
    lines = (printed + child.complaints()).splitlines() if status else []
    for line in lines:
        if not line.startswith(("notice:", "Checking")):
            yield Problem("damaged_object", line[:200], mendable=False)


def _cure_half(ground: Ground, _path: str, lock: int) -> None:
    recovery.recover(ground, lock)


def _cure_file(_ground: Ground, path: str, _lock: int) -> None:
    with atomic.disk_errors():
        recovery.remove_any(path)


def _cure_ref(ground: Ground, path: str, lock: int) -> None:
    ground.git.write("update-ref", "-d", path, lock=lock)


def _cure_setting(ground: Ground, path: str, lock: int) -> None:
    ground.git.write("config", "--local", path, wanted_settings(ground)[path], lock=lock)


_CURES: dict[str, Callable[[Ground, str, int], None]] = {
    "half_operation": _cure_half,
    "index_lock": _cure_file,
    "foreign_index_lock": _cure_file,
    "foreign_ref_lock": _cure_file,
    "leftover_file": _cure_file,
    "leftover_ref": _cure_ref,
    "leftover_pack": _cure_file,
    "wrong_setting": _cure_setting,
}
