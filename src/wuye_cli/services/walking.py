"""Every intermediate state of a range: who changed what, and what was worse only for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.comparing.outcome import Episode, Stage, Walk
from wuye_cli.domain.comparing.sandwich import EFFECTS, Sandwich, Step, sandwiches
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.services.comparing import changes_between
from wuye_cli.services.in_force import is_standard
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.layout import RECORDS, SETTINGS, STANDARDS
from wuye_cli.store.passage import passages
from wuye_cli.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.store.passage import Passage
    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Reads

_TICKETS = f"{RECORDS}/tickets/"
_RECEIVED, _CLOSED = "receive", "close"
_ENDS = {"receive": _RECEIVED, "close": _CLOSED, "cancel": _CLOSED}

Tree = dict[str, str]
"""Blob by path, of the files that comparisons look at."""


class _Way:
    """The commits of a range with the standards that each of them holds."""

    def __init__(self, store: Store, old: str, new: str, reads: Reads) -> None:
        self.store = store
        self.reads = reads
        self.passages = tuple(passages(store, old, new))
        self._trees: dict[str, Tree] = {}
        self._shots: dict[int, Snapshot] = {}
        self._bytes: dict[str, bytes] = {}
        self.nothing: Tree = {}
        for passage in self.passages:
            self._trees[passage.commit] = self._grown(passage)
        self._load({blob for tree in self._trees.values() for blob in tree.values()})

    def tree(self, commit: str) -> Tree:
        """Return the blobs of a commit; of one outside the range as git lists them."""
        if commit not in self._trees:
            listed = self.store.list_tree(STANDARDS, commit=commit)
            settings = self.store.ground.objects.blob_at(commit, SETTINGS)
            found = {path: blob for path, blob in listed if is_standard(path)}
            self._trees[commit] = found | ({SETTINGS: settings} if settings else {})
        return self._trees[commit]

    def shot(self, tree: Tree) -> Snapshot:
        """Return the standards of a tree; one tree object, one snapshot."""
        if id(tree) not in self._shots:
            self._load(tree.values())
            files = {path: self._bytes[blob] for path, blob in tree.items()}
            self._shots[id(tree)] = Snapshot("", files, reads=self.reads)
        return self._shots[id(tree)]

    def _grown(self, passage: Passage) -> Tree:
        base = self.tree(passage.parents[0]) if passage.parents else self.nothing
        moved = [part for part in passage.files if is_standard(part[0])]
        if not moved:
            return base
        gone = {path for path, _, blob in moved if not blob}
        kept = {path: blob for path, blob in base.items() if path not in gone}
        return kept | {path: blob for path, _, blob in moved if blob}

    def _load(self, blobs: Iterable[str]) -> None:
        self._bytes.update(self.store.blobs(sorted(set(blobs) - self._bytes.keys())))


def walk(store: Store, old: str, new: str, *, reads: Reads) -> Walk:
    """Go over every commit of `old..new`, side branches and merges included.

    Raises:
        UncheckableError: `shallow_clone`.
    """
    way = _Way(store, old, new, reads)
    stages: list[Stage] = []
    steps: list[Step] = []
    above: dict[str, int] = {}
    for passage in way.passages:
        bits = 0
        for parent in passage.parents:
            bits |= above.get(parent, 0)
        stage = _stage(way, passage, stages, above)
        if stage is not None:
            bits |= 1 << len(stages)
            steps.append(Step(len(stages), bits, stage.changes))
            stages.append(stage)
        above[passage.commit] = bits
    found = _episodes(way, stages, sandwiches(steps), above)
    return Walk(commits=len(way.passages), stages=tuple(stages), episodes=found)


def _stage(
    way: _Way, passage: Passage, stages: list[Stage], above: Mapping[str, int]
) -> Stage | None:
    """Return what a commit changed by itself, or None if nothing."""
    tree = way.tree(passage.commit)
    before = [way.tree(parent) for parent in passage.parents] or [way.nothing]
    if all(tree == one for one in before):
        return None
    compared = [
        changes_between(way.shot(one), way.shot(tree), at=passage.committed) for one in before
    ]
    bad = {path: error.code for one in compared for _, path, error in one.unreadable}
    changes = compared[0].changes
    if len(before) > 1:
        sides = [one.changes for one in compared]
        changes = (*_own(sides), *_undone(sides, passage, stages, above))
    if not changes and not (bad and len(before) == 1):
        return None
    told = [
        msgspec.structs.replace(change, commits=(passage.commit,), authors=(passage.author,))
        for change in changes
    ]
    return Stage(
        commit=passage.commit,
        author=passage.author,
        mail=passage.mail,
        committer=passage.committer,
        committed=passage.committed,
        subject=passage.subject,
        is_merge=len(passage.parents) > 1,
        changes=tuple(told),
        unreadable=tuple(bad.items()),
    )


def _own(sides: list[tuple[Change, ...]]) -> list[Change]:
    """Return what a merge holds that none of its parents does: hidden from `git log -p`."""
    shared = {_place(change) for change in sides[0]}
    for changes in sides[1:]:
        shared &= {_place(change) for change in changes}
    return [change for change in sides[0] if _place(change) in shared]


def _undone(
    sides: list[tuple[Change, ...]],
    passage: Passage,
    stages: list[Stage],
    above: Mapping[str, int],
) -> list[Change]:
    """Return what a merge took back of the changes that only one of its parents had made."""
    found: list[Change] = []
    bits = [above.get(parent, 0) for parent in passage.parents]
    for number, changes in enumerate(sides):
        others = 0
        for other, mine in enumerate(bits):
            others |= mine if other != number else 0
        made = [
            change
            for place, stage in enumerate(stages)
            if (bits[number] & ~others) >> place & 1
            for change in stage.changes
        ]
        ends = {(*_place(change), repr(change.old), repr(change.new)) for change in made}
        found += [
            change
            for change in changes
            if (*_place(change), repr(change.new), repr(change.old)) in ends
        ]
    return found


def _place(change: Change) -> tuple[str, str, bool]:
    """Return what a change is about; an effect of a calendar is not the limit as it is written."""
    return change.standard, change.key, change.code in EFFECTS


def _episodes(
    way: _Way, stages: list[Stage], found: list[Sandwich], above: Mapping[str, int]
) -> tuple[Episode, ...]:
    """Return the sandwiches by their two commits, each with the tickets that came in between."""
    grouped: dict[tuple[int, int], list[Sandwich]] = {}
    for one in found:
        grouped.setdefault((one.opened, one.closed), []).append(one)
    episodes = []
    for (opened, closed), parts in sorted(grouped.items()):
        between = [
            passage
            for passage in way.passages
            if above[passage.commit] >> opened & 1 and not above[passage.commit] >> closed & 1
        ]
        did = _tickets(way.store, between)
        begin, end = stages[opened], stages[closed]
        episodes.append(
            Episode(
                opened=begin,
                closed=end,
                seconds=int((end.committed - begin.committed).total_seconds()),
                pairs=tuple((one.worse, one.better) for one in parts),
                whole=all(one.is_whole for one in parts),
                received=did[_RECEIVED],
                ended=did[_CLOSED],
            )
        )
    return tuple(episodes)


def _tickets(store: Store, between: Iterable[Passage]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the tickets that were received and closed by some commits."""
    files = [part for one in between for part in one.files if part[0].startswith(_TICKETS)]
    wanted = {blob for _, *blobs in files for blob in blobs if blob}
    contents = dict(store.blobs(sorted(wanted)))
    found: dict[str, dict[str, None]] = {_RECEIVED: {}, _CLOSED: {}}
    for path, old, new in files:
        known = {event.id for event in _events(contents.get(old), path)[1]}
        name, events = _events(contents.get(new), path)
        for event in events:
            if event.id not in known and event.do in _ENDS:
                found[_ENDS[event.do]][name] = None
    return {do: tuple(names) for do, names in found.items()}


def _events(data: bytes | None, path: str) -> tuple[str, tuple[Any, ...]]:
    """Return id and events of a ticket; what cannot be read is for `check` to say."""
    if data is None:
        return "", ()
    try:
        ticket = read_ticket(data, path=path)
    except UncheckableError:
        return "", ()
    return ticket.id, ticket.events
