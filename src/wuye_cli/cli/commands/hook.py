"""wuye hook: the git hook that judges what is staged before a commit."""

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit

HELP = h(
    "提交前检查的 git 钩子：git commit 时，暂存的文件有错就不让提交。例：wuye hook install",
    "The git hook before a commit: git commit stops while a staged file is faulty."
    " Example: wuye hook install",
)

app = typer.Typer(help=HELP, no_args_is_help=True)


@app.command(
    "install",
    help=h(
        "装上钩子；别人的钩子不动。也让 git merge 按事件和条款合并。例：wuye hook install",
        "Write the hook; somebody else's is left alone. Also has git merge records and"
        " standards by their facts. Example: wuye hook install",
    ),
)
def install(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Write the hook."""
    from wuye_cli.store import hooks  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
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
def remove(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Take the hook away."""
    from wuye_cli.store import hooks  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        place, was_there = hooks.remove(open_desk(root).store.ground)
        code = "hook.removed" if was_there else "hook.none"
        _say(place, (code,), as_json, changed=was_there)


def _say(place: str, codes: tuple[str, ...], as_json: bool, *, changed: bool) -> None:
    emit(
        {"path": place, "changed": changed},
        text=lambda _screen: "\n".join(spoken(code, path=place) for code in codes),
        wanted=Wanted(as_json),
    )
