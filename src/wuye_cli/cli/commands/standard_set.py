"""wuye standard set: change one figure and propose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render import findings
from wuye_cli.render.approving_pages import promise_lines, proposal_lines, value_text
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.services.approving.setting import SetOutcome

_MOST = 8
"""Places told of that a changed figure leaves behind."""

Note = Annotated[
    str,
    typer.Option("--reason", "--note", metavar="TEXT", help=h("为什么改", "Why it changes.")),
]
ShortNotice = Annotated[
    str,
    typer.Option(
        "--short-notice",
        metavar="WHY",
        help=h("公示期不足的原因", "Why the notice period may be shorter."),
    ),
]
Retroactive = Annotated[
    str,
    typer.Option(
        "--retroactive", metavar="WHY", help=h("倒签的原因", "Why it may take effect in the past.")
    ),
]


def set_(
    words: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help=h("改哪一条：楼内照明.办结", "Which figure: light.indoor.resolve."),
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE", help=h("改成多少：4h、4h@office、95%", "To what: 4h, 4h@office, 95%.")
        ),
    ],
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DAY",
            help=h(
                "从哪天起（默认最早可行的一天）", "From which day (default: the first allowed)."
            ),
        ),
    ] = "",
    basis: Annotated[
        str, typer.Option("--basis", metavar="TEXT", help=h("新的依据", "The new basis."))
    ] = "",
    reason: Note = "",
    short_notice: ShortNotice = "",
    retroactive: Retroactive = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=h("只看不写", "Show, and write nothing."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Change one figure and propose it."""
    from wuye_cli.services.approving.proposing import Reasons  # noqa: PLC0415 - help needs none
    from wuye_cli.services.approving.setting import Wish, set_fact  # noqa: PLC0415 - as above
    from wuye_cli.services.approving.values import proposal_value  # noqa: PLC0415 - as above

    with spoken_errors():
        reasons = Reasons(note=reason, short_notice=short_notice, retroactive=retroactive)
        wish = Wish(
            words=words, value=value, start=start, basis=basis, reasons=reasons, dry=dry_run
        )
        outcome = set_fact(open_desk(root), wish)
        emit(
            {
                **proposal_value(outcome.proposal, outcome.state),
                "words": outcome.words,
                "dry_run": outcome.dry,
                "facts": [
                    {"key": one.key, "old": one.old, "new": one.new} for one in outcome.facts
                ],
                "basis": outcome.basis,
                "findings": [findings.entry(one) for one in outcome.findings],
            },
            text=lambda _screen: _text(outcome),
            wanted=Wanted(as_json=as_json),
        )


def _text(outcome: SetOutcome) -> str:
    proposal = outcome.proposal
    lines = [clean(outcome.words)]
    if not proposal.changes:
        lines += [_fact(one.key, one.old, one.new) for one in outcome.facts]
    lines += proposal_lines(
        proposal.approval, outcome.state, proposal.changes, proposal.approval.impact
    )
    if outcome.basis:
        lines.append(sentence("std.standard.basis_stays", basis=clean(outcome.basis)))
    if not outcome.findings:
        lines += promise_lines(proposal.changes)
    else:
        lines.append(sentence("std.standard.left_behind", count=str(len(outcome.findings))))
        lines += [f"  {findings.concise(one)}" for one in outcome.findings[:_MOST]]
        if len(outcome.findings) > _MOST:
            lines.append(f"  {sentence('status.more', count=len(outcome.findings) - _MOST)}")
        lines.append(sentence("std.standard.left_behind_next"))
    if outcome.dry:
        lines.append(sentence("std.standard.dry"))
    else:
        lines.append(sentence("std.standard.commit", commit=proposal.commit[:12]))
    return "\n".join(lines)


def _fact(key: str, old: Any, new: Any) -> str:
    return sentence("std.standard.fact", key=clean(key), old=value_text(old), new=value_text(new))
