"""Policy and roster from the bytes of their files, as any tree of any commit has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.roles.policy import Policy
from wuye_cli.domain.roles.roster import Roster, roster_of
from wuye_cli.store.codecs.policy import read_policy
from wuye_cli.store.codecs.staff import read_staff
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.people.staff import Staff


def policy_in(data: bytes | None) -> Policy:
    """Return the policy in a file; the default where there is none, or none that can be read."""
    if data is None:
        return Policy()
    try:
        return read_policy(read_plain(data))[0]
    except UncheckableError:  # `check` reports it
        return Policy()


def member_in(data: bytes) -> Staff | None:
    """Return the member of the staff in a file, None if it cannot be read."""
    try:
        return read_staff(read_plain(data))[0]
    except UncheckableError:  # `check` reports it
        return None


def roster_in(files: Iterable[bytes]) -> Roster:
    """Return the roster in some files."""
    return roster_of(member for data in files if (member := member_in(data)) is not None)
