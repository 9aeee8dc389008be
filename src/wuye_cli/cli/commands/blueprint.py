"""wuye blueprint: service blueprints, listed, drawn and checked."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from wuye_cli.domain.documents.blueprint import Blueprint

HELP = h(
    "服务蓝图：四条泳道、三条线、失误点。例：wuye blueprint show repair-in-home",
    "Service blueprints: four lanes, three lines, fail points.\n"
    "Example: wuye blueprint show repair-in-home",
)

app = typer.Typer(help=HELP, no_args_is_help=True)

_KEYS = ("id", "path", "label", "label_en", "lanes", "steps", "fail_points", "place")
"""Keys of an object of `blueprint list --json`, which stay."""

Named = Annotated[
    str,
    typer.Argument(metavar="NAME", help=h("蓝图：编号或名称", "The blueprint: id or label.")),
]


@app.command(
    "list",
    help=h("列出服务蓝图。例：wuye blueprint list", "List the blueprints."),
)
def list_(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the blueprints."""
    from wuye_cli.services.documents import shelf  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        found = shelf(open_desk(root)).library.blueprints
        views = [_view(one) for one in found.values()]
        emit(
            views,
            text=lambda screen: _list_text(views, screen),
            table=lambda: (_KEYS, [[view[key] for key in _KEYS] for view in views]),
            wanted=Wanted(as_json, as_csv, output),
        )


def _view(one: "Blueprint") -> dict[str, Any]:
    return {
        "id": one.id,
        "path": f"standards/blueprints/{one.id}.yaml",
        "label": one.label,
        "label_en": one.label_en,
        "lanes": len({step.lane for step in one.steps.values() if step.lane}),
        "steps": len(one.steps),
        "fail_points": len(one.fail_points),
        "place": one.place,
    }


def _list_text(views: list[dict[str, Any]], screen: Screen) -> str:
    from wuye_cli.i18n.catalog import pick  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render.tables import table  # noqa: PLC0415 - as above

    if not views:
        return sentence("blueprint.none")
    heads = [sentence(f"doc.head.{one}") for one in ("id", "label", "lane", "steps", "points")]
    rows = [
        [
            (view["id"], "id"),
            pick(view["label"], view["label_en"]) or view["label"],
            *(str(view[key]) for key in ("lanes", "steps", "fail_points")),
        ]
        for view in views
    ]
    drawn = table(heads, rows, right={2, 3, 4}, columns=screen.columns, colour=screen.colour)
    return f"{drawn}\n\n{sentence('blueprint.count', count=len(views))}"


@app.command(
    help=h(
        "画一张服务蓝图。Mermaid：wuye blueprint show repair-in-home --mermaid",
        "Draw a blueprint. As Mermaid: wuye blueprint show repair-in-home --mermaid",
    )
)
def show(
    name: Named,
    as_mermaid: Annotated[
        bool, typer.Option("--mermaid", help=h("输出 Mermaid 流程图", "Print a Mermaid flowchart."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    output: Output = None,
) -> None:
    """Draw one blueprint."""
    from wuye_cli.domain.naming import find_named  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render import blueprint_pages, document_values  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import shelf, terms_of  # noqa: PLC0415 - as above

    with spoken_errors():
        documents = shelf(open_desk(root))
        found = documents.library.blueprints
        labels = {one.id: tuple(filter(None, (one.label, one.label_en))) for one in found.values()}
        one = found[find_named(name, labels, code="unknown_blueprint")]
        path = f"standards/blueprints/{one.id}.yaml"
        terms = terms_of(documents)
        wishes = [*(output or ()), *(["mermaid"] if as_mermaid else [])]
        emit(
            document_values.blueprint_value(one, path),
            text=lambda screen: blueprint_pages.blueprint_text(
                one, terms, place=path, columns=screen.columns
            ),
            wanted=Wanted(as_json=as_json, output=wishes),
            more={"mermaid": lambda: blueprint_pages.mermaid(one)},
        )


@app.command(
    help=h(
        "检查蓝图：箭头不能跳过泳道，失误点要有预防和补救。有毛病退出码 1。",
        "Check the blueprints: no arrow leaves a lane out, fail points have their remedies.\n"
        "Status 1 if something is wrong.",
    )
)
def check(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help=h("只查这一张", "This one alone."))
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Check the drawings, and say how many faults their files have."""
    from wuye_cli.domain.documents.blueprint import drawing_faults  # noqa: PLC0415 - help needs none
    from wuye_cli.domain.naming import find_named  # noqa: PLC0415 - as above
    from wuye_cli.services.documents import shelf  # noqa: PLC0415 - as above

    with spoken_errors():
        documents = shelf(open_desk(root))
        known = documents.library.blueprints
        labels = {one.id: tuple(filter(None, (one.label, one.label_en))) for one in known.values()}
        wanted = [find_named(name, labels, code="unknown_blueprint")] if name else list(known)
        found = []
        for one in wanted:
            path = f"standards/blueprints/{one}.yaml"
            for fault in drawing_faults(known[one]):
                place = documents.place(path, fault.where)
                found.append({"code": fault.code, "place": place, **fault.facts})
            if count := documents.faults.get(path, 0):
                found.append({"code": "faulty", "place": path, "count": str(count)})
        emit(
            {"blueprints": len(wanted), "faults": found},
            text=lambda _: _check_text(found, len(wanted)),
            wanted=Wanted(as_json=as_json),
        )
    raise typer.Exit(int(bool(found)))


def _check_text(found: list[dict[str, str]], count: int) -> str:
    from wuye_cli.render.plain import clean_fact  # noqa: PLC0415 - help needs none of it

    lines = []
    for fault in found:
        facts = {key: clean_fact(value) for key, value in fault.items() if key != "code"}
        for lane in ("lane", "to_lane"):
            if lane in facts:
                facts[lane] = sentence(f"doc.lane.{facts[lane]}")
        lines.append(sentence(f"blueprint.{fault['code']}", path=facts["place"], **facts))
    return "\n".join(lines) if lines else sentence("blueprint.good", count=count)
