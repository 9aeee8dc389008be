"""A writer's turn: the lock held, and what others left half done settled first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from wuye_cli.store import pairing, recovery
from wuye_cli.store.git_index import GitIndex
from wuye_cli.store.lock import StoreLock, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from wuye_cli.store.ground import Ground


class Turn:
    """A `with` block in which this process is the only writer of a store.

    Args:
        grounds: The repositories of the store; those that are None are left out.
        on_wait: Told the seconds waited for the lock.
        settle: Whether to recover what interrupted operations left; only the doctor looks first.
    """

    def __init__(
        self,
        grounds: Sequence[Ground | None],
        *,
        on_wait: Callable[[float], None] | None = None,
        settle: bool = True,
    ) -> None:
        self._grounds = [ground for ground in grounds if ground is not None]
        self._on_wait = on_wait
        self._settle = settle
        self._lock = StoreLock(self._grounds[0].lock_file)
        self._indexes: list[GitIndex] = []

    @property
    def lock(self) -> int:
        """Descriptor of the lock, for children that write."""
        return self._lock.number

    def __enter__(self) -> Self:
        for ground in self._grounds:
            ground.prepare()
        self._lock.acquire(timeout=patience(), on_wait=self._on_wait)
        try:
            if self._settle:
                self.settle()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            for index in self._indexes:
                index.unlock()
            for ground in self._grounds:
                ground.objects.close()
        finally:
            self._lock.release()

    def settle(self) -> None:
        """Finish or undo what a command that was cut short left half done.

        Raises:
            StoreError: If the disk refuses; the next command tries again.
        """
        for ground in self._grounds:
            recovery.recover(ground, self.lock)
        if len(self._grounds) > 1:
            pairing.settle(self._grounds[0], self._grounds[1], self.lock)

    def index(self, ground: Ground) -> GitIndex:
        """Return the repository's index, locked until the turn is over.

        Raises:
            ConflictError: `index_locked`.
        """
        index = GitIndex(ground)
        index.lock()
        self._indexes.append(index)
        return index
