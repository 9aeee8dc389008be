"""The standards as they were in force on a date, by what their texts and their commits say.

Three places ask what is in force, of three different things. Here: the files as git holds them, all
of them, whether anybody approved them or not, as an auditor asks what stood there on a day.
`domain.approving.states.in_force`: the last *approved* text of one standard, as an approval says
it. `Rulebook.book_at`: which version of the tiers and categories a ticket received then is held to,
for which one that was taken back before its day never counted, nor one that waits for an approval
(`domain.approving.holding`). Where every text is approved before its day and none is taken back,
the three agree.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.passage import passages
from wuye_cli.store.snapshot import Snapshot
from wuye_cli.store.yaml_text import UnreadableError, read_yaml

if TYPE_CHECKING:
    from datetime import tzinfo

    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Reads
    from wuye_cli.store.yaml_text import Document


_ALWAYS = datetime.min.replace(tzinfo=UTC)
_DAY = len("2026-03-01")


class _Text(NamedTuple):
    """One committed text of a file, no blob where it was removed, and since when it stands."""

    blob: str
    begin: datetime


def in_force(store: Store, instant: datetime, *, name: str = "", reads: Reads) -> Snapshot:
    """Return of every file the newest committed text that was in force at an instant.

    A text with `effective_from` is in force from then on, until the instant of `expires`; one
    without, from its commit on the main line, those that the store began with since
    ever. A text committed later with an earlier `effective_from` holds from that date: that is how
    tickets are judged.

    Raises:
        CallError: `nothing_in_force`, before the first standard.
        UncheckableError: `shallow_clone`.
    """
    history = _history(store)
    contents = dict(store.blobs({text.blob for texts in history.values() for text in texts} - {""}))
    files: dict[str, bytes] = {}
    for path, texts in history.items():
        for text in reversed(texts):
            data = contents.get(text.blob)
            tree = _tree(data, path, text.blob, reads)
            begin = _begin(tree, instant.tzinfo) or text.begin
            if begin > instant:
                continue
            if data is not None and not _is_over(tree, instant):
                files[path] = data
            break
    if not any(path.startswith(STANDARDS) for path in files):
        raise CallError("nothing_in_force", date=name or instant.isoformat())
    return Snapshot(name or instant.isoformat(), files, reads=reads)


def _history(store: Store) -> dict[str, list[_Text]]:
    """Return the committed texts of every standard on the main line, the oldest first."""
    found: dict[str, list[_Text]] = {}
    for passage in passages(store, "", store.head(), first_parent=True):
        begin = passage.committed if passage.parents else _ALWAYS
        for path, _, blob in passage.files:
            if is_standard(path):
                found.setdefault(path, []).append(_Text(blob, begin))
    return found


def is_standard(path: str) -> bool:
    """Say whether a path of a commit is one that comparisons look at."""
    return path == SETTINGS or (path.startswith(STANDARDS + "/") and "/." not in path)


def _tree(data: bytes | None, path: str, blob: str, reads: Reads) -> dict[str, object]:
    if data is None or not path.endswith(".yaml"):
        return {}
    read = reads.get(blob)
    if read is None:
        read = reads[blob] = _read(data, path)
    return {} if isinstance(read, UncheckableError) else read.tree


def _read(data: bytes, path: str) -> Document | UnreadableError:
    try:
        return read_yaml(data, path=path)
    except UnreadableError as error:
        return error


def _begin(tree: dict[str, object], zone: tzinfo | None) -> datetime | None:
    return _instant(tree.get("effective_from"), zone)


def _is_over(tree: dict[str, object], instant: datetime) -> bool:
    end = _instant(tree.get("expires"), instant.tzinfo, last=True)
    return end is not None and end <= instant


def _instant(value: object, zone: tzinfo | None, *, last: bool = False) -> datetime | None:
    """Return what a text of a file names: an instant, or a day (its end, for the last day)."""
    if not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=zone)
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    return begin + timedelta(days=1) if last and day != date.max else begin


def end_of(text: str, now: datetime) -> datetime:
    """Return the instant that somebody typed; of a day its last second, in the zone of `now`.

    Raises:
        CallError: `bad_at`.
    """
    found = _instant(text.strip(), now.tzinfo)
    if found is None:
        raise CallError("bad_at", value=text)
    if len(text.strip()) <= _DAY:
        return found + timedelta(days=1) - timedelta(seconds=1)
    return found


def day_of(text: str) -> date:
    """Return the day that somebody typed.

    Raises:
        CallError: `bad_at`.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise CallError("bad_at", value=text) from error
