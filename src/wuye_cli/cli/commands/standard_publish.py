"""wuye standard publish, verify: the notice that is posted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import complain, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.approving_pages import moment, word
from wuye_cli.render.plain import clean
from wuye_cli.render.standard_notice import as_html, as_markdown, as_text, renderings

_LONGEST = 1 << 20


def publish(
    name: Annotated[str, typer.Argument(metavar="NAME", help=h("标准：名称、标签", "A standard."))],
    output: Output = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Print the notice of the latest approved version, and note that it was posted."""
    from wuye_cli.services.approving.publishing import (  # noqa: PLC0415 - help needs none of it
        publish as published,
    )

    with spoken_errors():
        notice, commit = published(open_desk(root), name)
        emit(
            {
                "standard": notice.standard,
                "version": notice.approval.version,
                "content": notice.approval.content,
                "mark": notice.mark,
                "published": notice.published.isoformat(),
                "commit": commit,
                "text": as_text(notice),
            },
            text=lambda _screen: as_text(notice),
            wanted=Wanted(as_json=as_json, output=output),
            more={
                "markdown": lambda: as_markdown(notice),
                "html": lambda: as_html(notice),
            },
        )
        if commit:
            complain("std.standard.published", commit=commit[:12])
        else:
            complain("std.standard.published_before", at=moment(notice.published))


def verify(
    notice: Annotated[
        str,
        typer.Argument(
            metavar="NOTICE",
            help=h("公告文件，或末尾的校验码", "The notice's file, or the code at its foot."),
        ),
    ],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Say whether a posted notice is genuine and still holds; status 1 if not."""
    from wuye_cli.services.approving.publishing import (  # noqa: PLC0415 - help needs none of it
        verify as verified,
    )
    from wuye_cli.services.approving.values import verified_value  # noqa: PLC0415 - as above

    with spoken_errors():
        found = verified(open_desk(root), _text_of(notice), renderings)
        code = "good" if found.holds else "stale"
        if not found.known:
            code = "unknown"
        elif found.unaltered is False:
            code = "altered"
        line = sentence(
            f"std.verify.{code}",
            standard=clean(found.standard),
            version=clean(found.version),
            state=word("state", found.state) if found.state else "",
            now=clean(found.now),
            fingerprint=found.fingerprint,
        )
        emit(verified_value(found), text=lambda _screen: line, wanted=Wanted(as_json=as_json))
    raise typer.Exit(int(not found.holds))


def _text_of(notice: str) -> str:
    """Return what a file says; what is no file is taken for the code itself."""
    path = Path(notice)
    try:
        if path.is_file() and path.stat().st_size <= _LONGEST:
            return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return notice
    return notice
