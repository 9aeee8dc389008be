"""wuye staff: who works here, by which names they are called, and their phones."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.staff_register import Entry, Saved

HELP = h(
    "员工：登记、叫法、电话。例：wuye staff add 赵强 --id s-zhao --role 维修 --alias 赵师傅",
    "Staff: names, roles, phones.\nExample: wuye staff add 'Zhao Qiang' --id s-zhao --alias Zhao",
)

app = typer.Typer(help=HELP, no_args_is_help=True)

_KEYS = (
    "id",
    "name",
    "role",
    "aliases",
    "wechat",
    "skills",
    "zone",
    "mail",
    "person",
    "left",
    "path",
)
"""Keys of an object of `staff list --json`, which stay; `show` has `phones` beside them."""
_COLUMNS = ("id", "name", "role", "zone", "aliases", "wechat", "skills", "left")

Who = Annotated[
    str, typer.Argument(metavar="WHO", help=h("编号、姓名或别名", "Id, name or alias."))
]
Aliases = Annotated[
    list[str] | None,
    typer.Option(
        "--alias", show_default=False, help=h("别的叫法，可重复", "Another name; repeat.")
    ),
]
Chats = Annotated[
    list[str] | None,
    typer.Option("--wechat", show_default=False, help=h("群昵称，可重复", "Name in the chat.")),
]
Skills = Annotated[
    list[str] | None,
    typer.Option("--skill", show_default=False, help=h("技能，可重复", "A skill; repeat.")),
]
Role = Annotated[
    str | None,
    typer.Option(
        "--role",
        show_default=False,
        help=h(
            "岗位：客服、维修、管家、经理、秩序、保洁、绿化、外包", "desk, technician, steward …"
        ),
    ),
]
Zone = Annotated[
    str | None, typer.Option("--zone", show_default=False, help=h("片区", "Part of the estate."))
]
Mail = Annotated[
    str | None,
    typer.Option("--mail", show_default=False, help=h("邮箱（git 身份）", "Mail of the commits.")),
]
Phone = Annotated[
    str | None,
    typer.Option("--phone", show_default=False, help=h("电话，存入 people/", "Kept in people/.")),
]


@app.command("list", help=h("员工名册。例：wuye staff list", "List the staff."))
def list_(
    everybody: Annotated[
        bool, typer.Option("--all", help=h("包括已离职的", "Also those who left."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the staff."""
    from wuye_cli.services.staff_register import entries  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        known = entries(desk)
        gone = [entry for entry in known if _has_left(desk, entry)]
        shown = known if everybody else [entry for entry in known if entry not in gone]
        views = [_view(entry) for entry in shown]
        emit(
            views,
            text=lambda screen: _list_text(views, len(known), len(gone), screen),
            table=lambda: (_KEYS, [[_joined(view[key]) for key in _KEYS] for view in views]),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command(help=h("一名员工。例：wuye staff show 赵师傅", "Show one member."))
def show(who: Who, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Show one member of the staff."""
    from wuye_cli.services.staff_register import entry_of  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        entry = entry_of(desk, who)
        emit(
            _view(entry) | {"phones": list(entry.phones)},
            text=lambda _screen: _entry_text(desk, entry),
            wanted=Wanted(as_json),
        )


@app.command(
    help=h(
        "登记员工。例：wuye staff add 赵强 --id s-zhao --role 维修 --phone 13900001111",
        "Register somebody. Example: wuye staff add 'Zhao Qiang' --id s-zhao --role technician",
    )
)
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=h("姓名", "The name."))],
    wanted: Annotated[
        str,
        typer.Option(
            "--id", show_default=False, help=h("编号，如 s-zhao（默认自动）", "Id, such as s-zhao.")
        ),
    ] = "",
    role: Role = None,
    alias: Aliases = None,
    wechat: Chats = None,
    skill: Skills = None,
    zone: Zone = None,
    mail: Mail = None,
    phone: Phone = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Register a member of the staff."""
    from wuye_cli.services import staff_register  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        fields = _given(
            name=name, role=role, aliases=alias, wechat=wechat, skills=skill, zone=zone, mail=mail
        )
        saved = staff_register.add(desk, fields, wanted=wanted, phone=phone or "")
        _say(desk, saved, "staff.added", Wanted(as_json))


@app.command(
    help=h(
        "更改登记；给出的列表整个替换，空文字清除。例：wuye staff edit 赵强 --zone 4-6栋；"
        "代班：wuye staff edit 赵强 --role 经理 --until 2026-03-18 --reason 王经理休假",
        "Change a member; a list given replaces the old one, an empty text clears.\n"
        "Example: wuye staff edit Zhao --zone 4-6; standing in:"
        " wuye staff edit Zhao --role manager --until 2026-03-18 --reason 'Wang is on leave'",
    )
)
def edit(
    who: Who,
    name: Annotated[
        str | None, typer.Option("--name", show_default=False, help=h("姓名", "Name."))
    ] = None,
    role: Role = None,
    alias: Aliases = None,
    wechat: Chats = None,
    skill: Skills = None,
    zone: Zone = None,
    mail: Mail = None,
    phone: Phone = None,
    left: Annotated[
        str | None,
        typer.Option(
            "--left", metavar="DATE", show_default=False,
            help=h("离职日，如 2026-11-30", "The last day, such as 2026-11-30."),
        ),
    ] = None,
    until: Annotated[
        str,
        typer.Option(
            "--until", metavar="DATE", show_default=False,
            help=h("代班：新角色到哪天为止（连同 --role、--reason）",
                   "Standing in: the last day of the role (with --role, --reason)."),
        ),
    ] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason", show_default=False,
            help=h("代班的原因，如 王经理休假", "Why: Wang is on leave."),
        ),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Change what is registered of a member."""
    from wuye_cli.domain.errors import CallError  # noqa: PLC0415 - as below
    from wuye_cli.domain.timekeeping.spoken import parse_moment  # noqa: PLC0415 - as below
    from wuye_cli.services import staff_register  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        fields = _given(
            name=name, role=role, aliases=alias, wechat=wechat, skills=skill, zone=zone, mail=mail
        )
        if left is not None:
            fields["left"] = parse_moment(left, desk.now()).date() if left.strip() else None
        if reason and not until:
            raise CallError("missing_option", option="--until")
        last = parse_moment(until, desk.now()).date() if until else None
        cover = staff_register.Cover(last, reason) if last else None
        saved = staff_register.edit(desk, who, fields, phone=phone, cover=cover)
        code = "staff.edited" if saved.changed else "staff.unchanged"
        _say(desk, saved, code, Wanted(as_json))


# -- texts ----------------------------------------------------------------------------------------


def _given(**fields: str | list[str] | None) -> dict[str, Any]:
    """Return the fields that were given; a list becomes a tuple."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in fields.items()
        if value is not None
    }


def _has_left(desk: "Desk", entry: "Entry") -> bool:
    return entry.member.left is not None and entry.member.left < desk.now().date()


def _view(entry: "Entry") -> dict[str, Any]:
    """Return the JSON of a member; `left` is a date or null."""
    member = entry.member
    values = {key: getattr(member, key) for key in _KEYS if key != "path"} | {"path": entry.path}
    view = {
        key: list(value) if isinstance(value, tuple) else value for key, value in values.items()
    }
    return view | {"left": member.left.isoformat() if member.left else None}


def _joined(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else value or ""


def _role(value: str) -> str:
    known = sentence(f"role.{value}") if value else ""
    return clean(value) if known == f"role.{value}" else known


def _list_text(views: list[dict[str, Any]], known: int, gone: int, screen: Screen) -> str:
    if not known:
        return sentence("staff.none")
    heads = [sentence(f"staff.{name}") for name in _COLUMNS]
    rows = [
        [_role(view[name]) if name == "role" else _joined(view[name]) for name in _COLUMNS]
        for view in views
    ]
    drawn = table(heads, rows, columns=screen.columns, colour=screen.colour)
    return f"{drawn}\n\n{sentence('staff.count', count=known, left=gone or None)}"


def _entry_text(desk: "Desk", entry: "Entry") -> str:
    view = _view(entry) | {"phone": list(entry.phones), "role": _role(entry.member.role)}
    names = (
        "role",
        "zone",
        "aliases",
        "wechat",
        "skills",
        "mail",
        "phone",
        "left",
        "person",
        "path",
    )
    lines = [f"{entry.member.id} {clean(entry.member.name)}".rstrip()]
    lines += [
        f"  {sentence(f'staff.{name}')} {clean(shown)}"
        for name in names
        if (shown := _joined(view[name]))
    ]
    if entry.member.person and desk.store.people is None:
        lines.append(f"  {sentence('staff.no_people')}")
    return "\n".join(lines)


def _say(desk: "Desk", saved: "Saved", code: str, wanted: Wanted) -> None:
    member = saved.entry.member
    words = pick("、", ", ").join(sentence(f"staff.{name}") for name in saved.changed)
    emit(
        _view(saved.entry)
        | {"phones": list(saved.entry.phones)}
        | {"changed": list(saved.changed), "commit": saved.commit or None}
        | {"notes": list(saved.notes)},
        text=lambda _screen: "\n".join(
            [
                spoken(code, id=member.id, name=member.name, changed=words),
                _entry_text(desk, saved.entry),
                *(sentence(f"roles.{note}") for note in saved.notes),
            ]
        ),
        wanted=wanted,
    )
