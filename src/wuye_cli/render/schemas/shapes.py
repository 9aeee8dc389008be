"""What the value of a key is where its kind alone does not tell: words, forms, inner mappings."""

from __future__ import annotations

from wuye_cli.checking.finding import SEVERITIES
from wuye_cli.domain.approving.approval import (
    BETTER,
    SAME,
    TERMS,
    UNKNOWN,
    WORDING,
    WORSE,
)
from wuye_cli.domain.documents.house_words import (
    ACTS,
    CHECKPOINTS,
    DRAWS,
    INTERVALS,
    NO_STAFF,
    PERIODS,
    RIGHTS,
    SELF_VISIT,
    SIGNATURES,
    SINGLE_PERSON,
)
from wuye_cli.domain.people.person import FIELDS
from wuye_cli.domain.people.retention import AFTER, HOLDS, PICTURES, THEN, WORDS
from wuye_cli.domain.people.signing_key import ENDS
from wuye_cli.domain.people.staff import ROLES
from wuye_cli.domain.tickets.case import LENIENT, STRICT, TICKET_VERDICTS, VERDICTS
from wuye_cli.domain.tickets.category import COMPLEXITIES, KINDS, PLACES, URGENCIES
from wuye_cli.domain.tickets.flow import CONDITIONS, NEEDS
from wuye_cli.domain.tickets.kinds import STATUSES
from wuye_cli.domain.tickets.template import AUDIENCES
from wuye_cli.render.schemas.documents import DOCUMENT_SHAPES
from wuye_cli.render.schemas.kinds import (
    CLOCK,
    DAY,
    ID,
    INSTANT,
    LIMIT,
    TARGET,
    TEXTS,
    WEEKDAYS,
    WINDOW,
    Piece,
    keyed,
    like,
    list_of,
    one_of,
    or_list,
    pair,
    part,
    some_of,
    table,
    text,
)

TICKET_ID = "^WY-[0-9]{6}-[A-Z]{1,3}[0-9]{3,}$"
_KIND = {"enum": ["", *KINDS]}
_PRICE = {"anyOf": [like(r"^(0|[1-9][0-9]*)(\.[0-9]{1,2})?$"), {"type": "integer", "minimum": 0}]}
_WINDOWS = list_of(like(WINDOW))
_WEEK = {**table(_WINDOWS), "propertyNames": {"pattern": f"^x-|{WEEKDAYS}"}}
_SHARE = {"type": "number", "minimum": 0.01, "maximum": 1}
_RULE = {
    "type": "object",
    "properties": {"when": part("categories.when"), "tier": text()},
    "required": ["when", "tier"],
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}
_APPROVE_OVER = {
    "type": "object",
    "properties": {"limit": like(LIMIT), "by": text()},
    "required": ["limit", "by"],
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}
_CLOSED_COMPLAINT = {
    "type": "object",
    "properties": {"complaint_closed_at": like(INSTANT)},
    "required": ["complaint_closed_at"],
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}
_BY_COMPLEXITY = {
    "type": "object",
    "properties": dict.fromkeys(COMPLEXITIES, TARGET),
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}
_VERDICT = one_of(VERDICTS)
_EVERY = f"^({'|'.join(INTERVALS)}|[1-9][0-9]{{0,3}}d|[1-9][0-9]{{0,2}} (days|weeks|months|years))$"
_ROLES_OF_POLICY = (
    *("policy.revoke.later_by", "policy.changes.by", "policy.act.by"),
    *("cadences.cadence.by", "cadences.cadence.to"),
)
_PRINT = like("^[0-9a-f]{64}$")
_NUMBER = like("^[0-9]{4,}$")

_APPROVALS: dict[str, Piece] = {
    "approval.version": {"anyOf": [text(), {"type": "integer"}]},
    "approval.content": _PRINT,
    "approval.terms": _PRINT,
    "approval.before": _PRINT,
    "approval.base": _NUMBER,
    "approval.part": one_of((TERMS, WORDING)),
    "approval.customer": one_of((WORSE, BETTER, SAME, UNKNOWN)),
    "approval.impact": part("approval.impact"),
    "approval.needs": part("approval.needs"),
    "approval.proposed": part("approval.act"),
    "approval.approvals": list_of(part("approval.act")),
    "approval.notices": list_of(part("approval.act")),
    "approval.withdrawn": part("approval.act"),
    "approval.act.content": _PRINT,
    "suspects.cleared": table(list_of(part("approval.act"))),
}

_TICKETS: dict[str, Piece] = {
    "ticket.id": like(TICKET_ID),
    "ticket.uid": like("^[0-9A-Za-z]{26}$"),
    "ticket.status": one_of(STATUSES),
    "ticket.kind": _KIND,
    "ticket.title": text(),
    "ticket.reporter": part("ticket.reporter"),
    "ticket.standard": part("ticket.standard"),
    "ticket.source": part("ticket.source"),
    "ticket.events": {"type": "array", "items": part("event"), "minItems": 1},
    "event.id": text(),
    "event.kind": _KIND,
    "event.urgency": {"enum": ["", *URGENCIES]},
    "event.complexity": {"enum": ["", *COMPLEXITIES]},
    "event.asked_by": {"enum": ["", "owner", "company"]},
    "event.score": {"type": ["integer", "null"], "minimum": 1, "maximum": 5},
    "event.limits": table(pair(like(LIMIT), text(empty=True))),
    "box.id": like("^BX-"),
    "box.tickets": list_of(like(TICKET_ID)),
    "person.units": list_of(part("person.home")),
    "person.needs": list_of(text(empty=True)),
    "staff.role": {"enum": ["", *ROLES]},
    "staff.left": {"anyOf": [{"type": "null"}, like(DAY)]},
    "staff.name": text(empty=True),
    "staff.keys": list_of(part("staff.key")),
    "staff.key.why": {"enum": ["", *ENDS]},
    "staff.key.label": text(empty=True),
    "staff.id": like(ID),
    "settings.check": part("settings.check"),
    "settings.check.per_path": table(part("settings.paths")),
    "settings.check.severity": table(one_of((*SEVERITIES, "off"))),
    "settings.language": one_of(("zh", "en")),
    "vendor.id": like(ID),
    "vendor.phone": text(empty=True),
    "desks.desks": table(part("desks.desk")),
    "units.units": {"type": ["object", "array"]},
}

_STANDARDS: dict[str, Piece] = {
    "tiers.clocks": keyed(part("tiers.clock")),
    "tiers.pause_reasons": keyed(part("tiers.reason")),
    "tiers.pause_rules": part("tiers.rules"),
    "tiers.policy": part("tiers.policy"),
    "tiers.tiers": keyed(part("tiers.tier")),
    "tiers.tier.only_for": table(TEXTS),
    "tiers.rules.after_due": one_of(("heals_nothing",)),
    "tiers.rules.backdate_max": like("^[1-9][0-9]{0,5}(m|h)$"),
    "tiers.rules.approve_over": _APPROVE_OVER,
    "tiers.policy.stop_is_met_when": one_of(("done_at <= due",)),
    "tiers.policy.warn_fraction": _SHARE,
    "tiers.policy.urge_escalates_at": {"type": "integer", "minimum": 1},
    "tiers.policy.visit_attempts_required": {"type": "integer", "minimum": 1},
    "categories.defaults": part("categories.defaults"),
    "categories.categories": keyed(part("categories.category")),
    "categories.defaults.kind": one_of(KINDS),
    "categories.defaults.place_from": one_of(("unit_or_place",)),
    "categories.defaults.urgency": one_of(URGENCIES),
    "categories.defaults.complexity": one_of(COMPLEXITIES),
    "categories.category.kind": one_of(KINDS),
    "categories.category.rules": list_of(_RULE),
    "categories.category.limits": table(_BY_COMPLEXITY),
    "categories.category.class": {"type": "integer", "minimum": 1},
    "categories.when.place": one_of(PLACES),
    "categories.when.urgency": one_of(URGENCIES),
    "categories.when.complexity": one_of(COMPLEXITIES),
    "flows.steps": keyed(part("flows.step")),
    "flows.procedures": keyed(list_of(part("flows.tick"))),
    "flows.flows": keyed(part("flows.flow")),
    "flows.visit_outcome": table(TEXTS),
    "flows.tick.id": like(ID),
    "flows.flow.when": part("flows.when"),
    "flows.flow.steps": table(one_of(NEEDS)),
    "flows.flow.required_if": table(one_of(CONDITIONS)),
    "flows.flow.after": table(TEXTS),
    "flows.flow.fields": table(TEXTS),
    "flows.flow.plan": one_of(("required", "optional")),
    "flows.flow.follow_on": one_of(("allowed", "refused")),
    "flows.when.kind": some_of(KINDS),
    "calendar.weekly": _WEEK,
    "duty.call.hours": _WEEK,
    "calendar.exceptions": {**table(_WINDOWS), "propertyNames": {"pattern": f"^x-|{DAY}"}},
    "prices.items": keyed(part("prices.item")),
    "prices.item.from": _PRICE,
    "prices.item.to": _PRICE,
    **dict.fromkeys(
        (f"prices.item.{key}" for key in ("label_en", "unit", "basis")), text(empty=True)
    ),
    "retention.default": part("retention.rule"),
    "retention.kinds": keyed(
        {"allOf": [part("retention.rule"), {"type": "object", "required": ["after"]}]}
    ),
    "retention.rule.what": some_of(sorted({"all", *WORDS, *FIELDS, *PICTURES})),
    "retention.rule.after": one_of(AFTER),
    "retention.rule.then": one_of(THEN),
    "retention.rule.hold_if": some_of(HOLDS),
    "template.id": like(ID),
    "template.for": one_of(AUDIENCES),
    "duty.order": list_of(part("duty.call")),
    "duty.contacts": keyed(part("duty.contact")),
    "duty.first_steps": keyed(part("duty.danger")),
    "duty.contact.phone": like("^[-0-9+*# ,/()、，转（）]*$"),
    "policy.roles": keyed(part("policy.role")),
    "policy.role.may": some_of(RIGHTS),
    "policy.single_person": one_of(SINGLE_PERSON),
    "policy.no_staff": one_of(NO_STAFF),
    "policy.self_visit": part("policy.self_visit"),
    "policy.self_visit.with_staff": one_of(SELF_VISIT),
    "policy.self_visit.without_staff": one_of(SELF_VISIT),
    "policy.revoke": part("policy.revoke"),
    "policy.approvals": part("policy.approvals"),
    "policy.approvals.standards": part("policy.changes"),
    **{f"policy.approvals.{key}": part("policy.act") for key in ACTS},
    "policy.approvals.notice": part("policy.notice"),
    "policy.notice.customer_worse": like("^[0-9]{1,4}d$"),
    **{key: or_list(text()) for key in _ROLES_OF_POLICY},
    "policy.audit": part("policy.audit"),
    "policy.audit.signatures": one_of(SIGNATURES),
    "policy.audit.checkpoint_every": one_of(CHECKPOINTS),
    "targets.score": part("targets.score"),
    "targets.targets": keyed(part("targets.target")),
    "targets.target.period": some_of(PERIODS),
    "cadences.cadences": keyed(part("cadences.cadence")),
    "cadences.cadence.count": {"type": "integer", "minimum": 1},
    "cadences.cadence.persons": {"type": "integer", "minimum": 1},
    "cadences.cadence.draw": one_of(DRAWS),
    "cadences.cadence.every": like(_EVERY),
    "cadences.cadence.flood_season": like(_EVERY),
    "cadences.cadence.at": or_list(like(CLOCK)),
    "cadences.cadence.before": or_list(like(CLOCK)),
    "accept.accepted": {**table(part("accept.entry")), "propertyNames": like("^[0-9a-f]{16}$")},
    "grades.figures": list_of(part("grades.figure")),
}

_CASES: dict[str, Piece] = {
    "case.day_resolution_order": {"const": ["exception", "makeup", "rest", "weekly"]},
    "case.holidays": keyed(part("holidays")),
    "case.calendars": keyed(part("calendar")),
    "case.tiers": table(keyed(part("tiers.tier"))),
    "case.standards": table(like(INSTANT)),
    "case.flows": {"type": "object"},
    "case.calc_vectors": list_of(part("case.calc")),
    "case.ticket_vectors": list_of(part("case.ticket")),
    "case.clocks": keyed(part("tiers.clock")),
    "case.pause_reasons": keyed(part("tiers.reason")),
    "case.pause_rules": part("tiers.rules"),
    "case.policy": part("tiers.policy"),
    "case.calc.mode": one_of((STRICT, LENIENT)),
    "case.ticket.events": list_of(
        {
            "type": "object",
            "properties": {"at": like(INSTANT), "do": text()},
            "required": ["at", "do"],
        }
    ),
    "case.ticket.history": list_of(_CLOSED_COMPLAINT),
    "case.ticket.expect": part("case.expect"),
    "case.expect.ticket": one_of(TICKET_VERDICTS),
    "case.expect.clocks": table(part("case.clock")),
    "case.expect.cycle": {"type": "integer", "minimum": 1},
    "case.clock.verdict": _VERDICT,
    "case.clock.promise_verdict": _VERDICT,
    "case.clock.remaining_s": {"type": "integer"},
    "import.format": one_of(("csv", "xlsx", "json")),
    "import.options": part("import.options"),
    "import.options.quotes": one_of(("strict", "loose")),
    "import.options.delimiter": {"type": "string", "minLength": 1, "maxLength": 1},
    "import.fields": table({"anyOf": [text(), part("import.field")]}),
    "import.field.day": one_of(("start", "end")),
    "import.field.join": text(empty=True),
    "import.field.value": text(empty=True),
    "import.field.default": text(empty=True),
    "import.field.strip": text(empty=True),
    "import.field.table": {"type": "object"},
    "answers.grade": {"anyOf": [one_of(("1", "2", "3")), {"enum": [1, 2, 3]}]},
    "answers.team": one_of(("one", "several")),
    "answers.language": one_of(("zh", "en")),
    "answers.office": list_of(like(WINDOW)),
    "answers.contact_months": {"type": "integer", "minimum": 0, "maximum": 120},
}

SHAPES: dict[str, Piece] = {**_TICKETS, **_APPROVALS, **_STANDARDS, **_CASES, **DOCUMENT_SHAPES}
"""Section and key to the piece that says more than the kind of its value."""

OTHER_KEYS: dict[str, Piece] = {"tiers.tier": TARGET, "grades.figure": {}}
"""Section to what its further keys hold; a section that is not here has none."""

KEY_FORMS: dict[str, dict[str, Piece]] = {
    "case.expect": {"^cycle[0-9]+$": table(_VERDICT)},
}
"""Section to forms of keys, with what stands under them."""
