"""Frauds that make git show something else than what was done, and things that do not belong."""

from __future__ import annotations

import base64
import random
import re
from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.merges import EVIL, TIERS
from tests.support.crimes.records import EVENT, arrived
from tests.support.crimes.scene import CLERK, CLOSED, DEED, SENT, TECHNICIAN, Link, receipt
from tests.support.crimes.times import noted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

LIMIT = "feedback: [1h, always]"
USE, BACK = "2026-03-04 15:20", "2026-03-04 15:40"
SANDWICH = "relax limit → close → restore"


# -- standards bent for a while -------------------------------------------------------------------


def improved(scene: Scene) -> None:
    """Change a limit for good, in a commit of its own, and work on."""
    text = scene.read(TIERS)
    (scene.root / TIERS).write_text(relaxed(text))
    scene.wuye(DEED, f"commit {TIERS}")
    scene.wuye(USE, f"ticket arrive {SENT}")


def relaxed(text: str) -> str:
    assert LIMIT in text
    return text.replace(LIMIT, "feedback: [90m, always]", 1)


def _sandwich(path: str, change: Callable[[str], str]) -> Callable[[Scene], Blame]:
    """Relax, use, restore: three commits, and nothing to see between the ends."""

    def deed(scene: Scene) -> Blame:
        before = scene.read(path)
        changed = change(before)
        assert changed != before, path
        scene.commit({path: changed}, message="standards")
        files = scene.forged(SENT, "arrive", at=USE, status="on_site")
        scene.commit(files, at=USE, message=receipt("arrive", SENT, events=[EVENT]))
        commit = scene.commit({path: before}, at=BACK, message="standards")
        return Blame(commit, CLERK)

    return deed


def _together(scene: Scene) -> Blame:
    files = {
        TIERS: relaxed(scene.read(TIERS)),
        **scene.forged(SENT, "arrive", status="on_site"),
    }
    commit = scene.commit(files, message=receipt("arrive", SENT, events=[EVENT]))
    return Blame(commit, CLERK, SENT)


# -- git bent -------------------------------------------------------------------------------------


def _replaced(scene: Scene) -> Blame:
    """`git replace`: an older commit tells another story, and fsck is content."""
    old = scene.head("HEAD~3")
    text = scene.git("cat-file", "commit", old) + "\n"
    other = scene.git(
        "hash-object", "-t", "commit", "-w", "--stdin",
        data=text.replace(CLERK.mail, TECHNICIAN.mail).encode(),
    )  # fmt: skip
    scene.git("replace", "--", old, other)
    return Blame(who=None)


def _grafted(scene: Scene) -> Blame:
    info = scene.root / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "grafts").write_text(f"{scene.head('HEAD~1')}\n")
    return Blame(who=None)


def _file(path: str, text: str | bytes | Link, message: str = "settings") -> Callable[..., Blame]:
    def deed(scene: Scene) -> Blame:
        return Blame(scene.commit({path: text}, message=message))

    return deed


def _attributes(line: str, folder: str = "") -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        path = f"{folder}.gitattributes"
        before = "" if folder else scene.read(path)
        return Blame(scene.commit({path: f"{before}{line}\n"}, message="settings"))

    return deed


def _private_attributes(scene: Scene) -> Blame:
    info = scene.root / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("standards/** -diff\n")
    return Blame(who=None)


def _in_the_index(flag: str) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        scene.git("update-index", flag, "--", scene.path(CLOSED))
        return Blame(who=None, ticket=CLOSED)

    return deed


def _configured(key: str, value: str) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        (scene.root / ".git/names").write_text(f"{TECHNICIAN.name} <{TECHNICIAN.mail}>"
                                               f" <{CLERK.mail}>\n")  # fmt: skip
        scene.git("config", key, value)
        return Blame(who=None)

    return deed


def _shallow(scene: Scene) -> Blame:
    _cloned(scene, "--depth=1")
    return Blame(who=None)


def _partial(scene: Scene) -> Blame:
    scene.git("config", "uploadpack.allowFilter", "true")
    _cloned(scene, "--filter=blob:none")
    return Blame(who=None)


def cloned(scene: Scene) -> None:
    """Look at a whole clone."""
    _cloned(scene)


def _cloned(scene: Scene, *how: str) -> None:
    other = scene.root.with_name("clone")
    scene.git("clone", "-q", *how, f"file://{scene.root}", str(other))
    scene.root = other


def _secret(text: str) -> str:
    return f"# 远端\n{text}\n"


NOISE = bytes(random.Random(3).randbytes(3_000_000))
KEY = (
    "-----BEGIN OPENSSH " + "PRIVATE KEY-----\n"
    + base64.encodebytes(random.Random(4).randbytes(300)).decode()
    + "-----END OPENSSH " + "PRIVATE KEY-----\n"
)  # fmt: skip
TOKEN = "gh" + "p_" + "Zq7xW2nB9vK4mT6yR1cD8sF3gH5jL0pA2eUi"
CRIMES: tuple[Crime, ...] = (
    Crime("G018", "limit", _sandwich(TIERS, relaxed), improved, trick=SANDWICH),
    Crime("G018", "calendar",
          _sandwich("standards/calendars/office.yaml",
                    lambda text: re.sub(r'"08:30-', '"10:30-', text)), improved),
    Crime("G018", "holidays",
          _sandwich("standards/holidays/cn.yaml",
                    lambda text: text.replace("rest: [", "rest: [2026-03-04, ", 1)), improved),
    Crime("G018", "policy",
          _sandwich("standards/policy.yaml",
                    lambda text: text.replace("late_entry: 4h", "late_entry: 900h")), improved),
    Crime("G019", "limit-and-ticket", _together, improved,
          trick="one commit edits limit and ticket"),
    Crime("G023", "git-replace", _replaced, arrived, trick=EVIL),
    Crime("G023", "grafts", _grafted, arrived),
    Crime("G024", "no-diff-of-standards", _attributes("standards/** -diff"), noted, trick=EVIL),
    Crime("G024", "binary-tickets", _attributes("records/** binary"), noted),
    Crime("G024", "merge-ours", _attributes("standards/**/*.yaml merge=ours"), noted),
    Crime("G024", "nested", _attributes("*.yaml -diff", "records/tickets/2026/"), noted),
    Crime("G024", "macro", _attributes("[attr]quiet -diff -text\n*.yaml quiet"), noted),
    Crime("G024", "other-encoding",
          _attributes("*.yaml working-tree-encoding=UTF-16"), noted),
    Crime("G024", "filter", _attributes("records/** filter=polish"), noted),
    Crime("G024", "driver-of-ones-own", _attributes("*.yaml diff=none"), noted),
    Crime("G024", "in-the-private-attributes", _private_attributes, arrived),
    Crime("G024", "skip-worktree", _in_the_index("--skip-worktree"), arrived),
    Crime("G024", "assume-unchanged", _in_the_index("--assume-unchanged"), arrived),
    Crime("G025", "mailmap", _file(".mailmap", f"{TECHNICIAN.name} <{TECHNICIAN.mail}>"
          f" <{CLERK.mail}>\n"), noted, trick=EVIL),
    Crime("G025", "mailmap-in-the-settings", _configured("mailmap.file", ".git/names"), arrived),
    Crime("G026", "shallow", _shallow, cloned, trick=EVIL),
    Crime("G026", "partial", _partial, cloned),
    Crime("G037", "large", _file("photos/hall.bin", NOISE), noted),
    Crime("G037", "binary", _file("photos/tap.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 9),
          noted),
    Crime("G038", "private-key", _file("standards/key", KEY), noted),
    Crime("G038", "token", _file("remote.md", _secret(f"https://x:{TOKEN}@git.example/s")), noted),
    Crime("G038", "password-in-an-address",
          _file("remote.md", _secret("https://li:Sommer-2026!x@git.example/s.git")), noted),
    Crime("G039", "submodule", _file("vendor", Link("160000", "a" * 40)), noted),
)  # fmt: skip
