"""What stands at each commit of a walk, beside its tickets: rules, staff, the latest date."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.store.codecs.policy import POLICY
from wuye_cli.store.house import CATEGORIES, STAFF, TIERS, past_blobs
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.replay import ORDINARY
from wuye_cli.store.staging import list_tree
from wuye_cli.store.versions import APPROVALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.domain.roles.policy import Policy
    from wuye_cli.domain.roles.roster import Roster
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.replay import Line

FOLDERS = (f"{STANDARDS}/", f"{STAFF}/", *APPROVALS)
"""Where rules, staff, and the approvals of what has versions lie."""
_DATED = (TIERS, CATEGORIES, POLICY)

Dated = tuple[tuple[str, int, str], ...]
"""Path, committer's date and blob of each text that a file of `_DATED` ever had, oldest first."""


class End(NamedTuple):
    """A commit, the latest date up to it, and every text that the dated files had."""

    commit: str = ""
    latest: int = 0
    dated: Dated = ()


class Standing:
    """Rules and staff at a commit; commits that changed nothing of them share it.

    Attributes:
        tree: Path to blob.
        dated: Every text of tiers, categories and policy up to there.
        earlier: What stood before, until somebody asks for the rules here.
        held: Blobs that hold in place of files that nobody can read.
    """

    __slots__ = ("dated", "earlier", "held", "is_read", "roles", "rules", "tree")

    def __init__(self, tree: dict[str, str], dated: Dated, earlier: Standing | None = None) -> None:
        self.tree = tree
        self.dated = dated
        self.earlier = earlier
        self.held: dict[str, str] = {}
        self.rules: Rulebook | None = None
        self.is_read = False
        self.roles: tuple[Policy, Roster] | None = None


NOTHING = Standing({}, ())
"""What stands before the first commit."""


class Course:
    """What stands at the commits whose children are still to come.

    Args:
        ground: The repository.
        line: The commits of the walk.
        begun: The commit where an earlier walk ended, if this one takes it up.

    Attributes:
        end: What stands at the last commit, as far as files do not tell.
    """

    def __init__(self, ground: Ground, line: Sequence[Line], begun: End | None = None) -> None:
        self._ground = ground
        self._begun = begun
        self.end = begun or End()
        self._coming = Counter(parent for one in line for parent in one.parents)
        self._known: dict[str, tuple[Standing, int]] = {}

    def before(self, commit: Commit) -> list[tuple[Standing, int]]:
        """Return what stands at each parent, and the latest date up to there."""
        return [self._at(parent) for parent in commit.parents] or [(NOTHING, 0)]

    def go_on(self, commit: Commit, before: Sequence[tuple[Standing, int]], now: int) -> None:
        """Note what stands at a commit, and forget what no commit to come stands on."""
        latest = max(one[1] for one in before)
        if commit.committed <= now:
            latest = max(latest, commit.committed)
        standing = _changed(before, commit)
        self.end = End(commit.id, latest, standing.dated)
        if self._coming[commit.id]:
            self._known[commit.id] = (standing, latest)
        for parent in commit.parents:
            self._coming[parent] -= 1
            if not self._coming[parent]:
                self._known.pop(parent, None)

    def _at(self, commit: str) -> tuple[Standing, int]:
        known = self._known.get(commit)
        if known is None:  # where the walk begins
            end = self._begun
            if end is None or end.commit != commit:
                end = _end_at(self._ground, commit)
            standing = Standing(_tree(self._ground, commit), end.dated)
            known = self._known[commit] = (standing, end.latest)
        return known


def _tree(ground: Ground, commit: str) -> dict[str, str]:
    """Return what stands at a commit that the walk does not go over."""
    tree: dict[str, str] = {}
    for folder in FOLDERS:
        tree.update(list_tree(ground, commit, folder))
    return tree


def _end_at(ground: Ground, commit: str) -> End:
    """Return what the history up to a commit tells; it takes git as long as the history is."""
    dated = [(path, *one) for path in _DATED for one in past_blobs(ground, commit, path)]
    printed = ground.git.read("log", "-1", "--format=%ct", "--no-show-signature", commit, "--")
    return End(commit, int(printed), tuple(reversed(dated)))


def _changed(before: Sequence[tuple[Standing, int]], commit: Commit) -> Standing:
    """Return what stands at a commit, given what stood at its parents."""
    first = before[0][0]
    news = [change for change in commit.changes if change.path.startswith(FOLDERS)]
    dated = {one: None for standing, _ in before for one in standing.dated}
    for change in news:
        if change.path in _DATED and change.new and len(commit.parents) < 2:  # noqa: PLR2004 - no merge
            dated[(change.path, commit.committed, change.new)] = None
    if not news and len(dated) == len(first.dated):
        return first
    tree = dict(first.tree)
    for change in news:
        if change.new and change.new_mode in ORDINARY:
            tree[change.path] = change.new
        else:
            tree.pop(change.path, None)
    return Standing(tree, tuple(dated), first)
