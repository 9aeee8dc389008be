"""G034, G008, G010, G011, G016 of approvals: given by one who may, then, and left as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.judge import SKEW_S, Plain, finding
from wuye_cli.domain.roles.powers import Powers
from wuye_cli.domain.roles.rights import APPROVALS_FOLDER, STANDARDS_FOLDER
from wuye_cli.domain.roles.roster import same_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.approving.approval import Act, Approval
    from wuye_cli.domain.roles.policy import Policy


_GROWING = frozenset({"approvals", "notices", "withdrawn", "retroactive"})
"""What is added to a record after it was proposed."""


class Memory(msgspec.Struct):
    """Of each standard: the mails of those who wrote a part of it since it was approved last."""

    authors: dict[str, list[str]] = {}


class Approving(Plain):
    """Judges every approval by the policy and the roster before it.

    A merge is left out: what it brings was judged where it was made.
    """

    codes = ("G007", "G008", "G010", "G011", "G016", "G034")

    def __init__(self) -> None:
        self.memory = Memory()

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge the approvals in a commit, and note who wrote standards."""
        if not commit.parents or len(commit.parents) > 1:
            return  # what a store is founded with needs no approval
        self._note(commit)
        given = [one for one in commit.changes if one.path.startswith(APPROVALS_FOLDER)]
        if not given:
            return
        powers = Powers(*past.roles(), past.day)
        for change in given:
            new = past.approval(change.path, change.new) if change.new else None
            old = past.approval(change.path, change.old) if change.old else None
            spoiled = _spoiled(commit, change, old, new)
            if spoiled is not None:
                yield spoiled
            elif new is not None:
                yield from self._judged(commit, change, old, new, powers)
                if new.is_approved:
                    self.memory.authors.pop(_text_of(change.path), None)

    def _note(self, commit: Commit) -> None:
        mail = same_mail(commit.author[1])
        for change in commit.changes:
            if change.path.startswith(STANDARDS_FOLDER):
                authors = self.memory.authors.setdefault(change.path, [])
                if mail not in authors:
                    authors.append(mail)

    def _judged(
        self,
        commit: Commit,
        change: FileChange,
        old: Approval | None,
        new: Approval,
        powers: Powers,
    ) -> Iterator[Finding]:
        mail, key = commit.author[1], powers.registered.key
        path = change.path
        if old is None and powers.in_force and _is_weaker(new, powers.policy):
            yield finding("G034", commit, path=path, what="needs")
            return
        known = old.approvals if old is not None else ()
        fresh = [act for act in new.approvals if act not in known]
        signed = [*fresh, *([new.proposed] if old is None else [])]
        strange = next((act for act in signed if key(act.by) != key(mail)), None)
        if strange is not None:
            yield finding("G007", commit, path=path, what="act", by=strange.by)
            return
        found = list(self._unfit(commit, path, new, fresh, powers))
        yield from found
        untimely = next((act for act in signed if _is_untimely(commit, act)), None)
        if untimely is not None and not found:
            yield finding("G016", commit, path=path, what="approval", by=untimely.by)

    def _unfit(
        self, commit: Commit, path: str, new: Approval, fresh: list[Act], powers: Powers
    ) -> Iterator[Finding]:
        """Yield the approvals of those who may not give this one."""
        for act in fresh:
            if powers.in_force and not powers.holds(act.by, (act.role,)):
                yield finding("G008", commit, path=path, what="approval", role=act.role, by=act.by)
            elif self._wrote(act.by, path, new, powers) and new.needs.approvals:
                yield finding("G034", commit, path=path, what="author", person=act.by)

    def _wrote(self, by: str, path: str, new: Approval, powers: Powers) -> bool:
        """Say whether an approver wrote a part of it, where the policy forbids that."""
        if not new.needs.four_eyes:
            return False
        key = powers.registered.key
        authors = (*self.memory.authors.get(_text_of(path), ()), new.proposed.by)
        return key(by) in {key(one) for one in authors}


def _spoiled(
    commit: Commit, change: FileChange, old: Approval | None, new: Approval | None
) -> Finding | None:
    """Return what was done to a record that was there: it grows, and says else what it said."""
    if old is None:
        return None
    if new is None:
        return finding("G011", commit, path=change.path, what="approval", by=old.proposed.by)
    acts = [*old.approvals, *old.notices, *([old.withdrawn] if old.withdrawn else [])]
    kept = (*new.approvals, *new.notices, new.withdrawn)
    gone = [act.by for act in acts if act not in kept]
    if gone:
        return finding("G011", commit, path=change.path, what="approval", by=gone[0])
    fixed = [name for name in new.__struct_fields__ if name not in _GROWING]
    if old.retroactive:
        fixed.append("retroactive")
    fields = [name for name in fixed if getattr(new, name) != getattr(old, name)]
    if fields:
        return finding("G010", commit, path=change.path, what="approval", fields=fields)
    return None


def _is_untimely(commit: Commit, act: Act) -> bool:
    """Say whether somebody claims to have decided at another time than the commit was made."""
    begun = min(commit.authored, commit.committed) - SKEW_S
    return not begun <= act.at.timestamp() <= commit.committed + SKEW_S


def _text_of(path: str) -> str:
    """Return the path of the standard that a record of approvals stands for."""
    return f"{STANDARDS_FOLDER}{path.removeprefix(APPROVALS_FOLDER).rpartition('/')[0]}.yaml"


def _is_weaker(new: Approval, policy: Policy) -> bool:
    """Say whether a proposal says that less is needed than the policy asks."""
    wanted, told = policy.changes.needs(new.part), new.needs
    return (
        told.approvals < wanted.approvals
        or (wanted.four_eyes and not told.four_eyes)
        or not set(told.by) <= set(wanted.by)
    )
