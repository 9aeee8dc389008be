"""The table of rules: code, name, severity and where its findings come from; codes never reused."""

from __future__ import annotations

from wuye_cli.checking.finding import ERROR, INFO, WARNING
from wuye_cli.checking.rule import FILE, STORE, TICKET, TREE, Check, Rule
from wuye_cli.checking.rules import (
    approvals,
    boxes,
    calendars,
    categories,
    contracts,
    duty,
    heads,
    layers,
    points,
    privacy,
    promises,
    quality,
    references,
    schema,
    syntax,
    ticket_clocks,
    ticket_sets,
    ticket_steps,
    tickets,
    tiers,
    wordings,
)

_READ = Check(FILE, syntax.unreadable)
_TRAP = Check(FILE, syntax.misread_elsewhere)
_FAULT = Check(FILE, schema.reader_faults)
_STEPS = Check(TICKET, ticket_steps.missing_steps_of_flow)
_OVERDUE = Check(TICKET, ticket_clocks.overdue)
_DOER = Check(TICKET, ticket_steps.followed_up_by_doer)
_UNAPPROVED = Check(STORE, approvals.unapproved)
_POINT = Check(STORE, points.unreadable)
_CLASH = Check(STORE, approvals.clashing)
_REPEAT = Check(STORE, ticket_sets.repeats)


def _rule(code: str, name: str, severity: str, *checks: Check) -> Rule:
    return Rule(code=code, name=name, severity=severity, checks=checks)


RULES: tuple[Rule, ...] = (
    # family Y, YAML and the file system
    _rule("Y001", "syntax-error", ERROR, _READ),
    _rule("Y002", "duplicate-key", ERROR, _READ),
    _rule("Y003", "sexagesimal-trap", ERROR, _TRAP),
    _rule("Y004", "octal-trap", ERROR, _TRAP),
    _rule("Y005", "bool-trap", ERROR, _TRAP),
    _rule("Y006", "float-version", WARNING, _TRAP),
    _rule("Y007", "bare-timestamp", WARNING, _TRAP),
    _rule("Y008", "anchor-or-alias", ERROR, _READ),
    _rule("Y009", "merge-key", ERROR, _READ, _TRAP),
    _rule("Y010", "custom-tag", ERROR, _READ),
    _rule("Y011", "multiple-documents", ERROR, _READ),
    _rule("Y012", "not-utf8", ERROR, _READ),
    _rule("Y013", "bidi-or-invisible", ERROR, _READ, _TRAP),
    _rule("Y014", "mixed-width-digits", WARNING, _TRAP),
    _rule("Y015", "not-nfc", WARNING, _TRAP),
    _rule("Y016", "size-or-depth", ERROR, _READ),
    _rule("Y017", "symlink-or-exec-mode", ERROR, Check(FILE, syntax.not_plain_file)),
    _rule("Y018", "case-collision", ERROR, Check(STORE, syntax.case_collision)),
    _rule("Y019", "non-canonical-format", INFO, Check(FILE, syntax.not_canonical)),
    # family S, schema
    _rule("S001", "unknown-field", ERROR, _FAULT),
    _rule("S002", "missing-field", ERROR, _FAULT, Check(TICKET, schema.missing_in_event)),
    _rule("S003", "wrong-type", ERROR, _FAULT),
    _rule("S004", "bad-enum", ERROR, _FAULT, Check(TICKET, schema.unknown_words)),
    _rule("S005", "bad-duration", ERROR, _FAULT, Check(TICKET, schema.limits_of_events)),
    _rule("S006", "bad-datetime", ERROR, _FAULT),
    _rule(
        "S007",
        "bad-id",
        ERROR,
        _FAULT,
        Check(TICKET, schema.id_and_file_name),
        Check(STORE, points.misnamed),
    ),
    _rule("S008", "schema-version-unknown", ERROR, _FAULT),
    _rule("S009", "schema-version-old", INFO, _FAULT),
    _rule("S010", "out-of-range", ERROR, _FAULT, Check(TICKET, schema.out_of_range)),
    _rule("S011", "empty-text", ERROR, _FAULT, Check(TICKET, schema.empty_text)),
    _rule("S012", "deprecated-field", WARNING, _FAULT),
    _rule("S013", "wrong-folder", WARNING, Check(TICKET, schema.wrong_folder)),
    _rule("S014", "item-without-id", ERROR, _FAULT),
    _rule("S015", "unknown-placeholder", ERROR, _FAULT),
    _rule("S016", "missing-placeholder", ERROR, _FAULT),
    _rule("S017", "broken-placeholder", ERROR, _FAULT),
    _rule("S018", "checkpoint-unreadable", ERROR, _POINT),
    _rule("S019", "checkpoint-list-broken", ERROR, _POINT),
    # family R, references
    _rule("R001", "unknown-tier", ERROR, _FAULT, Check(TICKET, references.unknown_tier)),
    _rule("R002", "unknown-category", ERROR, _FAULT, Check(TICKET, references.unknown_category)),
    _rule("R003", "unknown-person", INFO, Check(TICKET, references.unknown_person)),
    _rule("R004", "unknown-unit", INFO, Check(TICKET, references.unknown_unit)),
    _rule("R005", "unknown-standard-version", ERROR, Check(TICKET, references.unknown_version)),
    _rule("R006", "duplicate-id", ERROR, _FAULT, Check(STORE, ticket_sets.duplicate_ids)),
    _rule(
        "R007",
        "reference-cycle",
        ERROR,
        _FAULT,
        Check(STORE, ticket_sets.merge_cycle),
        Check(STORE, tiers.raise_cycle),
    ),
    _rule("R008", "orphan", WARNING, Check(STORE, categories.orphan_tiers)),
    _rule(
        "R009",
        "link-to-retired",
        WARNING,
        Check(TICKET, contracts.left_in_ticket),
        Check(STORE, contracts.left_in_standards),
    ),
    _rule("R010", "suspect-link", WARNING, Check(STORE, approvals.suspect_links)),
    _rule("R011", "missing-attachment", ERROR, _FAULT, Check(TICKET, references.attachments)),
    _rule("R012", "attachment-hash-mismatch", ERROR, _FAULT, Check(TICKET, references.attachments)),
    _rule(
        "R013",
        "vendor-out-of-contract",
        WARNING,
        Check(TICKET, contracts.out_of_contract),
        Check(STORE, contracts.without_contract),
    ),
    _rule("R014", "checkpoint-of-no-commit", ERROR, Check(STORE, points.of_no_commit)),
    # family T, tiers, limits, calendars
    _rule("T001", "limit-order", ERROR, Check(STORE, tiers.limit_order)),
    _rule("T002", "tier-order", ERROR, Check(STORE, tiers.tier_order)),
    _rule("T003", "uncovered-category", ERROR, Check(STORE, categories.uncovered)),
    _rule("T004", "overlapping-rules", WARNING, Check(STORE, categories.shadowed_rows)),
    _rule("T005", "unreachable-limit", ERROR, Check(STORE, tiers.unreachable_limit)),
    _rule(
        "T006", "emergency-on-working-clock", ERROR, Check(STORE, tiers.emergency_on_office_hours)
    ),
    _rule("T007", "calendar-gap", ERROR, Check(STORE, calendars.never_open)),
    _rule("T008", "calendar-overlap", ERROR, _FAULT),
    _rule("T009", "inverted-hours", ERROR, Check(STORE, calendars.inverted_hours)),
    _rule("T010", "holiday-year-missing", WARNING, Check(STORE, calendars.year_missing)),
    _rule("T011", "makeup-conflict", ERROR, _FAULT),
    _rule("T012", "warn-after-limit", ERROR, _FAULT),
    _rule("T013", "escalation-not-increasing", ERROR, _FAULT),
    _rule("T014", "escalation-to-self", WARNING, Check(STORE, duty.escalation_to_self)),
    _rule("T015", "pause-without-max", WARNING, Check(STORE, tiers.pause_without_cap)),
    _rule("T016", "pause-shares-too-much", INFO, Check(STORE, ticket_sets.pauses_share_too_much)),
    _rule("T017", "effective-limit-drift", WARNING, Check(STORE, approvals.drifted)),
    _rule("T018", "statutory-floor", ERROR, Check(STORE, tiers.above_floor)),
    _rule("T019", "duplicate-tier-terms", INFO, Check(STORE, tiers.same_terms)),
    _rule("T020", "oncall-hole", WARNING, Check(STORE, duty.oncall_hole)),
    _rule("T021", "worked-case-fails", ERROR, Check(STORE, tiers.failed_cases)),
    _rule("T022", "calendar-revised-backwards", ERROR, Check(STORE, calendars.revised_backwards)),
    # family Q, quality of the written standard
    _rule("Q001", "not-measurable", WARNING, Check(STORE, wordings.not_measurable)),
    _rule("Q002", "vague-word", WARNING, Check(STORE, wordings.vague)),
    _rule("Q003", "weak-modal", INFO, Check(STORE, wordings.weak)),
    _rule("Q004", "two-promises-in-one", INFO, Check(STORE, wordings.joined)),
    _rule("Q005", "no-owner", ERROR, Check(STORE, heads.no_owner)),
    _rule("Q006", "owner-is-person-not-role", WARNING, Check(STORE, heads.owner_is_person)),
    _rule("Q007", "no-review-date", WARNING, Check(STORE, heads.no_review_date)),
    _rule("Q008", "review-overdue", ERROR, Check(STORE, heads.review_overdue)),
    _rule("Q009", "no-evidence", WARNING, Check(STORE, promises.no_evidence)),
    _rule("Q010", "no-metric-for-commitment", WARNING, Check(STORE, promises.no_metric)),
    _rule("Q011", "metric-without-target", WARNING, Check(STORE, promises.metric_without_target)),
    _rule("Q012", "layer-missing", WARNING, Check(STORE, layers.missing)),
    _rule("Q013", "layer-contradiction", ERROR, Check(STORE, layers.contradiction)),
    _rule("Q014", "no-recovery", INFO, _FAULT),
    _rule("Q015", "price-without-unit", ERROR, Check(STORE, promises.price_without_unit)),
    _rule("Q016", "checklist-without-consent", ERROR, Check(STORE, promises.without_consent)),
    _rule("Q017", "text-number-disagrees", ERROR, Check(STORE, wordings.number_disagrees)),
    _rule("Q018", "duplicate-commitment", INFO, Check(STORE, wordings.duplicates)),
    _rule("Q019", "published-copy-stale", WARNING, Check(STORE, approvals.stale_notice)),
    _rule("Q020", "target-untested", INFO, Check(STORE, promises.untested)),
    _rule("Q030", "draft-in-force", ERROR, _UNAPPROVED),
    _rule("Q031", "approved-but-changed", ERROR, _UNAPPROVED),
    _rule("Q032", "expired", ERROR, Check(STORE, approvals.expired)),
    _rule("Q033", "gap-in-force", ERROR, _CLASH),
    _rule("Q034", "overlap-in-force", ERROR, _CLASH),
    _rule("Q035", "retroactive", ERROR, Check(STORE, approvals.retroactive)),
    _rule("Q036", "notice-too-short", ERROR, Check(STORE, approvals.notice_too_short)),
    _rule("Q037", "signing-locks-out", ERROR, Check(STORE, approvals.locking_out)),
    _rule("Q041", "stale-accept", WARNING, _FAULT),
    _rule("Q042", "house-limits", INFO, Check(STORE, quality.house_limits)),
    _rule("Q043", "lane-skipped", ERROR, _FAULT),
    # family K, tickets
    _rule("K001", "illegal-transition", ERROR, Check(TICKET, tickets.illegal_transition), _STEPS),
    _rule("K002", "time-not-monotone", ERROR, Check(TICKET, tickets.time_not_monotone)),
    _rule("K003", "future-time", ERROR, Check(TICKET, tickets.future_time)),
    _rule("K004", "late-entry", WARNING, Check(TICKET, tickets.late_entry)),
    _rule("K005", "overdue-open", WARNING, _OVERDUE),
    _rule("K006", "overdue-closed", INFO, _OVERDUE),
    _rule("K007", "no-first-owner", ERROR, Check(TICKET, ticket_steps.no_first_owner)),
    _rule("K008", "no-dispatch", ERROR, _STEPS),
    _rule(
        "K009",
        "dispatched-to-nobody-with-skill",
        WARNING,
        Check(TICKET, ticket_steps.dispatched_without_skill),
    ),
    _rule("K010", "no-consent", ERROR, _STEPS),
    _rule("K011", "no-owner-signature", ERROR, _STEPS),
    _rule("K012", "no-follow-up", WARNING, _STEPS),
    _rule("K013", "follow-up-by-doer", ERROR, _DOER),
    _rule("K014", "self-verified", ERROR, _DOER),
    _rule("K015", "self-approved-reschedule", ERROR, Check(TICKET, ticket_steps.self_approved)),
    _rule(
        "K016",
        "tier-downgraded-after-breach",
        ERROR,
        Check(TICKET, ticket_clocks.downgraded_after_breach),
    ),
    _rule(
        "K017", "category-changed-late", ERROR, Check(TICKET, ticket_clocks.category_changed_late)
    ),
    _rule(
        "K018",
        "pause-opened-after-breach",
        ERROR,
        Check(TICKET, ticket_clocks.paused_after_breach),
    ),
    _rule("K019", "reopened-not-linked", WARNING, _REPEAT),
    _rule("K020", "possible-repeat-complaint", WARNING, _REPEAT),
    _rule("K021", "duplicate-ticket", INFO, _REPEAT),
    _rule("K022", "closed-too-fast", WARNING, Check(TICKET, tickets.closed_too_fast)),
    _rule("K023", "round-number-times", INFO, Check(STORE, ticket_sets.round_number_times)),
    _rule("K024", "bulk-close", WARNING, Check(STORE, ticket_sets.bulk_close)),
    _rule(
        "K025",
        "satisfaction-without-contact",
        WARNING,
        Check(TICKET, ticket_steps.satisfaction_without_contact),
    ),
    _rule("K026", "personal-data-in-text", ERROR, Check(TREE, privacy.personal_data)),
    _rule(
        "K027", "bound-standard-not-in-force", ERROR, Check(TICKET, tickets.standard_not_in_force)
    ),
    _rule("K028", "escalation-missed", WARNING, Check(TICKET, ticket_clocks.escalation_missed)),
    _rule(
        "K029",
        "reschedule-without-reason-or-notice",
        ERROR,
        Check(TICKET, tickets.move_without_reason),
    ),
    _rule("K030", "unknown-event-kind", ERROR, Check(TICKET, tickets.unknown_event_kind)),
    _rule("K031", "box-miscounted", ERROR, Check(STORE, boxes.miscounted)),
    _rule("K032", "box-opened-alone", ERROR, Check(STORE, boxes.opened_alone)),
    # family W, findings set aside; found where comments and baselines are applied
    _rule("W001", "waiver-without-reason", ERROR),
    _rule("W002", "waiver-expired", ERROR),
    _rule("W003", "waiver-unused", WARNING),
    _rule("W004", "waiver-impossible", ERROR, _FAULT),
    _rule("W005", "baseline-entry-gone", INFO),
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
"""The rules by code."""
