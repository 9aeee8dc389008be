"""wuye hook: the git hooks that judge what is staged before a commit, and pushed to a server."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wuye_cli.bootstrap import open_desk, world
from wuye_cli.cli.exits import complain, complain_text, spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.timekeeping.zone import tzinfo_for
from wuye_cli.i18n.catalog import use_language

if TYPE_CHECKING:
    from datetime import tzinfo

    from wuye_cli.services.receiving import Refusal

HELP = h(
    "提交前检查的 git 钩子：git commit 时，暂存的文件有错就不让提交。例：wuye hook install",
    "The git hook before a commit: git commit stops while a staged file is faulty."
    " Example: wuye hook install",
)

_MOST = 10
"""So many findings of a kind are shown to the one who pushes."""

Server = Annotated[
    bool,
    typer.Option(
        "--server",
        help=h(
            "在服务器的裸库里：有问题的推送不收",
            "In a server's bare repository: pushes at fault are refused.",
        ),
    ),
]

app = typer.Typer(help=HELP, no_args_is_help=True)


@app.command(
    "install",
    help=h(
        "装上钩子；别人的钩子不动。也让 git merge 按事件和条款合并。例：wuye hook install；"
        "在服务器的裸库里：wuye hook install --server",
        "Write the hook; somebody else's is left alone. Also has git merge records and"
        " standards by their facts. Example: wuye hook install; in a server's bare repository:"
        " wuye hook install --server",
    ),
)
def install(server: Server = False, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Write the hook."""
    from wuye_cli.store import hooks, server_hook  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        if server:
            place, is_new = server_hook.install(root)
            code = "hook.server_installed" if is_new else "hook.already"
            _say(place, (code,), as_json, changed=is_new)
            return
        store = open_desk(root).store
        place, is_new = hooks.install(store.ground)
        merges = sum(hooks.set_merge_driver(ground) for ground in store.grounds) > 0
        code = "hook.installed" if is_new else "hook.already"
        said = ("hook.merges",) if merges else ()
        _say(place, (code, *said), as_json, changed=is_new or merges)


@app.command(
    "remove",
    help=h("拿掉钩子。例：wuye hook remove", "Take the hook away. Example: wuye hook remove"),
)
def remove(server: Server = False, root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Take the hook away."""
    from wuye_cli.store import hooks, server_hook  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        if server:
            place, was_there = server_hook.remove(root)
        else:
            place, was_there = hooks.remove(open_desk(root).store.ground)
        code = "hook.removed" if was_there else "hook.none"
        _say(place, (code,), as_json, changed=was_there)


@app.command(
    help=h(
        "服务器收推送前由 git 运行：从标准输入读各分支的新旧提交，有问题就拒收。",
        "What git runs on a server before it takes a push: refs on standard input.",
    ),
)
def receive() -> None:
    """Refuse a push that breaks the check or the audit."""
    from wuye_cli.services.auditing.opening import open_history  # noqa: PLC0415 - as above
    from wuye_cli.services.receiving import refusals, updates_in  # noqa: PLC0415 - as above

    with spoken_errors():
        here = Path.cwd()
        updates = updates_in(sys.stdin.read())
        store, settings = open_history(here)
        store.close()
        use_language(settings.language)
        zone = tzinfo_for(settings.timezone)
        found = list(refusals(here, updates, world().clock.now()))
        for refusal in found:
            _refuse(refusal, zone)
        raise typer.Exit(1 if found else 0)


def _refuse(refusal: "Refusal", zone: "tzinfo") -> None:
    """Say on stderr, which git shows to the one who pushes, why it is not taken."""
    from wuye_cli.render import audits, findings  # noqa: PLC0415 - as above

    ref = refusal.ref.removeprefix("refs/heads/")
    complain(refusal.code, ref=ref, **refusal.facts)
    told = (
        *audits.lines(refusal.audited[:_MOST], zone).splitlines(),
        *findings.lines(refusal.checked[:_MOST]).splitlines(),
    )
    for line in told:
        complain_text(f"  {line.strip()}")
    if max(len(refusal.audited), len(refusal.checked)) > _MOST:
        complain_text("  …")


def _say(place: str, codes: tuple[str, ...], as_json: bool, *, changed: bool) -> None:
    emit(
        {"path": place, "changed": changed},
        text=lambda _screen: "\n".join(spoken(code, path=place) for code in codes),
        wanted=Wanted(as_json),
    )
