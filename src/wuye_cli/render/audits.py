"""The verdict of an audit as text, as JSON, and as the sheet of the report formats."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from wuye_cli.auditing.catalog import BY_CODE
from wuye_cli.checking.finding import ERROR, INFO, SEVERITIES, WARNING
from wuye_cli.i18n.catalog import catalog, fill, joined, label, language, sentence
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean, clean_fact
from wuye_cli.render.reports.item import Item, Sheet
from wuye_cli.render.times import duration_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from wuye_cli.checking.finding import Finding

SCHEMA = "audit/1"
_WORDS = ("verified", "found", "", "unverified")
"""The word of each exit status."""
_COLOURS = ("good", "bad", "", "bad")
_ROLES = {ERROR: "bad", WARNING: "warn", INFO: "dim"}
_JOINTS = {"zh": "、", "en": ", "}
_SHORT = 10
_MOST_LISTED = 6
_LABELS = {
    "event": "event",
    "fields": "field",
    "got": "status",
    "wanted": "status",
    "steps": "event",
    "done": "event",
    "role": "role",
    "roles": "role",
    "rights": "right",
}
_SENTENCES = frozenset({"reason"})
_ABOUT = "about"
"""What the sentence of a reason is filled with."""


def headline(
    status: int,
    counts: Mapping[str, int],
    uncovered: Sequence[tuple[str, Mapping[str, Any]]],
) -> str:
    """Return the first line: the verdict and how far it reaches.

    Args:
        status: The exit status.
        counts: Name to number, in the order in which they are said.
        uncovered: Codes of what was not looked at, with facts.
    """
    words = catalog("audit")
    told = {name: f"{count:,}" for name, count in counts.items()}
    parts = [
        fill(words.get(f"scope.{name}", f"{clean(name)} {{count}}"), {**told, "count": count})
        for name, count in told.items()
    ]
    if uncovered:
        gaps = _JOINTS[language()].join(
            fill(words.get(f"gap.{code}", clean(code)), _texts(facts)) for code, facts in uncovered
        )
        parts.append(fill(words["not_covered"], {"gaps": gaps}))
    return f"{words[_WORDS[status]]} {' · '.join(parts)}"


def message(finding: Finding) -> str:
    """Return the sentence of a finding in the language in use, safe to show."""
    words = catalog("audit")
    what = clean(str(finding.facts.get("what", "")))
    known = words.get(f"{finding.rule}.{what}") or words.get(finding.rule) or words["other"]
    facts = {"name": BY_CODE[finding.rule].name, "path": clean(finding.path)}
    return fill(known, {**facts, **_texts(finding.facts)})


def _texts(facts: Mapping[str, Any]) -> dict[str, str]:
    told = {name: _text(name, value) for name, value in facts.items() if name != _ABOUT}
    about = {name: clean_fact(value) for name, value in facts.get(_ABOUT, {}).items()}
    return told | {name: sentence(str(facts[name]), **about) for name in _SENTENCES & facts.keys()}


def _text(name: str, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        listed = [_text(name, one) for one in value[:_MOST_LISTED]]
        return joined([*listed, "…"] if len(value) > _MOST_LISTED else listed, name)
    if isinstance(value, int) and name.endswith("_s"):
        return duration_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    text = "" if value is None else str(clean_fact(value))
    return label(_LABELS[name], text) if name in _LABELS else text


def text(
    head: str,
    status: int,
    findings: Sequence[Finding],
    zone: tzinfo = UTC,
    *,
    colour: bool = False,
) -> str:
    """Return the verdict and then the findings, the worst codes first."""
    words = catalog("audit")
    word = words[_WORDS[status]]
    lines = [paint(word, _COLOURS[status], on=colour) + head.removeprefix(word)]
    ordered = sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.rule))
    for code, group in groupby(ordered, key=lambda one: one.rule):
        listed = list(group)
        rule = BY_CODE[code]
        title = paint(code, _ROLES[listed[0].severity], on=colour)
        lines += ["", f"{title} {rule.name} · {listed[0].severity} · {len(listed):,}"]
        lines += [_line(one, zone) for one in listed]
    if ordered:
        lines += ["", fill(words["rules"], {"code": ordered[0].rule})]
    return "\n".join(lines) + "\n"


def _line(finding: Finding, zone: tzinfo) -> str:
    facts = finding.facts
    template = "line" if "commit" in facts else "line_bare"
    told = {
        "commit": clean(str(facts.get("commit", ""))[:_SHORT]),
        "at": _moment(facts.get("at"), zone),
        "who": clean(str(facts.get("who", ""))),
        "ticket": clean(finding.ticket),
        "message": message(finding),
    }
    return fill(catalog("audit")[template], told)


def _moment(seconds: Any, zone: tzinfo) -> str:
    try:
        return datetime.fromtimestamp(int(seconds), zone).strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError, TypeError):
        return clean(str(seconds))


def lines(findings: Sequence[Finding], zone: tzinfo = UTC) -> str:
    """Return all findings, one a line."""
    return "".join(
        f"{finding.rule} {finding.severity}:{_line(finding, zone)}\n" for finding in findings
    )


def entry(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON shows it."""
    return {
        "rule": finding.rule,
        "name": BY_CODE[finding.rule].name,
        "severity": finding.severity,
        "ticket": finding.ticket,
        "path": finding.path,
        "message": message(finding),
        "facts": finding.facts,
        "fingerprint": finding.fingerprint,
    }


def as_sheet(
    findings: Sequence[Finding],
    head: str,
    unchecked: Sequence[tuple[str, str]],
    fail_on: str,
    zone: tzinfo,
) -> Sheet:
    """Return findings as the report formats take them, their times in the estate's zone."""
    return Sheet(
        command="audit",
        title=catalog("audit")["title"],
        items=tuple(_item(finding, zone) for finding in findings),
        summary=head,
        fail_on=fail_on,
        unchecked=tuple(unchecked),
        about={one.rule: catalog("audit_rules")[f"{one.rule}.why"] for one in findings},
    )


def _item(finding: Finding, zone: tzinfo) -> Item:
    return Item(
        code=finding.rule,
        name=BY_CODE[finding.rule].name,
        level=finding.severity,
        path=finding.path,
        message=_line(finding, zone).strip(),
        help=catalog("audit_rules")[f"{finding.rule}.what"],
        fingerprint=finding.fingerprint,
        facts=finding.facts,
    )
