"""Putting back what a fraud did: whoever mends a file byte for byte is not accused of it.

`git revert` of a commit that removed a ticket brings all its events in once more, typed by others,
long ago, without a receipt. It was told whose fault that is; the mender's none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.commit_text import read_commit
from wuye_cli.auditing.rules.merges import NO_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.rules.merges import Entry
    from wuye_cli.checking.finding import Finding
    from wuye_cli.store.ground import Ground

_HARM = frozenset({"G001", "G009", "G010", "G011", "G012", "G020", "G022", "G027", "G032", "G039"})
"""What is done to a file that was there. What a fraud only added is taken back by `undo`."""
_OF_THE_FILE = frozenset({"G007", "G009", "G010", "G016", "G034", "G040", "G041", "G042", "G043"})
"""What a file that comes back cannot but have. That events go with it is told all the same (G011),
and so is who had no right to touch it."""
_TICKETS = "records/tickets/"


class Mending:
    """Knows which commits did harm to which files.

    Args:
        ground: The repository.
        found: What earlier runs found.
    """

    def __init__(self, ground: Ground, found: Iterable[Finding] = ()) -> None:
        self._ground = ground
        self._harmed: dict[str, list[str]] = {}
        self._note(found)

    def left(self, commit: Commit, found: list[Finding]) -> list[Finding]:
        """Return the findings of a commit without those of files that it puts back."""
        if not found:
            return found
        mended = set(self._mended(commit)) if self._harmed and len(commit.parents) == 1 else set()
        kept = [one for one in found if not (one.path in mended and _is_of_the_file(one))]
        self._note(kept)
        return kept

    def _note(self, found: Iterable[Finding]) -> None:
        for one in found:
            commit = one.facts.get("commit", "")
            if commit and one.rule in _HARM:
                for path in dict.fromkeys((one.path, *one.facts.get("paths", ()))):
                    self._harmed.setdefault(path, []).append(commit)

    def _mended(self, commit: Commit) -> Iterable[str]:
        """Yield the files that a commit makes again what they were before a harm, and no more."""
        for change in commit.changes:
            before, after = (change.old_mode, change.old), (change.new_mode, change.new)
            for harm in self._harmed.get(change.path, ()):
                if self._entry(harm, change.path) == before and after in self._stood(
                    harm, change.path
                ):
                    yield change.path
                    break

    def _stood(self, harm: str, path: str) -> list[Entry]:
        _, body = self._ground.objects.read(harm)
        return [self._entry(parent, path) for parent in read_commit(body).parents]

    def _entry(self, commit: str, path: str) -> Entry:
        folder, _, name = path.rpartition("/")
        found = self._ground.objects.folder_at(commit, folder).get(name)
        return NO_FILE if found is None else (f"{found[0]:06o}", found[1])


def _is_of_the_file(one: Finding) -> bool:
    """Say whether a finding is about what a file holds; a right is asked of each step in it."""
    return one.rule in _OF_THE_FILE or (one.rule == "G008" and one.path.startswith(_TICKETS))
