"""The policy of a store: its roles and rights, and what needs whose approval (权限与批准)."""

from __future__ import annotations

import msgspec

from wuye_cli.domain.approving.approval import ChangeRules
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit

MANAGE = "manage"
"""The right to lower, approve, reopen, take back what others typed, and give roles."""

STANDARDS = "standards"
"""The right to change rules."""

BOT = "bot"
"""The role of a machine: it writes reports and checkpoints, and nothing else unless told so."""

REFUSED = "refused"
FLAGGED = "flagged"
EVERYTHING = "everything"
REQUIRED = "required"
ALLOWED = "allowed"

_LATE_ENTRY_S = 4 * 3600
"""How late an event may be entered where the policy does not say, or says it in working days."""

FORMER = {"gardening": "greenery", "greenery": "gardening"}
"""A role that older files call by another word."""


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A role, and the families of commands that those who hold it may use."""

    label: str = ""
    label_en: str = ""
    may: tuple[str, ...] = ()


class ActRule(msgspec.Struct, frozen=True, kw_only=True):
    """Who allows one kind of step with a ticket.

    Attributes:
        needs: How many others must allow it; 0: whoever types it, if a role of `by` is theirs.
        by: Roles that may allow it; none: whoever may `manage`.
        limit: Up to this length nobody needs to allow it.
    """

    needs: int = 0
    by: tuple[str, ...] = ()
    limit: Limit | None = None


class AuditRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the audit asks of this store.

    Attributes:
        witnesses: How many others must have signed the last checkpoint.
    """

    signatures: str = "optional"
    checkpoint_every: str = ""
    late_entry: Limit | None = None
    witnesses: int = 0

    @property
    def late_after_s(self) -> int:
        """After how many seconds an event counts as entered late."""
        late = self.late_entry
        if late is None:
            return _LATE_ENTRY_S
        if late.unit == "d":  # as long as a day on the clock
            return late.amount * 86_400
        return late.seconds or _LATE_ENTRY_S

    @property
    def wants_signatures(self) -> bool:
        """Whether every commit has to be signed."""
        return self.signatures == REQUIRED


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """`standards/policy.yaml` as a value; a store without the file has the defaults.

    Attributes:
        single_person: Whether the only one who is registered may be the second pair of eyes too.
        no_staff: What may be done while nobody is registered who may manage.
        self_visit_staffed: What becomes of a follow-up by one who did the work, once staff are
            registered; `self_visit_alone`: before.
        own_within: So long everybody may take back what they typed; later a role of `later_by`.
        changes: What changes of standards need.
    """

    roles: dict[str, Role] = {}
    single_person: str = ALLOWED
    no_staff: str = EVERYTHING
    self_visit_staffed: str = REFUSED
    self_visit_alone: str = FLAGGED
    own_within: Limit = parse_limit("30m")
    later_by: tuple[str, ...] = ()
    changes: ChangeRules = ChangeRules()
    downgrade: ActRule = ActRule()
    pause_over: ActRule = ActRule()
    decline: ActRule = ActRule()
    audit: AuditRules = AuditRules()

    def role(self, name: str) -> Role | None:
        """Return a role by its name, or by the one that it had."""
        return self.roles.get(name) or self.roles.get(FORMER.get(name, ""))

    def name_of(self, role: str) -> str:
        """Return a role's name as this policy has it."""
        return role if role in self.roles else FORMER.get(role, role)

    def rights(self, role: str) -> tuple[str, ...]:
        """Return what a role may do; one that is not declared may do nothing."""
        found = self.role(role)
        return found.may if found is not None else ()

    def holders(self, right: str) -> tuple[str, ...]:
        """Return the roles that have a right."""
        return tuple(name for name, role in self.roles.items() if right in role.may)
