"""A comparison as text: aligned columns, the gravest first, what is hidden counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.change import BREAKING, INFO, NOTICE, REVIEW, WORDING
from wuye_cli.render.colour import paint
from wuye_cli.render.diffs import words
from wuye_cli.render.diffs.messages import SANDWICH, short
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.width import width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared, Stage, Walk

_ROLES = {BREAKING: "bad", REVIEW: "warn", NOTICE: "id", INFO: "dim", WORDING: "dim"}
_WIDEST_PLACE = 48
_INDENT = 6


def text(
    compared: Compared,
    judged: Judged,
    *,
    zone: tzinfo | None = None,
    columns: int | None = None,
    colour: bool = False,
) -> str:
    """Return the whole comparison."""
    lines = [paint(words.title(compared), "head", on=colour)]
    if compared.walk is not None:
        lines += ["", *walk_lines(compared.walk, zone, columns=columns, colour=colour), ""]
        lines.append(paint(words.word("walk.ends"), "head", on=colour))
    ends = [one for one in judged.open if one.code != SANDWICH]  # told with the way
    lines += change_lines(ends, columns=columns, colour=colour)
    if compared.walk is not None:
        lines += [] if ends else [words.word("nothing")]
        lines += ["", words.word("walk.total")]
    lines += [
        words.word("accepted.line", place=words.place(one), code=one.code, reason=entry.reason,
                   by=entry.by, until=entry.until)
        for one, entry in judged.accepted
    ]  # fmt: skip
    lines += gap_lines(compared, judged)
    if judged.open or judged.accepted or judged.hidden or not compared.unreadable:
        lines.append(summary(judged))
    return "\n".join(lines) + "\n"


def change_lines(
    changes: Sequence[Change], *, columns: int | None = None, colour: bool = False, indent: int = 0
) -> list[str]:
    """Return changes in aligned columns, each followed by where it stands."""
    if not changes:
        return []
    left = " " * indent
    levels = max(width(words.level_word(one.level)) for one in changes)
    places = min(max(width(words.place(one)) for one in changes), _WIDEST_PLACE)
    lines = []
    for one in changes:
        level = _padded(words.level_word(one.level), levels)
        head = f"{left}{paint(level, _ROLES[one.level], on=colour)} {one.code} "
        place = words.place(one)
        body = f"{_padded(place, places)}  {short(one)}"
        where = words.file_place(one)
        size = indent + levels + 6 + width(body) + 2 + width(where)
        if columns is None or size <= columns:
            lines.append(f"{head}{body}  {paint(where, 'dim', on=colour)}")
            continue
        room = max(columns - indent - _INDENT, 20)
        lines.append(head + clip(place, max(columns - indent - levels - 6, 20)))
        lines += [f"{left}{' ' * _INDENT}{line}" for line in wrap(short(one), room)]
        lines.append(f"{left}{' ' * _INDENT}{paint(clip(where, room), 'dim', on=colour)}")
    return lines


def walk_lines(
    walk: Walk, zone: tzinfo | None, *, columns: int | None = None, colour: bool = False
) -> list[str]:
    """Return every commit that changed the standards, and what was worse only for a while."""
    lines = [words.word("walk.summary", commits=walk.commits, stages=len(walk.stages))]
    for stage in walk.stages:
        lines.append(paint(stage_line(stage, zone), "head", on=colour))
        lines += change_lines(stage.changes, columns=columns, colour=colour, indent=2)
        lines += [
            "  " + words.word("unreadable", path=path, reason=code)
            for path, code in stage.unreadable
        ]
    if walk.episodes:
        lines += [
            "",
            paint(words.word("walk.episodes", count=len(walk.episodes)), "bad", on=colour),
        ]
    for episode in walk.episodes:
        for worse, better in episode.pairs:
            way = " → ".join(
                words.value(one) or words.word("none") for one in (worse.old, worse.new, better.new)
            )
            mark = "" if worse.old == better.new else words.word("episode.partly")
            lines.append(f"  {SANDWICH} {words.place(worse)}  {clip(way, words.LONGEST)}{mark}")
        lines += [f"    {line}" for line in words.episode_lines(episode, zone)]
    return lines


def stage_line(stage: Stage, zone: tzinfo | None) -> str:
    """Return the line of one commit: id, moment, who, what it says of itself."""
    merge = words.word("walk.merge") if stage.is_merge else ""
    who = f"{clean(stage.author)} <{clean(stage.mail)}>"
    said = clip(clean(stage.subject), words.LONGEST)
    short_id = stage.commit[: words.SHORT]
    return f"{short_id}  {words.moment(stage.committed, zone)}  {who}  {merge}{said}"


def gap_lines(compared: Compared, judged: Judged) -> list[str]:
    """Return what could not be compared and which accepted changes are stale."""
    return [
        *(
            words.word("unreadable.side", path=path, side=words.word(f"side.{side}"), reason=code)
            for path, side, code in compared.unreadable
        ),
        *stale_lines(judged),
    ]


def stale_lines(judged: Judged) -> list[str]:
    """Return the entries of the accept file that do not count, or that nothing needs."""
    return [
        words.word(f"stale.{one.why}", fingerprint=one.fingerprint, until=one.until or "")
        for one in judged.stale
    ]


def summary(judged: Judged) -> str:
    """Return the last line: how many of which level, and what was left out."""
    parts = [words.counted(judged.counts)]
    if judged.accepted and not judged.open:
        parts = [words.word("nothing.open")]
    if judged.accepted:
        parts.append(words.word("accepted.count", count=len(judged.accepted)))
    if judged.hidden:
        parts.append(words.word("hidden", count=len(judged.hidden)))
    return words.word("ends").join(parts)


def stat(judged: Judged) -> str:
    """Return how often each code stands, by standard."""
    rows: dict[tuple[str, str, str], int] = {}
    for one in judged.open:
        row = (one.standard, one.level, one.code)
        rows[row] = rows.get(row, 0) + 1
    widest = max((width(clean(row[0])) for row in rows), default=0)
    lines = [
        f"{_padded(clean(standard), widest)}  {count:>4}  {code}  {words.level_word(level)}"
        for (standard, level, code), count in sorted(rows.items(), key=lambda row: row[0])
    ]
    return "\n".join([*lines, summary(judged)]) + "\n"


def _padded(text: str, columns: int) -> str:
    return text + " " * max(columns - width(text), 0)
