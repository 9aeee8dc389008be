"""Every code of `check`, `audit verify` and `diff`: what it means, why, and an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.catalog import RULES as AUDIT_RULES
from wuye_cli.auditing.examples import EXAMPLES as AUDIT_EXAMPLES
from wuye_cli.checking.examples import EXAMPLES
from wuye_cli.checking.registry import RULES
from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.i18n.catalog import catalog
from wuye_cli.render.colour import paint
from wuye_cli.render.diffs.examples import example, place
from wuye_cli.render.diffs.words import level_word, word
from wuye_cli.render.plain import clip
from wuye_cli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wuye_cli.auditing.catalog import AuditRule
    from wuye_cli.checking.rule import Rule

_NOTHING = "—"
AUDIT = "audit verify"
"""The command of the codes of family G."""
COLUMNS = ("code", "name", "command", "level", "what", "why")


class CodePage(msgspec.Struct, frozen=True, kw_only=True):
    """What is told about one code.

    Attributes:
        command: `check`, `audit verify` or `diff`.
        level: As the command calls it.
        bad: A piece of a file that breaks the rule; of a change, the text before.
        good: A piece that keeps it; of a change, the text after.
        place: Where the example of a change stands, if it is of one value.
        facts: Language-free: severity, or whom a change touches and how.
    """

    code: str
    name: str
    command: str
    level: str
    what: str
    why: str
    bad: str
    good: str
    place: str = ""
    facts: dict[str, Any] = {}


def pages() -> dict[str, CodePage]:
    """Return all pages by code, in the language in use: rules first, then changes."""
    changes = catalog("diff")
    found = {
        **_of_rules(RULES, "check", catalog("check"), EXAMPLES),
        **_of_rules(AUDIT_RULES, AUDIT, catalog("audit_rules"), AUDIT_EXAMPLES),
    }
    for kind in KINDS.values():
        before, after = example(kind.code)
        found[kind.code] = CodePage(
            code=kind.code,
            name=kind.name,
            command="diff",
            level=kind.level,
            what=changes[f"{kind.code}.what"],
            why=changes[f"{kind.code}.why"],
            bad=before,
            good=after,
            place=place(kind.code),
            facts={
                "customer": kind.customer,
                "staff": kind.staff,
                "mirrors": list(kind.mirrors),
                "hidden": kind.quiet,
            },
        )
    return found


def _of_rules(
    rules: Iterable[Rule | AuditRule],
    command: str,
    words: Mapping[str, str],
    examples: Mapping[str, tuple[str, str]],
) -> dict[str, CodePage]:
    return {
        rule.code: CodePage(
            code=rule.code,
            name=rule.name,
            command=command,
            level=rule.severity,
            what=words[f"{rule.code}.what"],
            why=words[f"{rule.code}.why"],
            bad=examples[rule.code][0],
            good=examples[rule.code][1],
        )
        for rule in rules
    }


def as_mapping(page: CodePage) -> dict[str, Any]:
    """Return what JSON shows: `bad`/`good` of a rule, `before`/`after` of a change."""
    names = ("bad", "good") if page.command != "diff" else ("before", "after")
    return {
        "code": page.code,
        "name": page.name,
        "command": page.command,
        "level": page.level,
        "what": page.what,
        "why": page.why,
        "example": dict(zip(names, (page.bad, page.good), strict=True)),
        **page.facts,
    }


def listed(found: Sequence[CodePage], *, columns: int | None = None, colour: bool = False) -> str:
    """Return one line a code."""
    names = max((width(page.name) for page in found), default=0)
    levels = max((width(_level(page)) for page in found), default=0)
    lines = []
    for page in found:
        level = _level(page) + " " * (levels - width(_level(page)))
        line = f"{level}  {page.name:<{names}}  {page.what}"
        shown = line if columns is None else clip(line, max(columns - 6, 40))
        lines.append(f"{paint(page.code, 'id', on=colour)}  {shown}")
    return "\n".join(lines) + "\n"


def full(found: Sequence[CodePage], *, colour: bool = False) -> str:
    """Return everything told about each code."""
    return "\n".join(_full(page, colour=colour) for page in found)


def _full(page: CodePage, *, colour: bool) -> str:
    words = catalog("check")
    head = paint(f"{page.code} {page.name}", "head", on=colour)
    lines = [f"{head}  {_level(page)}  wuye {page.command}", "", page.what]
    lines += [f"{words['why']}{word('colon')}{page.why}"]
    if page.command == "diff":
        lines += [_axes(page)]
    if page.place:
        lines += [f"{word('rule.place')}{word('colon')}{page.place}"]
    names = ("bad", "good") if page.command != "diff" else ("before", "after")
    told = {"bad": words["bad"], "good": words["good"]}
    for name, text in zip(names, (page.bad, page.good), strict=True):
        head = f"{told.get(name) or word(f'rule.{name}')}{word('colon')}".rstrip()
        lines += ["", head, *(f"    {line}" for line in (text or _NOTHING).split("\n"))]
    return "\n".join(lines) + "\n"


def _axes(page: CodePage) -> str:
    told = [
        f"{word(f'axis.{axis}')} {word(f'axis.{page.facts[axis]}')}"
        for axis in ("customer", "staff")
    ]
    hidden = [word("rule.hidden")] if page.facts["hidden"] else []
    return word("joint").join([*told, *hidden])


def _level(page: CodePage) -> str:
    return level_word(page.level) if page.command == "diff" else page.level
