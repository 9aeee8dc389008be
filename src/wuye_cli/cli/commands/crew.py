"""wuye crew: a folder of pages for the crew's phones, without a server."""

import os
from typing import Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.papers import Lang, in_language

HELP = h(
    "给师傅手机看的页面：每人一页，按钮复制好要发回的一行字，不要服务器。\n例：wuye crew ../crew",
    "Pages for the crew's phones: one a person, with buttons that copy the line to send back;\n"
    "no server. Example: wuye crew ../crew",
)


def command(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help=h("写到哪个目录", "Folder to write."))
    ] = "crew",
    lang: Lang = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write the pages of the crew."""
    from wuye_cli.gateways.printing.templates import read_templates  # noqa: PLC0415 - help needs
    from wuye_cli.render.paper import crew_pages  # noqa: PLC0415 - none of it
    from wuye_cli.services.crew import crew, unassigned  # noqa: PLC0415 - help needs none of it
    from wuye_cli.store.page_files import write_folder  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        members = crew(desk)
        with in_language(lang):
            pages = crew_pages.crew_pages(
                read_templates(), members, desk.settings.estate, desk.now()
            )
        removed = write_folder(
            folder,
            {name: page.encode("utf-8", "backslashreplace") for name, page in pages.items()},
            root=os.fspath(desk.store.root),
            mark=crew_pages.MARK.encode(),
            prefix=crew_pages.PREFIX,
        )
        value = {
            "folder": folder,
            "index": os.path.join(folder, crew_pages.INDEX),  # noqa: PTH118 - as it was typed
            "people": [
                {
                    "id": member.who,
                    "name": member.name,
                    "file": crew_pages.file_of(member.who),
                    "tickets": [job.id for job in member.jobs],
                }
                for member in members
            ],
            "removed": removed,
            "unassigned": unassigned(desk),
        }
        emit(value, text=lambda _screen: _said(value), wanted=Wanted(as_json))


def _said(value: dict[str, Any]) -> str:
    lines = [spoken("crew.written", count=len(value["people"]), path=value["index"])]
    if value["removed"]:
        lines.append(spoken("crew.removed", count=len(value["removed"])))
    if value["unassigned"]:
        lines.append(spoken("crew.unassigned", count=value["unassigned"]))
    return "\n".join(lines)
