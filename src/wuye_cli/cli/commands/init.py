"""wuye init: a new store."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from wuye_cli.bootstrap import actor_of, world
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import AsJson, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.plain import clean
from wuye_cli.services.founding import Answers, Founded, found, read_answers

HELP = h(
    "新建资料库：起步标准加几个问题。例：wuye init 阳光花园 --yes",
    "Make a store: starter standards and a few questions. Example: wuye init sunny --yes",
)

QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("estate", "小区名称", "Name of the estate"),
    ("grade", "DB11/T 751-2025 等级 1/2/3（1 最低）", "Grade of DB11/T 751-2025, 1 to 3"),
    ("city", "城市（决定装修时段等地方规定，可空）", "City (local figures; may be empty)"),
    ("office", "工作日办公时段，至少 8 小时", "Office hours on working days, 8 h at least"),
    ("duty_phone", "24 小时渠道（门岗电话）", "The round-the-clock channel"),
    ("after_hours", "下班后谁派单", "Who dispatches after hours"),
    ("contact_months", "联系方式保留几个月", "Months that contact data are kept"),
    ("team", "一个人(one)还是多人(several)", "One person or several"),
)


def command(
    folder: Annotated[Path, typer.Argument(help=h("放在哪个目录", "Which folder."))] = Path(),
    estate: Annotated[str, typer.Option("--estate", help=h("小区名称", "Estate."))] = "",
    grade: Annotated[str, typer.Option("--grade", help=h("等级 1/2/3", "Grade 1 to 3."))] = "",
    city: Annotated[str, typer.Option("--city", help=h("城市", "City."))] = "",
    answers: Annotated[
        Path | None, typer.Option("--answers", help=h("答案文件（YAML）", "File of answers."))
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=h("全用默认", "Take defaults."))] = False,
    as_json: AsJson = False,
) -> None:
    """Make a store."""
    from wuye_cli.cli.schema_files import editor_files  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        given = read_answers(answers) if answers else Answers(estate=_name_of(folder))
        told = {"estate": estate, "grade": grade, "city": city}
        given = msgspec.structs.replace(given, **{k: v for k, v in told.items() if v})
        if not yes and not answers and sys.stdin.isatty():
            given = _ask(given)
        here = world()
        made = found(
            folder,
            given,
            actor=here.actor or actor_of(None),
            at=here.clock.now().astimezone(),
            schemas=editor_files(),
        )
        emit(
            msgspec.to_builtins(made),
            text=lambda _screen: _text(made),
            wanted=Wanted(as_json=as_json),
        )


def _name_of(folder: Path) -> str:
    name = folder.resolve().name
    return name if name.isprintable() and name else Answers().estate


def _ask(given: Answers) -> Answers:
    """Ask the questions, each with its default."""
    told = {}
    for field, zh, en in QUESTIONS:
        default = getattr(given, field)
        shown = ",".join(default) if isinstance(default, tuple) else str(default)
        text = typer.prompt(pick(zh, en), default=shown, show_default=bool(shown))
        told[field] = _as_answer(text, default)
    return msgspec.structs.replace(given, **told)


def _as_answer(text: str, default: object) -> object:
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())
    if isinstance(default, int):
        return int(text) if text.isascii() and text.isdigit() else default
    return text.strip()


def _text(made: Founded) -> str:
    lines = [sentence("init.made", root=clean(made.root), files=made.files)]
    lines += [spoken(code, **facts) for code, facts in made.warnings]
    lines.append(sentence("init.next"))
    return "\n".join(lines)
