"""A whole history as the audit reads it: every commit, parents first, raw, through pipes of git.

Nothing of the repository has a say in what is read: neither attributes, mailmap, replaced objects
and grafts (`git.clean_environment`), nor the commit graph, a file that only repeats what commits
say. What a commit is comes from its own bytes.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha1
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.auditing.commit import Commit, FileChange
from wuye_cli.auditing.commit_text import (
    hidden_in,
    read_commit,
    strays_of,
    subject_of,
    trailers_of,
)
from wuye_cli.domain.errors import StoreError
from wuye_cli.store.git import NULL_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.process import Child

_CHUNK = 1 << 16
_BATCH = 1000
"""Commits whose objects are asked for at once."""
_PER_CHILD = 20_000
"""Commits that one `diff-tree` compares: it keeps each that it has seen, half a kilobyte of it."""
_LARGE = 4 << 20
"""A file of more bytes is not read ahead; a record has at most a quarter of that."""
_KEPT = 24 << 20
"""Bytes of files that are kept at hand: the ticket that changes was changed not long ago."""
ORDINARY = frozenset({"100644", "100755"})
"""Modes of plain files."""
_SUBMODULE = "160000"
_AHEAD = ("records/", "standards/")
"""Where files are read ahead; any other is read when somebody asks."""
_BEFORE = "records/tickets/"
"""Where the file before the change is read ahead too."""


class Line(NamedTuple):
    """One commit in the order of the walk, by id."""

    commit: str
    parents: tuple[str, ...]


def line_of(ground: Ground, until: str, since: Sequence[str] = ()) -> list[Line]:
    """Return every commit that `until` stands on, parents first, without what `since` stands on.

    Args:
        ground: The repository.
        until: A commit id.
        since: Commit ids.
    """
    printed = ground.git.read(
        *("-c", "core.commitGraph=false", "rev-list", "--topo-order", "--reverse", "--parents"),
        *(until, *(f"^{one}" for one in since), "--"),
    )
    found = []
    known: dict[str, str] = {}  # one text for a commit and those that name it as a parent
    for text in printed.split(b"\n"):
        if text:
            commit, *parents = text.decode("ascii").split(" ")
            found.append(Line(commit, tuple([known.get(one, one) for one in parents])))
            known[commit] = commit
    return found


class Replay:
    """The commits of a line, one after the other, and the files that they name.

    Args:
        ground: The repository.
        line: What `line_of` returned, or the beginning or end of it.
        on_file: Told of each file that is read ahead.

    Attributes:
        raw: The bytes of the commit that was yielded last.
    """

    def __init__(
        self, ground: Ground, line: Sequence[Line], on_file: Callable[[], None] | None = None
    ) -> None:
        self._ground = ground
        self._on_file = on_file
        self._line = line
        self._blobs: OrderedDict[str, bytes] = OrderedDict()
        self._held = 0
        self._links: set[str] = set()
        self.raw = b""

    def commits(self) -> Iterator[Commit]:
        """Yield the commits with the files that each changed against each parent.

        Raises:
            StoreError: `missing_object`, `damaged_object`, or `git_failed`.
        """
        differing = _differences(self._ground, self._line)
        try:
            for start in range(0, len(self._line), _BATCH):
                part = self._line[start : start + _BATCH]
                sides = [[next(differing) for _ in one.parents or ("",)] for one in part]
                yield from self._of_batch(part, sides)
        finally:
            differing.close()

    def _of_batch(
        self, part: Sequence[Line], sides: Sequence[list[tuple[FileChange, ...]]]
    ) -> Iterator[Commit]:
        asked: dict[str, None] = {}
        counts = []
        for line, side in zip(part, sides, strict=True):
            self._links.update(
                one.new for of_one in side for one in of_one if one.new_mode == _SUBMODULE
            )
            before = len(asked)
            asked.update(dict.fromkeys((line.commit, *self._wanted(side))))
            counts.append(len(asked) - before)
        objects = _objects(self._ground, asked)
        try:
            for line, side, count in zip(part, sides, counts, strict=True):
                kind, raw = next(objects)[1:]
                if kind != "commit":
                    raise StoreError("damaged_object", id=line.commit)
                for blob, of_kind, data in islice(objects, count - 1):
                    if self._on_file is not None:
                        self._on_file()
                    if of_kind == "blob" and len(data) <= _LARGE:
                        self._keep(blob, data)
                self.raw = raw
                yield _commit(line, raw, side)
        finally:
            objects.close()

    def _wanted(self, sides: list[tuple[FileChange, ...]]) -> Iterator[str]:
        """Yield the files that will be asked for; what a merge brings in was seen before."""
        for change in sides[0] if len(sides) == 1 else ():
            if not change.path.startswith(_AHEAD):
                continue
            is_ticket = change.path.startswith(_BEFORE)
            if is_ticket and change.old_mode in ORDINARY and change.old not in self._blobs:
                yield change.old
            if change.new_mode in ORDINARY:
                yield change.new

    def _keep(self, blob_id: str, data: bytes) -> None:
        self._blobs[blob_id] = data
        self._held += len(data)
        while self._held > _KEPT:
            self._held -= len(self._blobs.popitem(last=False)[1])

    def blob(self, blob_id: str) -> bytes:
        """Return the bytes of a file, none for what a submodule names and is not here.

        Raises:
            StoreError: `missing_object`, `damaged_object`.
        """
        known = self._blobs.get(blob_id)
        if known is not None:
            self._blobs.move_to_end(blob_id)
            return known
        try:
            return self._ground.objects.blob(blob_id)
        except StoreError:
            if blob_id in self._links:
                return b""
            raise


def _commit(line: Line, raw: bytes, sides: list[tuple[FileChange, ...]]) -> Commit:
    """Return a commit.

    Raises:
        StoreError: `damaged_object`, if its own bytes name other parents than git walked.
    """
    text = read_commit(raw)
    if text.parents != line.parents:
        raise StoreError("damaged_object", id=line.commit)
    trailers = trailers_of(text.message)
    return Commit(
        id=line.commit,
        tree=text.tree,
        parents=text.parents,
        author=text.author,
        authored=text.authored,
        committer=text.committer,
        committed=text.committed,
        repeated=text.repeated,
        subject=subject_of(text.message),
        odd=text.odd,
        encoding=text.encoding,
        reads_twice=text.reads_twice,
        zone=text.zone,
        hides=hidden_in(text.message),
        is_whole=text.message.endswith("\n"),
        strays=strays_of(text.message, trailers),
        trailers=trailers,
        signature=text.signature,
        changes=sides[0],
        others=tuple(sides[1:]),
    )


def _differences(
    ground: Ground, line: Sequence[Line]
) -> Generator[tuple[FileChange, ...], None, None]:
    """Yield the files of each commit against each parent, in the order of the line."""
    for start in range(0, len(line), _PER_CHILD):
        yield from _differences_of(ground, line[start : start + _PER_CHILD])


def _differences_of(
    ground: Ground, line: Sequence[Line]
) -> Generator[tuple[FileChange, ...], None, None]:
    pairs = "".join(
        " ".join((one.commit, *mother)) + "\n" for one in line for mother in _mothers(one)
    )
    child = ground.git.start_reader(
        *("-c", "core.commitGraph=false", "diff-tree", "--stdin", "-r", "-z", "--raw", "--root"),
        *("--always", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff"),
        *("--ignore-submodules=none",),
        data=pairs.encode("ascii"),
        sparing=True,
    )
    del pairs
    done = False
    try:
        files: list[FileChange] = []
        parts = _parts(child)
        next(parts, None)
        for part in parts:
            if part.startswith(":"):
                old_mode, new_mode, old, new, _ = part[1:].split(" ")
                path = next(parts)
                files.append(
                    FileChange(path, _blob(old), _blob(new), _mode(old_mode), _mode(new_mode))
                )
            else:
                yield tuple(files)
                files = []
        done = True
        yield tuple(files)
    finally:
        status = child.wait()
        if done:
            child.judge(status)


def _mothers(line: Line) -> Sequence[tuple[str, ...]]:
    return [(one,) for one in line.parents] or [()]


def _parts(child: Child) -> Iterator[str]:
    rest = b""
    while chunk := child.output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        for part in whole:
            yield part.decode("utf-8", "surrogateescape")


def _blob(text: str) -> str:
    return "" if text == NULL_ID else text


def _mode(text: str) -> str:
    return "" if text == "000000" else text


def _objects(ground: Ground, ids: Iterable[str]) -> Generator[tuple[str, str, bytes], None, None]:
    """Yield id, kind and bytes of objects in the order asked.

    Raises:
        StoreError: `missing_object`, `damaged_object`.
    """
    wanted = list(ids)
    child = ground.git.start_reader(
        *("-c", "core.commitGraph=false", "cat-file", "--batch", "--buffer"),
        data="".join(f"{one}\n" for one in wanted).encode("ascii"),
    )
    try:
        for one in wanted:
            head = child.output.readline().split()
            if len(head) != 3:  # noqa: PLR2004 - id, kind and size; or "<id> missing"
                raise StoreError("missing_object", id=one)
            body = _body(child, int(head[2]), one)
            if not _is_of(one, head[1], body):
                raise StoreError("damaged_object", id=one)
            yield one, head[1].decode("ascii", "replace"), body
    finally:
        child.wait()


def _body(child: Child, size: int, object_id: str) -> bytes:
    body = child.output.read(size + 1)
    if len(body) != size + 1:
        raise StoreError("damaged_object", id=object_id)
    return body[:-1]


def _is_of(object_id: str, kind: bytes, body: bytes) -> bool:
    """Say whether bytes have an id: git gives out whatever lies on the disk under it."""
    made = sha1(b"%b %d\0" % (kind, len(body)), usedforsecurity=False)
    made.update(body)
    return made.hexdigest() == object_id
