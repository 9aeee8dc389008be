"""Composition root: opens the store and hands the faces one ready Desk."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence, use_language
from wuye_cli.render.plain import clean
from wuye_cli.services.desk import Desk
from wuye_cli.store.git import Git
from wuye_cli.store.repository import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wuye_cli.services.desk import Clock

WAIT_SAID_AFTER_S = 1.0
"""How long a command waits or builds before it says so."""
_REDRAWN_EVERY_S = 0.2


class SystemClock:
    """The system's clock: the one place that reads it."""

    def now(self) -> datetime:
        """Return the present instant in UTC, in whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


class World(NamedTuple):
    """What the program takes from outside: time, chance, and who types."""

    clock: Clock
    entropy: Callable[[int], bytes]
    actor: Actor | None = None
    on_wait: Callable[[float], None] | None = None


_WORLD: ContextVar[World | None] = ContextVar("world", default=None)


@contextmanager
def in_world(world: World) -> Iterator[None]:
    """Open every desk in `world` for a while: a fixed clock, seeded chance, a given actor.

    The demo tells its day on a clock of its own; no option and no variable of the environment
    can do that, so a record's time cannot be made up from outside.
    """
    token = _WORLD.set(world)
    try:
        yield
    finally:
        _WORLD.reset(token)


def world() -> World:
    """Return the world in use: the system's, unless `in_world` says otherwise."""
    return _WORLD.get() or World(clock=SystemClock(), entropy=os.urandom)


def open_desk(root: Path) -> Desk:
    """Open the store at or above `root`, and settle the language.

    Raises:
        CallError: `no_store`.
        StoreError: If the repository is damaged.
    """
    store = Store.open(root)
    here = world()
    desk = Desk(
        store,
        clock=here.clock,
        entropy=here.entropy,
        actor=lambda: here.actor or actor_of(store),
        on_wait=here.on_wait or say_waiting,
        on_progress=BuildCounter().show,
    )
    desk.on_renamed = say_renamed
    use_language(desk.settings.language)
    return desk


def say_waiting(_seconds: float) -> None:
    """Say on stderr that another process is writing, so that nobody thinks that we hang."""
    _remark(sentence("lock.waiting"))


def say_renamed(typed: str, name: str) -> None:
    """Say on stderr that a ticket has another number now than the one that was typed."""
    _remark(sentence("conflict.renamed", typed=clean(typed), id=clean(name)))


def _remark(text: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


class BuildCounter:
    """Counts on a terminal while the index is built anew, after the first second."""

    def __init__(self) -> None:
        self._next = monotonic() + WAIT_SAID_AFTER_S

    def show(self, count: int, total: int) -> None:
        """Show how many tickets of how many are read; at the end the line is taken away."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        if count < total and monotonic() < self._next:
            return
        self._next = monotonic() + _REDRAWN_EVERY_S
        text = sentence("index.building", count=count, total=total) if count < total else ""
        with suppress(OSError):
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()


def actor_of(store: Store | None) -> Actor:
    """Return who types: `WUYE_ACTOR` ("Name <mail>"), else git's identity.

    Raises:
        CallError: `no_identity` or `bad_identity`.
    """
    told = os.environ.get("WUYE_ACTOR", "").strip()
    if told:
        name, _, rest = told.partition("<")
        if not rest.endswith(">"):
            raise CallError("bad_identity", name=told, mail="")
        return Actor(name.strip(), rest[:-1].strip())
    known = store.identity() if store is not None else git_identity()
    if known is None:
        raise CallError("no_identity")
    return Actor(*known)


def git_identity() -> tuple[str, str] | None:
    """Return git's identity outside any store, None unless name and mail are set."""
    return Git(os.curdir, os.curdir).identity()
