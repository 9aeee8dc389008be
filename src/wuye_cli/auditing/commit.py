"""A commit as the audit sees it: read raw, past everything of git that can make it look different.

Nothing here is trusted: names, mails, dates and messages are whatever somebody wrote.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec


class FileChange(msgspec.Struct, frozen=True):
    """One file between a parent and the commit.

    Attributes:
        path: From the root, with `/`; hostile text.
        old: Id of the blob before, "" if there was none.
        new: Id of the blob after, "" if there is none.
        old_mode: As git writes it (`100644`, `120000` a link, `160000` a submodule), or "".
        new_mode: As `old_mode`.
    """

    path: str
    old: str
    new: str
    old_mode: str = ""
    new_mode: str = ""


class Commit(msgspec.Struct, frozen=True, kw_only=True):
    """One commit.

    Attributes:
        id: Its id.
        tree: Id of its root tree.
        parents: Ids of its parents, none for a first commit.
        author: Name and mail of who typed it.
        authored: Epoch seconds of the author's date.
        committer: Name and mail of who committed it.
        committed: Epoch seconds of the committer's date.
        repeated: Headers that stand there twice, of which programs show one or the other.
        odd: Headers that git does not write so; "" where no message follows them.
        encoding: What its text is said to be written in, "" for UTF-8.
        reads_twice: Read as that and as UTF-8 it says two things.
        zone: A zone of a date that is nowhere.
        subject: First line of the message.
        hides: Why a part of the message does not show: `cut` behind a NUL, where git ends it, or
            `hidden` by characters that a screen obeys; nothing for one that shows as it is.
        is_whole: The message ends with its last line.
        strays: Lines that read as trailers of an operation and are not among them.
        trailers: Key and value of each line of the last paragraph, if it is made of trailers.
        signature: The armoured signature of the header `gpgsig`, "" if it has none.
        changes: Files against the first parent; against nothing for a first commit.
        others: For a merge, files against each further parent.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    author: tuple[str, str]
    authored: int
    committer: tuple[str, str]
    committed: int
    subject: str
    repeated: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    encoding: str = ""
    reads_twice: bool = False
    zone: str = ""
    hides: str = ""
    is_whole: bool = True
    strays: tuple[str, ...] = ()
    trailers: tuple[tuple[str, str], ...] = ()
    signature: str = ""
    changes: tuple[FileChange, ...] = ()
    others: tuple[tuple[FileChange, ...], ...] = ()

    @property
    def own(self) -> tuple[FileChange, ...]:
        """The files that no parent holds as they are here: all but what a merge brought in."""
        if not self.others:
            return self.changes
        differ = [{change.path for change in side} for side in self.others]
        return tuple(one for one in self.changes if all(one.path in side for side in differ))

    @property
    def moment(self) -> datetime:
        """The committer's date; the end of all days for one that no calendar has."""
        try:
            return datetime.fromtimestamp(self.committed, UTC)
        except (OverflowError, ValueError, OSError):
            return datetime.max.replace(tzinfo=UTC)

    def trailer(self, key: str) -> tuple[str, ...]:
        """Return every value of a trailer; those of `Wuye-Events` are split at commas."""
        values = [value for name, value in self.trailers if name == key]
        if key == EVENTS:
            values = [one.strip() for value in values for one in value.split(",")]
        return tuple(value for value in values if value)

    @property
    def ticket(self) -> str:
        """Id of the ticket whose file it changes, "" if it changes none or several."""
        found = {
            change.path.rpartition("/")[2].removesuffix(".yaml")
            for change in self.changes
            if change.path.startswith(_TICKETS) and change.path.endswith(".yaml")
        }
        return found.pop() if len(found) == 1 else ""


_TICKETS = "records/tickets/"
OP, TICKET, EVENTS, FORMAT = "Wuye-Op", "Wuye-Ticket", "Wuye-Events", "Wuye-Format"
"""The trailers of an operation."""
UNTIL = "Wuye-Until"
"""The last day on which somebody has a role that he was given to stand in for another."""
