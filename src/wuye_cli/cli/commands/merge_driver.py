"""wuye merge-driver: what git calls to merge a file of a store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, spoken_errors
from wuye_cli.cli.options import h
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.file_merging import MergedFile, Texts

HELP = h(
    "供 git 调用：按事件和字段合并工单与台账，按条款合并标准，与 wuye sync 一样。\n"
    "新库已装；别的克隆用 wuye hook install 装上",
    "For git: merge tickets by their events, records by field, standards by their facts, as"
    " wuye sync does.\nA new store has it; other clones get it by wuye hook install",
)

_GIVEN_BY_GIT, _MERGED = ".merge_file_", "GITHEAD_"
"""What git calls the files that it gives a driver, and the variables in which it names what it
merges; there are none of these in a rebase, a cherry-pick, a revert or a stash."""

Text = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help=h("一份文字", "A file with a text."))
]


def command(
    base: Text,
    ours: Text,
    theirs: Text,
    path: Annotated[str, typer.Argument(help=h("在资料库里的路径", "Its path."))] = "",
) -> None:
    """Write the merge of three texts over ours; status 1 for what a person has to decide."""
    from wuye_cli.services.file_merging import Texts  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.renumbering import are_two_tickets  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(Path())
        texts = Texts(base.read_bytes() or None, ours.read_bytes(), theirs.read_bytes())
        if are_two_tickets(path, texts):  # ours is left as it is: no mark gets into a record
            complain("std.merge.number", path=clean(path))
            raise typer.Exit(1)
        if _is_picking(ours) and _put_on_top(desk, ours, path, texts):
            return
        merged = _merged(desk, path, texts)
        if path.startswith("standards/") and merged.losses:
            _by_hand(desk, (base, ours, theirs), path, merged)
        ours.write_bytes(merged.data or b"")
        if merged.losses:
            complain("std.merge.decided", path=clean(path))


def _is_picking(ours: Path) -> bool:
    """Say whether git puts one commit on another, as in a rebase; a merge names what it merges."""
    is_merge = any(name.startswith(_MERGED) for name in os.environ)
    return ours.name.startswith(_GIVEN_BY_GIT) and not is_merge


def _put_on_top(desk: Desk, ours: Path, path: str, texts: Texts) -> bool:
    """Write a ticket with a commit put on top; False if that is no ticket that can be read."""
    from wuye_cli.services.file_merging import picked_ticket  # noqa: PLC0415 - as above
    from wuye_cli.store.ticket_paths import is_ticket  # noqa: PLC0415 - as above

    if not is_ticket(path):
        return False
    picked = picked_ticket(path, texts, lambda ticket: desk.ground(ticket, overrules=True))
    if picked is None:
        return False
    if picked.data is None:  # ours is left as it is: no mark gets into a record
        complain("std.merge.picked", path=clean(path))
        raise typer.Exit(1)
    ours.write_bytes(picked.data)
    if picked.is_undone:
        complain("std.merge.undone", path=clean(path))
    return True


def _merged(desk: Desk, path: str, texts: Texts) -> MergedFile:
    from wuye_cli.services.file_merging import merge_file  # noqa: PLC0415 - help needs none of it
    from wuye_cli.store.line_merge import merged_lines  # noqa: PLC0415 - as above

    ground = desk.store.ground
    return merge_file(
        path,
        texts,
        book_of=desk.book_of,
        lines=lambda base, mine, other: merged_lines(ground, base, mine, other),
    )


def _by_hand(desk: Desk, files: tuple[Path, Path, Path], path: str, merged: MergedFile) -> None:
    """Let git merge the lines of a standard, with its marks: whoever merges decides now."""
    from wuye_cli.services.approving.git_merging import by_lines  # noqa: PLC0415 - as above

    base, ours, theirs = files
    by_lines(desk.store, ours, base, theirs)
    keys = [clean(one.key) for one in merged.losses if one.key]
    if keys:
        complain("std.merge.conflict", path=path, keys=keys)
    else:
        complain("std.merge.unread", path=path)
    raise typer.Exit(1)
