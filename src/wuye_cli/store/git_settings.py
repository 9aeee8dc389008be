"""Git's settings, read off one list of all in place of one start of git for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCAL = "local"
_REMOTE = "remote"


class Settings:
    """What git is configured with.

    Args:
        every: Key and value of each setting, from any file: what holds.
        own: Those of this repository's own file, and of what it includes.
    """

    def __init__(self, every: dict[str, str], own: dict[str, str]) -> None:
        self._every = every
        self._own = own

    def get(self, key: str) -> str | None:
        """Return what holds, None if nothing is set; of several values the last holds."""
        return self._every.get(folded(key))

    def own(self, key: str) -> str | None:
        """Return what this repository's own file says, None if it does not."""
        return self._own.get(folded(key))

    def remotes(self) -> dict[str, str]:
        """Return name and address of every remote that has an address, by name."""
        found = {}
        for key, value in self._every.items():
            section, _, rest = key.partition(".")
            name, _, last = rest.rpartition(".")
            if section == _REMOTE and name and last == "url":
                found[name] = value
        return dict(sorted(found.items()))


def folded(key: str) -> str:
    """Return a key as git lists it: section and name in small letters, what is between as it is.

    Example:
        >>> folded("core.sshCommand"), folded("branch.Main.Remote")
        ('core.sshcommand', 'branch.Main.remote')
    """
    section, first, rest = key.partition(".")
    between, second, name = rest.rpartition(".")
    return f"{section.lower()}{first}{between}{second}{name.lower()}"


def read_settings(parts: Iterable[str]) -> Settings:
    """Read what `git config --list --show-scope -z` prints: scope, then key and value, in turn."""
    every: dict[str, str] = {}
    own: dict[str, str] = {}
    listed = iter(parts)
    for scope in listed:
        key, _, value = next(listed, "").partition("\n")
        every[key] = value
        if scope == _LOCAL:
            own[key] = value
    return Settings(every, own)
