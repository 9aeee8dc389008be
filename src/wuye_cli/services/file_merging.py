"""One file out of two versions of it, by rule: what a rule decides against is kept in view.

Everything here follows from the three texts alone, so that every desk, git's own `merge` through
the driver, and an auditor who makes the merge again come to the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.approving.merging import HEADS, version_of
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.loss import FACT, FIELD, WHOLE, Loss
from wuye_cli.domain.three_way import GONE, last, merged, same, three_way
from wuye_cli.domain.tickets.uniting import put_on_top, united
from wuye_cli.store.canonical import canonical, canonical_block
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.layout import STANDARDS
from wuye_cli.store.objects import blob_id
from wuye_cli.store.ticket_paths import is_ticket
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wuye_cli.domain.marks import Path
    from wuye_cli.domain.three_way import Rule
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.domain.tickets.workflow import Ground

    BookOf = Callable[[Ticket], TierBook | None]
    Lines = Callable[[bytes, bytes, bytes], bytes | None]

APPROVALS = "records/approvals/"
"""Somebody approved one text: an approval is never mixed of two, but has the acts of both sides."""

CHECKPOINTS = "records/checkpoints/"
"""Who signs a checkpoint adds a line: two desks that did both signed."""


class Texts(NamedTuple):
    """A file where two histories parted, and on each side; None where there is none."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


class MergedFile(NamedTuple):
    """What became of a file.

    Attributes:
        data: Its bytes; None if it is not there any more.
        losses: What stood on a side and does not in it.
    """

    data: bytes | None
    losses: tuple[Loss, ...] = ()


def merge_file(path: str, texts: Texts, *, book_of: BookOf, lines: Lines) -> MergedFile:
    """Return the one file of two versions; the same bytes when the sides are swapped.

    Args:
        path: Where it lies.
        texts: The three versions.
        book_of: Returns the tiers that a ticket is pinned to; asked only for its status.
        lines: Merges three texts line by line; None where lines clash.
    """
    base, ours, theirs = texts
    if theirs in (ours, base):
        return MergedFile(ours)
    if ours == base:
        return MergedFile(theirs)
    turned = ours is not None and theirs is not None and ours > theirs
    sides = Texts(base, theirs, ours) if turned else texts
    data, losses = _merged(path, sides, book_of, lines)
    return MergedFile(
        data,
        tuple(
            msgspec.structs.replace(one.turned() if turned else one, path=path) for one in losses
        ),
    )


def _merged(path: str, texts: Texts, book_of: BookOf, lines: Lines) -> MergedFile:
    _, ours, theirs = texts
    if ours is None or theirs is None:
        return _whole(path, texts)
    try:
        if is_ticket(path):
            return _ticket(path, texts, book_of)
        if path.endswith(".yaml"):
            return _yaml(path, texts, lines)
    except UncheckableError:
        return _whole(path, texts)
    if path.startswith(CHECKPOINTS):
        text = _cosigned(ours, theirs)
    else:
        text = lines(texts.base or b"", ours, theirs)
    return _whole(path, texts) if text is None else MergedFile(text)


def _yaml(path: str, texts: Texts, lines: Lines) -> MergedFile:
    if path.startswith(APPROVALS):
        return _approval(path, texts)
    if path.startswith(STANDARDS + "/"):
        return _facts(texts, lines, _as_before, FACT)
    return _record(texts) or _facts(texts, lines, last, FIELD)


def _cosigned(ours: bytes, theirs: bytes) -> bytes | None:
    """Return a checkpoint with the signatures of both copies; None if they are not of one text."""
    from wuye_cli.auditing.checkpoint import (  # noqa: PLC0415 - no merge of tickets needs it
        joined,
        read_checkpoint,
        write_checkpoint,
    )

    try:
        one, other = (read_checkpoint(data.decode()) for data in (ours, theirs))
    except UnicodeDecodeError:
        return None
    whole = joined(one, other) if one and other and one.tickets == other.tickets else None
    return None if whole is None else write_checkpoint(whole).encode()


def _approval(path: str, texts: Texts) -> MergedFile:
    """Return what was done about one proposal on both sides; of two proposals one stands whole."""
    from wuye_cli.domain.approving.uniting import (  # noqa: PLC0415 - no merge of tickets needs it
        precedence,
        united,
    )
    from wuye_cli.store.codecs.approvals import (  # noqa: PLC0415 - as above
        read_approval,
        write_approval,
    )

    sides = [data for data in texts[1:] if data is not None]
    read = [read_approval(path, read_plain(data, path=path)) for data in sides]
    one, other = (None if problems else found for found, problems in read)
    if one is None or other is None:
        return _whole(path, texts)
    whole = united(one, other)
    if whole is not None:
        return MergedFile(write_approval(whole))
    return _whole(path, texts, sides[0] if precedence(one) <= precedence(other) else sides[1])


def _whole(path: str, texts: Texts, chosen: bytes | None = None) -> MergedFile:
    """Return the version that stands as it is: one that can be read before one that cannot."""
    _, ours, theirs = texts
    by_rank = max((ours, theirs), key=lambda data: (data is not None, is_read(path, data), data))
    kept = by_rank if chosen is None else chosen
    ids = [None if data is None else blob_id(data) for data in (*texts, kept)]
    loss = Loss(kind=WHOLE, base=ids[0], ours=ids[1], theirs=ids[2], kept=ids[3])
    return MergedFile(kept, (loss,))


def is_read(path: str, data: bytes | None) -> bool:
    """Say whether a file is there and, if it is a record of ours, can be read."""
    if data is None or not path.endswith(".yaml"):
        return data is not None
    try:
        _ = read_ticket(data) if is_ticket(path) else read_plain(data)
    except (UncheckableError, UnicodeDecodeError):
        return False
    return True


def _ticket(path: str, texts: Texts, book_of: BookOf) -> MergedFile:
    base, ours, theirs = (None if data is None else read_ticket(data, path=path) for data in texts)
    if ours is None or theirs is None or ours.uid != theirs.uid:
        return _whole(path, texts)
    known = base if base is not None and base.uid == ours.uid else None
    whole, losses = united(known, ours, theirs, book_of(ours))
    return MergedFile(write_ticket(whole), losses)


class Picked(NamedTuple):
    """What a ticket comes to when a commit is put on top of another.

    Attributes:
        data: Its bytes; None if the commit does not go there.
        is_undone: The commit would have taken events back, which stay.
    """

    data: bytes | None
    is_undone: bool = False


def picked_ticket(path: str, texts: Texts, ground_of: Callable[[Ticket], Ground]) -> Picked | None:
    """Return a ticket on which git puts another commit; None if not every version can be read."""
    try:
        base, ours, theirs = (
            None if data is None else read_ticket(data, path=path) for data in texts
        )
    except (UncheckableError, UnicodeDecodeError):
        return None
    if ours is None or theirs is None:
        return None
    whole = put_on_top(base, ours, theirs, ground_of(ours))
    kept = {event.id for event in theirs.events}
    is_undone = base is not None and any(event.id not in kept for event in base.events)
    return Picked(None if whole is None else write_ticket(whole), is_undone)


_FORMS: tuple[Callable[[Mapping[str, Any]], bytes], ...] = (
    canonical,
    lambda tree: canonical_block(tree).encode(),
)


def _record(texts: Texts) -> MergedFile | None:
    """Merge a record that stands in one of our own forms on both sides; None for any other."""
    trees = [None if data is None else read_plain(data) for data in texts]
    for form in _FORMS:
        if all(
            _stands_in(form, tree, data) for tree, data in list(zip(trees, texts, strict=True))[1:]
        ):
            before = GONE if trees[0] is None else trees[0]
            tree, losses = merged(before, trees[1], trees[2])
            return MergedFile(form(tree), losses)
    return None


def _stands_in(
    form: Callable[[Mapping[str, Any]], bytes], tree: dict[str, Any] | None, data: bytes | None
) -> bool:
    try:
        return tree is not None and form(tree) == data
    except ValueError:
        return False


def _facts(texts: Texts, lines: Lines, rule: Rule, kind: str) -> MergedFile:
    """Merge a text with its comments, fact by fact; `rule` says what stands of a disputed one."""
    from wuye_cli.services.standard_merging import merge_texts  # noqa: PLC0415 - tickets: not this
    from wuye_cli.store.formatting import comments  # noqa: PLC0415 - as above

    base, ours, theirs = (data or b"" for data in texts)
    by_line = lines(base, ours, theirs)
    if base and (text := merge_texts(base, ours, theirs, by_line).text) is not None:
        return MergedFile(text)
    before, mine, other = ({} if not data else read_plain(data) for data in (base, ours, theirs))
    wanted, found = merged(before, mine, other, rule=rule, kind=kind)
    losses = tuple(one for one in found if kind != FACT or one.key not in HEADS)
    number = version_of(before, mine, other, wanted) if kind == FACT else None
    wanted = wanted if number is None else {**wanted, "version": number}
    starts = [data for data in (by_line, ours, theirs) if data]
    made = [text for text in (_rewritten(data, wanted) for data in starts) if text is not None]
    notes = set(comments(ours.decode())) | set(comments(theirs.decode()))
    whole = next((text for text in made if notes <= set(comments(text))), None)
    if whole is not None:
        return MergedFile(whole.encode(), losses)
    first = made[0] if made else canonical_block(wanted)
    gone = notes - set(comments(first))
    ids = [blob_id(data) for data in (ours, theirs, first.encode())]
    remark = Loss(kind=WHOLE, key="#", ours=ids[0], theirs=ids[1], kept=ids[2])
    remarks = (remark,) if gone else ()
    return MergedFile(first.encode(), (*losses, *remarks))


def _rewritten(data: bytes, wanted: dict[str, Any]) -> str | None:
    """Return a text changed so that it says what is wanted; None if that cannot be done."""
    from wuye_cli.store.formatting import edited  # noqa: PLC0415 - tickets need none of it

    try:
        text = data.decode()
        changes = dict(_changes(read_plain(data), wanted, ()))
        done = edited(text, changes) if changes else text
        return done if read_plain(done.encode()) == wanted else None
    except (UncheckableError, UnicodeDecodeError):
        return None


def _changes(have: Any, wanted: Any, way: Path) -> Iterator[tuple[Path, Any]]:
    """Yield the least that has to be set; where a key goes, its whole mapping is."""
    if same(have, wanted):
        return
    if isinstance(have, dict) and isinstance(wanted, dict) and have.keys() <= wanted.keys():
        for key, value in wanted.items():
            yield from _changes(have.get(key, GONE), value, (*way, key))
        return
    yield way, wanted


def _as_before(way: tuple[str, ...], base: Any, one: Any, other: Any) -> Any:
    """Return what stands of a disputed fact of a standard: what was there, until a person decides.

    Of two days of a new version the later stands. What a side took out stays in.
    """
    if way == ("effective_from",) and GONE not in (one, other):
        return max(one, other, key=str)
    if base is GONE or GONE in (one, other):
        return three_way(base, one, other)
    return base
