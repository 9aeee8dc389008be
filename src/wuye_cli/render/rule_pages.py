"""The page of all rules, in one language: `docs/rules.zh-CN.md` and `docs/rules.en.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.catalog import RULES as AUDIT_RULES
from wuye_cli.auditing.examples import EXAMPLES as AUDIT_EXAMPLES
from wuye_cli.checking.examples import EXAMPLES
from wuye_cli.checking.registry import RULES
from wuye_cli.i18n.catalog import catalog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.auditing.catalog import AuditRule
    from wuye_cli.checking.rule import Rule


def rule_page() -> str:
    """Return the page in the language in use, as Markdown."""
    words = catalog("check")
    parts = [f"# {words['about']}\n\n{words['about.intro']}\n"]
    family = ""
    for rule in RULES:
        if rule.family != family:
            family = rule.family
            parts.append(f"\n## {words[f'family.{family}']}\n")
        parts.append("\n" + _section(rule, words, EXAMPLES))
    audit = catalog("audit_rules")
    parts.append(f"\n## {audit['family.G']}\n")
    parts += ["\n" + _section(rule, audit, AUDIT_EXAMPLES) for rule in AUDIT_RULES]
    return "".join(parts)


def _section(
    rule: Rule | AuditRule,
    told: Mapping[str, str],
    examples: Mapping[str, tuple[str, str]],
) -> str:
    """Return what the page says of one rule."""
    words = catalog("check")
    bad, good = examples[rule.code]
    joint = "：" if words["about"] == "规则" else ": "
    return (
        f"### {rule.code} {rule.name}\n\n"
        f"{told[f'{rule.code}.what']} {words['severity']}{joint}{rule.severity}\n\n"
        f"{words['why']}{joint}{told[f'{rule.code}.why']}\n\n"
        f"{words['bad']}{joint}\n\n{_block(bad)}\n"
        f"{words['good']}{joint}\n\n{_block(good)}"
    )


def _block(text: str) -> str:
    return f"```text\n{text}\n```\n"
