"""The merge driver of git: standards merged by their facts, comments kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.approving.merging import merge
from wuye_cli.domain.errors import StoreError, UncheckableError
from wuye_cli.store.yaml_text import edit_yaml, read_plain

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.domain.approving.merging import Merge
    from wuye_cli.store.repository import Store

_VERSION, _START = ("version",), ("effective_from",)


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of three texts.

    Attributes:
        text: The one made of them; None if git has to make it.
        conflicts: Facts that both sides changed, or that only one took out.
        undecided: Both sides changed one fact: a person decides, whatever the lines say.
        unread: A side is no YAML that we accept.
    """

    text: bytes | None = None
    conflicts: tuple[str, ...] = ()
    undecided: bool = False
    unread: bool = False


def merge_texts(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Merge two texts of a standard that come from one; the result is read strictly.

    What both sides changed otherwise a person decides; what one side took out, git by lines. Of
    two new versions the next number stands, as neither was approved with the other in it.
    """
    try:
        before, mine, other = (read_plain(data) for data in (base, ours, theirs))
        found = _versioned(merge(before, mine, other), mine, other)
        if found.conflicts or found.dropped:
            keys = (*found.conflicts, *found.dropped)
            return Merged(conflicts=keys, undecided=bool(found.conflicts))
        text = edit_yaml(ours.decode(), found.changes) if found.changes else ours.decode()
    except (UncheckableError, UnicodeDecodeError):
        return Merged(undecided=True, unread=True)
    return Merged(text=text.encode())


def by_lines(store: Store, ours: Path, base: Path, theirs: Path) -> bool:
    """Let git merge by lines into our file, with its markers; say whether nothing clashed."""
    words = ("merge-file", "-q", "-L", "ours", "-L", "base", "-L", "theirs", "--")
    paths = [str(path.resolve()) for path in (ours, base, theirs)]
    try:
        store.ground.git.write(*words, *paths)
    except StoreError:
        return False
    return True


def _versioned(found: Merge, mine: dict[str, Any], other: dict[str, Any]) -> Merge:
    """Settle two new versions: the next number, and the later of both days."""
    numbers = [tree.get("version") for tree in (mine, other)]
    if "version" not in found.conflicts or not all(type(one) is int for one in numbers):
        return found
    changes = {**found.changes, _VERSION: max(int(str(one)) for one in numbers) + 1}
    conflicts = [one for one in found.conflicts if one != "version"]
    days = [str(tree.get("effective_from", "")) for tree in (mine, other)]
    if "effective_from" in conflicts and all(days):
        changes[_START] = max(days)
        conflicts.remove("effective_from")
    return found._replace(changes=changes, conflicts=tuple(conflicts))
