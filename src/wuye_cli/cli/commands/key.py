"""wuye key: keys that sign commits, made for a clone, registered and ended."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean, clean_lines
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from wuye_cli.services.signing_keys import Changed, Held, Placed

HELP = h(
    "签名密钥：本机生成、登记、停用、轮换。例：wuye key new",
    "Keys that sign commits: make, register, end, replace.\nExample: wuye key new",
)

app = typer.Typer(help=HELP, no_args_is_help=True)

_KEYS = ("staff", "name", "mail", "fingerprint", "label", "state", "ended", "why", "here", "key")
_COLUMNS = ("staff", "name", "fingerprint", "label", "state", "here")

File = Annotated[
    str,
    typer.Option(
        "--file",
        metavar="PATH",
        show_default=False,
        help=h("私钥放在哪里（默认 ~/.ssh 下）", "Where the private key goes (default: ~/.ssh)."),
    ),
]
Label = Annotated[
    str,
    typer.Option(
        "--label", show_default=False, help=h("在哪台机器上：前台电脑", "Which machine it is on.")
    ),
]
Typed = Annotated[
    str,
    typer.Argument(metavar="KEY", help=h(".pub 文件，或它的那一行", "A .pub file, or its line.")),
]
Meant = Annotated[
    str,
    typer.Argument(
        metavar="KEY|WHO",
        help=h("指纹或它的开头；或员工（他的全部密钥）", "A fingerprint, or whose keys."),
    ),
]


@app.command(
    help=h(
        "给本机生成一把密钥，并用它签名。例：wuye key new",
        "Make a key for this clone and sign with it. Example: wuye key new",
    )
)
def new(file: File = "", root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Make a key for this clone."""
    from wuye_cli.services.signing_keys import new as make  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        _say_placed(make(open_desk(root), file), "key.made", as_json=as_json)


@app.command(
    help=h(
        "本机改用一把已有的密钥签名（有口令的先 ssh-add）。例：wuye key use ~/.ssh/id_ed25519",
        "Sign with a key that is there (one with a passphrase: ssh-add first).",
    )
)
def use(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=h("私钥，或在 agent 里的 .pub", "The key file."))
    ],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Sign with a key that is there."""
    from wuye_cli.services.signing_keys import use as take  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        _say_placed(take(open_desk(root), file), "key.used", as_json=as_json)


@app.command(
    help=h(
        "登记一把公钥，由经理做。例：wuye key add zhao.pub --for 赵师傅",
        "Register a public key. Example: wuye key add zhao.pub --for Zhao",
    )
)
def add(
    key: Typed,
    who: Annotated[
        str,
        typer.Option(
            "--for", metavar="WHO", show_default=False, help=h("谁的（默认自己）", "Whose it is.")
        ),
    ] = "",
    label: Label = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Register a public key."""
    from wuye_cli.services.signing_keys import add as register  # noqa: PLC0415 - as above

    with spoken_errors():
        done = register(open_desk(root), key, who=who, label=label)
        _say_changed(done, "key.added", as_json=as_json)


@app.command(
    "list",
    help=h("已登记的密钥。例：wuye key list", "The registered keys. Example: wuye key list"),
)
def list_(
    everything: Annotated[
        bool, typer.Option("--all", help=h("包括已停用的", "Also the ended ones."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the registered keys."""
    from wuye_cli.services.signing_keys import held  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        known = held(open_desk(root))
        shown = [one for one in known if everything or one.key.is_live]
        views = [_view(one) for one in shown]
        emit(
            views,
            text=lambda screen: _list_text(views, len(known), screen),
            table=lambda: (_KEYS, [[view[key] for key in _KEYS] for view in views]),
            wanted=Wanted(as_json, as_csv, output),
        )


@app.command(
    help=h(
        "停用一把密钥，或一个人的全部密钥。例：wuye key revoke 赵师傅 --why 离职",
        "End a key, or all keys of somebody. Example: wuye key revoke Zhao --why left",
    )
)
def revoke(
    key: Meant,
    why: Annotated[
        str,
        typer.Option(
            "--why",
            show_default=False,
            help=h("换新、离职、丢失", "rotated, left or lost."),
        ),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """End a key."""
    from wuye_cli.services.signing_keys import revoke as end  # noqa: PLC0415 - as above

    with spoken_errors():
        _say_changed(end(open_desk(root), key, why), "key.revoked", as_json=as_json)


@app.command(
    help=h(
        "换一把新密钥：登记新的、停用旧的，用旧的签这一次。例：wuye key rotate",
        "Replace this clone's key: the new one in, the old one out. Example: wuye key rotate",
    )
)
def rotate(
    file: File = "", label: Label = "", root: Root = DEFAULT_ROOT, as_json: AsJson = False
) -> None:
    """Replace this clone's key."""
    from wuye_cli.services.signing_keys import rotate as swap  # noqa: PLC0415 - as above

    with spoken_errors():
        changed, placed = swap(open_desk(root), file, label=label)
        emit(
            {**_changed_view(changed), "path": placed.path},
            text=lambda _screen: "\n".join(
                (_changed_text(changed, "key.rotated"), spoken("key.now", path=placed.path))
            ),
            wanted=Wanted(as_json),
        )


@app.command(
    help=h(
        "给 git 用的签名人名单，git log --show-signature 用它。例：wuye key signers",
        "The list of signers that git wants. Example: wuye key signers",
    )
)
def signers(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Print the list of signers for git."""
    from wuye_cli.services.signing_keys import (  # noqa: PLC0415 - help needs none of it
        refresh_signers,
    )
    from wuye_cli.services.signing_keys import signers as listed  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        lines, path = listed(desk), refresh_signers(desk)
        emit(
            {"path": path, "signers": lines.splitlines()},
            text=lambda _screen: clean_lines(lines).rstrip("\n"),
            wanted=Wanted(as_json),
        )


def _view(one: "Held") -> dict[str, Any]:
    key = one.key
    return {
        "staff": one.staff,
        "name": one.name,
        "mail": one.mail,
        "fingerprint": key.fingerprint,
        "label": key.label,
        "state": "live" if key.is_live else "ended",
        "ended": key.ended.isoformat() if key.ended else None,
        "why": key.why or None,
        "here": one.here,
        "key": key.key,
    }


def _list_text(views: list[dict[str, Any]], known: int, screen: Screen) -> str:
    if not known:
        return sentence("key.none")
    heads = [sentence(f"key.{name}") for name in _COLUMNS]
    rows = [[_cell(view, name) for name in _COLUMNS] for view in views]
    drawn = table(heads, rows, columns=screen.columns, colour=screen.colour)
    ended = known - len(views)
    return f"{drawn}\n\n{sentence('key.count', count=len(views), ended=ended or None)}"


def _cell(view: dict[str, Any], name: str) -> str:
    if name == "state":
        return sentence(f"key.state.{view['why'] or view['state']}")
    if name == "here":
        return sentence("key.this") if view["here"] else ""
    return str(view[name])


def _say_placed(placed: "Placed", code: str, *, as_json: bool) -> None:
    view = {
        "path": placed.path,
        "fingerprint": placed.fingerprint,
        "key": placed.public,
        "mail": placed.mail,
        "registered": placed.registered or None,
        "git": placed.git,
    }

    def text(_screen: Screen) -> str:
        lines = [spoken(code, path=placed.path, fingerprint=placed.fingerprint)]
        if placed.registered:
            lines.append(spoken("key.ready", mail=placed.mail, staff=placed.registered))
        else:
            lines.append(spoken("key.first" if placed.first else "key.send", path=placed.path))
            lines.append(f"  {clean(placed.public)} {clean(placed.mail)}")
        if not placed.git:
            lines.append(spoken("key.git_not", mail=placed.mail))
        return "\n".join(lines)

    emit(view, text=text, wanted=Wanted(as_json))


def _say_changed(changed: "Changed", code: str, *, as_json: bool) -> None:
    emit(
        _changed_view(changed),
        text=lambda _screen: _changed_text(changed, code),
        wanted=Wanted(as_json),
    )


def _changed_view(changed: "Changed") -> dict[str, Any]:
    return {"keys": [_view(one) for one in changed.keys], "commit": changed.commit}


def _changed_text(changed: "Changed", code: str) -> str:
    names = list(dict.fromkeys(f"{one.staff} {one.name}".strip() for one in changed.keys))
    lines = [spoken(code, who=names, commit=changed.commit[:10])]
    for one in changed.keys:
        parts = (one.key.fingerprint, one.key.label, _cell(_view(one), "state"))
        lines.append("  " + clean(" ".join(part for part in parts if part)))
    if any(one.key.why == "lost" for one in changed.keys):
        lines.append(sentence("key.after_loss"))
    return "\n".join(lines)
