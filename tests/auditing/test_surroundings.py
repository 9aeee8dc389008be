"""Tricks beside the commits, each in a store of its own kind; and stores that play none."""

from __future__ import annotations

import shutil
from hashlib import sha1
from typing import TYPE_CHECKING

import pytest
from tests.support.desks import an_office
from tests.support.histories import run

from wuye_cli.auditing.surroundings import misleading, unverifiable
from wuye_cli.services.intake import Request, take
from wuye_cli.store.ground import Ground
from wuye_cli.store.repository import Store
from wuye_cli.store.surroundings import borrowed_from, look_around
from wuye_cli.store.thinning import tune
from wuye_cli.store.upkeep import maintain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wuye_cli.checking.finding import Finding

TIERS = "standards/tiers.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = an_office(tmp_path_factory.mktemp("made"))
    for words_said in ("3-2-501 厨房水管漏水", "3-2-502 跳闸"):
        take(office.desk, words_said, Request(title=""))
    run(office.root, "config", "user.email", "a@b")
    run(office.root, "config", "user.name", "a")
    return office.root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "store", symlinks=True)
    run(tmp_path / "store", "update-index", "-q", "--refresh")
    return tmp_path / "store"


def told(root: Path, *, full: bool = False) -> list[Finding]:
    around = look_around(Ground(str(root)), full=full)
    return [*misleading(around), *unverifiable(around)]


def words(root: Path, *, full: bool = False) -> list[tuple[str, str]]:
    return [(one.rule, one.facts["what"]) for one in told(root, full=full)]


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def head(root: Path) -> str:
    return run(root, "rev-parse", "HEAD").decode().strip()


TRICKS: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "replace": ("G023", "replaced", lambda root: run(root, "replace", "HEAD", "HEAD~1")),
    "graft": ("G023", "grafts", lambda root: put(root, ".git/info/grafts", f"{head(root)}\n")),
    "tag": ("G023", "names", lambda root: run(root, "tag", "main", "HEAD~1")),
    "file": ("G023", "names", lambda root: put(root, ".git/main", f"{head(root)}\n")),
    "branch HEAD": (
        "G023",
        "names",
        lambda root: run(root, "update-ref", "refs/heads/HEAD", "HEAD~1"),
    ),
    "info attributes": (
        "G024",
        "attributes",
        lambda root: put(root, ".git/info/attributes", "records/** -diff\n"),
    ),
    "lying attributes": (
        "G024",
        "attributes",
        lambda root: put(root, "records/tickets/.gitattributes", "* binary\n"),
    ),
    "changed attributes": (
        "G024",
        "attributes",
        lambda root: put(root, ".gitattributes", "* -text\n* -diff\n"),
    ),
    "attributes file": (
        "G024",
        "attributes",
        lambda root: (
            put(root, "../hide", "*.yaml merge=ours\n"),
            run(root, "config", "core.attributesFile", str(root / "../hide")),
        ),
    ),
    "exclude": (
        "G024",
        "ignored",
        lambda root: put(root, ".git/info/exclude", "/records/tickets/2026/12/\n"),
    ),
    "lying ignore": ("G024", "ignored", lambda root: put(root, "standards/.gitignore", "*\n")),
    "skip": (
        "G024",
        "skip-worktree",
        lambda root: run(root, "update-index", "--skip-worktree", TIERS),
    ),
    "assume": (
        "G024",
        "assume-unchanged",
        lambda root: run(root, "update-index", "--assume-unchanged", TIERS),
    ),
    "program": ("G024", "programs", lambda root: run(root, "config", "diff.external", "true")),
    "our driver": (
        "G024",
        "programs",
        lambda root: run(root, "config", "diff.wuye.command", "true"),
    ),
    "symbolic branch": (
        "G023",
        "names",
        lambda root: (
            run(root, "branch", "other"),
            run(root, "symbolic-ref", "refs/heads/main", "refs/heads/other"),
        ),
    ),
    "HEAD elsewhere": (
        "G023",
        "names",
        lambda root: (
            run(root, "update-ref", "refs/quiet/main", "HEAD"),
            run(root, "symbolic-ref", "HEAD", "refs/quiet/main"),
        ),
    ),
    "all binary": (
        "G024",
        "programs",
        lambda root: run(root, "config", "core.bigFileThreshold", "1k"),
    ),
    "built-in driver": (
        "G024",
        "programs",
        lambda root: run(root, "config", "diff.markdown.textconv", "true"),
    ),
    "mailmap": ("G025", "mailmap", lambda root: put(root, ".mailmap", "A <a@x> <b@x>\n")),
    "mailmap file": (
        "G025",
        "mailmap",
        lambda root: (
            put(root, "../names", "A <a@x> <b@x>\n"),
            run(root, "config", "mailmap.file", "../names"),
        ),
    ),
    "mailmap blob": (
        "G025",
        "mailmap",
        lambda root: run(
            root,
            *("config", "mailmap.blob"),
            run(root, "hash-object", "-w", "--stdin", data=b"A <a@x> <b@x>\n").decode().strip(),
        ),
    ),
    "sparse for one": (
        "G024",
        "skip-worktree",
        lambda root: (
            run(root, "sparse-checkout", "init", "--no-cone"),
            put(root, ".git/info/sparse-checkout", f"/*\n!/{TIERS}\n"),
            run(root, "read-tree", "-mu", "HEAD"),
        ),
    ),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_is_told_by_its_code(root: Path, name: str) -> None:
    code, what, play = TRICKS[name]
    play(root)
    assert words(root) == [(code, what)]


def test_an_honest_store_has_none(root: Path) -> None:
    store = Store.open(root)
    assert maintain(store)
    run(root, "tag", "v1")
    run(root, "branch", "other")
    put(root, "notes.txt", "x\n")
    assert words(root, full=True) == []
    run(root, "worktree", "add", "-q", str(root.parent / "tree"), "other")
    assert words(root.parent / "tree", full=True) == []
    tune(store, ["2026/10"])
    assert words(root, full=True) == []
    assert words(root.parent / "tree") == []


def test_a_folder_left_out_beside_the_tickets_is_told(root: Path) -> None:
    run(root, "sparse-checkout", "set", "--cone", "records")
    assert words(root) == [("G024", "skip-worktree")]


def test_a_shallow_clone_cannot_be_verified_and_says_what_to_type(root: Path) -> None:
    clone = root.parent / "clone"
    run(root, "clone", "-q", "--depth", "1", f"file://{root}", str(clone))
    (finding,) = told(clone, full=True)
    assert (finding.rule, finding.facts["what"]) == ("G026", "shallow")
    run(clone, *finding.facts["command"].split()[1:])
    assert told(clone, full=True) == []


def test_a_partial_clone_cannot_be_verified_and_says_what_to_type(root: Path) -> None:
    clone = root.parent / "clone"
    run(root, "config", "uploadpack.allowFilter", "true")
    run(root, "clone", "-q", "--filter=blob:none", f"file://{root}", str(clone))
    (finding,) = told(clone, full=True)
    assert (finding.rule, finding.facts["what"]) == ("G026", "partial")


@pytest.mark.parametrize("damage", [b"", b"x"])
def test_a_missing_or_damaged_object_is_told_by_the_thorough_look(
    root: Path, damage: bytes
) -> None:
    blob = run(root, "rev-parse", f"HEAD:{TIERS}").decode().strip()
    path = root / ".git/objects" / blob[:2] / blob[2:]
    if not path.exists():
        run(root, "unpack-objects", "-q", data=_packed(root))
    path.chmod(0o644)
    path.unlink()
    if damage:
        other = run(root, "rev-parse", "HEAD:wuye.yaml").decode().strip()
        shutil.copy(root / ".git/objects" / other[:2] / other[2:], path)
    assert words(root, full=True) == [("G026", "broken")]
    assert words(root) == []


def _packed(root: Path) -> bytes:
    packs = list((root / ".git/objects/pack").glob("*.pack"))
    data = packs[0].read_bytes()
    for one in (root / ".git/objects/pack").iterdir():
        one.unlink()
    return data


def test_head_off_its_branch_and_borrowed_objects_are_noted(root: Path) -> None:
    clone = root.parent / "clone"
    run(root, "clone", "-q", "--shared", str(root), str(clone))
    run(clone, "checkout", "-q", "--detach")
    around = look_around(Ground(str(clone)), full=True)
    assert (around.odd, len(borrowed_from(Ground(str(clone))))) == ((), 1)


def test_a_forged_commit_graph_is_told_by_the_thorough_look(root: Path) -> None:
    run(root, "commit-graph", "write", "--reachable")
    graph = root / ".git/objects/info/commit-graph"
    data = bytearray(graph.read_bytes()[:-20])
    chunks = {bytes(data[at : at + 4]): at for at in range(8, 8 + 12 * (data[6] + 1), 12)}
    start = int.from_bytes(data[chunks[b"CDAT"] + 4 : chunks[b"CDAT"] + 12], "big")
    data[start + 35] ^= 0x10  # the date of the first commit that is listed
    graph.chmod(0o644)
    graph.write_bytes(bytes(data) + sha1(data, usedforsecurity=False).digest())
    assert words(root, full=True) == [("G023", "graph")]
