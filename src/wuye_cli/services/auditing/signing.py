"""The judge of signatures, given the register, the policy and what is known of lost keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wuye_cli.auditing.register import STAFF, Registers
from wuye_cli.auditing.rules.signatures import Known, Signatures
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.signing_key import LOST
from wuye_cli.domain.timekeeping.zone import tzinfo_for
from wuye_cli.store.checkpoints import stands_on
from wuye_cli.store.codecs.staff import read_staff
from wuye_cli.store.layout import SETTINGS
from wuye_cli.store.signing import requires_signatures
from wuye_cli.store.staging import list_tree
from wuye_cli.store.verified import Verified
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from wuye_cli.domain.people.staff import Staff
    from wuye_cli.store.ground import Ground

_USUAL_ZONE = "Asia/Shanghai"


def signatures(ground: Ground, until: str, *, believes: bool = True) -> Signatures:
    """Return the judge of signatures for the history of a commit.

    Args:
        ground: The repository.
        until: The commit that is judged.
        believes: What an earlier run found is believed.
    """
    members = _members(ground, until)
    keys = {key.key: path for path, one in members.items() for key in one.keys}
    lost = {
        key.key: path
        for path, one in members.items()
        for key in one.keys
        if key.why == LOST and not key.is_live
    }
    return Signatures(
        Verified(ground, believes=believes),
        Known(
            registers=registers(),
            is_lost=_Losses(ground, until, lost).is_after,
            known_later=frozenset(keys),
            stands_on=partial(stands_on, ground),
            zone=zone_of(ground, until),
        ),
    )


def registers() -> Registers:
    """Return what reads the register before each commit."""
    return Registers(_member, requires_signatures)


def _members(ground: Ground, commit: str) -> dict[str, Staff]:
    listed = list_tree(ground, commit, STAFF)
    found = {path: _member(ground.objects.blob(blob)) for path, blob in listed}
    return {path: member for path, member in found.items() if member is not None}


def _member(data: bytes) -> Staff | None:
    try:
        return read_staff(read_plain(data))[0]
    except UncheckableError:
        return None


def zone_of(ground: Ground, commit: str) -> tzinfo:
    """Return the zone of the estate, by the settings at a commit."""
    blob = ground.objects.plain_at(commit, SETTINGS)
    try:
        name = read_plain(ground.objects.blob(blob)).get("timezone") if blob else None
        return tzinfo_for(str(name or _USUAL_ZONE))
    except (UncheckableError, ValueError, LookupError):
        return tzinfo_for(_USUAL_ZONE)


class _Losses:
    """Which commits do not stand before the report of a lost key.

    Args:
        ground: The repository.
        until: The commit that is judged.
        lost: Lost key to the staff file that says so.
    """

    def __init__(self, ground: Ground, until: str, lost: Mapping[str, str]) -> None:
        self._ground = ground
        self._until = until
        self._lost = lost
        self._before: dict[str, frozenset[str]] = {}

    def is_after(self, key: str, commit: str) -> bool:
        """Say whether a key was reported lost, and a commit does not stand before the report."""
        path = self._lost.get(key)
        if path is None:
            return False
        if key not in self._before:
            self._before[key] = self._ancestors(self._report(key, path))
        return commit not in self._before[key]

    def _report(self, key: str, path: str) -> str:
        """Return the first commit that ends a key as lost."""
        printed = self._ground.git.read(
            *(
                "-c",
                "core.commitGraph=false",
                "rev-list",
                "--topo-order",
                "--reverse",
                "--full-history",
                self._until,
                "--",
                path,
            )
        )
        for commit in printed.decode("ascii").split():
            blob = self._ground.objects.plain_at(commit, path)
            member = _member(self._ground.objects.blob(blob)) if blob else None
            if member and any(one.key == key and one.why == LOST for one in member.keys):
                return commit
        return self._until

    def _ancestors(self, commit: str) -> frozenset[str]:
        printed = self._ground.git.read("-c", "core.commitGraph=false", "rev-list", commit, "--")
        return frozenset(printed.decode("ascii").split())
