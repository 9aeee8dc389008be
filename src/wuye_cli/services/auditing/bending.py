"""Standards before and after a commit, and who gained by it: for the judge of sandwiches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.rules.sandwiches import Used
from wuye_cli.domain.approving.fingerprint import prints_of
from wuye_cli.domain.comparing.side import path_of
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.services.merging import planned
from wuye_cli.services.tickets_between import tickets_between
from wuye_cli.store.codecs import approvals
from wuye_cli.store.house import moment
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.passage import passages
from wuye_cli.store.repository import Store
from wuye_cli.store.snapshot import Snapshot
from wuye_cli.store.staging import list_tree
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.snapshot import Reads

_TWO = 2
_MOST_READ = 2000
_MOST_SHOTS = 8

Tree = frozenset[tuple[str, str]]
"""Path and blob of every file that comparisons look at."""


class Bending:
    """Reads standards and tickets, for `rules.sandwiches`."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._store = Store(ground)
        self._reads: Reads = {}
        self._shots: dict[Tree, Snapshot] = {}

    def sides(self, commit: Commit, past: Past) -> Sequence[Sequence[Change]]:
        """Return what a commit changed in the standards against each parent."""
        after = self._tree(commit.id)
        trees = [self._tree(parent) for parent in commit.parents]
        if after in trees:
            return ()
        at = moment(commit.committed)
        shot = self._shot(after, past)
        if all(_is_alike(self._shot(one, past), shot) for one in trees):
            return ()  # comments and spaces move no promise
        from wuye_cli.services.comparing import changes_between  # noqa: PLC0415 - few runs need it

        return [changes_between(self._shot(one, past), shot, at=at).changes for one in trees]

    def _tree(self, commit: str) -> Tree:
        listed = {
            (path, blob)
            for path, blob in list_tree(self._ground, commit, STANDARDS)
            if "/." not in path
        }
        settings = self._ground.objects.plain_at(commit, SETTINGS)
        return frozenset(listed | ({(SETTINGS, settings)} if settings else set()))

    def _shot(self, tree: Tree, past: Past) -> Snapshot:
        if tree not in self._shots:
            while len(self._shots) >= _MOST_SHOTS:
                self._shots.pop(next(iter(self._shots)))
            if len(self._reads) > _MOST_READ:
                self._reads.clear()
            files = {path: past.blob(blob) for path, blob in sorted(tree)}
            self._shots[tree] = Snapshot("", files, reads=self._reads)
        return self._shots[tree]

    def used(self, opened: str, closed: str, until: str) -> Used:
        """Return the tickets of the commits that stand on the one and not on the other."""
        between = self._above(opened, until) - self._above(closed, until) - {closed, until}
        passed = [one for one in passages(self._store, opened, until) if one.commit in between]
        found = tickets_between(self._store, [one for one in passed if not one.parents[1:]])
        others = [one for one in found.written if one not in found.ended]
        return Used((*found.ended, *others), len(found.ended))

    def _above(self, commit: str, until: str) -> set[str]:
        """Return the commits up to `until` that stand on a commit."""
        printed = self._ground.git.read(
            *("-c", "core.commitGraph=false", "rev-list", "--ancestry-path"),
            *(until, f"^{commit}", "--"),
        )
        return set(printed.decode("ascii").split())

    def stands_on(self, commit: str, others: Sequence[str]) -> Sequence[str]:
        """Return those of some commits that a commit stands on."""
        printed = self._ground.git.read("-c", "core.commitGraph=false", "rev-list", commit, "--")
        known = set(printed.decode("ascii").split())
        return [one for one in others if one in known]

    def is_approved(self, commit: str, standard: str, until: str) -> bool:
        """Say whether the text of a standard at a commit was approved up to another commit."""
        blob = self._ground.objects.plain_at(commit, path_of(standard))
        agreed = set(self._agreed(standard, until)) if blob else set()
        if not agreed or blob is None:
            return False
        try:
            return (
                prints_of(standard, read_plain(self._ground.objects.blob(blob))).content in agreed
            )
        except UncheckableError:
            return False

    def is_met(self, commit: str, standard: str) -> bool:
        """Say whether a merge brings two approved texts of a standard together, and by our rule.

        Where both changed one fact there stands what was before, until a person decides: that is
        nobody's easing of a limit.
        """
        git = self._ground.git
        parents = git.read("rev-list", "--parents", "-1", commit, "--").decode("ascii").split()[1:]
        if len(parents) != _TWO or not all(self.is_approved(one, standard, one) for one in parents):
            return False
        path = path_of(standard)
        made = planned(self._store, *parents, book_of=lambda _: None).blobs
        return path in made and made[path] == self._ground.objects.plain_at(commit, path)

    def _agreed(self, standard: str, commit: str) -> Iterable[str]:
        """Yield the fingerprints of the texts of a standard to which somebody agreed."""
        for path, blob in list_tree(self._ground, commit, f"{approvals.FOLDER}/{standard}"):
            try:
                tree = read_plain(self._ground.objects.blob(blob))
            except UncheckableError:
                continue
            found = approvals.read_approval(path, tree)[0]
            if found is not None and _is_open(found):
                yield found.content


def _is_alike(one: Snapshot, other: Snapshot) -> bool:
    """Say whether two states of the standards have the same files and the same facts in them."""
    if one.files.keys() != other.files.keys() or one.unreadable() or other.unreadable():
        return False
    return all(
        one.files[path] == other.files[path] or one.document(path).tree == other.document(path).tree
        for path in one.paths()
    )


def _is_open(found: Approval) -> bool:
    """Say whether a change was agreed to: by somebody else, or by oneself with notice given."""
    hasty = bool(found.short_notice or found.retroactive)
    others = any(act.by != found.proposed.by for act in found.approvals)
    return found.is_approved and (others or not hasty)
