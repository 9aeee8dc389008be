"""Which files many commits changed, in few calls of git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.store.git import records
from wuye_cli.store.refs import is_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.store.history import Revision
    from wuye_cli.store.repository import Store


class Changed(NamedTuple):
    """One file of a commit against its first parent; a blob is "" where there is none."""

    path: str
    old: str
    new: str


def changed_files(
    store: Store, commits: Sequence[Revision], prefix: str = ""
) -> dict[str, list[Changed]]:
    """Return what each commit changed against its first parent, by its id.

    Args:
        store: The store.
        commits: The commits.
        prefix: Only files below this folder.

    Raises:
        StoreError: `git_failed`.
    """
    where = (prefix.rstrip("/") + "/",) if prefix else ()
    asked = "".join(" ".join((one.commit, *one.parents[:1])) + "\n" for one in commits)
    printed = store.ground.git.read(
        *("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", "--root", "--always"),
        *("--ignore-submodules=none", "--no-abbrev", "--", *where),
        data=asked.encode("ascii"),
        index=os.path.join(store.ground.private, "no-index"),
    )
    found: dict[str, list[Changed]] = {one.commit: [] for one in commits}
    current = ""
    parts = records(printed)
    for part in parts:
        if not part.startswith(":"):
            current = _commit_in(part) or current
            continue
        facts = part.split(" ")
        found[current].append(Changed(next(parts), _blob(facts[2]), _blob(facts[3])))
    return found


def _commit_in(text: str) -> str:
    """Return the commit that heads its changes: `<commit>` or `<commit> (from <parent>)`."""
    name = text.strip().partition(" ")[0]
    return name if is_id(name) else ""


def _blob(text: str) -> str:
    return "" if set(text) == {"0"} else text
