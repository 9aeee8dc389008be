"""G034 and G008 of approvals: given by one who may, and who wrote no part of what they approve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.domain.roles.powers import Powers, last_day_anywhere
from wuye_cli.domain.roles.rights import APPROVALS_FOLDER, STANDARDS_FOLDER
from wuye_cli.domain.roles.roster import same_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.domain.roles.policy import Policy


class Memory(msgspec.Struct):
    """Of each standard: the mails of those who wrote a part of it since it was approved last."""

    authors: dict[str, list[str]] = {}


class Approving(Plain):
    """Judges every approval by the policy and the roster before it.

    A merge is left out: what it brings was judged where it was made.
    """

    codes = ("G007", "G008", "G034")

    def __init__(self) -> None:
        self.memory = Memory()

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge the approvals in a commit, and note who wrote standards."""
        if not commit.parents or len(commit.parents) > 1:
            return  # what a store is founded with needs no approval
        self._note(commit)
        given = [one for one in commit.changes if one.path.startswith(APPROVALS_FOLDER) and one.new]
        if not given:
            return
        powers = Powers(*past.roles(), last_day_anywhere(commit.moment))
        for change in given:
            new = past.approval(change.path, change.new)
            old = past.approval(change.path, change.old) if change.old else None
            if new is not None:
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
