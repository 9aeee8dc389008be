"""wuye category: what tickets are about, and which words and circumstances give which tier."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.tickets.classified import Circumstances
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.cases import problem_line
from wuye_cli.render.standards_pages import (
    category_page,
    category_table,
    classified_page,
    drawn,
)
from wuye_cli.services.standards_checked import (
    CATEGORY_RULES,
    check_part,
    findings_value,
    is_failing,
)
from wuye_cli.services.standards_shown import (
    book_now,
    category_of,
    category_place,
    category_value,
    classified,
)
from wuye_cli.store.codecs.rulebook import CATEGORIES

HELP = h(
    "工单类别：什么话归哪一类、哪一级。例：wuye category explain 3-1-0502 厨房水管爆裂",
    "Categories: which words give which category and tier.\n"
    "Example: wuye category explain 3-1-0502 burst pipe",
)

app = typer.Typer(help=HELP, no_args_is_help=True)


@app.command("list", help=h("列出类别。例：wuye category list", "List the categories."))
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the categories."""
    with spoken_errors():
        desk = open_desk(root)
        book = desk.rules.categories
        heads, rows = category_table(book, book_now(desk).tiers)
        emit(
            [category_value(category) for category in book.categories.values()],
            text=lambda screen: drawn(heads, rows, screen.columns),
            table=lambda: (("category", "label", "kind", "tiers", "aliases"), rows),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command(help=h("一个类别和它的决策表。例：wuye category show 漏水", "Show one category."))
def show(
    category: Annotated[
        str,
        typer.Argument(metavar="CATEGORY", help=h("类别：id、名称或说法", "Id, label or alias.")),
    ],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Show one category."""
    with spoken_errors():
        desk = open_desk(root)
        found = category_of(desk, category)
        place = category_place(desk, found)
        emit(
            {**category_value(found), "path": place},
            text=lambda screen: category_page(
                found,
                desk.rules.categories,
                book_now(desk).tiers,
                place=place,
                columns=screen.columns,
            ),
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "这些话归哪一类、哪一级，因为哪个说法、决策表哪一行。\n"
        "例：wuye category explain 5号楼 电梯困人",
        "Which category and tier the words give, by which word and which row.\n"
        "Example: wuye category explain 3-1-0502 厨房水管爆裂",
    )
)
def explain(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help=h("报事人的话", "The caller's words."))
    ],
    unit: Annotated[str, typer.Option("--unit", help=h("房号", "The home."))] = "",
    place: Annotated[str, typer.Option("--place", help=h("公共部位", "A common part."))] = "",
    urgency: Annotated[
        str, typer.Option("--urgency", help=h("危险、停用、普通", "danger, outage, normal."))
    ] = "",
    complexity: Annotated[
        str, typer.Option("--complexity", help=h("简单、复杂", "simple or complex."))
    ] = "",
    category: Annotated[
        str, typer.Option("--category", help=h("指定类别", "Take this category."))
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Explain what words give."""
    with spoken_errors():
        desk = open_desk(root)
        said = Circumstances(
            unit=unit, place=place, urgency=urgency, complexity=complexity, category=category
        )
        found = classified(desk, " ".join(words), said)
        emit(
            found,
            text=lambda screen: classified_page(
                found, desk.rules.categories, book_now(desk).tiers, columns=screen.columns
            ),
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "检查类别：没有等级的情形、永远轮不到的行。有毛病退出码 1。",
        "Check the categories: cases without a tier, rows never reached. Status 1 if any.",
    )
)
def check(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Check the categories."""
    with spoken_errors():
        found = check_part(open_desk(root), CATEGORIES, CATEGORY_RULES)
        lines = [problem_line(one) for one in found] or [sentence("category.check_ok")]
        emit(
            findings_value(found),
            text=lambda _screen: "\n".join(lines),
            wanted=Wanted(as_json=as_json),
        )
    raise typer.Exit(int(is_failing(found)))
