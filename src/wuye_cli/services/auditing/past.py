"""What stood before each commit, carried forward along the history instead of read anew."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from wuye_cli.auditing.commit import OP
from wuye_cli.auditing.ticket_change import TicketChange, Ways, grown, name_of
from wuye_cli.domain.errors import NotFoundError, UncheckableError
from wuye_cli.domain.roles.powers import day_in
from wuye_cli.domain.roles.roster import roster_of
from wuye_cli.domain.tickets.surroundings import book_for
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.services.auditing.course import FOLDERS, NOTHING, Standing
from wuye_cli.store.codecs.approvals import read_approval
from wuye_cli.store.codecs.policy import POLICY
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.house import moment, past_blobs, rules_of
from wuye_cli.store.replay import ORDINARY
from wuye_cli.store.role_files import member_in, policy_in
from wuye_cli.store.ticket_paths import is_ticket
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.domain.approving.approval import Approval
    from wuye_cli.domain.people.staff import Staff
    from wuye_cli.domain.roles.policy import Policy
    from wuye_cli.domain.roles.roster import Roster
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.replay import Replay

_PLAIN = "100644"
_MOST_TICKETS = 2000
_MOST_READ = 500
_ADOPTED = ("adopt",)
"""The operation that takes a file as a person typed it."""


class View:
    """The past of the commit that the walk stands at; one for all commits.

    Args:
        replay: Yields the commits and reads files.
        ground: The repository, for what lies further back.
        zone: In which a day ends.
        on_file: Told of each ticket that is compared with what it was.

    Attributes:
        day: The day of the commit's date there.
    """

    def __init__(
        self, replay: Replay, ground: Ground, zone: tzinfo, on_file: Callable[[], None]
    ) -> None:
        self._replay = replay
        self._ground = ground
        self._zone = zone
        self._on_file = on_file
        self.day = date.min
        self._ways = Ways(self.book_of, write_ticket)
        self._before: Sequence[tuple[Standing, int]] = ((NOTHING, 0),)
        self._commit: Commit | None = None
        self._changes: tuple[TicketChange, ...] | None = None
        self._read: OrderedDict[str, Ticket | str] = OrderedDict()
        self._parsed: dict[bytes, dict[str, Any]] = {}
        self._members: dict[str, Staff | None] = {}

    def stand_at(self, commit: Commit, before: Sequence[tuple[Standing, int]]) -> None:
        """Go on to a commit."""
        self._commit, self._before, self._changes = commit, before, None
        self.day = day_in(self._zone, commit.moment)

    @property
    def raw(self) -> bytes:
        """The bytes of the commit object."""
        return self._replay.raw

    @property
    def latest(self) -> int:
        """The latest date among what the commit stands on, dates to come left out."""
        return max(one[1] for one in self._before)

    def blob(self, blob_id: str) -> bytes:
        """Return the bytes of a file."""
        return self._replay.blob(blob_id)

    def tree(self, parent: int = 0) -> Mapping[str, str]:
        """Return path and blob of standards and staff at a parent."""
        return self._before[parent][0].tree

    def rules(self, parent: int = 0) -> Rulebook | None:
        """Return the rules in force at a parent, None if they cannot be read."""
        standing = self._before[parent][0]
        if not standing.is_read:
            standing.is_read = True
            standing.rules = self._rules(standing)
        return standing.rules

    def rules_after(self) -> Rulebook | None:
        """Return the rules as the commit leaves them."""
        first = self._before[0][0]
        return self._rules(Standing(self._tree_after(), first.dated, first))

    def _rules(self, standing: Standing) -> Rulebook | None:
        blob = self._replay.blob
        rules, people, *approvals = FOLDERS
        told = (rules, *approvals)
        contents = {path: blob(one) for path, one in standing.tree.items() if path.startswith(told)}
        staff = [blob(one) for path, one in standing.tree.items() if path.startswith(people)]

        def texts(path: str) -> list[tuple[datetime, bytes]]:
            own = sorted((one[1:] for one in standing.dated if one[0] == path), key=itemgetter(0))
            return [(moment(when), blob(one)) for when, one in reversed(own)]

        try:
            found, _ = rules_of(contents, staff, texts, parse=self._reader(standing, contents))
        except UncheckableError:
            return None
        finally:
            standing.earlier = None
        return found if found.books else None

    def _reader(
        self, standing: Standing, contents: Mapping[str, bytes]
    ) -> Callable[..., dict[str, Any]]:
        """Return what reads a file of the standards: one that somebody broke as it stood before."""

        def read(data: bytes, **facts: Any) -> dict[str, Any]:
            try:
                return self._parse(data, **facts)
            except UncheckableError:
                for path in [path for path, known in contents.items() if known == data]:
                    at: Standing | None = standing
                    while at is not None and path in at.tree:
                        blob = at.held.get(path, at.tree[path])
                        with suppress(UncheckableError):
                            found = self._parse(self._replay.blob(blob))
                            standing.held[path] = blob
                            return found
                        at = at.earlier
                raise

        return read

    def roles(self, parent: int = 0) -> tuple[Policy, Roster]:
        """Return policy and roster at a parent."""
        standing = self._before[parent][0]
        if standing.roles is None:
            standing.roles = self._roles(standing.tree)
        return standing.roles

    def roles_after(self) -> tuple[Policy, Roster]:
        """Return policy and roster as the commit leaves them."""
        return self._roles(self._tree_after())

    def _tree_after(self) -> dict[str, str]:
        tree = dict(self.tree())
        for change in self._commit.changes if self._commit is not None else ():
            if change.path.startswith(FOLDERS):
                tree[change.path] = change.new
        return {path: blob for path, blob in tree.items() if blob}

    def _roles(self, tree: Mapping[str, str]) -> tuple[Policy, Roster]:
        policy = tree.get(POLICY)
        members = (
            self.member(blob) for path, blob in sorted(tree.items()) if path.startswith(FOLDERS[1])
        )
        return (
            policy_in(self._replay.blob(policy) if policy else None),
            roster_of(member for member in members if member is not None),
        )

    def member(self, blob_id: str) -> Staff | None:
        """Return the member in a staff file."""
        if not blob_id:
            return None
        if blob_id not in self._members:
            self._members[blob_id] = member_in(self._replay.blob(blob_id))
        return self._members[blob_id]

    def approval(self, path: str, blob_id: str) -> Approval | None:
        """Return the approval in a file."""
        try:
            return read_approval(path, read_plain(self._replay.blob(blob_id)))[0]
        except (UncheckableError, KeyError):
            return None

    @property
    def late_entry_s(self) -> int:
        """How late an event may be entered by the policy before the commit, in seconds."""
        return self.roles()[0].audit.late_after_s

    def _parse(self, data: bytes, **facts: Any) -> dict[str, Any]:
        known = self._parsed.get(data)
        if known is None:
            if len(self._parsed) >= _MOST_READ:
                self._parsed.clear()
            known = self._parsed[data] = read_plain(data, **facts)
        return known

    def tickets(self) -> Sequence[TicketChange]:
        """Return what the commit did to ticket files; nothing for a merge."""
        if self._changes is None:
            self._changes = tuple(self._ticket_changes())
        return self._changes

    def _ticket_changes(self) -> Iterator[TicketChange]:
        commit = self._commit
        if commit is None or len(commit.parents) > 1:
            return
        as_typed = commit.trailer(OP) == _ADOPTED
        for change in commit.changes:
            if is_ticket(change.path):
                self._on_file()
                yield self._ticket_change(change, as_typed=as_typed)

    def _ticket_change(self, change: FileChange, *, as_typed: bool) -> TicketChange:
        old = self._ticket(change.old, change.old_mode)
        new = self._ticket(change.new, change.new_mode)
        if isinstance(old, str) and isinstance(new, Ticket):
            old = self._last_read(change.path) or old
        unread = next((one for one in (new, old) if isinstance(one, str)), "")
        if unread or not isinstance(new, Ticket):
            return TicketChange(
                path=change.path,
                ticket=name_of(change.path),
                old=old if isinstance(old, Ticket) else None,
                new=new if isinstance(new, Ticket) else None,
                was_there=bool(change.old),
                is_there=bool(change.new),
                unread=unread,
            )
        return grown(
            change.path,
            old if isinstance(old, Ticket) else None,
            new,
            self._replay.blob(change.new),
            self._ways,
            as_typed=as_typed,
        )

    def _last_read(self, path: str) -> Ticket | None:
        """Return a ticket as it stood when its file could be read last.

        Whoever broke the file was told then; whoever mends it is judged by what stood before.
        """
        parents = self._commit.parents if self._commit is not None else ()
        for _, blob in past_blobs(self._ground, parents[0], path) if parents else ():
            found = self._ticket(blob, _PLAIN)
            if isinstance(found, Ticket):
                return found
        return None

    def _ticket(self, blob_id: str, mode: str) -> Ticket | str | None:
        """Return a ticket, why it cannot be read, or None where there is no file."""
        if not blob_id:
            return None
        if mode not in ORDINARY:
            return "unsafe_path"
        known = self._read.get(blob_id)
        if known is None:
            known = self._read[blob_id] = _read(self._replay.blob(blob_id))
            if len(self._read) > _MOST_TICKETS:
                self._read.popitem(last=False)
        return known

    def book_of(self, ticket: Ticket) -> TierBook | None:
        """Return the tiers that a ticket is held to by the rules before the commit."""
        rules = self.rules()
        if rules is None or not ticket.events:
            return None
        try:
            return book_for(rules, ticket)
        except NotFoundError:
            return None


def _read(data: bytes) -> Ticket | str:
    try:
        return read_ticket(data)
    except UncheckableError as error:
        return error.code
