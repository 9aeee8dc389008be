"""Many desks at once: nobody refused, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.support import repos
from tests.support.repos import AT, CLERK, NEW, OLD, git, leftovers, save

from wuye_cli.domain.errors import ConflictError, WuyeError
from wuye_cli.store.lock import StoreLock, patience
from wuye_cli.store.repository import Actor, Store

WRITERS, EACH = int(os.environ.get("WRITERS", "16")), int(os.environ.get("EACH", "10"))


def fork(work: object) -> int:
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            status = int(work() or 0)  # type: ignore[operator]  # any callable
        finally:
            os._exit(status)
    return pid


def join(pids: list[int]) -> list[int]:
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def append(root: Path, number: int) -> int:
    """Read a hot file, add a line, commit: an update is lost if two do it from the same state."""
    store = Store.open(root)
    for turn in range(EACH):
        hot = f"records/hot-{number % 4}.yaml"
        with store.transaction(by=Actor(f"w{number}", "w@x"), at=AT) as tx:
            tx.put(hot, (tx.read(hot) or b"") + b"%d-%d\n" % (number, turn))
            tx.put(f"records/new-{number}-{turn}.yaml", b"x%d-%d\n" % (number, turn))
            made = tx.commit(f"append {number}-{turn}")
        if b"%d-%d\n" % (number, turn) not in (store.read_at(made, hot) or b""):
            return 5
    return 0


def test_sixteen_writers_lose_nothing(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    pids = [fork(lambda number=number: append(store.root, number)) for number in range(WRITERS)]
    assert join(pids) == [0] * WRITERS
    lines = [(store.read(f"records/hot-{one}.yaml") or b"").split() for one in range(4)]
    told = sorted(line for some in lines for line in some)
    assert told == sorted(b"%d-%d" % (w, t) for w in range(WRITERS) for t in range(EACH))
    assert len(store.list_tree("records")) == WRITERS * EACH + 4 + 2
    authors = git(store.root, "log", "--format=%an %s").splitlines()[:-1]
    assert all(line.split()[0][1:] == line.split()[2].split("-")[0] for line in authors)
    assert len(authors) == WRITERS * EACH
    assert git(store.root, "status", "--porcelain") == ""
    assert leftovers(store.root) == []
    assert git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""


def test_writers_and_a_person_who_commits_by_hand(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    pids = [fork(lambda number=number: stubborn(store.root, number)) for number in range(3)]
    mine = 0
    for number in range(15):
        (store.root / "notes.md").write_text(f"note {number}\n")
        git(store.root, "add", "notes.md", check=False)
        git(store.root, "commit", "-q", "-m", f"note {number}", check=False)
        mine += 1
    assert join(pids) == [0] * 3
    assert mine == 15
    for number in range(3):
        assert store.read(f"records/s{number}.yaml") == b"".join(b"%d\n" % n for n in range(8))
    assert leftovers(store.root) == []
    git(store.root, "add", "notes.md")
    git(store.root, "commit", "-q", "--allow-empty", "-m", "last")
    assert git(store.root, "status", "--porcelain") == ""
    assert git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""


def stubborn(root: Path, number: int) -> int:
    """Eight appends; a commit by hand in between is met by trying again."""
    store, path = Store.open(root), f"records/s{number}.yaml"
    for turn in range(8):
        for _ in range(50):
            try:
                with store.transaction(by=CLERK, at=AT) as tx:
                    tx.put(path, (tx.read(path) or b"") + b"%d\n" % turn)
                    tx.commit(f"s{number} {turn}")
                break
            except ConflictError:
                time.sleep(0.01)
        else:
            return 6
    return 0


def test_readers_see_whole_states_while_a_writer_works(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    save(store, {OLD: b"0\n", NEW: b"0\n"})

    def write() -> None:
        for number in range(1, 40):
            save(store, {OLD: b"%d\n" % number, NEW: b"%d\n" % number})

    pid = fork(write)
    reader, seen, status = Store.open(store.root), set(), None
    while status is None:
        head = reader.head()
        pair = (reader.read_at(head, OLD), reader.read_at(head, NEW))
        assert pair[0] == pair[1]
        seen.add(pair[0])
        ended, code = os.waitpid(pid, os.WNOHANG)
        status = code if ended else None
    assert status == 0
    assert len(seen) > 5


def test_waiting_is_told_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = repos.a_store(tmp_path)
    waits: list[float] = []
    monkeypatch.setenv("WUYE_LOCK_TIMEOUT", "2")
    with store.transaction(by=CLERK, at=AT):
        other = Store.open(store.root).transaction(by=CLERK, at=AT, on_wait=waits.append)
        with pytest.raises(ConflictError) as caught, other:
            pass
    assert caught.value.code == "lock_timeout"
    assert 0.5 <= waits[0] <= 2
    save(store, {OLD: b"free again\n"})


@pytest.mark.parametrize("text", ["soon", "-1", "inf", "nan"])
def test_a_strange_patience_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WUYE_LOCK_TIMEOUT", text)
    with pytest.raises(WuyeError, match="bad_lock_timeout"):
        patience()


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    def hold() -> None:
        StoreLock(str(path)).acquire(timeout=0)
        (tmp_path / "held").touch()
        time.sleep(30)

    pid = fork(hold)
    while not (tmp_path / "held").exists():
        time.sleep(0.005)
    lock = StoreLock(str(path))
    with pytest.raises(ConflictError):
        lock.acquire(timeout=0.05)
    os.kill(pid, signal.SIGKILL)
    lock.acquire(timeout=5)
    lock.release()
    join([pid])


def test_an_index_that_another_git_holds_is_waited_for(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    lock = store.git_dir / "index.lock"
    lock.write_bytes(b"")
    remover = subprocess.Popen(["sh", "-c", f"sleep 0.3; rm '{lock}'"])
    save(store, {OLD: b"new\n"})
    remover.wait()
    assert store.read(OLD) == b"new\n"


def test_an_index_lock_of_a_killed_command_is_taken_over(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)

    def die() -> None:
        with store.transaction(by=CLERK, at=AT) as tx:
            tx.put(OLD, b"new\n")
            os.kill(os.getpid(), signal.SIGKILL)

    assert join([fork(die)]) == [-9]
    assert (store.git_dir / "index.lock").exists()
    save(store, {NEW: b"x\n"})
    assert leftovers(store.root) == []


def _stand_in_queue(path: Path, number: int) -> bool:
    """Ask the kernel how many wait for a lock; one that does not tell gets time to let them in."""
    kernel = Path("/proc/locks")
    if not kernel.is_file():
        time.sleep(0.2)
        return True
    inode = f":{path.stat().st_ino} "
    waiting = [line for line in kernel.read_text().splitlines() if "->" in line and inode in line]
    return len(waiting) >= number


def test_whoever_came_first_goes_first(tmp_path: Path) -> None:
    path, told = tmp_path / "lock", tmp_path / "told"
    first = StoreLock(str(path))
    first.acquire(timeout=0)

    def queue(name: str) -> None:
        first.release()  # what was inherited
        lock = StoreLock(str(path))
        (tmp_path / name).touch()
        lock.acquire(timeout=30)
        with told.open("a") as file:
            file.write(name)
        lock.release()

    pids = []
    for place, name in enumerate("abcdefgh", start=1):
        pids.append(fork(lambda name=name: queue(name)))
        while not (tmp_path / name).exists() or not _stand_in_queue(path, place):
            time.sleep(0.005)
    first.release()
    join(pids)
    assert told.read_text() == "abcdefgh"


def test_a_place_that_was_left_does_not_keep_the_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    first, second, third = (StoreLock(path) for _ in range(3))
    first.acquire(timeout=0)
    for _ in range(3):
        with pytest.raises(ConflictError, match="lock_timeout"):
            second.acquire(timeout=0.05)
    first.release()
    third.acquire(timeout=5)
    third.release()
