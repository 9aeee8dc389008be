"""wuye diff: what changed between two states of the standards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from wuye_cli.bootstrap import open_desk, world
from wuye_cli.cli.diff_options import (
    Accept,
    AsksImpact,
    Audience,
    By,
    Dates,
    Driver,
    FailOn,
    For,
    Ignore,
    Install,
    OnTheWay,
    Reason,
    Select,
    ShowAll,
    Staged,
    Stat,
    TextConv,
    Until,
    Words,
)
from wuye_cli.cli.exits import complain_text, spoken_errors
from wuye_cli.cli.impact_options import COUNTED, Named, Period, Tickets, Wish, Without, is_bound
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit, say
from wuye_cli.domain.errors import CallError, UncheckableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared
    from wuye_cli.services.desk import Desk

HELP = h(
    "两份标准之间变了什么：对业主变差、变好，还是只改了措辞。只看不改。\n\n"
    "不写版本：工作区与 HEAD 比。也可写：版本、A..B、两个版本、两个目录、两个文件。\n\n"
    "状态：0 没有达到 --fail-on 的变化，1 有，2 用法不对，3 有文件读不了、无法比较。\n\n"
    "例：wuye diff；wuye diff v2025..v2026 tiers；wuye diff --walk HEAD~20..HEAD；"
    "wuye diff --at 2026-03-01 --at 2026-06-01；wuye diff main..HEAD --impact",
    "What changed between two states of the standards: worse or better for residents, or words"
    " alone. Changes nothing.\n\n"
    "Without a revision: the work tree against HEAD. Else a revision, A..B, two revisions, two"
    " folders or two files.\n\n"
    "Status: 0 nothing as grave as --fail-on, 1 something, 2 bad call, 3 a file could not be"
    " compared.\n\nExample: wuye diff; wuye diff v2025..v2026 tiers; wuye diff --walk"
    " HEAD~20..HEAD; wuye diff --at 2026-03-01 --at 2026-06-01; wuye diff main..HEAD --impact",
)
_UNCOMPARED = 3
_FAILING = 4
"""How many of the levels can fail a job: not that of words."""


def command(
    words: Words = None,
    staged: Staged = False,
    at: Dates = None,
    walk: OnTheWay = False,
    fail_on: FailOn = None,
    audience: For = Audience.owners,
    select: Select = None,
    ignore: Ignore = None,
    show_all: ShowAll = False,
    stat: Stat = False,
    with_impact: AsksImpact = False,
    tickets: Tickets = None,
    period: Period = "",
    without: Without = "",
    named: Named = "",
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    accept: Accept = None,
    reason: Reason = "",
    until: Until = None,
    by: By = "",
    driver: Driver = False,
    textconv: TextConv = False,
    install_driver: Install = False,
    root: Root = DEFAULT_ROOT,
) -> None:
    """Compare two states of the standards."""
    with spoken_errors():
        _refuse_mixed(driver, textconv, install_driver, accept is not None, with_impact)
        level, bounds = _fail_on(fail_on or [])
        wish = Wish(tickets or (), period, by or "tier", without, named, bounds)
        if not with_impact:
            _refuse_without_impact(wish)
        if driver or textconv:
            say(_for_git(words or [], driver=driver))
            return
        if install_driver:
            _install(open_desk(root), as_json=as_json)
            return
        desk = _desk(root)
        from wuye_cli.cli.diff_shown import ShownDiff, impact_of  # noqa: PLC0415 - as below
        from wuye_cli.services.diff_sides import Asked  # noqa: PLC0415 - help needs none of it
        from wuye_cli.services.diffing import compare_asked  # noqa: PLC0415 - help needs none of it

        now = desk.now() if desk is not None else world().clock.now()
        asked = Asked(
            words=tuple(words or ()),
            at=tuple((text, _instant(text, now)) for text in at or ()),
            staged=staged,
            walk=walk,
            audience=audience.value,
            select=_codes(select),
            ignore=_codes(ignore),
        )
        try:
            store = desk.store if desk is not None else None
            compared, pair = compare_asked(store, asked, now=now, here=str(Path.cwd()))
            if accept is not None:
                _accept(desk, compared, accept, reason, until, by, as_json=as_json)
                return
            impact = impact_of(desk, compared, pair, wish) if with_impact else None
            judged, compared = _judged(desk, compared, now, show_all=show_all)
        finally:
            if desk is not None:
                desk.close()
        shown = ShownDiff(compared, judged, now.tzinfo, level, impact)
        shown.emit(Wanted(as_json, as_csv, output), stat=stat)
        _hint(judged, level)
        reached = impact.status() if impact is not None else 0
    if with_impact and impact is None:
        raise typer.Exit(_UNCOMPARED)
    raise typer.Exit(_status(compared, judged, level) or reached)


def _refuse_mixed(*ways: bool) -> None:
    names = ("--driver", "--textconv", "--install-driver", "--accept", "--impact")
    asked = [name for name, way in zip(names, ways, strict=True) if way]
    if len(asked) > 1:
        raise CallError("one_thing", options=asked)


def _fail_on(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the gentlest of the levels that were typed, and the bounds of the impact.

    Raises:
        CallError: `bad_diff_fail_on`.
    """
    from wuye_cli.domain.comparing.change import LEVELS  # noqa: PLC0415 - help needs none of it

    levels = (*LEVELS[:_FAILING], "none")
    bounds = [text for text in texts if is_bound(text)]
    typed = [text.strip() for text in texts if text not in bounds]
    for text in typed:
        if text not in levels:
            raise CallError("bad_diff_fail_on", value=text, levels=list(levels), known=COUNTED)
    asked = [levels.index(text) for text in typed if text != "none"]
    return levels[max(asked)] if asked else "none", bounds


def _refuse_without_impact(wish: Wish) -> None:
    given = {
        "--tickets": wish.tickets,
        "--period": wish.period,
        "--without": wish.without,
        "--list": wish.named,
        "--fail-on": wish.fail_on,
    }
    for option, value in given.items():
        if value:
            raise CallError("only_with_impact", option=option)


def _desk(root: Path) -> Desk | None:
    """Open the store, if there is one here; without one, folders and files can be compared."""
    try:
        return open_desk(root)
    except CallError as error:
        if error.code != "no_store" or root != DEFAULT_ROOT:
            raise
        return None


def _instant(text: str, now: datetime) -> datetime:
    """Return the instant that a date means: its end, as nobody knows the hour."""
    from wuye_cli.services.in_force import end_of  # noqa: PLC0415 - as above

    return end_of(text, now)


def _codes(values: list[str] | None) -> tuple[str, ...]:
    return tuple(
        code.strip().upper() for value in values or () for code in value.split(",") if code.strip()
    )


def _judged(
    desk: Desk | None, compared: Compared, now: datetime, *, show_all: bool
) -> tuple[Judged, Compared]:
    """Sort the changes by the accept file; one that cannot be read accepts nothing."""
    from msgspec.structs import replace  # noqa: PLC0415 - as above

    from wuye_cli.domain.comparing.judgement import judged  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.accepting import accepted_in, folder_of_accepts  # noqa: PLC0415 - help needs none of it
    from wuye_cli.store.codecs.accept import ACCEPT  # noqa: PLC0415 - help needs none of it

    root = str(desk.store.root) if desk is not None else ""
    folder = folder_of_accepts(compared, root, str(Path.cwd()))
    try:
        entries = accepted_in(folder) if folder else {}
    except UncheckableError as error:
        gap = (ACCEPT, "accept", error.code)
        compared, entries = replace(compared, unreadable=(*compared.unreadable, gap)), {}
    return judged(compared.changes, entries, now.date(), show_all=show_all), compared


def _hint(judged: Judged, fail_on: str) -> None:
    """In CI, say that grave changes let the job pass: nobody reads the output of a green job."""
    from wuye_cli.render.diffs.words import word  # noqa: PLC0415 - as above

    count = judged.counts["breaking"]
    if fail_on == "none" and count and os.environ.get("CI", "") not in {"", "0", "false"}:
        complain_text(word("hint", count=count))


def _status(compared: Compared, judged: Judged, fail_on: str) -> int:
    if compared.unreadable or (compared.walk and any(s.unreadable for s in compared.walk.stages)):
        return _UNCOMPARED
    return int(judged.fails(fail_on))


# -- writing ---------------------------------------------------------------------------------------


def _accept(
    desk: Desk | None,
    compared: Compared,
    fingerprint: str,
    reason: str,
    until: str | None,
    by: str,
    *,
    as_json: bool,
) -> None:
    from wuye_cli.render.diffs.words import SHORT, word  # noqa: PLC0415 - as above
    from wuye_cli.services.accepting import accept  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.in_force import day_of  # noqa: PLC0415 - help needs none of it

    if desk is None:
        raise CallError("no_store", path=os.curdir)
    if until is None:
        raise CallError("accept_needs_until")
    found = {one.fingerprint for one in compared.changes}
    whole, commit = accept(desk, fingerprint, found, reason=reason, by=by, until=day_of(until))
    emit(
        {"fingerprint": whole, "commit": commit},
        text=lambda _screen: word("accepted.written", fingerprint=whole, commit=commit[:SHORT]),
        wanted=Wanted(as_json=as_json),
    )


def _install(desk: Desk, *, as_json: bool) -> None:
    from wuye_cli.render.diffs.words import word  # noqa: PLC0415 - as above
    from wuye_cli.services.git_driver import install  # noqa: PLC0415 - help needs none of it

    settings, is_new = install(desk)
    lines = [word("driver.wrote", key=key, value=value) for key, value in settings.items()]
    lines += [word("driver.attributes" if is_new else "driver.there"), word("driver.each")]
    emit(
        {"settings": settings, "attributes": is_new},
        text=lambda _screen: "\n".join(lines),
        wanted=Wanted(as_json=as_json),
    )


# -- for git ---------------------------------------------------------------------------------------


def _for_git(words: list[str], *, driver: bool) -> str:
    """Return what git shows in place of its own difference."""
    from wuye_cli.services.git_driver import driven, facts_of  # noqa: PLC0415 - as above

    if not driver:
        if len(words) != 1:
            raise CallError("textconv_words")
        return facts_of(words[0])
    from wuye_cli.render.diffs.driven import driven_text  # noqa: PLC0415 - help needs none of it

    found = driven(words)
    return driven_text(found.path, found.compared, found.old, found.new)
