"""A period for a third party: tickets, standards in force, approvals, commits, and their proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.commit_text import read_commit
from wuye_cli.domain.errors import CallError, RefusedError, StoreError
from wuye_cli.services.audit_papers.pack_paper import (
    COMMITS,
    OBJECTS,
    SCHEMA,
    Pack,
    PackedFile,
    commit_row,
    digest,
)
from wuye_cli.services.audit_papers.personal import Screen
from wuye_cli.store.changed_files import changed_files
from wuye_cli.store.history import commits
from wuye_cli.store.pack_file import pack_of
from wuye_cli.store.refs import tree_of_commit
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.services.audit_papers.personal import Personal
    from wuye_cli.services.audit_papers.span import Span
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.changed_files import Changed

STANDARDS = "standards"
_KINDS = {
    "standards": "standard",
    "records/approvals": "approval",
    "records/checkpoints": "checkpoint",
}
"""What goes along as it stands at the end of the period, besides the tickets touched in it."""
_LOT = 500
_SHORTEST_ID = 7


def pack_period(
    desk: Desk,
    span: Span,
    *,
    leave_out: Iterable[str] = (),
    on_progress: Callable[[int], None] | None = None,
) -> Pack:
    """Return what a third party gets of a period.

    Args:
        desk: The desk.
        span: The period.
        leave_out: Paths, ids of tickets or of commits that stay behind; the manifest names them.
        on_progress: Told how many commits and files were taken.

    Raises:
        RefusedError: `audit.personal`, if anything of it holds a resident's number or name.
        CallError: `audit.not_in_pack`, for something to leave out that is not there.
    """
    packing = _Packing(desk, span, frozenset(leave_out), on_progress)
    packing.gather()
    return packing.packed()


class _Packing:
    """One pack as it is put together."""

    def __init__(
        self,
        desk: Desk,
        span: Span,
        unwanted: frozenset[str],
        on_progress: Callable[[int], None] | None,
    ) -> None:
        self._desk = desk
        self._objects = desk.store.ground.objects
        self._span = span
        self._unwanted = unwanted
        self._on_progress = on_progress
        self._met: set[str] = set()
        self._left: set[str] = set()
        self._screen = Screen(desk)
        self._files: dict[str, PackedFile] = {}
        self._bytes: dict[str, bytes] = {}
        self._proofs: dict[str, tuple[str, bytes]] = {}
        self._rows: list[dict[str, Any]] = []
        self._found: list[Personal] = []
        self._gone: set[str] = set()

    def gather(self) -> None:
        """Gather everything, then refuse if something of it is a person's."""
        touched, replaced = self._gather_commits()
        for path in sorted(touched):
            self._take(path, "ticket")
        for folder, kind in _KINDS.items():
            for path, blob in self._desk.store.list_tree(folder, commit=self._span.until):
                self._take(path, kind, blob)
        for commit, one in replaced:
            self._take_earlier(commit, one)
        self._judge()

    def _judge(self) -> None:
        """Refuse what must not leave the house, and what cannot stay behind."""
        strange = sorted(self._unwanted - self._met)
        if self._span.until in self._left:
            raise CallError("audit.last_commit", commit=self._span.until)
        if strange:
            raise CallError("audit.not_in_pack", names=strange)
        if self._found:
            places = [f"{one.place} ({one.kind})" for one in self._found]
            raise RefusedError(
                "audit.personal",
                count=len(places),
                places=places[:10],
                first=self._found[0].place,
            )

    def packed(self) -> Pack:
        """Return the pack; its papers for people are still missing."""
        span, settings = self._span, self._desk.settings
        files = dict(self._bytes)
        files[COMMITS] = msgspec.json.format(msgspec.json.encode(self._rows), indent=1) + b"\n"
        files[OBJECTS] = pack_of(self._proofs[one] for one in sorted(self._proofs))
        kinds = [one.kind for one in self._files.values()]
        manifest = {
            "schema": SCHEMA,
            "estate": settings.estate,
            "period": {
                "name": span.period.name,
                "first": span.period.first.isoformat(),
                "last": span.period.last.isoformat(),
                "timezone": settings.timezone,
                "open": span.open,
            },
            "commit": span.until,
            "before": span.since,
            "counts": {
                "commits": len(self._rows),
                **{name: kinds.count(name) for name in ("ticket", "standard", "earlier",
                                                        "approval", "checkpoint")},
                "objects": len(self._proofs),
            },
            "gone": sorted(self._gone),
            "left_out": sorted(self._left),
            "personal": {
                "numbers": "none found",
                "names": "none found" if self._screen.knows_names else "not checked",
            },
            "files": [self._files[path] for path in sorted(self._files)],
        }  # fmt: skip
        return Pack(manifest=msgspec.to_builtins(manifest), files=files)

    # -- commits --------------------------------------------------------------------------

    def _gather_commits(self) -> tuple[set[str], list[tuple[str, Changed]]]:
        """Take the commits; return the tickets they touched, and the standards they replaced."""
        store, span = self._desk.store, self._span
        revisions = list(commits(store, since=span.since, until=span.until))
        touched: set[str] = set()
        replaced: list[tuple[str, Changed]] = []
        for start in range(0, len(revisions), _LOT):
            lot = revisions[start : start + _LOT]
            changes = changed_files(store, lot)
            for one, (_, raw) in zip(lot, self._objects.stream(r.commit for r in lot), strict=True):
                files = changes[one.commit]
                touched.update(file.path for file in files if is_ticket(file.path))
                replaced += [
                    (one.parents[0], file)
                    for file in files
                    if file.path.startswith(STANDARDS + "/") and file.old and one.parents
                ]
                self._take_commit(one.commit, raw, [file.path for file in files])
        return touched, replaced

    def _take_commit(self, commit: str, raw: bytes, paths: list[str]) -> None:
        if self._is_unwanted(commit):
            self._rows.append({"commit": commit, "left_out": True})
            return
        self._found += self._screen.message(commit, read_commit(raw).message)
        self._proofs[commit] = ("commit", raw)
        self._rows.append({**commit_row(commit, raw), "files": paths})
        self._go_on()

    # -- files ----------------------------------------------------------------------------

    def _take(self, path: str, kind: str, blob: str = "") -> None:
        """Take a file as it stands at the end of the period."""
        found = blob or self._objects.blob_at(self._span.until, path)
        if found is None:
            self._gone.add(path)
            return
        if self._is_unwanted(path) or self._is_unwanted(_ticket_of(path)):
            return
        data = self._objects.blob(found)
        if kind == "ticket":
            self._found += self._screen.ticket(path, data)
        self._put(path, PackedFile(path, kind, found, self._span.until, path), data)

    def _take_earlier(self, commit: str, one: Changed) -> None:
        """Take a text of the standards that was replaced within the period."""
        at = f"earlier/{one.old[:12]}/{one.path}"
        if at in self._files or self._is_unwanted(one.path) or commit in self._left:
            return
        self._put(
            at, PackedFile(at, "earlier", one.old, commit, one.path), self._objects.blob(one.old)
        )

    def _put(self, path: str, file: PackedFile, data: bytes) -> None:
        if not path.isprintable() or "\\" in path:
            raise StoreError("unsafe_path", path=path)
        self._files[path] = msgspec.structs.replace(file, sha256=digest(data), size=len(data))
        self._bytes[path] = data
        self._prove_way(file.commit, file.of)
        self._go_on()

    def _go_on(self) -> None:
        if self._on_progress is not None:
            self._on_progress(len(self._rows) + len(self._files))

    def _is_unwanted(self, name: str) -> bool:
        """Say whether something stays behind, and note that it was found."""
        for wanted in self._unwanted:
            if name == wanted or (_is_short_id(wanted) and name.startswith(wanted)):
                self._met.add(wanted)
                self._left.add(name)
                return True
        return False

    # -- proofs ---------------------------------------------------------------------------

    def _prove(self, kind: str, name: str) -> None:
        if name in self._proofs:
            return
        raw = self._objects.read(name)[1]
        self._proofs[name] = (kind, raw)
        if kind == "commit":  # one before the period, in which a replaced text stood
            self._found += self._screen.message(name, read_commit(raw).message)

    def _prove_way(self, commit: str, path: str) -> None:
        """Take the commit and each folder on the way to a file: they hold ids and names alone."""
        if commit in self._left:
            return
        self._prove("commit", commit)
        root = tree_of_commit(self._proofs[commit][1])
        for name in (root, *self._objects.way_to(commit, path)):
            self._prove("tree", name)


def _ticket_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml") if is_ticket(path) else ""


def _is_short_id(text: str) -> bool:
    return len(text) >= _SHORTEST_ID and set(text) <= set("0123456789abcdef")
