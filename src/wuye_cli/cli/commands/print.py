"""wuye print: papers for people without a terminal: the slip, the night book, the duty card."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.duty_card import print_duty
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.papers import Force, Lang, PaperOutput, put, targets, tell
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.spoken import parse_moment

HELP = h(
    "打印：派工单、夜间值班记录、值班卡，出 HTML 或 PDF。例：wuye print 17 -o 17.pdf",
    "Print the work slip, the night book, the duty card, as HTML or PDF.\n"
    "Example: wuye print 17 -o 17.pdf",
)
OTHERWISE = "slip"
"""What `wuye print 17` means."""

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.command(
    "slip",
    help=h(
        "派工单：每张工单一页 A5，带存根和二维码。例：wuye print slip 17 18 -o 今天.pdf",
        "Work slips: an A5 page a ticket, with stub and QR code.\n"
        "Example: wuye print slip 17 18 -o today.pdf",
    ),
)
def slip(
    ticket: Annotated[
        list[str], typer.Argument(metavar="ID...", help=h("工单号或尾号", "Ids or tails."))
    ],
    contact: Annotated[
        bool,
        typer.Option(
            "--contact",
            help=h("印出报事人姓名和电话", "Print the reporter's name and phone."),
        ),
    ] = False,
    output: PaperOutput = None,
    lang: Lang = "",
    force: Force = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Print work slips."""
    from wuye_cli.gateways.printing.templates import read_templates  # noqa: PLC0415 - help needs
    from wuye_cli.render.paper.slip_page import slips_page  # noqa: PLC0415 - none of it
    from wuye_cli.services.slips import slips  # noqa: PLC0415 - each page loads its own

    with spoken_errors():
        desk = open_desk(root)
        found = slips(desk, ticket, contact=contact)
        ids = [one.ticket.id for one in found]
        now = desk.now()
        name = f"slip-{ids[0]}" if len(ids) == 1 else f"slips-{now:%Y%m%d-%H%M}"
        files = put(
            lambda: slips_page(read_templates(), found, desk.settings.estate, now.year),
            targets(output, name),
            lang=lang,
            force=force,
        )
        tell({"paper": "slip", "files": files, "tickets": ids}, paper="A5", as_json=as_json)


@app.command(
    "night",
    help=h(
        "空白的夜间值班记录，A4 横放。例：wuye print night --rows 26 -o night.pdf",
        "A blank page of the night book, A4 landscape.\n"
        "Example: wuye print night --rows 26 -o night.pdf",
    ),
)
def night(
    rows: Annotated[
        int | None,
        typer.Option(
            "--rows",
            metavar="N",
            show_default=False,
            help=h("行数，每页 13 行", "Rows, 13 a page."),
        ),
    ] = None,
    date: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="DAY",
            help=h("哪一天的夜里，如 今天、2026-11-24；不写就空着", "That night; else blank."),
        ),
    ] = "",
    output: PaperOutput = None,
    lang: Lang = "",
    force: Force = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Print blank pages of the night book."""
    from wuye_cli.gateways.printing.templates import read_templates  # noqa: PLC0415 - help needs
    from wuye_cli.render.paper.night_page import MOST_ROWS, ROWS, night_page  # noqa: PLC0415 - each page loads its own

    with spoken_errors():
        desk = open_desk(root)
        count = ROWS if rows is None else rows
        if not 1 <= count <= MOST_ROWS:
            raise CallError("print.bad_rows", value=count, most=MOST_ROWS)
        now = desk.now()
        day = parse_moment(_dated(date), now).date() if date else None
        files = put(
            lambda: night_page(read_templates(), desk.settings.estate, rows=count, day=day),
            targets(output, f"night-{day or now.date():%Y-%m-%d}"),
            lang=lang,
            force=force,
        )
        value = {"paper": "night", "files": files, "rows": count, "date": day}
        tell(value, paper="A4", as_json=as_json)


def _dated(typed: str) -> str:
    """Return a day as the reader of times takes it: `今天` alone has no time of day."""
    plain = typed.strip()
    return plain if any(char.isdigit() for char in plain) else f"{plain} 12:00"


@app.command(
    "duty",
    help=h(
        "值班卡：叫人的次序、电话、紧急时限、先做什么，A4 正反两面",
        "The duty card: whom to call, numbers, dues, first steps; both sides of an A4.",
    ),
)
def duty(
    output: PaperOutput = None,
    lang: Lang = "",
    force: Force = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Print the duty card."""
    with spoken_errors():
        print_duty(root, output=output, lang=lang, force=force, as_json=as_json)
