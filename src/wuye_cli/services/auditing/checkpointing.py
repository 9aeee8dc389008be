"""The judges of checkpoints: of those in the history, and of one that somebody brings along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wuye_cli.auditing.checkpoint import Checkpoint, digest_of, label_of, parse_code
from wuye_cli.auditing.judge import Plain, Scope, finding
from wuye_cli.auditing.register import POLICY
from wuye_cli.auditing.rules.checkpoints import Checkpoints, Demands, judged
from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.services.auditing.signing import registers
from wuye_cli.store import checkpoints
from wuye_cli.store.codecs.policy import read_policy
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding
    from wuye_cli.store.ground import Ground

_MOST = 8_000_000


class Repository:
    """What a repository can say about checkpoints, as the judges ask it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    read = staticmethod(checkpoints.read)
    key_of = staticmethod(checkpoints.key_of)

    def stands_on(self, commit: str, earlier: str) -> bool:
        """Say whether a commit stands on an earlier one."""
        return checkpoints.stands_on(self.ground, commit, earlier)

    def state(self, commit: str) -> tuple[str, int, str]:
        """Return the tree of a commit, how many commits it stands on, and its manifest."""
        tree = self.ground.objects.root_tree(commit)
        size = checkpoints.size_of(self.ground, commit)
        return tree, size, digest_of(self.tickets(commit))

    def tickets(self, commit: str) -> str:
        """Return the list of the tickets in a commit."""
        return checkpoints.tickets_at(self.ground, commit)


def of_history(ground: Ground, until: str, now: int) -> Checkpoints:
    """Return the judge of the checkpoints in the history of a commit."""
    return Checkpoints(Repository(ground), registers(), _demands(ground, until), now)


def commit_named(ground: Ground, until: str, typed: str) -> str:
    """Return the commit that a checkpoint's code speaks of, "" if it is no code of the history."""
    code = parse_code(typed)
    if code is None:
        return ""
    known = checkpoints.ever_in(ground, until)
    return next((one.commit for one in known if (one.size, one.code) == code), "")


def _demands(ground: Ground, commit: str) -> Demands:
    blob = ground.objects.plain_at(commit, POLICY)
    try:
        asked = read_policy(read_plain(ground.objects.blob(blob)))[0].audit if blob else None
    except UncheckableError:
        asked = None
    return Demands(asked.checkpoint_every, asked.witnesses) if asked is not None else Demands()


class Against(Plain):
    """Holds one checkpoint from outside against the history.

    Args:
        ground: The repository.
        until: The commit that is judged.
        typed: A code as people write it down, or a file.

    Raises:
        CallError: `bad_code` for what is neither, `not_a_checkpoint` for a file of something else.
    """

    codes = ("G001", "G032")

    def __init__(self, ground: Ground, until: str, typed: str) -> None:
        self._repository = Repository(ground)
        self._until = until
        self._point = _from_file(typed)
        self._code = (
            (self._point.size, self._point.code) if self._point is not None else parse_code(typed)
        )
        if typed and self._code is None:
            raise CallError("bad_code", value=typed)

    def see(self, _commit: Commit, _past: Past) -> Iterator[Finding]:
        """Find nothing in a single commit."""
        return iter(())

    def end(self) -> Iterator[Finding]:
        """Look for the checkpoint in the whole."""
        if self._code is None:
            return
        if self._point is not None:
            yield from self._of_file(self._point)
            return
        number, code = self._code
        ground = self._repository.ground
        for point in checkpoints.ever_in(ground, self._until):
            if (point.size, point.code) == self._code:
                yield from judged(self._repository, point, self._until, None)
                return
        size = checkpoints.size_of(ground, self._until)
        if not self._stands_there(number, code, size):
            told: dict[str, Any] = {
                "number": number,
                "label": label_of(number, code),
                "count": size,
            }
            what = "short" if size < number else "unknown"
            yield finding("G001", None, path=checkpoints.FOLDER, what=what, **told)

    def _of_file(self, point: Checkpoint) -> Iterator[Finding]:
        yield from judged(self._repository, point, self._until, None)
        for one in point.signatures:
            if not checkpoints.key_of(point, one):
                label = label_of(point.size, point.code)
                told: dict[str, Any] = {"number": point.size, "label": label}
                told |= {"name": one.name, "key": one.fingerprint}
                yield finding("G032", None, what="bad", **told)

    def _stands_there(self, number: int, code: str, size: int) -> bool:
        """Say whether the state of that number still has that code, though no file says so."""
        if size < number:
            return False
        ground = self._repository.ground
        commit = checkpoints.commit_of_size(ground, self._until, number)
        origins = {one.origin: one.at for one in checkpoints.ever_in(ground, self._until)}
        return bool(commit) and any(
            checkpoints.made_of(ground, commit, origin, at).code == code
            for origin, at in origins.items()
        )

    def scope(self) -> Scope:
        """Say which checkpoint was held against the history."""
        return Scope(counts={"against": self._code[0]} if self._code else {})


def _from_file(typed: str) -> Checkpoint | None:
    if not typed or not typed.isprintable():
        return None
    try:
        with Path(typed).open("rb") as file:
            data = file.read(_MOST)
    except OSError:
        return None
    point = checkpoints.read(data.rstrip(b"\r\n") + b"\n")  # mail leaves lines behind
    if point is None:
        raise CallError("not_a_checkpoint", path=typed)
    return point
