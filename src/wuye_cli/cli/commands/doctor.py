"""wuye doctor: examine the machine and the store, and mend what can be mended."""

import sys
from typing import Annotated, Any

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import WuyeError
from wuye_cli.services.desk import Desk
from wuye_cli.services.workspace import examine, mend, rebuild_index, tune
from wuye_cli.version import VERSION

HELP = h(
    "体检环境与资料库；--fix 修好能修的。例：wuye doctor --fix",
    "Examine the machine and the store; --fix mends what can be mended.",
)


def command(
    fix: Annotated[bool, typer.Option("--fix", help=h("修好能修的", "Mend."))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=h("连别的 git 留下的锁也移除", "Foreign locks too."))
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help=h("逐个核对 git 对象", "Check every object."))
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help=h("重建索引", "Build the index anew."))
    ] = False,
    months: Annotated[
        int,
        typer.Option(
            "--tune",
            metavar="MONTHS",
            help=h("大库：工作区只留最近几个月", "Large stores: keep recent months."),
        ),
    ] = 0,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Examine; the status is 1 if something is left to mend."""
    with spoken_errors():
        desk = open_desk(root)
        if rebuild:
            rebuild_index(desk)
        if months:
            tune(desk, months)
        found = examine(desk, thorough=full)
        left = mend(desk, found, force=force) if fix and found else found
        facts = _surroundings(desk)
        emit(
            {**facts, "found": msgspec.to_builtins(found), "left": msgspec.to_builtins(left)},
            text=lambda _: _text(facts, found, left),
            wanted=Wanted(as_json=as_json),
        )
        return 1 if left else 0


def _surroundings(desk: Desk) -> dict[str, Any]:
    """Return versions and what this clone has."""
    try:
        identity = f"{desk.actor.name} <{desk.actor.mail}>"
    except WuyeError:
        identity = ""
    return {
        "wuye": VERSION,
        "python": sys.version.split()[0],
        "git": ".".join(map(str, desk.store.ground.git.version())),
        "identity": identity,
        "desk": desk.store.setting("desk") or "",
        "people": desk.store.people is not None,
        "root": str(desk.store.root),
    }


def _text(facts: dict[str, Any], found: list[Any], left: list[Any]) -> str:
    people = spoken(f"doctor.people.{facts['people']}")
    lines = [spoken("doctor.facts", **{**facts, "people": people})]
    if not facts["identity"]:
        lines.append(spoken("doctor.no_identity"))
    if not facts["people"]:
        lines.append(spoken("doctor.no_people"))
    for problem in found:
        mended = problem not in left
        lines.append(spoken("doctor.mended" if mended else "doctor.problem",
                            what=spoken(f"problem.{problem.code}"), path=problem.path))  # fmt: skip
    if not found:
        lines.append(spoken("doctor.well"))
    elif any(problem.mendable for problem in left):
        lines.append(spoken("doctor.fix"))
    return "\n".join(lines)
