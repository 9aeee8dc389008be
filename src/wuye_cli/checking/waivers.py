"""Findings that people set aside by a comment in the file: with a reason, and for a time.

`# wuye: ignore T004, R008 — moved over in spring until 2026-12-31` on the line, or on a line of
its own above it; above everything else it holds for findings that have no line as well.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking.finding import Finding
from wuye_cli.checking.policy import PROTECTED
from wuye_cli.checking.registry import BY_CODE
from wuye_cli.checking.shape import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from wuye_cli.domain.marks import Comment

MARK = b"wuye:"
"""Files without these bytes hold no waiver and are not looked through."""

_SAID = re.compile(
    r"\A#+\s*wuye:\s*ignore\b[\s:：]*(?P<codes>[A-Za-z][0-9]{3}(?:[\s,，、]+[A-Za-z][0-9]{3})*)?"
    r"[\s,，、]*(?P<rest>.*)\Z"
)
_UNTIL = re.compile(r"(?:\buntil\b|直到|截至|至)[\s:：]*(?P<day>\S+?)[\s.。;；]*\Z", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DASHES = " \t-–—:：,，;；。."


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """One comment that sets findings aside.

    Attributes:
        line: Of the comment, from 1.
        column: Of the comment, from 1.
        covers: Line of the findings that it sets aside.
        is_top: It stands above everything else, and covers findings without a line.
        codes: The rules.
        until: The last day on which it holds; None for no end.
        fault: Why it does not hold: `reason`, `codes`, `date`; empty if it does.
        said: The part that is at fault.
    """

    line: int
    column: int
    covers: int
    is_top: bool = False
    codes: tuple[str, ...] = ()
    until: date | None = None
    fault: str = ""
    said: str = ""


def read_waivers(comments: Iterable[Comment], lines: list[str]) -> tuple[Waiver, ...]:
    """Return the waivers among the comments of a file.

    Args:
        comments: Real comments, none from inside a text.
        lines: Of the file.
    """
    found = []
    for comment in comments:
        said = _SAID.match(comment.text)
        if said is None:
            continue
        line, is_top = comment.line, False
        if not lines[line - 1][: comment.column - 1].strip():  # alone on its line
            is_top = not any(_content(text) for text in lines[: line - 1])
            line = _next_content(lines, line)
        found.append(_waiver(comment, said, line, is_top=is_top))
    return tuple(found)


def _content(text: str) -> bool:
    bare = text.strip()
    return bool(bare) and not bare.startswith("#") and bare != "---"


def _next_content(lines: list[str], line: int) -> int:
    """Return the number of the first line with content below a line."""
    below = enumerate(lines[line:], line + 1)
    return next((number for number, text in below if _content(text)), line)


def _waiver(comment: Comment, said: re.Match[str], covers: int, *, is_top: bool) -> Waiver:
    codes = tuple(re.findall("[A-Z][0-9]{3}", (said["codes"] or "").upper()))
    reason, until, fault, part = said["rest"].strip(_DASHES), None, "", ""
    if ends := _UNTIL.search(reason):
        reason = reason[: ends.start()].strip(_DASHES)
        until = _day(ends["day"])
        fault, part = ("", "") if until else ("date", ends["day"])
    if not codes:
        fault, part = "codes", said["rest"][:40].strip()
    elif not reason and not fault:
        fault = "reason"
    return Waiver(
        line=comment.line,
        column=comment.column,
        covers=covers,
        is_top=is_top,
        codes=codes,
        until=until,
        fault=fault,
        said=part,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None


def apply(
    path: str,
    findings: Iterable[Finding],
    waivers: tuple[Waiver, ...],
    today: date,
    judged: Collection[str],
) -> Iterator[Finding]:
    """Yield the findings of a file that nobody set aside, and what is wrong with the waivers.

    Args:
        path: Of the file.
        findings: Of the file, with their lines.
        waivers: Of the file.
        today: The local day.
        judged: The rules that were run over all that they look at; only of them can it be told
            that they find nothing any more.
    """
    holding = [
        one for one in waivers if not one.fault and (one.until is None or one.until >= today)
    ]
    used: set[tuple[int, str]] = set()
    for finding in findings:
        aside = [one for one in holding if _covers(one, finding)]
        used.update((one.line, finding.rule) for one in aside)
        if not aside:
            yield finding
    for one in waivers:
        yield from _faults(path, one, today)
    for one in holding:
        for code in one.codes:
            known = code in judged and code not in PROTECTED
            if known and (one.line, code) not in used:
                yield _finding("W003", path, one, value=code)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    if finding.rule not in waiver.codes or finding.rule in PROTECTED:
        return False
    return finding.line == waiver.covers or (waiver.is_top and not finding.line)


def _faults(path: str, waiver: Waiver, today: date) -> Iterator[Finding]:
    if waiver.fault == "reason":
        yield _finding("W001", path, waiver, value=", ".join(waiver.codes))
    elif waiver.fault:
        yield _finding("W004", path, waiver, value=waiver.said, **{waiver.fault: True})
    elif waiver.until is not None and waiver.until < today:
        day = waiver.until.isoformat()
        yield _finding("W002", path, waiver, value=", ".join(waiver.codes), day=day)
    for code in waiver.codes:
        if code not in BY_CODE:
            hint = nearest(code, BY_CODE)
            yield _finding("W004", path, waiver, value=code, suggestion=hint)
        elif code in PROTECTED:
            yield _finding("W004", path, waiver, value=code)


def _finding(rule: str, path: str, waiver: Waiver, **facts: object) -> Finding:
    return Finding(
        rule=rule,
        severity=BY_CODE[rule].severity,
        path=path,
        line=waiver.line,
        column=waiver.column,
        facts=facts,
    )
