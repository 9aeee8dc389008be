"""Repositories with one fraud each, and what git and wuye say of them.

`python -m tools.crime_repository FOLDER` leaves every crime and its honest twin there, with a list
`crimes.json` of the code, the commit, the person and the ticket that an audit must name.
`--try` audits each and prints what is missed or accused wrongly; the status is 1 if anything is.
`--page zh` prints `docs/audit-crimes.zh-CN.md`: `git fsck --strict`, `git log --show-signature` and
`wuye audit verify` of the same repositories side by side. `--only G010` takes one code.
"""

# ruff: noqa: E501 - a sentence stays on one line, so that a search for its words finds it

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.cli import environment
from tests.support.crimes.scene import MANAGER, a_scene
from tests.support.crimes.table import CRIMES
from tests.support.crimes.trial import tried, verified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.crimes.case import Blame, Crime
    from tests.support.crimes.scene import Ran, Scene

_HEADS = {
    "zh": (
        "# 造假的资料库，三种工具各说什么",
        "下面每一行是一个真的资料库，里面用 git 自己的命令做了一处假。左边两列是 git 说的，右边是 `wuye audit verify` 说的，都是实际输出。本页由 `python -m tools.crime_repository --page zh` 生成。",
        "| 编号 | 做了什么 | `git fsck --strict` | `git log --show-signature` | `wuye audit verify` |",
        "{rows} 处假：`git fsck` 报出 {fsck} 处，签名栏报出 {signed} 处，`wuye audit verify` 以应有的编号报出 {ours} 处。",
        "没有话说",
    ),
    "en": (
        "# Forged repositories, and what three tools say of them",
        "Every row is a real repository in which one fraud was done with git's own commands. On the left is what git says, on the right what `wuye audit verify` says; all is real output. Made by `python -m tools.crime_repository --page en`.",
        "| code | what was done | `git fsck --strict` | `git log --show-signature` | `wuye audit verify` |",
        "{rows} frauds: `git fsck` tells of {fsck}, the signature column of {signed}, `wuye audit verify` of {ours} by the code they should have.",
        "nothing",
    ),
}  # fmt: skip
_SIGNATURES = {"N": "no signature", "G": "good signature", "U": "good, unknown signer"}
_SIGNATURES |= {"B": "bad signature", "E": "cannot be checked"}
_SILENT = ("N", "G")
_LONGEST = 160


class Told(NamedTuple):
    """What three tools said of one crime; an empty text is nothing."""

    crime: Crime
    fsck: str
    signature: str
    ours: str
    is_ours: bool


def chosen(only: Sequence[str]) -> list[Crime]:
    """Return the crimes of the codes asked for, or all."""
    return [crime for crime in CRIMES if not only or crime.code in only]


def built(crime: Crime, folder: Path) -> tuple[Scene, Blame]:
    """Commit a crime in a folder."""
    folder.mkdir(parents=True)
    scene = a_scene(folder, crime.kind)
    return scene, crime.deed(scene)


def kept(crimes: Sequence[Crime], folder: Path) -> None:
    """Leave every crime and every twin in a folder, with the list of what must be named."""
    listed = []
    for crime in crimes:
        scene, blame = built(crime, folder / crime.label / "crime")
        twin = folder / crime.label / "twin"
        twin.mkdir()
        honest = a_scene(twin, crime.kind)
        crime.twin(honest)
        listed.append(
            {
                "code": crime.code,
                "name": crime.name,
                "trick": crime.trick,
                "crime": str(scene.root.relative_to(folder)),
                "twin": str(honest.root.relative_to(folder)),
                "commit": blame.commit,
                "who": f"{blame.who.name} <{blame.who.mail}>" if blame.who else "",
                "ticket": blame.ticket,
                "at": scene.trial,
                "against": list(scene.against),
            }
        )
    text = json.dumps(listed, ensure_ascii=False, indent=1)
    (folder / "crimes.json").write_text(text + "\n", encoding="utf-8")


def trial(crimes: Sequence[Crime]) -> int:
    """Audit every crime and its twin; print what went wrong and return how many did."""
    bad = 0
    for crime in crimes:
        with tempfile.TemporaryDirectory(prefix="wuye-crime-") as folder:
            wrong = tried(crime, Path(folder))
        bad += bool(wrong)
        if wrong:
            sys.stdout.write(f"{crime.label}: {'; '.join(wrong)}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(crimes) - bad}/{len(crimes)}\n")
    return bad


def page(crimes: Sequence[Crime], language: str) -> str:
    """Return the page that sets the three tools side by side."""
    title, intro, head, summed, nothing = _HEADS[language]
    told = [_told(crime, language) for crime in crimes]
    counts = {
        "rows": len(told),
        "fsck": sum(bool(one.fsck) for one in told),
        "signed": sum(one.signature not in _SILENT for one in told),
        "ours": sum(one.is_ours for one in told),
    }
    rows = [_row(one, nothing) for one in told]
    return "\n".join(
        [
            title,
            "",
            intro,
            "",
            summed.format(**counts),
            "",
            head,
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _told(crime: Crime, language: str) -> Told:
    with tempfile.TemporaryDirectory(prefix="wuye-crime-") as folder:
        scene, blame = built(crime, Path(folder) / "crime")
        scene.language = language
        ran = verified(scene)
        ours = _ours(crime, ran)
        return Told(crime, _fsck(scene), _signature(scene, blame), ours, bool(ours))


def _fsck(scene: Scene) -> str:
    done = subprocess.run(
        ["git", "fsck", "--strict", "--no-dangling", "--no-progress"],  # noqa: S607 - of the PATH
        cwd=scene.root,
        env=environment(),
        capture_output=True,
        text=True,
        errors="backslashreplace",
        check=False,
    )
    said = [line for line in (done.stderr + done.stdout).splitlines() if "hint:" not in line]
    return _cell(said[0]) if said else ""


def _signature(scene: Scene, blame: Blame) -> str:
    known = scene.root.with_name("signers")
    listed = scene.run(scene.trial, "key", "signers", by=MANAGER)
    known.write_text(listed.out if listed.status == 0 else "")
    commit = blame.commit or scene.head()
    setting = f"gpg.ssh.allowedSignersFile={known}"
    return scene.git("-c", setting, "log", "-1", "--format=%G?", commit, check=False)[:1] or "N"


def _ours(crime: Crime, ran: Ran) -> str:
    found = [one for one in ran.json["findings"] if one["rule"] == crime.code]
    return _cell(f"{crime.code} {found[0]['message']}") if found else ""


def _cell(text: str) -> str:
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return short.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def _row(one: Told, nothing: str) -> str:
    cells = (one.crime.code, one.crime.name.replace("-", " "), one.fsck or nothing,
             _SIGNATURES[one.signature], one.ours or nothing)  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def main() -> int:
    """Do what was asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", help="leave the repositories there")
    parser.add_argument("--try", action="store_true", dest="trial")
    parser.add_argument("--page", choices=tuple(_HEADS))
    parser.add_argument("--only", action="append", default=[], metavar="CODE")
    asked = parser.parse_args()
    crimes = chosen(asked.only)
    if asked.folder:
        kept(crimes, Path(asked.folder).resolve())
    if asked.page:
        sys.stdout.write(page(crimes, asked.page))
    return 1 if asked.trial and trial(crimes) else 0


if __name__ == "__main__":
    sys.exit(main())
