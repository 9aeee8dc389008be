"""What every report format shows: one finding of `check` or one change of `diff`."""

from __future__ import annotations

from typing import Any

import msgspec

from wuye_cli.checking.finding import ERROR, SEVERITIES


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a report, worded and cleaned already.

    Attributes:
        code: `K010`, `D111`.
        name: The code in words with hyphens.
        level: `error`, `warning` or `info`, whatever the command calls its own levels.
        own_level: As the command calls it, such as `breaking`.
        path: From the root of the store, with `/`.
        line: From 1; 0 for the whole file.
        column: From 1; 0 for the whole file.
        message: One sentence in the language in use, safe to show; no markup.
        help: What the rule asks, in the language in use; may be empty.
        fingerprint: Hex digits that stay the same while the matter does; no prose, no line.
        facts: Language-free facts.
        excerpt: The line as it stands in the file, not cleaned; empty where it must not be shown.
    """

    code: str
    name: str
    level: str
    own_level: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    message: str = ""
    help: str = ""
    fingerprint: str = ""
    facts: dict[str, Any] = {}
    excerpt: str = ""

    @property
    def place(self) -> str:
        """The path, with line and column where there are any."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is drawn from.

    Attributes:
        command: `check` or `diff`.
        title: In the language in use.
        items: In any order; each format has its own, which the order here never changes.
        summary: One sentence in the language in use: how many of what.
        fail_on: Level from which the run fails.
        unchecked: Paths, or other things, that could not be looked at, with the reason.
        about: Code to why the rule is there, in the language in use, where the command knows it.
    """

    command: str
    title: str
    items: tuple[Item, ...] = ()
    summary: str = ""
    fail_on: str = ERROR
    unchecked: tuple[tuple[str, str], ...] = ()
    about: dict[str, str] = {}


def by_place(items: tuple[Item, ...]) -> list[Item]:
    """Return items in the order of path, line, column and code."""
    return sorted(items, key=_place)


def by_level(items: tuple[Item, ...]) -> list[Item]:
    """Return items with the worst first, then by place."""
    return sorted(items, key=lambda item: (SEVERITIES.index(item.level), *_place(item)))


def _place(item: Item) -> tuple[str | int, ...]:
    place = (item.path, item.line, item.column, item.code, item.fingerprint, item.message)
    return *place, item.level, item.own_level, item.help, item.excerpt


def counted(items: tuple[Item, ...]) -> dict[str, int]:
    """Return the number of items by level, the worst first."""
    return {level: sum(item.level == level for item in items) for level in SEVERITIES}


def own_fingerprints(items: list[Item]) -> list[str]:
    """Return a fingerprint for each item, no two alike: some readers keep one of two that are.

    Args:
        items: In a fixed order, as the second of a kind is told apart by its number.
    """
    seen: dict[str, int] = {}
    made = []
    for item in items:
        base = item.fingerprint or _digest(f"{item.code}\0{item.path}\0{item.message}")
        seen[base] = number = seen.get(base, 0) + 1
        made.append(base if number == 1 else _digest(f"{base}\0{number}"))
    return made


def _digest(text: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and only reports need it

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
