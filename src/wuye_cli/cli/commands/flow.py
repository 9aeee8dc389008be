"""wuye flow: which steps a kind of ticket must take."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import NotFoundError
from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.cases import problem_line
from wuye_cli.render.flow_pages import flow_page, flow_table
from wuye_cli.render.page_parts import named
from wuye_cli.render.standards_pages import drawn
from wuye_cli.services.standards_checked import (
    FLOW_RULES,
    check_part,
    findings_value,
    is_failing,
)
from wuye_cli.services.standards_shown import (
    flow_of,
    flow_place,
    flow_value,
    kind_of,
    steps_of,
    tier_of,
)
from wuye_cli.store.codecs.rulebook import FLOWS

HELP = h(
    "办理流程：哪种工单要走哪些步骤，归档还差什么。例：wuye flow explain 报修 特约",
    "Flows: which steps a kind of ticket takes, and what archiving needs.\n"
    "Example: wuye flow explain repair special",
)

app = typer.Typer(help=HELP, no_args_is_help=True)


@app.command(
    "list", help=h("列出流程，自上而下先符合的算数。", "List the flows, first match wins.")
)
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the flows."""
    with spoken_errors():
        book = open_desk(root).rules.flows
        heads, rows = flow_table(book)
        emit(
            [flow_value(flow, book) for flow in book.flows.values()],
            text=lambda screen: drawn(heads, rows, screen.columns),
            table=lambda: (("flow", "label", "when", "required"), rows),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command(help=h("一个流程的步骤。例：wuye flow show 入户", "Show one flow."))
def show(
    flow: Annotated[str, typer.Argument(metavar="FLOW", help=h("流程：id 或名称", "Id or label."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Show one flow."""
    with spoken_errors():
        desk = open_desk(root)
        book, found = desk.rules.flows, flow_of(desk, flow)
        place = flow_place(desk, found)
        emit(
            {**flow_value(found, book), "path": place},
            text=lambda screen: flow_page(
                found, book, steps_of(found, book), place=place, columns=screen.columns
            ),
            wanted=Wanted(as_json=as_json),
        )


@app.command(
    help=h(
        "这种工单、这个等级走哪个流程，为什么。例：wuye flow explain 投诉 投诉",
        "Which flow a kind and a tier take, and why. Example: wuye flow explain repair special",
    )
)
def explain(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=h("种类，如 报修", "Kind, such as repair."))
    ],
    tier: Annotated[
        str, typer.Argument(metavar="TIER", help=h("等级，如 特约", "Tier, such as special."))
    ],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Explain which flow applies."""
    with spoken_errors():
        desk = open_desk(root)
        book, chosen, named_kind = desk.rules.flows, tier_of(desk, tier), kind_of(desk, kind)
        found = book.flow_for(kind=named_kind, tier=chosen.id, service=chosen.service)
        if found is None:
            raise NotFoundError("no_flow", kind=label("kind", named_kind), tier=chosen.id)
        place = flow_place(desk, found)
        why = sentence(
            "flow.chosen",
            kind=label("kind", named_kind),
            tier=named(chosen),
            service=chosen.service,
            number=str(list(book.flows).index(found.id) + 1),
        )
        emit(
            {"kind": named_kind, "tier": chosen.id, "class": chosen.service, "path": place,
             "flow": flow_value(found, book)},
            text=lambda screen: flow_page(
                found, book, steps_of(found, book), place=place, why=why, columns=screen.columns
            ),
            wanted=Wanted(as_json=as_json),
        )  # fmt: skip


@app.command(help=h("检查流程文件。有毛病退出码 1。", "Check the flows. Status 1 if any fault."))
def check(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Check the flows."""
    with spoken_errors():
        found = check_part(open_desk(root), FLOWS, FLOW_RULES)
        lines = [problem_line(one) for one in found] or [sentence("flow.check_ok")]
        emit(
            findings_value(found),
            text=lambda _screen: "\n".join(lines),
            wanted=Wanted(as_json=as_json),
        )
    raise typer.Exit(int(is_failing(found)))
