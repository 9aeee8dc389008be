"""A comparison as Markdown for a comment on a merge request: a table a level, cut to size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.change import LEVELS
from wuye_cli.render.diffs import words
from wuye_cli.render.diffs.messages import after, before
from wuye_cli.render.diffs.text import gap_lines, stage_line, summary
from wuye_cli.render.plain import clip
from wuye_cli.render.reports.markdown import plain

if TYPE_CHECKING:
    from datetime import tzinfo

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared, Walk

LONGEST = 65_000
"""Characters; GitHub refuses a comment of more than 65,536."""
_ROOM_FOR_END = 400
_CELL = 300
_MOST_LINES = 40


def markdown(
    compared: Compared, judged: Judged, *, zone: tzinfo | None = None, longest: int = LONGEST
) -> str:
    """Return a comparison as Markdown; what does not fit is left out and counted."""
    head = f"### {plain(words.word('title'))} {plain(clip(words.title(compared), _CELL))}\n\n"
    head += f"{plain(summary(judged))}\n"
    told = [plain(line) for line in gap_lines(compared, judged)]
    told += [plain(line) for line in _sandwiches(compared.walk, zone)]
    if len(told) > _MOST_LINES:
        told = [*told[:_MOST_LINES], plain(words.word("left", count=len(told) - _MOST_LINES))]
    head += "".join(f"- {line}\n" for line in told)
    parts, room, shown = [head], longest - len(head) - _ROOM_FOR_END, 0
    for level in LEVELS:
        found = [one for one in judged.open if one.level == level]
        heading = _heading(level, len(found))
        room -= len(heading)
        if not found or room < 0:
            continue
        rows = []
        for one in found:
            row = _row(one)
            room -= len(row)
            if room < 0:
                break
            rows.append(row)
        if rows:
            parts += [heading, *rows]
            shown += len(rows)
    left = len(judged.open) - shown
    end = [f"\n{plain(words.word('left', count=left))}\n"] if left else []
    return "".join([*parts, *end])


def _heading(level: str, count: int) -> str:
    heads = [
        words.word(f"head.{name}") if name.startswith(("c", "p")) else words.word(f"mark.{name}")
        for name in ("code", "place", "old", "new")
    ]
    return (
        f"\n#### {plain(words.level_word(level))} ({count})\n\n"
        f"| {' | '.join([*heads, words.word('head.where')])} |\n|---|---|---|---|---|\n"
    )


def _row(change: Change) -> str:
    cells = (
        change.code,
        words.place(change),
        before(change),
        after(change),
        words.file_place(change),
    )
    return "| " + " | ".join(plain(clip(cell, _CELL)) or "–" for cell in cells) + " |\n"


def _sandwiches(walk: Walk | None, zone: tzinfo | None) -> list[str]:
    if walk is None:
        return []
    lines = [words.word("walk.summary", commits=walk.commits, stages=len(walk.stages))]
    lines += [clip(stage_line(stage, zone), _CELL) for stage in walk.stages]
    for episode in walk.episodes:
        lines += [clip(line, _CELL) for line in words.episode_lines(episode, zone)]
    return lines
