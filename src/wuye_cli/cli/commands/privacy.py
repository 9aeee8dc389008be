"""wuye privacy: what is kept of a resident, what is over, and erasing it."""

import sys
from typing import Annotated, Any

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.domain.people.contacts import mask_phone
from wuye_cli.domain.people.person import FIELDS
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table
from wuye_cli.services import erasing, privacy

HELP = h(
    "住户个人信息：到期、查看、导出、删除。例：wuye privacy due",
    "Residents' data: what is due, show, export, erase. Example: wuye privacy due",
)

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)

Who = Annotated[str, typer.Argument(help=h("编号、电话、姓名或房号", "Id, phone, name or unit."))]


@app.command("due", help=h("到期的个人信息，依据 standards/retention.yaml", "What is over."))
def due(
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List what the retention rules say is over."""
    with spoken_errors():
        found = privacy.due(open_desk(root))
        emit(
            msgspec.to_builtins(found),
            text=lambda screen: _due_text(found, screen),
            table=lambda: (_due_heads(), _due_rows(found)),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command("find", help=h("按电话、姓名或房号查找", "Find by phone, name or unit."))
def find(
    text: Annotated[str, typer.Argument(help=h("电话、姓名或房号", "Phone, name or unit."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Find persons."""
    with spoken_errors():
        found = privacy.find(open_desk(root), text)
        emit(
            [_record_view(one) for one in found],
            text=lambda screen: _found_text(found, screen),
            wanted=Wanted(as_json),
        )


@app.command("show", help=h("一位住户的全部信息", "All that is known of one person."))
def show(person: Who, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Show one person."""
    with spoken_errors():
        record = privacy.show(open_desk(root), person)
        emit(
            _record_view(record), text=lambda _screen: _record_text(record), wanted=Wanted(as_json)
        )


@app.command(
    "export",
    help=h(
        "导出我方持有的全部信息，供本人查阅。例：wuye privacy export p-7k2f9q3m > 本人.json",
        "Export all that is held of a person, for the person.",
    ),
)
def export(
    person: Who, root: Root = DEFAULT_ROOT, as_json: AsJson = True, output: Output = None
) -> None:
    """Export what is held of a person; always JSON."""
    with spoken_errors():
        held = privacy.export(open_desk(root), person)
        emit(held, text=lambda _screen: "", wanted=Wanted(as_json and not output, output=output))


@app.command(
    "erase",
    help=h(
        "删除一位住户的个人信息，不能恢复。例：wuye privacy erase p-7k2f9q3m --reason 迁出申请",
        "Erase a person's data for good. Example: wuye privacy erase p-7k2f9q3m --reason moved",
    ),
)
def erase(
    person: Who,
    reason: Annotated[str, typer.Option("--reason", help=h("理由，留在工单上", "Why."))] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep", show_default=False,
            help=h("保留的内容或规则，可重复：name、complaint", "Field or rule to keep."),
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=h("有未办结的工单也删除", "Open tickets too."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=h("不再询问", "Do not ask."))] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Erase a person."""
    with spoken_errors():
        desk = open_desk(root)
        if not yes and sys.stdin.isatty():
            typer.confirm(spoken("privacy.confirm", person=person), abort=True)
        done = erasing.erase(desk, person, reason=reason, keep=keep or (), force=force)
        emit(
            msgspec.to_builtins(done),
            text=lambda _screen: _erased_text(done),
            wanted=Wanted(as_json),
        )


# -- texts ----------------------------------------------------------------------------------------


def _heads(*names: str) -> list[str]:
    return [sentence(f"privacy.head.{name}") for name in names]


def _due_heads() -> list[str]:
    return _heads("person", "since", "then", "fields", "rules", "tickets")


def _due_rows(found: privacy.DueList) -> list[list[str]]:
    return [
        [
            one.person,
            one.since.isoformat(),
            sentence(f"then.{one.then}"),
            _fields(one.fields),
            " ".join(one.rules),
            " ".join(one.tickets),
        ]
        for one in found.persons
    ]


def _due_text(found: privacy.DueList, screen: Screen) -> str:
    lines = [sentence("privacy.none_due")]
    if found.persons:
        drawn = table(_due_heads(), _due_rows(found), columns=screen.columns, colour=screen.colour)
        holds = sorted({word for one in found.persons for word in one.ask})
        lines = [drawn, spoken("privacy.due_count", count=len(found.persons))]
        if holds:
            words = [sentence(f"hold.{word}") for word in holds]
            lines.append(spoken("privacy.ask", holds=words))
    if found.unfinished:
        lines.append(spoken("privacy.unfinished", person=found.unfinished))
    if found.returned:
        lines.append(spoken("privacy.returned", persons=list(found.returned)))
    return "\n".join(lines)


def _found_text(found: list[privacy.Record], screen: Screen) -> str:
    if not found:
        return sentence("privacy.none_found")
    rows = [
        [
            one.person.id,
            one.person.name,
            " ".join(mask_phone(phone) for phone in one.person.phones),
            " ".join(home.unit for home in one.person.units),
            str(len(one.tickets)),
        ]
        for one in found
    ]
    heads = _heads("person", "name", "phones", "units", "tickets")
    return table(heads, rows, right={4}, columns=screen.columns, colour=screen.colour)


def _record_view(record: privacy.Record) -> dict[str, Any]:
    """Return the JSON of a person: the person's file, and `tickets` by id, title and end."""
    view: dict[str, Any] = msgspec.to_builtins(record)
    return view


def _record_text(record: privacy.Record) -> str:
    person = record.person
    lines = [person.id]
    for name in (*FIELDS, "held"):
        value = getattr(person, name)
        if name == "units":
            value = tuple(f"{home.unit} {home.relation}".strip() for home in value)
        shown = value if isinstance(value, str) else "、".join(value)
        if shown:
            lines.append(f"  {sentence(f'person.{name}')} {clean(shown)}")
    none = "" if record.tickets else sentence("privacy.nothing")
    lines.append(f"  {sentence('privacy.head.tickets')} {none}")
    lines += [f"    {clean(one.id)} {clean(one.title)}" for one in record.tickets]
    return "\n".join(line.rstrip() for line in lines)


def _erased_text(done: erasing.Erased) -> str:
    said = [
        spoken("privacy.erased", person=done.person, kept=_fields(done.kept), held=done.held),
        spoken("privacy.noted", count=len(done.tickets)),
    ]
    if done.resumed:
        said.insert(0, sentence("privacy.resumed"))
    if done.leftovers:
        said.append(spoken("privacy.leftovers", count=done.leftovers))
    if done.mentions:
        said.append(spoken("privacy.mentions", tickets=list(done.mentions)))
    if done.attachments:
        said.append(spoken("privacy.attachments", count=len(done.attachments)))
    if done.remotes:
        said.append(spoken("privacy.remotes", remotes=list(done.remotes)))
    return "\n".join([*said, sentence("privacy.desks")])


def _fields(names: tuple[str, ...]) -> str:
    return " ".join(sentence(f"person.{name}") for name in names)
