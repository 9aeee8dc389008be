"""Frauds by shape: of YAML, of modes and links, of merges, of git's own files and their patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.hiding import _attributes
from tests.support.crimes.merges import (
    MERGE,
    NEXT,
    _event_changed,
    _limit_relaxed,
    merged,
    sides,
)
from tests.support.crimes.records import EVENT, adopted, amended, cancelled
from tests.support.crimes.rights import RECEIPT, by_the_manager, taken_on
from tests.support.crimes.scene import (
    CLERK,
    CLOSED,
    DEED,
    MANAGER,
    SENT,
    TAKEN,
    TECHNICIAN,
    Link,
    names,
    receipt,
)
from tests.support.crimes.times import noted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.support.crimes.scene import Scene

STATUS = 'status: "closed"'
FORMS: dict[str, Callable[[str], str]] = {
    "key-twice": lambda text: text.replace(STATUS, f'status: "cancelled"\n{STATUS}'),
    "anchor": lambda text: text.replace(STATUS, 'status: &a "closed"'),
    "tag": lambda text: text.replace(STATUS, 'status: !!str "closed"'),
    "merge-key": lambda text: text.replace(STATUS, f'<<: {{status: "cancelled"}}\n{STATUS}'),
    "second-document": lambda text: f'{text}---\nstatus: "cancelled"\n',
    "end-mark": lambda text: f"{text}...\n",
    "directive": lambda text: f"%YAML 1.1\n---\n{text}",
    "line-ends-of-old": lambda text: text.replace("\n", "\r"),
    "escaped-letters": lambda text: text.replace("水龙头", "\\u6c34龙头"),
    "half-a-letter": lambda text: text.replace("水龙头", "水\\ud800龙头"),
    "very-deep": lambda text: f"{text}x-a: {'[' * 3000}{']' * 3000}\n",
    "field-of-ones-own": lambda text: text.replace(STATUS, f'{STATUS}\nx-note: "ok"'),
}
"""What YAML lets one write, and no command does."""


def _written(change: Callable[[str], str]) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        text = scene.text(CLOSED)
        assert change(text) != text
        commit = scene.commit({scene.path(CLOSED): change(text)}, message="typo")
        return Blame(commit, CLERK, CLOSED)

    return deed


def _linked(path: str, target: str, message: str = RECEIPT) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        files = {path: Link("120000", target)}
        return Blame(scene.commit(files, by=MANAGER, message=message), MANAGER)

    return deed


def _folder_linked(scene: Scene) -> Blame:
    """All tickets of a day become a link to another day's."""
    folder = scene.path(CLOSED).rpartition("/")[0]
    files = dict.fromkeys(scene.git("ls-files", folder).splitlines())
    commit = scene.commit({**files, folder: Link("120000", "../03")}, message="tidy")
    return Blame(commit, CLERK, CLOSED)


def _octopus(change: Callable[[Scene], Mapping[str, str | None]]) -> Callable[[Scene], Blame]:
    """A merge of three that holds what none of them had."""

    def deed(scene: Scene) -> Blame:
        theirs, side = sides(scene)
        scene.commit({"NOTES.md": "# 备忘\n"}, branch="third", at=NEXT, message="notes")
        files = {**theirs, "NOTES.md": "# 备忘\n", **change(scene)}
        parents = ("HEAD", side, "third")
        commit = scene.commit(files, at=MERGE, parents=parents, message="Merge all")
        return Blame(commit, CLERK)

    return deed


def _dropped_beginning(scene: Scene) -> Blame:
    """A history from elsewhere is merged with `-s ours`, so that nothing of it shows."""
    files = {"NOTES.md": "# 备忘\n"}
    other = scene.commit(files, branch="other", at=NEXT, parents=(), message="another beginning")
    scene.commit({}, at=MERGE, parents=("HEAD", "other"), message="Merge branch 'other'")
    return Blame(other, CLERK)


def _of_an_ancestor(scene: Scene) -> Blame:
    """A merge of what is there already, which git never makes, with something of its own."""
    parents = ("HEAD", scene.head("HEAD~2"))
    commit = scene.commit(
        _event_changed(scene), at=MERGE, parents=parents, message="Merge branch 'side'"
    )
    return Blame(commit, CLERK, CLOSED)


def _beyond_a_fast_forward(scene: Scene) -> Blame:
    """A merge where one side did nothing, with more than the other did."""
    base = scene.head()
    scene.wuye(DEED, f"ticket arrive {SENT}")
    files = {scene.path(SENT): scene.text(SENT), **_event_changed(scene)}
    tip = scene.head()
    scene.git("reset", "-q", "--hard", base)
    commit = scene.commit(files, at=MERGE, parents=(base, tip), message="Merge branch 'side'")
    return Blame(commit, CLERK, CLOSED)


def not_forwarded(scene: Scene) -> None:
    """A branch is merged with `--no-ff` although nothing was done beside it."""
    scene.git("checkout", "-q", "-b", "side")
    scene.wuye(DEED, f"ticket arrive {SENT}")
    scene.git("checkout", "-q", "-")
    scene.git("merge", "-q", "--no-ff", "--no-edit", "side", **names(CLERK, MERGE))


def _apart(scene: Scene, work: Callable[[], object]) -> str:
    """Do something on a branch of its own, and something honest at home; return the branch."""
    scene.git("checkout", "-q", "-b", "side")
    work()
    scene.git("checkout", "-q", "-")
    scene.wuye("2026-03-04 15:25", f"ticket note {SENT} --text 约好")
    return "side"


def _own_role_on_a_side(scene: Scene) -> Blame:
    """Makes himself manager on a branch, uses it there, and merges it."""
    path = "records/staff/s-zhao.yaml"
    made: list[str] = []

    def work() -> None:
        text = scene.read(path).replace("technician", "manager")
        made.append(scene.commit({path: text}, by=TECHNICIAN, message=RECEIPT))
        at = "2026-03-04 15:10"
        files = scene.forged(
            TAKEN, "dispatch", at=at, by="s-zhao", status="dispatched", more='to: "s-zhao"'
        )
        message = receipt("dispatch", TAKEN, events=[EVENT])
        scene.commit(files, at=at, by=TECHNICIAN, message=message)

    side = _apart(scene, work)
    scene.git("merge", "-q", "--no-ff", "--no-edit", side, **names(TECHNICIAN, MERGE))
    return Blame(made[0], TECHNICIAN)


def _role_in_a_merge(scene: Scene) -> Blame:
    """A merge makes somebody manager by the way."""
    side = _apart(scene, lambda: scene.wuye(DEED, f"dispatch {TAKEN} --to 赵师傅"))
    path = "records/staff/s-zhao.yaml"
    files = {
        scene.path(TAKEN): scene.text(TAKEN, side),
        path: scene.read(path).replace("technician", "manager"),
    }
    commit = scene.commit(
        files, by=TECHNICIAN, at=MERGE, parents=("HEAD", side), message="Merge branch 'side'"
    )
    return Blame(commit, TECHNICIAN)


def _number_lost_in_a_merge(scene: Scene) -> Blame:
    """Of three calls on a branch a merge takes the first and the last."""

    def work() -> None:
        for number in (2, 3, 4):
            scene.wuye(f"2026-03-04 15:0{number}", f"take 4-2-010{number} 门锁打不开")

    side = _apart(scene, work)
    one, lost, last = (f"WY-260304-A00{number}" for number in (1, 2, 3))
    files = {scene.path(name): scene.text(name, side) for name in (one, last)}
    commit = scene.commit(files, at=MERGE, parents=("HEAD", side), message="Merge branch 'side'")
    return Blame(commit, CLERK, lost)


def _beside(path: str, text: str = "{}\n") -> Callable[[Scene], Blame]:
    return lambda scene: Blame(scene.commit({path: text}, message="settings"))


CRIMES: tuple[Crime, ...] = (
    *(Crime("G009", name, _written(change), amended) for name, change in FORMS.items()),
    Crime("G010", "letter-that-does-not-show",
          _written(lambda text: text.replace("水龙头", "水\u200b龙头")), amended),
    Crime("G009", "link-as-a-new-ticket", lambda scene: Blame(
        scene.commit({scene.path("WY-260304-A001"): Link("120000", "/etc/passwd")}), CLERK,
        "WY-260304-A001"), adopted),
    Crime("G012", "link-in-place-of-a-day", _folder_linked, cancelled),
    Crime("G039", "link-to-the-managers-file", _linked("records/staff/s-zhao.yaml", "s-wang.yaml"),
          taken_on, kind="team"),
    Crime("G039", "standard-that-is-a-link", _linked("standards/tiers.yaml", "../t", "t"),
          by_the_manager, kind="team"),
    Crime("G039", "texts-that-are-another-repository", lambda scene: Blame(
        scene.commit({"standards/templates": Link("160000", "a" * 40)})), noted),
    Crime("G021", "octopus-with-another-arrival", _octopus(_event_changed), merged),
    Crime("G021", "octopus-with-another-limit", _octopus(_limit_relaxed), merged),
    Crime("G021", "unrelated-history-that-leaves-nothing", _dropped_beginning, merged),
    Crime("G020", "merge-of-an-ancestor", _of_an_ancestor, not_forwarded),
    Crime("G020", "more-than-a-fast-forward", _beyond_a_fast_forward, not_forwarded),
    Crime("G020", "role-given-in-a-merge", _role_in_a_merge, merged, kind="team"),
    Crime("G020", "number-lost-in-a-merge", _number_lost_in_a_merge, merged),
    Crime("G027", "own-role-on-a-side", _own_role_on_a_side, taken_on, kind="team"),
    Crime("G024", "pattern-in-quotes", _attributes(r'"standards/ti\145rs.yaml" -diff'), noted),
    Crime("G024", "merge-by-line", _attributes("*.yaml merge=union"), noted),
    Crime("G024", "not-in-an-archive", _attributes("records/** export-ignore"), noted),
    Crime("G024", "point-behind-a-path", _beside("wuye.yaml."), noted),
    Crime("G024", "stream-of-a-path", _beside("standards/tiers.yaml:x"), noted),
    Crime("G024", "short-name-of-attributes", _beside("GITATT~1", "* -diff\n"), noted),
    Crime("G024", "two-letters-in-one", _beside("ﬆandards/tiers.yaml"), noted),
)  # fmt: skip
