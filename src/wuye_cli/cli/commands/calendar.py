"""wuye calendar: service hours and holidays, shown, explained and checked."""

from datetime import date, timedelta
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.calendar_pages import (
    calendar_page,
    calendar_table,
    days_of_month,
    gap_lines,
    month_page,
    special_days,
    week_text,
    written_facts,
    year_page,
)
from wuye_cli.render.cases import due_page, problem_line
from wuye_cli.render.tables import table
from wuye_cli.services.calendars_shown import (
    calendar_value,
    calendars_value,
    counted_due,
    days_value,
    paths_of,
    period_of,
)
from wuye_cli.services.standards_checked import (
    AHEAD,
    CALENDAR_RULES,
    check_part,
    findings_value,
    is_failing,
    known_year,
    year_gaps,
)
from wuye_cli.services.standards_shown import calendar_about, calendar_of

HELP = h(
    "服务日历与节假日：哪天开放几点到几点。例：wuye calendar show office 2026-10",
    "Service hours and holidays. Example: wuye calendar show office 2026-10",
)

app = typer.Typer(help=HELP, no_args_is_help=True)

Named = Annotated[str, typer.Argument(metavar="CALENDAR", help=h("日历", "Id or label."))]
_FOLDERS = ("standards/calendars/", "standards/holidays/")


@app.command("list", help=h("列出日历。例：wuye calendar list", "List the calendars."))
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the calendars."""
    with spoken_errors():
        desk = open_desk(root)
        calendars = list(desk.rules.calendars.values())
        about = {one.id: calendar_about(desk, one.id) for one in calendars}
        heads, rows = calendar_table(calendars, about)
        emit(
            calendars_value(desk),
            text=lambda s: table(heads, rows, columns=s.columns, colour=s.colour),
            table=lambda: (("calendar", "label", "open", "years"), rows),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command(
    help=h(
        "画出一个月，或列出一年；不写就是本月。例：wuye calendar show 办公时间 2026-10",
        "Draw a month, or list a year; this month if none is given.\n"
        "Example: wuye calendar show office 2026-10",
    )
)
def show(
    calendar: Named,
    period: Annotated[
        str, typer.Argument(metavar="YEAR|MONTH", help=h("年或月：2026、2026-10", "2026, 2026-10."))
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Show a calendar."""
    with spoken_errors():
        desk = open_desk(root)
        found = calendar_of(desk, calendar)
        year, month = period_of(period, desk.now().date(), found.id)
        about = calendar_about(desk, found.id)
        days = [day for number in ([month] if month else range(1, 13))
                for day in days_of_month(date(year, number, 1))]  # fmt: skip

        def page(screen: Screen) -> str:
            if month:
                body = month_page(found, date(year, month, 1), colour=screen.colour)
                facts = special_days(found, days)
            else:
                body = year_page(found, year, columns=screen.columns)
                facts = [(sentence("calendar.week"), week_text(found))]
            facts += written_facts(found, about, paths_of(found), year)
            return calendar_page(found, body, about=about, facts=facts, columns=screen.columns)

        emit(
            {**calendar_value(found, about), "days": days_value(found, days)},
            text=page,
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "算一个期限，逐日列出。时限写 30m、4h、3wd、10d。\n"
        "例：wuye calendar explain office 2026-09-30T17:00 2h",
        "Reckon a due, day by day. A limit is 30m, 4h, 3wd or 10d.\n"
        "Example: wuye calendar explain office 2026-09-30T17:00 2h",
    )
)
def explain(
    calendar: Named,
    start: Annotated[str, typer.Argument(metavar="START", help=h("起算时刻", "When it starts."))],
    limit: Annotated[str, typer.Argument(metavar="LIMIT", help=h("时限", "The limit."))],
    pause: Annotated[
        list[str] | None,
        typer.Option("--pause", metavar="FROM/TO", help=h("停表，可重复", "A pause; repeatable.")),
    ] = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Reckon a due."""
    with spoken_errors():
        desk = open_desk(root)
        found = calendar_of(desk, calendar)
        way = counted_due(found, start, limit, pause or (), now=desk.now())
        emit(
            way,
            text=lambda screen: due_page(way, columns=screen.columns),
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "检查日历：六十天内要用而没有公布的年份、相叠或从不开放的时段。有则退出码 1。",
        "Check the calendars: years without holidays that are needed within 60 days, hours that "
        "overlap or never open. Status 1 if there are any.",
    )
)
def check(
    year: Annotated[
        str, typer.Option("--year", metavar="YEAR", help=h("只查这一年", "This year alone."))
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Check the calendars."""
    with spoken_errors():
        desk = open_desk(root)
        asked = known_year(year) if year else None
        gaps = year_gaps(desk, asked)
        faults = [
            *check_part(desk, _FOLDERS[0], CALENDAR_RULES),
            *check_part(desk, _FOLDERS[1], ()),
        ]
        until = (desk.now().date() + timedelta(days=AHEAD.days)).isoformat()

        def page(screen: Screen) -> str:
            rows = [(one.year, one.path, one.calendars, one.begins, one.in_days) for one in gaps]
            lines = [*gap_lines(rows, columns=screen.columns), *map(problem_line, faults)]
            if asked:
                good = sentence("calendar.complete_year", year=str(asked))
            else:
                good = sentence("calendar.complete", until=until)
            return "\n".join(lines or [good])

        emit(
            {"years": gaps, "findings": findings_value(faults)},
            text=page,
            wanted=Wanted(as_json=as_json),
        )
    raise typer.Exit(int(bool(gaps) or is_failing(faults)))
