"""wuye audit checkpoint, cosign: notes of the records that others keep and witness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.auditing.checkpoint import label_of, value_of
from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from wuye_cli.auditing.checkpoint import Checkpoint
    from wuye_cli.services.checkpoints import Kept

CHECKPOINT_HELP = h(
    "存证：给资料做一个谁都可以留着核对的记号，存进资料并显示短码。\n\n"
    "例：wuye audit checkpoint；wuye audit checkpoint --export 存证.txt；"
    "wuye audit checkpoint --show 20417",
    "A checkpoint: a note of the records that anybody can keep and hold against them later; saved"
    " in the records, with a short code.\n\n"
    "Example: wuye audit checkpoint; wuye audit checkpoint --export cp.txt;"
    " wuye audit checkpoint --list",
)
COSIGN_HELP = h(
    "见证：用自己的密钥给存证文件副签，不需要资料库。"
    "例：wuye audit cosign 存证.txt --key ~/.ssh/id_ed25519 --name 业委会",
    "Witness: sign a checkpoint's file with a key of one's own; no store is needed.\n"
    "Example: wuye audit cosign cp.txt --key ~/.ssh/id_ed25519 --name committee",
)

_KEYS = ("number", "code", "label", "origin", "commit", "tree", "manifest", "at", "tickets")
_COLUMNS = ("code", "at", "tickets", "names")
_SHORT = 10


def checkpoint(
    export: Annotated[
        str,
        typer.Option(
            "--export",
            metavar="FILE",
            show_default=False,
            help=h("导出成文件，给别人留存", "Write it into a file for others to keep."),
        ),
    ] = "",
    show: Annotated[
        str,
        typer.Option(
            "--show",
            metavar="CODE|N",
            show_default=False,
            help=h("显示已有的一次，不新做", "Show one that is there; make none."),
        ),
    ] = "",
    everything: Annotated[
        bool, typer.Option("--list", help=h("列出已有的", "List those there are."))
    ] = False,
    take: Annotated[
        str,
        typer.Option(
            "--take",
            metavar="FILE",
            show_default=False,
            help=h("收入别人副签过的文件", "Take in a file that others signed."),
        ),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Make a checkpoint, or show, list or complete those there are."""
    from wuye_cli.services import checkpoints  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        if sum(map(bool, (show, everything, take))) > 1:
            raise CallError("checkpoint_one_of")
        desk = open_desk(root)
        if everything:
            _list(checkpoints.listed(desk), Wanted(as_json, as_csv))
            return
        if take:
            kept = checkpoints.take(desk, take)
            code = "checkpoint.taken" if kept.is_new else "checkpoint.nothing_new"
        elif show:
            kept, code = checkpoints.shown(desk, show), "checkpoint.new"
        else:
            kept = checkpoints.make(desk)
            code = "checkpoint.new" if kept.is_new else "checkpoint.same"
        if export:
            checkpoints.export(kept, export)
        _say(kept, code, export, Wanted(as_json, as_csv))


def cosign(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=h("存证文件", "The checkpoint's file."))
    ],
    key: Annotated[
        str,
        typer.Option(
            "--key", metavar="PATH", show_default=False, help=h("自己的私钥", "One's own key.")
        ),
    ] = "",
    name: Annotated[
        str,
        typer.Option(
            "--name", show_default=False, help=h("见证人怎么称呼：业委会", "Who witnesses.")
        ),
    ] = "",
    after: Annotated[
        str,
        typer.Option(
            "--after",
            metavar="FILE",
            show_default=False,
            help=h(
                "自己留着的上一份：那时有的单现在都要在",
                "The one kept from last time: whatever was there must still be.",
            ),
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Sign a checkpoint's file as a witness."""
    from wuye_cli.services import checkpoints  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        for option, value in (("--key", key), ("--name", name)):
            if not value.strip():
                raise CallError("missing_option", option=option)
        point = checkpoints.cosign(file, key=key, name=name, after=after)
        label = label_of(point.size, point.code)
        emit(
            {**_view(point), "path": file},
            text=lambda _screen: spoken("checkpoint.cosigned", path=file, label=label),
            wanted=Wanted(as_json),
        )


def _view(point: Checkpoint) -> dict[str, Any]:
    signed = [{"name": one.name, "fingerprint": one.fingerprint} for one in point.signatures]
    return {**value_of(point), "signatures": signed}


def _say(kept: Kept, code: str, export: str, wanted: Wanted) -> None:
    point = kept.point
    label = label_of(point.size, point.code)

    def text(_screen: Screen) -> str:
        names = [one.name for one in point.signatures]
        count = value_of(point)["tickets"]
        at = f"{point.at:%Y-%m-%d %H:%M}"
        lines = [
            spoken(code, label=label),
            spoken("checkpoint.facts", at=at, tickets=count, commit=point.commit[:_SHORT]),
            spoken("checkpoint.signed" if names else "checkpoint.unsigned", names=names),
        ]
        lines += [spoken("checkpoint.exported", path=export)] if export else []
        return "\n".join([*lines, spoken("checkpoint.tell", label=label)])

    value = {**_view(point), "path": kept.path, "committed": kept.commit or None}
    emit(value, text=text, table=lambda: (_KEYS, [_row(point)]), wanted=wanted)


def _row(point: Checkpoint) -> list[Any]:
    value = value_of(point)
    return [value[key] for key in _KEYS]


def _list(known: list[Kept], wanted: Wanted) -> None:
    def text(screen: Screen) -> str:
        if not known:
            return sentence("no_checkpoints")
        heads = [sentence(f"checkpoint.{name}") for name in _COLUMNS]
        rows = [
            [
                label_of(one.point.size, one.point.code),
                f"{one.point.at:%Y-%m-%d %H:%M}",
                str(value_of(one.point)["tickets"]),
                " ".join(sign.name for sign in one.point.signatures),
            ]
            for one in known
        ]
        drawn = table(heads, rows, columns=screen.columns, colour=screen.colour)
        return f"{drawn}\n\n{sentence('checkpoint.count', count=len(known))}"

    emit(
        [{**_view(one.point), "path": one.path} for one in known],
        text=text,
        table=lambda: (_KEYS, [_row(one.point) for one in known]),
        wanted=wanted,
    )
