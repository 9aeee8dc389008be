"""wuye pay: the payments of a month, to reconcile with receipts and the till."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit

if TYPE_CHECKING:
    from wuye_cli.services.paying import Reconciliation

HELP = h(
    "收费对账：按月列出收款、收据号、方式和收款人，并指出不对的地方。\n"
    "收款用：wuye ticket pay 17 --price 80 --way 微信 --receipt 0421。\n"
    "例：wuye pay list --month 2026-11",
    "Reconcile payments: those of a month with receipts, ways and persons, and what is odd.\n"
    "Note one: wuye ticket pay 17 --price 80 --way wechat --receipt 0421.\n"
    "Example: wuye pay list --month 2026-11",
)

COLUMNS = ("at", "ticket", "unit", "way", "amount", "receipt", "slip", "taken_by")
_RIGHT = frozenset({COLUMNS.index("amount")})

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Reconcile payments."""


@app.command(
    "list", help=h("一个月的收款与疑点（默认本月）", "The payments of a month (this one).")
)
def list_(
    month: Annotated[
        str, typer.Option("--month", "-m", metavar="YYYY-MM", help=h("哪个月", "Which month."))
    ] = "",
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help=h("有疑点则退出码为 1", "Status 1 if anything is odd.")),
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> int:
    """List the payments of a month."""
    from wuye_cli.services.paying import month_of, reconcile  # noqa: PLC0415 - not for help

    with spoken_errors():
        desk = open_desk(root)
        found = reconcile(desk, *month_of(desk, month))
        emit(
            _view(found),
            text=lambda screen: _text(found, screen),
            table=lambda: (COLUMNS, _rows(found)),
            wanted=Wanted(as_json, as_csv, output),
        )
        return 1 if exit_code and found.remarks else 0


def _view(found: "Reconciliation") -> dict[str, Any]:
    import msgspec  # noqa: PLC0415 - help needs none of it

    plain = msgspec.to_builtins(found)
    return {
        "month": f"{found.since:%Y-%m}",
        "payments": plain["payments"],
        "unpaid": plain["unpaid"],
        "total": found.total,
        "by_way": _sums_view(found.by_way, "way"),
        "by_person": _sums_view(found.by_person, "person"),
        "remarks": [{"code": code, **facts} for code, facts in found.remarks],
    }


def _sums_view(sums: dict[str, tuple[int, str]], name: str) -> list[dict[str, Any]]:
    return [{name: key, "count": count, "sum": total} for key, (count, total) in sums.items()]


def _rows(found: "Reconciliation") -> list[list[str]]:
    return [
        [payment.at.isoformat() if name == "at" else getattr(payment, name) for name in COLUMNS]
        for payment in found.payments
    ]


def _text(found: "Reconciliation", screen: Screen) -> str:
    from wuye_cli.render.tables import table  # noqa: PLC0415 - help needs none of it

    month = f"{found.since:%Y-%m}"
    heads = [spoken(f"pay.head.{name}") for name in COLUMNS]
    rows = [
        [
            f"{one.at:%m-%d %H:%M}", one.ticket, one.unit, _way(one.way, one.noted), one.amount,
            one.receipt, one.slip, one.taken_by,
        ]
        for one in found.payments
    ]  # fmt: skip
    lines = [spoken("pay.none", month=month)]
    if rows:
        lines = [table(heads, rows, right=_RIGHT, columns=screen.columns, colour=screen.colour)]
        lines.append(spoken("pay.total", month=month, count=len(rows), total=found.total))
        ways = {_way(way): sums for way, sums in found.by_way.items()}
        lines.append("  " + spoken("pay.sums", sums=_sum_words(ways)))
        lines.append("  " + spoken("pay.sums", sums=_sum_words(found.by_person)))
    if found.remarks:
        lines.append(spoken("pay.odd", count=len(found.remarks)))
        lines += ["  " + spoken(code, **facts) for code, facts in found.remarks]
    return "\n".join(lines)


def _way(way: str, noted: str = "") -> str:
    """Return the word for a way of paying; one that is none of the list as it was noted."""
    return noted if noted and way == "other" else spoken(f"pay.way.{way}")


def _sum_words(sums: dict[str, tuple[int, str]]) -> list[str]:
    return [
        spoken("pay.sum", name=name or spoken("pay.way.unsaid"), count=count, total=total)
        for name, (count, total) in sums.items()
    ]
