"""The parts of which every view of a change is made: its words, its values, its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.timekeeping.zone import local
from wuye_cli.i18n.catalog import catalog, fill
from wuye_cli.render.machine import to_json
from wuye_cli.render.plain import clean, clean_fact
from wuye_cli.render.times import duration_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.outcome import Compared, End, Episode

LONGEST = 160
"""Columns of one value on a line; JSON has it whole."""
SHORT = 10
"""Digits of a commit id for people."""


def word(code: str, /, **facts: object) -> str:
    """Return a sentence of this feature; facts are cleaned here."""
    return fill(catalog("diffs")[code], {name: str(clean_fact(one)) for name, one in facts.items()})


def level_word(level: str) -> str:
    """Return what a level is called."""
    return catalog("diffs").get(f"level.{level}", level)


def place(change: Change) -> str:
    """Return the stable place: the key alone where it begins with the standard's own name."""
    key, standard = clean(change.key), clean(change.standard)
    if not key:
        return standard
    return key if key.split(".")[0] == standard else f"{standard} {key}"


def file_place(change: Change) -> str:
    """Return file and line, of the new text if the fact is there."""
    line = change.line_new or change.line_old
    return f"{clean(change.path)}:{line}" if line else clean(change.path)


def value(one: Any) -> str:
    """Return a value on one line, whole words as they are, anything else as compact JSON."""
    if one is None:
        return ""
    if isinstance(one, str):
        return clean(one)
    if isinstance(one, list) and all(isinstance(part, str) for part in one):
        return clean(", ".join(one))
    if isinstance(one, dict) and one:
        return clean("; ".join(f"{key} {value(part)}".rstrip() for key, part in one.items()))
    return clean(" ".join(to_json(one).split()))


def end_name(end: End) -> str:
    """Return what one side is called."""
    if end.kind in {"worktree", "index"}:
        return word(f"end.{end.kind}")
    name = clean(end.name)
    if end.kind == "commit" and end.commit and not end.commit.startswith(end.name):
        return f"{name} ({end.commit[:SHORT]})"
    return name


def title(compared: Compared) -> str:
    """Return what is compared with what."""
    return f"{end_name(compared.old)} → {end_name(compared.new)}"


def counted(counts: Mapping[str, int]) -> str:
    """Return the numbers by level, those that are not nothing."""
    told = [f"{level_word(level)} {count}" for level, count in counts.items() if count]
    return word("joint").join(told) if told else word("nothing")


def moment(at: datetime, zone: tzinfo | None) -> str:
    """Return when, to the minute, as the estate's clocks showed it."""
    return f"{local(at, zone):%Y-%m-%d %H:%M}"


def episode_lines(episode: Episode, zone: tzinfo | None) -> list[str]:
    """Return who opened and closed a sandwich, how long it lasted and what came in meanwhile."""
    lines = [
        word(
            f"episode.{name}",
            commit=stage.commit[:SHORT],
            at=moment(stage.committed, zone),
            author=stage.author,
            mail=stage.mail,
            subject=stage.subject[:LONGEST],
        )
        for name, stage in (("opened", episode.opened), ("closed", episode.closed))
    ]
    lasted = "episode.lasted" if episode.seconds >= 0 else "episode.backwards"
    lines.append(
        word(
            lasted,
            time=duration_text(episode.seconds),
            received=len(episode.received),
            closed=len(episode.ended),
        )
    )
    for name, ids in (("received", episode.received), ("ended", episode.ended)):
        if ids:
            more = word("more", count=len(ids) - _MOST) if len(ids) > _MOST else ""
            listed = word("joint").join(clean(one) for one in ids[:_MOST])
            lines.append(word(f"episode.{name}", ids=listed + more))
    return lines


_MOST = 8
