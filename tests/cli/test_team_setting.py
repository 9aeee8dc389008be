"""A real team: a bare repository behind `git daemon` with the server's hook, and three clones."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from tests.support.cli import done, environment, git, head, wuye
from tests.support.depth import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLERK, MANAGER = "李客服 <li@desk.example>", "王经理 <wang@desk.example>"
GUARD = "周保安 <zhou@desk.example>"
DESKS = {"front": CLERK, "gate": GUARD, "office": MANAGER}


def _has_daemon() -> bool:
    folder = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    return shutil.which("git-daemon", path=folder.stdout.strip()) is not None


pytestmark = [
    pytest.mark.skipif(not _has_daemon(), reason="git daemon is not installed"),
    pytest.mark.skipif(PERCENT < 100, reason="a day of processes; TEST_DEPTH=100 runs it"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A folder with the first store, the server's repository, and its address."""
    folder = tmp_path_factory.mktemp("team")
    first = folder / "first"
    done("init", "first", "--yes", "--estate", "阳光花园", at=folder, WUYE_ACTOR=MANAGER)
    for name, role, who in (("王经理", "经理", MANAGER), ("李客服", "客服", CLERK),
                            ("周保安", "门岗", GUARD)):  # fmt: skip
        mail = who.partition("<")[2].rstrip(">")
        done("staff", "add", name, "--role", role, "--mail", mail, at=first, WUYE_ACTOR=MANAGER)
    bare = folder / "srv" / "estate.git"
    bare.parent.mkdir()
    git(folder, "clone", "-q", "--bare", str(first), str(bare))
    done("hook", "install", "--server", at=bare)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    daemon = subprocess.Popen(
        ["git", "daemon", f"--base-path={bare.parent}", "--export-all", "--reuseaddr",
         "--enable=receive-pack", "--listen=127.0.0.1", f"--port={port}"],
        env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port)
        yield folder, f"git://127.0.0.1:{port}/estate.git"
    finally:
        daemon.terminate()
        daemon.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(port)


@pytest.fixture(scope="module")
def clones(place) -> dict[str, Path]:
    folder, url = place
    for name, who in DESKS.items():
        done("join", url, name, "--no-people", at=folder, WUYE_ACTOR=who)
    return {name: folder / name for name in DESKS}


def test_three_clones_work_a_day_and_hold_the_same_in_the_end(place, clones):
    calls = {
        "front": "3-1-0502 厨房水龙头滴水",
        "gate": "5栋 楼道灯不亮",
        "office": "6栋 大门关不上",
    }
    taken = {}
    for name, text in calls.items():
        ran = done("take", *text.split(), "--json", at=clones[name], WUYE_ACTOR=DESKS[name])
        taken[name] = ran.json["id"]
        done("sync", at=clones[name], WUYE_ACTOR=DESKS[name])
    assert len(set(taken.values())) == len(calls)
    for name in ("front", "gate"):
        done("sync", at=clones[name], WUYE_ACTOR=DESKS[name])
    done("dispatch", taken["gate"], "--to", "赵师傅", at=clones["front"], WUYE_ACTOR=CLERK)
    done("ticket", "note", taken["gate"], "--text", "在三楼", at=clones["gate"], WUYE_ACTOR=GUARD)
    for name in ("front", "gate", "office", "front", "gate"):
        done("sync", at=clones[name], WUYE_ACTOR=DESKS[name])
    folder, _ = place
    assert {head(root) for root in clones.values()} == {head(folder / "srv/estate.git")}
    for name, root in clones.items():
        assert len(done("ticket", "list", "--json", at=root).json) == len(calls)
        done("audit", "verify", at=root, WUYE_ACTOR=DESKS[name])
        done("check", at=root, WUYE_ACTOR=DESKS[name])


@pytest.mark.parametrize("trick", ["rewritten", "deleted", "rewound"])
def test_a_pushed_forgery_is_refused_with_a_clear_line(place, clones, trick):
    folder, _ = place
    bare, root = folder / "srv" / "estate.git", clones["gate"]
    done("take", "9栋", "门铃不响", at=root, WUYE_ACTOR=GUARD)
    done("sync", at=root, WUYE_ACTOR=GUARD)
    before = head(bare)
    ticket = git(root, "log", "-1", "--format=%(trailers:key=Wuye-Ticket,valueonly)").strip()
    path = git(root, "log", "-1", "--name-only", "--format=").strip()
    who = ("-c", "user.name=周保安", "-c", "user.email=zhou@desk.example")
    if trick == "rewound":
        git(root, "reset", "-q", "--hard", "HEAD~1")
    elif trick == "deleted":
        git(root, *who, "rm", "-q", path)
        git(root, *who, "commit", "-qm", "tidy up")
    else:
        text = (root / path).read_text()
        (root / path).write_text(text.replace('do: "ack"', 'do: "note", text: "x"'))
        git(root, *who, "commit", "-qam", "typo")
    pushed = subprocess.run(
        ["git", "push", "--force", "origin", "HEAD"],
        cwd=root, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert pushed.returncode != 0
    assert "wuye：没有接收" in pushed.stderr
    wanted = {"rewritten": ("G010", ticket), "deleted": ("G012", ticket), "rewound": ("wuye sync",)}
    for word in wanted[trick]:
        assert word in pushed.stderr, pushed.stderr
    assert head(bare) == before
    assert wuye("audit", "verify", at=bare).status == 0
    git(root, "fetch", "-q", "origin")
    git(root, "reset", "-q", "--hard", "FETCH_HEAD")
