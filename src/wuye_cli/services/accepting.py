"""The accept file: read beside a comparison, and given an entry by somebody who answers for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, NotFoundError, UncheckableError
from wuye_cli.store import worktree
from wuye_cli.store.codecs.accept import ACCEPT, EMPTY, accept_entry, is_fingerprint, read_accept
from wuye_cli.store.formatting import edited
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from wuye_cli.domain.comparing.acceptance import Acceptance
    from wuye_cli.domain.comparing.outcome import Compared
    from wuye_cli.services.desk import Desk


def accepted_in(root: str) -> dict[str, Acceptance]:
    """Return the accept file as it lies below a folder, by fingerprint.

    An entry with a fault is read as far as it goes, and does not count; `wuye check` names it.

    Raises:
        UncheckableError: If the file cannot be read.
    """
    data = worktree.read(root, ACCEPT)
    return {} if data is None else read_accept(read_plain(data, path=ACCEPT))[0]


def folder_of_accepts(compared: Compared, root: str, here: str) -> str:
    """Return where the accept file lies: in the new folder, else in the store; "" for files."""
    if compared.new.kind == "folder":
        return str(Path(here) / compared.new.name)
    return "" if compared.new.kind == "file" else root


def accept(
    desk: Desk, fingerprint: str, found: Collection[str], *, reason: str, by: str, until: date
) -> tuple[str, str]:
    """Enter a change into the accept file, comments kept; return its fingerprint and the commit.

    Args:
        desk: The desk.
        fingerprint: Of a change that was just found, or its beginning.
        found: Fingerprints of the changes that were found.
        reason: Why it is right.
        by: A role or a person who answers for it; who types, if empty.
        until: The last day on which it counts.

    Raises:
        NotFoundError: `no_such_change`.
        CallError: `accept_needs_reason`, `accept_is_over`, `ambiguous_fingerprint`.
        UncheckableError: If the file as it stands cannot be read or edited.
        ConflictError: If somebody else was there.
    """
    whole = _the_one(fingerprint.strip().lower(), found)
    if not reason.strip():
        raise CallError("accept_needs_reason")
    if until < desk.now().date():
        raise CallError("accept_is_over", until=until.isoformat())
    entry = accept_entry(reason.strip(), by.strip() or desk.typist, until)
    with desk.transaction() as changes:
        data = changes.read(ACCEPT)
        text = EMPTY if data is None else _text(data)
        changes.put(ACCEPT, _entered(text, whole, entry).encode())
        trailers = (("Wuye-Op", "accept"), ("Wuye-Accept", whole))
        return whole, str(changes.commit(f"Accept change {whole}", trailers=trailers))


def _the_one(text: str, found: Collection[str]) -> str:
    fits = sorted(one for one in found if text and one.startswith(text))
    if not fits:
        raise NotFoundError("no_such_change", value=text)
    if len(fits) > 1:
        raise CallError("ambiguous_fingerprint", value=text, choices=fits)
    if not is_fingerprint(fits[0]):
        raise NotFoundError("no_such_change", value=text)
    return fits[0]


def _text(data: bytes) -> str:
    read_plain(data, path=ACCEPT)  # refuses what is not UTF-8 and what is no strict YAML
    return data.decode()


def _entered(text: str, fingerprint: str, entry: dict[str, str]) -> str:
    """Return the file with an entry; a file without any yet gets its mapping as a whole."""
    known = read_plain(text.encode()).get("accepted")
    if known is None:
        return edited(text, {("accepted",): {fingerprint: entry}})
    if not isinstance(known, dict):
        raise UncheckableError("bad_record", path=ACCEPT, detail="accepted")
    if not known:
        return edited(text, {("accepted",): {fingerprint: entry}})
    return edited(text, {("accepted", fingerprint): entry})
