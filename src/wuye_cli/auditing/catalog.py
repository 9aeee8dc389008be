"""The table of what an audit can find: code, name, severity; codes are never used again."""

from __future__ import annotations

import msgspec

from wuye_cli.checking.finding import ERROR, INFO, WARNING


class AuditRule(msgspec.Struct, frozen=True):
    """One code of family G.

    Attributes:
        name: In words with hyphens; stable like the code.
    """

    code: str
    name: str
    severity: str


RULES: tuple[AuditRule, ...] = (
    AuditRule("G001", "history-rewritten", ERROR),
    AuditRule("G002", "unsigned", ERROR),
    AuditRule("G003", "bad-signature", ERROR),
    AuditRule("G004", "unknown-key", ERROR),
    AuditRule("G005", "key-not-valid-then", ERROR),
    AuditRule("G006", "signer-not-committer", ERROR),
    AuditRule("G007", "author-not-signer", ERROR),
    AuditRule("G008", "role-lacks-right", ERROR),
    AuditRule("G009", "hand-edited-record", ERROR),
    AuditRule("G010", "event-rewritten", ERROR),
    AuditRule("G011", "event-deleted", ERROR),
    AuditRule("G012", "ticket-deleted", ERROR),
    AuditRule("G013", "ticket-id-gap", ERROR),
    AuditRule("G014", "backdated-commit", ERROR),
    AuditRule("G015", "future-commit", ERROR),
    AuditRule("G016", "time-outside-bracket", ERROR),
    AuditRule("G017", "author-date-far-from-commit", WARNING),
    AuditRule("G018", "standard-sandwich", ERROR),
    AuditRule("G019", "standard-and-ticket-in-one-commit", ERROR),
    AuditRule("G020", "evil-merge", ERROR),
    AuditRule("G021", "octopus-or-unrelated-history", ERROR),
    AuditRule("G022", "merge-dropped-side", ERROR),
    AuditRule("G023", "replace-ref-or-graft", ERROR),
    AuditRule("G024", "hiding-attribute", ERROR),
    AuditRule("G025", "mailmap-rewrites-identity", ERROR),
    AuditRule("G026", "shallow-or-partial", ERROR),
    AuditRule("G027", "policy-changed-by-unauthorised", ERROR),
    AuditRule("G028", "key-added-by-itself", ERROR),
    AuditRule("G029", "last-approver-removed", ERROR),
    AuditRule("G030", "checkpoint-missing", WARNING),
    AuditRule("G031", "checkpoint-stale", WARNING),
    AuditRule("G032", "checkpoint-signature", ERROR),
    AuditRule("G033", "witness-missing", WARNING),
    AuditRule("G034", "four-eyes", ERROR),
    AuditRule("G035", "bot-outside-scope", ERROR),
    AuditRule("G036", "message-trailer-mismatch", ERROR),
    AuditRule("G037", "large-or-binary", WARNING),
    AuditRule("G038", "secret-in-repo", ERROR),
    AuditRule("G039", "submodule", ERROR),
    AuditRule("G040", "hook-bypassed", INFO),
    AuditRule("G041", "illegal-step", ERROR),
    AuditRule("G042", "standard-not-in-force", ERROR),
    AuditRule("G043", "self-reported-late", INFO),
)
BY_CODE = {rule.code: rule for rule in RULES}
