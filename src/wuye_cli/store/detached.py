"""A HEAD that stands on no branch: what was committed there, and how one gets back without loss."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.store import refs

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

_USUAL = ("main", "master")
_REBASING = ("rebase-merge", "rebase-apply")
_SHORT = 10


def way_back(ground: Ground) -> str:
    """Return the command of git that leads from no branch to one with all commits; "" on a branch.

    A plain `git switch` would leave behind, where nobody finds it, what was written meanwhile.
    """
    head = refs.head_branch(ground.git_dir)
    if refs.is_ref(head):
        return ""
    if any(os.path.isdir(os.path.join(ground.git_dir, name)) for name in _REBASING):
        return "git rebase --abort"
    printed = ground.git.read("for-each-ref", "--format=%(refname:short)", "refs/heads/")
    names = printed.decode("utf-8", "replace").split()
    branch = next((name for name in (*_USUAL, *names) if name in names), _USUAL[0])
    tip = refs.read_ref(ground.common_dir, f"refs/heads/{branch}")
    if not tip:
        return f"git switch -c {branch}"
    common = ground.git.read("merge-base", tip, head, ok=(0, 1)).decode("ascii").strip()
    if common == head:
        return f"git switch {branch}"
    if common == tip:
        return f"git switch -C {branch}"
    return f"git switch {branch}; git merge {head[:_SHORT]}"


def is_merging(ground: Ground) -> bool:
    """Say whether a merge of git waits to be finished or given up."""
    return os.path.exists(os.path.join(ground.git_dir, "MERGE_HEAD"))
