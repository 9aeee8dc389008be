"""Which files a run judges: all, those below some paths, or those that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.services.checking.files import ROOTS, TICKETS
from wuye_cli.store.git import records
from wuye_cli.store.git_index import GitIndex
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.revisions import HEAD, parting, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.checking.finding import Finding
    from wuye_cli.services.checking.files import Lying
    from wuye_cli.store.repository import Store

_BOXES = "records/boxes/"


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is judged.

    Attributes:
        paths: Paths of the files that are judged, those that are gone among them; None for all.
        is_partial: Rules over many tickets see the judged ones alone.
    """

    paths: frozenset[str] | None = None
    is_partial: bool = False

    def has(self, path: str) -> bool:
        """Say whether a file is judged."""
        return self.paths is None or path in self.paths

    def counts(self, finding: Finding) -> bool:
        """Say whether a finding over many files concerns a judged one, itself or by its facts."""
        if self.paths is None or finding.path in self.paths:
            return True
        told = (value for value in finding.facts.values() if isinstance(value, str))
        return not self.is_partial and any(value in self.paths for value in told)

    @property
    def needs_tickets(self) -> bool:
        """Whether what is judged depends on any ticket."""
        return self.paths is None or any(path.startswith((TICKETS, _BOXES)) for path in self.paths)


def changed(store: Store, since: str, *, staged: bool) -> frozenset[str]:
    """Return the paths under check that changed, those that are gone among them.

    A change below `standards/` or of the settings brings all of the standards with it: what it
    spoils is often told of another file.

    Args:
        store: The store.
        since: What somebody typed for a revision: from where its way and HEAD's part; or nothing.
        staged: What git's index holds otherwise than HEAD.

    Raises:
        CallError: `unknown_state`.
        UncheckableError: `shallow_clone`, if the history that would tell was never fetched.
    """
    found: Iterable[str]
    if staged and not since:
        found = GitIndex(store.ground).staged(store.head())
    else:
        found = _since(store, since, staged=staged)
    return frozenset(path for path in found if path == SETTINGS or path.startswith(_BELOW))


_BELOW = tuple(f"{root}/" for root in ROOTS if root != SETTINGS)


def _since(store: Store, typed: str, *, staged: bool) -> set[str]:
    base = parting(store, resolve(store, typed), resolve(store, HEAD))
    git = store.ground.git
    how = ("--cached",) if staged else ()
    named = git.read(
        *("diff", *how, "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"),
        *("--ignore-submodules=all", base, "--"),
    )
    found = set(records(named))
    if not staged:
        found.update(records(git.read("ls-files", "--others", "-z", "--", *ROOTS)))
    return found


def with_standards(paths: frozenset[str], files: Iterable[Lying]) -> frozenset[str]:
    """Return the changed paths with all of the standards, if one of them changed."""
    if any(path == SETTINGS or path.startswith(f"{STANDARDS}/") for path in paths):
        below = (file.path for file in files if file.path.startswith(f"{STANDARDS}/"))
        return paths.union(below, {SETTINGS})
    return paths
