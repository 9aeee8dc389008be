"""Frauds with trees, merges, refs and settings that no ordinary command of git or wuye would write."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.headers import put
from tests.support.crimes.merges import MERGE, merged, sides
from tests.support.crimes.records import arrived
from tests.support.crimes.rights import POLICY, by_the_manager
from tests.support.crimes.scene import (
    CLERK,
    CLOSED,
    DEED,
    MANAGER,
    SENT,
    TECHNICIAN,
    Link,
    names,
    receipt,
)
from tests.support.crimes.times import noted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene


def _in_full(deed: Callable[[Scene], Blame]) -> Callable[[Scene], Blame]:
    """What only reading every object finds."""

    def done(scene: Scene) -> Blame:
        scene.against = ("--full",)
        deed(scene)
        return Blame(who=None)

    return done


# -- trees ----------------------------------------------------------------------------------------


def _entries(scene: Scene, tree: str) -> list[tuple[str, str, str]]:
    listed = scene.git("ls-tree", tree).splitlines()
    return [(*line.partition("\t")[0].split()[::2], line.partition("\t")[2]) for line in listed]


def _tree(scene: Scene, entries: list[tuple[str, str, str]]) -> str:
    body = b"".join(
        f"{mode.lstrip('0')} {name}".encode() + b"\0" + bytes.fromhex(blob)
        for mode, blob, name in entries
    )
    return scene.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", data=body)


def _in_tree(
    folder: str, change: Callable[[Scene, list[tuple[str, str, str]]], object], ticket: str = ""
) -> Callable[[Scene], Blame]:
    """A commit in which the tree of a folder is written entry by entry."""

    def deed(scene: Scene) -> Blame:
        parts = folder.split("/")
        entries = _entries(scene, f"HEAD:{folder}")
        change(scene, entries)
        made = _tree(scene, entries)
        for at in range(len(parts) - 1, -1, -1):
            above = _entries(scene, f"HEAD:{'/'.join(parts[:at])}")
            made = _tree(scene, [
                (mode, made if name == parts[at] else blob, name) for mode, blob, name in above
            ])  # fmt: skip
        who = names(CLERK, DEED)
        commit = scene.git("commit-tree", made, "-p", "HEAD", "-m", "notes", **who)
        scene.git("update-ref", "HEAD", commit)
        return Blame(commit, CLERK, ticket)

    return deed


def _twice(scene: Scene, entries: list[tuple[str, str, str]]) -> None:
    at = [name for _, _, name in entries].index("tiers.yaml")
    other = scene.git("hash-object", "-w", "--stdin", data=b"{}\n")
    entries.insert(at + 1, ("100644", other, "tiers.yaml"))


def _twice_first(scene: Scene, entries: list[tuple[str, str, str]]) -> None:
    at = [name for _, _, name in entries].index("tiers.yaml")
    other = scene.git("hash-object", "-w", "--stdin", data=b"{}\n")
    entries.insert(at, ("100644", other, "tiers.yaml"))


def _unsorted(_scene: Scene, entries: list[tuple[str, str, str]]) -> None:
    entries.reverse()


def _named_with_slash(scene: Scene, entries: list[tuple[str, str, str]]) -> None:
    other = scene.git("hash-object", "-w", "--stdin", data=b"{}\n")
    entries.append(("100644", other, "zz/tiers.yaml"))


def _moded(mode: str) -> Callable[[Scene, list[tuple[str, str, str]]], object]:
    def change(_scene: Scene, entries: list[tuple[str, str, str]]) -> None:
        at = [name for _, _, name in entries].index(f"{CLOSED}.yaml")
        entries[at] = (mode, *entries[at][1:])

    return change


def _beside(path: str) -> Callable[[Scene], Blame]:
    return lambda scene: Blame(scene.commit({path: "{}\n"}, message="settings"))


# -- merges ---------------------------------------------------------------------------------------


def _same_parent(scene: Scene) -> Blame:
    """A merge of a commit with itself, which has something of its own."""
    files = scene.edited(CLOSED, "T10:00:00", "T09:20:00")
    made = scene.commit(files, at=MERGE, message="Merge branch 'side'")
    text = scene.git("cat-file", "commit", made) + "\n"
    parent = scene.head("HEAD^")
    text = text.replace(f"parent {parent}\n", f"parent {parent}\nparent {parent}\n")
    return Blame(put(scene, text.encode()), CLERK, CLOSED)


def _receipt_on_a_merge(scene: Scene) -> Blame:
    """A merge that holds what it should, and says that it closed a ticket."""
    merged(scene)
    text = scene.git("cat-file", "commit", "HEAD") + "\n"
    head = text.partition("\n\n")[0]
    message = receipt("close", CLOSED)
    return Blame(put(scene, f"{head}\n\n{message}".encode()), CLERK, CLOSED)


def _criss_cross(scene: Scene) -> Blame:
    """Two branches that merged one another; the last merge leaves a step out."""
    _, side = sides(scene)
    home = scene.git("symbolic-ref", "--short", "HEAD")
    one, two = scene.head(), scene.head(side)
    scene.git("merge", "-q", "--no-ff", "--no-edit", two, **names(CLERK, MERGE))
    scene.git("checkout", "-q", side)
    scene.git("merge", "-q", "--no-ff", "--no-edit", one, **names(TECHNICIAN, MERGE))
    scene.commit({"A.md": "a\n"}, at=MERGE, message="notes")
    scene.git("checkout", "-q", home)
    scene.commit({"B.md": "b\n"}, at=MERGE, message="notes")
    before = scene.text(SENT, one)
    files = {"A.md": "a\n", scene.path(SENT): before}
    commit = scene.commit(files, at=MERGE, parents=("HEAD", side), message="Merge branch 'side'")
    return Blame(commit, CLERK, SENT)


# -- refs and settings ----------------------------------------------------------------------------


def _branch_of_a_name(scene: Scene) -> Blame:
    home = scene.git("symbolic-ref", "HEAD")
    scene.git("branch", "other")
    scene.git("symbolic-ref", home, "refs/heads/other")
    return Blame(who=None)


def _filtered(scene: Scene) -> Blame:
    """What `git filter-branch` leaves: the history as it was before."""
    before = scene.head()
    arrived(scene)
    scene.git("update-ref", "refs/original/refs/heads/main", "HEAD")
    scene.git("reset", "-q", "--hard", before)
    return Blame(who=None)


def _setting(key: str, value: str) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        scene.git("config", key, value)
        return Blame(who=None)

    return deed


def _linked(scene: Scene) -> Blame:
    """A link lies in place of the policy for an hour, so that an audit should stumble over it."""
    text = scene.read(POLICY)
    commit = scene.commit({POLICY: Link("120000", "/etc/passwd")}, by=MANAGER, message="policy")
    scene.commit({POLICY: text}, at=MERGE, by=MANAGER, message="policy")
    return Blame(commit, MANAGER)


def _swapped_object(scene: Scene) -> Blame:
    """Another file lies on the disk under the id of a ticket's."""
    blob = scene.git("rev-parse", f"HEAD:{scene.path(CLOSED)}")
    data = scene.text(CLOSED).replace("T10:00:00", "T09:20:00").encode()
    scene.git("unpack-objects", "-q", data=b"", check=False)
    path = scene.root / ".git/objects" / blob[:2] / blob[2:]
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob %d\0" % len(data) + data))
    return Blame(who=None)


CRIMES: tuple[Crime, ...] = (
    Crime("G036", "receipt-on-a-merge", _receipt_on_a_merge, merged),
    Crime("G020", "merge-of-a-commit-with-itself", _same_parent, merged),
    Crime("G020", "step-left-out-in-a-criss-cross", _criss_cross, merged),
    Crime("G024", "standard-twice-in-a-tree", _in_tree("standards", _twice), noted),
    Crime("G024", "standard-twice-in-a-tree-first", _in_tree("standards", _twice_first), noted),
    Crime("G024", "tree-out-of-order", _in_tree("standards", _unsorted), noted),
    Crime("G026", "name-with-a-slash", _in_full(_in_tree("standards", _named_with_slash)), noted),
    Crime("G024", "invisible-letter-in-a-path", _beside("standards/tiers\u200c.yaml"), noted),
    Crime("G024", "blank-behind-a-path", _beside("standards/tiers.yaml "), noted),
    Crime("G024", "backslash-in-a-path", _beside("standards\\tiers.yaml"), noted),
    Crime("G023", "branch-that-is-another", _branch_of_a_name, arrived),
    Crime("G001", "history-before-a-filter", _filtered, arrived),
    Crime("G024", "all-is-binary", _setting("core.bigFileThreshold", "1"), noted),
    Crime("G024", "driver-of-gits-own-name", _setting("diff.markdown.textconv", "true"), noted),
    Crime("G024", "our-driver-is-binary", _setting("diff.wuye.binary", "true"), noted),
    Crime("G024", "merge-driver-for-all", _setting("merge.default", "ours"), noted),
    Crime("G026", "object-swapped-on-the-disk", _swapped_object, arrived),
    Crime(
        "G039", "policy-replaced-by-a-link", _linked, by_the_manager, kind="team", also=("G029",)
    ),
)
