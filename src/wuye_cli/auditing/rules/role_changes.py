"""G025, G027, G028, G029: who changed who may do what; policy, roster and the keys in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.judge import finding
from wuye_cli.auditing.ssh_signature import read_signature
from wuye_cli.domain.roles.policy import MANAGE
from wuye_cli.domain.roles.powers import Powers
from wuye_cli.domain.roles.rights import POLICY_PATH, STAFF_FOLDER, is_rule_of_roles
from wuye_cli.domain.roles.roster import same_mail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.people.staff import Staff


def changes_of_roles(commit: Commit, past: Past, powers: Powers) -> Iterator[Finding]:
    """Judge a commit that changes policy or staff, by those of its parent.

    While nobody may manage, anybody may register the first; what a commit gives its own author does
    not help it.
    """
    own = list(_own_keys(commit, past, powers))
    yield from own
    if not commit.parents or not powers.in_force:
        return
    last = list(_last_ones(commit, past, powers))
    yield from last
    if last or powers.may(commit.author[1], MANAGE):
        return
    keyed = {one.path for one in own}
    rest = [one for one in _deciding(commit) if one.path not in keyed]
    changed = [one for one in rest if not _is_rotation(commit, past, one, powers)]
    if changed:
        paths = [one.path for one in changed]
        member = powers.roster.of_mail(commit.author[1])
        role = powers.role_of(member) if member is not None else ""
        what = "policy" if POLICY_PATH in paths else "staff"
        yield finding("G027", commit, path=paths[0], what=what, role=role, paths=paths)


def _deciding(commit: Commit) -> Sequence[FileChange]:
    return [one for one in commit.changes if is_rule_of_roles(one.path)]


def _own_keys(commit: Commit, past: Past, powers: Powers) -> Iterator[Finding]:
    """G028: a key that its own holder brought in, and that nobody else vouches for.

    Whoever may manage may register their own key, as they may register anybody's; whoever has a key
    already may replace it, signing with the old one. The very first key has nobody before it.
    """
    may = powers.in_force and powers.may(commit.author[1], MANAGE)
    known = {key.key for one in powers.registered.members.values() for key in one.keys}
    if may or not commit.parents or not (powers.in_force or known):
        return
    for change in _deciding(commit):
        new, old = past.member(change.new), past.member(change.old)
        if new is None or same_mail(new.mail) != same_mail(commit.author[1]):
            continue
        brought = [key for key in new.keys if key.is_live and key not in (old.keys if old else ())]
        if brought and not _vouched(commit, old):
            prints = [key.fingerprint for key in brought]
            yield finding("G028", commit, path=change.path, staff=new.id, key=prints)


def _vouched(commit: Commit, old: Staff | None) -> bool:
    """Say whether a key of the same person, registered before, signs for the new one."""
    if old is None or not commit.signature:
        return False
    said = read_signature(commit.signature)
    return said is not None and any(key.is_live and key.key == said.key for key in old.keys)


def _is_rotation(commit: Commit, past: Past, change: FileChange, powers: Powers) -> bool:
    """Say whether somebody changed nothing of themselves but their keys, signing for it."""
    new, old = past.member(change.new), past.member(change.old)
    own = powers.roster.of_mail(commit.author[1])
    if new is None or old is None or own is None or old.id != own.id:
        return False
    names = [name for name in new.__struct_fields__ if getattr(new, name) != getattr(old, name)]
    return names == ["keys"] and _vouched(commit, old)


def _last_ones(commit: Commit, past: Past, powers: Powers) -> Iterator[Finding]:
    """G029: after it nobody may manage, or nobody may approve what needs an approval."""
    after = Powers(*past.roles_after(), powers.day)
    path = _deciding(commit)[0].path
    if not after.in_force:
        gone = [one.id for one in powers.managers]
        yield finding("G029", commit, path=path, what="manager", gone=gone)
    elif powers.approvers and not after.approvers and after.policy.changes.asks:
        gone = [one.id for one in powers.approvers]
        yield finding("G029", commit, path=path, what="approver", gone=gone)


def doubled(commit: Commit, past: Past) -> Iterator[Finding]:
    """G025: a staff file with an id that another file has: the one is read as the other."""
    staff = [change for change in commit.changes if change.path.startswith(STAFF_FOLDER)]
    before = past.tree()
    after = {**before, **{change.path: change.new for change in staff}}
    for change in staff:
        new, old = past.member(change.new), past.member(change.old)
        if new is None or (old is not None and old.id == new.id):
            continue
        others = (
            (path, past.member(blob))
            for path, blob in sorted(after.items())
            if path.startswith(STAFF_FOLDER) and path != change.path
        )
        other = next((path for path, one in others if one is not None and one.id == new.id), "")
        if other:
            told = {"staff": new.id, "other": other}
            yield finding("G025", commit, path=change.path, what="double", **told)
