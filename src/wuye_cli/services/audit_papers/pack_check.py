"""A pack is verified without the store it came from: sums, ids, the chain, and no person's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.errors import CallError, StoreError
from wuye_cli.services.audit_papers.pack_paper import (
    COMMITS,
    MANIFEST,
    OBJECTS,
    SCHEMA,
    SIGNERS,
    SUMS,
    PackedFile,
    commit_row,
    digest,
)
from wuye_cli.services.audit_papers.personal import numbers_in_message, numbers_in_ticket
from wuye_cli.store.objects import blob_id
from wuye_cli.store.pack_file import objects_in
from wuye_cli.store.refs import parse_tree, tree_of_commit
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = (MANIFEST, COMMITS, OBJECTS, SUMS, SIGNERS)
_PAPERS = "README."
_SUM = 64


class Fault(NamedTuple):
    """Something that is not as it should be.

    Attributes:
        kind: `missing`, `extra`, `checksum`, `listed`, `blob`, `place`, `objects`, `commit`,
            `chain`, `left`, `personal` or `manifest`.
        path: The file or the commit.
    """

    kind: str
    path: str


class PackVerdict(msgspec.Struct, frozen=True):
    """What came of it."""

    manifest: dict[str, Any]
    files: int
    faults: tuple[Fault, ...]


def check_pack(files: dict[str, bytes], path: str = "") -> PackVerdict:
    """Return what is wrong with a pack.

    Args:
        files: The files of the archive.
        path: How errors name it.

    Raises:
        CallError: `audit.no_pack`, if it is no pack of ours at all; `audit.newer_pack`.
    """
    manifest = _json(files.get(MANIFEST))
    schema = str(manifest.get("schema", ""))
    if schema != SCHEMA:
        is_later = schema.startswith("audit-pack/")
        raise CallError("audit.newer_pack" if is_later else "audit.no_pack", path=path)
    check = _Check(files, manifest)
    faults = tuple(dict.fromkeys(check.faults()))
    return PackVerdict(manifest=manifest, files=len(files), faults=faults)


class _Check:
    """One pack as it is looked through."""

    def __init__(self, files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        self._files = files
        self._manifest = manifest
        self._listed: list[PackedFile] = []
        self._objects: dict[str, tuple[str, bytes]] = {}

    def faults(self) -> Iterator[Fault]:
        yield from self._sums()
        try:
            self._listed = msgspec.convert(self._manifest.get("files"), list[PackedFile])
            self._objects = objects_in(self._files.get(OBJECTS, b""))
        except msgspec.ValidationError:
            yield Fault("manifest", MANIFEST)
            return
        except StoreError:
            yield Fault("objects", OBJECTS)
            return
        yield from self._of_files()
        yield from self._of_commits()

    def _sums(self) -> Iterator[Fault]:
        """Compare every file with its line in the sums, and the other way round."""
        named: dict[str, str] = {}
        for line in self._files.get(SUMS, b"").decode("utf-8", "replace").splitlines():
            named[line[_SUM + 2 :]] = line[:_SUM]
        for path in sorted(named.keys() | (self._files.keys() - {SUMS})):
            if path not in self._files:
                yield Fault("missing", path)
            elif path not in named:
                yield Fault("extra", path)
            elif named[path] != digest(self._files[path]):
                yield Fault("checksum", path)

    def _of_files(self) -> Iterator[Fault]:
        """See that each file is the very one that stands in its commit."""
        listed = {one.path for one in self._listed}
        for path in sorted(self._files.keys() - listed):
            if path not in _OURS and not path.startswith(_PAPERS):
                yield Fault("listed", path)
        for one in self._listed:
            data = self._files.get(one.path)
            if data is None:
                yield Fault("missing", one.path)
            else:
                yield from self._of_file(one, data)

    def _of_file(self, one: PackedFile, data: bytes) -> Iterator[Fault]:
        if (digest(data), len(data)) != (one.sha256, one.size):
            yield Fault("checksum", one.path)
        if blob_id(data) != one.blob:
            yield Fault("blob", one.path)
        if self._blob_at(one.commit, one.of) != one.blob:
            yield Fault("place", one.path)
        if is_ticket(one.path) and any(numbers_in_ticket(one.path, data)):
            yield Fault("personal", one.path)

    def _blob_at(self, commit: str, path: str) -> str:
        """Return the blob at a path of a commit by the objects of the pack alone, "" if none."""
        kind, raw = self._objects.get(commit, ("", b""))
        if kind != "commit":
            return ""
        try:
            name = tree_of_commit(raw)
            for part in path.split("/"):
                kind, raw = self._objects.get(name, ("", b""))
                if kind != "tree":
                    return ""
                name = parse_tree(raw).get(part, (0, ""))[1]
        except StoreError:
            return ""
        return name

    def _of_commits(self) -> Iterator[Fault]:
        """See that each row says what its object says, and that all hang together."""
        rows = _rows(self._files.get(COMMITS))
        known = {str(row.get("commit")) for row in rows}
        parents = {self._manifest.get("commit")}
        left = set(self._manifest.get("left_out") or ())
        touched: set[str] = set()
        for row in rows:
            name = str(row.get("commit"))
            if row.get("left_out"):
                is_told = any(name.startswith(str(one)) for one in left)
                yield from () if is_told else (Fault("left", name),)
                parents |= known  # what stands behind it cannot be told any more
                continue
            kind, raw = self._objects.get(name, ("", b""))
            told = {key: value for key, value in row.items() if key != "files"}
            if kind != "commit" or told != commit_row(name, raw):
                yield Fault("commit", name)
                continue
            if name not in parents:
                yield Fault("chain", name)
            parents.update(row["parents"])
            touched.update(str(path) for path in row.get("files") or ())
            if any(numbers_in_message(name, row["message"])):
                yield Fault("personal", name)
        yield from self._untold(touched, left)
        if self._manifest.get("counts", {}).get("commits") != len(rows):
            yield Fault("manifest", COMMITS)

    def _untold(self, touched: set[str], left: set[str]) -> Iterator[Fault]:
        """Name the tickets that a commit touched and that are neither here nor accounted for."""
        told = {one.of for one in self._listed} | set(self._manifest.get("gone") or ()) | left
        for path in sorted(touched):
            name = path.rpartition("/")[2].removesuffix(".yaml")
            if is_ticket(path) and path not in told and name not in left:
                yield Fault("missing", path)


def _json(data: bytes | None) -> dict[str, Any]:
    found = _decoded(data)
    return found if isinstance(found, dict) else {}


def _rows(data: bytes | None) -> list[dict[str, Any]]:
    found = _decoded(data)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _decoded(data: bytes | None) -> Any:
    try:
        return msgspec.json.decode(data or b"")
    except (msgspec.DecodeError, UnicodeError):
        return None
