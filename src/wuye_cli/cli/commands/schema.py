"""wuye schema: JSON Schemas of the files and of the JSON answers, for editors and other tools."""

from pathlib import Path
from typing import Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.checking.file_kinds import FILES
from wuye_cli.cli.exits import complain, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Screen, Wanted, emit, say
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.plain import clean, clean_lines
from wuye_cli.render.tables import table

HELP = h(
    "每种文件的 JSON Schema（2020-12），编辑器和别的程序可用。\n\n"
    "例：wuye schema；wuye schema tiers；wuye schema --all 目录；wuye schema install",
    "The JSON Schema (2020-12) of every kind of file, for editors and other programs.\n\n"
    "Example: wuye schema; wuye schema tiers; wuye schema --all DIR; wuye schema install",
)
_INSTALL = "install"
_COLUMNS = ("kind", "files", "about")

Kind = Annotated[
    str | None,
    typer.Argument(
        metavar="[KIND|install]",
        show_default=False,
        help=h(
            "哪一种；install 把全部写进资料库，供编辑器使用",
            "Which kind; install writes all into the store, for editors.",
        ),
    ),
]
All = Annotated[
    Path | None,
    typer.Option(
        "--all",
        metavar="DIR",
        show_default=False,
        help=h("全部写到这个目录，每种一个文件", "Write all into this folder, a file each."),
    ),
]


def command(
    kind: Kind = None,
    folder: All = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List the kinds, print one schema, or write all."""
    wanted = Wanted(as_json, as_csv, output)
    with spoken_errors():
        if kind is not None and folder is not None:
            raise CallError("schema_one_of")
        if kind == _INSTALL:
            _install(root, wanted)
        elif kind is not None:
            _one(kind, wanted)
        elif folder is not None:
            _write_all(folder, wanted)
        else:
            _list(wanted)


def _list(wanted: Wanted) -> None:
    from wuye_cli.cli.schema_files import all_kinds, schemas  # noqa: PLC0415 - help needs none

    rows = []
    for kind, schema in schemas(all_kinds()).items():
        globs = list(FILES[kind].globs) if kind in FILES else []
        rows.append({"kind": kind, "files": globs, "title": schema["title"], "id": schema["$id"]})
    emit(
        rows,
        text=lambda screen: _drawn(rows, screen),
        table=lambda: (
            ("kind", "files", "title", "id"),
            [(row["kind"], " ".join(row["files"]), row["title"], row["id"]) for row in rows],
        ),
        wanted=wanted,
    )


def _drawn(rows: list[dict[str, Any]], screen: Screen) -> str:
    heads = [sentence(f"schema.{name}") for name in _COLUMNS]
    cells = [(row["kind"], " ".join(row["files"]) or "-", _said(row["title"])) for row in rows]
    drawn = table(heads, cells, columns=screen.columns, colour=screen.colour)
    return f"{drawn}\n\n{sentence('schema.next')}"


def _said(title: str) -> str:
    """Return the half of a title that is in the language in use, without the path in it."""
    zh, _, en = title.partition(" / ")
    return pick(zh, en or zh).split(" standards/")[0].split(" records/")[0].split(" people/")[0]


def _one(kind: str, wanted: Wanted) -> None:
    from wuye_cli.cli.schema_files import all_kinds, schemas  # noqa: PLC0415 - help needs none
    from wuye_cli.render.machine import to_json  # noqa: PLC0415 - as above

    known = all_kinds()
    if kind not in known:
        raise CallError("unknown_value", value=kind, field="KIND", suggestions=[_INSTALL, *known])
    schema = schemas([kind])[kind]
    emit(schema, text=lambda _screen: to_json(schema), wanted=wanted)


def _write_all(folder: Path, wanted: Wanted) -> None:
    from wuye_cli.cli.schema_files import all_kinds, schemas  # noqa: PLC0415 - help needs none
    from wuye_cli.render.machine import to_json  # noqa: PLC0415 - as above
    from wuye_cli.render.schemas.build import ID_PREFIX  # noqa: PLC0415 - as above
    from wuye_cli.store.editor_files import write_schemas  # noqa: PLC0415 - as above

    files = {
        f"{kind}.json": to_json(schema).encode() for kind, schema in schemas(all_kinds()).items()
    }
    write_schemas(str(folder), files, mark=ID_PREFIX.encode())
    written = {"folder": str(folder), "files": sorted(files)}
    emit(
        written,
        text=lambda _screen: sentence(
            "schema.written", count=len(files), folder=clean(str(folder))
        ),
        wanted=wanted,
    )


def _install(root: Path, wanted: Wanted) -> None:
    import json  # noqa: PLC0415 - as below

    from wuye_cli.cli.schema_files import editor_files  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.editors import install  # noqa: PLC0415 - as above

    done = install(open_desk(root), editor_files())
    emit(
        {"commit": done.commit, "paths": list(done.paths), "by_hand": done.by_hand},
        text=lambda _screen: sentence(
            "schema.installed" if done.paths else "schema.nothing", count=len(done.paths)
        ),
        wanted=wanted,
    )
    if done.by_hand:
        complain("schema.by_hand")
        if not wanted.as_json:
            say(clean_lines(json.dumps({"yaml.schemas": done.by_hand}, indent=2)))
