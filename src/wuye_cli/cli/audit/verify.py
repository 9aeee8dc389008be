"""wuye audit verify: whether the history can be believed, and how far that was looked at."""

from __future__ import annotations

from datetime import UTC
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import world
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h, valued
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.progress import Counter
from wuye_cli.cli.report_options import FailOn, Level, Reports
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.zone import tzinfo_for
from wuye_cli.i18n.catalog import catalog, fill, use_language
from wuye_cli.render import audits as shown
from wuye_cli.render.machine import to_json_lines
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.formats import FORMATS, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from pathlib import Path

    from wuye_cli.render.reports.item import Sheet
    from wuye_cli.services.auditing.engine import Asked
    from wuye_cli.services.auditing.verdict import Verdict

VERIFY_HELP = h(
    "核查历史：每次提交是否只由命令写成，已记下的是否被改、被删、被倒填。只看不改。\n\n"
    "状态：0 已核实，1 有问题，2 用法不对，3 无法核实。\n\n"
    "例：wuye audit verify；wuye audit verify --since v2026 -o html=核查.html；"
    "wuye audit verify --full -o sarif=核查.sarif",
    "Verify the history: whether commands wrote every commit, and nothing on record was changed,"
    " removed or back-dated. Changes nothing.\n\n"
    "Status: 0 verified, 1 findings, 2 bad call, 3 cannot be verified.\n\n"
    "Example: wuye audit verify; wuye audit verify --since v2026 -o html=audit.html;"
    " wuye audit verify --full -o sarif=audit.sarif",
)


Revision = Annotated[
    str,
    typer.Argument(
        metavar="[REV]",
        show_default=False,
        help=h("核查到哪个版本（默认 HEAD）", "Up to which state (default: HEAD)."),
    ),
]
Since = Annotated[
    str | None,
    valued(
        "--since",
        metavar="REF",
        words=h("只核查这个版本以后的提交", "Only the commits after this state."),
    ),
]
Full = Annotated[
    bool,
    typer.Option(
        "--full",
        help=h("全部重读，不用上次核查留下的结果", "Read everything; believe no earlier run."),
    ),
]
PolicyPin = Annotated[
    str | None,
    valued(
        "--policy-pin",
        metavar="SHA",
        words=h(
            "policy.yaml 应是这个对象，或这次提交里的那份",
            "The blob that policy.yaml must be, or the commit that has it.",
        ),
    ),
]
Against = Annotated[
    str | None,
    valued(
        "--against",
        metavar="CODE|FILE",
        words=h(
            "历史里必须有这个存证：念出来的码，或存证文件",
            "A checkpoint that the history must have: its code as read out, or its file.",
        ),
    ),
]


def verify(
    revision: Revision = "HEAD",
    since: Since = None,
    full: Full = False,
    policy_pin: PolicyPin = None,
    against: Against = None,
    fail_on: FailOn = Level.error,
    output: Reports = None,
    as_json: AsJson = False,
    root: Root = DEFAULT_ROOT,
) -> None:
    """Verify the history."""
    with spoken_errors():
        from wuye_cli.services.auditing.engine import (  # noqa: PLC0415 - help needs none of it
            Asked,
        )

        asked = Asked(
            revision=revision,
            since=_said("since", since),
            policy_pin=_said("policy_pin", policy_pin),
            full=full,
            against=_said("against", against),
        )
        verdict, zone = _verified(root, asked)
        _emit(verdict, zone, Wanted(as_json=as_json, output=output), fail_on.value)
        raise typer.Exit(verdict.status(fail_on.value))


def _said(name: str, text: str | None) -> str:
    """Return what an option was given, "" if it was not.

    One that is given and empty, as an unset variable of a shell makes it, would be taken for a
    question that was asked and answered.
    """
    if text is not None and not text.strip():
        raise CallError("audit.empty_option", option="--" + name.replace("_", "-"))
    return text or ""


def _verified(root: Path, asked: Asked) -> tuple[Verdict, tzinfo]:
    from wuye_cli.services.auditing import engine  # noqa: PLC0415 - as above
    from wuye_cli.services.auditing.opening import open_history  # noqa: PLC0415 - as above

    store, settings = open_history(root)
    use_language(settings.language)
    counter = Counter(catalog("audit")["progress"], parts=catalog("audit")["progress_files"])
    try:
        now = int(world().clock.now().timestamp())
        verdict = engine.verify(store, asked, now, on_progress=counter.show)
    finally:
        counter.end()
        store.close()
    return verdict, _zone(settings.timezone)


def _zone(name: str) -> tzinfo:
    try:
        return tzinfo_for(name)
    except ValueError:
        return UTC


def _emit(verdict: Verdict, zone: tzinfo, wanted: Wanted, fail_on: str) -> None:
    status = verdict.status(fail_on)
    head = shown.headline(status, verdict.scope, verdict.uncovered)
    findings = verdict.findings

    @cache
    def sheet() -> Sheet:
        return shown.as_sheet(findings, head, verdict.unchecked, fail_on, zone)

    more: dict[str, Callable[[], str | bytes]] = {
        name: partial(lambda name: written(name, sheet()), name) for name in FORMATS
    }
    more["concise"] = lambda: f"{head}\n{shown.lines(findings, zone)}"
    more["jsonl"] = lambda: to_json_lines(map(shown.entry, findings))
    emit(
        _value(verdict, head, status),
        text=lambda screen: shown.text(head, status, findings, zone, colour=screen.colour),
        wanted=wanted,
        more=more,
    )
    words = catalog("audit")
    for path, _ in verdict.unchecked:  # a later format is the only reason there is
        typer.echo(fill(words["unchecked"], {"path": clean(path)}), err=True)


def _value(verdict: Verdict, head: str, status: int) -> dict[str, Any]:
    """Return what `--json` prints."""
    return {
        "schema": shown.SCHEMA,
        "status": status,
        "verdict": head,
        "until": verdict.until,
        "since": verdict.since,
        "commits": verdict.commits,
        "walked": verdict.walked,
        "counts": verdict.counts,
        "not_covered": [{"code": code, "facts": facts} for code, facts in verdict.uncovered],
        "unchecked": [{"path": path, "reason": why} for path, why in verdict.unchecked],
        "findings": [shown.entry(one) for one in verdict.findings],
    }
