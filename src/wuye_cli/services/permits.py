"""Whether the one who types may write what they are about to write: roles acted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.roles.acts import faults_of, lacks
from wuye_cli.domain.roles.paths import faults_of_paths
from wuye_cli.domain.roles.powers import ALONE, Powers
from wuye_cli.domain.roles.rights import POLICY_PATH, STAFF_FOLDER, is_rule_of_roles
from wuye_cli.domain.roles.roster import roster_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wuye_cli.domain.roles.acts import Fault
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.store.house import House
    from wuye_cli.store.transaction import Transaction

ROTATION = "key.rotate"
"""The operation by which somebody who may not manage replaces their own key."""


def powers_of(house: House, day: date) -> Powers:
    """Return who may do what, as committed."""
    return Powers(house.policy, roster_of(house.members), day)


def require_event(
    powers: Powers, event: Event, before: Callable[[], Standing], book: TierBook, *, by: str = ""
) -> None:
    """Refuse an event that the one who types may not type.

    Raises:
        RefusedError: With a code of `acts`.
    """
    if powers.state != ALONE:
        _raise(next(faults_of(event, before, book, powers, by=by), None))


def require_right(powers: Powers, who: str, *rights: str) -> None:
    """Refuse what one of some rights is needed for.

    Raises:
        RefusedError: With a code of `acts`.
    """
    _raise(lacks(powers, who, rights))


def require_files(powers: Powers, mail: str, changes: Transaction, op: str) -> None:
    """Refuse files that the one who types may not write, and what locks people out.

    Raises:
        RefusedError: With a code of `acts`, or as `_require_way_in`.
    """
    touched = changes.touched
    decides = any(map(is_rule_of_roles, touched))
    # somebody has to be the first who is registered
    is_first = not powers.in_force and all(path.startswith(STAFF_FOLDER) for path in touched)
    if powers.state != ALONE and not is_first and not _is_rotation(powers, mail, changes, op):
        _raise(next((fault for _, fault in faults_of_paths(powers, mail, touched, op=op)), None))
    if decides:
        _require_way_in(powers, powers_after(changes, powers.day), mail)


def _is_rotation(powers: Powers, mail: str, changes: Transaction, op: str) -> bool:
    """Say whether somebody replaces their own key and nothing else; the old one signs for it."""
    own = powers.roster.of_mail(mail)
    if op != ROTATION or own is None or [*changes.touched] != [f"{STAFF_FOLDER}{own.id}.yaml"]:
        return False
    after = powers_after(changes, powers.day).registered.members.get(own.id)
    return after is not None and msgspec.structs.replace(after, keys=own.keys) == own


def _require_way_in(before: Powers, after: Powers, mail: str) -> None:
    """Refuse to leave nobody who may manage, and to put roles in force without a role of one's own.

    Nor are signatures required before somebody could mend what nobody could write any more.

    Raises:
        RefusedError: `last_manager`, `locked_out`, `nobody_could_sign`.
    """
    if before.in_force and not after.in_force:
        raise RefusedError("last_manager", managers=[one.name for one in before.managers])
    if after.in_force and not before.in_force and after.roster.of_mail(mail) is None:
        raise RefusedError("locked_out", mail=mail, managers=[one.name for one in after.managers])
    if after.locks_out and not before.locks_out:
        raise RefusedError("nobody_could_sign", managers=[one.name for one in after.managers])


def powers_after(changes: Transaction, day: date) -> Powers:
    """Return who will be allowed what, once a transaction is committed."""
    from wuye_cli.store.role_files import policy_in, roster_in  # noqa: PLC0415 - rarely needed

    paths = [path for path, _ in changes.list_tree(STAFF_FOLDER)]
    staff = (data for path in paths if (data := changes.read(path)) is not None)
    return Powers(policy_in(changes.read(POLICY_PATH)), roster_in(staff), day)


def _raise(fault: Fault | None) -> None:
    if fault is not None:
        raise RefusedError(fault.code, **fault.facts)
