"""How the rules of the house are compared: powers, approvals, personal data, texts, duty card."""

from __future__ import annotations

from wuye_cli.domain.comparing.grammar import (
    Record,
    number,
    plain_value,
    ranked,
    words,
)
from wuye_cli.domain.comparing.heads import HEAD, NAMES, label, owner, reference
from wuye_cli.domain.comparing.keyed import Keyed, Steps
from wuye_cli.domain.comparing.limits import span
from wuye_cli.domain.comparing.often import frequency
from wuye_cli.domain.comparing.texts import prose, translation

_powers = words("D512", "D513")
_longer_is_looser = span("D514", "D515", endless=False)
_loose = plain_value("D330")

ROLE = Record({**NAMES, "may": _powers})

_OWN_WORK = ranked(("refused", "flagged", "allowed"), "D507", "D511", "D330")

APPROVAL = Record(
    {
        "needs": number("D514", "D515"),
        "terms": number("D514", "D515"),
        "wording": number("D514", "D515"),
        "by": _powers,
        "limit": span("D514", "D515"),
    },
    usual={"needs": 0, "terms": 0, "wording": 0},
)

NOTICE = Record({"customer_worse": span("D515", "D514", endless=False)})

APPROVALS = Record(
    {
        "standards": APPROVAL,
        "downgrade": APPROVAL,
        "pause_over": APPROVAL,
        "decline": APPROVAL,
        "four_eyes": ranked((True, False), "D514", "D515", "D999"),
        "notice": NOTICE,
    },
    usual={"four_eyes": False},
)

AUDIT = Record(
    {
        "signatures": ranked(("required", "optional"), "D514", "D515", "D999"),
        "checkpoint_every": frequency,
        "late_entry": _longer_is_looser,
        "witnesses": number("D514", "D515"),
    },
    usual={"signatures": "optional", "witnesses": 0},
)

OWN_WORK = Record({"with_staff": _OWN_WORK, "without_staff": _OWN_WORK})
REVOKE = Record({"own_within": _longer_is_looser, "later_by": owner})

POLICY = Record(
    {
        **HEAD,
        "roles": Keyed(ROLE, "D512", "D513"),
        "single_person": _loose,
        "no_staff": _loose,
        "self_visit": OWN_WORK,
        "revoke": REVOKE,
        "approvals": APPROVALS,
        "audit": AUDIT,
    }
)

_keeping = plain_value("D811")
"""Kept longer, data lie about longer; kept shorter, a dispute finds no record: a person decides."""

KEPT = Record(
    {
        **NAMES,
        "what": words("D811", "D811"),
        "after": _keeping,
        "keep": _keeping,
        "then": _keeping,
        "hold_if": words("D811", "D811"),
        "why": label,
        "consent": ranked(("required", None), "D812", "D813", "D811"),
    }
)

RETENTION = Record({**HEAD, "default": KEPT, "kinds": Keyed(KEPT, "D811", "D811")})

TEMPLATE = Record(
    {
        **HEAD,
        "id": label,
        "for": plain_value("D138"),
        "zh": prose,
        "en": translation,
    }
)

CALL = Record({"who": owner, "hours": _loose, "when": prose, "when_en": translation})
CONTACT = Record({**NAMES, "phone": reference, "for": label, "for_en": label})
DANGER = Record(
    {
        **NAMES,
        "steps": Steps(plain_value("D303"), "D312", "D311"),
        "steps_en": label,
        "call": reference,
    }
)

DUTY = Record(
    {
        **HEAD,
        "order": Steps(CALL, "D319", "D318", name="who"),
        "contacts": Keyed(CONTACT, "D319", "D318"),
        "first_steps": Keyed(DANGER, "D319", "D318"),
    }
)

_graded = plain_value("D704")
GRADES = Record({**HEAD, "default": _graded, "names": label, "figures": _graded})

CASE = Record(HEAD, rest=plain_value("D706"))
"""Worked cases prove the rules and bind nobody: what changes in them is told, no more."""

_setting = plain_value("D705")
SETTINGS = Record(
    {
        "schema": _setting,
        "estate": label,
        "timezone": plain_value("D207"),
        "language": _setting,
        "strict": _setting,
        "city": plain_value("D704"),
        "grade": plain_value("D704"),
        "contract": _setting,
        "duty_phone": reference,
        "after_hours": reference,
        "contacts": reference,
        "contact_months": _keeping,
        "team": _setting,
        "backup_days": _setting,
        "check": _setting,
    }
)

ACCEPTED = Record(HEAD, rest=_setting)
"""What was accepted of earlier comparisons: told, since it hides what it names."""

PARTS = {
    "policy": POLICY,
    "policy.role": ROLE,
    "policy.self_visit": OWN_WORK,
    "policy.revoke": REVOKE,
    "policy.approvals": APPROVALS,
    "policy.changes": APPROVAL,
    "policy.act": APPROVAL,
    "policy.notice": NOTICE,
    "policy.audit": AUDIT,
    "settings": SETTINGS,
    "retention": RETENTION,
    "retention.rule": KEPT,
    "template": TEMPLATE,
    "duty": DUTY,
    "duty.call": CALL,
    "duty.contact": CONTACT,
    "duty.danger": DANGER,
    "grades": GRADES,
    "grades.figure": Record({}, rest=_graded),
    "case": CASE,
    "case.calc": CASE,
    "case.ticket": CASE,
    "case.expect": CASE,
    "case.clock": CASE,
    "accept": ACCEPTED,
}
"""Section of the page on formats to the record that compares it."""
