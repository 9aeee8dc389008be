"""What the rules look at: facts of files, tickets and the whole store, gathered in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from wuye_cli.checking.finding import Where
from wuye_cli.domain.approving.approval import Approval
from wuye_cli.domain.approving.links import Suspect
from wuye_cli.domain.approving.states import Text
from wuye_cli.domain.documents.figures import Figures
from wuye_cli.domain.documents.library import Library
from wuye_cli.domain.duty import DutyBook
from wuye_cli.domain.marks import Trap
from wuye_cli.domain.people.staff import Staff
from wuye_cli.domain.people.vendor import Vendor
from wuye_cli.domain.tickets.box import Opening
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.timekeeping.calendar import Calendar

PLAIN, LINK, EXECUTABLE, SPECIAL = "plain", "link", "executable", "special"

TIERS = "standards/tiers.yaml"
CATEGORIES = "standards/categories.yaml"


class Trouble(msgspec.Struct, frozen=True):
    """A fault that a reader of the file reported: code, place and facts."""

    code: str
    where: Where = ()
    facts: dict[str, Any] = {}


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One file.

    Attributes:
        form: `plain`, or why it is not read: `link`, `executable`, `special`.
        troubles: What readers reported; one with facts `line` and `column` has its place.
        traps: Scalars that other tools read otherwise.
        canonical: None where no canonical form is asked of the file.
    """

    path: str
    form: str = PLAIN
    troubles: tuple[Trouble, ...] = ()
    traps: tuple[Trap, ...] = ()
    canonical: bool | None = None


class TicketRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What the rules over many tickets need of one; instants in epoch seconds.

    Attributes:
        closed: When it was closed last; None while open.
        arrivals: Who arrived, and at which minute of the hour.
        closings: Who typed a close, and when.
        box: The opening of the opinion box that its evidence names.
        resolved: When the work of the last cycle was done.
        ran_s: Seconds from receipt to then; `stood_s` of them its clock stood still in pauses.
    """

    path: str
    id: str = ""
    uid: str = ""
    unit: str = ""
    kind: str = ""
    category: str = ""
    received: int = 0
    closed: int | None = None
    is_open: bool = False
    imported: bool = False
    linked: bool = False
    merged_into: str = ""
    attachments: int = 0
    arrivals: tuple[tuple[str, int], ...] = ()
    closings: tuple[tuple[str, int], ...] = ()
    box: str = ""
    resolved: int | None = None
    ran_s: int = 0
    stood_s: int = 0


class CaseFailure(msgspec.Struct, frozen=True, kw_only=True):
    """A worked case that does not hold."""

    path: str
    case: str
    what: str
    expected: str
    actual: str
    where: Where = ()


class OpeningFile(msgspec.Struct, frozen=True, kw_only=True):
    """One opening of the opinion box as read."""

    path: str
    opening: Opening


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """A limit that a published text allows at most: for a tier or a class, and one clock."""

    clock: str
    limit: str
    tier: str = ""
    service: str = ""
    calendar: str = ""
    basis: str = ""


class StandardFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One standard beside its approvals.

    Attributes:
        path: Of its file.
        text: The text as it lies.
        expires: When it says that it ends.
        approvals: All of them, by number; each lies in `approval_path`.
        asked: The policy asks for an approval of what it says, and it has none.
    """

    path: str
    text: Text
    expires: datetime | None = None
    approvals: tuple[Approval, ...] = ()
    asked: bool = False

    def approval_path(self, approval: Approval) -> str:
        """Return where an approval of it lies."""
        return f"records/approvals/{approval.standard}/{approval.number}.yaml"


class NoteFlaw(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with the file of a checkpoint, and on which line.

    Attributes:
        in_list: It is in the list of tickets, not in the note above it.
        pattern: What a sound line looks like.
    """

    line: int
    value: str = ""
    pattern: str = ""
    in_list: bool = False


class PointFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint of the records.

    Attributes:
        misnamed: The file name that its number and code call for; empty if it has it.
        stranger: The commit that it speaks of, where this history has none such.
    """

    path: str
    flaws: tuple[NoteFlaw, ...] = ()
    misnamed: str = ""
    stranger: str = ""


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """A limit whose text stayed as it was approved while its hours changed."""

    key: str
    calendar: str
    since: datetime


class StoreFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that rules over one ticket or over all of them may ask.

    Attributes:
        now: Epoch seconds.
        latest: No event may have been typed after this: `now`, or HEAD's own time if later.
        today: The local day.
        rules: Today's rules, with every version of the tiers that history holds.
        book: Today's tiers, None if they cannot be read.
        staff: Staff id to skills; empty where nobody is registered.
        members: The registered staff, with roles and last days.
        vendors: The registered vendors, with their contracts.
        duty: The duty card's file, None without one that can be read.
        units: Known units; None where none are registered, and then none is unknown.
        strict: Unknown people and units are errors.
        media: SHA-256 that a file in `media/` is named by to the one it has; None: no such folder.
        earlier_calendars: Calendars as they were committed last, by id, where they were edited.
        judged_from: The first day whose change is no change of the past.
        names: Every path of the store's records and standards, for case collisions.
        library: The written standards, as far as they can be read.
        figures: Targets, cadences, prices and roles that they refer to.
        standards: Those that have approvals, an end, or want an approval.
        suspects: Links whose parent changed since their child was reviewed.
        drifts: Limits that come to something else since the tiers were approved.
        locks_out: Signatures are required and nobody who could register a key has one.
        checkpoints: Those in the records, with what is wrong with their files.
    """

    now: int = 0
    latest: int = 0
    today: date = date.min
    rules: Rulebook = Rulebook()
    book: TierBook | None = None
    staff: dict[str, tuple[str, ...]] = {}
    members: tuple[Staff, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    duty: DutyBook | None = None
    units: frozenset[str] | None = None
    strict: bool = False
    media: Mapping[str, str] | None = None
    earlier_calendars: dict[str, tuple[Calendar, date]] = {}
    cases: tuple[CaseFailure, ...] = ()
    names: tuple[str, ...] = ()
    rows: tuple[TicketRow, ...] = ()
    floors: tuple[Floor, ...] = ()
    openings: tuple[OpeningFile, ...] = ()
    library: Library = Library()
    figures: Figures = Figures()
    standards: tuple[StandardFacts, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    drifts: tuple[Drift, ...] = ()
    locks_out: bool = False
    checkpoints: tuple[PointFacts, ...] = ()


class TicketFile(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket's file as read; `ticket` is None where the values do not fit."""

    path: str
    tree: dict[str, Any]
    ticket: Ticket | None = None
