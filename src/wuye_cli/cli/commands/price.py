"""wuye price: what repairs in homes may cost."""

from typing import TYPE_CHECKING, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.price_list import PriceItem

HELP = h("价目表。例：wuye price list", "The price list. Example: wuye price list")

app = typer.Typer(help=HELP, no_args_is_help=True)

_KEYS = ("id", "label", "label_en", "unit", "from", "to", "aliases", "basis")
"""Keys of an object of `price list --json`, which stay."""


@app.callback()
def _main() -> None:
    """Keep `list` a command of its own."""


@app.command("list", help=h("列出价目。例：wuye price list", "List the prices."))
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the prices."""
    from wuye_cli.services.price_list import price_list  # noqa: PLC0415 - help needs none of it
    from wuye_cli.store.codecs.prices import PRICES  # noqa: PLC0415 - as above

    with spoken_errors():
        items, problems = price_list(open_desk(root))
        views = [_view(item) for item in items.values()]
        emit(
            views,
            text=lambda screen: _text(views, PRICES, screen),
            table=lambda: (_KEYS, [[_cell(view[key]) for key in _KEYS] for view in views]),
            wanted=Wanted(as_json, as_csv, output),
        )
        if problems:
            complain("price.faults", count=len(problems), path=PRICES)


def _view(item: "PriceItem") -> dict[str, Any]:
    """Return the JSON of an item; prices are decimal texts in yuan."""
    return {
        "id": item.id,
        "label": item.label,
        "label_en": item.label_en,
        "unit": item.unit,
        "from": item.least,
        "to": item.most,
        "aliases": list(item.aliases),
        "basis": item.basis,
    }


def _cell(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else value


def _text(views: list[dict[str, Any]], path: str, screen: Screen) -> str:
    if not views:
        return sentence("price.none")
    label = pick("label", "label_en")
    columns = ("id", label, "from", "to", "unit", "aliases", "basis")
    heads = [sentence(f"price.{'label' if name == label else name}") for name in columns]
    rows = [
        [_cell(view[name] or (view["label"] if name == label else "")) for name in columns]
        for view in views
    ]
    drawn = table(heads, rows, right={2, 3}, columns=screen.columns, colour=screen.colour)
    return f"{drawn}\n\n{sentence('price.count', count=len(views), path=path)}"
