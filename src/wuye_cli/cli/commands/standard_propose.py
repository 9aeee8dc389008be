"""wuye standard propose, review, approve, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render import findings as shown
from wuye_cli.render.approving_pages import (
    change_lines,
    head_line,
    impact_lines,
    needs_lines,
    proposal_lines,
    word,
)
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.services.approving.deciding import Decided, Review
    from wuye_cli.services.desk import Desk

Named = Annotated[
    str, typer.Argument(metavar="NAME", help=h("标准：名称、标签", "A standard: name or label."))
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=h("为什么", "Why."))]

Retroactive = Annotated[
    str,
    typer.Option("--retroactive", metavar="WHY", help=h("倒签的原因", "Why it may reach back.")),
]


def propose(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME…", help=h("标准：名称、标签", "Standards: name or label.")),
    ],
    reason: Annotated[
        str, typer.Option("--reason", "--note", metavar="TEXT", help=h("为什么改", "Why."))
    ] = "",
    short_notice: Annotated[
        str,
        typer.Option(
            "--short-notice",
            metavar="WHY",
            help=h("公示期不足的原因", "Why the notice period may be shorter."),
        ),
    ] = "",
    retroactive: Retroactive = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Propose standards as they lie."""
    from wuye_cli.services.approving import proposing  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.approving.values import proposal_value  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        reasons = proposing.Reasons(note=reason, short_notice=short_notice, retroactive=retroactive)
        made = proposing.propose(desk, names, reasons)
        states = [proposing.state_now(desk, one) for one in made]
        lines = [
            line
            for one, state in zip(made, states, strict=True)
            for line in proposal_lines(one.approval, state, one.changes, one.impact)
        ]
        lines.append(sentence("std.standard.commit", commit=made[0].commit[:12]))
        emit(
            [proposal_value(one, state) for one, state in zip(made, states, strict=True)],
            text=lambda _screen: "\n".join(lines),
            wanted=Wanted(as_json=as_json),
        )


def review(name: Named, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Show what would be approved."""
    from wuye_cli.services.approving.deciding import review as reviewed  # noqa: PLC0415 - as above
    from wuye_cli.services.approving.values import review_value  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        found = reviewed(desk, name, look=lambda path: _findings(desk, path))
        values = [shown.as_mapping(found.findings, 1, 0, ())["findings"]][0]
        emit(
            review_value(found, values),
            text=lambda _screen: _review_text(found),
            wanted=Wanted(as_json=as_json),
        )


def _findings(desk: Desk, path: str) -> tuple[Any, ...]:
    from wuye_cli.services.checking.run import Asked, check  # noqa: PLC0415 - reads everything

    report = check(desk.store, Asked(paths=(path,), ignore=("Q030", "Q031")), desk.now())
    return report.findings


def _review_text(found: Review) -> str:
    approval = found.approval
    start = approval.effective_from if approval is not None else found.effective_from
    lines = [
        head_line(found.standard, found.version, found.state, start),
        *change_lines(found.changes, found.standard),
        *impact_lines(found.impact),
    ]
    if found.changes:
        lines.insert(1, word("customer", found.customer))
    if found.findings:
        lines.append(sentence("std.standard.findings", count=len(found.findings)))
        lines += [f"  {line}" for line in shown.lines(found.findings).splitlines()]
    else:
        lines.append(sentence("std.standard.no_findings"))
    if approval is None:
        lines.append(sentence("std.standard.fingerprint", content=found.prints.content[:16]))
        code = "unproposed" if found.committed else "uncommitted"
        if found.changes or found.base or not found.committed:
            lines.append(sentence(f"std.standard.{code}", standard=clean(found.standard)))
    else:
        lines += needs_lines(approval)
        if approval.missing and approval.needs.four_eyes:
            authors = [clean(author) for author in found.authors]
            lines.append(sentence("std.standard.four_eyes", authors=authors))
    return "\n".join(lines)


def approve(
    name: Named,
    fingerprint: Annotated[
        str,
        typer.Option(
            "--fingerprint",
            metavar="F",
            help=h("审阅时看到的指纹", "The fingerprint that the review showed."),
        ),
    ] = "",
    retroactive: Retroactive = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Approve what was reviewed."""
    from wuye_cli.services.approving import deciding  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        done = deciding.approve(open_desk(root), name, fingerprint, retroactive=retroactive)
        _emit(done, "approved_now", as_json=as_json)


def withdraw(
    name: Named, reason: Why = "", root: Root = DEFAULT_ROOT, as_json: AsJson = False
) -> None:
    """Take back what is not in force yet."""
    from wuye_cli.services.approving import deciding  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        done = deciding.withdraw(open_desk(root), name, reason)
        _emit(done, "withdrawn_now", as_json=as_json)


def _emit(done: Decided, code: str, *, as_json: bool) -> None:
    from wuye_cli.services.approving.values import decided_value  # noqa: PLC0415 - as above

    approval = done.approval
    lines = [
        sentence(
            f"std.standard.{code}",
            standard=clean(approval.standard),
            version=clean(approval.version),
            state=word("state", done.state),
        ),
        *needs_lines(approval)[1:],
    ]
    if done.restored:
        lines.append(sentence("std.standard.restored"))
    lines.append(sentence("std.standard.commit", commit=done.commit[:12]))
    emit(
        decided_value(done),
        text=lambda _screen: "\n".join(lines),
        wanted=Wanted(as_json=as_json),
    )
