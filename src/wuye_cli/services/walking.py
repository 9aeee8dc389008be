"""Every intermediate state of a range: who changed what, and what was worse only for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.comparing.ascent import Ascent
from wuye_cli.domain.comparing.outcome import Episode, Stage, Walk
from wuye_cli.domain.comparing.sandwich import Sandwich, sandwiches
from wuye_cli.services.comparing import changes_between
from wuye_cli.services.in_force import is_standard
from wuye_cli.services.tickets_between import tickets_between
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.passage import passages
from wuye_cli.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wuye_cli.store.passage import Passage
    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Reads

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
    ascent = Ascent()
    stages: list[Stage] = []
    for passage in way.passages:
        stage = _stage(way, passage, ascent)
        if stage is None:
            ascent.pass_by(passage.commit, passage.parents)
        else:
            ascent.step_up(passage.commit, passage.parents, stage.changes)
            stages.append(stage)
    found = _episodes(way, stages, sandwiches(ascent.steps), ascent.above)
    return Walk(commits=len(way.passages), stages=tuple(stages), episodes=found)


def _stage(way: _Way, passage: Passage, ascent: Ascent) -> Stage | None:
    """Return what a commit changed by itself, or None if nothing."""
    tree = way.tree(passage.commit)
    before = [way.tree(parent) for parent in passage.parents] or [way.nothing]
    if all(tree == one for one in before):
        return None
    compared = [
        changes_between(way.shot(one), way.shot(tree), at=passage.committed) for one in before
    ]
    bad = {path: error.code for one in compared for _, path, error in one.unreadable}
    changes = ascent.changed(passage.parents, [one.changes for one in compared])
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
        did = tickets_between(way.store, between)
        begin, end = stages[opened], stages[closed]
        episodes.append(
            Episode(
                opened=begin,
                closed=end,
                seconds=int((end.committed - begin.committed).total_seconds()),
                pairs=tuple((one.worse, one.better) for one in parts),
                whole=all(one.is_whole for one in parts),
                received=did.received,
                ended=did.ended,
            )
        )
    return tuple(episodes)
