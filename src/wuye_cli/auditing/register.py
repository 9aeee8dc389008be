"""Who may sign, and whether one must, as it stood before a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wuye_cli.auditing.judge import Past
    from wuye_cli.domain.people.signing_key import SigningKey
    from wuye_cli.domain.people.staff import Staff

POLICY = "standards/policy.yaml"
STAFF = "records/staff/"


class Register(NamedTuple):
    """Who may sign at a place in history.

    Attributes:
        holders: Key to those who have it, live or ended.
        is_required: Whether what follows must be signed.
    """

    holders: Mapping[str, Sequence[tuple[Staff, SigningKey]]]
    is_required: bool

    def live(self, key: str) -> list[Staff]:
        """Return whose live key it is."""
        return [member for member, one in self.holders.get(key, ()) if one.is_live]


class Registers:
    """Reads the register before each commit, and anew only where it changed.

    Args:
        staff: Reads a staff file, None if it is none.
        requires: Says whether a policy requires signatures.
    """

    def __init__(
        self, staff: Callable[[bytes], Staff | None], requires: Callable[[bytes], bool]
    ) -> None:
        self._staff = staff
        self._requires = requires
        self._tree: Mapping[str, str] | None = None
        self._register = Register({}, is_required=False)
        self._members: dict[str, Staff | None] = {}

    def at(self, past: Past) -> Register:
        """Return the register at the first parent."""
        tree = past.tree()
        if tree is self._tree:
            return self._register
        holders: dict[str, list[tuple[Staff, SigningKey]]] = {}
        for path, blob in tree.items():
            if path.startswith(STAFF):
                if blob not in self._members:
                    self._members[blob] = self._staff(past.blob(blob))
                member = self._members[blob]
                if member is None:
                    continue
                for key in member.keys:
                    holders.setdefault(key.key, []).append((member, key))
        policy = tree.get(POLICY)
        is_required = policy is not None and self._requires(past.blob(policy))
        self._tree, self._register = tree, Register(holders, is_required)
        return self._register
