"""Tiers on a page: the list with the share of house choices, one tier, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.tier import basis_counts, strength_of
from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.page_parts import FULL_WIDTH, both, entries, entry, listed, name_in, named
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table
from wuye_cli.render.times import limit_text
from wuye_cli.render.width import width, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.tickets.category import Category
    from wuye_cli.domain.tickets.tier import Target, Tier, TierBook

_MARKS = {"official": "A", "text": "T", "house": "", "none": "?"}
_GUTTER = 2


def basis_line(book: TierBook) -> str:
    """Return the share of house choices among the limits."""
    counts = basis_counts(book)
    return sentence(
        "tier.basis",
        limits=str(counts.limits),
        official=str(counts.official),
        text=str(counts.text),
        house=str(counts.house),
        none=str(counts.none) if counts.none else "",
    )


def tier_list(book: TierBook, *, columns: int | None, colour: bool) -> str:
    """Draw all tiers with their limits; as many clocks as fit, in the order of the standard."""
    heads, rows = tier_table(book)
    shown = _fitting(heads, rows, columns)
    drawn = table(heads[:shown], [row[:shown] for row in rows], columns=columns, colour=colour)
    under = [sentence("tier.legend")]
    if shown < len(heads):
        under.append(sentence("tier.more", clocks=listed(heads[shown:])))
    wrapped = [line for text in under for line in wrap(text, columns or FULL_WIDTH)]
    return "\n".join([basis_line(book), "", drawn, "", *wrapped])


def tier_table(book: TierBook) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of the list: a column for each declared clock."""
    used = [
        clock for clock in book.clocks if any(clock in tier.targets for tier in book.tiers.values())
    ]
    heads = [sentence("tier.head"), sentence("tier.label")]
    heads += [name_in(book.clocks, clock, "clock") for clock in used]
    rows = [
        [tier.id, named(tier), *(_cell(tier, clock) for clock in used)]
        for tier in book.tiers.values()
    ]
    return heads, rows


def _cell(tier: Tier, clock: str) -> str:
    target = tier.targets.get(clock)
    if target is None:
        return ""
    limit = str(target.limit) if target.limit else sentence("tier.agreed")
    mark = _MARKS[strength_of(tier.basis.get(clock, ""))]
    return f"{limit} {mark}".rstrip()


def _fitting(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None) -> int:
    """Return how many columns of a table fit."""
    if columns is None:
        return len(heads)
    taken = 0
    for index, head in enumerate(heads):
        taken += max([width(head), *(width(row[index]) for row in rows)]) + _GUTTER
        if taken - _GUTTER > columns:
            return max(index, 3)
    return len(heads)


def tier_page(tier: Tier, book: TierBook, *, place: str, columns: int | None) -> str:
    """Draw one tier: where it is written, and every limit with its basis."""
    lines = [both(tier)]
    lines += entries(_about(tier, book, place), columns=columns)
    lines.append("")
    lines += _limits(tier, book, columns)
    return "\n".join(lines)


def _about(tier: Tier, book: TierBook, place: str) -> list[tuple[str, str]]:
    raised = book.tiers.get(tier.raise_to)
    itself = tier.raise_to == tier.id
    return [
        (sentence("show.path"), sentence("tier.written", place=place, version=book.version)),
        (sentence("show.aliases"), listed(tier.aliases)),
        (sentence("show.class"), clean(tier.service)),
        (sentence("show.rank"), "" if tier.rank is None else str(tier.rank)),
        (sentence("show.raised"), "" if raised is None or itself else both(raised)),
        (sentence("show.owner"), clean(tier.owner_role)),
        (
            sentence("show.agreed_first"),
            listed(name_in(book.clocks, clock, "clock") for clock in tier.agreed_time_first),
        ),
    ]


def _limits(tier: Tier, book: TierBook, columns: int | None) -> list[str]:
    names = {clock: name_in(book.clocks, clock, "clock") for clock in tier.targets}
    widest = max((width(name) for name in names.values()), default=0)
    lines: list[str] = []
    for clock, target in tier.targets.items():
        pad = " " * (widest - width(names[clock]))
        lines += entry(names[clock] + pad, _limit_line(book, clock, target), columns=columns)
        basis = clean(tier.basis.get(clock, "")) or sentence("basis.none")
        lines += entry(" " * widest, basis, columns=columns)
    return lines


def _limit_line(book: TierBook, clock: str, target: Target) -> str:
    declared = book.clocks.get(clock)
    limit = limit_text(str(target.limit)) if target.limit else sentence("tier.agreed")
    joint = pick("或", " or ")
    return sentence(
        "tier.limit",
        limit=limit,
        calendar=clean(target.calendar) if target.limit else "",
        start=joint.join(label("event", kind) for kind in declared.start) if declared else "",
        stop=joint.join(label("event", kind) for kind in declared.stop) if declared else "",
    )


def tier_story(
    tier: Tier,
    book: TierBook,
    *,
    sources: Mapping[str, Sequence[int]],
    categories: Mapping[str, Category],
    columns: int | None,
) -> str:
    """Draw what a tier means: each limit in a sentence, what pauses it, and what leads to it."""
    lines = [both(tier), ""]
    for clock, target in tier.targets.items():
        lines += _clock_story(tier, book, clock, target, columns)
    lines += ["", sentence("tier.leads")]
    for name, rows in sources.items():
        category = categories[name]
        shown = listed(
            sentence("tier.row", row=str(row)) if row else sentence("tier.own") for row in rows
        )
        lines += entry(both(category), shown, columns=columns, indent=2)
    if not sources:
        lines.append("  " + sentence("tier.no_category"))
    return "\n".join(lines)


def _clock_story(
    tier: Tier, book: TierBook, clock: str, target: Target, columns: int | None
) -> list[str]:
    name = name_in(book.clocks, clock, "clock")
    lines = entry(name, _limit_line(book, clock, target), columns=columns)
    reasons = {
        code: listed(
            name_in(book.pause_reasons, reason.id, "reason")
            for reason in book.pause_reasons.values()
            if clock in (reason.stops if code == "tier.paused_by" else reason.stops_if_agreed)
        )
        for code in ("tier.paused_by", "tier.paused_if_agreed")
    }
    said = [sentence(code, reasons=words) for code, words in reasons.items() if words]
    if not said:
        said = [sentence("tier.never_paused")]
    if clock in tier.agreed_time_first:
        said.append(sentence("tier.agreed_first"))
    if clock in tier.only_for:
        said.append(sentence("tier.only_for", categories=listed(tier.only_for[clock])))
    declared = book.clocks.get(clock)
    if declared is not None and declared.human:
        said.append(sentence("tier.human"))
    if declared is not None and declared.binds:
        said.append(sentence("state.not_binding", binds=clean(declared.binds)))
    strength = strength_of(tier.basis.get(clock, ""))
    said.append(sentence(f"strength.{strength}"))
    return [*lines, *entry(" ", pick("；", "; ").join(said), columns=columns, indent=1)]
