"""Joining: a clone of a store that others have, ready to work, under a code of its own."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, ConflictError, UncheckableError
from wuye_cli.domain.identity import is_desk_code
from wuye_cli.services.wording import FORMAT
from wuye_cli.store import founding, meeting_note, remotes
from wuye_cli.store.aside import made_aside
from wuye_cli.store.canonical import canonical_block
from wuye_cli.store.codecs.desks import DESKS
from wuye_cli.store.ground import Ground
from wuye_cli.store.house import read_settings
from wuye_cli.store.layout import PEOPLE, SETTINGS
from wuye_cli.store.repository import Store
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from wuye_cli.store.repository import Actor

_SCHEMA = "desks/1"
_TRIES = 5


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A clone that was made.

    Attributes:
        desk: The code that it claimed for all to see; "" where it may only read there.
        remote: Where the records come from, without a password.
        people: Where residents' data come from; "" for records alone.
    """

    root: str
    desk: str
    remote: str
    people: str
    commit: str


def join(  # noqa: PLR0913 - one keyword an option of the command
    url: str,
    target: Path,
    *,
    actor: Actor,
    at: datetime,
    people: str = "",
    with_people: bool = True,
    wanted: str = "",
    reading: bool = False,
) -> Joined:
    """Clone a store into `target`, claim a desk code at the remote, and set all that a clone needs.

    Who may not write there, as an auditor, gets the clone without a code.

    Args:
        url: The records' repository: an address, or a folder.
        target: Must not exist, or be empty.
        actor: Who works at this desk.
        at: The moment.
        people: The repository of residents' data; one beside the records' if empty and there.
        with_people: Whether residents' data come along.
        wanted: The desk code; the first free letter if empty.
        reading: No code is claimed, and nothing written there.

    Raises:
        CallError: `not_empty`, `bad_desk_code`, `not_a_store`, `bad_address`.
        ConflictError: `desk_taken`; `push_refused` if a wished code cannot be written there.
        UncheckableError: `join_unreachable`, `password_wanted`, `ssh_refused`; `newer_schema` of a
            store that a later wuye made; what is wrong with the register of desks.
    """
    if wanted and not is_desk_code(wanted):
        raise CallError("bad_desk_code", code=wanted)
    place = target.resolve()
    address = _address(url)
    with made_aside(place, "join") as aside, _said_of_joining():
        branch = _cloned(address, aside, actor)
        store = Store.open_at(str(aside))
        settings = store.read(SETTINGS)
        if settings is None:
            raise CallError("not_a_store", url=remotes.without_password(address))
        read_settings(settings, partial(read_plain, path=SETTINGS))
        found = _people(address, people, aside, actor) if with_people else ""
        store = Store.open_at(str(aside))
        code = "" if reading else _claimed_if_allowed(store, branch, actor, at, wanted)
        if code:
            store.set_setting("desk", code)
        store.close()
        commit = store.head()
        founding.sync_tree(str(aside))
    return Joined(
        root=str(place),
        desk=code,
        remote=remotes.without_password(address),
        people=remotes.without_password(found),
        commit=commit,
    )


@contextmanager
def _said_of_joining() -> Iterator[None]:
    """Say of an address that cannot be reached that nothing is left here."""
    try:
        yield
    except UncheckableError as error:
        code = "join_unreachable" if error.code == "unreachable" else error.code
        raise UncheckableError(code, **error.facts) from error


def _address(url: str) -> str:
    """Return an address that means the same from every folder; a bundle is a file."""
    text = url.strip()
    if not text or text[0] == "-" or not text.isprintable() or "::" in text.split("/")[0]:
        raise CallError("bad_address", url=url)
    return str(Path(text).resolve()) if Path(text).exists() else text


def _cloned(address: str, root: Path, actor: Actor) -> str:
    """Make a clone with the settings of a store; return its branch."""
    founding.new_repository(str(root))
    ground = Ground(str(root))
    founding.settle(ground)
    head = remotes.set_remote(ground, "origin", address)
    founding.set_identity(ground, actor.name, actor.mail)
    commit = remotes.fetch(ground, "origin", head)
    if not commit:
        raise CallError("not_a_store", url=remotes.without_password(address))
    founding.check_out(ground, head, commit)
    return head


def _people(address: str, told: str, root: Path, actor: Actor) -> str:
    """Clone residents' data, from where it was told or from beside the records."""
    below = root / PEOPLE
    if told:
        _cloned(_address(told), below, actor)
        return _address(told)
    for beside in _beside(address):
        if remotes.answers(Ground(str(root)), beside):
            _cloned(beside, below, actor)
            return beside
    return ""


def _beside(address: str) -> Iterator[str]:
    """Yield where residents' data may lie when the records lie at an address.

    Example:
        >>> list(_beside("ssh://h/estate.git"))
        ['ssh://h/estate-people.git', 'ssh://h/people.git', 'ssh://h/estate.git/people']
    """
    bare = address.rstrip("/")
    stem = bare.removesuffix(".git")
    if stem != bare:
        yield f"{stem}-people.git"
    above, mark, _ = bare.rpartition("/")
    if mark:
        yield f"{above}/people.git"
    yield f"{bare}/people"


def _claimed_if_allowed(store: Store, branch: str, actor: Actor, at: datetime, wanted: str) -> str:
    """Claim a desk code; "" where everything can be read but nothing written, and none was wished.

    The address has answered a moment ago, so one that cannot be reached for a push is one that
    takes none: servers that only serve say it so.
    """
    before = store.head()
    try:
        return _claimed(store, branch, actor, at, wanted)
    except (ConflictError, UncheckableError) as error:
        if wanted or error.code not in _NO_RIGHT:
            raise
    founding.check_out(store.ground, branch, before)
    return ""


_NO_RIGHT = frozenset(
    {"push_refused", "unreachable", "remote_unwritable", "password_wanted", "ssh_refused"}
)


def _claimed(store: Store, branch: str, actor: Actor, at: datetime, wanted: str) -> str:
    """Claim a code in the register of desks and push it; others may be at the same."""
    for _ in range(_TRIES):
        code = wanted or _free_code(store)
        register = _register(store)
        if code in register["desks"] or code in _codes_used(store):
            raise ConflictError("desk_taken", code=code)
        entry = {"by": actor.mail, "at": at.isoformat()}
        tree = {**register, "desks": {**register["desks"], code: entry}}
        with store.transaction(by=actor, at=at) as changes:
            changes.put(DESKS, canonical_block(tree).encode())
            trailers = [("Wuye-Op", "join"), ("Wuye-Format", FORMAT)]
            changes.commit(f"join: desk {code}", trailers=trailers)
        if _pushed(store.ground, branch):
            return code
        founding.check_out(store.ground, branch, remotes.fetch(store.ground, "origin", branch))
    raise ConflictError("too_busy", remote="origin")


def _pushed(ground: Ground, branch: str) -> bool:
    """Push, and again where no answer came: a server that takes nothing says so twice."""
    try:
        return remotes.push(ground, "origin", branch)
    except UncheckableError:
        meeting_note.sweep(ground)
        return remotes.push(ground, "origin", branch)
    finally:
        meeting_note.sweep(ground)


def _register(store: Store) -> dict[str, Any]:
    """Return the register of desks; what others claimed is never written over unread."""
    data = store.read(DESKS)
    try:
        tree = read_plain(data, path=DESKS) if data else {"schema": _SCHEMA}
    except UncheckableError as error:
        detail = f"{error.code}, {error.facts.get('line', '')}"
        raise UncheckableError("bad_record", path=DESKS, detail=detail) from error
    if tree.get("schema") != _SCHEMA:
        raise UncheckableError("newer_schema", path=DESKS, schema=str(tree.get("schema")))
    desks = tree.get("desks")
    return {**tree, "desks": desks if isinstance(desks, dict) else {}}


def _codes_used(store: Store) -> set[str]:
    """Return the codes in the numbers of tickets, as a desk may never have claimed its own."""
    names = (path.rpartition("-")[2] for path, _ in store.list_tree("records/tickets"))
    return {name.removesuffix(".yaml").rstrip("0123456789") for name in names}


def _free_code(store: Store) -> str:
    taken = {*_register(store)["desks"], *_codes_used(store)}
    pairs = (one + other for one in ascii_uppercase for other in ascii_uppercase)
    free = next((code for code in (*ascii_uppercase, *pairs) if code not in taken), "")
    if not free:
        raise ConflictError("desk_taken", code="A-ZZ")
    return free
