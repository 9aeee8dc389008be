"""wuye standard new and attach: documents in the making, in the work tree."""

from pathlib import Path
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean


def new(
    layer: Annotated[
        str,
        typer.Argument(
            metavar="LAYER",
            help="customer, delivery, inspection, procedure, blueprint, quality",
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help=h("编号，即文件名，如 repair-in-home", "Its id, the file's name."),
        ),
    ] = "",
    label: Annotated[str, typer.Option("--label", help=h("名称", "Its label."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write a document to begin with into the work tree."""
    from wuye_cli.render.skeletons import (  # noqa: PLC0415 - help needs none of it
        FOLDERS,
        KINDS,
        skeleton,
    )
    from wuye_cli.services.drafting import (  # noqa: PLC0415 - as above
        create,
        owner_of_new,
        review_of_new,
    )

    with spoken_errors():
        if layer not in KINDS:
            raise CallError("unknown_layer", value=layer, suggestions=list(KINDS))
        desk = open_desk(root)
        folder, own = (FOLDERS[layer], name) if layer in FOLDERS else ("standards", "quality")
        text = skeleton(layer, owner=owner_of_new(desk), review_by=review_of_new(desk))
        path = create(desk, folder, own, text, label=label.strip())
        emit(
            {"path": path, "layer": layer},
            text=lambda _: sentence("document.made", path=clean(path)),
            wanted=Wanted(as_json=as_json),
        )


def attach(
    name: Annotated[str, typer.Argument(metavar="DOC", help=h("标准文件", "The document."))],
    key: Annotated[str, typer.Argument(metavar="ITEM", help=h("哪一条", "Which clause or step."))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=h("图片", "The picture."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Attach a picture to a clause."""
    from wuye_cli.services import drafting  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        done = drafting.attach(open_desk(root), name, key, file)
        emit(
            done._asdict(),
            text=lambda _: sentence(
                "document.attached", path=clean(done.path), key=clean(done.key)
            ),
            wanted=Wanted(as_json=as_json),
        )
