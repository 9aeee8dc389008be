"""Standards whose text was approved on one side of a comparison and is not on the other (D606)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.approving.fingerprint import prints_of, short
from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.comparing.prints import fingerprint
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.codecs.approvals import FOLDER, is_unit, read_approval, unit_of
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Snapshot

LOST = "D606"
"""The code."""


def lost(store: Store, old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield a change for every standard whose old text was approved and whose new text is not.

    Approvals are only ever added: those of the commit of the new side, or of the last commit for
    what lies in the work tree, hold for both.
    """
    every = _approvals(store, new.commit)
    before, after = (dict(side.documents()) for side in (old, new)) if every else ({}, {})
    for path, document in before.items():
        if path not in after or not is_unit(path) or old.blob(path) == new.blob(path):
            continue
        approved = {one.content: one for one in every.get(unit_of(path), ()) if one.is_approved}
        if not approved:
            continue
        was = prints_of(unit_of(path), document.tree).content
        now = prints_of(unit_of(path), after[path].tree).content
        if was in approved and now not in approved:
            yield _change(path, approved[was], now)


def _change(path: str, approval: Approval, now: str) -> Change:
    kind, unit = KINDS[LOST], unit_of(path)
    old, new = short(approval.content), short(now)
    return Change(
        code=LOST, level=kind.level, customer=kind.customer, staff=kind.staff,
        standard=unit, key="", old=old, new=new,
        facts={"approval": approval.number, "version": approval.version},
        path=path, line_old=1, line_new=1, column_new=1,
        fingerprint=fingerprint(LOST, unit, "", old, new),
    )  # fmt: skip


def _approvals(store: Store, commit: str) -> dict[str, list[Approval]]:
    """Return the approvals that a commit holds, by standard; what cannot be read is left out."""
    listed = store.list_tree(FOLDER, commit=commit) if commit or store.head() else []
    contents = dict(store.blobs(blob for _, blob in listed))
    found: dict[str, list[Approval]] = {}
    for path, blob in listed:
        try:
            approval, _ = read_approval(path, read_plain(contents[blob], path=path))
        except UncheckableError:
            continue  # `check` tells of it
        if approval is not None:
            found.setdefault(approval.standard, []).append(approval)
    return found
