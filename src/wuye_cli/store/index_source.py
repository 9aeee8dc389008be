"""What the index asks of a store and of its rules; the narrow side that it is built from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wuye_cli.domain.tickets.rulebook import Rulebook

TICKETS = "records/tickets"
"""Folder of the ticket files."""
RULES = ("standards/", "wuye.yaml")
"""Paths that dues and dates depend on: when one changes, every clock is derived again."""


class Source(Protocol):
    """The reading side of a store."""

    @property
    def git_dir(self) -> str:
        """The repository's own folder."""

    def head(self) -> str:
        """Return the commit of HEAD, or an empty text before the first one."""

    def list_tree(self, prefix: str) -> Iterable[tuple[str, str]]:
        """Return path and blob id of every file below `prefix` in HEAD, by path."""

    def changes_between(self, old: str, new: str, prefix: str) -> Iterable[tuple[str, str, str]]:
        """Return path, old and new blob id (empty where there is none) of what differs."""

    def blobs(self, ids: Iterable[str]) -> Iterator[bytes]:
        """Return the contents of blobs, in the order asked for."""


class Surroundings(NamedTuple):
    """What the index takes over from `standards/` and the settings.

    Attributes:
        language: `zh` or `en`, or empty if the store does not say.
        zone: IANA name.
    """

    rules: Rulebook
    language: str = ""
    zone: str = "Asia/Shanghai"
    estate: str = ""


if TYPE_CHECKING:
    LoadSurroundings = Callable[[], Surroundings]
