"""Playing a script of commands in one process, on a clock and with people of its own.

The demo tells its days this way, and the example records are made this way.
"""

from __future__ import annotations

import os
import random
from contextlib import chdir, contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wuye_cli.bootstrap import World, in_world
from wuye_cli.cli.app import run
from wuye_cli.cli.exits import say_error
from wuye_cli.domain.errors import WuyeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from wuye_cli.store.repository import Actor


T = TypeVar("T")


class Scene(NamedTuple):
    """One command of a script.

    Attributes:
        at: When it is typed, `YYYY-MM-DD HH:MM` in the zone of the play.
        words: The command without `wuye`.
        says: What is said before it.
        status: The exit status that it is meant to have.
        by: Who types, if not the usual person.
    """

    at: str
    words: tuple[str, ...]
    says: str = ""
    status: int = 0
    by: Actor | None = None


class PlayedClock:
    """Stands still between scenes; within one it advances a second a reading."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the instant of the scene."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Go on to a later scene.

        Raises:
            ValueError: If it would go back.
        """
        if moment < self._now:
            raise ValueError(moment)
        self._now = moment


class Play:
    """A script being played in a folder.

    Args:
        folder: The working directory of the commands.
        start: First instant, with its zone.
        actor: Who types, unless a scene says otherwise.
        seed: Seed of ids, so that a play comes out the same every time.
        show: Called with each scene before it is played.
    """

    def __init__(
        self,
        folder: Path,
        start: datetime,
        actor: Actor,
        *,
        seed: int,
        show: Callable[[Scene], None],
    ) -> None:
        self._folder = folder
        self._zone = start.tzinfo
        self._clock = PlayedClock(start)
        self._actor = actor
        self._random = random.Random(seed)  # noqa: S311 - ids of an invented estate
        self._show = show

    def play(self, scenes: Iterable[Scene]) -> list[tuple[Scene, int]]:
        """Play scenes one after the other; return those whose status was not as meant."""
        unexpected = []
        for scene in scenes:
            self._show(scene)
            status = self._run(scene)
            if status != scene.status:
                unexpected.append((scene, status))
        return unexpected

    def ask(self, at: str, question: Callable[[Path], T]) -> T:
        """Return the answer to a question about the folder, asked at a moment of the play."""
        with self._world(at, None):
            return question(self._folder)

    @contextmanager
    def _world(self, at: str, by: Actor | None) -> Iterator[None]:
        self._clock.set(datetime.fromisoformat(at).replace(tzinfo=self._zone))
        world = World(clock=self._clock, entropy=self._random.randbytes, actor=by or self._actor)
        with in_world(world), chdir(self._folder), _without_store_named():
            yield

    def _run(self, scene: Scene) -> int:
        with self._world(scene.at, scene.by):
            try:
                return run(list(scene.words))
            except WuyeError as error:
                return say_error(error)
            except SystemExit as left:
                return left.code if isinstance(left.code, int) else 0


class _without_store_named:  # noqa: N801 - reads as what it does
    """For a while no store is named by the environment."""

    def __enter__(self) -> None:
        self._named = os.environ.pop("WUYE_STORE", None)

    def __exit__(self, *_: object) -> None:
        if self._named is not None:
            os.environ["WUYE_STORE"] = self._named


def later(moment: str, **delta: float) -> str:
    """Return a moment of a script some time later."""
    return f"{datetime.fromisoformat(moment) + timedelta(**delta):%Y-%m-%d %H:%M:%S}"
