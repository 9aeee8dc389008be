"""wuye merge-driver: what git calls to merge a standard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wuye_cli.cli.exits import complain, spoken_errors
from wuye_cli.cli.options import h
from wuye_cli.render.plain import clean

HELP = h(
    "供 git 调用：按条款合并标准文件，两边改了同一条才算冲突。\n"
    "新库已装；别的克隆用 wuye hook install 装上",
    "For git: merge standards by their facts; a conflict only where both changed one fact.\n"
    "A new store has it; other clones get it by wuye hook install",
)

Text = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help=h("一份文字", "A file with a text."))
]


def command(
    base: Text,
    ours: Text,
    theirs: Text,
    path: Annotated[str, typer.Argument(help=h("在资料库里的路径", "Its path."))] = "",
) -> None:
    """Write the merge of three texts over ours; status 1 on a conflict, with markers."""
    from wuye_cli.services.approving.git_merging import by_lines  # noqa: PLC0415 - help needs none
    from wuye_cli.services.standard_merging import merge_texts  # noqa: PLC0415 - as above
    from wuye_cli.store.line_merge import merged_lines  # noqa: PLC0415 - as above
    from wuye_cli.store.repository import Store  # noqa: PLC0415 - as above

    with spoken_errors():
        store = Store.open(Path())
        texts = [one.read_bytes() for one in (base, ours, theirs)]
        before, mine, other = texts
        lines = merged_lines(store.ground, before, mine, other)
        merged = merge_texts(before, mine, other, lines)
        if merged.text is not None:
            ours.write_bytes(merged.text)
            return
        told = [clean(key) for key in merged.conflicts]
        is_clean = by_lines(store, ours, base, theirs)
        if is_clean and not merged.undecided:
            return
        if merged.unread:
            complain("std.merge.unread", path=path)
        else:
            complain("std.merge.conflict", path=path, keys=told)
    raise typer.Exit(1)
