"""The staff register: who is there, and the one way to write it. Phones go to `people/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.auditing.commit import UNTIL
from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, UncheckableError
from wuye_cli.domain.identity import ALPHABET, encoded
from wuye_cli.domain.people.contacts import has_personal_data
from wuye_cli.domain.people.staff import PREFIX, Staff, is_staff_id
from wuye_cli.domain.roles.policy import FORMER
from wuye_cli.domain.roles.powers import ALONE, NOBODY
from wuye_cli.services.residents import Contact, phones_typed, reference
from wuye_cli.services.vocabulary import ROLES, choice_of, person_of
from wuye_cli.services.wording import FORMAT, one_line
from wuye_cli.store.codecs.staff import read_staff, staff_to_mapping, write_staff
from wuye_cli.store.house import STAFF
from wuye_cli.store.people import PeopleBook
from wuye_cli.store.yaml_text import edit_yaml, read_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from wuye_cli.domain.marks import Path
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction

LISTS = ("aliases", "skills", "wechat")
"""Fields that hold several texts."""

EDITABLE = ("name", *LISTS, "mail", "role", "zone", "left")
"""Fields of a member that may be changed; the phone is changed beside them."""

_KEPT = (*EDITABLE, "person", "keys")
_ID_LETTERS = 6


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the staff with the file that holds it, and the phones that `people/` has."""

    member: Staff
    path: str
    phones: tuple[str, ...] = ()


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the entry as it stands now, the fields that changed, and the commit.

    Attributes:
        notes: Codes of what the one who types should know about roles.
    """

    entry: Entry
    changed: tuple[str, ...] = ()
    commit: str = ""
    notes: tuple[str, ...] = ()


def entries(desk: Desk) -> list[Entry]:
    """Return the registered staff as committed, by id."""
    book = PeopleBook(desk.store)
    found: dict[str, Entry] = {}
    for path, data in desk.store.read_many(path for path, _ in desk.store.list_tree(STAFF)):
        try:
            member, _ = read_staff(read_plain(data, path=path))
        except UncheckableError:  # `check` reports it
            continue
        if member is not None:
            entry = Entry(member=member, path=path, phones=phones_of(book, member))
            found.setdefault(member.id, entry)
    return [found[name] for name in sorted(found)]


def phones_of(book: PeopleBook, member: Staff) -> tuple[str, ...]:
    """Return the phones of a member; none in a clone without `people/`."""
    person = book.person(member.person) if member.person else None
    return person.phones if person is not None else ()


def entry_of(desk: Desk, typed: str) -> Entry:
    """Return the one member that an id or a name means.

    Raises:
        NotFoundError: `unknown_staff`.
        CallError: `ambiguous_person`.
    """
    listed = {entry.member.id: entry for entry in entries(desk)}
    named = [entry for entry in listed.values() if one_line(typed) in entry.member.names]
    if typed not in listed and len(named) == 1:  # also one who has left
        return named[0]
    name = person_of(desk, typed)
    if name not in listed:
        raise NotFoundError("unknown_staff", value=typed)
    return listed[name]


def tidy(desk: Desk, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a member as they are kept.

    Raises:
        CallError: `not_a_name` for a number where words belong, `bad_choice` for a role,
            `bad_mail`.
    """
    found = {name: _tidied(desk, name, value) for name, value in fields.items()}
    mail = found.get("mail", "")
    if mail and ("@" not in mail or " " in mail):
        raise CallError("bad_mail", value=mail)
    return found


def _tidied(desk: Desk, name: str, value: str | tuple[str, ...] | date | None) -> Any:
    if name == "role":
        return choice_of(str(value), {**_own_roles(desk), **ROLES}, "role")
    if isinstance(value, tuple):
        return tuple(word for part in value if (word := str(_tidied(desk, "", part))))
    if isinstance(value, str):
        if has_personal_data(value):
            raise CallError("not_a_name", value=value)
        return one_line(value)
    return value


def _own_roles(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return the roles that only this store's policy knows, and the words for them."""
    return {
        key: tuple(word for word in (role.label, role.label_en) if word)
        for key, role in desk.house.policy.roles.items()
        if key not in ROLES and FORMER.get(key) not in ROLES
    }


def add(desk: Desk, fields: Mapping[str, Any], *, wanted: str = "", phone: str = "") -> Saved:
    """Register somebody, in one commit.

    Args:
        desk: The desk.
        fields: Those of `EDITABLE`; `name` is needed.
        wanted: The id; a random one is made without it.
        phone: Kept in `people/`.

    Raises:
        CallError: `missing_option` without a name, `bad_staff_id`, `not_a_phone`; see `tidy`.
        ConflictError: `staff_exists`.
        NotFoundError: `no_people` for a phone in a clone without `people/`.
    """
    kept = tidy(desk, fields)
    if not kept.get("name"):
        raise CallError("missing_option", option="NAME")
    with desk.transaction() as changes:
        member = new_member(desk, changes, kept, wanted=wanted, phone=phone)
        commit = changes.commit(f"staff add {member.id}", trailers=staff_trailers("staff.add"))
    return _saved(desk, member.id, tuple(sorted(kept)), commit)


class Cover(NamedTuple):
    """Why somebody stands in for somebody, and the last day of it: ADR 0043."""

    until: date
    reason: str


def edit(
    desk: Desk,
    typed: str,
    fields: Mapping[str, Any],
    *,
    phone: str | None = None,
    cover: Cover | None = None,
) -> Saved:
    """Change what is registered of somebody, in one commit; comments in the file stay.

    Raises:
        NotFoundError: `unknown_staff`, `no_people`.
        CallError: `ambiguous_person`, `missing_option` for a cover without role or reason,
            `cover_over`; see `tidy`.
        UncheckableError: `edit-unproven`, if the file cannot be changed without losing something.
    """
    kept = tidy(desk, fields)
    reason, trailers = _covering(desk, kept, cover)
    entry = entry_of(desk, typed)
    with desk.transaction() as changes:
        changed = change_member(desk, changes, entry, kept, phone=phone)
        commit = ""
        if changed:
            named = f"staff edit {entry.member.id}{reason}"
            commit = changes.commit(named, trailers=[*staff_trailers("staff.edit"), *trailers])
    return _saved(desk, entry.member.id, changed, commit)


def _covering(
    desk: Desk, fields: Mapping[str, Any], cover: Cover | None
) -> tuple[str, list[tuple[str, str]]]:
    """Return what a commit says of somebody who stands in: behind its first line, and trailers."""
    if cover is None:
        return "", []
    reason = str(_tidied(desk, "", cover.reason))
    for option, given in (("--role", fields.get("role")), ("--reason", reason)):
        if not given:
            raise CallError("missing_option", option=option)
    if cover.until < desk.now().date():
        raise CallError("cover_over", day=cover.until.isoformat())
    return f": {reason}", [(UNTIL, cover.until.isoformat())]


def _saved(desk: Desk, name: str, changed: tuple[str, ...], commit: str) -> Saved:
    """Return what was written, and what that makes of the roles."""
    before = desk.powers.in_force
    desk.forget()
    powers = desk.powers
    notes: tuple[str, ...] = ()
    if commit and not before:
        notes = ("begun",) if powers.in_force else (_RESTING[powers.state],)
    return Saved(entry=entry_of(desk, name), changed=changed, commit=commit, notes=notes)


_RESTING = {ALONE: "resting", NOBODY: "nobody"}


def staff_trailers(op: str) -> list[tuple[str, str]]:
    """Return the trailers of a commit of the register."""
    return [("Wuye-Op", op), ("Wuye-Format", FORMAT)]


# -- inside a transaction -------------------------------------------------------------------------


def new_member(
    desk: Desk, changes: Transaction, fields: Mapping[str, Any], *, wanted: str, phone: str
) -> Staff:
    """Stage the file of a new member, and the phone in `people/`; fields are tidied already.

    Raises:
        CallError: `bad_staff_id`, `not_a_phone`.
        ConflictError: `staff_exists`.
        NotFoundError: `no_people`.
    """
    name = wanted.strip() or _random_id(desk)
    if not is_staff_id(name):
        raise CallError("bad_staff_id", value=name)
    path = f"{STAFF}/{name}.yaml"
    if name in desk.rules.staff or changes.exists(path):
        raise ConflictError("staff_exists", id=name)
    member = Staff(id=name, **fields)
    if phone:
        person = _with_phone(desk, changes, member, phone)
        member = msgspec.structs.replace(member, person=person)
    changes.put(path, write_staff(member))
    return member


def change_member(
    desk: Desk,
    changes: Transaction,
    entry: Entry,
    fields: Mapping[str, Any],
    *,
    phone: str | None = None,
) -> tuple[str, ...]:
    """Stage the changes of a member and return which fields they are; `phone` None leaves it.

    Raises:
        CallError: `not_a_phone`, `missing_option` for a name taken away.
        NotFoundError: `no_people`.
        UncheckableError: `edit-unproven`.
    """
    old = entry.member
    if fields.get("name") == "":
        raise CallError("missing_option", option="NAME")
    new = msgspec.structs.replace(old, **fields)
    changed = [name for name in fields if getattr(new, name) != getattr(old, name)]
    if phone is not None and phones_typed(phone) != entry.phones:
        new = msgspec.structs.replace(new, person=_with_phone(desk, changes, new, phone))
        changed.append("phone")
    names = [name for name in _KEPT if getattr(new, name) != getattr(old, name)]
    if names:
        data = changes.read(entry.path)
        if data is None:
            raise NotFoundError("unknown_staff", value=old.id)
        changes.put(entry.path, _rewritten(data, old, new, names))
    return tuple(changed)


def _rewritten(data: bytes, old: Staff, new: Staff, names: Sequence[str]) -> bytes:
    """Return the file with some fields changed: in our own form, else with its comments kept."""
    if data == write_staff(old):
        return write_staff(new)
    tree = staff_to_mapping(new)
    values: dict[Path, Any] = {(name,): tree.get(name, _nothing(name)) for name in names}
    return edit_yaml(data.decode(), values).encode()


def _nothing(name: str) -> Any:
    """Return what stands in a file for a field that was emptied."""
    return [] if name in (*LISTS, "keys") else None if name == "left" else ""


def _random_id(desk: Desk) -> str:
    value = int.from_bytes(desk.entropy(4), "big") % len(ALPHABET) ** _ID_LETTERS
    return PREFIX + encoded(value, _ID_LETTERS)


def _with_phone(desk: Desk, changes: Transaction, member: Staff, typed: str) -> str:
    """Stage the phones of a member in `people/` and return the reference."""
    phones = phones_typed(typed)
    if not changes.has_people:
        raise NotFoundError("no_people")
    book = PeopleBook(desk.store, changes)
    person = book.person(member.person) if member.person else None
    if person is not None:
        book.put(changes, msgspec.structs.replace(person, phones=phones))
        return person.id
    return reference(desk, changes, Contact(name=member.name, phones=phones))
