"""May this person write these files? One answer for commands and for the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.roles.acts import Fault, lacks
from wuye_cli.domain.roles.rights import (
    APPROVALS_FOLDER,
    POLICY_PATH,
    STANDARDS_FOLDER,
    rights_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.domain.roles.powers import Powers

PROPOSING = ("propose", "set", "withdraw")
"""Operations on a standard that whoever may approve may do too, without the right to edit. Nobody
else: the text is in the file at once, and where no approval is asked for it holds (ADR 0034)."""


def faults_of_paths(
    powers: Powers, who: str, touched: Mapping[str, bool], *, op: str = ""
) -> Iterator[tuple[str, Fault]]:
    """Yield path and reason of every file that somebody may not write; nothing while roles rest.

    Tickets are left out: each of their events is judged by itself (`acts`).

    Args:
        powers: Policy and roster as they stood.
        who: Id or mail.
        touched: Paths, and whether each is new.
        op: Name of the operation, `""` for a commit by hand.
    """
    drafts = _drafts(touched) if op.removeprefix("standard-") in PROPOSING else frozenset()
    approves = powers.holds(who, powers.policy.changes.by)
    for path in sorted(touched):
        rights = rights_at(path)
        if not rights or (path in drafts and approves):
            continue
        if path.startswith(APPROVALS_FOLDER) and approves:
            continue
        fault = lacks(powers, who, rights, path=path)
        if fault is not None:
            yield path, fault


def _drafts(touched: Mapping[str, bool]) -> frozenset[str]:
    """Return the standards that are written together with a record of their approval, and these.

    The policy is never among them: a draft of it would already decide who may approve it.
    """
    found = set()
    for path in touched:
        if path.startswith(APPROVALS_FOLDER):
            unit = path.removeprefix(APPROVALS_FOLDER).rpartition("/")[0]
            text = f"{STANDARDS_FOLDER}{unit}.yaml"
            found |= {path, text} - {POLICY_PATH}
    return frozenset(found)
