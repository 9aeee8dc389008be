"""What the printing commands share: where a paper goes, in which form and language."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.cli.exits import complain, spoken
from wuye_cli.cli.options import h, valued
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import LANGUAGES, language_of, switch_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PaperOutput = Annotated[
    list[str] | None,
    valued(
        "-o",
        "--output",
        metavar="FILE.pdf|FILE.html",
        words=h(
            "写到哪个文件，按结尾定格式，可重复；只写 pdf 或 html 用默认文件名（默认 html）",
            "File, its ending gives the format; repeatable. pdf or html alone: a default name.",
        ),
    ),
]
Force = Annotated[bool, typer.Option("--force", help=h("覆盖已有的文件", "Overwrite."))]
Lang = Annotated[
    str,
    valued(
        "--lang",
        metavar="zh|en",
        words=h("纸上的语言（默认同界面）", "Language of the paper (default: the one in use)."),
    ),
]

FORMS = ("html", "pdf")


def targets(output: Sequence[str] | None, name: str) -> list[tuple[str, str]]:
    """Return form and path of every file asked for.

    Args:
        output: The values of `-o`: `a.pdf`, `pdf=a.pdf`, or `pdf` alone.
        name: Of the file where none is given, without its ending.

    Raises:
        CallError: `print.bad_output`.
    """
    return [_target(wish, name) for wish in dict.fromkeys(output or FORMS[:1])]


def _target(wish: str, name: str) -> tuple[str, str]:
    form, _, path = wish.partition("=")
    if form in FORMS:
        return form, path or f"{name}.{form}"
    ending = Path(wish).suffix.lower().removeprefix(".")
    if ending not in FORMS:
        raise CallError("print.bad_output", value=wish)
    return ending, wish


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Draw in another language inside the block; messages of the command stay in theirs.

    Raises:
        CallError: `unknown_value`, if it is none of ours.
    """
    wanted = language_of(name)
    if name and not wanted:
        raise CallError("unknown_value", value=name, suggestions=list(LANGUAGES))
    before = switch_language(wanted) if wanted else ""
    try:
        yield
    finally:
        if before:
            switch_language(before)


def put(
    draw: Callable[[], str],
    wanted: Sequence[tuple[str, str]],
    *,
    lang: str,
    force: bool,
) -> list[dict[str, str]]:
    """Draw a paper and write its files: all are made before the first is written.

    Returns:
        `format` and `path` of each.

    Raises:
        CallError: If a part of this installation is missing, or a path cannot be written.
        ConflictError: `print.exists`.
    """
    from wuye_cli.gateways.printing.pdf import to_pdf  # noqa: PLC0415 - help needs none of it
    from wuye_cli.store.page_files import require_free, write_page  # noqa: PLC0415 - help writes no page

    for _, path in wanted:
        require_free(path, force=force)
    with in_language(lang):
        page = draw()
    made = [
        (path, page.encode("utf-8", "backslashreplace") if form == "html" else to_pdf(page))
        for form, path in wanted
    ]
    for path, data in made:
        write_page(path, data)
    return [{"format": form, "path": path} for form, path in wanted]


def tell(value: dict[str, Any], *, paper: str, as_json: bool) -> None:
    """Say which files there are, and how a page is printed from a browser."""
    emit(value, text=lambda _screen: _said(value["files"]), wanted=Wanted(as_json))
    if not as_json and any(file["format"] == "html" for file in value["files"]):
        complain("print.browser", paper=paper)


def _said(files: Sequence[dict[str, str]]) -> str:
    return "\n".join(
        spoken("print.written", path=file["path"], kind=spoken(f"print.kind.{file['format']}"))
        for file in files
    )
