"""Keys of the staff: made for a clone, registered, ended, and listed for git."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.domain.people.signing_key import LEFT, LOST, ROTATED, SigningKey, public_key
from wuye_cli.services.permits import ROTATION
from wuye_cli.services.staff_register import (
    Entry,
    change_member,
    entries,
    entry_of,
    staff_trailers,
)
from wuye_cli.services.vocabulary import choice_of
from wuye_cli.services.wording import one_line, without_numbers
from wuye_cli.store import atomic, signing, ssh

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.services.desk import Desk

WHY = {ROTATED: ("换新", "轮换"), LEFT: ("离职",), LOST: ("丢失", "被盗", "stolen")}
"""Why a key is ended, and the words for it."""

SIGNERS = "allowed_signers"
_SHORTEST = 6
_MARK = "SHA256:"


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A key and who holds it.

    Attributes:
        here: This clone signs with it for the one who types.
    """

    staff: str
    name: str
    mail: str
    key: SigningKey
    here: bool = False


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A key that this clone signs with from now on.

    Attributes:
        registered: Whose it is in the register; until it is there, nothing is signed with it.
        git: Plain git signs with it as well.
        first: No key is registered at all yet.
    """

    path: str
    public: str
    fingerprint: str
    mail: str
    registered: str = ""
    git: bool = False
    first: bool = False


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What was written about keys: those that changed, and the commit."""

    keys: tuple[Held, ...]
    commit: str = ""


# -- keys of this clone ---------------------------------------------------------------------------


def new(desk: Desk, path: str = "") -> Placed:
    """Make a key for the one who types, and have this clone sign with it.

    Raises:
        ConflictError: `key_file_exists`.
        StoreError: `ssh_missing`, `key_not_made`.
    """
    place = _place(path) if path else _usual_place(desk)
    ssh.make_key(place, desk.actor.mail)
    return use(desk, place)


def _usual_place(desk: Desk) -> str:
    who = desk.typist if "@" not in desk.typist else desk.actor.mail.partition("@")[0]
    safe = "".join(mark if mark.isascii() and mark.isalnum() else "-" for mark in who)
    code = desk.store.setting("desk") or "0"
    name = f"wuye-{safe.strip('-') or 'key'}-{code}"
    return _place(f"~/.ssh/{name}")


def _place(path: str) -> str:
    place = Path(path)
    with suppress(RuntimeError):  # `~` of somebody who is not there is a name like any other
        place = place.expanduser()
    return str(place.absolute())


def use(desk: Desk, path: str) -> Placed:
    """Have this clone sign what the one who types commits, with a key that is there.

    Plain git signs with it too, if its identity in this clone is the same.

    Raises:
        CallError: `key_file_missing`, `not_a_key`, `bad_setting`.
    """
    place = _place(path)
    public = ssh.read_public(place)
    mail, git = desk.actor.mail, desk.store.ground.git
    if not place.isprintable():
        raise CallError("bad_setting", key=place)
    git.write("config", "--local", signing.setting_of(mail), place)
    settings = {"gpg.ssh.allowedSignersFile": _signers_file(desk)}
    known = desk.store.identity()
    is_git = known is not None and known[1].lower() == mail.lower()
    if is_git:
        settings |= {"gpg.format": "ssh", "user.signingkey": place, "commit.gpgsign": "true"}
    for name, value in settings.items():
        git.write("config", "--local", name, value)
    refresh_signers(desk)
    listed = held(desk)
    owner = next((one.staff for one in listed if one.key.key == public and one.key.is_live), "")
    return Placed(
        path=place,
        public=public,
        fingerprint=SigningKey(key=public).fingerprint,
        mail=mail,
        registered=owner,
        git=is_git,
        first=not listed,
    )


def refresh_signers(desk: Desk) -> str:
    """Write what git needs to know every key by, and return where."""
    path = _signers_file(desk)
    with atomic.disk_errors():
        atomic.replace_whole(path, signers(desk).encode(), sync=False)
    return path


def _signers_file(desk: Desk) -> str:
    return str(Path(desk.store.ground.private) / SIGNERS)


def signers(desk: Desk) -> str:
    """Return the register as git's `gpg.ssh.allowedSignersFile` wants it.

    Ended keys are there as well, up to the end of the day: what they signed stays signed.
    """
    return "".join(_signers_line(one, desk) for one in held(desk) if one.mail)


def _signers_line(one: Held, desk: Desk) -> str:
    options = 'namespaces="git"'
    if one.key.ended is not None:
        last = one.key.ended.astimezone(desk.zone).date() + timedelta(days=1)
        options += f',valid-before="{last:%Y%m%d}"'
    mail = "".join(mark for mark in one.mail if mark.isprintable() and mark not in ' ",*?!#')
    return f"{mail} {options} {one.key.key}\n"


# -- the register ---------------------------------------------------------------------------------


def held(desk: Desk) -> list[Held]:
    """Return every key of the register as committed, ended ones too."""
    mine = _public_here(desk)
    return [_held(entry, key, mine) for entry in entries(desk) for key in entry.member.keys]


def _public_here(desk: Desk) -> str:
    """Return the key that is used here; empty for none, or where it is not known who types."""
    try:
        path = signing.key_file(desk.store.ground, desk.actor.mail)
        return ssh.read_public(path) if path else ""
    except CallError:
        return ""


def _held(entry: Entry, key: SigningKey, mine: str) -> Held:
    member = entry.member
    return Held(staff=member.id, name=member.name, mail=member.mail, key=key, here=key.key == mine)


def add(desk: Desk, typed: str, *, who: str = "", label: str = "") -> Changed:
    """Register a key of somebody, in one commit.

    Args:
        desk: The desk.
        typed: A `.pub` file, or its line.
        who: Whose it is; the one who types if empty.
        label: Which machine it is on.

    Raises:
        CallError: `not_a_key`; `no_mail_of_staff`, if no mail leads from commits to them.
        NotFoundError: `unknown_staff`.
        ConflictError: `key_known`.
        RefusedError: `key_ended`: an ended key never counts again.
    """
    key = SigningKey(key=_key_typed(typed), label=without_numbers(one_line(label)))
    entry = entry_of(desk, who or desk.typist)
    if not entry.member.mail:
        raise CallError("no_mail_of_staff", id=entry.member.id)
    for one in held(desk):
        if one.key.key == key.key:
            error = ConflictError if one.key.is_live else RefusedError
            code = "key_known" if one.key.is_live else "key_ended"
            raise error(code, id=one.staff, key=one.key.fingerprint)
    return _change(desk, "key.add", {entry.member.id: lambda keys: (*keys, key)}, {key.key})


def _key_typed(typed: str) -> str:
    key = public_key(typed)
    if key:
        return key
    if not typed.strip() or not typed.isprintable():
        raise CallError("not_a_key", value=typed)
    return ssh.read_public(_place(typed.strip()))


def revoke(desk: Desk, typed: str, why: str) -> Changed:
    """End a key, or every key of somebody, in one commit.

    A key that was ended may still turn out to be lost: then what it signed counts only where it
    stands before this report, as for any lost key. When it was ended stays as it was.

    Args:
        desk: The desk.
        typed: Fingerprint or its beginning; or id or name of one of the staff.
        why: A word of `WHY`.

    Raises:
        CallError: `missing_option`, `bad_choice`, `ambiguous_key`.
        NotFoundError: `unknown_key`, `unknown_staff`.
        RefusedError: `last_key`, where the policy requires signatures and nobody could sign.
    """
    reason = choice_of(why, WHY, "why")
    if not reason:
        raise CallError("missing_option", option="--why")
    going = _meant(desk, typed, reason)
    ending = {one.key.key for one in going}
    left = [one for one in held(desk) if one.key.is_live and one.key.key not in ending]
    if not left and signing.must_sign(desk.store.ground, desk.store.head()):
        raise RefusedError("last_key")

    def ended(keys: Sequence[SigningKey]) -> tuple[SigningKey, ...]:
        return tuple(_ended(desk, key, reason) if key.key in ending else key for key in keys)

    return _change(desk, "key.revoke", {one.staff: ended for one in going}, ending)


def rotate(desk: Desk, path: str = "", *, label: str = "") -> tuple[Changed, Placed]:
    """Replace the key of the one who types: a new one in, the old one out, signed by the old one.

    Raises:
        NotFoundError: `no_key_here`, if this clone signs with no registered key of theirs.
    """
    old = next((one for one in held(desk) if one.here and one.key.is_live), None)
    if old is None:
        raise NotFoundError("no_key_here", mail=desk.actor.mail)
    place = _place(path or _free_place(signing.key_file(desk.store.ground, desk.actor.mail)))
    public = ssh.make_key(place, desk.actor.mail)
    fresh = SigningKey(key=public, label=without_numbers(one_line(label)) or old.key.label)

    def swapped(keys: Sequence[SigningKey]) -> tuple[SigningKey, ...]:
        kept = [_ended(desk, key, ROTATED) if key.key == old.key.key else key for key in keys]
        return (*kept, fresh)

    try:
        changed = _change(desk, ROTATION, {old.staff: swapped}, {old.key.key, public})
    except BaseException:
        for end in ("", ".pub"):  # nobody knows it: it would lie there for nothing
            Path(f"{place}{end}").unlink(missing_ok=True)
        raise
    return changed, use(desk, place)


def _free_place(old: str) -> str:
    stem = old.removesuffix(".pub")
    number = 2
    while any(Path(f"{stem}-{number}{end}").exists() for end in ("", ".pub")):
        number += 1
    return f"{stem}-{number}"


def _ended(desk: Desk, key: SigningKey, why: str) -> SigningKey:
    if not _can_end(key, why):
        return key
    return msgspec.structs.replace(key, ended=key.ended or desk.now(), why=why)


def _can_end(key: SigningKey, why: str) -> bool:
    """Say whether a key can be ended for a reason: a live one, or an ended one that is lost."""
    return key.is_live or (why == LOST and key.why != LOST)


def _meant(desk: Desk, typed: str, why: str) -> list[Held]:
    able = [one for one in held(desk) if _can_end(one.key, why)]
    word = typed.strip()
    bare = word.removeprefix(_MARK)
    found = [one for one in able if one.key.fingerprint.removeprefix(_MARK).startswith(bare)]
    if found and len(bare) >= _SHORTEST:
        if len(found) > 1:
            raise CallError("ambiguous_key", value=typed)
        return found
    if word.startswith(_MARK):
        raise NotFoundError("unknown_key", value=typed)
    member = entry_of(desk, word).member.id
    # what was replaced is named by its fingerprint: as a rule it was destroyed
    theirs = [one for one in able if one.staff == member and one.key.why != ROTATED]
    if not theirs:
        raise NotFoundError("unknown_key", value=typed)
    return theirs


def _change(
    desk: Desk,
    op: str,
    work: dict[str, Callable[[Sequence[SigningKey]], tuple[SigningKey, ...]]],
    touched: set[str],
) -> Changed:
    """Change the keys of some of the staff as they stand under the lock, in one commit."""
    with desk.transaction() as changes:
        for entry in entries(desk):
            change = work.get(entry.member.id)
            if change is not None:
                change_member(desk, changes, entry, {"keys": change(entry.member.keys)})
        subject = f"{op.replace('.', ' ')} {' '.join(sorted(work))}"
        commit = changes.commit(subject, trailers=staff_trailers(op))
    desk.forget()
    if Path(_signers_file(desk)).exists():
        refresh_signers(desk)
    keys = tuple(one for one in held(desk) if one.key.key in touched)
    return Changed(keys=keys, commit=commit)
