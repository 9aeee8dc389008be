"""wuye tier: the response tiers, shown, explained and checked."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.cases import problem_line
from wuye_cli.render.tier_pages import basis_line, tier_list, tier_page, tier_story
from wuye_cli.services.standards_checked import (
    TIER_RULES,
    check_part,
    findings_value,
    is_failing,
)
from wuye_cli.services.standards_shown import (
    book_now,
    sources_of_tier,
    tier_of,
    tier_place,
    tier_value,
    tiers_value,
)
from wuye_cli.store.codecs.rulebook import TIERS

HELP = h(
    "响应等级：每一口钟多久，依据是什么。例：wuye tier show 紧急",
    "Response tiers: how long each clock may run, and on what basis.\n"
    "Example: wuye tier show emergency",
)

app = typer.Typer(help=HELP, no_args_is_help=True)

Named = Annotated[
    str, typer.Argument(metavar="TIER", help=h("等级：id、名称或别名", "Id, label or alias."))
]


@app.command(
    "list",
    help=h("列出各等级的时限。例：wuye tier list", "List the tiers. Example: wuye tier list"),
)
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the tiers, the share of house choices first."""
    with spoken_errors():
        book = book_now(open_desk(root))
        heads = ("tier", "label", "clock", "limit", "calendar", "strength", "basis")
        rows = [
            (tier["id"], tier["label"], *(limit[key] for key in ("clock", *heads[3:])))
            for tier in tiers_value(book)["tiers"]
            for limit in tier["limits"]
        ]
        emit(
            tiers_value(book),
            text=lambda screen: tier_list(book, columns=screen.columns, colour=screen.colour),
            table=lambda: (heads, rows),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command(
    help=h("一个等级的全部时限和依据。例：wuye tier show 紧急", "Show one tier with its basis.")
)
def show(tier: Named, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Show one tier."""
    with spoken_errors():
        desk = open_desk(root)
        found, book, place = tier_of(desk, tier), book_now(desk), ""
        place = tier_place(desk, found)
        emit(
            {**tier_value(found), "path": place, "version": book.version},
            text=lambda screen: tier_page(found, book, place=place, columns=screen.columns),
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "一个等级是什么意思：钟怎样停，哪些类别归它。例：wuye tier explain 特约",
        "What a tier means: what stops its clocks, which categories lead to it.",
    )
)
def explain(tier: Named, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Explain one tier."""
    with spoken_errors():
        desk = open_desk(root)
        found, book = tier_of(desk, tier), book_now(desk)
        sources = sources_of_tier(desk.rules, found.id)
        reasons = {
            clock: {
                "stopped_by": [r.id for r in book.pause_reasons.values() if clock in r.stops],
                "stopped_if_agreed": [
                    r.id for r in book.pause_reasons.values() if clock in r.stops_if_agreed
                ],
            }
            for clock in found.targets
        }
        emit(
            {**tier_value(found), "pauses": reasons, "categories": sources},
            text=lambda screen: tier_story(
                found,
                book,
                sources=sources,
                categories=desk.rules.categories.categories,
                columns=screen.columns,
            ),
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "检查等级：时限先后、假日里走不完的钟、没有上限的暂停等。有毛病退出码 1。",
        "Check the tiers: order of limits, clocks that never run out, pauses without an end.\n"
        "Status 1 if something is wrong.",
    )
)
def check(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Check the tiers."""
    with spoken_errors():
        desk = open_desk(root)
        found = check_part(desk, TIERS, TIER_RULES)
        book = book_now(desk)
        lines = [problem_line(one) for one in found] or [sentence("tier.check_ok")]
        emit(
            findings_value(found),
            text=lambda _screen: "\n".join([*lines, basis_line(book)]),
            wanted=Wanted(as_json=as_json),
        )
    raise typer.Exit(int(is_failing(found)))
