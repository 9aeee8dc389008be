"""Checkpoints as the work tree has them, read strictly and held against the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.checkpoint import read_checkpoint
from wuye_cli.auditing.checkpoint_form import IN_LIST, PATTERNS, flaws
from wuye_cli.checking.facts import NoteFlaw, PointFacts
from wuye_cli.store.checkpoints import path_of, strangers
from wuye_cli.store.revisions import is_shallow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.store.repository import Store

_SHOWN = 60
"""Characters of a line that are shown."""


def read_points(store: Store, notes: Mapping[str, bytes]) -> tuple[PointFacts, ...]:
    """Return what is to be said of each checkpoint; most stores have none.

    Args:
        store: Its git says which commits there are; a shallow clone cannot tell.
        notes: The files by path.
    """
    found = list(_read(notes))
    head = store.head()
    if not found or not head or is_shallow(store):
        return tuple(facts for facts, _ in found)
    unknown = strangers(store.ground, head, {commit for _, commit in found if commit})
    return tuple(
        PointFacts(path=facts.path, flaws=facts.flaws, misnamed=facts.misnamed, stranger=commit)
        if commit in unknown
        else facts
        for facts, commit in found
    )


def _read(notes: Mapping[str, bytes]) -> Iterator[tuple[PointFacts, str]]:
    """Yield each checkpoint with the commit that it speaks of, "" where it cannot be read."""
    for path, data in sorted(notes.items()):
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            yield PointFacts(path=path, flaws=(NoteFlaw(line=line, pattern="UTF-8"),)), ""
            continue
        point = read_checkpoint(text)
        wanted = path_of(point) if point is not None else path
        yield (
            PointFacts(
                path=path,
                flaws=tuple(
                    NoteFlaw(
                        line=one.line,
                        value=one.value[:_SHOWN],
                        pattern=PATTERNS[one.part],
                        in_list=one.part in IN_LIST,
                    )
                    for one in flaws(text)
                ),
                misnamed=wanted.rpartition("/")[2] if wanted != path else "",
            ),
            point.commit if point is not None else "",
        )
