"""Merging what was merged once more: for the judge who asks whether a merge is honest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.kept_facts import (
    are_all_lines_kept,
    are_kept,
    are_lines_kept,
    is_united,
)
from wuye_cli.auditing.rules.merges import NO_FILE
from wuye_cli.domain.errors import WuyeError
from wuye_cli.services.merging import merge_bases, planned
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.layout import SETTINGS
from wuye_cli.store.line_merge import merged_lines
from wuye_cli.store.objects import blob_id
from wuye_cli.store.replay import ORDINARY
from wuye_cli.store.repository import Store
from wuye_cli.store.ticket_paths import is_ticket
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.rules.merges import Entry, Sides
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.merging import Plan
    from wuye_cli.store.ground import Ground

_CHECKPOINTS = "records/checkpoints/"
_FACTS = ("standards/", "records/", SETTINGS)
_UNDECIDED = "?"
_PLAIN = "100644"


class Remerging:
    """Looks into commits and merges files, for `rules.merges`."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._store = Store(ground)
        self._plans: dict[tuple[str, str], Plan] = {}
        self._made: dict[str, bytes] = {}

    def bases(self, one: str, other: str) -> Sequence[str]:
        """Return the commits where two histories parted."""
        return merge_bases(self._store, one, other)

    def base(self, bases: Sequence[str], path: str) -> Entry:
        """Return mode and blob of a file where two histories parted.

        Where they parted in several places, as each had merged the other's work before, the files
        of these are merged first, as both did.
        """
        entries = [self._entry(base, path) for base in bases]
        found = entries[0]
        for number, entry in enumerate(entries[1:], 1):
            if entry != found:
                found = self._between(bases[number - 1], bases[number], path)
        return found

    def _between(self, one: str, other: str, path: str) -> Entry:
        plan = self._plans.get((one, other))
        if plan is None:
            self._plans.clear()  # the next file is most often one of the same merge
            plan = planned(self._store, one, other, book_of=_no_book)
            self._plans[one, other] = plan
        if path in plan.taken:
            blob = plan.taken[path]
            return NO_FILE if blob is None else (_PLAIN, blob)
        data = plan.files.get(path)
        if data is None:  # the other has nothing here that the one has not
            return self._entry(one, path)
        self._made[blob_id(data)] = data
        return _PLAIN, blob_id(data)

    def _entry(self, commit: str, path: str) -> Entry:
        folder, _, name = path.rpartition("/")
        found = self._ground.objects.folder_at(commit, folder).get(name)
        return NO_FILE if found is None else (f"{found[0]:06o}", found[1])

    def _blob(self, entry: Entry) -> bytes:
        mode, blob = entry
        if mode not in ORDINARY:
            return b""
        known = self._made.get(blob)
        return self._ground.objects.blob(blob) if known is None else known

    def plan(self, commit: Commit, bases: Sequence[str], past: Past) -> Mapping[str, str]:
        """Return the blobs that a merge of ours writes over the first parent, "" to delete."""
        ours, theirs = commit.parents
        plan = planned(self._store, ours, theirs, book_of=past.book_of, bases=list(bases))
        files = {path: blob or "" for path, blob in plan.blobs.items()}
        return files | {one.path: _UNDECIDED for one in plan.clashes}

    def settles(self, sides: Sides) -> bool:
        """Say whether every fact of a file that both changed is of a side, and none is lost."""
        if sides.made in (sides.ours, sides.theirs) and NO_FILE in (sides.ours, sides.theirs):
            return sides.made != NO_FILE or not is_ticket(sides.path)
        if any(mode not in ORDINARY for mode, _ in (sides.ours, sides.theirs, sides.made)):
            return sides.made in (sides.ours, sides.theirs) and not is_ticket(sides.path)
        base, ours, theirs, made = (
            self._blob(entry) for entry in (sides.base, sides.ours, sides.theirs, sides.made)
        )
        if is_ticket(sides.path):
            return _is_united(ours, theirs, made)
        if sides.path.startswith(_CHECKPOINTS):
            return are_all_lines_kept(ours, theirs, made)  # nobody's signature is merged away
        return self._is_text_kept(sides.path, (base, ours, theirs, made))

    def _is_text_kept(self, path: str, texts: tuple[bytes, bytes, bytes, bytes]) -> bool:
        base, ours, theirs, made = texts
        by_line = merged_lines(self._ground, base, ours, theirs)
        if made == by_line:
            return True
        if path.startswith(_FACTS) and path.endswith(".yaml"):
            return _are_kept(base, ours, theirs, made)
        return by_line is None and are_lines_kept(ours, theirs, made)


def _no_book(_ticket: Ticket) -> None:
    """Return no tiers: what is merged here is looked at, and never written."""


def _is_united(*texts: bytes) -> bool:
    try:
        ours, theirs, made = map(read_ticket, texts)
        is_written = write_ticket(made) == texts[-1]
    except WuyeError:
        return False
    return is_written and is_united(ours, theirs, made)


def _are_kept(*texts: bytes) -> bool:
    try:
        base, ours, theirs, made = (read_plain(text) if text else {} for text in texts)
    except (WuyeError, UnicodeDecodeError):
        return are_lines_kept(*texts[1:])
    return are_kept(base, ours, theirs, made)
