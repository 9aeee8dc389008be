"""wuye diff: what changed between two states of the standards."""

from __future__ import annotations

import os
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk, world
from wuye_cli.cli.exits import complain_text, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit, say
from wuye_cli.domain.errors import CallError, UncheckableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared
    from wuye_cli.services.desk import Desk

HELP = h(
    "两份标准之间变了什么：对业主变差、变好，还是只改了措辞。只看不改。\n\n"
    "不写版本：工作区与 HEAD 比。也可写：版本、A..B、两个版本、两个目录、两个文件。\n\n"
    "状态：0 没有达到 --fail-on 的变化，1 有，2 用法不对，3 有文件读不了、无法比较。\n\n"
    "例：wuye diff；wuye diff v2025..v2026 tiers；wuye diff --walk HEAD~20..HEAD；"
    "wuye diff --at 2026-03-01 --at 2026-06-01",
    "What changed between two states of the standards: worse or better for residents, or words"
    " alone. Changes nothing.\n\n"
    "Without a revision: the work tree against HEAD. Else a revision, A..B, two revisions, two"
    " folders or two files.\n\n"
    "Status: 0 nothing as grave as --fail-on, 1 something, 2 bad call, 3 a file could not be"
    " compared.\n\nExample: wuye diff; wuye diff v2025..v2026 tiers; wuye diff --walk"
    " HEAD~20..HEAD; wuye diff --at 2026-03-01 --at 2026-06-01",
)
_UNCOMPARED = 3


class FailLevel(StrEnum):
    """How grave a change must be for status 1."""

    breaking = "breaking"
    review = "review"
    notice = "notice"
    info = "info"
    none = "none"


class Audience(StrEnum):
    """For whom changes are ranked."""

    owners = "owners"
    staff = "staff"
    regulator = "regulator"


Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[A..B | A [B]] [STANDARD]...",
        show_default=False,
        help=h(
            "版本、范围、两个目录或文件；后面可写标准名，如 tiers",
            "Revisions, a range, two folders or files; then names of standards, such as tiers.",
        ),
    ),
]
Staged = Annotated[bool, typer.Option("--staged", help=h("看已暂存的", "Look at what is staged."))]
Dates = Annotated[
    list[str] | None,
    typer.Option(
        "--at",
        metavar="DATE",
        show_default=False,
        help=h("那一天生效的标准；写两次比两天", "As in force on a date; twice for two dates."),
    ),
]
OnTheWay = Annotated[
    bool,
    typer.Option(
        "--walk",
        help=h(
            "逐次提交查看，找出放宽、用过、又改回的",
            "Every commit of the range: finds what was relaxed, used and restored.",
        ),
    ),
]
FailOn = Annotated[
    FailLevel,
    typer.Option("--fail-on", help=h("达到哪一级退出码为 1", "From which level status 1.")),
]
For = Annotated[
    Audience,
    typer.Option("--for", help=h("替谁排级别：业主、员工、主管部门", "For whom levels are.")),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        show_default=False,
        help=h("只看这些编号，如 D1,D211", "Only these codes, such as D1,D211."),
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="CODES", show_default=False, help=h("不看这些", "Not these codes.")
    ),
]
ShowAll = Annotated[
    bool,
    typer.Option("--all", help=h("次序、格式也显示", "Also show order and format.")),
]
Stat = Annotated[bool, typer.Option("--stat", help=h("按标准计数", "Count by standard."))]
Accept = Annotated[
    str | None,
    typer.Option(
        "--accept",
        metavar="FINGERPRINT",
        show_default=False,
        help=h("接受一处变化，记入接受表", "Accept a change; noted in standards/.accept.yaml."),
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", show_default=False, help=h("为什么可以", "Why it is right."))
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", show_default=False, help=h("到哪天为止", "The last day.")
    ),
]
By = Annotated[
    str,
    typer.Option("--by", show_default=False, help=h("谁担责", "Who answers for it.")),
]
Driver = Annotated[bool, typer.Option("--driver", help=h("由 git 调用", "Called by git diff."))]
TextConv = Annotated[
    bool,
    typer.Option("--textconv", help=h("一个文件，一行一条事实", "One file, one fact a line.")),
]
Install = Annotated[
    bool,
    typer.Option("--install-driver", help=h("让 git diff 用 wuye", "Make git diff use wuye.")),
]


def command(
    words: Words = None,
    staged: Staged = False,
    at: Dates = None,
    walk: OnTheWay = False,
    fail_on: FailOn = FailLevel.none,
    audience: For = Audience.owners,
    select: Select = None,
    ignore: Ignore = None,
    show_all: ShowAll = False,
    stat: Stat = False,
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
        _refuse_mixed(driver, textconv, install_driver, accept is not None)
        if driver or textconv:
            say(_for_git(words or [], driver=driver))
            return
        if install_driver:
            _install(open_desk(root), as_json=as_json)
            return
        desk = _desk(root)
        from wuye_cli.services.diff_sides import Asked  # noqa: PLC0415 - help needs none of it
        from wuye_cli.services.diffing import compare_asked  # noqa: PLC0415

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
            compared = compare_asked(store, asked, now=now, here=str(Path.cwd()))
            if accept is not None:
                _accept(desk, compared, accept, reason, until, by, as_json=as_json)
                return
            judged, compared = _judged(desk, compared, now, show_all=show_all)
        finally:
            if desk is not None:
                desk.close()
        zone = now.tzinfo
        _emit(compared, judged, Wanted(as_json, as_csv, output), zone, fail_on.value, stat=stat)
        _hint(judged, fail_on.value)
    raise typer.Exit(_status(compared, judged, fail_on.value))


def _refuse_mixed(*ways: bool) -> None:
    names = ("--driver", "--textconv", "--install-driver", "--accept")
    asked = [name for name, way in zip(names, ways, strict=True) if way]
    if len(asked) > 1:
        raise CallError("one_thing", options=asked)


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

    from wuye_cli.domain.comparing.judgement import judged  # noqa: PLC0415
    from wuye_cli.services.accepting import accepted_in, folder_of_accepts  # noqa: PLC0415
    from wuye_cli.store.codecs.accept import ACCEPT  # noqa: PLC0415

    root = str(desk.store.root) if desk is not None else ""
    folder = folder_of_accepts(compared, root, str(Path.cwd()))
    try:
        entries = accepted_in(folder) if folder else {}
    except UncheckableError as error:
        gap = (ACCEPT, "accept", error.code)
        compared, entries = replace(compared, unreadable=(*compared.unreadable, gap)), {}
    return judged(compared.changes, entries, now.date(), show_all=show_all), compared


def _emit(
    compared: Compared,
    judged: Judged,
    wanted: Wanted,
    zone: Any,
    fail_on: str,
    *,
    stat: bool,
) -> None:
    from wuye_cli.render.diffs import markdown, page, report, text  # noqa: PLC0415 - as above
    from wuye_cli.render.machine import to_json_lines  # noqa: PLC0415
    from wuye_cli.render.reports.formats import FORMATS, written  # noqa: PLC0415

    sheet = report.sheet(compared, judged, fail_on)
    more: dict[str, Callable[[], str | bytes]] = {
        name: partial(written, name, sheet) for name in FORMATS if name != "csv"
    }
    more["jsonl"] = lambda: to_json_lines(report.entries(judged))
    more["markdown"] = lambda: markdown.markdown(compared, judged, zone=zone)
    more["html"] = lambda: page.page(compared, judged, zone=zone)
    emit(
        report.as_mapping(compared, judged),
        text=lambda screen: (
            text.stat(judged)
            if stat
            else text.text(
                compared, judged, zone=zone, columns=screen.columns, colour=screen.colour
            )
        ),
        table=lambda: (report.COLUMNS, report.rows(judged)),
        wanted=wanted,
        more=more,
    )


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
    from wuye_cli.services.accepting import accept  # noqa: PLC0415
    from wuye_cli.services.in_force import day_of  # noqa: PLC0415

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
    from wuye_cli.services.git_driver import install  # noqa: PLC0415

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
    from wuye_cli.render.diffs.driven import driven_text  # noqa: PLC0415

    found = driven(words)
    return driven_text(found.path, found.compared, found.old, found.new)
