"""Findings as text: full, concise, as JSON and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import ERROR, INFO, WARNING
from wuye_cli.checking.registry import BY_CODE
from wuye_cli.i18n.catalog import catalog, fill, label, language
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean, clean_fact
from wuye_cli.render.reports.item import Item, Sheet
from wuye_cli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.checking.finding import Finding

SCHEMA = "findings/1"
_ROLES = {ERROR: "bad", WARNING: "warn", INFO: "dim"}
_BEFORE, _ROOM = 40, 110
"""Characters of a long line shown before the place, and in all."""
_LABELS = {
    "event": "event",
    "other_event": "event",
    "missing": "event",
    "steps": "event",
    "clock": "clock",
    "clocks": "clock",
    "other_clock": "clock",
    "got_status": "status",
    "wanted_status": "status",
    "level": "level",
    "place": "place",
    "urgency": "urgency",
}
"""Fact to the kind of word it is, for the label in the language in use."""
_OWN_WORDS = {"wanted": "type", "got": "type", "form": "form", "personal": "personal"}
"""Fact to its words in this area's own catalog."""
_JOINT = {"zh": "、", "en": ", "}
_JOINT_OF_SENTENCES = {"zh": "；", "en": "; "}
_MOST_LISTED = 12


def message(finding: Finding) -> str:
    """Return the sentence of a finding in the language in use, safe to show."""
    facts = {name: _word(name, value) for name, value in finding.facts.items()}
    return fill(catalog("check").get(finding.rule, finding.rule), facts)


def _word(name: str, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        shown = [_word(name, item) for item in value[:_MOST_LISTED]]
        more = ["…"] if len(value) > _MOST_LISTED else []
        joint = " → " if name == "way" else _JOINT[language()]
        return joint.join(shown + more)
    if value is None:
        return ""
    text = str(clean_fact(value))
    if name in _LABELS:
        return label(_LABELS[name], text)
    if name in _OWN_WORDS:
        return catalog("check").get(f"{_OWN_WORDS[name]}.{text}", text)
    return text


def place(finding: Finding) -> str:
    """Return `path:line:column`, or the path alone where a finding has no line."""
    path = clean(finding.path)
    return f"{path}:{finding.line}:{finding.column}" if finding.line else path


def concise(finding: Finding, *, colour: bool = False) -> str:
    """Return a finding on one line: place, code, severity, sentence, subject."""
    about = finding.ticket or _subject(finding)
    tail = f" [{clean(about)}]" if about else ""
    code = paint(finding.rule, _ROLES[finding.severity], on=colour)
    return f"{place(finding)}: {code} {finding.severity}: {message(finding)}{tail}"


def _subject(finding: Finding) -> str:
    """Return the tier or category that a finding is about."""
    return next(
        (str(finding.facts[name]) for name in ("tier", "category") if name in finding.facts), ""
    )


def full(finding: Finding, *, colour: bool = False) -> str:
    """Return a finding with the line it points at and with what the rule asks."""
    words = catalog("check")
    lines = [concise(finding, colour=colour), *_pointed(finding)]
    asked = words.get(f"{finding.rule}.what", "")
    if asked:
        lines.append(paint(f"  {words['help']}: {asked}", "dim", on=colour))
    return "\n".join(lines)


def _pointed(finding: Finding) -> list[str]:
    """Return the line of the file, cut to size, and a caret under the place."""
    if not finding.excerpt:
        return []
    at = max(finding.column - 1, 0)
    start = at - _BEFORE if at > _BEFORE else 0
    shown = clean(finding.excerpt[start : start + _ROOM])
    before = width(clean(finding.excerpt[start:at]))
    head, blank = f"{finding.line:>5} | ", " " * 5 + " | "
    return [head + shown, f"{blank}{' ' * before}^"]


def text(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """Return all findings in full."""
    return "".join(full(finding, colour=colour) + "\n" for finding in findings)


def lines(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """Return all findings, one a line."""
    return "".join(concise(finding, colour=colour) + "\n" for finding in findings)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings by severity, the worst first."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in (ERROR, WARNING, INFO)}


def summary(findings: Sequence[Finding], files: int, tickets: int, known: int = 0) -> str:
    """Return the last line: how many of what, and how many the baseline knows."""
    number = counts(findings)
    facts = {
        "errors": str(number[ERROR]),
        "warnings": str(number[WARNING]),
        "infos": str(number[INFO]),
        "files": str(files),
        "tickets": str(tickets),
    }
    told = fill(catalog("check")["found" if findings else "clean"], facts)
    if not known:
        return told
    return _JOINT_OF_SENTENCES[language()].join(
        (told, fill(catalog("check")["known"], {"count": str(known)}))
    )


def statistics(findings: Iterable[Finding]) -> str:
    """Return how often each rule was broken, the most frequent first."""
    found = Counter(finding.rule for finding in findings)
    rows = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return "".join(
        f"{count:>7}  {code}  {BY_CODE[code].severity:<7}  {BY_CODE[code].name}\n"
        for code, count in rows
    )


def as_mapping(
    findings: Sequence[Finding],
    files: int,
    tickets: int,
    unchecked: Sequence[tuple[str, str]],
    known: int = 0,
) -> dict[str, Any]:
    """Return what `-o json` prints.

    `schema` is `findings/1`; `counts` has the number of findings by severity; `files` and
    `tickets` say how much was looked at; `unchecked` lists `path` and `reason` of what could not
    be read. Every entry of `findings` has `rule`, `name`, `severity`, `path` (from the store's
    root), `line` and `column` (from 1, 0 for the whole file), `message` (in the language in use),
    `facts` (language-free), `ticket` (empty where there is none), `where` (keys and positions
    from the top of the file) and `fingerprint`. `known` counts what the
    baseline sets aside. Fields may be added; none is renamed or removed within one schema.
    """
    return {
        "schema": SCHEMA,
        "counts": counts(findings),
        "files": files,
        "tickets": tickets,
        "known": known,
        "unchecked": [{"path": path, "reason": reason} for path, reason in unchecked],
        "findings": [entry(finding) for finding in findings],
    }


def entry(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON shows it."""
    return {
        "rule": finding.rule,
        "name": BY_CODE[finding.rule].name,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": message(finding),
        "facts": finding.facts,
        "ticket": finding.ticket,
        "where": list(finding.where),
        "fingerprint": finding.fingerprint,
    }


def as_sheet(
    findings: Sequence[Finding], summary: str, unchecked: Sequence[tuple[str, str]], fail_on: str
) -> Sheet:
    """Return findings as the report formats take them."""
    words = catalog("check")
    return Sheet(
        command="check",
        title=words["title"],
        items=tuple(_item(finding) for finding in findings),
        summary=summary,
        fail_on=fail_on,
        unchecked=tuple(unchecked),
        about={code: words[f"{code}.why"] for code in {finding.rule for finding in findings}},
    )


def _item(finding: Finding) -> Item:
    return Item(
        code=finding.rule,
        name=BY_CODE[finding.rule].name,
        level=finding.severity,
        path=finding.path,
        line=finding.line,
        column=finding.column,
        message=message(finding),
        help=catalog("check")[f"{finding.rule}.what"],
        fingerprint=finding.fingerprint,
        facts=finding.facts,
        excerpt=finding.excerpt,
    )


def as_diff(path: str, before: str, after: str) -> str:
    """Return what a fix changes, as a unified diff that is safe to show."""
    from difflib import unified_diff  # noqa: PLC0415 - only a preview needs it

    lines = unified_diff(
        before.split("\n"), after.split("\n"), f"a/{path}", f"b/{path}", lineterm="", n=1
    )
    return "".join(clean(line) + "\n" for line in lines)
