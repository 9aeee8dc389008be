"""`wuye audit log` and `wuye ticket history`: events beside their commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h, valued
from wuye_cli.cli.output import Wanted, emit, screen
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.services.desk import Desk

LOG_HELP = h(
    "时间线：每个事件旁边是带来它的提交。不写工单号，就看全库，新的在前。\n\n"
    "例：wuye audit log 17；wuye audit log --by 赵师傅 --since 2026-11",
    "Timelines: each event beside the commit that brought it. Without a ticket the whole store,"
    " newest first.\n\nExample: wuye audit log 17; wuye audit log --by Zhao --since 2026-11",
)

Since = Annotated[
    str,
    valued(
        "--since",
        metavar="TIME",
        words=h("只看这时起提交的：2026-11、2026-11-03、昨天9点", "Committed from then on."),
    ),
]
Until = Annotated[
    str,
    valued(
        "--until",
        metavar="TIME",
        words=h("只看到这时为止提交的（写月、日就含这个月、这天）", "Committed until then."),
    ),
]
By = Annotated[
    str,
    valued(
        "--by",
        metavar="PERSON",
        words=h("只看这个人录入或办理的：编号、姓名、邮箱", "Typed or done by: id, name, mail."),
    ),
]


def show_timeline(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show what happened to a ticket, each event beside its commit."""
    with spoken_errors():
        _one_ticket(open_desk(root), ticket_id, ("", "", ""), Wanted(as_json, as_csv, output))


def log(
    ticket_id: Annotated[
        str | None,
        typer.Argument(metavar="[TICKET]", help=h("工单号、旧号或尾号", "Id, earlier id or tail.")),
    ] = None,
    since: Since = "",
    until: Until = "",
    by: By = "",
    limit: Annotated[
        int,
        typer.Option("-n", "--limit", min=0, show_default=False, help=h("最多几行", "Most lines.")),
    ] = 0,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show the timeline of a ticket, or of everything, or of a person."""
    with spoken_errors():
        desk = open_desk(root)
        wanted = Wanted(as_json, as_csv, output)
        if ticket_id is not None:
            if limit:
                raise CallError("audit.limit_alone")
            _one_ticket(desk, ticket_id, (since, until, by), wanted)
        else:
            _whole(desk, (since, until, by), limit, wanted)


def _one_ticket(desk: Desk, ticket_id: str, asked: tuple[str, str, str], wanted: Wanted) -> None:
    from wuye_cli.render.timelines import timeline_rows, timeline_text  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.audit_papers.timeline import timeline  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.whole_log import Asked, is_asked, names_of  # noqa: PLC0415 - as above

    since, until, by = asked
    limits = Asked(
        since=_moment(desk, since, end=False),
        until=_moment(desk, until, end=True),
        names=names_of(desk, by) if by else frozenset(),
    )
    found = timeline(desk, ticket_id)
    kept = tuple(one for one in found.entries if is_asked(one, limits))
    found = msgspec.structs.replace(found, entries=kept)
    emit(
        msgspec.to_builtins(found),
        text=lambda seen: timeline_text(found, desk.zone, colour=seen.colour),
        table=lambda: timeline_rows(found, desk.zone),
        wanted=wanted,
    )


def _whole(desk: Desk, asked: tuple[str, str, str], limit: int, wanted: Wanted) -> None:
    from itertools import islice  # noqa: PLC0415 - as above

    from wuye_cli.cli.audit.streaming import stream  # noqa: PLC0415 - as above
    from wuye_cli.render.timelines import log_heads, log_line, log_row  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.whole_log import Asked, names_of, whole_log  # noqa: PLC0415 - as above

    since, until, by = asked
    entries = whole_log(
        desk,
        Asked(
            since=_moment(desk, since, end=False),
            until=_moment(desk, until, end=True),
            names=names_of(desk, by) if by else frozenset(),
        ),
    )
    shown = islice(entries, limit) if limit else entries
    colour = screen().colour
    stream(
        shown,
        value=msgspec.to_builtins,
        line=lambda one: log_line(one, desk.zone, colour=colour),
        table=(log_heads(), lambda one: log_row(one, desk.zone)),
        wanted=wanted,
    )


def _moment(desk: Desk, text: str, *, end: bool) -> datetime | None:
    """Return a moment, or the beginning or the end of a period.

    Raises:
        CallError: `bad_time`.
    """
    from datetime import timedelta  # noqa: PLC0415 - as above

    from wuye_cli.auditing.periods import parse_period  # noqa: PLC0415 - as above
    from wuye_cli.domain.timekeeping.spoken import parse_moment  # noqa: PLC0415 - as above

    if not text:
        return None
    try:
        period = parse_period(text)
    except CallError:
        return parse_moment(text, desk.now())
    midnight = desk.now().replace(hour=0, minute=0, second=0)
    day = period.last + timedelta(days=1) if end else period.first
    return midnight.replace(tzinfo=desk.zone, year=day.year, month=day.month, day=day.day)
