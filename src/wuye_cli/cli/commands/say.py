"""wuye say: words about a ticket to paste into WeChat or a message."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.services.saying import Message, Wish

HELP = h(
    "生成可粘贴到微信、短信的文字，不带邻居的任何信息。\n"
    "文字在标准输出，说明在标准错误。种类（不写则按工单现状选）：\n"
    "receipt 受理回执，dispatch 派单告知，reschedule 改约，progress 进度，\n"
    "done 完工告知，answer 答复，reminder-2 再次提醒，job 派工，notice 公告栏。\n"
    "例：wuye say 17 done --sent 微信",
    "A text to paste into WeChat or a message, with nothing of neighbours.\n"
    "It goes to stdout, remarks to stderr. Kinds (default: what suits):\n"
    "receipt, dispatch, reschedule, progress, done, answer, reminder-2,\n"
    "job (for the technician), notice (for the board).\n"
    "Example: wuye say 17 done --sent wechat",
)


def command(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    kind: Annotated[str, typer.Argument(help=h("种类（默认按现状）", "Kind."))] = "",
    words: Annotated[
        str, typer.Option("--words", "-w", help=h("要写进去的话，如答复内容", "Your own words."))
    ] = "",
    sent: Annotated[
        str,
        typer.Option(
            "--sent",
            metavar="WAY",
            help=h("已用什么方式发出，随即记下相应步骤", "Sent so: note the step that it is."),
        ),
    ] = "",
    lang: Annotated[
        str, typer.Option("--lang", metavar="zh|en", help=h("文字的语言", "Language of the text."))
    ] = "",
    copy: Annotated[
        bool | None,
        typer.Option("--copy/--no-copy", show_default=False, help=h("复制到剪贴板", "Copy it.")),
    ] = None,
    osc52: Annotated[
        bool,
        typer.Option("--osc52", help=h("由终端复制（ssh 时用）", "Let the terminal copy (ssh).")),
    ] = False,
    code: Annotated[
        str,
        typer.Option("--code", help=h("核对住户报来的查询码", "Check a code that somebody says.")),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Make a text about a ticket."""
    from wuye_cli.services.saying import Wish  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        if code:
            if kind or words or sent or lang:
                raise CallError("say_not_sent_code")
            return _check_code(desk, ticket_id, code, Wanted(as_json))
        _say(
            desk, ticket_id, Wish(kind=kind, words=words, sent=sent), _language(lang),
            copy=copy, osc52=osc52, wanted=Wanted(as_json),
        )  # fmt: skip
    return 0


def _language(typed: str) -> str:
    from wuye_cli.i18n.catalog import LANGUAGES, language  # noqa: PLC0415 - help needs none of it

    if typed and typed not in LANGUAGES:
        raise CallError("bad_choice", value=typed, option="--lang", allowed_words=list(LANGUAGES))
    return typed or language()


def _say(
    desk: "Desk", tail: str, wish: "Wish", spoken_in: str, *,
    copy: bool | None, osc52: bool, wanted: Wanted,
) -> None:  # fmt: skip
    """Make the text, note that it was sent, then print and copy it: in this order, or nothing."""
    from wuye_cli.cli.copying import copy_text  # noqa: PLC0415 - help needs none of it
    from wuye_cli.render.messages import message_text  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.fieldwork import report  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.saying import compose  # noqa: PLC0415 - help needs none of it

    message = compose(desk, tail, wish)
    text = message_text(message.template, message.facts, spoken_in)
    written = report(desk, message.ticket.id, [message.draft], op="say") if message.draft else None
    view = _view(message, text, spoken_in, written)
    emit(view, text=lambda _screen: text, wanted=wanted)
    if not wanted.as_json or copy or osc52:
        copy_text(text, wanted=copy, by_terminal=osc52)
    if not wanted.as_json:
        for remark, facts in message.remarks:
            complain(remark, **facts)
        if written and message.draft:
            way = str(message.draft.fields["way"])
            complain("say.recorded", event=message.draft.do, way=way)


def _view(
    message: "Message", text: str, spoken_in: str, written: "Written | None"
) -> dict[str, Any]:
    return {
        "id": message.ticket.id,
        "kind": message.template.id,
        "for": message.template.audience,
        "language": spoken_in,
        "status": message.status,
        "text": text,
        "code": message.facts.code or None,
        "event": written.events[0].do if written else None,
        "commit": written.commit if written else None,
        "notes": [{"code": remark, **facts} for remark, facts in message.remarks],
    }


def _check_code(desk: "Desk", tail: str, code: str, wanted: Wanted) -> int:
    """Say whether a code is that of a ticket; status 1 if it is not."""
    from wuye_cli.services.saying import fits_receipt  # noqa: PLC0415 - help needs none of it

    ticket, fits = fits_receipt(desk, tail, code)
    said = "say.code_fits" if fits else "say.code_differs"
    emit(
        {"id": ticket.id, "fits": fits},
        text=lambda _screen: spoken(said, id=ticket.id),
        wanted=wanted,
    )
    return 0 if fits else 1
