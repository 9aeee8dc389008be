"""Which right a step or a path needs: tables alone (权限表)."""

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.domain.roles.policy import MANAGE, STANDARDS

INTAKE, DISPATCH, WORK, VISIT = "intake", "dispatch", "work", "visit"
PEOPLE, AUDIT, REPORTS = "people", "audit", "reports"

ANYBODY = (INTAKE, DISPATCH, WORK, VISIT, MANAGE, STANDARDS, PEOPLE, AUDIT)
"""Whoever is registered with any right but that of a machine."""

_HANDS = (INTAKE, DISPATCH, WORK, VISIT, MANAGE)
"""Whoever has to do with tickets at all."""

_WORKED = (WORK, INTAKE, DISPATCH, MANAGE)
_HEARD = (INTAKE, VISIT, WORK, MANAGE)

STEPS: dict[str, tuple[str, ...]] = {
    "receive": (INTAKE,),
    "ack": (INTAKE, DISPATCH, WORK),
    "classify": (INTAKE, DISPATCH, MANAGE),
    "dispatch": (DISPATCH,),
    "transfer": (DISPATCH,),
    "regrade": (INTAKE, DISPATCH, MANAGE),
    "rebind": (MANAGE,),
    "feedback": _HEARD,
    "visit": (VISIT,),
    "visit_attempt": (VISIT,),
    "verify": (VISIT,),
    "close": (VISIT, DISPATCH, MANAGE),
    "cancel": (INTAKE, DISPATCH, MANAGE),
    "merge": (INTAKE, DISPATCH, MANAGE),
    "repeat": (INTAKE, DISPATCH, VISIT, MANAGE),
    "reopen": (INTAKE, VISIT, MANAGE),
    "decline": (INTAKE, DISPATCH, WORK, MANAGE),
    "amend": (INTAKE, DISPATCH, MANAGE),
    "revoke": _HANDS,
    "reply": (INTAKE, VISIT, MANAGE, WORK),
    "answer": (INTAKE, VISIT, MANAGE, WORK),
    "recovery": (VISIT, MANAGE, WORK),
    "urge": _HANDS,
    "escalate": _HANDS,
    "note": (*_HANDS, PEOPLE, AUDIT),
    "attach": _HANDS,
    "erased": (PEOPLE, MANAGE),
}
"""Kind of event to the rights of which one is needed to type it."""

OTHER_STEP = _WORKED
"""What a step of the work needs that the table does not name."""


def rights_for(do: str) -> tuple[str, ...]:
    """Return the rights of which one is needed to type an event of a kind."""
    return STEPS.get(do, OTHER_STEP)


POLICY_PATH = "standards/policy.yaml"
STAFF_FOLDER = "records/staff/"
APPROVALS_FOLDER = "records/approvals/"
TICKETS_FOLDER = "records/tickets/"
STANDARDS_FOLDER = "standards/"


class PathRule(NamedTuple):
    """What it takes to write below a path.

    Attributes:
        prefix: A folder with its `/`, or one file.
        rights: One of them is needed; none: judged elsewhere.
    """

    prefix: str
    rights: tuple[str, ...]


_HOUSE = ("wuye.yaml", ".github/", ".gitea/", ".forgejo/", ".gitlab-ci.yml", ".vscode/")
"""Settings of the store, and what runs by itself on other machines."""

PATHS: tuple[PathRule, ...] = (
    PathRule(POLICY_PATH, (MANAGE,)),
    PathRule(STANDARDS_FOLDER, (STANDARDS,)),
    PathRule(APPROVALS_FOLDER, (STANDARDS,)),
    PathRule("records/suspects/", (STANDARDS, VISIT)),
    PathRule(STAFF_FOLDER, (MANAGE,)),
    PathRule(TICKETS_FOLDER, ()),  # each event is judged by itself
    PathRule("records/checkpoints/", (AUDIT, REPORTS, MANAGE)),
    PathRule("records/audits/", (AUDIT, MANAGE)),
    PathRule("records/desks.yaml", ANYBODY),
    PathRule("records/vendors/", (INTAKE, DISPATCH, MANAGE)),
    PathRule("records/", _HANDS),
    PathRule("reports/", (REPORTS, AUDIT, MANAGE)),
    *(PathRule(path, (MANAGE, STANDARDS)) for path in _HOUSE),
    PathRule("", ANYBODY),
)
"""From the narrow to the wide; the first that fits holds."""


def rights_at(path: str) -> tuple[str, ...]:
    """Return the rights of which one is needed to write a path.

    Example:
        >>> rights_at("standards/tiers.yaml"), rights_at("standards/policy.yaml")
        (('standards',), ('manage',))
    """
    return next(rule.rights for rule in PATHS if path.startswith(rule.prefix))


def is_rule_of_roles(path: str) -> bool:
    """Say whether a path decides who may do what: the policy, or a member of the staff."""
    return path == POLICY_PATH or path.startswith(STAFF_FOLDER)
