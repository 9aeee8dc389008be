"""G002-G006: who signed, whether it holds, and whether that key was theirs at this place.

A key counts from the commit that registers it to the one that ends it: what stood before a commit
decides, and no date of it. The one exception is for a key that was lost: whoever has it can sign on
top of an old commit as well, so that only what the loss itself stands on is believed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from wuye_cli.auditing.judge import Plain, Scope, finding
from wuye_cli.auditing.register import STAFF
from wuye_cli.auditing.ssh_signature import form_of, read_signature, sealed
from wuye_cli.domain.people.signing_key import LEFT, LOST, fingerprint
from wuye_cli.domain.roles.policy import MANAGE
from wuye_cli.domain.roles.powers import Powers
from wuye_cli.domain.roles.roster import same_mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.register import Register, Registers
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.people.signing_key import SigningKey
    from wuye_cli.domain.people.staff import Staff

NAMESPACE = "git"
AGAIN, REVIVED = "again", "revived"


class Verifier(Protocol):
    """Says whether signatures hold; it may remember what it said of a commit."""

    def holds(self, commit: str, payload: bytes, signature: str) -> bool:
        """Say whether a signature holds for the bytes of a commit."""

    def keep(self) -> None:
        """Remember what was said so far."""


class Known(NamedTuple):
    """What is known of the whole.

    Attributes:
        registers: Reads the register before each commit.
        is_lost: Says of a key and a commit whether the key was reported lost, and the commit does
            not stand before that report.
        known_later: Keys that the register has at the end of the walk.
        stands_on: Says whether a commit stands on an earlier one.
        zone: In which a last day ends.
    """

    registers: Registers
    is_lost: Callable[[str, str], bool]
    known_later: frozenset[str]
    stands_on: Callable[[str, str], bool] = lambda _commit, _earlier: False
    zone: tzinfo = UTC


class Memory(msgspec.Struct):
    """What is kept from commit to commit.

    Attributes:
        signed: Commits with a signature that holds, of the one who committed.
        unsigned: Commits without one.
        strange: Signed ones from before any key was registered, which nothing can be said of.
        keys: Every key that the register ever had, to who had it first.
        again: Keys that were ended and registered again, to the commit that did.
    """

    signed: int = 0
    unsigned: int = 0
    strange: int = 0
    keys: dict[str, str] = {}
    again: dict[str, str] = {}


class Signatures(Plain):
    """Looks at the signature of every commit."""

    codes = ("G002", "G003", "G004", "G005", "G006")

    def __init__(self, verifier: Verifier, known: Known) -> None:
        self.memory = Memory()
        self._verifier = verifier
        self._whole = known
        self._noted: Register | None = None

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge the signature of a commit by what stood before it."""
        register = self._whole.registers.at(past)
        if register is not self._noted:
            self._noted = register
            for key, holders in register.holders.items():
                self.memory.keys.setdefault(key, holders[0][0].id)
        yield from self._revived(commit, past)
        parts = sealed(past.raw) if commit.signature else None
        if parts is None or not parts.signatures:
            self.memory.unsigned += 1
            if register.is_required:
                yield finding("G002", commit)
            return
        if len(parts.signatures) > 1:
            yield finding("G003", commit, what="several", count=len(parts.signatures))
            return
        yield from self._judged(commit, past, register, parts.payload, parts.signatures[0])

    def _judged(
        self, commit: Commit, past: Past, register: Register, payload: bytes, signature: str
    ) -> Iterator[Finding]:
        form = form_of(signature)
        said = None if form else read_signature(signature)
        if form and (register.holders or register.is_required):
            yield finding("G004", commit, what="form", form=form)
        elif form:
            self.memory.strange += 1
        elif said is None:
            yield finding("G003", commit, what="damaged")
        elif said.namespace != NAMESPACE:
            yield finding("G003", commit, what="namespace", namespace=said.namespace)
        elif not self._verifier.holds(commit.id, payload, signature):
            yield finding("G003", commit, what="tampered", key=fingerprint(said.key))
        elif said.key not in register.holders:
            yield from self._unknown(commit, past, register, said.key)
        else:
            yield from self._known(commit, register.holders[said.key], said.key)

    def _unknown(
        self, commit: Commit, past: Past, register: Register, key: str
    ) -> Iterator[Finding]:
        """Judge a signature by a key that the register did not have then."""
        shown = fingerprint(key)
        is_beginning = not register.holders and not register.is_required
        if is_beginning or self._is_blessing_itself(commit, past, key):
            self.memory.strange += 1
        elif key in self.memory.keys:
            yield finding("G005", commit, what="removed", key=shown)
        elif key in self._whole.known_later:
            yield finding("G005", commit, what="early", key=shown)
        else:
            yield finding("G004", commit, key=shown)

    def _known(
        self, commit: Commit, holders: Sequence[tuple[Staff, SigningKey]], key: str
    ) -> Iterator[Finding]:
        shown = fingerprint(key)
        live = [(member, one) for member, one in holders if one.is_live]
        if not live:
            member, one = holders[0]
            facts = {"staff": member.id, "key": shown, "mail": member.mail}
            yield finding("G005", commit, what=one.why or "ended", **facts)
            return
        mail = commit.committer[1].casefold()
        first = [member for member, _ in live if member.id == self.memory.keys.get(key)]
        able = first or [member for member, _ in live]  # one key is one person's: who had it first
        own = [member for member in able if member.mail and member.mail.casefold() == mail]
        if not own:
            member = able[0]
            signer, by = f"{member.id} <{member.mail}>", " ".join(commit.committer)
            yield finding("G006", commit, signer=signer, committer=by, key=shown)
            return
        facts = {"staff": own[0].id, "key": shown, "mail": own[0].mail}
        if self._whole.is_lost(key, commit.id):
            yield finding("G005", commit, what=LOST, **facts)
        elif key in self.memory.again and self._whole.stands_on(commit.id, self.memory.again[key]):
            yield finding("G005", commit, what=AGAIN, **facts)
        elif self._has_left(own[0], commit.committed):
            yield finding("G005", commit, what=LEFT, **facts)
        else:
            self.memory.signed += 1

    def _revived(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """G005: a key that was ended is registered again, which no command does."""
        for change in commit.changes if len(commit.parents) == 1 else ():
            if not change.path.startswith(STAFF):
                continue
            old, new = past.member(change.old), past.member(change.new)
            ended = {one.key for one in old.keys if not one.is_live} if old else set()
            for one in new.keys if new else ():
                if one.is_live and one.key in ended:
                    self.memory.again.setdefault(one.key, commit.id)
                    facts = {"staff": new.id if new else "", "key": one.fingerprint}
                    yield finding("G005", commit, path=change.path, what=REVIVED, **facts)

    def _has_left(self, member: Staff, at: int) -> bool:
        if member.left is None:
            return False
        try:
            return datetime.fromtimestamp(at, self._whole.zone).date() > member.left
        except (OverflowError, ValueError, OSError):
            return True

    def _is_blessing_itself(self, commit: Commit, past: Past, key: str) -> bool:
        """Say whether a commit registers the key that signs it where that alone is G028.

        It is not where the author may register keys, or has one already: then it is this rule's.
        """
        mail = same_mail(commit.author[1])
        powers = Powers(*past.roles(), past.day)
        if powers.in_force and powers.may(mail, MANAGE):
            return False
        for change in commit.changes:
            if not change.path.startswith(STAFF):
                continue
            new, old = past.member(change.new), past.member(change.old)
            is_vouched = old is not None and any(one.is_live for one in old.keys)
            if new is not None and same_mail(new.mail) == mail and not is_vouched:
                return any(one.key == key for one in new.keys)
        return False

    def end(self) -> Iterator[Finding]:
        """Find nothing more; what was verified is remembered."""
        self._verifier.keep()
        return iter(())

    def scope(self) -> Scope:
        """Say how many commits were signed by the one who made them."""
        memory = self.memory
        gaps = []
        if memory.strange:
            gaps.append(("strange_signatures", {"count": memory.strange}))
        return Scope(counts={"signed": memory.signed}, uncovered=tuple(gaps))
